//! The rows in sight: the pointer over them, the cursor, what is picked, and the small buttons at the cell under the pointer.

use super::cell;
use super::grouped;
use super::menu;
use super::rows::Line;
use super::table::{Column, Table};
use crate::ui::widgets::color;
use crate::words;
use leptos::attr::custom::custom_attribute;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Columns narrower than this have no buttons at their cells: too little would be left to click on. In pixels.
const NARROW: u32 = 100;

/// The rows.
#[component]
pub fn Body(table: Table) -> impl IntoView {
    let first = Memo::new(move |_| table.window.get().0);
    let shift = move || format!("translateY({}px)", table.track.get().place(first.get()));
    // Whether the button went down on one cell and the pointer has left it since: then the click at the end opens nothing.
    let picking = RwSignal::new(false);
    let pressed = StoredValue::new(None::<(u64, usize)>);
    let down = move |event: MouseEvent| {
        picking.set(false);
        pressed.set_value(None);
        let Some(cell) = place(&event).filter(|_| event.button() == 0) else {
            return;
        };
        table.on_head.set(false);
        let cursor = table.cursor.get_untracked();
        if event.shift_key() {
            event.prevent_default();
            table.selection.update(|selection| selection.extend(cursor, cell));
        } else if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            table.selection.update(|selection| selection.toggle(cursor, cell));
        } else {
            table.selection.update(|selection| selection.only(cell));
            pressed.set_value(Some(cell));
        }
        table.cursor.set(cell);
        table.focus();
    };
    let hovered = move |event: MouseEvent| {
        let over = place(&event);
        if table.hover.get_untracked() != over {
            table.hover.set(over);
        }
        let under = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let under = under.and_then(|target| target.closest(".cell").ok().flatten());
        if let (Some(cell), Some((at, column))) = (under, over) {
            let whole = cell::whole(table, at, column).unwrap_or_default();
            // Refused for names that are none.
            cell.set_attribute("title", &whole).unwrap_or_default();
        }
        let (Some(from), Some(to), true) = (pressed.get_value(), over, event.buttons() & 1 == 1) else {
            return;
        };
        if picking.get_untracked() || from != to {
            if let Ok(Some(marked)) = document().get_selection() {
                marked.remove_all_ranges().unwrap_or_default();
            }
            picking.set(true);
            table.selection.update(|selection| selection.extend(from, to));
            table.cursor.set(to);
        }
    };
    let clicked = move |event: MouseEvent| {
        if event.shift_key() || event.ctrl_key() || event.meta_key() || picking.get_untracked() {
            return;
        }
        if let Some((at, _)) = place(&event) {
            table.open(at);
        }
    };
    let right = move |event: MouseEvent| {
        if let Some(cell) = place(&event) {
            event.prevent_default();
            if !table.selection.with_untracked(|selection| selection.has(cell)) {
                table.selection.update(|selection| selection.only(cell));
            }
            table.cursor.set(cell);
            table.on_head.set(false);
            let spot = (f64::from(event.client_x()), f64::from(event.client_y()));
            menu::of_cell(table, cell.0, cell.1, spot);
        }
    };
    // Rows are drawn under keys, and stand `moved` places below them. A leap to where no row of before is in sight moves all keys, so that
    // what is drawn stays and only its texts change: building a row costs several times as much.
    let drawn = Memo::new(move |before: Option<&(u64, u64, u64)>| {
        let (from, to) = table.window.get();
        let to = to.max(from);
        match before {
            Some(&(old, end, moved)) if from >= end || to <= old => (from, to, (from + moved).wrapping_sub(old)),
            Some(&(.., moved)) => (from, to, moved),
            None => (from, to, 0),
        }
    });
    let moved = Memo::new(move |_| drawn.get().2);
    let keys = move || {
        let (from, to, moved) = drawn.get();
        (from..to).map(move |at| at.wrapping_sub(moved))
    };
    let top = move |at: u64| (at as f64 - first.get() as f64) * table.track.with(|track| track.row);
    let cursor = move || {
        let (at, column) = table.cursor.get();
        let (from, to) = table.window.get();
        ((from..to).contains(&at) && !table.on_head.get()).then(|| {
            let group = table.lines.with(|lines| grouped::place(lines.as_deref(), at).is_none());
            let ends = if group {
                (0, table.columns.with(Vec::len).saturating_sub(1))
            } else {
                (column, column)
            };
            ghost(table, top(at), ends, 1, "events-cursor", ().into_any())
        })
    };
    let picked = move || {
        let (from, to) = table.window.get();
        let pinned = table.pinned().0;
        let areas = table.selection.with(|selection| selection.areas());
        let seen = areas.into_iter().filter(|area| area.from.0 < to && area.to.0 >= from);
        let draw = move |area: crate::view::Area| {
            // What reaches beyond the window is drawn no further than that, so that no element is too tall.
            let (start, end) = (area.from.0.max(from), area.to.0.min(to));
            let rows = end + 1 - start;
            let (left, right) = (area.from.1, area.to.1);
            let parts = [(left, right.min(pinned.wrapping_sub(1))), (left.max(pinned), right)];
            let kept = [pinned > 0 && left < pinned, right >= pinned];
            parts
                .into_iter()
                .zip(kept)
                .filter(|&(_, kept)| kept)
                .map(|(columns, _)| ghost(table, top(start), columns, rows, "events-picked", ().into_any()))
                .collect_view()
        };
        seen.map(draw).collect_view()
    };
    tell_picked(table);
    let hover = move || {
        let (at, column) = table.hover.get().filter(|_| !picking.get())?;
        table.row(at)?;
        if table.span(column).1 < NARROW {
            return None;
        }
        Some(ghost(
            table,
            top(at),
            (column, column),
            1,
            "events-tools",
            tools(table, at, column).into_any(),
        ))
    };
    view! {
        <div
            class="events-body"
            role="rowgroup"
            class:picking=move || picking.get()
            style:height=move || format!("{}px", table.track.get().height())
            on:mousedown=down
            on:mouseover=hovered
            on:mouseleave=move |_| table.hover.set(None)
            on:click=clicked
            on:contextmenu=right
        >
            <div class="events-rows" style:transform=shift>
                <For each=keys key=|key| *key let:key>
                    <Row table key moved first/>
                </For>
                {picked}
                {cursor}
                {hover}
            </div>
        </div>
    }
}

/// Says of the cells in sight for screen readers which are picked: all at once, after they are drawn, so that a cell costs nothing more.
fn tell_picked(table: Table) {
    Effect::new(move |before: Option<bool>| {
        let areas = table.selection.with(|selection| selection.areas());
        let any = !areas.is_empty();
        if any {
            table.window.track();
            table.rows.track();
        }
        let grid = table.grid.get_untracked().filter(|_| any || before == Some(true));
        if let Some(grid) = grid {
            request_animation_frame(move || {
                let cells = grid.get_elements_by_class_name("cell");
                for cell in (0..cells.length()).filter_map(|at| cells.item(at)) {
                    let id = cell.id();
                    let place = id.strip_prefix("cell-").and_then(|place| place.split_once('-'));
                    let place = place.and_then(|(at, column)| Some((at.parse().ok()?, column.parse().ok()?)));
                    if place.is_some_and(|place| areas.iter().any(|area| area.has(place))) {
                        // Refused for names that are none.
                        cell.set_attribute("aria-selected", "true").unwrap_or_default();
                    } else {
                        cell.remove_attribute("aria-selected").unwrap_or_default();
                    }
                }
            });
        }
        any
    });
}

/// The cell an event is about: place of the row, and column.
fn place(event: &MouseEvent) -> Option<(u64, usize)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let number = |selector: &str, name: &str| target.closest(selector).ok()??.get_attribute(name);
    let at = number("[data-at]", "data-at")?.parse().ok()?;
    let column = number("[data-column]", "data-column")?.parse().ok()?;
    Some((at, column))
}

/// Something laid over some columns of some rows: it lies in a row of its own, so that pinned columns take it along.
fn ghost(
    table: Table,
    top: f64,
    columns: (usize, usize),
    rows: u64,
    class: &'static str,
    content: AnyView,
) -> impl IntoView + use<> {
    let pinned = columns.0 < table.pinned().0;
    let left = pinned.then(|| format!("{}px", table.span(columns.0).0));
    let height = rows as f64 * table.track.with(|track| track.row) - 1.0;
    view! {
        <div class="events-ghost" aria-hidden="true" style:top=format!("{top}px") style:height=format!("{height}px")>
            <div
                class=class
                class:pinned=pinned
                style:left=left
                style:grid-column=format!("{} / {}", columns.0 + 1, columns.1 + 2)
            >
                {content}
            </div>
        </div>
    }
}

/// One row, or its placeholder until it arrives.
#[component]
fn Row(table: Table, key: u64, moved: Memo<u64>, first: Memo<u64>) -> impl IntoView {
    let at = move || key.wrapping_add(moved.get());
    let group = Memo::new(move |_| {
        let lines = table.lines.get()?;
        match lines.line(at())? {
            crate::view::Line::Group(group) => Some((group, lines.is_open(group))),
            crate::view::Line::Row(..) => None,
        }
    });
    let line = Memo::new(move |_| table.row_of(at()));
    // Until another row arrives the cells are those of the last one, out of sight.
    let shown = Memo::new(
        move |before: Option<&(u64, Option<Arc<Line>>)>| match (line.get(), before) {
            (None, Some((at, Some(last)))) if group.with(Option::is_none) => (*at, Some(last.clone())),
            (line, _) => (at(), line),
        },
    );
    let open = move || {
        let open = table.state.view.with(|view| view.table.open);
        line.with(|line| line.as_ref().is_some_and(|line| Some(line.row) == open))
    };
    let marked = Memo::new(move |_| line.with(|line| cell::color(table, line.as_deref()?, None)));
    let hit = move || {
        table.sought.with(Option::is_some)
            && line.with(|line| line.as_ref().is_some_and(|line| line.passed.contains(&0)))
    };
    let cells = move || {
        let mut left = 0;
        let draw = |(index, column): (usize, &Column)| {
            let from = left;
            left += column.width;
            cell::draw(table, index, column, from, shown)
        };
        table
            .columns
            .with(|columns| columns.iter().enumerate().map(draw).collect_view())
    };
    view! {
        <div
            class="events-row"
            role="row"
            class:open=open
            class:grouping=move || group.with(Option::is_some)
            class:blank=move || group.with(Option::is_none) && line.with(Option::is_none)
            class:coming=move || shown.with(|(_, line)| line.is_none())
            class:hit=hit
            class:marked=move || marked.with(Option::is_some)
            class:single=move || marked.get().is_some_and(|(_, single)| single)
            aria-rowindex=move || (at() + 2).to_string()
            {..custom_attribute("aria-level", move || grouped::level(table, at))}
            aria-expanded=move || group.get().map(|(_, open)| open.to_string())
            aria-current=move || open().then_some("true")
            data-at=move || at().to_string()
            style=("--mark", move || marked.get().map(|(color, _)| color::css(color)))
            style:top=move || format!("{}px", (at() as f64 - first.get() as f64) * table.track.with(|track| track.row))
        >
            {cells}
            {move || group.get().map(|(group, open)| grouped::line(table, at(), group, open))}
        </div>
    }
}

/// The buttons at the right end of a cell.
fn tools(table: Table, at: u64, column: usize) -> impl IntoView {
    let act = move |keep: bool| {
        move |event: MouseEvent| {
            event.stop_propagation();
            menu::filter(table, at, column, keep);
        }
    };
    view! {
        <span data-at=at.to_string()>
            <span data-column=column.to_string()>
                <button type="button" tabindex="-1" title=words::events::KEEP_ONLY_VALUE_KEY on:click=act(true)>
                    "+"
                </button>
                <button type="button" tabindex="-1" title=words::events::LEAVE_VALUE_OUT_KEY on:click=act(false)>
                    "−"
                </button>
            </span>
        </span>
    }
}

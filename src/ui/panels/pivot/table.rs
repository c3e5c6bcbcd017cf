//! The table of a pivot: only what is in sight is on the page, with a frame around the active cell.

use super::super::group::Do;
use super::cells::{Drawn, LINE};
use super::grid::Grid;
use super::names;
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::popup::PopupMenu;
use crate::ui::widgets::{browser, count};
use crate::view::{Cross, Slot};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// Lines and cells that are drawn beyond the edges at least; the window moves by as many.
const LINES: usize = 8;
const CELLS: usize = 4;

/// The table.
#[component]
pub fn Table() -> impl IntoView {
    let state = state();
    let held = state.held(&Slot::Pivot);
    let cross = {
        let held = held.clone();
        Memo::new_with_compare(
            move |before: Option<&Option<Arc<Cross>>>| {
                let held = held.get();
                if held.waiting {
                    return before.cloned().flatten();
                }
                let (answers, report) = (held.answers?, state.report.get_untracked()?);
                let zone = state.zone.get_untracked();
                let cross = state
                    .view
                    .with_untracked(|view| Cross::of(view, &report, &zone, answers));
                cross.map(Arc::new)
            },
            |a, b| a.and_then(Option::as_ref).map(Arc::as_ptr) != b.and_then(Option::as_ref).map(Arc::as_ptr),
        )
    };
    let key = if browser::window_size().0 < 600.0 { 150.0 } else { 240.0 };
    let heat = Memo::new(move |_| state.view.with(|view| view.pivot.heat));
    let ranges = Memo::new(move |_| Arc::new(cross.get().map(|cross| cross.ranges(heat.get())).unwrap_or_default()));
    let drawn = Memo::new(move |_| {
        let cross = cross.get()?;
        let pivot = state.view.with(|view| view.pivot.clone());
        let measures = pivot.measured().into_iter().map(|named| named.measure);
        let mut drawn = Drawn {
            measures: names(&pivot).into_iter().zip(measures).collect(),
            order: pivot.rows.order(),
            heat: heat.get(),
            ranges: ranges.get(),
            zone: state.zone.get_untracked(),
            key,
            cell: 0.0,
            cross,
        };
        drawn.cell = drawn.fitting();
        Some(drawn)
    });
    let open = Memo::new(move |_| {
        let closed = state.view.with(|view| view.pivot.closed.clone());
        cross.get().map(|cross| cross.open(&closed)).unwrap_or_default()
    });
    let grid = Grid {
        state,
        drawn,
        open,
        active: RwSignal::new((0, 0)),
        body: NodeRef::new(),
        seen: RwSignal::new((0.0, 0.0, 1400.0, 900.0)),
        popup: RwSignal::new(None),
    };
    frame().keys.bind(
        &[
            ("Enter", words::pivot::KEY_EVENTS),
            ("f x", words::pivot::KEY_KEEP_LEAVE_OUT),
            ("s m", words::pivot::KEY_SORT_MENU),
        ],
        |_| false,
    );
    let failure = {
        let held = held.clone();
        move || {
            held.with(|held| {
                held.failure
                    .as_ref()
                    .map(|failure| format!("{} {}", failure.what, failure.hint))
            })
        }
    };
    let says = {
        let failure = failure.clone();
        move || match (failure(), cross.get()) {
            (Some(failure), _) => failure,
            (None, None) => "…".into(),
            (None, Some(cross)) => {
                // That of all events is none of them.
                let lines = count(open.with(Vec::len).saturating_sub(1) as u64, words::counts::lines);
                let events = count(cross.matched(), words::counts::events);
                match cross.found {
                    0 => words::common::of(&lines, &events),
                    found => words::pivot::lines_and_columns(&lines, &count(found, words::counts::columns), &events),
                }
            }
        }
    };
    view! {
        <div class="pivot-table" class:waiting=move || held.with(|held| held.waiting) class:hidden=move || failure().is_some()
            role="treegrid" tabindex="0" aria-label=words::pivot::GRID_AND_KEYS
            aria-rowcount=move || drawn.with(|drawn| drawn.as_ref().map(|drawn| (open.with(Vec::len) + drawn.head_lines()).to_string()))
            aria-colcount=move || drawn.with(|drawn| drawn.as_ref().map(|drawn| (drawn.width() + 1).to_string()))
            aria-activedescendant=move || grid.active_id()
            node_ref=grid.body on:scroll=move |_| grid.look() on:keydown=move |event| grid.key(&event) on:click=move |event| grid.click(&event)
            on:dblclick=move |event| if grid.at(&event.target()).is_some() { grid.filter(Do::Show) }
            on:contextmenu=move |event| grid.context(&event)>
            <Lines grid/>
        </div>
        <p class="group-total" role="status">{says}</p>
        <PopupMenu popup=grid.popup/>
    }
}

/// What is drawn, and the frame around the active cell.
#[component]
fn Lines(grid: Grid) -> impl IntoView {
    let window = Memo::new(move |_| {
        let (left, top, wide, tall) = grid.seen.get();
        let cell = grid.drawn.with(|drawn| drawn.as_ref().map_or(84.0, |drawn| drawn.cell));
        let step = |pixels: f64, size: f64, by: usize| (pixels.max(0.0) / size) as usize / by * by;
        let lines = step(top, LINE, LINES).saturating_sub(LINES)..step(top + tall, LINE, LINES) + 2 * LINES;
        (
            lines,
            step(left, cell, CELLS).saturating_sub(CELLS)..step(left + wide, cell, CELLS) + 2 * CELLS,
        )
    });
    Effect::new(move |_| {
        if let Some(body) = grid.body.get() {
            browser::on_size(&body, move |_, _| grid.look());
        }
    });
    let frame = move |pinned: bool| {
        move || {
            let ((nth, cell), drawn) = (grid.active.get(), grid.drawn.get()?);
            if (nth == 0) != pinned || nth >= grid.open.with(Vec::len) {
                return None;
            }
            let (left, wide) = match cell {
                0 => (0.0, drawn.pixels()),
                cell => (drawn.key + (cell - 1) as f64 * drawn.cell, drawn.cell),
            };
            let pixels = |size: f64| format!("{size}px");
            let top = (drawn.head_lines() + nth) as f64 * LINE;
            Some(
                view! { <div class="pivot-frame" style:top=pixels(top) style:left=pixels(left) style:width=pixels(wide)></div> },
            )
        }
    };
    let shown = move || {
        let drawn = grid.drawn.get()?;
        let (lines, cells) = window.get();
        let cells = cells.start.min(drawn.width())..cells.end.min(drawn.width());
        let open = grid.open.get();
        let closed = |at: usize| {
            let path = drawn.cross.lines().get(at).map(|line| drawn.cross.path(line));
            grid.state
                .view
                .with_untracked(|view| path.is_some_and(|path| view.pivot.closed.contains(&path)))
        };
        let range = lines.start.clamp(1, open.len().max(1))..lines.end.clamp(1, open.len().max(1));
        let top = range.start as f64 * LINE;
        let rows: Vec<AnyView> = range
            .map(|nth| drawn.line(nth, open[nth], closed(open[nth]), cells.clone()))
            .collect();
        let total = open.first().map(|&at| drawn.line(0, at, false, cells.clone()));
        let pixels = |size: f64| format!("{size}px");
        Some(view! {
            <div role="rowgroup" class="pivot-top" style:width=pixels(drawn.pixels())>{drawn.heads(cells)}{total}{frame(true)}</div>
            <div role="rowgroup" class="pivot-body" style:width=pixels(drawn.pixels())
                style:height=pixels(open.len().saturating_sub(1) as f64 * LINE)>
                <div class="pivot-lines" style:top=pixels(top - LINE)>{rows}</div>
            </div>
        })
    };
    view! { <div class="pivot-sheet" style:--cell=move || grid.drawn.with(|drawn| drawn.as_ref().map(|drawn| format!("{}px", drawn.cell)))>{shown}{frame(false)}</div> }
}

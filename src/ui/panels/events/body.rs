//! The rows in sight, the cursor over them, and the small buttons at the cell under the pointer.

use super::super::super::widgets::value;
use super::menu;
use super::scroll::ROW;
use super::table::{Column, Part, Table};
use crate::value::{Kind, Value, Zone};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The rows.
#[component]
pub fn Body(table: Table) -> impl IntoView {
    let first = Memo::new(move |_| table.window.get().0);
    let shift = move || format!("translateY({}px)", table.track.get().place(first.get()));
    let hovered = move |event: MouseEvent| {
        let over = place(&event);
        if table.hover.get_untracked() != over {
            table.hover.set(over);
        }
    };
    let clicked = move |event: MouseEvent| {
        if let Some((at, column)) = place(&event) {
            table.cursor.set((at, column));
            table.open(at);
        }
    };
    let right = move |event: MouseEvent| {
        if let Some((at, column)) = place(&event) {
            event.prevent_default();
            table.cursor.set((at, column));
            menu::of_cell(
                table,
                at,
                column,
                (f64::from(event.client_x()), f64::from(event.client_y())),
            );
        }
    };
    let window = move || {
        let (from, to) = table.window.get();
        from..to.max(from)
    };
    let top = move |at: u64| format!("{}px", (at as f64 - first.get() as f64) * ROW);
    let cursor = move || {
        let (at, column) = table.cursor.get();
        let (from, to) = table.window.get();
        (from..to).contains(&at).then(|| {
            let (left, width) = table.span(column);
            view! { <div class="events-cursor" style:top=top(at) style:left=format!("{left}px") style:width=format!("{width}px")></div> }
        })
    };
    view! {
        <div class="events-body" role="rowgroup" style:height=move || format!("{}px", table.track.get().height())
            on:mouseover=hovered on:mouseleave=move |_| table.hover.set(None) on:click=clicked on:contextmenu=right>
            <div class="events-rows" style:transform=shift>
                <For each=window key=|at| *at let:at><Line table at/></For>
                {cursor}
                {move || table.hover.get().map(|(at, column)| tools(table, at, column, top(at)))}
            </div>
        </div>
    }
}

/// The cell an event is about: place of the row, and column.
fn place(event: &MouseEvent) -> Option<(u64, usize)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let number = |selector: &str, name: &str| target.closest(selector).ok()??.get_attribute(name);
    let at = number("[data-at]", "data-at")?.parse().ok()?;
    let column = number("[data-column]", "data-column")?.parse().ok()?;
    Some((at, column))
}

/// One row, or its placeholder until it arrives.
#[component]
fn Line(table: Table, at: u64) -> impl IntoView {
    let row = Memo::new(move |_| table.rows.with(|rows| rows.by_place.get(&at).cloned()));
    let open = move || {
        let open = table.state.view.with(|view| view.table.open);
        row.with(|row| row.as_ref().is_some_and(|row| Some(row.row) == open))
    };
    let first = Memo::new(move |_| table.window.get().0);
    let cells = move || {
        table.columns.with(|columns| {
            row.with(|row| {
                let zone = table.state.zone.get();
                // The columns may have changed while the rows have not yet.
                let asked = table
                    .rows
                    .with_untracked(|rows| rows.look.as_ref().map(|look| look.columns.clone()))
                    .unwrap_or_default();
                let draw = |(index, column): (usize, &Column)| {
                    let value = row.as_ref().and_then(|row| {
                        let at = asked.iter().position(|name| *name == column.about.name)?;
                        row.cells.get(at)
                    });
                    draw(table, at, index, column, value, &zone)
                };
                columns.iter().enumerate().map(draw).collect_view()
            })
        })
    };
    view! {
        <div class="events-row" role="row" class:open=open class:odd=at % 2 == 1 aria-rowindex=(at + 2).to_string()
            aria-selected=move || open().to_string() data-at=at.to_string()
            style:top=move || format!("{}px", (at as f64 - first.get() as f64) * ROW)>
            {cells}
        </div>
    }
}

fn draw(
    table: Table,
    at: u64,
    index: usize,
    column: &Column,
    value: Option<&Value>,
    zone: &Zone,
) -> impl IntoView + use<> {
    let number = matches!(column.about.kind, Kind::Integer | Kind::Number);
    let content = value.map(|value| content(table, column, value, zone));
    let whole = value.map(|value| match value {
        Value::Time(_) => format!("{} {}", value::text(value, zone), zone.name),
        value => value::text(value, zone),
    });
    view! {
        <div class="cell" role="gridcell" class:number=number class:blank=value.is_none() aria-colindex=(index + 1).to_string()
            id=format!("cell-{at}-{index}") data-column=index.to_string() title=whole>{content}</div>
    }
}

fn content(table: Table, column: &Column, value: &Value, zone: &Zone) -> AnyView {
    let text = value::literal(value);
    match (column.part, text) {
        (Part::Category, Some(text)) => {
            let paint = {
                let text = text.clone();
                move || table.colors.with(|colors| colors.css(Some(&text)))
            };
            view! { <span class="dot" style:background=paint></span>{text} }.into_any()
        }
        (Part::Outcome, Some(text)) => {
            let failed = table.report().is_some_and(|report| report.failures.contains(&text));
            if failed {
                view! { <span class="failed"><span aria-hidden="true">"✕ "</span>{text}</span> }.into_any()
            } else {
                text.into_any()
            }
        }
        _ => value::shown(value, zone),
    }
}

/// The buttons at the right end of a cell.
fn tools(table: Table, at: u64, column: usize, top: String) -> impl IntoView {
    let (left, width) = table.span(column);
    let act = move |keep: bool| {
        move |event: MouseEvent| {
            event.stop_propagation();
            menu::filter(table, at, column, keep);
        }
    };
    let x = left + width.saturating_sub(46);
    let (data_at, data_column) = (at.to_string(), column.to_string());
    table.row(at).map(|_| {
        view! {
            <div class="events-tools" aria-hidden="true" data-at=data_at data-column=data_column style:top=top style:left=format!("{x}px")>
                <button type="button" tabindex="-1" title="Keep only this value (f)" on:click=act(true)>"+"</button>
                <button type="button" tabindex="-1" title="Leave this value out (x)" on:click=act(false)>"−"</button>
            </div>
        }
    })
}

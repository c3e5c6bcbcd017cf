//! One cell: its text, what it means, what is found in it, and the colour it is marked with.

use super::menu;
use super::rows::Line;
use super::table::{Column, Part, Table};
use crate::ui::widgets::{color::css, value};
use crate::value::{Kind, Value, Zone};
use crate::view::pieces;
use leptos::prelude::*;

/// The colour of the first mark that a row passes: of those for the cells of a column, or for whole rows. Tracked.
pub fn color(table: Table, line: &Line, column: Option<&str>) -> Option<usize> {
    let before = table.sought.with(|sought| usize::from(sought.is_some()));
    table.marks.with(|marks| {
        let mut marks = marks.iter().enumerate();
        let mark = marks.find(|(at, mark)| mark.column.as_deref() == column && line.passed.contains(&(at + before)));
        mark.map(|(_, mark)| mark.color)
    })
}

/// A cell at a place and column; `left` is where the column begins, `None` stands for a value on its way.
pub fn draw(
    table: Table,
    (at, index): (u64, usize),
    column: &Column,
    left: u32,
    value: Option<&Value>,
    marked: Option<usize>,
    zone: &Zone,
) -> impl IntoView + use<> {
    let number = matches!(column.about.kind, Kind::Integer | Kind::Number);
    let content = value.map(|value| content(table, column, value, zone));
    let pinned = column.pinned;
    view! {
        <div
            class="cell"
            role="gridcell"
            class:number=number
            class:blank=value.is_none()
            class:pinned=pinned
            class:marked=marked.is_some()
            style=("--mark", marked.map(css))
            style:left=pinned.then(|| format!("{left}px"))
            aria-colindex=(index + 1).to_string()
            id=format!("cell-{at}-{index}")
            data-column=index.to_string()
        >
            {content}
        </div>
    }
}

/// The whole of a cell for the pointer that rests on it: with the zone of a time, and what a value means where that is known. Told when it
/// is wanted: thousands of cells are drawn while somebody scrolls.
pub fn whole(table: Table, at: u64, column: usize) -> Option<String> {
    let (name, value) = menu::cell_at(table, at, column)?;
    let zone = table.state.zone.get_untracked();
    let text = value::text(&value, &zone);
    let report = table.report();
    let meaning = report.as_ref().and_then(|report| report.meaning(&name, &text));
    Some(match (value, meaning) {
        (Value::Time(_), _) => format!("{text} {}", zone.name),
        (_, Some(meaning)) => format!("{text}: {meaning}"),
        _ => text,
    })
}

fn content(table: Table, column: &Column, value: &Value, zone: &Zone) -> AnyView {
    let literal = value::literal(value);
    match (column.part, literal) {
        (Part::Category, Some(text)) => {
            let paint = {
                let text = text.clone();
                move || table.colors.with(|colors| colors.css(Some(&text)))
            };
            let found = found(table, column, &text);
            view! { <span class="dot" style:background=paint></span>{found} }.into_any()
        }
        (Part::Outcome, Some(text)) => {
            let failed = table.report().is_some_and(|report| report.failures.contains(&text));
            let found = found(table, column, &text);
            if failed {
                view! { <span class="failed"><span aria-hidden="true">"✕ "</span>{found}</span> }.into_any()
            } else {
                found
            }
        }
        (_, Some(text)) if !text.is_empty() => found(table, column, &value::text(value, zone)),
        _ => value::shown(value, zone),
    }
}

/// A text with what is found in it marked.
fn found(table: Table, column: &Column, text: &str) -> AnyView {
    let Some(sought) = table.sought.get() else {
        return text.to_owned().into_any();
    };
    pieces(text, &sought, &column.about.name)
        .into_iter()
        .map(|(piece, hit)| {
            let piece = piece.to_owned();
            if hit {
                view! { <mark>{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect_view()
        .into_any()
}

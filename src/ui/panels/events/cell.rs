//! One cell: its text, what it means, what is found in it, and the colour it is marked with.

use super::menu;
use super::rows::Line;
use super::table::{Column, Part, Table};
use crate::ui::widgets::{color::css, value};
use crate::value::{Kind, Value, Zone};
use crate::view::{Mark, pieces};
use leptos::prelude::*;
use leptos::tachys::html::{class::class, style::style};
use std::sync::Arc;

/// The colour of the first mark that a row passes, of those for the cells of a column or for whole rows, and whether that is the mark of
/// rows marked one by one. Tracked.
pub fn color(table: Table, line: &Line, column: Option<&str>) -> Option<(usize, bool)> {
    let before = table.sought.with(|sought| usize::from(sought.is_some()));
    table.marks.with(|marks| {
        let mut marks = marks.iter().enumerate();
        let mark = marks.find(|(at, mark)| mark.column.as_deref() == column && line.passed.contains(&(at + before)));
        mark.map(|(_, mark)| (mark.color, mark.is_single()))
    })
}

/// The row that a line of the table shows: its place, and what stands there once that has arrived.
pub type Shown = Memo<(u64, Option<Arc<Line>>)>;

/// The cell of a column, which begins at `left`, in a row. It is built once: where another row comes in sight only what it shows changes.
pub fn draw(table: Table, index: usize, column: &Column, left: u32, shown: Shown) -> AnyView {
    let number = matches!(column.about.kind, Kind::Integer | Kind::Number);
    let (about, pinned) = (column.clone(), column.pinned);
    let inside = move || {
        let at = table.places.with(|places| places.get(index).copied().flatten());
        shown.with(|(_, line)| match at.and_then(|at| line.as_ref()?.cells.get(at)) {
            Some(value) => content(table, &about, value, &table.state.zone.get()),
            None => view! { <i class="coming"></i> }.into_any(),
        })
    };
    let cell = view! {
        <div
            class="cell"
            role="gridcell"
            class:number=number
            class:pinned=pinned
            style:left=pinned.then(|| format!("{left}px"))
            aria-colindex=(index + 1).to_string()
            id=move || shown.with(|(at, _)| format!("cell-{at}-{index}"))
            data-column=index.to_string()
        >
            {inside}
        </div>
    };
    let name = column.about.name.clone();
    let of = |mark: &Mark| mark.column.as_ref() == Some(&name);
    if !table.marks.with(|marks| marks.iter().any(of)) {
        return cell.into_any();
    }
    let marked = Memo::new(move |_| shown.with(|(_, line)| color(table, line.as_deref()?, Some(&name))));
    cell.add_any_attr(class(("marked", move || marked.with(Option::is_some))))
        .add_any_attr(style(("--mark", move || marked.get().map(|(color, _)| css(color)))))
        .into_any()
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
        (Part::Kind, Some(text)) if !text.is_empty() => {
            let paint = {
                let text = text.clone();
                move || table.colors.with(|colors| colors.dot(&text))
            };
            let found = found(table, column, &value::text(value, zone));
            view! { <span class="dot" style:background=paint></span>{found} }.into_any()
        }
        (Part::Outcome, Some(text)) if !text.is_empty() => {
            let failed = table
                .report()
                .is_some_and(|report| report.says_failed(&column.about.name, &text));
            let found = found(table, column, &value::text(value, zone));
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

//! To a moment, or to the nth event, wherever it stands in the table; and from rows to the stretch of time they cover.

use super::copy;
use super::table::Table;
use crate::query::{Answer, Ask, Comparison, Op, Order, Predicate};
use crate::ui::clock;
use crate::ui::widgets::count;
use crate::value::{Micros, Value, instant, reading};
use crate::view::{Action, Slot, during};
use crate::words;
use leptos::prelude::*;

/// Goes to what was written: a number is the nth event of the table, anything else a time in the zone in force; a clock alone is of the
/// day at the cursor. Fails with what is wrong with it.
pub fn to(table: Table, text: &str) -> Result<(), String> {
    let text = text.trim();
    let digits: String = text.chars().filter(|letter| !matches!(letter, ',' | '#')).collect();
    if !digits.is_empty() && digits.chars().all(|letter| letter.is_ascii_digit()) {
        return nth(table, digits.parse().unwrap_or(u64::MAX));
    }
    let Some((column, now)) = column(table) else {
        return Err(words::events::NO_TIMES_TO_GO_TO.into());
    };
    let zone = table.state.zone.get_untracked();
    let day = now.map(|at| clock::show(at, &zone));
    let clocked = day
        .as_ref()
        .and_then(|day| reading(&format!("{} {text}", day.get(..10)?), &zone))
        .filter(|_| text.contains(':') && !text.contains('-'));
    let Some((at, _)) = clocked.or_else(|| reading(text, &zone)) else {
        return Err(words::events::neither_time_nor_number(&text));
    };
    moment(table, column, at);
    Ok(())
}

fn nth(table: Table, number: u64) -> Result<(), String> {
    let total = table.rows.with_untracked(|rows| rows.total);
    let Some(place) = number.checked_sub(1).filter(|place| *place < total) else {
        return Err(words::events::table_has(&count(total, words::counts::events)));
    };
    table.land(place);
    Ok(())
}

/// The time column, and the time at the cursor where that is known.
fn column(table: Table) -> Option<(String, Option<Micros>)> {
    let report = table.report()?;
    let column = table.state.view.with_untracked(|view| view.time_column(&report))?;
    let at = table.cursor.get_untracked().0;
    let now = table.row(at).and_then(|line| {
        let place = table
            .rows
            .with_untracked(|rows| rows.look.as_ref()?.columns.iter().position(|name| *name == column))?;
        match line.cells.get(place)? {
            Value::Time(at) => Some(*at),
            _ => None,
        }
    });
    let first = report.time.as_ref().map(|span| span.first);
    Some((column, now.or(first)))
}

/// Goes to the first event from a moment on; where there is none, to the last before it.
fn moment(table: Table, column: String, at: Micros) {
    let Some(look) = table.look.get_untracked() else { return };
    let page = |order| Ask::Page {
        sort: vec![(column.clone(), order)],
        offset: 0,
        limit: 1,
        columns: Some(Vec::new()),
    };
    let row = |answer: Option<Answer>| match answer {
        Some(Answer::Page { rows, .. }) => rows.first().map(|row| row.row),
        _ => None,
    };
    let from = Predicate::test(column.as_str(), Op::Compare(Comparison::GreaterOrEqual, instant(at)));
    let before = Predicate::test(column.as_str(), Op::Compare(Comparison::Less, instant(at)));
    let last = (Predicate::all([look.filter.clone(), before]), page(Order::Descending));
    table.ask(
        Predicate::all([look.filter, from]),
        page(Order::Ascending),
        move |answer| match row(answer) {
            Some(row) => table.go(row, || ()),
            None => table.ask(last.0, last.1, move |answer| match row(answer) {
                Some(row) => table.go(row, || ()),
                None => table.state.notice.set(Some(words::events::NONE_HAS_TIME.into())),
            }),
        },
    );
}

/// Keeps the stretch of time that the rows picked (or the row at the cursor) cover, as the timeline's brush would.
pub fn zoom(table: Table) {
    let Some((column, _)) = column(table) else { return };
    let at = table.cursor.get_untracked().0;
    let mut runs = table.selection.with_untracked(|selection| selection.rows());
    let span = table.group_at(at).and_then(|group| table.span_of(group));
    if let Some((from, to)) = span.filter(|_| runs.is_empty()) {
        return keep(table, &column, (from, to));
    }
    if runs.is_empty() {
        runs.push((at, at + 1));
    }
    copy::fetch(table, runs, vec![column.clone()], move |rows| {
        let times = rows.iter().filter_map(|row| match row.cells.first()? {
            Value::Time(at) => Some(*at),
            _ => None,
        });
        let span = times.fold(None, |span: Option<(Micros, Micros)>, at| {
            Some(span.map_or((at, at), |(from, to)| (from.min(at), to.max(at))))
        });
        let Some((from, to)) = span else {
            return table.state.notice.set(Some(words::events::NO_TIMES.into()));
        };
        keep(table, &column, (from, to));
    });
}

fn keep(table: Table, column: &str, (from, to): (Micros, Micros)) {
    table.state.act(Action::Replace {
        source: Slot::Timeline,
        predicate: during(column, (from, to + 1)),
    });
}

//! What can be done with a cell and with a column: the menus, and the filters they make.

use super::super::super::widgets::popup::{Choice, Popup};
use super::super::super::widgets::{browser, value};
use super::table::Table;
use crate::query::{Answer, Ask, Bucket, Key, Op, Order, Predicate, Query};
use crate::value::{Kind, Value};
use crate::view::{Action, GroupView, Tab};
use leptos::prelude::*;

/// The column and value of a cell, where its row has arrived.
fn cell_at(table: Table, at: u64, column: usize) -> Option<(String, Value)> {
    let name = table
        .columns
        .with_untracked(|columns| columns.get(column).map(|column| column.about.name.clone()))?;
    let asked = table
        .rows
        .with_untracked(|rows| rows.look.as_ref().map(|look| look.columns.clone()))?;
    let place = asked.iter().position(|other| *other == name)?;
    Some((name, table.row(at)?.cells.get(place)?.clone()))
}

/// Keeps only the rows with a cell's value, or leaves them out.
pub fn filter(table: Table, at: u64, column: usize, keep: bool) {
    let Some((name, value)) = cell_at(table, at, column) else {
        return;
    };
    for clause in value::clauses(&name, &value) {
        let predicate = if keep { clause } else { clause.negate() };
        table.state.act(Action::Add {
            source: None,
            predicate,
        });
    }
}

/// Copies a cell's value.
pub fn copy(table: Table, at: u64, column: usize) {
    if let Some((_, value)) = cell_at(table, at, column) {
        browser::copy(table.state, &value::literal(&value).unwrap_or_default(), "Value");
    }
}

/// Groups by a column, in the group tab.
pub fn group(table: Table, column: &str) {
    let kind = table
        .report()
        .and_then(|report| report.column(column).map(|column| column.kind));
    let key = match kind {
        Some(Kind::Time) => Key::Time {
            column: column.into(),
            bucket: Bucket::Auto,
        },
        _ => Key::Column(column.into()),
    };
    let group = GroupView {
        by: vec![key],
        ..GroupView::default()
    };
    table.state.act(Action::SetGroup(group));
    table.state.act(Action::SetTab(Tab::Group));
}

/// The menu of a cell.
pub fn of_cell(table: Table, at: u64, column: usize, (x, y): (f64, f64)) {
    let Some((name, value)) = cell_at(table, at, column) else {
        return;
    };
    let shown: String = match value::literal(&value) {
        None => "null".into(),
        Some(text) if text.chars().count() > 28 => text.chars().take(27).chain(['…']).collect(),
        Some(text) => text,
    };
    let choices = vec![
        Choice::new(format!("Keep only {shown}"), move || filter(table, at, column, true)),
        Choice::new(format!("Exclude {shown}"), move || filter(table, at, column, false)),
        Choice::new("Copy value", move || copy(table, at, column)),
        Choice::new("Copy row as JSON", move || copy_row(table, at)),
        Choice::new(format!("Group by {name}"), move || group(table, &name)),
    ];
    table.popup.set(Some(Popup { x, y, choices }));
}

/// Copies a row with all its columns.
pub fn copy_row(table: Table, at: u64) {
    let Some(row) = table.row(at) else { return };
    let query = Query {
        filter: Predicate::All,
        asks: vec![Ask::Record { row: row.row }],
        zone: table.state.zone.get_untracked(),
        ..Query::default()
    };
    table.state.ask(query, move |result| {
        let Some(Answer::Record(record)) = result.ok().and_then(|answers| answers.answers.into_iter().next()) else {
            return;
        };
        browser::copy(table.state, &value::record(&record.fields), "Row");
    });
}

/// The menu of a column.
pub fn of_column(table: Table, column: usize, (x, y): (f64, f64)) {
    let Some(name) = table
        .columns
        .with_untracked(|columns| columns.get(column).map(|column| column.about.name.clone()))
    else {
        return;
    };
    let state = table.state;
    let sort = |order: Order| {
        let name = name.clone();
        move || sort_by(table, name.clone(), order)
    };
    let shift = |by: isize| {
        let name = name.clone();
        move || shift(table, &name, by)
    };
    let exists = |keep: bool| {
        let test = Predicate::test(name.clone(), Op::Exists);
        let predicate = if keep { test } else { test.negate() };
        move || {
            state.act(Action::Add {
                source: None,
                predicate: predicate.clone(),
            })
        }
    };
    let (grouped, fitted) = (name.clone(), name.clone());
    let hidden = name.clone();
    let choices = vec![
        Choice::new("Sort ascending", sort(Order::Ascending)),
        Choice::new("Sort descending", sort(Order::Descending)),
        Choice::new("Hide", move || hide(table, &hidden)),
        Choice::new("Move left", shift(-1)),
        Choice::new("Move right", shift(1)),
        Choice::new("Fit the width", move || fit(table, &fitted)),
        Choice::new("Group by this", move || group(table, &grouped)),
        Choice::new("Keep rows with a value", exists(true)),
        Choice::new("Keep rows where it is null", exists(false)),
    ];
    table.popup.set(Some(Popup { x, y, choices }));
}

/// Sorts by one column in one direction.
fn sort_by(table: Table, column: String, order: Order) {
    let mut view = table.state.view.with_untracked(|view| view.table.clone());
    view.sort = Some(vec![(column, order)]);
    table.state.act(Action::SetTable(view));
}

/// Sorts by a column as a click on its header does; `also` keeps the columns sorted by so far.
pub fn click_sort(table: Table, column: String, also: bool) {
    let Some(report) = table.report() else { return };
    let now = table.state.view.with_untracked(|view| view.sort(&report));
    table.state.act(Action::Sort { column, also, now });
}

/// The columns shown now, by name.
pub fn names(table: Table) -> Vec<String> {
    table.report().map_or_else(Vec::new, |report| {
        table.state.view.with_untracked(|view| view.columns(&report))
    })
}

/// Takes a column out of the table; the last one stays.
pub fn hide(table: Table, column: &str) {
    let mut columns = names(table);
    if columns.len() > 1 {
        columns.retain(|name| name != column);
        table.state.act(Action::SetColumns(columns));
    }
}

/// Moves a column by some places.
pub fn shift(table: Table, column: &str, by: isize) {
    let columns = names(table);
    if let Some(at) = columns.iter().position(|name| name == column) {
        put(table, column, at.saturating_add_signed(by).min(columns.len() - 1));
    }
}

/// Puts a column at a place.
pub fn put(table: Table, column: &str, place: usize) {
    let mut columns = names(table);
    if let Some(at) = columns.iter().position(|name| name == column) {
        let name = columns.remove(at);
        columns.insert(place.min(columns.len()), name);
        table.state.act(Action::SetColumns(columns));
    }
}

/// Makes a column as wide as what is on the screen of it.
pub fn fit(table: Table, column: &str) {
    let Some(about) = table.report().and_then(|report| report.column(column).cloned()) else {
        return;
    };
    let zone = table.state.zone.get_untracked();
    let width = table.rows.with_untracked(|rows| {
        let place = rows.look.as_ref()?.columns.iter().position(|name| name == column)?;
        let cells = rows.by_place.values().filter_map(|row| row.cells.get(place));
        Some(super::width::of(&about, cells, &zone, 800))
    });
    if let Some(width) = width {
        table.state.act(Action::Resize {
            column: column.into(),
            width,
        });
    }
}

//! By which columns rows are grouped, and in which order the groups stand.

use super::super::table::Table;
use crate::query::Order;
use crate::value::Kind;
use crate::view::{Action, RowKey};
use crate::words;
use leptos::prelude::*;

/// The columns that rows are grouped by.
fn keys(table: Table) -> Vec<RowKey> {
    table.report().map_or_else(Vec::new, |report| {
        table.state.view.with_untracked(|view| view.row_keys(&report))
    })
}

/// Groups rows by these columns.
pub fn set(table: Table, by: Vec<RowKey>) {
    let mut view = table.state.view.with_untracked(|view| view.table.clone());
    view.group.set(by);
    table.state.act(Action::SetTable(view));
}

/// Groups rows by a column too, within those they are grouped by.
pub fn group(table: Table, column: &str) {
    put(table, column, usize::MAX);
}

/// Groups rows by a column at this position among those they are grouped by.
pub fn put(table: Table, column: &str, at: usize) {
    let kind = table
        .report()
        .and_then(|report| report.column(column).map(|column| column.kind));
    match kind {
        None => {}
        Some(Kind::List) => table.state.notice.set(Some(words::events::lists_in_groups(column))),
        Some(kind) => {
            let mut by = keys(table);
            let before = by.iter().position(|key| key.column == column);
            let key = before.map_or_else(|| RowKey::of(column, kind), |before| by.remove(before));
            by.insert(at.min(by.len()), key);
            set(table, by);
        }
    }
}

/// Groups rows by a column, or no longer.
pub fn lift(table: Table, column: &str) {
    let mut by = keys(table);
    match by.iter().position(|key| key.column == column) {
        Some(at) => {
            by.remove(at);
            set(table, by);
        }
        None => group(table, column),
    }
}

/// The column of the group that a line shows.
pub fn column_at(table: Table, line: u64) -> Option<String> {
    let group = table.group_at(line)?;
    let depth = table
        .lines
        .with_untracked(|lines| Some(lines.as_ref()?.outline.groups.get(group)?.depth))?;
    table
        .grouped
        .with_untracked(|grouped| Some(grouped.as_ref()?.keys.get(depth)?.column.clone()))
}

/// Turns the order of the groups by a column round, where rows are grouped by its values.
pub fn turn_round(table: Table, column: &str) -> bool {
    let mut by = keys(table);
    let Some(key) = by.iter_mut().find(|key| key.column == column && !key.count) else {
        return false;
    };
    key.order = match key.order {
        Order::Ascending => Order::Descending,
        Order::Descending => Order::Ascending,
    };
    set(table, by);
    true
}

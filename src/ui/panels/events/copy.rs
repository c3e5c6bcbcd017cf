//! What is picked, into the clipboard: a value as it is, cells and rows as spreadsheets paste them, rows as JSON.

use super::grouped;
use super::menu::cell_at;
use super::table::Table;
use crate::protocol::Shape;
use crate::query::answer::Row;
use crate::query::{Answer, Answers, Ask, Predicate, Query};
use crate::ui::widgets::{browser, count, value};
use crate::value::Value;
use crate::view::Sheet;
use crate::words;
use leptos::prelude::*;

/// Rows that are copied at most; more are better written to a file.
const MOST: u64 = 100_000;

/// Copies a cell's value, exactly; of a group its own.
pub fn value(table: Table, at: u64, column: usize) {
    if let Some(group) = table.group_at(at) {
        let path = table.path_of(group);
        browser::copy(
            table.state,
            path.into_iter().next_back().flatten().unwrap_or_default(),
            words::common::VALUE.into(),
        );
    } else if let Some((_, value)) = cell_at(table, at, column) {
        browser::copy(
            table.state,
            value::literal(&value).unwrap_or_default(),
            words::common::VALUE.into(),
        );
    }
}

/// Copies a row with all its columns.
pub fn row(table: Table, at: u64) {
    let Some(line) = table.row(at) else { return };
    table.ask(Predicate::All, Ask::Record { row: line.row }, move |answer| {
        if let Some(Answer::Record(record)) = answer {
            browser::copy(table.state, value::record(&record.fields), words::events::ROW.into());
        }
    });
}

/// Copies the cells picked; cells between them stay empty.
pub fn cells(table: Table) {
    let selection = table.selection.get_untracked();
    let columns = selection.columns();
    let names = names(table);
    let shown: Vec<String> = columns
        .iter()
        .filter_map(|&column| names.get(column).cloned())
        .collect();
    let runs = selection.rows();
    let lines = table.lines.get_untracked();
    fetch(table, runs.clone(), shown.clone(), move |rows| {
        let all = runs.into_iter().flat_map(|(from, to)| from..to);
        let places = all.filter(|&line| grouped::place(lines.as_deref(), line).is_some());
        let mut picked = 0;
        let cut: Vec<Vec<Value>> = rows
            .into_iter()
            .zip(places)
            .map(|(row, at)| {
                let cells = row.cells.into_iter().zip(&columns);
                let keep = |(cell, &column): (Value, &usize)| match selection.has((at, column)) {
                    true => {
                        picked += 1;
                        cell
                    }
                    false => Value::Null,
                };
                cells.map(keep).collect()
            })
            .collect();
        let text = tsv(table, shown, &cut, false);
        browser::copy(table.state, text, count(picked, words::counts::cells));
    });
}

/// Copies the rows picked, the columns as shown, under their names.
pub fn rows_as_tsv(table: Table) {
    let names = names(table);
    let runs = table.selection.with_untracked(|selection| selection.rows());
    fetch(table, runs, names.clone(), move |rows| {
        let many = count(rows.len() as u64, words::counts::rows);
        let cells: Vec<Vec<Value>> = rows.into_iter().map(|row| row.cells).collect();
        browser::copy(table.state, tsv(table, names, &cells, true), many);
    });
}

/// Copies the rows picked with all their columns, as an array of objects.
pub fn rows_as_json(table: Table) {
    let Some(report) = table.report() else { return };
    let names: Vec<String> = report.columns.iter().map(|column| column.name.clone()).collect();
    let runs = table.selection.with_untracked(|selection| selection.rows());
    fetch(table, runs, names.clone(), move |rows| {
        let many = count(rows.len() as u64, words::counts::rows);
        let record = |row: Row| {
            let fields = names.iter().cloned().zip(row.cells);
            value::record(&fields.filter(|(_, value)| *value != Value::Null).collect::<Vec<_>>())
        };
        let records: Vec<String> = rows.into_iter().map(record).collect();
        browser::copy(table.state, format!("[\n{}\n]", records.join(",\n")), many);
    });
}

fn names(table: Table) -> Vec<String> {
    table
        .columns
        .with_untracked(|columns| columns.iter().map(|column| column.about.name.clone()).collect())
}

/// Rows as a spreadsheet pastes them.
fn tsv(table: Table, columns: Vec<String>, rows: &[Vec<Value>], headings: bool) -> String {
    let sheet = Sheet {
        columns,
        zone: table.state.zone.get_untracked(),
        shape: Shape::Tsv,
    };
    let mut text = String::new();
    if headings {
        sheet.head(&mut text);
    }
    rows.iter().for_each(|row| sheet.row(row, &mut text));
    text
}

/// Calls back with the rows of these half-open runs of lines, in their order, whether or not they have arrived.
pub fn fetch(table: Table, runs: Vec<(u64, u64)>, columns: Vec<String>, then: impl FnOnce(Vec<Row>) + 'static) {
    let state = table.state;
    let runs: Vec<(u64, u64)> = table.lines.with_untracked(|lines| {
        let of = |&(from, to): &(u64, u64)| match lines {
            Some(lines) => lines.rows(from, to),
            None => vec![(from, to - from)],
        };
        runs.iter().flat_map(of).collect()
    });
    let rows: u64 = runs.iter().map(|(_, rows)| rows).sum();
    if rows > MOST {
        let sentence =
            words::events::too_many_to_copy(&count(rows, words::counts::rows), &crate::ui::widgets::number(MOST));
        return state.notice.set(Some(sentence));
    }
    let Some(look) = table.look.get_untracked() else { return };
    let page = |(from, rows): (u64, u64)| Ask::Page {
        sort: look.sort.clone(),
        offset: from,
        limit: rows as usize,
        columns: Some(columns.clone()),
    };
    let query = Query {
        columns: look.computed.clone(),
        filter: look.filter.clone(),
        asks: runs.into_iter().map(page).collect(),
        zone: state.zone.get_untracked(),
        ..Query::default()
    };
    state.ask(query, move |result| match result {
        Ok(Answers { answers, .. }) => then(
            answers
                .into_iter()
                .flat_map(|answer| match answer {
                    Answer::Page { rows, .. } => rows,
                    _ => Vec::new(),
                })
                .collect(),
        ),
        Err(failure) => state.notice.set(Some(format!("{} {}", failure.what, failure.hint))),
    });
}

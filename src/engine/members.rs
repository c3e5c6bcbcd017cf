//! Files of an archive, or sheets of a workbook, that hold something else than the others: they are stacked, and the report says so.

use super::report::{FileReport, Report};
use crate::format::{INSIDE, Position, Warning};
use crate::table::{Dataset, FILE};
use crate::words;
use std::collections::BTreeSet;

/// Files that are looked at, and rows of each.
const FILES: usize = 64;
const ROWS: usize = 20;

/// Tells of each file in an archive that has fewer than one of so many columns in common with the one that holds the most rows.
const APART: usize = 4;

/// Adds a sentence about each such file that is none of several logs, whose columns were put together. The rows of `dataset` are those of
/// the files one after the other.
pub(super) fn tell_others(report: &mut Report, dataset: &Dataset) {
    let inside = |file: &FileReport| file.rows > 0 && file.name.contains(INSIDE);
    if report.files.iter().filter(|file| inside(file)).nth(1).is_none() {
        return;
    }
    let mut start = 0;
    let mut looked: Vec<(usize, BTreeSet<usize>)> = Vec::new();
    for (index, file) in report.files.iter().enumerate() {
        let rows = start..(start + file.rows as usize).min(dataset.rows);
        start = rows.end;
        let here = !rows.is_empty() && dataset.origins.at(rows.start).file as usize == index;
        if here && inside(file) && looked.len() < FILES {
            let used = dataset.columns.iter().enumerate().filter(|(_, column)| {
                let some = |row| !column.is_null(row);
                *column.name != *FILE && rows.clone().take(ROWS).any(some)
            });
            looked.push((index, used.map(|(at, _)| at).collect()));
        }
    }
    let Some((log, columns)) = looked
        .iter()
        .max_by_key(|(index, _)| (report.files[*index].rows, usize::MAX - index))
    else {
        return;
    };
    let logs = report.logs.as_ref().map_or(&[][..], |logs| &logs.logs);
    let is_log = |index: usize| logs.iter().any(|log| log.files.contains(&(index as u32)));
    let others = looked
        .iter()
        .filter(|(index, used)| used.intersection(columns).count() * APART < used.len() && !is_log(*index));
    let told: Vec<Warning> = others
        .map(|(index, _)| Warning {
            at: Position {
                file: *index as u32,
                ..Position::default()
            },
            what: words::engine::columns_are_others(&report.files[*log].name),
            raw: String::new(),
            rejected: false,
        })
        .collect();
    report.warned += told.len() as u64;
    report.warnings.extend(told);
}

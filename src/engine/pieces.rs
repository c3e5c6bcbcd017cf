//! Pieces of a table that may be logs of their own: whole files, or those rows of a file in which a column has a value.

use super::report::{LogReport, Within};
use crate::table::{Column, Dataset};
use std::ops::Range;

/// How many times more rows than are wanted are looked at where not all belong.
const MORE: usize = 16;

/// Rows of one file.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub file: u32,
    pub rows: Range<usize>,
    pub within: Within,
}

/// Whether rows belong, by the columns that have values there.
struct Test<'a>(Vec<(&'a Column, bool)>);

impl<'a> Test<'a> {
    fn of(dataset: &'a Dataset, within: &Within) -> Self {
        let known = |(name, has): &(String, bool)| Some((dataset.column(name)?, *has));
        Self(within.iter().filter_map(known).collect())
    }

    fn passes(&self, row: usize) -> bool {
        self.0.iter().all(|(column, has)| column.is_null(row) != *has)
    }
}

impl Piece {
    /// Every file.
    pub fn all(dataset: &Dataset) -> Vec<Self> {
        let whole = |(file, rows)| Self {
            file,
            rows,
            within: Within::new(),
        };
        dataset.origins.files(dataset.rows).into_iter().map(whole).collect()
    }

    /// The pieces of a log.
    pub fn of_log(log: &LogReport, dataset: &Dataset) -> Vec<Self> {
        let within = |piece| Self {
            within: log.within.clone(),
            ..piece
        };
        let own = Self::all(dataset).into_iter();
        own.filter(|piece| log.files.contains(&piece.file))
            .map(within)
            .collect()
    }

    /// Those of its rows in which a column has a value, or has none.
    pub fn narrowed(&self, column: &str, has: bool) -> Self {
        let mut piece = self.clone();
        piece.within.push((column.to_owned(), has));
        piece
    }

    /// How many rows it has.
    pub fn count(&self, dataset: &Dataset) -> usize {
        if self.within.is_empty() {
            return self.rows.len();
        }
        let test = Test::of(dataset, &self.within);
        self.rows.clone().filter(|&row| test.passes(row)).count()
    }
}

/// At most about so many rows of these pieces, evenly spread.
pub(super) fn spread(pieces: &[Piece], dataset: &Dataset, most: usize) -> Vec<usize> {
    let rows: usize = pieces.iter().map(|piece| piece.rows.len()).sum();
    let all = pieces.iter().all(|piece| piece.within.is_empty());
    let step = rows.div_ceil(if all { most } else { most * MORE }).max(1);
    let (mut found, mut next) = (Vec::new(), 0);
    for piece in pieces {
        let test = Test::of(dataset, &piece.within);
        let looked = piece.rows.clone().skip(next).step_by(step);
        next = (next + looked.len() * step).saturating_sub(piece.rows.len());
        found.extend(looked.filter(|&row| test.passes(row)));
    }
    let step = found.len().div_ceil(most).max(1);
    found.into_iter().step_by(step).collect()
}

/// Runs of rows, ascending, and which of the logs each is of.
pub(super) fn runs(logs: &[LogReport], dataset: &Dataset) -> Vec<(Range<usize>, usize)> {
    let tests: Vec<Test<'_>> = logs.iter().map(|log| Test::of(dataset, &log.within)).collect();
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    for piece in Piece::all(dataset) {
        let own = |log: &usize| logs[*log].files.contains(&piece.file);
        let own: Vec<usize> = (0..logs.len()).filter(own).collect();
        match own[..] {
            [log] if logs[log].within.is_empty() => runs.push((piece.rows, log)),
            _ => {
                for row in piece.rows {
                    let log = own.iter().find(|&&log| tests[log].passes(row));
                    match (log, runs.last_mut()) {
                        (Some(log), Some((rows, last))) if last == log && rows.end == row => rows.end += 1,
                        (Some(&log), _) => runs.push((row..row + 1, log)),
                        (None, _) => {}
                    }
                }
            }
        }
    }
    runs
}

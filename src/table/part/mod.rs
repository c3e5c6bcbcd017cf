//! Rows of a table as plain data, on their way from one builder to the end of another: what one worker read of a file, for another.
//!
//! A law (`laws.rs`): rows read in parts and joined are the table that one builder makes of all of them. So a part keeps what a growing
//! column knows, not what a finished one was made into: whether a column is text, or which number of a date is the month, is decided once,
//! over all rows.

mod flat;
mod join;
#[cfg(test)]
mod laws;
mod run;

use super::builder::{Builder, WARNINGS};
use super::growing::Seen;
use super::origin::Flat as Positions;
use crate::format::{Position, Warning};
use flat::Flat;
use run::Run;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) use run::Fixed;
pub(crate) use run::Run as Numbers;

/// Rows of one builder, to be appended to another.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Part {
    rows: usize,
    columns: Vec<Column>,
    origins: Positions,
    warnings: Vec<Warning>,
    warned: usize,
    rejected: usize,
}

/// What is to be added to the numbers in the positions of a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// Files before those of the part.
    pub files: u32,
    /// Records of the same file before the part.
    pub records: u64,
}

/// A column of a part.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Column {
    name: Arc<str>,
    /// Bits of the rows that have a value; `None` where all have one.
    present: Option<Run<u64>>,
    seen: Seen,
    touched: usize,
    values: Flat,
}

impl Part {
    /// Rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Records that were left out.
    pub fn rejected(&self) -> usize {
        self.rejected
    }
}

impl Builder {
    /// Everything read, as plain data.
    pub fn into_part(self) -> Part {
        let rows = self.rows;
        Part {
            rows,
            columns: self.columns.into_iter().map(|column| column.into_flat(rows)).collect(),
            origins: self.origins.into_flat(),
            warnings: self.warnings,
            warned: self.warned,
            rejected: self.rejected,
        }
    }

    /// Takes the rows of a part behind its own.
    pub fn append(&mut self, part: Part, shift: Shift) {
        let before = self.rows;
        let mut places: Vec<Option<Column>> = Vec::new();
        places.resize_with(self.columns.len(), || None);
        for column in part.columns {
            let id = self.id(&column.name) as usize;
            if places.len() <= id {
                places.resize_with(id + 1, || None);
            }
            places[id] = Some(column);
        }
        let mut lost = Vec::new();
        for (growing, column) in self.columns.iter_mut().zip(places) {
            let name = growing.name.clone();
            let rows = growing.append(before, part.rows, column);
            lost.extend(rows.into_iter().map(|row| (row, name.clone())));
        }
        for (at, row) in part.origins.positions().zip(before..) {
            self.origins.push(row, shift.apply(at));
        }
        self.rows += part.rows;
        self.warned += part.warned;
        self.rejected += part.rejected;
        let shifted = part.warnings.into_iter().map(|warning| Warning {
            at: shift.apply(warning.at),
            ..warning
        });
        let room = WARNINGS.saturating_sub(self.warnings.len());
        self.warnings.extend(shifted.take(room));
        for (row, name) in lost {
            let at = part.origins.positions().nth(row).unwrap_or_default();
            self.warn_overlong(shift.apply(at), &name);
        }
    }
}

impl Shift {
    fn apply(self, at: Position) -> Position {
        Position {
            file: at.file + self.files,
            row: at.row + self.records,
            ..at
        }
    }
}

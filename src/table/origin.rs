//! Where each row came from: file, byte offset, length.

use super::SEGMENT;
use super::part::Numbers;
use crate::format::Position;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// The position of every row, in six bytes each, and a little more wherever a file begins or a record was left out.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    runs: Vec<Run>,
    /// Bytes from the run's base.
    starts: Vec<Arc<[u32]>>,
    /// [`LONG`] for those in `long`.
    lengths: Vec<Arc<[u16]>>,
    /// Rows of longer records, ascending, with their lengths.
    long: Vec<(usize, u32)>,
}

/// The length that stands for a longer one.
const LONG: u16 = u16::MAX;

/// Rows that follow each other in one file without a gap in their numbers.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Run {
    /// First row of the table.
    first: usize,
    file: u32,
    /// The first row's number in its file.
    row: u64,
    base: u64,
}

impl Origins {
    /// Where a row of the table stands; a row beyond the end stands nowhere, in the default position.
    pub fn at(&self, row: usize) -> Position {
        let Some(run) = self.runs[..self.runs.partition_point(|run| run.first <= row)].last() else {
            return Position::default();
        };
        let (segment, within) = (row / SEGMENT, row % SEGMENT);
        let start = self.starts.get(segment).and_then(|starts| starts.get(within));
        let length = self.lengths.get(segment).and_then(|lengths| lengths.get(within));
        let (Some(&start), Some(&length)) = (start, length) else {
            return Position::default();
        };
        let long = || {
            self.long
                .binary_search_by_key(&row, |&(row, _)| row)
                .map_or(0, |found| self.long[found].1)
        };
        Position {
            file: run.file,
            row: run.row + (row - run.first) as u64,
            byte: run.base + u64::from(start),
            length: if length == LONG { long() } else { length.into() },
        }
    }

    /// Which rows, of so many, are of which file, in the order of the table.
    pub fn files(&self, rows: usize) -> Vec<(u32, Range<usize>)> {
        let mut files: Vec<(u32, Range<usize>)> = Vec::new();
        let ends = self.runs.iter().skip(1).map(|run| run.first).chain([rows]);
        for (run, end) in self.runs.iter().zip(ends) {
            match files.last_mut() {
                Some((file, stretch)) if *file == run.file => stretch.end = end,
                _ => files.push((run.file, run.first..end)),
            }
        }
        files
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let segments = self.starts.iter().map(|starts| starts.len() * 4).sum::<usize>()
            + self.lengths.iter().map(|lengths| lengths.len() * 2).sum::<usize>();
        segments + self.runs.len() * size_of::<Run>() + self.long.len() * size_of::<(usize, u32)>()
    }
}

/// Positions while rows come in.
#[derive(Clone, Debug, Default)]
pub(super) struct GrowingOrigins {
    done: Origins,
    starts: Vec<u32>,
    lengths: Vec<u16>,
}

impl GrowingOrigins {
    /// Notes where row `row` of the table stands.
    pub fn push(&mut self, row: usize, at: Position) {
        let start = self.done.runs.last().and_then(|run| {
            let follows = run.file == at.file && run.row + (row - run.first) as u64 == at.row;
            at.byte
                .checked_sub(run.base)
                .filter(|_| follows)
                .and_then(|start| u32::try_from(start).ok())
        });
        if start.is_none() {
            self.done.runs.push(Run {
                first: row,
                file: at.file,
                row: at.row,
                base: at.byte,
            });
        }
        self.starts.push(start.unwrap_or(0));
        let length = u16::try_from(at.length).unwrap_or(LONG);
        if length == LONG {
            self.done.long.push((row, at.length));
        }
        self.lengths.push(length);
        if self.starts.len() == SEGMENT {
            self.freeze();
        }
    }

    fn freeze(&mut self) {
        if !self.starts.is_empty() {
            self.done.starts.push(Arc::from(&*self.starts));
            self.done.lengths.push(Arc::from(&*self.lengths));
            self.starts.clear();
            self.lengths.clear();
        }
    }

    /// The positions of all rows so far.
    pub fn finish(mut self) -> Origins {
        self.freeze();
        self.done
    }

    /// The positions of all rows so far as plain data.
    pub fn into_flat(self) -> Flat {
        let done = self.finish();
        Flat {
            runs: done.runs,
            starts: Numbers(done.starts.iter().flat_map(|starts| starts.iter().copied()).collect()),
            lengths: Numbers(
                done.lengths
                    .iter()
                    .flat_map(|lengths| lengths.iter().copied())
                    .collect(),
            ),
            long: done.long,
        }
    }
}

/// Positions of the rows of a part, the first of which has number 0.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Flat {
    runs: Vec<Run>,
    starts: Numbers<u32>,
    lengths: Numbers<u16>,
    long: Vec<(usize, u32)>,
}

impl Flat {
    /// The position of each row, in order.
    pub fn positions(&self) -> impl Iterator<Item = Position> + '_ {
        let mut long = self.long.iter();
        let ends = self.runs.iter().skip(1).map(|run| run.first).chain([self.starts.len()]);
        let rows = self
            .runs
            .iter()
            .zip(ends)
            .flat_map(|(run, end)| (run.first..end).map(move |row| (run, row)));
        rows.map(move |(run, row)| Position {
            file: run.file,
            row: run.row + (row - run.first) as u64,
            byte: run.base + u64::from(self.starts[row]),
            length: match self.lengths[row] {
                LONG => long.next().map_or(0, |&(_, length)| length),
                length => length.into(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_finds_its_place_again() {
        let at = |row: usize| match row {
            0..70_000 => Position {
                file: 0,
                row: row as u64 + 1,
                byte: row as u64 * 300,
                length: 299,
            },
            // Ninety thousand bytes a record: long ones, and offsets beyond 32 bits.
            70_000..140_000 => Position {
                file: 1,
                row: row as u64 - 69_999,
                byte: (row as u64 - 70_000) * 90_000,
                length: 89_999,
            },
            _ => Position {
                file: 1,
                row: row as u64 * 2,
                byte: row as u64 * 90_000,
                length: u32::from(LONG),
            },
        };
        let mut growing = GrowingOrigins::default();
        (0..140_100).for_each(|row| growing.push(row, at(row)));
        let origins = growing.clone().finish();
        for row in [
            0, 1, 65_535, 65_536, 69_999, 70_000, 70_001, 131_072, 139_999, 140_000, 140_001, 140_099,
        ] {
            assert_eq!(origins.at(row), at(row), "row {row}");
        }
        assert_eq!(origins.at(140_100), Position::default());
        let flat = growing.into_flat();
        assert!(flat.positions().eq((0..140_100).map(at)));
    }
}

//! Rows that came together, for who takes them column by column: one kind of value after the other keeps a loop short.

use super::cell::cell;
use crate::format::{ColumnId, Position, Raw, Sink};

/// Most rows of a batch: one bit each.
pub const BATCH: usize = 64;

/// Up to [`BATCH`] rows that each have a cell for every column.
pub struct Batch<'a> {
    /// The columns, each once.
    pub columns: &'a [ColumnId],
    /// Where each row stands.
    pub positions: &'a [Position],
    /// The text of the rows; they begin at `start` of that in which `ends` tells where the cells end, row by row.
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) ends: &'a [u32],
    /// Whether a carriage return at the end of a row belongs to the line end.
    pub(super) return_ends: bool,
}

impl<'a> Batch<'a> {
    /// Hands the rows over one after the other.
    pub fn each<S: Sink + ?Sized>(&self, sink: &mut S) {
        let scratch = &mut Vec::new();
        for (row, &at) in self.positions.iter().enumerate() {
            for (index, &column) in self.columns.iter().enumerate() {
                sink.field(column, self.cell(row, index, scratch));
            }
            sink.end_record(at);
        }
    }

    /// The cell in the column at `index`. `scratch` holds it where it cannot be borrowed.
    pub fn cell<'b>(&'b self, row: usize, index: usize, scratch: &'b mut Vec<u8>) -> Raw<'b> {
        cell(self.between(row, index), scratch)
    }

    /// Puts the cells that are not null in the column at `index` into `texts`, in order, and tells by one bit for each row which have
    /// one. `None` where one of them does not stand in the file as it is.
    pub fn column(&self, index: usize, texts: &mut [&'a str; BATCH]) -> Option<u64> {
        let mut present = 0_u64;
        let mut next = texts.iter_mut();
        for row in 0..self.positions.len() {
            let text = self.between(row, index);
            let text = match text.as_bytes() {
                [] => continue,
                [b'"', inner @ .., b'"'] if memchr::memchr(b'"', inner).is_none() => &text[1..text.len() - 1],
                [b'"' | b'=' | b'\\', ..] => return None,
                _ => text,
            };
            *next.next()? = text;
            present |= 1 << row;
        }
        Some(present)
    }

    /// What stands between two delimiters.
    #[inline(always)]
    fn between(&self, row: usize, index: usize) -> &'a str {
        let cell = row * self.columns.len() + index;
        let from = if cell == 0 {
            0
        } else {
            self.ends[cell - 1] as usize + 1 - self.start
        };
        let text = &self.text[from..self.ends[cell] as usize - self.start];
        let returns = self.return_ends && index + 1 == self.columns.len() && text.as_bytes().last() == Some(&b'\r');
        &text[..text.len() - usize::from(returns)]
    }
}

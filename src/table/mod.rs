//! Records to columns: typed, narrow, in segments of [`SEGMENT`] rows, ready for questions.
//!
//! A column keeps its rows in segments so that nothing is ever moved while it grows (wasm memory does not shrink), so that a segment
//! once full can be shared with a [`Dataset`] that already answers questions while the rest is still read, and so that a scan can
//! yield between them. Dictionaries span the whole column: a code means the same in every segment.

mod accord;
mod assume;
mod bitmap;
mod blanks;
mod builder;
mod clock;
mod column;
mod common;
mod dictionary;
mod distinct;
mod epoch;
mod figures;
mod finish;
mod growing;
mod inner;
mod interner;
mod lanes;
mod list;
mod list_names;
mod lone;
mod lookup;
mod none;
mod numeral;
mod orders;
mod origin;
mod part;
mod piece;
mod plain;
mod repeats;
mod rescue;
mod segment;
mod sieve;
mod texts;
mod times;
mod together;
mod turn;
mod unify;
pub mod uuid;
mod values;
mod versions;
mod weave;
mod years;

use std::sync::Arc;

#[cfg(test)]
mod laws;

pub use bitmap::Bitmap;
pub use builder::{Builder, FILE};
pub use column::{CodeSlice, Coded, Codes, Column, Data, Time, number, typed};
pub use common::Stretch;
pub use dictionary::{Dictionary, Page};
pub use inner::Opening;
pub use list::elements;
pub use lookup::{Keyed, Lookup};
pub use none::says_none;
pub use origin::Origins;
pub(crate) use part::Numbers;
pub use part::{Part, Shift};
pub use piece::Piece;
pub use plain::{Plain, Room, Texts};
pub use repeats::{DUPLICATE, Repeated, Repeats};
pub use segment::Segment;
pub use sieve::{During, Keep};
pub use turn::{Turn, Turned};
pub use weave::{Shape, Sought, Strand, Woven};

/// Rows in a segment; the last of a table may have fewer. A multiple of 64, so that bitmap words never straddle segments.
pub const SEGMENT: usize = 65_536;

/// Values in row order, cut into segments.
pub type Segments<T> = Vec<Segment<T>>;

/// The rows, of so many, in which a column is not null, ascending.
fn present(column: &Column, rows: usize) -> impl Iterator<Item = usize> + '_ {
    (0..rows.div_ceil(SEGMENT)).flat_map(move |index| {
        let start = index * SEGMENT;
        column
            .rows(index, SEGMENT.min(rows - start))
            .map(move |row| start + row)
    })
}

/// Cuts values into segments.
pub fn segments<T: Copy>(values: &[T]) -> Segments<T> {
    values.chunks(SEGMENT).map(Segment::from).collect()
}

/// A table: columns of one length, where each row came from, and the small tables that stand beside it.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    pub rows: usize,
    /// In the order in which they were first seen.
    pub columns: Vec<Column>,
    pub origins: Origins,
    /// Each of another name; every part of a table has the same ones.
    pub lookups: Vec<Arc<Lookup>>,
}

impl Dataset {
    /// The column of exactly this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| &*column.name == name)
    }

    /// How many segments each column has.
    pub fn segments(&self) -> usize {
        self.rows.div_ceil(SEGMENT)
    }

    /// Rows in segment `index`.
    pub fn segment_rows(&self, index: usize) -> usize {
        SEGMENT.min(self.rows - index * SEGMENT)
    }

    /// Bytes held, all columns and origins together, shared parts counted once.
    pub fn bytes(&self) -> usize {
        let shared = &mut column::Shared::default();
        self.columns
            .iter()
            .map(|column| column.bytes_beside(shared))
            .sum::<usize>()
            + self.origins.bytes()
    }
}

//! A column: a name, a kind, and its values in whichever layout is narrowest.

use super::{Bitmap, Dictionary, Plain, Segments};
use crate::value::{Kind, Layout, Value};
use std::sync::Arc;

/// One column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The dotted path as the file has it.
    pub name: Arc<str>,
    pub kind: Kind,
    /// Rows without a value.
    pub nulls: usize,
    /// Distinct values, null not counted (by 64-bit hash where the layout keeps no dictionary).
    pub distinct: usize,
    pub data: Data,
    /// What was decided about the kind and why, where that is worth telling.
    pub note: Option<String>,
}

/// How the values lie in memory. `Codes` serves every kind of few distinct values; the others serve one kind each.
#[derive(Clone, Debug)]
pub enum Data {
    Codes(Coded),
    /// Near-unique text or lists (as JSON text).
    Plain { texts: Plain, present: Option<Bitmap> },
    Integer { values: Segments<i64>, present: Option<Bitmap> },
    Number { values: Segments<f64>, present: Option<Bitmap> },
    Time { values: Segments<i64>, present: Option<Bitmap>, time: Time },
}

/// What the source said about its times.
#[derive(Clone, Debug, Default)]
pub struct Time {
    /// Whether no value named a zone (all are then read in an assumed one, UTC unless told otherwise).
    pub zoneless: bool,
    /// How the times were written, most frequent first; `None` inside for numbers since the epoch.
    pub layouts: Vec<Layout>,
    /// Smallest and largest, microseconds UTC.
    pub range: Option<(i64, i64)>,
    /// Whether the values ascend in row order (nulls aside): a range of time is then a range of rows.
    pub ascending: bool,
}

/// Codes into a dictionary; code 0 is null, code `n` is the dictionary's entry `n - 1`.
#[derive(Clone, Debug)]
pub struct Coded {
    pub codes: Codes,
    pub dictionary: Arc<Dictionary>,
}

/// Codes as narrow as the dictionary allows, in segments.
#[derive(Clone, Debug)]
pub enum Codes {
    U8(Segments<u8>),
    U16(Segments<u16>),
    U32(Segments<u32>),
}

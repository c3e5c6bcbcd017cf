//! Answers about rows in time: sessions, sequences, pairs, surroundings, firsts, peaks.

use super::{Bucket, Row};
use crate::value::{Micros, Value};
use serde::{Deserialize, Serialize};

/// The rows around one, in the order of a time column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Context {
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// Which of these rows it is about.
    pub anchor: usize,
    /// Rows before it and after it in all.
    pub before: u64,
    pub after: u64,
}

/// Sessions, and what they come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sessions {
    pub sessions: Vec<Session>,
    /// Sessions in all, before the limit.
    pub total: u64,
    /// Keys that have sessions.
    pub keys: u64,
    /// How long the session in the middle lasts, in microseconds; of two the shorter. `None` without sessions.
    pub median: Option<Micros>,
    /// Matching rows without a time: they are in no session.
    pub untimed: u64,
}

/// Rows of one key without a long gap between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub key: Vec<Value>,
    pub start: Micros,
    pub end: Micros,
    /// The numbers of the first and of the last row.
    pub first: u64,
    pub last: u64,
    pub rows: u64,
    /// Distinct values of each column that was asked about.
    pub distinct: Vec<u64>,
    /// Cells of the first row and of the last in the columns that were asked for.
    pub opened: Vec<Value>,
    pub closed: Vec<Value>,
}

/// Where a sequence of steps was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sequences {
    pub matches: Vec<Match>,
    /// Matches in all, before the limit.
    pub total: u64,
    /// Keys that have matches.
    pub keys: u64,
    /// Matching rows without a time: they are in no sequence.
    pub untimed: u64,
}

/// One sequence that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    pub key: Vec<Value>,
    pub start: Micros,
    pub end: Micros,
    /// The numbers of the rows of each step, as many as it asks for.
    pub rows: Vec<Vec<u64>>,
}

/// Rows that follow one another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pairs {
    pub pairs: Vec<Pair>,
    /// Pairs in all that are as asked for, before the limit.
    pub total: u64,
    /// All pairs, as asked for or not.
    pub all: u64,
    /// Keys that have pairs as asked for.
    pub keys: u64,
    /// The shortest, the middle (of two the shorter) and the longest time between the rows of a pair, in microseconds. `None` without pairs.
    pub gaps: Option<(Micros, Micros, Micros)>,
    /// From which cells to which other ones, and how often: by count descending, then cells ascending.
    pub changes: Vec<(Vec<Value>, Vec<Value>, u64)>,
    /// Matching rows without a time: they are in no pair.
    pub untimed: u64,
}

/// A row and the one before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    pub key: Vec<Value>,
    pub from: Point,
    pub to: Point,
}

/// A row in time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub row: u64,
    pub at: Micros,
    /// Its cells in the columns that are watched.
    pub cells: Vec<Value>,
}

/// Rows in which something was seen for the first time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Firsts {
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// Such rows in all, before the limit.
    pub total: u64,
    /// Distinct values, or combinations of them, among all rows that were looked at.
    pub values: u64,
}

/// Buckets of time in which more happened than is usual for the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The bucket used, never `Auto`.
    pub bucket: Bucket,
    /// By score descending, then count descending, then start, then row.
    pub peaks: Vec<Peak>,
    /// Buckets above their key's median in all, before the limit.
    pub total: u64,
    /// Keys there are, and buckets from the first to the last row.
    pub keys: u64,
    pub buckets: u64,
    /// Matching rows without a time: they are in no bucket.
    pub untimed: u64,
}

/// One bucket of one key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Peak {
    pub key: Vec<Value>,
    pub start: Micros,
    /// The lowest number of a row in it.
    pub row: u64,
    pub count: u64,
    /// The key's median over all buckets, empty ones included, and the median distance from it.
    pub median: f64,
    pub spread: f64,
    /// How far above the median the count is, in units of what is usual.
    pub score: f64,
}

//! What of a log is kept where all of it would not fit: some columns, one record in so many, a span of time.

use super::rescue::number;
use crate::format::{ColumnId, Raw};
use crate::value::{Micros, Stamp};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What is kept of records on their way into a table; by default all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Keep {
    /// Columns by name; `None`: all.
    pub columns: Option<Vec<String>>,
    /// One record in so many, by a chance that is the same every time; 0 and 1: all.
    pub every: u32,
    pub during: Option<During>,
}

/// A span of time; records that tell no time are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct During {
    /// The column that tells when; it is kept, too.
    pub column: String,
    /// Whether days stand before months in it.
    pub day_first: bool,
    /// The first moment that is kept; times without a zone are UTC.
    pub from: Option<Micros>,
    /// The first moment behind it.
    pub to: Option<Micros>,
}

impl Keep {
    /// Whether nothing is left out.
    pub fn is_all(&self) -> bool {
        self.columns.is_none() && self.every < 2 && self.during.is_none()
    }
}

/// The column of what is left out.
pub(super) const NOWHERE: ColumnId = ColumnId::MAX;

/// Decides which fields and records go into the table.
#[derive(Debug)]
pub(super) struct Sieve {
    keep: Keep,
    /// Records so far.
    seen: u64,
    /// Those left out.
    passed_over: u64,
    /// Whether the record under way is left out, whatever it holds.
    skips: bool,
    /// The column that tells when.
    time: Option<ColumnId>,
    /// Fields of the record under way, where its time must be known first.
    held: Held,
    /// Whether its time is outside of the span.
    outside: bool,
}

/// Fields that wait.
#[derive(Debug, Default)]
pub(super) struct Held {
    text: String,
    fields: Vec<(ColumnId, Kind, Range<usize>)>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Null,
    Boolean(bool),
    Number,
    Text,
    Untyped,
    Structure,
}

/// What becomes of a record.
pub(super) enum Fate {
    /// It stays; these fields of it are still to be put into the table.
    Stays(Held),
    Goes,
}

impl Sieve {
    pub fn new(keep: Keep) -> Self {
        let mut sieve = Sieve {
            keep,
            seen: 0,
            passed_over: 0,
            skips: false,
            time: None,
            held: Held::default(),
            outside: false,
        };
        sieve.skips = sieve.is_unlucky();
        sieve
    }

    pub fn keep(&self) -> (&Keep, u64) {
        (&self.keep, self.passed_over)
    }

    /// Whether a column is kept.
    pub fn keeps(&self, path: &str) -> bool {
        let named = |columns: &Vec<String>| columns.iter().any(|column| column == path);
        self.keep.columns.as_ref().is_none_or(named) || self.tells_time(path)
    }

    fn tells_time(&self, path: &str) -> bool {
        self.keep.during.as_ref().is_some_and(|during| during.column == path)
    }

    /// Takes notice of a column that is kept.
    pub fn note(&mut self, path: &str, id: ColumnId) {
        if self.tells_time(path) {
            self.time = Some(id);
        }
    }

    /// Whether a field goes into the table at once.
    pub fn lets_through(&mut self, column: ColumnId, raw: Raw<'_>) -> bool {
        if self.skips || column == NOWHERE {
            return false;
        }
        let Some(during) = &self.keep.during else { return true };
        let (kind, text) = match raw {
            Raw::Null => (Kind::Null, ""),
            Raw::Boolean(value) => (Kind::Boolean(value), ""),
            Raw::Number(text) => (Kind::Number, text),
            Raw::Text(text) => (Kind::Text, text),
            Raw::Untyped(text) => (Kind::Untyped, text),
            Raw::Structure(text) => (Kind::Structure, text),
        };
        if self.time == Some(column) {
            let text = text.trim();
            let stamp = number(text).or_else(|| Stamp::read(text, during.day_first));
            self.outside |= stamp.is_some_and(|stamp| {
                during.from.is_some_and(|from| stamp.micros < from) || during.to.is_some_and(|to| stamp.micros >= to)
            });
        }
        let start = self.held.text.len();
        self.held.text.push_str(text);
        self.held.fields.push((column, kind, start..self.held.text.len()));
        false
    }

    /// Takes the end of a record.
    pub fn end_record(&mut self) -> Fate {
        let goes = self.skips || std::mem::take(&mut self.outside);
        self.seen += 1;
        self.skips = self.is_unlucky();
        if goes {
            self.passed_over += 1;
            self.held.clear();
            return Fate::Goes;
        }
        Fate::Stays(std::mem::take(&mut self.held))
    }

    /// Takes back what [`Fate::Stays`] gave, so that its room is used again.
    pub fn reuse(&mut self, mut held: Held) {
        held.clear();
        self.held = held;
    }

    /// Whether chance leaves out the next record: a hash of its number, which is spread evenly over the file.
    fn is_unlucky(&self) -> bool {
        let mut hash = self.seen.wrapping_add(0x9E37_79B9_7F4A_7C15);
        hash = (hash ^ hash >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        hash = (hash ^ hash >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        self.keep.every > 1 && !(hash ^ hash >> 31).is_multiple_of(self.keep.every.into())
    }
}

impl Held {
    fn clear(&mut self) {
        self.text.clear();
        self.fields.clear();
    }

    /// The fields in the order in which they came.
    pub fn each(&self) -> impl Iterator<Item = (ColumnId, Raw<'_>)> {
        self.fields.iter().map(|(column, kind, range)| {
            let text = &self.text[range.clone()];
            let raw = match *kind {
                Kind::Null => Raw::Null,
                Kind::Boolean(value) => Raw::Boolean(value),
                Kind::Number => Raw::Number(text),
                Kind::Text => Raw::Text(text),
                Kind::Untyped => Raw::Untyped(text),
                Kind::Structure => Raw::Structure(text),
            };
            (*column, raw)
        })
    }
}

//! Answers, as small as their questions allow: they cross to the page.

mod counts;
mod difference;
mod trail;

pub use difference::{Contrast, Difference, Differences};
pub use trail::{Baseline, Context, Firsts, Match, Pair, Pairs, Peak, Point, Sequences, Session, Sessions};

use super::Bucket;
use crate::format::Position;
use crate::value::{Kind, Micros, Value};
use serde::{Deserialize, Serialize};

/// What a query came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// One for each ask, in order.
    pub answers: Vec<Answer>,
    /// Rows that matched the filter.
    pub rows: u64,
    /// Time in the engine, filter and all asks together.
    pub micros: u64,
    /// How many workers looked at the rows; 0 where only the engine was asked.
    pub workers: u32,
}

/// The answer to one [`super::Ask`], under the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    Count(u64),
    Facet {
        /// In the order that was asked for; of equal counts the smaller value first, null last.
        values: Vec<(Value, u64)>,
        /// When each of them was seen first and last, where that was asked for; null where no row has a time.
        seen: Vec<(Value, Value)>,
        /// How many values there are under the search, null counted without one.
        found: u64,
        /// Distinct values among the matching rows, null not counted.
        distinct: u64,
        /// Matching rows in which the column is null.
        nulls: u64,
    },
    Histogram {
        /// The bucket used, never `Auto`.
        bucket: Bucket,
        /// Starts of all buckets from the first to the last with rows, ascending, gaps filled.
        #[serde(with = "counts::moments")]
        starts: Vec<Micros>,
        /// By total descending.
        series: Vec<Series>,
        /// Matching rows without a time.
        untimed: u64,
    },
    Group {
        /// The keys' kinds, then the measures'.
        kinds: Vec<Kind>,
        rows: Vec<Vec<Value>>,
        /// Groups in all, before the limit.
        groups: u64,
        /// What the limit left out, measured as one group, where that was asked for and the limit left something out; keys are null.
        /// Rows that count under several of those groups (their elements are in several) count once for each.
        rest: Option<Vec<Value>>,
    },
    Pivot {
        /// The row keys' kinds, the column keys', then the measures'.
        kinds: Vec<Kind>,
        /// From left to right; the rest last.
        heads: Vec<Head>,
        /// Columns in all, before the limit.
        columns: u64,
        /// From top to bottom: the line of all rows, then each line before those below it, the rest last.
        lines: Vec<Line>,
    },
    Distribution {
        /// Lower ends of all bins from the first to the last with rows, ascending, gaps filled.
        starts: Vec<Value>,
        /// Where each bin ends; it does not hold its end.
        ends: Vec<Value>,
        /// By total descending.
        series: Vec<Series>,
        /// Matching rows without a finite number.
        unnumbered: u64,
    },
    Week {
        /// Rows by hour, from Monday 0:00 to Sunday 23:00: 168.
        counts: Vec<u64>,
        /// Those of them that pass the filter of the question, where it has one.
        only: Option<Vec<u64>>,
        /// Matching rows without a time.
        untimed: u64,
    },
    Page {
        columns: Vec<String>,
        rows: Vec<Row>,
    },
    Record(Record),
    /// Offset of the row in the page order, `None` where the filter leaves it out.
    Find(Option<u64>),
    Hit {
        /// `None`: there are no hits.
        row: Option<u64>,
        /// Its place among the hits, from 0.
        nth: u64,
        /// Hits in all.
        hits: u64,
    },
    /// For each row of the page, the positions of the tests it passes.
    Marks(Vec<Vec<usize>>),
    Context(Context),
    Sessions(Sessions),
    Sequences(Sequences),
    Pairs(Pairs),
    Firsts(Firsts),
    Baseline(Baseline),
    Differences(Differences),
}

/// The head of a column of a pivot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// None where this is the rest.
    pub keys: Vec<Value>,
    /// How many columns this one stands for, where the limit left them out.
    pub rest: Option<u64>,
}

/// A line of a pivot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The row keys as far as they are fixed: none in the line of all rows; of the rest those of the line above it.
    pub keys: Vec<Value>,
    /// How many lines this one stands for, where the limit left them out.
    pub rest: Option<u64>,
    /// One cell for each head and one for all of the line, each with all measures; a cell without rows is empty.
    pub cells: Vec<Vec<Value>>,
}

/// One series of a histogram or distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// The value of the `by` column; `None` without `by` and for the rest.
    pub value: Option<Value>,
    /// Whether these are the values beyond the limit, together.
    pub rest: bool,
    /// One count for each bucket or bin.
    #[serde(with = "counts")]
    pub counts: Vec<u64>,
}

/// A row of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its number in the table, from 0: the handle for [`super::Ask::Record`].
    pub row: u64,
    /// One cell for each column of the page.
    pub cells: Vec<Value>,
}

/// Everything of one row but its raw text, which the worker reads again from the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub row: u64,
    pub at: Position,
    /// Columns that are not null, in table order.
    pub fields: Vec<(String, Value)>,
}

/// Why a query cannot be answered: said to the user as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub what: String,
    /// Character offset in the filter text, where there is one.
    pub at: Option<usize>,
    /// What to do about it, such as the column that was probably meant; may be empty.
    pub hint: String,
}

impl Failure {
    /// A failure that has no place in the filter text.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            at: None,
            hint: hint.into(),
        }
    }
}

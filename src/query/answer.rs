//! Answers, as small as their questions allow: they cross to the page.

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
}

/// The answer to one [`super::Ask`], under the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    Count(u64),
    Facet {
        /// By count descending, then value ascending with null last.
        values: Vec<(Value, u64)>,
        /// Distinct values among the matching rows, null not counted.
        distinct: u64,
        /// Matching rows in which the column is null.
        nulls: u64,
    },
    Histogram {
        /// The bucket used, never `Auto`.
        bucket: Bucket,
        /// Starts of all buckets from the first to the last with rows, ascending, gaps filled.
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

/// One series of a histogram.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// The value of the `by` column; `None` without `by` and for the rest.
    pub value: Option<Value>,
    /// Whether these are the values beyond the limit, together.
    pub rest: bool,
    /// One count for each start.
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

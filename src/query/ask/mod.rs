//! The questions: one variant each here, one file each beside.

pub mod baseline;
pub mod context;
pub mod count;
pub mod difference;
pub mod facet;
pub mod find;
pub mod first;
pub mod group;
pub mod histogram;
pub mod page;
pub mod pair;
pub mod record;
pub mod sample;
pub mod sequence;
pub mod session;

pub use baseline::Baseline;
pub use context::Context;
pub use difference::Differences;
pub use first::Firsts;
pub use pair::{PairSort, Pairs};
pub use sample::Sample;
pub use sequence::{Sequences, Step};
pub use session::{SessionSort, Sessions};

use super::schema::Schema;
use super::shard::Shard;
use super::{Answer, Failure, Formula, Predicate, Rows};
use crate::value::Zone;
use serde::{Deserialize, Serialize};

/// How a question is answered over a table in parts. Whatever the cut into shards, and in whatever order they are merged, the answer is
/// the same; so partial answers hold values, never codes.
pub trait Question {
    type Partial: Clone;
    /// The partial answer of one shard, for the rows that match.
    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Self::Partial, Failure>;
    /// Two partial answers as one.
    fn merge(&self, a: Self::Partial, b: Self::Partial) -> Self::Partial;
    /// The answer, once all is merged.
    fn finish(&self, partial: Self::Partial) -> Result<Answer, Failure>;
}

/// An ask that answers itself, with what it takes from the query around it.
pub struct Posed<'q, A> {
    pub ask: &'q A,
    pub zone: &'q Zone,
    pub schema: &'q Schema,
}

/// A question under a filter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// How many rows match.
    Count,
    /// The most frequent values of a column (a null counts as a value; a list counts once for each distinct element).
    Facet {
        column: String,
        /// At most so many values.
        limit: usize,
        /// Only values that contain this, letter case aside; empty means all.
        search: String,
    },
    /// Rows over time, by calendar buckets in the query's zone.
    Histogram {
        column: String,
        bucket: Bucket,
        /// One series for each value of this column.
        by: Option<String>,
        /// At most so many series; the rest come together as one. `None`: all.
        series: Option<usize>,
    },
    /// Rows by keys, measured.
    Group {
        by: Vec<Key>,
        measures: Vec<Measure>,
        /// Positions among keys then measures, with direction; ties by keys ascending. Empty: by the first measure descending.
        sort: Vec<(usize, Order)>,
        limit: usize,
    },
    /// Rows themselves, sorted; ties, and no sort, in the order of the files.
    Page {
        sort: Vec<(String, Order)>,
        offset: u64,
        limit: usize,
        /// `None`: all columns.
        columns: Option<Vec<String>>,
    },
    /// Everything of one row, by its number in the table.
    Record { row: u64 },
    /// Where this row number stands in the page order under the filter.
    Find { row: u64, sort: Vec<(String, Order)> },
    /// The rows before and after a row in time.
    Context(Context),
    /// The rows of each key, cut where it was idle.
    Sessions(Sessions),
    /// Steps that follow one another within a window of time.
    Sequences(Sequences),
    /// Rows of a key that follow one another.
    Pairs(Pairs),
    /// Rows with a value that no earlier row has.
    Firsts(Firsts),
    /// Buckets of time in which a key has far more rows than it usually has.
    Baseline(Baseline),
    /// What differs between two sets of rows.
    Differences(Differences),
    /// Rows drawn by lot.
    Sample(Sample),
}

/// Ascending or descending; nulls come last either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    #[serde(rename = "asc")]
    Ascending,
    #[serde(rename = "desc")]
    Descending,
}

/// How wide a time bucket is. `Auto` takes the finest that gives at most [`AUTO_BUCKETS`] buckets over the matching rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bucket {
    Auto,
    Millisecond,
    Second,
    #[serde(rename = "5 seconds")]
    FiveSeconds,
    #[serde(rename = "15 seconds")]
    FifteenSeconds,
    Minute,
    #[serde(rename = "5 minutes")]
    FiveMinutes,
    #[serde(rename = "15 minutes")]
    FifteenMinutes,
    Hour,
    #[serde(rename = "3 hours")]
    ThreeHours,
    #[serde(rename = "12 hours")]
    TwelveHours,
    Day,
    /// From Monday. Never chosen by `Auto`, since weeks do not nest into months.
    Week,
    Month,
    Quarter,
    Year,
}

/// The most buckets `Auto` makes.
pub const AUTO_BUCKETS: usize = 200;

/// A grouping key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Key {
    Column(String),
    /// A time column truncated to calendar buckets.
    Time {
        column: String,
        bucket: Bucket,
    },
}

/// What is measured of a group. Nulls are left out of every measure but `Count`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Measure {
    Count,
    /// Rows that also pass this filter.
    CountIf(Predicate),
    /// Distinct values.
    Distinct(String),
    Min(String),
    Max(String),
    Sum(String),
    Average(String),
    /// Aggregates put together: `CountIf([ok]) / Count()`.
    Formula(Formula),
}

//! The questions: one variant each here, one file each beside.

pub mod baseline;
pub mod context;
pub mod count;
pub mod difference;
pub mod distribution;
pub mod facet;
pub mod find;
pub mod first;
pub mod group;
pub mod histogram;
pub mod hit;
pub mod marks;
pub mod page;
pub mod pair;
pub mod pivot;
pub mod record;
pub mod sample;
pub mod sequence;
mod series;
pub mod session;
pub mod week;

pub use baseline::Baseline;
pub use context::Context;
pub use difference::Differences;
pub use first::Firsts;
pub use group::having::Having;
pub use pair::{PairSort, Pairs};
pub use sample::Sample;
pub use sequence::{Sequences, Step};
pub use session::{SessionSort, Sessions};

use super::schema::Schema;
use super::shard::Shard;
use super::{Answer, Failure, Formula, Predicate, Rows};
use crate::value::{Value, Zone};
use serde::{Deserialize, Serialize};

/// How a question is answered over a table in parts. Whatever the cut into shards, and in whatever order they are merged, the answer is
/// the same; so partial answers hold values, never codes, but for those that all shards have in common ([`Shard::has_common_codes`]).
pub trait Question {
    type Partial: Clone;
    /// The partial answer of one shard, for the rows that match.
    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Self::Partial, Failure>;
    /// Two partial answers as one.
    fn merge(&self, a: Self::Partial, b: Self::Partial) -> Self::Partial;
    /// All partial answers as one, with values in the place of codes that all shards have in common.
    fn named(&self, partial: Self::Partial, _shard: &Shard<'_>) -> Self::Partial {
        partial
    }
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
    /// The values of a column, counted (a null counts as a value; a list counts once for each distinct element).
    Facet {
        column: String,
        /// At most so many values.
        limit: usize,
        /// Only values that contain this, letter case aside; empty means all.
        search: String,
        ranking: Ranking,
        /// So many values are passed over first.
        offset: usize,
        /// A time column: of each value, when it was first and last seen.
        seen: Option<String>,
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
        /// Groups are told, and counted, only where they pass all of these.
        having: Vec<Having>,
        sort: Vec<(usize, Order)>,
        limit: usize,
        /// Whether what the limit leaves out comes as one more row.
        rest: bool,
    },
    /// Rows by keys down the side and keys across the top, with totals of every row, column and level.
    Pivot {
        rows: Side,
        columns: Side,
        measures: Vec<Measure>,
    },
    /// Numbers by bins: how they are distributed.
    Distribution {
        column: String,
        bins: Bins,
        /// One series for each value of this column.
        by: Option<String>,
        /// At most so many series; the rest come together as one. `None`: all.
        series: Option<usize>,
    },
    /// Rows by hour of the day and day of the week, in the query's zone.
    Week {
        column: String,
        /// Rows that also pass this filter are counted beside all.
        only: Option<Predicate>,
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
    /// The next row that also passes `test`, in page order: after (or before) the row `from`, whether or not that matches itself; the
    /// first (or last) without one. Beyond the last comes the first, and the other way round.
    Hit {
        test: Predicate,
        sort: Vec<(String, Order)>,
        from: Option<u64>,
        forward: bool,
    },
    /// Which rows of a page pass which of these tests.
    Marks {
        tests: Vec<Predicate>,
        sort: Vec<(String, Order)>,
        offset: u64,
        limit: usize,
    },
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

impl Ask {
    /// The most frequent values of a column that contain this text, at most so many.
    pub fn top(column: impl Into<String>, limit: usize, search: impl Into<String>) -> Self {
        Self::Facet {
            column: column.into(),
            limit,
            search: search.into(),
            ranking: Ranking::Frequent,
            offset: 0,
            seen: None,
        }
    }
}

/// Which values of a facet come first; of equals the smaller value, null last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ranking {
    #[default]
    Frequent,
    Rare,
    /// By value ascending.
    Value,
}

/// One side of a pivot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    pub keys: Vec<Key>,
    /// The order of the rows under one row above, or of the columns; ties by key ascending. Empty: by the first measure descending.
    pub sort: Vec<(Rank, Order)>,
    /// At most so many rows under one row above, or so many columns; the rest come together as one. `None`: all.
    pub limit: Option<usize>,
}

/// What a side of a pivot is sorted by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Rank {
    Key,
    /// The measure at this position, over all of the row or column.
    Total(usize),
    /// The measure at this position, where the other side has these keys (all of a column's; of a row's as many as it has).
    Cell(usize, Vec<Value>),
}

/// How numbers are cut into bins; each holds its lower end and not its upper one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bins {
    /// The finest of 1, 2 or 5 times a power of ten that gives at most [`AUTO_BINS`] bins over the matching rows; of integers at least 1.
    Auto,
    /// All of this width, zero being an end; of integers at least 1.
    Width(f64),
    /// Ever wider away from zero: nine, three or one to a power of ten, the finest that gives at most [`AUTO_BINS`]. Zero stands alone.
    Log,
}

/// The most bins `Auto` and, while it can, `Log` make.
pub const AUTO_BINS: usize = 60;

/// Where a time stands in its day or week by the clock on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Hour of the day, 0 to 23.
    Hour,
    /// Day of the week, 1 (Monday) to 7.
    Weekday,
    /// Hour of the week, 0 (Monday, midnight) to 167.
    #[serde(rename = "hour of week")]
    HourOfWeek,
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
    /// Where a time column's times stand in their day or week.
    Phase {
        column: String,
        phase: Phase,
    },
    /// Numbers in bins, each under its lower end.
    Bin {
        column: String,
        bins: Bins,
    },
}

impl Key {
    /// The column that it is made of.
    pub fn column(&self) -> &str {
        match self {
            Self::Column(column)
            | Self::Time { column, .. }
            | Self::Phase { column, .. }
            | Self::Bin { column, .. } => column,
        }
    }
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
    /// The middle of numbers or times; halfway between the middle two where there are two.
    Median(String),
    /// The number or time below which so many percent lie, 0 to 100; between two in proportion.
    Percentile(String, f64),
    /// The value in the earliest row by a time column, the first in the files among equals.
    First {
        of: String,
        by: String,
    },
    /// The value in the latest row by a time column, the last in the files among equals.
    Last {
        of: String,
        by: String,
    },
    /// The most frequent value, the smallest among equals.
    Mode(String),
    /// Rows that also pass this filter as a share of all, 0 to 1.
    Rate(Predicate),
    /// A count or sum as a share of the same over the group without its last key, 0 to 1.
    ShareOfParent(Box<Self>),
    /// A count or sum as a share of the same over all matching rows, 0 to 1.
    ShareOfTotal(Box<Self>),
    /// The same over the whole line of a pivot; a group is its own.
    ShareOfRow(Box<Self>),
    /// The same over the whole column of a pivot; that of groups is all rows.
    ShareOfColumn(Box<Self>),
    /// Aggregates put together: `CountIf([ok]) / Count()`.
    Formula(Formula),
}

impl Measure {
    /// The column that is measured; rows and formulas have none.
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::Distinct(name)
            | Self::Min(name)
            | Self::Max(name)
            | Self::Sum(name)
            | Self::Average(name)
            | Self::Median(name)
            | Self::Percentile(name, _)
            | Self::Mode(name)
            | Self::First { of: name, .. }
            | Self::Last { of: name, .. } => Some(name),
            Self::ShareOfParent(inner)
            | Self::ShareOfTotal(inner)
            | Self::ShareOfRow(inner)
            | Self::ShareOfColumn(inner) => inner.column(),
            Self::Count | Self::CountIf(_) | Self::Rate(_) | Self::Formula(_) => None,
        }
    }

    /// The filter of the rows that it counts.
    pub fn predicate(&mut self) -> Option<&mut Predicate> {
        match self {
            Self::CountIf(predicate) | Self::Rate(predicate) => Some(predicate),
            Self::ShareOfParent(inner)
            | Self::ShareOfTotal(inner)
            | Self::ShareOfRow(inner)
            | Self::ShareOfColumn(inner) => inner.predicate(),
            _ => None,
        }
    }
}

//! The answer to what differs between two sets of rows.

use crate::value::Value;
use serde::{Deserialize, Serialize};

/// What differs between two sets of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differences {
    /// Rows on either side.
    pub left: u64,
    pub right: u64,
    /// By score descending, then in the order of the table.
    pub columns: Vec<Difference>,
}

/// How differently the values of one column are distributed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub column: String,
    /// 0: no more than chance would have it; 1: no value is on both sides.
    pub score: f64,
    /// Distinct values on both sides together, null included.
    pub distinct: u64,
    /// Those that differ most: first those on one side only, then by how much they differ.
    pub values: Vec<Contrast>,
}

/// How often a value is on either side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contrast {
    pub value: Value,
    /// The last value of a range that begins with `value`, where many numbers or times were taken together.
    pub until: Option<Value>,
    pub left: u64,
    pub right: u64,
}

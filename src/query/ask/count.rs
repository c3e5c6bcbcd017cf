//! How many rows match.

use super::Question;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Rows};

/// See [`Ask::Count`](super::Ask::Count).
pub struct Count;

impl Question for Count {
    type Partial = u64;

    fn scan(&self, _: &Shard<'_>, rows: &Rows<'_>) -> Result<u64, Failure> {
        Ok(rows.count_ones() as u64)
    }

    fn merge(&self, a: u64, b: u64) -> u64 {
        a + b
    }

    fn finish(&self, partial: u64) -> Result<Answer, Failure> {
        Ok(Answer::Count(partial))
    }
}

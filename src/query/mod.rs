//! Columns to answers: what can be asked of a log, and how it is answered.
//!
//! A [`Query`] is plain data in the user's words: columns by name, literals as text. `bind` turns its predicate into tests on codes,
//! `filter` into a bitmap; each question under `ask` is `scan` (per shard), `merge` (associative, in any order) and `finish` (once).

pub mod answer;
pub mod ask;
pub mod bucket;
pub mod language;
pub mod predicate;

pub use answer::{Answer, Answers, Failure};
pub use ask::{Ask, Bucket, Key, Measure, Order};
pub use predicate::{Comparison, Op, Predicate};

use crate::value::Zone;
use serde::{Deserialize, Serialize};

/// A filter and the questions to answer under it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Query {
    pub filter: Predicate,
    pub asks: Vec<Ask>,
    /// The zone in which days begin and in which literals without a zone are read.
    pub zone: Zone,
}

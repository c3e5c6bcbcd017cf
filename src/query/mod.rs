//! Columns to answers: what can be asked of a log, and how it is answered.
//!
//! A [`Query`] is plain data in the user's words: columns by name, literals as text. `bind` turns its predicate into tests on codes,
//! `filter` into a bitmap; each question under `ask` is `scan` (per shard), `merge` (associative, in any order) and `finish` (once).

pub mod answer;
pub mod ask;
mod atom;
mod best;
mod bind;
mod bins;
mod bucket;
mod calendar;
mod cell;
pub mod computed;
mod divergence;
mod filter;
mod first;
pub mod formula;
mod kernel;
mod keys;
pub mod language;
mod listed;
mod lookup;
mod network;
mod numbers;
mod order;
mod phase;
pub mod predicate;
mod prior;
mod reach;
mod relate;
mod relative;
mod rows;
mod run;
mod schema;
mod seen;
mod shard;
mod sum;
mod text;
mod timeline;
mod trail;
mod working;

pub use answer::{Answer, Answers, Failure};
pub use ask::{Ask, Bins, Bucket, Having, Key, Measure, Order, Phase, Rank, Ranking, Side};
pub use atom::Atom;
pub use bind::{CellTest, cell_test, element_test};
pub use calendar::Week;
pub use computed::Computed;
pub use formula::Formula;
pub use listed::Texts;
pub use lookup::Beside;
pub use network::Network;
pub use predicate::{Comparison, Extent, List, Op, Part, Predicate, Relation};
pub use prior::Prior;
pub use rows::Rows;
pub use run::{Partial, Partials, answer, finish, merge, named, scan};
pub use schema::Schema;
pub use shard::{Cache, Shard};
pub use text::{Case, Needle, Pattern, TextTest, fold, folded};

use crate::value::{Micros, Zone};
use serde::{Deserialize, Serialize};

/// A hash map that is seeded anew each time and quick with short keys.
type Map<K, V> = hashbrown::HashMap<K, V, foldhash::fast::RandomState>;

/// A filter and the questions to answer under it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// Columns worked out of others, which every filter and question here may name.
    pub columns: Vec<Computed>,
    pub filter: Predicate,
    pub asks: Vec<Ask>,
    /// The zone in which days begin and in which literals without a zone are read.
    pub zone: Zone,
    /// What time it is, for literals such as `clock-7d`: the engine has no clock.
    pub clock: Option<Micros>,
}

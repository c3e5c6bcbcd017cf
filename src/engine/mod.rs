//! Bytes in, answers out, and no browser in it: the worker, the tests, the benches and the command line all drive this one.

mod export;
mod loader;
mod roles;

pub use export::Exporter;
pub use loader::{Loader, Opened};

use crate::format::Position;
use crate::protocol::Report;
use crate::query::{Answers, Failure, Query};
use crate::table::Dataset;

/// A table that answers questions. It keeps nothing between questions but caches.
#[derive(Default)]
pub struct Engine {
    shards: Vec<Dataset>,
    report: Report,
}

impl Engine {
    /// An engine over what a loader has read.
    pub fn new(opened: Opened) -> Self {
        Self { shards: vec![opened.dataset], report: opened.report }
    }

    /// What is open.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Answers a query. `micros` of the answer is left 0: only the caller has a clock.
    pub fn ask(&mut self, query: &Query) -> Result<Answers, Failure> {
        crate::query::answer_query(&self.shards, query)
    }

    /// Where a row stands in its file.
    pub fn position(&self, row: u64) -> Option<Position> {
        let mut row = usize::try_from(row).ok()?;
        for shard in &self.shards {
            if row < shard.rows {
                return Some(shard.origins.at(row));
            }
            row -= shard.rows;
        }
        None
    }
}

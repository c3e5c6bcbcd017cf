//! Bytes in, answers out, and no browser in it: the worker, the tests, the benches and the command line all drive this one.

mod ahead;
mod breaks;
mod errand;
mod export;
mod loader;
mod logs;
mod lookup;
mod members;
mod pieces;
mod place;
mod report;
mod roles;
mod sha256;
mod share;
mod sheet;
mod shelf;
mod silence;
mod stretch;
mod study;
mod values;

pub use crate::format::{Choice, Directory, Encoding, Limits};
pub use crate::table::Piece;
pub use ahead::Ahead;
pub use errand::{Errand, Of, Stretch};
pub use export::{Export, Exporter};
pub use loader::{Loader, Opened};
pub use lookup::{Held, Keeping, Peek};
pub use place::{Place, Record};
pub use report::{
    ColumnReport, Duplicates, FileReport, Kept, KeyReport, LogReport, Logs, LookupReport, Packed, Report, Span,
};
pub use sha256::Sha256;
pub use share::{Inquiry, MANY, ROOM, Share};
pub use sheet::{Shape, Sheet};
pub use silence::Silence;
pub use stretch::{OPENING, Shares};

use crate::format::Position;
use crate::query::{Answers, Cache, Failure, Query, answer};
use crate::table::{Column, Dataset, Turn, Turned};
use crate::value::{Kind, Zone};
use study::Study;

/// A table that answers questions. Between questions it keeps nothing but caches.
#[derive(Default)]
pub struct Engine {
    /// One after the other they are the table.
    shards: Vec<(Dataset, Cache)>,
    report: Report,
    /// What is still to be looked for, in each shard.
    studies: Vec<Study>,
    /// Columns as they were before they were turned, with the shard they are in.
    turned: Vec<(usize, Turned)>,
    /// Columns of the first shard as they were before their texts were read as numbers.
    plain: Vec<Column>,
    /// While rows are shared out: the columns that others get.
    lent: Dataset,
    /// Where others hold the rest of the rows: those that it looks at itself.
    own: Option<Share>,
    /// The zone in which days without a clock are read.
    days: Zone,
}

impl Engine {
    /// An engine over what a loader has read.
    pub fn new(opened: Opened) -> Self {
        Self {
            shards: vec![(opened.dataset, Cache::default())],
            report: opened.report,
            studies: Vec::new(),
            turned: Vec::new(),
            plain: opened.plain,
            lent: Dataset::default(),
            own: None,
            days: Zone::utc(),
        }
    }

    /// The shards, one after the other the table.
    pub fn tables(&self) -> impl Iterator<Item = &Dataset> {
        self.shards.iter().map(|(data, _)| data)
    }

    /// What is open.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Answers a query. `micros` of the answer is left 0: only the caller has a clock.
    pub fn ask(&self, query: &Query) -> Result<Answers, Failure> {
        let shards: Vec<_> = self.shards.iter().map(|(data, cache)| (data, cache)).collect();
        answer(&shards, query)
    }

    /// Where a row stands in its file.
    pub fn position(&self, row: u64) -> Option<Position> {
        let mut row = usize::try_from(row).ok()?;
        for (data, _) in &self.shards {
            if row < data.rows {
                return Some(data.origins.at(row));
            }
            row -= data.rows;
        }
        None
    }

    /// Where a row stands among the files as they were given.
    pub fn place(&self, row: u64) -> Option<Place> {
        Place::new(self.position(row)?, &self.report.files)
    }

    /// Reads a column in another way than it was taken for; answers whether it can be read so.
    pub fn turn(&mut self, column: &str, turn: Turn) -> bool {
        // Columns must not move while they are looked through.
        while self.study_more() {}
        let (back, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.turned)
            .into_iter()
            .partition(|(_, turned)| turned.is(column));
        self.turned = others;
        let mut changed = !back.is_empty();
        for (shard, turned) in back {
            self.shards[shard].0.turn_back(turned);
        }
        for (shard, (data, _)) in self.shards.iter_mut().enumerate() {
            let plain = self.plain.iter().find(|plain| shard == 0 && *plain.name == *column);
            let turned = match (turn, plain) {
                (Turn::Into(Kind::Text), Some(plain)) => data.put(plain.clone()),
                _ => data.turn(column, turn),
            };
            if let Some(turned) = turned {
                self.turned.push((shard, turned));
                changed = true;
            }
        }
        if changed {
            self.alone();
            self.shards.iter_mut().for_each(|(_, cache)| *cache = Cache::default());
            self.describe(true);
        }
        changed
    }

    /// Reads days without a clock, which are days of wherever they are looked from, in this zone from now on; answers whether that changes
    /// the log. Tables beside it follow once they are [held](Self::hold) again.
    pub fn days(&mut self, zone: &Zone) -> bool {
        let before = std::mem::replace(&mut self.days, zone.clone());
        let mut changed = false;
        for (data, _) in &mut self.shards {
            changed |= data.move_days(&before, zone);
        }
        if changed {
            self.alone();
            self.shards.iter_mut().for_each(|(_, cache)| *cache = Cache::default());
            self.describe(true);
        }
        changed
    }

    /// Reads the times of a column that names no zone in this one from now on.
    pub fn assume(&mut self, column: &str, zone: &Zone) {
        self.alone();
        for (data, cache) in &mut self.shards {
            data.assume(column, zone);
            *cache = Cache::default();
        }
        self.describe(true);
    }
}

//! Questions that several workers answer together: each holds some of the rows and says what it finds in them, and the one who holds the
//! whole table puts that together.

use super::Engine;
use crate::query::{
    Answers, Ask, Cache, Failure, Key, Measure, Partials, Prior, Query, Schema, Shard, finish, merge, named, scan,
};
use crate::table::{Column, Data, Dataset, Piece, SEGMENT};
use crate::words;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Rows from which on it is worth while that others hold some of them, too.
pub const MANY: u64 = 4_000_000;

/// Bytes of a table together with what others hold of it, for a tab on any machine.
pub const ROOM: usize = 2 << 30;

/// Bytes that others hold at most where that is too little.
const LEAST: usize = 512 << 20;

/// Values that a question may find in the rows of one worker: putting them together must not take longer than finding them.
const VALUES: usize = 40_000;

/// Buckets or bins that a key is taken to have where only the rows tell.
const BUCKETS: usize = 200;

/// Some of the rows of a table, and what was worked out for earlier questions about them.
#[derive(Debug, Default)]
pub struct Share {
    data: Dataset,
    cache: Cache,
    /// Rows of the table before these.
    first: u64,
}

/// What is asked of everybody who holds rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inquiry {
    schema: Schema,
    query: Query,
}

impl Share {
    /// No rows yet of those that stand behind the first so many.
    pub fn new(first: u64) -> Self {
        Self {
            first,
            ..Self::default()
        }
    }

    /// Takes the next [`Engine::piece`].
    pub fn take(&mut self, piece: Piece) {
        self.data.take(piece);
    }

    /// What these rows have to say.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub fn say(&self, inquiry: &Inquiry) -> Result<Partials, Failure> {
        scan(&self.shard(), &inquiry.query, &inquiry.schema)
    }

    fn shard(&self) -> Shard<'_> {
        Shard::new(&self.data, &self.cache, self.first, false).akin()
    }
}

impl Inquiry {
    /// The answers, from what everybody said, in any order; `share` is of one of them. `micros` is left 0.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub fn answer(&self, share: &Share, said: impl IntoIterator<Item = Partials>) -> Result<Answers, Failure> {
        let Self { schema, query } = self;
        let mut said = said.into_iter();
        let first = said
            .next()
            .ok_or_else(|| Failure::new(words::engine::NOBODY_HAS_SAID_ANYTHING, ""))?;
        let all = said.try_fold(first, |known, more| merge(known, more, query, schema))?;
        finish(named(all, &share.shard(), query, schema)?, query, schema)
    }
}

impl Engine {
    /// The rows for each of so many workers, the first of which is this one; `None` where the table is not to be shared, or not yet. Others
    /// get no near-unique texts where all that is held would take more than `room` bytes.
    pub fn parts(&mut self, workers: usize, room: usize) -> Option<Vec<Range<usize>>> {
        self.alone();
        let [(data, _)] = &self.shards[..] else { return None };
        let segments = data.segments();
        if workers < 2 || segments < workers || !self.studies.is_empty() {
            return None;
        }
        let held_by_others = |data: &Dataset| data.bytes() / workers * (workers - 1);
        self.lent = data.clone();
        if data.bytes().saturating_add(held_by_others(data)) > room {
            let is_text = |column: &Column| matches!(column.data, Data::Plain { .. });
            self.lent.columns.retain(|column| !is_text(column));
            if held_by_others(&self.lent) > LEAST {
                self.alone();
                return None;
            }
        }
        let end = |worker: usize| data.rows.min(segments * worker / workers * SEGMENT);
        Some((0..workers).map(|worker| end(worker)..end(worker + 1)).collect())
    }

    /// The piece of this number of rows that another worker gets; `None` behind the last. Nothing may change the table between
    /// [`Engine::parts`] and the last.
    pub fn piece(&self, rows: &Range<usize>, number: usize) -> Option<Piece> {
        self.lent.piece(rows, number)
    }

    /// Keeps these rows as its own, now that others hold all the rest, until something changes the table.
    pub fn share(&mut self, rows: Range<usize>) {
        let lent = std::mem::take(&mut self.lent);
        self.own = Some(Share {
            data: lent.cut(rows),
            ..Share::default()
        });
    }

    /// Looks at all rows itself from now on.
    pub fn alone(&mut self) {
        self.own = None;
        self.lent = Dataset::default();
    }

    /// Its own rows, where others hold the rest.
    pub fn own(&self) -> Option<&Share> {
        self.own.as_ref()
    }

    /// What to ask of everybody; `None` where a question is better answered here alone: what is found in some of the rows must be little,
    /// and must not depend on other rows, nor on columns that nobody else has.
    pub fn inquiry(&self, query: &Query) -> Option<Inquiry> {
        let own = self.own.as_ref()?;
        let (data, _) = self.shards.first()?;
        let mut schema = Schema::of([data]);
        let query = schema.resolve(query).ok()?;
        if own.data.columns.len() < data.columns.len() {
            let rows = schema.rows;
            schema = Schema::of([&own.data]);
            schema.rows = rows;
            // A name that is missing might be taken for another.
            if query.is_anywhere() || schema.resolve(&query).ok()? != query {
                return None;
            }
        }
        if Prior::needed(&query) || !query.asks.iter().all(|ask| is_small(ask, data)) {
            return None;
        }
        Some(Inquiry { schema, query })
    }
}

/// Whether what is found in some of the rows is little.
fn is_small(ask: &Ask, data: &Dataset) -> bool {
    let values = match ask {
        Ask::Count | Ask::Week { .. } => Some(0),
        Ask::Facet { column, seen: None, .. } if has_codes(column, data) => Some(0),
        Ask::Facet { column, .. } => values(column, data),
        Ask::Histogram { by, .. } | Ask::Distribution { by, .. } => match by {
            Some(by) => values(by, data).and_then(|values| values.checked_mul(BUCKETS)),
            None => Some(BUCKETS),
        },
        Ask::Group { by, measures, .. } => measured(by.iter(), measures, data),
        Ask::Pivot {
            rows,
            columns,
            measures,
        } => measured(rows.keys.iter().chain(&columns.keys), measures, data),
        _ => None,
    };
    values.is_some_and(|values| values <= VALUES)
}

/// Whether codes stand for the values of a column, which everybody knows.
fn has_codes(column: &str, data: &Dataset) -> bool {
    let column = data.column(column);
    column.is_some_and(|column| matches!(column.data, Data::Codes(_)))
}

/// Values of a column, if that is known beforehand.
fn values(column: &str, data: &Dataset) -> Option<usize> {
    data.column(column).map(|column| column.distinct)
}

/// Values that are found for groups by these keys.
fn measured<'a>(keys: impl Iterator<Item = &'a Key>, measures: &[Measure], data: &Dataset) -> Option<usize> {
    let groups = keys.map(|key| match key {
        Key::Column(column) => values(column, data),
        Key::Time { .. } | Key::Phase { .. } | Key::Bin { .. } => Some(BUCKETS),
    });
    let mut measures = measures.iter().map(|measure| each(measure, data));
    groups
        .chain([measures.try_fold(1_usize, |all, more| all.checked_add(more?))])
        .try_fold(1_usize, |all, more| all.checked_mul(more?))
}

/// Values that a measure keeps of one group.
fn each(measure: &Measure, data: &Dataset) -> Option<usize> {
    match measure {
        Measure::Distinct(column) if has_codes(column, data) => Some(1),
        Measure::Distinct(column)
        | Measure::Median(column)
        | Measure::Percentile(column, _)
        | Measure::Mode(column) => values(column, data),
        Measure::ShareOfParent(inner)
        | Measure::ShareOfTotal(inner)
        | Measure::ShareOfRow(inner)
        | Measure::ShareOfColumn(inner) => each(inner, data),
        Measure::Formula(_) => None,
        _ => Some(1),
    }
}

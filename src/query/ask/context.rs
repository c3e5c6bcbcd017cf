//! What else happened around a row.

use super::page::{Page, cells};
use super::{Posed, Question};
use crate::arrange;
use crate::query::answer::{Context as Answered, Row};
use crate::query::cell::Cell;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::trail::{Moment, Parts};
use crate::query::{Answer, Failure, Order, Rows};
use crate::table::Bitmap;
use crate::value::Value;
use crate::words;
use serde::{Deserialize, Serialize};

/// See [`Ask::Context`](super::Ask::Context).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// The row's number in the table. It is in the answer even where the filter leaves it out.
    pub row: u64,
    pub time: String,
    /// At most so many rows before it, and after it. Rows without a time come last, ties stand in the order of the files.
    pub before: usize,
    pub after: usize,
    /// Only rows with the same cells in these columns as the row itself.
    pub same: Vec<String>,
    /// `None`: all columns.
    pub columns: Option<Vec<String>>,
    /// Where the row stands, for shards that do not have it; see [`Prior`](crate::query::Prior).
    pub anchor: Option<Anchor>,
}

/// Where a row stands, and its cells in the columns that are to be the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    moment: Moment,
    cells: Vec<Cell>,
}

impl Context {
    /// The same with every column under its exact name.
    pub fn resolve(&self, schema: &Schema) -> Result<Self, Failure> {
        schema.has(self.row)?;
        Ok(Self {
            time: schema.time(&self.time)?,
            same: schema.names(&self.same)?,
            columns: self.columns.as_ref().map(|names| schema.names(names)).transpose()?,
            ..self.clone()
        })
    }

    /// Where the row stands, if it is in this shard.
    pub fn anchor(&self, shard: &Shard<'_>) -> Option<Anchor> {
        let row = shard.row(self.row)?;
        let same: Vec<_> = self.same.iter().map(|name| shard.index(name)).collect();
        Some(Anchor {
            moment: Moment::of(shard, shard.index(&self.time), row),
            cells: Cell::row(shard, &same, row),
        })
    }

    /// The rows of the shard that are like the anchor in the columns that are to be the same; `None` where nothing is.
    fn like(&self, shard: &Shard<'_>, anchor: &Anchor) -> Option<Bitmap> {
        if self.same.is_empty() {
            return None;
        }
        let same: Vec<_> = self.same.iter().map(|name| shard.index(name)).collect();
        let parts = shard.parts(&same.iter().flatten().copied().collect::<Vec<_>>());
        let part = match shard.row(self.row) {
            Some(row) => Some(parts.of[row]),
            None => {
                let like =
                    |&first: &u32| first != Parts::NONE && Cell::row(shard, &same, first as usize) == anchor.cells;
                parts.firsts.iter().position(like).map(|part| part as u32)
            }
        };
        Some(Bitmap::from_fn(shard.data.rows, |row| Some(parts.of[row]) == part))
    }
}

/// A row with its cells.
type Placed = (Moment, Vec<Value>);

/// The rows around that a part of the table has, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    anchor: Option<Placed>,
    before: Vec<Placed>,
    after: Vec<Placed>,
    /// How many there are in all.
    count_before: u64,
    count_after: u64,
}

impl Question for Posed<'_, Context> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let ask = self.ask;
        let anchor = ask.anchor.clone().or_else(|| ask.anchor(shard));
        let anchor = anchor.ok_or_else(|| Failure::new(words::asking::IT_IS_NOT_KNOWN, ""))?;
        let mut rows = Bitmap::clone(rows);
        if let Some(like) = ask.like(shard, &anchor) {
            rows.and(&like);
        }
        let here = shard.row(ask.row);
        if let Some(row) = here {
            rows.set(row, false);
        }
        let time = shard.index(&ask.time);
        let by: Vec<_> = time.into_iter().map(|time| (time, Order::Ascending)).collect();
        let order = shard.sorted(&by);
        let place = |row: u32| Moment::of(shard, time, row as usize);
        let (before, after) = order
            .rows
            .split_at(order.rows.partition_point(|&row| place(row) < anchor.moment));
        let columns = Page::columns(ask.columns.as_deref(), self.schema);
        let told = cells(shard, &columns);
        let passes = |row: &&u32| rows.get(**row as usize);
        let placed = |&row: &u32| (place(row), told(row as usize));
        let count = |rows: &[u32]| rows.iter().filter(passes).count() as u64;
        let mut nearest: Vec<_> = before
            .iter()
            .rev()
            .filter(passes)
            .take(ask.before)
            .map(placed)
            .collect();
        nearest.reverse();
        Ok(Partial {
            anchor: here.map(|row| placed(&(row as u32))),
            before: nearest,
            after: after.iter().filter(passes).take(ask.after).map(placed).collect(),
            count_before: count(before),
            count_after: count(after),
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let join = |mut a: Vec<Placed>, b: Vec<Placed>| {
            a.extend(b);
            arrange::by_key(&mut a, |(moment, _)| *moment);
            a
        };
        let mut before = join(a.before, b.before);
        before.drain(..before.len().saturating_sub(self.ask.before));
        let mut after = join(a.after, b.after);
        after.truncate(self.ask.after);
        Partial {
            anchor: a.anchor.or(b.anchor),
            before,
            after,
            count_before: a.count_before + b.count_before,
            count_after: a.count_after + b.count_after,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let columns = Page::columns(self.ask.columns.as_deref(), self.schema);
        let anchor = partial.before.len();
        let rows = partial.before.into_iter().chain(partial.anchor).chain(partial.after);
        Ok(Answer::Context(Answered {
            columns: columns.into_iter().map(str::to_owned).collect(),
            rows: rows.map(|(moment, cells)| Row { row: moment.row, cells }).collect(),
            anchor,
            before: partial.count_before,
            after: partial.count_after,
        }))
    }
}

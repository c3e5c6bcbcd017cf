//! Numbers by bins.

use super::group::lane::binned;
use super::series::Counted;
use super::{Bins, Question};
use crate::query::atom::Atom;
use crate::query::bins::{Extent, MOST, Step};
use crate::query::numbers::{Number, Numbers};
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Rows, order};
use crate::table::{Bitmap, SEGMENT};
use crate::value::Kind;
use serde::{Deserialize, Serialize};

/// See [`Ask::Distribution`](super::Ask::Distribution).
pub struct Distribution<'q> {
    pub column: &'q str,
    pub kind: Kind,
    pub bins: Bins,
    pub by: Option<&'q str>,
    pub series: Option<usize>,
}

/// Counts of the bins that have rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// By which the bins are cut; `None`: every number by itself.
    step: Option<Step>,
    extent: Extent,
    counted: Counted<Atom>,
    unnumbered: u64,
}

impl Question for Distribution<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let matching = rows.count_ones() as u64;
        let empty = Partial {
            step: None,
            extent: Extent::default(),
            counted: Counted::default(),
            unnumbered: matching,
        };
        let Some(column) = shard.index(self.column) else {
            return Ok(empty);
        };
        let Some(numbers) = Numbers::of(shard, column) else {
            return Ok(empty);
        };
        let extent = Extent::of(&numbers, rows);
        if extent.is_empty() {
            return Ok(empty);
        }
        let settled = Step::of(self.bins, &extent, self.kind);
        let step = if shard.alone {
            Some(settled)
        } else {
            Step::before(self.bins, &extent, self.kind)
        };
        let binned = binned(shard, column, &numbers, rows, step.unwrap_or(settled), self.kind)?;
        let mut numbered = order::nulls(&binned.codes, shard.data.rows);
        numbered.not();
        numbered.and(rows);
        let starts = match step {
            Some(_) => binned.starts.clone(),
            // All numbers are alike, and which bin they are in is known when those of other shards are.
            None => vec![Self::only(&numbers, &numbered); binned.starts.len()],
        };
        let keys = self.by.map(|by| shard.index(by).map(|by| shard.keys(by)));
        let counted = Counted::of(
            &binned.codes,
            &starts,
            &numbered,
            keys.as_ref().map(|keys| keys.as_deref()),
            shard.alone.then_some(self.series).flatten(),
        );
        Ok(Partial {
            step,
            extent,
            counted,
            unnumbered: matching - numbered.count_ones() as u64,
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let step = a.step.max(b.step);
        let counted = a.counted.merge(b.counted);
        Partial {
            step,
            extent: a.extent.merge(b.extent),
            counted: counted.coarsen(|at| step.map_or(at.clone(), |step| step.floor(&at))),
            unnumbered: a.unnumbered + b.unnumbered,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial {
            extent,
            counted,
            unnumbered,
            ..
        } = partial;
        let step = Step::of(self.bins, &extent, self.kind);
        let starts = step.starts(&extent, self.kind, MOST).ok_or_else(Step::too_many)?;
        let series = counted.finish(&starts, self.by.is_some(), self.series)?;
        Ok(Answer::Distribution {
            ends: starts.iter().map(|start| step.end(start)).collect(),
            starts: starts.into_iter().map(Atom::value).collect(),
            series,
            unnumbered,
        })
    }
}

impl Distribution<'_> {
    /// The number that all of these rows have.
    fn only(numbers: &Numbers<'_>, rows: &Bitmap) -> Atom {
        let mut found = Atom::Null;
        if let Some(row) = rows.iter().next() {
            numbers.each(row / SEGMENT, &[(row % SEGMENT) as u32], |_, number| {
                found = match number {
                    Number::Whole(value) => Atom::Integer(value),
                    Number::Real(value) => Atom::Number(crate::query::atom::Real::new(value)),
                }
            });
        }
        found
    }
}

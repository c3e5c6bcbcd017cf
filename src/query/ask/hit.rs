//! The next row of interest among those that match, forward or back, in page order.

use super::page::{Place, in_order, sorted_by};
use super::{Order, Question};
use crate::arrange;
use crate::query::bind::bind;
use crate::query::filter::within;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Predicate, Rows};
use crate::table::Bitmap;
use crate::value::Zone;
use serde::{Deserialize, Serialize};

/// See [`Ask::Hit`](super::Ask::Hit).
pub struct Hit<'q> {
    pub test: &'q Predicate,
    pub sort: &'q [(String, Order)],
    pub from: Option<u64>,
    pub forward: bool,
    pub zone: &'q Zone,
}

/// The hits of a shard.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// The answer, from a shard that is the whole table.
    found: Option<(u64, u64, u64)>,
    /// Where the row stands from which to look, from the shard that has it.
    from: Option<Place>,
    /// The hits of a shard that is one of several.
    hits: Vec<Place>,
}

impl Hit<'_> {
    /// Which of `hits` hits comes next, where `before` of them stand before the row from which to look, and `there` says whether that
    /// is one itself. Beyond the last comes the first, and the other way round.
    fn next(&self, before: u64, there: bool, hits: u64) -> u64 {
        match (self.from, self.forward) {
            (None, true) => 0,
            (None, false) => hits - 1,
            (Some(_), true) => (before + u64::from(there)) % hits,
            (Some(_), false) => (before + hits - 1) % hits,
        }
    }

    /// The answer of a shard that is the whole table.
    fn find(&self, shard: &Shard<'_>, hits: &Bitmap) -> Option<(u64, u64, u64)> {
        let count = hits.count_ones() as u64;
        if count == 0 {
            return None;
        }
        let from = self.from.and_then(|from| shard.row(from));
        let before = match from {
            None => 0,
            Some(row) if self.sort.is_empty() => hits.iter().take_while(|&hit| hit < row).count() as u64,
            Some(row) => {
                let by: Vec<_> = sorted_by(shard, self.sort)
                    .into_iter()
                    .zip(self.sort)
                    .filter_map(|(column, (_, order))| Some((column?, *order)))
                    .collect();
                shard.sorted(&by).before(hits, row as u32)
            }
        };
        let next = self.next(before, from.is_some_and(|row| hits.get(row)), count);
        let row = *in_order(shard, hits, self.sort, next as usize, 1).first()?;
        Some((shard.first + u64::from(row), next, count))
    }
}

impl Question for Hit<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let hits = within(shard, &bind(shard, self.test, self.zone)?, (**rows).clone());
        if shard.alone {
            return Ok(Partial {
                found: self.find(shard, &hits),
                ..Partial::default()
            });
        }
        let by = sorted_by(shard, self.sort);
        let place = |row: usize| Place::of(shard, &by, row);
        Ok(Partial {
            found: None,
            from: self.from.and_then(|from| shard.row(from)).map(place),
            hits: hits.iter().map(place).collect(),
        })
    }

    fn merge(&self, mut a: Partial, b: Partial) -> Partial {
        a.hits.extend(b.hits);
        Partial {
            found: a.found.or(b.found),
            from: a.from.or(b.from),
            hits: a.hits,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial { found, from, mut hits } = partial;
        let found = found.or_else(|| {
            if hits.is_empty() {
                return None;
            }
            let count = hits.len();
            let (before, there) = from.map_or((0, false), |from| {
                let before = hits.iter().filter(|hit| hit.compare(&from, self.sort).is_lt()).count();
                (before as u64, hits.iter().any(|hit| hit.row == from.row))
            });
            let next = self.next(before, there, count as u64);
            arrange::within(&mut hits, next as usize..next as usize + 1, |a, b| {
                a.compare(b, self.sort)
            });
            Some((hits.first()?.row, next, count as u64))
        });
        Ok(Answer::Hit {
            row: found.map(|(row, _, _)| row),
            nth: found.map_or(0, |(_, nth, _)| nth),
            hits: found.map_or(0, |(_, _, hits)| hits),
        })
    }
}

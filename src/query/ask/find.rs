//! Where a row stands in the page order.

use super::page::{Place, sorted_by};
use super::{Order, Question};
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Rows};
use serde::{Deserialize, Serialize};

/// See [`Ask::Find`](super::Ask::Find).
pub struct Find<'q> {
    pub row: u64,
    pub sort: &'q [(String, Order)],
}

/// What a shard knows of the place of a row that may lie in another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// The row's place, from the shard that has it, if the filter lets it pass.
    place: Option<Place>,
    /// Rows known to stand before it.
    before: u64,
    /// Places of rows of which that is not known.
    others: Vec<Place>,
}

impl Question for Find<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let here = shard.row(self.row);
        let by = sorted_by(shard, self.sort);
        let place = here.filter(|&row| rows.get(row)).map(|row| Place::of(shard, &by, row));
        if self.sort.is_empty() {
            let before = rows
                .iter()
                .take_while(|&row| shard.first + (row as u64) < self.row)
                .count() as u64;
            return Ok(Partial {
                place,
                before,
                others: Vec::new(),
            });
        }
        if let (true, Some(row)) = (shard.alone, here) {
            let known: Vec<_> = by
                .iter()
                .zip(self.sort)
                .filter_map(|(column, (_, order))| Some(((*column)?, *order)))
                .collect();
            let before = if place.is_some() {
                shard.sorted(&known).before(rows, row as u32)
            } else {
                0
            };
            return Ok(Partial {
                place,
                before,
                others: Vec::new(),
            });
        }
        Ok(Partial {
            place,
            before: 0,
            others: rows.iter().map(|row| Place::of(shard, &by, row)).collect(),
        })
    }

    fn merge(&self, mut a: Partial, b: Partial) -> Partial {
        a.others.extend(b.others);
        Partial {
            place: a.place.or(b.place),
            before: a.before + b.before,
            others: a.others,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial { place, before, others } = partial;
        let offset = place.map(|place| {
            before
                + others
                    .iter()
                    .filter(|other| other.compare(&place, self.sort).is_lt())
                    .count() as u64
        });
        Ok(Answer::Find(offset))
    }
}

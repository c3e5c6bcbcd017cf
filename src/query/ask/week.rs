//! Rows by hour of the day and day of the week.

use super::{Phase, Question};
use crate::query::bind::bind;
use crate::query::filter::filter;
use crate::query::kernel;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Predicate, Rows};
use crate::table::Bitmap;
use crate::value::Zone;
use serde::{Deserialize, Serialize};

/// See [`Ask::Week`](super::Ask::Week).
pub struct Week<'q> {
    pub column: &'q str,
    pub only: Option<&'q Predicate>,
    pub zone: &'q Zone,
}

/// Counts by code of the hour of the week, null's first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    counts: Vec<u64>,
    only: Option<Vec<u64>>,
}

impl Question for Week<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let width = Phase::HourOfWeek.count() + 1;
        let codes = shard
            .index(self.column)
            .and_then(|column| shard.phases(column, Phase::HourOfWeek, self.zone));
        let count = |rows: &Bitmap| match &codes {
            Some(codes) => kernel::count(codes, rows, width).into_iter().map(u64::from).collect(),
            None => {
                let mut counts = vec![0; width];
                counts[0] = rows.count_ones() as u64;
                counts
            }
        };
        let only = match self.only {
            None => None,
            Some(only) => {
                let mut passing: Bitmap = filter(shard, &bind(shard, only, self.zone)?);
                passing.and(rows);
                Some(count(&passing))
            }
        };
        Ok(Partial {
            counts: count(rows),
            only,
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let add = |a: Vec<u64>, b: Vec<u64>| a.iter().zip(b).map(|(a, b)| a + b).collect();
        Partial {
            counts: add(a.counts, b.counts),
            only: a.only.zip(b.only).map(|(a, b)| add(a, b)),
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let hours = |mut counts: Vec<u64>| counts.split_off(1);
        Ok(Answer::Week {
            untimed: partial.counts[0],
            counts: hours(partial.counts),
            only: partial.only.map(hours),
        })
    }
}

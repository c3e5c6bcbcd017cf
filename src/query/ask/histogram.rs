//! Rows over time, by calendar buckets.

use super::series::{Counted, Counts, Lanes};
use super::{Bucket, Question};
use crate::query::bucket::Buckets;
use crate::query::rows::Span;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Rows};
use crate::table::{Bitmap, Data};
use crate::value::{Micros, Zone};
use crate::words;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// See [`Ask::Histogram`](super::Ask::Histogram).
pub struct Histogram<'q> {
    pub column: &'q str,
    pub bucket: Bucket,
    pub by: Option<&'q str>,
    pub series: Option<usize>,
    pub zone: &'q Zone,
}

/// Counts of the buckets that have rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    bucket: Bucket,
    /// First and last time among the rows.
    range: Option<(Micros, Micros)>,
    counted: Counted<Micros>,
    untimed: u64,
}

impl Question for Histogram<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let matching = rows.count_ones();
        let empty = |untimed| Partial {
            bucket: self.bucket.settle(None, self.zone),
            range: None,
            counted: Counted::default(),
            untimed,
        };
        let Some(column) = shard.index(self.column) else {
            return Ok(empty(matching as u64));
        };
        let Data::Time { values, present, .. } = &shard.column(column).data else {
            return Ok(empty(matching as u64));
        };
        if let Some(partial) = self.read_off(shard, column, rows) {
            return Ok(partial);
        }
        let timed = present.as_ref().map(|present| {
            let mut timed = Bitmap::clone(rows);
            timed.and(present);
            timed
        });
        let timed = match &timed {
            Some(timed) => timed,
            None => rows,
        };
        let untimed = (matching - timed.count_ones()) as u64;
        let whole = matching == shard.data.rows;
        let Some(range) = (if whole {
            shard.range(column)
        } else {
            let reach = shard.reach(column, values, present.as_ref());
            reach.bounds(values, timed)
        }) else {
            return Ok(empty(untimed));
        };
        let bucket = self.bucket.settle(Some(range), self.zone);
        let buckets = match shard.buckets(column, bucket, self.zone) {
            Some(buckets) => buckets,
            None => {
                let times = values
                    .iter()
                    .flat_map(|segment| segment.iter())
                    .enumerate()
                    .map(|(row, &at)| timed.get(row).then_some(at));
                let few = Buckets::new(times, range, bucket, self.zone);
                Arc::new(few.ok_or_else(|| {
                    bucket
                        .filled(range.0, range.1, self.zone)
                        .err()
                        .unwrap_or_else(|| Failure::new(words::asking::TOO_MANY_BUCKETS, ""))
                })?)
            }
        };
        let keys = self.by.map(|by| shard.index(by).map(|by| shard.keys(by)));
        let counted = Counted::of(
            &buckets.codes,
            &buckets.starts,
            timed,
            keys.as_ref().map(|keys| keys.as_deref()),
            self.most(shard),
        );
        Ok(Partial {
            bucket,
            range: Some(range),
            counted,
            untimed,
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let range = match (a.range, b.range) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        // A side without times has no say in the bucket.
        let bucket = match (a.range, b.range) {
            (Some(_), None) => a.bucket,
            (None, Some(_)) => b.bucket,
            _ => a.bucket.max(b.bucket),
        };
        let alike = a.bucket == bucket && b.bucket == bucket;
        let counted = a.counted.merge(b.counted);
        Partial {
            bucket,
            range,
            counted: if alike {
                counted
            } else {
                counted.coarsen(|at| bucket.start(at, self.zone))
            },
            untimed: a.untimed + b.untimed,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial {
            range,
            counted,
            untimed,
            ..
        } = partial;
        let bucket = self.bucket.settle(range, self.zone);
        let starts = range.map_or(Ok(Vec::new()), |(first, last)| bucket.filled(first, last, self.zone))?;
        let series = counted.finish(&starts, self.by.is_some(), self.series)?;
        Ok(Answer::Histogram {
            bucket,
            starts,
            series,
            untimed,
        })
    }
}

impl Histogram<'_> {
    /// How many series a shard may name.
    fn most(&self, shard: &Shard<'_>) -> Option<usize> {
        self.series.filter(|_| shard.alone)
    }

    /// The partial answer from running counts, where the rows are a span of this very column.
    fn read_off(&self, shard: &Shard<'_>, column: usize, rows: &Rows<'_>) -> Option<Partial> {
        let Span { timeline, at } = rows.span()?;
        if timeline.column() != column || at.is_empty() {
            return None;
        }
        let by = match self.by {
            Some(by) => Some(shard.index(by)?),
            None => None,
        };
        let keys = by.map(|by| shard.keys(by));
        let keys = keys.as_deref();
        if keys.is_some_and(|keys| keys.members.is_some()) {
            return None;
        }
        let range = (timeline.time(shard, at.start), timeline.time(shard, at.end - 1));
        let bucket = self.bucket.settle(Some(range), self.zone);
        let grid = timeline.grid(shard, bucket, self.zone, by.zip(keys), at)?;
        let lanes = Lanes::of(
            keys.map(Some),
            |keys| by.map_or_else(Vec::new, |by| rows.by_code(by, keys)),
            self.most(shard),
        );
        let mut found: Vec<Counts<Micros>> = vec![Vec::new(); lanes.count()];
        timeline.cells(&grid, keys, at, |bucket, code, count| {
            let lane = &mut found[lanes.of[code] as usize];
            match lane.last_mut() {
                Some(last) if last.0 == grid.starts[bucket] => last.1 += u64::from(count),
                _ => lane.push((grid.starts[bucket], count.into())),
            }
        });
        Some(Partial {
            bucket,
            range: Some(range),
            counted: lanes.named(found),
            untimed: 0,
        })
    }
}

//! When a key was busier than it usually is.

use super::{Bucket, Posed, Question};
use crate::arrange;
use crate::query::answer::{Baseline as Answered, Peak};
use crate::query::atom::Real;
use crate::query::best::Best;
use crate::query::cell::{Cell, values};
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::trail::Timed;
use crate::query::{Answer, Failure, Map, Rows};
use crate::value::Micros;
use serde::{Deserialize, Serialize};

/// See [`Ask::Baseline`](super::Ask::Baseline).
///
/// What is usual for a key is the median of its counts over all buckets from the first to the last of the matching rows, those in which it
/// has no row included. A bucket stands out by how far its count is above that, in units of the spread: the median distance from the
/// median times 1.4826 (then it is the standard deviation where counts are spread normally), or the root of the median where that is more
/// (so far apart are counts by chance alone), or one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    pub time: String,
    /// The columns of the key; without any, all rows are of one.
    pub by: Vec<String>,
    pub bucket: Bucket,
    pub limit: usize,
}

impl Baseline {
    /// The same with every column under its exact name.
    pub fn resolve(&self, schema: &Schema) -> Result<Self, Failure> {
        Ok(Self {
            time: schema.time(&self.time)?,
            by: schema.names(&self.by)?,
            ..self.clone()
        })
    }
}

/// A bucket that has rows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Count {
    start: Micros,
    rows: u64,
    /// The lowest row number.
    first: u64,
}

/// What a part of the table has in each bucket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    bucket: Bucket,
    /// First and last time among the rows.
    range: Option<(Micros, Micros)>,
    /// By key, starts ascending.
    keys: Vec<(Vec<Cell>, Vec<Count>)>,
    /// Of a shard that stands alone.
    found: Option<Found>,
    untimed: u64,
}

/// The peaks that the answer needs, and how many there are of what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Found {
    peaks: Vec<Peak>,
    total: u64,
    keys: u64,
    buckets: u64,
}

impl Question for Posed<'_, Baseline> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let ask = self.ask;
        let timed = Timed::of(shard, &ask.time, rows);
        let range = timed.range();
        let bucket = ask.bucket.settle(range, self.zone);
        let starts = range.map_or(Ok(Vec::new()), |(first, last)| bucket.filled(first, last, self.zone))?;
        let trails = shard.trails(&ask.time, &ask.by);
        let columns: Vec<_> = ask.by.iter().map(|name| shard.index(name)).collect();
        let key = |row: u32| Cell::row(shard, &columns, row as usize);
        let counted = trails.each().filter_map(|trail| {
            let mut counts: Vec<Count> = Vec::new();
            let mut until = Micros::MIN;
            let mut next = 0;
            for row in timed.among(trail) {
                let (at, number) = (timed.at(row), shard.first + u64::from(row));
                if counts.is_empty() || at >= until {
                    next += starts[next..].partition_point(|&start| start <= at);
                    until = starts.get(next).copied().unwrap_or(Micros::MAX);
                    counts.push(Count {
                        start: starts[next - 1],
                        rows: 0,
                        first: number,
                    });
                }
                if let Some(count) = counts.last_mut() {
                    count.rows += 1;
                    count.first = count.first.min(number);
                }
            }
            (!counts.is_empty()).then_some((trail[0], counts))
        });
        let (keys, found) = if shard.alone {
            (Vec::new(), Some(self.found(counted, key, starts.len() as u64)))
        } else {
            (counted.map(|(row, counts)| (key(row), counts)).collect(), None)
        };
        Ok(Partial {
            bucket,
            range,
            keys,
            found,
            untimed: timed.untimed,
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        // A side without times has no say in the bucket.
        let (bucket, range) = match (a.range, b.range) {
            (Some(x), Some(y)) => (a.bucket.max(b.bucket), Some((x.0.min(y.0), x.1.max(y.1)))),
            (None, range) => (b.bucket, range),
            (range, None) => (a.bucket, range),
        };
        let mut keys: Map<Vec<Cell>, Vec<Count>> = Map::default();
        for (key, counts) in a.keys.into_iter().chain(b.keys) {
            keys.entry(key).or_default().extend(counts);
        }
        Partial {
            bucket,
            range,
            keys: keys
                .into_iter()
                .map(|(key, counts)| (key, self.coarsen(bucket, counts)))
                .collect(),
            found: None,
            untimed: a.untimed + b.untimed,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial {
            range,
            keys,
            found,
            untimed,
            ..
        } = partial;
        let bucket = self.ask.bucket.settle(range, self.zone);
        let found = match (found, range) {
            (Some(found), _) => found,
            (None, None) => self.found(std::iter::empty(), |_| Vec::new(), 0),
            (None, Some((first, last))) => {
                let buckets = bucket.filled(first, last, self.zone)?.len() as u64;
                let (keys, counts): (Vec<_>, Vec<_>) = keys.into_iter().unzip();
                let counts = counts.into_iter().enumerate();
                let counts = counts.map(|(key, counts)| (key as u32, self.coarsen(bucket, counts)));
                self.found(counts, |key| keys[key as usize].clone(), buckets)
            }
        };
        Ok(Answer::Baseline(Answered {
            bucket,
            peaks: found.peaks,
            total: found.total,
            keys: found.keys,
            buckets: found.buckets,
            untimed,
        }))
    }
}

impl Posed<'_, Baseline> {
    /// Counts in these buckets, which are no finer than those they were made for.
    fn coarsen(&self, bucket: Bucket, mut counts: Vec<Count>) -> Vec<Count> {
        counts
            .iter_mut()
            .for_each(|count| count.start = bucket.start(count.start, self.zone));
        arrange::by_key(&mut counts, |count| count.start);
        counts.dedup_by(|later, kept| {
            let same = later.start == kept.start;
            if same {
                kept.rows += later.rows;
                kept.first = kept.first.min(later.first);
            }
            same
        });
        counts
    }

    /// The peaks of all keys, each key with a name.
    fn found(
        &self,
        keys: impl Iterator<Item = (u32, Vec<Count>)>,
        cells: impl Fn(u32) -> Vec<Cell>,
        buckets: u64,
    ) -> Found {
        let mut best = Best::new(self.ask.limit);
        let (mut total, mut known) = (0, 0);
        for (name, counts) in keys {
            known += 1;
            let usual = Usual::of(&counts, buckets);
            for count in counts {
                if count.rows as f64 <= usual.median {
                    continue;
                }
                total += 1;
                let score = usual.score(count.rows);
                let rank = (!Real::new(score).bits(), !count.rows, count.start, count.first);
                best.offer(rank, || (name, count, usual));
            }
        }
        let peaks = best.sorted().into_iter().map(|(name, count, usual)| Peak {
            key: values(cells(name)),
            start: count.start,
            row: count.first,
            count: count.rows,
            median: usual.median,
            spread: usual.spread,
            score: usual.score(count.rows),
        });
        Found {
            peaks: peaks.collect(),
            total,
            keys: known,
            buckets,
        }
    }
}

/// What is usual for a key.
#[derive(Clone, Copy)]
struct Usual {
    median: f64,
    /// The median distance from it.
    spread: f64,
}

impl Usual {
    fn of(counts: &[Count], buckets: u64) -> Self {
        let empty = buckets - counts.len() as u64;
        let rows = counts.iter().map(|count| (count.rows, 1));
        let twice = twice_median(rows.chain([(0, empty)]).collect(), buckets);
        let distances = counts.iter().map(|count| ((2 * count.rows).abs_diff(twice), 1));
        let four_times = twice_median(distances.chain([(twice, empty)]).collect(), buckets);
        Self {
            median: twice as f64 / 2.0,
            spread: four_times as f64 / 4.0,
        }
    }

    fn score(self, count: u64) -> f64 {
        let unit = (1.4826 * self.spread).max(self.median.sqrt()).max(1.0);
        (count as f64 - self.median) / unit
    }
}

/// Twice the median of numbers that are there so many times, `many` in all.
fn twice_median(mut numbers: Vec<(u64, u64)>, many: u64) -> u64 {
    arrange::ascending(&mut numbers);
    let at = |place: u64| {
        let mut before = 0;
        let found = numbers.iter().find(|(_, times)| {
            before += times;
            before > place
        });
        found.map_or(0, |(number, _)| *number)
    };
    at(many.saturating_sub(1) / 2) + at(many / 2)
}

//! Rows over time, by calendar buckets.

use super::facet::counts;
use super::{Bucket, Question};
use crate::query::answer::Series;
use crate::query::atom::Atom;
use crate::query::bucket::Buckets;
use crate::query::keys::Keys;
use crate::query::rows::Span;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Map, Rows, kernel, order};
use crate::table::{Bitmap, Data, SEGMENT};
use crate::value::{Micros, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// See [`Ask::Histogram`](super::Ask::Histogram).
pub struct Histogram<'q> {
    pub column: &'q str,
    pub bucket: Bucket,
    pub by: Option<&'q str>,
    pub series: Option<usize>,
    pub zone: &'q Zone,
}

/// Starts of buckets with the rows in them.
type Counts = Vec<(Micros, u64)>;

/// Counts by value, `None` where the question has no `by`.
type ByValue = Vec<(Option<Atom>, Counts)>;

/// Counts of the buckets that have rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    bucket: Bucket,
    /// First and last time among the rows.
    range: Option<(Micros, Micros)>,
    /// By value, `None` without `by`; starts ascending.
    series: ByValue,
    /// Values beyond the limit, where a shard that stands alone could leave them out.
    rest: Counts,
    untimed: u64,
}

/// Most counters in a table of all series and buckets.
const DENSE: usize = 1 << 24;

impl Question for Histogram<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let matching = rows.count_ones();
        let empty = |untimed| Partial {
            bucket: self.bucket.settle(None, self.zone),
            range: None,
            series: Vec::new(),
            rest: Vec::new(),
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
            order::range(values, timed)
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
                        .unwrap_or_else(|| Failure::new("Too many buckets.", ""))
                })?)
            }
        };
        let keys = self.by.map(|by| shard.index(by).map(|by| shard.keys(by)));
        let lanes = Lanes::of(
            keys.as_ref().map(|keys| keys.as_deref()),
            |keys| kernel::count(&keys.codes, timed, keys.width),
            self.most(shard),
        );
        let (series, rest) = lanes.count(&buckets, timed);
        Ok(Partial {
            bucket,
            range: Some(range),
            series,
            rest,
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
        let mut series: BTreeMap<Option<Atom>, Counts> = BTreeMap::new();
        for (value, counts) in a.series.into_iter().chain(b.series) {
            series.entry(value).or_default().extend(counts);
        }
        let series = series
            .into_iter()
            .map(|(value, counts)| (value, self.coarsen(bucket, counts)))
            .collect();
        let rest = a.rest.into_iter().chain(b.rest).collect();
        Partial {
            bucket,
            range,
            series,
            rest: self.coarsen(bucket, rest),
            untimed: a.untimed + b.untimed,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial {
            range,
            series,
            rest,
            untimed,
            ..
        } = partial;
        let bucket = self.bucket.settle(range, self.zone);
        let starts = range.map_or(Ok(Vec::new()), |(first, last)| bucket.filled(first, last, self.zone))?;
        let mut totals: Vec<(u64, _, Counts)> = series
            .into_iter()
            .map(|(value, counts)| (counts.iter().map(|(_, count)| count).sum(), value, counts))
            .collect();
        totals.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        if self.by.is_none() && totals.is_empty() {
            totals.push((0, None, Vec::new()));
        }
        let mut rest = rest;
        if let (Some(most), true) = (self.series, self.by.is_some()) {
            rest.extend(totals.drain(most.min(totals.len())..).flat_map(|(_, _, counts)| counts));
        }
        if totals.len().saturating_mul(starts.len()) > DENSE {
            return Err(Failure::new(
                format!("That would be {} series of {} buckets.", totals.len(), starts.len()),
                "Limit the series, choose a wider bucket, or narrow the time first.",
            ));
        }
        // The starts of a partial answer may be finer than those of the whole, and those of the rest begin anew for each value.
        let dense = |counts: Counts| {
            let mut dense = vec![0; starts.len()];
            let mut at = 0;
            for (start, count) in counts {
                if starts[at] > start {
                    at = 0;
                }
                while starts.get(at + 1).is_some_and(|&next| next <= start) {
                    at += 1;
                }
                dense[at] += count;
            }
            dense
        };
        let mut series: Vec<Series> = totals
            .into_iter()
            .map(|(_, value, counts)| Series {
                value: value.map(Atom::value),
                rest: false,
                counts: dense(counts),
            })
            .collect();
        if !rest.is_empty() {
            series.push(Series {
                value: None,
                rest: true,
                counts: dense(rest),
            });
        }
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
        let mut found: Vec<Counts> = vec![Vec::new(); lanes.len()];
        timeline.cells(&grid, keys, at, |bucket, code, count| {
            let lane = &mut found[lanes.of[code] as usize];
            match lane.last_mut() {
                Some(last) if last.0 == grid.starts[bucket] => last.1 += u64::from(count),
                _ => lane.push((grid.starts[bucket], count.into())),
            }
        });
        let (series, rest) = lanes.named(found);
        Some(Partial {
            bucket,
            range: Some(range),
            series,
            rest,
            untimed: 0,
        })
    }

    /// The counts by these buckets, which may be wider than those they were taken by; starts ascending, each once.
    fn coarsen(&self, bucket: Bucket, counts: Counts) -> Counts {
        let mut merged: BTreeMap<Micros, u64> = BTreeMap::new();
        for (start, count) in counts {
            *merged.entry(bucket.start(start, self.zone)).or_default() += count;
        }
        merged.into_iter().collect()
    }
}

/// Which series each row goes to.
struct Lanes<'k> {
    /// `None`: one series for all; `Some(None)`: all rows are null.
    keys: Option<Option<&'k Keys>>,
    /// The lane of each value code.
    of: Vec<u32>,
    /// The value code of each lane.
    codes: Vec<u32>,
    /// Whether one lane more takes what is beyond the limit.
    rest: bool,
}

impl<'k> Lanes<'k> {
    fn of(keys: Option<Option<&'k Keys>>, by_code: impl FnOnce(&Keys) -> Vec<u32>, most: Option<usize>) -> Self {
        let Some(Some(known)) = keys else {
            return Self {
                keys,
                of: vec![0],
                codes: vec![0],
                rest: false,
            };
        };
        let (mut counts, nulls) = counts(known, by_code(known));
        counts[0] = nulls;
        let mut codes: Vec<u32> = (0..counts.len() as u32)
            .filter(|&code| counts[code as usize] > 0)
            .collect();
        let mut rest = false;
        if let Some(most) = most
            && codes.len() > most
        {
            codes.select_nth_unstable_by(most, |&a, &b| {
                counts[b as usize]
                    .cmp(&counts[a as usize])
                    .then_with(|| known.compare(a, b))
            });
            codes.truncate(most);
            rest = true;
        }
        let mut of = vec![codes.len() as u32; counts.len()];
        for (lane, &code) in codes.iter().enumerate() {
            of[code as usize] = lane as u32;
        }
        Self { keys, of, codes, rest }
    }

    fn len(&self) -> usize {
        self.codes.len() + usize::from(self.rest)
    }

    fn count(&self, buckets: &Buckets, timed: &Bitmap) -> (ByValue, Counts) {
        let width = buckets.starts.len() + 1;
        let lanes = self.len();
        let mut found: Vec<Counts> = vec![Vec::new(); lanes];
        let mut note = |cell: usize, count: u64| found[cell / width].push((buckets.starts[cell % width - 1], count));
        if lanes * width <= DENSE {
            let mut table = vec![0; lanes * width];
            let whole = match self.keys {
                Some(Some(keys)) => keys.members.is_none(),
                _ => true,
            };
            if whole {
                self.dense(buckets, timed, width, &mut table);
            } else {
                self.each(buckets, timed, |lane, bucket| table[lane * width + bucket] += 1);
            }
            table
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .for_each(|(cell, &count)| note(cell, count.into()));
        } else {
            let mut table: Map<usize, u64> = Map::default();
            self.each(buckets, timed, |lane, bucket| {
                *table.entry(lane * width + bucket).or_default() += 1
            });
            let mut cells: Vec<_> = table.into_iter().collect();
            cells.sort_unstable();
            cells.into_iter().for_each(|(cell, count)| note(cell, count));
        }
        self.named(found)
    }

    /// The counts of all lanes under the values of the series, and those of the rest.
    fn named(&self, mut found: Vec<Counts>) -> (ByValue, Counts) {
        let rest = if self.rest {
            found.pop().unwrap_or_default()
        } else {
            Vec::new()
        };
        let value = |lane: usize| match self.keys {
            None => None,
            Some(None) => Some(Atom::Null),
            Some(Some(keys)) => Some(keys.atom(self.codes[lane])),
        };
        (
            found
                .into_iter()
                .enumerate()
                .map(|(lane, counts)| (value(lane), counts))
                .collect(),
            rest,
        )
    }

    /// Counts pairs of codes, one segment after the other.
    fn dense(&self, buckets: &Buckets, timed: &Bitmap, width: usize, table: &mut [u32]) {
        let Some(Some(keys)) = self.keys else {
            return table.copy_from_slice(&kernel::count(&buckets.codes, timed, width));
        };
        let base: Vec<u32> = self.of.iter().map(|lane| lane * width as u32).collect();
        for index in 0..timed.len().div_ceil(SEGMENT) {
            kernel::count_pairs(
                keys.codes.segment(index),
                buckets.codes.segment(index),
                &base,
                timed.segment(index),
                table,
            );
        }
    }

    /// Calls `each` with lane and bucket code of every row, for lists once for each element.
    fn each(&self, buckets: &Buckets, timed: &Bitmap, mut each: impl FnMut(usize, usize)) {
        for row in timed.iter() {
            let bucket = buckets.codes.code(row) as usize;
            match self.keys {
                Some(Some(keys)) => {
                    let code = keys.codes.code(row);
                    match &keys.members {
                        Some(members) if code != 0 => {
                            members
                                .unique(code as usize)
                                .iter()
                                .for_each(|&element| each(self.of[element as usize] as usize, bucket));
                        }
                        _ => each(self.of[code as usize] as usize, bucket),
                    }
                }
                _ => each(0, bucket),
            }
        }
    }
}

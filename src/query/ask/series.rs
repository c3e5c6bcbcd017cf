//! Counts by bucket or bin, in one series or in one for each value of a column.

use super::facet::counts;
use crate::arrange;
use crate::query::answer::Series;
use crate::query::atom::Atom;
use crate::query::keys::Keys;
use crate::query::{Failure, Map, kernel};
use crate::table::{Bitmap, Codes, SEGMENT};
use crate::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Starts of buckets or bins with the rows in them.
pub type Counts<S> = Vec<(S, u64)>;

/// Counts of the buckets or bins that have rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counted<S> {
    /// By value, `None` where the question has no `by`; starts ascending, and anew for each part that was merged.
    series: Vec<(Option<Atom>, Counts<S>)>,
    /// Values beyond the limit, where a shard that stands alone could leave them out.
    rest: Counts<S>,
}

/// Up to so many values have a lane each, whether rows have them or not: to find that out costs more.
const LANES: usize = 32;

/// Most counters in a table of all series and buckets.
const DENSE: usize = 1 << 24;

impl<S> Default for Counted<S> {
    fn default() -> Self {
        Self {
            series: Vec::new(),
            rest: Vec::new(),
        }
    }
}

impl<S: Ord + Clone> Counted<S> {
    /// Counts rows by codes of which code `n` starts at `starts[n - 1]`, in series by these keys (`Some(None)`: all rows are null);
    /// with `most`, all but the largest so many series together. No row may have code 0.
    pub fn of(codes: &Codes, starts: &[S], rows: &Bitmap, keys: Option<Option<&Keys>>, most: Option<usize>) -> Self {
        Lanes::of(keys, |keys| kernel::count(&keys.codes, rows, keys.width), most).counted(codes, starts, rows)
    }

    /// Those of both.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let mut series: BTreeMap<Option<Atom>, Counts<S>> = BTreeMap::new();
        for (value, counts) in self.series.into_iter().chain(other.series) {
            series.entry(value).or_default().extend(counts);
        }
        Self {
            series: series.into_iter().collect(),
            rest: self.rest.into_iter().chain(other.rest).collect(),
        }
    }

    /// The counts by these starts, which may be of wider buckets than those they were taken by; starts ascending, each once.
    #[must_use]
    pub fn coarsen(self, start: impl Fn(S) -> S) -> Self {
        let wider = |counts: Counts<S>| {
            let mut merged: BTreeMap<S, u64> = BTreeMap::new();
            for (at, count) in counts {
                *merged.entry(start(at)).or_default() += count;
            }
            merged.into_iter().collect()
        };
        Self {
            series: self
                .series
                .into_iter()
                .map(|(value, counts)| (value, wider(counts)))
                .collect(),
            rest: wider(self.rest),
        }
    }

    /// The series, largest first, with a count for each of these starts; `by` says whether they are values of a column, `most` how
    /// many of these stand for themselves.
    pub fn finish(self, starts: &[S], by: bool, most: Option<usize>) -> Result<Vec<Series>, Failure> {
        let mut rest = self.rest;
        let mut totals: Vec<(u64, Option<Atom>, Counts<S>)> = self
            .series
            .into_iter()
            .map(|(value, counts)| (counts.iter().map(|(_, count)| count).sum(), value, counts))
            .collect();
        arrange::by(&mut totals, |a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        if !by && totals.is_empty() {
            totals.push((0, None, Vec::new()));
        }
        if let (Some(most), true) = (most, by) {
            rest.extend(totals.drain(most.min(totals.len())..).flat_map(|(_, _, counts)| counts));
        }
        if totals.len().saturating_mul(starts.len()) > DENSE {
            return Err(Failure::new(
                words::asking::that_would_be_series(&totals.len(), &starts.len()),
                words::asking::LIMIT_SERIES_CHOOSE_WIDER_BUCKET,
            ));
        }
        // The starts of a partial answer may be finer than those of the whole, and begin anew for each part, those of the rest for each value.
        let dense = |counts: Counts<S>| {
            let mut dense = vec![0; starts.len()];
            let mut at = 0;
            for (start, count) in counts {
                if starts[at] > start {
                    at = 0;
                }
                while starts.get(at + 1).is_some_and(|next| *next <= start) {
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
        Ok(series)
    }
}

/// Which series each row goes to.
pub struct Lanes<'k> {
    /// `None`: one series for all; `Some(None)`: all rows are null.
    keys: Option<Option<&'k Keys>>,
    /// The lane of each value code.
    pub of: Vec<u32>,
    /// The value code of each lane.
    codes: Vec<u32>,
    /// Whether one lane more takes what is beyond the limit.
    rest: bool,
}

impl<'k> Lanes<'k> {
    /// The lanes of series by these keys, of which `by_code` counts the rows by code; with `most`, all but the largest so many series
    /// share one.
    pub fn of(keys: Option<Option<&'k Keys>>, by_code: impl FnOnce(&Keys) -> Vec<u32>, most: Option<usize>) -> Self {
        let Some(Some(known)) = keys else {
            return Self {
                keys,
                of: vec![0],
                codes: vec![0],
                rest: false,
            };
        };
        if known.members.is_none() && known.width <= most.unwrap_or(usize::MAX).min(LANES) {
            let codes: Vec<u32> = (0..known.width as u32).collect();
            return Self {
                keys,
                of: codes.clone(),
                codes,
                rest: false,
            };
        }
        let (mut counts, nulls) = counts(known, by_code(known));
        counts[0] = nulls;
        let mut codes: Vec<u32> = (0..counts.len() as u32)
            .filter(|&code| counts[code as usize] > 0)
            .collect();
        let mut rest = false;
        if let Some(most) = most
            && codes.len() > most
        {
            arrange::codes_within(&mut codes, 0..most, |a, b| {
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

    /// How many lanes there are.
    pub fn count(&self) -> usize {
        self.codes.len() + usize::from(self.rest)
    }

    fn counted<S: Clone>(&self, buckets: &Codes, starts: &[S], rows: &Bitmap) -> Counted<S> {
        let width = starts.len() + 1;
        let lanes = self.count();
        let mut found: Vec<Counts<S>> = vec![Vec::new(); lanes];
        let mut note = |cell: usize, count: u64| found[cell / width].push((starts[cell % width - 1].clone(), count));
        if lanes * width <= DENSE {
            let mut table = vec![0; lanes * width];
            let whole = match self.keys {
                Some(Some(keys)) => keys.members.is_none(),
                _ => true,
            };
            if whole {
                self.dense(buckets, rows, width, &mut table);
            } else {
                self.each(buckets, rows, |lane, bucket| table[lane * width + bucket] += 1);
            }
            table
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .for_each(|(cell, &count)| note(cell, count.into()));
        } else {
            let mut table: Map<usize, u64> = Map::default();
            self.each(buckets, rows, |lane, bucket| {
                *table.entry(lane * width + bucket).or_default() += 1
            });
            let mut cells: Vec<_> = table.into_iter().collect();
            arrange::ascending(&mut cells);
            cells.into_iter().for_each(|(cell, count)| note(cell, count));
        }
        self.named(found)
    }

    /// The counts of all lanes under the values of the series, and those of the rest.
    pub fn named<S>(&self, mut found: Vec<Counts<S>>) -> Counted<S> {
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
        let series = found.into_iter().enumerate();
        let series = series.filter(|(_, counts)| self.keys.is_none() || !counts.is_empty());
        Counted {
            series: series.map(|(lane, counts)| (value(lane), counts)).collect(),
            rest,
        }
    }

    /// Counts pairs of codes, one segment after the other.
    fn dense(&self, buckets: &Codes, rows: &Bitmap, width: usize, table: &mut [u32]) {
        let Some(Some(keys)) = self.keys else {
            return table.copy_from_slice(&kernel::count(buckets, rows, width));
        };
        let base: Vec<u32> = self.of.iter().map(|lane| lane * width as u32).collect();
        for index in 0..rows.len().div_ceil(SEGMENT) {
            kernel::count_pairs(
                keys.codes.segment(index),
                buckets.segment(index),
                &base,
                rows.segment(index),
                table,
            );
        }
    }

    /// Calls `each` with lane and bucket code of every row, for lists once for each element.
    fn each(&self, buckets: &Codes, rows: &Bitmap, mut each: impl FnMut(usize, usize)) {
        for row in rows.iter() {
            let bucket = buckets.code(row) as usize;
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

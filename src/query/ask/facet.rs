//! The values of a column, counted.

use super::{Question, Ranking};
use crate::arrange;
use crate::query::atom::Atom;
use crate::query::keys::Keys;
use crate::query::shard::Shard;
use crate::query::text::Needle;
use crate::query::{Answer, Failure, Map, Rows, kernel};
use crate::table::{Data, SEGMENT};
use crate::value::{Micros, Value};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::ops::Range;

/// See [`Ask::Facet`](super::Ask::Facet).
pub struct Facet<'q> {
    pub column: &'q str,
    pub limit: usize,
    pub search: &'q str,
    pub ranking: Ranking,
    pub offset: usize,
    pub seen: Option<&'q str>,
}

/// First and last time.
type Seen = Option<(Micros, Micros)>;

/// Values with their counts and when they were seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// All values, in any order; of a shard that stands alone those that the answer is, in its order.
    values: Vec<(Atom, u64, Seen)>,
    nulls: u64,
    /// Where `values` is cut already: the distinct values, and how many of all were looked for.
    cut: Option<(u64, u64)>,
    /// In the place of `values`, where these have codes that all shards have in common: how many rows have each, null's first.
    counts: Vec<u64>,
}

impl Question for Facet<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let Some(column) = shard.index(self.column) else {
            let nulls = rows.count_ones() as u64;
            let spans = self.seen(shard, None, rows, &[0], 1);
            let values = (nulls > 0 && (!shard.alone || self.search.is_empty() && self.offset == 0 && self.limit > 0))
                .then(|| (Atom::Null, nulls, spans[0]));
            return Ok(Partial {
                values: values.into_iter().collect(),
                nulls,
                cut: shard
                    .alone
                    .then_some((0, u64::from(nulls > 0 && self.search.is_empty()))),
                counts: Vec::new(),
            });
        };
        let keys = shard.keys(column);
        let (mut counts, nulls) = counts(&keys, rows.by_code(column, &keys));
        counts[0] = nulls;
        if !shard.alone && self.seen.is_none() && shard.has_common_codes(column) {
            return Ok(Partial {
                nulls,
                counts,
                ..Partial::default()
            });
        }
        let mut found = there(&counts);
        let cut = shard.alone.then(|| self.cut(&keys, &counts, &mut found));
        let mut slots = Vec::new();
        if self.seen.is_some() {
            slots.resize(counts.len(), u32::MAX);
            for (slot, &code) in found.iter().enumerate() {
                slots[code as usize] = slot as u32;
            }
        }
        let spans = self.seen(shard, Some(&keys), rows, &slots, found.len());
        let values = found
            .iter()
            .zip(spans)
            .map(|(&code, seen)| (keys.atom(code), counts[code as usize], seen))
            .collect();
        Ok(Partial {
            values,
            nulls,
            cut,
            counts: Vec::new(),
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let mut known: Map<Atom, (u64, Seen)> = Map::default();
        for (value, count, seen) in a.values.into_iter().chain(b.values) {
            let (counted, span) = known.entry(value).or_default();
            *counted += count;
            *span = match (*span, seen) {
                (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
                (a, b) => a.or(b),
            };
        }
        Partial {
            values: known
                .into_iter()
                .map(|(value, (count, seen))| (value, count, seen))
                .collect(),
            nulls: a.nulls + b.nulls,
            cut: None,
            counts: a.counts.iter().zip(&b.counts).map(|(a, b)| a + b).collect(),
        }
    }

    fn named(&self, partial: Partial, shard: &Shard<'_>) -> Partial {
        let counts = &partial.counts;
        let Some(column) = shard.index(self.column).filter(|_| !counts.is_empty()) else {
            return partial;
        };
        let keys = shard.keys(column);
        let mut found = there(counts);
        let cut = self.cut(&keys, counts, &mut found);
        let values = found.iter().map(|&code| (keys.atom(code), counts[code as usize], None));
        Partial {
            values: values.collect(),
            nulls: partial.nulls,
            cut: Some(cut),
            counts: Vec::new(),
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial {
            mut values, nulls, cut, ..
        } = partial;
        let (distinct, found) = match cut {
            Some(cut) => cut,
            None => {
                let distinct = (values.len() - usize::from(nulls > 0)) as u64;
                if !self.search.is_empty() {
                    let needle = Needle::new(self.search);
                    values.retain(|(value, ..)| !value.is_null() && needle.within(&value.text()));
                }
                let found = values.len() as u64;
                arrange::within(&mut values, self.page(), |a, b| {
                    self.ranking.compare(a.1, b.1).then_with(|| a.0.cmp(&b.0))
                });
                (distinct, found)
            }
        };
        let time = |at: Option<Micros>| at.map_or(Value::Null, Value::Time);
        let seen = values
            .iter()
            .filter(|_| self.seen.is_some())
            .map(|(.., seen)| (time(seen.map(|seen| seen.0)), time(seen.map(|seen| seen.1))))
            .collect();
        Ok(Answer::Facet {
            values: values
                .into_iter()
                .map(|(value, count, _)| (value.value(), count))
                .collect(),
            seen,
            found,
            distinct,
            nulls,
        })
    }
}

impl Ranking {
    /// The order of two values by how often they are, as far as that decides.
    fn compare(self, a: u64, b: u64) -> Ordering {
        match self {
            Self::Frequent => b.cmp(&a),
            Self::Rare => a.cmp(&b),
            Self::Value => Ordering::Equal,
        }
    }
}

/// The codes that rows have.
fn there(counts: &[u64]) -> Vec<u32> {
    let codes = 0..counts.len() as u32;
    codes.filter(|&code| counts[code as usize] > 0).collect()
}

impl Facet<'_> {
    /// Leaves the codes that the answer has, in its order; gives the distinct values, and how many of all are looked for.
    fn cut(&self, keys: &Keys, counts: &[u64], found: &mut Vec<u32>) -> (u64, u64) {
        let distinct = found.iter().filter(|code| **code > 0).count() as u64;
        if !self.search.is_empty() {
            let needle = Needle::new(self.search);
            found.retain(|&code| code > 0 && keys.test(code, |text| needle.within(text)));
        }
        let all = found.len() as u64;
        if self.ranking == Ranking::Value && self.offset > 0 {
            // Whoever turns pages turns more of them.
            keys.ranks();
        }
        let page = arrange::codes_within(found, self.page(), |a, b| {
            self.ranking
                .compare(counts[a as usize], counts[b as usize])
                .then_with(|| keys.compare(a, b))
        });
        *found = found[page].to_vec();
        (distinct, all)
    }

    /// Which places are asked for.
    fn page(&self) -> Range<usize> {
        self.offset..self.offset.saturating_add(self.limit)
    }

    /// When the values of each slot were seen; `slots` gives the slot of each value code, null's first.
    fn seen(&self, shard: &Shard<'_>, keys: Option<&Keys>, rows: &Rows<'_>, slots: &[u32], count: usize) -> Vec<Seen> {
        let mut spans = vec![(Micros::MAX, Micros::MIN); count];
        let column = self.seen.and_then(|name| shard.index(name));
        if let Some(Data::Time { values, present, .. }) = column.map(|column| &shard.column(column).data) {
            let mut add = |code: u32, at: Micros| {
                if let Some(span) = spans.get_mut(slots[code as usize] as usize) {
                    *span = (span.0.min(at), span.1.max(at));
                }
            };
            let mut at = Vec::new();
            for (segment, times) in values.iter().enumerate() {
                at.clear();
                kernel::each_row(rows.segment(segment), |row| at.push(row as u32));
                at.retain(|&row| {
                    present
                        .as_ref()
                        .is_none_or(|present| present.get(segment * SEGMENT + row as usize))
                });
                match keys {
                    Some(keys) => keys.each(segment, &at, |row, code| add(code, times[at[row] as usize])),
                    None => at.iter().for_each(|&row| add(0, times[row as usize])),
                }
            }
        }
        spans
            .into_iter()
            .map(|span| (span.0 <= span.1).then_some(span))
            .collect()
    }
}

/// Rows by code as rows by value code (a list counting once for each distinct element), and rows that are null.
pub fn counts(keys: &Keys, by_code: Vec<u32>) -> (Vec<u64>, u64) {
    let nulls = by_code[0].into();
    let Some(members) = &keys.members else {
        return (by_code.into_iter().map(u64::from).collect(), nulls);
    };
    let mut counts = vec![0; keys.distinct() + 1];
    for (code, &count) in by_code.iter().enumerate().skip(1) {
        members
            .unique(code)
            .iter()
            .for_each(|&element| counts[element as usize] += u64::from(count));
    }
    (counts, nulls)
}

//! The most frequent values of a column.

use super::Question;
use crate::query::atom::Atom;
use crate::query::keys::Keys;
use crate::query::shard::Shard;
use crate::query::text::Needle;
use crate::query::{Answer, Failure, Map, Rows};
use serde::{Deserialize, Serialize};

/// See [`Ask::Facet`](super::Ask::Facet).
pub struct Facet<'q> {
    pub column: &'q str,
    pub limit: usize,
    pub search: &'q str,
}

/// Values with their counts, null not among them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// All values, in any order; of a shard that stands alone only those that the answer may need.
    values: Vec<(Atom, u64)>,
    /// Distinct values, where `values` was cut.
    distinct: Option<u64>,
    nulls: u64,
}

impl Question for Facet<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let Some(column) = shard.index(self.column) else {
            return Ok(Partial {
                values: Vec::new(),
                distinct: None,
                nulls: rows.count_ones() as u64,
            });
        };
        let keys = shard.keys(column);
        let (counts, nulls) = counts(&keys, rows.by_code(column, &keys));
        let mut found: Vec<(u32, u64)> = counts
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, count)| **count > 0)
            .map(|(code, &count)| (code as u32, count))
            .collect();
        let distinct = found.len() as u64;
        if shard.alone {
            if !self.search.is_empty() {
                let needle = Needle::new(self.search);
                found.retain(|&(code, _)| keys.test(code, |text| needle.within(text)));
            }
            if found.len() > self.limit {
                found.select_nth_unstable_by(self.limit, |a, b| b.1.cmp(&a.1).then_with(|| keys.compare(a.0, b.0)));
                found.truncate(self.limit);
            }
        }
        let values = found
            .into_iter()
            .map(|(code, count)| (keys.atom(code), count))
            .collect();
        Ok(Partial {
            values,
            distinct: shard.alone.then_some(distinct),
            nulls,
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let mut counts: Map<Atom, u64> = a.values.into_iter().collect();
        for (value, count) in b.values {
            *counts.entry(value).or_default() += count;
        }
        Partial {
            values: counts.into_iter().collect(),
            distinct: None,
            nulls: a.nulls + b.nulls,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial {
            mut values,
            distinct,
            nulls,
        } = partial;
        let distinct = distinct.unwrap_or(values.len() as u64);
        if !self.search.is_empty() {
            let needle = Needle::new(self.search);
            values.retain(|(value, _)| needle.within(&value.text()));
        } else if nulls > 0 {
            values.push((Atom::Null, nulls));
        }
        values.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values.truncate(self.limit);
        Ok(Answer::Facet {
            values: values
                .into_iter()
                .map(|(value, count)| (value.value(), count))
                .collect(),
            distinct,
            nulls,
        })
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

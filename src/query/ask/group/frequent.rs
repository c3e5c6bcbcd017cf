//! The most frequent value of groups: a table of counts while that is small, else pairs of group and value.

use super::block::Block;
use super::measured::Measured;
use crate::query::Map;
use crate::query::keys::Keys;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Counts by group and value code.
#[derive(Clone)]
pub struct Frequent {
    keys: Option<Arc<Keys>>,
    /// Value codes, null's among them.
    width: usize,
    /// `width` counts for each group, while they are few enough.
    table: Vec<u32>,
    /// Counts by `group << 32 | code` from then on.
    pairs: Option<Map<u64, u32>>,
    groups: usize,
}

/// Most counts in a table.
const TABLE: usize = 1 << 22;

impl Frequent {
    /// Of the values of these keys; `None` where there are none.
    pub fn new(keys: Option<Arc<Keys>>) -> Self {
        Self {
            width: keys.as_ref().map_or(1, |keys| keys.distinct() + 1),
            keys,
            table: Vec::new(),
            pairs: None,
            groups: 0,
        }
    }

    /// See [`Tally::add`](super::tally::Tally::add).
    pub fn add(&mut self, block: Block<'_>) {
        let Block { of_rows, groups, .. } = block;
        self.groups = groups;
        let Some(keys) = self.keys.clone() else {
            return;
        };
        if self.pairs.is_none() && self.width.saturating_mul(groups) > TABLE {
            self.pairs = Some(self.found().collect());
            self.table = Vec::new();
        }
        match &mut self.pairs {
            Some(pairs) => keys.each(block.segment, block.rows, |at, code| {
                if code != 0 {
                    *pairs.entry(pair(of_rows[at], code)).or_default() += 1;
                }
            }),
            None => {
                let width = self.width;
                self.table.resize(width * groups, 0);
                let table = &mut self.table[..];
                keys.each(block.segment, block.rows, |at, code| {
                    table[of_rows[at] as usize * width + code as usize] += 1
                });
            }
        }
    }

    /// Pairs with their counts, null's left out.
    fn found(&self) -> impl Iterator<Item = (u64, u32)> {
        let width = self.width;
        let cells = self.table.iter().enumerate();
        let counted = cells.filter(move |(at, count)| **count > 0 && at % width != 0);
        let table = counted.map(move |(at, &count)| (pair((at / width) as u32, (at % width) as u32), count));
        let pairs = self.pairs.iter().flatten();
        table.chain(pairs.map(|(&pair, &count)| (pair, count)))
    }

    /// See [`Tally::fold`](super::tally::Tally::fold).
    pub fn fold(&self, into: &[u32], groups: usize) -> Self {
        let mut folded = Self {
            keys: self.keys.clone(),
            width: self.width,
            table: Vec::new(),
            pairs: None,
            groups,
        };
        let moved = self.found().filter_map(|(known, count)| {
            let group = into[(known >> 32) as usize];
            ((group as usize) < groups).then_some((group, known as u32, count))
        });
        if self.width.saturating_mul(groups) <= TABLE {
            folded.table = vec![0; self.width * groups];
            moved.for_each(|(group, code, count)| folded.table[group as usize * self.width + code as usize] += count);
        } else {
            let pairs = folded.pairs.get_or_insert_default();
            moved.for_each(|(group, code, count)| *pairs.entry(pair(group, code)).or_default() += count);
        }
        folded
    }

    /// See [`Tally::finish`](super::tally::Tally::finish).
    pub fn finish(&self, alone: bool) -> Vec<Measured> {
        let mut values = vec![BTreeMap::new(); self.groups];
        let Some(keys) = &self.keys else {
            return values.into_iter().map(Measured::Values).collect();
        };
        if alone {
            let mut most: Vec<Option<(u32, u32)>> = vec![None; self.groups];
            for (known, count) in self.found() {
                let (group, code) = ((known >> 32) as usize, known as u32);
                let better =
                    |&(best, times): &(u32, u32)| count > times || count == times && keys.compare(code, best).is_lt();
                if most[group].as_ref().is_none_or(better) {
                    most[group] = Some((code, count));
                }
            }
            for (values, most) in values.iter_mut().zip(most) {
                values.extend(most.map(|(code, count)| (keys.atom(code), u64::from(count))));
            }
        } else {
            for (known, count) in self.found() {
                values[(known >> 32) as usize].insert(keys.atom(known as u32), count.into());
            }
        }
        values.into_iter().map(Measured::Values).collect()
    }
}

fn pair(group: u32, code: u32) -> u64 {
    u64::from(group) << 32 | u64::from(code)
}

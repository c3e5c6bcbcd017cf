//! Distinct values of groups: a bitset for each group while that is small, else pairs of group and value.

use super::block::Block;
use super::measured::{CodeSet, Measured};
use crate::query::keys::Keys;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Sets of value codes by group.
#[derive(Clone)]
pub struct Distinct {
    keys: Option<Arc<Keys>>,
    /// Whether the codes are the same in every shard.
    common: bool,
    /// Words a group, 0 where pairs are kept instead.
    stride: usize,
    bits: Vec<u64>,
    /// `group << 32 | code`, with repetitions until they are too many.
    pairs: Vec<u64>,
    settled: usize,
    groups: usize,
}

/// Most codes for which every group gets a bitset.
const BITSET: usize = 1 << 14;

/// Most words of all bitsets together.
const BITS: usize = 1 << 22;

impl Distinct {
    /// Of the values of these keys, `None` where there are none; `common`: their codes are the same in every shard.
    pub fn new(keys: Option<Arc<Keys>>, common: bool) -> Self {
        let width = keys.as_ref().map_or(1, |keys| keys.distinct() + 1);
        Self {
            keys,
            common,
            stride: if width <= BITSET { width.div_ceil(64) } else { 0 },
            bits: Vec::new(),
            pairs: Vec::new(),
            settled: 0,
            groups: 0,
        }
    }

    /// See [`Tally::add`](super::tally::Tally::add).
    pub fn add(&mut self, block: Block<'_>) {
        let Block {
            segment,
            rows,
            of_rows,
            groups,
            ..
        } = block;
        self.groups = groups;
        let Some(keys) = self.keys.clone() else {
            return;
        };
        if self.stride > 0 && self.stride * groups > BITS {
            self.pairs = self.found().collect();
            self.settled = self.pairs.len();
            self.stride = 0;
            self.bits = Vec::new();
        }
        let stride = self.stride;
        self.bits.resize(stride * groups, 0);
        if stride > 0 {
            let bits = &mut self.bits[..];
            let mut set = |group: usize, code: u32| bits[group * stride + code as usize / 64] |= 1 << (code % 64);
            if rows.is_empty() {
                return;
            }
            match keys.plain() {
                Some(codes) => block.each_code(codes.segment(segment), set),
                None => keys.each(segment, rows, |at, code| set(of_rows[at] as usize, code)),
            }
        } else {
            let pairs = &mut self.pairs;
            keys.each(segment, rows, |at, code| {
                pairs.push(u64::from(of_rows[at]) << 32 | u64::from(code))
            });
        }
        if self.pairs.len() > 2 * self.settled + (1 << 20) {
            settle(&mut self.pairs);
            self.settled = self.pairs.len();
        }
    }

    /// The pairs that the bitsets hold.
    fn found(&self) -> impl Iterator<Item = u64> {
        let stride = self.stride.max(1);
        self.bits.iter().enumerate().flat_map(move |(at, &word)| {
            let (group, base) = (at / stride, at % stride * 64);
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| (group as u64) << 32 | (base + bit) as u64)
        })
    }

    /// See [`Tally::fold`](super::tally::Tally::fold).
    pub fn fold(&self, into: &[u32], groups: usize) -> Self {
        let stride = self.stride;
        let mut bits = vec![0; stride * groups];
        if stride > 0 {
            for (from, &group) in self.bits.chunks(stride).zip(into) {
                if let Some(known) = bits.chunks_mut(stride).nth(group as usize) {
                    known.iter_mut().zip(from).for_each(|(known, word)| *known |= word);
                }
            }
        }
        let moved = self.pairs.iter().filter_map(|pair| {
            let group = into[(pair >> 32) as usize];
            ((group as usize) < groups).then_some(u64::from(group) << 32 | pair & 0xffff_ffff)
        });
        let mut pairs: Vec<u64> = moved.collect();
        settle(&mut pairs);
        Self {
            keys: self.keys.clone(),
            common: self.common,
            stride,
            bits,
            settled: pairs.len(),
            pairs,
            groups,
        }
    }

    /// See [`Tally::finish`](super::tally::Tally::finish).
    pub fn finish(&self, alone: bool) -> Vec<Measured> {
        let mut settled = Vec::new();
        let found: Box<dyn Iterator<Item = u64>> = if self.stride > 0 {
            if alone {
                return self.counts();
            }
            Box::new(self.found())
        } else {
            settled.clone_from(&self.pairs);
            settle(&mut settled);
            Box::new(settled.iter().copied())
        };
        // Null is not a value.
        let found = found.filter(|pair| *pair as u32 != 0);
        let group = |pair: u64| (pair >> 32) as usize;
        if alone {
            let mut counts = vec![0; self.groups];
            found.for_each(|pair| counts[group(pair)] += 1);
            return counts.into_iter().map(Measured::Count).collect();
        }
        if let Some(keys) = self.keys.as_ref().filter(|_| self.common) {
            let mut codes = vec![Vec::new(); self.groups];
            found.for_each(|pair| codes[group(pair)].push(pair as u32));
            let sets = codes.into_iter().map(|codes| CodeSet::new(codes, keys.distinct() + 1));
            return sets.map(Measured::Codes).collect();
        }
        let mut sets = vec![BTreeSet::new(); self.groups];
        if let Some(keys) = &self.keys {
            found.for_each(|pair| _ = sets[group(pair)].insert(keys.atom(pair as u32)));
        }
        sets.into_iter().map(Measured::Distinct).collect()
    }

    /// How many bits each group has set, null's aside.
    fn counts(&self) -> Vec<Measured> {
        let count = |bits: &[u64]| {
            let all: u32 = bits.iter().map(|word| word.count_ones()).sum();
            u64::from(all) - (bits[0] & 1)
        };
        let mut counts: Vec<u64> = self.bits.chunks(self.stride).map(count).collect();
        counts.resize(self.groups, 0);
        counts.into_iter().map(Measured::Count).collect()
    }
}

fn settle(pairs: &mut Vec<u64>) {
    pairs.sort_unstable();
    pairs.dedup();
}

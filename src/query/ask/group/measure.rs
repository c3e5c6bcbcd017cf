//! What is measured of groups, one measure over all groups at a time.

use super::super::{Measure, Order};
use super::compare;
use crate::query::atom::Atom;
use crate::query::bind::{CellTest, Test};
use crate::query::filter::filter;
use crate::query::formula::{Piece, Plan};
use crate::query::kernel;
use crate::query::keys::Keys;
use crate::query::order::Ascending;
use crate::query::shard::Shard;
use crate::query::sum::Sum;
use crate::query::{Failure, Formula, Schema};
use crate::table::{Bitmap, Codes, Data, SEGMENT, Segments, typed};
use crate::value::{Kind, Value, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One measure of one group, ready to be merged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Measured {
    Count(u64),
    Distinct(BTreeSet<Atom>),
    Best(Atom, Order),
    Sum(Sum),
    /// Of a formula: what it is made of, in the order of its pieces.
    Several(Vec<Self>),
}

impl Measured {
    /// Takes the other part of the same group in.
    pub fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => *a += b,
            (Self::Distinct(a), Self::Distinct(b)) => a.extend(b),
            (Self::Best(a, order), Self::Best(b, _)) if compare(&b, a, *order).is_lt() => *a = b,
            (Self::Sum(a), Self::Sum(b)) => a.merge(b),
            (Self::Several(a), Self::Several(b)) => a.iter_mut().zip(b).for_each(|(a, b)| a.merge(b)),
            // What is left is a best value that stays; the same measure gives the same kind of partial in every shard.
            _ => {}
        }
    }

    /// What the measure comes to; of a formula nothing, which [`values`] works out for all groups at once.
    fn value(self, averaged: bool) -> Atom {
        match self {
            Self::Count(count) => Atom::Integer(count as i64),
            Self::Distinct(values) => Atom::Integer(values.len() as i64),
            Self::Best(value, _) => value,
            Self::Sum(sum) => Atom::of(if averaged { sum.mean() } else { sum.total() }),
            Self::Several(_) => Atom::Null,
        }
    }
}

/// What a measure comes to in each group.
pub fn values(measure: &Measure, measured: Vec<Measured>, schema: &Schema, zone: &Zone) -> Result<Vec<Atom>, Failure> {
    let Measure::Formula(formula) = measure else {
        let averaged = matches!(measure, Measure::Average(_));
        return Ok(measured.into_iter().map(|measured| measured.value(averaged)).collect());
    };
    let plan = Plan::new(formula, schema)?;
    let averaged: Vec<bool> = plan
        .pieces()
        .iter()
        .map(|piece| matches!(piece, Piece::Average(_)))
        .collect();
    let groups = measured.len();
    let mut parts = vec![Vec::with_capacity(groups); averaged.len()];
    for measured in measured {
        let Measured::Several(pieces) = measured else {
            continue;
        };
        for ((part, piece), &averaged) in parts.iter_mut().zip(pieces).zip(&averaged) {
            part.push(piece.value(averaged));
        }
    }
    Ok(plan.values(parts, groups, zone))
}

/// A measure under way, for all groups of a shard.
pub enum Tally<'a> {
    Count(Vec<u64>),
    CountIf(Bitmap, Vec<u64>),
    Distinct(Distinct),
    Best {
        of: Option<Ordered<'a>>,
        order: Order,
        best: Vec<Option<u64>>,
    },
    Sum {
        of: Option<Numbers<'a>>,
        sums: Vec<Sum>,
    },
    /// The pieces of a formula, over so many groups.
    Several(Vec<Self>, usize),
}

/// A column whose values compare as numbers; the elements of lists one by one.
pub enum Ordered<'a> {
    Cells(Ascending<'a>),
    Elements(Arc<Keys>),
}

/// Sets of value codes by group.
pub struct Distinct {
    keys: Option<Arc<Keys>>,
    /// Words a group, 0 where pairs are kept instead.
    stride: usize,
    bits: Vec<u64>,
    /// `group << 32 | code`, with repetitions until they are too many.
    pairs: Vec<u64>,
    settled: usize,
    groups: usize,
}

/// A column of numbers.
pub enum Numbers<'a> {
    Whole(&'a Segments<i64>, Option<&'a Bitmap>),
    Real(&'a Segments<f64>, Option<&'a Bitmap>),
    Coded(&'a Codes, Vec<Value>),
}

/// Most codes for which every group gets a bitset.
const BITSET: usize = 1 << 14;

/// Most words of all bitsets together.
const BITS: usize = 1 << 22;

impl<'a> Tally<'a> {
    /// Rows.
    pub fn count() -> Self {
        Self::Count(Vec::new())
    }

    /// Rows that are also among these.
    pub fn count_if(rows: Bitmap) -> Self {
        Self::CountIf(rows, Vec::new())
    }

    /// Distinct values of a column, which the shard may lack.
    pub fn distinct(shard: &Shard<'a>, column: Option<usize>) -> Self {
        let keys = column.map(|column| shard.keys(column));
        let width = keys.as_ref().map_or(1, |keys| keys.distinct() + 1);
        let stride = if width <= BITSET { width.div_ceil(64) } else { 0 };
        Self::Distinct(Distinct {
            keys,
            stride,
            bits: Vec::new(),
            pairs: Vec::new(),
            settled: 0,
            groups: 0,
        })
    }

    /// The first value in this order.
    pub fn best(shard: &Shard<'a>, column: Option<usize>, order: Order) -> Self {
        let of = column.map(|column| match shard.column(column).kind {
            Kind::List => Ordered::Elements(shard.keys(column)),
            _ => Ordered::Cells(Ascending::of(shard, column)),
        });
        Self::Best {
            of,
            order,
            best: Vec::new(),
        }
    }

    /// Numbers added up.
    pub fn sum(shard: &Shard<'a>, column: Option<usize>) -> Self {
        let of = column.and_then(|column| {
            let column = shard.column(column);
            match &column.data {
                Data::Integer { values, present } => Some(Numbers::Whole(values, present.as_ref())),
                Data::Number { values, present } => Some(Numbers::Real(values, present.as_ref())),
                Data::Codes(coded) => {
                    let values = coded.dictionary.iter().map(|(_, text)| typed(column.kind, text));
                    Some(Numbers::Coded(
                        &coded.codes,
                        std::iter::once(Value::Null).chain(values).collect(),
                    ))
                }
                Data::Plain { .. } | Data::Time { .. } => None,
            }
        });
        Self::Sum { of, sums: Vec::new() }
    }

    /// The pieces of a formula.
    pub fn formula(shard: &Shard<'a>, formula: &Formula, schema: &Schema) -> Result<Self, Failure> {
        let pieces = Plan::new(formula, schema)?.pieces();
        let tallies = pieces.iter().map(|piece| {
            Ok(match piece {
                Piece::Rows => Self::count(),
                Piece::If(condition) => {
                    let test = Test::Cells {
                        column: shard.formula(condition)?,
                        test: CellTest::Truth([false, true]),
                    };
                    Self::count_if(filter(shard, &test))
                }
                Piece::Distinct(of) => Self::distinct(shard, Some(shard.formula(of)?)),
                Piece::Sum(of) | Piece::Average(of) => Self::sum(shard, Some(shard.formula(of)?)),
                Piece::Min(of) => Self::best(shard, Some(shard.formula(of)?), Order::Ascending),
                Piece::Max(of) => Self::best(shard, Some(shard.formula(of)?), Order::Descending),
            })
        });
        Ok(Self::Several(tallies.collect::<Result<_, Failure>>()?, 0))
    }

    /// Takes rows of a segment, counted from its first, with their groups, of which there are `groups` by now.
    pub fn add(&mut self, segment: usize, rows: &[u32], of_rows: &[u32], groups: usize) {
        match self {
            Self::Count(counts) => {
                counts.resize(groups, 0);
                of_rows.iter().for_each(|&group| counts[group as usize] += 1);
            }
            Self::CountIf(among, counts) => {
                counts.resize(groups, 0);
                let words = among.segment(segment);
                let passes = |row: u32| words[row as usize / 64] >> (row % 64) & 1;
                rows.iter()
                    .zip(of_rows)
                    .for_each(|(&row, &group)| counts[group as usize] += passes(row));
            }
            Self::Distinct(distinct) => distinct.add(segment, rows, of_rows, groups),
            Self::Several(pieces, count) => {
                *count = groups;
                pieces
                    .iter_mut()
                    .for_each(|piece| piece.add(segment, rows, of_rows, groups));
            }
            Self::Best { of, order, best } => {
                best.resize(groups, None);
                let ascending = *order == Order::Ascending;
                let mut offer = |at: usize, number: u64| {
                    let best = &mut best[of_rows[at] as usize];
                    if best.is_none_or(|best| if ascending { number < best } else { number > best }) {
                        *best = Some(number);
                    }
                };
                match of {
                    Some(Ordered::Cells(cells)) => cells.each(segment, rows, offer),
                    Some(Ordered::Elements(keys)) => {
                        let ranks = keys.ranks();
                        each_element(keys, segment, rows, |at, element| {
                            offer(at, ranks.of[element as usize].into())
                        });
                    }
                    None => {}
                }
            }
            Self::Sum { of, sums } => {
                sums.resize_with(groups, Sum::default);
                let here = |present: &Option<&Bitmap>, row: u32| {
                    present.is_none_or(|present| present.get(segment * SEGMENT + row as usize))
                };
                let pairs = rows.iter().copied().zip(of_rows.iter().map(|&group| group as usize));
                match of {
                    Some(Numbers::Whole(values, present)) => {
                        let Some(values) = values.get(segment) else {
                            return;
                        };
                        pairs
                            .filter(|&(row, _)| here(present, row))
                            .for_each(|(row, group)| sums[group].whole(values[row as usize]));
                    }
                    Some(Numbers::Real(values, present)) => {
                        let Some(values) = values.get(segment) else {
                            return;
                        };
                        pairs
                            .filter(|&(row, _)| here(present, row))
                            .for_each(|(row, group)| sums[group].real(values[row as usize]));
                    }
                    Some(Numbers::Coded(codes, values)) if !rows.is_empty() => {
                        kernel::each_code(codes.segment(segment), rows, |at, code| match values[code as usize] {
                            Value::Integer(value) => sums[of_rows[at] as usize].whole(value),
                            Value::Number(value) => sums[of_rows[at] as usize].real(value),
                            _ => {}
                        });
                    }
                    Some(Numbers::Coded(..)) | None => {}
                }
            }
        }
    }

    /// What was measured of each group. A shard that stands alone counts distinct values instead of naming them.
    pub fn finish(self, alone: bool) -> Vec<Measured> {
        match self {
            Self::Count(counts) | Self::CountIf(_, counts) => counts.into_iter().map(Measured::Count).collect(),
            Self::Distinct(distinct) => distinct.finish(alone),
            Self::Best { of, order, best } => {
                let atom = |number: u64| match &of {
                    Some(Ordered::Cells(cells)) => cells.atom(number),
                    Some(Ordered::Elements(keys)) => keys.atom(keys.ranks().codes[number as usize]),
                    None => Atom::Null,
                };
                best.into_iter()
                    .map(|best| Measured::Best(best.map_or(Atom::Null, atom), order))
                    .collect()
            }
            Self::Sum { sums, .. } => sums.into_iter().map(Measured::Sum).collect(),
            Self::Several(pieces, groups) => {
                let mut made = vec![Vec::with_capacity(pieces.len()); groups];
                for piece in pieces {
                    let measured = piece.finish(alone);
                    made.iter_mut().zip(measured).for_each(|(made, piece)| made.push(piece));
                }
                made.into_iter().map(Measured::Several).collect()
            }
        }
    }
}

/// Calls `each` with position and value code of every value in these rows; null is code 0, a list each of its distinct elements.
#[inline(always)]
fn each_element(keys: &Keys, segment: usize, rows: &[u32], mut each: impl FnMut(usize, u32)) {
    if rows.is_empty() {
        return;
    }
    match &keys.members {
        Some(members) => kernel::each_code(keys.codes.segment(segment), rows, |at, code| {
            if code != 0 {
                members
                    .unique(code as usize)
                    .iter()
                    .for_each(|&element| each(at, element));
            }
        }),
        None => kernel::each_code(keys.codes.segment(segment), rows, each),
    }
}

impl Distinct {
    fn add(&mut self, segment: usize, rows: &[u32], of_rows: &[u32], groups: usize) {
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
            each_element(&keys, segment, rows, |at, code| {
                bits[of_rows[at] as usize * stride + code as usize / 64] |= 1 << (code % 64)
            });
        } else {
            let pairs = &mut self.pairs;
            each_element(&keys, segment, rows, |at, code| {
                pairs.push(u64::from(of_rows[at]) << 32 | u64::from(code))
            });
        }
        if self.pairs.len() > 2 * self.settled + (1 << 20) {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.settled = self.pairs.len();
    }

    /// The pairs that the bitsets hold, null's left out.
    fn found(&self) -> impl Iterator<Item = u64> {
        let stride = self.stride.max(1);
        self.bits.iter().enumerate().flat_map(move |(at, &word)| {
            let (group, base) = (at / stride, at % stride * 64);
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| (group as u64) << 32 | (base + bit) as u64)
        })
    }

    fn finish(mut self, alone: bool) -> Vec<Measured> {
        if self.stride == 0 {
            self.settle();
        }
        let found: Box<dyn Iterator<Item = u64>> = if self.stride > 0 {
            Box::new(self.found())
        } else {
            Box::new(self.pairs.iter().copied())
        };
        let found = found.filter(|pair| *pair as u32 != 0);
        let group = |pair: u64| (pair >> 32) as usize;
        if alone {
            let mut counts = vec![0; self.groups];
            found.for_each(|pair| counts[group(pair)] += 1);
            return counts.into_iter().map(Measured::Count).collect();
        }
        let mut sets = vec![BTreeSet::new(); self.groups];
        if let Some(keys) = &self.keys {
            found.for_each(|pair| _ = sets[group(pair)].insert(keys.atom(pair as u32)));
        }
        sets.into_iter().map(Measured::Distinct).collect()
    }
}

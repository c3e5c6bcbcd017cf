//! One measure of one group, as values that merge with those of other shards.

use super::super::Order;
use super::compare;
use crate::arrange;
use crate::query::atom::{Atom, Real};
use crate::query::numbers::atom;
use crate::query::sum::Sum;
use crate::table::Bitmap;
use crate::value::{Kind, Micros};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One measure of one group, ready to be merged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Measured {
    Count(u64),
    Distinct(BTreeSet<Atom>),
    /// Distinct values by codes that all shards have in common.
    Codes(CodeSet),
    Best(Atom, Order),
    Sum(Sum),
    /// Numbers that ascend with the values, ascending, and how often each is there.
    Spread(Vec<(u64, u64)>),
    /// The percentiles asked for, of a shard that stands alone.
    Percentiles(Vec<Atom>),
    Values(BTreeMap<Atom, u64>),
    /// Time and number of the row that is first or last, and its value.
    Edge(Option<(Micros, u64, Atom)>, Edge),
}

/// Codes of values, whichever way takes less room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CodeSet {
    /// Ascending.
    Few(Vec<u32>),
    /// A bit for each code there is.
    Many(Bitmap),
}

impl CodeSet {
    /// These codes, ascending, of so many.
    pub fn new(codes: Vec<u32>, of: usize) -> Self {
        if codes.len() * 32 <= of {
            return Self::Few(codes);
        }
        let mut bits = Bitmap::new(of, false);
        codes.iter().for_each(|&code| bits.set(code as usize, true));
        Self::Many(bits)
    }

    fn merge(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Few(a), Self::Few(b)) => {
                a.extend(b);
                arrange::ascending(a);
                a.dedup();
            }
            (Self::Many(a), Self::Many(b)) => a.or(&b),
            (Self::Many(bits), Self::Few(codes)) => codes.iter().for_each(|&code| bits.set(code as usize, true)),
            (Self::Few(codes), Self::Many(mut bits)) => {
                codes.iter().for_each(|&code| bits.set(code as usize, true));
                *self = Self::Many(bits);
            }
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Few(codes) => codes.len(),
            Self::Many(bits) => bits.count_ones(),
        }
    }
}

/// Which row is meant: the earliest or the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edge {
    First,
    Last,
}

impl Edge {
    /// Whether a row at the first place takes precedence over one at the second; places are times and row numbers.
    pub fn prefers<P: PartialOrd>(self, new: P, old: P) -> bool {
        match self {
            Self::First => new < old,
            Self::Last => new > old,
        }
    }
}

impl Measured {
    /// Takes the other part of the same group in.
    pub fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => *a += b,
            (Self::Distinct(a), Self::Distinct(b)) => a.extend(b),
            (Self::Codes(a), Self::Codes(b)) => a.merge(b),
            (Self::Best(a, order), Self::Best(b, _)) if compare(&b, a, *order).is_lt() => *a = b,
            (Self::Sum(a), Self::Sum(b)) => a.merge(b),
            (Self::Spread(a), Self::Spread(b)) => *a = spread(a, &b),
            (Self::Values(a), Self::Values(b)) => {
                b.into_iter()
                    .for_each(|(value, count)| *a.entry(value).or_default() += count);
            }
            (Self::Edge(a, edge), Self::Edge(Some(b), _))
                if a.as_ref().is_none_or(|a| edge.prefers((b.0, b.1), (a.0, a.1))) =>
            {
                *a = Some(b);
            }
            // What is left is a best value or an edge that stays; the same measure gives the same kind of partial in every shard.
            _ => {}
        }
    }

    /// What was measured, where that is one value.
    pub fn value(&self) -> Atom {
        match self {
            Self::Count(count) => Atom::Integer(*count as i64),
            Self::Distinct(values) => Atom::Integer(values.len() as i64),
            Self::Codes(codes) => Atom::Integer(codes.len() as i64),
            Self::Best(value, _) => value.clone(),
            Self::Sum(sum) => Atom::of(sum.total()),
            Self::Values(values) => {
                let most = values.iter().rev().max_by_key(|(_, count)| **count);
                most.map_or(Atom::Null, |(value, _)| value.clone())
            }
            Self::Edge(row, _) => row.as_ref().map_or(Atom::Null, |(.., value)| value.clone()),
            Self::Spread(_) | Self::Percentiles(_) => Atom::Null,
        }
    }

    /// The mean of what was added up.
    pub fn mean(&self) -> Atom {
        match self {
            Self::Sum(sum) => Atom::of(sum.mean()),
            _ => Atom::Null,
        }
    }

    /// A percentile of a column of this kind, the one at `position` of those asked for.
    pub fn percentile(&self, position: usize, percent: f64, kind: Kind) -> Atom {
        match self {
            Self::Percentiles(values) => values.get(position).cloned().unwrap_or(Atom::Null),
            Self::Spread(values) => {
                let count: u64 = values.iter().map(|(_, count)| count).sum();
                let Some((below, part)) = place(count, percent) else {
                    return Atom::Null;
                };
                let at = |rank: u64| {
                    let mut left = rank;
                    let found = values.iter().find(|(_, count)| {
                        let here = left < *count;
                        if !here {
                            left -= count;
                        }
                        here
                    });
                    found.map_or(0, |(number, _)| *number)
                };
                let low = at(below);
                between(low, if part > 0.0 { at(below + 1) } else { low }, part, kind)
            }
            _ => Atom::Null,
        }
    }
}

fn spread(a: &[(u64, u64)], b: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    std::iter::from_fn(|| match (left.peek(), right.peek()) {
        (Some(a), Some(b)) if a.0 == b.0 => Some((a.0, left.next()?.1 + right.next()?.1)),
        (Some(a), Some(b)) if b.0 < a.0 => right.next().copied(),
        (Some(_), _) => left.next().copied(),
        _ => right.next().copied(),
    })
    .collect()
}

/// Where a percentile lies among so many numbers in order: after how many of them, and how far on the way to the next.
pub fn place(count: u64, percent: f64) -> Option<(u64, f64)> {
    let place = count.checked_sub(1)? as f64 * (percent / 100.0).clamp(0.0, 1.0);
    Some((place.floor() as u64, place.fract()))
}

/// What lies between two ascending numbers, `part` of the way.
pub fn between(low: u64, high: u64, part: f64, kind: Kind) -> Atom {
    let real = |value: f64| Atom::Number(Real::new(value));
    match (atom(low, kind), atom(high, kind)) {
        (Atom::Time(low), Atom::Time(high)) => {
            let way = i128::from(high) - i128::from(low);
            Atom::Time(low + (way as f64 * part).round() as i64)
        }
        (Atom::Integer(low), Atom::Integer(high)) => {
            let way = i128::from(high) - i128::from(low);
            real(low as f64 + way as f64 * part)
        }
        (Atom::Number(low), Atom::Number(high)) if low != high => {
            let (low, high) = (low.get(), high.get());
            let way = high - low;
            real(if way.is_finite() {
                low + way * part
            } else {
                low * (1.0 - part) + high * part
            })
        }
        (low, _) => low,
    }
}

//! What is measured of groups, one thing over all groups of a shard at a time.

use super::super::Order;
use super::block::Block;
use super::distinct::Distinct;
use super::frequent::Frequent;
use super::latest::Latest;
use super::measured::{Edge, Measured};
use super::spread::Spread;
use super::whole::Whole;
use crate::query::atom::Atom;
use crate::query::kernel;
use crate::query::keys::Keys;
use crate::query::numbers::{Number, Numbers};
use crate::query::order::Ascending;
use crate::query::shard::Shard;
use crate::query::sum::Sum;
use crate::table::Bitmap;
use crate::value::Kind;
use std::sync::Arc;

/// A measure under way, for all groups of a shard.
#[derive(Clone)]
pub enum Tally<'a> {
    Count(Vec<u64>),
    CountIf(Arc<Bitmap>, Vec<u64>),
    Distinct(Distinct),
    Best {
        of: Option<Arc<Ordered<'a>>>,
        order: Order,
        best: Vec<Option<u64>>,
    },
    Sum {
        of: Option<Arc<Numbers<'a>>>,
        /// Of a column with codes for integers, the integer of each.
        coded: Option<Arc<[i64]>>,
        sums: Vec<Sum>,
    },
    Spread(Spread<'a>),
    Frequent(Frequent),
    Latest(Latest<'a>),
}

/// A column whose values compare as numbers; the elements of lists one by one.
pub enum Ordered<'a> {
    Cells(Ascending<'a>),
    Elements(Arc<Keys>),
}

impl<'a> Tally<'a> {
    /// Rows.
    pub fn count() -> Self {
        Self::Count(Vec::new())
    }

    /// Rows that are also among these.
    pub fn count_if(rows: Bitmap) -> Self {
        Self::CountIf(Arc::new(rows), Vec::new())
    }

    /// Distinct values of a column, which the shard may lack.
    pub fn distinct(shard: &Shard<'a>, column: Option<usize>) -> Self {
        let common = column.is_some_and(|column| shard.has_common_codes(column));
        Self::Distinct(Distinct::new(column.map(|column| shard.keys(column)), common))
    }

    /// The first value in this order.
    pub fn best(shard: &Shard<'a>, column: Option<usize>, order: Order) -> Self {
        let of = column.map(|column| {
            Arc::new(match shard.column(column).kind {
                Kind::List => Ordered::Elements(shard.keys(column)),
                _ => Ordered::Cells(Ascending::of(shard, column)),
            })
        });
        Self::Best {
            of,
            order,
            best: Vec::new(),
        }
    }

    /// Numbers added up.
    pub fn sum(shard: &Shard<'a>, column: Option<usize>) -> Self {
        let of = column.and_then(|column| Numbers::of(shard, column));
        Self::Sum {
            coded: of.as_ref().and_then(Numbers::coded).map(Arc::from),
            of: of.map(Arc::new),
            sums: Vec::new(),
        }
    }

    /// These percentiles of a column of this kind.
    pub fn spread(shard: &Shard<'a>, column: Option<usize>, percents: Vec<f64>, kind: Kind) -> Self {
        let numbers = column.and_then(|column| Numbers::of(shard, column));
        Self::Spread(Spread::new(numbers, percents, kind))
    }

    /// The most frequent value.
    pub fn mode(shard: &Shard<'a>, column: Option<usize>) -> Self {
        Self::Frequent(Frequent::new(column.map(|column| shard.keys(column))))
    }

    /// The value in the first or last row by time.
    pub fn edge(shard: &Shard<'a>, of: Option<usize>, by: Option<usize>, edge: Edge) -> Self {
        Self::Latest(Latest::new(shard, of, by, edge))
    }

    /// Takes rows with their groups.
    pub fn add(&mut self, block: Block<'_>) {
        let Block {
            segment,
            rows,
            of_rows,
            groups,
            ..
        } = block;
        match self {
            Self::Count(counts) => {
                counts.resize(groups, 0);
                kernel::count_groups(of_rows, counts);
            }
            Self::CountIf(among, counts) => {
                counts.resize(groups, 0);
                let words = among.segment(segment);
                let passes = |row: u32| words[row as usize / 64] >> (row % 64) & 1;
                rows.iter()
                    .zip(of_rows)
                    .for_each(|(&row, &group)| counts[group as usize] += passes(row));
            }
            Self::Distinct(distinct) => distinct.add(block),
            Self::Best { of, order, best } => {
                best.resize(groups, None);
                let offer = |at: usize, number: u64| better(&mut best[of_rows[at] as usize], number, *order);
                match of.as_deref() {
                    Some(Ordered::Cells(Ascending::Whole { values, present, .. })) => {
                        if let Some(whole) = Whole::of(values, *present, segment) {
                            whole.best(block, *order, best);
                        }
                    }
                    Some(Ordered::Cells(cells)) => cells.each(segment, rows, offer),
                    Some(Ordered::Elements(keys)) => elements(keys, segment, rows, offer),
                    None => {}
                }
            }
            Self::Sum { of, coded, sums } => {
                sums.resize_with(groups, Sum::default);
                let whole = match (of.as_deref(), coded) {
                    (Some(Numbers::Whole(values, present)), _) => Whole::of(values, *present, segment),
                    (Some(Numbers::Coded(codes, _)), Some(integers)) if !rows.is_empty() => {
                        Some(Whole::Coded(codes.segment(segment), integers))
                    }
                    (Some(numbers), _) => {
                        numbers.each(segment, rows, |at, number| {
                            let sum = &mut sums[of_rows[at] as usize];
                            match number {
                                Number::Whole(value) => sum.whole(value),
                                Number::Real(value) => sum.real(value),
                            }
                        });
                        None
                    }
                    (None, _) => None,
                };
                if let Some(whole) = whole {
                    whole.sum(block, sums);
                }
            }
            Self::Spread(spread) => spread.add(block),
            Self::Frequent(frequent) => frequent.add(block),
            Self::Latest(latest) => latest.add(block),
        }
    }

    /// The same of groups brought together: group `n` goes into `into[n]`, nowhere where there is no such among `groups`.
    pub fn fold(&self, into: &[u32], groups: usize) -> Self {
        match self {
            Self::Count(counts) | Self::CountIf(_, counts) => {
                Self::Count(folded(counts, into, groups, |sum, count| *sum += count))
            }
            Self::Distinct(distinct) => Self::Distinct(distinct.fold(into, groups)),
            Self::Best { of, order, best } => Self::Best {
                of: of.clone(),
                order: *order,
                best: folded(best, into, groups, |best, number| {
                    if let Some(number) = number {
                        better(best, *number, *order);
                    }
                }),
            },
            Self::Sum { of, coded, sums } => Self::Sum {
                of: of.clone(),
                coded: coded.clone(),
                sums: folded(sums, into, groups, |sum, other| sum.merge(other.clone())),
            },
            Self::Spread(spread) => Self::Spread(spread.fold(into, groups)),
            Self::Frequent(frequent) => Self::Frequent(frequent.fold(into, groups)),
            Self::Latest(latest) => Self::Latest(latest.fold(into, groups)),
        }
    }

    /// What was measured of each group. A shard that stands alone reads what it can instead of naming values.
    pub fn finish(&self, alone: bool) -> Vec<Measured> {
        match self {
            Self::Count(counts) | Self::CountIf(_, counts) => counts.iter().copied().map(Measured::Count).collect(),
            Self::Distinct(distinct) => distinct.finish(alone),
            Self::Best { of, order, best } => {
                let atom = |number: u64| match of.as_deref() {
                    Some(Ordered::Cells(cells)) => cells.atom(number),
                    Some(Ordered::Elements(keys)) => keys.atom(keys.ranks().codes[number as usize]),
                    None => Atom::Null,
                };
                best.iter()
                    .map(|best| Measured::Best(best.map_or(Atom::Null, atom), *order))
                    .collect()
            }
            Self::Sum { sums, .. } => sums.iter().cloned().map(Measured::Sum).collect(),
            Self::Spread(spread) => spread.finish(alone),
            Self::Frequent(frequent) => frequent.finish(alone),
            Self::Latest(latest) => latest.finish(),
        }
    }
}

/// One value for each of the groups into which others go.
pub fn folded<T: Clone + Default>(from: &[T], into: &[u32], groups: usize, mut join: impl FnMut(&mut T, &T)) -> Vec<T> {
    let mut folded = vec![T::default(); groups];
    for (value, &group) in from.iter().zip(into) {
        if let Some(known) = folded.get_mut(group as usize) {
            join(known, value);
        }
    }
    folded
}

/// Takes a number that comes before the best one in this order.
#[inline(always)]
pub fn better(best: &mut Option<u64>, number: u64, order: Order) {
    let ascending = order == Order::Ascending;
    if best.is_none_or(|best| if ascending { number < best } else { number > best }) {
        *best = Some(number);
    }
}

fn elements(keys: &Keys, segment: usize, rows: &[u32], mut offer: impl FnMut(usize, u64)) {
    let ranks = keys.ranks();
    keys.each(segment, rows, |at, element| {
        if element != 0 {
            offer(at, ranks.of[element as usize].into());
        }
    });
}

//! Rows in the order of their cells: sort keys, permutations, and where a page begins in them.

use super::Order;
use super::atom::{Atom, Real};
use super::kernel;
use super::keys::Keys;
use super::shard::Shard;
use crate::arrange;
use crate::table::{Bitmap, Codes, Data, SEGMENT, Segments};
use crate::value::Micros;
use std::sync::Arc;

/// A column as numbers that ascend with its values.
pub enum Ascending<'a> {
    Whole {
        values: &'a Segments<i64>,
        present: Option<&'a Bitmap>,
        time: bool,
    },
    Real {
        values: &'a Segments<f64>,
        present: Option<&'a Bitmap>,
    },
    /// By code; null's is the highest.
    Ranked { keys: Arc<Keys>, order: Vec<u32> },
}

const SIGN: u64 = 1 << 63;

impl<'a> Ascending<'a> {
    /// The numbers of a column.
    pub fn of(shard: &Shard<'a>, column: usize) -> Self {
        match &shard.column(column).data {
            Data::Integer { values, present } => Self::Whole {
                values,
                present: present.as_ref(),
                time: false,
            },
            Data::Time { values, present, .. } => Self::Whole {
                values,
                present: present.as_ref(),
                time: true,
            },
            Data::Number { values, present } => Self::Real {
                values,
                present: present.as_ref(),
            },
            Data::Codes(_) | Data::Plain { .. } => {
                let keys = shard.keys(column);
                Self::Ranked {
                    order: keys.order(),
                    keys,
                }
            }
        }
    }

    /// The number of a row, `None` for null.
    #[inline]
    pub fn get(&self, row: usize) -> Option<u64> {
        let here = |present: &Option<&Bitmap>| present.is_none_or(|present| present.get(row));
        match self {
            Self::Whole { values, present, .. } => {
                here(present).then(|| values[row / SEGMENT][row % SEGMENT] as u64 ^ SIGN)
            }
            Self::Real { values, present } => {
                here(present).then(|| Real::new(values[row / SEGMENT][row % SEGMENT]).bits())
            }
            Self::Ranked { keys, order } => {
                let code = keys.codes.code(row);
                (code != 0).then(|| order[code as usize].into())
            }
        }
    }

    /// Calls `each` with position and number of those of these rows of a segment that are not null.
    #[inline(always)]
    pub fn each(&self, segment: usize, rows: &[u32], mut each: impl FnMut(usize, u64)) {
        let here = |present: &Option<&Bitmap>, row: u32| {
            present.is_none_or(|present| present.get(segment * SEGMENT + row as usize))
        };
        let rows_at = rows.iter().copied().enumerate();
        match self {
            Self::Whole { values, present, .. } => {
                let Some(values) = values.get(segment) else {
                    return;
                };
                rows_at
                    .filter(|&(_, row)| here(present, row))
                    .for_each(|(at, row)| each(at, values[row as usize] as u64 ^ SIGN));
            }
            Self::Real { values, present } => {
                let Some(values) = values.get(segment) else {
                    return;
                };
                rows_at
                    .filter(|&(_, row)| here(present, row))
                    .for_each(|(at, row)| each(at, Real::new(values[row as usize]).bits()));
            }
            Self::Ranked { keys, order } if !rows.is_empty() => {
                kernel::each_code(keys.codes.segment(segment), rows, |at, code| {
                    if code != 0 {
                        each(at, order[code as usize].into());
                    }
                })
            }
            Self::Ranked { .. } => {}
        }
    }

    /// The value of a number that came from [`Ascending::get`]; of a list column, of the rank of one element.
    pub fn atom(&self, number: u64) -> Atom {
        match self {
            Self::Whole { time: true, .. } => Atom::Time((number ^ SIGN) as i64),
            Self::Whole { .. } => Atom::Integer((number ^ SIGN) as i64),
            Self::Real { .. } => Atom::Number(Real::from_bits(number)),
            Self::Ranked { keys, .. } => keys.atom(keys.ranks().codes[number as usize]),
        }
    }
}

/// All rows of a shard in some order.
#[derive(Debug)]
pub struct Sorted {
    pub rows: Vec<u32>,
}

impl Sorted {
    /// Sorts all rows by these columns; nulls last, ties in row order.
    pub fn of(shard: &Shard<'_>, by: &[(usize, Order)]) -> Self {
        let mut rows: Vec<u32> = (0..shard.data.rows as u32).collect();
        for &(column, order) in by.iter().rev() {
            let ascending = Ascending::of(shard, column);
            let mut pairs = Vec::with_capacity(rows.len());
            let mut nulls = Vec::new();
            for &row in &rows {
                match ascending.get(row as usize) {
                    Some(number) if order == Order::Ascending => pairs.push((number, row)),
                    Some(number) => pairs.push((!number, row)),
                    None => nulls.push(row),
                }
            }
            radix(&mut pairs);
            rows.clear();
            rows.extend(pairs.iter().map(|&(_, row)| row));
            rows.append(&mut nulls);
        }
        Self { rows }
    }

    /// The rows from `offset` on, at most `limit`, of those that `within` has; `matching` is how many it has.
    pub fn page(&self, within: &Bitmap, matching: usize, offset: usize, limit: usize) -> Vec<u32> {
        if matching == self.rows.len() {
            let end = offset.saturating_add(limit).min(self.rows.len());
            return self.rows.get(offset..end).unwrap_or_default().to_vec();
        }
        if offset >= matching {
            return Vec::new();
        }
        let words = within.words();
        let inside = |row: u32| words[row as usize / 64] >> (row % 64) & 1;
        // Counting without branches is what makes deep pages quick.
        let mut before = 0;
        let mut at = 0;
        for block in self.rows.chunks(1024) {
            let here: u64 = block.iter().map(|&row| inside(row)).sum();
            if before + here as usize > offset {
                break;
            }
            before += here as usize;
            at += block.len();
        }
        self.rows[at..]
            .iter()
            .copied()
            .filter(|&row| inside(row) == 1)
            .skip(offset - before)
            .take(limit.min(matching - offset))
            .collect()
    }

    /// How many rows of `within` stand before this one.
    pub fn before(&self, within: &Bitmap, row: u32) -> u64 {
        self.rows
            .iter()
            .take_while(|&&other| other != row)
            .filter(|&&other| within.get(other as usize))
            .count() as u64
    }
}

/// Sorts pairs by their number, keeping ties as they are: least significant digit first, skipping digits in which all agree.
pub fn radix(pairs: &mut Vec<(u64, u32)>) {
    const BITS: u32 = 11;
    if pairs.len() < 2000 {
        return arrange::by_key(pairs, |pair| pair.0);
    }
    let first = pairs[0].0;
    let differ = pairs.iter().fold(0, |differ, pair| differ | (pair.0 ^ first));
    let mut other = vec![(0, 0); pairs.len()];
    let mut shift = 0;
    while shift < 64 && differ >> shift != 0 {
        let digit = |number: u64| (number >> shift) as usize & ((1 << BITS) - 1);
        if digit(differ) != 0 {
            let mut starts = vec![0u32; 1 << BITS];
            pairs.iter().for_each(|pair| starts[digit(pair.0)] += 1);
            let mut sum = 0;
            for start in &mut starts {
                sum += std::mem::replace(start, sum);
            }
            for &pair in pairs.iter() {
                let start = &mut starts[digit(pair.0)];
                other[*start as usize] = pair;
                *start += 1;
            }
            std::mem::swap(pairs, &mut other);
        }
        shift += BITS;
    }
}

/// Smallest and largest of the values in these rows.
pub fn range(values: &Segments<i64>, rows: &Bitmap) -> Option<(Micros, Micros)> {
    let bounds = values
        .iter()
        .enumerate()
        .filter_map(|(index, values)| kernel::bounds(values, rows.segment(index)));
    bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Rows of a table whose code is 0.
pub fn nulls(codes: &Codes, rows: usize) -> Bitmap {
    let mut made = Bitmap::new(rows, false);
    for segment in 0..rows.div_ceil(SEGMENT) {
        kernel::equal_words(codes.segment(segment), 0, made.segment_mut(segment));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn radix_is_a_stable_sort(numbers in prop::collection::vec(prop_oneof![0u64..50, any::<u64>()], 2000..2500), mask in prop_oneof![Just(u64::MAX), Just(0xff00_0000_0ff0)]) {
            let mut pairs: Vec<(u64, u32)> = numbers.iter().enumerate().map(|(row, number)| (number & mask, row as u32)).collect();
            let mut wanted = pairs.clone();
            wanted.sort_by_key(|pair| pair.0);
            radix(&mut pairs);
            prop_assert_eq!(pairs, wanted);
        }

        #[test]
        fn pages_are_cut_from_the_matching_rows(order in Just((0..3000u32).collect::<Vec<_>>()).prop_shuffle(), modulus in 1usize..9, offset in 0usize..3500, limit in 0usize..50) {
            let within = Bitmap::from_fn(3000, |row| row % modulus == 0);
            let wanted: Vec<u32> = order.iter().copied().filter(|&row| within.get(row as usize)).skip(offset).take(limit).collect();
            prop_assert_eq!(Sorted { rows: order }.page(&within, within.count_ones(), offset, limit), wanted);
        }
    }
}

//! Integers and times of a segment by group, tallied in loops that do not branch on what they meet.

use super::super::Order;
use super::block::Block;
use super::tally::better;
use crate::query::numbers::whole;
use crate::query::sum::Sum;
use crate::table::{Bitmap, CodeSlice, Segments};

/// The integers of a segment.
pub enum Whole<'a> {
    /// One a row, and the words of the rows that have one where not all do.
    Cells(&'a [i64], Option<&'a [u64]>),
    /// One a code, null's aside.
    Coded(CodeSlice<'a>, &'a [i64]),
}

/// What a group adds up to within a segment: its halves cannot overflow, and a group without a value has nothing in them.
#[derive(Clone, Copy, Default)]
struct Halves {
    low: u64,
    high: i64,
    count: u64,
}

impl<'a> Whole<'a> {
    /// Those of a segment; `None` where the column has not come so far.
    pub fn of(values: &'a Segments<i64>, present: Option<&'a Bitmap>, segment: usize) -> Option<Self> {
        Some(Self::Cells(
            values.get(segment)?,
            present.map(|present| present.segment(segment)),
        ))
    }

    /// Calls `take` with group and value of each row, and whether it has one.
    #[inline(always)]
    fn each(&self, block: Block<'_>, mut take: impl FnMut(usize, i64, bool)) {
        match self {
            Self::Cells(values, None) => block.each(values, |group, value| take(group, value, true)),
            Self::Cells(values, Some(words)) => block.each_present(values, words, take),
            Self::Coded(codes, values) => {
                block.each_code(*codes, |group, code| take(group, values[code as usize], code != 0))
            }
        }
    }

    /// Adds the values up.
    pub fn sum(&self, block: Block<'_>, sums: &mut [Sum]) {
        if sums.len() > block.rows.len() {
            return self.each(block, |group, value, present| {
                if present {
                    sums[group].whole(value);
                }
            });
        }
        let mut halves = vec![Halves::default(); sums.len()];
        self.each(block, |group, value, present| {
            let value = if present { value } else { 0 };
            let half = &mut halves[group];
            half.low += value as u64 & 0xffff_ffff;
            half.high += value >> 32;
            half.count += u64::from(present);
        });
        for (sum, half) in sums.iter_mut().zip(halves) {
            sum.wholes((i128::from(half.high) << 32) + i128::from(half.low), half.count);
        }
    }

    /// Finds the first value of each group in this order, as numbers that ascend.
    pub fn best(&self, block: Block<'_>, order: Order, best: &mut [Option<u64>]) {
        if best.len() > block.rows.len() {
            return self.each(block, |group, value, present| {
                if present {
                    better(&mut best[group], whole(value), order);
                }
            });
        }
        let last = match order {
            Order::Ascending => u64::MAX,
            Order::Descending => 0,
        };
        let mut found = vec![last; best.len()];
        // A value that is the last of all looks like none.
        let mut hidden = false;
        let number = |value: i64, present: bool| if present { whole(value) } else { last };
        match order {
            Order::Ascending => self.each(block, |group, value, present| {
                let number = number(value, present);
                hidden |= present && number == last;
                found[group] = found[group].min(number);
            }),
            Order::Descending => self.each(block, |group, value, present| {
                let number = number(value, present);
                hidden |= present && number == last;
                found[group] = found[group].max(number);
            }),
        }
        for (best, number) in best.iter_mut().zip(found) {
            if number != last {
                better(best, number, order);
            }
        }
        if hidden {
            self.each(block, |group, value, present| {
                if present && whole(value) == last {
                    better(&mut best[group], last, order);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Few values, the outermost among them.
    fn value() -> impl Strategy<Value = i64> {
        prop_oneof![Just(i64::MIN), Just(i64::MAX), -3i64..3, any::<i64>()]
    }

    proptest! {
        #[test]
        fn many_at_once_are_as_one_by_one(
            cells in prop::collection::vec((value(), any::<bool>(), 0u32..5), 0..200),
            nulls: bool,
            run: bool,
            first in prop_oneof![Just(0usize), Just(64)],
            groups in prop_oneof![Just(5usize), Just(300)],
        ) {
            let values: Vec<i64> = cells.iter().map(|cell| cell.0).collect();
            let present = Bitmap::from_fn(cells.len(), |row| cells[row].1);
            let here = |row: usize| !nulls || cells[row].1;
            let rows: Vec<u32> = (first.min(cells.len())..cells.len()).filter(|row| run || row % 3 > 0).map(|row| row as u32).collect();
            let of_rows: Vec<u32> = rows.iter().map(|&row| cells[row as usize].2).collect();
            let block = Block { segment: 0, rows: &rows, run, of_rows: &of_rows, groups };
            let with_value = || rows.iter().map(|&row| row as usize).filter(|&row| here(row));
            let codes: Vec<u16> = (0..cells.len()).map(|row| if here(row) { row as u16 + 1 } else { 0 }).collect();
            let coded: Vec<i64> = std::iter::once(0).chain(values.iter().copied()).collect();
            for whole in [
                Whole::Cells(&values, nulls.then(|| present.words())),
                Whole::Coded(CodeSlice::U16(&codes), &coded),
            ] {
                let (mut sums, mut expected) = (vec![Sum::default(); groups], vec![Sum::default(); groups]);
                whole.sum(block, &mut sums);
                with_value().for_each(|row| expected[cells[row].2 as usize].whole(values[row]));
                let totals = |sums: &[Sum]| sums.iter().map(|sum| (sum.total(), sum.count)).collect::<Vec<_>>();
                prop_assert_eq!(totals(&sums), totals(&expected));

                for order in [Order::Ascending, Order::Descending] {
                    let (mut best, mut expected) = (vec![None; groups], vec![None; groups]);
                    whole.best(block, order, &mut best);
                    for row in with_value() {
                        better(&mut expected[cells[row].2 as usize], super::whole(values[row]), order);
                    }
                    prop_assert_eq!(best, expected);
                }
            }
        }
    }
}

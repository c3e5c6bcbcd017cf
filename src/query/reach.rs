//! How far the values of a few thousand rows reach, block by block: whether they are in a range is then known for most rows without a
//! look at them, since logs run nearly with time.

use super::kernel;
use crate::table::{Bitmap, SEGMENT, Segments};

/// Rows of a block; a segment is a whole number of them.
const BLOCK: usize = 1 << 12;
const WORDS: usize = BLOCK / 64;

/// Smallest and largest value of each block; `None` where it has no value.
#[derive(Debug)]
pub struct Reach(Vec<Option<(i64, i64)>>);

impl Reach {
    /// The reach of these values, of which those in `present` count (`None`: all).
    pub fn of(values: &Segments<i64>, present: Option<&Bitmap>) -> Self {
        let mut found = Vec::new();
        for (index, values) in values.iter().enumerate() {
            let blocks = values.chunks(BLOCK);
            match present {
                Some(present) => {
                    let words = present.segment(index).chunks(WORDS);
                    found.extend(blocks.zip(words).map(|(block, words)| kernel::bounds(block, words)));
                }
                None => found.extend(blocks.map(|block| Some((*block.iter().min()?, *block.iter().max()?)))),
            }
        }
        Self(found)
    }

    /// Those of `rows` whose value is from `low` to `high`; rows that have none, and others than `rows`, may come out either way.
    pub fn rows(&self, values: &Segments<i64>, (low, high): (i64, i64), rows: &Bitmap) -> Bitmap {
        let mut found = Bitmap::new(rows.len(), false);
        for (index, values) in values.iter().enumerate() {
            let wanted = rows.segment(index).chunks(WORDS);
            let out = found.segment_mut(index).chunks_mut(WORDS);
            let reaches = &self.0[index * (SEGMENT / BLOCK)..];
            for (((block, wanted), out), reach) in values.chunks(BLOCK).zip(wanted).zip(out).zip(reaches) {
                match *reach {
                    Some((least, most)) if low <= most && least <= high && wanted.iter().any(|&word| word != 0) => {
                        if low <= least && most <= high {
                            out.copy_from_slice(wanted);
                        } else {
                            kernel::range_words(block, low, high, out);
                        }
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// Smallest and largest of the values in these rows, which must have values: only blocks that reach beyond what is known are looked at.
    pub fn bounds(&self, values: &Segments<i64>, rows: &Bitmap) -> Option<(i64, i64)> {
        const BLOCKS: usize = SEGMENT / BLOCK;
        let mut seen = vec![false; self.0.len()];
        let mut found: Option<(i64, i64)> = None;
        let mut look = |at: usize, beyond: fn((i64, i64), (i64, i64)) -> bool| {
            let Some(reach) = self.0[at].filter(|&reach| !seen[at] && found.is_none_or(|found| beyond(reach, found)))
            else {
                return;
            };
            let (segment, part) = (at / BLOCKS, at % BLOCKS);
            let Some(words) = rows.segment(segment).chunks(WORDS).nth(part) else {
                return;
            };
            seen[at] = true;
            let values = &values[segment][part * BLOCK..];
            let inside = if words.iter().all(|&word| word == u64::MAX) {
                Some(reach)
            } else {
                kernel::bounds(values, words)
            };
            found = match (found, inside) {
                (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
                (a, b) => a.or(b),
            };
        };
        (0..self.0.len()).for_each(|at| look(at, |reach, found| reach.0 < found.0));
        (0..self.0.len())
            .rev()
            .for_each(|at| look(at, |reach, found| reach.1 > found.1));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_range_has_the_rows_whose_values_are_in_it(
            length in prop_oneof![0..200_usize, BLOCK - 70..BLOCK + 70, SEGMENT - 70..SEGMENT + 70],
            jitter in 1..9000_i64,
            nulls: bool,
            seed: u64,
            low in -2000..70_000_i64,
            width in -5..40_000_i64,
        ) {
            let mixed = |row: usize| (row as u64 ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            let present = nulls.then(|| Bitmap::from_fn(length, |row| !mixed(row + 1).is_multiple_of(3)));
            let has = |row: usize| present.as_ref().is_none_or(|present| present.get(row));
            let values: Vec<i64> = (0..length).map(|row| if has(row) { row as i64 + mixed(row) as i64 % jitter } else { 0 }).collect();
            let wanted = Bitmap::from_fn(length, |row| row / 5000 != 1);
            let segments: Segments<i64> = values.chunks(SEGMENT).map(Into::into).collect();
            let (low, high) = (low, low + width);
            let found = Reach::of(&segments, present.as_ref()).rows(&segments, (low, high), &wanted);
            prop_assert_eq!(found.len(), length);
            for row in (0..length).filter(|&row| wanted.get(row) && has(row)) {
                prop_assert_eq!(found.get(row), (low..=high).contains(&values[row]), "row {}", row);
            }
            prop_assert!(found.iter().all(|row| row < length));
            let few = Bitmap::from_fn(length, |row| wanted.get(row) && has(row) && (seed.is_multiple_of(2) || mixed(row + 7).is_multiple_of(97)));
            let inside = || few.iter().map(|row| values[row]);
            prop_assert_eq!(Reach::of(&segments, present.as_ref()).bounds(&segments, &few), inside().min().zip(inside().max()));
        }
    }
}

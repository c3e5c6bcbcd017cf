//! A set of rows, one bit each.

use super::SEGMENT;
use super::part::Numbers;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Words in a full segment.
const SEGMENT_WORDS: usize = SEGMENT / 64;

/// Bits in row order, 64 to a word; bits beyond `len` are always zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Numbers<u64>, usize)", into = "(Numbers<u64>, usize)")]
pub struct Bitmap {
    words: Vec<u64>,
    len: usize,
}

impl From<Bitmap> for (Numbers<u64>, usize) {
    fn from(bits: Bitmap) -> Self {
        (Numbers(bits.words), bits.len)
    }
}

impl From<(Numbers<u64>, usize)> for Bitmap {
    fn from((words, len): (Numbers<u64>, usize)) -> Self {
        Self::from_words(words.0, len)
    }
}

impl Bitmap {
    /// `len` rows, all set or all clear.
    pub fn new(len: usize, value: bool) -> Self {
        let mut made = Self {
            words: vec![if value { u64::MAX } else { 0 }; len.div_ceil(64)],
            len,
        };
        made.trim();
        made
    }

    /// `len` rows, each set where `test` says so.
    pub fn from_fn(len: usize, mut test: impl FnMut(usize) -> bool) -> Self {
        let words = (0..len.div_ceil(64))
            .map(|word| {
                let base = word * 64;
                (0..64.min(len - base)).fold(0, |bits, bit| bits | u64::from(test(base + bit)) << bit)
            })
            .collect();
        Self { words, len }
    }

    /// Takes words as they are, 64 rows each; bits beyond `len` are cleared, missing words are zero.
    pub fn from_words(mut words: Vec<u64>, len: usize) -> Self {
        words.resize(len.div_ceil(64), 0);
        let mut made = Self { words, len };
        made.trim();
        made
    }

    /// Rows, set or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no rows at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether this row is set; a row beyond the end is not.
    pub fn get(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Sets or clears one row, which must be within `len`.
    pub fn set(&mut self, row: usize, value: bool) {
        assert!(row < self.len, "row {row} of {}", self.len);
        let bit = 1 << (row % 64);
        if value {
            self.words[row / 64] |= bit;
        } else {
            self.words[row / 64] &= !bit;
        }
    }

    /// Appends one row.
    pub fn push(&mut self, value: bool) {
        if self.len.is_multiple_of(64) {
            self.words.push(0);
        }
        self.len += 1;
        if value {
            self.words[(self.len - 1) / 64] |= 1 << ((self.len - 1) % 64);
        }
    }

    /// Appends `count` rows of the same value.
    pub fn extend(&mut self, value: bool, count: usize) {
        let start = self.len;
        self.len += count;
        self.words
            .resize(self.len.div_ceil(64), if value { u64::MAX } else { 0 });
        if value && !start.is_multiple_of(64) && count > 0 {
            self.words[start / 64] |= u64::MAX << (start % 64);
        }
        self.trim();
    }

    /// These rows alone.
    pub(super) fn cut(&self, rows: &Range<usize>) -> Self {
        if !rows.start.is_multiple_of(64) {
            return Self::from_fn(rows.len(), |row| self.get(rows.start + row));
        }
        let words = &self.words[rows.start / 64..rows.end.div_ceil(64).max(rows.start / 64)];
        Self::from_words(words.to_vec(), rows.len())
    }

    /// Appends rows; those before must fill whole words.
    pub(super) fn append(&mut self, more: &Self) {
        self.words.extend_from_slice(&more.words);
        self.len += more.len;
    }

    /// All words.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// All words, to be written by kernels; whoever sets bits beyond `len` breaks the invariant and must call [`Bitmap::trim`].
    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    /// Clears the bits beyond `len`.
    pub fn trim(&mut self) {
        if !self.len.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= u64::MAX >> (64 - self.len % 64);
        }
    }

    /// The words of segment `index`: 1,024, fewer in the last.
    pub fn segment(&self, index: usize) -> &[u64] {
        let start = (index * SEGMENT_WORDS).min(self.words.len());
        &self.words[start..(start + SEGMENT_WORDS).min(self.words.len())]
    }

    /// The words of segment `index`, to be written; see [`Bitmap::words_mut`].
    pub fn segment_mut(&mut self, index: usize) -> &mut [u64] {
        let start = (index * SEGMENT_WORDS).min(self.words.len());
        let end = (start + SEGMENT_WORDS).min(self.words.len());
        &mut self.words[start..end]
    }

    /// Keeps the rows that are also in `other`, which must have as many rows.
    pub fn and(&mut self, other: &Self) {
        self.zip(other, |a, b| a & b);
    }

    /// Adds the rows of `other`, which must have as many rows.
    pub fn or(&mut self, other: &Self) {
        self.zip(other, |a, b| a | b);
    }

    /// Takes the rows of `other` away, which must have as many rows.
    pub fn and_not(&mut self, other: &Self) {
        self.zip(other, |a, b| a & !b);
    }

    /// Turns every row round.
    pub fn not(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    fn zip(&mut self, other: &Self, join: impl Fn(u64, u64) -> u64) {
        assert_eq!(self.len, other.len, "bitmaps of one table");
        self.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(a, b)| *a = join(*a, *b));
    }

    /// How many rows are set.
    pub fn count_ones(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The rows that are set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        ones(&self.words)
    }

    /// The rows of segment `index` that are set, ascending, counted from the segment's first row.
    pub fn iter_segment(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        ones(self.segment(index))
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.words.len() * 8
    }
}

/// Positions of the set bits of `words`, ascending.
pub(super) fn ones(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    words.iter().enumerate().flat_map(|(index, &word)| {
        let mut rest = word;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                index * 64 + bit
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(bits: &[bool]) -> Bitmap {
        Bitmap::from_fn(bits.len(), |row| bits[row])
    }

    proptest! {
        #[test]
        fn every_operation_agrees_with_bools(pairs in prop::collection::vec(any::<(bool, bool)>(), 0..300), more in 0usize..200) {
            let (left, right): (Vec<bool>, Vec<bool>) = pairs.iter().copied().unzip();
            let join = |op: fn(&mut Bitmap, &Bitmap)| { let mut made = of(&left); op(&mut made, &of(&right)); made };
            let want = |op: fn(bool, bool) -> bool| of(&pairs.iter().map(|&(a, b)| op(a, b)).collect::<Vec<_>>());
            prop_assert_eq!(join(Bitmap::and), want(|a, b| a & b));
            prop_assert_eq!(join(Bitmap::or), want(|a, b| a | b));
            prop_assert_eq!(join(Bitmap::and_not), want(|a, b| a & !b));
            prop_assert_eq!(join(|a, _| a.not()), want(|a, _| !a));
            prop_assert_eq!(of(&left).count_ones(), left.iter().filter(|&&bit| bit).count());
            prop_assert_eq!(of(&left).iter().collect::<Vec<_>>(), (0..left.len()).filter(|&row| left[row]).collect::<Vec<_>>());

            let mut grown = Bitmap::default();
            left.iter().for_each(|&bit| grown.push(bit));
            prop_assert_eq!(&grown, &of(&left));
            for value in [true, false] {
                let mut longer = left.clone();
                longer.extend(std::iter::repeat_n(value, more));
                let mut extended = grown.clone();
                extended.extend(value, more);
                prop_assert_eq!(extended, of(&longer));
            }
        }
    }

    #[test]
    fn segments_are_cut_at_whole_words() {
        let mut rows = Bitmap::new(SEGMENT + 70, true);
        rows.set(SEGMENT + 3, false);
        assert_eq!(rows.segment(0).len(), 1024);
        assert_eq!(rows.segment(1).len(), 2);
        assert!(rows.segment(2).is_empty());
        assert_eq!(rows.iter_segment(1).take(4).collect::<Vec<_>>(), [0, 1, 2, 4]);
        assert_eq!(rows.count_ones(), SEGMENT + 69);
        assert!(!rows.get(SEGMENT + 70));
    }
}

//! Rows of a segment with their groups, as they are handed from those who find groups to those who measure them.

use crate::table::CodeSlice;
use std::ops::Range;

/// Some rows of a segment. Lists count under several groups, so their rows may come several times.
#[derive(Clone, Copy)]
pub struct Block<'a> {
    pub segment: usize,
    /// Counted from the segment's first, ascending.
    pub rows: &'a [u32],
    /// Whether these are all rows from the first to the last, each once, and the first begins a word of a bitmap.
    pub run: bool,
    /// The group of each.
    pub of_rows: &'a [u32],
    /// Groups by now.
    pub groups: usize,
}

impl Block<'_> {
    /// No rows, and so many groups.
    pub fn empty(groups: usize) -> Self {
        Self {
            segment: 0,
            rows: &[],
            run: false,
            of_rows: &[],
            groups,
        }
    }

    /// Where the rows stand in their segment, if they are a run.
    pub fn range(&self) -> Option<Range<usize>> {
        let first = *self.rows.first()? as usize;
        self.run.then(|| first..first + self.rows.len())
    }

    /// Calls `each` with group and code of every row; `codes` are those of the segment.
    #[inline(always)]
    pub fn each_code(&self, codes: CodeSlice<'_>, mut each: impl FnMut(usize, u32)) {
        match codes {
            CodeSlice::U8(codes) => self.each(codes, |group, code| each(group, code.into())),
            CodeSlice::U16(codes) => self.each(codes, |group, code| each(group, code.into())),
            CodeSlice::U32(codes) => self.each(codes, each),
        }
    }

    /// Calls `each` with group and value of every row; `values` are those of the segment.
    #[inline(always)]
    pub fn each<T: Copy>(&self, values: &[T], mut each: impl FnMut(usize, T)) {
        match self.range() {
            Some(range) => values[range]
                .iter()
                .zip(self.of_rows)
                .for_each(|(&value, &group)| each(group as usize, value)),
            None => self
                .rows
                .iter()
                .zip(self.of_rows)
                .for_each(|(&row, &group)| each(group as usize, values[row as usize])),
        }
    }

    /// [`Block::each`] where not every row has a value: `words` are those of the segment, and `each` is told as well whether it has.
    #[inline(always)]
    pub fn each_present<T: Copy>(&self, values: &[T], words: &[u64], mut each: impl FnMut(usize, T, bool)) {
        match self.range() {
            Some(range) => {
                let words = &words[range.start / 64..];
                let values = values[range].chunks(64);
                for ((values, groups), word) in values.zip(self.of_rows.chunks(64)).zip(words) {
                    let mut word = *word;
                    for (&value, &group) in values.iter().zip(groups) {
                        each(group as usize, value, word & 1 == 1);
                        word >>= 1;
                    }
                }
            }
            None => self.rows.iter().zip(self.of_rows).for_each(|(&row, &group)| {
                let present = words[row as usize / 64] >> (row % 64) & 1 == 1;
                each(group as usize, values[row as usize], present);
            }),
        }
    }
}

//! Values of a growing column: full segments are frozen and shared, the last one holds only the values that are there.

use super::{Bitmap, SEGMENT, Segment, Segments};
use std::sync::{Arc, Mutex};

const SEGMENT_WORDS: usize = SEGMENT / 64;

/// Which rows have a value. Rows after the last one cost nothing until a value comes.
#[derive(Clone, Debug, Default)]
pub(super) struct Presence {
    words: Vec<u64>,
    pub count: usize,
}

impl Presence {
    #[inline(always)]
    pub fn mark(&mut self, row: usize) {
        match self.words.get_mut(row / 64) {
            Some(word) => *word |= 1 << (row % 64),
            None => self.lay(&[1 << (row % 64)], row / 64 * 64),
        }
        self.count += 1;
    }

    /// Marks the rows from `first` on that have a bit in `present`.
    pub fn mark_all(&mut self, first: usize, present: u64) {
        self.lay(&[present], first);
        self.count += present.count_ones() as usize;
    }

    /// The words of a segment, fewer or none where nothing was marked.
    pub fn segment(&self, index: usize) -> &[u64] {
        let start = (index * SEGMENT_WORDS).min(self.words.len());
        &self.words[start..(start + SEGMENT_WORDS).min(self.words.len())]
    }

    /// Marks the rows from `first` on whose bits are set in `words`, without counting them.
    pub fn lay(&mut self, words: &[u64], first: usize) {
        let (start, shift) = (first / 64, first % 64);
        let end = words.iter().rposition(|&word| word != 0).map_or(0, |last| last + 1);
        self.words.resize(self.words.len().max(start + end + 1), 0);
        for (index, &word) in words[..end].iter().enumerate() {
            self.words[start + index] |= word << shift;
            if shift > 0 {
                self.words[start + index + 1] |= word >> (64 - shift);
            }
        }
    }

    /// The words as they are.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// `None` where no row is null.
    pub fn bitmap(&self, rows: usize) -> Option<Bitmap> {
        (self.count < rows).then(|| Bitmap::from_words(self.words.clone(), rows))
    }
}

/// Positions of the set bits below `rows`, ascending.
pub(super) fn ones(words: &[u64], rows: usize) -> impl Iterator<Item = usize> + '_ {
    super::bitmap::ones(words).take_while(move |&row| row < rows)
}

/// What can stand in a segment.
pub(super) trait Cell: Copy + Default + 'static {
    /// The shared segments of zeros: the full one, and the last shorter one that was asked for.
    fn shared() -> &'static Mutex<[Arc<[Self]>; 2]>;

    /// Whether all bits are zero.
    fn is_zero(self) -> bool;

    /// A segment of nulls; all of one length share their memory.
    fn zeros(rows: usize) -> Arc<[Self]> {
        let Ok(mut shared) = Self::shared().lock() else {
            return vec![Self::default(); rows].into();
        };
        let slot = &mut shared[usize::from(rows != SEGMENT)];
        if slot.len() != rows {
            *slot = vec![Self::default(); rows].into();
        }
        slot.clone()
    }
}

macro_rules! cells {
    ($($kind:ty, $zero:expr;)*) => { $(
        impl Cell for $kind {
            fn shared() -> &'static Mutex<[Arc<[Self]>; 2]> {
                static SHARED: std::sync::LazyLock<Mutex<[Arc<[$kind]>; 2]>> = std::sync::LazyLock::new(Mutex::default);
                &SHARED
            }

            fn is_zero(self) -> bool {
                let zero: fn($kind) -> bool = $zero;
                zero(self)
            }
        }
    )* };
}
cells! {
    u8, |value| value == 0;
    u16, |value| value == 0;
    u32, |value| value == 0;
    i64, |value| value == 0;
    f64, |value| value.to_bits() == 0;
}

/// Values in row order. Nulls are the kind's zero in the full segments and left out of the last.
#[derive(Clone, Debug, Default)]
pub(super) struct Values<T> {
    full: Segments<T>,
    last: Vec<T>,
}

impl<T: Cell> Values<T> {
    /// Zeros for the rows so far: `segments` full ones and `values` in the last.
    pub fn zeroed(segments: usize, values: usize) -> Self {
        let full = (0..segments).map(|_| T::zeros(SEGMENT).into()).collect();
        Self {
            full,
            last: vec![T::default(); values],
        }
    }

    /// Zeros beside these values.
    pub fn zeros_beside<U: Cell>(other: &Values<U>) -> Self {
        Self::zeroed(other.full.len(), other.last.len())
    }

    pub fn push(&mut self, value: T) {
        self.last.push(value);
    }

    pub fn extend(&mut self, values: &[T]) {
        self.last.extend_from_slice(values);
    }

    /// All values in row order, nulls left out.
    pub fn flat(&self, presence: &Presence) -> Vec<T> {
        let mut all = Vec::with_capacity(presence.count);
        self.each(presence, &mut all, |all, value| all.push(value), |_, _| {});
        all
    }

    /// Ends the last segment at `rows` rows, of which those in `present` have the values pushed.
    pub fn freeze(&mut self, present: &[u64], rows: usize) {
        let zero = self.last.iter().all(|value| value.is_zero());
        self.full.push(if zero {
            T::zeros(rows).into()
        } else {
            Segment::of(&self.last, present, rows)
        });
        self.last = Vec::with_capacity(if self.last.len() == SEGMENT { SEGMENT } else { 0 });
    }

    /// All values in row order, nulls left out; `end` after each full segment, with its index.
    pub fn each<S>(
        &self,
        presence: &Presence,
        state: &mut S,
        mut push: impl FnMut(&mut S, T),
        mut end: impl FnMut(&mut S, usize),
    ) {
        for (index, segment) in self.full.iter().enumerate() {
            segment.each(presence.segment(index), |value| push(state, value));
            end(state, index);
        }
        self.last.iter().for_each(|&value| push(state, value));
    }

    /// The same rows with every value changed; zero (null) must stay zero where nulls are to stay.
    pub fn map<U: Cell>(&self, presence: &Presence, mut change: impl FnMut(T) -> U) -> Values<U> {
        let mut made = Values {
            full: Vec::new(),
            last: Vec::new(),
        };
        self.each(
            presence,
            &mut made,
            |made, value| made.push(change(value)),
            |made, index| made.freeze(presence.segment(index), SEGMENT),
        );
        made
    }

    /// The segments, once the last is frozen.
    pub fn into_segments(self) -> Segments<T> {
        self.full
    }
}

//! The values of one segment: one for each row, or where few rows have one, only those.
//!
//! Whoever reads a whole segment gets one value for each row: a sparse segment is spread out when that is first asked for, and stays
//! so. Tables with thousands of columns hold few that are ever asked for.

use super::bitmap::ones;
use super::part::{Fixed, Numbers};
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// Rows for each value from which on a segment is sparse.
const SPARSE: usize = 8;

/// Values in row order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound = "T: Fixed + Default", from = "Flat<T>", into = "Flat<T>")]
pub struct Segment<T>(Layout<T>);

/// A segment on its way to another worker: where few rows have a value, how many there are in all, and which have one.
#[derive(Serialize, Deserialize)]
#[serde(bound = "T: Fixed")]
struct Flat<T> {
    sparse: Option<(usize, Numbers<u16>)>,
    values: Numbers<T>,
}

impl<T: Copy> From<Segment<T>> for Flat<T> {
    fn from(segment: Segment<T>) -> Self {
        match segment.0 {
            Layout::Dense(values) => Self {
                sparse: None,
                values: Numbers(values.to_vec()),
            },
            Layout::Sparse(sparse) => Self {
                sparse: Some((sparse.length, Numbers(sparse.rows.to_vec()))),
                values: Numbers(sparse.values.to_vec()),
            },
        }
    }
}

impl<T> From<Flat<T>> for Segment<T> {
    fn from(Flat { sparse, values }: Flat<T>) -> Self {
        let values = values.0.into();
        Self(match sparse {
            None => Layout::Dense(values),
            Some((length, rows)) => Layout::Sparse(Box::new(Sparse {
                length,
                rows: rows.0.into(),
                values,
                spread: OnceLock::new(),
            })),
        })
    }
}

#[derive(Clone, Debug)]
enum Layout<T> {
    Dense(Arc<[T]>),
    Sparse(Box<Sparse<T>>),
}

/// Values of some rows; all others have the default.
#[derive(Clone, Debug)]
struct Sparse<T> {
    length: usize,
    /// Ascending.
    rows: Arc<[u16]>,
    values: Arc<[T]>,
    spread: OnceLock<Arc<[T]>>,
}

impl<T: Copy + Default> Segment<T> {
    /// A segment of `length` rows, at most 65,536, of which those in `present` have these values, in order.
    pub(super) fn of(values: &[T], present: &[u64], length: usize) -> Self {
        if values.len() == length {
            return Self(Layout::Dense(values.into()));
        }
        if values.len() * SPARSE > length {
            return Self(Layout::Dense(spread(values, ones(present), length)));
        }
        Self(Layout::Sparse(Box::new(Sparse {
            length,
            rows: ones(present).take(values.len()).map(|row| row as u16).collect(),
            values: values.into(),
            spread: OnceLock::new(),
        })))
    }

    /// Rows.
    #[inline]
    pub fn len(&self) -> usize {
        match &self.0 {
            Layout::Dense(values) => values.len(),
            Layout::Sparse(sparse) => sparse.length,
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of one row, without spreading the others out.
    #[inline]
    pub fn get(&self, row: usize) -> T {
        match &self.0 {
            Layout::Dense(values) => values[row],
            Layout::Sparse(sparse) => match sparse.spread.get() {
                Some(spread) => spread[row],
                None => {
                    let found = sparse.rows.binary_search(&(row as u16));
                    found.map_or(T::default(), |at| sparse.values[at])
                }
            },
        }
    }

    /// Rows with their values, ascending; of a sparse segment only those that have one.
    pub fn rows(&self) -> impl Iterator<Item = (usize, T)> {
        let (dense, sparse) = match &self.0 {
            Layout::Dense(values) => (Some(values.iter().copied().enumerate()), None),
            Layout::Sparse(sparse) => {
                let rows = sparse.rows.iter().map(|&row| usize::from(row));
                (None, Some(rows.zip(sparse.values.iter().copied())))
            }
        };
        dense.into_iter().flatten().chain(sparse.into_iter().flatten())
    }

    /// Calls with the value of each row in `present`: those with which a sparse segment was made.
    pub(super) fn each(&self, present: &[u64], mut visit: impl FnMut(T)) {
        match &self.0 {
            Layout::Dense(values) => ones(present)
                .take_while(|&row| row < values.len())
                .for_each(|row| visit(values[row])),
            Layout::Sparse(sparse) => sparse.values.iter().for_each(|&value| visit(value)),
        }
    }

    /// The same rows with every value changed; a row without a value has the default again.
    pub(super) fn map<U: Copy + Default>(&self, mut change: impl FnMut(T) -> U) -> Segment<U> {
        Segment(match &self.0 {
            Layout::Dense(values) => Layout::Dense(values.iter().map(|&value| change(value)).collect()),
            Layout::Sparse(sparse) => Layout::Sparse(Box::new(Sparse {
                length: sparse.length,
                rows: sparse.rows.clone(),
                values: sparse.values.iter().map(|&value| change(value)).collect(),
                spread: OnceLock::new(),
            })),
        })
    }

    /// Where the bytes of the segment lie, and how many; those of rows before values.
    pub(super) fn places(&self) -> impl Iterator<Item = (*const u8, usize)> {
        let place = |values: &[T]| (values.as_ptr().cast(), size_of_val(values));
        let places = match &self.0 {
            Layout::Dense(values) => [Some(place(values)), None, None],
            Layout::Sparse(sparse) => [
                Some((sparse.rows.as_ptr().cast(), size_of_val(&*sparse.rows))),
                Some(place(&sparse.values)),
                sparse.spread.get().map(|spread| place(spread)),
            ],
        };
        places.into_iter().flatten()
    }
}

fn spread<T: Copy + Default>(values: &[T], rows: impl Iterator<Item = usize>, length: usize) -> Arc<[T]> {
    let mut made = vec![T::default(); length];
    rows.zip(values).for_each(|(row, &value)| made[row] = value);
    made.into()
}

impl<T: Copy + Default> Deref for Segment<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Layout::Dense(values) => values,
            Layout::Sparse(sparse) => sparse.spread.get_or_init(|| {
                let rows = sparse.rows.iter().map(|&row| row.into());
                spread(&sparse.values, rows, sparse.length)
            }),
        }
    }
}

impl<T> From<Arc<[T]>> for Segment<T> {
    fn from(values: Arc<[T]>) -> Self {
        Self(Layout::Dense(values))
    }
}

impl<T: Copy> From<&[T]> for Segment<T> {
    fn from(values: &[T]) -> Self {
        Self(Layout::Dense(values.into()))
    }
}

impl<T> FromIterator<T> for Segment<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(Layout::Dense(values.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Bitmap;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sparse_or_not_the_values_are_the_same(cells in prop::collection::vec(prop_oneof![9 => Just(None), 1 => (0u32..5).prop_map(Some)], 0..400)) {
            let values: Vec<u32> = cells.iter().flatten().copied().collect();
            let present = Bitmap::from_fn(cells.len(), |row| cells[row].is_some());
            let segment = Segment::of(&values, present.words(), cells.len());
            prop_assert_eq!(segment.len(), cells.len());
            for (row, cell) in cells.iter().enumerate() {
                prop_assert_eq!(segment.get(row), cell.unwrap_or(0));
            }
            let mut seen = Vec::new();
            segment.each(present.words(), |value| seen.push(value));
            prop_assert_eq!(&seen, &values);
            let rows: Vec<(usize, u32)> = segment.rows().filter(|(_, value)| *value != 0).collect();
            let expected: Vec<(usize, u32)> = cells.iter().enumerate().filter_map(|(row, cell)| Some((row, (*cell)?))).filter(|(_, value)| *value != 0).collect();
            prop_assert_eq!(rows, expected);
            let doubled = segment.map(|value| u64::from(value) * 2);
            let expected: Vec<u64> = cells.iter().map(|cell| u64::from(cell.unwrap_or(0)) * 2).collect();
            prop_assert_eq!(&*doubled, &expected);
        }
    }

    #[test]
    fn few_values_take_little_room() {
        let present = Bitmap::from_fn(65_536, |row| row % 6553 == 0);
        let segment = Segment::of(&[7_i64; 11], present.words(), 65_536);
        let bytes = || segment.places().map(|(_, bytes)| bytes).sum::<usize>();
        assert_eq!(bytes(), 11 * 10);
        assert_eq!(segment[6553], 7);
        assert_eq!(bytes(), 11 * 10 + 65_536 * 8);
    }
}

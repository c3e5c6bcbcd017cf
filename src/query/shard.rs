//! One part of a table as questions see it, with what was worked out for earlier ones.

use super::ask::Phase;
use super::bins::{Binned, Step};
use super::bucket::Buckets;
use super::keys::Keys;
use super::numbers::Numbers;
use super::order::Sorted;
use super::phase::phases;
use super::{Bucket, Map, Order};
use crate::table::{Bitmap, Codes, Column, Data, Dataset};
use crate::value::{Micros, Zone};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A part of a table. Its rows are numbered from `first` on in the whole.
#[derive(Clone, Copy, Debug)]
pub struct Shard<'a> {
    pub data: &'a Dataset,
    pub cache: &'a Cache,
    /// Rows in the shards before this one.
    pub first: u64,
    /// Whether this is the whole table: its partial answer is then merged with no other and may be cut to what is asked for.
    pub alone: bool,
}

/// What questions work out about a dataset and may need again: keys, sort orders, bucket codes. It belongs to exactly one dataset, costs
/// nothing while empty, and may be thrown away at any time. Columns are known by their index.
#[derive(Debug, Default)]
pub struct Cache {
    /// Where the columns are, by name, if there are more than [`FEW`].
    places: OnceLock<Map<Arc<str>, usize>>,
    keys: Mutex<Map<usize, Arc<Keys>>>,
    /// The oldest first.
    orders: Kept<Vec<(usize, Order)>, Arc<Sorted>>,
    /// `None`: there would be too many buckets.
    buckets: Kept<(usize, Bucket, Zone), Option<Arc<Buckets>>>,
    /// `None`: there would be too many bins.
    bins: Kept<(usize, Step), Option<Arc<Binned>>>,
    phases: Kept<(usize, Phase, Zone), Arc<Codes>>,
    ranges: Mutex<Map<usize, Option<(Micros, Micros)>>>,
}

/// What was worked out, with what it was worked out for.
type Kept<K, V> = Mutex<Vec<(K, V)>>;

/// Columns up to which one is found as quickly by going through them.
const FEW: usize = 16;

/// Sort orders kept, 4 bytes a row each.
const ORDERS: usize = 6;

/// Bucket codings kept, 1 to 4 bytes a row each.
const CODINGS: usize = 12;

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Shard<'a> {
    /// The index of the column of exactly this name; a shard may lack a column that others have.
    pub fn index(&self, name: &str) -> Option<usize> {
        let columns = &self.data.columns;
        if columns.len() <= FEW {
            return columns.iter().position(|column| &*column.name == name);
        }
        let places = self.cache.places.get_or_init(|| {
            let names = columns.iter().enumerate();
            names.map(|(at, column)| (column.name.clone(), at)).collect()
        });
        places.get(name).copied()
    }

    /// The row of this number in the whole table, if it lies in this shard.
    pub fn row(&self, number: u64) -> Option<usize> {
        let row = usize::try_from(number.checked_sub(self.first)?).ok()?;
        (row < self.data.rows).then_some(row)
    }

    /// The column at this index.
    pub fn column(&self, index: usize) -> &'a Column {
        &self.data.columns[index]
    }

    /// The keys of a column.
    pub fn keys(&self, index: usize) -> Arc<Keys> {
        if let Some(keys) = lock(&self.cache.keys).get(&index) {
            return keys.clone();
        }
        let keys = Arc::new(Keys::of(self.column(index)));
        lock(&self.cache.keys).insert(index, keys.clone());
        keys
    }

    /// The rows in this order; nulls last, ties in row order.
    pub fn sorted(&self, by: &[(usize, Order)]) -> Arc<Sorted> {
        if let Some((_, sorted)) = lock(&self.cache.orders).iter().find(|(known, _)| known == by) {
            return sorted.clone();
        }
        let sorted = Arc::new(Sorted::of(self, by));
        keep(&mut lock(&self.cache.orders), (by.to_vec(), sorted.clone()), ORDERS);
        sorted
    }

    /// Smallest and largest time of a time column.
    pub fn range(&self, index: usize) -> Option<(Micros, Micros)> {
        let Data::Time { values, present, .. } = &self.column(index).data else {
            return None;
        };
        *lock(&self.cache.ranges).entry(index).or_insert_with(|| {
            let all = Bitmap::new(self.data.rows, true);
            super::order::range(values, present.as_ref().unwrap_or(&all))
        })
    }

    /// A time column in bucket codes; `None` where there would be too many buckets to keep.
    pub fn buckets(&self, index: usize, bucket: Bucket, zone: &Zone) -> Option<Arc<Buckets>> {
        let key = (index, bucket, zone.clone());
        if let Some((_, buckets)) = lock(&self.cache.buckets).iter().find(|(known, _)| *known == key) {
            return buckets.clone();
        }
        let range = self.range(index).unwrap_or_default();
        let Data::Time { values, present, .. } = &self.column(index).data else {
            return None;
        };
        let times = values.iter().flat_map(|segment| segment.iter());
        let times = times
            .enumerate()
            .map(|(row, &at)| present.as_ref().is_none_or(|present| present.get(row)).then_some(at));
        let buckets = Buckets::new(times, range, bucket, zone).map(Arc::new);
        keep(&mut lock(&self.cache.buckets), (key, buckets.clone()), CODINGS);
        buckets
    }
}

impl Shard<'_> {
    /// A column of numbers in codes of its bins; `None` where there would be too many bins to keep.
    pub fn bins(&self, index: usize, step: Step) -> Option<Arc<Binned>> {
        let key = (index, step);
        if let Some((_, binned)) = lock(&self.cache.bins).iter().find(|(known, _)| *known == key) {
            return binned.clone();
        }
        let all = Bitmap::new(self.data.rows, true);
        let binned = Binned::new(&Numbers::of(self, index)?, &all, step, self.column(index).kind).map(Arc::new);
        keep(&mut lock(&self.cache.bins), (key, binned.clone()), CODINGS);
        binned
    }

    /// A time column in codes of its phases in a zone; `None` where it holds no times.
    pub fn phases(&self, index: usize, phase: Phase, zone: &Zone) -> Option<Arc<Codes>> {
        let Data::Time { values, present, .. } = &self.column(index).data else {
            return None;
        };
        let key = (index, phase, zone.clone());
        if let Some((_, codes)) = lock(&self.cache.phases).iter().find(|(known, _)| *known == key) {
            return Some(codes.clone());
        }
        let codes = Arc::new(phases(values, present.as_ref(), phase, zone));
        keep(&mut lock(&self.cache.phases), (key, codes.clone()), CODINGS);
        Some(codes)
    }
}

/// Appends, and drops the oldest when there are more than `most`.
fn keep<T>(kept: &mut Vec<T>, new: T, most: usize) {
    if kept.len() == most {
        kept.remove(0);
    }
    kept.push(new);
}

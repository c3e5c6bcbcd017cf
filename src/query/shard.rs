//! One part of a table as questions see it, with what was worked out for earlier ones.

use super::ask::Phase;
use super::bind::bind;
use super::bins::{Binned, Step};
use super::bucket::Buckets;
use super::filter::filter;
use super::formula::Formula;
use super::keys::Keys;
use super::numbers::Numbers;
use super::order::Sorted;
use super::phase::phases;
use super::reach::Reach;
use super::timeline::Timeline;
use super::trail::{Parts, Trails};
use super::working::{Recipe, Working};
use super::{Bucket, Computed, Failure, Map, Op, Order, Predicate};
use crate::table::{Bitmap, Codes, Column, Data, Dataset, Segments};
use crate::value::{Micros, Zone};
use crate::words;
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
    /// Whether the other parts were cut out of the same table, so that their dictionaries are the same.
    akin: bool,
    working: Option<&'a Working<'a>>,
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
    /// Rows that pass tests which are dear to make.
    tests: Kept<Tested, Arc<Bitmap>>,
    /// `None`: there would be too many bins.
    bins: Kept<(usize, Step), Option<Arc<Binned>>>,
    phases: Kept<(usize, Phase, Zone), Arc<Codes>>,
    ranges: Mutex<Map<usize, Option<(Micros, Micros)>>>,
    reaches: Mutex<Map<usize, Arc<Reach>>>,
    /// The one used last is last; `None`: the filter was seen once.
    timelines: Kept<Filtered, Option<Arc<Timeline>>>,
    parts: Kept<Vec<usize>, Arc<Parts>>,
    /// By the column of times, then those of the keys.
    trails: Kept<(Option<usize>, Vec<usize>), Arc<Trails>>,
    firsts: Kept<(Option<usize>, Vec<usize>), Arc<Bitmap>>,
    computed: Mutex<Made>,
}

/// A column, another that it is compared with, the test, the zone.
type Tested = ((usize, Option<usize>), Op, Zone);

/// A time column, a filter, the computed columns it may name, the zone.
type Filtered = (usize, Predicate, Vec<Computed>, Zone);

/// Computed columns. Their indexes follow those of the table and are never given twice.
#[derive(Debug, Default)]
struct Made {
    count: usize,
    /// The one that was needed longest ago first.
    kept: Vec<(Recipe, usize, Arc<Column>)>,
}

/// What was worked out, with what it was worked out for.
type Kept<K, V> = Mutex<Vec<(K, V)>>;

/// Columns up to which one is found as quickly by going through them.
const FEW: usize = 16;

/// Sort orders kept, 4 bytes a row each.
const ORDERS: usize = 6;

/// Tested rows kept, an eighth of a byte a row each.
const TESTS: usize = 32;

/// Bucket codings kept, 1 to 4 bytes a row each.
const CODINGS: usize = 12;

/// Computed columns kept, 1 to 8 bytes a row each but for near-unique text.
const COMPUTED: usize = 32;

/// Timelines kept, up to 4 bytes a row each and as much for each column that was counted in one.
const TIMELINES: usize = 4;

/// Parts kept, 4 bytes a row each.
const PARTS: usize = 2;

/// Trails kept, 4 bytes a row each.
const TRAILS: usize = 3;

/// Sets of first rows kept, a bit a row each.
const FIRSTS: usize = 16;

/// What a lock holds; what a panic left behind is still as good as any cache.
pub fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Cache {
    /// The computed column of this recipe with its index, made if it is not there; `columns` is how many the table has.
    pub fn computed(
        &self,
        columns: usize,
        recipe: Recipe,
        make: impl FnOnce(&Recipe) -> Column,
    ) -> (usize, Arc<Column>) {
        let found = {
            let kept = &mut lock(&self.computed).kept;
            let at = kept.iter().position(|(known, ..)| *known == recipe);
            at.map(|at| {
                let entry = kept.remove(at);
                let found = (entry.1, entry.2.clone());
                kept.push(entry);
                found
            })
        };
        if let Some(found) = found {
            return found;
        }
        let column = Arc::new(make(&recipe));
        let made = &mut *lock(&self.computed);
        let index = columns + made.count;
        made.count += 1;
        if made.kept.len() == COMPUTED {
            self.forget(made.kept.remove(0).1);
        }
        made.kept.push((recipe, index, column.clone()));
        (index, column)
    }

    /// Drops what was worked out about a column.
    fn forget(&self, index: usize) {
        lock(&self.keys).remove(&index);
        lock(&self.ranges).remove(&index);
        lock(&self.reaches).remove(&index);
        lock(&self.buckets).retain(|((column, ..), _)| *column != index);
        let held = |columns: &[usize]| columns.contains(&index);
        lock(&self.tests).retain(|(((column, other), ..), _)| *column != index && *other != Some(index));
        lock(&self.parts).retain(|(columns, _)| !held(columns));
        lock(&self.trails).retain(|((time, by), _)| *time != Some(index) && !held(by));
        lock(&self.firsts).retain(|((time, by), _)| *time != Some(index) && !held(by));
        lock(&self.orders).retain(|(by, _)| by.iter().all(|&(column, _)| column != index));
    }
}

impl<'a> Shard<'a> {
    /// A part of a table: its rows, what is known of them, how many come before, and whether there are no others.
    pub fn new(data: &'a Dataset, cache: &'a Cache, first: u64, alone: bool) -> Self {
        Self {
            data,
            cache,
            first,
            alone,
            akin: false,
            working: None,
        }
    }

    /// The same part, where all others were cut out of the same table as this one.
    pub fn akin(self) -> Self {
        Self { akin: true, ..self }
    }

    /// Whether a column's values have the same codes in every part: then codes may stand for values among the parts.
    pub fn has_common_codes(&self, index: usize) -> bool {
        let column = self.data.columns.get(index);
        self.akin && column.is_some_and(|column| matches!(column.data, Data::Codes(_)))
    }

    /// The same part for a query with computed columns and formulas.
    pub fn with(self, working: &'a Working<'a>) -> Self {
        Self {
            working: Some(working),
            ..self
        }
    }

    /// The index of the column of exactly this name, computed ones included; a shard may lack a column that others have.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.place(name).or_else(|| self.working?.index(self, name))
    }

    /// The index of the column that a formula makes.
    pub fn formula(&self, formula: &Formula) -> Result<usize, Failure> {
        match self.working {
            Some(working) => working.formula(self, formula),
            None => Err(Failure::new(words::asking::NO_FORMULA_HERE, "")),
        }
    }

    /// All columns with their indexes and names, the computed ones last.
    pub fn columns(&self) -> impl Iterator<Item = (usize, &'a str, &'a Column)> {
        let shard = *self;
        let table = self.data.columns.iter().enumerate();
        let computed = self.working.map_or(&[][..], |working| working.columns);
        table
            .map(|(index, column)| (index, &*column.name, column))
            .chain(computed.iter().filter_map(move |computed| {
                let index = shard.index(&computed.name)?;
                Some((index, computed.name.as_str(), shard.column(index)))
            }))
    }

    fn place(&self, name: &str) -> Option<usize> {
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
        let computed = || self.working.and_then(|working| working.column(index));
        let column = self.data.columns.get(index).or_else(computed);
        column.expect("an index that this shard gave")
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

    /// The rows that pass this test of a column, perhaps against another, as `find` finds them the first time.
    pub fn rows_of(
        &self,
        columns: (usize, Option<usize>),
        op: &Op,
        zone: &Zone,
        find: impl FnOnce() -> Bitmap,
    ) -> Arc<Bitmap> {
        kept(&self.cache.tests, (columns, op.clone(), zone.clone()), TESTS, find)
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

    /// The reach of the whole numbers or times of a column, which are given.
    pub fn reach(&self, index: usize, values: &Segments<i64>, present: Option<&Bitmap>) -> Arc<Reach> {
        let mut known = lock(&self.cache.reaches);
        let made = known
            .entry(index)
            .or_insert_with(|| Arc::new(Reach::of(values, present)));
        made.clone()
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

    /// The rows that pass `rest` in the order of a time column. `None` for a filter that was never seen before: whether a brush moves
    /// over it shows only the second time.
    pub fn timeline(&self, column: usize, rest: Predicate, zone: &Zone) -> Result<Option<Arc<Timeline>>, Failure> {
        let all = rest == Predicate::All;
        let computed = self.working.map_or(&[][..], |working| working.columns);
        let key = (column, rest, computed.to_vec(), zone.clone());
        let mut kept = lock(&self.cache.timelines);
        let seen = kept.iter().position(|(known, _)| *known == key);
        if let Some(at) = seen {
            let known = kept.remove(at);
            kept.push(known);
        }
        let made = match (seen, kept.last()) {
            (Some(_), Some((_, Some(timeline)))) => return Ok(Some(timeline.clone())),
            (None, _) if !all => None,
            _ => {
                let within = if all {
                    None
                } else {
                    Some(filter(self, &bind(self, &key.1, zone)?))
                };
                Timeline::new(self, column, within.as_ref()).map(Arc::new)
            }
        };
        if seen.is_some() {
            kept.pop();
        }
        keep(&mut kept, (key, made.clone()), TIMELINES);
        Ok(made)
    }
    /// The rows by their cells in these columns.
    pub fn parts(&self, columns: &[usize]) -> Arc<Parts> {
        kept(&self.cache.parts, columns.to_vec(), PARTS, || Parts::of(self, columns))
    }

    /// The rows by their cells in the columns of these names, in time. A column that the shard lacks is null throughout, and parts nothing.
    pub fn trails(&self, time: &str, by: &[String]) -> Arc<Trails> {
        let time = self.index(time);
        let columns: Vec<usize> = by.iter().filter_map(|name| self.index(name)).collect();
        kept(&self.cache.trails, (time, columns.clone()), TRAILS, || {
            Trails::of(self, time, &columns)
        })
    }

    /// What `make` finds out about rows that are first, kept for these columns in this order.
    pub fn firsts(&self, time: Option<usize>, columns: &[usize], make: impl FnOnce() -> Bitmap) -> Arc<Bitmap> {
        kept(&self.cache.firsts, (time, columns.to_vec()), FIRSTS, make)
    }
}

/// What is kept under this key, or else what `make` gives, kept from now on.
fn kept<K: PartialEq, V>(held: &Kept<K, Arc<V>>, key: K, most: usize, make: impl FnOnce() -> V) -> Arc<V> {
    if let Some((_, known)) = lock(held).iter().find(|(known, _)| *known == key) {
        return known.clone();
    }
    let made = Arc::new(make());
    keep(&mut lock(held), (key, made.clone()), most);
    made
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

//! Rows by keys, measured.

mod measure;

pub use measure::Measured;

use super::{Bucket, Key, Measure, Order, Question};
use crate::query::atom::{Atom, element_kind};
use crate::query::bind::bind;
use crate::query::bucket::Buckets;
use crate::query::filter::filter;
use crate::query::keys::Keys;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Map, Rows, kernel, order};
use crate::table::{Bitmap, Data, SEGMENT};
use crate::value::{Kind, Micros, Value, Zone};
use measure::Tally;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::sync::Arc;

/// See [`Ask::Group`](super::Ask::Group).
pub struct Group<'q> {
    pub by: &'q [Key],
    pub measures: &'q [Measure],
    pub sort: &'q [(usize, Order)],
    pub limit: usize,
    pub zone: &'q Zone,
    pub schema: &'q Schema,
}

/// Groups with what was measured of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// For each time key the bucket and the range of its times.
    times: Vec<(Bucket, Option<(Micros, Micros)>)>,
    groups: Vec<(Vec<Atom>, Vec<Measured>)>,
}

/// Most slots of a table that finds groups by combined code.
const DENSE: u128 = 1 << 22;

/// The codes of one key.
enum Lane {
    Keys(Arc<Keys>),
    Buckets(Arc<Buckets>),
    /// The shard lacks the column.
    Null,
}

impl Lane {
    fn width(&self) -> usize {
        match self {
            Self::Keys(keys) => keys.distinct() + 1,
            Self::Buckets(buckets) => buckets.starts.len() + 1,
            Self::Null => 1,
        }
    }

    fn atom(&self, code: u32) -> Atom {
        match self {
            Self::Keys(keys) => keys.atom(code),
            Self::Buckets(buckets) if code > 0 => Atom::Time(buckets.starts[code as usize - 1]),
            _ => Atom::Null,
        }
    }

    /// The codes under which a row counts.
    fn codes<'l>(&'l self, row: usize, one: &'l mut [u32; 1]) -> &'l [u32] {
        one[0] = match self {
            Self::Keys(keys) => match (&keys.members, keys.codes.code(row)) {
                (Some(members), code) if code != 0 => return members.unique(code as usize),
                (_, code) => code,
            },
            Self::Buckets(buckets) => buckets.codes.code(row),
            Self::Null => 0,
        };
        one
    }

    fn listed(&self) -> bool {
        matches!(self, Self::Keys(keys) if keys.members.is_some())
    }
}

impl Question for Group<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let mut times = Vec::new();
        let mut lanes = Vec::new();
        for key in self.by {
            lanes.push(match key {
                Key::Column(name) => shard
                    .index(name)
                    .map_or(Lane::Null, |column| Lane::Keys(shard.keys(column))),
                Key::Time { column, bucket } => {
                    let range = shard.index(column).and_then(|column| time_range(shard, column, rows));
                    let bucket = bucket.settle(range, self.zone);
                    times.push((bucket, range));
                    match (shard.index(column), range) {
                        (Some(column), Some(range)) => Lane::Buckets(self.buckets(shard, column, bucket, range, rows)?),
                        _ => Lane::Null,
                    }
                }
            });
        }
        let mut tallies = self
            .measures
            .iter()
            .map(|measure| self.tally(shard, measure))
            .collect::<Result<Vec<_>, _>>()?;
        let codes = gather(&lanes, rows, &mut tallies);
        let mut groups: Vec<(Vec<Atom>, Vec<Measured>)> = codes
            .into_iter()
            .map(|code| (decode(&lanes, code), Vec::new()))
            .collect();
        if self.by.is_empty() && groups.is_empty() {
            groups.push((Vec::new(), Vec::new()));
            tallies.iter_mut().for_each(|tally| tally.add(0, &[], &[], 1));
        }
        for tally in tallies {
            groups
                .iter_mut()
                .zip(tally.finish(shard.alone))
                .for_each(|(group, measured)| group.1.push(measured));
        }
        Ok(Partial { times, groups })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let times: Vec<_> = a
            .times
            .iter()
            .zip(&b.times)
            .map(|(a, b)| match (a.1, b.1) {
                (Some(x), Some(y)) => (a.0.max(b.0), Some((x.0.min(y.0), x.1.max(y.1)))),
                (Some(_), None) => *a,
                _ => *b,
            })
            .collect();
        let mut groups: Map<Vec<Atom>, Vec<Measured>> = Map::default();
        let times_of = |atoms| self.coarsen(atoms, &times);
        for (atoms, measured) in a.groups.into_iter().chain(b.groups) {
            match groups.entry(times_of(atoms)) {
                hashbrown::hash_map::Entry::Occupied(mut known) => {
                    known.get_mut().iter_mut().zip(measured).for_each(|(a, b)| a.merge(b))
                }
                hashbrown::hash_map::Entry::Vacant(new) => {
                    new.insert(measured);
                }
            }
        }
        Partial {
            groups: groups.into_iter().collect(),
            times,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let times = self
            .by
            .iter()
            .filter_map(|key| match key {
                Key::Time { bucket, .. } => Some(*bucket),
                Key::Column(_) => None,
            })
            .zip(&partial.times)
            .map(|(bucket, (_, range))| (bucket.settle(*range, self.zone), *range))
            .collect();
        let Partial { groups, .. } = self.merge(
            Partial {
                times,
                groups: Vec::new(),
            },
            partial,
        );
        let mut columns = vec![Vec::with_capacity(groups.len()); self.measures.len()];
        let mut rows: Vec<(Vec<Atom>, Vec<Atom>)> = Vec::with_capacity(groups.len());
        for (keys, measured) in groups {
            rows.push((keys, Vec::with_capacity(columns.len())));
            columns
                .iter_mut()
                .zip(measured)
                .for_each(|(column, measured)| column.push(measured));
        }
        for (measure, column) in self.measures.iter().zip(columns) {
            let values = measure::values(measure, column, self.schema, self.zone)?;
            rows.iter_mut().zip(values).for_each(|(row, value)| row.1.push(value));
        }
        let found = rows.len() as u64;
        let first = [(self.by.len(), Order::Descending)];
        let sort = if self.sort.is_empty() && !self.measures.is_empty() {
            &first
        } else {
            self.sort
        };
        let at = |row: &(Vec<Atom>, Vec<Atom>), position: usize| {
            row.0
                .get(position)
                .or_else(|| row.1.get(position - row.0.len()))
                .cloned()
                .unwrap_or(Atom::Null)
        };
        let compare = |a: &(Vec<Atom>, Vec<Atom>), b: &(Vec<Atom>, Vec<Atom>)| {
            let by_sort = sort
                .iter()
                .map(|&(position, order)| compare(&at(a, position), &at(b, position), order));
            by_sort
                .fold(Ordering::Equal, Ordering::then)
                .then_with(|| a.0.cmp(&b.0))
        };
        if rows.len() > self.limit {
            rows.select_nth_unstable_by(self.limit, compare);
            rows.truncate(self.limit);
        }
        rows.sort_unstable_by(compare);
        let rows: Vec<Vec<Value>> = rows
            .into_iter()
            .map(|(keys, measured)| keys.into_iter().chain(measured).map(Atom::value).collect())
            .collect();
        Ok(Answer::Group {
            kinds: self.kinds(&rows),
            rows,
            groups: found,
        })
    }
}

/// The order of two values, null last either way. Sums may be integers here and numbers there, where they
/// outgrew all integers on one side or the other.
pub fn compare(a: &Atom, b: &Atom, order: Order) -> Ordering {
    let ascending = match (a, b) {
        (Atom::Null, _) | (_, Atom::Null) => return a.is_null().cmp(&b.is_null()),
        (Atom::Integer(_), Atom::Number(b)) => 0.0f64.total_cmp(&b.get()),
        (Atom::Number(a), Atom::Integer(_)) => a.get().total_cmp(&0.0),
        _ => a.cmp(b),
    };
    if order == Order::Ascending {
        ascending
    } else {
        ascending.reverse()
    }
}

fn time_range(shard: &Shard<'_>, column: usize, rows: &Bitmap) -> Option<(Micros, Micros)> {
    let Data::Time { values, present, .. } = &shard.column(column).data else {
        return None;
    };
    match present {
        Some(present) => {
            let mut timed = rows.clone();
            timed.and(present);
            order::range(values, &timed)
        }
        None => order::range(values, rows),
    }
}

impl Group<'_> {
    fn buckets(
        &self,
        shard: &Shard<'_>,
        column: usize,
        bucket: Bucket,
        range: (Micros, Micros),
        rows: &Bitmap,
    ) -> Result<Arc<Buckets>, Failure> {
        if let Some(buckets) = shard.buckets(column, bucket, self.zone) {
            return Ok(buckets);
        }
        let column = shard.column(column);
        let Data::Time { values, .. } = &column.data else {
            return Err(Failure::new(format!("`{}` does not hold times.", column.name), ""));
        };
        let times = values.iter().flat_map(|segment| segment.iter()).enumerate();
        let times = times.map(|(row, &at)| (rows.get(row) && !column.is_null(row)).then_some(at));
        match Buckets::new(times, range, bucket, self.zone) {
            Some(buckets) => Ok(Arc::new(buckets)),
            None => Err(bucket
                .filled(range.0, range.1, self.zone)
                .err()
                .unwrap_or_else(|| Failure::new("Too many buckets.", "Choose a wider one."))),
        }
    }

    fn tally<'a>(&self, shard: &Shard<'a>, measure: &Measure) -> Result<Tally<'a>, Failure> {
        Ok(match measure {
            Measure::Count => Tally::count(),
            Measure::CountIf(predicate) => Tally::count_if(filter(shard, &bind(shard, predicate, self.zone)?)),
            Measure::Distinct(name) => Tally::distinct(shard, shard.index(name)),
            Measure::Min(name) => Tally::best(shard, shard.index(name), Order::Ascending),
            Measure::Max(name) => Tally::best(shard, shard.index(name), Order::Descending),
            Measure::Sum(name) | Measure::Average(name) => Tally::sum(shard, shard.index(name)),
            Measure::Formula(formula) => Tally::formula(shard, formula, self.schema)?,
        })
    }

    /// The keys with their times in these buckets.
    fn coarsen(&self, mut atoms: Vec<Atom>, times: &[(Bucket, Option<(Micros, Micros)>)]) -> Vec<Atom> {
        let timed = self
            .by
            .iter()
            .zip(&mut atoms)
            .filter(|(key, _)| matches!(key, Key::Time { .. }));
        for ((_, atom), (bucket, _)) in timed.zip(times) {
            if let Atom::Time(at) = atom {
                *at = bucket.start(*at, self.zone);
            }
        }
        atoms
    }

    fn kinds(&self, rows: &[Vec<Value>]) -> Vec<Kind> {
        let keys = self.by.iter().map(|key| match key {
            Key::Column(name) => element_kind(self.schema.kind(name)),
            Key::Time { .. } => Kind::Time,
        });
        let measures = self.measures.iter().enumerate().map(|(at, measure)| match measure {
            Measure::Count | Measure::CountIf(_) | Measure::Distinct(_) => Kind::Integer,
            Measure::Min(name) | Measure::Max(name) => element_kind(self.schema.kind(name)),
            Measure::Sum(name) => {
                let beyond = rows
                    .iter()
                    .any(|row| matches!(row[self.by.len() + at], Value::Number(_)));
                if beyond { Kind::Number } else { self.schema.kind(name) }
            }
            Measure::Average(_) => Kind::Number,
            Measure::Formula(formula) => formula.measure(self.schema).unwrap_or(Kind::Text),
        });
        keys.chain(measures).collect()
    }
}

/// The combined code of one code for each lane, the last lane's lowest.
fn decode(lanes: &[Lane], mut code: u128) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::with_capacity(lanes.len());
    for lane in lanes.iter().rev() {
        let width = lane.width() as u128;
        atoms.push(lane.atom((code % width) as u32));
        code /= width;
    }
    atoms.reverse();
    atoms
}

/// Finds the group of every row, segment by segment, and hands rows and groups to the tallies. Gives the combined code of each group.
fn gather(lanes: &[Lane], rows: &Bitmap, tallies: &mut [Tally<'_>]) -> Vec<u128> {
    let space = lanes
        .iter()
        .fold(1u128, |space, lane| space.saturating_mul(lane.width() as u128));
    let plain = !lanes.iter().any(Lane::listed);
    let mut slots = vec![u32::MAX; if space <= DENSE { space as usize } else { 0 }];
    let mut known: Map<u128, u32> = Map::default();
    let mut codes: Vec<u128> = Vec::new();
    let (mut at, mut groups, mut combined) = (Vec::new(), Vec::new(), Vec::new());
    for index in 0..rows.len().div_ceil(SEGMENT) {
        let words = rows.segment(index);
        if words.iter().all(|&word| word == 0) {
            continue;
        }
        at.clear();
        groups.clear();
        let base = index * SEGMENT;
        let mut note = |row: usize, code: u128| {
            let fresh = codes.len() as u32;
            let group = match slots.get_mut(code as usize) {
                Some(slot) if space <= DENSE => {
                    if *slot == u32::MAX {
                        *slot = fresh;
                    }
                    *slot
                }
                _ => *known.entry(code).or_insert(fresh),
            };
            if group == fresh {
                codes.push(code);
            }
            at.push((row - base) as u32);
            groups.push(group);
        };
        if plain && space <= u32::MAX.into() {
            combined.clear();
            combined.resize(words.len() * 64, 0);
            for lane in lanes {
                match lane {
                    Lane::Keys(keys) => kernel::combine(keys.codes.segment(index), lane.width() as u32, &mut combined),
                    Lane::Buckets(buckets) => {
                        kernel::combine(buckets.codes.segment(index), lane.width() as u32, &mut combined)
                    }
                    Lane::Null => {}
                }
            }
            kernel::each_row(words, |row| note(base + row, combined[row].into()));
        } else {
            kernel::each_row(words, |row| {
                under(lanes, base + row, 0, &mut |code| note(base + row, code))
            });
        }
        tallies
            .iter_mut()
            .for_each(|tally| tally.add(index, &at, &groups, codes.len()));
    }
    codes
}

/// Calls `each` with every combined code under which a row counts: lists count under each of their elements.
fn under(lanes: &[Lane], row: usize, code: u128, each: &mut dyn FnMut(u128)) {
    let Some((lane, rest)) = lanes.split_first() else {
        return each(code);
    };
    for &next in lane.codes(row, &mut [0]) {
        under(rest, row, code * lane.width() as u128 + u128::from(next), each);
    }
}

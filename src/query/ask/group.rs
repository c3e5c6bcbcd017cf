//! Rows by keys, measured.

mod block;
mod distinct;
mod frequent;
pub mod having;
pub mod lane;
mod latest;
pub mod levels;
pub mod measured;
pub mod plan;
mod spread;
mod tally;
mod whole;

use super::{Key, Measure, Order, Question};
use crate::arrange;
use crate::query::atom::Atom;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Map, Rows};
use crate::table::Bitmap;
use crate::value::{Value, Zone};
use having::{Having, Test};
use lane::{Cut, Lane};
use levels::{Groups, Level};
use measured::Measured;
use plan::{Plan, Whole, Within, any_real};
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};

/// See [`Ask::Group`](super::Ask::Group).
pub struct Group<'q> {
    by: &'q [Key],
    sort: &'q [(usize, Order)],
    limit: usize,
    rest: bool,
    plan: Plan<'q>,
    having: Vec<(&'q Having, Test)>,
    /// Why it cannot be asked, where a test does not fit what is measured.
    failed: Option<Failure>,
    /// Positions of the keys of each level: of the groups that are told, then of those by fewer that shares are taken of, or that are tested.
    choices: Vec<Vec<usize>>,
    zone: &'q Zone,
    schema: &'q Schema,
}

/// Groups with what was measured of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// One for each key.
    cuts: Vec<Cut>,
    /// The groups, then those by fewer keys that are needed to know more of them.
    levels: Vec<Groups>,
    /// How many groups are left out, and what was measured of them together, where a shard that stands alone has left some out.
    rest: Option<(u64, Vec<Measured>)>,
}

impl Question for Group<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        if let Some(failure) = &self.failed {
            return Err(failure.clone());
        }
        let (lanes, cuts) = lanes(self.by, shard, rows, self.schema, self.zone)?;
        let tallies = self.plan.tallies(shard)?;
        let found = Level::find(&lanes, rows, &self.choices, &tallies);
        let mut levels: Vec<Groups> = found.iter().map(|level| level.groups(&lanes, shard.alone)).collect();
        let mut rest = None;
        if shard.alone && self.rest && levels[0].len() > self.limit {
            let order = self.order(&levels);
            let (kept, left) = order.split_at(self.limit.min(order.len()));
            let mut into = vec![u32::MAX; levels[0].len()];
            left.iter().for_each(|&group| into[group as usize] = 0);
            let measured = levels::measured(&found[0].fold(&into, 1), 1, true);
            let measured = measured.into_iter().next().filter(|_| !left.is_empty());
            rest = measured.map(|measured| (left.len() as u64, measured));
            levels[0] = kept.iter().map(|&group| levels[0][group as usize].clone()).collect();
        }
        Ok(Partial { cuts, levels, rest })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let cuts: Vec<Cut> = a.cuts.iter().zip(&b.cuts).map(|(a, b)| a.merge(b)).collect();
        let pairs = a.levels.into_iter().zip(b.levels).zip(&self.choices);
        let levels = pairs
            .map(|((a, b), keys)| together(a.into_iter().chain(b), keys, &cuts, self.zone))
            .collect();
        Partial {
            cuts,
            levels,
            rest: a.rest.or(b.rest),
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let cuts = settled(&partial.cuts, self.by, self.schema, self.zone);
        let levels: Vec<Groups> = partial
            .levels
            .into_iter()
            .zip(&self.choices)
            .map(|(groups, keys)| together(groups, keys, &cuts, self.zone))
            .collect();
        let left = partial.rest.as_ref().map_or(0, |(left, _)| *left);
        let order = self.order(&levels);
        let found = order.len() as u64 + left;
        let (kept, cut) = order.split_at(self.limit.min(order.len()));
        let row = |keys: Vec<Atom>, values: Vec<Atom>| -> Vec<Value> {
            keys.into_iter().chain(values).map(Atom::value).collect()
        };
        let wholes = Wholes::of(self, &levels, self.by.len());
        let within: Vec<Within<'_>> = kept
            .iter()
            .map(|&group| wholes.within(&levels[0][group as usize]))
            .collect();
        let values = self.plan.values(&within);
        let rows: Vec<Vec<Value>> = kept
            .iter()
            .zip(values)
            .map(|(&group, values)| row(levels[0][group as usize].0.clone(), values))
            .collect();
        let rest = partial.rest.map(|(_, measured)| measured).or_else(|| {
            let mut measured = cut.iter().map(|&group| levels[0][group as usize].1.clone());
            let first = measured.next().filter(|_| self.rest)?;
            Some(measured.fold(first, add))
        });
        let rest = rest.map(|own| {
            let within = Within {
                own: &own,
                // Groups of several parents have none together.
                parent: if self.by.len() > 1 {
                    None
                } else {
                    wholes.total.or(wholes.parent(&[]))
                },
                total: wholes.total,
                row: Some(&own),
                column: wholes.total,
            };
            let values = self.plan.values(&[within]).pop().unwrap_or_default();
            row(vec![Atom::Null; self.by.len()], values)
        });
        let beyond = |at: usize| any_real(rows.iter().chain(&rest).map(|row| &row[self.by.len() + at]));
        let keys = self.by.iter().map(|key| lane::kind(key, self.schema));
        Ok(Answer::Group {
            kinds: keys.chain(self.plan.kinds(beyond)).collect(),
            rows,
            groups: found,
            rest,
        })
    }
}

impl<'q> Group<'q> {
    /// All groups by these keys that pass, with these measures, the first measure descending.
    pub fn new(
        by: &'q [Key],
        measures: &'q [Measure],
        having: &'q [Having],
        zone: &'q Zone,
        schema: &'q Schema,
    ) -> Self {
        let plan = Plan::of(measures, zone, schema);
        let kinds = plan.kinds(|_| false);
        let test = |having: &'q Having| {
            let at = having.measure;
            Ok((having, having.test(&measures[at], kinds[at], zone)?))
        };
        let (having, failed) = match having.iter().map(test).collect() {
            Ok(having) => (having, None),
            Err(failure) => (Vec::new(), Some(failure)),
        };
        // Of the groups that are told some may be left out later, of these none.
        let mut depths: Vec<usize> = Vec::new();
        let mut need = |depth: usize| {
            if !depths.contains(&depth) {
                depths.push(depth);
            }
        };
        if plan.shares(Whole::Total) {
            need(0);
        }
        let tested = having.iter().map(|(having, _)| having.keys);
        for depth in tested.chain([by.len()]) {
            if depth < by.len() {
                need(depth);
            }
            if plan.shares(Whole::Parent) {
                need(depth.saturating_sub(1));
            }
        }
        // Groups by fewer keys are brought together from those by more.
        arrange::by_key(&mut depths, |&depth| Reverse(depth));
        depths.insert(0, by.len());
        Self {
            by,
            sort: &[],
            limit: usize::MAX,
            rest: false,
            plan,
            having,
            failed,
            choices: depths.into_iter().map(|depth| (0..depth).collect()).collect(),
            zone,
            schema,
        }
    }

    /// Sorted by positions among keys then measures.
    pub fn sorted(self, sort: &'q [(usize, Order)]) -> Self {
        Self { sort, ..self }
    }

    /// At most so many groups; `rest` says whether those beyond come as one more.
    pub fn limited(self, limit: usize, rest: bool) -> Self {
        Self { limit, rest, ..self }
    }

    /// All groups by so many keys, where they are looked at beside those that are told.
    fn level<'m>(&self, levels: &'m [Groups], depth: usize) -> Option<&'m Groups> {
        let at = self.choices[1..].iter().position(|keys| keys.len() == depth)?;
        levels.get(at + 1)
    }

    /// The positions of the groups that pass.
    fn passing(&self, levels: &[Groups]) -> Vec<u32> {
        let mut passing: Vec<u32> = (0..levels[0].len() as u32).collect();
        for (having, test) in &self.having {
            let all = having.keys == self.by.len();
            let Some(groups) = (if all {
                levels.first()
            } else {
                self.level(levels, having.keys)
            }) else {
                continue;
            };
            let wholes = Wholes::of(self, levels, having.keys);
            let within: Vec<Within<'_>> = groups.iter().map(|group| wholes.within(group)).collect();
            let measured = self.plan.measure(having.measure, &within).into_iter();
            let passes: Vec<bool> = measured.map(|measured| test.passes(measured)).collect();
            if all {
                passing.retain(|&group| passes[group as usize]);
                continue;
            }
            let known = groups.iter().zip(passes).map(|((keys, _), passes)| (&keys[..], passes));
            let known: Map<&[Atom], bool> = known.collect();
            let above = |group: u32| &levels[0][group as usize].0[..having.keys];
            passing.retain(|&group| known.get(above(group)) == Some(&true));
        }
        passing
    }

    /// The positions of the groups that pass as they are sorted; exact up to the limit, beyond it only that it is beyond.
    fn order(&self, levels: &[Groups]) -> Vec<u32> {
        let groups = &levels[0];
        let keys = self.by.len();
        let first = [(keys, Order::Descending)];
        let sort = if self.sort.is_empty() && !self.plan.is_empty() {
            &first
        } else {
            self.sort
        };
        let wholes = Wholes::of(self, levels, keys);
        let within: Vec<Within<'_>> = groups.iter().map(|group| wholes.within(group)).collect();
        let ranks: Vec<(Order, Vec<Atom>)> = sort
            .iter()
            .map(|&(position, order)| match position.checked_sub(keys) {
                None => (order, groups.iter().map(|(atoms, _)| atoms[position].clone()).collect()),
                Some(measure) => (order, self.plan.measure(measure, &within)),
            })
            .collect();
        let compare = |a: u32, b: u32| {
            let (a, b) = (a as usize, b as usize);
            let by_sort = ranks.iter().map(|(order, ranks)| compare(&ranks[a], &ranks[b], *order));
            by_sort
                .fold(Ordering::Equal, Ordering::then)
                .then_with(|| groups[a].0.cmp(&groups[b].0))
        };
        let mut order = self.passing(levels);
        let kept = self.limit.min(order.len());
        arrange::codes_within(&mut order, 0..kept, compare);
        order
    }
}

/// The groups that shares are taken of.
struct Wholes<'m> {
    parents: Option<Map<&'m [Atom], &'m [Measured]>>,
    total: Option<&'m [Measured]>,
}

impl<'m> Wholes<'m> {
    /// What groups by so many keys are a part of.
    fn of(group: &Group<'_>, levels: &'m [Groups], depth: usize) -> Self {
        let shares = |whole: Whole, depth: usize| match group.plan.shares(whole) {
            true => group.level(levels, depth),
            false => None,
        };
        let pair = |(keys, measured): &'m (Vec<Atom>, Vec<Measured>)| (&keys[..], &measured[..]);
        let parents = shares(Whole::Parent, depth.saturating_sub(1));
        let total = shares(Whole::Total, 0).and_then(|groups| groups.first());
        Self {
            parents: parents.map(|groups| groups.iter().map(pair).collect()),
            total: total.map(|group| &group.1[..]),
        }
    }

    fn parent(&self, keys: &[Atom]) -> Option<&'m [Measured]> {
        self.parents.as_ref()?.get(keys).copied()
    }

    fn within<'w>(&self, (keys, own): &'w (Vec<Atom>, Vec<Measured>)) -> Within<'w>
    where
        'm: 'w,
    {
        Within {
            own,
            parent: self.parent(&keys[..keys.len().saturating_sub(1)]),
            total: self.total,
            row: Some(own),
            column: self.total,
        }
    }
}

/// The lanes of some keys in a shard, and their cuts over these rows.
pub fn lanes(
    by: &[Key],
    shard: &Shard<'_>,
    rows: &Bitmap,
    schema: &Schema,
    zone: &Zone,
) -> Result<(Vec<Lane>, Vec<Cut>), Failure> {
    let lanes = by.iter().map(|key| Lane::of(shard, key, rows, schema, zone));
    Ok(lanes.collect::<Result<Vec<_>, _>>()?.into_iter().unzip())
}

/// The cuts that the answer has.
pub fn settled(cuts: &[Cut], by: &[Key], schema: &Schema, zone: &Zone) -> Vec<Cut> {
    let pairs = cuts.iter().zip(by);
    pairs.map(|(cut, key)| cut.settle(key, schema, zone)).collect()
}

/// Groups by these keys, those that these cuts make one brought together.
pub fn together(
    groups: impl IntoIterator<Item = (Vec<Atom>, Vec<Measured>)>,
    keys: &[usize],
    cuts: &[Cut],
    zone: &Zone,
) -> Groups {
    let mut known: Map<Vec<Atom>, Vec<Measured>> = Map::default();
    for (mut atoms, measured) in groups {
        for (atom, &key) in atoms.iter_mut().zip(keys) {
            if !matches!(cuts[key], Cut::Values) {
                *atom = cuts[key].coarsen(std::mem::replace(atom, Atom::Null), zone);
            }
        }
        match known.entry(atoms) {
            hashbrown::hash_map::Entry::Occupied(mut group) => {
                group.get_mut().iter_mut().zip(measured).for_each(|(a, b)| a.merge(b))
            }
            hashbrown::hash_map::Entry::Vacant(group) => {
                group.insert(measured);
            }
        }
    }
    known.into_iter().collect()
}

/// What was measured of two groups, as of one.
pub fn add(mut a: Vec<Measured>, b: Vec<Measured>) -> Vec<Measured> {
    a.iter_mut().zip(b).for_each(|(a, b)| a.merge(b));
    a
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

//! Rows that follow one another: how long after, and what is not as it was before.

use super::session::median;
use super::{Order, Posed, Question};
use crate::arrange;
use crate::query::answer::{Pair, Pairs as Answered, Point};
use crate::query::best::Best;
use crate::query::cell::{Cell, values};
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::trail::{Parts, Timed};
use crate::query::{Answer, Failure, Map, Rows};
use crate::value::Micros;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// See [`Ask::Pairs`](super::Ask::Pairs).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pairs {
    pub time: String,
    /// The columns of the key; without any, all rows are of one.
    pub by: Vec<String>,
    /// Columns whose cells are told of both rows.
    pub watch: Vec<String>,
    /// Only pairs whose rows differ in a column that is watched; null is a value, too.
    pub changed: bool,
    /// The least and the most time between the rows, in microseconds.
    pub least: Option<Micros>,
    pub most: Option<Micros>,
    pub sort: PairSort,
    pub order: Order,
    pub limit: usize,
}

/// What pairs are sorted by; ties by the second row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PairSort {
    /// The time of the second row.
    #[default]
    Time,
    /// The time between both.
    Gap,
}

impl Pairs {
    /// The same with every column under its exact name.
    pub fn resolve(&self, schema: &Schema) -> Result<Self, Failure> {
        Ok(Self {
            time: schema.time(&self.time)?,
            by: schema.names(&self.by)?,
            watch: schema.names(&self.watch)?,
            ..self.clone()
        })
    }

    fn takes(&self, from: &Step, to: &Step) -> bool {
        let gap = to.at.saturating_sub(from.at);
        self.least.is_none_or(|least| gap >= least)
            && self.most.is_none_or(|most| gap <= most)
            && (!self.changed || from.cells != to.cells)
    }
}

/// A row on the trail of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Step {
    at: Micros,
    row: u64,
    /// Which of the combinations of cells that are listed once.
    cells: u32,
}

/// What a part of the table has of pairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// Every row by key, since rows of other parts may stand between any two.
    trails: Vec<(Vec<Cell>, Vec<Step>)>,
    /// The combinations of cells in the columns that are watched.
    cells: Vec<Vec<Cell>>,
    /// Of a shard that stands alone.
    found: Option<Found>,
    untimed: u64,
}

/// The pairs that the answer needs, and the summary of all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Found {
    pairs: Vec<(Vec<Cell>, Step, Step)>,
    total: u64,
    all: u64,
    keys: u64,
    gaps: Option<(Micros, Micros, Micros)>,
    /// From which combination to which other one.
    changes: Vec<(u32, u32, u64)>,
}

impl Question for Posed<'_, Pairs> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let ask = self.ask;
        let timed = Timed::of(shard, &ask.time, rows);
        let trails = shard.trails(&ask.time, &ask.by);
        let index = |names: &[String]| names.iter().map(|name| shard.index(name)).collect::<Vec<_>>();
        let (key, watch) = (index(&ask.by), index(&ask.watch));
        let parts = shard.parts(&watch.iter().filter_map(|column| *column).collect::<Vec<_>>());
        let step = |row: u32| Step {
            at: timed.at(row),
            row: shard.first + u64::from(row),
            cells: parts.of[row as usize],
        };
        let steps = trails.each().map(|trail| (trail[0], timed.among(trail).map(step)));
        let key = |row: u32| Cell::row(shard, &key, row as usize);
        let mut partial = Partial {
            untimed: timed.untimed,
            ..Partial::default()
        };
        if shard.alone {
            let order = order(shard, &parts, &watch);
            partial.found = Some(self.found(steps, key, order));
        } else {
            partial.trails = steps
                .map(|(row, steps)| (row, steps.collect::<Vec<_>>()))
                .filter(|(_, steps)| !steps.is_empty())
                .map(|(row, steps)| (key(row), steps))
                .collect();
        }
        partial.list(|part| Cell::row(shard, &watch, parts.firsts[part as usize] as usize));
        Ok(partial)
    }

    fn merge(&self, mut a: Partial, mut b: Partial) -> Partial {
        let mut places: Map<Vec<Cell>, u32> = Map::default();
        for (place, cells) in a.cells.iter().enumerate() {
            places.insert(cells.clone(), place as u32);
        }
        for cells in std::mem::take(&mut b.cells) {
            let next = a.cells.len() as u32;
            let place = *places.entry(cells.clone()).or_insert(next);
            if place == next {
                a.cells.push(cells.clone());
            }
            b.cells.push(cells);
        }
        let mut trails: Map<Vec<Cell>, Vec<Step>> = a.trails.into_iter().collect();
        for (key, steps) in b.trails {
            let steps = steps.into_iter().map(|step| Step {
                cells: places[&b.cells[step.cells as usize]],
                ..step
            });
            trails.entry(key).or_default().extend(steps);
        }
        Partial {
            trails: trails.into_iter().collect(),
            cells: a.cells,
            found: None,
            untimed: a.untimed + b.untimed,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial {
            trails,
            cells,
            found,
            untimed,
        } = partial;
        let told = |step: &Step| Point {
            row: step.row,
            at: step.at,
            cells: values(cells[step.cells as usize].clone()),
        };
        let found = found.unwrap_or_else(|| {
            let (keys, trails): (Vec<_>, Vec<_>) = trails.into_iter().unzip();
            let sorted = trails.into_iter().enumerate().map(|(key, mut steps)| {
                arrange::ascending(&mut steps);
                (key as u32, steps.into_iter())
            });
            let key = |key: u32| keys[key as usize].clone();
            self.found(sorted, key, |a, b| cells[a as usize].cmp(&cells[b as usize]))
        });
        let combination = |at: u32| values(cells[at as usize].clone());
        Ok(Answer::Pairs(Answered {
            pairs: found
                .pairs
                .into_iter()
                .map(|(key, from, to)| Pair {
                    key: values(key),
                    from: told(&from),
                    to: told(&to),
                })
                .collect(),
            total: found.total,
            all: found.all,
            keys: found.keys,
            gaps: found.gaps,
            changes: found
                .changes
                .into_iter()
                .map(|(from, to, count)| (combination(from), combination(to), count))
                .collect(),
            untimed,
        }))
    }
}

impl Posed<'_, Pairs> {
    /// The pairs of all trails, each with a name for its key; `order` is that of two combinations of cells.
    fn found<T: Iterator<Item = Step>>(
        &self,
        trails: impl Iterator<Item = (u32, T)>,
        key: impl Fn(u32) -> Vec<Cell>,
        order: impl Fn(u32, u32) -> Ordering,
    ) -> Found {
        let ask = self.ask;
        let mut found = Found::default();
        let mut best = Best::new(ask.limit);
        let mut gaps = Vec::new();
        let mut changes: Map<(u32, u32), u64> = Map::default();
        for (name, mut steps) in trails {
            let Some(mut from) = steps.next() else { continue };
            let before = found.total;
            for to in steps {
                found.all += 1;
                if ask.takes(&from, &to) {
                    found.total += 1;
                    let gap = to.at.saturating_sub(from.at);
                    gaps.push(gap);
                    if from.cells != to.cells {
                        *changes.entry((from.cells, to.cells)).or_default() += 1;
                    }
                    let number = if ask.sort == PairSort::Time { to.at } else { gap };
                    let number = if ask.order == Order::Ascending { number } else { !number };
                    best.offer((number, to.at, to.row), || (name, from, to));
                }
                from = to;
            }
            found.keys += u64::from(found.total > before);
        }
        found.pairs = best
            .sorted()
            .into_iter()
            .map(|(name, from, to)| (key(name), from, to))
            .collect();
        let ends = gaps.iter().min().copied().zip(gaps.iter().max().copied());
        found.gaps = ends
            .zip(median(gaps))
            .map(|((least, most), middle)| (least, middle, most));
        let by_count = |a: &(u32, u32, u64), b: &(u32, u32, u64)| {
            let cells = || order(a.0, b.0).then_with(|| order(a.1, b.1));
            b.2.cmp(&a.2).then_with(cells)
        };
        found.changes = changes
            .into_iter()
            .map(|((from, to), count)| (from, to, count))
            .collect();
        arrange::within(&mut found.changes, 0..ask.limit, by_count);
        found
    }
}

impl Partial {
    /// Lists the combinations of cells that are named, and names them by their place in the list.
    fn list(&mut self, cells: impl Fn(u32) -> Vec<Cell>) {
        let mut places: Map<u32, u32> = Map::default();
        let mut place = |named: &mut u32| {
            let list = &mut self.cells;
            *named = *places.entry(*named).or_insert_with_key(|&named| {
                list.push(cells(named));
                list.len() as u32 - 1
            });
        };
        for (_, steps) in &mut self.trails {
            steps.iter_mut().for_each(|step| place(&mut step.cells));
        }
        if let Some(found) = &mut self.found {
            for (_, from, to) in &mut found.pairs {
                place(&mut from.cells);
                place(&mut to.cells);
            }
            for (from, to, _) in &mut found.changes {
                place(from);
                place(to);
            }
        }
    }
}

/// The order of the cells of two parts.
fn order(shard: &Shard<'_>, parts: &Parts, columns: &[Option<usize>]) -> impl Fn(u32, u32) -> Ordering {
    let keys: Vec<_> = columns.iter().flatten().map(|&column| shard.keys(column)).collect();
    move |a, b| {
        let (a, b) = (parts.firsts[a as usize] as usize, parts.firsts[b as usize] as usize);
        let orders = keys
            .iter()
            .map(|keys| keys.compare_cells(keys.codes.code(a), keys.codes.code(b)));
        orders.fold(Ordering::Equal, Ordering::then)
    }
}

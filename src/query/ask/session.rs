//! What one actor did without a long break: the rows of a key, cut where it was idle.

use super::{Order, Posed, Question};
use crate::query::answer::{Session, Sessions as Answered};
use crate::query::atom::Atom;
use crate::query::best::Best;
use crate::query::cell::{Cell, values};
use crate::query::keys::Keys;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::trail::Timed;
use crate::query::{Answer, Failure, Map, Rows};
use crate::value::Micros;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// See [`Ask::Sessions`](super::Ask::Sessions).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sessions {
    pub time: String,
    /// The columns of the key; without any, all rows are of one.
    pub by: Vec<String>,
    /// A session ends where nothing follows for longer than this, in microseconds.
    pub gap: Micros,
    /// Columns whose distinct values are counted: nulls are none, a list is its elements.
    pub distinct: Vec<String>,
    /// Columns whose cells are told of the first and of the last row.
    pub ends: Vec<String>,
    pub sort: SessionSort,
    pub order: Order,
    pub limit: usize,
}

/// What sessions are sorted by; ties by their first row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionSort {
    #[default]
    Start,
    /// From the first row to the last.
    Duration,
    Rows,
    /// By the count of the column at this position of those asked about.
    Distinct(usize),
}

impl Sessions {
    /// The same with every column under its exact name.
    pub fn resolve(&self, schema: &Schema) -> Result<Self, Failure> {
        if let SessionSort::Distinct(position) = self.sort
            && position >= self.distinct.len()
        {
            return Err(Failure::new(
                format!("There is no position {position} to sort by."),
                "Positions count the columns under `distinct`, from 0.",
            ));
        }
        Ok(Self {
            time: schema.time(&self.time)?,
            by: schema.names(&self.by)?,
            distinct: schema.names(&self.distinct)?,
            ends: schema.names(&self.ends)?,
            ..self.clone()
        })
    }

    /// The number that sessions are sorted by, descending ones turned round.
    fn rank(&self, start: Micros, end: Micros, rows: u64, distinct: impl Fn(usize) -> u64) -> i64 {
        let number = match self.sort {
            SessionSort::Start => start,
            SessionSort::Duration => end.saturating_sub(start),
            SessionSort::Rows => rows as i64,
            SessionSort::Distinct(position) => distinct(position) as i64,
        };
        if self.order == Order::Ascending {
            number
        } else {
            !number
        }
    }
}

/// Sessions of a part of the table. Whatever rows the other parts have between those of a session, it stays one: merging only ever
/// joins sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    keys: Vec<(Vec<Cell>, Vec<Stretch>)>,
    /// Of a shard that stands alone, which keeps only the sessions that the answer needs.
    totals: Option<Totals>,
    untimed: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Totals {
    sessions: u64,
    keys: u64,
    median: Option<Micros>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Stretch {
    first: (Micros, u64),
    last: (Micros, u64),
    rows: u64,
    distinct: Vec<Distinct>,
    opened: Vec<Cell>,
    closed: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Distinct {
    Values(BTreeSet<Atom>),
    /// Of a shard that stands alone.
    Count(u64),
}

impl Distinct {
    fn count(&self) -> u64 {
        match self {
            Self::Values(values) => values.len() as u64,
            Self::Count(count) => *count,
        }
    }
}

impl Stretch {
    /// Takes in a later one of the same key, or one that overlaps.
    fn join(&mut self, other: Self) {
        self.rows += other.rows;
        for pair in self.distinct.iter_mut().zip(other.distinct) {
            if let (Distinct::Values(mine), Distinct::Values(others)) = pair {
                mine.extend(others);
            }
        }
        if other.last > self.last {
            self.last = other.last;
            self.closed = other.closed;
        }
    }
}

/// A session under way or done, in row numbers of its shard.
struct Run {
    first: u32,
    last: u32,
    rows: u32,
    start: Micros,
    end: Micros,
}

/// The distinct values of one column in the session under way.
struct Tally {
    keys: Option<Arc<Keys>>,
    /// By value code, the session in which it was last seen, from 1.
    seen: Vec<u32>,
    codes: Vec<u32>,
}

impl Tally {
    fn of(shard: &Shard<'_>, column: &str) -> Self {
        let keys = shard.index(column).map(|column| shard.keys(column));
        Self {
            seen: vec![0; keys.as_ref().map_or(0, |keys| keys.distinct() + 1)],
            keys,
            codes: Vec::new(),
        }
    }

    fn add(&mut self, row: u32, session: u32) {
        let Some(keys) = &self.keys else { return };
        let code = keys.codes.code(row as usize);
        let one = [code];
        let codes = match &keys.members {
            _ if code == 0 => return,
            Some(members) => members.unique(code as usize),
            None => &one,
        };
        for &code in codes {
            if std::mem::replace(&mut self.seen[code as usize], session) != session {
                self.codes.push(code);
            }
        }
    }

    /// What was seen in the session, which is over: how many values, and for others to merge with, which.
    fn close(&mut self, counts: &mut Vec<u32>, sets: Option<&mut Vec<BTreeSet<Atom>>>) {
        counts.push(self.codes.len() as u32);
        if let Some(sets) = sets {
            let atoms = |keys: &Arc<Keys>| self.codes.iter().map(|&code| keys.atom(code)).collect();
            sets.push(self.keys.as_ref().map(atoms).unwrap_or_default());
        }
        self.codes.clear();
    }
}

impl Question for Posed<'_, Sessions> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let ask = self.ask;
        let timed = Timed::of(shard, &ask.time, rows);
        let trails = shard.trails(&ask.time, &ask.by);
        let mut tallies: Vec<Tally> = ask.distinct.iter().map(|column| Tally::of(shard, column)).collect();
        let mut runs: Vec<Run> = Vec::new();
        // For each session one for each column that is counted.
        let mut counts: Vec<u32> = Vec::new();
        let mut sets: Option<Vec<BTreeSet<Atom>>> = (!shard.alone).then(Vec::new);
        // How many sessions there were after each key that has some.
        let mut ends: Vec<usize> = Vec::new();
        for trail in trails.each() {
            let begun = runs.len();
            for row in timed.among(trail) {
                let at = timed.at(row);
                let known = runs.len();
                match runs.last_mut() {
                    Some(run) if known > begun && at.saturating_sub(run.end) <= ask.gap => {
                        (run.last, run.end) = (row, at);
                        run.rows += 1;
                    }
                    before => {
                        if before.is_some() {
                            let close = |tally: &mut Tally| tally.close(&mut counts, sets.as_mut());
                            tallies.iter_mut().for_each(close);
                        }
                        runs.push(Run {
                            first: row,
                            last: row,
                            rows: 1,
                            start: at,
                            end: at,
                        });
                    }
                }
                let session = runs.len() as u32;
                tallies.iter_mut().for_each(|tally| tally.add(row, session));
            }
            if runs.len() > begun {
                ends.push(runs.len());
            }
        }
        if !runs.is_empty() {
            let close = |tally: &mut Tally| tally.close(&mut counts, sets.as_mut());
            tallies.iter_mut().for_each(close);
        }
        let totals = shard.alone.then(|| Totals {
            sessions: runs.len() as u64,
            keys: ends.len() as u64,
            median: median(runs.iter().map(|run| run.end.saturating_sub(run.start)).collect()),
        });
        let kept = if shard.alone {
            self.first(&runs, &counts)
        } else {
            (0..runs.len()).collect()
        };
        let key: Vec<_> = ask.by.iter().map(|name| shard.index(name)).collect();
        let told: Vec<_> = ask.ends.iter().map(|name| shard.index(name)).collect();
        let mut keys: Vec<(Vec<Cell>, Vec<Stretch>)> = Vec::new();
        let mut before = None;
        for session in kept {
            let run = &runs[session];
            let trail = ends.partition_point(|&end| end <= session);
            if before != Some(trail) {
                keys.push((Cell::row(shard, &key, run.first as usize), Vec::new()));
                before = Some(trail);
            }
            let of = session * tallies.len()..(session + 1) * tallies.len();
            let stretch = Stretch {
                first: (run.start, shard.first + u64::from(run.first)),
                last: (run.end, shard.first + u64::from(run.last)),
                rows: run.rows.into(),
                distinct: match &sets {
                    Some(sets) => sets[of].iter().cloned().map(Distinct::Values).collect(),
                    None => counts[of].iter().map(|&count| Distinct::Count(count.into())).collect(),
                },
                opened: Cell::row(shard, &told, run.first as usize),
                closed: Cell::row(shard, &told, run.last as usize),
            };
            if let Some((_, stretches)) = keys.last_mut() {
                stretches.push(stretch);
            }
        }
        Ok(Partial {
            keys,
            totals,
            untimed: timed.untimed,
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let mut keys: Map<Vec<Cell>, Vec<Stretch>> = Map::default();
        for (key, stretches) in a.keys.into_iter().chain(b.keys) {
            keys.entry(key).or_default().extend(stretches);
        }
        let joined = keys.into_iter().map(|(key, mut stretches)| {
            stretches.sort_unstable_by_key(|stretch| stretch.first);
            let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
            for stretch in stretches {
                match joined.last_mut() {
                    Some(before) if stretch.first.0.saturating_sub(before.last.0) <= self.ask.gap => {
                        before.join(stretch);
                    }
                    _ => joined.push(stretch),
                }
            }
            (key, joined)
        });
        Partial {
            keys: joined.collect(),
            totals: None,
            untimed: a.untimed + b.untimed,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial { keys, totals, untimed } = partial;
        let totals = totals.unwrap_or_else(|| Totals {
            sessions: keys.iter().map(|(_, stretches)| stretches.len() as u64).sum(),
            keys: keys.len() as u64,
            median: median(
                keys.iter()
                    .flat_map(|(_, stretches)| stretches)
                    .map(|stretch| stretch.last.0.saturating_sub(stretch.first.0))
                    .collect(),
            ),
        });
        let mut sessions: Vec<(i64, Vec<Cell>, Stretch)> = Vec::new();
        for (key, stretches) in keys {
            for stretch in stretches {
                let distinct = |position: usize| stretch.distinct[position].count();
                let rank = self.ask.rank(stretch.first.0, stretch.last.0, stretch.rows, distinct);
                sessions.push((rank, key.clone(), stretch));
            }
        }
        sessions.sort_unstable_by_key(|(rank, _, stretch)| (*rank, stretch.first));
        sessions.truncate(self.ask.limit);
        let told = sessions.into_iter().map(|(_, key, stretch)| Session {
            key: values(key),
            start: stretch.first.0,
            end: stretch.last.0,
            first: stretch.first.1,
            last: stretch.last.1,
            rows: stretch.rows,
            distinct: stretch.distinct.iter().map(Distinct::count).collect(),
            opened: values(stretch.opened),
            closed: values(stretch.closed),
        });
        Ok(Answer::Sessions(Answered {
            sessions: told.collect(),
            total: totals.sessions,
            keys: totals.keys,
            median: totals.median,
            untimed,
        }))
    }
}

impl Posed<'_, Sessions> {
    /// The sessions that stand first, as many as are asked for, those of one key together.
    fn first(&self, runs: &[Run], counts: &[u32]) -> Vec<usize> {
        let columns = self.ask.distinct.len();
        let mut best = Best::new(self.ask.limit);
        for (session, run) in runs.iter().enumerate() {
            let counted = |position: usize| counts[session * columns + position].into();
            let rank = self.ask.rank(run.start, run.end, run.rows.into(), counted);
            best.offer((rank, run.start, run.first), || session);
        }
        let mut kept = best.sorted();
        kept.sort_unstable();
        kept
    }
}

/// The middle of these, of two the smaller.
pub fn median(mut numbers: Vec<i64>) -> Option<i64> {
    let middle = numbers.len().checked_sub(1)? / 2;
    Some(*numbers.select_nth_unstable(middle).1)
}

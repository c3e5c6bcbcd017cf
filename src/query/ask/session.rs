//! What one actor did without a long break: the rows of a key, cut where it was idle.

use super::{Order, Posed, Question};
use crate::arrange;
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
use crate::words;
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
                words::asking::there_is_no_position(&position),
                words::asking::POSITIONS_COUNT_COLUMNS_UNDER_DISTINCT,
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
    /// By key; of a shard that stands alone only those sessions that the answer needs, each by itself.
    keys: Vec<(Vec<Cell>, Vec<Stretch>)>,
    /// Of a shard that stands alone.
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
#[derive(Clone, Copy)]
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

    /// What was seen in the session.
    fn values(&self) -> Distinct {
        let atom = |keys: &Arc<Keys>| self.codes.iter().map(|&code| keys.atom(code)).collect();
        Distinct::Values(self.keys.as_ref().map(atom).unwrap_or_default())
    }
}

impl Question for Posed<'_, Sessions> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let ask = self.ask;
        let timed = Timed::of(shard, &ask.time, rows);
        let trails = shard.trails(&ask.time, &ask.by);
        let mut tallies: Vec<Tally> = ask.distinct.iter().map(|column| Tally::of(shard, column)).collect();
        let key: Vec<_> = ask.by.iter().map(|name| shard.index(name)).collect();
        let told: Vec<_> = ask.ends.iter().map(|name| shard.index(name)).collect();
        let stretch = |run: &Run, distinct| Stretch {
            first: (run.start, shard.first + u64::from(run.first)),
            last: (run.end, shard.first + u64::from(run.last)),
            rows: run.rows.into(),
            distinct,
            opened: Cell::row(shard, &told, run.first as usize),
            closed: Cell::row(shard, &told, run.last as usize),
        };
        let mut keys: Vec<(Vec<Cell>, Vec<Stretch>)> = Vec::new();
        let mut best = Best::new(ask.limit);
        let (mut lengths, mut sessions, mut known) = (Vec::new(), 0, 0);
        for trail in trails.each() {
            let mut stretches = Vec::new();
            let before = sessions;
            let mut close = |run: Run, tallies: &mut [Tally]| {
                if shard.alone {
                    let counted = |position: usize| tallies[position].codes.len() as u64;
                    let rank = ask.rank(run.start, run.end, run.rows.into(), counted);
                    lengths.push(run.end.saturating_sub(run.start));
                    best.offer((rank, run.start, run.first), || {
                        (
                            run,
                            tallies
                                .iter()
                                .map(|tally| Distinct::Count(tally.codes.len() as u64))
                                .collect(),
                        )
                    });
                } else {
                    stretches.push(stretch(&run, tallies.iter().map(Tally::values).collect()));
                }
                tallies.iter_mut().for_each(|tally| tally.codes.clear());
            };
            let mut under_way: Option<Run> = None;
            for row in timed.among(trail) {
                let at = timed.at(row);
                match &mut under_way {
                    Some(run) if at.saturating_sub(run.end) <= ask.gap => {
                        (run.last, run.end) = (row, at);
                        run.rows += 1;
                    }
                    _ => {
                        let begun = Run {
                            first: row,
                            last: row,
                            rows: 1,
                            start: at,
                            end: at,
                        };
                        if let Some(run) = under_way.replace(begun) {
                            close(run, &mut tallies);
                        }
                        sessions += 1;
                    }
                }
                tallies.iter_mut().for_each(|tally| tally.add(row, sessions));
            }
            if let Some(run) = under_way {
                close(run, &mut tallies);
            }
            known += u64::from(sessions > before);
            if !stretches.is_empty() {
                keys.push((Cell::row(shard, &key, trail[0] as usize), stretches));
            }
        }
        let first = best.sorted().into_iter().map(|(run, distinct): (Run, _)| {
            let key = Cell::row(shard, &key, run.first as usize);
            (key, vec![stretch(&run, distinct)])
        });
        keys.extend(first);
        Ok(Partial {
            keys,
            totals: shard.alone.then(|| Totals {
                sessions: sessions.into(),
                keys: known,
                median: median(lengths),
            }),
            untimed: timed.untimed,
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let mut keys: Map<Vec<Cell>, Vec<Stretch>> = Map::default();
        for (key, stretches) in a.keys.into_iter().chain(b.keys) {
            keys.entry(key).or_default().extend(stretches);
        }
        let joined = keys.into_iter().map(|(key, mut stretches)| {
            arrange::by_key(&mut stretches, |stretch| stretch.first);
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
        let rank = |(rank, _, stretch): &(i64, Vec<Cell>, Stretch)| (*rank, stretch.first);
        arrange::within(&mut sessions, 0..self.ask.limit, |a, b| rank(a).cmp(&rank(b)));
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

/// The middle of these, of two the smaller.
pub fn median(mut numbers: Vec<i64>) -> Option<i64> {
    let middle = numbers.len().checked_sub(1)? / 2;
    Some(*numbers.select_nth_unstable(middle).1)
}

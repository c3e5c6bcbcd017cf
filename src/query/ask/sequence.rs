//! Steps in order within a window of time: five failures, then a success.

use super::{Order, Posed, Question};
use crate::arrange;
use crate::query::answer::{Match, Sequences as Answered};
use crate::query::best::Best;
use crate::query::bind::bind;
use crate::query::cell::{Cell, values};
use crate::query::filter::filter;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::trail::Timed;
use crate::query::{Answer, Failure, Map, Predicate, Rows};
use crate::table::Bitmap;
use crate::value::Micros;
use crate::words;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// See [`Ask::Sequences`](super::Ask::Sequences).
///
/// A match is, for each step, as many rows of one key as it asks for, those of a step after those of the one before it in time (rows of
/// the same time stand in the order of the files), the last at most `within` after the first. A row counts for one step only. The match
/// that ends first is taken; of those that end with the same row the one whose rows are the latest, so that it is as short as can be.
/// What came before of the first step, as far as there is time, belongs to it, too: an attack begins with its first attempt. The next match
/// is looked for among the rows after it: matches never overlap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sequences {
    pub time: String,
    /// The columns of the key; without any, all rows are of one.
    pub by: Vec<String>,
    pub steps: Vec<Step>,
    /// Microseconds from the first row to the last.
    pub within: Micros,
    /// Of the matches, by where they end.
    pub order: Order,
    pub limit: usize,
}

/// Rows that pass a filter, at least so many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub filter: Predicate,
    pub least: usize,
}

/// A bit for each step.
const STEPS: usize = 64;

impl Sequences {
    /// The same with every column under its exact name.
    pub fn resolve(&self, schema: &Schema) -> Result<Self, Failure> {
        if self.steps.is_empty() || self.steps.len() > STEPS || self.steps.iter().any(|step| step.least == 0) {
            return Err(Failure::new(
                words::asking::THIS_IS_NO_SEQUENCE,
                words::asking::it_takes_one_step(&STEPS),
            ));
        }
        let step = |step: &Step| {
            Ok(Step {
                filter: schema.predicate(&step.filter)?,
                least: step.least,
            })
        };
        Ok(Self {
            time: schema.time(&self.time)?,
            by: schema.names(&self.by)?,
            steps: self.steps.iter().map(step).collect::<Result<_, Failure>>()?,
            ..self.clone()
        })
    }

    /// Where matches begin and end among the rows of a key, which stand in time.
    fn matches(&self, events: &[Event]) -> Vec<(usize, usize)> {
        let last = self.steps.len() - 1;
        // Of each step, for its latest rows, where the sequence that is as short as can be and has this row begins; and where the one
        // begins that has the whole step.
        let mut begun: Vec<VecDeque<usize>> = vec![VecDeque::new(); self.steps.len()];
        let mut done: Vec<Option<usize>> = vec![None; self.steps.len()];
        let mut found = Vec::new();
        for (at, event) in events.iter().enumerate() {
            // From the last step down, so that a row is not taken for two.
            for step in (0..=last).rev().filter(|step| event.steps >> step & 1 == 1) {
                let Some(start) = (if step == 0 { Some(at) } else { done[step - 1] }) else {
                    continue;
                };
                let least = self.steps[step].least;
                begun[step].push_back(start);
                if begun[step].len() > least {
                    begun[step].pop_front();
                }
                if begun[step].len() == least {
                    done[step] = begun[step].front().copied();
                }
                if step == last
                    && let Some(start) = done[last]
                    && event.at.saturating_sub(events[start].at) <= self.within
                {
                    let after = found.last().map_or(0, |&(_, end)| end + 1);
                    let near = |before: &usize| event.at.saturating_sub(events[*before].at) <= self.within;
                    let earlier = (after..start).rev().take_while(near);
                    let first = earlier.filter(|&before| events[before].steps & 1 == 1).last();
                    found.push((first.unwrap_or(start), at));
                    begun.iter_mut().for_each(VecDeque::clear);
                    done.fill(None);
                    break;
                }
            }
        }
        found
    }

    /// The rows of each step of the match among these events: the latest ones that there are, and all of the first step.
    fn rows(&self, events: &[Event]) -> Vec<Vec<u64>> {
        let mut rows: Vec<Vec<u64>> = vec![Vec::new(); self.steps.len()];
        let mut step = self.steps.len() - 1;
        for event in events.iter().rev() {
            if event.steps >> step & 1 == 0 {
                continue;
            }
            rows[step].push(event.row);
            if rows[step].len() == self.steps[step].least {
                step = step.saturating_sub(1);
            }
        }
        rows.iter_mut().for_each(|rows| rows.reverse());
        rows
    }
}

/// A row that is of some step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Event {
    at: Micros,
    row: u64,
    /// A bit for each step it could be of.
    steps: u64,
}

/// What a part of the table has of sequences.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// Rows of some step by key, since rows of other parts may stand between them.
    events: Vec<(Vec<Cell>, Vec<Event>)>,
    /// Of a shard that stands alone: the matches that the answer needs, how many there are, and in how many keys.
    found: Option<(Vec<Found>, u64, u64)>,
    untimed: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Found {
    key: Vec<Cell>,
    start: Micros,
    end: (Micros, u64),
    rows: Vec<Vec<u64>>,
}

impl Question for Posed<'_, Sequences> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let ask = self.ask;
        let steps = ask
            .steps
            .iter()
            .map(|step| Ok(filter(shard, &bind(shard, &step.filter, self.zone)?)))
            .collect::<Result<Vec<Bitmap>, Failure>>()?;
        let mut timed = Timed::of(shard, &ask.time, rows);
        let mut any = Bitmap::new(rows.len(), false);
        steps.iter().for_each(|step| any.or(step));
        timed.rows.and(&any);
        let event = |row: u32| Event {
            at: timed.at(row),
            row: shard.first + u64::from(row),
            steps: steps
                .iter()
                .enumerate()
                .fold(0, |bits, (step, rows)| bits | u64::from(rows.get(row as usize)) << step),
        };
        let trails = shard.trails(&ask.time, &ask.by);
        let key: Vec<_> = ask.by.iter().map(|name| shard.index(name)).collect();
        let events = trails.each().filter_map(|trail| {
            let events: Vec<Event> = timed.among(trail).map(event).collect();
            (!events.is_empty()).then_some((trail[0], events))
        });
        let key = |row: u32| Cell::row(shard, &key, row as usize);
        Ok(if shard.alone {
            Partial {
                found: Some(self.found(events, key)),
                untimed: timed.untimed,
                ..Partial::default()
            }
        } else {
            Partial {
                events: events.map(|(row, events)| (key(row), events)).collect(),
                found: None,
                untimed: timed.untimed,
            }
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let mut events: Map<Vec<Cell>, Vec<Event>> = a.events.into_iter().collect();
        for (key, others) in b.events {
            events.entry(key).or_default().extend(others);
        }
        Partial {
            events: events.into_iter().collect(),
            found: None,
            untimed: a.untimed + b.untimed,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial { events, found, untimed } = partial;
        let (found, total, keys) = found.unwrap_or_else(|| {
            let sorted = events.into_iter().map(|(key, mut events)| {
                arrange::ascending(&mut events);
                (key, events)
            });
            self.found(sorted, |key| key)
        });
        let matches = found.into_iter().map(|found| Match {
            key: values(found.key),
            start: found.start,
            end: found.end.0,
            rows: found.rows,
        });
        Ok(Answer::Sequences(Answered {
            matches: matches.collect(),
            total,
            keys,
            untimed,
        }))
    }
}

impl Posed<'_, Sequences> {
    /// The matches that the answer needs, how many there are in all, and in how many keys.
    fn found<K>(
        &self,
        events: impl Iterator<Item = (K, Vec<Event>)>,
        cells: impl Fn(K) -> Vec<Cell>,
    ) -> (Vec<Found>, u64, u64) {
        let (mut best, mut total, mut keys) = (Best::new(self.ask.limit), 0, 0);
        for (key, events) in events {
            let matches = self.ask.matches(&events);
            if matches.is_empty() {
                continue;
            }
            let key = cells(key);
            total += matches.len() as u64;
            keys += 1;
            for (start, end) in matches {
                let last = (events[end].at, events[end].row);
                let at = if self.ask.order == Order::Ascending {
                    last.0
                } else {
                    !last.0
                };
                best.offer((at, last.1), || Found {
                    key: key.clone(),
                    start: events[start].at,
                    end: last,
                    rows: self.ask.rows(&events[start..=end]),
                });
            }
        }
        (best.sorted(), total, keys)
    }
}

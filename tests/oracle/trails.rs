//! The naive evaluator's answers about rows in time.

use crate::naive::{grouped, holds, index, settle, start, starts, under};
use crate::table::{COLUMNS, Rows};
use audit_explorer::query::answer::{
    Baseline, Context, Firsts, Match, Pair, Pairs, Peak, Point, Row, Sequences, Session, Sessions,
};
use audit_explorer::query::ask::{self, PairSort, SessionSort};
use audit_explorer::query::{Answer, Order};
use audit_explorer::value::{Micros, Value, Zone};
use std::cmp::{Ordering, Reverse};

fn time(rows: &Rows, row: usize, column: &str) -> Option<Micros> {
    match rows[row][index(column)] {
        Value::Time(at) => Some(at),
        _ => None,
    }
}

/// Where a row stands in time.
fn place(rows: &Rows, row: usize, column: Option<&str>) -> (bool, Micros, usize) {
    let at = column.and_then(|column| time(rows, row, column));
    (column.is_some() && at.is_none(), at.unwrap_or(0), row)
}

fn cell(value: &Value) -> Value {
    match value {
        Value::Number(value) => Value::Number(value + 0.0),
        value => value.clone(),
    }
}

fn cells(rows: &Rows, row: usize, columns: &[String]) -> Vec<Value> {
    columns.iter().map(|name| cell(&rows[row][index(name)])).collect()
}

/// The cells as a page has them.
fn shown(rows: &Rows, row: usize, columns: &Option<Vec<String>>) -> (Vec<String>, Row) {
    let columns: Vec<usize> = columns.as_ref().map_or((0..COLUMNS.len()).collect(), |columns| {
        columns.iter().map(|name| index(name)).collect()
    });
    let cells = columns.iter().map(|&column| rows[row][column].clone()).collect();
    let names = columns.iter().map(|&column| COLUMNS[column].0.to_owned()).collect();
    (names, Row { row: row as u64, cells })
}

fn names(columns: &Option<Vec<String>>) -> Vec<String> {
    let all = || COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    columns.as_ref().map_or_else(all, |columns| {
        columns.iter().map(|name| COLUMNS[index(name)].0.to_owned()).collect()
    })
}

/// A key with its rows.
type Trail = (Vec<Value>, Vec<usize>);

/// The rows of each key that have a time, in time; and how many have none.
fn trails(rows: &Rows, matching: &[usize], column: &str, by: &[String]) -> (Vec<Trail>, u64) {
    let timed: Vec<usize> = matching
        .iter()
        .copied()
        .filter(|&row| time(rows, row, column).is_some())
        .collect();
    let untimed = (matching.len() - timed.len()) as u64;
    let mut trails = grouped(timed.into_iter().map(|row| (cells(rows, row, by), row)));
    for (_, trail) in &mut trails {
        trail.sort_by_key(|&row| place(rows, row, Some(column)));
    }
    (trails, untimed)
}

/// What sorts by a number in a direction.
fn directed<T: Ord>(a: T, b: T, direction: Order) -> Ordering {
    if direction == Order::Ascending {
        a.cmp(&b)
    } else {
        b.cmp(&a)
    }
}

fn middle(mut numbers: Vec<i64>) -> Option<i64> {
    numbers.sort_unstable();
    let last = numbers.len().checked_sub(1)?;
    Some(numbers[last / 2])
}

/// Whether no earlier row has one of the combinations of values of this one.
pub fn is_first(rows: &Rows, row: usize, columns: &[String], column: Option<&str>) -> bool {
    let column = Some(column.unwrap_or("when"));
    let all: Vec<usize> = (0..rows.len()).collect();
    firsts_of(rows, &all, columns, column)
        .iter()
        .any(|(_, first)| *first == row)
}

/// Each combination of values with the first of these rows that has it.
fn firsts_of(rows: &Rows, of: &[usize], columns: &[String], column: Option<&str>) -> Vec<(Vec<Value>, usize)> {
    let combinations = |row: usize| {
        columns.iter().fold(vec![Vec::new()], |made: Vec<Vec<Value>>, name| {
            let values: Vec<Value> = under(&rows[row][index(name)])
                .into_iter()
                .filter(|value| *value != Value::Null)
                .collect();
            made.iter()
                .flat_map(|start| {
                    values
                        .iter()
                        .map(move |value| start.iter().cloned().chain([value.clone()]).collect())
                })
                .collect()
        })
    };
    let pairs = of
        .iter()
        .flat_map(|&row| combinations(row).into_iter().map(move |key| (key, row)));
    let first = |rows_of: Vec<usize>| rows_of.into_iter().min_by_key(|&row| place(rows, row, column)).unwrap();
    grouped(pairs)
        .into_iter()
        .map(|(key, rows_of)| (key, first(rows_of)))
        .collect()
}

pub fn context(rows: &Rows, matching: &[usize], ask: &ask::Context) -> Answer {
    let anchor = ask.row as usize;
    let at = |row: usize| place(rows, row, Some(&ask.time));
    let mut around: Vec<usize> = matching
        .iter()
        .copied()
        .filter(|&row| row != anchor && cells(rows, row, &ask.same) == cells(rows, anchor, &ask.same))
        .collect();
    around.sort_by_key(|&row| at(row));
    let (before, after): (Vec<usize>, Vec<usize>) = around.into_iter().partition(|&row| at(row) < at(anchor));
    let near = before.iter().skip(before.len().saturating_sub(ask.before));
    let told: Vec<usize> = near
        .copied()
        .chain([anchor])
        .chain(after.iter().copied().take(ask.after))
        .collect();
    Answer::Context(Context {
        columns: names(&ask.columns),
        anchor: before.len().min(ask.before),
        rows: told.into_iter().map(|row| shown(rows, row, &ask.columns).1).collect(),
        before: before.len() as u64,
        after: after.len() as u64,
    })
}

pub fn sessions(rows: &Rows, matching: &[usize], ask: &ask::Sessions) -> Answer {
    let (trails, untimed) = trails(rows, matching, &ask.time, &ask.by);
    let keys = trails.len() as u64;
    let at = |row: usize| time(rows, row, &ask.time).unwrap();
    let mut sessions = Vec::new();
    for (key, trail) in trails {
        let mut cuts: Vec<Vec<usize>> = Vec::new();
        for row in trail {
            match cuts.last_mut() {
                Some(cut) if at(row) - at(*cut.last().unwrap()) <= ask.gap => cut.push(row),
                _ => cuts.push(vec![row]),
            }
        }
        for cut in cuts {
            let (first, last) = (cut[0], *cut.last().unwrap());
            let distinct = ask.distinct.iter().map(|name| {
                let values = cut.iter().flat_map(|&row| under(&rows[row][index(name)]));
                let values = values
                    .filter(|value| *value != Value::Null)
                    .map(|value| (vec![value], ()));
                grouped(values).len() as u64
            });
            sessions.push(Session {
                key: key.clone(),
                start: at(first),
                end: at(last),
                first: first as u64,
                last: last as u64,
                rows: cut.len() as u64,
                distinct: distinct.collect(),
                opened: cells(rows, first, &ask.ends),
                closed: cells(rows, last, &ask.ends),
            });
        }
    }
    let total = sessions.len() as u64;
    let median = middle(sessions.iter().map(|session| session.end - session.start).collect());
    sessions.sort_by(|a, b| {
        let number = |session: &Session| match ask.sort {
            SessionSort::Start => session.start,
            SessionSort::Duration => session.end - session.start,
            SessionSort::Rows => session.rows as i64,
            SessionSort::Distinct(at) => session.distinct[at] as i64,
        };
        directed(number(a), number(b), ask.order).then((a.start, a.first).cmp(&(b.start, b.first)))
    });
    sessions.truncate(ask.limit);
    Answer::Sessions(Sessions {
        sessions,
        total,
        keys,
        median,
        untimed,
    })
}

pub fn sequences(rows: &Rows, matching: &[usize], ask: &ask::Sequences, zone: &Zone) -> Answer {
    let (trails, untimed) = trails(rows, matching, &ask.time, &ask.by);
    let at = |row: usize| time(rows, row, &ask.time).unwrap();
    // The step of each row that a match takes.
    let wanted: Vec<usize> = ask
        .steps
        .iter()
        .enumerate()
        .flat_map(|(step, of)| std::iter::repeat_n(step, of.least))
        .collect();
    let fits = |row: usize, step: usize| holds(rows, row, &ask.steps[step].filter, zone);
    let mut matches: Vec<(Match, u64)> = Vec::new();
    let mut keys = 0;
    for (key, trail) in trails {
        let before = matches.len();
        let mut from = 0;
        while let Some((end, taken)) = (from..trail.len()).find_map(|end| {
            // Taking always the latest row leaves the most room for those before it.
            let mut taken: Vec<usize> = Vec::new();
            let mut next = end + 1;
            for &step in wanted.iter().rev() {
                let found = if taken.is_empty() {
                    fits(trail[end], step).then_some(end)
                } else {
                    (from..next).rev().find(|&place| fits(trail[place], step))
                };
                next = found?;
                taken.push(next);
            }
            taken.reverse();
            let length = at(trail[end]) - at(trail[taken[0]]);
            (length <= ask.within).then_some((end, taken))
        }) {
            let mut of_steps = vec![Vec::new(); ask.steps.len()];
            taken
                .iter()
                .zip(&wanted)
                .for_each(|(&place, &step)| of_steps[step].push(trail[place] as u64));
            // What came before of the first step belongs to it.
            let mut start = taken[0];
            for place in (from..start).rev() {
                if at(trail[end]) - at(trail[place]) > ask.within {
                    break;
                }
                if fits(trail[place], 0) {
                    of_steps[0].insert(0, trail[place] as u64);
                    start = place;
                }
            }
            let found = Match {
                key: key.clone(),
                start: at(trail[start]),
                end: at(trail[end]),
                rows: of_steps,
            };
            matches.push((found, trail[end] as u64));
            from = end + 1;
        }
        keys += u64::from(matches.len() > before);
    }
    let total = matches.len() as u64;
    matches.sort_by(|a, b| directed(a.0.end, b.0.end, ask.order).then(a.1.cmp(&b.1)));
    matches.truncate(ask.limit);
    Answer::Sequences(Sequences {
        matches: matches.into_iter().map(|(found, _)| found).collect(),
        total,
        keys,
        untimed,
    })
}

pub fn pairs(rows: &Rows, matching: &[usize], ask: &ask::Pairs) -> Answer {
    let (trails, untimed) = trails(rows, matching, &ask.time, &ask.by);
    let point = |row: usize| Point {
        row: row as u64,
        at: time(rows, row, &ask.time).unwrap(),
        cells: cells(rows, row, &ask.watch),
    };
    let gap = |pair: &Pair| pair.to.at - pair.from.at;
    let (mut pairs, mut all, mut keys) = (Vec::new(), 0, 0);
    for (key, trail) in trails {
        let before = pairs.len();
        for two in trail.windows(2) {
            all += 1;
            let pair = Pair {
                key: key.clone(),
                from: point(two[0]),
                to: point(two[1]),
            };
            let long =
                ask.least.is_none_or(|least| gap(&pair) >= least) && ask.most.is_none_or(|most| gap(&pair) <= most);
            if long && (!ask.changed || pair.from.cells != pair.to.cells) {
                pairs.push(pair);
            }
        }
        keys += u64::from(pairs.len() > before);
    }
    let total = pairs.len() as u64;
    let gaps: Vec<i64> = pairs.iter().map(gap).collect();
    let gaps = middle(gaps.clone()).map(|middle| (*gaps.iter().min().unwrap(), middle, *gaps.iter().max().unwrap()));
    let changed = pairs.iter().filter(|pair| pair.from.cells != pair.to.cells);
    let both = |pair: &Pair| {
        pair.from
            .cells
            .iter()
            .chain(&pair.to.cells)
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut changes = grouped(changed.map(|pair| (both(pair), ())));
    changes.sort_by_key(|(_, times)| Reverse(times.len()));
    changes.truncate(ask.limit);
    pairs.sort_by(|a, b| {
        let number = |pair: &Pair| {
            if ask.sort == PairSort::Time {
                pair.to.at
            } else {
                gap(pair)
            }
        };
        directed(number(a), number(b), ask.order).then((a.to.at, a.to.row).cmp(&(b.to.at, b.to.row)))
    });
    pairs.truncate(ask.limit);
    let halves = |(mut from, times): (Vec<Value>, Vec<()>)| {
        let to = from.split_off(ask.watch.len());
        (from, to, times.len() as u64)
    };
    Answer::Pairs(Pairs {
        pairs,
        total,
        all,
        keys,
        gaps,
        changes: changes.into_iter().map(halves).collect(),
        untimed,
    })
}

pub fn firsts(rows: &Rows, matching: &[usize], ask: &ask::Firsts, zone: &Zone) -> Answer {
    let base: Vec<usize> = (0..rows.len())
        .filter(|&row| holds(rows, row, &ask.base, zone))
        .collect();
    let firsts = firsts_of(rows, &base, &ask.of, Some(&ask.time));
    let values = firsts.len() as u64;
    let mut found: Vec<usize> = firsts
        .into_iter()
        .map(|(_, row)| row)
        .filter(|row| matching.contains(row))
        .collect();
    found.sort_unstable();
    found.dedup();
    let total = found.len() as u64;
    found.sort_by(|&a, &b| {
        let (a, b) = (place(rows, a, Some(&ask.time)), place(rows, b, Some(&ask.time)));
        a.0.cmp(&b.0).then(directed(a.1, b.1, ask.order)).then(a.2.cmp(&b.2))
    });
    found.truncate(ask.limit);
    Answer::Firsts(Firsts {
        columns: names(&ask.columns),
        rows: found.into_iter().map(|row| shown(rows, row, &ask.columns).1).collect(),
        total,
        values,
    })
}

pub fn baseline(rows: &Rows, matching: &[usize], ask: &ask::Baseline, zone: &Zone) -> Answer {
    let (trails, untimed) = trails(rows, matching, &ask.time, &ask.by);
    let at = |row: usize| time(rows, row, &ask.time).unwrap();
    let times: Vec<Micros> = trails.iter().flat_map(|(_, trail)| trail).map(|&row| at(row)).collect();
    let bucket = settle(ask.bucket, &times, zone);
    let all = times
        .iter()
        .min()
        .zip(times.iter().max())
        .map_or(Vec::new(), |(&first, &last)| starts(bucket, first, last, zone));
    let half = |mut numbers: Vec<f64>| {
        numbers.sort_by(f64::total_cmp);
        (numbers[(numbers.len() - 1) / 2] + numbers[numbers.len() / 2]) / 2.0
    };
    let keys = trails.len() as u64;
    let mut peaks = Vec::new();
    for (key, trail) in trails {
        let within = |begin: Micros| {
            trail
                .iter()
                .filter(|&&row| start(bucket, at(row), zone) == begin)
                .collect::<Vec<_>>()
        };
        let counts: Vec<f64> = all.iter().map(|&begin| within(begin).len() as f64).collect();
        let median = half(counts.clone());
        let spread = half(counts.iter().map(|count| (count - median).abs()).collect());
        for &begin in &all {
            let rows = within(begin);
            let count = rows.len() as f64;
            if count > median {
                peaks.push(Peak {
                    key: key.clone(),
                    start: begin,
                    row: **rows.iter().min().unwrap() as u64,
                    count: rows.len() as u64,
                    median,
                    spread,
                    score: (count - median) / (1.4826 * spread).max(median.sqrt()).max(1.0),
                });
            }
        }
    }
    let total = peaks.len() as u64;
    peaks.sort_by(|a, b| {
        let scores = b.score.total_cmp(&a.score).then(b.count.cmp(&a.count));
        scores.then((a.start, a.row).cmp(&(b.start, b.row)))
    });
    peaks.truncate(ask.limit);
    Answer::Baseline(Baseline {
        bucket,
        peaks,
        total,
        keys,
        buckets: all.len() as u64,
        untimed,
    })
}

pub fn sample(rows: &Rows, matching: &[usize], ask: &ask::Sample) -> Answer {
    let mut drawn = matching.to_vec();
    drawn.sort_by_key(|&row| ask.lot(row as u64));
    drawn.truncate(ask.rows);
    Answer::Page {
        columns: names(&ask.columns),
        rows: drawn.into_iter().map(|row| shown(rows, row, &ask.columns).1).collect(),
    }
}

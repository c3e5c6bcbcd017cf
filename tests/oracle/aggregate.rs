//! Counting and measuring by looking at one row after the other.

use crate::formula;
use crate::naive::{contains, directed, grouped, holds, index, measured as plain, order, settle, shown, start, under};
use crate::table::{COLUMNS, Rows};
use audit_explorer::query::answer::{Head, Line, Series};
use audit_explorer::query::ask::AUTO_BINS;
use audit_explorer::query::{Answer, Ask, Bins, Bucket, Key, Measure, Order, Phase, Predicate, Rank, Ranking, Side};
use audit_explorer::value::{Civil, Kind, Micros, Value, Zone};
use std::cmp::Ordering;

/// Groups with their rows, keys ascending.
type Groups = Vec<(Vec<Value>, Vec<usize>)>;

pub fn one(rows: &Rows, matching: &[usize], ask: &Ask, zone: &Zone) -> Answer {
    match ask {
        Ask::Facet {
            column,
            limit,
            search,
            ranking,
            offset,
            seen,
        } => {
            let column = index(column);
            let cells = |&row: &usize| {
                under(&rows[row][column])
                    .into_iter()
                    .map(move |value| (vec![value], row))
            };
            let mut counted = grouped(matching.iter().flat_map(cells));
            let nulls = matching.iter().filter(|&&row| rows[row][column] == Value::Null).count() as u64;
            let distinct = counted.iter().filter(|(key, _)| key[0] != Value::Null).count() as u64;
            counted.retain(|(key, _)| search.is_empty() || key[0] != Value::Null && contains(&shown(&key[0]), search));
            match ranking {
                Ranking::Frequent => counted.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len())),
                Ranking::Rare => counted.sort_by_key(|(_, rows)| rows.len()),
                Ranking::Value => {}
            }
            let found = counted.len() as u64;
            let page: Groups = counted.into_iter().skip(*offset).take(*limit).collect();
            let times = |of: &[usize], by: &str| {
                let cells = of.iter().map(|&row| rows[row][index(by)].clone());
                cells.filter(|value| *value != Value::Null).collect::<Vec<_>>()
            };
            let span = |times: Vec<Value>| {
                let first = times.iter().min_by(|a, b| order(a, b)).cloned();
                let last = times.into_iter().max_by(order);
                (first.unwrap_or(Value::Null), last.unwrap_or(Value::Null))
            };
            Answer::Facet {
                seen: match seen {
                    Some(by) => page.iter().map(|(_, of)| span(times(of, by))).collect(),
                    None => Vec::new(),
                },
                values: page
                    .into_iter()
                    .map(|(mut key, rows)| (key.remove(0), rows.len() as u64))
                    .collect(),
                found,
                distinct,
                nulls,
            }
        }
        Ask::Week { column, only } => week(rows, matching, index(column), only.as_ref(), zone),
        Ask::Distribution {
            column,
            bins,
            by,
            series,
        } => distribution(rows, matching, index(column), *bins, by.as_deref().map(index), *series),
        Ask::Pivot {
            rows: down,
            columns,
            measures,
        } => pivot(rows, matching, down, columns, measures, zone),
        _ => unreachable!("the other questions are answered elsewhere"),
    }
}

fn time(value: &Value) -> Option<Micros> {
    if let Value::Time(at) = value { Some(*at) } else { None }
}

fn phase(phase: Phase, at: Micros, zone: &Zone) -> i64 {
    let local = zone.local(at);
    let hour = i64::from(Civil::of(local).hour);
    // The first of January 1970 was a Thursday.
    let weekday = (local.div_euclid(24 * 3_600_000_000) + 3).rem_euclid(7);
    match phase {
        Phase::Hour => hour,
        Phase::Weekday => weekday + 1,
        Phase::HourOfWeek => weekday * 24 + hour,
    }
}

fn week(rows: &Rows, matching: &[usize], column: usize, only: Option<&Predicate>, zone: &Zone) -> Answer {
    let count = |rows_of: Vec<usize>| {
        let mut counts = vec![0; 168];
        let times = rows_of.iter().filter_map(|&row| time(&rows[row][column]));
        times.for_each(|at| counts[phase(Phase::HourOfWeek, at, zone) as usize] += 1);
        counts
    };
    let passing = |only| {
        let passing = matching.iter().filter(|&&row| holds(rows, row, only, zone));
        passing.copied().collect()
    };
    Answer::Week {
        counts: count(matching.to_vec()),
        only: only.map(|only| count(passing(only))),
        untimed: matching.iter().filter(|&&row| rows[row][column] == Value::Null).count() as u64,
    }
}

/// A millionth, of which all numbers and edges that come up here are multiples.
const UNIT: i128 = 1_000_000;

fn units(value: &Value) -> Option<i128> {
    match value {
        Value::Integer(value) => Some(i128::from(*value) * UNIT),
        Value::Number(value) => Some((value * UNIT as f64) as i128),
        _ => None,
    }
}

/// Where the edges of bins are, in units.
#[derive(Clone)]
enum Edges {
    Every(i128),
    /// All that there are, ascending.
    These(Vec<i128>),
}

impl Edges {
    fn of(bins: Bins, numbers: &[i128], kind: Kind) -> Self {
        let log = |leads: &[i128]| {
            let powers = (0..27).map(|power| 10i128.pow(power));
            let above: Vec<i128> = powers
                .flat_map(|power| leads.iter().map(move |lead| lead * power))
                .collect();
            let below = above.iter().rev().map(|edge| -edge);
            Self::These(below.chain([0]).chain(above.iter().copied()).collect())
        };
        let fits = |edges: &Self| edges.filled(numbers).len() <= AUTO_BINS;
        match bins {
            Bins::Width(width) if kind == Kind::Integer => Self::Every(width.ceil() as i128 * UNIT),
            Bins::Width(width) => Self::Every((width * UNIT as f64) as i128),
            Bins::Log => {
                let nine = log(&[1, 2, 3, 4, 5, 6, 7, 8, 9]);
                let three = log(&[1, 2, 5]);
                [nine, three].into_iter().find(fits).unwrap_or(log(&[1]))
            }
            Bins::Auto if numbers.iter().min() == numbers.iter().max() => Self::Every(UNIT),
            Bins::Auto => {
                let least = if kind == Kind::Integer { 6 } else { 0 };
                let powers = (least..27).map(|power| 10i128.pow(power));
                powers
                    .flat_map(|power| [1, 2, 5].map(|digits| Self::Every(digits * power)))
                    .find(|edges| {
                        let Self::Every(width) = edges else { return false };
                        let (low, high) = (numbers.iter().min().unwrap(), numbers.iter().max().unwrap());
                        high.div_euclid(*width) - low.div_euclid(*width) < AUTO_BINS as i128
                    })
                    .unwrap()
            }
        }
    }

    fn floor(&self, at: i128) -> i128 {
        match self {
            Self::Every(width) => at.div_euclid(*width) * width,
            Self::These(edges) => *edges.iter().rev().find(|edge| **edge <= at).unwrap(),
        }
    }

    fn next(&self, edge: i128) -> i128 {
        match self {
            Self::Every(width) => edge + width,
            Self::These(edges) => *edges.iter().find(|other| **other > edge).unwrap(),
        }
    }

    /// The lower ends of all bins from the first to the last, those that grow away from zero on each side of it by themselves.
    fn filled(&self, numbers: &[i128]) -> Vec<i128> {
        let sides: Vec<Vec<i128>> = match self {
            Self::Every(_) => vec![numbers.to_vec()],
            Self::These(_) => [-1, 0, 1]
                .map(|sign| {
                    numbers
                        .iter()
                        .copied()
                        .filter(|number| number.signum() == sign)
                        .collect()
                })
                .into(),
        };
        let mut filled = Vec::new();
        for side in sides {
            let (Some(&low), Some(&high)) = (side.iter().min(), side.iter().max()) else {
                continue;
            };
            let mut edge = self.floor(low);
            while edge <= high {
                filled.push(edge);
                edge = self.next(edge);
            }
        }
        filled
    }
}

fn lower(edge: i128, kind: Kind) -> Value {
    if kind == Kind::Integer {
        Value::Integer((edge / UNIT).clamp(i64::MIN.into(), i64::MAX.into()) as i64)
    } else {
        Value::Number(edge as f64 / UNIT as f64)
    }
}

/// Where a bin of integers ends: integers are whole, and so is the end.
fn upper(edges: &Edges, edge: i128, kind: Kind) -> Value {
    let mut next = edges.next(edge);
    if kind != Kind::Integer {
        // No number lies between zero and the next edge, which is as near to it as one likes.
        if matches!(edges, Edges::These(_)) && edge == 0 {
            return Value::Number(0.0);
        }
        return Value::Number(next as f64 / UNIT as f64);
    }
    while next % UNIT != 0 {
        next = edges.next(next);
    }
    i64::try_from(next / UNIT).map_or(Value::Number((next / UNIT) as f64), Value::Integer)
}

fn distribution(
    rows: &Rows,
    matching: &[usize],
    column: usize,
    bins: Bins,
    by: Option<usize>,
    most: Option<usize>,
) -> Answer {
    let kind = COLUMNS[column].1;
    let numbered: Vec<(usize, i128)> = matching
        .iter()
        .filter_map(|&row| Some((row, units(&rows[row][column])?)))
        .collect();
    let numbers: Vec<i128> = numbered.iter().map(|pair| pair.1).collect();
    let edges = Edges::of(bins, &numbers, kind);
    let starts = edges.filled(&numbers);
    let count = |numbers: &[i128]| {
        let inside = |start: i128| numbers.iter().filter(|&&at| edges.floor(at) == start).count() as u64;
        starts.iter().map(|&start| inside(start)).collect::<Vec<u64>>()
    };
    let series = match by {
        None => vec![Series {
            value: None,
            rest: false,
            counts: count(&numbers),
        }],
        Some(by) => {
            let cells = numbered
                .iter()
                .flat_map(|&(row, at)| under(&rows[row][by]).into_iter().map(move |value| (vec![value], at)));
            let mut lanes = grouped(cells);
            lanes.sort_by_key(|(_, numbers)| std::cmp::Reverse(numbers.len()));
            let left = lanes.split_off(most.unwrap_or(lanes.len()).min(lanes.len()));
            let mut series: Vec<Series> = lanes
                .into_iter()
                .map(|(mut key, numbers)| Series {
                    value: Some(key.remove(0)),
                    rest: false,
                    counts: count(&numbers),
                })
                .collect();
            if !left.is_empty() {
                let numbers: Vec<i128> = left.into_iter().flat_map(|(_, numbers)| numbers).collect();
                series.push(Series {
                    value: None,
                    rest: true,
                    counts: count(&numbers),
                });
            }
            series
        }
    };
    Answer::Distribution {
        ends: starts.iter().map(|&edge| upper(&edges, edge, kind)).collect(),
        starts: starts.iter().map(|&edge| lower(edge, kind)).collect(),
        series,
        unnumbered: (matching.len() - numbered.len()) as u64,
    }
}

/// How the values of a key are cut.
enum Cut {
    Values,
    Bucket(Bucket),
    Bins(Edges),
}

/// Rows by some keys.
pub struct Keyed<'r> {
    rows: &'r Rows,
    matching: &'r [usize],
    by: &'r [Key],
    cuts: Vec<Cut>,
    zone: &'r Zone,
}

impl<'r> Keyed<'r> {
    pub fn new(rows: &'r Rows, matching: &'r [usize], by: &'r [Key], zone: &'r Zone) -> Self {
        let cut = |key: &Key| {
            let cells = matching.iter().map(|&row| &rows[row][index(key.column())]);
            match key {
                Key::Time { bucket, .. } => {
                    Cut::Bucket(settle(*bucket, &cells.filter_map(time).collect::<Vec<_>>(), zone))
                }
                Key::Bin { column, bins } => {
                    let numbers: Vec<i128> = cells.filter_map(units).collect();
                    Cut::Bins(Edges::of(*bins, &numbers, COLUMNS[index(column)].1))
                }
                Key::Column(_) | Key::Phase { .. } => Cut::Values,
            }
        };
        Self {
            rows,
            matching,
            by,
            cuts: by.iter().map(cut).collect(),
            zone,
        }
    }

    /// The values under which a row counts by one key.
    fn values(&self, key: usize, row: usize) -> Vec<Value> {
        let column = index(self.by[key].column());
        let cell = &self.rows[row][column];
        match (&self.cuts[key], &self.by[key], time(cell), units(cell)) {
            (Cut::Bucket(bucket), _, Some(at), _) => vec![Value::Time(start(*bucket, at, self.zone))],
            (Cut::Bins(edges), _, _, Some(at)) => vec![lower(edges.floor(at), COLUMNS[column].1)],
            (_, Key::Phase { phase: of, .. }, Some(at), _) => vec![Value::Integer(phase(*of, at, self.zone))],
            (Cut::Values, ..) => under(cell),
            _ => vec![Value::Null],
        }
    }

    /// The groups by some of the keys; by none there is always one.
    pub fn groups(&self, keys: &[usize]) -> Groups {
        if keys.is_empty() {
            return vec![(Vec::new(), self.matching.to_vec())];
        }
        let of_row = |row: usize| {
            keys.iter().fold(vec![Vec::new()], |known: Vec<Vec<Value>>, &key| {
                let values = self.values(key, row);
                let longer = |key: &Vec<Value>| {
                    let key = key.clone();
                    values
                        .iter()
                        .map(move |value| key.iter().cloned().chain([value.clone()]).collect())
                        .collect::<Vec<_>>()
                };
                known.iter().flat_map(longer).collect()
            })
        };
        grouped(
            self.matching
                .iter()
                .flat_map(|&row| of_row(row).into_iter().map(move |key| (key, row))),
        )
    }
}

/// What measures come to over these rows, which are part of others.
pub fn values(
    rows: &Rows,
    of: &[usize],
    parent: Option<&[usize]>,
    total: &[usize],
    measures: &[Measure],
    zone: &Zone,
) -> Vec<Value> {
    let share = |measure: &Measure, whole: Option<&[usize]>| match whole {
        Some(whole) => ratio(&plain(rows, of, measure, zone), &plain(rows, whole, measure, zone)),
        None => Value::Null,
    };
    let value = |measure: &Measure| match measure {
        Measure::ShareOfParent(inner) => share(inner, parent),
        Measure::ShareOfTotal(inner) => share(inner, Some(total)),
        _ => plain(rows, of, measure, zone),
    };
    measures.iter().map(value).collect()
}

fn ratio(part: &Value, whole: &Value) -> Value {
    let number = |value: &Value| match value {
        Value::Integer(value) => Some(*value as f64),
        Value::Number(value) => Some(*value),
        _ => None,
    };
    match (number(part), number(whole)) {
        (Some(part), Some(whole)) if whole != 0.0 => Value::Number(part / whole + 0.0),
        _ => Value::Null,
    }
}

/// What the measures that take more than a line come to.
pub fn measured(rows: &Rows, of: &[usize], measure: &Measure, zone: &Zone) -> Value {
    let edge = |column: &str, by: &str, last: bool| {
        let mut found: Vec<(Micros, usize)> = of
            .iter()
            .filter(|&&row| rows[row][index(column)] != Value::Null)
            .filter_map(|&row| Some((time(&rows[row][index(by)])?, row)))
            .collect();
        found.sort_unstable();
        let row = if last { found.last() } else { found.first() };
        match row.map(|&(_, row)| &rows[row][index(column)]) {
            None => Value::Null,
            Some(Value::List(elements)) => Value::Text(elements.iter().map(shown).collect::<Vec<_>>().join(", ")),
            Some(Value::Number(value)) => Value::Number(value + 0.0),
            Some(value) => value.clone(),
        }
    };
    match measure {
        Measure::Median(name) => percentile(rows, of, index(name), 50.0),
        Measure::Percentile(name, percent) => percentile(rows, of, index(name), *percent),
        Measure::First { of: column, by } => edge(column, by, false),
        Measure::Last { of: column, by } => edge(column, by, true),
        Measure::Mode(name) => {
            let cells = of.iter().flat_map(|&row| under(&rows[row][index(name)]));
            let mut counted = grouped(
                cells
                    .filter(|value| *value != Value::Null)
                    .map(|value| (vec![value], ())),
            );
            counted.sort_by_key(|(_, times)| std::cmp::Reverse(times.len()));
            counted.first_mut().map_or(Value::Null, |(key, _)| key.remove(0))
        }
        Measure::Rate(predicate) => ratio(
            &plain(rows, of, &Measure::CountIf(predicate.clone()), zone),
            &plain(rows, of, &Measure::Count, zone),
        ),
        _ => unreachable!("the other measures are measured elsewhere"),
    }
}

fn percentile(rows: &Rows, of: &[usize], column: usize, percent: f64) -> Value {
    let cells = of.iter().map(|&row| rows[row][column].clone());
    let mut cells: Vec<Value> = cells.filter(|value| *value != Value::Null).collect();
    cells.sort_by(order);
    if cells.is_empty() {
        return Value::Null;
    }
    let place = (cells.len() - 1) as f64 * (percent / 100.0);
    let (low, high) = (&cells[place.floor() as usize], &cells[place.ceil() as usize]);
    let part = place - place.floor();
    match (low, high) {
        (Value::Time(low), Value::Time(high)) => Value::Time(low + ((high - low) as f64 * part).round() as i64),
        (Value::Integer(low), Value::Integer(high)) => {
            let way = i128::from(*high) - i128::from(*low);
            Value::Number(*low as f64 + way as f64 * part)
        }
        (Value::Number(low), Value::Number(high)) => Value::Number(low + (high - low) * part + 0.0),
        _ => unreachable!("one kind"),
    }
}

fn element(name: &str) -> Kind {
    match COLUMNS[index(name)].1 {
        Kind::List => Kind::Text,
        kind => kind,
    }
}

/// The kinds of keys, then of measures; `beyond` says which sums are beyond all integers.
pub fn kinds(by: &[Key], measures: &[Measure], beyond: impl Fn(usize) -> bool) -> Vec<Kind> {
    let key = |key: &Key| match key {
        Key::Phase { .. } => Kind::Integer,
        key => element(key.column()),
    };
    let measure = |(at, measure): (usize, &Measure)| match measure {
        Measure::Count | Measure::CountIf(_) | Measure::Distinct(_) => Kind::Integer,
        Measure::Sum(_) if beyond(at) => Kind::Number,
        Measure::Min(name) | Measure::Max(name) | Measure::Mode(name) | Measure::Sum(name) => element(name),
        Measure::First { of, .. } | Measure::Last { of, .. } => element(of),
        Measure::Median(name) | Measure::Percentile(name, _) if element(name) == Kind::Time => Kind::Time,
        Measure::Formula(formula) => formula::kind(formula.expr()).unwrap_or(Kind::Text),
        _ => Kind::Number,
    };
    by.iter()
        .map(key)
        .chain(measures.iter().enumerate().map(measure))
        .collect()
}

/// Lines or heads that come together: the keys of each, as many as the level has.
type Several = Vec<Vec<Value>>;

struct Pivoting<'r> {
    rows: &'r Rows,
    matching: &'r [usize],
    down: &'r Side,
    across: &'r Side,
    measures: &'r [Measure],
    zone: &'r Zone,
    /// By the number of row keys: the groups by these, and by these and all column keys.
    totals: Vec<Groups>,
    cells: Vec<Groups>,
}

impl Pivoting<'_> {
    /// The rows of a cell; `None` for the head of all, and `None` comes of a cell in which no group is.
    fn rows_of(&self, lines: &Several, heads: Option<&Several>) -> Option<Vec<usize>> {
        let level = lines.first()?.len();
        let groups = match heads {
            None => &self.totals[level],
            Some(_) => &self.cells[level],
        };
        let none = vec![Vec::new()];
        let mut found = None;
        for line in lines {
            for head in heads.unwrap_or(&none) {
                let key: Vec<Value> = line.iter().chain(head).cloned().collect();
                if let Some((_, rows)) = groups.iter().find(|(known, _)| *known == key) {
                    found.get_or_insert_with(Vec::new).extend(rows.iter().copied());
                }
            }
        }
        found
    }

    fn cell(&self, lines: &Several, parent: &Several, heads: Option<&Several>) -> Vec<Value> {
        let Some(of) = self.rows_of(lines, heads) else {
            return Vec::new();
        };
        let parent = self.rows_of(parent, heads);
        values(
            self.rows,
            &of,
            parent.as_deref(),
            self.matching,
            self.measures,
            self.zone,
        )
    }

    /// In the order of a side; `own` is how many keys belong to the order by key, `rank` the measures of all of a line or head and of
    /// a cell of it.
    fn ordered(
        &self,
        side: &Side,
        mut keys: Several,
        own: usize,
        total: impl Fn(&[Value]) -> Vec<Value>,
        cell: impl Fn(&[Value], &[Value]) -> Vec<Value>,
    ) -> Several {
        let first = vec![(Rank::Total(0), Order::Descending)];
        let sort = if side.sort.is_empty() && !self.measures.is_empty() {
            &first
        } else {
            &side.sort
        };
        keys.sort_by(|a, b| {
            let parts = sort.iter().map(|(rank, direction)| match rank {
                Rank::Key => {
                    let pairs = a[a.len() - own..].iter().zip(&b[b.len() - own..]);
                    pairs
                        .map(|(a, b)| directed(a, b, *direction))
                        .fold(Ordering::Equal, Ordering::then)
                }
                Rank::Total(measure) => directed(&total(a)[*measure], &total(b)[*measure], *direction),
                Rank::Cell(measure, other) => {
                    let value = |key: &[Value]| cell(key, other).get(*measure).cloned().unwrap_or(Value::Null);
                    directed(&value(a), &value(b), *direction)
                }
            });
            parts.fold(Ordering::Equal, Ordering::then)
        });
        keys
    }

    fn line(&self, keys: &[Value], parent: &Several, heads: &[Several], out: &mut Vec<Line>) {
        let own = vec![keys.to_vec()];
        self.push(&own, parent, None, keys, heads, out);
        let level = keys.len();
        if level == self.down.keys.len() {
            return;
        }
        let below = self.totals[level + 1].iter().map(|(key, _)| key.clone());
        let below: Several = below.filter(|key| key[..level] == *keys).collect();
        let ordered = self.ordered(
            self.down,
            below,
            1,
            |key| self.cell(&vec![key.to_vec()], &own, None),
            |key, head| {
                let head = vec![typed(head, &self.across.keys)];
                self.cell(&vec![key.to_vec()], &own, Some(&head))
            },
        );
        let (kept, left) = ordered.split_at(self.down.limit.unwrap_or(ordered.len()).min(ordered.len()));
        kept.iter().for_each(|key| self.line(key, &own, heads, out));
        if !left.is_empty() {
            self.push(&left.to_vec(), &own, Some(left.len() as u64), keys, heads, out);
        }
    }

    fn push(
        &self,
        lines: &Several,
        parent: &Several,
        rest: Option<u64>,
        keys: &[Value],
        heads: &[Several],
        out: &mut Vec<Line>,
    ) {
        let heads = heads.iter().map(Some).chain([None]);
        out.push(Line {
            keys: keys.to_vec(),
            rest,
            cells: heads.map(|heads| self.cell(lines, parent, heads)).collect(),
        });
    }
}

/// Values as keys are.
fn typed(values: &[Value], keys: &[Key]) -> Vec<Value> {
    let pairs = values.iter().zip(keys);
    pairs
        .map(|(value, key)| match (value, key) {
            (Value::Integer(value), Key::Column(_) | Key::Bin { .. }) if element(key.column()) == Kind::Number => {
                Value::Number(*value as f64)
            }
            (value, _) => value.clone(),
        })
        .collect()
}

fn pivot(rows: &Rows, matching: &[usize], down: &Side, across: &Side, measures: &[Measure], zone: &Zone) -> Answer {
    let by: Vec<Key> = down.keys.iter().chain(&across.keys).cloned().collect();
    let keyed = Keyed::new(rows, matching, &by, zone);
    let levels = 0..=down.keys.len();
    let across_keys = down.keys.len()..by.len();
    let pivoting = Pivoting {
        rows,
        matching,
        down,
        across,
        measures,
        zone,
        totals: levels
            .clone()
            .map(|level| keyed.groups(&(0..level).collect::<Vec<_>>()))
            .collect(),
        cells: levels
            .map(|level| keyed.groups(&(0..level).chain(across_keys.clone()).collect::<Vec<_>>()))
            .collect(),
    };
    let all: Several = vec![Vec::new()];
    let heads: Several = if across.keys.is_empty() {
        Vec::new()
    } else {
        pivoting.cells[0].iter().map(|(key, _)| key.clone()).collect()
    };
    let columns = heads.len();
    let ordered = pivoting.ordered(
        across,
        heads,
        across.keys.len(),
        |key| pivoting.cell(&all, &all, Some(&vec![key.to_vec()])),
        |key, line| {
            let line = typed(line, &down.keys);
            let parent = line[..line.len().saturating_sub(1)].to_vec();
            pivoting.cell(&vec![line], &vec![parent], Some(&vec![key.to_vec()]))
        },
    );
    let (kept, left) = ordered.split_at(across.limit.unwrap_or(columns).min(columns));
    let mut heads: Vec<Several> = kept.iter().map(|key| vec![key.clone()]).collect();
    let mut shown: Vec<Head> = kept
        .iter()
        .map(|key| Head {
            keys: key.clone(),
            rest: None,
        })
        .collect();
    if !left.is_empty() {
        heads.push(left.to_vec());
        shown.push(Head {
            keys: Vec::new(),
            rest: Some(left.len() as u64),
        });
    }
    let mut lines = Vec::new();
    pivoting.line(&[], &all, &heads, &mut lines);
    let beyond = |at: usize| {
        let mut cells = lines.iter().flat_map(|line| &line.cells);
        cells.any(|cell| matches!(cell.get(at), Some(Value::Number(_))))
    };
    Answer::Pivot {
        kinds: kinds(&by, measures, beyond),
        heads: shown,
        columns: columns as u64,
        lines,
    }
}

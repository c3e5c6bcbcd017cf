//! Counting and measuring by looking at one row after the other.

use crate::formula;
use crate::naive::{contains, grouped, holds, index, measured as plain, order, settle, shown, start, under};
use crate::pivot::pivot;
use crate::table::{COLUMNS, Rows};
use audit_explorer::query::answer::Series;
use audit_explorer::query::ask::AUTO_BINS;
use audit_explorer::query::{Answer, Ask, Bins, Bucket, Key, Measure, Phase, Predicate, Ranking};
use audit_explorer::value::{Civil, Kind, Micros, Value, Zone};

/// Groups with their rows, keys ascending.
pub type Groups = Vec<(Vec<Value>, Vec<usize>)>;

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

/// The rows that others are part of.
pub struct Wholes<'w> {
    pub parent: Option<&'w [usize]>,
    pub total: &'w [usize],
    pub row: Option<&'w [usize]>,
    pub column: Option<&'w [usize]>,
}

/// What measures come to over these rows, which are part of others.
pub fn values(rows: &Rows, of: &[usize], wholes: &Wholes<'_>, measures: &[Measure], zone: &Zone) -> Vec<Value> {
    let share = |measure: &Measure, whole: Option<&[usize]>| match whole {
        Some(whole) => ratio(&plain(rows, of, measure, zone), &plain(rows, whole, measure, zone)),
        None => Value::Null,
    };
    let value = |measure: &Measure| match measure {
        Measure::ShareOfParent(inner) => share(inner, wholes.parent),
        Measure::ShareOfTotal(inner) => share(inner, Some(wholes.total)),
        Measure::ShareOfRow(inner) => share(inner, wholes.row),
        Measure::ShareOfColumn(inner) => share(inner, wholes.column),
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
    percentile_of(cells.filter(|value| *value != Value::Null).collect(), percent)
}

/// The percentile of values that are not null.
pub fn percentile_of(mut cells: Vec<Value>, percent: f64) -> Value {
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

pub fn element(name: &str) -> Kind {
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

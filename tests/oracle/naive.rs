//! The evaluator that looks at one row after the other, and takes its time.

use crate::aggregate::{self, Groups, Keyed, Wholes, kinds, values};
use crate::cells::{self, cell, passes};
pub use crate::cells::{contains, index, shown};
use crate::formula::{self, Over};
use crate::table::{BASE, COLUMNS, Rows};
use crate::{differences, trails};
use audit_explorer::format::Position;
use audit_explorer::query::answer::{Record, Row, Series};
use audit_explorer::query::ask::AUTO_BUCKETS;
use audit_explorer::query::{Answer, Answers, Ask, Bucket, Having, Key, Measure, Op, Order, Predicate, Query};
use audit_explorer::value::{Civil, Micros, Value, Zone};
use std::cmp::Ordering;

/// Answers a query.
pub fn answer(rows: &Rows, query: &Query) -> Answers {
    let zone = &query.zone;
    let rows = &with_computed(rows, query);
    cells::anchor(rows, query.clock);
    let matching: Vec<usize> = (0..rows.len())
        .filter(|&row| holds(rows, row, &query.filter, zone))
        .collect();
    let answers = query.asks.iter().map(|ask| one(rows, &matching, ask, zone)).collect();
    Answers {
        answers,
        rows: matching.len() as u64,
        micros: 0,
        workers: 0,
    }
}

/// The rows with the values of computed columns at their ends.
fn with_computed(rows: &Rows, query: &Query) -> Rows {
    let mut rows = rows.clone();
    for column in &query.columns {
        formula::look_back(&rows);
        for row in &mut rows {
            let value = formula::value(column.formula.expr(), Over::Row(row), &query.zone);
            row.push(value);
            formula::next_row();
        }
    }
    rows
}

/// Where a part begins in a text.
pub fn contains_part(text: &[char], part: &[char]) -> Option<usize> {
    (0..=text.len()).find(|&at| text[at..].starts_with(part))
}

/// Whether a row passes.
pub fn holds(rows: &Rows, row: usize, predicate: &Predicate, zone: &Zone) -> bool {
    passes(&rows[row], &settled(rows, row, predicate), zone)
}

/// The predicate with what is said of the row's place among all rows found out.
fn settled(rows: &Rows, row: usize, predicate: &Predicate) -> Predicate {
    let each = |parts: &[Predicate]| parts.iter().map(|part| settled(rows, row, part)).collect();
    let constant = |passes: bool| {
        if passes {
            Predicate::All
        } else {
            Predicate::Not(Box::new(Predicate::All))
        }
    };
    match predicate {
        Predicate::And(parts) => Predicate::And(each(parts)),
        Predicate::Or(parts) => Predicate::Or(each(parts)),
        Predicate::Not(inner) => Predicate::Not(Box::new(settled(rows, row, inner))),
        Predicate::First { columns, time } => constant(trails::is_first(rows, row, columns, time.as_deref())),
        Predicate::Rows(runs) => constant(runs.iter().any(|&(from, to)| (from..=to).contains(&(row as u64)))),
        other => other.clone(),
    }
}

/// The order of values of one kind, null last.
pub fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Integer(a), Value::Integer(b)) | (Value::Time(a), Value::Time(b)) => a.cmp(b),
        // A sum that is a number among integers is beyond all of them.
        (Value::Integer(_), Value::Number(b)) => 0f64.total_cmp(b),
        (Value::Number(a), Value::Integer(_)) => a.total_cmp(&0.0),
        (Value::Number(a), Value::Number(b)) => (a + 0.0).total_cmp(&(b + 0.0)),
        (Value::Text(a), Value::Text(b)) => a.chars().cmp(b.chars()),
        (Value::List(a), Value::List(b)) => {
            let pairs = a.iter().zip(b).map(|(a, b)| order(a, b));
            pairs.fold(Ordering::Equal, Ordering::then).then(a.len().cmp(&b.len()))
        }
        _ => unreachable!("one kind"),
    }
}

pub fn directed(a: &Value, b: &Value, direction: Order) -> Ordering {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => order(a, b),
        _ if direction == Order::Ascending => order(a, b),
        _ => order(b, a),
    }
}

/// The values under which a row counts: of a list its distinct elements.
pub fn under(value: &Value) -> Vec<Value> {
    match value {
        Value::List(elements) => {
            let mut distinct: Vec<Value> = Vec::new();
            elements.iter().for_each(|element| {
                if !distinct.contains(element) {
                    distinct.push(element.clone());
                }
            });
            distinct
        }
        Value::Number(value) => vec![Value::Number(value + 0.0)],
        value => vec![value.clone()],
    }
}

/// Groups what is given by key, keys ascending.
pub fn grouped<T>(pairs: impl IntoIterator<Item = (Vec<Value>, T)>) -> Vec<(Vec<Value>, Vec<T>)> {
    let compare = |a: &[Value], b: &[Value]| {
        a.iter()
            .zip(b)
            .map(|(a, b)| order(a, b))
            .fold(Ordering::Equal, Ordering::then)
    };
    let mut groups: Vec<(Vec<Value>, Vec<T>)> = Vec::new();
    for (key, item) in pairs {
        match groups.binary_search_by(|(known, _)| compare(known, &key)) {
            Ok(at) => groups[at].1.push(item),
            Err(at) => groups.insert(at, (key, vec![item])),
        }
    }
    groups
}

fn one(rows: &Rows, matching: &[usize], ask: &Ask, zone: &Zone) -> Answer {
    match ask {
        Ask::Count => Answer::Count(matching.len() as u64),
        Ask::Facet { .. } | Ask::Pivot { .. } | Ask::Distribution { .. } | Ask::Week { .. } => {
            aggregate::one(rows, matching, ask, zone)
        }
        Ask::Histogram {
            column,
            bucket,
            by,
            series,
        } => histogram(
            rows,
            matching,
            index(column),
            *bucket,
            by.as_deref().map(index),
            *series,
            zone,
        ),
        Ask::Group {
            by,
            measures,
            having,
            sort,
            limit,
            rest,
        } => {
            let groups = Grouped {
                rows,
                matching,
                by,
                measures,
                zone,
            };
            groups.answer(having, sort, *limit, *rest)
        }
        Ask::Page {
            sort,
            offset,
            limit,
            columns,
        } => {
            let all = rows.first().map_or(COLUMNS.len(), Vec::len);
            let columns: Vec<usize> = columns.as_ref().map_or((0..all).collect(), |columns| {
                columns.iter().map(|name| index(name)).collect()
            });
            let page = sorted(rows, matching, sort)
                .into_iter()
                .skip(*offset as usize)
                .take(*limit);
            Answer::Page {
                columns: columns.iter().map(|&column| COLUMNS[column].0.to_owned()).collect(),
                rows: page
                    .map(|row| Row {
                        row: row as u64,
                        cells: columns.iter().map(|&column| rows[row][column].clone()).collect(),
                    })
                    .collect(),
            }
        }
        Ask::Record { row } => {
            let fields = COLUMNS
                .iter()
                .zip(&rows[*row as usize])
                .filter(|(_, value)| **value != Value::Null);
            let fields = fields
                .map(|((name, _), value)| ((*name).to_owned(), value.clone()))
                .collect();
            Answer::Record(Record {
                row: *row,
                at: Position::default(),
                fields,
            })
        }
        Ask::Find { row, sort } => Answer::Find(
            sorted(rows, matching, sort)
                .iter()
                .position(|&other| other as u64 == *row)
                .map(|at| at as u64),
        ),
        Ask::Marks {
            tests,
            sort,
            offset,
            limit,
        } => {
            let page = sorted(rows, matching, sort);
            let passed = |&row: &usize| {
                let at = tests.iter().enumerate();
                at.filter(|(_, test)| holds(rows, row, test, zone))
                    .map(|(at, _)| at)
                    .collect()
            };
            Answer::Marks(page.iter().skip(*offset as usize).take(*limit).map(passed).collect())
        }
        Ask::Hit {
            test,
            sort,
            from,
            forward,
        } => {
            let all: Vec<usize> = (0..rows.len()).collect();
            let order = sorted(rows, &all, sort);
            let hits: Vec<usize> = order
                .iter()
                .copied()
                .filter(|row| matching.binary_search(row).is_ok() && holds(rows, *row, test, zone))
                .collect();
            let mut places = vec![0; rows.len()];
            order.iter().enumerate().for_each(|(place, &row)| places[row] = place);
            let place = |row: usize| places[row];
            let found = match from {
                None if *forward => hits.first(),
                None => hits.last(),
                Some(from) => {
                    let from = place(*from as usize);
                    let after = || hits.iter().find(|&&hit| place(hit) > from).or(hits.first());
                    let before = || hits.iter().rev().find(|&&hit| place(hit) < from).or(hits.last());
                    if *forward { after() } else { before() }
                }
            };
            Answer::Hit {
                row: found.map(|&row| row as u64),
                nth: found.map_or(0, |row| hits.iter().position(|hit| hit == row).unwrap() as u64),
                hits: hits.len() as u64,
            }
        }
        Ask::Context(ask) => trails::context(rows, matching, ask),
        Ask::Sessions(ask) => trails::sessions(rows, matching, ask),
        Ask::Sequences(ask) => trails::sequences(rows, matching, ask, zone),
        Ask::Pairs(ask) => trails::pairs(rows, matching, ask),
        Ask::Firsts(ask) => trails::firsts(rows, matching, ask, zone),
        Ask::Baseline(ask) => trails::baseline(rows, matching, ask, zone),
        Ask::Differences(ask) => differences::differences(rows, matching, ask, zone),
        Ask::Sample(ask) => trails::sample(rows, matching, ask),
    }
}

fn sorted(rows: &Rows, matching: &[usize], sort: &[(String, Order)]) -> Vec<usize> {
    let by: Vec<(usize, Order)> = sort.iter().map(|(name, direction)| (index(name), *direction)).collect();
    let mut sorted = matching.to_vec();
    sorted.sort_by(|&a, &b| {
        by.iter()
            .map(|&(column, direction)| directed(&rows[a][column], &rows[b][column], direction))
            .fold(Ordering::Equal, Ordering::then)
    });
    sorted
}

const FIXED: [(Bucket, i64); 12] = [
    (Bucket::Millisecond, 1_000),
    (Bucket::Second, 1_000_000),
    (Bucket::FiveSeconds, 5_000_000),
    (Bucket::FifteenSeconds, 15_000_000),
    (Bucket::Minute, 60_000_000),
    (Bucket::FiveMinutes, 300_000_000),
    (Bucket::FifteenMinutes, 900_000_000),
    (Bucket::Hour, HOUR),
    (Bucket::ThreeHours, 3 * HOUR),
    (Bucket::TwelveHours, 12 * HOUR),
    (Bucket::Day, 24 * HOUR),
    (Bucket::Week, 168 * HOUR),
];
const HOUR: i64 = 3_600_000_000;

/// Where a bucket begins, in zones whose clocks change by whole hours and never at a bucket's beginning.
pub fn start(bucket: Bucket, at: Micros, zone: &Zone) -> Micros {
    let local = zone.local(at);
    let width = FIXED
        .iter()
        .find(|(known, _)| *known == bucket)
        .map(|&(_, width)| width);
    let floor = match width {
        Some(width) if width <= HOUR => return at - local.rem_euclid(width),
        // The first of January 1970 was a Thursday.
        Some(width) if bucket == Bucket::Week => local - (local + 3 * 24 * HOUR).rem_euclid(width),
        Some(width) => local - local.rem_euclid(width),
        None => {
            let civil = Civil::of(local);
            let month = match bucket {
                Bucket::Month => civil.month,
                Bucket::Quarter => [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10][civil.month as usize - 1],
                _ => 1,
            };
            Civil {
                month,
                day: 1,
                hour: 0,
                minute: 0,
                second: 0,
                micro: 0,
                ..civil
            }
            .micros()
        }
    };
    zone.moment(floor)
}

/// The starts of all buckets from one moment to another, found by looking at every hour.
pub fn starts(bucket: Bucket, first: Micros, last: Micros, zone: &Zone) -> Vec<Micros> {
    let step = FIXED
        .iter()
        .find(|(known, _)| *known == bucket)
        .map_or(HOUR, |&(_, width)| width.min(HOUR));
    let mut starts = Vec::new();
    let mut at = start(bucket, first, zone);
    while at <= last {
        let start = start(bucket, at, zone);
        if starts.last() != Some(&start) {
            starts.push(start);
        }
        at += step;
    }
    starts
}

pub fn settle(bucket: Bucket, times: &[Micros], zone: &Zone) -> Bucket {
    if bucket != Bucket::Auto {
        return bucket;
    }
    let (Some(&first), Some(&last)) = (times.iter().min(), times.iter().max()) else {
        return Bucket::Hour;
    };
    let auto = FIXED[..11]
        .iter()
        .map(|pair| pair.0)
        .chain([Bucket::Month, Bucket::Quarter, Bucket::Year]);
    let fits = |bucket: &Bucket| {
        let step = FIXED
            .iter()
            .find(|(known, _)| known == bucket)
            .map_or(28 * 24 * HOUR, |&(_, width)| width);
        (last - first) / step <= 2 * AUTO_BUCKETS as i64 && starts(*bucket, first, last, zone).len() <= AUTO_BUCKETS
    };
    auto.clone().find(fits).unwrap_or(Bucket::Year)
}

fn histogram(
    rows: &Rows,
    matching: &[usize],
    column: usize,
    bucket: Bucket,
    by: Option<usize>,
    most: Option<usize>,
    zone: &Zone,
) -> Answer {
    let time = |row: usize| {
        if let Value::Time(at) = rows[row][column] {
            Some(at)
        } else {
            None
        }
    };
    let timed: Vec<(usize, Micros)> = matching.iter().filter_map(|&row| Some((row, time(row)?))).collect();
    let times: Vec<Micros> = timed.iter().map(|pair| pair.1).collect();
    let bucket = settle(bucket, &times, zone);
    let starts = times
        .iter()
        .min()
        .zip(times.iter().max())
        .map_or(Vec::new(), |(&first, &last)| starts(bucket, first, last, zone));
    let count = |times: &[Micros]| {
        starts
            .iter()
            .map(|&begin| times.iter().filter(|&&at| start(bucket, at, zone) == begin).count() as u64)
            .collect::<Vec<u64>>()
    };
    let untimed = (matching.len() - timed.len()) as u64;
    let Some(by) = by else {
        return Answer::Histogram {
            bucket,
            series: vec![Series {
                value: None,
                rest: false,
                counts: count(&times),
            }],
            starts,
            untimed,
        };
    };
    let mut lanes = grouped(
        timed
            .iter()
            .flat_map(|&(row, at)| under(&rows[row][by]).into_iter().map(move |value| (vec![value], at))),
    );
    lanes.sort_by_key(|(_, times)| std::cmp::Reverse(times.len()));
    let beyond: Vec<Micros> = lanes
        .iter()
        .skip(most.unwrap_or(usize::MAX))
        .flat_map(|(_, times)| times.clone())
        .collect();
    let mut series: Vec<Series> = lanes
        .into_iter()
        .take(most.unwrap_or(usize::MAX))
        .map(|(mut key, times)| Series {
            value: Some(key.remove(0)),
            rest: false,
            counts: count(&times),
        })
        .collect();
    if !beyond.is_empty() {
        series.push(Series {
            value: None,
            rest: true,
            counts: count(&beyond),
        });
    }
    Answer::Histogram {
        bucket,
        starts,
        series,
        untimed,
    }
}

/// Groups that are measured.
struct Grouped<'r> {
    rows: &'r Rows,
    matching: &'r [usize],
    by: &'r [Key],
    measures: &'r [Measure],
    zone: &'r Zone,
}

impl Grouped<'_> {
    fn wholes<'w>(&'w self, parent: Option<&'w [usize]>, of: &'w [usize]) -> Wholes<'w> {
        Wholes {
            parent,
            total: self.matching,
            row: Some(of),
            column: Some(self.matching),
        }
    }

    /// The groups by so many keys: their keys and what they come to, and their rows.
    fn by(&self, keys: usize) -> Groups {
        let keyed = Keyed::new(self.rows, self.matching, self.by, self.zone);
        let parents = keyed.groups(&(0..keys.saturating_sub(1)).collect::<Vec<_>>());
        let groups = keyed.groups(&(0..keys).collect::<Vec<_>>()).into_iter();
        let measured = groups.map(|(key, of)| {
            let parent = parents
                .iter()
                .find(|(parent, _)| *parent == key[..parent.len()])
                .map(|(_, rows)| &rows[..]);
            let measured = values(self.rows, &of, &self.wholes(parent, &of), self.measures, self.zone);
            (key.into_iter().chain(measured).collect(), of)
        });
        measured.collect()
    }

    /// Whether the group around this one, by as many keys as the test says, passes it.
    fn passes(&self, group: &[Value], having: &Having, groups: &Groups) -> bool {
        let mut around = groups
            .iter()
            .filter(|(other, _)| other[..having.keys] == group[..having.keys]);
        let measured = &around.next().expect("it is in one").0[having.keys + having.measure];
        let column = self.measures[having.measure].column().map_or(BASE, index);
        *measured != Value::Null && (having.op == Op::Exists || cell(measured, column, &having.op, self.zone))
    }

    fn answer(&self, having: &[Having], sort: &[(usize, Order)], limit: usize, rest: bool) -> Answer {
        let keys = self.by.len();
        let mut answered = self.by(keys);
        for having in having {
            let groups = self.by(having.keys);
            answered.retain(|(group, _)| self.passes(group, having, &groups));
        }
        let groups = answered.len() as u64;
        let first = [(keys, Order::Descending)];
        let sort = if sort.is_empty() && !self.measures.is_empty() {
            &first
        } else {
            sort
        };
        answered.sort_by(|(a, _), (b, _)| {
            sort.iter()
                .map(|&(at, direction)| directed(&a[at], &b[at], direction))
                .fold(Ordering::Equal, Ordering::then)
        });
        let left = answered.split_off(limit.min(answered.len()));
        let rest = (rest && !left.is_empty()).then(|| {
            let of: Vec<usize> = left.into_iter().flat_map(|(_, of)| of).collect();
            let parent = (keys <= 1).then_some(self.matching);
            let measured = values(self.rows, &of, &self.wholes(parent, &of), self.measures, self.zone);
            let row = vec![Value::Null; keys].into_iter().chain(measured);
            row.collect::<Vec<_>>()
        });
        let answered: Vec<Vec<Value>> = answered.into_iter().map(|(row, _)| row).collect();
        let beyond = |at: usize| {
            let mut rows = answered.iter().chain(&rest);
            rows.any(|row| matches!(row[keys + at], Value::Number(_)))
        };
        Answer::Group {
            kinds: kinds(self.by, self.measures, beyond),
            rows: answered,
            groups,
            rest,
        }
    }
}

/// What a measure that is no share comes to over these rows.
pub fn measured(rows: &Rows, of: &[usize], measure: &Measure, zone: &Zone) -> Value {
    let values = |name: &str| {
        let column = index(name);
        of.iter()
            .flat_map(|&row| under(&rows[row][column]))
            .filter(|value| *value != Value::Null)
            .collect::<Vec<_>>()
    };
    let sum = |name: &str| {
        let values = values(name);
        let whole: i128 = values
            .iter()
            .map(|value| {
                if let Value::Integer(value) = value {
                    i128::from(*value)
                } else {
                    0
                }
            })
            .sum();
        let real: f64 = values
            .iter()
            .map(|value| if let Value::Number(value) = value { *value } else { 0.0 })
            .sum();
        (
            values.len(),
            whole,
            real,
            matches!(values.first(), Some(Value::Number(_))),
        )
    };
    match measure {
        Measure::Formula(formula) => {
            let group: Vec<&[Value]> = of.iter().map(|&row| &rows[row][..]).collect();
            formula::value(formula.expr(), Over::Group(&group), zone)
        }
        Measure::Count => Value::Integer(of.len() as i64),
        Measure::CountIf(predicate) => {
            Value::Integer(of.iter().filter(|&&row| holds(rows, row, predicate, zone)).count() as i64)
        }
        Measure::Distinct(name) => {
            Value::Integer(grouped(values(name).into_iter().map(|value| (vec![value], ()))).len() as i64)
        }
        Measure::Min(name) => values(name).into_iter().min_by(order).unwrap_or(Value::Null),
        Measure::Max(name) => values(name).into_iter().max_by(order).unwrap_or(Value::Null),
        Measure::Sum(name) => match sum(name) {
            (0, ..) => Value::Null,
            (_, whole, _, false) => i64::try_from(whole).map_or(Value::Number(whole as f64), Value::Integer),
            (_, _, real, true) => Value::Number(real + 0.0),
        },
        Measure::Average(name) => match sum(name) {
            (0, ..) => Value::Null,
            (count, whole, real, _) => Value::Number((whole as f64 + real) / count as f64),
        },
        _ => aggregate::measured(rows, of, measure, zone),
    }
}

//! Whether one row passes a filter, looked at cell by cell.

use crate::beside;
use crate::formula::{self, Over};
use crate::naive::start;
use crate::table::{BASE, COLUMNS, Rows};
use audit_explorer::query::{Bucket, Comparison, Extent, Op, Part, Predicate, Relation};
use audit_explorer::value::{Civil, Micros, Value, Zone, iso, reading};
use std::cell::RefCell;
use std::cmp::Ordering;

thread_local! {
    /// What `now` means in each column, and what `clock` means, in the query that is answered.
    static ANCHORS: RefCell<(Vec<Micros>, Option<Micros>)> = const { RefCell::new((Vec::new(), None)) };
}

/// Says what times are told from in the filters that follow.
pub fn anchor(rows: &Rows, clock: Option<Micros>) {
    let end = |column: usize| {
        let times = rows.iter().filter_map(|row| match row[column] {
            Value::Time(at) => Some(at),
            _ => None,
        });
        times.max()
    };
    // A computed column ends where the table does.
    let all = (0..BASE).filter_map(end).max();
    let ends = (0..COLUMNS.len()).map(|column| Some(column).filter(|&column| column < BASE).and_then(end).or(all));
    let ends = ends.map(Option::unwrap_or_default).collect();
    ANCHORS.with(|anchors| *anchors.borrow_mut() = (ends, clock));
}

/// The index of a column.
pub fn index(name: &str) -> usize {
    let loose = |name: &str| name.to_lowercase().replace(' ', "_");
    COLUMNS
        .iter()
        .position(|(known, _)| loose(known) == loose(name))
        .unwrap()
}

/// Whether a row passes.
pub fn passes(row: &[Value], predicate: &Predicate, zone: &Zone) -> bool {
    match predicate {
        Predicate::All => true,
        Predicate::And(parts) => parts.iter().all(|part| passes(row, part, zone)),
        Predicate::Or(parts) => parts.iter().any(|part| passes(row, part, zone)),
        Predicate::Not(inner) => !passes(row, inner, zone),
        Predicate::Test { column, op } => tested(row, index(column), op, zone),
        Predicate::Every { column, each } => {
            let column = index(column);
            let one = |element: &Value| {
                let mut row = row.to_vec();
                row[column] = element.clone();
                passes(&row, each, zone)
            };
            match &row[column] {
                Value::Null => false,
                Value::List(elements) => !elements.is_empty() && elements.iter().all(one),
                _ => passes(row, each, zone),
            }
        }
        Predicate::Formula(formula) => formula::value(formula.expr(), Over::Row(row), zone) == Value::Boolean(true),
        Predicate::First { .. } | Predicate::Rows(_) => unreachable!("settled before"),
        Predicate::Anywhere(text) => anywhere(row, text, &contains),
        Predicate::AnywhereExactly(text) => anywhere(row, text, &|cell: &str, part: &str| cell.contains(part)),
    }
}

fn anywhere(row: &[Value], text: &str, contains: &dyn Fn(&str, &str) -> bool) -> bool {
    row.iter().any(|value| match value {
        Value::Text(cell) => contains(cell, text),
        Value::List(elements) => elements.iter().any(|element| contains(&shown(element), text)),
        Value::Integer(cell) => text.parse::<i64>().ok() == Some(*cell),
        _ => false,
    })
}

fn tested(row: &[Value], column: usize, op: &Op, zone: &Zone) -> bool {
    let value = &row[column];
    if *op == Op::Empty {
        return match value {
            Value::Null => true,
            Value::Text(text) => text.is_empty(),
            Value::List(elements) => elements.is_empty(),
            _ => false,
        };
    }
    if *value == Value::Null {
        return false;
    }
    match op {
        Op::Exists => true,
        Op::Column(relation, other) => related(value, *relation, &row[index(other)]),
        Op::Part(Part::Count, extent) => {
            let count = match value {
                Value::List(elements) => elements.len() as f64,
                _ => 1.0,
            };
            extends(extent, count, &|text| text.parse().ok().map(|at| (at, at)), false)
        }
        Op::Part(..) | Op::Weekend | Op::Office => {
            let Value::Time(at) = value else {
                panic!("parts of times only")
            };
            let local = Civil::of(zone.local(*at));
            let day = Civil::weekday(zone.local(*at));
            match op {
                Op::Weekend => day > 4,
                Op::Office => day < 5 && (8..18).contains(&local.hour),
                Op::Part(Part::Weekday, extent) => extends(extent, f64::from(day), &|text| Some(weekday(text)), true),
                Op::Part(_, extent) => extends(
                    extent,
                    f64::from(local.hour * 60 + local.minute),
                    &|text| Some(minutes(text)),
                    true,
                ),
                _ => unreachable!(),
            }
        }
        _ => match value {
            Value::List(elements) => {
                matches!(op, Op::Like(star) | Op::LikeExactly(star) if star == "*")
                    || elements.iter().any(|element| cell(element, column, op, zone))
            }
            value => cell(value, column, op, zone),
        },
    }
}

fn weekday(text: &str) -> (f64, f64) {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let day = names.iter().position(|name| text.to_lowercase().starts_with(name));
    let day = day.unwrap_or_else(|| text.parse::<usize>().unwrap() - 1) as f64;
    (day, day)
}

fn minutes(text: &str) -> (f64, f64) {
    let (hour, minute) = text.split_once(':').unwrap_or((text, ""));
    let at = hour.parse::<f64>().unwrap() * 60.0;
    match minute.parse::<f64>() {
        Ok(minute) => (at + minute, at + minute),
        Err(_) => (at, at + 59.0),
    }
}

fn extends(extent: &Extent, at: f64, read: &dyn Fn(&str) -> Option<(f64, f64)>, round: bool) -> bool {
    let read = |text: &String| read(text).unwrap();
    match extent {
        Extent::Is(text) => at >= read(text).0 && at <= read(text).1,
        Extent::Compare(comparison, text) => match comparison {
            Comparison::Less => at < read(text).0,
            Comparison::LessOrEqual => at <= read(text).1,
            Comparison::Greater => at > read(text).1,
            Comparison::GreaterOrEqual => at >= read(text).0,
        },
        Extent::Between(low, high) => {
            let above = low.as_ref().is_none_or(|low| at >= read(low).0);
            let below = high.as_ref().is_none_or(|high| at <= read(high).1);
            match (low, high) {
                (Some(low), Some(high)) if round && read(low).0 > read(high).1 => above || below,
                _ => above && below,
            }
        }
    }
}

fn related(a: &Value, relation: Relation, b: &Value) -> bool {
    let one = |a: &Value, b: &Value| match (a, b) {
        (Value::Integer(a), Value::Integer(b)) | (Value::Time(a), Value::Time(b)) => holds(relation, a.cmp(b)),
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b).is_some_and(|order| holds(relation, order)),
        (Value::Integer(a), Value::Number(b)) => holds(relation, beside(*a, *b)),
        (Value::Number(a), Value::Integer(b)) => holds(relation, beside(*b, *a).reverse()),
        (a, b) => match relation {
            Relation::Is => lower(&shown(a)) == lower(&shown(b)),
            _ => holds(relation, shown(a).cmp(&shown(b))),
        },
    };
    let elements = |value: &Value| match value {
        Value::Null => Vec::new(),
        Value::List(elements) => elements.clone(),
        value => vec![value.clone()],
    };
    elements(a).iter().any(|a| elements(b).iter().any(|b| one(a, b)))
}

/// Where a whole number stands to a real one.
fn beside(whole: i64, real: f64) -> Ordering {
    let order = i128::from(whole).cmp(&(real.floor() as i128));
    order.then(if real.floor() < real {
        Ordering::Less
    } else {
        Ordering::Equal
    })
}

fn holds(relation: Relation, order: Ordering) -> bool {
    match relation {
        Relation::Is | Relation::Equals => order.is_eq(),
        Relation::Compare(comparison) => match comparison {
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        },
    }
}

fn lower(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\u{212a}' {
                c
            } else {
                c.to_lowercase().next().unwrap()
            }
        })
        .collect()
}

/// Whether a text holds another, letter case aside.
pub fn contains(text: &str, part: &str) -> bool {
    lower(text).contains(&lower(part))
}

/// The text of a value that is no list.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Time(at) => iso(*at),
        Value::Text(text) => text.clone(),
        Value::List(_) => unreachable!("lists are looked at element by element"),
    }
}

/// The first moment of a time literal, and the first after it.
fn span(literal: &str, column: usize, zone: &Zone) -> (Micros, Micros) {
    let literal = match literal {
        "today" => "clock/d",
        "yesterday" => "clock-1d/d",
        other => other,
    };
    let (ends, clock) = ANCHORS.with(|anchors| anchors.borrow().clone());
    let (mut at, steps) = match (literal.strip_prefix("now"), literal.strip_prefix("clock")) {
        (Some(steps), _) => (ends[column], steps),
        (_, Some(steps)) => (clock.unwrap(), steps),
        _ => return reading(literal, zone).unwrap(),
    };
    let mut until = None;
    let hour = 3_600_000_000;
    // Steps are one sign, at most one digit, and a letter.
    let mut steps = steps.chars().peekable();
    while let Some(sign) = steps.next() {
        let by = steps.next_if(char::is_ascii_digit).and_then(|c| c.to_digit(10));
        let unit = match steps.next() {
            Some('h') => Bucket::Hour,
            Some('d') => Bucket::Day,
            Some('w') => Bucket::Week,
            Some('M') => Bucket::Month,
            other => panic!("{other:?}"),
        };
        if sign == '/' {
            at = start(unit, at, zone);
            // The next unit is that of the first later hour which is no longer in this one.
            let mut later = (1..).map(|hours| start(unit, at + hours * hour, zone));
            until = later.find(|&later| later != at);
            continue;
        }
        until = None;
        let by = i64::from(by.unwrap()) * if sign == '-' { -1 } else { 1 };
        let local = zone.local(at);
        at = match unit {
            Bucket::Hour => at + by * hour,
            Bucket::Day => zone.moment(local + by * 24 * hour),
            Bucket::Week => zone.moment(local + by * 168 * hour),
            _ => {
                // The same day of the month that is meant, or its last.
                let civil = Civil::of(local);
                let month = (civil.year * 12 + civil.month as i32 - 1) + by as i32;
                let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
                let dates = (1..=civil.day).rev().map(|day| Civil {
                    year,
                    month,
                    day,
                    ..civil
                });
                let mut real = dates.filter(|date| Civil::of(date.micros()) == *date);
                zone.moment(real.next().unwrap().micros())
            }
        };
    }
    (at, until.unwrap_or(at + 1))
}

/// Where a cell stands to a literal: to its first moment or value, and to its last.
fn stands(value: &Value, column: usize, literal: &str, zone: &Zone) -> (Ordering, Ordering) {
    let order = match value {
        Value::Text(text) => text.as_str().cmp(literal),
        Value::Boolean(value) => value.cmp(&(literal.to_lowercase() == "true")),
        Value::Integer(value) => match literal.parse::<i128>() {
            Ok(literal) => i128::from(*value).cmp(&literal),
            Err(_) => (*value as f64).partial_cmp(&literal.parse().unwrap()).unwrap(),
        },
        Value::Number(value) => value.partial_cmp(&literal.parse::<f64>().unwrap()).unwrap(),
        Value::Time(at) => {
            let (from, until) = span(literal, column, zone);
            return (at.cmp(&from), at.cmp(&(until - 1)));
        }
        Value::Null | Value::List(_) => unreachable!(),
    };
    (order, order)
}

/// Whether a value that is neither null nor a list passes; times are told from the end of the column.
pub fn cell(value: &Value, column: usize, op: &Op, zone: &Zone) -> bool {
    let stands = |literal: &str| stands(value, column, literal, zone);
    match op {
        Op::Is(text) => match value {
            Value::Text(cell) => lower(cell) == lower(text),
            _ => {
                let (first, last) = stands(text);
                first.is_ge() && last.is_le()
            }
        },
        Op::Equals(text) => stands(text).0.is_eq(),
        Op::In(list) => list.iter().any(|text| cell(value, column, &Op::Is(text.clone()), zone)),
        Op::InExactly(list) => list
            .iter()
            .any(|text| cell(value, column, &Op::Equals(text.clone()), zone)),
        Op::Listed { list, exactly } => beside::each_of(list, *exactly, value)
            .iter()
            .any(|op| cell(value, column, op, zone)),
        Op::Like(pattern) => {
            let chars = |text: &str| lower(text).chars().collect::<Vec<_>>();
            like(&chars(pattern), &chars(&shown(value)))
        }
        Op::LikeExactly(pattern) => {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            like(&chars(pattern), &chars(&shown(value)))
        }
        Op::Matches(pattern) => matches(&pattern.to_ascii_lowercase(), &shown(value).to_ascii_lowercase()),
        Op::MatchesExactly(pattern) => matches(pattern, &shown(value)),
        Op::Compare(comparison, text) => {
            let (first, last) = stands(text);
            match comparison {
                Comparison::Less => first.is_lt(),
                Comparison::LessOrEqual => last.is_le(),
                Comparison::Greater => last.is_gt(),
                Comparison::GreaterOrEqual => first.is_ge(),
            }
        }
        Op::Between(low, high) => {
            low.as_ref().is_none_or(|low| stands(low).0.is_ge())
                && high.as_ref().is_none_or(|high| stands(high).1.is_le())
        }
        Op::Exists | Op::Empty | Op::Column(..) | Op::Part(..) | Op::Weekend | Op::Office => unreachable!(),
    }
}

fn matches(pattern: &str, text: &str) -> bool {
    let bare = pattern.trim_start_matches('^').trim_end_matches('$');
    match (pattern.starts_with('^'), pattern.ends_with('$')) {
        (true, true) => text == bare,
        (true, false) => text.starts_with(bare),
        (false, true) => text.ends_with(bare),
        (false, false) => text.contains(bare),
    }
}

fn like(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|skip| like(rest, &text[skip..])),
        Some((c, rest)) => text
            .split_first()
            .is_some_and(|(t, tail)| (*c == '?' || c == t) && like(rest, tail)),
    }
}

//! Answers of the engine and of the database in one shape: rows of cells.

use crate::log::Log;
use audit_explorer::query::{Answer, Ask, Query};
use audit_explorer::value::Value;
use serde_json::Value as Json;

/// A cell, whichever side it comes from.
pub type Rows = Vec<Vec<Value>>;

/// What the engine answers, as the statement would tell it.
pub fn wanted(log: &Log, query: &Query) -> Rows {
    let answer = log.engine.ask(query).expect("it was answered before").answers.remove(0);
    let number = |number: u64| Value::Integer(number as i64);
    match (answer, &query.asks[0]) {
        (Answer::Count(count), _) => vec![vec![number(count)]],
        (Answer::Facet { values, seen, .. }, _) => values
            .into_iter()
            .enumerate()
            .map(|(at, (value, count))| {
                let seen = seen.get(at).cloned();
                let seen = seen.into_iter().flat_map(|(first, last)| [first, last]);
                [value, number(count)].into_iter().chain(seen).collect()
            })
            .collect(),
        (Answer::Week { counts, only, .. }, _) => counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(hour, &count)| {
                let only = only.as_ref().map(|only| number(only[hour]));
                [number(hour as u64), number(count)].into_iter().chain(only).collect()
            })
            .collect(),
        (
            Answer::Pivot { heads, lines, .. },
            Ask::Pivot {
                rows: side, columns, ..
            },
        ) => {
            let mut rows = Rows::new();
            for line in lines {
                let level = line.keys.len();
                let blank = |keys: &[Value], length: usize| {
                    let mut keys = keys.to_vec();
                    keys.resize(length, Value::Null);
                    keys
                };
                let heads = heads.iter().map(|head| (blank(&head.keys, columns.keys.len()), false));
                let total = (blank(&[], columns.keys.len()), true);
                let heads = heads.filter(|_| !columns.keys.is_empty()).chain([total]);
                let cells: Vec<_> = line.cells.iter().rev().take(heads.clone().count()).rev().collect();
                for ((keys, all), cell) in heads.zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    let mut row = blank(&line.keys, side.keys.len());
                    row.extend(keys);
                    row.push(number(level as u64));
                    row.push(Value::Boolean(all));
                    row.extend(cell.iter().cloned());
                    rows.push(row);
                }
            }
            sorted(rows)
        }
        (Answer::Histogram { starts, series, .. }, Ask::Histogram { by, series: most, .. }) => {
            let mut rows = Rows::new();
            for one in series {
                for (start, count) in starts.iter().zip(one.counts).filter(|(_, count)| *count > 0) {
                    let mut row = vec![Value::Time(*start)];
                    if by.is_some() {
                        row.push(one.value.clone().unwrap_or(Value::Null));
                        row.extend(most.map(|_| Value::Boolean(one.rest)));
                    }
                    row.push(number(count));
                    rows.push(row);
                }
            }
            sorted(rows)
        }
        (Answer::Group { rows, .. }, _) => rows,
        (Answer::Page { rows, .. }, _) => rows.into_iter().map(|row| row.cells).collect(),
        (Answer::Record(record), _) => {
            let cell = |name: &String| record.fields.iter().find(|(known, _)| known == name);
            let all = log.schema.with(&query.columns).0.columns;
            let cells = all
                .iter()
                .map(|(name, _)| cell(name).map_or(Value::Null, |(_, value)| value.clone()));
            vec![cells.collect()]
        }
        (Answer::Find(place), _) => place.into_iter().map(|place| vec![number(place)]).collect(),
        (Answer::Context(context), _) => context
            .rows
            .into_iter()
            .enumerate()
            .map(|(at, row)| {
                let side = (at as i64 - context.anchor as i64).signum();
                [number(row.row), Value::Integer(side)]
                    .into_iter()
                    .chain(row.cells)
                    .collect()
            })
            .collect(),
        (Answer::Sessions(sessions), _) => sessions
            .sessions
            .into_iter()
            .map(|session| {
                let mut row = vec![
                    Value::Time(session.start),
                    Value::Time(session.end),
                    number(session.first),
                    number(session.last),
                    number(session.rows),
                ];
                row.extend(session.key);
                row.extend(session.distinct.into_iter().map(number));
                row.extend(session.opened);
                row.extend(session.closed);
                row
            })
            .collect(),
        (Answer::Pairs(pairs), _) => pairs
            .pairs
            .into_iter()
            .map(|pair| {
                let mut row = vec![
                    number(pair.from.row),
                    Value::Time(pair.from.at),
                    number(pair.to.row),
                    Value::Time(pair.to.at),
                    Value::Integer(pair.to.at - pair.from.at),
                ];
                row.extend(pair.key);
                row.extend(pair.from.cells);
                row.extend(pair.to.cells);
                row
            })
            .collect(),
        (Answer::Firsts(firsts), _) => firsts.rows.into_iter().map(|row| row.cells).collect(),
        (answer, _) => panic!("{answer:?} is not compared"),
    }
}

/// What the database answered; or its error.
pub fn found(ask: &Ask, rows: &Json) -> Result<Rows, String> {
    let Some(rows) = rows.as_array() else {
        return Err(rows["error"].to_string());
    };
    let nothing = |columns: &Option<Vec<String>>| matches!(columns, Some(columns) if columns.is_empty());
    let bare = match ask {
        Ask::Page { columns, .. } => nothing(columns),
        Ask::Firsts(ask) => nothing(&ask.columns),
        _ => false,
    };
    let row = |row: &Json| -> Vec<Value> {
        let cells = row.as_array().expect("a row");
        cells.iter().filter(|_| !bare).map(cell).collect()
    };
    let rows: Rows = rows.iter().map(row).collect();
    Ok(match ask {
        Ask::Histogram { .. } | Ask::Pivot { .. } => sorted(rows),
        _ => rows,
    })
}

/// Where two answers part: at which row, and how it is in each.
pub fn apart(wanted: &Rows, found: &Result<Rows, String>) -> (usize, String, String) {
    match found {
        Err(error) => (0, format!("{} rows", wanted.len()), error.clone()),
        Ok(found) => {
            let row = (0..wanted.len())
                .find(|&row| wanted.get(row) != found.get(row))
                .unwrap_or(wanted.len());
            (row, format!("{:?}", wanted.get(row)), format!("{:?}", found.get(row)))
        }
    }
}

fn cell(cell: &Json) -> Value {
    let digits = |name: &str| cell.get(name).and_then(Json::as_str);
    match cell {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Boolean(*truth),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(elements) => Value::List(elements.iter().map(self::cell).collect()),
        _ => match (digits("i"), digits("f"), digits("t")) {
            // Beyond 64 bits the engine gives a number with a point.
            (Some(digits), ..) => digits
                .parse()
                .map_or_else(|_| Value::Number(digits.parse().expect("digits")), Value::Integer),
            (_, Some(hex), _) => Value::Number(hexadecimal(hex)),
            (.., Some(micros)) => Value::Time(micros.parse().expect("digits")),
            _ => Value::Text(cell.to_string()),
        },
    }
}

/// Reads `-0x1.8p+3`.
fn hexadecimal(text: &str) -> f64 {
    let (sign, rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let Some((mantissa, exponent)) = rest.strip_prefix("0x").and_then(|rest| rest.split_once('p')) else {
        return text.parse().expect("inf or nan");
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let bits = u64::from_str_radix(&format!("{whole}{fraction}"), 16).expect("digits");
    let exponent = exponent.parse::<i32>().expect("an exponent") - 4 * fraction.len() as i32;
    // In two steps, since no power of two is as small as the smallest numbers.
    sign * bits as f64 * 2f64.powi(exponent / 2) * 2f64.powi(exponent - exponent / 2)
}

fn sorted(mut rows: Rows) -> Rows {
    rows.sort_by_key(|row| format!("{row:?}"));
    rows
}

//! Random rows, and tables of them in every layout.

use crate::beside;
use audit_explorer::table::{Bitmap, Coded, Codes, Column, Data, Dataset, Dictionary, Plain, Time, segments};
use audit_explorer::value::{Kind, Micros, Value};
use proptest::prelude::*;
use std::sync::Arc;

/// Cells by row and column.
pub type Rows = Vec<Vec<Value>>;

/// Columns of the table itself; the others are computed in every query.
pub const BASE: usize = 11;

/// Name and kind of each column; see [`build`] for the layouts.
pub const COLUMNS: [(&str, Kind); BASE + 5] = [
    ("when", Kind::Time),
    ("Event Type", Kind::Text),
    ("message", Kind::Text),
    ("count", Kind::Integer),
    ("code", Kind::Integer),
    ("ratio", Kind::Number),
    ("share", Kind::Number),
    ("ok", Kind::Boolean),
    ("tags", Kind::List),
    ("members", Kind::List),
    ("sorted", Kind::Time),
    ("label", Kind::Text),
    ("weight", Kind::Integer),
    ("score", Kind::Number),
    ("flag", Kind::Boolean),
    ("moved", Kind::Time),
];

/// A row without any value but the one that never lacks.
#[allow(dead_code)]
pub fn nulls() -> Vec<Value> {
    let mut row = vec![Value::Null; BASE];
    row[10] = Value::Time(0);
    row
}

fn nullable(values: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Value> {
    prop_oneof![1 => Just(Value::Null), 4 => values].boxed()
}

fn time() -> impl Strategy<Value = Micros> {
    const SPRING: i64 = 1_774_746_000_000_000;
    const HOUR: i64 = 3_600_000_000;
    prop_oneof![
        (-30i64..30).prop_map(|half| SPRING + half * HOUR / 2),
        (0i64..300).prop_map(|day| SPRING - 2_000 * HOUR + day * 24 * HOUR + day * 1_234_567),
        Just(1_792_890_000_000_000),
        Just(1_792_890_000_000_000 - 1),
    ]
}

/// One row.
pub fn cells() -> impl Strategy<Value = Vec<Value>> {
    let text = || {
        let pool = vec![
            "", "Log in", "LOG IN", "Log out", "é", "É", "a", "ab", "B\"c", "\u{212a}", "1", "x, y", "null",
        ];
        prop::sample::select(pool).prop_map(str::to_owned)
    };
    let whole = || prop_oneof![-4i64..8, Just(i64::MAX), Just(i64::MIN), Just(i64::MAX - 1)];
    let real = || prop::sample::select(vec![0.0, -0.0, 1.5, 2.5, -7.0, 1e6, 0.5, 3.0]);
    let list = || {
        prop::collection::vec(text(), 0..4).prop_map(|texts| Value::List(texts.into_iter().map(Value::Text).collect()))
    };
    let columns = vec![
        nullable(time().prop_map(Value::Time)),
        nullable(text().prop_map(Value::Text)),
        nullable(prop_oneof![text(), "[aAÉé1 ]{0,5}"].prop_map(Value::Text)),
        nullable(whole().prop_map(Value::Integer)),
        nullable(whole().prop_map(Value::Integer)),
        nullable(real().prop_map(Value::Number)),
        nullable(real().prop_map(Value::Number)),
        nullable(any::<bool>().prop_map(Value::Boolean)),
        nullable(list()),
        nullable(list()),
        time().prop_map(Value::Time).boxed(),
    ];
    columns
}

/// Brings the values of the column `sorted` into order.
pub fn ascend(rows: &mut Rows) {
    let mut times: Vec<Micros> = rows
        .iter()
        .filter_map(|row| if let Value::Time(at) = row[10] { Some(at) } else { None })
        .collect();
    times.sort_unstable();
    for (row, at) in rows.iter_mut().zip(times) {
        row[10] = Value::Time(at);
    }
}

/// The text of a cell as a file might have it; several texts may mean one value.
fn written(value: &Value, row: usize) -> String {
    match value {
        Value::Boolean(value) if row.is_multiple_of(2) => value.to_string(),
        Value::Boolean(value) => if *value { "True" } else { "FALSE" }.into(),
        Value::Number(value) if row.is_multiple_of(2) && value.fract() == 0.0 => format!("{value:.1}"),
        Value::Number(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(elements) => {
            let quoted: Vec<String> = elements
                .iter()
                .map(|element| format!("\"{}\"", written(element, 0).replace('"', "\\\"")))
                .collect();
            format!("[{}]", quoted.join(if row.is_multiple_of(2) { "," } else { ", " }))
        }
        Value::Time(_) | Value::Null => String::new(),
    }
}

fn coded(cells: &[&Value], width: usize) -> Data {
    let mut texts: Vec<String> = Vec::new();
    let codes: Vec<u32> = cells
        .iter()
        .enumerate()
        .map(|(row, cell)| {
            if **cell == Value::Null {
                return 0;
            }
            let text = written(cell, row);
            let at = texts.iter().position(|known| *known == text).unwrap_or_else(|| {
                texts.push(text);
                texts.len() - 1
            });
            at as u32 + 1
        })
        .collect();
    let codes = match width % 3 {
        0 if texts.len() < 256 => Codes::U8(segments(&codes.iter().map(|&code| code as u8).collect::<Vec<_>>())),
        1 => Codes::U16(segments(&codes.iter().map(|&code| code as u16).collect::<Vec<_>>())),
        _ => Codes::U32(segments(&codes)),
    };
    Data::Codes(Coded {
        codes,
        dictionary: Arc::new(texts.iter().map(String::as_str).collect::<Dictionary>()),
    })
}

/// A table of these rows: every kind in every layout that serves it, with dictionaries of its own. `variant` chooses the width of codes.
pub fn build(rows: &Rows, variant: usize) -> Dataset {
    let columns = COLUMNS[..BASE].iter().enumerate().map(|(index, &(name, kind))| {
        let cells: Vec<&Value> = rows.iter().map(|row| &row[index]).collect();
        let nulls = cells.iter().filter(|cell| ***cell == Value::Null).count();
        let present = (nulls > 0).then(|| Bitmap::from_fn(cells.len(), |row| *cells[row] != Value::Null));
        let whole = |cell: &&Value| {
            if let Value::Integer(value) | Value::Time(value) = **cell {
                value
            } else {
                0
            }
        };
        let data = match name {
            "when" | "sorted" => {
                let values: Vec<i64> = cells.iter().map(whole).collect();
                let times = || {
                    cells.iter().filter_map(|cell| match cell {
                        Value::Time(at) => Some(*at),
                        _ => None,
                    })
                };
                let time = Time {
                    ascending: name == "sorted",
                    range: times().min().zip(times().max()),
                    ..Time::default()
                };
                Data::Time {
                    values: segments(&values),
                    present,
                    time,
                }
            }
            "count" => Data::Integer {
                values: segments(&cells.iter().map(whole).collect::<Vec<_>>()),
                present,
            },
            "ratio" => {
                let values: Vec<f64> = cells
                    .iter()
                    .map(|cell| if let Value::Number(value) = cell { *value } else { 0.0 })
                    .collect();
                Data::Number {
                    values: segments(&values),
                    present,
                }
            }
            "message" | "members" => {
                let texts: Vec<String> = cells.iter().enumerate().map(|(row, cell)| written(cell, row)).collect();
                Data::Plain {
                    texts: texts.iter().map(String::as_str).collect::<Plain>(),
                    present,
                }
            }
            _ => coded(&cells, variant + index),
        };
        Column {
            name: name.into(),
            kind,
            nulls,
            distinct: 0,
            data,
            note: None,
        }
    });
    Dataset {
        rows: rows.len(),
        columns: columns.collect(),
        ..Dataset::default()
    }
}

/// The same with the tables beside the log.
pub fn part(rows: &Rows, variant: usize) -> Dataset {
    Dataset {
        lookups: beside::lookups(),
        ..build(rows, variant)
    }
}

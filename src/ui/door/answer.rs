//! Our answers, as the door's JSON.

use crate::query::{Answer, Ask};
use crate::value::Value;
use serde_json::{Map, Value as Json, json};

/// Integers up to this size are exact as JavaScript numbers.
const EXACT: u64 = 1 << 53;

/// The answer in the shape the door promises for this ask.
pub fn json(ask: &Ask, answer: &Answer) -> Json {
    match answer {
        Answer::Count(count) => json!(count),
        Answer::Facet { values, .. } => values
            .iter()
            .map(|(value, count)| json!([cell(value), count]))
            .collect(),
        Answer::Histogram { starts, series, .. } => {
            let split = matches!(ask, Ask::Histogram { by: Some(_), .. });
            let mut cells = Vec::new();
            for (index, &start) in starts.iter().enumerate() {
                for one in series.iter().filter(|one| one.counts[index] > 0) {
                    let value = if split {
                        one.value.as_ref().map_or(Json::Null, cell)
                    } else {
                        Json::Null
                    };
                    cells.push(json!([millis(start), value, one.counts[index]]));
                }
            }
            Json::Array(cells)
        }
        Answer::Group { rows, .. } => rows.iter().map(|row| row.iter().map(cell).collect::<Json>()).collect(),
        Answer::Page { columns, rows } => rows
            .iter()
            .map(|row| {
                let cells = columns.iter().cloned().zip(row.cells.iter().map(cell));
                Json::Object(cells.collect::<Map<_, _>>())
            })
            .collect(),
        Answer::Record(record) => {
            let fields: Map<_, _> = record
                .fields
                .iter()
                .map(|(name, value)| (name.clone(), cell(value)))
                .collect();
            json!({ "row": record.row, "at": record.at, "fields": fields })
        }
        Answer::Find(offset) => json!(offset),
        Answer::Hit { row, nth, hits } => json!({ "row": row, "nth": nth, "hits": hits }),
        Answer::Marks(rows) => json!(rows),
    }
}

/// A value as the door gives it: times as epoch milliseconds, integers beyond 2^53 as digits.
fn cell(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(value) => json!(value),
        Value::Integer(value) if value.unsigned_abs() <= EXACT => json!(value),
        Value::Integer(value) => json!(value.to_string()),
        Value::Number(value) => json!(value),
        Value::Time(at) => millis(*at),
        Value::Text(text) => json!(text),
        Value::List(values) => values.iter().map(cell).collect(),
    }
}

fn millis(at: i64) -> Json {
    if at % 1000 == 0 {
        json!(at / 1000)
    } else {
        json!(at as f64 / 1000.0)
    }
}

//! Our answers, as the door's plain data.

use super::{parsed, trail};
use crate::query::answer::Series;
use crate::query::{Answer, Ask};
use crate::value::Value;
use serde_json::{Map, Value as Json, json};
use wasm_bindgen::prelude::*;

/// Integers up to this size are exact as JavaScript numbers.
const EXACT: u64 = 1 << 53;

#[wasm_bindgen]
extern "C" {
    /// `[first[i], values[which[i]], last[i]]` for each `i`.
    #[wasm_bindgen(js_namespace = auditExplorerBoot)]
    fn zip(first: &[f64], values: &JsValue, which: &[u32], last: &[f64]) -> JsValue;
}

/// The answer in the shape the door promises for this ask.
pub fn plain(ask: &Ask, answer: &Answer) -> JsValue {
    let json: Json = match answer {
        Answer::Count(count) => json!(count),
        Answer::Facet { values, .. } => values
            .iter()
            .map(|(value, count)| json!([cell(value), count]))
            .collect(),
        Answer::Histogram { starts, series, .. } => {
            return cells(starts, series, matches!(ask, Ask::Histogram { by: Some(_), .. }));
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
        Answer::Context(answer) => trail::context(answer),
        Answer::Sessions(answer) => trail::sessions(answer),
        Answer::Sequences(answer) => trail::sequences(answer),
        Answer::Pairs(answer) => trail::pairs(answer),
        Answer::Firsts(answer) => trail::firsts(answer),
        Answer::Baseline(answer) => trail::baseline(answer),
        Answer::Differences(answer) => trail::differences(answer),
    };
    parsed(&json.to_string())
}

/// The cells of a histogram that have rows. There may be tens of thousands: they cross as columns, and JavaScript makes them rows.
fn cells(starts: &[i64], series: &[Series], split: bool) -> JsValue {
    let value = |one: &Series| one.value.as_ref().filter(|_| split).map_or(Json::Null, cell);
    let values: Json = series.iter().map(value).collect();
    let (mut times, mut lanes, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    for (index, &start) in starts.iter().enumerate() {
        for (lane, one) in series.iter().enumerate().filter(|(_, one)| one.counts[index] > 0) {
            times.push(start as f64 / 1000.0);
            lanes.push(lane as u32);
            counts.push(one.counts[index] as f64);
        }
    }
    zip(&times, &parsed(&values.to_string()), &lanes, &counts)
}

/// A value as the door gives it: times as epoch milliseconds, integers beyond 2^53 as digits.
pub fn cell(value: &Value) -> Json {
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

/// Microseconds as milliseconds.
pub fn millis(at: i64) -> Json {
    if at % 1000 == 0 {
        json!(at / 1000)
    } else {
        json!(at as f64 / 1000.0)
    }
}

//! A value as the door gives it.

use crate::value::Value;
use serde_json::{Value as Json, json};

/// Integers up to this size are exact as JavaScript numbers.
const EXACT: u64 = 1 << 53;

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

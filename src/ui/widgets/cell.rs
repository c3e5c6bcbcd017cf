//! What a cell shows: its text, and the class that tells a null, an empty text, a number and a time apart.

use super::value::plain;
use crate::ui::clock;
use crate::value::{Value, Zone};
use crate::view::readable;
use crate::words;

/// A cell ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    /// `null`, `nothing-in` (an empty text), `number`, `time`, `boolean`, `list` or `text`.
    pub class: &'static str,
}

/// The text and class of a value, times in the zone given.
pub fn cell(value: &Value, zone: &Zone) -> Cell {
    let made = |text: String, class| Cell { text, class };
    match value {
        Value::Null => made("null".into(), "null"),
        Value::Boolean(value) => made(value.to_string(), "boolean"),
        Value::Integer(value) => made(value.to_string(), "number"),
        Value::Number(value) => made(value.to_string(), "number"),
        Value::Time(at) => made(clock::show(*at, zone), "time"),
        Value::Text(text) if text.is_empty() => made(words::widgets::EMPTY_CELL.into(), "nothing-in"),
        Value::Text(text) => made(plain(&readable(text).unwrap_or_else(|| text.clone())), "text"),
        Value::List(values) => made(
            values
                .iter()
                .map(|value| cell(value, zone).text)
                .collect::<Vec<_>>()
                .join(", "),
            "list",
        ),
    }
}

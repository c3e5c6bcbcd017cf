//! Cells as people read them, and the filters that a cell stands for.

use super::super::clock;
use crate::query::{Op, Predicate};
use crate::value::{Value, Zone, instant};
use crate::view::readable;
use crate::words;
use leptos::prelude::*;

/// The text of a cell; empty for null, and for an object the name in it.
pub fn text(value: &Value, zone: &Zone) -> String {
    match value {
        Value::Null => String::new(),
        Value::Time(at) => clock::show(*at, zone),
        Value::List(parts) => parts.iter().map(|part| text(part, zone)).collect::<Vec<_>>().join(", "),
        Value::Text(text) => plain(&readable(text).unwrap_or_else(|| text.clone())),
        other => literal(other).unwrap_or_default(),
    }
}

/// A text as it is seen: marks that turn the direction of the letters after them show as U+FFFD, or `exe.png` might be `gnp.exe`.
pub fn plain(text: &str) -> String {
    text.replace(
        [
            '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
        ],
        "\u{fffd}",
    )
}

/// A single value as the text that a filter compares with; `None` for null. Lists are joined: ask for their elements instead.
pub fn literal(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Boolean(value) => Some(value.to_string()),
        Value::Integer(value) => Some(value.to_string()),
        Value::Number(value) => Some(value.to_string()),
        Value::Time(at) => Some(instant(*at)),
        Value::Text(text) => Some(text.clone()),
        Value::List(parts) => Some(parts.iter().filter_map(literal).collect::<Vec<_>>().join(", ")),
    }
}

/// Exactly this value, `None` being null.
pub fn is(column: &str, value: Option<&str>) -> Predicate {
    match value {
        Some(text) => Predicate::test(column, Op::Equals(text.into())),
        None => Predicate::test(column, Op::Exists).negate(),
    }
}

/// The clauses that a cell stands for: one, or for a list one an element.
pub fn clauses(column: &str, value: &Value) -> Vec<Predicate> {
    match value {
        Value::List(parts) if parts.is_empty() => vec![is(column, None)],
        Value::List(parts) => parts.iter().map(|part| is(column, literal(part).as_deref())).collect(),
        value => vec![is(column, literal(value).as_deref())],
    }
}

/// A value as JSON text.
pub fn json(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Boolean(_) | Value::Integer(_) => literal(value).unwrap_or_default(),
        Value::Number(number) if number.is_finite() => number.to_string(),
        Value::List(parts) => format!("[{}]", parts.iter().map(json).collect::<Vec<_>>().join(",")),
        other => serde_json::to_string(&literal(other)).unwrap_or_default(),
    }
}

/// A cell on the screen: null and empty text are marked as such.
pub fn shown(value: &Value, zone: &Zone) -> AnyView {
    match value {
        Value::Null => view! { <i class="null">"null"</i> }.into_any(),
        Value::Text(text) if text.is_empty() => {
            view! { <i class="null" title=words::widgets::EMPTY_TEXT>"\"\""</i> }.into_any()
        }
        Value::List(parts) if parts.is_empty() => {
            view! { <i class="null" title=words::widgets::EMPTY_LIST>"[]"</i> }.into_any()
        }
        other => text(other, zone).into_any(),
    }
}

/// A record as JSON, one field a line.
pub fn record(fields: &[(String, Value)]) -> String {
    let line = |(name, value): &(String, Value)| {
        let name = serde_json::to_string(name).unwrap_or_default();
        format!("  {name}: {}", json(value))
    };
    format!("{{\n{}\n}}", fields.iter().map(line).collect::<Vec<_>>().join(",\n"))
}

//! How keys' values, measures and counts of others are written.

use super::super::super::clock;
use crate::chart::{scale, time};
use crate::query::{Key, Measure, Phase};
use crate::value::{Value, Zone};
use crate::view::{bin_ends, readable, text_of};
use crate::words;
use crate::words::calendar::DAYS;

/// A key's value, given its text too, and the class of its looks.
pub fn key_label(value: &Value, text: Option<&str>, key: Option<&Key>, zone: &Zone) -> (String, &'static str) {
    match (value, key) {
        (Value::Null, _) => ("null".into(), "null"),
        (Value::Text(text), _) if text.is_empty() => ("\"\"".into(), "null"),
        (Value::Time(at), Some(Key::Time { bucket, .. })) => (time::name(*at, *bucket, zone), ""),
        (Value::Time(at), _) => (clock::show(*at, zone), ""),
        (Value::Integer(at), Some(Key::Phase { phase, .. })) => {
            let day = |at: i64| DAYS[at.rem_euclid(7) as usize];
            let text = match phase {
                Phase::Hour => format!("{at}:00"),
                Phase::Weekday => day(at - 1).to_owned(),
                Phase::HourOfWeek => format!("{} {}:00", day(at / 24), at % 24),
            };
            (text, "")
        }
        (value, Some(Key::Bin { bins, .. })) => {
            let text = text.map(str::to_owned).or_else(|| text_of(value)).unwrap_or_default();
            match bin_ends(*bins, &text) {
                (start, Some(end)) if start != end => (format!("{start} – {end}"), ""),
                (start, _) => (start, ""),
            }
        }
        (Value::Text(text), _) => (readable(text).unwrap_or_else(|| text.clone()), ""),
        (value, _) => (text_of(value).unwrap_or_default(), ""),
    }
}

/// What was measured, and the class of its looks; shares are percentages.
pub fn measure_label(value: &Value, measure: Option<&Measure>, zone: &Zone) -> (String, &'static str) {
    let share = matches!(
        measure,
        Some(
            Measure::Rate(_)
                | Measure::ShareOfParent(_)
                | Measure::ShareOfTotal(_)
                | Measure::ShareOfRow(_)
                | Measure::ShareOfColumn(_)
        )
    );
    match value {
        Value::Number(value) if share => (format!("{} %", scale::number((value * 10_000.0).round() / 100.0)), ""),
        Value::Integer(value) => (scale::number(*value as f64), ""),
        Value::Number(value) => (scale::number(*value), ""),
        other => key_label(other, None, None, zone),
    }
}

/// What stands for so many that the limit left out.
pub fn others(count: u64) -> String {
    words::counts::others(count, &scale::number(count as f64))
}

/// A shade of so much, 0 to 1, as a share of the accent colour that leaves the text readable; nothing where there is none.
pub fn heat(shade: Option<f64>) -> Option<String> {
    shade.map(|shade| format!("{:.0}%", 4.0 + 40.0 * shade))
}

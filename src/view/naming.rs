//! What keys, measures and values are called: headings, default names, and the text a group's path is made of.

use crate::query::language::print;
use crate::query::{Key, Measure};
use crate::table::number;
use crate::value::{Value, instant};

/// A key's heading: `Event Type`, `Event Time (per day)`.
pub fn key_name(key: &Key) -> String {
    match key {
        Key::Column(column) => column.clone(),
        Key::Time { column, bucket } => format!("{column} ({})", bucket.label()),
        Key::Phase { column, phase } => format!("{column} ({})", phase.name()),
        Key::Bin { column, bins } => format!("{column} ({})", bins.label()),
    }
}

/// What a measure is called where its maker gave it no name.
pub fn measure_name(measure: &Measure) -> String {
    match measure {
        Measure::Count => "Count".into(),
        Measure::CountIf(filter) => format!("Count if {}", print(filter)),
        Measure::Distinct(column) => format!("Distinct {column}"),
        Measure::Min(column) => format!("Least {column}"),
        Measure::Max(column) => format!("Greatest {column}"),
        Measure::Sum(column) => format!("Sum of {column}"),
        Measure::Average(column) => format!("Average {column}"),
        Measure::Median(column) => format!("Median {column}"),
        Measure::Percentile(column, percent) => format!("{percent}th percentile of {column}"),
        Measure::First { of, .. } => format!("First {of}"),
        Measure::Last { of, .. } => format!("Last {of}"),
        Measure::Mode(column) => format!("Most frequent {column}"),
        Measure::Rate(filter) => format!("Rate of {}", print(filter)),
        Measure::ShareOfParent(measure) => format!("{} as a share of the group above", measure_name(measure)),
        Measure::ShareOfTotal(measure) => format!("{} as a share of all", measure_name(measure)),
        Measure::ShareOfRow(measure) => format!("{} as a share of its line", measure_name(measure)),
        Measure::ShareOfColumn(measure) => format!("{} as a share of its column", measure_name(measure)),
        Measure::Formula(formula) => formula.text().to_owned(),
    }
}

/// A value as the text that [`super::key_is`] understands; `None` is null.
pub fn text_of(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Number(value) => number(*value),
        Value::Time(at) => instant(*at),
        Value::Text(text) => text.clone(),
        Value::List(values) => values.iter().filter_map(text_of).collect::<Vec<_>>().join(", "),
    })
}

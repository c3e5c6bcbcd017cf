//! What keys, measures and values are called: headings, default names, and the text a group's path is made of.

use crate::query::language::print;
use crate::query::{Key, Measure};
use crate::table::number;
use crate::value::{Value, instant};
use crate::words;

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
        Measure::Count => words::common::COUNT.into(),
        Measure::CountIf(filter) => words::measures::count_if(&print(filter)),
        Measure::Distinct(column) => words::measures::distinct(&column),
        Measure::Min(column) => words::measures::least(&column),
        Measure::Max(column) => words::measures::greatest(&column),
        Measure::Sum(column) => words::measures::sum(&column),
        Measure::Average(column) => words::measures::average(&column),
        Measure::Median(column) => words::measures::median(&column),
        Measure::Percentile(column, percent) => words::measures::percentile(&percent, &column),
        Measure::First { of, .. } => words::measures::first(&of),
        Measure::Last { of, .. } => words::measures::last(&of),
        Measure::Mode(column) => words::measures::most_frequent(&column),
        Measure::Rate(filter) => words::measures::rate(&print(filter)),
        Measure::ShareOfParent(measure) => words::measures::share_of_parent(&measure_name(measure)),
        Measure::ShareOfTotal(measure) => words::measures::share_of_all(&measure_name(measure)),
        Measure::ShareOfRow(measure) => words::measures::share_of_line(&measure_name(measure)),
        Measure::ShareOfColumn(measure) => words::measures::share_of_column(&measure_name(measure)),
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

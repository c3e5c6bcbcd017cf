//! The door's keys, measures and sides of pivots, as JSON, into ours.

use crate::query::{Bins, Bucket, Failure, Formula, Key, Measure, Order, Phase, Rank, Side, language};
use crate::value::Value;
use serde::Deserialize;
use serde_json::Value as Json;

#[derive(Deserialize)]
#[serde(untagged)]
pub enum DoorKey {
    Column(String),
    Phase(DoorPhase),
    Time(DoorTime),
    Number(DoorNumber),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorPhase {
    time: String,
    part: Phase,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorTime {
    time: String,
    bucket: Option<Bucket>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorNumber {
    number: String,
    bins: Option<DoorBins>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
pub enum DoorBins {
    Width(f64),
    Named(Named),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Named {
    Auto,
    Log,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorMeasure {
    Count,
    CountIf(String),
    Distinct(String),
    Min(String),
    Max(String),
    Sum(String),
    Avg(String),
    Median(String),
    /// Column and percent.
    Percentile(String, f64),
    /// Column and time column.
    First(String, String),
    Last(String, String),
    Mode(String),
    Rate(String),
    ShareOfParent(Box<Self>),
    ShareOfTotal(Box<Self>),
    ShareOfRow(Box<Self>),
    ShareOfColumn(Box<Self>),
    Formula(String),
}

#[derive(Default, Deserialize)]
pub struct DoorSide {
    by: Vec<DoorKey>,
    sort: Option<Vec<(DoorRank, Order)>>,
    limit: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum DoorRank {
    Key,
    Total(usize),
    Cell(usize, Vec<Json>),
}

/// Our key.
pub fn key(key: DoorKey) -> Key {
    match key {
        DoorKey::Column(column) => Key::Column(column),
        DoorKey::Phase(DoorPhase { time, part }) => Key::Phase {
            column: time,
            phase: part,
        },
        DoorKey::Time(DoorTime { time, bucket }) => Key::Time {
            column: time,
            bucket: bucket.unwrap_or(Bucket::Day),
        },
        DoorKey::Number(DoorNumber { number, bins: named }) => Key::Bin {
            column: number,
            bins: bins(named),
        },
    }
}

/// Our bins, automatic where none are named.
pub fn bins(bins: Option<DoorBins>) -> Bins {
    match bins {
        None | Some(DoorBins::Named(Named::Auto)) => Bins::Auto,
        Some(DoorBins::Named(Named::Log)) => Bins::Log,
        Some(DoorBins::Width(width)) => Bins::Width(width),
    }
}

/// Our measures, the count where none are named.
pub fn measures(measures: Option<Vec<DoorMeasure>>) -> Result<Vec<Measure>, Failure> {
    let measures = measures.unwrap_or_else(|| vec![DoorMeasure::Count]);
    measures.into_iter().map(measure).collect()
}

fn measure(of: DoorMeasure) -> Result<Measure, Failure> {
    Ok(match of {
        DoorMeasure::Count => Measure::Count,
        DoorMeasure::CountIf(filter) => Measure::CountIf(language::parse(&filter)?.predicate),
        DoorMeasure::Distinct(column) => Measure::Distinct(column),
        DoorMeasure::Min(column) => Measure::Min(column),
        DoorMeasure::Max(column) => Measure::Max(column),
        DoorMeasure::Sum(column) => Measure::Sum(column),
        DoorMeasure::Avg(column) => Measure::Average(column),
        DoorMeasure::Median(column) => Measure::Median(column),
        DoorMeasure::Percentile(column, percent) => Measure::Percentile(column, percent),
        DoorMeasure::First(of, by) => Measure::First { of, by },
        DoorMeasure::Last(of, by) => Measure::Last { of, by },
        DoorMeasure::Mode(column) => Measure::Mode(column),
        DoorMeasure::Rate(filter) => Measure::Rate(language::parse(&filter)?.predicate),
        DoorMeasure::ShareOfParent(inner) => Measure::ShareOfParent(Box::new(measure(*inner)?)),
        DoorMeasure::ShareOfTotal(inner) => Measure::ShareOfTotal(Box::new(measure(*inner)?)),
        DoorMeasure::ShareOfRow(inner) => Measure::ShareOfRow(Box::new(measure(*inner)?)),
        DoorMeasure::ShareOfColumn(inner) => Measure::ShareOfColumn(Box::new(measure(*inner)?)),
        DoorMeasure::Formula(text) => Measure::Formula(Formula::parse(&text)?),
    })
}

/// Our side of a pivot.
pub fn side(side: DoorSide) -> Side {
    let rank = |(rank, order)| {
        let rank = match rank {
            DoorRank::Key => Rank::Key,
            DoorRank::Total(measure) => Rank::Total(measure),
            DoorRank::Cell(measure, keys) => Rank::Cell(measure, keys.iter().map(value).collect()),
        };
        (rank, order)
    };
    Side {
        keys: side.by.into_iter().map(key).collect(),
        sort: side.sort.into_iter().flatten().map(rank).collect(),
        limit: side.limit,
    }
}

/// A key's value: a time is `{ time: epoch milliseconds }`.
fn value(json: &Json) -> Value {
    let time = json.get("time").and_then(Json::as_f64);
    match json {
        Json::Bool(value) => Value::Boolean(*value),
        Json::Number(number) => number
            .as_i64()
            .map_or_else(|| Value::Number(number.as_f64().unwrap_or_default()), Value::Integer),
        Json::String(text) => Value::Text(text.clone()),
        _ => time.map_or(Value::Null, |at| Value::Time((at * 1000.0).round() as i64)),
    }
}

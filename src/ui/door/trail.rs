//! The door's asks about rows in time and about what differs, and the answers to them.

use super::LIMIT;
use super::cell::{cell, millis};
use crate::query::answer::{self, Row};
use crate::query::ask::{
    Baseline, Context, Differences, Firsts, PairSort, Pairs, Sample, Sequences, SessionSort, Sessions, Step,
};
use crate::query::{Ask, Bucket, Failure, Order, Predicate, language};
use crate::value::{Micros, Value};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

/// Rows on either side of one, and values of each column that differ, where the caller does not say how many.
const FEW: usize = 10;

#[derive(Deserialize)]
pub struct DoorContext {
    row: u64,
    time: String,
    before: Option<usize>,
    after: Option<usize>,
    #[serde(default)]
    same: Vec<String>,
    columns: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub struct DoorSessions {
    time: String,
    #[serde(default)]
    by: Vec<String>,
    gap: f64,
    #[serde(default)]
    distinct: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    sort: Option<(SessionSort, Order)>,
    limit: Option<usize>,
}

#[derive(Deserialize)]
pub struct DoorSequences {
    time: String,
    #[serde(default)]
    by: Vec<String>,
    steps: Vec<DoorStep>,
    within: f64,
    order: Option<Order>,
    limit: Option<usize>,
}

#[derive(Deserialize)]
struct DoorStep {
    filter: String,
    least: Option<usize>,
}

#[derive(Deserialize)]
pub struct DoorPairs {
    time: String,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    watch: Vec<String>,
    #[serde(default)]
    changed: bool,
    least: Option<f64>,
    most: Option<f64>,
    sort: Option<(PairSort, Order)>,
    limit: Option<usize>,
}

#[derive(Deserialize)]
pub struct DoorFirsts {
    of: Vec<String>,
    time: String,
    base: Option<String>,
    order: Option<Order>,
    limit: Option<usize>,
    columns: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub struct DoorBaseline {
    time: String,
    #[serde(default)]
    by: Vec<String>,
    bucket: Option<Bucket>,
    limit: Option<usize>,
    pub zone: Option<String>,
}

#[derive(Deserialize)]
pub struct DoorDifferences {
    left: String,
    right: String,
    columns: Option<Vec<String>>,
    values: Option<usize>,
}

#[derive(Deserialize)]
pub struct DoorSample {
    rows: usize,
    seed: Option<u64>,
    columns: Option<Vec<String>>,
}

fn filter(text: &str) -> Result<Predicate, Failure> {
    language::parse(text).map(|parsed| parsed.predicate)
}

/// Milliseconds as microseconds.
fn micros(millis: f64) -> Micros {
    (millis * 1000.0).round() as Micros
}

impl DoorContext {
    pub fn ask(self) -> Ask {
        Ask::Context(Context {
            row: self.row,
            time: self.time,
            before: self.before.unwrap_or(FEW),
            after: self.after.unwrap_or(FEW),
            same: self.same,
            columns: self.columns,
            anchor: None,
        })
    }
}

impl DoorSessions {
    pub fn ask(self) -> Ask {
        let (sort, order) = self.sort.unwrap_or((SessionSort::Start, Order::Ascending));
        Ask::Sessions(Sessions {
            time: self.time,
            by: self.by,
            gap: micros(self.gap),
            distinct: self.distinct,
            ends: self.ends,
            sort,
            order,
            limit: self.limit.unwrap_or(LIMIT),
        })
    }
}

impl DoorSequences {
    pub fn ask(self) -> Result<Ask, Failure> {
        let step = |step: DoorStep| {
            Ok(Step {
                filter: filter(&step.filter)?,
                least: step.least.unwrap_or(1),
            })
        };
        Ok(Ask::Sequences(Sequences {
            time: self.time,
            by: self.by,
            steps: self.steps.into_iter().map(step).collect::<Result<_, Failure>>()?,
            within: micros(self.within),
            order: self.order.unwrap_or(Order::Ascending),
            limit: self.limit.unwrap_or(LIMIT),
        }))
    }
}

impl DoorPairs {
    pub fn ask(self) -> Ask {
        let (sort, order) = self.sort.unwrap_or((PairSort::Time, Order::Ascending));
        Ask::Pairs(Pairs {
            time: self.time,
            by: self.by,
            watch: self.watch,
            changed: self.changed,
            least: self.least.map(micros),
            most: self.most.map(micros),
            sort,
            order,
            limit: self.limit.unwrap_or(LIMIT),
        })
    }
}

impl DoorFirsts {
    pub fn ask(self) -> Result<Ask, Failure> {
        Ok(Ask::Firsts(Firsts {
            of: self.of,
            time: self.time,
            base: filter(self.base.as_deref().unwrap_or_default())?,
            order: self.order.unwrap_or(Order::Ascending),
            limit: self.limit.unwrap_or(LIMIT),
            columns: self.columns,
        }))
    }
}

impl DoorBaseline {
    pub fn ask(self) -> Ask {
        Ask::Baseline(Baseline {
            time: self.time,
            by: self.by,
            bucket: self.bucket.unwrap_or(Bucket::Day),
            limit: self.limit.unwrap_or(LIMIT),
        })
    }
}

impl DoorDifferences {
    pub fn ask(self) -> Result<Ask, Failure> {
        Ok(Ask::Differences(Differences {
            left: filter(&self.left)?,
            right: filter(&self.right)?,
            columns: self.columns,
            values: self.values.unwrap_or(FEW),
        }))
    }
}

impl DoorSample {
    pub fn ask(self) -> Ask {
        Ask::Sample(Sample {
            rows: self.rows,
            seed: self.seed.unwrap_or(0),
            columns: self.columns,
        })
    }
}

fn cells(values: &[Value]) -> Json {
    values.iter().map(cell).collect()
}

/// Rows with their numbers.
fn rows(columns: &[String], rows: &[Row]) -> Json {
    let row = |row: &Row| {
        let cells: Map<String, Json> = columns.iter().cloned().zip(row.cells.iter().map(cell)).collect();
        json!({ "row": row.row, "cells": cells })
    };
    rows.iter().map(row).collect()
}

/// The rows around one.
pub fn context(answer: &answer::Context) -> Json {
    json!({
        "rows": rows(&answer.columns, &answer.rows),
        "anchor": answer.anchor,
        "before": answer.before,
        "after": answer.after,
    })
}

/// Sessions.
pub fn sessions(answer: &answer::Sessions) -> Json {
    let session = |session: &answer::Session| {
        json!({
            "key": cells(&session.key),
            "start": millis(session.start),
            "end": millis(session.end),
            "first": session.first,
            "last": session.last,
            "rows": session.rows,
            "distinct": session.distinct,
            "opened": cells(&session.opened),
            "closed": cells(&session.closed),
        })
    };
    json!({
        "sessions": answer.sessions.iter().map(session).collect::<Json>(),
        "total": answer.total,
        "keys": answer.keys,
        "median": answer.median.map(millis),
        "untimed": answer.untimed,
    })
}

/// Sequences.
pub fn sequences(answer: &answer::Sequences) -> Json {
    let found = |found: &answer::Match| {
        json!({
            "key": cells(&found.key),
            "start": millis(found.start),
            "end": millis(found.end),
            "rows": found.rows,
        })
    };
    json!({
        "matches": answer.matches.iter().map(found).collect::<Json>(),
        "total": answer.total,
        "keys": answer.keys,
        "untimed": answer.untimed,
    })
}

/// Pairs of rows.
pub fn pairs(answer: &answer::Pairs) -> Json {
    let point =
        |point: &answer::Point| json!({ "row": point.row, "at": millis(point.at), "cells": cells(&point.cells) });
    let pair = |pair: &answer::Pair| {
        json!({
            "key": cells(&pair.key),
            "from": point(&pair.from),
            "to": point(&pair.to),
            "gap": millis(pair.to.at.saturating_sub(pair.from.at)),
        })
    };
    let change = |(from, to, count): &(Vec<Value>, Vec<Value>, u64)| json!([cells(from), cells(to), count]);
    json!({
        "pairs": answer.pairs.iter().map(pair).collect::<Json>(),
        "total": answer.total,
        "all": answer.all,
        "keys": answer.keys,
        "gaps": answer.gaps.map(|(least, middle, most)| {
            json!({ "least": millis(least), "median": millis(middle), "most": millis(most) })
        }),
        "changes": answer.changes.iter().map(change).collect::<Json>(),
        "untimed": answer.untimed,
    })
}

/// Rows in which something is new.
pub fn firsts(answer: &answer::Firsts) -> Json {
    json!({ "rows": rows(&answer.columns, &answer.rows), "total": answer.total, "values": answer.values })
}

/// Peaks.
pub fn baseline(answer: &answer::Baseline) -> Json {
    let peak = |peak: &answer::Peak| {
        json!({
            "key": cells(&peak.key),
            "start": millis(peak.start),
            "row": peak.row,
            "count": peak.count,
            "median": peak.median,
            "spread": peak.spread,
            "score": peak.score,
        })
    };
    json!({
        "bucket": answer.bucket,
        "peaks": answer.peaks.iter().map(peak).collect::<Json>(),
        "total": answer.total,
        "keys": answer.keys,
        "buckets": answer.buckets,
        "untimed": answer.untimed,
    })
}

/// What differs.
pub fn differences(answer: &answer::Differences) -> Json {
    let value = |value: &answer::Contrast| {
        json!({
            "value": cell(&value.value),
            "until": value.until.as_ref().map(cell),
            "left": value.left,
            "right": value.right,
        })
    };
    let column = |column: &answer::Difference| {
        json!({
            "column": column.column,
            "score": column.score,
            "distinct": column.distinct,
            "values": column.values.iter().map(value).collect::<Json>(),
        })
    };
    json!({
        "left": answer.left,
        "right": answer.right,
        "columns": answer.columns.iter().map(column).collect::<Json>(),
    })
}

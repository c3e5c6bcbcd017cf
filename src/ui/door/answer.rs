//! Our answers, as the door's plain data.

use super::cell::cell;
use super::{parsed, trail};
use crate::query::answer::{Row, Series};
use crate::query::{Answer, Ask};
use crate::value::Value;
use js_sys::Array;
use serde_json::{Map, Value as Json, json};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `[first[i], values[which[i]], last[i]]` for each `i`.
    #[wasm_bindgen(js_namespace = auditExplorerBoot)]
    fn zip(first: &[f64], values: &JsValue, which: &[u32], last: &[f64]) -> JsValue;
    /// So many rows of cells under these names: as many units of the text as the length says, or one of the others.
    #[wasm_bindgen(js_namespace = auditExplorerBoot)]
    fn records(names: &Array, text: &str, lengths: &[i32], others: &JsValue, count: u32) -> JsValue;
}

/// The answer in the shape the door promises for this ask.
pub fn plain(ask: &Ask, answer: &Answer) -> JsValue {
    let json: Json = match answer {
        Answer::Count(count) => json!(count),
        Answer::Facet { values, seen, .. } => values
            .iter()
            .enumerate()
            .map(|(at, (value, count))| match seen.get(at) {
                Some((first, last)) => json!([cell(value), count, cell(first), cell(last)]),
                None => json!([cell(value), count]),
            })
            .collect(),
        Answer::Histogram { starts, series, .. } => {
            return cells(starts, series, matches!(ask, Ask::Histogram { by: Some(_), .. }));
        }
        Answer::Group { rows, groups, rest, .. } => {
            let rows: Json = rows.iter().map(|row| list(row)).collect();
            if matches!(ask, Ask::Group { rest: true, .. }) {
                json!({ "rows": rows, "rest": rest.as_deref().map(list), "groups": groups })
            } else {
                rows
            }
        }
        Answer::Pivot {
            heads, columns, lines, ..
        } => {
            let heads = heads
                .iter()
                .map(|head| json!({ "keys": list(&head.keys), "rest": head.rest }));
            let measured = |values: &Vec<Value>| {
                if values.is_empty() { Json::Null } else { list(values) }
            };
            let lines = lines.iter().map(|line| {
                let cells_of = line.cells.iter().map(measured);
                json!({ "keys": list(&line.keys), "rest": line.rest, "cells": cells_of.collect::<Json>() })
            });
            json!({ "heads": heads.collect::<Json>(), "columns": columns, "lines": lines.collect::<Json>() })
        }
        Answer::Distribution {
            starts, ends, series, ..
        } => {
            let mut found = Vec::new();
            for (index, (start, end)) in starts.iter().zip(ends).enumerate() {
                for one in series.iter().filter(|one| one.counts[index] > 0) {
                    let value = one.value.as_ref().map_or(Json::Null, cell);
                    found.push(json!([cell(start), cell(end), value, one.counts[index]]));
                }
            }
            Json::Array(found)
        }
        Answer::Week { counts, only, untimed } => json!({ "counts": counts, "only": only, "untimed": untimed }),
        Answer::Page { columns, rows } => return page(columns, rows),
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

/// Rows by the names of their columns. They may have thousands of cells: their texts cross as one, and JavaScript makes them rows.
fn page(columns: &[String], rows: &[Row]) -> JsValue {
    let mut text = String::new();
    let mut lengths = Vec::with_capacity(rows.len() * columns.len());
    let mut others = Vec::new();
    for value in rows.iter().flat_map(|row| &row.cells) {
        if let Value::Text(value) = value {
            text += value;
            lengths.push(units(value) as i32);
        } else {
            others.push(cell(value));
            lengths.push(-1);
        }
    }
    let names = columns.iter().map(|name| JsValue::from(name.as_str())).collect();
    let others = parsed(&Json::from(others).to_string());
    records(&names, &text, &lengths, &others, rows.len() as u32)
}

/// UTF-16 units of a text.
fn units(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

/// The cells of a histogram that have rows. There may be tens of thousands: they cross as columns, and JavaScript makes them rows.
fn cells(starts: &[i64], series: &[Series], split: bool) -> JsValue {
    let value = |one: &Series| one.value.as_ref().filter(|_| split).map_or(Json::Null, cell);
    let values: Json = series.iter().map(value).collect();
    let room = starts.len();
    let (mut times, mut lanes, mut counts) = (
        Vec::with_capacity(room),
        Vec::with_capacity(room),
        Vec::with_capacity(room),
    );
    for (index, &start) in starts.iter().enumerate() {
        for (lane, one) in series.iter().enumerate().filter(|(_, one)| one.counts[index] > 0) {
            times.push(start as f64 / 1000.0);
            lanes.push(lane as u32);
            counts.push(one.counts[index] as f64);
        }
    }
    zip(&times, &parsed(&values.to_string()), &lanes, &counts)
}

fn list(values: &[Value]) -> Json {
    values.iter().map(cell).collect()
}

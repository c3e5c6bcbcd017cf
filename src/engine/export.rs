//! The rows that match, written out piece by piece: CSV or NDJSON, the columns as shown, in the order shown.

use super::Engine;
use crate::query::{Answer, Ask, Failure, Order, Predicate, Query};
use crate::value::{Value, Zone, iso};
use serde::{Deserialize, Serialize};

/// An export of the rows that match, the columns given, in the order given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Export {
    pub serial: u64,
    pub filter: Predicate,
    pub columns: Vec<String>,
    pub sort: Vec<(String, Order)>,
    pub zone: Zone,
    pub shape: Shape,
}

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// RFC 4180, values exactly as they are.
    Csv,
    /// CSV with a byte order mark, and with a `'` before cells that a spreadsheet would run as a formula.
    CsvForExcel,
    /// One JSON object a line, nulls left out.
    Ndjson,
}

/// Rows of a piece.
const PIECE: usize = 8192;

/// An export under way.
pub struct Exporter {
    export: Export,
    offset: u64,
    rows: u64,
    begun: bool,
}

impl Exporter {
    /// Begins an export; fails where its columns or filter do not fit the table.
    pub fn new(engine: &Engine, export: Export) -> Result<Self, Failure> {
        let mut exporter = Self {
            export,
            offset: 0,
            rows: 0,
            begun: false,
        };
        exporter.page(engine, 0)?;
        Ok(exporter)
    }

    /// The next piece; `None` after the last.
    pub fn next(&mut self, engine: &Engine) -> Result<Option<Vec<u8>>, Failure> {
        let rows = self.page(engine, PIECE)?;
        let mut out = String::new();
        if !self.begun {
            self.begun = true;
            self.head(&mut out);
        } else if rows.is_empty() {
            return Ok(None);
        }
        self.offset += rows.len() as u64;
        self.rows += rows.len() as u64;
        for row in &rows {
            match self.export.shape {
                Shape::Ndjson => object(&self.export.columns, row, &self.export.zone, &mut out),
                Shape::Csv | Shape::CsvForExcel => self.line(row, &mut out),
            }
        }
        Ok(Some(out.into_bytes()))
    }

    /// Rows written so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    fn page(&mut self, engine: &Engine, limit: usize) -> Result<Vec<Vec<Value>>, Failure> {
        let page = Ask::Page {
            sort: self.export.sort.clone(),
            offset: self.offset,
            limit,
            columns: Some(self.export.columns.clone()),
        };
        let query = Query {
            filter: self.export.filter.clone(),
            asks: vec![page],
            zone: self.export.zone.clone(),
        };
        Ok(match engine.ask(&query)?.answers.pop() {
            Some(Answer::Page { rows, .. }) => rows.into_iter().map(|row| row.cells).collect(),
            _ => Vec::new(),
        })
    }

    fn head(&self, out: &mut String) {
        match self.export.shape {
            Shape::Ndjson => return,
            Shape::CsvForExcel => out.push('\u{feff}'),
            Shape::Csv => {}
        }
        for (index, column) in self.export.columns.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            self.cell(column, out);
        }
        out.push_str("\r\n");
    }

    fn line(&self, row: &[Value], out: &mut String) {
        for (index, value) in row.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            match value {
                Value::Null => {}
                // A null is an empty field, an empty text a quoted one; so they stay apart when read again.
                Value::Text(text) if text.is_empty() => out.push_str("\"\""),
                value => self.cell(&written(value, &self.export.zone), out),
            }
        }
        out.push_str("\r\n");
    }

    fn cell(&self, text: &str, out: &mut String) {
        let guard = self.export.shape == Shape::CsvForExcel && is_formula(text);
        if !guard && !text.contains([',', '"', '\n', '\r']) && !text.starts_with(' ') && !text.ends_with(' ') {
            return out.push_str(text);
        }
        out.push('"');
        if guard {
            out.push('\'');
        }
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    }
}

/// Whether a spreadsheet would run this cell. Plain numbers are let through.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && text.parse::<f64>().is_err()
}

/// A value as text: times in ISO 8601 with the zone's offset, lists as JSON.
fn written(value: &Value, zone: &Zone) -> String {
    match value {
        Value::Null => String::new(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Number(value) => crate::table::number(*value),
        Value::Time(at) => moment(*at, zone),
        Value::Text(text) => text.clone(),
        Value::List(_) => json(value, zone).to_string(),
    }
}

fn moment(at: i64, zone: &Zone) -> String {
    let offset = zone.offset(at);
    let local = iso(zone.local(at)).replacen(' ', "T", 1);
    if offset == 0 {
        return local + "Z";
    }
    let (sign, size) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
    format!("{local}{sign}{:02}:{:02}", size / 3600, size / 60 % 60)
}

fn object(columns: &[String], row: &[Value], zone: &Zone, out: &mut String) {
    let fields = columns.iter().zip(row).filter(|(_, value)| **value != Value::Null);
    out.push('{');
    for (index, (column, value)) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&serde_json::Value::from(column.as_str()).to_string());
        out.push(':');
        out.push_str(&json(value, zone).to_string());
    }
    out.push_str("}\n");
}

fn json(value: &Value, zone: &Zone) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Boolean(value) => (*value).into(),
        Value::Integer(value) => (*value).into(),
        Value::Number(value) => (*value).into(),
        Value::Time(at) => moment(*at, zone).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(values) => values.iter().map(|value| json(value, zone)).collect(),
    }
}

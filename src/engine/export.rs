//! The rows that match, written out piece by piece: CSV or NDJSON, the columns as shown, in the order shown.

use super::Engine;
use super::sha256::Sha256;
use super::sheet::{Shape, Sheet};
use crate::query::{Answer, Ask, Computed, Failure, Order, Predicate, Query};
use crate::value::{Micros, Value, Zone};
use serde::{Deserialize, Serialize};

/// An export of the rows that match, the columns given, in the order given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Export {
    pub serial: u64,
    /// Computed columns that the filter and the columns may name.
    pub computed: Vec<Computed>,
    pub filter: Predicate,
    pub columns: Vec<String>,
    pub sort: Vec<(String, Order)>,
    pub zone: Zone,
    /// What time it is, for literals such as `clock-7d`.
    pub clock: Option<Micros>,
    pub shape: Shape,
}

/// Rows of a piece.
const PIECE: usize = 32_768;

/// An export under way.
pub struct Exporter {
    export: Export,
    sheet: Sheet,
    offset: u64,
    rows: u64,
    begun: bool,
    digest: Sha256,
}

impl Exporter {
    /// Begins an export; fails where its columns or filter do not fit the table.
    pub fn new(engine: &Engine, export: Export) -> Result<Self, Failure> {
        let sheet = Sheet {
            columns: export.columns.clone(),
            zone: export.zone.clone(),
            shape: export.shape,
        };
        let mut exporter = Self {
            export,
            sheet,
            offset: 0,
            rows: 0,
            begun: false,
            digest: Sha256::default(),
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
            self.sheet.head(&mut out);
        } else if rows.is_empty() {
            return Ok(None);
        }
        self.offset += rows.len() as u64;
        self.rows += rows.len() as u64;
        for row in &rows {
            self.sheet.row(row, &mut out);
        }
        self.digest.feed(out.as_bytes());
        Ok(Some(out.into_bytes()))
    }

    /// How many rows were written, and the SHA-256 of all that was, in hexadecimal digits.
    pub fn finish(self) -> (u64, String) {
        (self.rows, self.digest.finish())
    }

    fn page(&mut self, engine: &Engine, limit: usize) -> Result<Vec<Vec<Value>>, Failure> {
        let page = Ask::Page {
            sort: self.export.sort.clone(),
            offset: self.offset,
            limit,
            columns: Some(self.export.columns.clone()),
        };
        let query = Query {
            columns: self.export.computed.clone(),
            filter: self.export.filter.clone(),
            asks: vec![page],
            zone: self.export.zone.clone(),
            clock: self.export.clock,
        };
        Ok(match engine.ask(&query)?.answers.pop() {
            Some(Answer::Page { rows, .. }) => rows.into_iter().map(|row| row.cells).collect(),
            _ => Vec::new(),
        })
    }
}

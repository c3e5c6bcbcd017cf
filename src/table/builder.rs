//! Records into columns: the [`Sink`](crate::format::Sink) that every reader pushes into.

use super::growing::Growing;
use super::lanes::Lanes;
use super::origin::GrowingOrigins;
use super::sieve::{Fate, Keep, NOWHERE, Sieve};
use super::{Dataset, SEGMENT};
use crate::format::{Batch, ColumnId, Objects, Position, Raw, Sink, Warning};
use crate::words;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::sync::Arc;

/// Warnings kept; the rest are only counted.
pub(super) const WARNINGS: usize = 1000;

/// Grows a table row by row.
#[derive(Debug, Default)]
pub struct Builder {
    pub(super) rows: usize,
    pub(super) columns: Vec<Growing>,
    names: HashMap<Arc<str>, ColumnId, FixedState>,
    pub(super) origins: GrowingOrigins,
    pub(super) warnings: Vec<Warning>,
    pub(super) warned: usize,
    pub(super) rejected: usize,
    /// Columns whose text in the record under way was too long to keep.
    overlong: Vec<ColumnId>,
    /// What every record gets in the column [`FILE`].
    pub(super) file: Option<Box<str>>,
    /// What decides which records and fields are kept, where not all are.
    pub(super) sieve: Option<Box<Sieve>>,
    /// Room to put fields in order.
    pub(super) lanes: Lanes,
    /// Columns of which there was more than one value in this row, and how many.
    again: (usize, HashMap<ColumnId, u32, FixedState>),
}

/// The column that names the file of each row, where there are several.
pub const FILE: &str = "_file";

impl Builder {
    /// Every record from now on comes from the file of this name, and says so in the column [`FILE`]. For files of which there are
    /// several: the first record must be named already.
    pub fn name_file(&mut self, name: &str) {
        self.file = None;
        self.column(FILE);
        self.file = Some(name.into());
    }

    /// Every record from now on comes from another file: what each file decides for itself is not known of it yet.
    pub fn next_file(&mut self) {
        let rows = self.rows;
        self.columns.iter_mut().for_each(|column| column.next_file(rows));
    }

    /// Keeps so much of the records to come. For a table without columns.
    pub fn keep(&mut self, keep: Keep) {
        self.sieve = (!keep.is_all()).then(|| Box::new(Sieve::new(keep)));
    }

    /// What is kept, where that is not everything, and how many records were passed over.
    pub fn kept(&self) -> Option<(&Keep, u64)> {
        self.sieve.as_ref().map(|sieve| sieve.keep())
    }

    /// These columns hold texts that hardly repeat: no dictionary is tried. For columns that have no value yet.
    pub fn expect_unique(&mut self, names: &[String]) {
        for name in names {
            let id = self.id(name);
            self.columns[id as usize].unique = true;
        }
    }

    /// The columns whose texts hardly repeat, as far as is known.
    pub fn unique(&self) -> Vec<String> {
        let unique = self.columns.iter().filter(|column| column.is_unique());
        unique.map(|column| column.name.to_string()).collect()
    }

    /// Rows so far.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns so far.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The first thousand warnings.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// How many warnings there were in all.
    pub fn warned(&self) -> usize {
        self.warned
    }

    /// How many records were left out.
    pub fn rejected(&self) -> usize {
        self.rejected
    }

    /// The byte behind the last row, if that is of this file; else 0.
    pub fn end_of(&self, file: u32) -> u64 {
        let last = self
            .rows
            .checked_sub(1)
            .map(|row| self.origins.clone().finish().at(row));
        last.filter(|last| last.file == file)
            .map_or(0, |last| last.byte + u64::from(last.length))
    }

    /// The number of the column of exactly this name, which is made if there is none.
    pub(super) fn id(&mut self, name: &str) -> ColumnId {
        if let Some(&id) = self.names.get(name) {
            return id;
        }
        let id = self.columns.len() as ColumnId;
        let name: Arc<str> = name.into();
        self.names.insert(name.clone(), id);
        self.columns.push(Growing::new(name));
        id
    }

    /// Notes that so many records could not be read, of which the first stands here.
    pub fn lose(&mut self, records: u64, at: Position, what: String) {
        self.rejected += records.saturating_sub(1) as usize;
        self.warn(Warning {
            at,
            what,
            raw: String::new(),
            rejected: true,
        });
    }

    /// Notes that a text could not be kept.
    pub(super) fn warn_overlong(&mut self, at: Position, column: &str) {
        self.warn(Warning {
            at,
            what: words::tables::text_of_column_is_too(&column),
            raw: String::new(),
            rejected: false,
        });
    }

    /// The table so far, to answer questions while more rows come: full segments are shared, only the last is copied. Numbers of
    /// distinct values are upper bounds where there is no dictionary.
    pub fn snapshot(&mut self) -> Dataset {
        let copy = |column: &mut Growing| {
            column.settle();
            column.clone().finish_spelled(self.rows, false)
        };
        Dataset {
            rows: self.rows,
            columns: self.columns.iter_mut().map(copy).collect(),
            origins: self.origins.clone().finish(),
            lookups: Vec::new(),
        }
    }

    /// The finished table.
    pub fn seal(self) -> Dataset {
        let rows = self.rows;
        Dataset {
            rows,
            columns: self
                .columns
                .into_iter()
                .map(|column| column.finish_spelled(rows, true))
                .collect(),
            origins: self.origins.finish(),
            lookups: Vec::new(),
        }
    }
}

impl Sink for Builder {
    fn column(&mut self, path: &str) -> ColumnId {
        if path == FILE && self.file.is_some() {
            return self.column(&format!("{FILE} (2)"));
        }
        if self
            .sieve
            .as_ref()
            .is_some_and(|sieve| path != FILE && !sieve.keeps(path))
        {
            return NOWHERE;
        }
        let id = self.id(path);
        if let Some(sieve) = &mut self.sieve {
            sieve.note(path, id);
        }
        id
    }

    fn field(&mut self, column: ColumnId, raw: Raw<'_>) {
        if let Some(sieve) = &mut self.sieve
            && !sieve.lets_through(column, raw)
        {
            return;
        }
        self.put(column, raw);
    }

    fn end_record(&mut self, at: Position) {
        if let Some(mut sieve) = self.sieve.take() {
            let fate = sieve.end_record();
            if let Fate::Stays(held) = fate {
                held.each().for_each(|(column, raw)| self.put(column, raw));
                sieve.reuse(held);
                self.end_row(at);
            }
            self.sieve = Some(sieve);
            return;
        }
        self.end_row(at);
    }

    fn records(&mut self, batch: &Batch<'_>) {
        self.take_rows(batch);
    }

    fn objects(&mut self, batch: &Objects<'_>) {
        self.take_objects(batch);
    }

    fn warn(&mut self, warning: Warning) {
        self.warned += 1;
        self.rejected += usize::from(warning.rejected);
        if self.warnings.len() < WARNINGS {
            self.warnings.push(warning);
        }
    }
}

impl Builder {
    #[inline]
    fn put(&mut self, column: ColumnId, raw: Raw<'_>) {
        let mut id = column;
        if self.columns[id as usize].touched > self.rows {
            id = self.another(column);
        }
        if !self.columns[id as usize].push(self.rows, raw) {
            self.overlong.push(id);
        }
    }

    /// The column for a further value of this one in the row under way.
    #[cold]
    fn another(&mut self, column: ColumnId) -> ColumnId {
        if self.again.0 != self.rows {
            self.again.0 = self.rows;
            self.again.1.clear();
        }
        loop {
            let values = self.again.1.entry(column).or_insert(1);
            *values += 1;
            let path = format!("{} ({values})", self.columns[column as usize].name);
            let id = self.id(&path);
            if self.columns[id as usize].touched <= self.rows {
                return id;
            }
        }
    }

    /// Ends so many rows of a table that is made of another one: they stand in no file. None goes beyond its segment.
    pub(super) fn end_rows(&mut self, count: usize) {
        self.rows += count;
        self.end_segment(Position::default());
    }

    #[inline]
    fn end_row(&mut self, at: Position) {
        if let Some(name) = self.file.take() {
            // The first column of all: nothing but this fills it.
            self.columns[0].push(self.rows, Raw::Text(&name));
            self.file = Some(name);
        }
        self.origins.push(self.rows, at);
        self.rows += 1;
        self.end_segment(at);
    }

    #[inline]
    pub(super) fn end_segment(&mut self, at: Position) {
        if self.rows.is_multiple_of(SEGMENT) {
            let index = self.rows / SEGMENT - 1;
            self.columns.iter_mut().for_each(|column| column.freeze(index, SEGMENT));
        }
        for id in std::mem::take(&mut self.overlong) {
            let name = self.columns[id as usize].name.clone();
            self.warn_overlong(at, &name);
        }
    }
}

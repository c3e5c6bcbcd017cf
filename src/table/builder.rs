//! Records into columns: the [`Sink`](crate::format::Sink) that every reader pushes into.

use super::growing::Growing;
use super::lanes::Lanes;
use super::origin::GrowingOrigins;
use super::sieve::{Fate, Keep, NOWHERE, Sieve};
use super::{Dataset, SEGMENT};
use crate::format::{BATCH, Batch, ColumnId, Objects, Position, Raw, Sink, Warning};
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
    file: Option<Box<str>>,
    /// What decides which records and fields are kept, where not all are.
    sieve: Option<Box<Sieve>>,
    /// Room to put fields in order.
    lanes: Lanes,
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
            column.clone().finish(self.rows, false)
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
                .map(|column| column.finish(rows, true))
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
        let rows = batch.positions.len();
        if !self.takes_together(rows) {
            return batch.each(self);
        }
        let (mut texts, mut scratch) = ([""; BATCH], Vec::new());
        let mut overlong = Vec::new();
        for (index, &id) in batch.columns.iter().enumerate() {
            let column = &mut self.columns[id as usize];
            let present = column.has_codes().then(|| batch.column(index, &mut texts)).flatten();
            if let Some(present) = present
                && column.push_all(self.rows, rows, present, &texts, false)
            {
                continue;
            }
            for (row, &at) in batch.positions.iter().enumerate() {
                if !column.push(self.rows + row, batch.cell(row, index, &mut scratch)) {
                    overlong.push((at, id));
                }
            }
        }
        self.end_together(batch.positions, overlong);
    }

    fn objects(&mut self, batch: &Objects<'_>) {
        let mut lanes = std::mem::take(&mut self.lanes);
        if !self.takes_together(batch.positions.len()) || !lanes.sort(batch.fields, self.columns.len()) {
            batch.each(self);
            self.lanes = lanes;
            return;
        }
        let (mut texts, mut scratch) = ([""; BATCH], String::new());
        let mut overlong = Vec::new();
        for (id, fields) in lanes.each(batch.fields) {
            let column = &mut self.columns[id as usize];
            if column.has_codes() {
                let (mut present, mut rows) = (0_u64, 0);
                let mut next = texts.iter_mut();
                let plain = fields.clone().all(|field| {
                    let (Some(text), Some(slot)) = (batch.text(field), next.next()) else {
                        return false;
                    };
                    *slot = text;
                    present |= 1 << field.row;
                    rows = usize::from(field.row) + 1;
                    true
                });
                if plain && column.push_all(self.rows, rows, present, &texts, true) {
                    continue;
                }
            }
            for field in fields {
                let row = usize::from(field.row);
                if !column.push(self.rows + row, batch.cell(field, &mut scratch)) {
                    overlong.push((batch.positions[row], id));
                }
            }
        }
        self.lanes = lanes;
        self.end_together(batch.positions, overlong);
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
    /// Whether so many rows can be taken column by column.
    fn takes_together(&self, rows: usize) -> bool {
        self.sieve.is_none() && self.rows % SEGMENT + rows <= SEGMENT
    }

    /// Ends rows taken column by column, of which these texts were too long to keep.
    fn end_together(&mut self, positions: &[Position], overlong: Vec<(Position, ColumnId)>) {
        if let Some(name) = &self.file {
            (self.rows..self.rows + positions.len()).for_each(|row| _ = self.columns[0].push(row, Raw::Text(name)));
        }
        let rows = positions.iter().zip(self.rows..);
        rows.for_each(|(&at, row)| self.origins.push(row, at));
        self.rows += positions.len();
        self.end_segment(Position::default());
        for (at, id) in overlong {
            let name = self.columns[id as usize].name.clone();
            self.warn_overlong(at, &name);
        }
    }

    #[inline]
    fn put(&mut self, column: ColumnId, raw: Raw<'_>) {
        let mut id = column;
        let mut copy = 2;
        while self.columns[id as usize].touched > self.rows {
            let path = format!("{} ({copy})", self.columns[column as usize].name);
            id = self.id(&path);
            copy += 1;
        }
        if !self.columns[id as usize].push(self.rows, raw) {
            self.overlong.push(id);
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
    fn end_segment(&mut self, at: Position) {
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

#[cfg(test)]
mod tests {
    use super::super::laws::same;
    use super::*;
    use crate::format::Reader;
    use proptest::prelude::*;

    /// A table that takes every record alone.
    struct Alone(Builder);

    impl Sink for Alone {
        fn column(&mut self, path: &str) -> ColumnId {
            self.0.column(path)
        }

        fn field(&mut self, column: ColumnId, raw: Raw<'_>) {
            self.0.field(column, raw);
        }

        fn end_record(&mut self, at: Position) {
            self.0.end_record(at);
        }

        fn warn(&mut self, warning: Warning) {
            self.0.warn(warning);
        }
    }

    /// Reads a file both ways; the tables must be one.
    fn check(bytes: &[u8], file: Option<&str>, chunk: usize) -> Dataset {
        let (mut together, mut alone) = (Builder::default(), Alone(Builder::default()));
        if let Some(name) = file {
            together.name_file(name);
            alone.0.name_file(name);
        }
        let (mut first, mut second) = (Reader::new(0), Reader::new(0));
        for piece in bytes.chunks(chunk) {
            first.feed(piece, &mut together);
            second.feed(piece, &mut alone);
        }
        first.finish(&mut together);
        second.finish(&mut alone);
        assert_eq!(together.warnings(), alone.0.warnings());
        let (left, right) = (together.seal(), alone.0.seal());
        same(&left, &right);
        for row in 0..left.rows {
            assert_eq!(left.origins.at(row), right.origins.at(row));
        }
        left
    }

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => "[a-c]{0,3}",
            2 => "[0-9]{1,4}",
            2 => "2026-03-0[1-9]T1[0-9]:00:00Z",
            2 => Just(String::new()),
            1 => "\"[a-c, ]{0,20}\"",
            1 => "\"[a-c]{0,3}\"\"[a-c\n]{0,3}\"",
            1 => prop_oneof![Just("\\N".to_owned()), Just("=\"007\"".to_owned()), Just("=1".to_owned()), Just("é".to_owned())],
        ]
    }

    proptest! {
        #[test]
        fn rows_together_are_rows_one_by_one(
            rows in prop::collection::vec(prop_oneof![
                20 => prop::collection::vec(cell(), 3),
                1 => prop::collection::vec(cell(), 0..5),
                1 => Just(vec!["one".to_owned(), "two".to_owned(), "three".to_owned()]),
            ], 0..300),
            returns: bool,
            named: bool,
            stray in 0..20_u8,
            chunk in prop_oneof![Just(1 << 20), 1..5000_usize],
        ) {
            let end = if returns { "\r\n" } else { "\n" };
            let mut text = format!("one,two,three{end}");
            rows.iter().for_each(|row| text += &(row.join(",") + end));
            let mut bytes = text.into_bytes();
            if stray == 0 && let Some(byte) = bytes.iter_mut().rfind(|byte| **byte == b'b') {
                *byte = 0xE4;
            }
            check(&bytes, named.then_some("a.csv"), chunk);
        }
    }

    /// Members that now and then repeat a name, escape something, change their kind or are no JSON.
    fn member() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            6 => "\"[a-c]{0,3}\"",
            1 => "\"[a-cé]{0,2}\\\\n\"",
            2 => "[1-9][0-9]{0,3}",
            2 => Just("\"2026-03-01T10:00:00Z\"".to_owned()),
            2 => Just("null".to_owned()),
            1 => prop_oneof![Just("true"), Just("[1]"), Just("{}"), Just("1.5")].prop_map(str::to_owned),
        ];
        ("[a-d]", value).prop_map(|(name, value)| format!("\"{name}\":{value}"))
    }

    proptest! {
        #[test]
        fn objects_together_are_objects_one_by_one(
            records in prop::collection::vec(
                prop_oneof![
                    60 => prop::collection::vec(member(), 0..6).prop_map(|members| format!("{{{}}}", members.join(","))),
                    60 => ("[a-c]{0,3}", "[a-z]{1,2}", 0..500_u32).prop_map(|(a, b, d)| format!("{{\"a\":\"{a}\",\"b\":\"{b}\",\"d\":{d}}}")),
                    1 => prop_oneof![Just("{broken".to_owned()), Just("7".to_owned()), Just("\"{\\\"a\\\":1}\"".to_owned())],
                ],
                0..400,
            ),
            array: bool,
            named: bool,
            stray in 0..10_u8,
            chunk in prop_oneof![Just(1 << 20), 1..5000_usize],
        ) {
            let text = if array { format!("[{}]", records.join(",")) } else { records.join("\n") };
            let mut bytes = text.into_bytes();
            if stray == 0 && let Some(byte) = bytes.iter_mut().rfind(|byte| **byte == b'b') {
                *byte = 0xE4;
            }
            check(&bytes, named.then_some("a.json"), chunk);
        }
    }

    #[test]
    fn objects_together_end_at_a_segment_and_lose_their_dictionary_as_ever() {
        let mut text = String::new();
        for row in 0..SEGMENT + 1000 {
            let late = if row > 20_000 { row } else { row % 7 };
            text += &format!(
                "{{\"few\":\"word {}\",\"many\":\"value {row}\",\"late\":\"text {late}\"}}\n",
                row % 300
            );
        }
        let table = check(text.as_bytes(), None, 1 << 20);
        assert_eq!(table.rows, SEGMENT + 1000);
    }

    #[test]
    fn rows_together_end_at_a_segment_and_lose_their_dictionary_as_ever() {
        let mut text = String::from("few,many,late\n");
        for row in 0..SEGMENT + 1000 {
            let late = if row > 20_000 { row } else { row % 7 };
            text += &format!("word {},value {row},text {late}\n", row % 300);
        }
        let table = check(text.as_bytes(), None, 1 << 20);
        assert_eq!(table.rows, SEGMENT + 1000);
    }
}

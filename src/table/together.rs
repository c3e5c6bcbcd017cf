//! Records that came together, taken column by column: one kind of value after the other keeps a loop short.

use super::SEGMENT;
use super::builder::Builder;
use crate::format::{BATCH, Batch, ColumnId, Objects, Position, Raw};

impl Builder {
    /// Takes rows that each have a cell for every column.
    pub(super) fn take_rows(&mut self, batch: &Batch<'_>) {
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

    /// Takes records that have whichever fields they have.
    pub(super) fn take_objects(&mut self, batch: &Objects<'_>) {
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
}

#[cfg(test)]
mod tests {
    use super::super::Dataset;
    use super::super::laws::same;
    use super::*;
    use crate::format::{Reader, Sink, Warning};
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

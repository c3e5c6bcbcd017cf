//! Rows that repeat an earlier one: delivered twice, or in two exports that overlap.

use super::growing::Growing;
use super::interner::hash;
use super::plain;
use super::{Column, Data, Dataset, FILE, SEGMENT};
use crate::format::Raw;
use crate::value::Kind;
use crate::words;
use hashbrown::HashTable;

/// The column that says of a row that it repeats an earlier one, and how far: `record` or `id`; null in all other rows.
pub const DUPLICATE: &str = "_duplicate";

/// Rows beyond which repeats are not looked for: what is remembered of each takes sixteen bytes.
const MOST: usize = 30_000_000;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    /// Rows that equal an earlier one in every column.
    pub records: usize,
    /// Rows that differ from an earlier one, but not in the column that numbers the events.
    pub ids: usize,
}

/// The search under way, in steps of a few milliseconds.
#[derive(Debug)]
pub struct Repeats {
    /// Columns compared, by their place: all, or the one that numbers the events.
    columns: Vec<usize>,
    /// Where the search by that column will go on.
    id: Option<usize>,
    column: usize,
    segment: usize,
    /// Of the column under way, a number for each entry of its dictionary.
    entries: Vec<u64>,
    /// Of each row, a number that equal rows share.
    hashes: Vec<u64>,
    seen: HashTable<u32>,
    /// Rows that repeat an earlier one, ascending.
    records: Vec<u32>,
    ids: Vec<u32>,
}

impl Repeats {
    /// A search over all columns of a table, and over `id` alone, if there is such a column.
    pub fn new(dataset: &Dataset, id: Option<&str>) -> Self {
        let place = |name: &str| dataset.columns.iter().position(|column| *column.name == *name);
        let file = place(FILE);
        let columns = (0..dataset.columns.len()).filter(|&at| Some(at) != file);
        let small = dataset.rows <= MOST;
        Self {
            columns: if small { columns.collect() } else { Vec::new() },
            id: id.and_then(place).filter(|_| small),
            column: 0,
            segment: 0,
            entries: Vec::new(),
            hashes: vec![0; if small { dataset.rows } else { 0 }],
            seen: HashTable::new(),
            records: Vec::new(),
            ids: Vec::new(),
        }
    }

    /// Goes on; answers whether there is more to do. The columns must stay where they are until then.
    pub fn step(&mut self, dataset: &Dataset) -> bool {
        if self.columns.is_empty() || dataset.rows == 0 {
            return false;
        }
        let rows = self.segment * SEGMENT..dataset.rows.min((self.segment + 1) * SEGMENT);
        match self.columns.get(self.column) {
            Some(&at) => self.mix(&dataset.columns[at], self.segment, rows.clone()),
            None => rows.clone().for_each(|row| self.compare(dataset, row)),
        }
        self.segment += 1;
        if rows.end < dataset.rows {
            return true;
        }
        self.segment = 0;
        self.column += 1;
        self.entries = Vec::new();
        if self.column <= self.columns.len() {
            return true;
        }
        // All rows were compared: once more by the column that numbers the events.
        match self.id.take() {
            Some(id) => {
                self.columns = vec![id];
                self.column = 0;
                self.hashes.fill(0);
                self.seen = HashTable::new();
                true
            }
            None => false,
        }
    }

    /// Mixes the cells of a column into the numbers of their rows; nulls change nothing.
    fn mix(&mut self, column: &Column, index: usize, rows: std::ops::Range<usize>) {
        let salt = (self.columns[self.column] as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = |cell: u64| {
            (cell ^ salt)
                .wrapping_mul(0xD6E8_FEB8_6659_FD93)
                .rotate_left(29)
                .wrapping_mul(salt | 1)
        };
        let (hashes, length) = (&mut self.hashes[rows.clone()], rows.len());
        let mut add = |row: usize, cell: u64| hashes[row] = hashes[row].wrapping_add(mixed(cell));
        match &column.data {
            Data::Codes(coded) => {
                if index == 0 {
                    let entries = coded.dictionary.iter().map(|(_, text)| hash(text.as_bytes()));
                    self.entries = std::iter::once(0).chain(entries).collect();
                }
                let entries = &self.entries;
                coded
                    .codes
                    .rows(index)
                    .for_each(|(row, code)| add(row, entries[code as usize]));
            }
            Data::Plain { texts, .. } => {
                let hashes = plain::hashes(&texts.segments, index);
                column.rows(index, length).for_each(|row| add(row, hashes[row]));
            }
            Data::Integer { values, .. } | Data::Time { values, .. } => {
                let segment = &values[index];
                column
                    .rows(index, length)
                    .for_each(|row| add(row, segment.get(row).cast_unsigned()));
            }
            Data::Number { values, .. } => {
                let segment = &values[index];
                column
                    .rows(index, length)
                    .for_each(|row| add(row, segment.get(row).to_bits()));
            }
        }
    }

    /// Looks whether an earlier row equals this one.
    fn compare(&mut self, dataset: &Dataset, row: usize) {
        let Self {
            columns,
            hashes,
            seen,
            records,
            ids,
            ..
        } = self;
        let by_id = columns.len() == 1 && dataset.columns.len() > 1;
        if by_id && dataset.columns[columns[0]].is_null(row) {
            return;
        }
        let equal = |&other: &u32| {
            let other = other as usize;
            hashes[other] == hashes[row] && columns.iter().all(|&at| same(&dataset.columns[at], other, row))
        };
        if seen.find(hashes[row], equal).is_some() {
            let row = row as u32;
            if !by_id {
                records.push(row);
            } else if records.binary_search(&row).is_err() {
                ids.push(row);
            }
        } else {
            seen.insert_unique(hashes[row], row as u32, |&row| hashes[row as usize]);
        }
    }

    /// The column [`DUPLICATE`], if a row repeats another, and how many do.
    pub fn finish(self, rows: usize) -> Option<(Column, Repeated)> {
        let found = Repeated {
            records: self.records.len(),
            ids: self.ids.len(),
        };
        if found == Repeated::default() {
            return None;
        }
        let mut column = Growing::new(DUPLICATE.into());
        let (mut records, mut ids) = (self.records.iter().peekable(), self.ids.iter().peekable());
        for row in 0..rows {
            if records.next_if(|&&next| next as usize == row).is_some() {
                column.push(row, Raw::Text("record"));
            } else if ids.next_if(|&&next| next as usize == row).is_some() {
                column.push(row, Raw::Text("id"));
            }
            if (row + 1).is_multiple_of(SEGMENT) {
                column.freeze(row / SEGMENT, SEGMENT);
            }
        }
        let mut column = column.finish(rows, true);
        column.kind = Kind::Text;
        column.note = Some(words::tables::ROWS_THAT_REPEAT_EARLIER_ONE.into());
        Some((column, found))
    }
}

/// Whether two cells of a column are equal, as they were written.
fn same(column: &Column, a: usize, b: usize) -> bool {
    match &column.data {
        Data::Codes(coded) => coded.codes.code(a) == coded.codes.code(b),
        _ => column.written(a) == column.written(b),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::format::{Position, Sink};
    use proptest::prelude::*;

    fn table(columns: &[(&str, Vec<Option<String>>)]) -> Dataset {
        let mut builder = Builder::default();
        for row in 0..columns[0].1.len() {
            for (name, values) in columns {
                let column = builder.column(name);
                builder.field(column, values[row].as_deref().map_or(Raw::Null, Raw::Untyped));
            }
            builder.end_record(Position::default());
        }
        builder.seal()
    }

    fn repeats(dataset: &Dataset, id: Option<&str>) -> Vec<Option<String>> {
        let mut search = Repeats::new(dataset, id);
        while search.step(dataset) {}
        match search.finish(dataset.rows) {
            Some((column, _)) => (0..dataset.rows)
                .map(|row| column.text(row).map(|text| text.into_owned()))
                .collect(),
            None => vec![None; dataset.rows],
        }
    }

    fn cell() -> impl Strategy<Value = Option<String>> {
        prop_oneof![Just(None), "[ab1]{0,2}".prop_map(Some)]
    }

    proptest! {
        #[test]
        fn the_same_rows_are_found_as_by_comparing_all(rows in prop::collection::vec((cell(), cell(), cell()), 1..60)) {
            let columns = [
                ("_file", rows.iter().enumerate().map(|(row, _)| Some(row.to_string())).collect()),
                ("a", rows.iter().map(|row| row.0.clone()).collect()),
                ("b", rows.iter().map(|row| row.1.clone()).collect()),
                ("id", rows.iter().map(|row| row.2.clone()).collect::<Vec<_>>()),
            ];
            let dataset = table(&columns);
            for id in [None, Some("id")] {
                let expected: Vec<_> = (0..rows.len()).map(|row| {
                    let earlier = &rows[..row];
                    if earlier.contains(&rows[row]) {
                        Some("record".to_string())
                    } else if id.is_some() && rows[row].2.is_some() && earlier.iter().any(|other| other.2 == rows[row].2) {
                        Some("id".to_string())
                    } else {
                        None
                    }
                }).collect();
                prop_assert_eq!(repeats(&dataset, id), expected);
            }
        }
    }

    #[test]
    fn repeats_are_found_across_segments_and_kinds() {
        let rows = SEGMENT + 100;
        let at = |row: usize| row % (SEGMENT + 50);
        let dataset = table(&[
            ("n", (0..rows).map(|row| Some(at(row).to_string())).collect()),
            ("f", (0..rows).map(|row| Some(format!("{}.5", at(row)))).collect()),
            (
                "t",
                (0..rows)
                    .map(|row| Some(format!("2024-01-{:02}T00:00:00Z", at(row) % 28 + 1)))
                    .collect(),
            ),
            ("p", (0..rows).map(|row| Some(format!("path {}", at(row)))).collect()),
        ]);
        let found = repeats(&dataset, None);
        let repeated: Vec<usize> = (0..rows).filter(|&row| found[row].is_some()).collect();
        assert_eq!(repeated, (SEGMENT + 50..rows).collect::<Vec<_>>());
    }
}

//! The sample as the tests read it by themselves, independently of the page: what the page shows is held against this.

use std::{collections::BTreeMap, fs, ops::Index};

use crate::Result;

/// One event of the sample.
pub struct Event {
    fields: BTreeMap<String, String>,
    /// Where its line begins in the file.
    pub byte: usize,
    /// The line as it stands in the file, without its end.
    pub line: String,
}

impl Index<&str> for Event {
    type Output = String;

    /// The value of a column; empty where there is none.
    ///
    /// # Panics
    /// For a column that the sample does not have.
    fn index(&self, column: &str) -> &String {
        self.fields
            .get(column)
            .unwrap_or_else(|| panic!("the sample has no column {column:?}"))
    }
}

impl Event {
    /// The day of the event in UTC, such as `2026-10-22`.
    pub fn day(&self) -> &str {
        &self["Request Time"][..10]
    }
}

/// The sample as a whole.
pub struct Log {
    pub columns: Vec<String>,
    pub events: Vec<Event>,
}

impl Log {
    /// Reads the sample from the file that was built into the pages.
    pub fn read() -> Result<Self> {
        let bytes = fs::read(xtask::sample::file()?)?;
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let columns: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        let records = reader.into_records().collect::<std::result::Result<Vec<_>, _>>()?;
        let start = |record: &csv::StringRecord| record.position().map_or(0, |position| position.byte() as usize);
        let ends = records.iter().skip(1).map(start).chain([bytes.len()]);
        let events = records.iter().zip(ends).map(|(record, end)| {
            let byte = start(record);
            let line = String::from_utf8_lossy(&bytes[byte..end]);
            Event {
                fields: columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect(),
                byte,
                line: line.trim_end_matches(['\r', '\n']).to_owned(),
            }
        });
        Ok(Self {
            events: events.collect(),
            columns,
        })
    }

    /// The events that pass a test.
    pub fn matching(&self, test: impl Fn(&Event) -> bool) -> Vec<&Event> {
        self.events.iter().filter(|event| test(event)).collect()
    }
}

//! A small table beside the log, which every shard holds whole: a roster, a list of leavers, values that somebody pasted.

use super::growing::Growing;
use super::{Builder, Column, Dataset, elements};
use crate::format::{Position, Raw, Sink};
use crate::value::Kind;
use crate::words;
use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

/// A table that is looked into by its keys. It never changes; what was worked out about it stays with it.
#[derive(Debug, Default)]
pub struct Lookup {
    /// As filters and formulas name it.
    pub name: String,
    pub data: Dataset,
    lists: Mutex<Vec<(String, Arc<[String]>)>>,
    keyed: Mutex<Vec<(String, Arc<Keyed>)>>,
}

/// A table beside the log on its way to another worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Flat {
    name: String,
    rows: usize,
    columns: Vec<Column>,
    lists: Vec<(String, Arc<[String]>)>,
}

impl From<Flat> for Lookup {
    fn from(flat: Flat) -> Self {
        let data = Dataset {
            rows: flat.rows,
            columns: flat.columns,
            ..Dataset::default()
        };
        Self {
            lists: Mutex::new(flat.lists),
            ..Self::new(flat.name, data)
        }
    }
}

/// Where keys, written as texts, stand in a table.
#[derive(Debug, Default)]
pub struct Keyed {
    rows: HashMap<String, (u32, u32), RandomState>,
}

/// The column of a table that is nothing but values.
const VALUES: &str = "value";

impl Lookup {
    /// A table under a name.
    pub fn new(name: impl Into<String>, data: Dataset) -> Self {
        Self {
            name: name.into(),
            data,
            ..Self::default()
        }
    }

    /// Values under a name, as a table of one column.
    pub fn of_values(name: impl Into<String>, values: &[String]) -> Self {
        let mut builder = Builder::default();
        let column = builder.column(VALUES);
        for (row, value) in values.iter().enumerate() {
            builder.field(column, Raw::Text(value));
            builder.end_record(Position {
                row: row as u64 + 1,
                ..Position::default()
            });
        }
        let lookup = Self::new(name, builder.seal());
        // As they were given: a day among them means the whole of it.
        lookup.list_as(VALUES, distinct(values.iter().map(String::as_str)));
        lookup
    }

    pub(super) fn flat(&self) -> Flat {
        let lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        Flat {
            name: self.name.clone(),
            rows: self.data.rows,
            columns: self.data.columns.clone(),
            lists: lists.clone(),
        }
    }

    fn list_as(&self, column: &str, values: Arc<[String]>) {
        kept(&self.lists, column, || values);
    }

    /// The distinct values of the column of exactly this name as texts, of lists their elements, in the order in which they stand first.
    pub fn list(&self, column: &str) -> Option<Arc<[String]>> {
        let column = self.data.column(column)?;
        Some(kept(&self.lists, &column.name, || values(column, self.data.rows)))
    }

    /// The rows by keys that `write` puts into a text for each row, unless it has none; worked out once for what `what` says.
    pub fn keyed(&self, what: &str, write: impl FnMut(usize, &mut String) -> bool) -> Arc<Keyed> {
        kept(&self.keyed, what, || Arc::new(Keyed::of(self.data.rows, write)))
    }
}

impl Dataset {
    /// The same table without the blanks around its texts, which people who keep lists leave there and nobody sees. For a table to which no
    /// rows come any more.
    pub fn without_blanks_around(mut self) -> Self {
        for column in &mut self.columns {
            let texts = || (0..self.rows).filter_map(|row| column.text(row));
            if column.kind != Kind::Text || !texts().any(|text| text.trim().len() < text.len()) {
                continue;
            }
            let trimmed = Growing::filled(column.name.clone(), self.rows, |trimmed, row| {
                let text = column.text(row);
                if let Some(text) = text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
                    trimmed.push_text(row, text);
                }
            });
            // What was told of how it was read still holds.
            let note = column.note.take();
            *column = Column { note, ..trimmed };
            column.note_too(words::tables::BLANKS_AROUND);
        }
        self
    }
}

impl Keyed {
    fn of(rows: usize, mut write: impl FnMut(usize, &mut String) -> bool) -> Self {
        let mut keyed = Self::default();
        let mut key = String::new();
        for row in 0..rows {
            key.clear();
            if write(row, &mut key) {
                let entry = keyed.rows.entry_ref(key.as_str()).or_insert((row as u32, 0));
                entry.1 += 1;
            }
        }
        keyed
    }

    /// The first row of a key.
    pub fn first(&self, key: &str) -> Option<usize> {
        self.rows.get(key).map(|&(row, _)| row as usize)
    }

    /// How many rows have a key.
    pub fn count(&self, key: &str) -> u32 {
        self.rows.get(key).map_or(0, |&(_, count)| count)
    }
}

/// What is kept under this name, or else what `make` gives, kept from now on.
fn kept<T: Clone>(held: &Mutex<Vec<(String, T)>>, name: &str, make: impl FnOnce() -> T) -> T {
    // What a panic left behind is still as good as any cache.
    let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = held.iter().find(|(known, _)| known == name) {
        return known.clone();
    }
    let made = make();
    held.push((name.to_owned(), made.clone()));
    made
}

fn values(column: &Column, rows: usize) -> Arc<[String]> {
    let texts = (0..rows).filter_map(|row| column.text(row));
    match column.kind {
        Kind::List => {
            distinct(texts.flat_map(|text| elements(&text).into_iter().map(Cow::into_owned).collect::<Vec<_>>()))
        }
        _ => distinct(texts),
    }
}

/// The texts, each once, in the order in which they stand first.
fn distinct(texts: impl Iterator<Item = impl AsRef<str>>) -> Arc<[String]> {
    let mut seen: HashSet<String, RandomState> = HashSet::default();
    let mut found = Vec::new();
    for text in texts {
        let text = text.as_ref();
        if !seen.contains(text) {
            seen.insert(text.to_owned());
            found.push(text.to_owned());
        }
    }
    found.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_were_given_each_once() {
        let given = ["b", "007", "a", "b", "", "1.50", "2026-01"].map(str::to_owned);
        let lookup = Lookup::of_values("x", &given);
        assert_eq!(
            *lookup.list(VALUES).unwrap(),
            ["b", "007", "a", "", "1.50", "2026-01"].map(str::to_owned)
        );
        let numbers = ["2026-01-05", "2026-01"].map(str::to_owned);
        assert_eq!(*Lookup::of_values("x", &numbers).list(VALUES).unwrap(), numbers);
        assert!(lookup.list("other").is_none());
    }

    #[test]
    fn blanks_around_texts_are_left_out() {
        let given = [" ann", "bob\u{a0}", " ", "c d", "7 "].map(str::to_owned);
        let data = Lookup::of_values("x", &given).data.without_blanks_around();
        let texts: Vec<_> = (0..5).map(|row| data.columns[0].text(row)).collect();
        assert_eq!(
            texts.iter().map(|text| text.as_deref()).collect::<Vec<_>>(),
            [Some("ann"), Some("bob"), None, Some("c d"), Some("7")]
        );
        assert!(data.columns[0].note.is_some());
        let even = ["ann", "bob"].map(str::to_owned);
        let even = Lookup::of_values("x", &even).data.without_blanks_around();
        assert!(even.columns[0].note.is_none());
    }

    #[test]
    fn keys_stand_at_their_first_row() {
        let lookup = Lookup::of_values("x", &["b", "a", "b"].map(str::to_owned));
        let column = lookup.data.column(VALUES).unwrap();
        let keyed = lookup.keyed("value", |row, key| {
            key.push_str(&column.text(row).unwrap_or_default());
            !key.is_empty()
        });
        assert_eq!((keyed.first("b"), keyed.count("b")), (Some(0), 2));
        assert_eq!((keyed.first("a"), keyed.count("a")), (Some(1), 1));
        assert_eq!((keyed.first("c"), keyed.count("c")), (None, 0));
        let again = lookup.keyed("value", |_, _| false);
        assert!(Arc::ptr_eq(&keyed, &again));
    }
}

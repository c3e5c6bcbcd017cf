//! Columns of several files whose headers spell one name differently: `Event Type`, `EVENT_TYPE` and `event-type` are one column.

use super::growing::Growing;
use super::{Column, Dataset, FILE, present};
use crate::format::Raw;
use crate::value::Kind;
use crate::words;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

impl Dataset {
    /// Puts columns together whose names differ in letter case, blanks, `_` and `-` only, under the name that came first, where no file has
    /// values in more than one of them. Only those whose values all come from tables, in which a cell says nothing of its kind: `is_table`
    /// tells of a file. For a table to which no rows come any more.
    pub fn unify_names(mut self, is_table: &dyn Fn(u32) -> bool) -> Self {
        let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, column) in self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| *column.name != *FILE)
        {
            alike.entry(plain(&column.name)).or_default().push(at);
        }
        let mut made: Vec<(Vec<usize>, Column)> = Vec::new();
        for places in alike.into_values().filter(|places| places.len() > 1) {
            if self.are_apart(&places, is_table) {
                let column = self.joined(&places);
                // Numbers do not know any more how they were written: as texts they would not be the same. Nor is a moment the same as
                // a time of day that another file has beside its dates.
                let keeps = |kind: Kind| {
                    let before = places.iter().any(|&place| self.columns[place].kind == kind);
                    !before || column.kind == kind
                };
                if keeps(Kind::Number) && keeps(Kind::Time) {
                    made.push((places, column));
                }
            }
        }
        let mut gone = BTreeSet::new();
        for (places, column) in made {
            gone.extend(places[1..].iter().copied());
            self.columns[places[0]] = column;
        }
        let mut at = 0..;
        self.columns.retain(|_| at.next().is_some_and(|at| !gone.contains(&at)));
        self
    }

    /// Whether each file has values in one of these columns at most, and is a table.
    fn are_apart(&self, places: &[usize], is_table: &dyn Fn(u32) -> bool) -> bool {
        let mut all = BTreeSet::new();
        places.iter().all(|&place| {
            let mut files = BTreeSet::new();
            let mut last = None;
            for row in present(&self.columns[place], self.rows) {
                let file = self.origins.at(row).file;
                if last.replace(file) != Some(file) {
                    files.insert(file);
                }
            }
            files.into_iter().all(|file| is_table(file) && all.insert(file))
        })
    }

    /// The values of all these columns, of which no row has two.
    fn joined(&self, places: &[usize]) -> Column {
        let columns: Vec<&Column> = places.iter().map(|&place| &self.columns[place]).collect();
        let mut file = 0;
        let mut made = Growing::filled(columns[0].name.clone(), self.rows, |values, row| {
            let now = self.origins.at(row).file;
            if std::mem::replace(&mut file, now) != now {
                values.next_file(row);
            }
            if let Some(text) = columns.iter().find_map(|column| column.written(row)) {
                values.push(row, Raw::Untyped(&text));
            }
        });
        let others: Vec<Arc<str>> = columns[1..].iter().map(|column| column.name.clone()).collect();
        made.note_too(&words::tables::also_spelled(&others.join("”, “")));
        made
    }
}

/// A name without what exports of one source spell differently.
fn plain(name: &str) -> String {
    let stays = |char: &char| !matches!(char, ' ' | '_' | '-' | '\u{a0}');
    name.chars().filter(stays).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::format::{Position, Sink};

    /// Files of a header and rows each.
    fn table(files: &[(&[&str], &[&[&str]])]) -> Dataset {
        let mut builder = Builder::default();
        for (file, (names, rows)) in (0..).zip(files) {
            builder.next_file();
            let columns: Vec<_> = names.iter().map(|name| builder.column(name)).collect();
            for (row, cells) in (1..).zip(*rows) {
                for (&column, cell) in columns.iter().zip(*cells) {
                    builder.field(column, if cell.is_empty() { Raw::Null } else { Raw::Untyped(cell) });
                }
                builder.end_record(Position {
                    file,
                    row,
                    ..Position::default()
                });
            }
        }
        builder.seal()
    }

    fn names(table: &Dataset) -> Vec<&str> {
        table.columns.iter().map(|column| &*column.name).collect()
    }

    #[test]
    fn headers_that_spell_a_name_differently_name_one_column() {
        let files: [(&[&str], &[&[&str]]); 3] = [
            (
                &["Event Type", "n", "Day"],
                &[&["login", "1", "3/4/2024"], &["", "2", "20/4/2024"]],
            ),
            (&["n", "EVENT_TYPE", "DAY"], &[&["x", "logout", "4/20/2024"]]),
            (&["event-type", "more"], &[&["export", "y"]]),
        ];
        let made = table(&files).unify_names(&|_| true);
        assert_eq!(names(&made), ["Event Type", "n", "Day", "more"]);
        let of = |column: usize| -> Vec<String> {
            (0..made.rows)
                .map(|row| made.columns[column].written(row).unwrap_or_default().into_owned())
                .collect()
        };
        assert_eq!(of(0), ["login", "", "logout", "export"]);
        assert_eq!(of(2), ["3/4/2024", "20/4/2024", "4/20/2024", ""]);
        // As if it had had one name all along.
        assert_eq!(
            (made.columns[2].kind, made.columns[0].nulls, made.columns[0].distinct),
            (Kind::Time, 1, 3)
        );
        let note = made.columns[0].note.as_deref();
        assert!(
            note.is_some_and(|note| note.contains("“EVENT_TYPE”, “event-type”")),
            "{note:?}"
        );
    }

    #[test]
    fn columns_that_one_file_has_both_of_stay_apart() {
        let both: [(&[&str], &[&[&str]]); 2] = [(&["a b", "A_B"], &[&["1", ""], &["", "2"]]), (&["a_b"], &[&["3"]])];
        assert_eq!(names(&table(&both).unify_names(&|_| true)), ["a b", "A_B", "a_b"]);
        let numbers: [(&[&str], &[&[&str]]); 2] = [(&["a b"], &[&["1.50"]]), (&["a_b"], &[&["x"]])];
        assert_eq!(names(&table(&numbers).unify_names(&|_| true)), ["a b", "a_b"]);
        let two: [(&[&str], &[&[&str]]); 2] = [(&["a b"], &[&["1"]]), (&["a_b"], &[&["3"]])];
        assert_eq!(names(&table(&two).unify_names(&|file| file == 0)), ["a b", "a_b"]);
    }
}

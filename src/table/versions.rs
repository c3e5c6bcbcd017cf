//! Versions look like decimals, but `1.10` is not `1.1`: where a table says nothing of kinds, a column named for them holds texts.

use super::SEGMENT;
use super::growing::{Growing, Store};

impl Growing {
    /// The same column of `rows` rows; with decimals that were anyone's guess as they are written, where it is named for versions.
    pub fn spell_versions(mut self, rows: usize) -> Self {
        let guessed = self.seen.untyped > 0 && self.seen.numbers + self.seen.integers == 0;
        if guessed && matches!(self.store, Store::Numbers(_)) && names_versions(&self.name) {
            let store = std::mem::take(&mut self.store);
            self.store = Store::Texts(store.into_texts(rows / SEGMENT, &self.presence));
        }
        self
    }
}

/// Whether a name says that there are versions under it.
pub(super) fn names_versions(path: &str) -> bool {
    let name = path.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let end = name.len().checked_sub("version".len()).and_then(|at| name.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case("version"))
}

#[cfg(test)]
mod tests {
    use super::super::laws::{Cell, as_csv, fill};
    use super::super::{Builder, Dataset};
    use super::*;
    use crate::value::Kind;

    fn read(name: &str, cell: fn(String) -> Cell, texts: &[&str]) -> Dataset {
        let mut builder = Builder::default();
        let rows: Vec<Vec<Cell>> = texts.iter().map(|text| vec![cell((*text).to_owned())]).collect();
        fill(&mut builder, &[name], &rows);
        builder.seal()
    }

    #[test]
    fn versions_are_as_they_are_written() {
        let texts = ["1.9", "1.10", "1.1", "2"];
        for name in ["eventVersion", "event.version", "VERSION", "Client Version"] {
            let table = read(name, Cell::Untyped, &texts);
            let column = &table.columns[0];
            assert_eq!((column.kind, column.distinct), (Kind::Text, 4), "{name}");
            let written: Vec<_> = (0..4).filter_map(|row| column.text(row)).collect();
            assert_eq!(written, texts);
        }
    }

    #[test]
    fn other_decimals_and_whole_numbers_are_numbers() {
        assert_eq!(as_csv(&["1.9", "1.10"]).columns[0].kind, Kind::Number);
        assert_eq!(
            read("version", Cell::Untyped, &["1", "2"]).columns[0].kind,
            Kind::Integer
        );
        assert_eq!(
            read("version", Cell::Number, &["1.5", "2"]).columns[0].kind,
            Kind::Number
        );
        assert!(!names_versions("versions") && !names_versions("conversion rate") && names_versions("é version"));
    }
}

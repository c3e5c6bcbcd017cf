//! Versions and numbers of sections look like decimals, but `1.10` is not `1.1`: where a table says nothing of kinds, a column that is
//! named for them, or written as they are, holds texts.

use super::growing::{Growing, GrowingNumbers, Store};
use super::numeral::Spelling;
use super::values::Presence;
use super::{Column, SEGMENT};
use crate::words;

impl Growing {
    /// The column of `rows` rows, as [`Growing::finish`] makes it; with decimals that were anyone's guess as they are written, where it is
    /// named for versions or no program would write numbers so.
    pub fn finish_spelled(mut self, rows: usize, last: bool) -> Column {
        let guessed = self.seen.untyped > 0 && self.seen.numbers + self.seen.integers == 0;
        let (named, uneven) = match &self.store {
            Store::Numbers(numbers) if guessed => (names_versions(&self.name), numbers.is_uneven(&self.presence)),
            _ => (false, false),
        };
        if !named && !uneven {
            return self.finish(rows, last);
        }
        let store = std::mem::take(&mut self.store);
        self.store = Store::Texts(store.into_texts(rows / SEGMENT, &self.presence));
        let mut column = self.finish(rows, last);
        if uneven {
            column.note_too(words::tables::DECIMALS_NO_NUMBERS);
        }
        column
    }
}

impl GrowingNumbers {
    /// Whether one value has several decimals of which the last is a zero, and another has another number of them: who prints numbers
    /// leaves such zeros out, or gives each number as many decimals. Whole numbers and `1.0` tell nothing.
    fn is_uneven(&self, presence: &Presence) -> bool {
        let mut codes = Vec::new();
        self.spellings
            .each(presence, &mut codes, |codes, code| codes.push(code), |_, _| {});
        let mut padded = codes.iter().filter_map(|&code| Spelling::padded(code));
        let Some(decimals) = padded.next() else {
            return false;
        };
        let mut uneven = padded.any(|other| other != decimals);
        let mut codes = codes.into_iter();
        let look = |uneven: &mut bool, value| {
            let shortest = codes.next().is_some_and(|code| code == Spelling::Shortest.code());
            *uneven = *uneven || shortest && has_other_decimals(value, decimals.into());
        };
        self.values.each(presence, &mut uneven, look, |_, _| {});
        uneven
    }
}

/// Whether the shortest form of a number has decimals, but not so many.
fn has_other_decimals(value: f64, decimals: i32) -> bool {
    // A quotient is rounded as the text of its decimals is.
    let within = |decimals| {
        let power = 10f64.powi(decimals);
        (value * power).round() / power == value
    };
    !within(0) && (within(decimals - 1) || !within(decimals))
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
    fn what_no_program_writes_of_numbers_is_as_it_is_written() {
        for uneven in [
            ["5.9", "5.10", "5.1", "6"],
            ["4.10", "4.100", "4", "7"],
            ["3.125", "0.50", "", ""],
        ] {
            let table = as_csv(&uneven);
            let column = &table.columns[0];
            assert_eq!(column.kind, Kind::Text, "{uneven:?}");
            assert!(column.note.is_some());
            let written = (0..4).map(|row| column.text(row).unwrap_or_default());
            assert!(written.eq(uneven), "{uneven:?}");
        }
        assert_eq!(
            read("control", Cell::Number, &["5.9", "5.10"]).columns[0].kind,
            Kind::Number
        );
    }

    #[test]
    fn other_decimals_and_whole_numbers_are_numbers() {
        for even in [
            ["1.90", "1.10", "2.00", "7"],
            ["1.9", "2.0", "3.25", "7"],
            ["1.250", "0.001", "12", "-3.125"],
        ] {
            assert_eq!(as_csv(&even).columns[0].kind, Kind::Number, "{even:?}");
        }
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

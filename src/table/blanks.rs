//! Empty texts among values of one kind: exports that put every cell in quotes write `""` where there is no value.

use super::growing::Growing;
use super::{Column, Data, Dataset, present};
use crate::format::Raw;
use crate::value::Kind;
use crate::words;

/// Values that are looked at before all are.
const TRIED: usize = 64;

impl Dataset {
    /// Makes times of the text columns that are nothing but times and empty texts, which become no values; where `cells` say nothing of
    /// their kinds, numbers and booleans, too. Gives the columns as they were, too. For a table to which no rows come any more.
    pub fn rescue_from_blanks(mut self, cells: bool) -> (Self, Vec<Column>) {
        let mut before = Vec::new();
        for column in &mut self.columns {
            if let Some(made) = filled(column, self.rows, cells) {
                before.push(std::mem::replace(column, made));
            }
        }
        (self, before)
    }
}

/// The column without its empty texts, if it is of a kind then.
fn filled(column: &Column, rows: usize, cells: bool) -> Option<Column> {
    if column.kind != Kind::Text || column.nulls == rows || !may_be_blank(column) {
        return None;
    }
    let mut first = Growing::new(column.name.clone());
    let some = present(column, rows).filter_map(|row| column.text(row));
    for (row, text) in some.filter(|text| !text.is_empty()).take(TRIED).enumerate() {
        first.push(row, raw(&text, cells));
    }
    if first.presence.count == 0 || !is_of_a_kind(&first.finish(TRIED, true), cells) {
        return None;
    }
    let mut blank = 0;
    let mut made = Growing::filled(column.name.clone(), rows, |values, row| match column.text(row) {
        Some(text) if text.is_empty() => blank += 1,
        Some(text) => _ = values.push(row, raw(&text, cells)),
        None => {}
    });
    if blank == 0 || !is_of_a_kind(&made, cells) {
        return None;
    }
    made.note_too(&words::tables::empty_texts_are_no_values(&blank));
    Some(made)
}

fn raw(text: &str, cells: bool) -> Raw<'_> {
    if cells { Raw::Untyped(text) } else { Raw::Text(text) }
}

fn is_of_a_kind(column: &Column, cells: bool) -> bool {
    match column.kind {
        Kind::Time => true,
        Kind::Integer | Kind::Number | Kind::Boolean => cells,
        Kind::Text | Kind::List => false,
    }
}

/// Whether an empty text may be among the values: of texts that hardly repeat only a look at each tells.
fn may_be_blank(column: &Column) -> bool {
    match &column.data {
        Data::Codes(coded) => coded.dictionary.iter().any(|(_, text)| text.is_empty()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::format::{Position, Sink};
    use crate::value::Value;

    /// A table of one column, each of whose cells stood in quotes.
    fn table(values: &[&str]) -> Dataset {
        let mut builder = Builder::default();
        for value in values {
            let column = builder.column("c");
            builder.field(column, Raw::Untyped(value));
            builder.end_record(Position::default());
        }
        builder.seal()
    }

    #[test]
    fn empty_texts_beside_values_of_one_kind_are_no_values() {
        for (values, kind) in [
            (["", "2026-01-05T14:00:00Z", "", "2026-01-05T15:00:00Z"], Kind::Time),
            (["5", "", "", "7"], Kind::Integer),
            (["5", "", "", "7.5"], Kind::Number),
            (["", "", "true", "false"], Kind::Boolean),
        ] {
            let given = table(&values);
            assert_eq!(given.columns[0].kind, Kind::Text, "{values:?}");
            let (made, before) = given.rescue_from_blanks(true);
            let column = &made.columns[0];
            assert_eq!((column.kind, column.nulls, before.len()), (kind, 2, 1), "{values:?}");
            for (row, text) in values.iter().enumerate() {
                assert_eq!(column.value(row) == Value::Null, text.is_empty());
                assert_eq!(before[0].text(row).as_deref(), Some(*text));
            }
            assert!(column.note.as_deref().is_some_and(|note| note.contains("(2)")));
        }
    }

    #[test]
    fn texts_stay_texts_with_what_is_empty_among_them() {
        for values in [&["", "ann", "7"][..], &["", ""], &["007", "", "12"], &["5", "", "x"]] {
            let (made, before) = table(values).rescue_from_blanks(true);
            assert_eq!((made.columns[0].kind, before.len()), (Kind::Text, 0), "{values:?}");
        }
        let (made, _) = table(&["5", "", "7"]).rescue_from_blanks(false);
        assert_eq!(made.columns[0].kind, Kind::Text, "texts of JSON are texts");
    }
}

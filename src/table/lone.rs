//! Lists of one value each, as searches answer (`"user.name": ["ada"]`): such a column holds the values themselves.

use super::inner::unwrapped;
use super::{Dataset, present};
use crate::value::Kind;
use crate::words;

impl Dataset {
    /// Takes the brackets off the columns of which no list holds more or less than one plain value. For a table to which no rows come any more.
    pub fn open_lone_values(mut self) -> Self {
        let rows = self.rows;
        for column in self.columns.iter_mut().filter(|column| column.kind == Kind::List) {
            let first = present(column, rows).next().and_then(|row| column.text(row));
            let structure = |text: &str| text[1..].trim_start().starts_with(['{', '[', ']']);
            if first.is_none_or(|text| structure(&text)) {
                continue;
            }
            if let Some(mut single) = unwrapped(column, rows) {
                let told = words::tables::EACH_STOOD_ALONE.to_owned();
                single.note = Some(single.note.map_or(told.clone(), |note| format!("{note}; {told}")));
                *column = single;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::format::{Position, Raw, Sink};

    #[test]
    fn lists_of_one_value_are_the_value() {
        let rows = [
            [
                r#"["2026-03-13T22:15:03Z"]"#,
                r#"["a"]"#,
                r#"[1]"#,
                r#"[{"n":1}]"#,
                r#"[ "x\n" ]"#,
                "[]",
            ],
            [
                r#"["2026-03-13T22:15:04Z"]"#,
                r#"["a","b"]"#,
                r#"[2]"#,
                r#"[{"n":2}]"#,
                r#"[null]"#,
                "[]",
            ],
        ];
        let mut builder = Builder::default();
        for row in rows {
            for (name, text) in ["at", "tags", "n", "who", "text", "none"].iter().zip(row) {
                let column = builder.column(name);
                builder.field(column, Raw::Structure(text));
            }
            builder.end_record(Position::default());
        }
        let table = builder.seal().open_lone_values();
        let kinds: Vec<Kind> = table.columns.iter().map(|column| column.kind).collect();
        assert_eq!(
            kinds,
            [
                Kind::Time,
                Kind::List,
                Kind::Integer,
                Kind::List,
                Kind::Text,
                Kind::List
            ]
        );
        assert_eq!(table.columns[0].written(1).as_deref(), Some("2026-03-13T22:15:04Z"));
        assert_eq!(
            (table.columns[4].text(0).as_deref(), table.columns[4].text(1)),
            (Some("x\n"), None)
        );
        assert!(table.columns[0].note.is_some() && table.columns[1].note.is_none());
    }
}

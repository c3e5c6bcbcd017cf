//! One column of what several logs that lie under one another call differently, and one of which log it is.

use super::growing::Growing;
use super::{Column, Dataset, elements, present};
use crate::format::Raw;
use crate::value::{Kind, Value, instant};
use std::ops::Range;
use std::sync::Arc;

/// Rows, and by its place which of several things is theirs.
pub type Stretch = (Range<usize>, usize);

impl Dataset {
    /// A column that takes its values from the column of this name in each of these stretches of rows, which ascend; null outside of them. Where
    /// `times` are wanted, what is none is null, and they are UTC. Lists of one are their element; where there are longer ones, all are lists.
    pub fn put_together(&self, name: Arc<str>, stretches: &[Stretch], names: &[Option<&str>], times: bool) -> Column {
        let columns: Vec<Option<&Column>> = names.iter().map(|name| self.column((*name)?)).collect();
        let is_list = |column: &&Column| column.kind == Kind::List;
        let long = |column: &Column| {
            let mut texts = present(column, self.rows).filter_map(|row| column.text(row));
            texts.any(|text| elements(&text).len() > 1)
        };
        let lists = columns.iter().flatten().copied().filter(is_list).any(long);
        self.in_stretches(name, stretches, |made, row, place| {
            let Some(column) = columns[place] else { return };
            if times {
                if let Value::Time(at) = column.value(row) {
                    made.push_time(row, &instant(at), None);
                }
                return;
            }
            let Some(text) = column.text(row) else { return };
            match (lists, column.kind == Kind::List) {
                (true, true) => made.push(row, Raw::Structure(&text)),
                (true, false) => made.push(row, Raw::Structure(&serde_json::to_string(&[text]).unwrap_or_default())),
                (false, true) => elements(&text)
                    .first()
                    .is_some_and(|one| made.push(row, Raw::Text(one))),
                (false, false) => made.push(row, Raw::Text(&text)),
            };
        })
    }

    /// A column that has one text in each of these stretches of rows, which ascend; null outside of them.
    pub fn labelled(&self, name: Arc<str>, stretches: &[Stretch], labels: &[String]) -> Column {
        self.in_stretches(name, stretches, |made, row, place| {
            made.push(row, Raw::Text(&labels[place]));
        })
    }

    /// A column whose cells `fill` pushes, row by row, told what its stretch is.
    fn in_stretches(
        &self,
        name: Arc<str>,
        stretches: &[Stretch],
        mut fill: impl FnMut(&mut Growing, usize, usize),
    ) -> Column {
        let mut stretch = 0;
        Growing::filled(name, self.rows, |made, row| {
            stretch += stretches[stretch..]
                .iter()
                .take_while(|(rows, _)| rows.end <= row)
                .count();
            let own = stretches.get(stretch).filter(|(rows, _)| rows.contains(&row));
            if let Some((_, place)) = own {
                fill(made, row, *place);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use crate::format::{Position, Raw, Sink};
    use crate::value::Kind;

    #[test]
    fn each_stretch_gives_the_values_of_its_own_column() {
        let mut builder = Builder::default();
        let rows = [
            [("at", "2026-01-05T10:00:00Z"), ("who", "ada")],
            [("at", "2026-01-05T12:00:00+02:00"), ("who", "bob")],
            [("when", "1767607200000"), ("user", "eve")],
            [("when", ""), ("user", "7")],
        ];
        for row in rows {
            for (name, text) in row {
                let column = builder.column(name);
                builder.field(column, if text.is_empty() { Raw::Null } else { Raw::Untyped(text) });
            }
            builder.end_record(Position::default());
        }
        let table = builder.seal();
        let times = table.put_together(
            "time".into(),
            &[(0..2, 0), (2..4, 1)],
            &[Some("at"), Some("when")],
            true,
        );
        let texts: Vec<_> = (0..4).map(|row| times.text(row).map(String::from)).collect();
        let ten = Some("2026-01-05 10:00:00".to_owned());
        assert_eq!(times.kind, Kind::Time);
        assert_eq!(texts, [ten.clone(), ten.clone(), ten, None]);
        let actors = table.put_together(
            "actor".into(),
            &[(0..1, 1), (2..4, 0)],
            &[Some("user"), Some("who")],
            false,
        );
        let texts: Vec<_> = (0..4).map(|row| actors.text(row).map(String::from)).collect();
        assert_eq!(actors.kind, Kind::Text);
        assert_eq!(texts, [Some("ada".into()), None, Some("eve".into()), Some("7".into())]);
        // Lists of one are their element, until there is a longer one.
        let mut builder = Builder::default();
        for (name, raw) in [
            ("to", Raw::Structure(r#"["a"]"#)),
            ("to", Raw::Structure("[]")),
            ("whom", Raw::Text("b")),
            ("many", Raw::Structure(r#"["c", "d"]"#)),
        ] {
            let column = builder.column(name);
            builder.field(column, raw);
            builder.end_record(Position::default());
        }
        let lists = builder.seal();
        let names = [Some("to"), Some("whom"), Some("many")];
        let targets = |stretches: &[super::Stretch]| {
            let names = &names[..stretches.len()];
            let made = lists.put_together("target".into(), stretches, names, false);
            let texts: Vec<_> = (0..4).map(|row| made.text(row).map(String::from)).collect();
            (made.kind, texts)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            targets(&[(0..2, 0), (2..4, 1)]),
            (Kind::Text, vec![some("a"), None, some("b"), None])
        );
        assert_eq!(
            targets(&[(0..2, 0), (2..3, 1), (3..4, 2)]),
            (
                Kind::List,
                vec![some(r#"["a"]"#), some("[]"), some(r#"["b"]"#), some(r#"["c", "d"]"#)]
            )
        );
        let logs = table.labelled(
            "log".into(),
            &[(0..2, 1), (3..4, 0)],
            &["okta", "doors"].map(str::to_owned),
        );
        let texts: Vec<_> = (0..4).map(|row| logs.text(row).map(String::from)).collect();
        assert_eq!(
            texts,
            [Some("doors".into()), Some("doors".into()), None, Some("okta".into())]
        );
    }
}

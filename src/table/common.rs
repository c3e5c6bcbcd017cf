//! One column of what several logs that lie under one another call differently, and one of which log it is.

use super::growing::Growing;
use super::{Column, Dataset, SEGMENT};
use crate::format::Raw;
use crate::value::{Value, instant};
use std::ops::Range;
use std::sync::Arc;

/// Rows, and the name of the column that has their values, or what all of them say.
pub type Stretch<'a> = (Range<usize>, &'a str);

impl Dataset {
    /// A column that takes its values from another column in each of these stretches of rows, which ascend; null outside of them, and
    /// where a column of times is wanted and the value is none. Times are UTC.
    pub fn put_together(&self, name: Arc<str>, stretches: &[Stretch<'_>], times: bool) -> Column {
        let mut made = Growing::new(name);
        let mut stretches = stretches
            .iter()
            .map(|(rows, name)| (rows.clone(), self.column(name)))
            .peekable();
        for row in 0..self.rows {
            while stretches.next_if(|(rows, _)| rows.end <= row).is_some() {}
            if let Some((rows, Some(column))) = stretches.peek()
                && rows.contains(&row)
            {
                if times {
                    if let Value::Time(at) = column.value(row) {
                        made.push_time(row, &instant(at), None);
                    }
                } else if let Some(text) = column.text(row) {
                    made.push(row, Raw::Text(&text));
                }
            }
            if (row + 1).is_multiple_of(SEGMENT) {
                made.freeze(row / SEGMENT, SEGMENT);
            }
        }
        made.finish(self.rows, true)
    }

    /// A column that has one text in each of these stretches of rows, which ascend; null outside of them.
    pub fn labelled(&self, name: Arc<str>, stretches: &[Stretch<'_>]) -> Column {
        let mut made = Growing::new(name);
        let mut stretches = stretches.iter().peekable();
        for row in 0..self.rows {
            while stretches.next_if(|(rows, _)| rows.end <= row).is_some() {}
            if let Some((rows, label)) = stretches.peek()
                && rows.contains(&row)
            {
                made.push(row, Raw::Text(label));
            }
            if (row + 1).is_multiple_of(SEGMENT) {
                made.freeze(row / SEGMENT, SEGMENT);
            }
        }
        made.finish(self.rows, true)
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
        let times = table.put_together("time".into(), &[(0..2, "at"), (2..4, "when")], true);
        let texts: Vec<_> = (0..4).map(|row| times.text(row).map(String::from)).collect();
        let ten = Some("2026-01-05 10:00:00".to_owned());
        assert_eq!(times.kind, Kind::Time);
        assert_eq!(texts, [ten.clone(), ten.clone(), ten, None]);
        let actors = table.put_together("actor".into(), &[(0..1, "who"), (2..4, "user")], false);
        let texts: Vec<_> = (0..4).map(|row| actors.text(row).map(String::from)).collect();
        assert_eq!(actors.kind, Kind::Text);
        assert_eq!(texts, [Some("ada".into()), None, Some("eve".into()), Some("7".into())]);
        let logs = table.labelled("log".into(), &[(0..2, "doors"), (3..4, "okta")]);
        let texts: Vec<_> = (0..4).map(|row| logs.text(row).map(String::from)).collect();
        assert_eq!(
            texts,
            [Some("doors".into()), Some("doors".into()), None, Some("okta".into())]
        );
    }
}

//! A date in one column and the time of day in another, as appliances and web servers write them: together they are a time.

use super::growing::Growing;
use super::{Column, Data, Dataset, SEGMENT, present};
use crate::value::{Kind, Stamp};
use crate::words;
use std::sync::Arc;

/// Values looked at before all are.
const TRIED: usize = 100;

/// How many columns may stand between the two.
const APART: usize = 3;

impl Dataset {
    /// Puts a column of times behind the column of clocks that belongs to a column of dates. For a table to which no rows come any more.
    pub fn join_clocks(mut self) -> Self {
        let dates = self.columns.iter().position(|column| has_dates_only(column, self.rows));
        let Some(date) = dates else { return self };
        let clocks: Vec<usize> = (0..self.columns.len())
            .filter(|&at| at != date && has_clocks(&self.columns[at], self.rows))
            .collect();
        // One that stands near, or else the only one there is.
        let near = clocks.iter().find(|&&at| at + 1 >= date && at <= date + APART);
        let clock = near.or(clocks.first().filter(|_| clocks.len() == 1)).copied();
        if let Some(clock) = clock
            && let Some(made) = joined(&self.columns[date], &self.columns[clock], &self)
        {
            self.columns.insert(date.max(clock) + 1, made);
        }
        self
    }
}

/// Whether a column holds days and no times of day; also such as are taken for no dates alone, `03/16/23` and `20230316`.
fn has_dates_only(column: &Column, rows: usize) -> bool {
    if let Data::Time { time, .. } = &column.data {
        return time.layouts.iter().all(|layout| layout.is_date());
    }
    if !matches!(column.kind, Kind::Text | Kind::Integer) || column.nulls == rows {
        return false;
    }
    let day = |text: &str| (6..=8).contains(&text.len()) && text.starts_with(|char: char| char.is_ascii_digit());
    let timed = |text: &str| [false, true].map(|day_first| Stamp::read(&format!("{text} 00:00:00"), day_first));
    let mut texts = present(column, rows).filter_map(|row| column.written(row)).take(TRIED);
    texts.all(|text| day(&text) && timed(&text).iter().any(Option::is_some))
}

fn has_clocks(column: &Column, rows: usize) -> bool {
    if column.kind != Kind::Text || column.nulls == rows {
        return false;
    }
    let mut texts = present(column, rows).filter_map(|row| column.text(row)).take(TRIED);
    texts.all(|text| is_clock(&text))
}

/// Whether a text is a time of day: `9:13:33 PM`, `21:13`, `21:13:33.123`.
fn is_clock(text: &str) -> bool {
    let clock = text.trim_end_matches(['A', 'P', 'M', 'a', 'p', 'm', ' ', '\u{202f}', '\u{a0}']);
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let digits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(|part| digits(part, 2)) && digits(fraction, 9)
}

/// Dates and clocks of all rows as times; `None` where any is none.
fn joined(date: &Column, clock: &Column, dataset: &Dataset) -> Option<Column> {
    let name: Arc<str> = format!("{} {}", date.name, clock.name).into();
    if dataset.column(&name).is_some() {
        return None;
    }
    let mut times = Growing::new(name);
    let mut file = 0;
    for row in 0..dataset.rows {
        let of = dataset.origins.at(row).file;
        if std::mem::replace(&mut file, of) != of {
            times.next_file(row);
        }
        if let (Some(date), Some(clock)) = (date.written(row), clock.text(row))
            && !times.push_time(row, &format!("{date} {clock}"), None)
        {
            return None;
        }
        if (row + 1).is_multiple_of(SEGMENT) {
            times.freeze(row / SEGMENT, SEGMENT);
        }
    }
    let mut times = times.finish(dataset.rows, true);
    times.note = Some(words::tables::and_together(&date.name, &clock.name));
    (times.kind == Kind::Time).then_some(times)
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::format::{Position, Raw, Sink};

    fn table(rows: &[[&str; 3]]) -> Dataset {
        let mut builder = Builder::default();
        for row in rows {
            for (name, text) in ["Date", "Time", "who"].into_iter().zip(row) {
                let column = builder.column(name);
                builder.field(column, if text.is_empty() { Raw::Null } else { Raw::Untyped(text) });
            }
            builder.end_record(Position::default());
        }
        builder.seal().join_clocks()
    }

    #[test]
    fn a_date_and_a_clock_are_a_time() {
        for (date, clock, written) in [
            ("2026-03-13", "22:15:03", "2026-03-13 22:15:03"),
            ("13/03/2026", "22:15", "13/03/2026 22:15"),
            ("3/13/2026", "9:13:33 PM", "3/13/2026 9:13:33 PM"),
            ("13.03.2026", "22:15:03.123", "13.03.2026 22:15:03.123"),
            ("03/13/26", "22:15:03", "03/13/26 22:15:03"),
            ("20260313", "22:15:03", "20260313 22:15:03"),
        ] {
            let made = table(&[[date, clock, "ada"], ["", clock, "bob"], [date, "", "eve"]]);
            assert_eq!(made.columns.len(), 4, "{date} {clock}");
            assert_eq!(
                (&*made.columns[2].name, made.columns[2].kind),
                ("Date Time", Kind::Time)
            );
            assert_eq!(made.columns[2].written(0).as_deref(), Some(written));
            assert_eq!(made.columns[2].nulls, 2);
        }
    }

    #[test]
    fn nothing_is_made_of_other_columns() {
        for rows in [
            [["2026-03-13", "soon", "ada"]],
            [["2026-03-13 10:00", "22:15:03", "ada"]],
            [["thirteenth", "22:15:03", "ada"]],
            [["20261313", "22:15:03", "ada"]],
            [["2026-03-13", "25:15:03", "ada"]],
        ] {
            assert_eq!(table(&rows).columns.len(), 3, "{rows:?}");
        }
    }
}

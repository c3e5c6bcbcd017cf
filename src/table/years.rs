//! Times that name no year, as system logs write them: the year is told from when the file was last written, and from the order of its rows.

use super::growing::Growing;
use super::{Column, Dataset, SEGMENT, present};
use crate::value::{Civil, Kind, Layout, Micros, Stamp};
use crate::words;

/// Layouts that one column may have: days of one digit are written in two ways, and seconds with and without fractions.
const LAYOUTS: usize = 8;

const DAY: Micros = 86_400_000_000;

impl Dataset {
    /// Makes times of text columns whose values name no year. `written` tells when a file, by its number in the origins, was last written;
    /// where that is not known, the column stays text. For a table to which no rows come any more.
    pub fn guess_years(mut self, written: &dyn Fn(u32) -> Option<Micros>) -> Self {
        for at in 0..self.columns.len() {
            if let Some(times) = self.with_years(&self.columns[at], written) {
                self.columns[at] = times;
            }
        }
        self
    }

    fn with_years(&self, column: &Column, written: &dyn Fn(u32) -> Option<Micros>) -> Option<Column> {
        let first = present(column, self.rows).next()?;
        let yearless = column.kind == Kind::Text && Layout::of_yearless(&column.text(first)?).is_some();
        let mut layouts = Vec::new();
        let years = yearless.then(|| self.years(column, written, &mut layouts)).flatten()?;
        let mut times = Growing::new(column.name.clone());
        for (row, &year) in years.iter().enumerate() {
            if let Some(text) = column.text(row) {
                let stamp = read(&layouts, year.into(), &text)?;
                times.push_time(row, &text, Some(stamp)).then_some(())?;
            }
            if (row + 1).is_multiple_of(SEGMENT) {
                times.freeze(row / SEGMENT, SEGMENT);
            }
        }
        let mut times = times.finish(self.rows, true);
        let known = || years.iter().filter(|year| **year > 0);
        let (least, most) = (known().min()?, known().max()?);
        let span = if least == most {
            format!("{most}")
        } else {
            format!("{least} to {most}")
        };
        times.note = Some(words::tables::no_year_is_written_taken(&span));
        (times.kind == Kind::Time).then_some(times)
    }

    /// The year of each row, 0 where it has no value: of the last row of a file the latest that is not more than a day after the file was written (clocks and zones differ), of each one
    /// before it that which lies nearest. `None` where a value is something else.
    fn years(
        &self,
        column: &Column,
        written: &dyn Fn(u32) -> Option<Micros>,
        layouts: &mut Vec<Layout>,
    ) -> Option<Vec<u16>> {
        let mut years = vec![0; self.rows];
        // The file under way, its last moment, and the row read before: what year, and when.
        let mut file: Option<(u32, Micros)> = None;
        let mut behind: Option<(u32, Micros)> = None;
        for row in (0..self.rows).rev() {
            let number = self.origins.at(row).file;
            if file.is_none_or(|(known, _)| known != number) {
                file = Some((number, written(number)?));
                behind = None;
            }
            let (Some(text), Some((_, last))) = (column.text(row), file) else {
                continue;
            };
            if read(layouts, 2000, &text).is_none() {
                layouts.push(Layout::of_yearless(&text).filter(|_| layouts.len() < LAYOUTS)?);
            }
            let stamp = |year: u32| Some((year, read(layouts, year, &text)?.micros));
            let (year, at) = match behind {
                Some((year, next)) => [year, year - 1, year + 1]
                    .into_iter()
                    .filter_map(stamp)
                    .filter(|(_, at)| *at <= last + DAY)
                    .min_by_key(|(_, at)| at.abs_diff(next))?,
                None => {
                    let year = u32::try_from(Civil::of(last).year).ok()?;
                    // The twenty-ninth of February is not in every year.
                    (0..9)
                        .filter_map(|back| stamp(year.checked_sub(back)?))
                        .find(|(_, at)| *at <= last + DAY)?
                }
            };
            years[row] = u16::try_from(year).ok()?;
            behind = Some((year, at));
        }
        Some(years)
    }
}

fn read(layouts: &[Layout], year: u32, text: &str) -> Option<Stamp> {
    layouts.iter().find_map(|layout| layout.read_in(year, text))
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::format::{Position, Raw, Sink};

    /// Rows of two files.
    fn table(rows: &[(u32, &str)]) -> Dataset {
        let mut builder = Builder::default();
        let column = builder.column("time");
        for (file, text) in rows {
            builder.field(column, if text.is_empty() { Raw::Null } else { Raw::Untyped(text) });
            builder.end_record(Position {
                file: *file,
                ..Position::default()
            });
        }
        builder.seal()
    }

    fn moment(text: &str) -> Micros {
        Stamp::read(text, false).expect("a time").micros
    }

    #[test]
    fn years_follow_from_the_end_of_the_file() {
        let rows = [
            (0, "Dec 30 23:59:59"),
            (0, "Jan  1 00:00:01"),
            (0, ""),
            (0, "Mar 16 12:34:56"),
            // The newest first, and a day beyond the zone.
            (1, "Jan  2 01:00:00"),
            (1, "Dec  9 10:00:00.5"),
        ];
        let written = |file| Some(moment(["2024-03-16 12:40:00", "2023-01-01 23:00:00"][file as usize]));
        let made = table(&rows).guess_years(&written);
        let column = &made.columns[0];
        assert_eq!(column.kind, Kind::Time);
        assert!(column.note.as_ref().is_some_and(|note| note.contains("2022 to 2024")));
        let times = [
            "2023-12-30 23:59:59",
            "2024-01-01 00:00:01",
            "",
            "2024-03-16 12:34:56",
            "2023-01-02 01:00:00",
            "2022-12-09 10:00:00.5",
        ];
        for (row, (time, (_, text))) in times.iter().zip(rows).enumerate() {
            assert_eq!(column.text(row).as_deref().unwrap_or_default(), *time);
            assert_eq!(column.written(row).as_deref().unwrap_or_default(), text);
        }
    }

    #[test]
    fn what_cannot_be_known_stays_text() {
        let rows = [(0, "Mar 16 12:34:56"), (0, "Mar 17 12:34:56")];
        assert_eq!(table(&rows).guess_years(&|_| None).columns[0].kind, Kind::Text);
        let now = |_| Some(moment("2024-03-18 00:00:00"));
        let odd = [rows[0], (0, "yesterday")];
        assert_eq!(table(&odd).guess_years(&now).columns[0].kind, Kind::Text);
        let leap = [(0, "Feb 29 12:00:00")];
        let made = table(&leap).guess_years(&|_| Some(moment("2023-03-01 00:00:00")));
        assert_eq!(made.columns[0].text(0).as_deref(), Some("2020-02-29 12:00:00"));
    }
}

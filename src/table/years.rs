//! Times that name no year, as system logs write them: the year is told from a time with one in the same row, which the program wrote itself; else
//! from when the file was last written, and from the order of its rows.

use super::growing::Growing;
use super::{Column, Dataset, SEGMENT, present};
use crate::value::{Civil, Kind, Layout, Micros, Stamp, Value};
use crate::words;

/// Layouts that one column may have: days of one digit are written in two ways, and seconds with and without fractions.
const LAYOUTS: usize = 8;

const DAY: Micros = 86_400_000_000;

/// Rows by which it is judged whether two columns tell the same time.
const JUDGED: usize = 50;

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
        let is_time = |text: &str| Layout::of_yearless(text).is_some() || Stamp::read(text, false).is_some();
        let yearless = column.kind == Kind::Text && is_time(&column.text(first)?);
        let mut layouts = Vec::new();
        let beside = yearless.then(|| self.same_time(column)).flatten();
        let years = yearless
            .then(|| self.years(column, beside, written, &mut layouts))
            .flatten()?;
        let mut times = Growing::new(column.name.clone());
        for (row, &year) in years.iter().enumerate() {
            if let Some(text) = column.text(row) {
                let stamp = read(&layouts, year.into(), &text).or_else(|| Stamp::read(&text, false))?;
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
        times.note = Some(match beside {
            Some(beside) => words::tables::no_year_is_written_taken_from(&span, &beside.name),
            None => words::tables::no_year_is_written_taken(&span),
        });
        (times.kind == Kind::Time).then_some(times)
    }

    /// A column of times with years that say the same as this one, wherever both say something.
    fn same_time(&self, column: &Column) -> Option<&Column> {
        let same = |other: &&Column| {
            let both = present(column, self.rows)
                .filter(|&row| !other.is_null(row))
                .take(JUDGED);
            let agrees = |row: usize| beside(column.text(row).as_deref(), other, row, &mut Vec::new()).is_some();
            let (agreed, all) = both.fold((0, 0), |(agreed, all), row| {
                (agreed + usize::from(agrees(row)), all + 1)
            });
            all > 0 && agreed == all
        };
        self.columns.iter().filter(|other| other.kind == Kind::Time).find(same)
    }

    /// The year of each row, 0 where it has no value: that of the time beside it, else of the last row of a file the latest that is not more than a day after the file was written (clocks and zones differ), of each one
    /// before it that which lies nearest. `None` where a value is something else.
    fn years(
        &self,
        column: &Column,
        other: Option<&Column>,
        written: &dyn Fn(u32) -> Option<Micros>,
        layouts: &mut Vec<Layout>,
    ) -> Option<Vec<u16>> {
        let mut years = vec![0; self.rows];
        // The file under way, its last moment where that is known, and the row read before: what year, and when.
        let mut file: Option<(u32, Option<Micros>)> = None;
        let mut behind: Option<(u32, Micros)> = None;
        for row in (0..self.rows).rev() {
            let number = self.origins.at(row).file;
            if file.is_none_or(|(known, _)| known != number) {
                file = Some((number, written(number)));
                behind = other.and_then(|other| {
                    let own = (0..=row).rev().take_while(|&row| self.origins.at(row).file == number);
                    let mut told = own.filter_map(|row| beside(column.text(row).as_deref(), other, row, layouts));
                    told.next()
                });
            }
            let (Some(text), Some((_, last))) = (column.text(row), file) else {
                continue;
            };
            if read(layouts, 2000, &text).is_none() {
                // Others may name it themselves, as where two logs are one file.
                if let Some(stamp) = Stamp::read(&text, false) {
                    let year = u16::try_from(Civil::of(stamp.micros).year).ok()?;
                    years[row] = year;
                    behind = Some((year.into(), stamp.micros));
                    continue;
                }
                layouts.push(Layout::of_yearless(&text).filter(|_| layouts.len() < LAYOUTS)?);
            }
            let told = other.and_then(|other| beside(Some(&text), other, row, layouts));
            if let Some((year, at)) = told {
                years[row] = u16::try_from(year).ok()?;
                behind = Some((year, at));
                continue;
            }
            let fits = |at: Micros| last.is_none_or(|last| at <= last + DAY);
            let stamp = |year: u32| Some((year, read(layouts, year, &text)?.micros));
            let (year, at) = match behind {
                Some((year, next)) => [year, year - 1, year + 1]
                    .into_iter()
                    .filter_map(stamp)
                    .filter(|(_, at)| fits(*at))
                    .min_by_key(|(_, at)| at.abs_diff(next))?,
                None => {
                    let year = u32::try_from(Civil::of(last?).year).ok()?;
                    // The twenty-ninth of February is not in every year.
                    (0..9)
                        .filter_map(|back| stamp(year.checked_sub(back)?))
                        .find(|(_, at)| fits(*at))?
                }
            };
            years[row] = u16::try_from(year).ok()?;
            behind = Some((year, at));
        }
        (!layouts.is_empty()).then_some(years)
    }
}

/// The year in which a text is the time that stands in the same row, clocks and zones aside; and when that is.
fn beside(text: Option<&str>, other: &Column, row: usize, layouts: &mut Vec<Layout>) -> Option<(u32, Micros)> {
    let (text, Value::Time(at)) = (text?, other.value(row)) else {
        return None;
    };
    if read(layouts, 2000, text).is_none() {
        layouts.push(Layout::of_yearless(text)?);
    }
    let year = u32::try_from(Civil::of(at).year).ok()?;
    let near = |year: u32| Some((year, read(layouts, year, text)?.micros));
    [year, year - 1, year + 1]
        .into_iter()
        .filter_map(near)
        .find(|(_, time)| time.abs_diff(at) <= DAY as u64)
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
    fn a_time_beside_it_tells_the_year() {
        let mut builder = Builder::default();
        let columns = ["time", "id", "at"].map(|name| builder.column(name));
        for (text, at) in [
            ("Dec 31 23:59:59", "2019-12-31T22:59:59Z"),
            ("Jan  1 00:59:59", "2019-12-31T23:59:59Z"),
            ("Jan  1 01:00:01", ""),
        ] {
            for (column, text) in columns.into_iter().zip([text, "2001-05-05T00:00:00Z", at]) {
                builder.field(column, if text.is_empty() { Raw::Null } else { Raw::Untyped(text) });
            }
            builder.end_record(Position::default());
        }
        let made = builder.seal().guess_years(&|_| Some(moment("2026-03-18 00:00:00")));
        let texts: Vec<_> = (0..3).filter_map(|row| made.columns[0].text(row)).collect();
        assert_eq!(
            texts,
            ["2019-12-31 23:59:59", "2020-01-01 00:59:59", "2020-01-01 01:00:01"]
        );
        assert!(made.columns[0].note.as_ref().is_some_and(|note| note.contains("at")));
    }

    #[test]
    fn what_cannot_be_known_stays_text() {
        let rows = [(0, "Mar 16 12:34:56"), (0, "Mar 17 12:34:56")];
        assert_eq!(table(&rows).guess_years(&|_| None).columns[0].kind, Kind::Text);
        let now = |_| Some(moment("2024-03-18 00:00:00"));
        let odd = [rows[0], (0, "yesterday")];
        assert_eq!(table(&odd).guess_years(&now).columns[0].kind, Kind::Text);
        let mixed = [(0, "16/Mar/2024:12:34:56 +0000"), rows[0], rows[1]];
        let made = table(&mixed).guess_years(&|_| None);
        assert_eq!(made.columns[0].kind, Kind::Text);
        let made = table(&mixed).guess_years(&now);
        assert_eq!(made.columns[0].kind, Kind::Time);
        assert_eq!(made.columns[0].text(1).as_deref(), Some("2024-03-16 12:34:56"));
        let leap = [(0, "Feb 29 12:00:00")];
        let made = table(&leap).guess_years(&|_| Some(moment("2023-03-01 00:00:00")));
        assert_eq!(made.columns[0].text(0).as_deref(), Some("2020-02-29 12:00:00"));
    }
}

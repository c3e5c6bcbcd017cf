//! The order of day and month in numbers of both (`3/4/2024`): each file has its own, and one that does not tell follows the others.

use crate::value::Layout;
use crate::words;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What the values of a file, or of several in a row that tell the same, tell of the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Order {
    /// The first row.
    pub row: usize,
    /// How many values the column has before it.
    pub value: usize,
    pub day_first: bool,
    /// Whether a value has been read of a layout in which day and month may be in each other's place.
    pub doubtful: bool,
    /// Whether a value has been read whose day cannot be a month.
    pub settled: bool,
    pub files: usize,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            row: 0,
            value: 0,
            day_first: false,
            doubtful: false,
            settled: false,
            files: 1,
        }
    }
}

impl Order {
    /// That of a file behind, which begins at this row and value: it is taken to be the same until a value tells.
    pub fn next(&self, row: usize, value: usize) -> Self {
        Self {
            row,
            value,
            day_first: self.day_first,
            ..Self::default()
        }
    }

    /// Behind so many rows and values more.
    pub fn behind(&self, rows: usize, values: usize) -> Self {
        Self {
            row: self.row + rows,
            value: self.value + values,
            ..*self
        }
    }

    /// Whether both tell the same.
    pub fn is_like(&self, other: &Self) -> bool {
        (self.day_first, self.settled) == (other.day_first, other.settled)
    }
}

/// For each of these layouts the number of the one with day and month in each other's place, or its own where that is no question; missing
/// ones are added. `None` where that would be more than 256.
pub(super) fn twins(layouts: &mut Vec<Layout>) -> Option<Vec<u8>> {
    let mut twins = Vec::with_capacity(layouts.len());
    for index in 0..layouts.len() {
        let mut layout = layouts[index];
        super::times::swap(&mut layout);
        let place = layouts.iter().position(|known| *known == layout).unwrap_or_else(|| {
            layouts.push(layout);
            layouts.len() - 1
        });
        twins.push(u8::try_from(place).ok()?);
    }
    Some(twins)
}

/// What was decided about day and month in all files.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Files whose values tell that the day comes first, that the month does, and those whose values do not tell.
    day: usize,
    month: usize,
    open: usize,
    /// Rows of those that do not tell, where others do.
    rows: Vec<Range<usize>>,
    /// What the first file that tells says; where none does, whether the values lie nearer together with the day first.
    first: bool,
}

impl Told {
    /// Of these files, behind the last of which the table has so many `rows`; `nearer` says whether values lie nearer together with the day
    /// first, and is asked where no file tells.
    pub fn of(files: &[Order], rows: usize, nearer: impl FnOnce() -> bool) -> Self {
        let count = |wanted: fn(&Order) -> bool| files.iter().filter(|file| wanted(file)).map(|file| file.files).sum();
        let mut told = Self {
            day: count(|file| file.settled && file.day_first),
            month: count(|file| file.settled && !file.day_first),
            open: count(|file| !file.settled),
            rows: Vec::new(),
            first: match files.iter().find(|file| file.settled) {
                Some(file) => file.day_first,
                None => !files.is_empty() && nearer(),
            },
        };
        if told.day + told.month > 0 {
            let ends = files.iter().skip(1).map(|file| file.row).chain([rows]);
            let open = files.iter().zip(ends).filter(|(file, _)| !file.settled);
            told.rows = open.map(|(file, end)| file.row..end).collect();
        }
        told
    }

    /// Whether days come first in files that do not tell: that is how most of the others have it, or the first of them. Where none tells, the
    /// month comes first unless the values then lie far apart: `1/3/2024` to `9/3/2024` are rather nine days than nine months.
    pub fn follow(&self) -> bool {
        match self.day.cmp(&self.month) {
            std::cmp::Ordering::Equal => self.first,
            order => order.is_gt(),
        }
    }

    /// The order that is an assumption, where one is.
    pub fn assumed(&self) -> Option<bool> {
        (self.open > 0).then(|| self.follow())
    }

    /// What people should know.
    pub fn note(&self) -> Option<String> {
        let follow = words::tables::order_of(self.follow());
        match (self.day, self.month, self.open) {
            (0, 0, 0) => None,
            (0, 0, _) if self.follow() => Some(words::tables::days_would_lie_apart(&follow)),
            (0, 0, _) => Some(words::tables::no_value_tells_day(&follow)),
            (day, month, open) => {
                let mixed = (day > 0 && month > 0).then(|| words::tables::files_differ_in_order(&day, &month));
                let some = (open > 0).then(|| words::tables::files_do_not_tell_day(&open, &follow));
                match (mixed, some) {
                    (Some(mixed), Some(some)) => Some(format!("{mixed}; {some}")),
                    (mixed, some) => mixed.or(some),
                }
            }
        }
    }

    /// Rows that are read in the assumed order where others tell theirs.
    pub fn rows(self) -> Vec<Range<usize>> {
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::super::laws::files;
    use crate::value::Kind;

    fn read(given: &[&[&str]]) -> (Vec<String>, Option<bool>, Option<String>) {
        let table = files(given);
        let column = &table.columns[0];
        assert_eq!(column.kind, Kind::Time, "{given:?}");
        for (row, value) in given.iter().copied().flatten().enumerate() {
            assert_eq!(column.written(row).unwrap_or_default(), *value);
        }
        let texts = (0..table.rows).map(|row| column.text(row).map(|text| text.into_owned()).unwrap_or_default());
        let super::super::Data::Time { time, .. } = &column.data else {
            return Default::default();
        };
        (texts.collect(), time.day_first, column.note.clone())
    }

    #[test]
    fn each_file_has_its_own_order() {
        let (texts, assumed, note) = read(&[&["3/4/2024", "20/4/2024"], &["3/4/2024", "4/20/2024"]]);
        let days = ["2024-04-03", "2024-04-20", "2024-03-04", "2024-04-20"];
        assert!(
            texts.iter().zip(days).all(|(text, day)| text.starts_with(day)),
            "{texts:?}"
        );
        assert_eq!(assumed, None);
        let note = note.expect("that they differ");
        assert!(note.contains("day/month in 1, month/day in 1"), "{note}");
    }

    #[test]
    fn files_that_do_not_tell_follow_the_others() {
        for (given, days, day_first) in [
            // The one before is read anew, the one behind goes on.
            (
                [&["3/4/2024"][..], &["20/4/2024"], &["5/6/2024", ""]],
                ["2024-04-03", "2024-04-20", "2024-06-05", ""],
                true,
            ),
            (
                [&["3/4/2024"], &["4/20/2024"], &["5/6/2024", ""]],
                ["2024-03-04", "2024-04-20", "2024-05-06", ""],
                false,
            ),
            // A file without such days in between changes nothing.
            (
                [&["3/4/2024"], &["2024-04-20"], &["20/6/2024", "1/2/2024"]],
                ["2024-04-03", "2024-04-20", "2024-06-20", "2024-02-01"],
                true,
            ),
        ] {
            let (texts, assumed, note) = read(&given);
            assert!(
                texts.iter().zip(days).all(|(text, day)| text.starts_with(day)),
                "{given:?}: {texts:?}"
            );
            assert_eq!(assumed, Some(day_first), "{given:?}");
            assert!(note.is_some_and(|note| note.contains("like the others")), "{given:?}");
        }
    }

    #[test]
    fn days_that_would_be_months_apart_come_first() {
        for (given, days, day_first) in [
            (
                [&["1/3/2024", "2/3/2024", "5/3/2024", "11/3/2024"][..], &["12/3/2024"]],
                ["2024-03-01", "2024-03-02", "2024-03-05", "2024-03-11", "2024-03-12"],
                true,
            ),
            (
                [&["3/1/2024", "3/2/2024", "3/5/2024", "3/11/2024"], &["3/12/2024"]],
                ["2024-03-01", "2024-03-02", "2024-03-05", "2024-03-11", "2024-03-12"],
                false,
            ),
            // Neither is much nearer than the other.
            (
                [&["1/3/2024", "5/4/2024", "7/8/2024", "2/10/2024"], &["11/12/2024"]],
                ["2024-01-03", "2024-05-04", "2024-07-08", "2024-02-10", "2024-11-12"],
                false,
            ),
        ] {
            let joined = given.concat();
            for files in [&given[..], &[&joined[..]]] {
                let (texts, assumed, note) = read(files);
                assert!(
                    texts.iter().zip(days).all(|(text, day)| text.starts_with(day)),
                    "{texts:?}"
                );
                assert_eq!(assumed, Some(day_first), "{files:?}");
                assert_eq!(
                    note.is_some_and(|note| note.contains("months apart")),
                    day_first,
                    "{files:?}"
                );
            }
        }
    }

    #[test]
    fn one_file_with_both_orders_holds_text() {
        assert_eq!(
            files(&[&["1/2/2024"], &["20/1/2024", "1/20/2024"]]).columns[0].kind,
            Kind::Text
        );
    }
}

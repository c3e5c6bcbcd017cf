//! Times among junk: a column of texts that nearly all read as times becomes a column of times, and the others stand beside it. So does one
//! of integers that count in several units, or are now and then the one that says "never".

use super::epoch::{SECONDS, names_a_time, unit};
use super::growing::Growing;
use super::none::says_none;
use super::{Column, Dataset, SEGMENT, present};
use crate::format::Raw;
use crate::value::{Kind, Layout, Stamp};
use crate::words;
use std::sync::Arc;

/// Percent of the values that must read as times; words that only say that there is none are not counted.
const ENOUGH: usize = 80;

/// Values tried before all are.
const TRIED: usize = 100;

impl Dataset {
    /// Makes times of the text columns that are nearly all times: those named like a time, and the only one where the table has no
    /// other time. What is no time moves, as it was, to a column of its own right after. For a table to which no rows come any more.
    pub fn rescue_times(mut self) -> Self {
        let (rows, columns) = (self.rows, std::mem::take(&mut self.columns));
        let timeless = !columns.iter().any(|column| column.kind == Kind::Time);
        let likely = |column: &Column| (timeless || names_a_time(&column.name)) && likely(column, rows);
        let likely: Vec<bool> = columns.iter().map(likely).collect();
        let lonely = timeless && likely.iter().filter(|likely| **likely).count() == 1;
        let taken: Vec<Arc<str>> = columns.iter().map(|column| column.name.clone()).collect();
        for (column, likely) in columns.into_iter().zip(likely) {
            let serial = are_days(&column, rows);
            let timely = serial || likely && (lonely || names_a_time(&column.name)) || are_counts(&column, rows);
            let split = timely.then(|| split(&column, rows, &taken, serial));
            match split.flatten() {
                Some((times, others)) => self.columns.extend([Some(times), others].into_iter().flatten()),
                None => self.columns.push(column),
            }
        }
        self
    }
}

/// Whether the first values of a text column read as times, more or less.
fn likely(column: &Column, rows: usize) -> bool {
    if column.kind != Kind::Text || column.nulls == rows {
        return false;
    }
    let present = present(column, rows).filter_map(|row| column.text(row));
    let (mut times, mut values) = (0, 0);
    for text in present.filter(|text| !says_none(text)).take(TRIED) {
        values += 1;
        times += usize::from(reads(&text));
        if times * 2 + 4 < values {
            return false;
        }
    }
    times * 100 >= values * (ENOUGH - 30) && times > 0
}

/// Whether the first values of a column that is named like a time are days and parts of days, as spreadsheets count them.
fn are_days(column: &Column, rows: usize) -> bool {
    if !matches!(column.kind, Kind::Text | Kind::Number) || column.nulls == rows || !names_a_time(&column.name) {
        return false;
    }
    let mut texts = present(column, rows).filter_map(|row| column.written(row)).take(TRIED);
    let mut parts = false;
    texts.all(|text| {
        parts |= text.len() > 5;
        Layout::days(&text).is_some()
    }) && parts
}

/// Whether the first values of a column of integers that is named like a time count from an epoch, in whichever unit.
fn are_counts(column: &Column, rows: usize) -> bool {
    if column.kind != Kind::Integer || column.nulls == rows || !names_a_time(&column.name) {
        return false;
    }
    let mut texts = present(column, rows).filter_map(|row| column.written(row)).take(TRIED);
    let mut any = false;
    texts.all(|text| {
        let counts = text.parse().is_ok_and(|value| unit((value, value)).is_some());
        any |= counts;
        counts || says_never(&text)
    }) && any
}

/// The times and the others, if there are times enough; `serial`: numbers are days. Empty texts are no values.
fn split(column: &Column, rows: usize, taken: &[Arc<str>], serial: bool) -> Option<(Column, Option<Column>)> {
    let (named, integers) = (names_a_time(&column.name), column.kind == Kind::Integer);
    let mut times = Growing::new(column.name.clone());
    let mut others = Growing::new(beside(&column.name, taken));
    let (mut missing, mut blank) = (0, 0);
    for row in 0..rows {
        let text = column.written(row);
        blank += usize::from(text.as_deref() == Some(""));
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let days = || Layout::days(&text).filter(|_| serial)?.read(&text);
            let number = days().or_else(|| number(&text));
            let read = match number {
                Some(stamp) => named && times.push_time(row, &text, Some(stamp)),
                None => !integers && times.push_time(row, &text, None),
            };
            if !read {
                missing += usize::from(says_none(&text) || integers && says_never(&text));
                others.push(row, if integers { Raw::Number(&text) } else { Raw::Text(&text) });
            }
        }
        if (row + 1).is_multiple_of(SEGMENT) {
            times.freeze(row / SEGMENT, SEGMENT);
            others.freeze(row / SEGMENT, SEGMENT);
        }
    }
    let (read, moved) = (times.presence.count, others.presence.count);
    if read * 100 < (read + moved - missing) * ENOUGH || read <= missing && (integers || !named) {
        return None;
    }
    if integers && moved > missing {
        return None;
    }
    let mut times = times.finish(rows, true);
    if times.kind != Kind::Time {
        return None;
    }
    if serial {
        times.note = Some(words::tables::DAYS_AS_SPREADSHEETS_COUNT.into());
    }
    if integers {
        times.note = Some(words::tables::NUMBERS_SINCE_AN_EPOCH.into());
    }
    if blank > 0 {
        let told = words::tables::empty_texts_are_no_values(&blank);
        times.note = Some(times.note.map_or(told.clone(), |note| format!("{note}; {told}")));
    }
    if moved == 0 {
        return Some((times, None));
    }
    // What did not read as a time stays what it was, whatever else it might be.
    let mut others = others.finish(rows, true);
    if others.kind != if integers { Kind::Integer } else { Kind::Text } {
        return None;
    }
    let (values, are) = if moved == 1 {
        ("1 value".to_string(), words::tables::IS_NO_TIME)
    } else {
        (format!("{moved} values"), words::tables::ARE_NO_TIMES)
    };
    let told = words::tables::that_in(&values, &are, &others.name);
    times.note = Some(times.note.map_or(told.clone(), |note| format!("{note}; {told}")));
    others.note = Some(words::tables::of_that(&values, &times.name, &are));
    Some((times, Some(others)))
}

/// A name for the others that no column has.
pub(super) fn beside(name: &str, taken: &[Arc<str>]) -> Arc<str> {
    let free = |wanted: &String| !taken.iter().any(|name| **name == **wanted);
    let numbered = (2..).map(|copy| format!("{name} (other {copy})"));
    let mut names = std::iter::once(format!("{name} (other)")).chain(numbered);
    names.find(free).unwrap_or_default().into()
}

fn reads(text: &str) -> bool {
    number(text).is_some() || Stamp::read(text, false).is_some() || Stamp::read(text, true).is_some()
}

/// The time as which a number written in digits is read: from 1990 to 2100, in whichever unit that is.
pub(super) fn number(text: &str) -> Option<Stamp> {
    if text.ends_with("E9") {
        let stamp = Layout::epoch_float().read(text)?;
        return SECONDS.contains(&(stamp.micros / 1_000_000)).then_some(stamp);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    if let Ok(value) = text.parse::<i64>() {
        return match unit((value, value)) {
            Some((digits, ..)) => Layout::epoch(digits).read(text),
            None => Stamp::read(text, false),
        };
    }
    let seconds: f64 = text.parse().ok()?;
    if SECONDS.contains(&(seconds as i64)) {
        let fixed = || Layout::epoch_fixed(text)?.read(text);
        Layout::epoch_seconds().read(text).or_else(fixed)
    } else {
        Stamp::read(text, false).filter(|stamp| stamp.layout.day_first().is_none())
    }
}

/// Whether an integer is one that directories keep in the place of a time that never was or never will be.
fn says_never(text: &str) -> bool {
    ["0", "-1", "9223372036854775807"].contains(&text)
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::format::{Position, Sink};
    use proptest::prelude::*;

    fn table(columns: &[(&str, &[Option<String>])]) -> Dataset {
        let mut builder = Builder::default();
        for row in 0..columns[0].1.len() {
            for (name, values) in columns {
                let column = builder.column(name);
                builder.field(column, values[row].as_deref().map_or(Raw::Null, Raw::Text));
            }
            builder.end_record(Position::default());
        }
        builder.seal()
    }

    fn times(count: usize) -> Vec<Option<String>> {
        (0..count)
            .map(|n| Some(format!("2026-01-05T14:{:02}:{:02}Z", n / 60 % 60, n % 60)))
            .collect()
    }

    #[test]
    fn junk_moves_aside() {
        let mut values = times(40);
        values.extend(["redacted", "...", ""].map(|text| Some(text.to_string())));
        values.push(None);
        let before = table(&[("eventTime", &values)]);
        assert_eq!(before.columns[0].kind, Kind::Text);
        let after = before.rescue_times();
        assert_eq!(after.columns.len(), 2);
        assert_eq!((after.columns[0].kind, after.columns[0].nulls), (Kind::Time, 4));
        assert_eq!(&*after.columns[1].name, "eventTime (other)");
        assert_eq!(after.columns[1].text(40).as_deref(), Some("redacted"));
        assert!(after.columns[1].is_null(42), "an empty text is no value");
        assert!(after.columns.iter().all(|column| column.note.is_some()));
    }

    #[test]
    fn words_for_no_time_are_no_objection_to_one_by_name() {
        let mut values = times(2);
        values.extend(["-", "0001-01-01T00:00:00Z", "-"].map(|text| Some(text.to_string())));
        let (named, other) = (table(&[("eventTime", &values)]), table(&[("note", &values)]));
        assert_eq!(named.rescue_times().columns[0].kind, Kind::Time);
        assert_eq!(other.rescue_times().columns[0].kind, Kind::Text);
    }

    #[test]
    fn ticks_of_windows_and_of_dotnet_are_times() {
        for (name, base, since) in [
            ("lastLogon", 134_180_000_000_000_007_i64, "1601"),
            ("EventTicks", 639_090_000_000_000_007, "the year 1"),
        ] {
            let numbers: Vec<String> = (0..5).map(|at| (base + at * 17).to_string()).collect();
            let texts: Vec<Option<String>> = numbers.iter().cloned().map(Some).collect();
            let mut builder = Builder::default();
            for number in &numbers {
                let (column, id) = (builder.column(name), builder.column("id"));
                builder.field(column, Raw::Untyped(number));
                builder.field(id, Raw::Number(number));
                builder.end_record(Position::default());
            }
            for table in [builder.seal(), table(&[(name, &texts)]).rescue_times()] {
                let time = &table.columns[0];
                assert_eq!(time.kind, Kind::Time);
                assert!(
                    numbers
                        .iter()
                        .enumerate()
                        .all(|(row, text)| time.written(row).as_deref() == Some(text))
                );
                assert!(
                    time.text(0).is_some_and(|text| text.starts_with("2026-03")),
                    "{:?}",
                    time.text(0)
                );
                let noted = time.note.as_deref().is_some_and(|note| note.contains(since));
                assert!(noted || table.columns.len() == 1);
                let ids = table.columns.get(1);
                assert!(ids.is_none_or(|ids| ids.kind == Kind::Integer && ids.text(4).as_deref() == Some(&numbers[4])));
            }
        }
    }

    #[test]
    fn seconds_that_a_float_printed_are_times() {
        let texts = ["1.773440103E9", "1.773440103123456E9", "1.77E9"].map(|text| Some(text.to_owned()));
        let after = table(&[("timestamp", &texts)]).rescue_times();
        assert_eq!((after.columns.len(), after.columns[0].kind), (1, Kind::Time));
        for (row, text) in texts.iter().enumerate() {
            assert_eq!(after.columns[0].written(row).as_deref(), text.as_deref());
        }
        let other = table(&[("size", &texts), ("when", &times(3))]).rescue_times();
        assert_eq!(other.columns[0].kind, Kind::Text);
    }

    #[test]
    fn seconds_and_days_in_decimals_are_times_that_print_as_they_were_written() {
        for (name, values, shown) in [
            (
                "time",
                ["1773440103.500", "1773440103.123456789", "1773440104.000000000"],
                "2026-03-13 22:15:03.5",
            ),
            (
                "Created",
                ["46094.9271180556", "46094.92712", "46095"],
                "2026-03-13 22:15:03",
            ),
            (
                "Datum",
                ["46094,92712", "46094,5", "46094,9999999999"],
                "2026-03-13 22:15:03",
            ),
        ] {
            let texts = values.map(|text| Some(text.to_owned()));
            let after = table(&[(name, &texts)]).rescue_times();
            assert_eq!((after.columns.len(), after.columns[0].kind), (1, Kind::Time), "{name}");
            for (row, text) in texts.iter().enumerate() {
                assert_eq!(after.columns[0].written(row).as_deref(), text.as_deref());
            }
            assert_eq!(after.columns[0].text(0).as_deref(), Some(shown));
        }
        for (name, values) in [
            ("size", ["46094.5", "46094.6", "46094.7"]),
            ("time taken", ["46094", "46095", "46096"]),
            ("time taken", ["46094.5", "1.5", "46096.5"]),
        ] {
            let texts = values.map(|text| Some(text.to_owned()));
            assert_eq!(
                table(&[(name, &texts)]).rescue_times().columns[0].kind,
                Kind::Text,
                "{name} {values:?}"
            );
        }
    }

    #[test]
    fn integers_of_several_units_are_times_and_those_that_say_never_stand_beside() {
        let numbers = |name: &str, values: &[&str]| {
            let mut builder = Builder::default();
            for value in values {
                let column = builder.column(name);
                builder.field(column, Raw::Number(value));
                builder.end_record(Position::default());
            }
            let before = builder.seal();
            assert_eq!(before.columns[0].kind, Kind::Integer, "{values:?}");
            before.rescue_times()
        };
        let mixed = ["1704067200000", "1331698658276340", "1704067200", "133500000000000000"];
        let after = numbers("timestamp", &mixed);
        assert_eq!((after.columns.len(), after.columns[0].kind), (1, Kind::Time));
        let shown: Vec<_> = (0..4).filter_map(|row| after.columns[0].text(row)).collect();
        assert_eq!(shown[..2], ["2024-01-01 00:00:00", "2012-03-14 04:17:38.27634"]);
        assert!(
            mixed
                .iter()
                .enumerate()
                .all(|(row, text)| after.columns[0].written(row).as_deref() == Some(text))
        );

        let after = numbers(
            "lastLogon",
            &[
                "133500000000000000",
                "0",
                "133500000000000007",
                "9223372036854775807",
                "133600000000000000",
            ],
        );
        assert_eq!((after.columns[0].kind, after.columns[0].nulls), (Kind::Time, 2));
        assert_eq!(
            (after.columns[1].kind, &*after.columns[1].name),
            (Kind::Integer, "lastLogon (other)")
        );
        assert_eq!(after.columns[1].text(3).as_deref(), Some("9223372036854775807"));

        for (name, values) in [
            ("size", &mixed[..]),
            ("timestamp", &["1704067200", "5", "1704067200000"]),
            ("last", &["0", "0", "1704067200"]),
        ] {
            assert_eq!(
                numbers(name, values).columns[0].kind,
                Kind::Integer,
                "{name} {values:?}"
            );
        }
    }

    #[test]
    fn a_name_decides_unless_there_is_no_other_time() {
        let mut values = times(40);
        values.push(Some("redacted".into()));
        assert_eq!(table(&[("wann", &values)]).rescue_times().columns[0].kind, Kind::Time);
        let beside = table(&[("wann", &values), ("time", &times(41))]).rescue_times();
        assert_eq!(beside.columns.len(), 2);
        assert_eq!(beside.columns[0].kind, Kind::Text);
        let words: Vec<Option<String>> = times(41)
            .into_iter()
            .enumerate()
            .map(|(n, text)| if n % 5 == 0 { Some("word".into()) } else { text })
            .collect();
        assert_eq!(table(&[("time", &words)]).rescue_times().columns[0].kind, Kind::Text);
    }

    #[test]
    fn numbers_and_words_can_be_times_of_one_column() {
        let values = [
            "1671111111111",
            "2022-12-15T13:31:51Z",
            "1671111111.5",
            "20221215133151",
        ]
        .map(|text| Some(text.to_string()));
        let after = table(&[("created_at", &values)]).rescue_times();
        assert_eq!(after.columns[0].kind, Kind::Time);
        for (row, value) in values.iter().enumerate() {
            assert_eq!(after.columns[0].written(row).as_deref(), value.as_deref());
            assert!(
                after.columns[0]
                    .text(row)
                    .is_some_and(|text| text.starts_with("2022-12-15 13:31:51"))
            );
        }
    }

    fn value() -> impl Strategy<Value = Option<String>> {
        prop_oneof![
            30 => "20(19|26)-0[1-9]-1[0-9][T ]0[0-9]:12:13(\\.[0-9]{1,9})?(Z|\\+02:00|)".prop_map(Some),
            10 => "1[5-9][0-9]{8}([0-9]{3}){0,3}(\\.[1-9])?".prop_map(Some),
            5 => "[1-9]{1,2}/[1-9]{1,2}/2020".prop_map(Some),
            2 => "redacted|-|N/A|[0-9]{0,16}|\\PC{0,9}".prop_map(Some),
            2 => Just(None),
        ]
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_changed(values in prop::collection::vec(value(), 1..60)) {
            let after = table(&[("time", &values)]).rescue_times();
            prop_assert!(after.columns.len() <= 2);
            for (row, value) in values.iter().enumerate() {
                let cells: Vec<_> = after.columns.iter().filter_map(|column| column.written(row)).collect();
                let times = after.columns[0].kind == Kind::Time;
                let want = value.iter().map(String::as_str).filter(|text| !(times && text.is_empty()));
                let want: Vec<_> = want.collect();
                prop_assert_eq!(cells, want);
            }
        }
    }
}

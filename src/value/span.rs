//! A time as a user writes it in a question: the whole span it names.

use super::civil::{Civil, DAY, month_length};
use super::{Micros, Stamp, Zone};

/// The span a time literal names, from its first microsecond to the first after it: `2026` the year, `2026-01` the month,
/// `2026-01-05` the day, and so on to hour, minute, second and the last digit of a fraction. A literal without a zone is read in
/// `zone`; any form that a log may write is read too. `None` when it is no time.
pub fn reading(text: &str, zone: &Zone) -> Option<(Micros, Micros)> {
    let text = text.trim();
    let (local, offset) = zoned(text);
    let Some((from, to)) = span(local) else {
        let stamp = Stamp::read(text, false).or_else(|| Stamp::read(text, true))?;
        let date_only = !text.contains(':');
        let to = stamp.micros + if date_only { DAY } else { precision(text) };
        return Some(if stamp.layout.is_zoned() {
            (stamp.micros, to)
        } else {
            (zone.moment(stamp.micros), zone.moment(to))
        });
    };
    Some(match offset {
        Some(seconds) => (from - seconds * 1_000_000, to - seconds * 1_000_000),
        None => (zone.moment(from), zone.moment(to)),
    })
}

/// Splits an offset off the end; in seconds east of UTC.
fn zoned(text: &str) -> (&str, Option<i64>) {
    for name in ["Z", "z", "UTC", "utc", "GMT"] {
        if let Some(local) = text.strip_suffix(name) {
            return (local.trim_end(), Some(0));
        }
    }
    let clock = text.get(10..).filter(|clock| !clock.is_empty());
    let sign = clock.and_then(|clock| clock.rfind(['+', '-'])).map(|at| at + 10);
    let offset = sign.and_then(|at| {
        let digits: String = text[at + 1..].chars().filter(|&letter| letter != ':').collect();
        let number: i64 = digits.parse().ok()?;
        let (hours, minutes) = match digits.len() {
            2 => (number, 0),
            4 => (number / 100, number % 100),
            _ => return None,
        };
        let seconds = hours * 3600 + minutes * 60;
        let west = text.as_bytes()[at] == b'-';
        (hours < 24 && minutes < 60).then_some((at, if west { -seconds } else { seconds }))
    });
    match offset {
        Some((at, seconds)) => (text[..at].trim_end(), Some(seconds)),
        None => (text, None),
    }
}

/// The span of an ISO literal without a zone, wall-clock.
fn span(text: &str) -> Option<(Micros, Micros)> {
    let mut at = Civil {
        year: 0,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        micro: 0,
    };
    let (date, clock) = text
        .split_once(['T', ' '])
        .map_or((text, ""), |(date, clock)| (date, clock.trim()));
    let mut dates = date.split('-');
    at.year = number(dates.next()?, 4)? as i32;
    let (month, day) = (dates.next(), dates.next());
    if dates.next().is_some() || (day.is_none() && !clock.is_empty()) {
        return None;
    }
    let mut end = at;
    end.year += 1;
    if let Some(month) = month {
        at.month = number(month, 2).filter(|month| (1..=12).contains(month))?;
        end = at;
        (end.year, end.month) = (at.year + i32::from(at.month == 12), at.month % 12 + 1);
    }
    let Some(day) = day else {
        return Some((at.micros(), end.micros()));
    };
    at.day = number(day, 2).filter(|&day| day > 0 && day <= month_length(at.year, at.month))?;
    if clock.is_empty() {
        return Some((at.micros(), at.micros() + DAY));
    }
    let mut clocks = clock.split(':');
    at.hour = number(clocks.next()?, 2).filter(|&hour| hour < 24)?;
    let Some(minute) = clocks.next() else {
        return Some((at.micros(), at.micros() + 3_600_000_000));
    };
    at.minute = number(minute, 2).filter(|&minute| minute < 60)?;
    let Some(second) = clocks.next() else {
        return Some((at.micros(), at.micros() + 60_000_000));
    };
    let (second, fraction) = second.split_once(['.', ',']).unwrap_or((second, ""));
    at.second = number(second, 2).filter(|&second| second < 60)?;
    if clocks.next().is_some() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.len().min(6);
    let unit = 10_i64.pow(6 - digits as u32);
    let parts: i64 = fraction[..digits].parse().unwrap_or(0);
    Some((at.micros() + parts * unit, at.micros() + parts * unit + unit))
}

/// A number of exactly so many digits.
fn number(digits: &str, length: usize) -> Option<u32> {
    (digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// The span of a clock time in a form that is not ISO: a minute, a second, or the unit of its last digit.
fn precision(text: &str) -> Micros {
    let clock = text.split_once(':').map_or("", |(_, clock)| clock);
    let seconds = clock.matches(':').count();
    let fraction = clock
        .rsplit_once('.')
        .map_or(0, |(_, digits)| digits.bytes().take_while(u8::is_ascii_digit).count());
    match (seconds, fraction) {
        (0, _) => 60_000_000,
        (_, digits) => 10_i64.pow(6 - digits.min(6) as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::iso;

    fn shown(text: &str, zone: &Zone) -> String {
        reading(text, zone).map_or("-".into(), |(from, to)| format!("{} .. {}", iso(from), iso(to)))
    }

    #[test]
    fn a_literal_names_the_whole_span_of_its_last_field() {
        let utc = Zone::utc();
        for (text, want) in [
            ("2026", "2026-01-01 00:00:00 .. 2027-01-01 00:00:00"),
            ("2026-12", "2026-12-01 00:00:00 .. 2027-01-01 00:00:00"),
            ("2026-01-05", "2026-01-05 00:00:00 .. 2026-01-06 00:00:00"),
            ("2026-01-05T14", "2026-01-05 14:00:00 .. 2026-01-05 15:00:00"),
            ("2026-01-05 14:03", "2026-01-05 14:03:00 .. 2026-01-05 14:04:00"),
            ("2026-01-05T14:03:22", "2026-01-05 14:03:22 .. 2026-01-05 14:03:23"),
            (
                "2026-01-05T14:03:22.1",
                "2026-01-05 14:03:22.1 .. 2026-01-05 14:03:22.2",
            ),
            (
                "2026-01-05T14:03:22.118Z",
                "2026-01-05 14:03:22.118 .. 2026-01-05 14:03:22.119",
            ),
            ("2026-01-05T14:03+02:00", "2026-01-05 12:03:00 .. 2026-01-05 12:04:00"),
            (
                "2026-01-05 14:03:22 -0700",
                "2026-01-05 21:03:22 .. 2026-01-05 21:03:23",
            ),
            ("1/5/2026 2:03 PM", "2026-01-05 14:03:00 .. 2026-01-05 14:04:00"),
            ("January 5, 2026", "2026-01-05 00:00:00 .. 2026-01-06 00:00:00"),
            ("2026-13", "-"),
            ("2026-02-29", "-"),
            ("yesterday", "-"),
            ("", "-"),
        ] {
            assert_eq!(shown(text, &utc), want, "{text}");
        }
        let east = Zone {
            name: "East".into(),
            offsets: vec![(i64::MIN, 3600)],
        };
        assert_eq!(shown("2026-01-05", &east), "2026-01-04 23:00:00 .. 2026-01-05 23:00:00");
        assert_eq!(
            shown("2026-01-05T00:00Z", &east),
            "2026-01-05 00:00:00 .. 2026-01-05 00:01:00"
        );
    }
}

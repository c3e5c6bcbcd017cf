//! Times told from another moment: `now-7d`, `now/d`, `clock-15m`, `today`.
//!
//! `now` is the end of the data, the greatest time in the column that is tested: a log is looked at long after it was written. `clock` is
//! what the clock says, `today` and `yesterday` are days by the clock. Steps follow: `-7d` and `+1h` move the moment, `/d` goes to the
//! beginning of its day, and then the literal names the whole day. Units are `s`, `m`, `h`, `d`, `w` (from Monday), `M` (month) and `y`;
//! days and longer units follow the calendar of the query's zone, so a day may have 23 hours.

use super::Bucket;
use crate::value::{Civil, Micros, Zone};
use crate::words;

/// What a relative time is told from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The greatest time of the column.
    Data,
    Clock,
}

/// A relative time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relative {
    pub anchor: Anchor,
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Shift(i32, Unit),
    /// To the beginning of the unit.
    Floor(Unit),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Every unit: its letter, its bucket, its name, of one and of several.
const UNITS: [(char, Unit, Bucket, [&str; 2]); 7] = [
    ('s', Unit::Second, Bucket::Second, words::relative::SECONDS),
    ('m', Unit::Minute, Bucket::Minute, words::relative::MINUTES),
    ('h', Unit::Hour, Bucket::Hour, words::relative::HOURS),
    ('d', Unit::Day, Bucket::Day, words::relative::DAYS),
    ('w', Unit::Week, Bucket::Week, words::relative::WEEKS),
    ('M', Unit::Month, Bucket::Month, words::relative::MONTHS),
    ('y', Unit::Year, Bucket::Year, words::relative::YEARS),
];

/// Stands between a moment, in microseconds, and the steps from it once the anchor is known.
const ANCHORED: &str = "||";

const DAY: i64 = 86_400_000_000;

/// Two hundred thousand years before and after 1970: beyond it calendars overflow, and no cell is there.
const END: i64 = 6_300_000_000_000_000_000;

impl Unit {
    fn bucket(self) -> Bucket {
        UNITS
            .iter()
            .find(|entry| entry.1 == self)
            .map_or(Bucket::Second, |entry| entry.2)
    }

    /// Its name, of one and of several.
    fn names(self) -> [&'static str; 2] {
        UNITS
            .iter()
            .find(|entry| entry.1 == self)
            .map_or([""; 2], |entry| entry.3)
    }

    /// So many units later, or earlier.
    fn shift(self, at: Micros, by: i32, zone: &Zone) -> Micros {
        let by = i64::from(by);
        let local = |local: Micros| zone.moment(local);
        let moved = match self {
            Self::Second | Self::Minute | Self::Hour => at.saturating_add(by.saturating_mul(self.bucket().width())),
            Self::Day => local(zone.local(at).saturating_add(by.saturating_mul(DAY))),
            Self::Week => local(zone.local(at).saturating_add(by.saturating_mul(7 * DAY))),
            Self::Month => local(months(zone.local(at), by)),
            Self::Year => local(months(zone.local(at), by.saturating_mul(12))),
        };
        moved.clamp(-END, END)
    }
}

/// The same day of another month, or its last where it is shorter.
fn months(local: Micros, by: i64) -> Micros {
    let civil = Civil::of(local);
    let month = i64::from(civil.year) * 12 + i64::from(civil.month) - 1 + by;
    let first = |month: i64| {
        Civil {
            year: month.div_euclid(12).clamp(-200_000, 200_000) as i32,
            month: month.rem_euclid(12) as u32 + 1,
            day: 1,
            ..civil
        }
        .micros()
    };
    let length = (first(month + 1) - first(month)) / DAY;
    first(month) + (i64::from(civil.day).min(length.max(1)) - 1) * DAY
}

impl Relative {
    /// Reads a relative time; `None` where the text is none.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let starts: [(&str, Anchor, &[Step]); 4] = [
            ("now", Anchor::Data, &[]),
            ("clock", Anchor::Clock, &[]),
            ("today", Anchor::Clock, &[Step::Floor(Unit::Day)]),
            (
                "yesterday",
                Anchor::Clock,
                &[Step::Shift(-1, Unit::Day), Step::Floor(Unit::Day)],
            ),
        ];
        let (anchor, first, rest) = starts.into_iter().find_map(|(word, anchor, first)| {
            let head = text.get(..word.len())?;
            head.eq_ignore_ascii_case(word)
                .then(|| (anchor, first, &text[word.len()..]))
        })?;
        let steps = [first, &steps(rest)?].concat();
        Some(Self { anchor, steps })
    }

    /// The literal told from this moment, without what only the anchor knew.
    fn anchored(&self, at: Micros) -> String {
        let mut text = format!("{at}{ANCHORED}");
        for step in &self.steps {
            let letter = |unit: Unit| UNITS.iter().find(|entry| entry.1 == unit).map_or('s', |entry| entry.0);
            text += &match *step {
                Step::Shift(by, unit) => format!("{by:+}{}", letter(unit)),
                Step::Floor(unit) => format!("/{}", letter(unit)),
            };
        }
        text
    }

    /// What the literal says, such as `7 days before the last event`; `None` for the anchor by itself.
    pub fn said(&self) -> Option<String> {
        let start = match self.anchor {
            Anchor::Data => words::relative::LAST_EVENT,
            Anchor::Clock => words::relative::NOW_BY_CLOCK,
        };
        match (self.anchor, &self.steps[..]) {
            (_, []) => return None,
            (Anchor::Clock, [Step::Floor(Unit::Day)]) => return Some(words::relative::TODAY_BY_CLOCK.into()),
            (Anchor::Clock, [Step::Shift(-1, Unit::Day), Step::Floor(Unit::Day)]) => {
                return Some(words::relative::YESTERDAY_BY_CLOCK.into());
            }
            _ => {}
        }
        let said = self.steps.iter().fold(start.to_owned(), |said, step| match *step {
            Step::Shift(by, unit) if by < 0 => words::relative::before(by.unsigned_abs(), unit.names(), &said),
            Step::Shift(by, unit) => words::relative::after(by.unsigned_abs(), unit.names(), &said),
            Step::Floor(unit) => words::relative::unit_of(unit.names(), &said),
        });
        Some(said)
    }
}

/// The steps in a text; `None` where it is not made of steps alone.
fn steps(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = text.chars();
    while let Some(sign) = rest.next() {
        let digits: String = rest.clone().take_while(char::is_ascii_digit).collect();
        let letter = rest.nth(digits.len())?;
        let unit = UNITS.iter().find(|entry| entry.0 == letter)?.1;
        steps.push(match sign {
            '/' if digits.is_empty() => Step::Floor(unit),
            '-' | '+' => {
                let by: i32 = digits.parse().ok()?;
                Step::Shift(if sign == '-' { -by } else { by }, unit)
            }
            _ => return None,
        });
    }
    Some(steps)
}

/// A literal of a time column with its anchor put in, if it has one that is known: the end of the column's data, or the clock.
pub fn anchored(text: &str, end: Option<Micros>, clock: Option<Micros>) -> String {
    let Some(relative) = Relative::read(text) else {
        return text.to_owned();
    };
    let at = match relative.anchor {
        // A column without any time has no row that could pass.
        Anchor::Data => Some(end.unwrap_or_default()),
        Anchor::Clock => clock,
    };
    at.map_or_else(|| text.to_owned(), |at| relative.anchored(at))
}

/// A literal such as `05/02/2026 10:00` in which the day comes before the month, told so that it cannot be taken for another; `None` for
/// any other.
pub fn day_first(text: &str) -> Option<String> {
    let text = text.trim();
    let (date, rest) = text.split_at(text.find([' ', 'T']).unwrap_or(text.len()));
    let mut parts = date.split(['/', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let small = |part: &str| part.len() < 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = parts.next().is_none() && small(day) && small(month) && year.len() == 4;
    let (day, month): (u32, u32) = (day.parse().ok()?, month.parse().ok()?);
    let told = || format!("{year}-{month:02}-{day:02}{rest}");
    (whole && (1..13).contains(&month)).then(told)
}

/// The span that a time literal names, relative ones included once they are [`anchored`]: see [`crate::value::reading`].
pub fn reading(text: &str, zone: &Zone) -> Option<(Micros, Micros)> {
    let Some((anchor, rest)) = text.split_once(ANCHORED) else {
        return crate::value::reading(text, zone);
    };
    let mut at: Micros = anchor.parse().ok()?;
    let mut last = None;
    for step in steps(rest)? {
        at = match step {
            Step::Shift(by, unit) => unit.shift(at, by, zone),
            Step::Floor(unit) => unit.bucket().start(at, zone),
        };
        last = Some(step);
    }
    Some(match last {
        Some(Step::Floor(unit)) => (at, unit.bucket().next(at, zone)),
        _ => (at, at.saturating_add(1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::iso;
    use proptest::prelude::*;

    fn shown(text: &str, end: &str, zone: &Zone) -> String {
        let end = crate::value::reading(end, &Zone::utc()).map(|span| span.0);
        reading(&anchored(text, end, end), zone)
            .map_or("-".into(), |(from, to)| format!("{} .. {}", iso(from), iso(to)))
    }

    #[test]
    fn steps_follow_the_calendar_and_roundings_name_the_whole_unit() {
        let berlin = Zone {
            name: "Europe/Berlin".into(),
            offsets: vec![
                (i64::MIN, 3600),
                (1_774_746_000_000_000, 7200),
                (1_792_890_000_000_000, 3600),
            ],
        };
        let end = "2026-03-30T10:20:30Z";
        for (text, zone, want) in [
            ("now", &Zone::utc(), "2026-03-30 10:20:30 .. 2026-03-30 10:20:30.000001"),
            (
                "NOW-15m",
                &Zone::utc(),
                "2026-03-30 10:05:30 .. 2026-03-30 10:05:30.000001",
            ),
            (
                "now-1M",
                &Zone::utc(),
                "2026-02-28 10:20:30 .. 2026-02-28 10:20:30.000001",
            ),
            ("now+1y/y", &Zone::utc(), "2027-01-01 00:00:00 .. 2028-01-01 00:00:00"),
            ("now/w", &Zone::utc(), "2026-03-30 00:00:00 .. 2026-04-06 00:00:00"),
            (
                "now/h-1h",
                &Zone::utc(),
                "2026-03-30 09:00:00 .. 2026-03-30 09:00:00.000001",
            ),
            ("today", &Zone::utc(), "2026-03-30 00:00:00 .. 2026-03-31 00:00:00"),
            ("clock-7d/d", &Zone::utc(), "2026-03-23 00:00:00 .. 2026-03-24 00:00:00"),
            // The clocks go forward on the 29th: that day has 23 hours, and so has the step over it.
            ("now-1d", &berlin, "2026-03-29 10:20:30 .. 2026-03-29 10:20:30.000001"),
            ("now-2d", &berlin, "2026-03-28 11:20:30 .. 2026-03-28 11:20:30.000001"),
            ("yesterday", &berlin, "2026-03-28 23:00:00 .. 2026-03-29 22:00:00"),
        ] {
            assert_eq!(shown(text, end, zone), want, "{text}");
        }
        for none in [
            "now-", "now7d", "now-7", "now/7d", "now-7x", "nowhere", "todayé", "now é", "now/", "tomorrow",
        ] {
            assert_eq!(Relative::read(none), None, "{none}");
        }
    }

    #[test]
    fn a_relative_time_says_what_it_is_told_from() {
        let said = |text: &str| Relative::read(text).and_then(|relative| relative.said());
        assert_eq!(said("now-7d").as_deref(), Some("7 days before the last event"));
        assert_eq!(
            said("now-1d/d").as_deref(),
            Some("the day of 1 day before the last event")
        );
        assert_eq!(said("clock+1h").as_deref(), Some("1 hour after now by the clock"));
        assert_eq!(said("yesterday").as_deref(), Some("yesterday by the clock"));
        assert_eq!(said("now"), None);
    }

    #[test]
    fn days_before_months_are_told_the_other_way_round() {
        assert_eq!(day_first("05/02/2026").as_deref(), Some("2026-02-05"));
        assert_eq!(day_first("5-2-2026 10:30").as_deref(), Some("2026-02-05 10:30"));
        for other in [
            "2026-02-05",
            "05/13/2026",
            "5/2",
            "now-1d",
            "05/02/26",
            "05/02/2026/1",
            "",
        ] {
            assert_eq!(day_first(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_text_and_no_distance_panics(text in "(now|clock|today)([-+/]?[0-9]{0,10}[smhdwMyé]?){0,3}", at in any::<i64>()) {
            let span = reading(&anchored(&text, Some(at), Some(at)), &Zone::utc());
            if let Some((from, to)) = span.filter(|_| Relative::read(&text).is_some_and(|relative| !relative.steps.is_empty())) {
                prop_assert!(from <= to, "{} {} {}", text, from, to);
            }
        }
    }
}

//! Times of day and days of the week: which minutes of the week a test lets pass, and the rows in them.
//!
//! A week is a table of its 10,080 minutes, so that a row costs one division and one look, whatever the test; offsets are looked up where
//! a row leaves the stretch in which the last one held.

use super::predicate::{Extent, Part};
use super::{Comparison, Failure};
use crate::table::{Bitmap, Segments};
use crate::value::{Micros, Zone};
use crate::words;

const MINUTE: i64 = 60_000_000;
const DAY: usize = 24 * 60;
const WEEK: usize = 7 * DAY;

/// The first minute of office hours, and the first after them.
const OFFICE: std::ops::Range<usize> = 8 * 60..18 * 60;

/// The days of the week as they may be written: any beginning of three letters or more.
pub const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A week by its minutes from Monday, and whether each passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week(Vec<bool>);

impl Week {
    /// The minutes of Saturday and Sunday.
    pub fn end() -> Self {
        Self::of(|minute| minute >= 5 * DAY)
    }

    /// The minutes of office hours.
    pub fn office() -> Self {
        Self::of(|minute| minute < 5 * DAY && OFFICE.contains(&(minute % DAY)))
    }

    /// The minutes that pass a test of hour or weekday. Fails where a literal is none.
    pub fn passing(part: Part, extent: &Extent) -> Result<Self, Failure> {
        let read = |text: &str| match part {
            Part::Weekday => weekday(text).map(|day| (day, day)),
            _ => time_of_day(text),
        };
        // What goes round: hours over the day, days over the week.
        let stands = |minute: usize| {
            if part == Part::Weekday {
                minute / DAY
            } else {
                minute % DAY
            }
        };
        Ok(match extent {
            Extent::Is(text) => {
                let (from, to) = read(text)?;
                Self::of(|minute| (from..=to).contains(&stands(minute)))
            }
            Extent::Compare(comparison, text) => {
                let (from, to) = read(text)?;
                let holds = |at: usize| match comparison {
                    Comparison::Less => at < from,
                    Comparison::LessOrEqual => at <= to,
                    Comparison::Greater => at > to,
                    Comparison::GreaterOrEqual => at >= from,
                };
                Self::of(|minute| holds(stands(minute)))
            }
            Extent::Between(low, high) => {
                let from = low.as_deref().map(read).transpose()?.map_or(0, |span| span.0);
                let to = high.as_deref().map(read).transpose()?.map_or(WEEK, |span| span.1);
                Self::of(|minute| {
                    let at = stands(minute);
                    if from <= to {
                        (from..=to).contains(&at)
                    } else {
                        at >= from || at <= to
                    }
                })
            }
        })
    }

    /// The minutes that pass, from Monday 0:00, as runs from the first up to the one after the last.
    pub fn runs(&self) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (minute, _) in self.0.iter().enumerate().filter(|(_, passes)| **passes) {
            match runs.last_mut() {
                Some(last) if last.1 == minute => last.1 += 1,
                _ => runs.push((minute, minute + 1)),
            }
        }
        runs
    }

    fn of(passes: impl Fn(usize) -> bool) -> Self {
        Self((0..WEEK).map(passes).collect())
    }

    /// The rows whose time, in this zone, lies in a minute that passes; rows that are null may come out either way.
    pub fn rows(&self, values: &Segments<Micros>, zone: &Zone, rows: usize) -> Bitmap {
        let mut found = Bitmap::new(rows, false);
        // The stretch in which the offset of the row before holds.
        let mut stretch = (i64::MAX, i64::MIN, 0);
        for (index, segment) in values.iter().enumerate() {
            for (chunk, word) in segment.chunks(64).zip(found.segment_mut(index)) {
                for (bit, &at) in chunk.iter().enumerate() {
                    if at < stretch.0 || at >= stretch.1 {
                        stretch = self::stretch(zone, at);
                    }
                    // 1970 began on a Thursday.
                    let minute = at.saturating_add(stretch.2).div_euclid(MINUTE) + 3 * DAY as i64;
                    *word |= u64::from(self.0[minute.rem_euclid(WEEK as i64) as usize]) << bit;
                }
            }
        }
        found
    }
}

/// From when until when the offset that holds at a moment holds, and that offset, in microseconds.
fn stretch(zone: &Zone, at: Micros) -> (Micros, Micros, i64) {
    let after = zone.offsets.partition_point(|&(from, _)| from <= at);
    let until = zone.offsets.get(after).map_or(i64::MAX, |&(from, _)| from);
    let from = if after <= 1 {
        i64::MIN
    } else {
        zone.offsets[after - 1].0
    };
    // Before the first change its own offset holds too.
    (
        from,
        until.max(at.saturating_add(1)),
        i64::from(zone.offset(at)) * 1_000_000,
    )
}

/// The day of the week that a literal names, from Monday, which is 0.
fn weekday(text: &str) -> Result<usize, Failure> {
    let lower = text.trim().to_ascii_lowercase();
    let number = lower.parse::<usize>().ok().filter(|day| (1..=7).contains(day));
    let named = || {
        WEEKDAYS
            .iter()
            .position(|name| lower.len() >= 3 && name.starts_with(&lower))
    };
    number.map(|day| day - 1).or_else(named).ok_or_else(|| {
        Failure::new(
            words::asking::is_no_day_of_week(&text),
            words::asking::WRITE_MON_TUE_WED_THU,
        )
    })
}

/// The first and the last minute of the day that a literal names: `9` an hour, `9:30` a minute.
fn time_of_day(text: &str) -> Result<(usize, usize), Failure> {
    let number = |digits: &str, below: usize| {
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<usize>().ok().filter(|&value| plain && value < below)
    };
    let text = text.trim();
    let span = match text.split_once(':') {
        None => number(text, 24).map(|hour| (hour * 60, hour * 60 + 59)),
        Some((hour, minute)) => number(hour, 24)
            .zip(number(minute, 60).filter(|_| minute.len() == 2))
            .map(|(hour, minute)| (hour * 60 + minute, hour * 60 + minute)),
    };
    span.ok_or_else(|| {
        Failure::new(
            words::asking::is_no_time_of_day(&text),
            words::asking::WRITE_HOUR_FROM_0,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::segments;
    use crate::value::Civil;
    use proptest::prelude::*;

    #[test]
    fn literals_name_whole_hours_minutes_and_days() {
        assert_eq!(time_of_day("9").ok(), Some((540, 599)));
        assert_eq!(time_of_day("09:30").ok(), Some((570, 570)));
        for none in ["24", "9:60", "9:3", "+9", "", "9:30:00", "nine", "009"] {
            assert!(time_of_day(none).is_err(), "{none}");
        }
        assert_eq!(weekday("Sat").ok(), Some(5));
        assert_eq!(weekday("thurs").ok(), Some(3));
        assert_eq!(weekday("7").ok(), Some(6));
        for none in ["0", "8", "su", "someday", "", "saturdays"] {
            assert!(weekday(none).is_err(), "{none}");
        }
    }

    proptest! {
        #[test]
        fn rows_agree_with_the_calendar_over_changes_of_offset(
            times in prop::collection::vec(prop_oneof![any::<i64>(), -40_000_000_000_000_000..40_000_000_000_000_000i64], 0..200),
            day in 0usize..7,
            hour in 0usize..24,
        ) {
            let zone = Zone {
                name: "Odd".into(),
                offsets: vec![(-9_000_000_000_000_000, 20_700), (1_000_000_000, -12_600), (9_000_000_000_000_000, 50_400)],
            };
            let week = Week::of(|minute| minute / DAY == day && minute % DAY / 60 == hour);
            let found = week.rows(&segments(&times), &zone, times.len());
            for (row, &at) in times.iter().enumerate() {
                let local = zone.local(at);
                let wanted = Civil::weekday(local) as usize == day && Civil::of(local).hour as usize == hour;
                prop_assert_eq!(found.get(row), wanted, "{}", at);
            }
        }
    }
}

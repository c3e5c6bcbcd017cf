//! Functions of times, as the clocks and calendars of the zone have them.

use super::eval::Arguments;
use super::format;
use super::function::{Call, Unit};
use super::vector::Vector;
use crate::value::{Civil, Kind, Micros, Zone, reading};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

pub(super) fn function<'a>(call: Call, given: &Arguments<'_, 'a>) -> Vector<'a> {
    let zone = given.zone;
    let unit = || given.text(0, 0).and_then(Unit::named).unwrap_or(Unit::Day);
    let words = |name: &dyn Fn(Micros) -> &'static str| {
        given.each_text(|row| Some(name(zone.local(given.whole(0, row)?)).to_owned()))
    };
    match call {
        Call::Date if given.kinds[0] == Kind::Time => given.get(0).clone(),
        Call::Date => Vector::Whole(given.each(|row| date(given.text(0, row)?, zone))),
        Call::DateParse if given.len() == 1 => Vector::Whole(given.each(|row| date(given.text(0, row)?, zone))),
        Call::DateParse => {
            Vector::Whole(given.each(|row| format::read(given.text(1, row)?, given.text(0, row)?, zone)))
        }
        Call::DateFormat => given.each_text(|row| Some(format::print(given.text(1, row)?, given.whole(0, row)?, zone))),
        Call::DateFromUnix if given.kinds[0] == Kind::Integer => {
            Vector::Whole(given.each(|row| given.whole(0, row)?.checked_mul(SECOND)))
        }
        Call::DateFromUnix => Vector::Whole(given.each(|row| {
            let micros = (given.real(0, row)? * SECOND as f64).round();
            (micros.abs() < 9.2e18).then_some(micros as i64)
        })),
        Call::DateTrunc => {
            let bucket = unit().bucket();
            // Rows run with time: most lie in the bucket of the row before.
            let mut known = (0, 0);
            Vector::Whole(given.each(|row| {
                let at = given.whole(1, row)?;
                if at < known.0 || at >= known.1 {
                    known = bucket.span(at, zone);
                }
                Some(known.0)
            }))
        }
        Call::DateAdd => {
            let unit = unit();
            Vector::Whole(given.each(|row| add(unit, given.whole(1, row)?, given.whole(2, row)?, zone)))
        }
        Call::DateDiff => {
            let unit = unit();
            Vector::Whole(given.each(|row| Some(difference(unit, given.whole(1, row)?, given.whole(2, row)?, zone))))
        }
        Call::DatePart => parts(unit(), 1, given),
        Call::Part(unit) => parts(unit, 0, given),
        Call::WeekdayName => words(&format::weekday_name),
        _ => words(&|local| format::month_name(Civil::of(local).month)),
    }
}

fn date(text: &str, zone: &Zone) -> Option<Micros> {
    reading(text, zone).map(|(from, _)| from)
}

/// A part of the time in the argument at this position.
fn parts<'a>(unit: Unit, position: usize, given: &Arguments<'_, 'a>) -> Vector<'a> {
    Vector::Whole(given.each(|row| Some(part(unit, given.zone.local(given.whole(position, row)?)))))
}

fn part(unit: Unit, local: Micros) -> i64 {
    let day = local.div_euclid(DAY);
    let rest = local.rem_euclid(DAY);
    match unit {
        Unit::Hour => rest / (3600 * SECOND),
        Unit::Minute => rest / (60 * SECOND) % 60,
        Unit::Second => rest / SECOND % 60,
        Unit::Millisecond => rest / 1000 % 1000,
        // The first day of 1970 was a Thursday, the fifth day from Sunday.
        Unit::Weekday => (day + 4).rem_euclid(7) + 1,
        Unit::Day => Civil::of(local).day.into(),
        Unit::Month => Civil::of(local).month.into(),
        Unit::Quarter => i64::from((Civil::of(local).month - 1) / 3 + 1),
        Unit::Year => Civil::of(local).year.into(),
        Unit::Week => week(day),
    }
}

/// The ISO week of a day counted from 1970: the week belongs to the year of its Thursday.
fn week(day: i64) -> i64 {
    let thursday = day - (day + 3).rem_euclid(7) + 3;
    let year = Civil::of(thursday.saturating_mul(DAY)).year;
    let first = Civil {
        year,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        micro: 0,
    };
    (thursday - first.micros().div_euclid(DAY)) / 7 + 1
}

/// A time so many units later; `None` where it would be beyond all times.
fn add(unit: Unit, amount: i64, at: Micros, zone: &Zone) -> Option<Micros> {
    let months = |each: i64| {
        let local = zone.local(at);
        let civil = Civil::of(local);
        let count = i64::from(civil.year)
            .checked_mul(12)?
            .checked_add(i64::from(civil.month) - 1)?
            .checked_add(amount.checked_mul(each)?)?;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u32 + 1);
        let year = i32::try_from(year).ok().filter(|year| year.abs() < 290_000)?;
        let moved = Civil { year, month, ..civil };
        // A day that the month does not have is its last one.
        let day = (28..=civil.day)
            .rev()
            .find(|&day| Civil::of(Civil { day, ..moved }.micros()).month == month)
            .unwrap_or(civil.day);
        Some(zone.moment(Civil { day, ..moved }.micros()))
    };
    let days = |each: i64| {
        let step = amount.checked_mul(each)?.checked_mul(DAY)?;
        Some(zone.moment(zone.local(at).checked_add(step)?))
    };
    let clock = |each: i64| at.checked_add(amount.checked_mul(each)?);
    match unit {
        Unit::Year => months(12),
        Unit::Quarter => months(3),
        Unit::Month => months(1),
        Unit::Week => days(7),
        Unit::Day | Unit::Weekday => days(1),
        Unit::Hour => clock(3600 * SECOND),
        Unit::Minute => clock(60 * SECOND),
        Unit::Second => clock(SECOND),
        Unit::Millisecond => clock(1000),
    }
}

/// How many beginnings of a unit lie between two times; negative where the second is the earlier.
fn difference(unit: Unit, from: Micros, to: Micros, zone: &Zone) -> i64 {
    let months = |at: Micros| {
        let civil = Civil::of(zone.local(at));
        i64::from(civil.year) * 12 + i64::from(civil.month) - 1
    };
    let count = |at: Micros| match unit {
        Unit::Year => months(at).div_euclid(12),
        Unit::Quarter => months(at).div_euclid(3),
        Unit::Month => months(at),
        // Days before the first Monday of 1970 belong to the week before.
        Unit::Week => (zone.local(at).div_euclid(DAY) + 3).div_euclid(7),
        _ => zone.local(at).div_euclid(DAY),
    };
    match unit {
        Unit::Hour | Unit::Minute | Unit::Second | Unit::Millisecond => {
            let bucket = unit.bucket();
            let passed = i128::from(bucket.start(to, zone)) - i128::from(bucket.start(from, zone));
            (passed / i128::from(bucket.width())) as i64
        }
        _ => count(to) - count(from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Datelike, Months};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn weeks_and_months_are_those_of_the_calendar(at in -60_000_000_000_000_000i64..60_000_000_000_000_000, amount in 0u32..500) {
            let there = DateTime::from_timestamp_micros(at).unwrap();
            let utc = Zone::utc();
            prop_assert_eq!(part(Unit::Week, at), i64::from(there.iso_week().week()));
            prop_assert_eq!(part(Unit::Weekday, at), i64::from(there.weekday().number_from_sunday()));
            let later = there.checked_add_months(Months::new(amount)).unwrap();
            prop_assert_eq!(add(Unit::Month, amount.into(), at, &utc), Some(later.timestamp_micros()));
            prop_assert_eq!(difference(Unit::Month, at, later.timestamp_micros(), &utc), i64::from(amount));
        }
    }

    #[test]
    fn clocks_that_change_make_days_of_other_lengths() {
        let spring = 1_774_746_000_000_000;
        let zone = Zone {
            name: "Europe/Berlin".into(),
            offsets: vec![(i64::MIN, 3600), (spring, 7200)],
        };
        let noon = zone.moment(zone.local(spring).div_euclid(DAY) * DAY - DAY / 2);
        let next = add(Unit::Day, 1, noon, &zone).unwrap();
        assert_eq!(next - noon, 23 * 3600 * SECOND);
        assert_eq!(difference(Unit::Hour, noon, next, &zone), 23);
        assert_eq!(difference(Unit::Day, noon, next, &zone), 1);
        assert_eq!(add(Unit::Hour, i64::MAX, noon, &zone), None);
        assert_eq!(add(Unit::Year, 1_000_000, noon, &zone), None);
    }
}

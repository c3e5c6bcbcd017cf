//! The time axis: which buckets get a label, what it says, and a bucket's whole name.

use super::text;
use crate::query::Bucket;
use crate::value::{Civil, Micros, Zone};
use crate::words::calendar;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A label under one bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Index of the bucket.
    pub index: usize,
    pub label: String,
}

/// A distance of ticks: each bucket in which a new step begins may have one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Clock(i64),
    Weeks(i64),
    Months(i64),
    Years(i64),
}

const STEPS: [Step; 30] = [
    Step::Clock(1_000),
    Step::Clock(10_000),
    Step::Clock(100_000),
    Step::Clock(SECOND),
    Step::Clock(5 * SECOND),
    Step::Clock(15 * SECOND),
    Step::Clock(30 * SECOND),
    Step::Clock(MINUTE),
    Step::Clock(5 * MINUTE),
    Step::Clock(15 * MINUTE),
    Step::Clock(30 * MINUTE),
    Step::Clock(HOUR),
    Step::Clock(3 * HOUR),
    Step::Clock(6 * HOUR),
    Step::Clock(12 * HOUR),
    Step::Clock(DAY),
    Step::Weeks(1),
    Step::Weeks(2),
    Step::Weeks(4),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(50),
    Step::Years(100),
    Step::Years(1_000),
    Step::Years(10_000),
];

impl Step {
    /// The number of the step that holds a wall-clock moment.
    fn of(self, local: Micros) -> i64 {
        let civil = Civil::of(local);
        match self {
            Self::Clock(micros) => local.div_euclid(micros),
            Self::Weeks(weeks) => (local.div_euclid(DAY) + 3).div_euclid(7 * weeks),
            Self::Months(months) => (i64::from(civil.year) * 12 + i64::from(civil.month) - 1).div_euclid(months),
            Self::Years(years) => i64::from(civil.year).div_euclid(years),
        }
    }

    /// Whether ticks so far apart suit buckets so wide: no finer than the bucket, and whole weeks for weeks.
    fn suits(self, bucket: Bucket) -> bool {
        match bucket {
            Bucket::Week => matches!(self, Self::Weeks(_) | Self::Years(_)),
            Bucket::Month => matches!(self, Self::Months(_) | Self::Years(_)),
            Bucket::Quarter => matches!(self, Self::Months(3..) | Self::Years(_)),
            Bucket::Year => matches!(self, Self::Years(_)),
            Bucket::Day => !matches!(self, Self::Clock(micros) if micros < DAY),
            _ => !matches!(self, Self::Clock(micros) if micros < clock_width(bucket)),
        }
    }
}

/// Width in microseconds of a bucket within a day; a day for wider ones.
fn clock_width(bucket: Bucket) -> i64 {
    bucket.width().min(DAY)
}

/// The labels that fit under buckets `slot` pixels wide at a font `size` in pixels: the finest round step with room between them.
pub fn ticks(starts: &[Micros], bucket: Bucket, zone: &Zone, slot: f64, size: f64) -> Vec<Tick> {
    let locals: Vec<Micros> = starts.iter().map(|&at| zone.local(at)).collect();
    let Some(&first) = locals.first() else {
        return Vec::new();
    };
    STEPS
        .iter()
        .filter(|step| step.suits(bucket))
        .map(|&step| marked(&locals, step, bucket))
        .find(|ticks| fits(ticks, slot, size))
        .filter(|ticks| !ticks.is_empty())
        .unwrap_or_else(|| {
            vec![Tick {
                index: 0,
                label: label(first, None, Step::Clock(clock_width(bucket)), bucket),
            }]
        })
}

fn fits(ticks: &[Tick], slot: f64, size: f64) -> bool {
    ticks.windows(2).all(|pair| {
        let room = (pair[1].index - pair[0].index) as f64 * slot;
        (text::width(&pair[0].label, size) + text::width(&pair[1].label, size)) / 2.0 + size <= room
    })
}

/// A tick at each bucket in which a step begins.
fn marked(locals: &[Micros], step: Step, bucket: Bucket) -> Vec<Tick> {
    let mut ticks = Vec::new();
    let Some(&first) = locals.first() else { return ticks };
    let mut reached = step.of(first.saturating_sub(1));
    let mut previous = None;
    for (index, &local) in locals.iter().enumerate() {
        let now = step.of(local);
        if now > reached {
            ticks.push(Tick {
                index,
                label: label(local, previous, step, bucket),
            });
            previous = Some(local);
            reached = now;
        }
    }
    ticks
}

/// As much as tells a tick from the one before it.
fn label(local: Micros, previous: Option<Micros>, step: Step, bucket: Bucket) -> String {
    let at = Civil::of(local);
    let before = previous.map(Civil::of);
    let new_year = before.is_some_and(|before| before.year != at.year);
    match step {
        Step::Years(_) => at.year.to_string(),
        Step::Months(_) => {
            let year = (new_year || before.is_none()).then_some(at.year);
            match bucket {
                Bucket::Quarter => calendar::quarter(at.month, year),
                _ => calendar::month(at.month, year),
            }
        }
        Step::Clock(micros) if micros < DAY => match local.rem_euclid(DAY) {
            0 => calendar::day(at.month, at.day),
            _ => clock(&at, micros),
        },
        _ if new_year => calendar::date(at.month, at.day, at.year),
        _ => calendar::day(at.month, at.day),
    }
}

/// The time of day, as fine as the step.
fn clock(at: &Civil, step: i64) -> String {
    let minute = format!("{:02}:{:02}", at.hour, at.minute);
    if step >= MINUTE {
        minute
    } else if step >= SECOND {
        format!("{minute}:{:02}", at.second)
    } else {
        format!("{minute}:{:02}.{:03}", at.second, at.micro / 1_000)
    }
}

/// The whole name of the bucket that starts at `at`, such as `Mon, Oct 19, 2026` or `Oct 19, 2026 14:00`.
pub fn name(at: Micros, bucket: Bucket, zone: &Zone) -> String {
    let local = zone.local(at);
    let civil = Civil::of(local);
    let date = calendar::date(civil.month, civil.day, civil.year);
    match bucket {
        Bucket::Year => civil.year.to_string(),
        Bucket::Quarter => calendar::quarter(civil.month, Some(civil.year)),
        Bucket::Month => calendar::month(civil.month, Some(civil.year)),
        Bucket::Week => calendar::week_of(&date),
        Bucket::Day => calendar::weekday(Civil::weekday(local) as usize, &date),
        _ => calendar::moment(&date, &clock(&civil, clock_width(bucket))),
    }
}

/// The dates covered, such as `Oct 19 – Nov 4, 2026`; empty without buckets.
pub fn range(starts: &[Micros], bucket: Bucket, zone: &Zone) -> String {
    let (Some(&first), Some(&last)) = (starts.first(), starts.last()) else {
        return String::new();
    };
    if matches!(bucket, Bucket::Month | Bucket::Quarter | Bucket::Year) {
        let (from, to) = (name(first, bucket, zone), name(last, bucket, zone));
        return if from == to { from } else { format!("{from} – {to}") };
    }
    let (from, to) = (Civil::of(zone.local(first)), Civil::of(zone.local(last)));
    let (date, day) = (
        |at: &Civil| calendar::date(at.month, at.day, at.year),
        |at: &Civil| calendar::day(at.month, at.day),
    );
    if from.year != to.year {
        format!("{} – {}", date(&from), date(&to))
    } else if from.month == to.month && from.day != to.day {
        calendar::days_of_month(from.month, from.day, to.day, to.year)
    } else if from.month != to.month {
        calendar::days_of_year(&day(&from), &day(&to), to.year)
    } else {
        date(&from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 2026-08-22T00:00:00Z, a Saturday.
    const AUGUST: Micros = 1_787_356_800 * SECOND;

    fn labels(starts: &[Micros], bucket: Bucket, zone: &Zone, slot: f64) -> Vec<String> {
        ticks(starts, bucket, zone, slot, 11.0)
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn days_are_labelled_at_mondays_where_not_every_day_fits() {
        let days: Vec<Micros> = (0..91).map(|day| AUGUST + day * DAY).collect();
        let marks = ticks(&days, Bucket::Day, &Zone::utc(), 12.0, 11.0);
        assert_eq!(
            marks[0],
            Tick {
                index: 2,
                label: "Aug 24".into()
            }
        );
        assert_eq!(
            marks[1],
            Tick {
                index: 9,
                label: "Aug 31".into()
            }
        );
        assert_eq!(
            labels(&days[..5], Bucket::Day, &Zone::utc(), 100.0),
            ["Aug 22", "Aug 23", "Aug 24", "Aug 25", "Aug 26"]
        );
    }

    #[test]
    fn hours_are_read_off_the_wall_and_midnight_is_a_date() {
        let zone = Zone {
            name: "Asia/Kolkata".into(),
            offsets: vec![(i64::MIN, 19_800)],
        };
        let hours: Vec<Micros> = (0..24)
            .map(|hour| AUGUST - 19_800 * SECOND + (12 + hour) * HOUR)
            .collect();
        assert_eq!(
            labels(&hours, Bucket::Hour, &zone, 20.0),
            ["12:00", "15:00", "18:00", "21:00", "Aug 23", "03:00", "06:00", "09:00"]
        );
    }

    #[test]
    fn months_and_years_name_the_year_where_it_changes() {
        let month = |count: i64| {
            Civil {
                year: 2026,
                month: 10,
                day: 1,
                hour: 0,
                minute: 0,
                second: 0,
                micro: 0,
            }
            .micros()
                + count * 31 * DAY
        };
        let months = [month(0), month(1), month(2), month(3) - DAY];
        assert_eq!(
            labels(&months, Bucket::Month, &Zone::utc(), 90.0),
            ["Oct 2026", "Nov", "Dec", "Jan 2027"]
        );
        assert_eq!(range(&months, Bucket::Day, &Zone::utc()), "Oct 1, 2026 – Jan 1, 2027");
        assert_eq!(labels(&[month(0)], Bucket::Quarter, &Zone::utc(), 90.0), ["Q4 2026"]);
        assert_eq!(labels(&[month(0)], Bucket::Hour, &Zone::utc(), 90.0), ["Oct 1"]);
    }

    #[test]
    fn names_are_whole() {
        assert_eq!(name(AUGUST, Bucket::Day, &Zone::utc()), "Sat, Aug 22, 2026");
        assert_eq!(
            name(AUGUST + HOUR, Bucket::FifteenMinutes, &Zone::utc()),
            "Aug 22, 2026 01:00"
        );
        assert_eq!(
            name(AUGUST + 250_000, Bucket::Millisecond, &Zone::utc()),
            "Aug 22, 2026 00:00:00.250"
        );
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_there_is_always_one(start: i32, count in 1usize..300, index in 0usize..10, slot in 0.5f64..60.0) {
            let bucket = [Bucket::Millisecond, Bucket::Second, Bucket::FiveMinutes, Bucket::Hour, Bucket::TwelveHours, Bucket::Day,
                Bucket::Week, Bucket::Month, Bucket::Quarter, Bucket::Year][index];
            let width = match bucket { Bucket::Week => 7 * DAY, Bucket::Month => 30 * DAY, Bucket::Quarter => 91 * DAY, Bucket::Year => 365 * DAY,
                _ => clock_width(bucket) };
            let starts: Vec<Micros> = (0..count as i64).map(|step| i64::from(start) * 60 * SECOND + step * width).collect();
            let ticks = ticks(&starts, bucket, &Zone::utc(), slot, 11.0);
            prop_assert!(!ticks.is_empty());
            prop_assert!(fits(&ticks, slot, 11.0));
        }

        #[test]
        fn any_moment_has_a_name(at: i64, offset in -86_400i32..86_400, slot: f64) {
            let zone = Zone { name: "x".into(), offsets: vec![(0, offset)] };
            for bucket in [Bucket::Auto, Bucket::Hour, Bucket::Week, Bucket::Year] {
                prop_assert!(!name(at, bucket, &zone).is_empty());
                prop_assert!(!ticks(&[at, at.saturating_add(1)], bucket, &zone, slot, 11.0).is_empty());
            }
        }
    }
}

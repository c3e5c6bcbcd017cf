//! Calendar buckets: where each begins, in a zone whose clocks change.

use super::ask::AUTO_BUCKETS;
use super::kernel::narrow;
use super::{Bucket, Failure};
use crate::table::Codes;
use crate::value::{Civil, Micros, Zone};
use crate::words;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;
const DAY: i64 = 24 * HOUR;

/// The most buckets that are filled in between the first and the last.
pub const MOST: usize = 100_000;

/// From fine to coarse: each nests into the next.
const AUTO: [Bucket; 14] = [
    Bucket::Millisecond,
    Bucket::Second,
    Bucket::FiveSeconds,
    Bucket::FifteenSeconds,
    Bucket::Minute,
    Bucket::FiveMinutes,
    Bucket::FifteenMinutes,
    Bucket::Hour,
    Bucket::ThreeHours,
    Bucket::TwelveHours,
    Bucket::Day,
    Bucket::Month,
    Bucket::Quarter,
    Bucket::Year,
];

impl Bucket {
    /// About how long it is, in microseconds.
    pub fn width(self) -> i64 {
        match self {
            Self::Auto | Self::Millisecond => 1000,
            Self::Second => SECOND,
            Self::FiveSeconds => 5 * SECOND,
            Self::FifteenSeconds => 15 * SECOND,
            Self::Minute => 60 * SECOND,
            Self::FiveMinutes => 300 * SECOND,
            Self::FifteenMinutes => 900 * SECOND,
            Self::Hour => HOUR,
            Self::ThreeHours => 3 * HOUR,
            Self::TwelveHours => 12 * HOUR,
            Self::Day => DAY,
            Self::Week => 7 * DAY,
            Self::Month => 30 * DAY,
            Self::Quarter => 91 * DAY,
            Self::Year => 365 * DAY,
        }
    }

    /// Where the bucket that holds the moment `at` begins.
    ///
    /// Up to an hour, buckets are even stretches of the clock between two changes of offset, so a repeated hour is two. Longer ones
    /// run from wall-clock time to wall-clock time, so that a day may have 23 hours.
    pub fn start(self, at: Micros, zone: &Zone) -> Micros {
        let (from, offset) = regime(zone, at);
        let local = at.saturating_add(offset);
        let width = self.width();
        if width <= HOUR {
            return local
                .saturating_sub(local.rem_euclid(width))
                .saturating_sub(offset)
                .max(from);
        }
        let floor = match self {
            Self::Week => local - (local.rem_euclid(DAY) + i64::from(Civil::weekday(local)) * DAY),
            Self::Month | Self::Quarter | Self::Year => {
                let civil = Civil::of(local);
                let month = match self {
                    Self::Month => civil.month,
                    Self::Quarter => civil.month - (civil.month - 1) % 3,
                    _ => 1,
                };
                Civil {
                    month,
                    day: 1,
                    hour: 0,
                    minute: 0,
                    second: 0,
                    micro: 0,
                    ..civil
                }
                .micros()
            }
            _ => local.saturating_sub(local.rem_euclid(width)),
        };
        moment(zone, floor).min(at)
    }

    /// Where the bucket after the one that begins at `start` begins.
    pub fn next(self, start: Micros, zone: &Zone) -> Micros {
        let width = self.width();
        let (_, offset) = regime(zone, start);
        let until = zone
            .offsets
            .get(zone.offsets.partition_point(|&(from, _)| from <= start))
            .map_or(i64::MAX, |&(from, _)| from);
        if width <= HOUR {
            let local = start.saturating_add(offset);
            return local
                .saturating_sub(local.rem_euclid(width))
                .saturating_add(width)
                .saturating_sub(offset)
                .min(until);
        }
        // Long buckets differ in length: step well into the next one, and look where it begins.
        let mut step = width;
        loop {
            let next = self.start(start.saturating_add(step), zone);
            if next > start || start.saturating_add(step) == i64::MAX {
                return next.max(start.saturating_add(1));
            }
            step += width / 8;
        }
    }

    /// The starts of all buckets from the one that holds `first` to the one that holds `last`; `None` if there are more than `most`.
    pub fn starts(self, first: Micros, last: Micros, zone: &Zone, most: usize) -> Option<Vec<Micros>> {
        // Real buckets are at most a day or so shorter than `width` says; one in fifty is room enough.
        if last.saturating_sub(first) / self.width() > (most as i64).saturating_add(most as i64 / 50 + 2) {
            return None;
        }
        let mut starts = vec![self.start(first, zone)];
        while let Some(&start) = starts.last() {
            let next = self.next(start, zone);
            if next > last || next <= start {
                break;
            }
            if starts.len() == most {
                return None;
            }
            starts.push(next);
        }
        Some(starts)
    }

    /// The finest bucket that cuts this range into at most [`AUTO_BUCKETS`].
    pub fn auto(range: Option<(Micros, Micros)>, zone: &Zone) -> Self {
        range.map_or(Self::Hour, |(first, last)| {
            Self::within(first, last, AUTO_BUCKETS, zone)
        })
    }

    /// The finest bucket that cuts the range `first..=last` into at most `most`.
    pub fn within(first: Micros, last: Micros, most: usize, zone: &Zone) -> Self {
        let fits = |bucket: &&Self| bucket.starts(first, last, zone, most).is_some();
        AUTO.iter().find(fits).copied().unwrap_or(Self::Year)
    }

    /// The bucket that holds `at`, as the half-open span of moments `[from, to)`.
    pub fn span(self, at: Micros, zone: &Zone) -> (Micros, Micros) {
        let start = self.start(at, zone);
        (start, self.next(start, zone))
    }

    /// How a person calls it: `per day`.
    pub fn label(self) -> String {
        match self {
            Self::Auto => words::buckets::AUTOMATIC,
            Self::Millisecond => words::buckets::PER_MILLISECOND,
            Self::Second => words::buckets::PER_SECOND,
            Self::FiveSeconds => words::buckets::PER_FIVE_SECONDS,
            Self::FifteenSeconds => words::buckets::PER_FIFTEEN_SECONDS,
            Self::Minute => words::buckets::PER_MINUTE,
            Self::FiveMinutes => words::buckets::PER_FIVE_MINUTES,
            Self::FifteenMinutes => words::buckets::PER_FIFTEEN_MINUTES,
            Self::Hour => words::buckets::PER_HOUR,
            Self::ThreeHours => words::buckets::PER_THREE_HOURS,
            Self::TwelveHours => words::buckets::PER_TWELVE_HOURS,
            Self::Day => words::buckets::PER_DAY,
            Self::Week => words::buckets::PER_WEEK,
            Self::Month => words::buckets::PER_MONTH,
            Self::Quarter => words::buckets::PER_QUARTER,
            Self::Year => words::buckets::PER_YEAR,
        }
        .into()
    }

    /// This bucket, or what `Auto` comes to over this range.
    pub fn settle(self, range: Option<(Micros, Micros)>, zone: &Zone) -> Self {
        if self == Self::Auto {
            Self::auto(range, zone)
        } else {
            self
        }
    }

    /// Name of the unit, as databases know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Millisecond => "millisecond",
            Self::Second => "second",
            Self::FiveSeconds => "5 seconds",
            Self::FifteenSeconds => "15 seconds",
            Self::Minute => "minute",
            Self::FiveMinutes => "5 minutes",
            Self::FifteenMinutes => "15 minutes",
            Self::Hour => "hour",
            Self::ThreeHours => "3 hours",
            Self::TwelveHours => "12 hours",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The starts from `first` to `last`, or why that cannot be.
    pub fn filled(self, first: Micros, last: Micros, zone: &Zone) -> Result<Vec<Micros>, Failure> {
        self.starts(first, last, zone, MOST).ok_or_else(|| {
            Failure::new(
                words::asking::too_many_buckets(&self.name()),
                words::asking::CHOOSE_WIDER_BUCKET_OR_NARROW,
            )
        })
    }
}

/// The offset in force at a moment, in microseconds, and since when; the first offset holds for ever before.
fn regime(zone: &Zone, at: Micros) -> (Micros, i64) {
    let after = zone.offsets.partition_point(|&(from, _)| from <= at);
    match zone.offsets.get(after.saturating_sub(1)) {
        Some(&(from, seconds)) => (if after <= 1 { i64::MIN } else { from }, i64::from(seconds) * SECOND),
        None => (i64::MIN, 0),
    }
}

/// The first moment at which the clock on the wall showed `local`, or, where that was skipped, the moment of the change.
fn moment(zone: &Zone, local: Micros) -> Micros {
    let near = zone
        .offsets
        .partition_point(|&(from, _)| from < local.saturating_sub(2 * DAY));
    for index in near.saturating_sub(1)..zone.offsets.len().max(1) {
        let Some(&(from, seconds)) = zone.offsets.get(index) else {
            break;
        };
        let at = local.saturating_sub(i64::from(seconds) * SECOND);
        let until = zone.offsets.get(index + 1).map_or(i64::MAX, |&(from, _)| from);
        if at < until {
            return if index == 0 { at } else { at.max(from) };
        }
    }
    local
}

/// A time column as codes of its buckets.
#[derive(Debug)]
pub struct Buckets {
    /// Ascending; the start of code `n` at `n - 1`.
    pub starts: Vec<Micros>,
    /// Code 0 is null.
    pub codes: Codes,
}

impl Buckets {
    /// Codes for these times, `None` being null; `None` if that took more than [`MOST`] buckets over the whole range.
    pub fn new(
        times: impl Iterator<Item = Option<Micros>>,
        range: (Micros, Micros),
        bucket: Bucket,
        zone: &Zone,
    ) -> Option<Self> {
        let starts = bucket.starts(range.0, range.1, zone, MOST)?;
        // The bucket of the row before holds most rows: logs run with time.
        let mut known = (i64::MAX, i64::MIN, 0);
        let codes: Vec<u32> = times
            .map(|time| {
                let Some(at) = time else { return 0 };
                if at < known.0 || at >= known.1 {
                    let code = starts.partition_point(|&start| start <= at);
                    known = (
                        starts[code.max(1) - 1],
                        starts.get(code).copied().unwrap_or(i64::MAX),
                        code as u32,
                    );
                }
                known.2
            })
            .collect();
        Some(Self {
            codes: narrow(&codes, starts.len() as u32),
            starts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SPRING: i64 = 1_774_746_000_000_000;
    const AUTUMN: i64 = 1_792_890_000_000_000;

    #[test]
    fn the_first_moment_of_all_has_a_bucket() {
        for first in [-1, 0, 1, SPRING] {
            let times = [Some(first), None, Some(first + DAY)];
            let range = (first, first + DAY);
            let found = Buckets::new(times.into_iter(), range, Bucket::Hour, &Zone::utc()).expect("few");
            let codes: Vec<u32> = (0..3).map(|row| found.codes.code(row)).collect();
            assert_eq!((codes[0], codes[1]), (1, 0), "{first}");
            assert_eq!(codes[2] as usize, found.starts.len(), "{first}");
        }
    }

    fn berlin() -> Zone {
        Zone {
            name: "Europe/Berlin".into(),
            offsets: vec![(i64::MIN, 3600), (SPRING, 7200), (AUTUMN, 3600)],
        }
    }

    /// Clocks that change at midnight, by half an hour, and by a whole day.
    fn odd() -> Zone {
        let day = 1_774_746_000_000_000 / DAY * DAY;
        Zone {
            name: "Odd".into(),
            offsets: vec![
                (i64::MIN, -36_000),
                (day + 10 * HOUR, -32_400),
                (day + 40 * DAY + 9 * HOUR, -34_200),
                (day + 80 * DAY, 50_400),
            ],
        }
    }

    #[test]
    fn days_follow_the_clock_on_the_wall() {
        let zone = berlin();
        let noon = SPRING + 10 * HOUR;
        let start = Bucket::Day.start(noon, &zone);
        assert_eq!(Civil::of(zone.local(start)).hour, 0);
        assert_eq!(Bucket::Day.next(start, &zone) - start, 23 * HOUR);
        let start = Bucket::Day.start(AUTUMN, &zone);
        assert_eq!(Bucket::Day.next(start, &zone) - start, 25 * HOUR);
        assert_ne!(
            Bucket::Hour.start(AUTUMN - 1, &zone),
            Bucket::Hour.start(AUTUMN, &zone),
            "a repeated hour is two"
        );
    }

    proptest! {
        #[test]
        fn buckets_tile_time_and_nest(shift in -60 * DAY..200 * DAY, which in 0usize..14, zone in 0usize..3) {
            let zone = [Zone::utc(), berlin(), odd()][zone].clone();
            let at = SPRING + shift;
            let bucket = AUTO[which];
            let start = bucket.start(at, &zone);
            prop_assert!(start <= at);
            prop_assert_eq!(bucket.start(start, &zone), start);
            let next = bucket.next(start, &zone);
            prop_assert!(at < next, "{} in {} ends {}", at, start, next);
            prop_assert_eq!(bucket.start(next, &zone), next);
            prop_assert_eq!(bucket.start(next - 1, &zone), start);
            for coarser in &AUTO[which..] {
                prop_assert_eq!(coarser.start(start, &zone), coarser.start(at, &zone));
            }
        }

        #[test]
        fn auto_is_the_finest_that_fits(first in 0..400 * DAY, length in 0i64..4_000 * DAY, scale in 0u32..40) {
            let range = (first, first + (length >> scale));
            let zone = berlin();
            let auto = Bucket::auto(Some(range), &zone);
            let count = |bucket: Bucket| bucket.starts(range.0, range.1, &zone, 1 << 40).unwrap().len();
            prop_assert!(count(auto) <= AUTO_BUCKETS || auto == Bucket::Year);
            if let Some(finer) = AUTO.iter().position(|&bucket| bucket == auto).and_then(|at| at.checked_sub(1))
                && range.1 - range.0 < AUTO[finer].width() * 3_000 {
                prop_assert!(count(AUTO[finer]) > AUTO_BUCKETS);
            }
        }
    }
}

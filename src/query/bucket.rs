//! Calendar buckets: where one begins, where the next begins, and which width suits a span.

use super::Bucket;
use crate::value::{Civil, Micros, Zone};

/// All fixed widths, finest first, without the week, which does not nest into months.
pub const NESTING: [Bucket; 14] = [
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

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;
const DAY: i64 = 24 * HOUR;

impl Bucket {
    /// Its width in microseconds; months, quarters and years by their average.
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
            Self::Month => 2_629_746 * SECOND,
            Self::Quarter => 3 * 2_629_746 * SECOND,
            Self::Year => 31_556_952 * SECOND,
        }
    }

    /// The beginning of the bucket that holds this wall-clock moment, wall-clock.
    pub fn floor(self, local: Micros) -> Micros {
        let date = |month: u32| {
            let civil = Civil::of(local);
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
        };
        match self {
            Self::Week => (local - 4 * DAY).div_euclid(7 * DAY) * 7 * DAY + 4 * DAY,
            Self::Month => date(Civil::of(local).month),
            Self::Quarter => date((Civil::of(local).month - 1) / 3 * 3 + 1),
            Self::Year => date(1),
            fixed => local.div_euclid(fixed.width()) * fixed.width(),
        }
    }

    /// The beginning of the bucket after the one that begins at this wall-clock moment, wall-clock.
    pub fn next(self, start: Micros) -> Micros {
        let months = |count: u32| {
            let civil = Civil::of(start);
            let month = civil.month - 1 + count;
            Civil {
                year: civil.year + (month / 12) as i32,
                month: month % 12 + 1,
                ..civil
            }
            .micros()
        };
        match self {
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::Year => months(12),
            fixed => start + fixed.width(),
        }
    }

    /// The bucket that holds `at`, as the half-open span of moments `[from, to)`, in a zone.
    pub fn span(self, at: Micros, zone: &Zone) -> (Micros, Micros) {
        let start = self.floor(zone.local(at));
        (zone.moment(start), zone.moment(self.next(start)))
    }

    /// The finest nesting width by which the span `first..=last` takes at most `most` buckets.
    pub fn within(first: Micros, last: Micros, most: usize) -> Self {
        let fits = |bucket: &Self| {
            let span = i128::from(bucket.floor(last)) - i128::from(bucket.floor(first));
            span / i128::from(bucket.width()) < most as i128
        };
        NESTING.into_iter().find(fits).unwrap_or(Self::Year)
    }

    /// How a person calls it: `per day`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Auto => "automatic",
            Self::Millisecond => "per millisecond",
            Self::Second => "per second",
            Self::FiveSeconds => "per 5 seconds",
            Self::FifteenSeconds => "per 15 seconds",
            Self::Minute => "per minute",
            Self::FiveMinutes => "per 5 minutes",
            Self::FifteenMinutes => "per 15 minutes",
            Self::Hour => "per hour",
            Self::ThreeHours => "per 3 hours",
            Self::TwelveHours => "per 12 hours",
            Self::Day => "per day",
            Self::Week => "per week",
            Self::Month => "per month",
            Self::Quarter => "per quarter",
            Self::Year => "per year",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_lies_in_its_bucket_and_buckets_follow_each_other() {
        for at in [-7_000_000_000_000_001, 0, 1_774_746_000_123_456, 1_792_890_000_000_000] {
            for bucket in NESTING.into_iter().chain([Bucket::Week]) {
                let start = bucket.floor(at);
                let end = bucket.next(start);
                assert!(start <= at && at < end, "{bucket:?} {at}");
                assert_eq!(bucket.floor(end), end, "{bucket:?}");
                assert_eq!(bucket.floor(end - 1), start, "{bucket:?}");
            }
        }
        // 2026-03-29 is a Sunday; its week began on Monday the 23rd.
        assert_eq!(Bucket::Week.floor(1_774_746_000_000_000), 1_774_224_000_000_000);
    }

    #[test]
    fn ninety_days_fit_a_hundred_days() {
        let day = 86_400_000_000;
        assert_eq!(Bucket::within(0, 90 * day - 1, 100), Bucket::Day);
        assert_eq!(Bucket::within(0, 90 * day - 1, 200), Bucket::TwelveHours);
        assert_eq!(Bucket::within(5, 5, 10), Bucket::Millisecond);
    }
}

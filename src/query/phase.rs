//! Where times stand in their day and week by the clock on the wall, as codes.

use super::ask::Phase;
use crate::table::{Bitmap, Codes, Segments, segments};
use crate::value::{Civil, Micros, Zone};
use crate::words;

const HOUR: i64 = 3_600_000_000;

impl Phase {
    /// Where this wall-clock time stands.
    pub fn of(self, local: Micros) -> i64 {
        let hour = local.div_euclid(HOUR).rem_euclid(24);
        let weekday = i64::from(Civil::weekday(local));
        match self {
            Self::Hour => hour,
            Self::Weekday => weekday + 1,
            Self::HourOfWeek => weekday * 24 + hour,
        }
    }

    /// How many there are.
    pub fn count(self) -> usize {
        match self {
            Self::Hour => 24,
            Self::Weekday => 7,
            Self::HourOfWeek => 168,
        }
    }

    /// The phase of a code, which is not null's.
    pub fn decode(self, code: u32) -> i64 {
        i64::from(code) - 1 + self.least()
    }

    /// The least of them.
    fn least(self) -> i64 {
        i64::from(self == Self::Weekday)
    }

    /// Name in words, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => words::buckets::HOUR_OF_DAY,
            Self::Weekday => words::buckets::DAY_OF_WEEK,
            Self::HourOfWeek => words::buckets::HOUR_OF_WEEK,
        }
    }
}

/// A time column as codes of its phases in a zone; code 0 is null.
pub fn phases(values: &Segments<i64>, present: Option<&Bitmap>, phase: Phase, zone: &Zone) -> Codes {
    // The hour of the row before holds most rows: logs run with time.
    let mut known = (1, 0, 0);
    let each = values.iter().flat_map(|segment| segment.iter()).enumerate();
    let codes: Vec<u8> = each
        .map(|(row, &at)| {
            if present.is_some_and(|present| !present.get(row)) {
                return 0;
            }
            if at < known.0 || at > known.1 {
                let (from, offset, until) = regime(zone, at);
                let local = at.saturating_add(offset);
                let start = at.saturating_sub(local.rem_euclid(HOUR));
                let code = phase.of(local) - phase.least() + 1;
                known = (start.max(from), start.saturating_add(HOUR - 1).min(until), code as u8);
            }
            known.2
        })
        .collect();
    Codes::U8(segments(&codes))
}

/// The offset in force at a moment, in microseconds, with the first and the last moment of which that is so.
fn regime(zone: &Zone, at: Micros) -> (Micros, i64, Micros) {
    let after = zone.offsets.partition_point(|&(from, _)| from <= at);
    let until = zone.offsets.get(after).map_or(i64::MAX, |&(from, _)| from - 1);
    let (from, seconds) = zone.offsets.get(after.saturating_sub(1)).copied().unwrap_or_default();
    if after == 0 {
        return (i64::MIN, i64::from(seconds) * 1_000_000, until);
    }
    (from, i64::from(seconds) * 1_000_000, until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn codes_agree_with_the_clock_on_the_wall(times in prop::collection::vec(prop::option::of(-9_000_000_000_000_000i64..9_000_000_000_000_000), 0..50), near in prop::collection::vec(0i64..8 * HOUR, 0..20)) {
            const SPRING: i64 = 1_774_746_000_000_000;
            let zone = Zone { name: "Odd".into(), offsets: vec![(i64::MIN, 3600), (SPRING, 9000), (SPRING + 2 * HOUR + HOUR / 3, -1800)] };
            let times: Vec<Option<i64>> = times.into_iter().chain(near.into_iter().map(|after| Some(SPRING - HOUR + after))).collect();
            let present = Bitmap::from_fn(times.len(), |row| times[row].is_some());
            let values: Vec<i64> = times.iter().map(|at| at.unwrap_or_default()).collect();
            for phase in [Phase::Hour, Phase::Weekday, Phase::HourOfWeek] {
                let codes = phases(&segments(&values), Some(&present), phase, &zone);
                for (row, at) in times.iter().enumerate() {
                    let wanted = at.map(|at| phase.of(zone.local(at)));
                    let got = codes.code(row);
                    prop_assert_eq!((got > 0).then(|| phase.decode(got)), wanted);
                    prop_assert!(got as usize <= phase.count());
                }
            }
        }
    }
}

//! The longest times without an event: a log that was off, or a part of the export that is missing.

use crate::table::{Column, Data};
use crate::value::Micros;
use serde::{Deserialize, Serialize};

/// A time without an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// The event before it.
    pub from: Micros,
    /// The event behind it.
    pub to: Micros,
    /// Whether it is far longer than what this log is used to, weekends included.
    pub remarkable: bool,
}

/// Silences that are told.
const TOLD: usize = 3;

/// A silence is remarkable if it is so many times as long as those the log is used to, and no shorter than an hour.
const FACTOR: i64 = 3;
const HOUR: Micros = 3_600_000_000;
const DAY: Micros = 24 * HOUR;

/// The longest silences of a column of times, the longest first. Where the times name no zone, an hour that the clock repeats is none: of
/// what was written in it, nobody knows which time it was.
pub fn silences(column: &Column) -> Vec<Silence> {
    let Data::Time { values, present, time } = &column.data else {
        return Vec::new();
    };
    let mut times: Vec<Micros> = Vec::new();
    for (index, segment) in values.iter().enumerate() {
        match present {
            Some(present) => times.extend(present.iter_segment(index).map(|row| segment[row])),
            None => times.extend_from_slice(segment),
        }
    }
    if !times.is_sorted() {
        times.sort_unstable();
    }
    of(&times, |from, to| {
        let gap = to.saturating_sub(from);
        match time.zoneless && gap >= HOUR {
            true => gap.min(time.assumed.local(to).saturating_sub(time.assumed.local(from))),
            false => gap,
        }
    })
}

/// The longest silences among times in their order, where `between` tells how long it was from one to the next.
fn of(times: &[Micros], between: impl Fn(Micros, Micros) -> Micros) -> Vec<Silence> {
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Vec::new();
    };
    // Nights and weekends come again: what a log is used to is its longest silence once a fortnight is left out.
    let used = (last.saturating_sub(*first) / (14 * DAY)) as usize + 1;
    let mut gaps: Vec<(Micros, Micros, Micros)> = Vec::new();
    let most = (used + 1).max(TOLD);
    for pair in times.windows(2) {
        let gap = between(pair[0], pair[1]);
        if gap <= 0 || gaps.len() == most && gaps[most - 1].0 >= gap {
            continue;
        }
        let at = gaps.partition_point(|&(longer, ..)| longer >= gap);
        gaps.insert(at, (gap, pair[0], pair[1]));
        gaps.truncate(most);
    }
    let usual = gaps.get(used).map(|&(gap, ..)| gap);
    gaps.iter()
        .take(TOLD)
        .map(|&(gap, from, to)| Silence {
            from,
            to,
            remarkable: usual.is_some_and(|usual| gap >= usual.saturating_mul(FACTOR)) && gap >= HOUR,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Position, Raw, Sink};
    use crate::table::{Builder, Dataset};
    use crate::value::{Value, Zone, instant};

    /// Every ten minutes from eight to six on working days, for so many weeks; without the hours in `off`.
    fn office(weeks: i64, off: std::ops::Range<i64>) -> Vec<Micros> {
        (0..weeks * 7 * 24 * 6)
            .filter(|at| {
                let (day, hour) = (at / 144 % 7, at / 6 % 24);
                day < 5 && (8..18).contains(&hour) && !off.contains(&(at / 6))
            })
            .map(|at| at * 600_000_000)
            .collect()
    }

    fn whole(times: &[Micros]) -> Vec<Silence> {
        of(times, |from, to| to.saturating_sub(from))
    }

    #[test]
    fn nights_and_weekends_are_usual_and_a_lost_week_is_not() {
        assert!(whole(&office(6, 0..0)).iter().all(|silence| !silence.remarkable));
        let found = whole(&office(6, 14 * 24..24 * 24));
        assert!(found[0].remarkable && !found[1].remarkable, "{found:?}");
        // From Friday, 17:50, to Thursday in the week after next, 8:00.
        assert_eq!(found[0].to - found[0].from, 12 * DAY + 14 * HOUR + HOUR / 6);
    }

    #[test]
    fn an_hour_that_the_clock_repeats_is_no_silence() {
        let mut builder = Builder::default();
        let column = builder.column("time");
        // Every ten minutes by the clock on the wall, from 20 October to 1 November.
        for at in 0..12 * 144 {
            let text = instant((1_792_454_400 + at * 600) * 1_000_000);
            builder.field(column, Raw::Untyped(text.trim_end_matches('Z')));
            builder.end_record(Position::default());
        }
        let mut table = builder.seal();
        let told = |table: &Dataset| silences(&table.columns[0]).iter().any(|silence| silence.remarkable);
        table.assume(
            "time",
            &Zone {
                name: "Europe/Berlin".into(),
                offsets: vec![(i64::MIN, 7200), (1_792_890_000_000_000, 3600)],
            },
        );
        let times = (0..table.rows).filter_map(|row| match table.columns[0].value(row) {
            Value::Time(at) => Some(at),
            _ => None,
        });
        assert!(whole(&times.collect::<Vec<_>>())[0].remarkable, "an hour has no event");
        assert!(!told(&table));
    }

    #[test]
    fn a_few_events_tell_nothing() {
        assert!(whole(&[]).is_empty());
        assert!(whole(&[1]).is_empty());
        assert!(!whole(&[0, 10 * DAY])[0].remarkable);
        assert_eq!(whole(&[5, 5, 5]).len(), 0);
        assert_eq!(
            (whole(&[i64::MIN, i64::MAX])[0].from, whole(&[i64::MIN, i64::MAX])[0].to),
            (i64::MIN, i64::MAX)
        );
    }
}

//! A time zone as plain data: its offsets from UTC over time, worked out by whoever knows (the browser's `Intl`).

use super::Micros;
use serde::{Deserialize, Serialize};

/// A named zone and the moments at which its offset changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Zone {
    /// IANA name (`Europe/Berlin`), or `UTC`.
    pub name: String,
    /// `(from, seconds east of UTC)`, ascending by `from`; the first entry holds for all earlier moments too. Empty means UTC.
    pub offsets: Vec<(Micros, i32)>,
}

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self {
            name: "UTC".into(),
            offsets: Vec::new(),
        }
    }

    /// Seconds east of UTC at the moment `at`.
    pub fn offset(&self, at: Micros) -> i32 {
        let after = self.offsets.partition_point(|&(from, _)| from <= at);
        self.offsets
            .get(after.saturating_sub(1))
            .map_or(0, |&(_, seconds)| seconds)
    }

    /// The zone without the changes of its clocks that are more than a year from all that lies between these moments.
    pub fn around(&self, first: Micros, last: Micros) -> Self {
        let year = 366 * 86_400_000_000;
        let until = |at: Micros| self.offsets.partition_point(|&(from, _)| from <= at);
        let (before, after) = (until(first.saturating_sub(year)), until(last.saturating_add(year)));
        Self {
            name: self.name.clone(),
            offsets: self.offsets[before.saturating_sub(1)..after.max(before)].to_vec(),
        }
    }

    /// Wall-clock microseconds (as if the clock on the wall showed UTC) at the moment `at`.
    pub fn local(&self, at: Micros) -> Micros {
        at.saturating_add(i64::from(self.offset(at)) * 1_000_000)
    }

    /// The moment at which the clock on the wall showed `local`; where a change of offset skips that hour, the moment after the
    /// change; where it repeats it, the earlier one.
    pub fn moment(&self, local: Micros) -> Micros {
        let day = 86_400_000_000;
        let by = |at: Micros| local.saturating_sub(i64::from(self.offset(at)) * 1_000_000);
        let (before, after) = (by(local.saturating_sub(day)), by(local.saturating_add(day)));
        let shows = |at: &Micros| self.local(*at) == local;
        // In a skipped hour neither shows it; the offset from before the change leads past it.
        [before, after].into_iter().filter(shows).min().unwrap_or(before)
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::utc()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    #[test]
    fn a_change_of_offset_skips_and_repeats_an_hour() {
        // Berlin 2026: +1 h, from 2026-03-29T01:00Z +2 h, from 2026-10-25T01:00Z +1 h.
        let spring = 1_774_746_000_000_000;
        let autumn = 1_792_890_000_000_000;
        let zone = Zone {
            name: "Europe/Berlin".into(),
            offsets: vec![(i64::MIN, 3600), (spring, 7200), (autumn, 3600)],
        };
        assert_eq!(zone.offset(spring - 1), 3600);
        assert_eq!(zone.offset(spring), 7200);
        for at in [spring - HOUR, spring, spring + HOUR, autumn - 2 * HOUR, autumn + HOUR] {
            assert_eq!(zone.moment(zone.local(at)), at);
        }
        assert_eq!(
            zone.moment(zone.local(autumn)),
            autumn - HOUR,
            "a repeated hour means its first pass"
        );
        let near = |first: i64, last: i64| zone.around(first, last).offsets;
        assert_eq!(near(spring, autumn), zone.offsets);
        assert_eq!(near(0, 0), zone.offsets[..1]);
        assert_eq!(near(autumn + 400 * 24 * HOUR, i64::MAX), zone.offsets[2..]);
        let skipped = zone.local(spring) - HOUR;
        assert!((spring..=spring + HOUR).contains(&zone.moment(skipped)));
    }
}

//! Times without a zone, read in another one than before.

use super::{Column, Data, Dataset};
use crate::value::{Micros, Zone, zone_offset};
use std::sync::Arc;

const DAY: Micros = 86_400_000_000;

impl Dataset {
    /// Reads the times of this column, if none of them names a zone, as wall-clock times in `zone`.
    pub fn assume(&mut self, column: &str, zone: &Zone) {
        if let Some(column) = self.columns.iter_mut().find(|known| &*known.name == column) {
            column.assume(zone);
        }
    }

    /// Reads days that were read in the zone `from` in the zone `to`; answers whether there are any.
    pub fn move_days(&mut self, from: &Zone, to: &Zone) -> bool {
        let mut moved = false;
        for column in &mut self.columns {
            if from != to && column.holds_days(from) {
                column.assume(to);
                moved = true;
            }
        }
        moved
    }

    /// Reads times without a zone in the one that the name of their column gives by its distance: `Time (UTC+01:00)`.
    pub fn assume_named(&mut self) {
        for column in &mut self.columns {
            if let Some(zone) = zone_in(&column.name) {
                column.assume(&zone);
            }
        }
    }
}

/// The zone whose distance from UTC stands in a name, or whose abbreviation stands in brackets at its end: `Timestamp (PST)`.
fn zone_in(name: &str) -> Option<Zone> {
    if let Some(minutes) = name
        .rsplit_once(['(', '['])
        .and_then(|(_, word)| zone_offset(word.strip_suffix([')', ']'])?))
    {
        return (minutes != 0).then(|| always(minutes.into()));
    }
    let name = name.to_ascii_uppercase();
    let rest = ["UTC", "GMT"].iter().find_map(|word| Some(name.split_once(word)?.1))?;
    let rest = rest.trim_start();
    let (east, rest) = match rest.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, rest.strip_prefix(['-', '−'])?),
    };
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != ':');
    let digits = rest[..end.unwrap_or(rest.len())].replace(':', "");
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        3 | 4 => {
            let (hours, minutes) = digits.split_at(digits.len() - 2);
            (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?)
        }
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then(|| always(east * (hours * 60 + minutes)))
}

/// The zone that is always so many minutes east of UTC.
fn always(minutes: i32) -> Zone {
    let (sign, distance) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    Zone {
        name: format!("{sign}{:02}:{:02}", distance / 60, distance % 60),
        offsets: vec![(i64::MIN, minutes * 60)],
    }
}

impl Column {
    /// Whether its times are mostly written with the day before the month, in digits that could be taken for the month.
    pub fn day_first(&self) -> bool {
        match &self.data {
            Data::Time { time, .. } => time
                .layouts
                .first()
                .is_some_and(|layout| layout.day_first() == Some(true)),
            _ => false,
        }
    }

    /// Smallest and largest time, microseconds UTC.
    pub fn range(&self) -> Option<(i64, i64)> {
        match &self.data {
            Data::Time { time, .. } => time.range,
            _ => None,
        }
    }

    /// Whether all of it are days: times without a zone, read in this one, and each of them is midnight.
    fn holds_days(&self, zone: &Zone) -> bool {
        let Data::Time { values, present, time } = &self.data else {
            return false;
        };
        let rows = values.iter().flat_map(|segment| segment.iter()).enumerate();
        let mut there = rows.filter(|(row, _)| present.as_ref().is_none_or(|present| present.get(*row)));
        time.zoneless && time.assumed == *zone && there.all(|(_, &at)| zone.local(at).rem_euclid(DAY) == 0)
    }

    fn assume(&mut self, zone: &Zone) {
        let Data::Time { values, present, time } = &mut self.data else {
            return;
        };
        if !time.zoneless || time.assumed == *zone {
            return;
        }
        let before = std::mem::replace(&mut time.assumed, zone.clone());
        let mut range: Option<(i64, i64)> = None;
        let mut last = i64::MIN;
        time.ascending = true;
        let mut row = 0;
        for segment in values {
            let moved: Arc<[i64]> = segment.iter().map(|&at| zone.moment(before.local(at))).collect();
            for &at in &*moved {
                if present.as_ref().is_none_or(|present| present.get(row)) {
                    range = Some(range.map_or((at, at), |(low, high)| (low.min(at), high.max(at))));
                    time.ascending &= last <= at;
                    last = at;
                }
                row += 1;
            }
            *segment = moved.into();
        }
        time.range = range;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::format::{Position, Raw, Sink};
    use crate::value::Value;

    #[test]
    fn a_name_may_give_the_distance_from_utc() {
        for (name, expected) in [
            ("Time (UTC+01:00)", Some(3600)),
            ("Created [GMT-5]", Some(-18_000)),
            ("zeit utc +0530", Some(19_800)),
            ("time_utc", None),
            ("Time (UTC)", None),
            ("gmt-offset", None),
            ("utc+99", None),
            ("Timestamp (PST)", Some(-28_800)),
            ("Zeit [MEZ]", Some(3600)),
            ("Time (CST)", None),
        ] {
            let zone = zone_in(name);
            assert_eq!(zone.map(|zone| zone.offset(0)), expected, "{name}");
        }
    }

    #[test]
    fn days_are_days_of_the_zone_that_is_looked_from() {
        let mut builder = Builder::default();
        for (day, time) in [
            ("2026-02-05", "2026-02-05 00:00:00"),
            ("2026-07-01", "2026-07-01 10:00:00"),
        ] {
            for (name, text) in [("left", day), ("seen", time)] {
                let column = builder.column(name);
                builder.field(column, Raw::Untyped(text));
            }
            builder.end_record(Position::default());
        }
        let mut table = builder.seal();
        let new_york = Zone {
            name: "America/New_York".into(),
            offsets: vec![(i64::MIN, -18_000), (1_772_953_200_000_000, -14_400)],
        };
        assert!(table.move_days(&Zone::utc(), &new_york));
        let at = |table: &Dataset, column: usize, row: usize| {
            crate::value::iso(match table.columns[column].value(row) {
                Value::Time(at) => at,
                other => panic!("{other:?}"),
            })
        };
        assert_eq!(at(&table, 0, 0), "2026-02-05 05:00:00");
        assert_eq!(at(&table, 0, 1), "2026-07-01 04:00:00");
        assert_eq!(at(&table, 1, 1), "2026-07-01 10:00:00", "a clock is not moved");
        assert!(table.move_days(&new_york, &Zone::utc()));
        assert_eq!(at(&table, 0, 0), "2026-02-05 00:00:00");
        assert!(!table.move_days(&new_york, &Zone::utc()));
    }

    #[test]
    fn the_zone_of_zoneless_times_can_be_changed_and_changed_back() {
        let mut builder = Builder::default();
        for text in ["2026-07-01 12:00:00", "2026-01-01 12:00:00"] {
            let column = builder.column("at");
            builder.field(column, Raw::Untyped(text));
            builder.end_record(Position::default());
        }
        let mut table = builder.seal();
        let noon = table.columns[0].value(0);
        let plus = Zone {
            name: "Etc/GMT-2".into(),
            offsets: vec![(i64::MIN, 7200)],
        };
        table.assume("at", &plus);
        let Value::Time(utc) = noon else {
            panic!("{noon:?} is no time")
        };
        assert_eq!(table.columns[0].value(0), Value::Time(utc - 7_200_000_000));
        assert_eq!(table.columns[0].written(0).as_deref(), Some("2026-07-01 12:00:00"));
        table.assume("at", &Zone::utc());
        assert_eq!(table.columns[0].value(0), noon);
    }
}

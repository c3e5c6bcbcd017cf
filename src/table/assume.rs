//! Times without a zone, read in another one than before.

use super::{Column, Data, Dataset};
use crate::value::Zone;
use std::sync::Arc;

impl Dataset {
    /// Reads the times of this column, if none of them names a zone, as wall-clock times in `zone`.
    pub fn assume(&mut self, column: &str, zone: &Zone) {
        if let Some(column) = self.columns.iter_mut().find(|known| &*known.name == column) {
            column.assume(zone);
        }
    }
}

impl Column {
    /// Smallest and largest time, microseconds UTC.
    pub fn range(&self) -> Option<(i64, i64)> {
        match &self.data {
            Data::Time { time, .. } => time.range,
            _ => None,
        }
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

//! The rows that match a filter: a bitmap that is worked out when somebody looks at it and, where the filter is a span of time and
//! perhaps something else, positions in a [`Timeline`], from which counts are read off.

use super::bind::{CellTest, Test, bind};
use super::filter::filter;
use super::keys::Keys;
use super::shard::Shard;
use super::timeline::Timeline;
use super::{Failure, Predicate, kernel};
use crate::table::{Bitmap, Data};
use crate::value::{Micros, Zone};
use std::cell::OnceCell;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Rows of a shard.
pub struct Rows<'a> {
    shard: Shard<'a>,
    test: Test,
    found: OnceCell<Bitmap>,
    span: Option<Span>,
}

/// Rows as a stretch of a timeline.
pub struct Span {
    pub timeline: Arc<Timeline>,
    pub at: Range<usize>,
}

impl Deref for Rows<'_> {
    type Target = Bitmap;

    fn deref(&self) -> &Bitmap {
        self.found.get_or_init(|| filter(&self.shard, &self.test))
    }
}

impl<'a> Rows<'a> {
    /// The rows that pass a predicate whose names are exact.
    pub fn of(shard: &Shard<'a>, predicate: &Predicate, zone: &Zone) -> Result<Self, Failure> {
        let test = bind(shard, predicate, zone)?;
        Ok(Self {
            shard: *shard,
            span: span(shard, predicate, &test, zone)?,
            test,
            found: OnceCell::new(),
        })
    }

    /// The rows as a stretch of a timeline, where they are one.
    pub fn span(&self) -> Option<&Span> {
        self.span.as_ref()
    }

    /// How many rows these are.
    pub fn count_ones(&self) -> usize {
        self.span
            .as_ref()
            .map_or_else(|| (**self).count_ones(), |span| span.at.len())
    }

    /// These rows by the codes of a column's keys, null's count first.
    pub fn by_code(&self, column: usize, keys: &Keys) -> Vec<u32> {
        self.span
            .as_ref()
            .and_then(|span| span.timeline.counts(column, keys, span.at.clone()))
            .unwrap_or_else(|| kernel::count(&keys.codes, self, keys.width))
    }
}

/// The stretch of a timeline that a filter is: some of its parts bound one column of times, the others pick the timeline.
fn span(shard: &Shard<'_>, predicate: &Predicate, test: &Test, zone: &Zone) -> Result<Option<Span>, Failure> {
    let (predicates, tests) = match (predicate, test) {
        (Predicate::And(predicates), Test::Every(tests)) => (&predicates[..], &tests[..]),
        _ => (std::slice::from_ref(predicate), std::slice::from_ref(test)),
    };
    let bounds = |test: &Test| match test {
        Test::Cells {
            column,
            test: CellTest::Whole(low, high),
        } if matches!(shard.column(*column).data, Data::Time { .. }) => Some((*column, *low, *high)),
        _ => None,
    };
    let Some((column, ..)) = tests.iter().find_map(bounds) else {
        return Ok(None);
    };
    let (mut low, mut high) = (Micros::MIN, Micros::MAX);
    let mut rest = Vec::new();
    for (predicate, test) in predicates.iter().zip(tests) {
        match bounds(test) {
            Some((other, from, until)) if other == column => (low, high) = (low.max(from), high.min(until)),
            _ => rest.push(predicate.clone()),
        }
    }
    let Some(timeline) = shard.timeline(column, Predicate::all(rest), zone)? else {
        return Ok(None);
    };
    Ok(Some(Span {
        at: timeline.span(shard, low, high),
        timeline,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::ask::Question;
    use super::super::ask::facet::Facet;
    use super::super::ask::histogram::Histogram;
    use super::super::shard::Cache;
    use super::super::{Bucket, language};
    use super::*;
    use crate::format::Reader;
    use crate::table::Builder;

    /// A file nearly in order of time, with a filter that bounds it.
    #[test]
    fn what_is_read_off_a_timeline_looks_at_no_row() {
        let mut text = String::from("at,who\n");
        for row in 0..5000_u32 {
            let minute = (row ^ 3) % 60;
            text += &format!(
                "2026-01-{:02}T{:02}:{minute:02}:00Z,user {}\n",
                1 + row / 1440,
                row / 60 % 24,
                row % 70
            );
        }
        let (mut reader, mut builder) = (Reader::new(0), Builder::default());
        reader.feed(text.as_bytes(), &mut builder);
        reader.finish(&mut builder);
        let (data, cache, zone) = (builder.seal(), Cache::default(), Zone::utc());
        let shard = Shard::new(&data, &cache, 0, true);
        let facet = Facet {
            column: "who",
            limit: 20,
            search: "",
            ranking: Default::default(),
            offset: 0,
            seen: None,
        };
        let histogram = Histogram {
            column: "at",
            bucket: Bucket::Hour,
            by: Some("who"),
            series: None,
            zone: &zone,
        };
        for day in 1..4 {
            let filter = format!("at>=2026-01-{day:02}T01:00:00Z and at<2026-01-{:02}", day + 1);
            let predicate = language::parse(&filter).unwrap().predicate;
            let rows = Rows::of(&shard, &predicate, &zone).unwrap();
            assert_eq!(rows.count_ones(), 23 * 60);
            facet.scan(&shard, &rows).unwrap();
            histogram.scan(&shard, &rows).unwrap();
            assert!(rows.found.get().is_none(), "day {day}");
        }
    }
}

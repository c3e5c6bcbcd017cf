//! Calendar buckets: where each begins, in a zone whose clocks change. What [`Bucket::start`] works out, as an expression.

use super::printer::{Printer, Source};
use super::speech::quoted;
use crate::query::Bucket;
use crate::query::ask::Phase;
use crate::value::Micros;
use crate::words;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;
const DAY: i64 = 24 * HOUR;

impl Printer<'_> {
    /// The beginning of the bucket that holds the time of a column, as a time. Where clocks change, the source gets a column for the
    /// clock on the wall.
    pub fn bucket(&self, column: &str, bucket: Bucket, source: &mut Source) -> String {
        if bucket == Bucket::Auto {
            return self.unsaid(words::saying::AUTOMATIC_BUCKET, words::saying::WHICH_ONE_IT_COMES);
        }
        if !self.walled(bucket) {
            return self.start(&self.column(column), bucket, None);
        }
        let name = quoted(&self.fresh(&format!("wall {}", source.columns.len())));
        let wall = self.unqualified(|| self.wall(&self.column(column), bucket));
        source.columns.push(format!("{wall} AS {name}"));
        self.qualify();
        self.start(&self.column(column), bucket, Some(&format!("log.{name}")))
    }

    /// Whether where a bucket begins is told by the clock on the wall, which has to be a column.
    pub fn walled(&self, bucket: Bucket) -> bool {
        bucket.width() > HOUR && self.zone.offsets.len() > 1
    }

    /// The beginning, on the clock on the wall, of the bucket that holds a time, in microseconds.
    pub fn wall(&self, time: &str, bucket: Bucket) -> String {
        self.note(words::saying::days_begin_in_zone_changes(
            &self.zone.name.replace(['\n', '\r'], " "),
        ));
        let micros = self.speech.micros(time);
        let local = self.by_change(&self.changes(), &micros, |_, offset| shifted(&micros, offset));
        self.floor_local(&local, bucket)
    }

    /// Whether all zones cut time at the same moments into units of this width, since clocks change by whole ones.
    pub fn even(&self, width: i64) -> bool {
        let fits = |&(from, offset): &(Micros, i64)| offset % width == 0 && (from == i64::MIN || from % width == 0);
        self.changes().iter().all(fits)
    }

    /// The beginning of the bucket that holds a time; `wall` is what [`Printer::wall`] says, where it is [`Printer::walled`].
    pub fn start(&self, time: &str, bucket: Bucket, wall: Option<&str>) -> String {
        let micros = self.speech.micros(time);
        let changes = self.changes();
        let width = bucket.width();
        if width <= HOUR {
            if self.even(width) {
                return self.speech.time(&floor(&micros, width));
            }
            let starts = self.by_change(&changes, &micros, |from, offset| {
                let start = shifted(&floor(&shifted(&micros, offset), width), -offset);
                if from == i64::MIN {
                    start
                } else {
                    self.speech.greatest(&[&start, &from.to_string()])
                }
            });
            return self.timed(time, &starts);
        }
        let Some(wall) = wall else {
            let offset = changes.first().map_or(0, |&(_, offset)| offset);
            let local = self.floor_local(&shifted(&micros, offset), bucket);
            return self.speech.time(&shifted(&local, -offset));
        };
        // The first moment at which the clock on the wall showed this, or the change that skipped it.
        let mut arms = String::new();
        for (at, &(from, offset)) in changes.iter().enumerate() {
            let moment = shifted(wall, -offset);
            let moment_or_change = if from == i64::MIN {
                moment.clone()
            } else {
                self.speech.greatest(&[&moment, &from.to_string()])
            };
            match changes.get(at + 1) {
                Some((until, _)) => arms += &format!(" WHEN {moment} < {until} THEN {moment_or_change}"),
                None => arms += &format!(" ELSE {moment_or_change} END"),
            }
        }
        let start = self.speech.least(&[&format!("CASE{arms}"), &micros]);
        self.timed(time, &start)
    }

    /// What holds at a moment, by the offset in force then, in seconds.
    pub fn by_offset(&self, micros: &str, say: &dyn Fn(i64) -> String) -> String {
        self.by_change(&self.changes(), micros, |_, offset| say(offset / SECOND))
    }

    /// Where the time of a column stands in its day or week by the clock on the wall.
    pub fn phase(&self, column: &str, phase: Phase) -> String {
        let micros = self.speech.micros(&self.column(column));
        let local = self.local(&micros);
        let (round, unit, first) = match phase {
            Phase::Hour => (DAY, HOUR, 0),
            Phase::Weekday => (7 * DAY, DAY, 1),
            Phase::HourOfWeek => (7 * DAY, HOUR, 0),
        };
        // Day 0 was a Thursday.
        let within = format!("(((({local}) + {}) % {round} + {round}) % {round})", 3 * DAY);
        let place = format!("CAST(({within} - {within} % {unit}) / {unit} AS BIGINT)");
        if first == 0 {
            place
        } else {
            format!("{place} + {first}")
        }
    }

    /// The time of so many microseconds, null where another time is: `least` and `greatest` pass nulls over in some databases.
    fn timed(&self, time: &str, micros: &str) -> String {
        format!("CASE WHEN {time} IS NOT NULL THEN {} END", self.speech.time(micros))
    }

    /// The clock on the wall, in microseconds.
    pub fn local(&self, micros: &str) -> String {
        let local = self.by_change(&self.changes(), micros, |_, offset| shifted(micros, offset));
        format!("({local})")
    }

    /// When the zone's clocks changed, and their offset from then on, in microseconds; the first holds for ever before.
    fn changes(&self) -> Vec<(Micros, i64)> {
        let mut changes: Vec<(Micros, i64)> = Vec::new();
        for &(from, seconds) in &self.zone.offsets {
            let from = if changes.is_empty() { i64::MIN } else { from };
            changes.push((from, i64::from(seconds) * SECOND));
        }
        if changes.is_empty() {
            changes.push((i64::MIN, 0));
        }
        changes
    }

    /// What holds at a moment, by the offset in force then.
    fn by_change(&self, changes: &[(Micros, i64)], micros: &str, say: impl Fn(Micros, i64) -> String) -> String {
        if let [(from, offset)] = *changes {
            return say(from, offset);
        }
        let mut arms = String::from("CASE");
        for (at, &(from, offset)) in changes.iter().enumerate() {
            let said = say(from, offset);
            match changes.get(at + 1) {
                Some((until, _)) => arms += &format!(" WHEN {micros} < {until} THEN {said}"),
                None => arms += &format!(" ELSE {said} END"),
            }
        }
        arms
    }

    /// The beginning of a bucket longer than an hour on the clock on the wall.
    fn floor_local(&self, local: &str, bucket: Bucket) -> String {
        match bucket {
            // Day 0 was a Thursday.
            Bucket::Week => shifted(&floor(&shifted(local, 3 * DAY), 7 * DAY), -3 * DAY),
            Bucket::Month | Bucket::Quarter | Bucket::Year => self.speech.calendar(bucket, local),
            _ => floor(local, bucket.width()),
        }
    }
}

/// The greatest multiple of `width` that is not above.
fn floor(micros: &str, width: i64) -> String {
    format!("{micros} - (({micros} % {width}) + {width}) % {width}")
}

fn shifted(micros: &str, by: i64) -> String {
    match by {
        0 => micros.to_owned(),
        by if by < 0 => format!("({micros} - {})", -by),
        by => format!("({micros} + {by})"),
    }
}

//! Functions of times, as the clocks and calendars of the zone have them.

use super::Saying;
use crate::query::formula::typed::Typed;
use crate::query::formula::{Call, Unit, month_name, weekday_name};
use crate::value::Kind;
use crate::words;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

impl Saying<'_, '_> {
    /// Microseconds since 1970 on the clock on the wall.
    fn local(&self, time: &str) -> String {
        self.printer.local(&self.printer.speech.micros(time))
    }

    /// A time as it is shown, with as many digits of the second as it needs.
    pub(super) fn stamp(&self, time: &str) -> String {
        self.printer.note(words::saying::TIMES_ARE_WRITTEN_AS_TEXT);
        let speech = self.printer.speech;
        let format = "%Y-%m-%d %H:%M:%S.%f";
        let written = speech
            .dated(&speech.time(&self.local(time)), format)
            .unwrap_or_default();
        format!("rtrim(rtrim({written}, '0'), '.')")
    }

    pub(super) fn time_call(&self, call: Call, parts: &[Typed]) -> String {
        let speech = self.printer.speech;
        let unit = || {
            self.written_text(&parts[0])
                .as_deref()
                .and_then(Unit::named)
                .unwrap_or(Unit::Day)
        };
        match call {
            Call::Date if parts[0].kind == Some(Kind::Time) => self.value(&parts[0]),
            Call::Date | Call::DateParse => self.unsaid(
                if call == Call::Date { "Date" } else { "DateParse" },
                words::saying::IT_READS_TIMES_AS_THIS,
            ),
            Call::DateFormat => self.formatted(
                &self.value(&parts[0]),
                &self.written_text(&parts[1]).unwrap_or_default(),
            ),
            Call::DateFromUnix => {
                let value = self.value(&parts[0]);
                let micros = match parts[0].kind {
                    Some(Kind::Integer) => self.narrow(&format!("{} * {SECOND}", speech.wide(&value))),
                    _ => {
                        let micros = format!("round({value} * {})", speech.number(SECOND as f64));
                        let most = speech.number(9.2e18);
                        format!("CASE WHEN abs({micros}) < {most} THEN {} END", speech.cut(&micros))
                    }
                };
                speech.time(&micros)
            }
            Call::DateTrunc => self.truncated(unit(), &self.value(&parts[1])),
            Call::DateAdd => self.later(unit(), &parts[1], &self.value(&parts[2])),
            Call::DateDiff => self.difference(unit(), &self.value(&parts[1]), &self.value(&parts[2])),
            Call::DatePart => self.part(unit(), &self.value(&parts[1])),
            Call::Part(unit) => self.part(unit, &self.value(&parts[0])),
            Call::WeekdayName => {
                let names = (0..7).map(|day| (day + 1, weekday_name((day + 3) * DAY)));
                self.named(&self.part(Unit::Weekday, &self.value(&parts[0])), names)
            }
            _ => {
                let names = (1..=12).map(|month| (month, month_name(month as u32)));
                self.named(&self.part(Unit::Month, &self.value(&parts[0])), names)
            }
        }
    }

    fn named(&self, number: &str, names: impl Iterator<Item = (i64, &'static str)>) -> String {
        let arms: Vec<String> = names.map(|(at, name)| format!("WHEN {at} THEN '{name}'")).collect();
        format!("CASE {number} {} END", arms.join(" "))
    }

    /// The beginning of the unit that holds a time.
    fn truncated(&self, unit: Unit, time: &str) -> String {
        let bucket = unit.bucket();
        if !self.printer.walled(bucket) {
            return self.printer.start(time, bucket, None);
        }
        if !self.rows {
            return self.unsaid("DateTrunc", words::saying::OUTSIDE_OF_ROWS);
        }
        let wall = self.printer.wall(time, bucket);
        self.printer.start(time, bucket, Some(&self.printer.own_column(&wall)))
    }

    /// A part of a time as a number.
    fn part(&self, unit: Unit, time: &str) -> String {
        let speech = self.printer.speech;
        let local = self.local(time);
        let clock = |width: i64, round: i64| whole_part(&local, width, round);
        let calendar = |part: &str| speech.calendar_part(part, &speech.time(&local));
        match unit {
            Unit::Hour => clock(3600 * SECOND, 24),
            Unit::Minute => clock(60 * SECOND, 60),
            Unit::Second => clock(SECOND, 60),
            Unit::Millisecond => clock(1000, 1000),
            // The first day of 1970 was a Thursday, the fifth day from Sunday.
            Unit::Weekday => format!("({} + 1)", whole_part(&format!("({local} + {})", 4 * DAY), DAY, 7)),
            Unit::Day => calendar("day"),
            Unit::Month => calendar("month"),
            Unit::Quarter => calendar("quarter"),
            Unit::Year => calendar("year"),
            Unit::Week => calendar("week"),
        }
    }

    /// A time so many units later.
    fn later(&self, unit: Unit, amount: &Typed, time: &str) -> String {
        let speech = self.printer.speech;
        let step = match unit {
            Unit::Year | Unit::Quarter | Unit::Month => None,
            Unit::Week => Some(7 * DAY),
            Unit::Day | Unit::Weekday => Some(DAY),
            Unit::Hour => Some(3600 * SECOND),
            Unit::Minute => Some(60 * SECOND),
            Unit::Second => Some(SECOND),
            Unit::Millisecond => Some(1000),
        };
        let by_clock = step.is_some_and(|step| step < DAY);
        if !by_clock && self.printer.zone.offsets.len() > 1 {
            return self.unsaid("DateAdd", words::saying::DAYS_AND_MONTHS_IN_ZONE);
        }
        match step {
            Some(step) => {
                let micros = speech.wide(&speech.micros(time));
                let amount = speech.wide(&self.value(amount));
                speech.time(&self.narrow(&format!("{micros} + {amount} * {step}")))
            }
            None => {
                let each = match unit {
                    Unit::Year => 12,
                    Unit::Quarter => 3,
                    _ => 1,
                };
                let Some(amount) = self.written(amount).filter(|amount| amount.abs() < 12_000) else {
                    return self.unsaid("DateAdd", words::saying::HOW_MANY_MONTHS_OR_YEARS);
                };
                let moved = speech.months_later(&speech.time(&self.local(time)), amount * each);
                let offset = self
                    .printer
                    .zone
                    .offsets
                    .first()
                    .map_or(0, |&(_, seconds)| i64::from(seconds) * SECOND);
                speech.time(&format!("({} - {offset})", speech.micros(&moved)))
            }
        }
    }

    /// How many beginnings of a unit lie between two times.
    fn difference(&self, unit: Unit, from: &str, to: &str) -> String {
        let speech = self.printer.speech;
        let count = |time: &str| {
            let local = self.local(time);
            let months = |each: i64| {
                let (year, month) = (self.part(Unit::Year, time), self.part(Unit::Month, time));
                format!("(({year}) * {} + floor((({month}) - 1) / {each}))", 12 / each)
            };
            match unit {
                Unit::Year => self.part(Unit::Year, time),
                Unit::Quarter => format!(
                    "(({}) * 4 + {})",
                    self.part(Unit::Year, time),
                    self.part(Unit::Quarter, time)
                ),
                Unit::Month => months(1),
                Unit::Week => floored(&format!("({local} + {})", 3 * DAY), 7 * DAY),
                Unit::Day | Unit::Weekday => floored(&local, DAY),
                unit => floored(&speech.micros(time), unit.bucket().width()),
            }
        };
        if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second | Unit::Millisecond)
            && !self.printer.even(unit.bucket().width())
        {
            return self.unsaid("DateDiff", words::saying::IN_ZONE_WHOSE_CLOCKS_CHANGE);
        }
        format!(
            "CAST({} - {} AS {})",
            count(to),
            count(from),
            speech.kind(Kind::Integer)
        )
    }

    /// A time as text in a format.
    fn formatted(&self, time: &str, format: &str) -> String {
        let speech = self.printer.speech;
        let local = speech.time(&self.local(time));
        let mut pieces: Vec<String> = Vec::new();
        for piece in pieces_of(format) {
            let Some(piece) = piece else {
                let offset = self.printer.by_offset(&speech.micros(time), &|seconds| {
                    let (sign, size) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
                    format!("'{sign}{:02}{:02}'", size / 3600, size / 60 % 60)
                });
                pieces.push(format!("({offset})"));
                continue;
            };
            match speech.dated(&local, &piece) {
                Some(said) => pieces.push(said),
                None => return self.unsaid("DateFormat", words::saying::ONE_OF_ITS_PARTS_HAS),
            }
        }
        self.printer.note(words::saying::TIMES_ARE_WRITTEN_AS_TEXT);
        let said = match &pieces[..] {
            [] => "''".to_owned(),
            [one] => one.clone(),
            _ => format!("({})", pieces.join(" || ")),
        };
        format!("CASE WHEN {time} IS NOT NULL THEN {said} END")
    }
}

/// A format in pieces: `None` for each `%z`, and what stands between them.
fn pieces_of(format: &str) -> Vec<Option<String>> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        let letter = if c == '%' { chars.next() } else { None };
        if letter == Some('z') {
            pieces.extend([Some(std::mem::take(&mut piece)), None]);
        } else {
            piece.push(c);
            piece.extend(letter);
        }
    }
    pieces.push(Some(piece));
    pieces.retain(|piece| piece.as_deref() != Some(""));
    pieces
}

/// How many widths fit below, turned round after so many.
fn whole_part(micros: &str, width: i64, round: i64) -> String {
    let turn = width * round;
    let within = format!("((({micros} % {turn}) + {turn}) % {turn})");
    format!("CAST(({within} - {within} % {width}) / {width} AS BIGINT)")
}

/// How many widths lie below.
fn floored(micros: &str, width: i64) -> String {
    format!("CAST(({micros} - (({micros} % {width}) + {width}) % {width}) / {width} AS BIGINT)")
}

//! What a grouping key stands for: how a column may be cut, the text of a key's values in paths, and the filter of such a text.

use super::text_of;
use crate::protocol::Report;
use crate::query::{Answer, Ask, Bins, Bucket, Comparison, Extent, Key, Op, Part, Phase, Predicate};
use crate::value::{Kind, Micros, Value, Zone, instant, reading};

/// The widths a time key can have, finest last.
pub const BUCKETS: [Bucket; 12] = [
    Bucket::Auto,
    Bucket::Year,
    Bucket::Quarter,
    Bucket::Month,
    Bucket::Week,
    Bucket::Day,
    Bucket::TwelveHours,
    Bucket::ThreeHours,
    Bucket::Hour,
    Bucket::FifteenMinutes,
    Bucket::Minute,
    Bucket::Second,
];
const PHASES: [Phase; 3] = [Phase::Hour, Phase::Weekday, Phase::HourOfWeek];
const BINS: [Bins; 9] = [
    Bins::Auto,
    Bins::Log,
    Bins::Width(1.0),
    Bins::Width(10.0),
    Bins::Width(100.0),
    Bins::Width(1e3),
    Bins::Width(1e4),
    Bins::Width(1e5),
    Bins::Width(1e6),
];
/// The days of the week as the filter language writes them, from Monday.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// The lower and the upper end of a bin in the text of a value.
const TO: &str = "..";

/// Where bins end that only the rows decide: pairs of lower and upper ends.
pub type Ends = Vec<(Value, Value)>;

/// The keys that a column of this kind can make, the usual one first; one alone where there is no choice.
pub fn cuts(column: &str, kind: Kind) -> Vec<Key> {
    let plain = Key::Column(column.to_owned());
    match kind {
        Kind::Time => {
            let bucket = |bucket| Key::Time {
                column: column.to_owned(),
                bucket,
            };
            let phase = |phase| Key::Phase {
                column: column.to_owned(),
                phase,
            };
            let cut = BUCKETS.map(bucket).into_iter().chain(PHASES.map(phase));
            cut.chain([plain]).collect()
        }
        Kind::Integer | Kind::Number => {
            let bin = |bins| Key::Bin {
                column: column.to_owned(),
                bins,
            };
            std::iter::once(plain).chain(BINS.map(bin)).collect()
        }
        _ => vec![plain],
    }
}

/// Whether a key's values have an order of their own, in which they are looked at.
pub fn ordered(key: &Key) -> bool {
    !matches!(key, Key::Column(_))
}

/// A key whose automatic bucket is decided, for at most so many: one that suits the whole log, so that it stays as filters come and go.
pub(super) fn settled(key: Key, report: &Report, zone: &Zone, most: usize) -> Key {
    match key {
        Key::Time {
            column,
            bucket: Bucket::Auto,
        } => {
            let span = report.time.as_ref();
            let bucket = span.map_or(Bucket::Day, |span| Bucket::within(span.first, span.last, most, zone));
            Key::Time { column, bucket }
        }
        key => key,
    }
}

/// The questions where the bins of these keys end, one for each key whose bins only the rows decide.
pub(super) fn ask_ends(keys: &[Key]) -> impl Iterator<Item = Ask> {
    let open = keys.iter().filter_map(|key| match key {
        Key::Bin {
            column,
            bins: bins @ (Bins::Auto | Bins::Log),
        } => Some((column, *bins)),
        _ => None,
    });
    open.map(|(column, bins)| Ask::Distribution {
        column: column.clone(),
        bins,
        by: None,
        series: None,
    })
}

/// Where the bins of each key end, from the answers to those questions; of other keys nothing.
pub fn ends(keys: &[Key], answers: &[Answer]) -> Vec<Ends> {
    let mut told = answers.iter();
    let of = |key: &Key| match key {
        Key::Bin {
            bins: Bins::Auto | Bins::Log,
            ..
        } => match told.next() {
            Some(Answer::Distribution { starts, ends, .. }) => {
                starts.iter().cloned().zip(ends.iter().cloned()).collect()
            }
            _ => Ends::new(),
        },
        _ => Ends::new(),
    };
    keys.iter().map(of).collect()
}

/// A value of a key as the text that [`key_is`] understands; `None` is null. A bin of known end is told by both its ends.
pub fn key_text(value: &Value, ends: &Ends) -> Option<String> {
    let text = text_of(value)?;
    let end = ends.iter().find(|(start, _)| start == value);
    Some(match end.and_then(|(_, end)| text_of(end)) {
        Some(end) => text + TO + &end,
        None => text,
    })
}

/// The two ends in the text of a bin; the upper one is known if the text tells it or all bins are equally wide.
pub fn bin_ends(bins: Bins, text: &str) -> (String, Option<String>) {
    match text.split_once(TO) {
        Some((start, end)) => (start.to_owned(), Some(end.to_owned())),
        None => (text.to_owned(), bins.end(text)),
    }
}

/// The filter that a key's value (as text) stands for; a time bucket is named by its first moment, a bin by its ends. A bin whose end is
/// not known stands for no row.
pub fn key_is(key: &Key, value: Option<&str>, zone: &Zone) -> Predicate {
    let column = key.column();
    let part = |part, text: &str| Predicate::test(column, Op::Part(part, Extent::Is(text.to_owned())));
    let Some(text) = value else {
        return Predicate::test(column, Op::Exists).negate();
    };
    match key {
        Key::Column(_) => Predicate::test(column, Op::Equals(text.into())),
        Key::Time { bucket, .. } => match reading(text, &Zone::utc()) {
            Some((start, _)) => during(column, bucket.span(start, zone)),
            None => Predicate::test(column, Op::Is(text.into())),
        },
        Key::Bin { bins, .. } => match bin_ends(*bins, text) {
            (start, Some(end)) if start == end => Predicate::test(column, Op::Equals(start)),
            (start, Some(end)) => Predicate::And(vec![
                Predicate::test(column, Op::Compare(Comparison::GreaterOrEqual, start)),
                Predicate::test(column, Op::Compare(Comparison::Less, end)),
            ]),
            (_, None) => Predicate::any([]),
        },
        Key::Phase { phase, .. } => {
            let number = text.parse::<usize>().unwrap_or(usize::MAX);
            let day = |at: usize| DAYS.get(at).map(|day| part(Part::Weekday, day));
            let told = match phase {
                Phase::Hour => Some(part(Part::Hour, text)),
                Phase::Weekday => number.checked_sub(1).and_then(day),
                Phase::HourOfWeek => {
                    day(number / 24).map(|day| Predicate::And(vec![day, part(Part::Hour, &(number % 24).to_string())]))
                }
            };
            told.unwrap_or_else(|| Predicate::any([]))
        }
    }
}

/// The filter for rows whose value of a key is none of these. Of a list, which may have one of these beside others, it is not asked.
pub fn key_is_none_of(key: &Key, values: &[Option<String>], zone: &Zone) -> Predicate {
    let Key::Column(column) = key else {
        let tests = values.iter().map(|value| key_is(key, value.as_deref(), zone));
        return Predicate::any(tests).negate();
    };
    let exists = values.contains(&None).then(|| Predicate::test(column, Op::Exists));
    let texts: Vec<String> = values.iter().flatten().cloned().collect();
    let texts = (!texts.is_empty()).then(|| Predicate::test(column, Op::InExactly(texts.into())).negate());
    Predicate::all(exists.into_iter().chain(texts))
}

/// The filter for a half-open span of time.
pub fn during(column: &str, (from, to): (Micros, Micros)) -> Predicate {
    let compare = |comparison, at| Predicate::test(column, Op::Compare(comparison, instant(at)));
    Predicate::And(vec![
        compare(Comparison::GreaterOrEqual, from),
        compare(Comparison::Less, to),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::language::{parse, print};

    fn said(key: &Key, value: Option<&str>) -> String {
        let predicate = key_is(key, value, &Zone::utc());
        let text = print(&predicate);
        assert_eq!(parse(&text).expect("reads").predicate, predicate.normal(), "{text}");
        text
    }

    #[test]
    fn every_cut_of_a_column_stands_for_a_filter_that_can_be_typed() {
        let phase = |phase| Key::Phase {
            column: "time".into(),
            phase,
        };
        let bin = |bins| Key::Bin {
            column: "size".into(),
            bins,
        };
        assert_eq!(said(&phase(Phase::Hour), Some("7")), "hour(time):7");
        assert_eq!(said(&phase(Phase::Weekday), Some("1")), "weekday(time):mon");
        assert_eq!(
            said(&phase(Phase::HourOfWeek), Some("167")),
            "weekday(time):sun AND hour(time):23"
        );
        assert_eq!(said(&bin(Bins::Width(10.0)), Some("-20")), "size>=-20 AND size<-10");
        assert_eq!(said(&bin(Bins::Auto), Some("20..40")), "size>=20 AND size<40");
        assert_eq!(said(&bin(Bins::Log), Some("0..0")), "size=0");
        assert_eq!(said(&bin(Bins::Auto), Some("20")), print(&Predicate::any([])));
        assert_eq!(said(&phase(Phase::Hour), None), "NOT time:*");
    }

    #[test]
    fn bins_are_told_by_both_ends_where_only_the_rows_decide() {
        let keys = [
            Key::Column("a".into()),
            Key::Bin {
                column: "n".into(),
                bins: Bins::Auto,
            },
        ];
        assert_eq!(ask_ends(&keys).count(), 1);
        let told = Answer::Distribution {
            starts: vec![Value::Integer(0), Value::Integer(5)],
            ends: vec![Value::Integer(5), Value::Integer(10)],
            series: Vec::new(),
            unnumbered: 0,
        };
        let ends = ends(&keys, &[told]);
        assert_eq!(key_text(&Value::Integer(5), &ends[1]).as_deref(), Some("5..10"));
        assert_eq!(key_text(&Value::Integer(5), &ends[0]).as_deref(), Some("5"));
        assert_eq!(key_text(&Value::Null, &ends[1]), None);
    }

    #[test]
    fn every_kind_has_its_usual_cut_first() {
        assert_eq!(cuts("t", Kind::Text), [Key::Column("t".into())]);
        assert!(matches!(
            cuts("t", Kind::Time)[0],
            Key::Time {
                bucket: Bucket::Auto,
                ..
            }
        ));
        assert_eq!(cuts("n", Kind::Integer)[0], Key::Column("n".into()));
    }
}

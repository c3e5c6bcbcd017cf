//! Literals read as values of a column's kind: what a test on its cells looks for.

use super::{CellTest, not_of_elements};
use crate::arrange;
use crate::query::calendar::Week;
use crate::query::listed::{self, Texts};
use crate::query::network::Network;
use crate::query::relative::{self, Anchor, Relative};
use crate::query::text::{Case, Needle, TextTest};
use crate::query::{Comparison, Extent, Failure, Op, Part};
use crate::value::{Kind, Zone};
use crate::words;
use std::ops::Bound;
use std::sync::Arc;

/// One test with its literals read as this kind.
pub fn cell_test(column: &str, kind: Kind, op: &Op, zone: &Zone) -> Result<CellTest, Failure> {
    match op {
        Op::Exists => return Ok(CellTest::Exists),
        Op::Like(pattern) | Op::LikeExactly(pattern) if pattern == "*" => return Ok(CellTest::Exists),
        Op::Empty => return Ok(CellTest::Full),
        Op::Part(Part::Count, extent) => return count(column, extent),
        Op::Part(Part::Hour | Part::Weekday, _) | Op::Weekend | Op::Office => return week(column, kind, op, zone),
        Op::Column(..) | Op::Listed { .. } => return Err(not_of_elements(column)),
        _ => {}
    }
    match kind {
        Kind::Text | Kind::List => Ok(CellTest::Text(match op {
            Op::Is(text) => match Network::read(text) {
                Some(network) => TextTest::Inside(network, Needle::new(text)),
                None => TextTest::Is(Needle::new(text)),
            },
            Op::Matches(pattern) => TextTest::matches(pattern, Case::Aside)?,
            Op::MatchesExactly(pattern) => TextTest::matches(pattern, Case::Counts)?,
            Op::Equals(text) => TextTest::Equals(text.clone()),
            Op::Like(pattern) => TextTest::like(pattern, Case::Aside),
            Op::LikeExactly(pattern) => TextTest::like(pattern, Case::Counts),
            Op::Compare(comparison, text) => TextTest::Compare(*comparison, text.clone()),
            Op::Between(low, high) => TextTest::Between(low.clone(), high.clone()),
            Op::In(values) => TextTest::Listed(Arc::new(Texts::new(values))),
            Op::InExactly(values) => TextTest::Listed(Arc::new(Texts::exactly(values))),
            _ => return Ok(CellTest::Exists),
        })),
        Kind::Boolean => truth(column, op),
        Kind::Integer | Kind::Number => match pattern(op)? {
            Some(test) => Ok(CellTest::Written(test)),
            None if kind == Kind::Integer => whole(column, op),
            None => real(column, op),
        },
        Kind::Time => time(column, op, zone),
    }
}

/// The test of a pattern on text as it is written; `None` where the test is of another sort.
fn pattern(op: &Op) -> Result<Option<TextTest>, Failure> {
    Ok(Some(match op {
        Op::Like(pattern) => TextTest::like(pattern, Case::Aside),
        Op::LikeExactly(pattern) => TextTest::like(pattern, Case::Counts),
        Op::Matches(pattern) => TextTest::matches(pattern, Case::Aside)?,
        Op::MatchesExactly(pattern) => TextTest::matches(pattern, Case::Counts)?,
        _ => return Ok(None),
    }))
}

/// How many elements: whole numbers.
fn count(column: &str, extent: &Extent) -> Result<CellTest, Failure> {
    let op = match extent {
        Extent::Is(text) => Op::Is(text.clone()),
        Extent::Compare(comparison, text) => Op::Compare(*comparison, text.clone()),
        Extent::Between(low, high) => Op::Between(low.clone(), high.clone()),
    };
    match whole(&format!("count({column})"), &op)? {
        CellTest::Whole(low, high) => Ok(CellTest::Count(low, high)),
        other => Ok(other),
    }
}

/// Which minutes of the week.
fn week(column: &str, kind: Kind, op: &Op, zone: &Zone) -> Result<CellTest, Failure> {
    let week = match op {
        Op::Part(part, extent) => Week::passing(*part, extent)?,
        Op::Weekend => Week::end(),
        _ => Week::office(),
    };
    if kind != Kind::Time {
        return Err(Failure::new(
            words::asking::does_not_hold_times(&column),
            words::asking::HOURS_WEEKDAYS_WEEKENDS_AND_OFFICE,
        ));
    }
    Ok(CellTest::Week(Arc::new(week), zone.clone()))
}

fn truth(column: &str, op: &Op) -> Result<CellTest, Failure> {
    let read = |text: &str| match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err(Failure::new(
            words::asking::is_true_or_false(&column, &text),
            words::asking::write_true_or_false(&column),
        )),
    };
    let test = |passes: &dyn Fn(bool) -> bool| CellTest::Truth([passes(false), passes(true)]);
    Ok(match op {
        Op::Is(text) | Op::Equals(text) => read(text).map(|wanted| test(&|value| value == wanted))?,
        Op::Compare(comparison, text) => read(text).map(|with| test(&|value| comparison.holds(value.cmp(&with))))?,
        Op::Between(low, high) => {
            let low = low.as_deref().map(read).transpose()?.unwrap_or(false);
            let high = high.as_deref().map(read).transpose()?.unwrap_or(true);
            test(&|value| low <= value && value <= high)
        }
        Op::In(values) | Op::InExactly(values) => {
            let wanted = values.iter().map(|text| read(text)).collect::<Result<Vec<_>, _>>()?;
            test(&|value| wanted.contains(&value))
        }
        _ => match pattern(op)? {
            Some(pattern) => test(&|value| pattern.passes(if value { "true" } else { "false" })),
            None => CellTest::Exists,
        },
    })
}

fn number(column: &str, text: &str) -> Result<f64, Failure> {
    let read = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
    read.ok_or_else(|| {
        Failure::new(
            words::asking::holds_numbers_and_is_not(&column, &text),
            words::asking::write_number_such_as_42(&column),
        )
    })
}

/// Where a literal stands among the integers: itself, or between the two beside it.
fn integer(column: &str, text: &str) -> Result<(i128, i128), Failure> {
    if let Ok(value) = text.trim().parse::<i128>() {
        return Ok((value, value));
    }
    let value = number(column, text)?;
    Ok((value.floor() as i128, value.ceil() as i128))
}

fn whole(column: &str, op: &Op) -> Result<CellTest, Failure> {
    let (low, high) = match op {
        Op::Is(text) | Op::Equals(text) => match integer(column, text)? {
            (low, high) if low == high => (Some(low), Some(high)),
            _ => (Some(1), Some(0)),
        },
        Op::Compare(Comparison::Less, text) => (None, Some(integer(column, text)?.1.saturating_sub(1))),
        Op::Compare(Comparison::LessOrEqual, text) => (None, Some(integer(column, text)?.0)),
        Op::Compare(Comparison::Greater, text) => (Some(integer(column, text)?.0.saturating_add(1)), None),
        Op::Compare(Comparison::GreaterOrEqual, text) => (Some(integer(column, text)?.1), None),
        Op::Between(low, high) => (
            low.as_deref()
                .map(|text| integer(column, text))
                .transpose()?
                .map(|(_, above)| above),
            high.as_deref()
                .map(|text| integer(column, text))
                .transpose()?
                .map(|(below, _)| below),
        ),
        Op::In(values) | Op::InExactly(values) => {
            let one = |text: &String| integer(column, text);
            let read = values.iter().map(one).collect::<Result<Vec<_>, _>>()?;
            let whole = read.into_iter().filter(|(low, high)| low == high);
            let spans = whole.filter_map(|(value, _)| i64::try_from(value).ok().map(|value| (value, value)));
            return Ok(CellTest::Spans(listed::spans(spans.collect()).into()));
        }
        _ => return Ok(CellTest::Exists),
    };
    Ok(span(low, high))
}

/// All integers from `low` to `high`, cut to those that cells can hold.
fn span(low: Option<i128>, high: Option<i128>) -> CellTest {
    let low = low.unwrap_or(i64::MIN.into());
    let high = high.unwrap_or(i64::MAX.into());
    if low > i64::MAX.into() || high < i64::MIN.into() {
        return CellTest::Whole(1, 0);
    }
    CellTest::Whole(low.max(i64::MIN.into()) as i64, high.min(i64::MAX.into()) as i64)
}

fn real(column: &str, op: &Op) -> Result<CellTest, Failure> {
    use Bound::{Excluded, Included, Unbounded};
    let (low, high) = match op {
        Op::Is(text) | Op::Equals(text) => number(column, text).map(|value| (Included(value), Included(value)))?,
        Op::Compare(Comparison::Less, text) => (Unbounded, Excluded(number(column, text)?)),
        Op::Compare(Comparison::LessOrEqual, text) => (Unbounded, Included(number(column, text)?)),
        Op::Compare(Comparison::Greater, text) => (Excluded(number(column, text)?), Unbounded),
        Op::Compare(Comparison::GreaterOrEqual, text) => (Included(number(column, text)?), Unbounded),
        Op::Between(low, high) => {
            let bound = |text: &Option<String>| {
                text.as_deref()
                    .map_or(Ok(Unbounded), |text| number(column, text).map(Included))
            };
            (bound(low)?, bound(high)?)
        }
        Op::In(values) | Op::InExactly(values) => {
            let one = |text: &String| number(column, text).map(|value| value + 0.0);
            let mut read = values.iter().map(one).collect::<Result<Vec<_>, _>>()?;
            arrange::by(&mut read, f64::total_cmp);
            return Ok(CellTest::Reals(read.into()));
        }
        _ => return Ok(CellTest::Exists),
    };
    Ok(CellTest::Real(low, high))
}

/// Times: a literal names a span, from its first moment up to the one after its last. `=` takes its first moment only.
fn time(column: &str, op: &Op, zone: &Zone) -> Result<CellTest, Failure> {
    let hint = || words::asking::write_time_such_as_2026(&column);
    let read = |text: &str| -> Result<(i128, i128), Failure> {
        let read = relative::reading(text, zone);
        let (from, until) = read.ok_or_else(|| match Relative::read(text) {
            Some(Relative {
                anchor: Anchor::Clock, ..
            }) => Failure::new(words::asking::is_told_by_clock(&text), words::asking::WRITE_TIME_OR_ONE),
            _ => Failure::new(words::asking::does_not_read_as_time(&text), hint()),
        })?;
        Ok((from.into(), until.into()))
    };
    let (low, high) = match op {
        Op::Is(text) => read(text).map(|(from, until)| (Some(from), Some(until - 1)))?,
        Op::Equals(text) => read(text).map(|(from, _)| (Some(from), Some(from)))?,
        Op::Compare(Comparison::Less, text) => (None, Some(read(text)?.0 - 1)),
        Op::Compare(Comparison::LessOrEqual, text) => (None, Some(read(text)?.1 - 1)),
        Op::Compare(Comparison::Greater, text) => (Some(read(text)?.1), None),
        Op::Compare(Comparison::GreaterOrEqual, text) => (Some(read(text)?.0), None),
        Op::Between(low, high) => (
            low.as_deref().map(read).transpose()?.map(|span| span.0),
            high.as_deref().map(read).transpose()?.map(|span| span.1 - 1),
        ),
        Op::In(values) | Op::InExactly(values) => {
            let exactly = matches!(op, Op::InExactly(_));
            let one = |text: &String| {
                let (from, until) = read(text)?;
                Ok(match span(Some(from), Some(if exactly { from } else { until - 1 })) {
                    CellTest::Whole(low, high) => (low, high),
                    _ => (1, 0),
                })
            };
            let spans = values.iter().map(one).collect::<Result<Vec<_>, Failure>>()?;
            return Ok(CellTest::Spans(listed::spans(spans).into()));
        }
        Op::Like(pattern) | Op::LikeExactly(pattern) => {
            return Err(Failure::new(words::asking::times_take_no_wildcards(&pattern), hint()));
        }
        Op::Matches(pattern) | Op::MatchesExactly(pattern) => {
            return Err(Failure::new(
                words::asking::times_take_no_regular_expressions(&pattern),
                hint(),
            ));
        }
        _ => return Ok(CellTest::Exists),
    };
    Ok(span(low, high))
}

//! A predicate bound to the columns of a shard: names become indexes, literals values of the column's kind.

use super::calendar::Week;
use super::first::firsts;
use super::listed::{self, Texts};
use super::lookup;
use super::network::Network;
use super::relative::{self, Anchor, Relative};
use super::shard::Shard;
use super::text::{Case, Needle, TextTest};
use super::{Comparison, Extent, Failure, Op, Part, Predicate, Relation, filter, relate};
use crate::table::Bitmap;
use crate::value::{Kind, Value, Zone};
use std::ops::Bound;
use std::sync::Arc;

/// A predicate that knows its columns.
#[derive(Clone, Debug)]
pub enum Test {
    /// All rows, or none.
    Constant(bool),
    Every(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Cells {
        column: usize,
        test: CellTest,
    },
    /// Rows worked out beforehand, or kept from an earlier question.
    Rows(Arc<Bitmap>),
}

/// A test on the cells of one column; nulls fail it.
#[derive(Clone, Debug)]
pub enum CellTest {
    Exists,
    /// Neither the empty text nor a list without elements.
    Full,
    /// On text, or on any element of a list.
    Text(TextTest),
    /// On the digits of a number, as they are written.
    Written(TextTest),
    /// On integers and times, from the first to the second.
    Whole(i64, i64),
    Real(Bound<f64>, Bound<f64>),
    /// On integers and times, one of these spans, which are as [`listed::spans`] makes them.
    Spans(Arc<[(i64, i64)]>),
    /// On numbers, one of these, ascending.
    Reals(Arc<[f64]>),
    /// Whether false passes, and whether true.
    Truth([bool; 2]),
    /// How many elements there are, from the first to the second.
    Count(i64, i64),
    /// On a list that has elements: each of them.
    Each(TextTest),
    /// On times: the minute of the week in this zone.
    Week(Arc<Week>, Zone),
    /// Compared with the cell of this column in the same row.
    Column(Relation, usize),
}

impl CellTest {
    /// Whether this value, which is not null, passes.
    pub fn passes(&self, value: &Value) -> bool {
        match (self, value) {
            (_, Value::Null) => false,
            (Self::Exists, _) => true,
            (Self::Full, Value::Text(text)) => !text.is_empty(),
            (Self::Full, Value::List(elements)) => !elements.is_empty(),
            (Self::Full, _) => true,
            (Self::Count(low, high), Value::List(elements)) => (*low..=*high).contains(&(elements.len() as i64)),
            (Self::Count(low, high), _) => (low..=high).contains(&&1),
            (Self::Each(test), Value::List(elements)) => {
                let passes = |element: &Value| matches!(element, Value::Text(text) if test.passes(text));
                !elements.is_empty() && elements.iter().all(passes)
            }
            (Self::Spans(spans), Value::Integer(value) | Value::Time(value)) => listed::within(spans, *value),
            (Self::Reals(values), Value::Number(value)) => among(values, *value),
            (Self::Text(test), Value::Text(text)) => test.passes(text),
            (Self::Text(_), Value::List(elements)) => elements.iter().any(|element| self.passes(element)),
            (Self::Written(test), Value::Integer(value)) => test.passes(&value.to_string()),
            (Self::Written(test), Value::Number(value)) => test.passes(&crate::table::number(*value)),
            (Self::Whole(low, high), Value::Integer(value) | Value::Time(value)) => (low..=high).contains(&value),
            (Self::Real(low, high), Value::Number(value)) => inside(*value, *low, *high),
            (Self::Truth(passes), Value::Boolean(value)) => passes[usize::from(*value)],
            _ => false,
        }
    }
}

/// Whether a number is one of these, which ascend.
pub fn among(values: &[f64], value: f64) -> bool {
    values.binary_search_by(|known| known.total_cmp(&(value + 0.0))).is_ok()
}

/// Whether a number lies between these bounds.
pub fn inside(value: f64, low: Bound<f64>, high: Bound<f64>) -> bool {
    let above = match low {
        Bound::Included(low) => value >= low,
        Bound::Excluded(low) => value > low,
        Bound::Unbounded => true,
    };
    let below = match high {
        Bound::Included(high) => value <= high,
        Bound::Excluded(high) => value < high,
        Bound::Unbounded => true,
    };
    above && below
}

/// Binds a predicate whose names are exact (see [`Schema::resolve`](super::schema::Schema::resolve)). A column that this shard lacks is
/// null throughout. Fails where a literal does not read as the column's kind.
pub fn bind(shard: &Shard<'_>, predicate: &Predicate, zone: &Zone) -> Result<Test, Failure> {
    let each = |parts: &[Predicate]| {
        parts
            .iter()
            .map(|part| bind(shard, part, zone))
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(match predicate {
        Predicate::All => Test::Constant(true),
        Predicate::And(parts) => Test::Every(each(parts)?),
        Predicate::Or(parts) => Test::Any(each(parts)?),
        Predicate::Not(inner) => Test::Not(Box::new(bind(shard, inner, zone)?)),
        Predicate::Test { column, op: Op::Empty } => match shard.index(column) {
            Some(column) => Test::Not(Box::new(Test::Cells {
                column,
                test: CellTest::Full,
            })),
            None => Test::Constant(true),
        },
        Predicate::Test { column, op } => match shard.index(column) {
            Some(index) => cells(shard, index, op, zone)?,
            None => Test::Constant(false),
        },
        Predicate::Every { column, each: inner } => match shard.index(column) {
            Some(index) if shard.column(index).kind == Kind::List => Test::Cells {
                column: index,
                test: CellTest::Each(element_test(column, &all_written_out(shard, inner), zone)?),
            },
            Some(index) => Test::Every(vec![
                Test::Cells {
                    column: index,
                    test: CellTest::Exists,
                },
                bind(shard, inner, zone)?,
            ]),
            None => Test::Constant(false),
        },
        Predicate::Anywhere(text) => anywhere(shard, text, Needle::new(text)),
        Predicate::AnywhereExactly(text) => anywhere(shard, text, Needle::exact(text)),
        Predicate::Formula(formula) => Test::Cells {
            column: shard.formula(formula)?,
            test: CellTest::Truth([false, true]),
        },
        Predicate::First { columns, time } if shard.alone => {
            let time = time.as_ref().and_then(|time| shard.index(time));
            Test::Rows(firsts(shard, time, columns))
        }
        Predicate::First { .. } => {
            return Err(Failure::new(
                "A part of a table cannot tell which rows are the first of all.",
                "",
            ));
        }
        Predicate::Rows(runs) => Test::Rows(Arc::new(numbered(shard, runs))),
    })
}

/// A test of a column that is there. Those that look at every row whatever the rest of the filter says are worked out here, and kept.
fn cells(shard: &Shard<'_>, column: usize, op: &Op, zone: &Zone) -> Result<Test, Failure> {
    let about = shard.column(column);
    let name = &about.name;
    if let Op::Listed { .. } = op {
        return Ok(Test::Rows(shard.rows_of((column, None), op, zone, || {
            let texts = matches!(about.kind, Kind::Text | Kind::List);
            let readable = |text: &String| texts || cell_test(name, about.kind, &Op::Is(text.clone()), zone).is_ok();
            match cell_test(name, about.kind, &written_out(shard, op, &readable), zone) {
                Ok(test) => filter::cells(about, &test, &Bitmap::new(shard.data.rows, true)),
                Err(_) => Bitmap::new(shard.data.rows, false),
            }
        })));
    }
    let test = match op {
        Op::Column(relation, other) => match shard.index(other) {
            Some(other) => CellTest::Column(*relation, other),
            None => return Ok(Test::Constant(false)),
        },
        _ => cell_test(name, about.kind, op, zone)?,
    };
    let keeps = matches!(
        op,
        Op::Column(..)
            | Op::In(_)
            | Op::InExactly(_)
            | Op::Weekend
            | Op::Office
            | Op::Part(Part::Hour | Part::Weekday, _)
    );
    if !keeps {
        return Ok(Test::Cells { column, test });
    }
    let other = match test {
        CellTest::Column(_, other) => Some(other),
        _ => None,
    };
    Ok(Test::Rows(shard.rows_of((column, other), op, zone, || match test {
        CellTest::Column(relation, other) => relate::rows(shard, column, relation, other),
        test => filter::cells(about, &test, &Bitmap::new(shard.data.rows, true)),
    })))
}

/// The test with the values of a list beside the log that `fit` in the place of its name.
fn written_out(shard: &Shard<'_>, op: &Op, fit: &dyn Fn(&String) -> bool) -> Op {
    let Op::Listed { list, exactly } = op else {
        return op.clone();
    };
    let all = lookup::values(shard.data, list);
    let values = if all.iter().all(fit) {
        all
    } else {
        all.iter().filter(|text| fit(text)).cloned().collect()
    };
    if *exactly {
        Op::InExactly(values)
    } else {
        Op::In(values)
    }
}

/// The tests of elements with the values of lists in the place of their names.
fn all_written_out(shard: &Shard<'_>, each: &Predicate) -> Predicate {
    let parts = |parts: &[Predicate]| parts.iter().map(|part| all_written_out(shard, part)).collect();
    match each {
        Predicate::And(inner) => Predicate::And(parts(inner)),
        Predicate::Or(inner) => Predicate::Or(parts(inner)),
        Predicate::Not(inner) => Predicate::Not(Box::new(all_written_out(shard, inner))),
        Predicate::Test { column, op } => Predicate::test(column, written_out(shard, op, &|_| true)),
        other => other.clone(),
    }
}

/// What is asked of each element of a list, which is a text.
pub fn element_test(column: &str, each: &Predicate, zone: &Zone) -> Result<TextTest, Failure> {
    let parts = |parts: &[Predicate]| {
        parts
            .iter()
            .map(|part| element_test(column, part, zone))
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(match each {
        Predicate::All => TextTest::Every(Vec::new()),
        Predicate::And(inner) => TextTest::Every(parts(inner)?),
        Predicate::Or(inner) => TextTest::Any(parts(inner)?),
        Predicate::Not(inner) => TextTest::Not(Box::new(element_test(column, inner, zone)?)),
        Predicate::Test { op, .. } => match cell_test(column, Kind::Text, op, zone)? {
            CellTest::Text(test) => test,
            CellTest::Exists => TextTest::Every(Vec::new()),
            _ => return Err(not_of_elements(column)),
        },
        _ => return Err(not_of_elements(column)),
    })
}

fn not_of_elements(column: &str) -> Failure {
    Failure::new(
        format!("An element of `{column}` can only be compared with values."),
        format!("Write all({column}):value, all({column}):(a OR b*) or all({column}) in (a, b)."),
    )
}

/// Whether this test can be made of a column of this kind: fails as the engine would.
pub fn check(column: &str, kind: Kind, op: &Op, zone: &Zone) -> Result<(), Failure> {
    if matches!(op, Op::Column(..) | Op::Listed { .. }) {
        return Ok(());
    }
    // A clock and an end of the data there will be.
    let op = op.with_literals(|text| relative::anchored(text, Some(0), Some(0)));
    cell_test(column, kind, &op, zone).map(|_| ())
}

/// The rows of a shard whose numbers in the table are in these runs.
fn numbered(shard: &Shard<'_>, runs: &[(u64, u64)]) -> Bitmap {
    let rows = shard.data.rows as u64;
    let mut found = Bitmap::default();
    for &(from, to) in runs {
        let here = |number: u64| number.saturating_sub(shard.first).min(rows) as usize;
        let (from, until) = (here(from), here(to.saturating_add(1)));
        found.extend(false, from.saturating_sub(found.len()));
        found.extend(true, until.saturating_sub(found.len()));
    }
    found.extend(false, shard.data.rows - found.len());
    found
}

fn anywhere(shard: &Shard<'_>, text: &str, needle: Needle) -> Test {
    let number = text.parse::<i64>().ok();
    let tests = shard.columns().filter_map(|(column, _, known)| {
        let test = match known.kind {
            Kind::Text | Kind::List => CellTest::Text(TextTest::Contains(needle.clone())),
            Kind::Integer => number.map(|number| CellTest::Whole(number, number))?,
            _ => return None,
        };
        Some(Test::Cells { column, test })
    });
    Test::Any(tests.collect())
}

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
            format!("`{column}` does not hold times."),
            "Hours, weekdays, weekends and office hours are those of a time.",
        ));
    }
    Ok(CellTest::Week(Arc::new(week), zone.clone()))
}

fn truth(column: &str, op: &Op) -> Result<CellTest, Failure> {
    let read = |text: &str| match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err(Failure::new(
            format!("`{column}` is true or false, and `{text}` is neither."),
            format!("Write {column}:true or {column}:false."),
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
            format!("`{column}` holds numbers, and `{text}` is not one."),
            format!("Write a number, such as {column}:42 or {column}>=1.5."),
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
            read.sort_unstable_by(f64::total_cmp);
            return Ok(CellTest::Reals(read.into()));
        }
        _ => return Ok(CellTest::Exists),
    };
    Ok(CellTest::Real(low, high))
}

/// Times: a literal names a span, from its first moment up to the one after its last. `=` takes its first moment only.
fn time(column: &str, op: &Op, zone: &Zone) -> Result<CellTest, Failure> {
    let hint = || format!("Write a time such as {column}:2026-01, {column}>=\"2026-01-05 14:00\" or {column}>=now-7d.");
    let read = |text: &str| -> Result<(i128, i128), Failure> {
        let read = relative::reading(text, zone);
        let (from, until) = read.ok_or_else(|| match Relative::read(text) {
            Some(Relative {
                anchor: Anchor::Clock, ..
            }) => Failure::new(
                format!("`{text}` is told by the clock, and this question came without one."),
                "Write a time, or one from the end of the data such as now-7d.",
            ),
            _ => Failure::new(format!("`{text}` does not read as a time."), hint()),
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
            return Err(Failure::new(format!("`{pattern}`: times take no wildcards."), hint()));
        }
        Op::Matches(pattern) | Op::MatchesExactly(pattern) => {
            return Err(Failure::new(
                format!("`/{pattern}/`: times take no regular expressions."),
                hint(),
            ));
        }
        _ => return Ok(CellTest::Exists),
    };
    Ok(span(low, high))
}

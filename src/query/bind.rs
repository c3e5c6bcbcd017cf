//! A predicate bound to the columns of a shard: names become indexes, literals values of the column's kind.

use super::first::firsts;
use super::network::Network;
use super::shard::Shard;
use super::text::{Needle, TextTest};
use super::{Comparison, Failure, Op, Predicate};
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
    /// On text, or on any element of a list.
    Text(TextTest),
    /// On the digits of a number, as they are written.
    Written(TextTest),
    /// On integers and times, from the first to the second.
    Whole(i64, i64),
    Real(Bound<f64>, Bound<f64>),
    /// Whether false passes, and whether true.
    Truth([bool; 2]),
}

impl CellTest {
    /// Whether this value, which is not null, passes.
    pub fn passes(&self, value: &Value) -> bool {
        match (self, value) {
            (_, Value::Null) => false,
            (Self::Exists, _) => true,
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
        Predicate::Test { column, op } => match shard.index(column) {
            Some(index) => Test::Cells {
                column: index,
                test: cell_test(column, shard.column(index).kind, op, zone)?,
            },
            None => Test::Constant(false),
        },
        Predicate::Anywhere(text) => anywhere(shard, text),
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

fn anywhere(shard: &Shard<'_>, text: &str) -> Test {
    let needle = Needle::new(text);
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
    if *op == Op::Exists || matches!(op, Op::Like(pattern) if pattern == "*") {
        return Ok(CellTest::Exists);
    }
    match kind {
        Kind::Text | Kind::List => Ok(CellTest::Text(match op {
            Op::Is(text) => match Network::read(text) {
                Some(network) => TextTest::Inside(network, Needle::new(text)),
                None => TextTest::Is(Needle::new(text)),
            },
            Op::Matches(pattern) => TextTest::matches(pattern)?,
            Op::Equals(text) => TextTest::Equals(text.clone()),
            Op::Like(pattern) => TextTest::like(pattern),
            Op::Compare(comparison, text) => TextTest::Compare(*comparison, text.clone()),
            Op::Between(low, high) => TextTest::Between(low.clone(), high.clone()),
            Op::Exists => return Ok(CellTest::Exists),
        })),
        Kind::Boolean => truth(column, op),
        Kind::Integer | Kind::Number => match op {
            Op::Like(pattern) => Ok(CellTest::Written(TextTest::like(pattern))),
            Op::Matches(pattern) => Ok(CellTest::Written(TextTest::matches(pattern)?)),
            _ if kind == Kind::Integer => whole(column, op),
            _ => real(column, op),
        },
        Kind::Time => time(column, op, zone),
    }
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
        Op::Like(pattern) => {
            let pattern = TextTest::like(pattern);
            test(&|value| pattern.passes(if value { "true" } else { "false" }))
        }
        Op::Matches(pattern) => {
            let pattern = TextTest::matches(pattern)?;
            test(&|value| pattern.passes(if value { "true" } else { "false" }))
        }
        Op::Exists => CellTest::Exists,
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
        Op::Like(_) | Op::Matches(_) | Op::Exists => return Ok(CellTest::Exists),
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
        Op::Like(_) | Op::Matches(_) | Op::Exists => return Ok(CellTest::Exists),
    };
    Ok(CellTest::Real(low, high))
}

/// Times: a literal names a span, from its first moment up to the one after its last. `=` takes its first moment only.
fn time(column: &str, op: &Op, zone: &Zone) -> Result<CellTest, Failure> {
    let hint = || format!("Write a time such as {column}:2026-01 or {column}>=\"2026-01-05 14:00\".");
    let read = |text: &str| -> Result<(i128, i128), Failure> {
        let (from, until) = crate::value::reading(text, zone)
            .ok_or_else(|| Failure::new(format!("`{text}` does not read as a time."), hint()))?;
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
        Op::Like(pattern) => {
            return Err(Failure::new(format!("`{pattern}`: times take no wildcards."), hint()));
        }
        Op::Matches(pattern) => {
            return Err(Failure::new(
                format!("`/{pattern}/`: times take no regular expressions."),
                hint(),
            ));
        }
        Op::Exists => return Ok(CellTest::Exists),
    };
    Ok(span(low, high))
}

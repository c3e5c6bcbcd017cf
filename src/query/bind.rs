//! A predicate bound to the columns of a shard: names become indexes, literals values of the column's kind.

mod literal;

pub use literal::cell_test;

use super::calendar::Week;
use super::first::firsts;
use super::listed;
use super::lookup;
use super::relative;
use super::shard::Shard;
use super::text::{Needle, TextTest};
use super::{Failure, Op, Part, Predicate, Relation, filter, relate};
use crate::table::Bitmap;
use crate::value::{Kind, Value, Zone};
use crate::words;
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
            return Err(Failure::new(words::asking::PART_OF_TABLE_CANNOT_TELL, ""));
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
        words::asking::element_of_can_only_be(&column),
        words::asking::write_all_value_all(&column),
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

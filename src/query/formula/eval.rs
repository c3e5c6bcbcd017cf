//! Works a checked formula out over a batch of rows, part by part.

use super::function::{Call, Family};
use super::numbers;
use super::tree::Binary;
use super::typed::{Node, Typed};
use super::vector::{Vector, at};
use super::{lists, texts, times};
use crate::value::{Kind, Zone};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Rows that are worked out together.
pub(super) struct Batch<'a> {
    pub rows: usize,
    /// The values of each leaf.
    pub leaves: Vec<Vector<'a>>,
    pub zone: &'a Zone,
}

/// The arguments of a function, worked out.
pub(super) struct Arguments<'b, 'a> {
    pub values: Vec<Cow<'b, Vector<'a>>>,
    pub kinds: Vec<Kind>,
    /// Rows to give: one where all arguments stand for all rows.
    pub rows: usize,
    pub zone: &'a Zone,
}

impl<'a> Arguments<'_, 'a> {
    /// How many.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The argument at this position.
    pub fn get(&self, position: usize) -> &Vector<'a> {
        &self.values[position]
    }

    pub fn text(&self, position: usize, row: usize) -> Option<&str> {
        self.values[position].text(row)
    }

    pub fn whole(&self, position: usize, row: usize) -> Option<i64> {
        at(self.values[position].wholes(), row).copied()
    }

    pub fn real(&self, position: usize, row: usize) -> Option<f64> {
        at(self.values[position].reals(), row).copied()
    }

    /// A value for each row.
    pub fn each<T>(&self, value: impl FnMut(usize) -> Option<T>) -> Vec<Option<T>> {
        (0..self.rows).map(value).collect()
    }

    /// A text for each row.
    pub fn each_text(&self, mut value: impl FnMut(usize) -> Option<String>) -> Vector<'a> {
        Vector::Text(self.each(|row| value(row).map(Cow::Owned)))
    }

    /// A text for each row that is a piece of the first argument.
    pub fn each_piece(&self, mut piece: impl FnMut(usize, &str) -> Option<std::ops::Range<usize>>) -> Vector<'a> {
        Vector::Text(self.each(|row| {
            let text = at(self.values[0].texts(), row)?;
            let range = piece(row, text)?;
            Some(match text {
                Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
                Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
            })
        }))
    }

    /// A condition for each row.
    pub fn each_test(&self, mut test: impl FnMut(usize) -> bool) -> Vector<'a> {
        Vector::Boolean(self.each(|row| Some(test(row))))
    }
}

/// The values of a formula over a batch: as many as it has rows, or one that stands for all.
pub(super) fn evaluate<'b, 'a>(typed: &Typed, batch: &'b Batch<'a>) -> Cow<'b, Vector<'a>> {
    let kind = typed.kind.unwrap_or(Kind::Text);
    Cow::Owned(match &typed.node {
        Node::Null => Vector::null(kind),
        Node::Boolean(value) => Vector::Boolean(vec![Some(*value)]),
        Node::Integer(value) => Vector::Whole(vec![Some(*value)]),
        Node::Number(value) => Vector::Real(vec![Some(*value)]),
        Node::Text(text) => Vector::Text(vec![Some(Cow::Owned(text.clone()))]),
        Node::Leaf(leaf) => return Cow::Borrowed(&batch.leaves[*leaf]),
        Node::Real(inner) => {
            let inner = evaluate(inner, batch);
            Vector::Real(
                inner
                    .wholes()
                    .iter()
                    .map(|value| value.map(|value| value as f64))
                    .collect(),
            )
        }
        Node::Not(inner) => {
            let inner = evaluate(inner, batch);
            Vector::Boolean(
                inner
                    .booleans()
                    .iter()
                    .map(|value| Some(*value != Some(true)))
                    .collect(),
            )
        }
        Node::Minus(inner) => numbers::minus(&evaluate(inner, batch)),
        Node::Binary(operator, a, b) => {
            let arguments = arguments([&**a, &**b].into_iter(), batch);
            binary(*operator, &arguments)
        }
        Node::Lookup(join, keys) => join.answer(kind, &arguments(keys.iter(), batch)),
        Node::Call(call, parts) => function(*call, kind, &arguments(parts.iter(), batch)),
    })
}

fn arguments<'b, 'a, 't>(parts: impl Iterator<Item = &'t Typed>, batch: &'b Batch<'a>) -> Arguments<'b, 'a> {
    let (values, kinds): (Vec<_>, Vec<_>) = parts
        .map(|part| (evaluate(part, batch), part.kind.unwrap_or(Kind::Text)))
        .unzip();
    let single = values.iter().all(|value: &Cow<'_, Vector<'_>>| value.len() == 1);
    Arguments {
        values,
        kinds,
        rows: if single { 1 } else { batch.rows },
        zone: batch.zone,
    }
}

fn binary<'a>(operator: Binary, both: &Arguments<'_, 'a>) -> Vector<'a> {
    let (a, b) = (both.get(0), both.get(1));
    match operator {
        Binary::And => both.each_test(|row| a.holds(row) && b.holds(row)),
        Binary::Or => both.each_test(|row| a.holds(row) || b.holds(row)),
        Binary::Equal => both.each_test(|row| compare(a, b, row) == Some(Ordering::Equal)),
        Binary::Differ => both.each_test(|row| compare(a, b, row) != Some(Ordering::Equal)),
        Binary::Less => both.each_test(|row| compare(a, b, row).is_some_and(Ordering::is_lt)),
        Binary::LessOrEqual => both.each_test(|row| compare(a, b, row).is_some_and(Ordering::is_le)),
        Binary::Greater => both.each_test(|row| compare(a, b, row).is_some_and(Ordering::is_gt)),
        Binary::GreaterOrEqual => both.each_test(|row| compare(a, b, row).is_some_and(Ordering::is_ge)),
        Binary::Join => texts::function(Call::Concat, both),
        Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Modulo => {
            numbers::arithmetic(operator, both)
        }
    }
}

/// How two values stand to each other in a row; `None` where one is null. Texts by code point, numbers by value, exactly.
pub(super) fn compare(a: &Vector<'_>, b: &Vector<'_>, row: usize) -> Option<Ordering> {
    match (a, b) {
        (Vector::Text(a), Vector::Text(b)) => Some(at(a, row)?.as_ref().cmp(at(b, row)?.as_ref())),
        (Vector::Whole(a), Vector::Whole(b)) => Some(at(a, row)?.cmp(at(b, row)?)),
        (Vector::Real(a), Vector::Real(b)) => at(a, row)?.partial_cmp(at(b, row)?),
        (Vector::Whole(a), Vector::Real(b)) => numbers::compare(*at(a, row)?, *at(b, row)?),
        (Vector::Real(a), Vector::Whole(b)) => numbers::compare(*at(b, row)?, *at(a, row)?).map(Ordering::reverse),
        (Vector::Boolean(a), Vector::Boolean(b)) => Some(at(a, row)?.cmp(at(b, row)?)),
        _ => None,
    }
}

fn function<'a>(call: Call, kind: Kind, given: &Arguments<'_, 'a>) -> Vector<'a> {
    match call {
        Call::If => {
            let last = given.len() - 1;
            choose(kind, given, |row| {
                let held = (0..last).step_by(2).find(|&at| given.get(at).holds(row));
                held.map(|at| at + 1).or(last.is_multiple_of(2).then_some(last))
            })
        }
        Call::Switch => {
            let last = given.len() - 1;
            choose(kind, given, |row| {
                let equal = |&at: &usize| compare(given.get(0), given.get(at), row) == Some(Ordering::Equal);
                let held = (1..last).step_by(2).find(equal);
                held.map(|at| at + 1).or((!last.is_multiple_of(2)).then_some(last))
            })
        }
        Call::Coalesce => choose(kind, given, |row| {
            (0..given.len()).find(|&at| !given.get(at).is_null(row))
        }),
        Call::Greatest => choose(kind, given, |row| best(given, row, Ordering::Greater)),
        Call::Least => choose(kind, given, |row| best(given, row, Ordering::Less)),
        Call::IsNull => given.each_test(|row| given.get(0).is_null(row)),
        Call::IsNotNull => given.each_test(|row| !given.get(0).is_null(row)),
        Call::In => {
            let equal = |row: usize, at: usize| compare(given.get(0), given.get(at), row) == Some(Ordering::Equal);
            given.each_test(|row| (1..given.len()).any(|at| equal(row, at)))
        }
        Call::Between => given.each_test(|row| {
            let stands = |at: usize| compare(given.get(0), given.get(at), row);
            stands(1).is_some_and(Ordering::is_ge) && stands(2).is_some_and(Ordering::is_le)
        }),
        call => match call.about() {
            Family::Number => numbers::function(call, given),
            Family::Time => times::function(call, given),
            Family::List => lists::function(call, given),
            _ => texts::function(call, given),
        },
    }
}

/// The greatest or least of the arguments in a row, the first of equals.
fn best(given: &Arguments<'_, '_>, row: usize, wanted: Ordering) -> Option<usize> {
    let there = (0..given.len()).filter(|&at| !given.get(at).is_null(row));
    there.reduce(|best, next| {
        let order = compare(given.get(next), given.get(best), row);
        if order == Some(wanted) { next } else { best }
    })
}

/// In each row the argument that is picked; null where none is.
fn choose<'a>(kind: Kind, given: &Arguments<'_, 'a>, pick: impl Fn(usize) -> Option<usize>) -> Vector<'a> {
    match kind {
        Kind::Boolean => Vector::Boolean(given.each(|row| at(given.get(pick(row)?).booleans(), row).copied())),
        Kind::Integer | Kind::Time => Vector::Whole(given.each(|row| at(given.get(pick(row)?).wholes(), row).copied())),
        Kind::Number => Vector::Real(given.each(|row| at(given.get(pick(row)?).reals(), row).copied())),
        Kind::Text | Kind::List => Vector::Text(given.each(|row| at(given.get(pick(row)?).texts(), row).cloned())),
    }
}

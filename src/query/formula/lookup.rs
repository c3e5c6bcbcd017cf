//! A look into another table: the rows of the log and the rows of that table meet in keys that are equal.

use super::check::{Checker, Over, capital, checked, real, toward};
use super::eval::Arguments;
use super::function::{Call, Function};
use super::place::fault;
use super::print::{print, print_name};
use super::seen::only_in_columns;
use super::signature::kind_words;
use super::tree::Expr;
use super::typed::{Checked, Node, Typed};
use super::vector::{Vector, at};
use super::{Failure, Formula, Schema};
use crate::query::atom::Real;
use crate::query::lookup::{Beside, find};
use crate::table::{Column, Dataset, Keyed, Lookup};
use crate::value::{Kind, Value, Zone};
use crate::words;
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

/// What a look into another table needs.
#[derive(Debug)]
pub(crate) struct Join {
    /// The table's exact name.
    pub table: String,
    /// What comes out, worked out in the table; `None` for how many rows there are.
    pub of: Option<Checked>,
    /// The keys, worked out in the table.
    pub keys: Vec<Checked>,
    /// Set before anything is worked out.
    found: OnceLock<Found>,
}

/// A table made ready.
#[derive(Debug)]
struct Found {
    keyed: Arc<Keyed>,
    values: Option<Column>,
}

/// Says that a column stands in a place where only those of another table may.
pub(super) fn elsewhere(schema: &Schema, name: &str, at: usize) -> Failure {
    let written = print_name(name);
    let hint = match schema.beside(name) {
        Some(_) => words::formulas::WRITE_LOOKUP_TABLE_COLUMN_KEY.to_owned(),
        None => words::formulas::FIRST_ARGUMENT_OF_LOOKUP.to_owned(),
    };
    fault(words::formulas::is_column_of_another_table(&written), at, hint)
}

impl Checker<'_> {
    /// A look into another table.
    pub fn lookup(&mut self, function: &Function, parts: &[Expr], whole: &Expr) -> Result<Typed, Failure> {
        let end = whole.span.end.saturating_sub(1);
        if self.over == Over::Groups {
            let what = words::formulas::stands_outside_of_aggregate(&function.name);
            let hint = words::formulas::group_has_many_rows_write_max(&print(whole));
            return Err(fault(what, whole.span.start, hint));
        }
        let (of, pairs) = match function.call {
            Call::Lookup => (parts.first(), parts.get(1..).unwrap_or_default()),
            _ => (None, parts),
        };
        if !pairs.len().is_multiple_of(2) {
            let hint = format!("Write {}.", function.signature());
            return Err(fault(words::formulas::KEY_STANDS_WITHOUT_OTHER_TABLES, end, hint));
        }
        let theirs: Vec<&Expr> = of.into_iter().chain(pairs.iter().skip(1).step_by(2)).collect();
        let table = self.table(&theirs, end)?.clone();
        let inside = self.schema.inside(&table);
        let side = |expr: &Expr| {
            only_in_columns(expr)?;
            checked(expr.clone(), &inside, Over::Rows)
        };
        let of = of.map(side).transpose()?;
        let (mut keys, mut given) = (Vec::new(), Vec::new());
        for pair in pairs.chunks_exact(2) {
            let (own, key) = (self.expr(&pair[0])?, side(&pair[1])?);
            let (own, key) = alike(own, key, &pair[0], &pair[1])?;
            given.push(own);
            keys.push(key);
        }
        self.zoned |= of.iter().chain(&keys).any(|side| side.zoned);
        let kind = of.as_ref().map_or(Some(Kind::Integer), |of| of.root.kind);
        let join = Join {
            table: table.name,
            of,
            keys,
            found: OnceLock::new(),
        };
        Ok(Typed {
            kind,
            node: Node::Lookup(Arc::new(join), given),
        })
    }

    /// The one table whose columns these name.
    fn table(&self, theirs: &[&Expr], end: usize) -> Result<&Beside, Failure> {
        let mut found: Option<&Beside> = None;
        let mut wrong = None;
        for expr in theirs {
            expr.each_column(&mut |name, span| match (self.schema.beside(name), found) {
                (Some((table, _)), None) => found = Some(table),
                (Some((table, _)), Some(known)) if table.name == known.name => {}
                (Some(_), Some(known)) => {
                    let what = words::formulas::is_not_of_table(&print_name(name), &known.name);
                    wrong = wrong.take().or(Some(fault(
                        what,
                        span.start,
                        words::formulas::ONE_LOOKUP_LOOKS_INTO_ONE,
                    )));
                }
                (None, _) => wrong = wrong.take().or(Some(self.foreign(name, span.start))),
            });
        }
        match (wrong, found) {
            (Some(wrong), _) => Err(wrong),
            (None, Some(table)) => Ok(table),
            (None, None) => Err(fault(
                words::formulas::NO_OTHER_TABLE_IS_NAMED,
                theirs.first().map_or(end, |expr| expr.span.start),
                words::formulas::COLUMNS_OF_ANOTHER_TABLE_ARE,
            )),
        }
    }

    /// Says that a column of the log stands where one of another table must.
    fn foreign(&self, name: &str, at: usize) -> Failure {
        let hint = match &self.schema.lookups[..] {
            [] => words::formulas::ADD_FILE_AS_TABLE.to_owned(),
            [table, ..] => {
                let column = table.columns.first().map_or("column", |(column, _)| column);
                words::formulas::columns_of_another_table_are_written(&(print_name(&table.path(column))))
            }
        };
        fault(words::formulas::is_no_column_of_another(&print_name(name)), at, hint)
    }
}

/// A key of the log and one of the table, made of one kind.
fn alike(own: Typed, mut key: Checked, a: &Expr, b: &Expr) -> Result<(Typed, Checked), Failure> {
    for (kind, expr) in [(own.kind, a), (key.root.kind, b)] {
        if kind == Some(Kind::List) {
            let hint = words::formulas::write_array_element_or_join(&print(expr));
            return Err(fault(words::formulas::LIST_IS_NO_KEY, expr.span.start, hint));
        }
    }
    match (own.kind, key.root.kind) {
        (Some(x), Some(y)) if x == y => Ok((own, key)),
        (None, _) | (_, None) => Ok((own, key)),
        (Some(Kind::Integer | Kind::Number), Some(Kind::Integer | Kind::Number)) => {
            key.root = real(key.root);
            Ok((real(own), key))
        }
        (Some(x), Some(y)) => {
            let text = if x == Kind::Text {
                toward(x, y, b)
            } else {
                toward(y, x, a)
            };
            let what = words::formulas::and_never_are_one_key(&capital(kind_words(x)), &kind_words(y));
            Err(fault(
                what,
                b.span.start,
                text.unwrap_or_else(|| words::formulas::MAKE_BOTH_TEXTS_WITH_TEXT.into()),
            ))
        }
    }
}

/// Makes the tables ready that a formula looks into.
pub(super) fn prepare(typed: &Typed, data: &Dataset, zone: &Zone) {
    if let Node::Lookup(join, _) = &typed.node
        && let Some(lookup) = find(data, &join.table)
    {
        join.found.get_or_init(|| join.ready(lookup, zone));
    }
    typed.parts().into_iter().for_each(|part| prepare(part, data, zone));
}

impl Join {
    fn ready(&self, lookup: &Lookup, zone: &Zone) -> Found {
        let table = Beside::of(lookup);
        let column = |checked: &Checked| {
            let columns: Vec<Option<&Column>> = checked
                .columns()
                .map(|path| {
                    lookup
                        .data
                        .columns
                        .iter()
                        .find(|column| table.path(&column.name) == path)
                })
                .collect();
            match (&checked.root.node, &columns[..]) {
                (Node::Leaf(_), [Some(column)]) => (*column).clone(),
                _ => super::make(checked, &columns, &lookup.data, zone),
            }
        };
        let kinds: Vec<Kind> = self.keys.iter().map(Checked::kind).collect();
        let what: Vec<String> = self
            .keys
            .iter()
            .map(|key| format!("{} {:?} {}", Formula::of(&key.exact).text(), key.kind(), zone.name))
            .collect();
        // Worked out only where the keys are not there yet.
        let columns: OnceLock<Vec<Column>> = OnceLock::new();
        let keyed = lookup.keyed(&what.join("\n"), |row, out| {
            let columns = columns.get_or_init(|| self.keys.iter().map(&column).collect());
            columns
                .iter()
                .zip(&kinds)
                .all(|(column, kind)| write_value(out, &column.value(row), *kind))
        });
        Found {
            keyed,
            values: self.of.as_ref().map(column),
        }
    }

    /// What the table has for these keys.
    pub(super) fn answer<'a>(&self, kind: Kind, given: &Arguments<'_, 'a>) -> Vector<'a> {
        let Some(found) = self.found.get() else {
            return Vector::null(kind);
        };
        let mut key = String::new();
        let mut stands = |row: usize| {
            key.clear();
            let there = (0..given.len()).all(|at| write_cell(&mut key, given.get(at), row));
            there
                .then_some(key.as_str())
                .map(|key| (found.keyed.first(key), found.keyed.count(key)))
        };
        let Some(values) = &found.values else {
            return Vector::Whole(given.each(|row| Some(stands(row).map_or(0, |(_, count)| count.into()))));
        };
        let mut first = |row: usize| stands(row)?.0;
        match kind {
            Kind::Boolean => Vector::Boolean(given.each(|row| match values.value(first(row)?) {
                Value::Boolean(value) => Some(value),
                _ => None,
            })),
            Kind::Integer | Kind::Time => Vector::Whole(given.each(|row| match values.value(first(row)?) {
                Value::Integer(value) | Value::Time(value) => Some(value),
                _ => None,
            })),
            Kind::Number => Vector::Real(given.each(|row| match values.value(first(row)?) {
                Value::Number(value) => Some(value),
                _ => None,
            })),
            Kind::Text | Kind::List => Vector::Text(given.each(|row| {
                let text = values.text(first(row)?)?;
                Some(Cow::Owned(text.into_owned()))
            })),
        }
    }
}

/// Appends a value to a key, so that different values never make the same text; false for null.
fn write_value(out: &mut String, value: &Value, kind: Kind) -> bool {
    match value {
        Value::Text(text) => write_text(out, text),
        Value::Integer(value) if kind == Kind::Number => write_real(out, *value as f64),
        Value::Integer(value) | Value::Time(value) => write_whole(out, *value),
        Value::Number(value) => write_real(out, *value),
        Value::Boolean(value) => write_whole(out, i64::from(*value)),
        Value::Null | Value::List(_) => false,
    }
}

/// The same of a value in a batch.
fn write_cell(out: &mut String, values: &Vector<'_>, row: usize) -> bool {
    match values {
        Vector::Text(_) => values.text(row).is_some_and(|text| write_text(out, text)),
        Vector::Whole(values) => at(values, row).is_some_and(|&value| write_whole(out, value)),
        Vector::Real(values) => at(values, row).is_some_and(|&value| write_real(out, value)),
        Vector::Boolean(values) => at(values, row).is_some_and(|&value| write_whole(out, i64::from(value))),
    }
}

fn write_text(out: &mut String, text: &str) -> bool {
    out.push_str(text);
    // No text says where it ends.
    write!(out, "\0{}\0", text.len()).is_ok()
}

fn write_whole(out: &mut String, value: i64) -> bool {
    write!(out, "{value}\0").is_ok()
}

/// What is no number is no key.
fn write_real(out: &mut String, value: f64) -> bool {
    !value.is_nan() && write!(out, "{}\0", Real::new(value).bits()).is_ok()
}

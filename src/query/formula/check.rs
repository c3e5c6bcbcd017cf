//! Binds a formula to the columns of a table, and finds errors of kind before anything is run.

mod call;

use super::super::{Failure, Schema, language};
use super::function::{Call, ELSEWHERE, FUNCTIONS, find};
use super::place::fault;
use super::print::{print, print_name};
use super::signature::{Takes, kind_words};
use super::tree::{Binary, Expr, Term};
use super::typed::{Checked, Leaf, Node, Typed};
use crate::value::{Kind, Zone, reading};
use crate::words;

/// Over what a formula is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    Rows,
    /// Columns stand inside of aggregates only.
    Groups,
}

/// Checks a formula against the columns of a table.
///
/// # Errors
/// A column or function that does not exist, or a value of the wrong kind: what is wrong, at which character, and what to do about it.
pub(super) fn check(expr: &Expr, schema: &Schema, over: Over) -> Result<Checked, Failure> {
    let exact = expr.rename(&mut |name, span| match (schema.find(name), schema.beside(name)) {
        (Ok((exact, _)), _) => Ok(exact.to_owned()),
        (_, Some((table, column))) => Ok(table.path(column)),
        (Err(failure), None) => {
            let hint = if failure.hint.is_empty() {
                words::formulas::TEXT_STANDS_IN_QUOTES.into()
            } else {
                failure.hint
            };
            Err(fault(failure.what, span.start, hint))
        }
    })?;
    checked(exact, schema, over)
}

/// Checks a formula under exact names.
pub(super) fn checked(exact: Expr, schema: &Schema, over: Over) -> Result<Checked, Failure> {
    let mut checker = Checker {
        schema,
        over,
        leaves: Vec::new(),
        zoned: false,
    };
    let root = checker.expr(&exact)?;
    Ok(Checked {
        root,
        leaves: checker.leaves,
        zoned: checker.zoned,
        exact,
    })
}

pub(super) struct Checker<'a> {
    pub schema: &'a Schema,
    pub over: Over,
    pub leaves: Vec<Leaf>,
    pub zoned: bool,
}

impl Checker<'_> {
    pub fn expr(&mut self, expr: &Expr) -> Result<Typed, Failure> {
        Ok(match &expr.term {
            Term::Null => Typed {
                kind: None,
                node: Node::Null,
            },
            Term::Boolean(value) => Typed::new(Kind::Boolean, Node::Boolean(*value)),
            Term::Integer(value) => Typed::new(Kind::Integer, Node::Integer(*value)),
            Term::Number(value) => Typed::new(Kind::Number, Node::Number(*value)),
            Term::Text(text) => Typed::new(Kind::Text, Node::Text(text.clone())),
            Term::Column(name) => self.column(name, expr)?,
            Term::Not(inner) => {
                let inner = self.condition(inner, "not")?;
                Typed::new(Kind::Boolean, Node::Not(Box::new(inner)))
            }
            Term::Minus(inner) => {
                let typed = self.number(inner, words::formulas::MINUS)?;
                Typed {
                    kind: typed.kind,
                    node: Node::Minus(Box::new(typed)),
                }
            }
            Term::Binary(operator, a, b) => self.binary(*operator, a, b)?,
            Term::Call(name, parts) => match find(name) {
                Some(function) => self.call(function, parts, expr)?,
                None => return Err(unknown(name, expr.span.start)),
            },
        })
    }

    fn column(&mut self, name: &str, expr: &Expr) -> Result<Typed, Failure> {
        if self.over == Over::Groups {
            return Err(fault(
                words::formulas::stands_outside_of_aggregate(&print_name(name)),
                expr.span.start,
                words::formulas::group_has_many_rows_write(&print_name(name)),
            ));
        }
        if !self.schema.columns.iter().any(|(known, _)| known == name) {
            return Err(super::lookup::elsewhere(self.schema, name, expr.span.start));
        }
        let kind = self.schema.kind(name);
        let known = |leaf: &Leaf| matches!(leaf, Leaf::Column(known, _) if known == name);
        let at = self.leaves.iter().position(known).unwrap_or(self.leaves.len());
        if at == self.leaves.len() {
            self.leaves.push(Leaf::Column(name.to_owned(), kind));
        }
        Ok(Typed::new(kind, Node::Leaf(at)))
    }

    fn condition(&mut self, expr: &Expr, what: &str) -> Result<Typed, Failure> {
        let typed = self.expr(expr)?;
        self.fit(typed, Takes::Boolean, expr, what)
    }

    fn number(&mut self, expr: &Expr, what: &str) -> Result<Typed, Failure> {
        let typed = self.expr(expr)?;
        self.fit(typed, Takes::Numeric, expr, what)
    }

    fn binary(&mut self, operator: Binary, a: &Expr, b: &Expr) -> Result<Typed, Failure> {
        let both = |kind, a, b| Typed::new(kind, Node::Binary(operator, Box::new(a), Box::new(b)));
        match operator {
            Binary::And | Binary::Or => {
                let (a, b) = (self.condition(a, operator.sign())?, self.condition(b, operator.sign())?);
                Ok(both(Kind::Boolean, a, b))
            }
            Binary::Join => {
                let mut parts = Vec::new();
                for part in [a, b] {
                    let typed = self.expr(part)?;
                    parts.push(self.fit(typed, Takes::Scalar, part, "&")?);
                }
                Ok(Typed::new(Kind::Text, Node::Call(Call::Concat, parts)))
            }
            Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Modulo => {
                let (x, y) = (self.number(a, operator.sign())?, self.number(b, operator.sign())?);
                let whole = x.kind == Some(Kind::Integer) && y.kind == Some(Kind::Integer);
                if whole && operator != Binary::Divide {
                    Ok(both(Kind::Integer, x, y))
                } else {
                    Ok(both(Kind::Number, real(x), real(y)))
                }
            }
            _ => {
                let (x, y) = (self.expr(a)?, self.expr(b)?);
                for (typed, expr) in [(&x, a), (&y, b)] {
                    let (what, hint) = match typed.kind {
                        None => (
                            words::formulas::NOTHING_EQUALS_NULL,
                            words::formulas::WRITE_X_IS_NULL.to_owned(),
                        ),
                        Some(Kind::List) => (
                            words::formulas::LIST_IS_COMPARED_WITH_NOTHING,
                            format!("Write ArrayContains({}, \"…\").", print(expr)),
                        ),
                        _ => continue,
                    };
                    return Err(fault(what, expr.span.start, hint));
                }
                let (x, y) = self.alike(x, a, y, b, operator.sign())?;
                let ordered = !matches!(operator, Binary::Equal | Binary::Differ);
                if ordered && x.kind == Some(Kind::Boolean) {
                    return Err(fault(
                        words::formulas::TRUE_AND_FALSE_ARE_NEITHER,
                        a.span.start,
                        words::formulas::WRITE_CONDITION_BY_ITSELF,
                    ));
                }
                Ok(both(Kind::Boolean, x, y))
            }
        }
    }

    /// Two values that can be compared: of one kind, numbers of any, a time with the text of one.
    fn alike(&mut self, x: Typed, a: &Expr, y: Typed, b: &Expr, what: &str) -> Result<(Typed, Typed), Failure> {
        let numeric = |typed: &Typed| matches!(typed.kind, Some(Kind::Integer | Kind::Number));
        if x.kind == y.kind || numeric(&x) && numeric(&y) {
            return Ok((x, y));
        }
        if x.kind == Some(Kind::Time) && matches!(y.node, Node::Text(_)) {
            return Ok((x, self.moment(y, b)?));
        }
        if y.kind == Some(Kind::Time) && matches!(x.node, Node::Text(_)) {
            return Ok((self.moment(x, a)?, y));
        }
        let (Some(k), Some(l)) = (x.kind, y.kind) else {
            return Ok((x, y));
        };
        Err(fault(
            words::formulas::and_are_compared(&capital(kind_words(k)), &kind_words(l), &what),
            b.span.start,
            toward(k, l, b).unwrap_or_else(|| words::formulas::COMPARE_VALUES_OF_ONE_KIND.into()),
        ))
    }

    /// The time that a text in quotes says.
    fn moment(&mut self, typed: Typed, expr: &Expr) -> Result<Typed, Failure> {
        if let Node::Text(text) = &typed.node
            && reading(text, &Zone::utc()).is_none()
        {
            return Err(fault(
                words::formulas::does_not_read_as_time(&text),
                expr.span.start,
                words::formulas::WRITE_TIME_SUCH_AS_2026,
            ));
        }
        self.zoned = true;
        Ok(Typed::new(Kind::Time, Node::Call(Call::Date, vec![typed])))
    }
}
/// How a value of one kind is made to be of another, where that can be.
pub(super) fn toward(wanted: Kind, found: Kind, expr: &Expr) -> Option<String> {
    let text = print(expr);
    Some(match (wanted, found) {
        (Kind::Text, Kind::List) => words::formulas::write_array_element_or_join(&text),
        (Kind::Text, _) => format!("Write Text({text})."),
        (Kind::Time, Kind::Text) => format!("Write Date({text})."),
        (Kind::Time, Kind::Integer | Kind::Number) => format!("Write DateFromUnix({text})."),
        (Kind::Number | Kind::Integer, Kind::Time) => words::formulas::WRITE_DATEDIFF_FOR_TIME_BETWEEN.into(),
        (Kind::Number, Kind::Text | Kind::Boolean) => words::formulas::write_number_joins_texts(&text),
        (Kind::Integer, Kind::Number | Kind::Text | Kind::Boolean) => format!("Write Int({text})."),
        (Kind::Boolean, Kind::Text) => words::formulas::write_comparison_such_as_true(&text),
        (Kind::Boolean, Kind::Integer | Kind::Number) => words::formulas::write_comparison(&text),
        _ => return None,
    })
}

/// A whole number as one that need not be.
pub(super) fn real(typed: Typed) -> Typed {
    match (typed.kind, &typed.node) {
        (Some(Kind::Integer), Node::Integer(value)) => Typed::new(Kind::Number, Node::Number(*value as f64)),
        (Some(Kind::Integer), Node::Null) => Typed::new(Kind::Number, Node::Null),
        (Some(Kind::Integer), _) => Typed::new(Kind::Number, Node::Real(Box::new(typed))),
        _ => typed,
    }
}

fn unknown(name: &str, at: usize) -> Failure {
    let lower = name.to_ascii_lowercase();
    let elsewhere = ELSEWHERE
        .iter()
        .find(|(other, _)| *other == lower)
        .map(|&(_, known)| known);
    let names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
    let hint = match elsewhere.or_else(|| language::nearest(name, &names)).and_then(find) {
        Some(meant) => words::asking::did_you_mean(&meant.signature()),
        None => words::formulas::COLUMNS_NAME_STANDS_IN_BRACKETS.into(),
    };
    fault(words::formulas::there_is_no_function(&name), at, hint)
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

//! Functions with their arguments: how many, of which kinds, and what comes out.

use super::super::function::{Aggregate, Call, Family, Function, Unit};
use super::super::place::fault;
use super::super::signature::{Gives, Takes, kind_words};
use super::super::tree::{Binary, Expr, Term};
use super::super::typed::{Leaf, Node, Part, Typed};
use super::super::{format, seen, texts};
use super::{Checker, Over, capital, real, toward};
use crate::query::Failure;
use crate::query::atom::element_kind;
use crate::value::Kind;
use crate::words;

impl Checker<'_> {
    pub(super) fn call(&mut self, function: &'static Function, parts: &[Expr], whole: &Expr) -> Result<Typed, Failure> {
        count(function, parts, whole)?;
        if let Call::Aggregate(aggregate) = function.call {
            return self.aggregate(function, aggregate, parts, whole);
        }
        if matches!(function.call, Call::Lookup | Call::LookupCount) {
            return self.lookup(function, parts, whole);
        }
        if matches!(function.call, Call::FirstSeen | Call::IsFirst) {
            return self.seen(function, parts, whole);
        }
        let mut typed = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let takes = takes(function, at, parts.len());
            let value = self.expr(part)?;
            typed.push(self.fit(value, takes, part, function.name)?);
        }
        let kind = match function.call {
            Call::If => {
                let (results, kind) = self.common(typed, parts, &|at| result(at, parts.len(), 0), true, function)?;
                typed = results;
                kind
            }
            Call::Switch => {
                let (cases, _) = self.common(typed, parts, &|at| !result(at, parts.len(), 1), false, function)?;
                let (results, kind) = self.common(cases, parts, &|at| result(at, parts.len(), 1), true, function)?;
                typed = results;
                kind
            }
            _ if function.slots.iter().any(|slot| slot.takes == Takes::Same) => {
                let (same, kind) = self.common(typed, parts, &|_| true, function.gives == Gives::Same, function)?;
                typed = same;
                kind
            }
            _ => None,
        };
        if matches!(function.call, Call::Greatest | Call::Least | Call::Between | Call::In)
            && typed.iter().any(|typed| typed.kind == Some(Kind::List))
        {
            return Err(fault(
                words::formulas::takes_single_values(&function.name),
                whole.span.start,
                words::formulas::WRITE_ARRAYCONTAINS_TO_LOOK_INTO,
            ));
        }
        let gives = match function.gives {
            Gives::Kind(kind) => Some(kind),
            Gives::Same => kind,
            Gives::First | Gives::Element | Gives::Middle => {
                typed.first().and_then(|typed| typed.kind).or(Some(Kind::Integer))
            }
            Gives::Wider => {
                let real_one = typed.iter().any(|typed| typed.kind == Some(Kind::Number));
                if real_one {
                    typed = typed.into_iter().map(real).collect();
                }
                Some(if real_one { Kind::Number } else { Kind::Integer })
            }
        };
        let timed = typed.iter().any(|typed| typed.kind == Some(Kind::Time));
        let printed = matches!(function.call, Call::Text | Call::Concat | Call::Hash | Call::Pseudonym);
        self.zoned |= function.family == Family::Time || timed && printed;
        Ok(Typed {
            kind: gives,
            node: Node::Call(function.call, typed),
        })
    }

    /// One kind for the arguments that `among` picks; made of that kind where they are what comes out.
    fn common(
        &mut self,
        mut typed: Vec<Typed>,
        parts: &[Expr],
        among: &dyn Fn(usize) -> bool,
        out: bool,
        function: &Function,
    ) -> Result<(Vec<Typed>, Option<Kind>), Failure> {
        let picked: Vec<usize> = (0..typed.len()).filter(|&at| among(at)).collect();
        let literal = |typed: &Typed| matches!(typed.node, Node::Text(_));
        let timed = picked.iter().any(|&at| typed[at].kind == Some(Kind::Time));
        let mut kind: Option<Kind> = None;
        for &at in &picked {
            if timed && literal(&typed[at]) {
                typed[at] = self.moment(typed[at].clone(), &parts[at])?;
            }
            kind = match (kind, typed[at].kind) {
                (known, None) => known,
                (None, found) => found,
                (Some(a), Some(b)) if a == b => Some(a),
                (Some(Kind::Integer | Kind::Number), Some(Kind::Integer | Kind::Number)) => Some(Kind::Number),
                (Some(a), Some(b)) => {
                    return Err(fault(
                        words::formulas::has_and_where_one_kind(&function.name, &kind_words(a), &kind_words(b)),
                        parts[at].span.start,
                        toward(a, b, &parts[at]).unwrap_or_else(|| words::formulas::USE_VALUES_OF_ONE_KIND.into()),
                    ));
                }
            };
        }
        for &at in &picked {
            let value = std::mem::replace(
                &mut typed[at],
                Typed {
                    kind: None,
                    node: Node::Null,
                },
            );
            typed[at] = match (value.kind, kind) {
                (None, kind) => Typed { kind, ..value },
                (Some(Kind::Integer), Some(Kind::Number)) if out => real(value),
                _ => value,
            };
        }
        Ok((typed, kind))
    }

    /// The value as this argument takes it.
    pub(super) fn fit(&mut self, typed: Typed, takes: Takes, expr: &Expr, what: &str) -> Result<Typed, Failure> {
        let Some(kind) = typed.kind else {
            let kind = match takes {
                Takes::Any | Takes::Same => return Ok(typed),
                Takes::Unit | Takes::Part | Takes::Pattern | Takes::Format => {
                    return Err(wrong(
                        what,
                        takes,
                        "null",
                        expr,
                        words::formulas::PUT_IT_IN_QUOTES.into(),
                    ));
                }
                Takes::Percent => return percent(typed, expr, what),
                Takes::Scalar | Takes::Text => Kind::Text,
                Takes::Numeric | Takes::Whole | Takes::Middle => Kind::Integer,
                Takes::Real => Kind::Number,
                Takes::Boolean => Kind::Boolean,
                Takes::Time | Takes::Moment => Kind::Time,
                Takes::List => Kind::List,
            };
            return Ok(Typed::new(kind, typed.node));
        };
        let fits = match takes {
            Takes::Any | Takes::Same => true,
            Takes::Scalar => kind != Kind::List,
            Takes::Text => kind == Kind::Text,
            Takes::Numeric | Takes::Real => matches!(kind, Kind::Integer | Kind::Number),
            Takes::Whole => kind == Kind::Integer,
            Takes::Boolean => kind == Kind::Boolean,
            Takes::Time => {
                if matches!(typed.node, Node::Text(_)) {
                    return self.moment(typed, expr);
                }
                kind == Kind::Time
            }
            Takes::Moment => matches!(kind, Kind::Time | Kind::Text),
            Takes::List => kind == Kind::List,
            Takes::Middle => matches!(kind, Kind::Integer | Kind::Number | Kind::Time),
            Takes::Percent => return percent(typed, expr, what),
            Takes::Unit | Takes::Part | Takes::Pattern | Takes::Format => {
                return written(typed, takes, expr, what);
            }
        };
        if !fits {
            let wanted = match takes {
                Takes::Text | Takes::Scalar => Kind::Text,
                Takes::Numeric | Takes::Real | Takes::Middle => Kind::Number,
                Takes::Whole => Kind::Integer,
                Takes::Boolean => Kind::Boolean,
                Takes::List => Kind::List,
                _ => Kind::Time,
            };
            let hint = toward(wanted, kind, expr).unwrap_or_else(|| words::formulas::it_takes(&takes.words()));
            return Err(wrong(what, takes, kind_words(kind), expr, hint));
        }
        Ok(if takes == Takes::Real { real(typed) } else { typed })
    }

    fn aggregate(
        &mut self,
        function: &'static Function,
        aggregate: Aggregate,
        parts: &[Expr],
        whole: &Expr,
    ) -> Result<Typed, Failure> {
        if self.over == Over::Rows {
            return Err(fault(
                words::formulas::works_on_rows_of_group(&function.name),
                whole.span.start,
                words::formulas::USE_IT_IN_MEASURE,
            ));
        }
        let mut rows = Checker {
            schema: self.schema,
            over: Over::Rows,
            leaves: Vec::new(),
            zoned: false,
        };
        let mut kinds = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            seen::only_in_columns(part)?;
            let typed = rows.expr(part)?;
            kinds.push(
                rows.fit(typed, takes(function, at, parts.len()), part, function.name)?
                    .kind,
            );
        }
        let first = kinds.first().copied().flatten();
        let kind = match function.gives {
            Gives::Kind(kind) => kind,
            Gives::Element => first.map_or(Kind::Text, element_kind),
            Gives::Middle if first != Some(Kind::Time) => Kind::Number,
            _ => first.unwrap_or(Kind::Integer),
        };
        let percent = match parts.get(1).map(|part| &part.term) {
            Some(Term::Integer(percent)) if aggregate == Aggregate::Percentile => *percent as f64,
            Some(Term::Number(percent)) if aggregate == Aggregate::Percentile => *percent,
            _ => 50.0,
        };
        let edge = matches!(aggregate, Aggregate::First | Aggregate::Last);
        let part = Part {
            aggregate,
            of: aggregated(aggregate, parts),
            by: parts.get(1).filter(|_| edge).cloned(),
            percent,
            kind: first.unwrap_or(kind),
        };
        let known = |leaf: &Leaf| matches!(leaf, Leaf::Part(known, _) if *known == part);
        let at = self.leaves.iter().position(known).unwrap_or(self.leaves.len());
        if at == self.leaves.len() {
            self.leaves.push(Leaf::Part(part, kind));
        }
        Ok(Typed::new(kind, Node::Leaf(at)))
    }
}

/// What an aggregate looks at in each row: a value, a condition, or a value where conditions hold.
fn aggregated(aggregate: Aggregate, parts: &[Expr]) -> Option<Expr> {
    let at = |term, expr: &Expr| Expr {
        term,
        span: expr.span.clone(),
    };
    let (value, conditions) = match aggregate {
        Aggregate::CountIf => (None, parts),
        Aggregate::Percentile | Aggregate::First | Aggregate::Last => (Some(parts.first()?), &parts[..0]),
        _ => (Some(parts.first()?), &parts[1..]),
    };
    let all = conditions
        .iter()
        .cloned()
        .reduce(|a, b| at(Term::Binary(Binary::And, Box::new(a.clone()), Box::new(b)), &a));
    match (value, all) {
        (Some(value), None) if aggregate == Aggregate::Count => {
            Some(at(Term::Call("IsNotNull".into(), vec![value.clone()]), value))
        }
        (Some(value), None) => Some(value.clone()),
        (Some(value), Some(all)) => Some(at(Term::Call("If".into(), vec![all, value.clone()]), value)),
        (None, all) => all,
    }
}

/// Whether the argument at this position of `If` (from 0) or `Switch` (from 1) is a value that comes out.
fn result(at: usize, count: usize, from: usize) -> bool {
    let Some(place) = at.checked_sub(from) else {
        return false;
    };
    place % 2 == 1 || at + 1 == count && (count - from) % 2 == 1
}

/// What the argument at this position takes: after the first condition of an `If` come conditions and values by turns.
fn takes(function: &Function, at: usize, count: usize) -> Takes {
    if function.call == Call::If && !result(at, count, 0) {
        return Takes::Boolean;
    }
    function.slot(at).map_or(Takes::Any, |slot| slot.takes)
}

fn count(function: &Function, parts: &[Expr], whole: &Expr) -> Result<(), Failure> {
    let (least, most) = function.arity();
    let fits = parts.len() >= least && most.is_none_or(|most| parts.len() <= most);
    if fits {
        return Ok(());
    }
    let at = match most {
        Some(most) if parts.len() > most => parts[most].span.start,
        _ => whole.span.end.saturating_sub(1),
    };
    let number = |count: usize| match count {
        0 => words::formulas::NO_ARGUMENT.to_owned(),
        1 => words::formulas::ONE_ARGUMENT.to_owned(),
        count => format!("{count} arguments"),
    };
    let wants = match most {
        Some(most) if most == least => number(least),
        Some(most) => format!("{least} to {}", number(most)),
        None => words::formulas::at_least(&number(least)),
    };
    Err(fault(
        words::formulas::takes_and_here_are(&function.name, &wants, &parts.len()),
        at,
        format!("Write {}.", function.signature()),
    ))
}

/// An argument that is written out in quotes and read before anything is run.
fn written(typed: Typed, takes: Takes, expr: &Expr, what: &str) -> Result<Typed, Failure> {
    let Node::Text(text) = &typed.node else {
        let found = typed.kind.map_or("null", kind_words);
        return Err(wrong(
            what,
            takes,
            found,
            expr,
            words::formulas::IT_HAS_TO_BE_KNOWN.into(),
        ));
    };
    match takes {
        Takes::Unit | Takes::Part => {
            let names = Unit::names(takes);
            let known = Unit::named(text).is_some_and(|unit| takes == Takes::Part || unit != Unit::Weekday);
            if !known {
                return Err(fault(
                    words::formulas::is_no_unit_of_time(&text),
                    expr.span.start,
                    words::formulas::one_of(&names.join(", ")),
                ));
            }
        }
        Takes::Pattern => {
            texts::pattern(text).map_err(|error| {
                fault(
                    words::formulas::is_no_regular_expression(&text, &error),
                    expr.span.start,
                    words::formulas::PUT_BACKSLASH_BEFORE_SIGNS,
                )
            })?;
        }
        Takes::Format => {
            format::check(text).map_err(|letter| {
                fault(
                    words::formulas::is_not_known_in_format(&letter),
                    expr.span.start,
                    words::formulas::KNOWN_ARE_Y_M_D,
                )
            })?;
        }
        _ => {}
    }
    Ok(typed)
}

/// A share of a hundred that is written out.
fn percent(typed: Typed, expr: &Expr, what: &str) -> Result<Typed, Failure> {
    let value = match typed.node {
        Node::Integer(value) => Some(value as f64),
        Node::Number(value) => Some(value),
        _ => None,
    };
    if value.is_some_and(|value| (0.0..=100.0).contains(&value)) {
        return Ok(typed);
    }
    let found = typed.kind.map_or("null", kind_words);
    Err(wrong(
        what,
        Takes::Percent,
        found,
        expr,
        words::formulas::SUCH_AS_A_PERCENTILE.into(),
    ))
}

fn wrong(what: &str, takes: Takes, found: &str, expr: &Expr, hint: String) -> Failure {
    fault(
        words::formulas::takes_and_this(&capital(what), &takes.words(), &found),
        expr.span.start,
        hint,
    )
}

//! Binds a formula to the columns of a table, and finds errors of kind before anything is run.

use super::super::{Failure, Schema, language};
use super::function::{Aggregate, Call, ELSEWHERE, FUNCTIONS, Family, Function, Unit, find};
use super::place::fault;
use super::print::{print, print_name};
use super::signature::{Gives, Takes, kind_words};
use super::tree::{Binary, Expr, Term};
use super::typed::{Checked, Leaf, Node, Part, Typed};
use crate::query::atom::element_kind;
use crate::value::{Kind, Zone, reading};

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
                "A text stands in quotes.".into()
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
                let typed = self.number(inner, "A minus")?;
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
                format!("{} stands outside of an aggregate", print_name(name)),
                expr.span.start,
                format!(
                    "A group has many rows: write Max({0}), CountDistinct({0}) or the like.",
                    print_name(name)
                ),
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
                        None => ("Nothing equals null", "Write x is null or x is not null.".to_owned()),
                        Some(Kind::List) => (
                            "A list is compared with nothing",
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
                        "true and false are neither greater nor less",
                        a.span.start,
                        "Write the condition by itself, or not before it.",
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
            format!(
                "{} and {} are compared by {what}",
                capital(kind_words(k)),
                kind_words(l)
            ),
            b.span.start,
            toward(k, l, b).unwrap_or_else(|| "Compare values of one kind.".into()),
        ))
    }

    /// The time that a text in quotes says.
    fn moment(&mut self, typed: Typed, expr: &Expr) -> Result<Typed, Failure> {
        if let Node::Text(text) = &typed.node
            && reading(text, &Zone::utc()).is_none()
        {
            return Err(fault(
                format!("`{text}` does not read as a time"),
                expr.span.start,
                "Write a time such as \"2026-01-05 14:00\".",
            ));
        }
        self.zoned = true;
        Ok(Typed::new(Kind::Time, Node::Call(Call::Date, vec![typed])))
    }

    fn call(&mut self, function: &'static Function, parts: &[Expr], whole: &Expr) -> Result<Typed, Failure> {
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
                format!("{} takes single values", function.name),
                whole.span.start,
                "Write ArrayContains to look into a list.",
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
                        format!(
                            "{} has {} and {} where one kind is needed",
                            function.name,
                            kind_words(a),
                            kind_words(b)
                        ),
                        parts[at].span.start,
                        toward(a, b, &parts[at]).unwrap_or_else(|| "Use values of one kind.".into()),
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
    fn fit(&mut self, typed: Typed, takes: Takes, expr: &Expr, what: &str) -> Result<Typed, Failure> {
        let Some(kind) = typed.kind else {
            let kind = match takes {
                Takes::Any | Takes::Same => return Ok(typed),
                Takes::Unit | Takes::Part | Takes::Pattern | Takes::Format => {
                    return Err(wrong(what, takes, "null", expr, "Put it in quotes.".into()));
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
            let hint = toward(wanted, kind, expr).unwrap_or_else(|| format!("It takes {}.", takes.words()));
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
                format!("{} works on the rows of a group", function.name),
                whole.span.start,
                "Use it in a measure of a group or a chart; here each row stands by itself.",
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
            super::seen::only_in_columns(part)?;
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
        0 => "no argument".to_owned(),
        1 => "one argument".to_owned(),
        count => format!("{count} arguments"),
    };
    let wants = match most {
        Some(most) if most == least => number(least),
        Some(most) => format!("{least} to {}", number(most)),
        None => format!("at least {}", number(least)),
    };
    Err(fault(
        format!("{} takes {wants}, and here are {}", function.name, parts.len()),
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
            "It has to be known before any row is read.".into(),
        ));
    };
    match takes {
        Takes::Unit | Takes::Part => {
            let names = Unit::names(takes);
            let known = Unit::named(text).is_some_and(|unit| takes == Takes::Part || unit != Unit::Weekday);
            if !known {
                return Err(fault(
                    format!("`{text}` is no unit of time here"),
                    expr.span.start,
                    format!("One of {}.", names.join(", ")),
                ));
            }
        }
        Takes::Pattern => {
            super::texts::pattern(text).map_err(|error| {
                fault(
                    format!("`{text}` is no regular expression: {error}"),
                    expr.span.start,
                    "Put a backslash before signs that stand for themselves.",
                )
            })?;
        }
        Takes::Format => {
            super::format::check(text).map_err(|letter| {
                fault(
                    format!("%{letter} is not known in a format"),
                    expr.span.start,
                    "Known are %Y %m %d %H %I %p %M %S %f %b %B %a %A %y %z and %%.",
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
    Err(wrong(what, Takes::Percent, found, expr, "Such as 95.".into()))
}

fn wrong(what: &str, takes: Takes, found: &str, expr: &Expr, hint: String) -> Failure {
    fault(
        format!("{} takes {}, and this is {found}", capital(what), takes.words()),
        expr.span.start,
        hint,
    )
}

/// How a value of one kind is made to be of another, where that can be.
pub(super) fn toward(wanted: Kind, found: Kind, expr: &Expr) -> Option<String> {
    let text = print(expr);
    Some(match (wanted, found) {
        (Kind::Text, Kind::List) => format!("Write ArrayElement({text}, 1) or ArrayJoin({text}, \", \")."),
        (Kind::Text, _) => format!("Write Text({text})."),
        (Kind::Time, Kind::Text) => format!("Write Date({text})."),
        (Kind::Time, Kind::Integer | Kind::Number) => format!("Write DateFromUnix({text})."),
        (Kind::Number | Kind::Integer, Kind::Time) => {
            "Write DateDiff for the time between two, DateAdd for a later one, or DatePart for a part of it.".into()
        }
        (Kind::Number, Kind::Text | Kind::Boolean) => format!("Write Number({text}); & joins texts."),
        (Kind::Integer, Kind::Number | Kind::Text | Kind::Boolean) => format!("Write Int({text})."),
        (Kind::Boolean, Kind::Text) => format!("Write a comparison, such as {text} = \"true\"."),
        (Kind::Boolean, Kind::Integer | Kind::Number) => format!("Write a comparison, such as {text} > 0."),
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
        Some(meant) => format!("Did you mean {}?", meant.signature()),
        None => "A column's name stands in brackets; help lists all functions.".into(),
    };
    fault(format!("There is no function {name}"), at, hint)
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

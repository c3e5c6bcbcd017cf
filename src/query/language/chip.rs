//! What a filter chip says: a predicate as a short phrase, in parts that can be styled apart.

use super::super::relative::Relative;
use super::super::{Comparison, Extent, List, Op, Part, Predicate, Relation};
use super::lists::LONG;
use super::print::print;
use crate::words;
use std::fmt;

/// A short phrase for a predicate, such as `Event Status` `is` `Failure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The column tested; empty where a predicate is about no single column.
    pub column: String,
    /// What is said of it, negation included, such as `is not`; empty for ranges and for mixed predicates.
    pub verb: String,
    /// The values, or the filter text of a mixed predicate; may be empty.
    pub literal: String,
    /// Whether the predicate excludes rows with these values.
    pub negated: bool,
}

impl fmt::Display for Chip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.column, &self.verb, &self.literal];
        for (i, part) in parts.into_iter().filter(|part| !part.is_empty()).enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

/// What a chip for this predicate says.
#[must_use]
pub fn describe(predicate: &Predicate) -> Chip {
    let (inner, negated) = match predicate {
        Predicate::Not(inner) => (&**inner, true),
        other => (other, false),
    };
    let chip = |column: &str, (verb, literal): (&str, String)| Chip {
        column: column.to_owned(),
        verb: verb.to_owned(),
        literal,
        negated,
    };
    let pick = |[plain, opposite]: [&'static str; 2]| if negated { opposite } else { plain };
    match inner {
        Predicate::All => chip("", (pick(words::chips::ALL_ROWS), String::new())),
        Predicate::Anywhere(text) => chip("", (pick(words::chips::CONTAINS), shown(text))),
        Predicate::AnywhereExactly(text) => chip("", (pick(words::chips::CONTAINS_EXACTLY), shown(text))),
        Predicate::Formula(formula) => chip("", (pick(words::chips::WHERE_TRUE), formula.text().to_owned())),
        Predicate::Test { column, op } => chip(&about(column, op), phrase(op, negated)),
        Predicate::Every { column, each } => match &**each {
            Predicate::Test { op, .. } => {
                let (verb, literal) = phrase(op, false);
                let verb = format!("{} {verb}", pick(words::chips::EACH));
                chip(column, (verb.trim(), literal))
            }
            Predicate::Or(parts) => match alternatives(parts) {
                Some((_, literals)) => chip(column, (pick(words::chips::EACH_IS), literals.join(words::chips::OR))),
                None => mixed(predicate),
            },
            _ => mixed(predicate),
        },
        Predicate::First { columns, time } => {
            let by = time.as_ref().map_or(String::new(), |time| words::chips::by_time(time));
            chip(
                &columns.join(words::chips::AND),
                (pick(words::chips::IS_SEEN_FIRST), by),
            )
        }
        Predicate::Rows(runs) => {
            let runs = runs.iter().map(|run| match run {
                (from, to) if from == to => from.to_string(),
                (from, to) => format!("{from} … {to}"),
            });
            chip(
                "",
                (
                    pick(words::chips::IS_ROW),
                    runs.collect::<Vec<_>>().join(words::chips::OR),
                ),
            )
        }
        Predicate::Or(parts) => match alternatives(parts) {
            Some((column, literals)) => chip(&column, (pick(words::chips::IS), literals.join(words::chips::OR))),
            None => mixed(predicate),
        },
        Predicate::And(parts) => match &parts[..] {
            [
                Predicate::Test {
                    column,
                    op: Op::Compare(from, low),
                },
                Predicate::Test {
                    column: same,
                    op: Op::Compare(to, high),
                },
            ] if column == same && is_lower(*from) && !is_lower(*to) => chip(
                column,
                (pick(words::chips::SPAN), format!("{} … {}", shown(low), shown(high))),
            ),
            _ => mixed(predicate),
        },
        Predicate::Not(_) => mixed(predicate),
    }
}

fn mixed(predicate: &Predicate) -> Chip {
    Chip {
        column: String::new(),
        verb: String::new(),
        literal: print(predicate),
        negated: false,
    }
}

fn is_lower(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Greater | Comparison::GreaterOrEqual)
}

/// What a test is about: the column, or a part of it.
fn about(column: &str, op: &Op) -> String {
    match op {
        Op::Part(Part::Hour, _) => words::chips::hour_of(column),
        Op::Part(Part::Weekday, _) => words::chips::weekday_of(column),
        Op::Part(Part::Count, _) => words::chips::number_of(column),
        _ => column.to_owned(),
    }
}

/// What `column:(a OR b)` is about, and the values.
fn alternatives(parts: &[Predicate]) -> Option<(String, Vec<String>)> {
    let Predicate::Test { column, op } = parts.first()? else {
        return None;
    };
    let first = about(column, op);
    let literals = parts.iter().map(|part| match part {
        Predicate::Test { column, op } if about(column, op) == first => match op {
            Op::Is(text) | Op::Equals(text) | Op::Like(text) | Op::LikeExactly(text) => Some(shown(text)),
            Op::Part(_, Extent::Is(text)) => Some(shown(text)),
            _ => None,
        },
        _ => None,
    });
    let literals = literals.collect::<Option<_>>()?;
    Some((first, literals))
}

/// A literal without the quotes of the language, but never nothing at all; a relative time says what it is told from.
fn shown(text: &str) -> String {
    if text.trim().is_empty() {
        return format!("“{text}”");
    }
    let said = Relative::read(text).and_then(|relative| relative.said());
    said.unwrap_or_else(|| text.to_owned())
}

/// The values of a short list, how many there are in a long one.
fn listed(values: &List) -> String {
    if values.len() > LONG {
        return words::counts::values(values.len() as u64, &grouped(values.len()));
    }
    let shown: Vec<String> = values.iter().map(|value| shown(value)).collect();
    shown.join(", ")
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(words::THOUSANDS);
        }
        out.push(digit);
    }
    out
}

fn phrase(op: &Op, negated: bool) -> (&'static str, String) {
    let pick = |[plain, opposite]: [&'static str; 2]| if negated { opposite } else { plain };
    let compared = |comparison| match comparison {
        Comparison::Less => pick(words::chips::LESS),
        Comparison::LessOrEqual => pick(words::chips::LESS_OR_EQUAL),
        Comparison::Greater => pick(words::chips::GREATER),
        Comparison::GreaterOrEqual => pick(words::chips::GREATER_OR_EQUAL),
    };
    let between = |low: &Option<String>, high: &Option<String>| match (low, high) {
        (None, None) => (pick(words::chips::HAS_A_VALUE), String::new()),
        (Some(low), None) => (pick(words::chips::FROM), shown(low)),
        (None, Some(high)) => (pick(words::chips::UP_TO), shown(high)),
        (Some(low), Some(high)) => (pick(words::chips::SPAN), format!("{} … {}", shown(low), shown(high))),
    };
    match op {
        Op::Is(text) | Op::Like(text) | Op::Part(_, Extent::Is(text)) => (pick(words::chips::IS), shown(text)),
        Op::Equals(text) | Op::LikeExactly(text) => (pick(words::chips::IS_EXACTLY), shown(text)),
        Op::Matches(pattern) => (pick(words::chips::MATCHES), format!("/{pattern}/")),
        Op::MatchesExactly(pattern) => (pick(words::chips::MATCHES_EXACTLY), format!("/{pattern}/")),
        Op::Exists => (pick(words::chips::HAS_A_VALUE), String::new()),
        Op::Empty => (pick(words::chips::IS_EMPTY), String::new()),
        Op::Weekend => (pick(words::chips::IS_AT_A_WEEKEND), String::new()),
        Op::Office => (
            pick(words::chips::IS_IN_OFFICE_HOURS),
            words::chips::OFFICE_HOURS.to_owned(),
        ),
        Op::In(values) => (pick(words::chips::IS_ONE_OF), listed(values)),
        Op::InExactly(values) => (pick(words::chips::IS_EXACTLY_ONE_OF), listed(values)),
        Op::Listed { list, exactly } => {
            let verb = match exactly {
                false => pick(words::chips::IS_IN),
                true => pick(words::chips::IS_EXACTLY_IN),
            };
            (verb, format!("#{list}"))
        }
        Op::Column(Relation::Is, other) => (pick(words::chips::IS_THE_SAME_AS), other.clone()),
        Op::Column(Relation::Equals, other) => (pick(words::chips::IS_EXACTLY_THE_SAME_AS), other.clone()),
        Op::Column(Relation::Compare(comparison), other) => (compared(*comparison), format!("[{other}]")),
        Op::Compare(comparison, text) | Op::Part(_, Extent::Compare(comparison, text)) => {
            (compared(*comparison), shown(text))
        }
        Op::Between(low, high) | Op::Part(_, Extent::Between(low, high)) => between(low, high),
    }
}

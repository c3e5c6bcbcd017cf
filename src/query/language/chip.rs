//! What a filter chip says: a predicate as a short phrase, in parts that can be styled apart.

use super::super::{Comparison, Op, Predicate};
use super::print::print;
use std::fmt;

/// A short phrase for a predicate, such as `Event Status` `is` `Failure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The column tested; empty where a predicate is about no single column.
    pub column: String,
    /// What is said of it, negation included, such as `is not`; empty for ranges and for mixed predicates.
    pub verb: &'static str,
    /// The values, or the filter text of a mixed predicate; may be empty.
    pub literal: String,
    /// Whether the predicate excludes rows with these values.
    pub negated: bool,
}

impl fmt::Display for Chip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.column[..], self.verb, &self.literal];
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
    let chip = |column: &str, verb, literal| Chip {
        column: column.to_owned(),
        verb,
        literal,
        negated,
    };
    let pick = |plain, opposite| if negated { opposite } else { plain };
    match inner {
        Predicate::All => chip("", pick("all rows", "no rows"), String::new()),
        Predicate::Anywhere(text) => chip("", pick("contains", "does not contain"), shown(text)),
        Predicate::Formula(formula) => chip("", pick("where", "where not"), formula.text().to_owned()),
        Predicate::Test { column, op } => {
            let (verb, literal) = phrase(op, negated);
            chip(column, verb, literal)
        }
        Predicate::First { columns, time } => {
            let by = time.iter().map(|time| format!(" by {time}")).collect::<String>();
            chip(
                &columns.join(" and "),
                pick("is seen first", "was seen before"),
                by.trim().to_owned(),
            )
        }
        Predicate::Rows(runs) => {
            let runs = runs.iter().map(|run| match run {
                (from, to) if from == to => from.to_string(),
                (from, to) => format!("{from} … {to}"),
            });
            chip("", pick("is row", "is not row"), runs.collect::<Vec<_>>().join(" or "))
        }
        Predicate::Or(parts) => match alternatives(parts) {
            Some((column, literals)) => chip(column, pick("is", "is not"), literals.join(" or ")),
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
            ] if column == same && is_lower(*from) && !is_lower(*to) => {
                chip(column, pick("", "not"), format!("{} … {}", shown(low), shown(high)))
            }
            _ => mixed(predicate),
        },
        Predicate::Not(_) => mixed(predicate),
    }
}

fn mixed(predicate: &Predicate) -> Chip {
    Chip {
        column: String::new(),
        verb: "",
        literal: print(predicate),
        negated: false,
    }
}

fn is_lower(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Greater | Comparison::GreaterOrEqual)
}

/// The one column and the values of `column:(a OR b)`.
fn alternatives(parts: &[Predicate]) -> Option<(&str, Vec<String>)> {
    let Predicate::Test { column: first, .. } = parts.first()? else {
        return None;
    };
    let literals = parts.iter().map(|part| match part {
        Predicate::Test {
            column,
            op: Op::Is(text) | Op::Equals(text) | Op::Like(text),
        } if column == first => Some(shown(text)),
        _ => None,
    });
    Some((first, literals.collect::<Option<_>>()?))
}

/// A literal without the quotes of the language, but never nothing at all.
fn shown(text: &str) -> String {
    if text.trim().is_empty() {
        format!("“{text}”")
    } else {
        text.to_owned()
    }
}

fn phrase(op: &Op, negated: bool) -> (&'static str, String) {
    let pick = |plain, opposite| if negated { opposite } else { plain };
    match op {
        Op::Is(text) | Op::Like(text) => (pick("is", "is not"), shown(text)),
        Op::Matches(pattern) => (pick("matches", "does not match"), format!("/{pattern}/")),
        Op::Equals(text) => (pick("is exactly", "is not exactly"), shown(text)),
        Op::Exists => (pick("has a value", "has no value"), String::new()),
        Op::Compare(comparison, text) => {
            let verb = match comparison {
                Comparison::Less => pick("<", "not <"),
                Comparison::LessOrEqual => pick("≤", "not ≤"),
                Comparison::Greater => pick(">", "not >"),
                Comparison::GreaterOrEqual => pick("≥", "not ≥"),
            };
            (verb, shown(text))
        }
        Op::Between(low, high) => match (low, high) {
            (None, None) => (pick("has a value", "has no value"), String::new()),
            (Some(low), None) => (pick("from", "not from"), shown(low)),
            (None, Some(high)) => (pick("up to", "not up to"), shown(high)),
            (Some(low), Some(high)) => (pick("", "not"), format!("{} … {}", shown(low), shown(high))),
        },
    }
}

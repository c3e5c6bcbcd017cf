//! The filter as data: a tree of tests on columns, in the user's words.

use super::formula::Formula;
use serde::{Deserialize, Serialize};

/// Which rows are looked at. Three-valued logic has no place here: a test on a null is false, and its negation true.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Predicate {
    #[default]
    All,
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Test {
        /// The column's name; letter case, and blank against `_`, do not matter where no other column would fit.
        column: String,
        op: Op,
    },
    /// A bare word or phrase: rows in which any text or list cell contains it (or any integer cell is it), letter case aside.
    /// `*` and `?` stand for themselves.
    Anywhere(String),
    /// `{ formula }`: rows for which it holds.
    Formula(Formula),
    /// `first(user, country)`: rows in which this value, or combination of values, is seen for the first time in the whole table. Null
    /// is no value, and of a list each element is one. Rows without a time come last, and ties stand in the order of the files.
    First {
        columns: Vec<String>,
        /// `first(user by time)`: the column of times in whose order values are seen; `None` is the table's first one, and without any
        /// the order of the files.
        time: Option<String>,
    },
    /// `rows(3, 17..20)`: rows by their numbers in the table, from 0, each run with both its ends; ascending and apart.
    Rows(Vec<(u64, u64)>),
}

/// One test on the cells of a column. Literals are text and are read as the column's kind; on a list, any element may pass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Op {
    /// `column:text`: equal, letter case aside; numbers by value; a time literal means the whole span it names (`2026-01` a month);
    /// on text a network (`10.0.0.0/8`) means the addresses in it too.
    Is(String),
    /// `column="text"`: exactly this text, or value.
    Equals(String),
    /// `column:te*t`: wildcards `*` (any run) and `?` (one character), letter case aside, over the whole cell.
    Like(String),
    /// `column:/pattern/`: the cell holds a match of this regular expression, letter case aside.
    Matches(String),
    /// `column:*`: not null.
    Exists,
    /// `column<literal` and so on; times and numbers by value, text by code point.
    Compare(Comparison, String),
    /// `column:[low TO high]`, both ends included; `None` (written `*`) is open.
    Between(Option<String>, Option<String>),
}

/// A comparison with a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Predicate {
    /// A test of one column.
    pub fn test(column: impl Into<String>, op: Op) -> Self {
        Self::Test {
            column: column.into(),
            op,
        }
    }

    /// The rows of these numbers.
    pub fn rows(numbers: impl IntoIterator<Item = u64>) -> Self {
        Self::Rows(numbers.into_iter().map(|number| (number, number)).collect()).normal()
    }

    /// All of these hold; nested conjunctions and `All` are flattened away.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::All => {}
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::All,
            1 => flat.remove(0),
            _ => Self::And(flat),
        }
    }

    /// Any of these holds; nested disjunctions are flattened away. Of nothing: no row.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::Not(Box::new(Self::All)),
            1 => flat.remove(0),
            _ => Self::Or(flat),
        }
    }

    /// The same rows said in the way the filter language says them: flat, no double negation, wildcards only where there are some.
    #[must_use]
    pub fn normal(self) -> Self {
        match self {
            Self::And(parts) => Self::all(parts.into_iter().map(Self::normal)),
            Self::Or(parts) => Self::any(parts.into_iter().map(Self::normal)),
            Self::Not(inner) => inner.normal().negate(),
            Self::Test {
                column,
                op: Op::Like(pattern),
            } => {
                let op = if !pattern.is_empty() && pattern.chars().all(|c| c == '*') {
                    Op::Exists
                } else if pattern.contains(['*', '?']) {
                    Op::Like(pattern)
                } else {
                    Op::Is(pattern)
                };
                Self::Test { column, op }
            }
            Self::Test {
                column,
                op: Op::Matches(pattern),
            } => {
                let pattern = written(&pattern);
                let op = if pattern.is_empty() {
                    Op::Exists
                } else {
                    Op::Matches(pattern)
                };
                Self::Test { column, op }
            }
            Self::Formula(formula) => Self::Formula(formula.normal()),
            Self::Rows(runs) => Self::Rows(apart(runs)),
            other => other,
        }
    }

    /// The opposite; a double negation cancels out.
    pub fn negate(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

/// Runs of numbers in order, those that touch or overlap as one, those that end before they begin left out.
fn apart(mut runs: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    runs.retain(|(from, to)| from <= to);
    runs.sort_unstable();
    runs.dedup_by(|later, kept| {
        let touches = later.0 <= kept.1.saturating_add(1);
        if touches {
            kept.1 = kept.1.max(later.1);
        }
        touches
    });
    runs
}

/// A regular expression as it stands between slashes: a slash in it, blanks and what cannot be seen are escaped.
fn written(pattern: &str) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    let mut escaped = false;
    for c in pattern.chars() {
        if c.is_whitespace() || c.is_control() {
            // After a backslash it stood for itself already.
            out.truncate(out.len() - usize::from(escaped));
            _ = write!(out, "\\x{{{:x}}}", u32::from(c));
            escaped = false;
            continue;
        }
        if c == '/' && !escaped {
            out.push('\\');
        }
        out.push(c);
        escaped = c == '\\' && !escaped;
    }
    if escaped {
        out.push('\\');
    }
    out
}

//! The filter as data: a tree of tests on columns, in the user's words.

use super::formula::Formula;
use super::relative::{Anchor, Relative};
use crate::arrange;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;

/// Values that are looked for together. Shared, since a pasted list may be long and a filter is copied for every panel.
pub type List = Arc<[String]>;

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
    /// `*=text`: the same, letter case included.
    AnywhereExactly(String),
    /// `all(column):…`: the list has elements, and each of them passes. The tests within are of this same column, and compare an
    /// element with literals. A cell that is no list is its own single element.
    Every {
        column: String,
        each: Box<Self>,
    },
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
    /// `column=te*t`: the same, letter case included.
    LikeExactly(String),
    /// `column:/pattern/`: the cell holds a match of this regular expression, letter case aside.
    Matches(String),
    /// `column=/pattern/`: the same, letter case included.
    MatchesExactly(String),
    /// `column:*`: not null.
    Exists,
    /// `empty(column)`: null, the empty text, or a list without elements. The one test that a null passes.
    Empty,
    /// `column<literal` and so on; times and numbers by value, text by code point.
    Compare(Comparison, String),
    /// `column:[low TO high]`, both ends included; `None` (written `*`) is open.
    Between(Option<String>, Option<String>),
    /// `column in (a, b)`: one of these, each read as `Is` reads it.
    In(List),
    /// `column in= (a, b)`: exactly one of these.
    InExactly(List),
    /// `column in #roster.email`: one of the values of a list beside the log, each read as `Is` reads it, or exactly (`in=`). Those that do
    /// not read as the column's kind are left aside.
    Listed { list: String, exactly: bool },
    /// `column=[other]` and so on: compared with another cell of the same row. False where either is null. Of lists, some element of
    /// the one must stand so to some element of the other. Numbers compare by value, kinds that differ otherwise by their text.
    Column(Relation, String),
    /// `hour(column):9`, `weekday(column):sat`, `count(column)>2`.
    Part(Part, Extent),
    /// `weekend(column)`: a time on Saturday or Sunday, in the query's zone.
    Weekend,
    /// `office(column)`: a time from Monday to Friday, from 08:00 up to 18:00, in the query's zone.
    Office,
}

/// How the cell of one column stands to that of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// Equal, letter case aside.
    Is,
    /// Equal, letter case included.
    Equals,
    /// Text by code point.
    Compare(Comparison),
}

/// What is looked at of a cell in the place of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The time of day, in the query's zone. A literal is an hour, `9`, or a minute, `9:30`, and means the whole of it.
    Hour,
    /// The day of the week, in the query's zone: `mon` to `sun`, or 1 to 7 from Monday.
    Weekday,
    /// How many elements a list has; any other value counts as one.
    Count,
}

/// A test of a [`Part`]. Hours and weekdays go round: from 22 to 6 is the night, from `fri` to `mon` a long weekend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Extent {
    Is(String),
    Compare(Comparison, String),
    /// Both ends included, `None` open.
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
            Self::Test { column, op } => match op.normal() {
                Some(op) => Self::Test { column, op },
                None => Self::any([]),
            },
            Self::Every { column, each } => {
                let each = each.normal().of_something(&column);
                Self::Every {
                    column,
                    each: Box::new(each),
                }
            }
            Self::Formula(formula) => Self::Formula(formula.normal()),
            Self::Rows(runs) => match apart(runs) {
                runs if runs.is_empty() => Self::any([]),
                runs => Self::Rows(runs),
            },
            other => other,
        }
    }

    /// The same within `all(column)`, where "all rows" means any element.
    fn of_something(self, column: &str) -> Self {
        match self {
            Self::All => Self::test(column, Op::Exists),
            Self::And(parts) => Self::And(parts.into_iter().map(|part| part.of_something(column)).collect()),
            Self::Or(parts) => Self::Or(parts.into_iter().map(|part| part.of_something(column)).collect()),
            Self::Not(inner) => inner.of_something(column).negate(),
            other => other,
        }
    }

    /// Whether a literal in it is told by the clock, as `clock-7d` is; the query must then say what time it is.
    pub fn is_by_clock(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::is_by_clock),
            Self::Not(inner) | Self::Every { each: inner, .. } => inner.is_by_clock(),
            Self::Test { op, .. } => {
                let by_clock =
                    |text: &String| Relative::read(text).is_some_and(|relative| relative.anchor == Anchor::Clock);
                op.literals().iter().any(|text| by_clock(text))
            }
            Self::All | Self::Anywhere(_) | Self::AnywhereExactly(_) | Self::Formula(_) => false,
            Self::First { .. } | Self::Rows(_) => false,
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

impl Op {
    /// The same test said in the one way the filter language has for it; `None` where no cell can pass.
    fn normal(self) -> Option<Self> {
        let like = |pattern: String, wild: fn(String) -> Self, plain: fn(String) -> Self| {
            if !pattern.is_empty() && pattern.chars().all(|c| c == '*') {
                Self::Exists
            } else if pattern.contains(['*', '?']) {
                wild(pattern)
            } else {
                plain(pattern)
            }
        };
        let matches = |pattern: String, kind: fn(String) -> Self| match written(&pattern) {
            empty if empty.is_empty() => Self::Exists,
            pattern => kind(pattern),
        };
        let listed = |list: List, several: fn(List) -> Self, one: fn(String) -> Self| {
            let list = distinct(list);
            match &list[..] {
                [] => None,
                [single] => Some(one(single.clone())),
                _ => Some(several(list)),
            }
        };
        Some(match self {
            Self::Like(pattern) => like(pattern, Self::Like, Self::Is),
            Self::LikeExactly(pattern) => like(pattern, Self::LikeExactly, Self::Equals),
            Self::Matches(pattern) => matches(pattern, Self::Matches),
            Self::MatchesExactly(pattern) => matches(pattern, Self::MatchesExactly),
            Self::In(list) => listed(list, Self::In, Self::Is)?,
            Self::InExactly(list) => listed(list, Self::InExactly, Self::Equals)?,
            other => other,
        })
    }

    /// The literals that are read as the column's kind.
    pub(super) fn literals(&self) -> Vec<&String> {
        match self {
            Self::Is(text) | Self::Equals(text) | Self::Compare(_, text) => vec![text],
            Self::Between(low, high) => low.iter().chain(high).collect(),
            Self::In(list) | Self::InExactly(list) => list.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The same test with each of those literals changed.
    pub(super) fn with_literals(&self, change: impl Fn(&str) -> String) -> Self {
        let end = |text: &Option<String>| text.as_deref().map(&change);
        let list = |list: &List| list.iter().map(|text| change(text)).collect();
        match self {
            Self::Is(text) => Self::Is(change(text)),
            Self::Equals(text) => Self::Equals(change(text)),
            Self::Compare(comparison, text) => Self::Compare(*comparison, change(text)),
            Self::Between(low, high) => Self::Between(end(low), end(high)),
            Self::In(values) => Self::In(list(values)),
            Self::InExactly(values) => Self::InExactly(list(values)),
            other => other.clone(),
        }
    }
}

/// The values of a list, each once, in the order in which they stand first.
pub(super) fn distinct(list: List) -> List {
    let mut seen = HashSet::with_capacity(list.len());
    let repeats = list.iter().any(|value| !seen.insert(value.as_str()));
    if !repeats {
        return list;
    }
    seen.clear();
    list.iter()
        .filter(|value| seen.insert(value.as_str()))
        .cloned()
        .collect()
}

/// Runs of numbers in order, those that touch or overlap as one, those that end before they begin left out.
fn apart(mut runs: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    runs.retain(|(from, to)| from <= to);
    arrange::ascending(&mut runs);
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

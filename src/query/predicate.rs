//! The filter as data: a tree of tests on columns, in the user's words.

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
}

/// One test on the cells of a column. Literals are text and are read as the column's kind; on a list, any element may pass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Op {
    /// `column:text`: equal, letter case aside; numbers by value; a time literal means the whole span it names (`2026-01` a month).
    Is(String),
    /// `column="text"`: exactly this text, or value.
    Equals(String),
    /// `column:te*t`: wildcards `*` (any run) and `?` (one character), letter case aside, over the whole cell.
    Like(String),
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

    /// The opposite; a double negation cancels out.
    pub fn negate(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

//! A formula as a tree: what was written, before anything is known of columns and functions.

use super::super::Failure;
use super::function::looks_beside;
use std::ops::Range;

/// A part of a formula with its place in the text, in characters. Two are equal wherever they stand.
#[derive(Clone, Debug)]
pub struct Expr {
    pub term: Term,
    pub span: Range<usize>,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.term == other.term
    }
}

/// What a part of a formula is.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    Null,
    Boolean(bool),
    Integer(i64),
    /// Finite.
    Number(f64),
    Text(String),
    Column(String),
    /// A function by its name, known or not.
    Call(String, Vec<Expr>),
    Not(Box<Expr>),
    Minus(Box<Expr>),
    Binary(Binary, Box<Expr>, Box<Expr>),
}

/// Operators between two parts, the loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    Or,
    And,
    Equal,
    Differ,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Join,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Binary {
    /// How tightly it binds; what binds tighter is done first.
    pub fn rank(self) -> u8 {
        match self {
            Self::Or => 0,
            Self::And => 1,
            Self::Equal | Self::Differ | Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 3,
            Self::Join => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Modulo => 6,
        }
    }

    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::Differ => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Join => "&",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
        }
    }
}

/// The rank of `not`, between `and` and the comparisons.
pub const NOT: u8 = 2;

/// The rank of a minus before a part.
pub const MINUS: u8 = 7;

/// The name of a column by how it is written and where.
pub(super) type Naming<'n> = dyn FnMut(&str, &Range<usize>) -> Result<String, Failure> + 'n;

impl Expr {
    /// The parts directly in this one.
    pub fn parts(&self) -> Vec<&Self> {
        match &self.term {
            Term::Call(_, parts) => parts.iter().collect(),
            Term::Not(part) | Term::Minus(part) => vec![part],
            Term::Binary(_, a, b) => vec![a, b],
            _ => Vec::new(),
        }
    }

    /// Calls `each` with the name of every column of the log and its place, in order, repetitions included.
    pub fn each_column<'e>(&'e self, each: &mut dyn FnMut(&'e str, &Range<usize>)) {
        if let Term::Column(name) = &self.term {
            each(name, &self.span);
        }
        for (at, part) in self.parts().into_iter().enumerate() {
            match &self.term {
                Term::Call(function, _) if looks_beside(function, at) => {}
                _ => part.each_column(each),
            }
        }
    }

    /// The same with every column under another name.
    pub(super) fn rename(&self, name: &mut Naming<'_>) -> Result<Self, Failure> {
        let mut boxed = |part: &Self| part.rename(name).map(Box::new);
        let term = match &self.term {
            Term::Not(part) => Term::Not(boxed(part)?),
            Term::Minus(part) => Term::Minus(boxed(part)?),
            Term::Binary(operator, a, b) => Term::Binary(*operator, boxed(a)?, boxed(b)?),
            Term::Column(column) => Term::Column(name(column, &self.span)?),
            Term::Call(function, parts) => {
                let parts = parts.iter().map(|part| part.rename(name));
                Term::Call(function.clone(), parts.collect::<Result<_, Failure>>()?)
            }
            plain => plain.clone(),
        };
        Ok(Self {
            term,
            span: self.span.clone(),
        })
    }
}

//! A formula whose columns, functions and kinds are known: what is evaluated.

use super::eval::{Batch, evaluate};
use super::function::{Aggregate, Call};
pub(crate) use super::lookup::Join;
use super::tree::{Binary, Expr};
use crate::query::seen::Seen;
use crate::value::{Kind, Value, Zone};
use std::sync::Arc;

/// A part with its kind; `None` is a null of no kind yet.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub kind: Option<Kind>,
    pub node: Node,
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Null,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    /// By its place among the leaves.
    Leaf(usize),
    /// A whole number as one that need not be.
    Real(Box<Typed>),
    Not(Box<Typed>),
    Minus(Box<Typed>),
    Binary(Binary, Box<Typed>, Box<Typed>),
    Call(Call, Vec<Typed>),
    /// A look into another table by these keys.
    Lookup(Arc<Join>, Vec<Typed>),
}

/// Where values come from.
#[derive(Clone, Debug)]
pub(crate) enum Leaf {
    /// By its exact name.
    Column(String, Kind),
    /// When the values of columns were first seen, or whether in this row.
    Seen(Seen),
    Part(Part, Kind),
}

/// The kind of what was seen.
pub(crate) fn seen_kind(seen: &Seen) -> Kind {
    if seen.told { Kind::Time } else { Kind::Boolean }
}

/// One aggregate in a measure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub aggregate: Aggregate,
    /// What is aggregated, under exact names; `None` for rows as such.
    pub of: Option<Expr>,
    /// The time by which rows are first or last.
    pub by: Option<Expr>,
    pub percent: f64,
    /// The kind of what is aggregated.
    pub kind: Kind,
}

/// Where the values of a leaf are to be found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted<'a> {
    Column(&'a str),
    Seen(&'a Seen),
}

/// A formula that was checked against a table.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    pub(crate) root: Typed,
    pub(crate) leaves: Vec<Leaf>,
    /// Whether it depends on the zone.
    pub zoned: bool,
    /// The formula under exact names.
    pub exact: Expr,
}

impl Typed {
    pub fn new(kind: Kind, node: Node) -> Self {
        Self { kind: Some(kind), node }
    }

    /// The parts directly in this one.
    pub fn parts(&self) -> Vec<&Self> {
        match &self.node {
            Node::Real(part) | Node::Not(part) | Node::Minus(part) => vec![part],
            Node::Binary(_, a, b) => vec![a, b],
            Node::Call(_, parts) | Node::Lookup(_, parts) => parts.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.node {
            Node::Real(part) | Node::Not(part) | Node::Minus(part) => vec![part],
            Node::Binary(_, a, b) => vec![a, b],
            Node::Call(_, parts) | Node::Lookup(_, parts) => parts.iter_mut().collect(),
            _ => Vec::new(),
        }
    }

    /// What it comes to without any row; `None` where it looks at one.
    pub fn constant(&self, zone: &Zone) -> Option<Value> {
        fn alone(typed: &Typed) -> bool {
            !matches!(typed.node, Node::Leaf(_) | Node::Lookup(..)) && typed.parts().into_iter().all(alone)
        }
        let batch = Batch {
            rows: 1,
            leaves: Vec::new(),
            zone,
        };
        alone(self).then(|| evaluate(self, &batch).atom(0, self.kind.unwrap_or(Kind::Text)).value())
    }

    /// Calls `each` with the leaves in it, repetitions included.
    pub fn each_leaf(&self, each: &mut dyn FnMut(usize)) {
        if let Node::Leaf(at) = self.node {
            each(at);
        }
        self.parts().into_iter().for_each(|part| part.each_leaf(each));
    }
}

impl Checked {
    /// The columns of its leaves.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.leaves.iter().filter_map(|leaf| match leaf {
            Leaf::Column(name, _) => Some(name.as_str()),
            Leaf::Part(..) | Leaf::Seen(_) => None,
        })
    }

    /// Where the values of its leaves are to be found.
    pub fn wanted(&self) -> impl Iterator<Item = Wanted<'_>> {
        self.leaves.iter().filter_map(|leaf| match leaf {
            Leaf::Column(name, _) => Some(Wanted::Column(name)),
            Leaf::Seen(seen) => Some(Wanted::Seen(seen)),
            Leaf::Part(..) => None,
        })
    }

    /// What it asks of values that were seen before.
    pub fn seen(&self) -> impl Iterator<Item = &Seen> {
        self.leaves.iter().filter_map(|leaf| match leaf {
            Leaf::Seen(seen) => Some(seen),
            _ => None,
        })
    }

    /// The kind of what comes out; nothing but null counts as text.
    pub fn kind(&self) -> Kind {
        self.root.kind.unwrap_or(Kind::Text)
    }
}

//! One whole cell as a key: in questions about rows in time a row has one key, so that a list is one value, too.

use super::atom::Atom;
use super::shard::Shard;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// A cell that can be told apart, ordered and hashed; null last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Cell {
    /// Stands before the one single cell that a column of lists has: null.
    List(Vec<Atom>),
    One(Atom),
}

impl Cell {
    /// The cell of this value.
    pub fn of(value: Value) -> Self {
        match value {
            Value::List(elements) => Self::List(elements.into_iter().map(Atom::of).collect()),
            value => Self::One(Atom::of(value)),
        }
    }

    /// The cell as it crosses to the page.
    pub fn value(self) -> Value {
        match self {
            Self::List(elements) => Value::List(elements.into_iter().map(Atom::value).collect()),
            Self::One(atom) => atom.value(),
        }
    }

    /// The cells of a row in these columns; of one that the shard lacks, null.
    pub fn row(shard: &Shard<'_>, columns: &[Option<usize>], row: usize) -> Vec<Self> {
        let value = |column: &Option<usize>| column.map_or(Value::Null, |column| shard.column(column).value(row));
        columns.iter().map(|column| Self::of(value(column))).collect()
    }
}

/// Cells as they cross to the page.
pub fn values(cells: Vec<Cell>) -> Vec<Value> {
    cells.into_iter().map(Cell::value).collect()
}

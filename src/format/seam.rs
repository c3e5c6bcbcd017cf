//! Reading a file from its middle: what must be known of its beginning, and where a record seems to begin.
//!
//! A place found here is a guess: whoever reads up to it from before tells whether it was right ([`Reader::stopped`](super::Reader::stopped)).

use super::csv::{Quoting, guess};
use super::json::{element_from, line_from, value_from};
use serde::{Deserialize, Serialize};

/// How a file goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seam {
    /// Rows of cells.
    Rows {
        delimiter: u8,
        /// The byte that ends a row.
        end: u8,
        /// The quote around cells, and whether backslashes escape it.
        quote: u8,
        escapes: bool,
        /// Its columns, and the row that names them, which may come again.
        names: Vec<String>,
        head: Vec<u8>,
        /// Which cells of the first row below it begin with a digit, where that may tell the header of another table.
        counted: Vec<bool>,
    },
    /// JSON values on lines of their own.
    Lines,
    /// JSON values, each as long as its brackets say.
    Values,
    /// Elements of a JSON array.
    Elements {
        /// The first key of the first record, quotes included.
        key: Vec<u8>,
    },
}

impl Seam {
    /// The first place after the first of `bytes` at which a record seems to begin; `None` where these bytes do not show one.
    pub fn find(&self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::Rows {
                delimiter,
                end,
                quote,
                escapes,
                names,
                ..
            } => guess(
                bytes,
                *delimiter,
                *end,
                Quoting {
                    mark: *quote,
                    escapes: *escapes,
                },
                names.len(),
            ),
            Self::Lines => line_from(bytes),
            Self::Values => value_from(bytes),
            Self::Elements { key } => element_from(bytes, key),
        }
    }
}

//! What small parts of the screen say.

use std::fmt::Display;

pub const EMPTY_CELL: &str = "empty";
pub const EMPTY_TEXT: &str = "empty text";
pub const EMPTY_LIST: &str = "empty list";

pub fn copied(what: &dyn Display) -> String {
    format!("{what} copied.")
}

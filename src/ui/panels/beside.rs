//! The dialogs about tables beside the log: where a file belongs, and how a table is joined.

mod join;
mod sort;

pub use join::Join;
pub use sort::Sort;

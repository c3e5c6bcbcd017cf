//! The dialogs about tables beside the log: where a file belongs, how a table is joined, lists of values that are pasted.

mod join;
mod list;
mod sort;

pub use join::Join;
pub use list::ListDialog;
pub use sort::Sort;

//! Parts that several panels use.

mod cell;
mod dialog;
mod menu;
mod number;

pub use cell::{Cell, cell};
pub use dialog::Dialog;
pub use menu::{Item, Menu};
pub use number::{bytes, count, duration, number};

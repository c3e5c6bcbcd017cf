//! Parts that several panels use.

pub mod browser;
mod caret;
mod cell;
pub mod color;
mod dialog;
mod menu;
mod middle;
mod number;
mod parts;
pub mod popup;
pub mod tree;
pub mod value;

pub use caret::{caret, write};
pub use cell::cell;
pub use dialog::{Dialog, modal};
pub use menu::{Item, Menu};
pub use middle::{Alike, middle};
pub use number::{bytes, count, decimal, duration, number, stretch};
pub use parts::parts;

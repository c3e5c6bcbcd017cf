//! Pieces that several panels are made of.

pub mod browser;
pub mod cell;
pub mod color;
pub mod popup;

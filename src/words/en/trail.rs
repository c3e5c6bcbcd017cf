//! The steps taken.

use std::fmt::Display;

pub const EXPLAINED: &str = "Every step since the page was opened. A step further in is another way that was left: it stays. A click \
     returns to a step; from there one can go on differently.";
pub const NAME_THEN_ENTER: &str = "Name, then Enter";
pub const NAME: &str = "Name (F2)";

pub fn name_of_step(label: &dyn Display) -> String {
    format!("Name of the step {label}")
}

pub fn name_step(label: &dyn Display) -> String {
    format!("Name the step {label}")
}

//! Two sets of events against each other.

use std::fmt::Display;

pub const HOW_TO_BEGIN: &str = "With a filter, its events are held against all others. Or choose two periods, or two values of a column, \
     such as two people.";
pub const SCORE_TIP: &str = "0: no more than chance would have it; 100: no value is on both sides";
pub const NO_TIMES: &str = "No column holds times, so there are no periods: choose two values of a column instead.";
pub const SIDE_ALL_OTHERS: &str = "all other events";
pub const SIDE_FILTER: &str = "the events of the filter";
pub const WHAT_COMPARED: &str = "What is compared";
pub const FILTER_REST: &str = "The filter and the rest";
pub const TWO_PERIODS_TIP: &str = "The period that is filtered by, or the last week, and the one before";
pub const TWO_PERIODS: &str = "Two periods";
pub const TWO_VALUES_LABEL: &str = "Two values of a column";
pub const TWO_VALUES_OF: &str = "two values of…";
pub const FILTER_RIGHT_SIDE: &str = "Filter of the right side";
pub const FILTER_LEFT_SIDE: &str = "Filter of the left side";

pub fn times_label(bucket: &dyn Display, left: &dyn Display, right: &dyn Display) -> String {
    format!("Events by time, {bucket}: at most {left} on the left side, {right} on the right.")
}

pub fn times_caption(bucket: &dyn Display) -> String {
    format!("{bucket}, each side to its own scale")
}

pub fn apart(percent: &dyn Display) -> String {
    format!("{percent:.0} % apart")
}

pub fn two_of(column: &dyn Display) -> String {
    format!("Two of {column}")
}

pub fn no_value_in(column: &dyn Display) -> String {
    format!("No matching event has a value in {column}: choose another column, or lift a part of the filter.")
}

pub const NOTHING_ON_LEFT: &str = "No event is on the left side, so there is nothing to hold against. Write another filter for it, or choose \
     two others above.";
pub const NOTHING_ON_RIGHT: &str = "No event is on the right side, so there is nothing to hold against. Write another filter for it, or choose \
     two others above.";

pub fn alike(n: u64, shown: &str) -> String {
    let differ = if n == 1 { "column differs" } else { "columns differ" };
    format!("{shown} {differ} no more than chance would have it.")
}

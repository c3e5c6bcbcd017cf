//! The fields at the left.

use std::fmt::Display;

pub const FIND_FIELD_PLACEHOLDER: &str = "Find a field…";
pub const FIND_FIELD: &str = "Find a field";
pub const NO_FIELD_CALLED: &str = "No field is called that.";
pub const ALWAYS_NULL: &str = "Always null";
pub const DISTINCT_VALUES: &str = "Distinct values";
pub const DISTINCT_AT_MOST: &str = "Distinct values of the whole log; open the field to count those of the filter";
pub const LIFT_FILTER: &str = "Lift this field's filter";
pub const KEEP: &str = "Keep";
pub const LEAVE_OUT: &str = "Leave out";
pub const FEWER: &str = "Fewer";
pub const FIND_VALUE: &str = "Find a value…";
pub const NO_EVENT_MATCHES: &str = "No event matches.";
pub const NO_VALUE_CONTAINS: &str = "No value contains that.";

pub fn at_most(values: &dyn Display) -> String {
    format!("≤ {values}")
}

pub fn more_fields(fields: &dyn Display) -> String {
    format!("{fields} more fields")
}

pub fn more_of(next: &dyn Display, left: &dyn Display) -> String {
    format!("{next} of {left} more")
}

pub fn keep(spoken: &dyn Display) -> String {
    format!("Keep {spoken}")
}

pub fn find_value_of(field: &dyn Display) -> String {
    format!("Find a value of {field}")
}

pub fn values_of(field: &dyn Display) -> String {
    format!("Values of {field}")
}

//! What a piece of the filter says: each verb with its opposite.

pub const ALL_ROWS: [&str; 2] = ["all rows", "no rows"];
pub const CONTAINS: [&str; 2] = ["contains", "does not contain"];
pub const CONTAINS_EXACTLY: [&str; 2] = ["contains exactly", "does not contain exactly"];
pub const WHERE_TRUE: [&str; 2] = ["where", "where not"];
pub const EACH: [&str; 2] = ["each", "not each"];
pub const EACH_IS: [&str; 2] = ["each is", "not each is"];
pub const IS_SEEN_FIRST: [&str; 2] = ["is seen first", "was seen before"];
pub const IS_ROW: [&str; 2] = ["is row", "is not row"];
pub const IS: [&str; 2] = ["is", "is not"];
pub const SPAN: [&str; 2] = ["", "not"];
pub const LESS: [&str; 2] = ["<", "not <"];
pub const LESS_OR_EQUAL: [&str; 2] = ["≤", "not ≤"];
pub const GREATER: [&str; 2] = [">", "not >"];
pub const GREATER_OR_EQUAL: [&str; 2] = ["≥", "not ≥"];
pub const HAS_A_VALUE: [&str; 2] = ["has a value", "has no value"];
pub const FROM: [&str; 2] = ["from", "not from"];
pub const UP_TO: [&str; 2] = ["up to", "not up to"];
pub const IS_EXACTLY: [&str; 2] = ["is exactly", "is not exactly"];
pub const MATCHES: [&str; 2] = ["matches", "does not match"];
pub const MATCHES_EXACTLY: [&str; 2] = ["matches exactly", "does not match exactly"];
pub const IS_EMPTY: [&str; 2] = ["is empty", "is not empty"];
pub const IS_AT_A_WEEKEND: [&str; 2] = ["is at a weekend", "is not at a weekend"];
pub const IS_IN_OFFICE_HOURS: [&str; 2] = ["is in office hours", "is outside office hours"];
pub const IS_ONE_OF: [&str; 2] = ["is one of", "is none of"];
pub const IS_EXACTLY_ONE_OF: [&str; 2] = ["is exactly one of", "is exactly none of"];
pub const IS_IN: [&str; 2] = ["is in", "is not in"];
pub const IS_EXACTLY_IN: [&str; 2] = ["is exactly in", "is not exactly in"];
pub const IS_THE_SAME_AS: [&str; 2] = ["is the same as", "is not the same as"];
pub const IS_EXACTLY_THE_SAME_AS: [&str; 2] = ["is exactly the same as", "is not exactly the same as"];

pub const OR: &str = " or ";
pub const AND: &str = " and ";
pub const OFFICE_HOURS: &str = "(Mon to Fri, 8 to 18)";

/// Seen first in the order of this column.
pub fn by_time(column: &str) -> String {
    format!("by {column}")
}

pub fn hour_of(column: &str) -> String {
    format!("hour of {column}")
}

pub fn weekday_of(column: &str) -> String {
    format!("weekday of {column}")
}

pub fn number_of(column: &str) -> String {
    format!("number of {column}")
}

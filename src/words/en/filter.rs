//! The bar of the filter, its pieces, and what is said where nothing matches.

use std::fmt::Display;

pub const WRITE_FILTER: &str = "Write a filter (/)";
pub const ENTER_APPLIES: &str = "↵ applies it";
pub const DID_YOU_MEAN: &str = "Did you mean ";
pub const ADD_FILTER: &str = "+ filter";
pub const TAKE_LAST_STEP_BACK: &str = "Take the last step back (Ctrl+Z)";
pub const TAKE_AGAIN: &str = "Take it again (Ctrl+Shift+Z)";
pub const ALL_STEPS_RETURN_NAME: &str = "All steps, to return to or name (h)";
pub const CLEAR_ALL: &str = "Clear all";
pub const SWITCH_ON: &str = "Apply again";
pub const SWITCH_OFF: &str = "Keep, but do not apply";
pub const EDIT_KEYS: &str = "Edit (! negates, Delete removes)";
pub const TURN_INTO_OPPOSITE: &str = "Turn into its opposite (!)";
pub const REMOVE_DELETE: &str = "Remove (Delete)";
pub const PIECE_FILTER: &str = "This piece of the filter";
pub const NO_PIECE_IS_TO_BLAME: &str = "No single piece of the filter is to blame: several of them exclude each other.";
pub const HEADING_NO_MATCH: &str = "No event matches";
pub const TRUE_OR_FALSE_VALUES: &str = "true, false";
pub const ANY_COLUMN: &str = "column";
pub const SIGN_IS: &str = "is";
pub const SIGN_EXACTLY: &str = "is exactly";
pub const SIGN_NOT_EXACTLY: &str = "is not exactly";
pub const SIGN_IN_LIST: &str = "is one of a list";
pub const SIGN_IN_TABLE: &str = "is in another table, or in a list of yours";
pub const SIGN_EXISTS: &str = "has a value";
pub const FROM: &str = "from";
pub const SIGN_UP_TO: &str = "up to";
pub const SIGN_SPAN: &str = "from … TO …";
pub const SIGN_OTHER_COLUMN: &str = "is as another column";
pub const LAST_24_HOURS: &str = "24 hours before the last event";
pub const LAST_7_DAYS: &str = "7 days before the last event";
pub const LAST_DAY: &str = "the day of the last event";
pub const DAY_BEFORE_LAST: &str = "the day before that";
pub const CLOCK_24_HOURS: &str = "24 hours before now by the clock";
pub const CLOCK_TODAY: &str = "by the clock";
pub const WORKING_DAYS: &str = "working days";
pub const HOURS_9_TO_17: &str = "9:00 to 17:59";
pub const HOURS_OVER_MIDNIGHT: &str = "over midnight, to 6:59";
pub const HOUR_12: &str = "12:00 to 12:59";
pub const JUNCTION_AND: &str = "both";
pub const JUNCTION_OR: &str = "either";

pub fn join_first(table: &str) -> String {
    format!("{table} stands beside the log: join it first, from the load report or the palette.")
}

/// What can be typed, in columns of the log: one to be this or that, and the one that holds the time, if any.
pub fn bar_placeholder(column: &str, time: Option<&str>) -> String {
    match time {
        Some(time) => format!("Filter: any word, {column}:value, {time}>=now-7d"),
        None => format!("Filter: any word, {column}:value"),
    }
}

pub fn apply_piece(whole: &dyn Display) -> String {
    format!("Apply: {whole}")
}

pub fn negate_piece(whole: &dyn Display) -> String {
    format!("Negate: {whole}")
}

pub fn remove_piece(whole: &dyn Display) -> String {
    format!("Remove: {whole}")
}

pub fn none_with(said: &dyn Display) -> String {
    format!("There is none with “{said}”.")
}

pub fn instead(said: &dyn Display, events: &dyn Display) -> String {
    format!("{said}: {events}")
}

pub fn leaves_none(said: &dyn Display) -> String {
    format!("“{said}” leaves none of them.")
}

pub fn show_all(events: &dyn Display) -> String {
    format!("Show all {events}")
}

pub fn lift(n: u64, shown: &str) -> String {
    match n {
        1 => format!("Lift it: {shown} event matches then"),
        _ => format!("Lift it: {shown} events match then"),
    }
}

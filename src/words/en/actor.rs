//! The page of one identity.

use std::fmt::Display;

pub const NO_ACTOR_COLUMN: &str = "This log has no column that says who acted. ";
pub const WHOSE_STORY: &str = "Whose story? Choose here, or anywhere: the menu of a cell, › beside a value at the left, or the command \
     palette (Ctrl+K).";
pub const KEEP_ONLY_ITS_EVENTS: &str = "Keep only its events";
pub const WHATEVER_THE_FILTER: &str = " Whatever the filter: all of the log.";
pub const HOURS_WEEK: &str = "Hours of the week";
pub const NO_NEIGHBOURS: &str = "Nobody shares anything with it.";
pub const NEIGHBOURS: &str = "Neighbours ";
pub const NEIGHBOURS_SHARE: &str = "and what they share";
pub const WHO_ACTED: &str = "Who acted";
pub const ACTIONS: &str = "Actions";
pub const TARGETS: &str = "Targets";
pub const ADDRESSES: &str = "Addresses";
pub const COUNTRIES: &str = "Countries";
pub const BROWSERS_PROGRAMS: &str = "Browsers and programs";
pub const SESSIONS_NAME: &str = "Sessions by name";
pub const KEYS_TOKENS: &str = "Keys and tokens";
pub const REASONS: &str = "Reasons of failures";
pub const CATEGORIES: &str = "Categories";

pub fn sessions_apart(sessions: &dyn Display) -> String {
    format!("{sessions} (apart by half an hour or more)")
}

pub fn more_before(more: &dyn Display) -> String {
    format!("and {more} before")
}

pub fn busiest(day: &dyn Display, hour: &dyn Display, events: &dyn Display) -> String {
    format!("Busiest: {day} {hour}:00, {events}")
}

pub fn first_and_last(first: &dyn Display, last: &dyn Display) -> String {
    format!("first {first}, last {last}")
}

/// First and last, failures and events outside office hours are told where the log knows them.
pub fn facts(
    events: &str,
    span: Option<(String, String)>,
    failed: Option<String>,
    off_hours: Option<String>,
) -> String {
    let mut told = events.to_owned();
    if let Some((first, last)) = span {
        told += &format!(", first {first}, last {last}");
    }
    if let Some(failed) = failed {
        told += &format!("; {failed} failed");
    }
    if let Some(off_hours) = off_hours {
        told += &format!("; {off_hours} outside office hours");
    }
    told + "."
}

/// How long a session took and what was in it.
pub fn session(length: &str, events: &str, actions: Option<String>) -> String {
    match actions {
        Some(actions) => format!("{length}, {events}, {actions}"),
        None => format!("{length}, {events}"),
    }
}

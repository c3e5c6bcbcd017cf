//! A log that does not fit into the tab.

use std::fmt::Display;

pub const TITLE: &str = "This log does not fit into a tab";
pub const TIME_RANGE: &str = "A time range";
pub const FROM: &str = "from ";
pub const TO: &str = "to ";
pub const SAMPLE: &str = "A sample";
pub const ONE_EVENT: &str = "one event in ";
pub const SAMPLE_EXPLAINED: &str = "spread over the whole log, the same ones each time";
pub const ALL_COLUMNS: &str = " all of them";
pub const READ_THIS: &str = "Read this";
pub const READ_ALL_TIP: &str = "Reading stops where the memory of the tab is full";
pub const READ_ALL: &str = "Read everything all the same";
pub fn first_of(bytes: &dyn Display, name: &dyn Display) -> String {
    format!("first {bytes} of {name}")
}

pub const BEGINNING_IS_ENOUGH: &str = "Esc: the beginning is enough";

pub fn no_time(text: &dyn Display) -> String {
    format!("“{text}” is no time.")
}

pub fn by_column(name: &dyn Display) -> String {
    format!("by {name}")
}

pub fn too_large(size: &dyn Display, events: &dyn Display, takes: &dyn Display, holds: &dyn Display) -> String {
    format!(
        "{size} hold about {events}. All of that would take some {takes}, and a tab holds about {holds}. What is open now is the beginning."
    )
}

pub fn all_columns_but(out: &dyn Display) -> String {
    format!(" all but {out}")
}

/// `most` where it can be less.
pub fn would_take(bytes: &str, holds: &str, most: bool) -> String {
    match most {
        true => format!("That would take at most {bytes} of {holds}."),
        false => format!("That would take about {bytes} of {holds}."),
    }
}

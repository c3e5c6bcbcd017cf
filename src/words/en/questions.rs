//! The question cards as a panel.

use std::fmt::Display;

pub const WITHIN: &str = " within ";
pub const MINUTES: &str = " minutes";
pub const ASKED_OF_ALL: &str = "asked of all events";
pub const NONE: &str = "None";
pub const NEEDS_OTHER_KINDS: &str = "columns of other kinds";
pub const HOW_NEWEST: &str = "the events, newest first";
pub const UNIT_BEGAN: &str = "Began";
pub const UNIT_APART: &str = "Apart";
pub const DRAWN: &str = "Drawn";
pub const NEEDS_TIME: &str = "a time";
pub const NEEDS_ACTOR: &str = "who acted";
pub const NEEDS_ACTION: &str = "what was done";
pub const NEEDS_CATEGORY: &str = "a category";
pub const NEEDS_TARGET: &str = "what it was done to";
pub const NEEDS_ADDRESS: &str = "an address";
pub const NEEDS_OUTCOME: &str = "how it ended";
pub const NEEDS_REASON: &str = "why it failed";
pub const NEEDS_AGENT: &str = "a user agent";
pub const NEEDS_SESSION: &str = "a session";
pub const NEEDS_COUNTRY: &str = "a country";
pub const NEEDS_REGION: &str = "a region";
pub const NEEDS_FACTOR: &str = "whether a second factor was used";
pub const NEEDS_PROXY: &str = "whether a proxy was used";
pub const NEEDS_CREDENTIAL: &str = "which key or token was used";
pub const NEEDS_WHOM: &str = "whom it was done to";
pub const NEEDS_INVITED: &str = "who was invited";
pub const NEEDS_DELIVERY: &str = "whether a mail arrived";
pub const NEEDS_FORWARD: &str = "where mail is forwarded";
pub const NEEDS_FAILED: &str = "failures";
pub const NEEDS_SELF: &str = "who acted, and on whom";
pub const NEEDS_LOGIN: &str = "logins";
pub const NEEDS_EXPORT: &str = "exports";
pub const NEEDS_DELETE: &str = "deletions";
pub const NEEDS_SHARE: &str = "sharing";
pub const NEEDS_TOKEN: &str = "work on keys and tokens";
pub const NEEDS_ADMIN: &str = "administration";
pub const NEEDS_PROTECTION_OFF: &str = "protection switched off";

pub fn step(at: usize) -> String {
    format!("rows of step {at}, at least")
}

pub fn rows_repeat(n: u64, shown: &str) -> String {
    match n {
        1 => format!("{shown} row repeats an earlier one and is counted twice. "),
        _ => format!("{shown} rows repeat an earlier one and are counted twice. "),
    }
}

pub fn asked_of(text: &dyn Display) -> String {
    format!("asked of the events with {text}")
}

pub fn needs(columns: &dyn Display) -> String {
    format!("needs {columns}")
}

pub fn there_is_none(question: &dyn Display) -> String {
    format!("{question}: there is none.")
}

pub fn command_question(question: &dyn Display) -> String {
    format!("Question: {question}")
}

pub fn about(asked: &str) -> String {
    format!(
        "What people ask of audit logs, {asked}. A click opens the view behind an answer; it takes the place of the one \
         opened before, and the rest of the filter stays."
    )
}

pub fn unlit(n: u64, shown: &str) -> String {
    match n {
        1 => format!("{shown} question asks for what this log does not have"),
        _ => format!("{shown} questions ask for what this log does not have"),
    }
}

/// The cards: what people read of them are topics, titles and the names of measures.
pub const CARDS: &str = include_str!("cards.json");
/// Between the keys of a group, and between steps.
pub const THEN: &str = ", then ";
pub const TWO_FARTHEST_APART: &str = "two in a row that are farthest apart";

pub fn grouped(keys: &str) -> String {
    format!("grouped by {keys}")
}

pub fn only_where(how: &str, test: &str) -> String {
    format!("{how}, only where {test}")
}

pub fn grouped_fewest(keys: &str) -> String {
    format!("grouped by {keys}, fewest events first")
}

pub fn grouped_sorted(keys: &str, measure: &str, most: bool) -> String {
    match most {
        true => format!("grouped by {keys}, most {measure} first"),
        false => format!("grouped by {keys}, least {measure} first"),
    }
}

pub fn per_day_stacked(split: &str) -> String {
    format!("per day, stacked by {split}")
}

pub fn per_day(series: &str) -> String {
    format!("per day: {series}")
}

/// `by` is empty where it is of all.
pub fn in_a_row(steps: &str, by: &str, minutes: i64) -> String {
    match by {
        "" => format!("{steps}, in a row within {minutes} minutes"),
        by => format!("{steps}, in a row of one {by} within {minutes} minutes"),
    }
}

/// `by` is empty where it is of all.
pub fn two_that_differ(by: &str, watched: &str, minutes: Option<i64>) -> String {
    let within = minutes.map_or(String::new(), |minutes| format!(" within {minutes} minutes"));
    match by {
        "" => format!("two in a row that differ in {watched}{within}"),
        by => format!("two in a row of one {by} that differ in {watched}{within}"),
    }
}

/// `by` is empty where it is of all.
pub fn hours_far_above(by: &str) -> String {
    match by {
        "" => "hours far above the usual for it".to_owned(),
        by => format!("hours of one {by} far above the usual for it"),
    }
}

pub fn by_lot(rows: &dyn Display, seed: &dyn Display) -> String {
    format!("{rows} by lot, seed {seed}, the same ones each time")
}

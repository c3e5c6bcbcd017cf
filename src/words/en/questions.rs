//! The question cards as a panel.

use std::fmt::Display;

pub const ASKED_OF_ALL: &str = "asked of all events";
pub const NONE: &str = "None";

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

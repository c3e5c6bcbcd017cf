//! The open event.

use std::fmt::Display;

pub const RECORD: &str = "Record";
pub const OPEN_EVENT: &str = "Open event";
pub const PREVIOUS_EVENT: &str = "Previous event";
pub const NEXT_EVENT: &str = "Next event";
pub const VIEWS_EVENT: &str = "Views of the event";
pub const CHANGES: &str = "Changes";
pub const JSON: &str = "JSON";
pub const TREE: &str = "The event as a tree: arrows walk and fold, f keeps only a value, x leaves it out";
pub const RAW: &str = "Raw";
pub const AROUND: &str = "Around";
pub const WIDTH_EVENT_PANEL: &str = "Width of the event panel";
pub const KEEP_ONLY_VALUE: &str = "Keep only this value";
pub const LEAVE_VALUE_OUT: &str = "Leave this value out";
pub const REACH_NEXT: &str = "next";
pub const REACH_5_MIN: &str = "5 min";
pub const REACH_15_MIN: &str = "15 min";
pub const REACH_1_H: &str = "1 h";
pub const REACH_1_D: &str = "1 d";
pub const HOW_FAR_AROUND: &str = "How far around";
pub const COMPARE_TIP: &str =
    "What happened from this event on against what happened before: as long as chosen, or a week";
pub const COMPARE_BEFORE_AFTER: &str = "Compare before and after";
pub const ONLY_WHAT_FILTER_KEEPS: &str = "only what the filter keeps";
pub const SAME: &str = "same:";
pub const NO_TIME: &str = "no time";
pub const THIS_EVENT: &str = "this event";
pub const BEFORE: &str = "Before";
pub const AFTER: &str = "After";
pub const ASKED: &str = "Asked for";
pub const ANSWERED: &str = "Answered";
pub const NONE: &str = "none";
pub const SHOW_LESS: &str = "Show less";
pub const READING_FILE_AGAIN: &str = "Reading the file again…";

pub fn show_whole(characters: &dyn Display) -> String {
    format!("Show all {characters} characters")
}

pub fn place(file: &dyn Display, row: &dyn Display) -> String {
    format!("{file}, row {row}")
}

pub fn all_same(fields: &dyn Display) -> String {
    format!("{fields} the same on both sides")
}

pub fn more_same(fields: &dyn Display) -> String {
    format!("{fields} more, the same on both sides")
}

pub fn cell_with(cell: &dyn Display, text: &dyn Display) -> String {
    format!("{cell} with {text}")
}

pub fn more_in_raw(rest: &dyn Display) -> String {
    format!("{rest} more stand in Raw")
}

pub fn place_in_file(file: &dyn Display, row: &dyn Display, bytes: &dyn Display, from: &dyn Display) -> String {
    format!("{file}, row {row}, {bytes} bytes from byte {from}")
}

pub fn more_before(more: &dyn Display) -> String {
    format!("{more} more before")
}

pub fn more_after(more: &dyn Display) -> String {
    format!("{more} more after")
}

//! What stands around the panels: the top, the tabs, the foot, the commands and their keys.

use std::fmt::Display;

pub const SEAL_TIP: &str = "How that is kept";
pub const NOTHING_LEAVES_TAB: &str = "Nothing leaves this tab";
pub const LOAD_REPORT: &str = "The load report";
pub const EVERY_ROW_COULD_READ: &str = "Every row could be read";
pub const ROWS_REPEAT_TIP: &str = "Rows that repeat an earlier one, delivered twice or in exports that overlap, are counted twice. A click leaves them out.";
pub const SHORTCUTS: &str = "shortcuts";
pub const FORGET_EVERYTHING: &str = "Forget everything";
pub const UNDER_1_MS: &str = "under 1 ms";
pub const KEY_PALETTE: &str = "Any command, column or value by name";
pub const WRITE_FILTER: &str = "Write a filter";
pub const KEY_NEW_COLUMN: &str = "Work out a new column";
pub const KEY_TABS: &str = "Events, Group, Pivot, Chart, Compare, Questions, Board, Actor";
pub const KEY_ZONE: &str = "Times in UTC or in this computer's zone";
pub const WHOLE_WINDOW: &str = "The whole window for the middle, and back";
pub const KEY_ESC: &str = "Close what is open, one thing at a time";
pub const TAKE_LAST_STEP_BACK: &str = "Take the last step back";
pub const TAKE_AGAIN: &str = "Take it again";
pub const KEY_TRAIL: &str = "The trail: all steps, to return to";
pub const KEY_LINK: &str = "Copy the link that holds this view, its marks and its board: there is nothing else to save";
pub const KEY_EXPORT: &str = "Export the matching events as CSV";
pub const KEY_HELP: &str = "This help";
pub const HELP_KEYS: &str = "Help and keys";
pub const CLEAR_FILTER: &str = "Clear the filter";
pub const LIST_VALUES_FILTER: &str = "List of values to filter by";
pub const COMMAND_TRAIL: &str = "Trail: all steps taken, to return to or name";
pub const GROUP: &str = "Group";
pub const COMMAND_QUESTIONS: &str = "Questions: what people ask of audit logs, sequences among them";
pub const COMMAND_ADD_FILES: &str = "Add files, or a table to join";
pub const LEAVE_REPEATS_OUT: &str = "Leave out rows that repeat (duplicates)";
pub const COMMAND_ACTOR: &str = "Actor: everything of one identity";
pub const TURN_ZONE: &str = "Times in UTC, or in this computer’s zone";
pub const CLOSE_OPEN_EVENT: &str = "Close the open event";
pub const EXPORT_CSV_EXACT: &str = "Export as CSV, exact";
pub const EXPORT_CSV_EXCEL: &str = "Export as CSV for Excel";
pub const EXPORT_NDJSON: &str = "Export as NDJSON";
pub const SINGLE_KEYS_ON: &str = "Switch keys of a single letter on";
pub const SINGLE_KEYS_OFF: &str = "Switch keys of a single letter off";
pub const LIGHT_COLOURS: &str = "Light colours";
pub const DARK_COLOURS: &str = "Dark colours";
pub const COLOURS_SYSTEM_HAS_THEM: &str = "Colours as the system has them";
pub const COMMANDS: &str = "Commands";
pub const PALETTE_PLACEHOLDER: &str = "A command, a column, or a value of the log…";
pub const PALETTE_LABEL: &str = "A command, a column, or a value of the log";
pub const PALETTE_CHOOSE: &str = " choose";
pub const PALETTE_DO: &str = " do it";
pub const PALETTE_LEAVE_OUT: &str = " leave a value out";
pub const TABS_LABEL: &str = "Looks at the matching events";
pub const THEME_SYSTEM: &str = "As the system";
pub const THEME_LIGHT: &str = "Light";
pub const THEME_DARK: &str = "Dark";
pub const LIGHT_DARK: &str = "Light or dark";
pub const LINK_COPIED: &str = "The link to this view is on the clipboard. It holds the filter and the layout, no rows: who opens it needs \
     the same log.";
pub const LINK_NOT_COPIED: &str =
    "This browser does not let the page copy: the address bar holds the link to this view.";
pub const ADD_FILES: &str = "Add files";
pub const COPY_LINK_VIEW: &str = "Copy a link to this view";
pub const OPENED_TIP: &str = "What was read, and how";
pub const COPY_LINK: &str = "Copy link";
pub const ADD_FILES_TIP: &str = "Stack more files onto these";
pub const NOTHING_OPEN: &str = "Nothing";
pub const THIS_COMPUTER: &str = "this computer";
pub const ZONE_TIP: &str = "The zone in which times are shown and days begin (t)";

pub fn every_row_with(remarks: &dyn Display) -> String {
    format!("Every row could be read, with {remarks}")
}

pub fn rows_rejected(rows: &dyn Display) -> String {
    format!("▲ {rows} could not be read")
}

pub fn sources(n: usize) -> String {
    format!("{n} sources")
}

pub fn rows_repeat(n: u64, rows: &dyn Display) -> String {
    let repeat = if n == 1 { "repeats" } else { "repeat" };
    format!("{rows} of the log {repeat}: leave out")
}

pub fn in_memory(bytes: &dyn Display) -> String {
    format!("{bytes} in memory")
}

pub fn millis(millis: &dyn Display) -> String {
    format!("{millis} ms")
}

pub fn join_to_log(table: &dyn Display) -> String {
    format!("Join {table} to the log")
}

pub fn times_in(name: &dyn Display) -> String {
    format!("Times in {name}")
}

pub fn keep_only_value(column: &dyn Display, shown: &dyn Display) -> String {
    format!("Keep only {column}: {shown}")
}

pub fn exclude_value(column: &dyn Display, shown: &dyn Display) -> String {
    format!("Exclude {column}: {shown}")
}

pub fn everything_of_value(column: &dyn Display, shown: &dyn Display) -> String {
    format!("Everything of {column}: {shown}")
}

pub fn keep_text_anywhere(text: &dyn Display) -> String {
    format!("Keep events with “{text}” anywhere")
}

pub fn exclude_text(text: &dyn Display) -> String {
    format!("Exclude events with “{text}”")
}

pub fn filter_fails(events: &dyn Display) -> String {
    format!("the filter cannot be applied to {events}")
}

pub fn events_match(n: u64, shown: &str) -> String {
    match n {
        1 => format!("{shown} event matches"),
        _ => format!("{shown} events match"),
    }
}

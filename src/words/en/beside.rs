//! Tables and lists beside the log: how they are told apart, joined and asked.

use std::fmt::Display;

pub const LOG_IS_BEING_READ: &str = "The log is being read; its columns are the keys.";
pub const KEY_OF_LOG: &str = "Key of the log";
pub const LETTER_CASE_ASIDE: &str = "Letter case aside";
pub const COLUMNS_TO_SHOW: &str = "Columns to show beside each event";
pub const ONLY_NOT_IN_IT: &str = "Only events not in it";
pub const ONLY_IN_IT: &str = "Only events in it";
pub const LIST_TITLE: &str = "List of values";
pub const LIST_NEEDS_NAME: &str = "The list needs a name.";
pub const NAME_IS_TAKEN: &str = "A table beside the log has this name.";
pub const PASTE_VALUES_HERE: &str = "Paste values here: one a line, or separated by commas, semicolons or tabs";
pub const LINE_IS_VALUE: &str = "Each line is one value, whatever is in it";
pub const NONE_YET: &str = "none yet";
pub const KEEP_LIST: &str = "Keep the list";
pub const EVERY_VALUE_FOUND: &str = "Every value is in some event.";
pub const COPIED_ABSENT: &str = "Values in no event";
pub const COPY_THEM: &str = "Copy them";
pub const NO_VALUE_YET: &str = "No value yet.";
pub const TOO_LONG_FOR_LINK: &str =
    "The list is too long for a link: who opens a link to this view must paste it again under the same name.";
pub const VALUES_NOT_IN_LINK: &str = "named in the link, its values are not: paste them under this name";
pub const LISTS: &str = "Lists";
pub const OPEN: &str = "Open";
pub const OWN_TABLE_CALLED: &str = "A table of its own, called ";
pub const NAME_TABLE: &str = "Name of the table";
pub const WHAT_OWN_TABLE_DOES: &str =
    "Its columns can be joined to the log by a key, and filters can ask who is in it, and who is not.";

pub fn join_title(table: &dyn Display) -> String {
    format!("Join {table}")
}

pub fn only_after_day(day: &dyn Display) -> String {
    format!("Only events after the day of {day}")
}

pub fn key_of(table: &dyn Display) -> String {
    format!("Key of {table}")
}

pub fn add_columns(columns: &dyn Display) -> String {
    format!("Add {columns}")
}

pub fn keys_found(met: &dyn Display, values: &dyn Display, own: &dyn Display, name: &dyn Display) -> String {
    format!("{met} of {values} of “{own}” are in {name}.")
}

pub fn events_alone(alone: &dyn Display, events: &dyn Display) -> String {
    format!("{alone} of {events} have no row there.")
}

pub fn no_key_repeats(key: &dyn Display) -> String {
    format!("No value stands twice in “{key}”.")
}

pub fn of_another_kind(file: &dyn Display, log: &dyn Display) -> String {
    format!("{file} is of another kind than {log}")
}

pub fn files_of_another_kind(files: &dyn Display, log: &dyn Display) -> String {
    format!("{files} files are of another kind than {log}")
}

pub fn names_and_more(shown: &dyn Display, more: &dyn Display) -> String {
    format!("{shown} and {more} more")
}

pub fn stacked(new: &dyn Display) -> String {
    format!(
        "Stacked: its rows are events too, and the log gets {new} more; time, actor, action and the like of both stand together"
    )
}

pub fn keys_repeat((n, shown): (u64, &str), table: &str, key: &str, concerned: &str) -> String {
    let repeat = if n == 1 { "row repeats" } else { "rows repeat" };
    format!(
        "In {table}, {shown} {repeat} an earlier “{key}”: the first row counts. That concerns {concerned} of the log."
    )
}

pub fn values_in_no_event(n: u64, shown: &str, few: &str) -> String {
    match n {
        1 => format!("{shown} value is in no event: {few}"),
        _ => format!("{shown} values are in no event: {few}"),
    }
}

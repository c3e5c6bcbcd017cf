//! Why the engine or a worker could not do what it was asked for.

use std::fmt::Display;

pub const MORE_THAN_A_MILLION_ROWS: &str = "it has more than 1,000,000 rows";
pub const THERE_IS_NO_ROW: &str = "There is no row in it.";
pub const TABLE_HAS_COLUMNS_WITH_NAMES: &str = "A table has columns with names, and rows.";
pub const EVERY_PART_OF_LOG_HOLDS: &str = "Every part of the log holds such a table whole. Leave out rows that are not needed, or stack the file under the log.";
pub const MORE_THAN_A_MILLION_VALUES: &str = "it has more than 1,000,000 values";
pub const NOBODY_HAS_SAID_ANYTHING: &str = "Nobody has said anything.";
pub const FOUND_CONTAINER_WITHOUT_ANY_FILES: &str = "Found a container without any files in it; expected an audit log.";
pub const FILE_ENDED_EARLY: &str = "the file ended early";
pub const BROWSER_COULD_NOT_MAKE_FILE: &str = "The browser could not make the file.";
pub const WHAT_WAS_READ_BEFORE: &str = "What was read before is kept.";
pub fn rest_cannot_be_read(why: &dyn Display) -> String {
    format!(
        "The file could not be read to its end: {why}. It may have been changed, moved or taken away while it was read."
    )
}
pub const IF_FILE_WAS_CHANGED: &str = "If the file was changed or moved, add it again.";
pub const MEMORY_OF_THIS_TAB: &str =
    "The memory of this tab is full. Open less: fewer files, a sample, or some of the columns.";
pub const IT_STAYS: &str = "It stays as it is.";
pub const IF_FILE_WAS_CHANGED_OR_MOVED: &str = "If the file was changed or moved, open it again.";
pub const ANOTHER_RECORD_WAS_ASKED: &str = "Another record was asked for in the meantime.";
pub const RECORD_DOES_NOT_STAND: &str = "The record does not stand where it stood.";

pub fn columns_are_others(log: &dyn Display) -> String {
    format!(
        "Hardly a column of this file is one of “{log}”: its rows stand below those in one table, where “_file” tells them apart. Taken out of the archive or the workbook, it can be opened as a table of its own."
    )
}

pub fn records_in_a_row_cannot_be_read(count: u64) -> String {
    format!(
        "{count} records or more in a row cannot be read from here on: the file may change its format here. Cut it in two at this place and open both parts."
    )
}

pub fn it_has_mb_and_mb(bytes: &dyn Display, what: &dyn Display) -> String {
    format!("it has {bytes} MB, and {what} MB are the most")
}

pub fn cannot_be_kept_as_table(name: &dyn Display, found: &dyn Display) -> String {
    format!("“{name}” cannot be kept as a table: {found}")
}

pub fn is_too_large_for_table(name: &dyn Display, why: &dyn Display) -> String {
    format!("“{name}” is too large for a table beside the log: {why}.")
}

pub fn no_value_of_can_be(column: &dyn Display) -> String {
    format!("No value of “{column}” can be read so.")
}

//! The page as a whole: loading, notices, failures.

use std::fmt::Display;

pub const OPEN_AGAIN: &str = "Open again";
pub const ROWS_OF_ANOTHER_LOG: &str = "Rows are marked or filtered by their numbers, and those were counted in another log, or in another order \
     of its rows: here they are other events.";
pub const OVERTAKEN: &str = "Other files were opened before these were read.";
pub const OVERTAKEN_HINT: &str = "Wait for one `open` before the next, or add to it.";
pub const OPEN_LESS: &str = "Open less at a time.";
pub const ASK_AGAIN: &str = "Ask again once the files are open.";
pub const READING_AGAIN: &str = " The files are being read again; your view is kept.";
pub const READING_FILES: &str = "Reading files";
pub const BYTES_READ: &str = "Bytes read";
pub const NO_EVENTS_INSIDE: &str = "The file could be read, but it holds no events: at most a header.";
pub const NO_EVENTS_FOUND: &str = "No events found";
pub const WHAT_IS_EXPECTED: &str = "Expected is a log as its product exports it: CSV with a header line, a workbook (.xlsx), a Parquet file, \
     JSON objects one a line or in an array, or lines of text that begin with a time or hold name=value.";
pub const WHAT_OFTEN_HELPS: &str = "What often helps: unpack archives within archives first; choose the export itself, not the page or the mail \
     it came with.";
pub const DISMISS: &str = "Dismiss";
pub const DISMISS_ESC: &str = "Dismiss (Esc)";
pub const NOT_RELOADED: &str = "The page could not be reloaded; close the tab to forget everything.";

pub fn was_closed(name: &str, more: usize) -> String {
    match more {
        0 => format!("{name} was closed. "),
        _ => format!("{name} and {more} more were closed. "),
    }
}

pub fn rates(rows: &dyn Display, bytes: &dyn Display) -> String {
    format!("{rows} rows/s · {bytes}/s")
}

pub fn time_left(time: &dyn Display) -> String {
    format!("{time} left")
}

pub fn none_could_be_read(records: &dyn Display) -> String {
    format!("None of the {records} could be read.")
}

pub fn see_remarks(remarks: &dyn Display) -> String {
    format!("See {remarks}")
}

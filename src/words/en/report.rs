//! The load report.

use std::fmt::Display;

pub const LEFT_OUT: &str = "▲ left out: ";
pub const TABLES_BESIDE_LOG: &str = "Tables beside the log";
pub const ROWS: &str = "Rows";
pub const PASTED_VALUES: &str = "pasted values";
pub const JOIN: &str = "Join…";
pub const STACK_TIP: &str = "Its rows become events of the log";
pub const STACK: &str = "Stack";
pub const LISTS: &str = "Lists…";
pub const KIND: &str = "Kind";
pub const DISTINCT: &str = "Distinct";
pub const REMARK: &str = "Remark";
pub const NAMES_NO_ZONE: &str = "names no zone; ";
pub const READ_AS: &str = "read as";
pub const READ_AS_TIP: &str = "The zone in which these times are read";
pub const READ_MONTH_DAY: &str = "read as month/day";
pub const READ_DAY_MONTH: &str = "read as day/month";
pub const READ_BACK: &str = "as it was taken for at first";
pub const KIND_TIP: &str = "What the values of this column are";
pub const FILES: &str = "Files";
pub const SIZE: &str = "Size";
pub const FORMAT: &str = "Format";
pub const ENCODING: &str = "Encoding";
pub const DELIMITER: &str = "Delimiter";
pub const EVENTS_IN: &str = "Events in";
pub const NOT_READABLE: &str = "Not readable";
pub const DIGEST_OF_ARCHIVE: &str = "SHA-256 of the archive: ";
pub const DIGEST: &str = "SHA-256: ";
pub const KEEP_AS_TABLE_TIP: &str = "The log is read again without it";
pub const KEEP_TABLE_OWN: &str = "Keep as a table of its own";
pub const ENCODING_UTF_8: &str = "UTF-8, Windows-1252 where it is not";
pub const ENCODING_UTF_16_LE: &str = "UTF-16 LE";
pub const ENCODING_UTF_16_BE: &str = "UTF-16 BE";
pub const ENCODING_WINDOWS_1251: &str = "Windows-1251 (Cyrillic)";
pub const ENCODING_TIP: &str = "The encoding of this file; another one reads it again";
pub const DELIMITER_COMMA: &str = "comma";
pub const DELIMITER_SEMICOLON: &str = "semicolon";
pub const DELIMITER_TAB: &str = "tab";
pub const DELIMITER_BAR: &str = "bar |";
pub const DELIMITER_BLANK: &str = "blank";
pub const NONE: &str = "none";
pub const FIRST_ROW_NO_HEADER: &str = "The first row is no header";
pub const FIRST_ROW_NAMES_COLUMNS: &str = "The first row names the columns";
pub const SHEET_CELLS: &str = "cells";
pub const HEADER_TIP: &str = "Read the file again, with its first row as a row or as names";
pub const DELIMITER_TIP: &str = "What stands between the cells; another choice reads the file again";
pub const NOT_ALL_KEPT: &str = "Not all was kept: ";
pub const READ_EVERYTHING: &str = "Read everything";
pub const ID_UNNAMED: &str = "the event id";
pub const REPEATS_ARE_LEFT_OUT: &str = "They are left out by a filter.";
pub const LEAVE_REPEATS_OUT: &str = "Leave them out";
pub const SILENCE_IS_LONG: &str = " — far longer than this log is used to; events may be missing";
pub const SILENCES: &str = "Longest times without an event:";

pub fn span(first: &dyn Display, last: &dyn Display, zone: &dyn Display) -> String {
    format!("{first} to {last} {zone}")
}

pub fn zone_assumed(zone: &dyn Display) -> String {
    format!("They name no zone and are read as {zone}; that can be changed below, at the column.")
}

pub fn zone_partly_assumed(zone: &dyn Display) -> String {
    format!("Some of them name no zone and are read as {zone}; that can be changed below, at the column.")
}

pub fn zone_written(zone: &dyn Display) -> String {
    format!("Written in: {zone}.")
}

pub fn rows_not_read(rows: &dyn Display) -> String {
    format!("{rows} could not be read")
}

pub fn place_in_file(row: &dyn Display, byte: &dyn Display) -> String {
    format!("row {row}, byte {byte}")
}

pub fn and_more_warnings(more: &dyn Display) -> String {
    format!("and {more} more.")
}

pub fn not_readable(rows: &dyn Display) -> String {
    format!("{rows} not readable")
}

pub fn read_as(kind: &dyn Display) -> String {
    format!("read as {kind}")
}

pub fn exactly(events: &dyn Display, cap: &dyn Display) -> String {
    format!("Exactly {events} events. {cap}")
}

pub fn delimiter_no_names(called: &dyn Display) -> String {
    format!("{called}, no names")
}

pub fn kept_sample(every: &dyn Display) -> String {
    format!("one event in {every}, by chance")
}

pub fn kept_columns(columns: &dyn Display) -> String {
    format!("{columns} chosen")
}

pub fn repeats_whole(rows: &dyn Display) -> String {
    format!("{rows} in every column")
}

pub fn repeats_id(rows: &dyn Display, id: &dyn Display) -> String {
    format!("{rows} in “{id}” alone")
}

pub fn rows_repeat(rows: &dyn Display, duplicate: &dyn Display) -> String {
    format!("Rows that repeat an earlier one: {rows}. They are marked in the column {duplicate}. ")
}

pub fn silence(length: &dyn Display, from: &dyn Display, to: &dyn Display) -> String {
    format!("{length} from {from} to {to}")
}

pub fn recognised(source: &str) -> String {
    format!("Recognised as an export of {source}.")
}

pub fn several_logs(logs: &dyn Display, made: &dyn Display) -> String {
    format!(
        "There are {logs} different logs here. What each of them calls otherwise stands together in the columns {made}: the note at each says from where."
    )
}

pub fn summary(events: &str, columns: &str, memory: &str) -> String {
    format!("{events} in {columns}, {memory} in memory.")
}

/// Which events were kept by their time; the bounds are times in UTC.
pub fn kept_during(column: &str, from: Option<String>, before: Option<String>) -> String {
    match (from, before) {
        (Some(from), Some(before)) => format!("events from {from} before {before} UTC by “{column}”"),
        (Some(from), None) => format!("events from {from} UTC by “{column}”"),
        (None, Some(before)) => format!("events before {before} UTC by “{column}”"),
        (None, None) => format!("events by “{column}”"),
    }
}

/// What was kept, and how many events were not.
pub fn passed_over(kept: &str, n: u64, shown: &str) -> String {
    match n {
        1 => format!("{kept}. {shown} event was passed over. "),
        _ => format!("{kept}. {shown} events were passed over. "),
    }
}

/// One column of a table beside the log: how it was read, and why.
pub fn column_beside(name: &str, kind: &str, note: Option<&str>) -> String {
    match note {
        Some(note) => format!("{name} ({kind}; {note})"),
        None => format!("{name} ({kind})"),
    }
}

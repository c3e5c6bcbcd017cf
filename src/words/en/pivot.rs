//! The pivot.

use std::fmt::Display;

pub const NO_SHADES: &str = "no shades";
pub const SHADES_OVER_TABLE: &str = "shades over the table";
pub const SHADES_ALONG_EACH_LINE: &str = "shades along each line";
pub const SHADES_DOWN_EACH_COLUMN: &str = "shades down each column";
pub const WHAT_LAID_OUT: &str = "What is laid out";
pub const ADD_COLUMN_LINES: &str = "Add a column to the lines";
pub const ADD_COLUMN_COLUMNS: &str = "Add a column to the columns";
pub const LINES_UNDER_ONE_MOST: &str = "Lines under one at most";
pub const LINES_AT_MOST: &str = "lines,";
pub const COLUMNS_MOST: &str = "Columns at most";
pub const COLUMNS_AT_MOST: &str = "columns";
pub const ORDER_COLUMNS: &str = "Order of the columns";
pub const SWAP_TIP: &str = "Lines become columns, and columns lines";
pub const ORDER_BY_ONE_LINE: &str = "by one line";
pub const HOW_TO_BEGIN: &str = "Choose columns for the lines and for the columns, or begin with one of these.";
pub const TOTAL: &str = "Total";
pub const ALL_EVENTS: &str = "All events";
pub const EXPORT_TIP: &str = "The lines and columns as they are shown, with totals";
pub const ANSWER_STILL_AWAITED: &str = "The answer is still awaited.";
pub const TITLE_BY: &str = " by ";
pub const SHOW_THESE_EVENTS: &str = "Show these events";
pub const SORT_LINES_COLUMN: &str = "Sort lines by this column";
pub const SORT_COLUMNS_LINE: &str = "Sort columns by this line";
pub const OPEN_CLOSE_LINE: &str = "Open or close the line";
pub const KEY_EVENTS: &str = "Pivot: the events of a cell or a line";
pub const KEY_KEEP_LEAVE_OUT: &str = "Pivot: keep only them, leave them out";
pub const KEY_SORT_MENU: &str = "Pivot: sort by the column, the menu of a cell";
pub const GRID_AND_KEYS: &str =
    "Pivot: arrows move, Enter shows a cell’s events, f keeps only these, x excludes them, m opens the menu";
pub const PRESET_WHO_WHAT: &str = "Who does what";
pub const PRESET_WHAT_WHEN: &str = "What happens when";
pub const PRESET_FAILS: &str = "What fails";
pub const PRESET_FROM_WHERE: &str = "From where, and how it ends";
pub const PRESET_WHO_WHEN: &str = "Who works when";
pub const PRESET_WEEK: &str = "Days and hours";

pub fn order_by_name(arrow: &dyn Display) -> String {
    format!("by name {arrow}")
}

pub fn order_by_measure(measure: &dyn Display, arrow: &dyn Display) -> String {
    format!("by {measure} {arrow}")
}

pub fn written(lines: &dyn Display, name: &dyn Display) -> String {
    format!("{lines} written to {name}.")
}

pub fn lines_and_columns(lines: &str, columns: &str, events: &str) -> String {
    format!("{lines} and {columns} of {events}")
}

pub fn others_in_sheet(count: &dyn Display) -> String {
    format!("({count} others)")
}

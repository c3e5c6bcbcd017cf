//! What several panels say alike.

use std::fmt::Display;

pub const VALUES: &str = "Values";
pub const NAME: &str = "Name";
pub const COLUMN: &str = "Column";
pub const REMOVE: &str = "Remove";
pub const CANCEL: &str = "Cancel";
pub const BOARD: &str = "Board";
pub const CHART: &str = "Chart";
pub const NOTHING_CHOSEN: &str = "nothing";
pub const KEEP_ONLY: &str = "Keep only";
pub const EXCLUDE: &str = "Exclude";
pub const CSV: &str = "CSV";
pub const LINES: &str = "Lines";
pub const FILTER: &str = "Filter";
pub const UNDO: &str = "Undo";
pub const REDO: &str = "Redo";
pub const TRAIL: &str = "Trail";
pub const APPLY: &str = "Apply";
pub const COMPARE: &str = "Compare";
pub const SWAP: &str = "Swap";
pub const EVENT: &str = "Event";
pub const CLOSE_ESC: &str = "Close (Esc)";
pub const CLOSE: &str = "Close";
pub const FIELDS: &str = "Fields";
pub const COPY: &str = "Copy";
pub const EVERYTHING_OF_IT: &str = "Everything of it";
pub const HELP_KEY: &str = "Help (?)";
pub const HELP: &str = "Help";
pub const EVENTS: &str = "Events";
pub const VALUE: &str = "Value";
pub const COPY_VALUE: &str = "Copy value";
pub const COLUMNS: &str = "Columns";
pub const ALL: &str = "All";
pub const GROUP_BY: &str = "Group by";
pub const CSV_EXACT: &str = "CSV, exact";
pub const EVIDENCE: &str = "Record of how it was made";
pub const CSV_ALL: &str = "CSV, exact, all columns";
pub const CSV_EXCEL: &str = "CSV for Excel";
pub const FORMULAS_GUARDED: &str = "formulas guarded";
pub const NDJSON: &str = "NDJSON";
pub const ONE_OBJECT_LINE: &str = "one object a line";
pub const EXPORT: &str = "Export";
pub const NEW_COMPUTED_COLUMN: &str = "New computed column";
pub const FORMULA: &str = "Formula";
pub const COMPLETIONS: &str = "Completions";
pub const COUNT: &str = "Count";
pub const LOOKS: &str = "Looks";
pub const SHOW: &str = "Show";
pub const SHADES: &str = "Shades";
pub const NO_ROOM_FOR_FILE: &str = "The browser had no room for the file.";
pub const QUESTIONS: &str = "Questions";
pub const ACTOR: &str = "Actor";
pub const LOAD_REPORT: &str = "Load report";
pub const PIVOT: &str = "Pivot";
pub const CANNOT_COPY: &str = "This browser does not let the page copy.";

pub fn and_more(more: &dyn Display) -> String {
    format!("and {more} more")
}

pub fn remove(name: &dyn Display) -> String {
    format!("Remove {name}")
}

pub fn keep_only(text: &dyn Display) -> String {
    format!("Keep only {text}")
}

pub fn exclude(text: &dyn Display) -> String {
    format!("Exclude {text}")
}

pub fn everything_of(text: &dyn Display) -> String {
    format!("Everything of {text}")
}

pub fn leave_out(spoken: &dyn Display) -> String {
    format!("Leave out {spoken}")
}

pub fn of(part: &dyn Display, whole: &dyn Display) -> String {
    format!("{part} of {whole}")
}

pub fn more(more: &dyn Display) -> String {
    format!("{more} more")
}

//! Computed columns.

use std::fmt::Display;

pub const UNNAMED: &str = "new column";
pub const NAME_TIP: &str = "Filters and groups know the column by this name.";
pub const PLACEHOLDER: &str = "such as SplitPart([User Email], \"@\", -1)";
pub const ADD_COLUMN: &str = "Add column";
pub const SAVE: &str = "Save";
pub const KEYS: &str = "Ctrl+Space offers columns and functions; ? explains all of them.";
pub const FREQUENT_VALUES: &str = "Most frequent values under the filter";
pub const CHANGE: &str = "Change it";
pub const COMPUTED_COLUMNS: &str = "Computed columns";
pub const GROUP: &str = "Computed";
pub const NO_NAME: &str = "The column has no name.";
pub const NO_NAME_HINT: &str = "Name it.";
pub const NAME_TAKEN_HINT: &str = "Choose another name.";

pub fn column_title(name: &dyn Display) -> String {
    format!("Computed column “{name}”")
}

pub fn gives(kind: &dyn Display) -> String {
    format!("Gives {kind}.")
}

pub fn computed_of(column: &dyn Display) -> String {
    format!("Computed: {column}")
}

pub fn name_taken(name: &dyn Display) -> String {
    format!("There is a column `{name}` already.")
}

//! The steps taken.

use std::fmt::Display;

pub const QUESTION_TUNED: &str = "a question with other numbers";
pub const EXPLAINED: &str = "Every step since the page was opened. A step further in is another way that was left: it stays. A click \
     returns to a step; from there one can go on differently.";
pub const STEPS: &str = "Steps: arrows walk and fold, Enter returns to one, F2 names it";
pub const NAME_THEN_ENTER: &str = "Name, then Enter";
pub const NAME: &str = "Name (F2)";
pub const BEGINNING: &str = "As it began";
pub const ANOTHER_ORDER: &str = "Another order";
pub const OTHER_COLUMNS_TABLE: &str = "Other columns in the table";
pub const LOOK_TABLE: &str = "The look of the table";
pub const TIMELINE: &str = "The timeline";
pub const CHART: &str = "The chart";
pub const BOARD: &str = "The board";
pub const FILTER_AGAINST_REST: &str = "The filter against the rest";
pub const COMPUTED_COLUMNS: &str = "Computed columns";
pub const ZONE_TIMES: &str = "The zone of times";
pub const NO_GROUPS: &str = "No groups";
pub const NO_PIVOT: &str = "No pivot";
pub const SMALL_CHANGE: &str = "A small change";

pub fn name_of_step(label: &dyn Display) -> String {
    format!("Name of the step {label}")
}

pub fn name_step(label: &dyn Display) -> String {
    format!("Name the step {label}")
}

pub fn again(what: &dyn Display) -> String {
    format!("Again {what}")
}

pub fn without(what: &dyn Display) -> String {
    format!("Without {what}")
}

pub fn no_longer(what: &dyn Display) -> String {
    format!("No longer {what}")
}

pub fn groups_by(keys: &dyn Display) -> String {
    format!("Groups by {keys}")
}

pub fn rows_by(columns: &str) -> String {
    match columns {
        "" => "Rows not grouped".into(),
        columns => format!("Rows by {columns}"),
    }
}

pub fn pivot_of(rows: &dyn Display, columns: &dyn Display) -> String {
    format!("Pivot of {rows} by {columns}")
}

pub fn pivot_alone(keys: &dyn Display) -> String {
    format!("Pivot of {keys}")
}

pub fn against(left: &dyn Display, right: &dyn Display) -> String {
    format!("{left} against {right}")
}

pub fn and_more(told: &dyn Display, more: &dyn Display) -> String {
    format!("{told}, and {more} more")
}

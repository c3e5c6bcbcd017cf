//! The table of events.

use std::fmt::Display;

pub const SORTED_THEN: &str = ", then ";
pub const KEEP_ONLY_VALUE_KEY: &str = "Keep only this value (f)";
pub const LEAVE_VALUE_OUT_KEY: &str = "Leave this value out (x)";
pub const ROW: &str = "Row";
pub const NO_HITS: &str = "no hits";
pub const ONE_HIT: &str = "1 hit";
pub const FIND_JUMP: &str = "Find and jump";
pub const FIND: &str = "Find";
pub const FIND_PLACEHOLDER: &str = "a word, column:value …";
pub const FIND_TIP: &str = "Seeks in all matching events; the browser’s own find sees only the rows on the screen. Ctrl+F again opens \
     that.";
pub const PREVIOUS_HIT_KEY: &str = "Hit before this ([)";
pub const PREVIOUS_HIT: &str = "Previous hit";
pub const NEXT_HIT_KEY: &str = "Next hit (])";
pub const NEXT_HIT: &str = "Next hit";
pub const GO_TO: &str = "Go to";
pub const GO_TO_PLACEHOLDER: &str = "a time, or 1234 for that event";
pub const GO_TO_TIP: &str = "2026-01-05, 14:03 of the day at the cursor, or a number: the nth event of the table";
pub const GO_THERE_ENTER: &str = "Go there (Enter)";
pub const GO: &str = "Go";
pub const RESIZE_TIP: &str = "Drag to resize, double-click to fit";
pub const NO_TIMES_TO_GO_TO: &str = "This log has no times to go to; a number is the nth event.";
pub const NONE_HAS_TIME: &str = "None of these events has a time.";
pub const NO_TIMES: &str = "These events have no times.";
pub const KEY_NEXT_EVENT: &str = "Next and previous event; above the first is the header";
pub const KEY_SCREEN: &str = "A screen further";
pub const KEY_FIRST_EVENT: &str = "First event";
pub const KEY_LAST_EVENT: &str = "Last event";
pub const KEY_FIRST_LAST_COLUMN: &str = "First and last column";
pub const KEY_OPEN_EVENT: &str = "Open the event; in the header, sort (with Shift: also)";
pub const KEY_KEEP: &str = "Keep only the value under the cursor";
pub const KEY_LEAVE_OUT: &str = "Leave the value under the cursor out";
pub const KEY_PICK: &str = "Pick cells; Ctrl+A all, Shift+Space the row, Ctrl+Space the column";
pub const KEY_COPY: &str = "Copy what is picked, or the value under the cursor";
pub const KEY_MENU: &str = "What else can be done with it";
pub const KEY_COLUMN: &str = "What the column holds, and its menu";
pub const KEY_SORT: &str = "Sort by the column, ascending or descending";
pub const KEY_HIDE_COLUMN: &str = "Hide the column";
pub const KEY_PIN: &str = "Pin the column at the left, or let it go";
pub const KEY_MOVE_COLUMN: &str = "Move the column";
pub const FIND_THESE_EVENTS: &str = "Find in these events";
pub const KEY_HITS: &str = "Next and previous hit";
pub const GO_TIME_NTH_EVENT: &str = "Go to a time or to the nth event";
pub const KEY_MARK: &str = "Mark the event or the rows picked; once more takes that off";
pub const MARK_EVENT: &str = "Mark this event, or no longer";
pub const KEEP_MARKED: &str = "Keep only marked events";
pub const NOTHING_MARKED: &str = "No event is marked: b marks the one under the cursor.";
pub const KEY_COLOURED: &str = "Next and previous coloured event";
pub const ZOOM_TIMES_ROWS_PICKED: &str = "Zoom to the times of the rows picked";
pub const FILTER_MISSING: &str = "A filter is missing.";
pub const ANOTHER_COLOUR: &str = "Another colour";
pub const FILTER_MARK: &str = "Filter of the mark";
pub const WHAT_COLOURED: &str = "What is coloured";
pub const WHOLE_ROWS: &str = "whole rows";
pub const BEFORE_ONE_ABOVE: &str = "Before the one above it";
pub const MOVE_UP: &str = "Move up";
pub const REMOVE_MARK: &str = "Remove this mark";
pub const WRITE_FILTER_FIRST: &str = "Write a filter first: what it keeps is coloured.";
pub const COLOURS_ROWS_CELLS: &str = "Colours of rows and cells";
pub const MARKS_EXPLAINED: &str = "What a filter keeps is coloured; where several fit, the first. u and Shift+U walk through the coloured \
     events.";
pub const FILTER_NEW_MARK: &str = "Filter of a new mark";
pub const COLOUR_THESE: &str = "Colour these";
pub const COPY_ROW_JSON: &str = "Copy row as JSON";
pub const COPY_CELLS: &str = "Copy cells";
pub const COPY_ROWS_TSV: &str = "Copy rows as TSV";
pub const COPY_ROWS_JSON: &str = "Copy rows as JSON";
pub const ZOOM_TIMES: &str = "Zoom to their times";
pub const SORT_ASCENDING: &str = "Sort ascending";
pub const SORT_DESCENDING: &str = "Sort descending";
pub const THEN_ASCENDING: &str = "Then ascending";
pub const THEN_DESCENDING: &str = "Then descending";
pub const LET_GO_FROM_LEFT: &str = "Let go from the left";
pub const PIN_LEFT: &str = "Pin at the left";
pub const HIDE: &str = "Hide";
pub const MOVE_LEFT: &str = "Move left";
pub const MOVE_RIGHT: &str = "Move right";
pub const FIT_WIDTH: &str = "Fit the width";
pub const GROUP: &str = "Count by this in the Group tab";
pub const GROUP_ROWS: &str = "Group rows by this column";
pub const GROUP_ROWS_BY: &str = "Group rows by";
pub const UNGROUP_ROWS: &str = "Rows without groups";
pub const ROWS_GROUPED_BY: &str = "Rows grouped by";
pub const DRAG_TO_GROUP: &str = "Drag a column here to group its rows";
pub const OPEN_ALL: &str = "Open all";
pub const SHUT_ALL: &str = "Shut all";
pub const OPEN_ALL_GROUPS: &str = "Open all groups of rows";
pub const SHUT_ALL_GROUPS: &str = "Shut all groups of rows";
pub const OPEN_GROUP: &str = "Open the group";
pub const SHUT_GROUP: &str = "Shut the group";
pub const COPY_GROUP: &str = "Copy its value";
pub const VALUES_UP: &str = "values ascending";
pub const VALUES_DOWN: &str = "values descending";
pub const MOST_ROWS: &str = "most rows first";
pub const FEWEST_ROWS: &str = "fewest rows first";
pub const EACH_TIME: &str = "each value";
pub const KEY_GROUP_ROWS: &str = "Group rows by the column, or no longer";
pub const KEY_TURN: &str = "Open and shut the group; from a row to its group";
pub const KEY_TURN_ALL: &str = "Open all groups, shut all";
pub const KEEP_ROWS_VALUE: &str = "Keep rows with a value";
pub const KEEP_ROWS_WHERE_NULL: &str = "Keep rows where it is null";
pub const KEEP_ROWS_LIST: &str = "Keep rows in a list…";
pub const COMPUTE_COLUMN_FROM: &str = "Compute a column from it…";
pub const CHANGE_FORMULA: &str = "Change its formula…";
pub const WHICH_COLUMNS_SHOWN: &str = "Which columns are shown";
pub const FIND_COLUMN_PLACEHOLDER: &str = "Find a column…";
pub const FIND_COLUMN: &str = "Find a column";
pub const FIRST_COLUMNS_TIP: &str = "The columns, widths and pins that this log begins with";
pub const FIRST_COLUMNS: &str = "First columns";
pub const NEW_COLUMN_TIP: &str = "A column worked out of others (=)";
pub const NEW_COLUMN: &str = "New column…";
pub const MOVE_LEFT_TIP: &str = "To the left";
pub const MOVE_RIGHT_TIP: &str = "To the right";
pub const SHOWN_FROM_LEFT: &str = "Shown, from the left";
pub const EMPTY_UNDER_FILTER: &str = "Empty under this filter";
pub const GROUP_OTHERS: &str = "Others";
pub const NO_SUCH_COLUMN: &str = "No column is called that.";
pub const WHAT_COLUMN_HOLDS: &str = "What the column holds";
pub const SUMMARY_VALUES: &str = "values";
pub const SUMMARY_DISTINCT: &str = "distinct";
pub const FREQUENT_VALUES: &str = "Frequent values";
pub const FROM: &str = "from";
pub const SIDE_TO: &str = "to";
pub const SUMMARY_FIRST_SEEN: &str = "first seen";
pub const SUMMARY_LAST_SEEN: &str = "last seen";
pub const COMPACT_ROWS: &str = "Compact rows";
pub const NORMAL_ROWS: &str = "Normal rows";
pub const ROOMY_ROWS: &str = "Roomy rows";
pub const WRAP_LONG_TEXTS: &str = "Wrap long texts";
pub const TOTALS_BELOW: &str = "Totals below";
pub const FIT_ALL_COLUMNS: &str = "Fit all columns";
pub const COLOURS: &str = "Colours…";
pub const FIND_BUTTON_TIP: &str = "Find in these events, or go to a time (Ctrl+F)";
pub const LAYOUT: &str = "Layout";
pub const LAYOUT_TIP: &str = "Rows, totals and colours of the table";
pub const NEXT_COLOURED_EVENT: &str = "Next coloured event";
pub const PREVIOUS_COLOURED_EVENT: &str = "Previous coloured event";
pub const WRAP_LONG_TEXTS_NOT: &str = "Wrap long texts, or not";
pub const TOTALS_BELOW_TABLE_NOT: &str = "Totals below the table, or not";
pub const SORT_ASCENDING_BY: &str = "Sort ascending by";
pub const SORT_DESCENDING_BY: &str = "Sort descending by";
pub const GO_COLUMN: &str = "Go to column";
pub const HIDE_COLUMN: &str = "Hide column";
pub const PIN_LET_GO_COLUMN: &str = "Pin or let go column";
pub const SHOW_COLUMN: &str = "Show column";
pub const TOTALS: &str = "Totals";

pub fn too_many_to_copy(rows: &dyn Display, most: &dyn Display) -> String {
    format!(
        "That is {rows}; up to {most} can be copied or marked. Filter for them and export, or colour them by that filter."
    )
}

pub fn hits(hits: &dyn Display) -> String {
    format!("{hits} hits")
}

pub fn menu_of(name: &dyn Display) -> String {
    format!("Menu of {name}")
}

pub fn drop_to_group(name: &str) -> String {
    format!("Drop here to group rows by {name}")
}

pub fn order_of(name: &str) -> String {
    format!("Order of the groups by {name}")
}

pub fn width_of(name: &str) -> String {
    format!("How wide the groups by {name} are")
}

pub fn group_outwards(name: &str) -> String {
    format!("Group by {name} further out")
}

pub fn group_inwards(name: &str) -> String {
    format!("Group by {name} further in")
}

pub fn lists_in_groups(name: &str) -> String {
    format!("A row can have several values of {name}, so it would stand in several groups. The Group tab counts them.")
}

pub fn beyond_groups(groups: &str) -> String {
    format!("{groups} more, their rows together")
}

pub fn too_many_groups(shown: &str) -> String {
    format!(
        "The first {shown} by value have a line each. Filter, group by fewer columns, or see the most frequent in the Group tab."
    )
}

pub fn neither_time_nor_number(text: &dyn Display) -> String {
    format!("“{text}” is neither a time, such as 2026-01-05 14:03, nor a number of an event.")
}

pub fn table_has(events: &dyn Display) -> String {
    format!("The table has {events}, counted from 1.")
}

pub fn cells_of(name: &dyn Display) -> String {
    format!("cells of {name}")
}

pub fn colour_rows_with(shown: &dyn Display) -> String {
    format!("Colour rows with {shown}")
}

pub fn keep_only_these(count: &dyn Display) -> String {
    format!("Keep only these {count} values")
}

pub fn exclude_these(count: &dyn Display) -> String {
    format!("Exclude these {count} values")
}

pub fn group_by(name: &dyn Display) -> String {
    format!("Group by {name}")
}

pub fn move_up(name: &dyn Display) -> String {
    format!("Move {name} up")
}

pub fn move_down(name: &dyn Display) -> String {
    format!("Move {name} down")
}

pub fn distinct(values: &dyn Display) -> String {
    format!("{values} distinct")
}

pub fn column_totals(column: &dyn Display, values: &dyn Display, distinct: &dyn Display) -> String {
    format!("{column}: {values}, {distinct} distinct")
}

pub fn ascending(column: &str) -> String {
    format!("{column} ascending")
}

pub fn descending(column: &str) -> String {
    format!("{column} descending")
}

pub fn sorted_by(events: &str, columns: &str) -> String {
    format!("{events}, sorted by {columns}")
}

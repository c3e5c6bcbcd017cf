//! Groups, and measures.

use std::fmt::Display;

pub const GROUPS: &str = "Groups";
pub const WHAT_GROUPED: &str = "What is grouped";
pub const ADD_COLUMN_GROUP: &str = "Add a column to group by";
pub const GROUPS_UNDER_ONE_MOST: &str = "Groups under one at most";
pub const SHADES_TIP: &str = "Shades each number among those of its column";
pub const HOW_TO_BEGIN: &str = "Choose a column to group the matching events by, or begin with one of these.";
pub const OFFER_WHO: &str = "Who acted, since when";
pub const OFFER_WHAT: &str = "What happened";
pub const OFFER_OUTCOME: &str = "How it ended, and why";
pub const OFFER_WHERE: &str = "From where";
pub const OFFER_DAYS: &str = "Day by day";
pub const FIRST_SEEN: &str = "First seen";
pub const LAST_SEEN: &str = "Last seen";
pub const PEOPLE: &str = "Actors";
pub const LIMIT_ALL: &str = "all";
pub const TAKE_GROUPS_AWAY: &str = "Take the groups away";
pub const TITLE_NAMES_FILE: &str = "Title, names the file";
pub const EXPORT_CSV: &str = "Export CSV";
pub const CSV_TIP: &str = "All groups, values exactly as they are";
pub const CSV_SPREADSHEETS: &str = "CSV for spreadsheets";
pub const CSV_SPREADSHEETS_TIP: &str = "With a mark for Excel, and ' before cells it would run as formulas";
pub const NDJSON_TIP: &str = "One JSON object a line";
pub const TITLE_BY: &str = " by ";
pub const MOVE_OUTWARDS: &str = "Move outwards";
pub const MOVE_INWARDS: &str = "Move inwards";
pub const ADD_COLUMN: &str = "+ column";
pub const EACH_VALUE: &str = "each value";
pub const WHICH_GROUPS: &str = "Which groups are shown";
pub const ONLY: &str = "Only";
pub const ADD_CONDITION: &str = "+ condition";
pub const CONDITION_TIP: &str =
    "Shows only groups of which a measure passes a test, such as ten events or more, or last seen before a day";
pub const GROUPS_OF_WHICH_COLUMN: &str = "Groups of which column";
pub const MEASURE_TO_TEST: &str = "Measure to test";
pub const HOW_IT_COMPARES: &str = "How it compares";
pub const VALUE_TO_TEST: &str = "Value to compare with";
pub const AT_LEAST: &str = "≥ at least";
pub const MORE_THAN: &str = "> more than";
pub const AT_MOST: &str = "≤ at most";
pub const LESS_THAN: &str = "< less than, before";
pub const IS: &str = "is";
pub const TIME_PLACEHOLDER: &str = "2026-01-31, or now-30d";
pub const VALUE_PLACEHOLDER: &str = "value, such as 10";
pub const NO_GROUP_PASSES: &str = "No group passes the conditions.";
pub const OFFER_QUIET: &str = "Who was not seen for 30 days";
pub const NO_EVENTS_MATCH: &str = "No events match.";
pub const COUNT_IF: &str = "Count if";
pub const RATE: &str = "Rate of";
pub const SHARE_GROUP_ABOVE: &str = "Share of the group above";
pub const SHARE_ALL: &str = "Share of all";
pub const SHARE_LINE: &str = "Share of its line";
pub const SHARE_COLUMN: &str = "Share of its column";
pub const DISTINCT_COUNT: &str = "Distinct count";
pub const LEAST: &str = "Least";
pub const GREATEST: &str = "Greatest";
pub const SUM: &str = "Sum";
pub const AVERAGE: &str = "Average";
pub const MEDIAN: &str = "Median";
pub const PERCENTILE: &str = "Percentile";
pub const MOST_FREQUENT: &str = "Most frequent";
pub const FIRST_TIME: &str = "First by time";
pub const LAST_TIME: &str = "Last by time";
pub const TYPE_FILTER: &str = "Type a filter: the rows it matches are counted.";
pub const NO_COLUMN_HOLDS_TIMES: &str = "No column holds times.";
pub const CHOOSE_COLUMN: &str = "Choose a column.";
pub const TYPE_PERCENT: &str = "Type how many percent, from 0 to 100.";
pub const ONLY_NUMBER_CAN_DRAWN: &str = "Only a number can be drawn.";
pub const MEASURE: &str = "Measure";
pub const WHAT_MEASURE: &str = "What to measure";
pub const COLUMN_MEASURE: &str = "Column to measure";
pub const COLUMN_TO_CHOOSE: &str = "column…";
pub const PERCENT_LABEL: &str = "Percent";
pub const PERCENT_PLACEHOLDER: &str = "percent";
pub const FILTER_LABEL: &str = "Filter of the rows to count";
pub const FILTER_PLACEHOLDER: &str = "filter, such as status:failure";
pub const FORMULA_MEASURE: &str = "Formula of the measure";
pub const FORMULA_PLACEHOLDER: &str = "such as CountIf([ok]) / Count()";
pub const MEASURES: &str = "Measures";
pub const ADD_MEASURE: &str = "+ measure";
pub const NO_FILTER_SAYS_THESE: &str =
    "No filter says these rows alone: where a cell holds a list, they can be among the others too.";
pub const TREE_AND_KEYS: &str =
    "Groups: arrows open and close, Enter shows a group’s events, f keeps only a group, x excludes it";

pub fn limit_top(limit: &dyn Display) -> String {
    format!("top {limit}")
}

pub fn groups_written(written: &dyn Display, groups: &dyn Display, name: &dyn Display) -> String {
    format!("{written} of {groups} groups are in {name}.")
}

pub fn how_cut(name: &dyn Display) -> String {
    format!("How {name} is cut")
}

pub fn move_outwards(name: &dyn Display) -> String {
    format!("Move {name} outwards")
}

pub fn move_inwards(name: &dyn Display) -> String {
    format!("Move {name} inwards")
}

pub fn each_key_passes(key: &dyn Display, test: &dyn Display) -> String {
    format!("{key}: {test}")
}

pub fn shown_where(condition: &dyn Display) -> String {
    format!("Shown where {condition}.")
}

pub fn groups_that_pass(groups: &str, events: &str) -> String {
    format!("{groups} that pass, among {events}")
}

pub fn will_be_named(name: &dyn Display) -> String {
    format!("Named “{name}” unless you name it.")
}

pub fn groups_of(groups: &str, events: &str) -> String {
    format!("{groups} of {events}")
}

/// What is wrong with a filter or formula, and at which character of it.
pub fn wrong_at(what: &dyn Display, at: &dyn Display, hint: &dyn Display) -> String {
    format!("{what} at character {at}. {hint}")
}

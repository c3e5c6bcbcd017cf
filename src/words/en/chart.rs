//! The charts: what is drawn, how, and what can be done with it.

use std::fmt::Display;

pub const CHOOSE_COLUMNS: &str = "Nothing here suits this kind of chart by itself: choose the columns it is drawn of.";
pub const PILE_SIDE_BY_SIDE: &str = "side by side";
pub const PILE_STACKED: &str = "stacked";
pub const PILE_STACKED_100: &str = "stacked to 100 %";
pub const SIDE_NUMBERS: &str = "numbers";
pub const SIDE_DOTS: &str = "a dot for each";
pub const FROM: &str = "from";
pub const SIDE_ACROSS: &str = "across";
pub const SIDE_X_AXIS: &str = "x axis";
pub const SIDE_TO: &str = "to";
pub const SIDE_DOWN: &str = "down";
pub const WHAT_DRAWN: &str = "What is drawn";
pub const KIND_CHART: &str = "Kind of chart";
pub const TITLE_CHART: &str = "Title of the chart";
pub const TITLE: &str = "Title";
pub const BINS: &str = "bins ";
pub const BINS_LABEL: &str = "Width of the bins: a number, or log";
pub const BINS_AUTOMATIC: &str = "auto";
/// Its column and its bucket, for screen readers.
pub const X_AXIS: [&str; 2] = ["Column on the x axis", "Bucket of the x axis"];
pub const Y_AXIS: [&str; 2] = ["Column on the y axis", "Bucket of the y axis"];
pub const VIA: &str = "via ";
pub const VIA_LABEL: &str = "Column on the way";
pub const SPLIT_BY: &str = "split by ";
pub const SPLIT_BY_LABEL: &str = "Column to split the series by";
pub const HOW_SERIES_STAND: &str = "How series stand";
pub const LESS: &str = "Less ▴";
pub const MORE: &str = "More ▾";
pub const NO_PICTURE: &str = "The browser could not make the picture; take it as SVG.";
pub const IS_ON_BOARD: &str = "The chart is on the board.";
pub const POINTS_AND_KEYS: &str =
    "Points of the chart: left and right move, with Shift they draw a span, Enter opens what can be done";
pub const DRAG_TO_KEEP: &str = "Drag to keep only a span; click or right-click for more";
pub const SHOW_ROWS_ALL_POINTS: &str = "Show rows of all points";
pub const UPDATE_BOARD: &str = "Update on the board";
pub const ADD_TO_BOARD: &str = "Add as another";
pub const PUT_ON_BOARD: &str = "Put on the board";
pub const FULL_SCREEN_TIP: &str = "The chart and its rows alone, and back";
pub const FULL_SCREEN: &str = "Full screen";
pub const TABLE: &str = "Table";
pub const SVG: &str = "SVG";
pub const PNG: &str = "PNG";
pub const AXES: &str = "Axes";
pub const NAME_X_AXIS: &str = "Name of the x axis";
pub const NAME_Y_AXIS: &str = "Name of the y axis";
pub const LOGARITHMIC: &str = "logarithmic";
pub const PLOTS_APART: &str = "each series in a plot of its own";
pub const VALUES_SHOWN: &str = "values ";
pub const VALUES_SHOWN_LABEL: &str = "How many values stand on the x axis";
pub const OTHERS_AS_ONE: &str = "and all others as one";
pub const PARTS_SHOWN: &str = "parts of the split ";
pub const PARTS_SHOWN_LABEL: &str = "How many values of the split stand apart";
pub const SHOWN: &str = "shown";
pub const NAMES_COLOURS: &str = "Names and colours";
pub const PARTS: &str = "Parts";
pub const READY_MADE_CHARTS: &str = "Ready-made charts";
pub const TRY: &str = "Try";
pub const RULE_AT_VALUE: &str = "at a value";
pub const RULE_AT_AVERAGE: &str = "at the average";
pub const RULE_AT_MEDIAN: &str = "at the median";
pub const RULE_AT_MOMENT: &str = "at a moment";
pub const RULE_NEEDS_NUMBER: &str = "A line at a value needs a number.";
pub const RULE_NEEDS_NUMBER_HINT: &str = "Type one, such as 100.";
pub const RULE_NEEDS_TIME: &str = "A line at a moment needs a time.";
pub const RULE_NEEDS_TIME_HINT: &str = "Type one, such as 2026-01-05 14:00.";
pub const RULE_AVERAGE: &str = "average";
pub const RULE_MEDIAN: &str = "median";
pub const REFERENCE_LINES: &str = "Reference lines";
pub const WHERE_LINE_STANDS: &str = "Where the line stands";
pub const VALUE_MOMENT_LINE: &str = "Value or moment of the line";
pub const NAME_LINE: &str = "Name of the line";
pub const ADD_LINE: &str = "+ line";
pub const MARK_BARS: &str = "bars";
pub const MARK_LINE: &str = "line";
pub const MARK_AREA: &str = "area";
pub const RUN_EACH: &str = "each";
pub const RUN_CUMULATIVE: &str = "cumulative";
pub const AVERAGE_3: &str = "average of 3";
pub const AVERAGE_7: &str = "average of 7";
pub const AVERAGE_14: &str = "average of 14";
pub const AVERAGE_28: &str = "average of 28";
pub const AVERAGE_90: &str = "average of 90";
pub const SERIES: &str = "Series";
pub const ADD_SERIES: &str = "+ series";
pub const AUTOMATIC: &str = "automatic";
pub const AXIS_BY_ITSELF: &str = "by itself";
pub const TWIN_LABEL: &str = "The chart as a table";
pub const NOTE_LOG_STACKS: &str = "On a logarithmic axis only the whole stacks compare, not their parts.";
pub const NOTE_BOX: &str = "A box holds the middle half of the numbers, its line is the median; whiskers reach from 5 % to 95 %, dots \
     are the least and the greatest.";
pub const KIND_BOX: &str = "Boxes";
pub const OTHERS: &str = "others";
pub const TWIN_FROM: &str = "From";
pub const TWIN_TO: &str = "To";
pub const NO_DATA: &str = "No data";
pub const EMPTY_NAME: &str = "(empty)";
pub const CELL_BY: &str = " by ";
pub const KIND_OVER: &str = "Bars, lines, areas";
pub const KIND_HEAT: &str = "Heat map";
pub const KIND_HISTOGRAM: &str = "Histogram";
pub const KIND_SCATTER: &str = "Scatter";
pub const KIND_FLOW: &str = "Flow";
pub const BOX_LEAST: &str = "Least";
pub const BOX_LOWER_QUARTER: &str = "Lower quarter";
pub const BOX_MEDIAN: &str = "Median";
pub const BOX_UPPER_QUARTER: &str = "Upper quarter";
pub const BOX_GREATEST: &str = "Greatest";
pub const PRESET_LOGINS: &str = "Logins per day: success and failure";
pub const PRESET_LOGINS_BRIEF: &str = "Logins: success and failure";
pub const PRESET_SUCCESS: &str = "Success";
pub const PRESET_FAILURE: &str = "Failure";
pub const PRESET_WEEK: &str = "Events by weekday and hour";

/// What a chart without a title is called: what is drawn, and of what.
pub fn untitled(what: &dyn Display, axis: &dyn Display) -> String {
    format!("{what} by {axis}")
}

pub fn colour_of(of: &dyn Display) -> String {
    format!("Colour of {of}")
}

pub fn name_of(of: &dyn Display) -> String {
    format!("Name of {of}")
}

pub fn colour_of_line(said: &dyn Display) -> String {
    format!("Colour of the line {said}")
}

pub fn remove_line(said: &dyn Display) -> String {
    format!("Remove the line {said}")
}

pub fn run_average(width: &dyn Display) -> String {
    format!("average of {width}")
}

pub fn how_drawn(series: &dyn Display) -> String {
    format!("How {series} is drawn")
}

pub fn what_drawn(series: &dyn Display) -> String {
    format!("What of {series} is drawn")
}

pub fn automatic_width(width: &dyn Display) -> String {
    format!("automatic ({width})")
}

pub fn turn_series(name: &str, hidden: bool) -> String {
    match hidden {
        true => format!("Show {name}; with Shift, only it"),
        false => format!("Hide {name}; with Shift, only it"),
    }
}

pub fn note_adds_up(measure: &dyn Display) -> String {
    format!("{measure} adds up what was measured at each point; values seen at several points count at each.")
}

pub fn rule_average(value: &dyn Display) -> String {
    format!("average {value}")
}

pub fn rule_median(value: &dyn Display) -> String {
    format!("median {value}")
}

pub fn note_line_outside(line: &dyn Display) -> String {
    format!("The line {line} is outside of what is drawn.")
}

pub fn note_without(column: &dyn Display) -> String {
    format!("Rows without {column} are left out.")
}

pub fn note_first_values(first: &dyn Display, all: &dyn Display, column: &dyn Display) -> String {
    format!("The first {first} of {all} values of {column} are shown.")
}

pub fn note_first_maps(first: &dyn Display, all: &dyn Display, column: &dyn Display) -> String {
    format!("The first {first} of {all} values of {column} have maps.")
}

pub const NOTE_MAPS_OWN: &str =
    "Each map has its own most frequent values; where another one's are blank, nothing is said of them.";

pub fn too_many_points(width: &dyn Display, buckets: &dyn Display) -> String {
    format!("{width} takes more than {buckets} points: choose a wider bucket.")
}

pub fn note_without_number(rows: &dyn Display, column: &dyn Display) -> String {
    format!("{rows} rows without a number in {column} are left out.")
}

pub fn legend_more(more: &dyn Display) -> String {
    format!("+{more} more")
}

pub fn not_drawn(error: &dyn Display) -> String {
    format!("The chart could not be drawn: {error}")
}

pub fn named_cumulative(name: &dyn Display) -> String {
    format!("{name}, cumulative")
}

pub fn named_average(name: &dyn Display, width: &dyn Display) -> String {
    format!("{name}, average of {width}")
}

pub fn preset_by(kind: &dyn Display) -> String {
    format!("Events by {kind}")
}

pub fn preset_per_day_by(kind: &dyn Display) -> String {
    format!("Events per day by {kind}")
}

pub fn preset_most_active(actor: &dyn Display) -> String {
    format!("Most active: {actor}")
}

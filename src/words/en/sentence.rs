//! A chart in a sentence, for those who do not see it.

use std::fmt::Display;

pub const HEAT_MAP: &str = "heat map";
pub const SCATTER_PLOT: &str = "scatter plot";
pub const FLOW: &str = "flow";
pub const AND: &str = " and ";
pub const THE_SERIES: &str = "the series";
pub const AN_AREA: &str = "an area";
pub const AREAS: &str = "areas";
pub const BOXES: &str = "boxes";
pub const BARS: &str = "bars";

pub fn no_data(title: &str) -> String {
    format!("{title}: no data.")
}

/// A picture that is no series over an axis: its kind, the columns it stands over, and where it is highest.
pub fn picture(title: &str, kind: &str, over: &str, place: &str, most: &str) -> String {
    format!("{title}: {kind} of {over}; highest at {place} with {most}.")
}

/// `of` is empty where what is measured has no name.
pub fn series(title: &str, kinds: &str, of: &str, over: &str, highest: &str) -> String {
    match of {
        "" => format!("{title}: {kinds} over {over}; {highest}."),
        of => format!("{title}: {kinds} of {of} over {over}; {highest}."),
    }
}

/// Behind those that were told of.
pub fn more_series(more: &dyn Display) -> String {
    format!("; and {more} more series")
}

pub fn no_values(series: &dyn Display) -> String {
    format!("{series} has no values")
}

pub fn highest(series: &dyn Display, place: &dyn Display, value: &dyn Display) -> String {
    format!("{series} is highest at {place} with {value}")
}

pub fn stacked(marks: &dyn Display) -> String {
    format!("stacked {marks}")
}

pub fn of_shares(marks: &dyn Display) -> String {
    format!("{marks} of shares of 100 %")
}

pub fn lines(n: usize) -> String {
    match n {
        1 => "a line".to_owned(),
        _ => format!("{n} lines"),
    }
}

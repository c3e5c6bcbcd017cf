//! What measures are called that nobody named.

use std::fmt::Display;

pub fn distinct(column: &dyn Display) -> String {
    format!("Distinct {column}")
}

pub fn count_if(filter: &dyn Display) -> String {
    format!("Count if {filter}")
}

pub fn least(column: &dyn Display) -> String {
    format!("Least {column}")
}

pub fn greatest(column: &dyn Display) -> String {
    format!("Greatest {column}")
}

pub fn sum(column: &dyn Display) -> String {
    format!("Sum of {column}")
}

pub fn average(column: &dyn Display) -> String {
    format!("Average {column}")
}

pub fn median(column: &dyn Display) -> String {
    format!("Median {column}")
}

pub fn percentile(percent: &dyn Display, column: &dyn Display) -> String {
    format!("{percent}th percentile of {column}")
}

pub fn first(of: &dyn Display) -> String {
    format!("First {of}")
}

pub fn last(of: &dyn Display) -> String {
    format!("Last {of}")
}

pub fn most_frequent(column: &dyn Display) -> String {
    format!("Most frequent {column}")
}

pub fn rate(filter: &dyn Display) -> String {
    format!("Rate of {filter}")
}

pub fn share_of_parent(measure: &dyn Display) -> String {
    format!("{measure} as a share of the group above")
}

pub fn share_of_all(measure: &dyn Display) -> String {
    format!("{measure} as a share of all")
}

pub fn share_of_line(measure: &dyn Display) -> String {
    format!("{measure} as a share of its line")
}

pub fn share_of_column(measure: &dyn Display) -> String {
    format!("{measure} as a share of its column")
}

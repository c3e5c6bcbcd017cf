//! What databases say differently. Arguments are expressions in SQL unless said otherwise.

use super::Table;
use crate::query::Bucket;
use crate::value::{Kind, Micros};

/// A dialect.
pub trait Speech {
    /// A text, which is no SQL yet.
    fn text(&self, text: &str) -> String;

    /// The cell of a column of this name and kind.
    fn column(&self, table: &Table, qualifier: &str, name: &str, kind: Kind) -> String;

    /// A moment.
    fn moment(&self, at: Micros) -> String;

    /// Microseconds since 1970 of a time.
    fn micros(&self, time: &str) -> String;

    /// The time of so many microseconds since 1970.
    fn time(&self, micros: &str) -> String;

    /// A finite number.
    fn number(&self, value: f64) -> String;

    /// The number that is none.
    fn nan(&self) -> &'static str;

    /// The type of floating-point numbers.
    fn float(&self) -> &'static str;

    /// The type of texts.
    fn varchar(&self) -> &'static str;

    /// Whether a text holds another one.
    fn contains(&self, text: &str, part: &str) -> String;

    /// Whether a text holds a match of a regular expression, which is no SQL yet.
    fn matches(&self, text: &str, pattern: &str) -> String;

    /// How many elements a list has.
    fn length(&self, list: &str) -> String;

    /// Whether an element of a list passes.
    fn any(&self, list: &str, test: &dyn Fn(&str) -> String) -> String;

    /// A join with the distinct elements of a list under this alias, null for a null; and the element.
    fn elements(&self, list: &str, alias: &str) -> (String, String);

    /// How many distinct elements the lists of a group have.
    fn distinct_elements(&self, list: &str) -> String;

    /// The least or the greatest element of the lists of a group.
    fn end_element(&self, list: &str, least: bool) -> String;

    /// The least or the greatest of the booleans of a group.
    fn end_truth(&self, truth: &str, least: bool) -> String;

    /// The number, of those of a group, below which this share of them lies; between two in proportion.
    fn percentile(&self, number: &str, share: f64) -> String;

    /// The value, not null, in the row of a group that has the least time and then number, or the greatest; of this kind.
    fn edge(&self, of: &str, by: &str, row: &str, earliest: bool, kind: Kind) -> String;

    /// Whether lists can be sorted by.
    fn sorts_lists(&self) -> bool;

    /// The beginning of the month, quarter or year, in microseconds on the wall's clock, of such microseconds.
    fn calendar(&self, bucket: Bucket, local: &str) -> String;

    /// The least of some numbers, none of them null unless all are.
    fn least(&self, numbers: &[&str]) -> String {
        format!("least({})", numbers.join(", "))
    }

    /// The greatest of some numbers, none of them null unless all are.
    fn greatest(&self, numbers: &[&str]) -> String {
        format!("greatest({})", numbers.join(", "))
    }
}

/// A name in quotes, as the standard has it.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

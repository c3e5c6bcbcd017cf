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

    /// The type of values of a kind.
    fn kind(&self, kind: Kind) -> &'static str;

    /// A whole number with room for what is worked out of it.
    fn wide(&self, whole: &str) -> String;

    /// What of a wide whole number fits into 64 bits, else null.
    fn narrow(&self, wide: &str) -> String;

    /// What a division of whole numbers leaves over, with the sign of the first.
    fn modulo(&self, number: &str, by: &str) -> String;

    /// The same of numbers with a point, where it is exact.
    fn real_modulo(&self, number: &str, by: &str) -> Option<String>;

    /// A number without its fraction as a whole number, which it fits.
    fn cut(&self, number: &str) -> String;

    /// A number rounded to so many digits after the point as it is written in the fewest, where that can be said.
    fn rounded(&self, number: &str, digits: u32) -> Option<String>;

    /// The number of this kind that a text of its form says; null where it does not fit.
    fn read(&self, text: &str, kind: Kind) -> String;

    /// The greatest or the least of some values, nulls left out.
    fn best(&self, values: &[String], greatest: bool) -> String;

    /// Whether a text begins with a part.
    fn starts(&self, text: &str, part: &str) -> String;

    /// Whether a text ends with a part.
    fn ends(&self, text: &str, part: &str) -> String;

    /// Where a part begins in a text, from 1; 0 where it does not.
    fn place(&self, text: &str, part: &str) -> String;

    /// One of the parts between separators (which is no SQL yet), from 1, or from the end by negative numbers; null where there is none.
    fn part(&self, text: &str, separator: &str, number: i64) -> String;

    /// What a group of a regular expression (which is no SQL yet) matches first, null where nothing does; where that can be said.
    fn extract(&self, text: &str, pattern: &str, group: usize) -> Option<String>;

    /// A text with all matches replaced, `\1` in the new text being a group; where that can be said.
    fn replaced(&self, text: &str, pattern: &str, new: &str) -> Option<String>;

    /// SHA-256 in small hexadecimal digits.
    fn sha256(&self, text: &str) -> String;

    /// One of the elements of a list, from 1, or from the end by negative numbers; null where there is none.
    fn element(&self, list: &str, number: i64) -> String;

    /// The elements of a list as one text.
    fn joined(&self, list: &str, separator: &str) -> String;

    /// A time as text, in a format of `%` and letters that is no SQL yet; where that can be said.
    fn dated(&self, time: &str, format: &str) -> Option<String>;

    /// Year, quarter, month, week (ISO) or day of a time.
    fn calendar_part(&self, part: &str, time: &str) -> String;

    /// A time so many months later; a day that the month does not have is its last one.
    fn months_later(&self, time: &str, months: i64) -> String;

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

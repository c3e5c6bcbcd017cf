//! How wide a column is before anyone says so.

use super::super::super::widgets::value;
use crate::protocol::ColumnReport;
use crate::value::{Kind, Value, Zone};

/// The narrowest column in pixels.
pub const LEAST: u32 = 48;
/// Pixels of a letter, on average.
const LETTER: f64 = 7.0;
/// Pixels of padding, and of the header's arrow.
const ROOM: f64 = 34.0;

/// The width for cells, between the header's and `most` pixels.
pub fn of<'a>(about: &ColumnReport, cells: impl Iterator<Item = &'a Value>, zone: &Zone, most: u32) -> u32 {
    let letters = |value: &Value| value::text(value, zone).chars().take(200).count().max(4);
    let longest = cells.map(letters).max().unwrap_or(4);
    let name = about.name.chars().count();
    let wanted = (longest as f64 * LETTER + ROOM).max((name as f64 * LETTER + ROOM).min(190.0));
    (wanted as u32).clamp(LEAST, most)
}

/// The width before any row is there.
pub fn first(about: &ColumnReport) -> u32 {
    match about.kind {
        Kind::Time => 190,
        Kind::Integer | Kind::Number => 110,
        Kind::Boolean => 90,
        Kind::Text | Kind::List => 180,
    }
}

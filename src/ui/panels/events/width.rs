//! How wide a column is before anyone says so.

use super::super::super::widgets::value;
use crate::protocol::ColumnReport;
use crate::value::{Kind, Value, Zone};

/// The narrowest column in pixels.
pub const LEAST: u32 = 48;
/// Pixels beside the text of a cell: padding, and a dot or badge.
const ROOM: f64 = 44.0;
/// Pixels more beside a time: each is as long as the others, and the buttons of a cell would lie over its end.
const BUTTONS: f64 = 22.0;
/// Pixels beside the name in the header: padding, arrow and menu.
const HEAD: f64 = 52.0;
/// Letters looked at of a cell.
const LETTERS: usize = 120;

/// The width for cells, between the header's and `most` pixels.
pub fn of<'a>(about: &ColumnReport, cells: impl Iterator<Item = &'a Value>, zone: &Zone, most: u32) -> u32 {
    let longest = cells.map(|cell| pixels(&value::text(cell, zone))).fold(28.0, f64::max);
    let room = if about.kind == Kind::Time { ROOM + BUTTONS } else { ROOM };
    let wanted = (longest + room).max((pixels(&about.name) * 1.06 + HEAD).min(230.0));
    (wanted as u32).clamp(LEAST, most)
}

/// The width before any row is there.
pub fn first(about: &ColumnReport) -> u32 {
    match about.kind {
        Kind::Time => 212,
        Kind::Integer | Kind::Number => 110,
        Kind::Boolean => 90,
        Kind::Text | Kind::List => 180,
    }
}

/// About how wide a text is in the page's font.
fn pixels(text: &str) -> f64 {
    let letter = |letter: char| match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '|' | '\'' | '(' | ')' | '[' | ']' | '-' | ' ' | '/' => 4.4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 11.5,
        'A'..='Z' => 9.0,
        '\u{2e80}'..='\u{ffff}' => 13.0,
        _ => 7.6,
    };
    text.chars().take(LETTERS).map(letter).sum()
}

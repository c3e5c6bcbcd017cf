//! Times as they are written: read a stamp, and write it again exactly as it was.

use super::{Civil, Micros};

/// How a time was written; with it the moment prints back to the very same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layout;

/// A time read from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// UTC, or wall-clock where the text named no zone.
    pub micros: Micros,
    pub layout: Layout,
}

/// `2026-01-05 14:03:22`, wall-clock as given, with as many digits of the second as it needs.
pub fn iso(at: Micros) -> String {
    let Civil {
        year,
        month,
        day,
        hour,
        minute,
        second,
        micro,
    } = Civil::of(at);
    let mut text = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
    if micro != 0 {
        text.push_str(format!(".{micro:06}").trim_end_matches('0'));
    }
    text
}

//! One row of a table, and what it looks like.

use crate::format::Raw;
use std::ops::Range;

/// The longest name of a column in a header further down, in bytes.
const NAME: usize = 64;

/// One row: its bytes without the line end, and where its cells end in the buffer in which it begins at `start`.
pub(super) struct Row<'a> {
    pub raw: &'a [u8],
    pub start: usize,
    pub ends: &'a [u32],
    /// Offset in the decoded text.
    pub byte: u64,
}

impl Row<'_> {
    /// The ranges of the cells in `raw`.
    #[inline]
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + use<'_> {
        let mut from = 0;
        self.ends.iter().map(move |&cell| {
            let range = from..(cell as usize - self.start).min(self.raw.len());
            from = range.end + 1;
            range
        })
    }
}

/// Whether a cell begins with a digit.
pub(super) fn is_counted(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii_start();
    let cell = cell.strip_prefix(b"\"").unwrap_or(cell);
    cell.first().is_some_and(u8::is_ascii_digit)
}

/// Whether a text may name a column: a few words without a number before them.
pub(super) fn is_name(text: &str) -> bool {
    let begins = text.starts_with(|char: char| char.is_alphabetic() || matches!(char, '_' | '@'));
    begins && text.len() <= NAME && !text.ends_with('.')
}

/// Whether a row has nothing but dashes, as some shells write below the header.
pub(super) fn is_ruler(row: &Row<'_>) -> bool {
    let dashes = |range: Range<usize>| !range.is_empty() && row.raw[range].iter().all(|&byte| byte == b'-');
    row.raw.starts_with(b"-") && row.raw.windows(2).any(|two| two == b"--") && row.ranges().all(dashes)
}

/// A cell; in a `described` table, a mark for no value is null.
#[inline]
pub(super) fn known(raw: Raw<'_>, described: bool) -> Raw<'_> {
    match raw {
        Raw::Untyped("-" | "(empty)") if described => Raw::Null,
        raw => raw,
    }
}

pub(super) fn cells(count: usize) -> String {
    if count == 1 {
        "1 cell".to_owned()
    } else {
        format!("{count} cells")
    }
}

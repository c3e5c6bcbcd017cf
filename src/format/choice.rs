//! What somebody decided about a file, in place of what its bytes would be taken for.

use super::Encoding;
use serde::{Deserialize, Serialize};

/// How to read one file; what is `None` is found by looking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// [`Encoding::Utf8`] takes stray bytes as Windows-1252, too.
    pub encoding: Option<Encoding>,
    /// Makes the file a table whose cells stand between this ASCII character.
    pub delimiter: Option<char>,
    /// Whether the first row of a table names the columns.
    pub headed: Option<bool>,
}

impl Choice {
    /// The delimiter as a byte; a character that cannot be one is as none.
    pub(super) fn mark(&self) -> Option<u8> {
        let byte = self.delimiter.and_then(|char| u8::try_from(char).ok())?;
        (byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r')).then_some(byte)
    }

    /// This choice, and where it leaves something open, the other.
    pub fn or(self, other: Self) -> Self {
        Self {
            encoding: self.encoding.or(other.encoding),
            delimiter: self.delimiter.or(other.delimiter),
            headed: self.headed.or(other.headed),
        }
    }
}

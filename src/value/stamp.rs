//! Times as they are written: read a stamp, and write it again exactly as it was.

use super::Micros;

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

//! Text without a dictionary: the bytes of all rows of a segment in one run, with offsets.

use std::sync::Arc;

/// Near-unique text. A null is an empty run of bytes; the column's `present` tells it from an empty text.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    pub segments: Vec<Texts>,
}

/// The texts of one segment.
#[derive(Clone, Debug)]
pub struct Texts {
    pub bytes: Arc<[u8]>,
    /// One more than there are rows: text `i` is `bytes[offsets[i]..offsets[i + 1]]`, always valid UTF-8.
    pub offsets: Arc<[u32]>,
}

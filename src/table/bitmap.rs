//! A set of rows, one bit each.

/// Bits in row order, 64 to a word; bits beyond `len` are always zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bitmap {
    words: Vec<u64>,
    len: usize,
}

//! Where each row came from: file, byte offset, length.

/// The position of every row, in a few bytes each.
#[derive(Clone, Debug, Default)]
pub struct Origins {}

impl Origins {
    /// Bytes held.
    pub fn bytes(&self) -> usize {
        0
    }
}

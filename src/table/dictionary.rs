//! The distinct values of a column, each with a code.

/// Distinct texts in the order in which they were first seen; entry `n` has code `n + 1`.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    bytes: Vec<u8>,
    /// End of each entry in `bytes`; the start is the end of the one before.
    ends: Vec<u32>,
}

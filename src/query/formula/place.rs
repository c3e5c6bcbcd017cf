//! Where in a formula something is wrong, said in the way of all failures.

use super::super::Failure;

/// A failure at a character of the formula.
pub(super) fn fault(what: impl Into<String>, at: usize, hint: impl Into<String>) -> Failure {
    Failure {
        what: what.into(),
        at: Some(at),
        hint: hint.into(),
    }
}

//! Rows that repeat an earlier one: a clause leaves them out, and then they count nowhere, also where the rest of the filter does not hold.

use super::{Clause, View};
use crate::protocol::DUPLICATE;
use crate::query::{Op, Predicate};

/// The clause that leaves out rows that repeat an earlier one.
pub fn once() -> Predicate {
    Predicate::test(DUPLICATE, Op::Exists).negate()
}

impl View {
    /// Whether the filter leaves out rows that repeat an earlier one.
    pub fn counts_once(&self) -> bool {
        let once = once();
        let clause = |held: &Clause| held.predicate == once && !held.disabled;
        self.clauses.iter().any(clause)
    }

    /// The rows of whatever is looked at beside the filter: all, or without those that repeat an earlier one.
    pub(super) fn counted(&self) -> Predicate {
        if self.counts_once() { once() } else { Predicate::All }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Identity, Screen};
    use super::*;
    use crate::protocol::Report;

    #[test]
    fn what_is_told_of_an_identity_counts_no_repeats_that_are_left_out() {
        let identity = Identity {
            column: "user".into(),
            value: "ann".into(),
        };
        let mut view = View {
            identity: Some(identity.clone()),
            ..View::default()
        };
        let asked = |view: &View| view.portrait_query(&Report::default(), &Screen::default()).filter;
        assert_eq!(asked(&view), identity.filter());
        view.apply(Action::Add {
            source: None,
            predicate: once(),
        });
        assert_eq!(asked(&view), Predicate::all([identity.filter(), once()]));
        view.clauses[0].disabled = true;
        assert_eq!(asked(&view), identity.filter());
    }
}

//! The values picked in one field: kept or left out, as one clause that can be read back.

use super::{Action, Slot, View};
use crate::query::{Op, Predicate};

/// Values of a column as text, `None` being null.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Any of these, where there are some.
    pub only: Vec<Option<String>>,
    /// None of these.
    pub not: Vec<Option<String>>,
}

impl Picked {
    /// What the fields panel picked in a column so far.
    pub fn of(view: &View, column: &str) -> Self {
        let slot = Slot::Facet(column.into());
        let mut picked = Self::default();
        let made = view
            .clauses
            .iter()
            .filter(|clause| clause.source.as_ref() == Some(&slot) && !clause.disabled);
        for clause in made {
            picked.read(&clause.predicate, column);
        }
        picked
    }

    fn read(&mut self, predicate: &Predicate, column: &str) {
        match predicate {
            Predicate::And(parts) => parts.iter().for_each(|part| self.read(part, column)),
            Predicate::Or(parts) => self.only.extend(parts.iter().filter_map(|part| value(part, column))),
            Predicate::Test { op: Op::Exists, .. } => self.not.push(None),
            Predicate::Test {
                column: of,
                op: Op::In(values) | Op::InExactly(values),
            } if of == column => self.only.extend(values.iter().cloned().map(Some)),
            part => match (value(part, column), part) {
                (Some(value), _) => self.only.push(value),
                (None, Predicate::Not(inner)) => self.not.extend(value(inner, column)),
                _ => {}
            },
        }
    }

    /// Picks a value, or takes the pick back.
    pub fn toggle(&mut self, value: Option<String>, keep: bool) {
        let (these, those) = if keep {
            (&mut self.only, &mut self.not)
        } else {
            (&mut self.not, &mut self.only)
        };
        those.retain(|other| *other != value);
        match these.iter().position(|other| *other == value) {
            Some(at) => drop(these.remove(at)),
            None => these.push(value),
        }
    }

    /// The step that makes this the column's clause.
    pub fn action(&self, column: &str) -> Action {
        let is = |value: &Option<String>| match value {
            Some(text) => Predicate::test(column, Op::Equals(text.clone())),
            None => Predicate::test(column, Op::Exists).negate(),
        };
        let only = match self.only.is_empty() {
            true => Predicate::All,
            false => Predicate::any(self.only.iter().map(is)),
        };
        let parts = std::iter::once(only).chain(self.not.iter().map(|value| is(value).negate()));
        Action::Replace {
            source: Slot::Facet(column.into()),
            predicate: Predicate::all(parts),
        }
    }
}

/// The value that a test keeps.
fn value(predicate: &Predicate, of: &str) -> Option<Option<String>> {
    match predicate {
        Predicate::Test {
            column,
            op: Op::Equals(text) | Op::Is(text),
        } if column == of => Some(Some(text.clone())),
        Predicate::Not(inner) if matches!(&**inner, Predicate::Test { column, op: Op::Exists } if column == of) => {
            Some(None)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_are_read_back_from_their_clause() {
        let text = |text: &str| Some(text.to_string());
        for (only, not) in [
            (vec![], vec![]),
            (vec![text("a")], vec![]),
            (vec![text("a"), None], vec![text("b")]),
            (vec![None], vec![]),
            (vec![], vec![None, text("c")]),
            (vec![], vec![text("c"), text("d")]),
        ] {
            let picked = Picked { only, not };
            let mut view = View::default();
            view.apply(picked.action("x"));
            assert_eq!(Picked::of(&view, "x"), picked);
        }
    }

    #[test]
    fn a_value_is_either_kept_or_left_out() {
        let mut picked = Picked::default();
        picked.toggle(None, true);
        picked.toggle(None, false);
        assert_eq!((picked.only.len(), picked.not.len()), (0, 1));
        picked.toggle(None, false);
        assert_eq!(picked, Picked::default());
    }
}

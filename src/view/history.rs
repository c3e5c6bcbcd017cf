//! The steps taken, so that they can be taken back.

use super::{Action, View};

/// A view and the views before and after it.
#[derive(Clone, Debug, Default)]
pub struct History {
    view: View,
    before: Vec<View>,
    after: Vec<View>,
}

/// How many steps are kept.
const DEPTH: usize = 500;

impl History {
    /// The view as it is now.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Takes a step; answers whether the view changed.
    pub fn apply(&mut self, action: Action) -> bool {
        let step = action.is_step();
        let was = self.view.clone();
        self.view.apply(action);
        if self.view == was {
            return false;
        }
        if step {
            self.after.clear();
            self.before.push(was);
            if self.before.len() > DEPTH {
                self.before.remove(0);
            }
        }
        true
    }

    /// Takes the last step back; answers whether there was one.
    pub fn undo(&mut self) -> bool {
        Self::shift(&mut self.view, &mut self.before, &mut self.after)
    }

    /// Takes the step again that was taken back last.
    pub fn redo(&mut self) -> bool {
        Self::shift(&mut self.view, &mut self.after, &mut self.before)
    }

    /// Whether there is a step to take back, and one to take again.
    pub fn can(&self) -> (bool, bool) {
        (!self.before.is_empty(), !self.after.is_empty())
    }

    fn shift(view: &mut View, from: &mut Vec<View>, to: &mut Vec<View>) -> bool {
        let Some(next) = from.pop() else { return false };
        to.push(std::mem::replace(view, next));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Op, Predicate};
    use crate::view::Tab;

    #[test]
    fn what_is_undone_can_be_redone() {
        let mut history = History::default();
        let add = Action::Add {
            source: None,
            predicate: Predicate::test("a", Op::Exists),
        };
        assert!(history.apply(add.clone()));
        assert!(!history.apply(add), "the same clause twice is no step");
        assert!(history.apply(Action::SetTab(Tab::Group)));
        assert!(
            history.apply(Action::Resize {
                column: "a".into(),
                width: 90
            }),
            "a change, but no step"
        );
        let last = history.view().clone();
        assert!(history.undo() && history.undo() && !history.undo());
        assert_eq!(history.view(), &View::default());
        assert!(history.redo() && history.redo() && !history.redo());
        assert_eq!(history.view(), &last);
    }
}

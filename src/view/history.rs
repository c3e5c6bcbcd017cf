//! The steps taken, as a tree: what was undone stays beside what was done instead, and every step can be returned to.

use super::told::told;
use super::{Action, View};
use crate::query::Predicate;
use crate::words;
use std::collections::BTreeMap;

/// The views that steps led to, and which of them is shown.
#[derive(Clone, Debug)]
pub struct History {
    /// By number, in the order in which they were taken; adjustments that are no steps change the view in place.
    steps: BTreeMap<u64, Step>,
    here: u64,
    next: u64,
}

#[derive(Clone, Debug, Default)]
struct Step {
    view: View,
    /// The step before; `None`: the beginning.
    before: Option<u64>,
    /// The step after it that was last walked to: where redoing leads.
    after: Option<u64>,
    name: String,
    /// Rows that match there, where that is known.
    rows: Option<u64>,
}

/// One step of the trail, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub id: u64,
    /// How many times another way was taken before it: those beside the way to here stand further in.
    pub depth: usize,
    /// What it changed, in words.
    pub label: String,
    /// The name it was given; may be empty.
    pub name: String,
    /// Whether it is the view shown now.
    pub here: bool,
    /// Whether it leads here, or from here on to where redoing does.
    pub on_way: bool,
    pub rows: Option<u64>,
}

/// How many steps are kept.
const KEPT: usize = 500;

impl Default for History {
    fn default() -> Self {
        Self {
            steps: BTreeMap::from([(0, Step::default())]),
            here: 0,
            next: 1,
        }
    }
}

impl History {
    /// The view as it is now.
    pub fn view(&self) -> &View {
        &self.steps[&self.here].view
    }

    /// Takes a step; answers whether the view changed.
    pub fn apply(&mut self, action: Action) -> bool {
        let step = action.is_step();
        let mut view = self.view().clone();
        view.apply(action);
        if view == *self.view() {
            return false;
        }
        let Some(here) = self.steps.get_mut(&self.here) else {
            return false;
        };
        if !step {
            here.view = view;
            return true;
        }
        here.after = Some(self.next);
        let taken = Step {
            rows: here.rows.filter(|_| here.view.clauses == view.clauses),
            view,
            before: Some(self.here),
            ..Step::default()
        };
        self.steps.insert(self.next, taken);
        self.here = self.next;
        self.next += 1;
        while self.steps.len() > KEPT {
            self.forget_one();
        }
        true
    }

    /// Takes the last step back; answers whether there was one.
    pub fn undo(&mut self) -> bool {
        self.steps[&self.here].before.is_some_and(|before| self.go(before))
    }

    /// Takes the step again that was taken back last.
    pub fn redo(&mut self) -> bool {
        self.steps[&self.here].after.is_some_and(|after| self.go(after))
    }

    /// Whether there is a step to take back, and one to take again.
    pub fn can(&self) -> (bool, bool) {
        let here = &self.steps[&self.here];
        (here.before.is_some(), here.after.is_some())
    }

    /// Returns to a step, from wherever; answers whether that is another one than before. Redoing leads here again afterwards.
    pub fn go(&mut self, id: u64) -> bool {
        if id == self.here || !self.steps.contains_key(&id) {
            return false;
        }
        self.here = id;
        let mut at = id;
        while let Some(before) = self.steps.get(&at).and_then(|step| step.before) {
            if let Some(step) = self.steps.get_mut(&before) {
                step.after = Some(at);
            }
            at = before;
        }
        true
    }

    /// Returns to the step with this view that is nearest, one step away or else the latest; takes a step to it where there is none.
    pub fn show(&mut self, view: View) -> bool {
        let here = &self.steps[&self.here];
        let beside = [here.before, here.after];
        let others = self.steps.keys().rev().copied();
        let known = beside
            .into_iter()
            .flatten()
            .chain(others)
            .find(|id| self.steps[id].view == view);
        match known {
            Some(id) => self.go(id),
            None => self.apply(Action::Show(Box::new(view))),
        }
    }

    /// Names a step; an empty name is none.
    pub fn name(&mut self, id: u64, name: &str) -> bool {
        let Some(step) = self.steps.get_mut(&id) else {
            return false;
        };
        name.trim().clone_into(&mut step.name);
        true
    }

    /// Takes down how many rows match now.
    pub fn count(&mut self, rows: u64) {
        if let Some(step) = self.steps.get_mut(&self.here) {
            step.rows = Some(rows);
        }
    }

    /// All steps: each before those after it, other ways before the one that goes on. `says` tells a filter in words.
    pub fn trail(&self, says: &dyn Fn(&Predicate) -> String) -> Vec<Stop> {
        let mut after: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for (id, step) in &self.steps {
            if let Some(before) = step.before {
                after.entry(before).or_default().push(*id);
            }
        }
        let mut way = Vec::new();
        let mut at = Some(self.here);
        while let Some(id) = at {
            way.push(id);
            at = self.steps[&id].before;
        }
        let mut at = self.steps[&self.here].after;
        while let Some(id) = at {
            way.push(id);
            at = self.steps[&id].after;
        }
        let mut trail = Vec::new();
        let first = self.steps.iter().filter(|(_, step)| step.before.is_none());
        let mut open: Vec<(u64, usize)> = first.map(|(id, _)| (*id, 0)).collect();
        while let Some((id, depth)) = open.pop() {
            let step = &self.steps[&id];
            let before = step.before.map(|before| &self.steps[&before].view);
            trail.push(Stop {
                id,
                depth,
                label: before.map_or(words::trail::BEGINNING.into(), |before| told(before, &step.view, says)),
                name: step.name.clone(),
                here: id == self.here,
                on_way: way.contains(&id),
                rows: step.rows,
            });
            let below = after.get(&id).map_or(&[][..], Vec::as_slice);
            let on = step.after.or(below.last().copied());
            open.extend(on.map(|on| (on, depth)));
            open.extend(
                below
                    .iter()
                    .rev()
                    .filter(|id| Some(**id) != on)
                    .map(|id| (*id, depth + 1)),
            );
        }
        trail
    }

    /// Leaves out the oldest step that has no name and at most one after it; what came after it comes after the one before.
    fn forget_one(&mut self) {
        let mut below: BTreeMap<u64, usize> = BTreeMap::new();
        for step in self.steps.values() {
            if let Some(before) = step.before {
                *below.entry(before).or_default() += 1;
            }
        }
        let spare = |id: &u64| *id != self.here && below.get(id).is_none_or(|count| *count < 2);
        let unnamed = |id: &&u64| spare(id) && self.steps[*id].name.is_empty();
        let Some(gone) = self
            .steps
            .keys()
            .find(unnamed)
            .or_else(|| self.steps.keys().find(|id| spare(id)))
        else {
            return;
        };
        let gone = *gone;
        let Some(step) = self.steps.remove(&gone) else { return };
        let next = self
            .steps
            .iter()
            .find(|(_, other)| other.before == Some(gone))
            .map(|(id, _)| *id);
        for other in self.steps.values_mut() {
            if other.before == Some(gone) {
                other.before = step.before;
            }
            if other.after == Some(gone) {
                other.after = next;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Op;
    use crate::query::language::describe;
    use crate::view::{Identity, Tab};
    use proptest::prelude::*;

    fn is(column: &str, value: &str) -> Action {
        Action::Add {
            source: None,
            predicate: Predicate::test(column, Op::Equals(value.into())),
        }
    }

    fn stops(history: &History) -> Vec<Stop> {
        history.trail(&|predicate| describe(predicate).to_string())
    }

    fn shown(history: &History) -> Vec<(usize, String, bool)> {
        let trail = stops(history).into_iter();
        trail.map(|stop| (stop.depth, stop.label, stop.here)).collect()
    }

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

    #[test]
    fn another_way_stays_beside_the_one_taken() {
        let mut history = History::default();
        history.apply(is("user", "a"));
        history.apply(is("action", "login"));
        history.undo();
        history.apply(is("action", "export"));
        let trail = shown(&history);
        assert_eq!(
            trail,
            [
                (0, "As it began".into(), false),
                (0, "user is exactly a".into(), false),
                (1, "action is exactly login".into(), false),
                (0, "action is exactly export".into(), true),
            ]
        );
        let login = stops(&history)[2].id;
        assert!(history.name(login, " the logins "));
        assert!(history.go(login));
        assert_eq!(
            stops(&history)
                .iter()
                .find(|stop| stop.here)
                .map(|stop| stop.name.clone()),
            Some("the logins".into())
        );
        assert_eq!(history.view().clauses.len(), 2);
        history.undo();
        history.redo();
        assert!(
            stops(&history).iter().any(|stop| stop.here && stop.id == login),
            "redo leads where one has been"
        );
        assert!(!history.go(99) && !history.name(99, "x"));
    }

    #[test]
    fn a_view_that_was_there_is_returned_to() {
        let mut history = History::default();
        history.apply(is("a", "1"));
        let first = history.view().clone();
        history.apply(is("b", "2"));
        assert!(history.show(first.clone()));
        assert_eq!(stops(&history).len(), 3, "no new step");
        assert!(history.redo());
        assert!(history.show(View { mute: true, ..first }));
        assert_eq!(stops(&history).len(), 4);
    }

    #[test]
    fn steps_say_what_they_changed() {
        let mut history = History::default();
        history.apply(is("a", "1"));
        history.apply(Action::Toggle(0));
        history.apply(Action::Clear);
        let mut view = history.view().clone();
        view.apply(is("b", "2"));
        view.apply(Action::SetTab(Tab::Pivot));
        history.apply(Action::Show(Box::new(view)));
        history.count(12);
        let labels: Vec<String> = stops(&history).into_iter().map(|stop| stop.label).collect();
        assert_eq!(
            labels[1..],
            [
                "a is exactly 1",
                "Without a is exactly 1",
                "No longer a is exactly 1",
                "b is exactly 2, Pivot"
            ]
        );
        assert_eq!(stops(&history).last().and_then(|stop| stop.rows), Some(12));
        history.apply(Action::SetTab(Tab::Chart));
        assert_eq!(
            stops(&history).last().and_then(|stop| stop.rows),
            Some(12),
            "the same filter"
        );
        let (column, value) = ("user".into(), "ada".into());
        history.apply(Action::Identify(Identity { column, value }));
        assert_eq!(
            stops(&history).last().map(|stop| stop.label.clone()),
            Some("Actor, Everything of ada".into())
        );
    }

    proptest! {
        #[test]
        fn however_one_walks_the_trail_holds(moves in prop::collection::vec((0u8..5, 0u64..40), 0..900)) {
            let mut history = History::default();
            for (at, (kind, number)) in moves.into_iter().enumerate() {
                match kind {
                    0 => _ = history.undo(),
                    1 => _ = history.redo(),
                    2 => _ = history.go(number * 20),
                    3 => _ = history.name(number, "kept"),
                    _ => _ = history.apply(Action::SetColumns(vec![at.to_string()])),
                }
                let before = history.view().clone();
                if history.undo() {
                    prop_assert!(history.redo());
                    prop_assert_eq!(history.view(), &before);
                }
            }
            let trail = stops(&history);
            prop_assert!(trail.len() == history.steps.len() && trail.len() <= KEPT);
            prop_assert_eq!(trail.iter().filter(|stop| stop.here).count(), 1);
            let mut ids: Vec<u64> = trail.iter().map(|stop| stop.id).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), trail.len());
        }
    }
}

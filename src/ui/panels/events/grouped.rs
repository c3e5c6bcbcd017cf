//! Rows in groups: the groups as they arrive, the lines that they and their rows make, and what opens and shuts them.

mod choose;
mod line;
pub mod strip;

pub use choose::{column_at, group, lift, put, set, turn_round};
pub use line::{filter, line, menu};

use super::rows::Look;
use super::table::Table;
use crate::query::Answers;
use crate::ui::state::State;
use crate::value::Micros;
use crate::view::{Action, Line, Lines, Outline, RowKey, Selection, Slot};
use leptos::prelude::*;
use std::sync::Arc;

/// The groups that arrived, under what they were asked.
#[derive(Clone)]
pub struct Grouped {
    answers: Arc<Answers>,
    look: Look,
    keys: Vec<RowKey>,
}

/// Whether rows asked under this stand at the places that the groups tell.
pub fn fit(look: Option<&Look>, groups: Option<&Grouped>) -> bool {
    match (look, groups) {
        (Some(look), groups) if look.is_grouped() => groups.is_some_and(|groups| groups.look.same_groups(look)),
        (_, groups) => groups.is_none(),
    }
}

/// The lines of the groups that arrived last: while others are awaited these stay.
pub fn lines(state: State, look: Memo<Option<Look>>, grouped: RwSignal<Option<Grouped>>) -> Memo<Option<Arc<Lines>>> {
    let keys = Memo::new(move |_| {
        let report = state.report.get()?;
        Some(state.view.with(|view| view.row_keys(&report)))
    });
    let order = Memo::new(move |_| {
        look.with(|look| look.as_ref().map(|look| look.order().to_vec()))
            .unwrap_or_default()
    });
    let outline = Memo::new_with_compare(
        move |_| {
            let now = keys.get().unwrap_or_default();
            grouped.with(|grouped| {
                let Grouped {
                    answers,
                    look: asked,
                    keys,
                } = grouped.as_ref()?;
                // Groups of the same order may be ranked anew without being asked for anew.
                let same = order.with(|order| order[..] == *asked.order());
                let outline = Outline::of(answers.answers.first()?, if same { &now } else { keys });
                Some(Arc::new(outline))
            })
        },
        differ,
    );
    let folds = Memo::new(move |_| state.view.with(|view| view.table.group.clone()));
    Memo::new_with_compare(move |_| Some(Arc::new(Lines::of(outline.get()?, &folds.get()))), differ)
}

/// Whether two are not one and the same.
fn differ<T>(a: Option<&Option<Arc<T>>>, b: Option<&Option<Arc<T>>>) -> bool {
    match (a, b) {
        (Some(Some(a)), Some(Some(b))) => !Arc::ptr_eq(a, b),
        (Some(None), Some(None)) => false,
        _ => true,
    }
}

/// The place in the order of the page of the row that a line shows; a group's has none.
pub fn place(lines: Option<&Lines>, line: u64) -> Option<u64> {
    let Some(lines) = lines else { return Some(line) };
    match lines.line(line)? {
        Line::Row(place, _) => Some(place),
        Line::Group(_) => None,
    }
}

/// How deep a line stands among groups, from 1. Tracked.
pub fn level(table: Table, line: impl Fn() -> u64) -> Option<String> {
    table.lines.with(|lines| {
        let lines = lines.as_ref()?;
        let (group, more) = match lines.line(line())? {
            Line::Group(group) => (group, 1),
            Line::Row(_, group) => (group, 2),
        };
        Some((lines.outline.groups[group].depth + more).to_string())
    })
}

/// The id of the cell of a line and column; a group has one. Tracked.
pub fn cell_id(table: Table, line: u64, column: usize) -> String {
    match table.lines.with(|lines| place(lines.as_deref(), line)) {
        Some(_) => format!("cell-{line}-{column}"),
        None => format!("group-{line}-0"),
    }
}

impl Table {
    /// Takes the groups as they arrive.
    pub(super) fn take_groups(&self) {
        let (table, held) = (*self, self.state.held(&Slot::RowGroups));
        Effect::new(move |_| {
            let wanted = table.look.with(|look| look.as_ref().is_some_and(Look::is_grouped));
            let answers = held.with(|held| {
                let ready = wanted && !held.waiting && held.failure.is_none();
                held.answers.clone().filter(|_| ready)
            });
            let before = table
                .grouped
                .with_untracked(|grouped| grouped.as_ref().map(|grouped| grouped.answers.clone()));
            match (wanted, answers) {
                (false, _) if before.is_some() => table.grouped.set(None),
                (true, Some(answers)) if before.is_none_or(|before| !Arc::ptr_eq(&before, &answers)) => {
                    let (Some(report), Some(look)) = (table.report(), table.look.get_untracked()) else {
                        return;
                    };
                    let keys = table.state.view.with_untracked(|view| view.row_keys(&report));
                    table.grouped.set(Some(Grouped { answers, look, keys }));
                }
                _ => {}
            }
        });
        Effect::new(move |_| {
            let last = table.count.get().saturating_sub(1);
            table.set_lines();
            if table.cursor.get_untracked().0 > last {
                table.cursor.update(|cursor| cursor.0 = last);
            }
        });
    }

    /// Makes the scrolled element as tall as there are lines.
    pub(super) fn set_lines(&self) {
        let count = self.count.get_untracked();
        self.track
            .update(|track| track.set_rows(count, self.size.get_untracked().1));
    }

    /// The group that a line shows.
    pub fn group_at(&self, line: u64) -> Option<usize> {
        self.lines.with_untracked(|lines| match lines.as_ref()?.line(line)? {
            Line::Group(group) => Some(group),
            Line::Row(..) => None,
        })
    }

    /// The values that lead to a group.
    pub fn path_of(&self, group: usize) -> Vec<Option<String>> {
        self.lines
            .with_untracked(|lines| lines.as_ref().map(|lines| lines.outline.path(group)))
            .unwrap_or_default()
    }

    /// The first and the last time of a group.
    pub fn span_of(&self, group: usize) -> Option<(Micros, Micros)> {
        self.lines
            .with_untracked(|lines| lines.as_ref()?.outline.groups.get(group)?.span)
    }

    /// Opens these groups, or shuts those that are open.
    pub fn turn(&self, groups: &[usize]) {
        let paths = groups.iter().map(|&group| self.path_of(group)).collect();
        self.fold(Action::Turn(paths));
    }

    /// Opens all groups, or shuts all.
    pub fn turn_all(&self, open: bool) {
        self.fold(Action::TurnAll(open));
    }

    /// Opens and shuts: the cursor and what is picked stay with what they are on, and that stays where it is on the screen.
    fn fold(&self, action: Action) {
        let Some(before) = self.lines.get_untracked() else {
            return;
        };
        self.state.act(action);
        let Some(now) = self.lines.get_untracked() else { return };
        let to = |line: u64| before.moved(line, &now);
        let (at, column) = self.cursor.get_untracked();
        let (top, row) = self.track.with_untracked(|track| (track.top, track.row));
        let (first, sight) = self
            .track
            .with_untracked(|track| track.sight(self.size.get_untracked().1));
        let anchor = if (first..first + sight).contains(&at) {
            at
        } else {
            first
        };
        let by = to(anchor).map_or(0.0, |line| (line as f64 - anchor as f64) * row);
        if let Some(line) = to(at) {
            self.cursor.set((line, column));
        }
        if self.selection.with_untracked(Selection::is_some) {
            self.selection.update(|selection| selection.move_rows(to));
        }
        self.set_lines();
        if by != 0.0 {
            let table = *self;
            // Once the element is as tall as its lines now are.
            request_animation_frame(move || {
                if table.track.try_get_untracked().is_some() {
                    table.jump_to(top + by);
                }
            });
        }
    }

    /// Puts the cursor on the row at a place and brings it into sight; groups around it open.
    pub fn arrive(&self, place: u64) {
        let turned = self.lines.with_untracked(|lines| {
            let lines = lines.as_ref()?;
            let shut = self
                .state
                .view
                .with_untracked(|view| lines.shut_around(place, &view.table.group));
            (!shut.is_empty()).then_some(shut)
        });
        if let Some(shut) = turned {
            self.state.act(Action::Turn(shut));
            self.set_lines();
            self.selection.update(Selection::clear);
            let table = *self;
            request_animation_frame(move || {
                if let Some((line, _)) = table.cursor.try_get_untracked() {
                    table.reveal(line);
                }
            });
        }
        let line = self.lines.with_untracked(|lines| match lines {
            Some(lines) => lines.of_place(place),
            None => Some(place),
        });
        if let Some(line) = line {
            self.cursor.update(|cursor| cursor.0 = line);
            self.reveal(line);
        }
    }

    /// Calls back with the row from which to look on from a line: its own, or the one that stands before a group, or at its beginning.
    pub fn row_before(&self, line: u64, forward: bool, then: impl FnOnce(Option<u64>) + 'static) {
        let place = self.lines.with_untracked(|lines| match lines {
            Some(lines) => match lines.line(line)? {
                Line::Row(place, _) => Some(place),
                Line::Group(group) if forward => lines.first(group).checked_sub(1),
                Line::Group(group) => Some(lines.first(group)),
            },
            None => Some(line),
        });
        match place {
            Some(place) => self.row_at(place, then),
            None => then(None),
        }
    }
}

/// The right arrow opens the group at the cursor, the left one shuts it, or goes to the group around; answers whether there was one.
pub fn sideways(table: Table, right: bool) -> bool {
    let (at, column) = table.cursor.get_untracked();
    let Some(lines) = table.lines.get_untracked().filter(|_| !table.on_head.get_untracked()) else {
        return false;
    };
    let around = match lines.line(at) {
        Some(Line::Group(group)) if lines.is_open(group) != right => {
            table.turn(&[group]);
            return true;
        }
        Some(Line::Group(group)) if !right => lines.outline.groups[group].parent,
        Some(Line::Group(_)) => return true,
        Some(Line::Row(_, group)) if !right && column == 0 => Some(group),
        _ => return false,
    };
    if let Some(line) = around.and_then(|group| lines.of_group(group)) {
        table.selection.update(|selection| selection.only((line, 0)));
        table.cursor.set((line, 0));
        table.reveal(line);
    }
    true
}

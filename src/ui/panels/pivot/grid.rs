//! What keys and clicks do in a pivot: move, sort, fold, filter, open the menu of a cell.

use super::super::group::{Do, NO_REST, filter};
use super::cells::{Drawn, LINE};
use super::change;
use crate::query::{Measure, Order, Predicate, Rank};
use crate::ui::keys::muted;
use crate::ui::state::State;
use crate::ui::widgets::popup::{Choice, Popup};
use crate::ui::widgets::{browser, value};
use crate::words;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What the parts of the table share. Copied freely; all of it is signals.
#[derive(Clone, Copy)]
pub struct Grid {
    pub state: State,
    pub drawn: Memo<Option<Drawn>>,
    /// Positions of the lines that are seen.
    pub open: Memo<Vec<usize>>,
    /// The line among these, and the cell from 1; 0 is its key.
    pub active: RwSignal<(usize, usize)>,
    pub body: NodeRef<html::Div>,
    /// What is in sight of the sheet: left, top, width, height.
    pub seen: RwSignal<(f64, f64, f64, f64)>,
    pub popup: RwSignal<Option<Popup>>,
}

impl Grid {
    pub fn look(self) {
        if let Some(body) = self.body.get_untracked() {
            let sizes = (
                body.scroll_left(),
                body.scroll_top(),
                body.client_width(),
                body.client_height(),
            );
            self.seen
                .set((sizes.0.into(), sizes.1.into(), sizes.2.into(), sizes.3.into()));
        }
    }

    pub fn active_id(self) -> Option<String> {
        let (nth, cell) = self.active.get();
        self.open
            .with(|open| open.get(nth).map(|at| format!("pivot-{at}-{cell}")))
    }

    /// The line and the cell that an event is about.
    pub fn at(self, target: &Option<web_sys::EventTarget>) -> Option<(usize, usize)> {
        let target = target.as_ref()?.dyn_ref::<Element>()?;
        let read = |css: &str, name: &str| {
            let found = target.closest(css).ok().flatten()?;
            found.get_attribute(name)?.parse::<usize>().ok()
        };
        let line = read("[data-line]", "data-line")?;
        Some((line, read("[data-cell]", "data-cell").map_or(0, |cell| cell + 1)))
    }

    pub fn click(self, event: &ev::MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let sort = target.as_ref().and_then(|target| target.get_attribute("data-sort"));
        if let Some(sort) = sort {
            return match sort.parse::<usize>() {
                Ok(cell) => self.sort(cell + 1),
                Err(_) => self.sort(0),
            };
        }
        let Some(at) = self.at(&event.target()) else { return };
        self.active.set(at);
        if target.is_some_and(|target| target.class_list().contains("fold")) {
            self.fold(None);
        }
    }

    /// Sorts the lines by a column, or by their keys; once more turns the order round.
    fn sort(self, cell: usize) {
        let rank = match cell {
            0 => Some(Rank::Key),
            cell => self.drawn.with_untracked(|drawn| drawn.as_ref()?.rank(cell - 1)),
        };
        let Some(rank) = rank else { return };
        change(self.state, |pivot| {
            let order = match (pivot.rows.order(), cell) {
                ((now, Order::Descending), _) if now == rank => Order::Ascending,
                ((now, Order::Ascending), _) if now == rank => Order::Descending,
                (_, 0) => Order::Ascending,
                _ => Order::Descending,
            };
            pivot.rows.sort = Some((rank, order));
        });
    }

    /// Closes the active line, or opens it; `None`: whichever it is not.
    fn fold(self, close: Option<bool>) {
        let Some((drawn, at, _)) = self.here() else { return };
        let Some(line) = drawn.cross.lines().get(at).filter(|_| drawn.cross.has_below(at)) else {
            return;
        };
        let path = drawn.cross.path(line);
        let closed = self.state.view.with_untracked(|view| view.pivot.closed.contains(&path));
        if close.is_some_and(|close| close == closed) {
            return;
        }
        change(self.state, |pivot| {
            if closed {
                pivot.closed.retain(|other| *other != path);
            } else {
                pivot.closed.push(path);
            }
        });
    }

    /// What is drawn, the active line, and the active cell from 1.
    fn here(self) -> Option<(Drawn, usize, usize)> {
        let (nth, cell) = self.active.get_untracked();
        let at = self.open.with_untracked(|open| open.get(nth).copied())?;
        Some((self.drawn.get_untracked()?, at, cell))
    }

    /// Filters by the active cell, or by the whole line where its key is active. Of a conditional count it is the rows counted.
    pub fn filter(self, what: Do) {
        let Some((drawn, at, cell)) = self.here() else { return };
        let tests = match cell.checked_sub(1) {
            None => drawn.cross.line_is(at),
            Some(cell) => {
                let (head, measure) = drawn.place(cell);
                let counted = match drawn.measures.get(measure) {
                    Some((_, Measure::CountIf(counted))) => Some(counted.clone()),
                    _ => None,
                };
                let tests = drawn.cross.cell_is(at, head);
                tests.map(|tests| tests.into_iter().chain(counted).collect::<Vec<Predicate>>())
            }
        };
        match tests {
            Some(tests) => filter(self.state, tests, what),
            None => self.state.notice.set(Some(NO_REST.into())),
        }
    }

    pub fn context(self, event: &ev::MouseEvent) {
        if let Some(at) = self.at(&event.target()) {
            event.prevent_default();
            self.active.set(at);
            self.menu((event.client_x().into(), event.client_y().into()));
        }
    }

    /// The menu of the active cell.
    fn menu(self, (x, y): (f64, f64)) {
        let Some((drawn, at, cell)) = self.here() else { return };
        let mut choices = vec![
            Choice::new(words::pivot::SHOW_THESE_EVENTS, move || self.filter(Do::Show)),
            Choice::new(words::common::KEEP_ONLY, move || self.filter(Do::Keep)),
            Choice::new(words::common::EXCLUDE, move || self.filter(Do::Exclude)),
        ];
        let measure = cell.checked_sub(1).map_or(0, |cell| drawn.place(cell).1);
        if cell > 0 && drawn.rank(cell - 1).is_some() {
            choices.push(Choice::new(words::pivot::SORT_LINES_COLUMN, move || self.sort(cell)));
        }
        let line = drawn.cross.lines().get(at).filter(|line| line.rest.is_none());
        if let Some(line) = line.filter(|_| !drawn.cross.columns.is_empty()) {
            let rank = match line.keys.len() {
                0 => Rank::Total(measure),
                _ => Rank::Cell(measure, line.keys.clone()),
            };
            choices.push(Choice::new(words::pivot::SORT_COLUMNS_LINE, move || {
                let rank = rank.clone();
                change(self.state, |pivot| pivot.columns.sort = Some((rank, Order::Descending)));
            }));
        }
        if drawn.cross.has_below(at) {
            choices.push(Choice::new(words::pivot::OPEN_CLOSE_LINE, move || self.fold(None)));
        }
        let own = cell.checked_sub(1).and_then(|cell| {
            let (head, measure) = drawn.place(cell);
            drawn.cross.value(at, head, measure).and_then(value::literal)
        });
        if let Some(own) = own.or_else(|| line.and_then(|line| line.keys.last().and_then(value::literal))) {
            choices.push(Choice::new(words::common::COPY_VALUE, move || {
                browser::copy(self.state, own.clone(), words::common::VALUE.into());
            }));
        }
        self.popup.set(Some(Popup {
            x,
            y,
            head: None,
            choices,
        }));
    }

    /// Makes a cell the active one, in sight.
    fn go(self, nth: usize, cell: usize) {
        let Some(drawn) = self.drawn.get_untracked() else {
            return;
        };
        let nth = nth.min(self.open.with_untracked(Vec::len).saturating_sub(1));
        let cell = cell.min(drawn.width());
        self.active.set((nth, cell));
        let Some(body) = self.body.get_untracked() else { return };
        // Where it would stand, below what is pinned at the top and right of what is pinned at the left.
        let top = nth.saturating_sub(1) as f64 * LINE;
        let pinned = (drawn.head_lines() + 1) as f64 * LINE;
        let (from, tall) = (
            f64::from(body.scroll_top()),
            f64::from(body.client_height()) - pinned - LINE,
        );
        if nth > 0 && (top < from || top > from + tall) {
            let to = if top < from { top } else { top - tall };
            body.set_scroll_top(to as i32 + i32::from(top > from));
        }
        if let Some(left) = cell.checked_sub(1).map(|cell| cell as f64 * drawn.cell) {
            let (from, wide) = (
                f64::from(body.scroll_left()),
                f64::from(body.client_width()) - drawn.key - drawn.cell,
            );
            if left < from || left > from + wide {
                let to = if left < from { left } else { left - wide };
                body.set_scroll_left(to as i32 + i32::from(left > from));
            }
        }
    }

    pub fn key(self, event: &ev::KeyboardEvent) {
        if event.alt_key() || event.target() != event.current_target() || muted(event, self.state.view) {
            return;
        }
        let control = event.ctrl_key() || event.meta_key();
        let (nth, cell) = self.active.get_untracked();
        let page = self
            .body
            .get_untracked()
            .map_or(10, |body| (f64::from(body.client_height()) / LINE) as usize);
        let page = page.saturating_sub(4).max(1);
        match (event.key().as_str(), control) {
            ("ArrowDown" | "j", false) => self.go(nth + 1, cell),
            ("ArrowUp" | "k", false) => self.go(nth.saturating_sub(1), cell),
            ("ArrowRight", false) => self.go(nth, cell + 1),
            ("ArrowLeft", false) => self.go(nth, cell.saturating_sub(1)),
            ("PageDown", false) => self.go(nth + page, cell),
            ("PageUp", false) => self.go(nth.saturating_sub(page), cell),
            ("Home", false) => self.go(nth, 0),
            ("End", false) => self.go(nth, usize::MAX),
            ("Home", true) => self.go(0, 0),
            ("End", true) => self.go(usize::MAX, usize::MAX),
            (" ", false) => self.fold(None),
            ("+", false) => self.fold(Some(false)),
            ("-", false) => self.fold(Some(true)),
            ("Enter", false) => self.filter(Do::Show),
            ("f", false) => self.filter(Do::Keep),
            ("x" | "F", false) => self.filter(Do::Exclude),
            ("s", false) => self.sort(cell),
            ("m" | "ContextMenu", false) => {
                let id = untrack(|| self.active_id());
                let element = id.and_then(|id| document().get_element_by_id(&id));
                let (left, top, _, tall) = element.map_or((0.0, 0.0, 0.0, 0.0), |element| browser::place(&element));
                self.menu((left, top + tall));
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

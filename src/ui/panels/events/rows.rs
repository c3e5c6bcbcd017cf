//! The rows of the events table: those that have arrived, and how others are got hold of.

use super::grouped;
use super::table::Table;
use super::width;
use crate::protocol::ColumnReport;
use crate::query::answer::Row;
use crate::query::{Answer, Answers, Ask, Computed, Order, Predicate, Query};
use crate::value::Value;
use crate::view::{Action, Mark, Selection};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// Rows kept at most; those far from the window go first.
const KEPT: usize = 3000;

/// What the rows depend on: another filter, order or columns is another table.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub filter: Predicate,
    /// That of the groups first.
    pub sort: Vec<(String, Order)>,
    /// The computed columns they are asked with.
    pub computed: Vec<Computed>,
    pub columns: Vec<String>,
    /// What is sought among the rows; its hits pass the first test.
    pub sought: Option<Predicate>,
    /// What rows are marked by; these are the tests after that.
    pub marks: Vec<Mark>,
    /// How many columns they are grouped by.
    pub groups: usize,
    /// Rows in the log: it grows while it is read.
    pub read: u64,
}

impl Look {
    /// Whether rows stand under groups.
    pub fn is_grouped(&self) -> bool {
        self.groups > 0
    }

    /// Whether the same groups stand at the same places.
    pub fn same_groups(&self, other: &Self) -> bool {
        self.order() == other.order()
            && (self.read, &self.filter, &self.computed) == (other.read, &other.filter, &other.computed)
    }

    /// The order of the groups.
    pub fn order(&self) -> &[(String, Order)] {
        &self.sort[..self.groups.min(self.sort.len())]
    }
}

/// The rows that have arrived.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// What they were asked under; `None` before the first answer.
    pub look: Option<Look>,
    /// Rows in the whole table.
    pub total: u64,
    /// By their place in the order of the page.
    pub by_place: HashMap<u64, Arc<Line>>,
}

/// A row that has arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub row: u64,
    /// One cell for each column asked for.
    pub cells: Vec<Value>,
    /// Positions of the tests that it passes.
    pub passed: Vec<usize>,
}

impl Table {
    /// Takes the rows that arrived. The newest answer is always for the window on the screen now: later questions make it stale.
    pub(super) fn take(&self, answers: &Answers) {
        let asked = self.state.screen.with_untracked(|screen| screen.pages.clone());
        let look = self.look.get_untracked();
        let mut again = false;
        let mut pages: Vec<(&[Row], &[Vec<usize>])> = Vec::new();
        for answer in &answers.answers {
            match (answer, pages.last_mut()) {
                (Answer::Page { rows, .. }, _) => pages.push((rows, &[])),
                (Answer::Marks(passed), Some(page)) => page.1 = passed,
                _ => {}
            }
        }
        let anew = self.rows.with_untracked(|held| held.look != look);
        pages.iter().for_each(|(rows, _)| self.fit(rows, anew));
        self.rows.update(|held| {
            if held.look != look {
                let order = |look: &Option<Look>| look.as_ref().map(|look| (look.filter.clone(), look.sort.clone()));
                again = held.look.is_some() && order(&held.look) != order(&look);
                held.by_place.clear();
                held.look = look;
            }
            held.total = answers.rows;
            if held.by_place.len() > KEPT {
                let near = (KEPT / 3 / asked.len().max(1)) as u64;
                held.by_place
                    .retain(|place, _| asked.iter().any(|(offset, _)| place.abs_diff(*offset) < near));
            }
            for ((rows, passed), (offset, _)) in pages.iter().zip(&asked) {
                for (at, row) in rows.iter().enumerate() {
                    let line = Line {
                        row: row.row,
                        cells: row.cells.clone(),
                        passed: passed.get(at).cloned().unwrap_or_default(),
                    };
                    let place = offset + at as u64;
                    if held.by_place.get(&place).is_none_or(|there| **there != line) {
                        held.by_place.insert(place, Arc::new(line));
                    }
                }
            }
        });
        self.set_lines();
        if again {
            self.cursor.update(|cursor| cursor.0 = 0);
            self.selection.update(Selection::clear);
            self.jump(0);
            if let Some(row) = self.state.view.with_untracked(|view| view.table.open) {
                self.show(row, || ());
            }
        }
    }

    /// Works out widths for columns seen for the first time; those of others grow where it is `anew` that rows are looked at.
    fn fit(&self, rows: &[Row], anew: bool) {
        let names = self
            .columns
            .with_untracked(|columns| columns.iter().map(|column| column.about.clone()).collect::<Vec<_>>());
        let before = self.fitted.get_untracked();
        let zone = self.state.zone.get_untracked();
        let wider = |(at, about): (usize, &ColumnReport)| {
            let known = before.get(&about.name).copied();
            if rows.is_empty() || known.is_some() && !anew {
                return None;
            }
            let wanted = width::of(about, rows.iter().filter_map(|row| row.cells.get(at)), &zone, 300);
            known
                .is_none_or(|known| wanted > known)
                .then(|| (about.name.clone(), wanted))
        };
        let wider: Vec<(String, u32)> = names.iter().enumerate().filter_map(wider).collect();
        if !wider.is_empty() {
            self.fitted.update(|fitted| fitted.extend(wider));
        }
    }

    /// Brings a row of the log into sight, wherever it stands in the order; then the cursor stands on it.
    pub fn show(&self, row: u64, then: impl FnOnce() + 'static) {
        let table = *self;
        let near = self.rows.with_untracked(|rows| {
            rows.by_place
                .iter()
                .find(|(_, there)| there.row == row)
                .map(|(&place, _)| place)
        });
        if let Some(place) = near {
            self.arrive(place);
            return then();
        }
        let Some(look) = self.look.get_untracked() else { return };
        let find = Ask::Find { row, sort: look.sort };
        self.ask(look.filter, find, move |answer| {
            if let Some(Answer::Find(Some(place))) = answer
                && table.cursor.try_get_untracked().is_some()
            {
                table.arrive(place);
            }
            then();
        });
    }

    /// Goes to a row of the log: the cursor stands on it, and where an event is open this one is.
    pub fn go(&self, row: u64, then: impl FnOnce() + 'static) {
        self.on_head.set(false);
        self.selection.update(Selection::clear);
        self.show(row, then);
        if self.state.view.with_untracked(|view| view.table.open.is_some()) {
            self.state.act(Action::Open(Some(row)));
        }
    }

    /// Brings the row at a place into sight, with the cursor on it; where an event is open this one is.
    pub fn land(&self, place: u64) {
        self.on_head.set(false);
        self.selection.update(Selection::clear);
        self.arrive(place);
        if self.state.view.with_untracked(|view| view.table.open.is_some()) {
            let state = self.state;
            self.row_at(place, move |row| {
                if row.is_some() {
                    state.act(Action::Open(row));
                }
            });
        }
    }

    /// The row that a line shows, where it has arrived. Tracked.
    pub fn row_of(&self, line: u64) -> Option<Arc<Line>> {
        let place = self.lines.with(|lines| grouped::place(lines.as_deref(), line))?;
        self.rows.with(|rows| {
            let in_step = self
                .grouped
                .with(|groups| grouped::fit(rows.look.as_ref(), groups.as_ref()));
            rows.by_place.get(&place).filter(|_| in_step).cloned()
        })
    }

    /// The row that a line shows, where it has arrived.
    pub fn row(&self, line: u64) -> Option<Arc<Line>> {
        untrack(|| self.row_of(line))
    }

    /// Calls back with the number in the log of the row at a place, whether or not it has arrived; `None` where there is none.
    pub fn row_at(&self, place: u64, then: impl FnOnce(Option<u64>) + 'static) {
        let there = self.rows.with_untracked(|rows| rows.by_place.get(&place).cloned());
        if let Some(line) = there {
            return then(Some(line.row));
        }
        let Some(look) = self.look.get_untracked() else {
            return then(None);
        };
        let page = Ask::Page {
            sort: look.sort,
            offset: place,
            limit: 1,
            columns: Some(Vec::new()),
        };
        self.ask(look.filter, page, move |answer| {
            then(match answer {
                Some(Answer::Page { rows, .. }) => rows.first().map(|row| row.row),
                _ => None,
            });
        });
    }

    /// Asks one question beside the panels; `None` where it cannot be answered.
    pub fn ask(&self, filter: Predicate, ask: Ask, then: impl FnOnce(Option<Answer>) + 'static) {
        let worked_out = match ask {
            Ask::Record { .. } => Vec::new(),
            _ => self
                .look
                .with_untracked(|look| look.as_ref().map(|look| look.computed.clone()))
                .unwrap_or_default(),
        };
        let query = Query {
            columns: worked_out,
            filter,
            asks: vec![ask],
            zone: self.state.zone.get_untracked(),
            ..Query::default()
        };
        self.state.ask(query, move |result| {
            then(result.ok().and_then(|answers| answers.answers.into_iter().next()));
        });
    }

    /// Opens the row of a line in the detail panel; a group opens, or shuts.
    pub fn open(&self, line: u64) {
        if let Some(group) = self.group_at(line) {
            self.turn(&[group]);
        } else if let Some(row) = self.row(line) {
            self.state.act(Action::Open(Some(row.row)));
        }
    }
}

//! What the parts of the events table share: the rows that have arrived, the window in sight, the cursor.

use super::super::super::state::State;
use super::super::super::widgets::color::{self, Colors};
use super::super::super::widgets::popup::Popup;
use super::scroll::Track;
use super::width;
use crate::protocol::{ColumnReport, Report};
use crate::query::answer::Row;
use crate::query::{Answer, Answers, Order, Predicate, Query};
use crate::view::{Action, Slot};
use leptos::{html, prelude::*};
use std::collections::HashMap;
use std::sync::Arc;

/// Rows asked for come in blocks of this many.
const BLOCK: u64 = 50;
/// Rows drawn above and below what is in sight.
const OVERSCAN: u64 = 10;
/// Rows kept at most; those far from the window go first.
const KEPT: usize = 3000;

/// What the rows depend on: another filter, order or columns is another table.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub filter: Predicate,
    pub sort: Vec<(String, Order)>,
    pub columns: Vec<String>,
    /// Rows in the log: it grows while it is read.
    pub read: u64,
}

/// The rows that have arrived.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// What they were asked under; `None` before the first answer.
    pub look: Option<Look>,
    /// Rows in the whole table.
    pub total: u64,
    /// By their place in the table's order.
    pub by_place: HashMap<u64, Arc<Row>>,
}

/// The events table. Copied freely; all of it is signals.
#[derive(Clone, Copy)]
pub struct Table {
    pub state: State,
    pub rows: RwSignal<Rows>,
    /// The columns with what is known of them.
    pub columns: Memo<Vec<Column>>,
    pub look: Memo<Option<Look>>,
    /// Whether what is shown answers an earlier question.
    pub stale: Memo<bool>,
    pub failure: Memo<Option<String>>,
    /// Width and height of the scrolled area in pixels.
    pub size: RwSignal<(f64, f64)>,
    pub track: RwSignal<Track>,
    /// First row drawn, and the first not drawn.
    pub window: Memo<(u64, u64)>,
    /// Row (its place in the order) and column of the cell the keys act on.
    pub cursor: RwSignal<(u64, usize)>,
    /// The cell under the pointer.
    pub hover: RwSignal<Option<(u64, usize)>>,
    pub popup: RwSignal<Option<Popup>>,
    pub scroller: NodeRef<html::Div>,
    /// Widths worked out from the first rows, by column name.
    pub fitted: RwSignal<HashMap<String, u32>>,
    /// Colours of the category's values.
    pub colors: RwSignal<Colors>,
    pub(super) settling: StoredValue<u64>,
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub about: ColumnReport,
    /// Width in pixels.
    pub width: u32,
    /// Place among the sorted columns and direction.
    pub sorted: Option<(usize, Order)>,
    pub part: Part,
}

/// What a column means, as far as its cells are drawn differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Plain,
    Category,
    Outcome,
}

impl Table {
    /// Makes the table and keeps it asking for what is in sight.
    pub fn new(state: State) -> Self {
        let look = Memo::new(move |_| {
            let report = state.report.get()?;
            let of = |view: &crate::view::View| Look {
                filter: view.filter(),
                sort: view.sort(&report),
                columns: view.columns(&report),
                read: report.rows,
            };
            Some(state.view.with(of))
        });
        let fitted = RwSignal::new(HashMap::new());
        let rows = RwSignal::new(Rows::default());
        let held = state.held(&Slot::Page);
        let failure = {
            let held = held.clone();
            Memo::new(move |_| {
                held.with(|held| {
                    held.failure
                        .as_ref()
                        .map(|failure| format!("{} {}", failure.what, failure.hint))
                })
            })
        };
        let track = RwSignal::new(Track::default());
        let size = RwSignal::new((0.0, 0.0));
        let category = Memo::new(move |_| state.report.with(|report| report.as_ref()?.roles.category.clone()));
        let table = Self {
            state,
            rows,
            columns: Memo::new(move |_| columns(state, fitted)),
            look,
            stale: Memo::new(move |_| {
                let look = look.get();
                let same = |held: &Look| {
                    look.as_ref()
                        .is_some_and(|look| (&look.filter, &look.sort) == (&held.filter, &held.sort))
                };
                rows.with(|rows| rows.look.as_ref().is_some_and(|held| !same(held)))
            }),
            failure,
            size,
            track,
            window: Memo::new(move |_| {
                let total = rows.with(|rows| rows.total);
                let (first, count) = track.with(|track| track.sight(size.get().1));
                (first.saturating_sub(OVERSCAN), (first + count + OVERSCAN).min(total))
            }),
            cursor: RwSignal::new((0, 0)),
            hover: RwSignal::new(None),
            popup: RwSignal::new(None),
            scroller: NodeRef::new(),
            fitted,
            colors: color::colors(state, category.into()),
            settling: StoredValue::new(0),
        };
        let wanted = Memo::new(move |_| {
            let (first, count) = track.with(|track| track.sight(size.get().1));
            let from = first.saturating_sub(OVERSCAN) / BLOCK * BLOCK;
            let to = ((first + count + OVERSCAN) / BLOCK + 1) * BLOCK;
            (from, (to - from) as usize)
        });
        let pending = StoredValue::new(false);
        Effect::new(move |_| {
            let wanted_now = wanted.get();
            if size.get().1 <= 0.0 || state.screen.with(|screen| screen.page == wanted_now) || pending.get_value() {
                return;
            }
            pending.set_value(true);
            request_animation_frame(move || {
                if pending.try_set_value(false).is_some() {
                    return;
                }
                let now = wanted.get_untracked();
                if state.screen.with_untracked(|screen| screen.page != now) {
                    state.screen.update(|screen| screen.page = now);
                }
            });
        });
        Effect::new(move |last: Option<Option<Arc<Answers>>>| {
            let (answers, ready) = held.with(|held| (held.answers.clone(), !held.waiting && held.failure.is_none()));
            let last = last.flatten();
            let new = |answers: &Arc<Answers>| last.as_ref().is_none_or(|last| !Arc::ptr_eq(last, answers));
            match answers.filter(|answers| ready && new(answers)) {
                Some(answers) => {
                    table.take(&answers);
                    Some(answers)
                }
                None => last,
            }
        });
        Effect::new(move |before: Option<Option<u64>>| {
            let open = state.view.with(|view| view.table.open);
            if let (Some(row), true) = (open, before.flatten() != open) {
                table.show(row);
            }
            open
        });
        table
    }

    /// Takes the rows that arrived. The newest answer is always for the window on the screen now: later questions make it stale.
    fn take(&self, answers: &Answers) {
        let Some(Answer::Page { rows, .. }) = answers.answers.first() else {
            return;
        };
        let (offset, _) = self.state.screen.with_untracked(|screen| screen.page);
        let look = self.look.get_untracked();
        let mut again = false;
        self.fit(rows);
        self.rows.update(|held| {
            if held.look != look {
                let order = |look: &Option<Look>| look.as_ref().map(|look| (look.filter.clone(), look.sort.clone()));
                again = held.look.is_some() && order(&held.look) != order(&look);
                held.by_place.clear();
                held.look = look;
            }
            held.total = answers.rows;
            if held.by_place.len() > KEPT {
                held.by_place
                    .retain(|place, _| place.abs_diff(offset) < KEPT as u64 / 3);
            }
            for (row, place) in rows.iter().zip(offset..) {
                if held.by_place.get(&place).is_none_or(|there| **there != *row) {
                    held.by_place.insert(place, Arc::new(row.clone()));
                }
            }
        });
        self.track
            .update(|track| track.set_rows(answers.rows, self.size.get_untracked().1));
        if again {
            self.cursor.update(|cursor| cursor.0 = 0);
            self.jump(0);
            if let Some(row) = self.state.view.with_untracked(|view| view.table.open) {
                self.show(row);
            }
        }
    }

    /// Works out widths for columns seen for the first time.
    fn fit(&self, rows: &[Row]) {
        let names = self
            .columns
            .with_untracked(|columns| columns.iter().map(|column| column.about.clone()).collect::<Vec<_>>());
        let missing = |about: &&ColumnReport| self.fitted.with_untracked(|fitted| !fitted.contains_key(&about.name));
        if rows.is_empty() || names.iter().filter(missing).count() == 0 {
            return;
        }
        let zone = self.state.zone.get_untracked();
        self.fitted.update(|fitted| {
            for (at, about) in names.iter().enumerate() {
                fitted
                    .entry(about.name.clone())
                    .or_insert_with(|| width::of(about, rows.iter().filter_map(|row| row.cells.get(at)), &zone, 300));
            }
        });
    }

    /// Brings a row of the log into sight, wherever it stands in the order.
    pub fn show(&self, row: u64) {
        let table = *self;
        let near = self.rows.with_untracked(|rows| {
            rows.by_place
                .iter()
                .find(|(_, there)| there.row == row)
                .map(|(&place, _)| place)
        });
        if let Some(place) = near {
            self.cursor.update(|cursor| cursor.0 = place);
            return self.reveal(place);
        }
        let Some(look) = self.look.get_untracked() else { return };
        let query = Query {
            filter: look.filter,
            asks: vec![crate::query::Ask::Find { row, sort: look.sort }],
            zone: self.state.zone.get_untracked(),
            ..Query::default()
        };
        self.state.ask(query, move |result| {
            let found = result.ok().and_then(|answers| answers.answers.into_iter().next());
            if let Some(Answer::Find(Some(place))) = found
                && table.cursor.try_update(|cursor| cursor.0 = place).is_some()
            {
                table.reveal(place);
            }
        });
    }

    /// The row at a place, where it has arrived.
    pub fn row(&self, place: u64) -> Option<Arc<Row>> {
        self.rows.with_untracked(|rows| rows.by_place.get(&place).cloned())
    }

    /// Opens the row at a place in the detail panel.
    pub fn open(&self, place: u64) {
        if let Some(row) = self.row(place) {
            self.state.act(Action::Open(Some(row.row)));
        }
    }

    /// The report, while something is open.
    pub fn report(&self) -> Option<Arc<Report>> {
        self.state.report.get_untracked()
    }

    /// The columns' widths for a CSS grid; what is left over stays empty.
    pub fn template(&self) -> String {
        self.columns.with(|columns| {
            let mut template = String::new();
            for column in columns {
                template.push_str(&format!("{}px ", column.width));
            }
            template + "minmax(0, 1fr)"
        })
    }

    /// Width of the grid in pixels.
    pub fn wide(&self) -> f64 {
        let columns: u32 = self
            .columns
            .with(|columns| columns.iter().map(|column| column.width).sum());
        self.size.get().0.max(f64::from(columns) + 130.0)
    }

    /// Left edge and width of a column in pixels.
    pub fn span(&self, column: usize) -> (u32, u32) {
        self.columns.with(|columns| {
            let left = columns.iter().take(column).map(|column| column.width).sum();
            (left, columns.get(column).map_or(0, |column| column.width))
        })
    }
}

fn columns(state: State, fitted: RwSignal<HashMap<String, u32>>) -> Vec<Column> {
    let Some(report) = state.report.get() else {
        return Vec::new();
    };
    let part = |name: &String| match name {
        name if report.roles.outcome.as_ref() == Some(name) => Part::Outcome,
        name if report.roles.category.as_ref() == Some(name) => Part::Category,
        _ => Part::Plain,
    };
    state.view.with(|view| {
        let sort = view.sort(&report);
        let column = |name: String| {
            let about = report.column(&name)?.clone();
            let set = view
                .table
                .widths
                .iter()
                .find(|(other, _)| *other == name)
                .map(|&(_, width)| width);
            let width = set
                .or_else(|| fitted.with(|fitted| fitted.get(&name).copied()))
                .unwrap_or_else(|| width::first(&about));
            let sorted = sort
                .iter()
                .position(|(other, _)| *other == name)
                .map(|at| (at, sort[at].1));
            let part = part(&name);
            Some(Column {
                about,
                width,
                sorted,
                part,
            })
        };
        view.columns(&report).into_iter().filter_map(column).collect()
    })
}

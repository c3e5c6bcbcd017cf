//! What the parts of the events table share: the columns, the window in sight, the cursor and what is picked.

use super::super::super::beside::Beside;
use super::super::super::frame::{Compute, frame};
use super::super::super::state::State;
use super::super::super::widgets::browser;
use super::super::super::widgets::color::{self, Colors};
use super::super::super::widgets::popup::Popup;
use super::grouped::{self, Grouped};
use super::rows::{Look, Rows};
use super::scroll::{self, Track};
use super::width;
use crate::protocol::{ColumnReport, Report};
use crate::query::{Answers, Order, Predicate};
use crate::view::{Lines, Mark, Selection, Slot, View};
use leptos::{html, prelude::*};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// Rows asked for come in blocks of this many.
const BLOCK: u64 = 50;
/// Rows drawn above and below what is in sight.
const OVERSCAN: u64 = 10;
/// The events table. Copied freely; all of it is signals.
#[derive(Clone, Copy)]
pub struct Table {
    pub state: State,
    pub rows: RwSignal<Rows>,
    /// The groups that arrived last, where rows are grouped.
    pub grouped: RwSignal<Option<Grouped>>,
    /// The lines of grouped rows; `None`: every line is a row.
    pub lines: Memo<Option<Arc<Lines>>>,
    /// How many lines there are.
    pub count: Memo<u64>,
    /// The columns with what is known of them.
    pub columns: Memo<Vec<Column>>,
    /// Where the rows that have arrived have the cell of each column: these may have changed while the rows have not yet.
    pub places: Memo<Vec<Option<usize>>>,
    pub look: Memo<Option<Look>>,
    /// What the rows shown were searched for and marked by.
    pub sought: Memo<Option<Predicate>>,
    pub marks: Memo<Vec<Mark>>,
    /// Whether what is shown answers an earlier question.
    pub stale: Memo<bool>,
    pub failure: Memo<Option<String>>,
    /// Width and height of the scrolled area in pixels.
    pub size: RwSignal<(f64, f64)>,
    pub track: RwSignal<Track>,
    /// First line drawn, and the first not drawn.
    pub window: Memo<(u64, u64)>,
    /// Line and column of the cell the keys act on.
    pub cursor: RwSignal<(u64, usize)>,
    /// Whether the keys act on the header of the cursor's column instead.
    pub on_head: RwSignal<bool>,
    pub selection: RwSignal<Selection>,
    /// The header that is being dragged.
    pub dragged: RwSignal<Option<String>>,
    /// Whether the bar to find and to jump is shown.
    pub finder: RwSignal<bool>,
    /// The hit that was gone to last, and how many there were.
    pub hit: RwSignal<Option<(u64, u64)>>,
    /// Whether the list of marks is shown.
    pub marking: RwSignal<bool>,
    /// The dialog of computed columns.
    pub compute: Compute,
    /// The dialogs about tables beside the log.
    pub beside: Beside,
    /// The cell under the pointer.
    pub hover: RwSignal<Option<(u64, usize)>>,
    pub popup: RwSignal<Option<Popup>>,
    pub scroller: NodeRef<html::Div>,
    pub grid: NodeRef<html::Div>,
    pub find_input: NodeRef<html::Input>,
    pub jump_input: NodeRef<html::Input>,
    /// Widths worked out from the first rows, by column name.
    pub fitted: RwSignal<HashMap<String, u32>>,
    /// Colours of the values that tell events apart.
    pub colors: RwSignal<Colors>,
    pub(super) settling: StoredValue<u64>,
    /// Hits still to be walked to, while one is on its way: what is sought, forward or back, and whether the bar tells of it.
    pub(super) walks: StoredValue<VecDeque<(Predicate, bool, bool)>>,
    pub(super) walking: StoredValue<bool>,
    /// The first key of two, and when it was pressed.
    pub(super) begun: StoredValue<Option<(char, f64)>>,
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
    /// Whether it stays in sight at the left.
    pub pinned: bool,
}

/// What a column means, as far as its cells are drawn differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Plain,
    Kind,
    Outcome,
}

impl Table {
    /// Makes the table and keeps it asking for what is in sight.
    pub fn new(state: State) -> Self {
        let look = Memo::new(move |_| {
            let report = state.report.get()?;
            let of = |view: &View| Look {
                filter: view.filter(),
                sort: view.order(&report),
                computed: view.row_columns(&report),
                columns: view.columns(&report),
                sought: view.table.find.clone(),
                marks: view.table.marks.clone(),
                groups: view.row_keys(&report).len(),
                read: report.rows,
            };
            Some(state.view.with(of))
        });
        let fitted = RwSignal::new(HashMap::new());
        let rows = RwSignal::new(Rows::default());
        let held = state.held(&Slot::Page);
        let failure = {
            let slots = [held.clone(), state.held(&Slot::RowGroups)];
            Memo::new(move |_| {
                let grouped = look.with(|look| look.as_ref().is_some_and(Look::is_grouped));
                slots.iter().take(1 + usize::from(grouped)).find_map(|held| {
                    held.with(|held| {
                        held.failure
                            .as_ref()
                            .map(|failure| format!("{} {}", failure.what, failure.hint))
                    })
                })
            })
        };
        let grouped = RwSignal::new(None);
        let lines = grouped::lines(state, look, grouped);
        let count = Memo::new(move |_| {
            lines.with(|lines| {
                lines
                    .as_ref()
                    .map_or_else(|| rows.with(|rows| rows.total), |lines| lines.total)
            })
        });
        let track = RwSignal::new(Track::default());
        let size = RwSignal::new((0.0, 0.0));
        let kind = Memo::new(move |_| state.report.with(|report| report.as_ref()?.kind().cloned()));
        let layout = Memo::new(move |_| state.view.with(|view| scroll::layout(&view.table)));
        let columns = Memo::new(move |_| columns(state, fitted));
        let table = Self {
            state,
            rows,
            grouped,
            lines,
            count,
            columns,
            places: Memo::new(move |_| {
                let place =
                    |asked: &Look, column: &Column| asked.columns.iter().position(|name| *name == column.about.name);
                rows.with(|rows| {
                    let look = rows.look.as_ref();
                    let of = |column: &Column| look.and_then(|look| place(look, column));
                    columns.with(|columns| columns.iter().map(of).collect())
                })
            }),
            look,
            sought: Memo::new(move |_| rows.with(|rows| rows.look.as_ref()?.sought.clone())),
            marks: Memo::new(move |_| {
                let held = rows.with(|rows| rows.look.as_ref().map(|look| look.marks.clone()).unwrap_or_default());
                // Another colour or column of the same tests asks nothing anew.
                let same = |now: &[Mark]| {
                    let tests = |marks: &[Mark]| marks.iter().map(|mark| mark.predicate.clone()).collect::<Vec<_>>();
                    tests(now) == tests(&held)
                };
                state.view.with(|view| match same(&view.table.marks) {
                    true => view.table.marks.clone(),
                    false => held.clone(),
                })
            }),
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
                let total = count.get();
                let (first, count) = track.with(|track| track.sight(size.get().1));
                (first.saturating_sub(OVERSCAN), (first + count + OVERSCAN).min(total))
            }),
            cursor: RwSignal::new((0, 0)),
            on_head: RwSignal::new(false),
            selection: RwSignal::default(),
            dragged: RwSignal::new(None),
            finder: RwSignal::new(state.view.with_untracked(|view| view.table.find.is_some())),
            hit: RwSignal::new(None),
            marking: RwSignal::new(false),
            compute: frame().compute,
            beside: frame().beside,
            hover: RwSignal::new(None),
            popup: RwSignal::new(None),
            scroller: NodeRef::new(),
            grid: NodeRef::new(),
            find_input: NodeRef::new(),
            jump_input: NodeRef::new(),
            fitted,
            colors: color::colors(state, kind.into()),
            settling: StoredValue::new(0),
            walks: StoredValue::default(),
            walking: StoredValue::new(false),
            begun: StoredValue::new(None),
        };
        Effect::new(move |before: Option<(f64, f64)>| {
            let layout = layout.get();
            if before != Some(layout) {
                table.lay_out(layout);
            }
            layout
        });
        let wanted = Memo::new(move |_| {
            let (first, count) = track.with(|track| track.sight(size.get().1));
            let from = first.saturating_sub(OVERSCAN) / BLOCK * BLOCK;
            let to = ((first + count + OVERSCAN) / BLOCK + 1) * BLOCK;
            lines.with(|lines| match lines {
                Some(lines) => lines.pages(from, to, BLOCK),
                None => vec![(from, (to - from) as usize)],
            })
        });
        let pending = StoredValue::new(false);
        Effect::new(move |_| {
            let wanted_now = wanted.get();
            if size.get().1 <= 0.0 || state.screen.with(|screen| screen.pages == wanted_now) || pending.get_value() {
                return;
            }
            pending.set_value(true);
            request_animation_frame(move || {
                if pending.try_set_value(false).is_some() {
                    return;
                }
                let now = wanted.get_untracked();
                if state.screen.with_untracked(|screen| screen.pages != now) {
                    state.screen.update(|screen| screen.pages = now);
                }
            });
        });
        table.take_groups();
        Effect::new(move |last: Option<Option<Arc<Answers>>>| {
            // Rows in groups wait for the groups that tell where they stand.
            let in_step = look.with(|look| grouped.with(|groups| grouped::fit(look.as_ref(), groups.as_ref())));
            let (answers, ready) = held.with(|held| (held.answers.clone(), !held.waiting && held.failure.is_none()));
            let last = last.flatten();
            let new = |answers: &Arc<Answers>| last.as_ref().is_none_or(|last| !Arc::ptr_eq(last, answers));
            match answers.filter(|answers| ready && in_step && new(answers)) {
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
                table.show(row, || ());
            }
            open
        });
        table
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

    /// How many columns are pinned, and how wide they are together.
    pub fn pinned(&self) -> (usize, u32) {
        self.columns.with(|columns| {
            let pinned = columns.iter().filter(|column| column.pinned);
            pinned.fold((0, 0), |(count, width), column| (count + 1, width + column.width))
        })
    }

    /// Gives the grid the focus, so that its keys act.
    pub fn focus(&self) {
        if let Some(grid) = self.grid.get_untracked() {
            browser::focus_still(&grid);
        }
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
        name if report.kind() == Some(name) => Part::Kind,
        _ => Part::Plain,
    };
    state.view.with(|view| {
        let sort = view.order(&report);
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
            let pinned = view.table.pinned.contains(&name);
            Some(Column {
                about,
                width,
                sorted,
                part,
                pinned,
            })
        };
        view.columns(&report).into_iter().filter_map(column).collect()
    })
}

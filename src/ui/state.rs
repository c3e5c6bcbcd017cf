//! What the whole page shares: the view and its history, the report, and the answer of every panel.

use super::client::Client;
use super::exchange::Exchange;
use super::{address, clock, numbered};
use crate::protocol::{Progress, Report};
use crate::query::language::{Lists, brief};
use crate::query::{Answers, Failure, Predicate};
use crate::value::{Micros, Zone};
use crate::view::{Action, History, Screen, Slot, Stop, View, from_link, to_link};
use crate::words;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::collections::HashMap;
use std::sync::Arc;
use web_sys::File;

/// What a panel shows: its last answer, which stays while a newer one is awaited.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub answers: Option<Arc<Answers>>,
    pub failure: Option<Failure>,
    /// A newer answer is on its way: show the old one dimmed.
    pub waiting: bool,
}

impl Held {
    /// Whether something came back.
    pub fn answered(&self) -> bool {
        self.answers.is_some() || self.failure.is_some()
    }
}

/// Where the page stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// Nothing is open.
    #[default]
    Empty,
    /// Files are being read; a report may already be there.
    Reading(Progress),
    Open,
}

/// The page's state. Copied freely; all of it is signals.
#[derive(Clone, Copy)]
pub struct State {
    history: RwSignal<History>,
    /// The view as it is now.
    pub view: Memo<View>,
    pub stage: RwSignal<Stage>,
    /// What is open; while reading, what has been read so far.
    pub read: RwSignal<Option<Arc<Report>>>,
    /// The same with the computed columns of the view.
    pub report: Memo<Option<Arc<Report>>>,
    /// What is visible of long lists now.
    pub screen: RwSignal<Screen>,
    /// The zone that the view's choice comes to.
    pub zone: Memo<Zone>,
    /// What time it was when the pieces of the view that are told by the clock last changed; `None` where there are none.
    pub(super) clock: Memo<Option<Micros>>,
    /// Long lists of the filter, by the names that stand for them in its text.
    pub lists: StoredValue<Lists>,
    /// A sentence for the user, until dismissed: what went wrong, and what to do about it.
    pub notice: RwSignal<Option<String>>,
    /// A sentence for the user that goes by itself: what was done.
    pub said: RwSignal<Option<String>>,
    /// The files that others took the place of last, until it is too late to go back.
    pub replaced: RwSignal<Option<SendWrapper<Vec<File>>>>,
    pub(super) held: StoredValue<HashMap<String, ArcRwSignal<Held>>>,
    pub(super) exchange: StoredValue<SendWrapper<Exchange>>,
    pub(super) serial: StoredValue<u64>,
}

impl State {
    /// Starts the worker and takes the view from the address; call once, inside the app.
    pub fn start() -> Self {
        let history = RwSignal::new(History::default());
        let view = Memo::new(move |_| history.with(|history| history.view().clone()));
        let read: RwSignal<Option<Arc<Report>>> = RwSignal::new(None);
        let report = Memo::new(move |_| {
            let read = read.get()?;
            Some(view.with(|view| view.with_computed(&read)))
        });
        let zone = Memo::new(move |_| view.with(|view| clock::zone(&view.zone)));
        let by_clock = Memo::new(move |_| view.with(|view| view.by_clock().into_iter().cloned().collect::<Vec<_>>()));
        let clock = Memo::new(move |_| by_clock.with(|pieces| (!pieces.is_empty()).then(clock::now)));
        let state = Self {
            history,
            view,
            stage: RwSignal::default(),
            read,
            report,
            screen: RwSignal::default(),
            zone,
            clock,
            lists: StoredValue::default(),
            notice: RwSignal::default(),
            said: RwSignal::default(),
            replaced: RwSignal::default(),
            held: StoredValue::default(),
            exchange: StoredValue::new(SendWrapper::new(Exchange::default())),
            serial: StoredValue::new(0),
        };
        let client = Client::start(move |heard| state.hear(heard));
        state.exchange.update_value(|exchange| exchange.client = Some(client));
        if let Some(view) = window().location().hash().ok().as_deref().and_then(from_link) {
            state.history.update(|history| {
                history.apply(Action::Show(Box::new(view)));
            });
        }
        state.keep_lists();
        Effect::new(move |before: Option<Zone>| {
            let zone = state.zone.get();
            if before.unwrap_or_else(Zone::utc) != zone {
                state.read_days(zone.clone());
            }
            zone
        });
        Effect::new(move |_| state.ask_panels());
        numbered::watch(state);
        let count = state.held(&Slot::Count);
        Effect::new(move |_| {
            let told = count.with(|held| {
                held.answers
                    .as_ref()
                    .filter(|_| !held.waiting)
                    .map(|answers| answers.rows)
            });
            // Only a note beside the step: nothing that is shown changes by it.
            if let Some(rows) = told {
                state.history.update_untracked(|history| history.count(rows));
            }
        });
        address::on_walk(move |link| {
            if let Some(view) = from_link(&link) {
                state.change(true, |history| history.show(view));
            }
        });
        state
    }

    /// Takes a step.
    pub fn act(&self, action: Action) {
        let step = action.is_step();
        self.change(step, |history| history.apply(action));
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        self.change(true, History::undo);
    }

    /// Takes the step again that was taken back last.
    pub fn redo(&self) {
        self.change(true, History::redo);
    }

    /// Returns to a step of the trail.
    pub fn go_to(&self, step: u64) {
        self.change(true, |history| history.go(step));
    }

    /// Names a step of the trail; an empty name is none.
    pub fn name_step(&self, step: u64, name: &str) {
        self.history.update(|history| {
            history.name(step, name);
        });
    }

    /// All steps taken. Tracked.
    pub fn trail(&self, says: &dyn Fn(&Predicate) -> String) -> Vec<Stop> {
        self.history.with(|history| history.trail(says))
    }

    fn change(&self, step: bool, change: impl FnOnce(&mut History) -> bool) {
        if self.history.try_maybe_update(|history| {
            let changed = change(history);
            (changed, changed)
        }) == Some(true)
        {
            let print = self
                .read
                .with_untracked(|report| report.as_ref().map(|report| report.print.clone()));
            let view = self
                .history
                .with_untracked(|history| history.view().of_log(&print.unwrap_or_default()));
            address::put(&to_link(&view), step);
        }
    }

    /// Whether there is a step to take back, and one to take again. Tracked.
    pub fn can_step(&self) -> (bool, bool) {
        self.history.with(History::can)
    }

    /// A filter as text, in which long lists stand by their names; [`State::lists`] knows them.
    pub fn written(&self, predicate: &Predicate) -> String {
        let written = self.lists.try_update_value(|lists| brief(predicate, lists));
        written.unwrap_or_default()
    }

    /// The answer of a panel, as a signal that outlives the panel.
    pub fn held(&self, slot: &Slot) -> ArcRwSignal<Held> {
        let name = slot.name();
        let mut held = None;
        self.held
            .update_value(|all| held = Some(all.entry(name).or_default().clone()));
        held.unwrap_or_default()
    }

    /// Forgets everything: files, view, answers; the page is as new.
    pub fn forget(&self) {
        address::put("", false);
        if window().location().reload().is_err() {
            self.notice.set(Some(words::page::NOT_RELOADED.into()));
        }
    }
}

/// The page's state, from anywhere inside the app.
pub fn state() -> State {
    expect_context()
}

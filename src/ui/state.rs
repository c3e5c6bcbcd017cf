//! What the whole page shares: the view and its history, the report, and the answer of every panel.

use super::client::{Client, Heard};
use super::{address, clock};
use crate::protocol::{Asked, Choice, Command, Event, Export, Progress, Report, Shape, Turn};
use crate::query::language::{Lists, brief};
use crate::query::{Answers, Failure, Predicate, Query};
use crate::value::{Micros, Zone};
use crate::view::{Action, History, Screen, Slot, View, from_link, to_link};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::collections::HashMap;
use std::sync::Arc;
use web_sys::{Blob, File};

/// What a panel shows: its last answer, which stays while a newer one is awaited.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub answers: Option<Arc<Answers>>,
    pub failure: Option<Failure>,
    /// A newer answer is on its way: show the old one dimmed.
    pub waiting: bool,
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
    pub report: RwSignal<Option<Arc<Report>>>,
    /// What is visible of long lists now.
    pub screen: RwSignal<Screen>,
    /// The zone the view's choice comes to over the span of the data.
    pub zone: Memo<Zone>,
    /// What time it was when the pieces of the view that are told by the clock last changed; `None` where there are none.
    clock: Memo<Option<Micros>>,
    /// Long lists of the filter, by the names that stand for them in its text.
    pub lists: StoredValue<Lists>,
    /// A sentence for the user, until dismissed: a worker lost, an export done.
    pub notice: RwSignal<Option<String>>,
    held: StoredValue<HashMap<String, ArcRwSignal<Held>>>,
    inner: StoredValue<SendWrapper<Inner>>,
    serial: StoredValue<u64>,
}

#[derive(Default)]
struct Inner {
    client: Option<Client>,
    files: Vec<File>,
    load: u32,
    sent: HashMap<String, (u64, Query)>,
    /// Who waits for an answer outside the panels: the scripting door, exports, raw records.
    callers: HashMap<u64, Box<dyn FnOnce(Heard)>>,
    opened: Vec<Box<dyn FnOnce(Arc<Report>)>>,
    ready: bool,
    when_ready: Vec<Box<dyn FnOnce()>>,
}

impl State {
    /// Starts the worker and takes the view from the address; call once, inside the app.
    pub fn start() -> Self {
        let history = RwSignal::new(History::default());
        let view = Memo::new(move |_| history.with(|history| history.view().clone()));
        let report: RwSignal<Option<Arc<Report>>> = RwSignal::new(None);
        let zone = Memo::new(move |_| {
            let span = report.with(|report| report.as_ref().and_then(|report| report.time.clone()));
            clock::zone(&view.with(|view| view.zone.clone()), span.as_ref())
        });
        let by_clock = Memo::new(move |_| view.with(|view| view.by_clock().into_iter().cloned().collect::<Vec<_>>()));
        let clock = Memo::new(move |_| by_clock.with(|pieces| (!pieces.is_empty()).then(clock::now)));
        let state = Self {
            history,
            view,
            stage: RwSignal::default(),
            report,
            screen: RwSignal::default(),
            zone,
            clock,
            lists: StoredValue::default(),
            notice: RwSignal::default(),
            held: StoredValue::default(),
            inner: StoredValue::new(SendWrapper::new(Inner::default())),
            serial: StoredValue::new(0),
        };
        let client = Client::start(move |heard| state.hear(heard));
        state.inner.update_value(|inner| inner.client = Some(client));
        if let Some(view) = window().location().hash().ok().as_deref().and_then(from_link) {
            state.history.update(|history| {
                history.apply(Action::Show(Box::new(view)));
            });
        }
        Effect::new(move |_| state.ask_panels());
        address::on_walk(move |link| {
            if let Some(view) = from_link(&link) {
                state.act(Action::Show(Box::new(view)));
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

    fn change(&self, step: bool, change: impl FnOnce(&mut History) -> bool) {
        if self.history.try_maybe_update(|history| {
            let changed = change(history);
            (changed, changed)
        }) == Some(true)
        {
            address::put(&self.history.with_untracked(|history| to_link(history.view())), step);
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

    /// Reads files; `add` stacks them onto what is open.
    pub fn open(&self, files: Vec<File>, add: bool) {
        if files.is_empty() {
            return;
        }
        let names = files.iter().map(File::name).collect();
        let total = files.iter().map(|file| file.size() as u64).sum();
        self.inner.update_value(|inner| {
            inner.load += 1;
            inner.sent.clear();
            if !add {
                inner.files.clear();
            }
            inner.files.extend(files.iter().cloned());
        });
        let load = self.inner.with_value(|inner| inner.load);
        if !add {
            self.report.set(None);
            self.screen.set(Screen::default());
        }
        self.stage.set(Stage::Reading(Progress {
            load,
            total,
            ..Progress::default()
        }));
        self.send(&Command::Open { load, names, add }, &files);
    }

    /// Calls back once the engine answers.
    pub fn when_ready(&self, then: impl FnOnce() + 'static) {
        if self.inner.with_value(|inner| inner.ready) {
            return then();
        }
        self.inner.update_value(|inner| inner.when_ready.push(Box::new(then)));
    }

    /// Reads files and calls back with the report when all is read.
    pub fn open_then(&self, files: Vec<File>, add: bool, then: impl FnOnce(Arc<Report>) + 'static) {
        self.inner.update_value(|inner| inner.opened.push(Box::new(then)));
        self.open(files, add);
    }

    /// Stops reading; what has been read stays.
    pub fn cancel(&self) {
        self.send(&Command::Cancel, &[]);
    }

    /// Forgets everything: files, view, answers; the page is as new.
    pub fn forget(&self) {
        address::put("", false);
        if window().location().reload().is_err() {
            self.notice.set(Some(
                "The page could not be reloaded; close the tab to forget everything.".into(),
            ));
        }
    }

    /// Asks outside the panels; `then` gets the answer. A query that brings no computed columns sees those of the view.
    pub fn ask(&self, mut query: Query, then: impl FnOnce(Result<Answers, Failure>) + 'static) {
        if query.columns.is_empty() {
            query.columns = self.view.with_untracked(|view| view.computed.clone());
        }
        query.clock = query.clock.or_else(|| self.clock.get_untracked());
        let serial = self.next(move |heard| match heard {
            Heard::Event(Event::Answer { result, .. }, _) => then(result),
            Heard::Event(Event::Failed { failure, .. }, _) => then(Err(failure)),
            _ => {}
        });
        self.send(
            &Command::Ask(vec![Asked {
                slot: format!("call {serial}"),
                serial,
                query,
            }]),
            &[],
        );
    }

    /// Fetches the record of a row as it stands in its file.
    pub fn raw(&self, row: u64, then: impl FnOnce(Result<String, Failure>) + 'static) {
        let serial = self.next(move |heard| match heard {
            Heard::Event(Event::Raw { text, .. }, _) => then(Ok(text)),
            Heard::Event(Event::Failed { failure, .. }, _) => then(Err(failure)),
            _ => {}
        });
        self.send(&Command::Raw { serial, row }, &[]);
    }

    /// Writes the matching rows, the columns as shown, in the order shown; `then` gets the file and how many rows it holds.
    pub fn export(&self, shape: Shape, then: impl FnOnce(Result<(Blob, u64), Failure>) + 'static) {
        let Some(report) = self.report.get_untracked() else {
            return;
        };
        let view = self.view.get_untracked();
        let serial = self.next(move |heard| match heard {
            Heard::Event(Event::Exported { rows, .. }, Some(blob)) => then(Ok((blob, rows))),
            Heard::Event(Event::Failed { failure, .. }, _) => then(Err(failure)),
            _ => {}
        });
        let export = Export {
            serial,
            computed: view.computed.clone(),
            filter: view.filter(),
            columns: view.columns(&report),
            sort: view.sort(&report),
            zone: self.zone.get_untracked(),
            clock: self.clock.get_untracked(),
            shape,
        };
        self.send(&Command::Export(export), &[]);
    }

    /// Reads the times of a zoneless column in another zone.
    pub fn assume(&self, column: String, zone: Zone) {
        self.inner.update_value(|inner| inner.sent.clear());
        self.send(&Command::Assume { column, zone }, &[]);
    }

    /// Reads a column in another way than it was taken for.
    pub fn turn(&self, column: String, turn: Turn) {
        self.send(&Command::Turn { column, turn }, &[]);
    }

    /// Reads all files again, one of them in another way than it was taken for.
    pub fn choose(&self, file: u32, choice: Choice) {
        let mut files = Vec::new();
        self.inner.update_value(|inner| {
            inner.load += 1;
            inner.sent.clear();
            files.clone_from(&inner.files);
        });
        let load = self.inner.with_value(|inner| inner.load);
        self.stage.set(Stage::Reading(Progress {
            load,
            total: files.iter().map(|file| file.size() as u64).sum(),
            ..Progress::default()
        }));
        self.send(&Command::Choose { load, file, choice }, &[]);
    }

    fn next(&self, then: impl FnOnce(Heard) + 'static) -> u64 {
        self.serial.update_value(|serial| *serial += 1);
        let serial = self.serial.get_value();
        self.inner
            .update_value(|inner| drop(inner.callers.insert(serial, Box::new(then))));
        serial
    }

    fn send(&self, command: &Command, files: &[File]) {
        self.inner.with_value(|inner| {
            if let Some(client) = &inner.client {
                client.send(command, files);
            }
        });
    }

    /// Sends the difference between what the panels ask now and what was last sent.
    fn ask_panels(&self) {
        let Some(report) = self.report.get() else { return };
        // The view before the zone, which is made of it: checked the other way round, a step that leaves the zone alone went unnoticed.
        let view = self.view.get();
        let mut screen = self.screen.get();
        screen.zone = self.zone.get();
        screen.clock = self.clock.get();
        let queries = view.queries(&report, &screen);
        let mut asked = Vec::new();
        for (slot, query) in queries {
            let name = slot.name();
            if self
                .inner
                .with_value(|inner| inner.sent.get(&name).is_some_and(|(_, sent)| *sent == query))
            {
                continue;
            }
            self.serial.update_value(|serial| *serial += 1);
            let serial = self.serial.get_value();
            self.inner
                .update_value(|inner| drop(inner.sent.insert(name.clone(), (serial, query.clone()))));
            self.held(&slot).update(|held| held.waiting = true);
            asked.push(Asked {
                slot: name,
                serial,
                query,
            });
        }
        if !asked.is_empty() {
            self.send(&Command::Ask(asked), &[]);
        }
    }

    fn hear(&self, heard: Heard) {
        match heard {
            Heard::Lost(sentence) => self.lost(sentence),
            Heard::Event(event, blob) => self.take(event, blob),
        }
    }

    fn take(&self, event: Event, blob: Option<Blob>) {
        match event {
            Event::Ready { .. } => {
                let mut waiting = Vec::new();
                self.inner.update_value(|inner| {
                    inner.ready = true;
                    waiting = std::mem::take(&mut inner.when_ready);
                });
                for then in waiting {
                    then();
                }
            }
            Event::Progress(progress) => {
                if self.inner.with_value(|inner| inner.load == progress.load) {
                    self.stage.set(Stage::Reading(progress));
                }
            }
            Event::Opened { load, done, report } => {
                if self.inner.with_value(|inner| inner.load != load) {
                    return;
                }
                let report = Arc::new(*report);
                self.inner.update_value(|inner| inner.sent.clear());
                self.report.set(Some(report.clone()));
                if done {
                    self.stage.set(Stage::Open);
                    let mut waiting = Vec::new();
                    self.inner
                        .update_value(|inner| waiting = std::mem::take(&mut inner.opened));
                    for then in waiting {
                        then(report.clone());
                    }
                }
            }
            Event::Digest { load, file, sha256 } => {
                if self.inner.with_value(|inner| inner.load == load) {
                    self.report.update(|report| {
                        if let Some(report) = report {
                            let digests = &mut Arc::make_mut(report).digests;
                            let index = file as usize;
                            digests.resize(digests.len().max(index + 1), None);
                            digests[index] = Some(sha256);
                        }
                    });
                }
            }
            Event::Answer { slot, serial, result } => {
                if self.call(
                    serial,
                    Heard::Event(
                        Event::Answer {
                            slot: slot.clone(),
                            serial,
                            result: result.clone(),
                        },
                        None,
                    ),
                ) {
                    return;
                }
                let newest = self
                    .inner
                    .with_value(|inner| inner.sent.get(&slot).is_some_and(|&(sent, _)| sent == serial));
                let held = self.held.with_value(|held| held.get(&slot).cloned());
                if let (true, Some(held)) = (newest, held) {
                    held.update(|held| {
                        held.waiting = false;
                        match result {
                            Ok(answers) => {
                                held.answers = Some(Arc::new(answers));
                                held.failure = None;
                            }
                            Err(failure) => held.failure = Some(failure),
                        }
                    });
                }
            }
            Event::Raw { serial, .. }
            | Event::Exported { serial, .. }
            | Event::Failed {
                serial: Some(serial), ..
            } => {
                self.call(serial, Heard::Event(event, blob));
            }
            Event::Failed { serial: None, failure } => {
                self.notice.set(Some(format!("{} {}", failure.what, failure.hint)))
            }
        }
    }

    fn call(&self, serial: u64, heard: Heard) -> bool {
        let mut caller = None;
        self.inner.update_value(|inner| caller = inner.callers.remove(&serial));
        let there = caller.is_some();
        if let Some(caller) = caller {
            caller(heard);
        }
        there
    }

    /// A worker was lost and another is starting: reads the files again and keeps the view.
    fn lost(&self, sentence: String) {
        let (mut files, mut callers) = (Vec::new(), HashMap::new());
        self.inner.update_value(|inner| {
            files = std::mem::take(&mut inner.files);
            callers = std::mem::take(&mut inner.callers);
            inner.sent.clear();
        });
        for (serial, caller) in callers {
            let failure = Failure {
                what: sentence.clone(),
                at: None,
                hint: "Ask again once the files are open.".into(),
            };
            caller(Heard::Event(
                Event::Failed {
                    serial: Some(serial),
                    failure,
                },
                None,
            ));
        }
        let again = self.stage.get_untracked() == Stage::Open && !files.is_empty();
        let what = if again {
            " The files are being read again; your view is kept."
        } else {
            ""
        };
        self.notice.set(Some(format!("{sentence}{what}")));
        if again {
            self.open(files, false);
        } else {
            self.stage.set(Stage::Empty);
            self.report.set(None);
        }
    }
}

/// The page's state, from anywhere inside the app.
pub fn state() -> State {
    expect_context()
}

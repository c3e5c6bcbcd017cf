//! What crosses between the page and the worker: what was asked, who waits for an answer, and what a lost worker leaves behind.

use super::beside::Source;
use super::client::{Client, Heard};
use super::state::{Stage, State};
use crate::protocol::{
    Asked, CALL, Choice, Command, Event, Export, Keep, LARGE, MANY, Progress, Report, Shape, Turn, weight,
};
use crate::query::{Answers, Failure, Query};
use crate::value::Zone;
use crate::view::Screen;
use crate::words;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::collections::HashMap;
use std::sync::Arc;
use web_sys::{Blob, File};

/// Workers that read large files ahead at most: whoever takes their stretches could not keep up with more.
const OTHERS: usize = 7;

/// Who waits for an answer.
type Caller = Box<dyn FnOnce(Heard)>;

/// Who waits for all to be read.
type WhenOpened = Box<dyn FnOnce(Result<Arc<Report>, Failure>)>;

/// A file that was written out.
pub struct Written {
    pub blob: Blob,
    pub rows: u64,
    /// In hexadecimal digits.
    pub sha256: String,
}

/// The line to the worker and what is under way on it.
#[derive(Default)]
pub struct Exchange {
    pub client: Option<Client>,
    pub(super) files: Vec<File>,
    /// What is kept of them.
    keep: Keep,
    load: u32,
    pub(super) sent: HashMap<String, (u64, Query)>,
    /// Who waits for an answer outside the panels: the scripting door, exports, raw records.
    callers: HashMap<u64, Caller>,
    opened: Vec<WhenOpened>,
    /// Tables beside the log, with what they are made of: a worker that takes the place of another is given them again.
    pub(super) kept: Vec<(String, Source)>,
    ready: bool,
    when_ready: Vec<Box<dyn FnOnce()>>,
}

impl State {
    /// Reads files; `add` stacks them onto what is open.
    pub fn open(&self, files: Vec<File>, add: bool) {
        if files.is_empty() {
            return;
        }
        let names = files.iter().map(File::name).collect();
        let total = files.iter().map(|file| file.size() as u64).sum();
        self.exchange.update_value(|exchange| {
            exchange.load += 1;
            exchange.sent.clear();
            if !add {
                exchange.files.clear();
                exchange.keep = Keep::default();
            }
            exchange.files.extend(files.iter().cloned());
        });
        let load = self.exchange.with_value(|exchange| exchange.load);
        if !add {
            self.read.set(None);
            self.screen.set(Screen::default());
            let mut overtaken = Vec::new();
            self.exchange
                .update_value(|exchange| overtaken = std::mem::take(&mut exchange.opened));
            for then in overtaken {
                then(Err(Failure {
                    what: words::page::OVERTAKEN.into(),
                    at: None,
                    hint: words::page::OVERTAKEN_HINT.into(),
                }));
            }
        }
        self.stage.set(Stage::Reading(Progress {
            load,
            total,
            ..Progress::default()
        }));
        self.staff(&files);
        self.send(&Command::Open { load, names, add }, &files);
    }

    /// Reads files that somebody chose; where they take the place of others with events, it is offered for a while to go back to these.
    pub fn open_chosen(&self, files: Vec<File>, add: bool) {
        let before = self.exchange.with_value(|exchange| exchange.files.clone());
        let told = self
            .read
            .with_untracked(|report| report.as_ref().is_some_and(|report| report.rows > 0));
        let same = |file: &File| {
            before
                .iter()
                .any(|other| other.name() == file.name() && other.size() == file.size())
        };
        let back = !add && told && !files.iter().all(same);
        self.replaced.set(back.then(|| SendWrapper::new(before)));
        self.open(files, add);
    }

    /// Calls back once the engine answers.
    pub fn when_ready(&self, then: impl FnOnce() + 'static) {
        if self.exchange.with_value(|exchange| exchange.ready) {
            return then();
        }
        self.exchange
            .update_value(|exchange| exchange.when_ready.push(Box::new(then)));
    }

    /// Reads files and calls back with the report when all is read, or with why it never will be.
    pub fn open_then(&self, files: Vec<File>, add: bool, then: impl FnOnce(Result<Arc<Report>, Failure>) + 'static) {
        self.open(files, add);
        self.exchange
            .update_value(|exchange| exchange.opened.push(Box::new(then)));
    }

    /// Stops reading; what has been read stays.
    pub fn cancel(&self) {
        self.send(&Command::Cancel, &[]);
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
                slot: format!("{CALL}{serial}"),
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

    /// Writes the matching rows, these columns, in the order shown; `then` gets the file.
    pub fn export(&self, shape: Shape, columns: Vec<String>, then: impl FnOnce(Result<Written, Failure>) + 'static) {
        let Some(report) = self.report.get_untracked() else {
            return;
        };
        let view = self.view.get_untracked();
        let serial = self.next(move |heard| match heard {
            Heard::Event(Event::Exported { rows, sha256, .. }, Some(blob)) => then(Ok(Written { blob, rows, sha256 })),
            Heard::Event(Event::Failed { failure, .. }, _) => then(Err(failure)),
            _ => {}
        });
        let export = Export {
            serial,
            computed: view.row_columns(&report),
            filter: view.filter(),
            columns,
            sort: view.order(&report),
            zone: self.zone.get_untracked(),
            clock: self.clock.get_untracked(),
            shape,
        };
        self.send(&Command::Export(export), &[]);
    }

    /// Reads days without a clock in this zone: days are those of the zone that is shown.
    pub fn read_days(&self, zone: Zone) {
        self.exchange.update_value(|exchange| exchange.sent.clear());
        self.send(&Command::Days { zone }, &[]);
    }

    /// Reads the times of a zoneless column in another zone.
    pub fn assume(&self, column: String, zone: Zone) {
        self.exchange.update_value(|exchange| exchange.sent.clear());
        self.send(&Command::Assume { column, zone }, &[]);
    }

    /// Reads a column in another way than it was taken for.
    pub fn turn(&self, column: String, turn: Turn) {
        self.send(&Command::Turn { column, turn }, &[]);
    }

    /// Reads all files again, one of them in another way than it was taken for.
    pub fn choose(&self, file: u32, choice: Choice) {
        let (load, files) = self.again();
        self.staff(&files);
        self.send(&Command::Choose { load, file, choice }, &[]);
    }

    /// Reads all files again, and keeps so much of them.
    pub fn keep(&self, keep: Keep) {
        self.exchange.update_value(|exchange| exchange.keep = keep.clone());
        let (load, files) = self.again();
        if keep.is_all() {
            self.staff(&files);
        }
        self.send(&Command::Keep { load, keep }, &[]);
    }

    /// Prepares to read all files again: the number of that load, and the files.
    fn again(&self) -> (u32, Vec<File>) {
        let (mut load, mut files) = (0, Vec::new());
        self.exchange.update_value(|exchange| {
            exchange.load += 1;
            exchange.sent.clear();
            load = exchange.load;
            files.clone_from(&exchange.files);
        });
        self.stage.set(Stage::Reading(Progress {
            load,
            total: files.iter().map(|file| file.size() as u64).sum(),
            ..Progress::default()
        }));
        (load, files)
    }

    /// Has others read ahead where there is much to read: one for each core beyond the first, so that the page keeps answering.
    fn staff(&self, files: &[File]) {
        let weights = files.iter().map(|file| weight(file.size() as u64));
        if weights.sum::<u64>() >= LARGE {
            self.with_others(Client::staff);
        }
    }

    /// When all is read, has others answer where there are so many rows that it is worth while: new ones, since those who read ahead do not
    /// give their memory back before they end.
    fn change_staff(&self, rows: u64) {
        let was_reading = matches!(self.stage.get_untracked(), Stage::Reading(_));
        self.with_others(|client, others| {
            if was_reading {
                client.dismiss();
            }
            if rows >= MANY {
                client.staff(others);
            }
        });
    }

    fn with_others(&self, act: impl FnOnce(&Client, usize)) {
        let cores = window().navigator().hardware_concurrency() as usize;
        let others = cores.saturating_sub(1).min(OTHERS);
        self.exchange.with_value(|exchange| {
            if let Some(client) = exchange.client.as_ref().filter(|_| others > 0) {
                act(client, others);
            }
        });
    }

    pub(super) fn next(&self, then: impl FnOnce(Heard) + 'static) -> u64 {
        self.serial.update_value(|serial| *serial += 1);
        let serial = self.serial.get_value();
        self.exchange
            .update_value(|exchange| drop(exchange.callers.insert(serial, Box::new(then))));
        serial
    }

    pub(super) fn send(&self, command: &Command, files: &[File]) {
        self.exchange.with_value(|exchange| {
            if let Some(client) = &exchange.client {
                client.send(command, files);
            }
        });
    }

    /// Sends the difference between what the panels ask now and what was last sent.
    pub(super) fn ask_panels(&self) {
        // The view before the report and the zone, which are made of it: checked the other way round, a step that leaves these alone
        // went unnoticed.
        let view = self.view.get();
        let Some(report) = self.report.get() else { return };
        let mut screen = self.screen.get();
        screen.zone = self.zone.get();
        screen.clock = self.clock.get();
        let queries = view.queries(&report, &screen);
        let mut asked = Vec::new();
        for (slot, query) in queries {
            let name = slot.name();
            if self
                .exchange
                .with_value(|exchange| exchange.sent.get(&name).is_some_and(|(_, sent)| *sent == query))
            {
                continue;
            }
            self.serial.update_value(|serial| *serial += 1);
            let serial = self.serial.get_value();
            self.exchange
                .update_value(|exchange| drop(exchange.sent.insert(name.clone(), (serial, query.clone()))));
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

    pub(super) fn hear(&self, heard: Heard) {
        match heard {
            Heard::Lost(sentence) => self.lost(sentence),
            Heard::Event(event, blob) => self.take(event, blob),
        }
    }

    fn take(&self, event: Event, blob: Option<Blob>) {
        match event {
            Event::Ready { .. } => {
                let mut waiting = Vec::new();
                self.exchange.update_value(|exchange| {
                    exchange.ready = true;
                    waiting = std::mem::take(&mut exchange.when_ready);
                });
                for then in waiting {
                    then();
                }
            }
            Event::Progress(progress) => {
                if self.exchange.with_value(|exchange| exchange.load == progress.load) {
                    self.stage.set(Stage::Reading(progress));
                }
            }
            Event::Opened { load, done, report } => {
                if self.exchange.with_value(|exchange| exchange.load != load) {
                    return;
                }
                let report = Arc::new(*report);
                self.exchange.update_value(|exchange| exchange.sent.clear());
                self.read.set(Some(report.clone()));
                if done {
                    self.change_staff(report.rows);
                    self.stage.set(Stage::Open);
                    let mut waiting = Vec::new();
                    self.exchange
                        .update_value(|exchange| waiting = std::mem::take(&mut exchange.opened));
                    for then in waiting {
                        then(Ok(report.clone()));
                    }
                }
            }
            Event::Digests { load, sha256 } => {
                if self.exchange.with_value(|exchange| exchange.load == load) {
                    self.read.update(|report| {
                        if let Some(report) = report {
                            Arc::make_mut(report).digests = sha256;
                        }
                    });
                }
            }
            Event::Answer { slot, serial, result } => {
                if let Some(caller) = self.caller(serial) {
                    return caller(Heard::Event(Event::Answer { slot, serial, result }, None));
                }
                let newest = self
                    .exchange
                    .with_value(|exchange| exchange.sent.get(&slot).is_some_and(|&(sent, _)| sent == serial));
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
            Event::Beside { serial, ref tables } => {
                self.beside(tables);
                self.call(serial, Heard::Event(event, blob));
            }
            Event::Raw { serial, .. }
            | Event::Peeked { serial, .. }
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

    /// Hands what was heard to who waits for it.
    fn call(&self, serial: u64, heard: Heard) {
        if let Some(caller) = self.caller(serial) {
            caller(heard);
        }
    }

    /// Who waits for an answer of this number, and will wait no more.
    fn caller(&self, serial: u64) -> Option<Caller> {
        self.exchange
            .try_update_value(|exchange| exchange.callers.remove(&serial))
            .flatten()
    }

    /// A worker was lost and another is starting: reads the files again and keeps the view.
    fn lost(&self, sentence: String) {
        let (mut files, mut keep) = (Vec::new(), Keep::default());
        let (mut callers, mut opened) = (HashMap::new(), Vec::new());
        self.exchange.update_value(|exchange| {
            files = std::mem::take(&mut exchange.files);
            keep = std::mem::take(&mut exchange.keep);
            callers = std::mem::take(&mut exchange.callers);
            opened = std::mem::take(&mut exchange.opened);
            exchange.sent.clear();
        });
        let failed = |hint: &str| Failure {
            what: sentence.clone(),
            at: None,
            hint: hint.into(),
        };
        for then in opened {
            then(Err(failed(words::page::OPEN_LESS)));
        }
        for (serial, caller) in callers {
            let failure = failed(words::page::ASK_AGAIN);
            caller(Heard::Event(
                Event::Failed {
                    serial: Some(serial),
                    failure,
                },
                None,
            ));
        }
        let again = self.stage.get_untracked() == Stage::Open && !files.is_empty();
        let what = if again { words::page::READING_AGAIN } else { "" };
        self.notice.set(Some(format!("{sentence}{what}")));
        self.keep_again();
        if again {
            self.open(files, false);
            if !keep.is_all() {
                self.keep(keep);
            }
        } else {
            self.stage.set(Stage::Empty);
            self.read.set(None);
        }
    }
}

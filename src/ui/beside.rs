//! Tables beside the log, as the page handles them: files that wait for a decision, tables that are kept, the dialogs about them.

use super::client::Heard;
use super::state::State;
use crate::protocol::{Choice, Command, Event, LookupReport, Peek};
use crate::query::{Failure, List};
use crate::view::{Pasted, is_other, log_among, short_name};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::File;

/// What a table is made of.
#[derive(Clone)]
pub enum Source {
    /// A file, and how it is to be read.
    File(File, Choice),
    Values(List),
}

/// A file that is of another kind than the log, until it is decided where its rows belong.
#[derive(Clone)]
pub struct Stray {
    pub file: SendWrapper<File>,
    pub peek: Peek,
    /// Whether it becomes a table of its own, and under which name.
    pub own: bool,
    pub name: String,
}

/// Files to open, some of which are of another kind than the log.
#[derive(Clone)]
pub struct Sorting {
    /// Those that belong to the log in any case.
    pub files: SendWrapper<Vec<File>>,
    pub strays: Vec<Stray>,
    /// The file, or the first one, that the others are of another kind than.
    pub log: String,
    pub add: bool,
}

impl Default for Sorting {
    fn default() -> Self {
        Self {
            files: SendWrapper::new(Vec::new()),
            strays: Vec::new(),
            log: String::new(),
            add: false,
        }
    }
}

/// The dialogs about tables beside the log. Copied freely.
#[derive(Clone, Copy, Default)]
pub struct Beside {
    pub sorting: RwSignal<Sorting>,
    pub sort: RwSignal<bool>,
    /// The table that is being joined.
    pub joined: RwSignal<String>,
    pub join: RwSignal<bool>,
    /// The column that a list of values is for, if any.
    pub column: RwSignal<Option<String>>,
    pub list: RwSignal<bool>,
}

impl Beside {
    /// Opens the dialog of pasted lists, for a column or for none.
    pub fn list_for(self, column: Option<String>) {
        self.column.set(column);
        self.list.set(true);
    }

    /// Opens the dialog that joins a table.
    pub fn join(self, table: String) {
        self.joined.set(table);
        self.join.set(true);
    }
}

/// Files up to which each is looked at: more are a folder of exports.
const LOOKED_AT: usize = 12;

impl State {
    /// Opens files; asks first about those that are clearly of another kind than the log.
    pub fn sort_and_open(self, beside: Beside, files: Vec<File>, add: bool) {
        if files.len() > LOOKED_AT || files.len() < if add { 1 } else { 2 } {
            return self.open_chosen(files, add);
        }
        let files = SendWrapper::new(files);
        let peeks: Rc<RefCell<Vec<Option<Peek>>>> = Rc::new(RefCell::new(vec![None; files.len()]));
        for (at, file) in files.iter().enumerate() {
            let (peeks, files) = (peeks.clone(), files.clone());
            self.peek(file.clone(), move |peek| {
                peeks.borrow_mut()[at] = Some(peek);
                if peeks.borrow().iter().all(Option::is_some) {
                    self.sort(beside, &files, peeks.take().into_iter().flatten().collect(), add);
                }
            });
        }
    }

    fn sort(self, beside: Beside, files: &[File], peeks: Vec<Peek>, add: bool) {
        let report = self.read.get_untracked().filter(|_| add);
        let sized: Vec<(u64, &Peek)> = files.iter().map(|file| file.size() as u64).zip(&peeks).collect();
        let main = log_among(&sized);
        let log: Vec<&str> = match &report {
            Some(report) => report.columns.iter().map(|column| column.name.as_str()).collect(),
            None => peeks[main].columns.iter().map(|(name, _)| name.as_str()).collect(),
        };
        let mut names = self.table_names();
        let first = report.as_ref().and_then(|report| report.files.first());
        let mut sorting = Sorting {
            log: first.map_or_else(|| files[main].name(), |file| file.name.clone()),
            add,
            ..Sorting::default()
        };
        for (file, peek) in files.iter().zip(&peeks) {
            if is_other(&log, peek) {
                let name = short_name(&file.name(), &names);
                names.push(name.clone());
                sorting.strays.push(Stray {
                    file: SendWrapper::new(file.clone()),
                    own: !peek.timed,
                    peek: peek.clone(),
                    name,
                });
            } else {
                sorting.files.push(file.clone());
            }
        }
        if sorting.strays.is_empty() {
            return self.open_chosen(files.to_vec(), add);
        }
        beside.sorting.set(sorting);
        beside.sort.set(true);
    }

    /// The names that tables beside the log have.
    pub fn table_names(&self) -> Vec<String> {
        let names = |exchange: &super::exchange::Exchange| exchange.kept.iter().map(|(name, _)| name.clone()).collect();
        self.exchange.with_value(|exchange| names(exchange))
    }

    /// Looks at the beginning of a file.
    pub fn peek(&self, file: File, then: impl FnOnce(Peek) + 'static) {
        let serial = self.next(move |heard| match heard {
            Heard::Event(Event::Peeked { peek, .. }, _) => then(peek),
            _ => then(Peek::default()),
        });
        self.send(&Command::Peek { serial }, &[file]);
    }

    /// Keeps a table of this name beside the log, in the place of one that has it.
    pub fn hold(&self, name: String, source: Source, then: impl FnOnce(Result<(), Failure>) + 'static) {
        let (state, kept) = (*self, (name.clone(), source.clone()));
        let serial = self.next(move |heard| match heard {
            Heard::Event(Event::Failed { failure, .. }, _) => then(Err(failure)),
            _ => {
                state.exchange.update_value(|exchange| {
                    exchange.kept.retain(|(known, _)| *known != kept.0);
                    exchange.kept.push(kept);
                });
                then(Ok(()));
            }
        });
        self.send_kept(serial, name, source);
    }

    fn send_kept(&self, serial: u64, name: String, source: Source) {
        let (values, files, choice) = match source {
            Source::File(file, choice) => (None, vec![file], choice),
            Source::Values(values) => (Some(values), Vec::new(), Choice::default()),
        };
        let hold = Command::Hold {
            serial,
            name,
            values,
            choice,
        };
        self.send(&hold, &files);
    }

    /// Keeps the lists of the view as tables of one column, from now on.
    pub(super) fn keep_lists(self) {
        let lists = Memo::new(move |_| self.view.with(|view| view.pasted.clone()));
        Effect::new(move |before: Option<Vec<Pasted>>| {
            let (before, now) = (before.unwrap_or_default(), lists.get());
            for list in &before {
                if !now.iter().any(|other| other.name == list.name) {
                    self.drop_table(&list.name);
                }
            }
            for list in &now {
                if list.values.is_empty() || before.contains(list) {
                    continue;
                }
                self.hold(list.name.clone(), Source::Values(list.values.clone()), move |kept| {
                    if let Err(failure) = kept {
                        self.notice.set(Some(format!("{} {}", failure.what, failure.hint)));
                    }
                });
            }
            now
        });
    }

    /// Keeps a table no more.
    pub fn drop_table(&self, name: &str) {
        self.exchange
            .update_value(|exchange| exchange.kept.retain(|(known, _)| known != name));
        let serial = self.next(|_| {});
        let name = name.to_owned();
        self.send(&Command::Drop { serial, name }, &[]);
    }

    /// The file of a table, and how it was read.
    fn kept_file(&self, name: &str) -> Option<(File, Choice)> {
        let find = |exchange: &super::exchange::Exchange| {
            exchange.kept.iter().find_map(|(known, source)| match source {
                Source::File(file, choice) if known == name => Some((file.clone(), *choice)),
                _ => None,
            })
        };
        self.exchange.with_value(|exchange| find(exchange))
    }

    /// Takes the rows of a table under the log.
    pub fn stack(&self, name: &str) {
        if let Some((file, _)) = self.kept_file(name) {
            self.drop_table(name);
            self.open(vec![file], true);
        }
    }

    /// Reads the file of a table again, in another way than it was taken for.
    pub fn read_table(&self, name: &str, choice: Choice) {
        if let Some((file, before)) = self.kept_file(name) {
            let state = *self;
            self.hold(name.to_owned(), Source::File(file, choice.or(before)), move |kept| {
                if let Err(failure) = kept {
                    state.notice.set(Some(format!("{} {}", failure.what, failure.hint)));
                }
            });
        }
    }

    /// Takes a file out of the log, which is read again without it, and keeps it as a table of its own.
    pub fn unstack(&self, outer: u32, beside: Beside) {
        let mut files = self.exchange.with_value(|exchange| exchange.files.clone());
        if files.len() < 2 || files.len() <= outer as usize {
            return;
        }
        let file = files.remove(outer as usize);
        let name = short_name(&file.name(), &self.table_names());
        self.open(files, false);
        self.keep_and_join(name, file, beside);
    }

    /// Keeps a file as a table, and offers to join it.
    pub fn keep_and_join(&self, name: String, file: File, beside: Beside) {
        let state = *self;
        self.hold(
            name.clone(),
            Source::File(file, Choice::default()),
            move |kept| match kept {
                Ok(()) => beside.join(name),
                Err(failure) => state.notice.set(Some(format!("{} {}", failure.what, failure.hint))),
            },
        );
    }

    /// Gives a new worker the tables that the one before had.
    pub(super) fn keep_again(&self) {
        for (name, source) in self.exchange.with_value(|exchange| exchange.kept.clone()) {
            let serial = self.next(|_| {});
            self.send_kept(serial, name, source);
        }
    }

    /// Takes in which tables are beside the log now: every question may be about them.
    pub(super) fn beside(&self, tables: &[LookupReport]) {
        self.exchange.update_value(|exchange| exchange.sent.clear());
        self.read.update(|report| {
            if let Some(report) = report {
                Arc::make_mut(report).lookups = tables.to_vec();
            }
        });
    }
}

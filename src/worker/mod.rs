//! The worker's side of the protocol: reads files into the engine, answers the newest questions first, and never leaves a message unanswered.

mod chunks;
mod digest;
mod door;
mod export;
mod inbox;
mod load;
mod lookup;
mod memory;
mod raw;
mod serve;
mod share;
mod split;
mod stream;
mod team;
mod tick;

pub use memory::Memory;

use crate::engine::{Engine, Held};
use crate::protocol::{Asked, Choice, Command, Event, Keep, Turn};
use crate::query::Failure;
use crate::value::Zone;
use crate::words;
use door::{Door, Incoming};
use inbox::Inbox;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use team::Team;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// All a worker holds.
struct Worker {
    door: Door,
    engine: RefCell<Engine>,
    inbox: RefCell<Inbox>,
    files: RefCell<Vec<File>>,
    /// Zones assumed for zoneless columns, by name; they hold when files are read again.
    assumed: RefCell<Vec<(String, Zone)>>,
    /// The zone in which days without a clock are read.
    days: RefCell<Zone>,
    /// Ways in which columns are read other than they were taken for, by name; they hold when files are read again.
    turned: RefCell<Vec<(String, Turn)>>,
    /// What was decided about files, by their index.
    choices: RefCell<Vec<(u32, Choice)>>,
    /// Tables beside the log; they stay when other files are opened.
    held: RefCell<Vec<Held>>,
    /// What is kept of the records.
    keep: RefCell<Keep>,
    /// SHA-256 of each file, once it is known.
    digests: RefCell<Vec<Option<String>>>,
    /// The load under way or done last; an older one stops at its next chunk.
    load: Cell<u32>,
    cancelled: Cell<bool>,
    /// The newest wish for a record as it was.
    wish: Cell<u64>,
    pumping: Cell<bool>,
    team: Rc<Team>,
    /// Files shared out so far.
    jobs: Cell<u32>,
    /// Whether the table is all there and looked through.
    settled: Cell<bool>,
    /// How often the rows were shared out, or were no more.
    sharing: Cell<u32>,
}

/// Takes commands from the page until the tab closes.
pub fn run() {
    let worker = Rc::new(Worker {
        door: Door::default(),
        engine: RefCell::default(),
        inbox: RefCell::default(),
        files: RefCell::default(),
        assumed: RefCell::default(),
        days: RefCell::new(Zone::utc()),
        turned: RefCell::default(),
        choices: RefCell::default(),
        held: RefCell::default(),
        keep: RefCell::default(),
        digests: RefCell::default(),
        load: Cell::new(0),
        cancelled: Cell::new(false),
        wish: Cell::new(0),
        pumping: Cell::new(false),
        team: Rc::default(),
        jobs: Cell::new(0),
        settled: Cell::new(false),
        sharing: Cell::new(0),
    });
    let taking = worker.clone();
    worker.door.listen(move |incoming| take(&taking, incoming));
    worker.door.post(&Event::Ready {
        version: env!("CARGO_PKG_VERSION").into(),
    });
}

fn take(worker: &Rc<Worker>, Incoming { command, files, ports }: Incoming) {
    match command {
        Command::Team => {
            worker.team.join(ports);
            share::anew(worker);
        }
        Command::Serve => ports.into_iter().for_each(serve::serve),
        Command::Open { load, add, .. } => {
            if !add {
                worker.files.borrow_mut().clear();
                worker.assumed.borrow_mut().clear();
                worker.turned.borrow_mut().clear();
                worker.choices.borrow_mut().clear();
                *worker.keep.borrow_mut() = Keep::default();
                worker.digests.borrow_mut().clear();
            }
            worker.files.borrow_mut().extend(files);
            read(worker, load);
        }
        Command::Choose { load, file, choice } => {
            let mut choices = worker.choices.borrow_mut();
            match choices.iter_mut().find(|(known, _)| *known == file) {
                Some((_, known)) => *known = choice.or(*known),
                None => choices.push((file, choice)),
            }
            drop(choices);
            read(worker, load);
        }
        Command::Keep { load, keep } => {
            *worker.keep.borrow_mut() = keep;
            read(worker, load);
        }
        Command::Turn { column, turn } => {
            if worker.engine.borrow_mut().turn(&column, turn) {
                let mut turned = worker.turned.borrow_mut();
                turned.retain(|(name, _)| *name != column);
                turned.push((column, turn));
                drop(turned);
                load::tell(worker, worker.load.get(), true);
                share::anew(worker);
            } else {
                let failure = Failure {
                    what: words::engine::no_value_of_can_be(&column),
                    at: None,
                    hint: words::engine::IT_STAYS.into(),
                };
                worker.door.post(&Event::Failed { serial: None, failure });
            }
        }
        Command::Cancel => {
            worker.cancelled.set(true);
            worker.team.wake();
        }
        Command::Ask(asked) => {
            worker.inbox.borrow_mut().put(asked);
            if !worker.pumping.replace(true) {
                let worker = worker.clone();
                spawn_local(async move { pump(&worker).await });
            }
        }
        Command::Raw { serial, row } => {
            let worker = worker.clone();
            spawn_local(async move { raw::tell(&worker, serial, row).await });
        }
        Command::Export(asked) => {
            let worker = worker.clone();
            spawn_local(async move { export::write(&worker, asked).await });
        }
        Command::Peek { serial } => {
            let worker = worker.clone();
            spawn_local(async move { lookup::peek(&worker, serial, files.into_iter().next()).await });
        }
        Command::Hold {
            serial,
            name,
            values,
            choice,
        } => {
            let worker = worker.clone();
            spawn_local(async move {
                let file = files.into_iter().next().map(|file| (file, choice));
                lookup::hold(&worker, serial, name, file, values).await;
                share::anew(&worker);
            });
        }
        Command::Drop { serial, name } => {
            lookup::drop_one(worker, serial, &name);
            share::anew(worker);
        }
        Command::Days { zone } => {
            let changed = worker.engine.borrow_mut().days(&zone);
            *worker.days.borrow_mut() = zone;
            let tables = worker.held.borrow();
            if changed || !tables.is_empty() {
                worker.engine.borrow_mut().hold(&tables);
                // What is still read is told of when it is there.
                if worker.settled.get() {
                    load::tell(worker, worker.load.get(), true);
                    share::anew(worker);
                }
            }
        }
        Command::Assume { column, zone } => {
            let mut assumed = worker.assumed.borrow_mut();
            assumed.retain(|(name, _)| *name != column);
            assumed.push((column.clone(), zone.clone()));
            drop(assumed);
            worker.engine.borrow_mut().assume(&column, &zone);
            load::tell(worker, worker.load.get(), true);
            share::anew(worker);
        }
    }
}

/// Reads all files from their beginning.
fn read(worker: &Rc<Worker>, load: u32) {
    // Who asked before is answered of what was open then.
    for Asked { slot, serial, query } in worker.inbox.borrow_mut().calls() {
        let result = worker.engine.borrow().ask(&query);
        worker.door.post(&Event::Answer { slot, serial, result });
    }
    worker.load.set(load);
    worker.cancelled.set(false);
    worker.settled.set(false);
    share::stop(worker);
    worker.team.rest();
    worker.team.wake();
    let worker = worker.clone();
    spawn_local(async move {
        load::all(&worker, load).await;
        if worker.load.get() == load {
            worker.settled.set(true);
            share::out(&worker).await;
            digest::all(&worker, load).await;
        }
    });
}

/// Answers what waits, newest wishes only: after each question the messages that have come in the meantime are taken in.
async fn pump(worker: &Worker) {
    loop {
        let Some(Asked { slot, serial, query }) = worker.inbox.borrow_mut().next() else {
            break;
        };
        let began = tick::now();
        let mut result = share::ask(worker, &query).await;
        if let Ok(answers) = &mut result {
            answers.micros = ((tick::now() - began) * 1000.0) as u64;
        }
        worker.door.post(&Event::Answer { slot, serial, result });
        tick::tick().await;
    }
    worker.pumping.set(false);
}

//! Files in chunks, into the loader; the next chunks are read while one is parsed.

use super::chunks::{Chunk, Chunks, slice};
use super::{Worker, tick};
use crate::engine::{Engine, Loader};
use crate::protocol::{Event, LARGE, Progress, weight};
use crate::query::Failure;
use crate::words;
use web_sys::File;

/// Bytes handed to the loader at once: of a packed file, twenty times as many may come out.
pub const PIECE: usize = 512 << 10;
/// Milliseconds of work after which messages are taken in.
const BREATH: f64 = 40.0;
/// Milliseconds for which a table of fewer than so many rows is looked through before it is shown; the rest follows, and of a longer one
/// all.
const STUDY: f64 = 120.0;
const LONG: u64 = 250_000;
/// Milliseconds between two words on progress.
const WORD: f64 = 100.0;
/// Milliseconds between two looks at the rows so far.
const LOOK: f64 = 250.0;

/// Reads all files of the worker; answers with reports on the way and at the end.
pub async fn all(worker: &Worker, load: u32) {
    let files = worker.files.borrow().clone();
    let now = tick::now();
    let mut reading = Reading {
        worker,
        load,
        began: now,
        word: 0.0,
        breath: now,
        looked: now - LOOK,
        done: 0,
        shown: 0,
        total: files.iter().map(|file| file.size() as u64).sum(),
        loader: Loader::new(files.len()),
    };
    reading.loader.choose(worker.choices.borrow().clone());
    let written = files.iter().map(|file| (file.last_modified() * 1000.0) as i64);
    reading.loader.written(written.collect());
    reading.loader.keep(worker.keep.borrow().clone());
    // What is left out can only be told by who reads from the beginning.
    let alone = worker.team.len() == 0 || !worker.keep.borrow().is_all();
    // The old table goes before the new one grows.
    *worker.engine.borrow_mut() = Engine::default();
    let weight = |file: &File| weight(file.size() as u64);
    let mut at = 0;
    while let Some(first) = files.get(at) {
        let few = files[at..].iter().take_while(|file| alone || weight(file) < LARGE);
        let some = &files[at..at + few.count()];
        if some.is_empty() {
            reading.loader.begin(&first.name(), first.size() as u64);
            if let Err(what) = reading.shared(first).await {
                reading.trouble(first, &what);
            }
            at += 1;
        } else if alone || some.len() == 1 || some.iter().map(weight).sum::<u64>() < LARGE {
            reading.small(some).await;
        } else {
            reading.many(some, at).await;
        }
        at += some.len();
        if reading.stale() {
            return;
        }
        if worker.cancelled.get() {
            reading.loader.stop();
            break;
        }
    }
    // What was shown on the way goes before the end is made ready: no question comes between.
    *worker.engine.borrow_mut() = Engine::default();
    let mut engine = Engine::new(reading.loader.finish());
    engine.study();
    // What takes no time is there from the beginning.
    let began = tick::now();
    let study = if engine.report().rows < LONG { STUDY } else { 0.0 };
    let mut more = true;
    while more && tick::now() - began < study {
        more = engine.study_more();
    }
    show(worker, load, engine, true);
    while more {
        tick::tick().await;
        if worker.load.get() != load {
            return;
        }
        let began = tick::now();
        while more && tick::now() - began < BREATH {
            more = worker.engine.borrow_mut().study_more();
        }
        if !more {
            tell(worker, load, true);
        }
    }
}

/// Shows a table in place of the one before.
fn show(worker: &Worker, load: u32, mut engine: Engine, done: bool) {
    for (column, zone) in &*worker.assumed.borrow() {
        engine.assume(column, zone);
    }
    engine.days(&worker.days.borrow());
    for (column, turn) in &*worker.turned.borrow() {
        engine.turn(column, *turn);
    }
    engine.hold(&worker.held.borrow());
    *worker.engine.borrow_mut() = engine;
    tell(worker, load, done);
}

/// Says what is open.
pub fn tell(worker: &Worker, load: u32, done: bool) {
    let mut report = Box::new(worker.engine.borrow().report().clone());
    report.digests.clone_from(&worker.digests.borrow());
    worker.door.post(&Event::Opened { load, done, report });
}

/// A load under way.
pub struct Reading<'a> {
    pub worker: &'a Worker,
    load: u32,
    began: f64,
    /// When progress was last told.
    word: f64,
    /// When messages were last taken in.
    breath: f64,
    /// When rows were last shown.
    looked: f64,
    pub done: u64,
    /// Bytes that had been read when rows were last shown.
    shown: u64,
    total: u64,
    pub loader: Loader,
}

impl Reading<'_> {
    fn stale(&self) -> bool {
        self.worker.load.get() != self.load
    }

    /// Whether nothing more is to be read.
    pub fn over(&self) -> bool {
        self.stale() || self.worker.cancelled.get()
    }

    /// Reads files one after the other.
    pub async fn small(&mut self, files: &[File]) {
        let mut chunks = Chunks::new(files.to_vec());
        while let Some(Chunk { file, first, bytes }) = chunks.next().await {
            if first {
                self.loader.begin(&file.name(), file.size() as u64);
            }
            match bytes {
                Ok(bytes) => {
                    for piece in bytes.chunks(PIECE) {
                        self.piece(piece, &file).await;
                        if self.over() {
                            return;
                        }
                    }
                }
                Err(what) => self.trouble(&file, &what),
            }
            if self.over() {
                return;
            }
        }
    }

    /// Says why a file could not be read to its end.
    fn trouble(&mut self, file: &File, what: &str) {
        self.loader.break_off(what.trim_end_matches('.'));
        let failure = Failure {
            what: format!("{}: {what}", file.name()),
            at: None,
            hint: words::engine::WHAT_WAS_READ_BEFORE.into(),
        };
        self.worker.door.post(&Event::Failed { serial: None, failure });
    }

    /// Reads the next bytes of a file.
    pub async fn piece(&mut self, piece: &[u8], file: &File) {
        self.loader.feed(piece);
        self.done += piece.len() as u64;
        self.breathe().await;
        while let Some(tail) = self.loader.wants() {
            let size = file.size() as u64;
            // A file that cannot be read at its end tells when it is read there.
            let tail = slice(file, size.saturating_sub(tail), size).await;
            self.loader.tail(&tail.map(|tail| tail.to_vec()).unwrap_or_default());
            self.loader.feed(&[]);
        }
        while self.loader.rests() && !self.over() {
            self.loader.feed(&[]);
            self.breathe().await;
        }
    }

    /// Says how far it is, and takes messages in now and then.
    pub async fn breathe(&mut self) {
        self.tell();
        if tick::now() - self.breath >= BREATH {
            tick::tick().await;
            self.breath = tick::now();
        }
    }

    /// A number that no other file has that is shared out.
    pub fn job(&self) -> u32 {
        self.worker.jobs.set(self.worker.jobs.get() + 1);
        self.worker.jobs.get()
    }

    /// Says how far it is, and shows the rows so far each time there are four times as many bytes.
    fn tell(&mut self) {
        let now = tick::now();
        if now - self.word >= WORD {
            self.word = now;
            self.worker.door.post(&Event::Progress(Progress {
                load: self.load,
                bytes: self.done,
                total: self.total,
                rows: self.loader.rows(),
                rejected: self.loader.rejected(),
                millis: (now - self.began) as u64,
            }));
        }
        if self.done >= self.shown * 4 && now - self.looked >= LOOK && self.done < self.total && self.loader.rows() > 0
        {
            self.shown = self.done;
            *self.worker.engine.borrow_mut() = Engine::default();
            show(self.worker, self.load, Engine::new(self.loader.snapshot()), false);
            self.looked = tick::now();
        }
    }
}

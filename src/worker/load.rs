//! Files in chunks, into the loader; the next chunk is read while this one is parsed.

use super::{Worker, tick};
use crate::engine::{Engine, Loader, Opened};
use crate::protocol::{Event, Progress};
use crate::query::Failure;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Bytes read at once.
const CHUNK: u64 = 4 << 20;
/// Milliseconds between two words on progress.
const WORD: f64 = 100.0;

/// Reads all files of the worker; answers with reports on the way and at the end.
pub async fn all(worker: &Worker, load: u32) {
    let files = worker.files.borrow().clone();
    let mut reading = Reading {
        worker,
        load,
        began: tick::now(),
        word: 0.0,
        done: 0,
        shown: 0,
        total: files.iter().map(|file| file.size() as u64).sum(),
        loader: Loader::default(),
    };
    // The old table goes before the new one grows.
    *worker.engine.borrow_mut() = Engine::default();
    for file in &files {
        reading.loader.begin(&file.name(), file.size() as u64);
        if let Err(what) = reading.file(file).await {
            let failure = Failure {
                what: format!("{}: {what}", file.name()),
                at: None,
                hint: "What was read before is kept.".into(),
            };
            worker.door.post(&Event::Failed { serial: None, failure });
        }
        if reading.stale() {
            return;
        }
        if worker.cancelled.get() {
            reading.loader.stop();
            break;
        }
        reading.loader.end();
    }
    // What was shown on the way goes before the end is made ready: no question comes between.
    *worker.engine.borrow_mut() = Engine::default();
    let opened = reading.loader.finish();
    show(worker, load, opened, true);
}

fn show(worker: &Worker, load: u32, opened: Opened, done: bool) {
    let mut engine = Engine::new(opened);
    for (column, zone) in &*worker.assumed.borrow() {
        engine.assume(column, zone);
    }
    let report = Box::new(engine.report().clone());
    *worker.engine.borrow_mut() = engine;
    worker.door.post(&Event::Opened { load, done, report });
}

/// A load under way.
struct Reading<'a> {
    worker: &'a Worker,
    load: u32,
    began: f64,
    /// When progress was last told.
    word: f64,
    done: u64,
    /// Bytes that had been read when rows were last shown.
    shown: u64,
    total: u64,
    loader: Loader,
}

impl Reading<'_> {
    fn stale(&self) -> bool {
        self.worker.load.get() != self.load
    }

    async fn file(&mut self, file: &File) -> Result<(), String> {
        let size = file.size() as u64;
        let mut next = start(file, 0, CHUNK.min(size));
        let mut at = 0;
        let mut bytes = Vec::new();
        while at < size {
            let chunk = finish(next?).await?;
            let length = u64::from(chunk.length());
            if length == 0 {
                return Err("the file ended early".into());
            }
            at += length;
            next = start(file, at, size.min(at + CHUNK));
            bytes.resize(chunk.length() as usize, 0);
            chunk.copy_to(&mut bytes);
            self.loader.feed(&bytes);
            self.done += length;
            self.tell();
            if self.stale() || self.worker.cancelled.get() {
                break;
            }
        }
        Ok(())
    }

    /// Says how far it is, and shows the rows so far each time the bytes have doubled.
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
        if self.done >= self.shown * 2 && self.done < self.total && self.loader.rows() > 0 {
            self.shown = self.done;
            *self.worker.engine.borrow_mut() = Engine::default();
            show(self.worker, self.load, self.loader.snapshot(), false);
        }
    }
}

/// The bytes `from..to` of a file.
pub async fn slice(file: &File, from: u64, to: u64) -> Result<Uint8Array, String> {
    finish(start(file, from, to)?).await
}

fn start(file: &File, from: u64, to: u64) -> Result<JsFuture, String> {
    let part = file
        .slice_with_f64_and_f64(from as f64, to as f64)
        .map_err(|error| said(&error))?;
    Ok(JsFuture::from(part.array_buffer()))
}

async fn finish(reading: JsFuture) -> Result<Uint8Array, String> {
    let buffer = reading.await.map_err(|error| said(&error))?;
    Ok(Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()))
}

fn said(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}

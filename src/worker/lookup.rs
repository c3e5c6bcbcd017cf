//! Tables beside the log: files are looked at, read whole and kept, and every table that is shown has them.

use super::chunks::{Chunks, slice};
use super::{Worker, tick};
use crate::engine::{Held, Keeping, Peek};
use crate::protocol::{Choice, Event};
use crate::query::{Failure, List};
use crate::words;
use web_sys::File;

/// Bytes that are looked at to tell what a file holds.
const BEGINNING: u64 = 256 << 10;

/// Answers with what the beginning of a file looks like.
pub async fn peek(worker: &Worker, serial: u64, file: Option<File>) {
    let Some(file) = file else { return };
    let size = file.size() as u64;
    let bytes = slice(&file, 0, size.min(BEGINNING)).await;
    let peek = bytes.map(|bytes| Peek::at(&file.name(), size, &bytes.to_vec()));
    worker.door.post(&Event::Peeked {
        serial,
        peek: peek.unwrap_or_default(),
    });
}

/// Keeps a file, read so, or values, as a table of this name, in the place of one that has it.
pub async fn hold(worker: &Worker, serial: u64, name: String, file: Option<(File, Choice)>, values: Option<List>) {
    let kept = match (file, values) {
        (Some((file, choice)), _) => read(&name, &file, choice).await,
        (None, values) => Held::of_values(name, &values.unwrap_or_default()),
    };
    match kept {
        Ok(kept) => {
            let mut tables = worker.held.borrow_mut();
            match tables.iter_mut().find(|known| known.report.name == kept.report.name) {
                Some(known) => *known = kept,
                None => tables.push(kept),
            }
            drop(tables);
            apply(worker, serial);
        }
        Err(failure) => worker.door.post(&Event::Failed {
            serial: Some(serial),
            failure,
        }),
    }
}

/// Keeps the table of this name no more.
pub fn drop_one(worker: &Worker, serial: u64, name: &str) {
    worker.held.borrow_mut().retain(|kept| kept.report.name != name);
    apply(worker, serial);
}

fn apply(worker: &Worker, serial: u64) {
    let tables = worker.held.borrow();
    worker.engine.borrow_mut().hold(&tables);
    worker.door.post(&Event::Beside {
        serial,
        tables: tables.iter().map(|kept| kept.report.clone()).collect(),
    });
}

async fn read(name: &str, file: &File, choice: Choice) -> Result<Held, Failure> {
    let unreadable = |what: String| Failure {
        what: format!("{}: {what}", file.name()),
        at: None,
        hint: words::engine::IF_FILE_WAS_CHANGED.into(),
    };
    let mut keeping = Keeping::new(name.to_owned(), &file.name(), file.size() as u64, choice)?;
    let mut chunks = Chunks::new(vec![file.clone()]);
    while let Some(chunk) = chunks.next().await {
        for piece in chunk.bytes.map_err(unreadable)?.chunks(super::load::PIECE) {
            keeping.feed(piece)?;
            tick::tick().await;
        }
    }
    keeping.finish()
}

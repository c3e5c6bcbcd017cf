//! A record's bytes, read again from its file; out of a container they are unpacked again.

use super::chunks::{CHUNK, slice};
use super::{Worker, tick};
use crate::engine::Place;
use crate::protocol::Event;
use crate::query::Failure;
use web_sys::File;

/// Answers with the record of a row as it was. A newer wish ends an older one.
pub async fn tell(worker: &Worker, serial: u64, row: u64) {
    worker.wish.set(serial);
    let place = worker.engine.borrow().place(row);
    let file = place.and_then(|place| worker.files.borrow().get(place.file as usize).cloned());
    let text = match (place, file) {
        (Some(place), Some(file)) => read(worker, serial, place, &file).await,
        _ => Err(format!("There is no row {row}.")),
    };
    worker.door.post(&match text {
        Ok(text) => Event::Raw { serial, text },
        Err(what) => Event::Failed {
            serial: Some(serial),
            failure: Failure {
                what,
                at: None,
                hint: "If the file was changed or moved, open it again.".into(),
            },
        },
    });
}

async fn read(worker: &Worker, serial: u64, place: Place, file: &File) -> Result<String, String> {
    let mut record = place.record();
    let size = file.size() as u64;
    let end = place.length.map_or(size, |length| size.min(place.start + length));
    let (mut at, mut more) = (place.start, true);
    while more && at < end {
        let to = end.min(at + CHUNK);
        let bytes = slice(file, at, to).await?.to_vec();
        for piece in bytes.chunks(super::load::PIECE) {
            more = more && record.feed(piece);
            if worker.wish.get() != serial {
                return Err("Another record was asked for in the meantime.".into());
            }
        }
        at = to;
        tick::tick().await;
    }
    record
        .text()
        .ok_or_else(|| "The record does not stand where it stood.".into())
}

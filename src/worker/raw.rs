//! A record's bytes, read again from its file; out of a container they are unpacked again.

use super::chunks::{CHUNK, slice};
use super::{Worker, tick};
use crate::engine::Place;
use crate::protocol::Event;
use crate::query::Failure;
use crate::words;
use web_sys::File;

/// Answers with the record of a row as it was. A newer wish ends an older one.
pub async fn tell(worker: &Worker, serial: u64, row: u64) {
    worker.wish.set(serial);
    let place = worker.engine.borrow().place(row);
    let file = place.and_then(|place| worker.files.borrow().get(place.file as usize).cloned());
    let text = match (place, file) {
        (Some(place), Some(file)) => read(worker, serial, place, &file).await,
        _ => Err(words::asking::there_is_no_row(&row)),
    };
    worker.door.post(&match text {
        Ok(text) => Event::Raw { serial, text },
        Err(what) => Event::Failed {
            serial: Some(serial),
            failure: Failure {
                what,
                at: None,
                hint: words::engine::IF_FILE_WAS_CHANGED_OR_MOVED.into(),
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
                return Err(words::engine::ANOTHER_RECORD_WAS_ASKED.into());
            }
            while let Some(tail) = record.wants() {
                let tail = slice(file, size.saturating_sub(tail), size).await?;
                record.tail(&tail.to_vec());
            }
        }
        at = to;
        tick::tick().await;
    }
    record.text().ok_or_else(|| words::engine::RECORD_DOES_NOT_STAND.into())
}

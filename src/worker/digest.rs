//! The SHA-256 of each file, worked out when all else is done: the files are read once more.

use super::chunks::Chunks;
use super::{Worker, tick};
use crate::engine::Sha256;
use crate::protocol::Event;

/// Milliseconds between two words on them: there may be thousands of files.
const WORD: f64 = 1000.0;

/// Works out the digests that are not known yet; stops when other files are opened.
pub async fn all(worker: &Worker, load: u32) {
    let files = worker.files.borrow().clone();
    let mut told = tick::now();
    for (index, file) in files.iter().enumerate() {
        if worker.digests.borrow().get(index).is_some_and(Option::is_some) {
            continue;
        }
        let mut sha = Sha256::default();
        let mut chunks = Chunks::new(vec![file.clone()]);
        let mut whole = true;
        while let Some(chunk) = chunks.next().await {
            // A file that is gone has no digest.
            let Ok(bytes) = chunk.bytes else {
                whole = false;
                break;
            };
            for piece in bytes.chunks(super::load::PIECE) {
                sha.feed(piece);
                tick::tick().await;
                if worker.load.get() != load {
                    return;
                }
            }
        }
        if !whole {
            continue;
        }
        let mut digests = worker.digests.borrow_mut();
        if digests.len() <= index {
            digests.resize(index + 1, None);
        }
        digests[index] = Some(sha.finish());
        drop(digests);
        if tick::now() - told >= WORD {
            told = tick::now();
            tell(worker, load);
        }
    }
    tell(worker, load);
}

fn tell(worker: &Worker, load: u32) {
    let sha256 = worker.digests.borrow().clone();
    worker.door.post(&Event::Digests { load, sha256 });
}

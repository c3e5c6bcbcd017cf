//! The SHA-256 of each file, worked out when all else is done: the files are read once more, a slice at a time.

use super::chunks::{CHUNK, slice};
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
        let (mut at, size) = (0, file.size() as u64);
        while at < size {
            let to = size.min(at + CHUNK);
            // A file that is gone has no digest.
            let Ok(bytes) = slice(file, at, to).await else { break };
            for piece in bytes.to_vec().chunks(super::load::PIECE) {
                sha.feed(piece);
                tick::tick().await;
                if worker.load.get() != load {
                    return;
                }
            }
            at = to;
        }
        if at < size {
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

//! A file read by one reader, and in stretches by several.

mod feed;

use audit_explorer::engine::{Ahead, Errand, Loader, Opened};
use feed::{until_shared, until_stopped};

const CHUNK: usize = 10_000;

/// Reads the file alone.
pub fn whole(bytes: &[u8]) -> Opened {
    let mut loader = Loader::new(1);
    loader.begin("log", bytes.len() as u64);
    bytes.chunks(CHUNK).for_each(|chunk| loader.feed(chunk));
    loader.finish()
}

/// Reads the file as a worker does with others beside it; also tells how many stretches of theirs were right.
pub fn shared(bytes: &[u8], cuts: &[u64]) -> (Opened, usize) {
    let mut loader = Loader::new(1);
    loader.begin("log", bytes.len() as u64);
    let mut right = 0;
    let (mut at, seam) = until_shared(&mut loader, bytes, CHUNK);
    let cuts: Vec<u64> = cuts.iter().copied().filter(|&cut| cut > at as u64).collect();
    for (number, &from) in cuts.iter().enumerate() {
        let Some(of) = seam.clone() else { break };
        // Up to the cut; then either the stretch behind it is right, or reading goes on where it stopped.
        let Some(stopped) = until_stopped(&mut loader, bytes, at, from, CHUNK) else {
            at = bytes.len();
            break;
        };
        at = stopped as usize;
        loader.go_on(stopped);
        let limit = cuts.get(number + 1).copied().unwrap_or(bytes.len() as u64 - 1);
        let errand = Errand {
            job: 0,
            number: number as u32,
            of,
            from,
            limit,
            unique: vec![],
        };
        let mut ahead = Ahead::new(errand);
        for chunk in bytes[from as usize - 1..].chunks(CHUNK) {
            if !ahead.feed(chunk) {
                break;
            }
        }
        if let Some(stretch) = ahead.finish() {
            let to = stretch.to as usize;
            if loader.take(stopped, stretch) {
                right += 1;
                at = to;
            }
        }
    }
    bytes[at..].chunks(CHUNK).for_each(|chunk| loader.feed(chunk));
    (loader.finish(), right)
}

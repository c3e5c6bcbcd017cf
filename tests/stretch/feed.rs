//! Feeds a loader as a worker does: until others can read, too, and up to where one of them begins.

use audit_explorer::engine::{Loader, Of};

/// Feeds the file, so many bytes at a time, until it is known what others can read of it; where it is then.
pub fn until_shared(loader: &mut Loader, bytes: &[u8], chunk: usize) -> (usize, Option<Of>) {
    let (mut at, mut of) = (0, None);
    while of.is_none() && at < bytes.len() {
        let end = bytes.len().min(at + chunk);
        loader.feed(&bytes[at..end]);
        at = end;
        of = loader.shares();
    }
    (at, of)
}

/// Feeds the file from `at` on until the loader stops before `limit`, and where; `None` where it came to the end.
pub fn until_stopped(loader: &mut Loader, bytes: &[u8], mut at: usize, limit: u64, chunk: usize) -> Option<u64> {
    loader.stop_at(limit);
    while loader.stopped().is_none() && at < bytes.len() {
        let end = bytes.len().min(at + chunk);
        loader.feed(&bytes[at..end]);
        at = end;
    }
    loader.stopped()
}

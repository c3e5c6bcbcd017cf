//! The directory at the end of a zip archive, read for one thing: where entries begin, so that others may read some of them.
//!
//! What it says is a hint. Whoever reads the archive from its beginning goes by the headers before the entries and finds out.

use super::entry::{END, FAR, field, wide};
use std::ops::Range;

/// How a line of the directory begins.
const LINE: &[u8] = b"PK\x01\x02";
/// How the end of a directory beyond 4 GiB begins, and what tells where that is.
const FAR_END: &[u8] = b"PK\x06\x06";
const FAR_PLACE: &[u8] = b"PK\x06\x07";

/// Bytes of the fields of a line, of the end, and of what tells where the far end is.
const FIELDS: usize = 46;
const ENDING: usize = 22;
const PLACE: usize = 20;

/// The largest directory that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// Where the directory of an archive is, and what it says.
pub struct Directory;

impl Directory {
    /// Bytes at the end of an archive in which the end of its directory stands, mostly.
    pub const TAIL: u64 = 66 << 10;

    /// Which bytes of an archive of `size` bytes hold the directory, told from its last ones.
    pub fn place(tail: &[u8], size: u64) -> Option<Range<u64>> {
        let end = memchr::memmem::rfind(tail, END)?;
        let fields = tail.get(end..end + ENDING)?;
        let (mut length, mut start) = (u64::from(long(fields, 12)?), u64::from(long(fields, 16)?));
        let place = end.checked_sub(PLACE).and_then(|at| tail.get(at..end));
        if let Some(place) = place.filter(|place| place.starts_with(FAR_PLACE)) {
            let at = wide(place, 8)?.checked_sub(size - tail.len() as u64)?;
            let fields = tail.get(usize::try_from(at).ok()?..)?;
            if !fields.starts_with(FAR_END) {
                return None;
            }
            (length, start) = (wide(fields, 40)?, wide(fields, 48)?);
        }
        let behind = start.checked_add(length)?;
        (length <= LARGEST && behind <= size).then_some(start..behind)
    }

    /// Where the entries begin, ascending, as far as the directory can be read.
    pub fn starts(mut bytes: &[u8]) -> Vec<u64> {
        let mut starts = Vec::new();
        while let Some((start, length)) = line(bytes) {
            starts.push(start);
            bytes = &bytes[length..];
        }
        starts.sort_unstable();
        starts.dedup();
        starts
    }
}

/// Where the entry of the line that `bytes` begin with begins, and how long the line is.
fn line(bytes: &[u8]) -> Option<(u64, usize)> {
    let fields = bytes.get(..FIELDS).filter(|fields| fields.starts_with(LINE))?;
    let short = |at: usize| usize::from(u16::from_le_bytes([fields[at], fields[at + 1]]));
    let extra = FIELDS + short(28)..FIELDS + short(28) + short(30);
    let (length, extra) = (extra.end + short(32), bytes.get(extra)?);
    bytes.get(..length)?;
    let start = match long(fields, 42)? {
        // Behind the lengths, as far as these do not fit either.
        FAR => {
            let before = [20, 24].into_iter().filter(|&at| long(fields, at) == Some(FAR)).count();
            wide(field(extra, 1)?, before * 8)?
        }
        start => start.into(),
    };
    Some((start, length))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

//! A stretch of one file in a container, cut out while it is unpacked once more.

use super::{Content, Contents, Entry};
use std::ops::Range;

/// Takes the bytes of a range of one file; it wants no more when it has them.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// Files to let pass before the one.
    before: u32,
    /// Whether the file is under way.
    here: bool,
    /// Offset in the file of the next bytes.
    at: u64,
    range: Range<u64>,
    /// Records before the one that is cut out.
    records: u64,
    bytes: Vec<u8>,
}

impl Excerpt {
    /// The bytes `range` of file number `nth`, counted from 0: a record behind so many.
    pub fn new(nth: u32, range: Range<u64>, records: u64) -> Self {
        Self {
            before: nth,
            here: false,
            at: 0,
            range,
            records,
            bytes: Vec::new(),
        }
    }

    /// Whether all bytes are there.
    pub fn is_whole(&self) -> bool {
        self.bytes.len() as u64 == self.range.end - self.range.start
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Contents for Excerpt {
    fn begin(&mut self, entry: Entry<'_>) {
        self.here = self.before == 0;
        if self.here && matches!(entry.content, Content::Rows { .. }) {
            // It begins with the record.
            self.at = self.range.start;
        }
    }

    fn passes(&self) -> u64 {
        if self.here { self.records } else { u64::MAX }
    }

    fn bytes(&mut self, bytes: &[u8]) -> bool {
        if self.here {
            let end = self.at + bytes.len() as u64;
            let (from, to) = (self.range.start.clamp(self.at, end), self.range.end.clamp(self.at, end));
            self.bytes
                .extend_from_slice(&bytes[(from - self.at) as usize..(to - self.at) as usize]);
            self.at = end;
        }
        self.here && !self.is_whole()
    }

    fn end(&mut self) {
        self.here = false;
        self.before = self.before.wrapping_sub(1);
    }

    fn trouble(&mut self, _: String) {}
}

//! Where a record stands among the files as they were given, and how to get its bytes again.

use super::report::{FileReport, Packed};
use crate::format::{Contents, Entry, Excerpt, Position, Unpacker};

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the file as it was given.
    pub file: u32,
    /// Offset in that file of the record, or of what must be unpacked to reach it.
    pub start: u64,
    /// How many bytes from there hold the record; `None` where only unpacking tells.
    pub length: Option<u64>,
    /// In its own file.
    at: Position,
    packed: Option<Packed>,
}

impl Place {
    /// The place of a position in one of these files.
    pub(super) fn new(at: Position, files: &[FileReport]) -> Option<Self> {
        let FileReport { outer, packed, .. } = *files.get(at.file as usize)?;
        Some(Self {
            file: outer,
            start: packed.map_or(at.byte, |packed| packed.start),
            length: packed.is_none().then_some(at.length.into()),
            at,
            packed,
        })
    }

    /// Begins to read the record's bytes once more.
    pub fn record(self) -> Record {
        let Some(Packed { start, nth }) = self.packed else {
            let mut excerpt = Excerpt::new(0, 0..self.at.length.into());
            excerpt.begin(Entry::default());
            return Record {
                unpacker: None,
                excerpt,
            };
        };
        let range = self.at.byte..self.at.byte + u64::from(self.at.length);
        Record {
            unpacker: Some(Unpacker::resume(start)),
            excerpt: Excerpt::new(nth, range),
        }
    }
}

/// The bytes of one record, read once more: it is fed with the file from [`Place::start`] on.
pub struct Record {
    unpacker: Option<Unpacker>,
    excerpt: Excerpt,
}

impl Record {
    /// The next bytes of the file; answers whether more are needed.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        match &mut self.unpacker {
            Some(unpacker) => unpacker.feed(bytes, &mut self.excerpt),
            None => drop(self.excerpt.bytes(bytes)),
        }
        !self.excerpt.is_whole()
    }

    /// The record as it was; `None` where the file ended before it did.
    pub fn bytes(self) -> Option<Vec<u8>> {
        self.excerpt.is_whole().then(|| self.excerpt.into_bytes())
    }
}

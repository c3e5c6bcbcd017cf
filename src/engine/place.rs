//! Where a record stands among the files as they were given, and how to get its bytes again.

use super::report::{FileReport, Packed};
use crate::format::{Contents, Encoding, Entry, Excerpt, Position, Unpacker};

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
    encoding: Encoding,
}

impl Place {
    /// The place of a position in one of these files.
    pub(super) fn new(at: Position, files: &[FileReport]) -> Option<Self> {
        let file = files.get(at.file as usize)?;
        let FileReport { outer, packed, .. } = *file;
        Some(Self {
            encoding: Encoding::named(&file.encoding).unwrap_or_default(),
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
            let mut excerpt = Excerpt::new(0, 0..self.at.length.into(), 0);
            excerpt.begin(Entry::default());
            return Record {
                unpacker: None,
                excerpt,
                encoding: self.encoding,
            };
        };
        let range = self.at.byte..self.at.byte + u64::from(self.at.length);
        Record {
            unpacker: Some(Unpacker::resume(start)),
            excerpt: Excerpt::new(nth, range, self.at.row.saturating_sub(1)),
            encoding: self.encoding,
        }
    }
}

/// The bytes of one record, read once more: it is fed with the file from [`Place::start`] on.
pub struct Record {
    unpacker: Option<Unpacker>,
    excerpt: Excerpt,
    encoding: Encoding,
}

impl Record {
    /// How many bytes of the end of the file would help, if somebody has them.
    pub fn wants(&self) -> Option<u64> {
        self.unpacker.as_ref()?.wants()
    }

    /// Takes as many bytes of the end of the file as were [wanted](Self::wants), or all there are.
    pub fn tail(&mut self, bytes: &[u8]) {
        if let Some(unpacker) = &mut self.unpacker {
            unpacker.tail(bytes);
        }
    }

    /// The next bytes of the file; answers whether more are needed.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        match &mut self.unpacker {
            Some(unpacker) => unpacker.feed(bytes, &mut self.excerpt),
            None => drop(self.excerpt.bytes(bytes)),
        }
        !self.excerpt.is_whole()
    }

    /// The record as it was, as text; `None` where the file ended before it did.
    pub fn text(self) -> Option<String> {
        let encoding = self.encoding;
        self.bytes().map(|bytes| encoding.decode(&bytes))
    }

    /// The record as it was; `None` where the file ended before it did.
    pub fn bytes(mut self) -> Option<Vec<u8>> {
        // The last bytes of a damaged file come out only when it is known to end.
        if let Some(unpacker) = &mut self.unpacker {
            unpacker.finish(&mut self.excerpt);
        }
        self.excerpt.is_whole().then(|| self.excerpt.into_bytes())
    }
}

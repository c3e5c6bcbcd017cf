//! One column of a row group, value by value: its pages are unpacked one at a time.

use super::bits::Levels;
use super::codec;
use super::decoder::Decoder;
use super::footer::Chunk;
use super::page::{DATA, DATA_2, DICTIONARY, Header, header, older, runs};
use super::schema::Leaf;
use crate::words;
use flate2::Crc;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Bytes that the pages of all columns may take together while they are read.
const HELD: usize = 1 << 30;
/// Unpacked bytes of a page up to which it does not matter how small it was packed, and for each packed byte beyond.
const FREE: usize = 64 << 20;
const RATIO: usize = 1000;

/// What the pages of all columns take.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Bytes of those that are held.
    held: AtomicUsize,
    /// Bytes of those that were read, and of those that may be: chunks can share their bytes.
    pub read: AtomicUsize,
    pub most: AtomicUsize,
}

/// Values as they are written, one after the other.
#[derive(Debug, Default)]
struct Dictionary {
    written: Vec<u8>,
    ends: Vec<usize>,
}

/// Bytes of a file: where they stand in it, and the offset behind which none is to be read.
#[derive(Debug)]
pub(super) struct Bytes {
    pub file: Arc<Vec<u8>>,
    pub base: u64,
    pub end: u64,
}

/// The page under way.
#[derive(Debug)]
enum Page {
    /// As it stands in the file.
    Bare(Range<usize>),
    Unpacked(Vec<u8>),
}

impl Page {
    #[inline]
    fn bytes<'a>(&'a self, file: &'a [u8]) -> &'a [u8] {
        match self {
            Self::Bare(range) => &file[range.clone()],
            Self::Unpacked(page) => page,
        }
    }
}

/// A column being read.
#[derive(Debug)]
pub(super) struct Column {
    leaf: Leaf,
    file: Arc<Vec<u8>>,
    /// Offset in the bytes there of what is read next, and of what is not read any more; and in the file of the first of them.
    at: usize,
    limit: usize,
    base: u64,
    codec: i64,
    room: Arc<Room>,
    /// Values that have not come yet, of the chunk and of the page under way.
    left: u64,
    here: u64,
    page: Page,
    levels: Levels,
    agains: Levels,
    dictionary: Dictionary,
    decoder: Option<Decoder>,
    /// The levels of the value at hand.
    pub level: u8,
    pub again: u8,
    /// Whether no value is at hand, and none will be.
    pub over: bool,
    /// Why, if that is too early.
    pub fault: Option<String>,
    /// Whether somebody took that.
    pub told: bool,
}

impl Column {
    /// The column of a chunk.
    pub fn new(leaf: Leaf, chunk: &Chunk, bytes: &Bytes, room: &Arc<Room>) -> Self {
        let Bytes { file, base, end } = bytes;
        let place = |at: u64| usize::try_from(at.saturating_sub(*base)).map_or(file.len(), |at| at.min(file.len()));
        let limit = place(*end);
        let mut column = Self {
            leaf,
            file: file.clone(),
            at: place(chunk.start).min(limit),
            limit,
            base: *base,
            codec: chunk.codec,
            room: room.clone(),
            left: chunk.values,
            here: 0,
            page: Page::Bare(0..0),
            levels: Levels::Flat,
            agains: Levels::Flat,
            dictionary: Dictionary::default(),
            decoder: None,
            level: 0,
            again: 0,
            over: false,
            fault: None,
            told: false,
        };
        if chunk.encrypted {
            column.fail(words::reading::IS_ENCRYPTED.to_owned());
        } else if chunk.elsewhere {
            column.fail(words::reading::STANDS_IN_ANOTHER_FILE.to_owned());
        } else if !codec::is_known(chunk.codec) {
            let name = codec::name(chunk.codec).map_or_else(|| chunk.codec.to_string(), str::to_owned);
            column.fail(words::reading::is_compressed_by(&name));
        } else {
            column.next();
        }
        column
    }

    /// Goes on to the next value.
    #[inline]
    pub fn next(&mut self) {
        if self.over {
            return;
        }
        while self.here == 0 {
            if self.left == 0 {
                self.finish();
                return;
            }
            let at = self.base + self.at as u64;
            if let Err(what) = self.page() {
                self.fail(words::reading::page_at_byte(&at, &what));
                return;
            }
        }
        self.here -= 1;
        let page = self.page.bytes(&self.file);
        match (self.agains.next(page), self.levels.next(page)) {
            (Some(again), Some(level)) if level <= self.leaf.level && again <= self.leaf.again => {
                (self.again, self.level) = (again, level);
            }
            _ => self.damaged(),
        }
    }

    /// Writes the value at hand, which must be there, as JSON; nothing where it is none.
    pub fn write(&mut self, out: &mut Vec<u8>) {
        let Some(decoder) = self.decoder.as_mut().filter(|_| !self.over) else {
            return;
        };
        let page = self.page.bytes(&self.file);
        let written = if decoder.is_coded() {
            decoder.code(page).and_then(|code| {
                let end = *self.dictionary.ends.get(code)?;
                let start = code.checked_sub(1).map_or(0, |before| self.dictionary.ends[before]);
                out.extend_from_slice(&self.dictionary.written[start..end]);
                Some(())
            })
        } else {
            decoder.next(page).map(|value| self.leaf.logical.write(value, out))
        };
        if written.is_none() {
            self.damaged();
        }
    }

    /// Nothing more is read of this column, because of this.
    pub fn fail(&mut self, what: String) {
        self.finish();
        self.fault.get_or_insert(what);
    }

    fn damaged(&mut self) {
        let at = self.base + self.at as u64;
        self.fail(words::reading::page_before_byte_is_damaged(&at));
    }

    fn finish(&mut self) {
        self.over = true;
        (self.level, self.again) = (0, 0);
        self.release();
        self.dictionary = Dictionary::default();
    }

    fn release(&mut self) {
        if let Page::Unpacked(page) = &self.page {
            self.room.held.fetch_sub(page.len(), Relaxed);
        }
        self.page = Page::Bare(0..0);
    }

    /// Makes the next page the one under way; the error is what is wrong with it.
    fn page(&mut self) -> Result<(), String> {
        let damaged = || words::reading::IS_DAMAGED.to_owned();
        self.release();
        let file = self.file.clone();
        let rest = &file[self.at..self.limit];
        let (header, length) = header(rest).ok_or_else(damaged)?;
        let (packed, size) = (usize::try_from(header.packed), usize::try_from(header.size));
        let (Ok(packed), Ok(size)) = (packed, size) else {
            return Err(damaged());
        };
        let end = length.checked_add(packed).filter(|&end| end <= rest.len());
        let packed = &rest[length..end.ok_or_else(|| words::reading::ENDS_TOO_EARLY.to_owned())?];
        let start = self.at + length;
        self.at = start + packed.len();
        let cost = length + size.max(packed.len());
        if self.room.read.fetch_add(cost, Relaxed).saturating_add(cost) > self.room.most.load(Relaxed) {
            return Err(words::reading::IS_TOO_LARGE.to_owned());
        }
        if let Some(sum) = header.sum {
            let mut found = Crc::new();
            found.update(packed);
            if found.sum() != sum as u32 {
                return Err(words::reading::CHECKSUM_DOES_NOT_MATCH.to_owned());
            }
        }
        if !matches!(header.kind, DATA | DATA_2 | DICTIONARY) {
            return Ok(());
        }
        if size > FREE && size / RATIO > packed.len() || self.room.held.load(Relaxed).saturating_add(size) > HELD {
            return Err(words::reading::IS_TOO_LARGE.to_owned());
        }
        // Levels of the newer pages are never packed.
        let before = if header.kind == DATA_2 {
            header.level.saturating_add(header.again)
        } else {
            0
        };
        let before = usize::try_from(before)
            .ok()
            .filter(|&before| before <= packed.len().min(size));
        let (levels, values) = packed.split_at(before.ok_or_else(damaged)?);
        let plain = self.codec == codec::PLAIN || header.kind == DATA_2 && header.plain;
        if plain {
            self.page = Page::Bare(start..self.at);
        } else {
            let mut page = levels.to_vec();
            let empty = values.is_empty() && size == levels.len();
            if !empty {
                codec::unpack(self.codec, values, size - levels.len(), &mut page)
                    .ok_or_else(|| words::reading::CANNOT_BE_UNPACKED.to_owned())?;
            }
            self.room.held.fetch_add(page.len(), Relaxed);
            self.page = Page::Unpacked(page);
        }
        let begun = match header.kind {
            DICTIONARY => self.define(&header),
            _ => self.begin(&header),
        };
        begun.ok_or_else(|| match header.encoding {
            0..=9 => damaged(),
            encoding => words::reading::is_encoded_as(&encoding),
        })
    }

    /// Reads a dictionary.
    fn define(&mut self, header: &Header) -> Option<()> {
        let count = usize::try_from(header.values).ok()?;
        let page = self.page.bytes(&self.file);
        // A value takes a bit at least.
        if count > page.len().saturating_mul(8) {
            return None;
        }
        let mut decoder = Decoder::new(0, self.leaf.stored, page, 0)?;
        let Dictionary { written, ends } = &mut self.dictionary;
        written.clear();
        ends.clear();
        for _ in 0..count {
            self.leaf.logical.write(decoder.next(page)?, written);
            ends.push(written.len());
        }
        Some(())
    }

    /// Begins a page of values.
    fn begin(&mut self, header: &Header) -> Option<()> {
        let (leaf, page) = (self.leaf, self.page.bytes(&self.file));
        let mut at = 0;
        if header.kind == DATA_2 {
            let (again, level) = (usize::try_from(header.again).ok()?, usize::try_from(header.level).ok()?);
            self.agains = runs(0, again, leaf.again)?;
            self.levels = runs(again, again + level, leaf.level)?;
            at = again + level;
        } else {
            self.agains = older(page, &mut at, header.again, leaf.again, header.values)?;
            self.levels = older(page, &mut at, header.level, leaf.level, header.values)?;
        }
        self.here = u64::try_from(header.values).ok()?.min(self.left);
        self.left -= self.here;
        self.decoder = Some(Decoder::new(header.encoding, leaf.stored, page, at)?);
        Some(())
    }
}

impl Drop for Column {
    fn drop(&mut self) {
        self.release();
    }
}

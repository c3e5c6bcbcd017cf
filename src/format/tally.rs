//! Numbers the records of one file and words its warnings, alike for every reader.

use super::utf16::Runs;
use super::{EXCERPT, Position, Sink, Warning, western};
use crate::words;
use std::collections::VecDeque;

/// Counts what one file gave, and turns offsets of decoded text into offsets of the file.
#[derive(Debug)]
pub(super) struct Tally {
    file: u32,
    /// Records pushed.
    pub rows: u64,
    /// Records left out.
    pub rejected: u64,
    /// Records with bytes that are not UTF-8.
    pub stray: u64,
    /// Reading stops where a record begins at this offset or behind it.
    limit: u64,
    /// Where it stopped.
    pub stopped: Option<u64>,
    /// Where decoded text stands in the file; `None` where the bytes are the text.
    pub runs: Option<Runs>,
    /// What was noted while the text was decoded, by how much of it had come: it is told once it is known in which record that is.
    asides: VecDeque<(u64, Warning)>,
    told: usize,
}

impl Tally {
    pub fn new(file: u32) -> Self {
        Tally {
            file,
            rows: 0,
            rejected: 0,
            stray: 0,
            limit: u64::MAX,
            stopped: None,
            runs: None,
            asides: VecDeque::new(),
            told: 0,
        }
    }

    /// Reading is to stop where a record begins at `limit` or behind it.
    pub fn limit(&mut self, limit: u64) {
        self.limit = limit;
        self.stopped = None;
    }

    /// Whether reading stops before the record that begins at `byte`.
    pub fn stops(&mut self, byte: u64) -> bool {
        let stops = byte >= self.limit;
        if stops {
            self.stopped = Some(byte);
        }
        stops
    }

    /// Counts a record, and tells where it stands.
    pub fn next(&mut self, byte: u64, length: usize) -> Position {
        let at = self.position(byte, length);
        if self.runs.is_some() {
            self.settle(byte + length as u64);
        }
        self.rows += 1;
        if let Some(runs) = &mut self.runs {
            runs.forget(byte);
        }
        at
    }

    /// Notes what stands at `byte` of the file, when so much `text` was decoded. What is noted in the same way of lines below each other is one.
    pub fn aside(&mut self, text: u64, byte: u64, length: u64, what: String, raw: &[u8]) {
        let wide = |length: u64| u32::try_from(length).unwrap_or(u32::MAX);
        if let Some((known, last)) = self.asides.back_mut()
            && *known == text
            && last.what == what
        {
            last.at.length = wide(byte + length - last.at.byte);
            if last.raw.len() < EXCERPT {
                last.raw = excerpt(&[last.raw.as_bytes(), b"\n", raw].concat());
            }
            return;
        }
        let at = Position {
            file: self.file,
            row: 0,
            byte,
            length: wide(length),
        };
        let warning = Warning {
            at,
            what,
            raw: excerpt(raw),
            rejected: false,
        };
        self.asides.push_back((text, warning));
    }

    /// What was noted before `end` of the text is of the record under way.
    fn settle(&mut self, end: u64) {
        let row = self.rows + self.rejected + 1;
        while let Some((text, warning)) = self.asides.get_mut(self.told)
            && *text < end
        {
            warning.at.row = row;
            self.told += 1;
        }
    }

    /// Tells what was noted and is settled; at the `last`, all of it.
    pub fn tell<S: Sink>(&mut self, last: bool, sink: &mut S) {
        if last {
            self.settle(u64::MAX);
        }
        let told = std::mem::take(&mut self.told);
        self.asides.drain(..told).for_each(|(_, warning)| sink.warn(warning));
    }

    /// Ends the record under way; `byte` and `length` are those of the decoded text.
    pub fn accept<S: Sink>(&mut self, sink: &mut S, byte: u64, length: usize) {
        let at = self.next(byte, length);
        sink.end_record(at);
    }

    /// Leaves a record out: `raw` is the whole of it, or its beginning.
    pub fn reject<S: Sink>(&mut self, sink: &mut S, byte: u64, length: usize, what: String, raw: &[u8]) {
        let at = self.position(byte, length);
        self.settle(byte + length as u64);
        self.tell(false, sink);
        self.rejected += 1;
        sink.warn(Warning {
            at,
            what,
            raw: excerpt(raw),
            rejected: true,
        });
    }

    /// Notes something about the record under way that does not keep it out of the table.
    pub fn note<S: Sink>(&mut self, sink: &mut S, byte: u64, length: usize, what: String, raw: &[u8]) {
        let at = self.position(byte, length);
        self.tell(false, sink);
        sink.warn(Warning {
            at,
            what,
            raw: excerpt(raw),
            rejected: false,
        });
    }

    /// Notes that the record under way is not all UTF-8; only the first in a file is told of.
    pub fn stray<S: Sink>(&mut self, sink: &mut S, byte: u64, raw: &[u8]) {
        self.stray += 1;
        if self.stray > 1 {
            return;
        }
        let valid = raw.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
        let place = self.byte(byte + valid as u64);
        let what = words::reading::byte_at_is_not_utf(&place);
        self.note(sink, byte, raw.len(), what, raw);
    }

    /// The offset in the file of an offset in the decoded text.
    pub fn byte(&self, byte: u64) -> u64 {
        self.runs.as_ref().map_or(byte, |runs| runs.origin(byte))
    }

    fn position(&self, byte: u64, length: usize) -> Position {
        let start = self.byte(byte);
        let length = self.byte(byte + length as u64) - start;
        Position {
            file: self.file,
            row: self.rows + self.rejected + 1,
            byte: start,
            length: u32::try_from(length).unwrap_or(u32::MAX),
        }
    }
}

/// The beginning of `raw` as text, at most [`EXCERPT`] bytes.
fn excerpt(raw: &[u8]) -> String {
    let mut cut = &raw[..raw.len().min(EXCERPT)];
    // A character that was cut in half is no stray byte.
    if let Err(error) = std::str::from_utf8(cut)
        && error.error_len().is_none()
        && cut.len() < raw.len()
    {
        cut = &cut[..error.valid_up_to()];
    }
    let mut text = western::decode(cut).into_owned();
    let mut end = text.len().min(EXCERPT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

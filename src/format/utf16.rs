//! UTF-16 to UTF-8 in chunks, remembering where each piece of text stood in the file.

use std::collections::VecDeque;

/// A stretch of characters that all take `narrow` bytes decoded and `wide` bytes in the file.
#[derive(Debug)]
struct Run {
    text: u64,
    file: u64,
    narrow: u64,
    wide: u64,
}

/// Where decoded text stands in the file: runs in order of both.
#[derive(Debug, Default)]
pub(super) struct Runs(VecDeque<Run>);

impl Runs {
    /// The offset in the file of the character at `text`, an offset in the decoded text.
    pub fn origin(&self, text: u64) -> u64 {
        let after = self.0.partition_point(|run| run.text <= text);
        match after.checked_sub(1).and_then(|index| self.0.get(index)) {
            Some(run) => run.file + (text - run.text) / run.narrow * run.wide,
            None => 0,
        }
    }

    /// Drops what is only needed for text before `text`.
    pub fn forget(&mut self, text: u64) {
        while self.0.get(1).is_some_and(|run| run.text <= text) {
            self.0.pop_front();
        }
    }

    /// As [`Runs::add`], where characters may not follow each other in the file.
    pub fn add_at(&mut self, text: u64, file: u64, narrow: u64, wide: u64) {
        let follows = |run: &Run| run.file + (text - run.text) / run.narrow * run.wide == file;
        match self.0.back() {
            Some(run) if run.narrow == narrow && run.wide == wide && follows(run) => {}
            _ => self.0.push_back(Run {
                text,
                file,
                narrow,
                wide,
            }),
        }
    }

    fn add(&mut self, text: u64, file: u64, narrow: u64, wide: u64) {
        match self.0.back() {
            Some(run) if run.narrow == narrow && run.wide == wide => {}
            _ => self.0.push_back(Run {
                text,
                file,
                narrow,
                wide,
            }),
        }
    }
}

/// Decodes one file.
#[derive(Debug)]
pub(super) struct Utf16 {
    big: bool,
    /// Offset in the file of the next byte to come.
    file: u64,
    /// Bytes decoded so far.
    text: u64,
    odd: Option<u8>,
    high: Option<u16>,
    /// Units that were no text and became U+FFFD.
    pub replaced: u64,
}

impl Utf16 {
    /// A decoder that starts at offset `file`, behind the byte order mark if there is one.
    pub fn new(big: bool, file: u64) -> Self {
        Utf16 {
            big,
            file,
            text: 0,
            odd: None,
            high: None,
            replaced: 0,
        }
    }

    /// Appends what `bytes` decode to; half characters wait for the next call.
    pub fn decode(&mut self, bytes: &[u8], out: &mut Vec<u8>, runs: &mut Runs) {
        for &byte in bytes {
            self.file += 1;
            let Some(first) = self.odd.take() else {
                self.odd = Some(byte);
                continue;
            };
            let unit = if self.big {
                u16::from_be_bytes([first, byte])
            } else {
                u16::from_le_bytes([first, byte])
            };
            let low = (0xDC00..0xE000).contains(&unit);
            if let Some(high) = self.high.take() {
                if low {
                    let code = 0x10000 + ((u32::from(high) - 0xD800) << 10) + (u32::from(unit) - 0xDC00);
                    self.push(
                        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
                        4,
                        self.file - 4,
                        out,
                        runs,
                    );
                    continue;
                }
                self.replaced += 1;
                self.push(char::REPLACEMENT_CHARACTER, 2, self.file - 4, out, runs);
            }
            if (0xD800..0xDC00).contains(&unit) {
                self.high = Some(unit);
                continue;
            }
            self.replaced += u64::from(low);
            let char = char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
            self.push(char, 2, self.file - 2, out, runs);
        }
    }

    /// Ends the file: a character cut in half becomes U+FFFD.
    pub fn finish(&mut self, out: &mut Vec<u8>, runs: &mut Runs) {
        let held = if self.high.take().is_some() { 2 } else { 0 } + u64::from(self.odd.take().is_some());
        if held > 0 {
            self.replaced += 1;
            self.push(char::REPLACEMENT_CHARACTER, held, self.file - held, out, runs);
        }
    }

    fn push(&mut self, char: char, wide: u64, file: u64, out: &mut Vec<u8>, runs: &mut Runs) {
        let mut buffer = [0; 4];
        let bytes = char.encode_utf8(&mut buffer).as_bytes();
        runs.add(self.text, file, bytes.len() as u64, wide);
        self.text += bytes.len() as u64;
        out.extend_from_slice(bytes);
    }
}

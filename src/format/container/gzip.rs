//! gzip: members one after the other, each a header, deflate and a checksum.

use super::inflate::{Inflate, Inflated};
use super::{Layer, Out, Step};
use crate::words;

/// How a member begins; the third byte says deflate, the only method there is.
pub(super) const MAGIC: &[u8] = b"\x1F\x8B\x08";

/// Bits of the header's flags.
const CHECKED: u8 = 2;
const EXTRA: u8 = 4;
const NAMED: u8 = 8;
const COMMENTED: u8 = 16;

/// A gzip file being read.
#[derive(Debug)]
pub(super) struct Gzip {
    stage: Stage,
    inflate: Inflate,
    inner: Layer,
}

#[derive(Debug, PartialEq)]
enum Stage {
    Header,
    Body,
    Trailer,
    /// Behind a member.
    Between,
    Over,
}

impl Gzip {
    pub fn new(inner: Layer) -> Self {
        Self {
            stage: Stage::Header,
            inflate: Inflate::new(),
            inner,
        }
    }

    pub fn step(&mut self, input: &[u8], at: u64, last: bool, out: &mut Out<'_>) -> Step {
        match self.stage {
            Stage::Header => match header(input) {
                Some(length) => {
                    self.inflate.reset();
                    self.stage = Stage::Body;
                    Step::Took(length)
                }
                None => Step::More,
            },
            Stage::Body => {
                let made = self.inflate.made();
                match self.inflate.step(input, at, last, Some(&mut self.inner), out) {
                    Inflated::Took(0) if made == self.inflate.made() => Step::More,
                    Inflated::Took(bytes) => Step::Took(bytes),
                    Inflated::Ended(bytes) => {
                        self.stage = Stage::Trailer;
                        Step::Took(bytes)
                    }
                    Inflated::Unwanted => self.over(None, out),
                    Inflated::Broken(_) => {
                        let what = words::reading::compressed_data_is_broken_near(&at);
                        self.over(Some(what), out)
                    }
                }
            }
            Stage::Trailer => {
                let Some((sum, _)) = input.split_first_chunk() else {
                    return Step::More;
                };
                if input.len() < 8 {
                    return Step::More;
                }
                if u32::from_le_bytes(*sum) != self.inflate.sum.sum() {
                    let what = words::reading::checksum_at_byte_does_not(&at);
                    self.inner.trouble(what, out);
                }
                self.stage = Stage::Between;
                Step::Took(8)
            }
            Stage::Between => {
                let padding = input.iter().take_while(|byte| **byte == 0).count();
                if padding > 0 || input.is_empty() {
                    return if padding > 0 { Step::Took(padding) } else { Step::More };
                }
                if input.starts_with(MAGIC) {
                    self.stage = Stage::Header;
                    Step::Took(0)
                } else if MAGIC.starts_with(input) {
                    Step::More
                } else {
                    let what = words::reading::what_follows_at_byte(&at);
                    self.over(Some(what), out)
                }
            }
            Stage::Over => Step::Over,
        }
    }

    /// Takes the end of the file, `at` bytes long.
    pub fn finish(&mut self, at: u64, out: &mut Out<'_>) {
        let what = match self.stage {
            Stage::Header | Stage::Body => Some(words::reading::compressed_file_ends_too_early(&at)),
            Stage::Trailer => Some(words::reading::compressed_file_ends_at_byte(&at)),
            Stage::Between | Stage::Over => None,
        };
        self.over(what, out);
    }

    fn over(&mut self, what: Option<String>, out: &mut Out<'_>) -> Step {
        if self.stage != Stage::Over {
            self.stage = Stage::Over;
            if let Some(what) = what {
                self.inner.trouble(what, out);
            }
            self.inner.finish(out);
        }
        Step::Over
    }
}

/// The length of a member's header; `None` where it is not all there.
pub(super) fn header(bytes: &[u8]) -> Option<usize> {
    let flags = *bytes.get(3)?;
    let mut at = 10;
    if flags & EXTRA != 0 {
        at += 2 + usize::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    }
    for flag in [NAMED, COMMENTED] {
        if flags & flag != 0 {
            at += memchr::memchr(0, bytes.get(at..)?)? + 1;
        }
    }
    if flags & CHECKED != 0 {
        at += 2;
    }
    (at <= bytes.len()).then_some(at)
}

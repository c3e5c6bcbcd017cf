//! zstd: frames one after the other, each of blocks, and frames to be skipped among them.

use super::{Layer, Out, Step};
use crate::words;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::Read;

/// How a frame begins.
pub(super) const MAGIC: &[u8] = b"\x28\xB5\x2F\xFD";

/// How a frame that holds no data goes on after its first byte.
const SKIPPED: &[u8] = b"\x2A\x4D\x18";

/// Bytes that a frame may want to look back; `zstd --ultra --long=31` wants more.
pub(super) const WINDOW: u64 = 128 << 20;

/// Bytes passed on at a time.
const PIECE: usize = 64 << 10;

/// A last block without bytes, and room for a checksum.
const LAST: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];

/// A zstd file being read.
pub(super) struct Zstd {
    stage: Stage,
    frame: FrameDecoder,
    /// Whether the frame under way ends with a checksum.
    checked: bool,
    inner: Layer,
}

impl std::fmt::Debug for Zstd {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Zstd")
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, PartialEq)]
enum Stage {
    Header,
    Blocks,
    /// Behind a frame.
    Between,
    Skip(u64),
    Over,
}

impl Zstd {
    pub fn new(inner: Layer) -> Self {
        Self {
            stage: Stage::Header,
            frame: FrameDecoder::new(),
            checked: false,
            inner,
        }
    }

    pub fn step(&mut self, input: &[u8], at: u64, out: &mut Out<'_>) -> Step {
        match self.stage {
            Stage::Header => self.header(input, at, out),
            Stage::Blocks => self.block(input, at, out),
            Stage::Between => {
                let rest = input.get(1..).unwrap_or_default();
                if input.starts_with(MAGIC) {
                    self.stage = Stage::Header;
                    Step::Took(0)
                } else if input.is_empty() || MAGIC.starts_with(input) {
                    Step::More
                } else if input[0] & 0xF0 == 0x50 && rest.starts_with(SKIPPED) {
                    let Some(length) = input.get(4..8).and_then(|length| length.try_into().ok()) else {
                        return Step::More;
                    };
                    self.stage = Stage::Skip(u32::from_le_bytes(length).into());
                    Step::Took(8)
                } else if input[0] & 0xF0 == 0x50 && SKIPPED.starts_with(rest) {
                    Step::More
                } else {
                    let what = words::reading::what_follows_at_byte(&at);
                    self.over(Some(what), out)
                }
            }
            Stage::Skip(0) => {
                self.stage = Stage::Between;
                Step::Took(0)
            }
            Stage::Skip(_) if input.is_empty() => Step::More,
            Stage::Skip(left) => {
                let took = left.min(input.len() as u64);
                self.stage = Stage::Skip(left - took);
                Step::Took(took as usize)
            }
            Stage::Over => Step::Over,
        }
    }

    /// Takes the end of the file, `at` bytes long.
    pub fn finish(&mut self, at: u64, out: &mut Out<'_>) {
        let what = match self.stage {
            Stage::Between | Stage::Over => None,
            _ => Some(words::reading::compressed_file_ends_too_early(&at)),
        };
        self.over(what, out);
    }

    fn header(&mut self, input: &[u8], at: u64, out: &mut Out<'_>) -> Step {
        let Some(length) = header(input) else { return Step::More };
        if let Some(window) = window(input)
            && window > WINDOW
        {
            let what = words::reading::data_at_byte_was_packed(&at, &(window >> 20), &(WINDOW >> 20));
            return self.over(Some(what), out);
        }
        self.checked = input[4] & 4 != 0;
        match self.frame.reset(&input[..length]) {
            Ok(()) => {
                self.stage = Stage::Blocks;
                Step::Took(length)
            }
            Err(error) => {
                let what = words::reading::compressed_data_at_byte_cannot(&at, &error);
                self.over(Some(what), out)
            }
        }
    }

    fn block(&mut self, input: &[u8], at: u64, out: &mut Out<'_>) -> Step {
        let Some((header, _)) = input.split_first_chunk::<3>() else {
            return Step::More;
        };
        let header = u32::from_le_bytes([header[0], header[1], header[2], 0]);
        let last = header & 1 == 1;
        let content = if header >> 1 & 3 == 1 { 1 } else { header >> 3 };
        let length = 3 + content as usize + if last && self.checked { 4 } else { 0 };
        let Some(block) = input.get(..length) else {
            return Step::More;
        };
        let strategy = BlockDecodingStrategy::UptoBlocks(1);
        if self.frame.decode_blocks(block, strategy).is_err() {
            let what = words::reading::compressed_data_is_broken_near(&at);
            return self.over(Some(what), out);
        }
        if !self.drain(out) {
            return self.over(None, out);
        }
        if last {
            self.stage = Stage::Between;
            if self.frame.get_checksum_from_data() != self.frame.get_calculated_checksum() && self.checked {
                let what = words::reading::checksum_at_byte_does_not(&at);
                self.inner.trouble(what, out);
            }
        }
        Step::Took(length)
    }

    /// Passes on what need not be looked back at any more; `false` where no more is wanted.
    fn drain(&mut self, out: &mut Out<'_>) -> bool {
        let mut piece = vec![0; PIECE.min(self.frame.can_collect())];
        while !piece.is_empty() {
            match self.frame.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(made) => {
                    if !self.inner.feed(&piece[..made], out) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Passes on all there is of a frame that does not go on: the decoder gives out its window only at the end of one.
    fn rest(&mut self, out: &mut Out<'_>) {
        if self.stage == Stage::Blocks
            && self
                .frame
                .decode_blocks(&LAST[..], BlockDecodingStrategy::UptoBlocks(1))
                .is_ok()
        {
            self.drain(out);
        }
    }

    fn over(&mut self, what: Option<String>, out: &mut Out<'_>) -> Step {
        if self.stage != Stage::Over {
            if what.is_some() {
                self.rest(out);
            }
            self.stage = Stage::Over;
            if let Some(what) = what {
                self.inner.trouble(what, out);
            }
            self.inner.finish(out);
        }
        Step::Over
    }
}

/// The length of a frame's header with its magic; `None` where it is not all there.
pub(super) fn header(bytes: &[u8]) -> Option<usize> {
    let flags = *bytes.get(4)?;
    let single = flags >> 5 & 1 == 1;
    let size = match flags >> 6 {
        0 => usize::from(single),
        wide => 1 << wide,
    };
    let dictionary = [0, 1, 2, 4][usize::from(flags & 3)];
    let length = 5 + usize::from(!single) + dictionary + size;
    (length <= bytes.len()).then_some(length)
}

/// Bytes that the frame of this whole header wants to look back, where that is told apart from its length.
pub(super) fn window(header: &[u8]) -> Option<u64> {
    let single = header[4] >> 5 & 1 == 1;
    let (exponent, mantissa) = (header[5] >> 3, header[5] & 7);
    let base = 1u64 << (10 + exponent);
    (!single).then(|| base + base / 8 * u64::from(mantissa))
}

//! zip: entry after entry, as they stand in the file.

use super::entry::{Counted, DESCRIPTOR, Header, LOCAL, LONGEST, descriptor, ends, foreign, is_behind, next};
use super::inflate::{Inflate, Inflated};
use super::{Layer, Out, Step, names};
use crate::words;

/// Bytes of stored data passed on at a time.
const PIECE: usize = 256 << 10;

/// A zip archive being read.
#[derive(Debug)]
pub(super) struct Zip {
    stage: Stage,
    inflate: Inflate,
    entry: Option<Open>,
    /// Bytes of the entry under way that have been passed by.
    passed: u64,
}

/// The entry under way.
#[derive(Debug)]
struct Open {
    header: Header,
    /// The file inside; `None` for what is left out.
    inner: Option<Layer>,
}

#[derive(Debug, PartialEq)]
enum Stage {
    Header,
    Stored,
    Deflated,
    /// What is left of an entry nobody wants.
    Rest,
    Descriptor,
    /// Looking for the next entry.
    Lost,
    Over,
}

impl Zip {
    pub fn new() -> Self {
        Self {
            stage: Stage::Header,
            inflate: Inflate::new(),
            entry: None,
            passed: 0,
        }
    }

    pub fn step(&mut self, input: &[u8], at: u64, last: bool, layer: &Layer, out: &mut Out<'_>) -> Step {
        match self.stage {
            Stage::Header => self.header(input, at, layer, out),
            Stage::Stored | Stage::Rest => self.stored(input, last, layer.depth, out),
            Stage::Deflated => self.deflated(input, at, last, out),
            Stage::Descriptor => self.descriptor(input, last, at, out),
            Stage::Lost => match next(input) {
                Ok(found) => {
                    self.stage = Stage::Header;
                    Step::Took(found)
                }
                Err(0) => Step::More,
                Err(none) => Step::Took(none),
            },
            Stage::Over => Step::Over,
        }
    }

    /// Takes the end of the archive, `at` bytes long.
    pub fn finish(&mut self, at: u64, out: &mut Out<'_>) {
        if self.stage == Stage::Over {
            return;
        }
        let what = words::reading::archive_ends_too_early(&at);
        match self.entry.as_mut().and_then(|entry| entry.inner.as_mut()) {
            Some(inner) => inner.trouble(what, out),
            None => out.contents.trouble(what),
        }
        self.close(out);
    }

    /// Ends the entry under way.
    pub fn close(&mut self, out: &mut Out<'_>) {
        if let Some(Open {
            inner: Some(mut inner), ..
        }) = self.entry.take()
        {
            inner.finish(out);
        }
    }

    fn header(&mut self, input: &[u8], at: u64, layer: &Layer, out: &mut Out<'_>) -> Step {
        if input.len() < 4 {
            return Step::More;
        }
        if is_behind(input) {
            self.stage = Stage::Over;
            return Step::Over;
        }
        if !input.starts_with(LOCAL) {
            self.stage = Stage::Lost;
            out.contents.trouble(words::reading::what_stands_at_byte(&at));
            return Step::Took(1);
        }
        let Some(header) = Header::read(input) else {
            return Step::More;
        };
        if layer.depth == 0 {
            if out.budget.stops(at) {
                return Step::More;
            }
            out.budget.begin(at);
            out.budget.base = (header.method == 0).then_some(at + header.length as u64);
        }
        let length = header.length;
        let mut inner = (!names::is_litter(&header.name)).then(|| layer.inside(&header.name));
        let refused = if header.encrypted {
            Some(words::reading::is_encrypted_and_cannot_be(&header.name))
        } else {
            foreign(header.method).map(|method| words::reading::is_packed_with_unpack(&header.name, &method))
        };
        self.stage = if header.method == 8 {
            Stage::Deflated
        } else {
            Stage::Stored
        };
        if let Some(refused) = refused {
            self.stage = Stage::Rest;
            if let Some(mut inner) = inner.take() {
                inner.trouble(refused, out);
                inner.finish(out);
            }
        }
        self.entry = Some(Open { header, inner });
        self.passed = 0;
        self.inflate.reset();
        Step::Took(length)
    }

    /// Passes stored data on, or passes by what is left of an entry.
    fn stored(&mut self, input: &[u8], last: bool, depth: u8, out: &mut Out<'_>) -> Step {
        let Some(entry) = &self.entry else { return Step::Over };
        let window = &input[..input.len().min(PIECE)];
        let (take, end) = match entry.header.packed {
            Some(packed) => {
                let left = packed - self.passed;
                (left.min(window.len() as u64) as usize, left <= window.len() as u64)
            }
            None => self.unmarked(input, window.len(), last),
        };
        if take == 0 && !end {
            return Step::More;
        }
        if depth == 0 || depth == 1 && out.budget.base.is_some() {
            // What is packed in there once more counts its own bytes.
            out.budget.at += take as u64;
        }
        self.pass(&input[..take], out);
        if end {
            self.stage = Stage::Descriptor;
        }
        Step::Took(take)
    }

    /// How many bytes surely belong to data of unknown length, and whether it ends with them.
    fn unmarked(&self, input: &[u8], window: usize, last: bool) -> (usize, bool) {
        let Some(found) = memchr::memmem::find(&input[..window], DESCRIPTOR) else {
            // What may be the beginning of a descriptor waits.
            let keep = if last { 0 } else { DESCRIPTOR.len() - 1 };
            return (window.saturating_sub(keep), false);
        };
        if found > 0 {
            return (found, false);
        }
        if input.len() < LONGEST && !last {
            return (0, false);
        }
        let plain = self.stage == Stage::Stored;
        if ends(&input[..input.len().min(LONGEST)], self.counted(), plain) {
            (0, true)
        } else {
            (DESCRIPTOR.len(), false)
        }
    }

    /// Bytes of the entry as they are.
    fn pass(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        self.passed += bytes.len() as u64;
        if self.stage != Stage::Stored || bytes.is_empty() {
            return;
        }
        self.inflate.sum.update(bytes);
        let wanted = match self.entry.as_mut().and_then(|entry| entry.inner.as_mut()) {
            Some(inner) => inner.feed(bytes, out),
            None => true,
        };
        if !wanted {
            self.leave(out);
        }
    }

    fn deflated(&mut self, input: &[u8], at: u64, last: bool, out: &mut Out<'_>) -> Step {
        let Some(entry) = &mut self.entry else {
            return Step::Over;
        };
        let left = entry.header.packed.map_or(u64::MAX, |packed| packed - self.passed);
        let last = last || left <= input.len() as u64;
        let input = &input[..left.min(input.len() as u64) as usize];
        let made = self.inflate.made();
        let inflated = self.inflate.step(input, at, last, entry.inner.as_mut(), out);
        let idle = made == self.inflate.made();
        match inflated {
            Inflated::Took(0) if idle && left > 0 => Step::More,
            Inflated::Took(bytes) if !idle || bytes > 0 => {
                self.passed += bytes as u64;
                Step::Took(bytes)
            }
            Inflated::Ended(bytes) => {
                self.passed += bytes as u64;
                self.stage = if entry.header.packed.is_some_and(|packed| packed > self.passed) {
                    Stage::Rest
                } else {
                    Stage::Descriptor
                };
                Step::Took(bytes)
            }
            Inflated::Unwanted => self.leave(out),
            Inflated::Took(bytes) | Inflated::Broken(bytes) => {
                if let Some(inner) = &mut entry.inner {
                    let what = words::reading::compressed_data_is_broken_near_byte(&at);
                    inner.trouble(what, out);
                }
                self.passed += bytes as u64;
                self.leave(out);
                Step::Took(bytes)
            }
        }
    }

    /// Ends the file inside and goes on to what follows the entry.
    fn leave(&mut self, out: &mut Out<'_>) -> Step {
        if let Some(mut inner) = self.entry.as_mut().and_then(|entry| entry.inner.take()) {
            inner.finish(out);
        }
        self.stage = Stage::Rest;
        Step::Took(0)
    }

    fn counted(&self) -> Counted {
        let entry = self.entry.as_ref().filter(|entry| entry.inner.is_some());
        Counted {
            sum: self.inflate.sum.sum(),
            packed: self.passed,
            unpacked: entry.map(|entry| match entry.header.method {
                0 => self.passed,
                _ => self.inflate.made(),
            }),
        }
    }

    /// Ends the entry: what was unpacked must be what was packed.
    fn descriptor(&mut self, input: &[u8], last: bool, at: u64, out: &mut Out<'_>) -> Step {
        let counted = self.counted();
        let Some(entry) = &mut self.entry else {
            return Step::Over;
        };
        let (length, sum) = if !entry.header.described {
            (0, Some(entry.header.sum))
        } else if input.starts_with(LOCAL) || is_behind(input) {
            (0, None)
        } else if input.len() < LONGEST && !last {
            return Step::More;
        } else {
            match descriptor(input, counted) {
                Some((length, sum)) => (length, Some(sum)),
                None => return Step::More,
            }
        };
        if let (Some(inner), Some(sum)) = (&mut entry.inner, sum)
            && sum != counted.sum
        {
            let what = words::reading::checksum_at_byte_does_not(&at);
            inner.trouble(what, out);
        }
        self.close(out);
        self.stage = Stage::Header;
        Step::Took(length)
    }
}

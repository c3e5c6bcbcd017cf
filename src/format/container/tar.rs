//! tar: blocks of 512 bytes, a header before each entry, and longer names and sizes in entries of their own before that.

use super::entry::LOCAL;
use super::{Layer, Out, Step, names};
use crate::words;

/// Bytes of a block: headers are one, and data fills whole ones.
const BLOCK: usize = 512;

/// Bytes of a file passed on at a time.
const PIECE: usize = 256 << 10;

/// The longest names and sizes told before an entry that are taken in, in bytes.
const TOLD: u64 = 1 << 20;

/// A tar archive being read.
#[derive(Debug)]
pub(super) struct Tar {
    stage: Stage,
    /// Bytes of what is under way that are still to come.
    left: u64,
    /// Bytes behind them, up to the next block.
    filling: u64,
    /// The file under way.
    inner: Option<Layer>,
    /// What was told of the next entry, as far as it was read.
    told: Vec<u8>,
    next: Next,
    /// Whether a block of zeros came, as the end has.
    ended: bool,
}

#[derive(Debug, PartialEq)]
enum Stage {
    Header,
    File,
    /// What is told of the next entry, by an entry of this kind.
    Told(u8),
    /// What nobody wants.
    Rest,
    /// Looking for the next header.
    Lost,
}

/// What was told of an entry before its header.
#[derive(Debug, Default)]
struct Next {
    /// Where that began.
    start: Option<u64>,
    name: Option<String>,
    size: Option<u64>,
    /// Whether the file is stored without its holes.
    sparse: bool,
}

/// A header.
struct Head {
    kind: u8,
    name: String,
    size: u64,
}

/// Kinds of entries: what pax tells of the next one, its name as GNU tar tells it, and a file with holes of the same.
const PAX: u8 = b'x';
const LONG: u8 = b'L';
const SPARSE: u8 = b'S';

impl Tar {
    pub fn new() -> Self {
        Self {
            stage: Stage::Header,
            left: 0,
            filling: 0,
            inner: None,
            told: Vec::new(),
            next: Next::default(),
            ended: false,
        }
    }

    pub fn step(&mut self, input: &[u8], at: u64, layer: &Layer, out: &mut Out<'_>) -> Step {
        match self.stage {
            Stage::Header | Stage::Lost => self.header(input, at, layer, out),
            Stage::File => {
                let Some(taken) = self.taken(input) else {
                    return Step::More;
                };
                if layer.depth == 0 {
                    // What is packed in there once more counts its own bytes.
                    out.budget.at += taken.len() as u64;
                }
                let wanted = self.inner.as_mut().is_some_and(|inner| inner.feed(taken, out));
                if !wanted || self.left == 0 {
                    self.close(out);
                    self.pass();
                }
                Step::Took(taken.len())
            }
            Stage::Told(kind) => {
                let Some(taken) = self.taken(input) else {
                    return Step::More;
                };
                self.told.extend_from_slice(taken);
                if self.left == 0 {
                    self.next.hear(kind, &std::mem::take(&mut self.told));
                    self.pass();
                }
                Step::Took(taken.len())
            }
            Stage::Rest => {
                if self.left == 0 {
                    self.stage = Stage::Header;
                    return Step::Took(0);
                }
                self.taken(input).map_or(Step::More, |taken| Step::Took(taken.len()))
            }
        }
    }

    /// Takes the end of the archive, `at` bytes long.
    pub fn finish(&mut self, at: u64, out: &mut Out<'_>) {
        let what = words::reading::archive_ends_too_early(&at);
        match &mut self.inner {
            Some(inner) => inner.trouble(what, out),
            None if self.stage == Stage::Lost || self.ended => {}
            None => out.contents.trouble(what),
        }
        self.close(out);
    }

    /// Ends the file under way.
    pub fn close(&mut self, out: &mut Out<'_>) {
        if let Some(mut inner) = self.inner.take() {
            inner.finish(out);
        }
    }

    /// The next bytes of what is under way; `None` where there are none.
    fn taken<'a>(&mut self, input: &'a [u8]) -> Option<&'a [u8]> {
        let most = self.left.min(input.len().min(PIECE) as u64);
        self.left -= most;
        (most > 0).then(|| &input[..most as usize])
    }

    /// Goes on to the next header: what is left up to it is passed by.
    fn pass(&mut self) {
        self.stage = Stage::Rest;
        self.left += self.filling;
        self.filling = 0;
    }

    fn header(&mut self, input: &[u8], at: u64, layer: &Layer, out: &mut Out<'_>) -> Step {
        let Some(block) = input.first_chunk() else {
            return Step::More;
        };
        let Some(head) = Head::read(block) else {
            if block.iter().all(|&byte| byte == 0) {
                self.ended = true;
            } else if self.stage == Stage::Header {
                self.stage = Stage::Lost;
                self.next = Next::default();
                out.contents.trouble(words::reading::what_stands_at_byte(&at));
            }
            return Step::Took(BLOCK);
        };
        self.ended = false;
        if matches!(head.kind, PAX | LONG) && head.size <= TOLD {
            self.next.start.get_or_insert(at);
            (self.left, self.filling) = (head.size, filling(head.size));
            self.stage = Stage::Told(head.kind);
            if head.size == 0 {
                self.pass();
            }
            return Step::Took(BLOCK);
        }
        let next = if matches!(head.kind, b'g' | b'K') {
            // Neither says anything of a name or a size.
            None
        } else {
            Some(std::mem::take(&mut self.next))
        };
        let next = next.unwrap_or_default();
        let size = next.size.unwrap_or(match head.kind {
            // Of links, devices and folders, the size is that of something else.
            b'1'..=b'6' => 0,
            _ => head.size,
        });
        (self.left, self.filling) = (size, filling(size));
        let name = next.name.unwrap_or(head.name);
        let name = name.trim_start_matches("./");
        let is_file = matches!(head.kind, 0 | b'0' | b'7' | SPARSE) && !names::is_litter(name);
        if !is_file {
            self.pass();
            return Step::Took(BLOCK);
        }
        if layer.depth == 0 {
            out.budget.begin(next.start.unwrap_or(at));
            out.budget.base = Some(at + BLOCK as u64);
        }
        let mut inner = layer.inside(name);
        if layer.streamed {
            // A compressed archive is one wrapping.
            inner.depth = layer.depth;
        }
        if next.sparse || head.kind == SPARSE {
            inner.trouble(words::reading::is_stored_without_its_holes(&name), out);
            inner.finish(out);
            self.pass();
            return Step::Took(BLOCK);
        }
        self.inner = Some(inner);
        self.stage = Stage::File;
        if size == 0 {
            self.close(out);
            self.pass();
        }
        Step::Took(BLOCK)
    }
}

impl Next {
    /// Takes what an entry of this kind tells.
    fn hear(&mut self, kind: u8, told: &[u8]) {
        if kind == LONG {
            self.name = Some(text(told));
            return;
        }
        let mut rest = told;
        while let Some(space) = rest.iter().position(|&byte| byte == b' ') {
            let number = std::str::from_utf8(&rest[..space]).ok();
            let Some(record) = number
                .and_then(|number| number.parse().ok())
                .filter(|&length: &usize| length > space)
                .and_then(|length| rest.get(space + 1..length))
            else {
                return;
            };
            rest = &rest[space + 1 + record.len()..];
            let record = record.strip_suffix(b"\n").unwrap_or(record);
            let Some(equals) = record.iter().position(|&byte| byte == b'=') else {
                continue;
            };
            let (key, value) = (&record[..equals], &record[equals + 1..]);
            match key {
                b"path" => self.name = Some(text(value)),
                b"size" => {
                    let size = std::str::from_utf8(value).ok().and_then(|size| size.parse().ok());
                    self.size = size.filter(|&size| fits(size));
                }
                _ => self.sparse |= key.starts_with(b"GNU.sparse."),
            }
        }
    }
}

impl Head {
    /// The header that a block is; `None` where it is none.
    fn read(block: &[u8; BLOCK]) -> Option<Self> {
        // Whoever begins to read at an entry takes this one for an entry of a zip archive.
        if block[0] == 0 || block.starts_with(LOCAL) {
            return None;
        }
        let told = octal(&block[148..156])?;
        let counted = |each: fn(u8) -> i64| -> i64 {
            let sum: i64 = block.iter().map(|&byte| each(byte)).sum();
            sum - block[148..156].iter().map(|&byte| each(byte)).sum::<i64>() + 8 * i64::from(b' ')
        };
        let told = i64::try_from(told).ok()?;
        // Some have added them up with signs.
        if told != counted(i64::from) && told != counted(|byte| i64::from(byte.cast_signed())) {
            return None;
        }
        let size = match block[124] {
            0x80 => {
                let (high, low) = block[125..136].split_at(3);
                let low = low.iter().fold(0, |size, &byte| size << 8 | u64::from(byte));
                high.iter().all(|&byte| byte == 0).then_some(low)?
            }
            0x81.. => return None,
            _ => octal(&block[124..136]).unwrap_or(0),
        };
        let (name, before) = (text(&block[..100]), text(&block[345..500]));
        let prefixed = block[257..].starts_with(b"ustar\0") && !before.is_empty();
        let name = if prefixed { format!("{before}/{name}") } else { name };
        fits(size).then(|| Self {
            kind: block[156],
            name,
            size,
        })
    }
}

/// Whether a file begins as such an archive does; `None` where there are too few bytes to tell.
pub(super) fn begins(bytes: &[u8]) -> Option<bool> {
    if let Some(block) = bytes.first_chunk() {
        return Some(Head::read(block).is_some());
    }
    let name = &bytes[..bytes.len().min(100)];
    let padded = name.iter().find(|&&byte| byte < b' ').is_none_or(|&byte| byte == 0);
    let rights = bytes.iter().skip(100).take(8);
    let fits = padded && bytes.first() != Some(&0) && rights.copied().all(is_octal);
    if fits { None } else { Some(false) }
}

fn is_octal(byte: u8) -> bool {
    matches!(byte, b'0'..=b'7' | b' ' | 0)
}

/// Bytes from data of this size to the next block.
fn filling(size: u64) -> u64 {
    size.next_multiple_of(BLOCK as u64) - size
}

/// Whether a file can be so large.
fn fits(size: u64) -> bool {
    size <= u64::MAX >> 1
}

/// The number in a field; `None` where there is none.
fn octal(field: &[u8]) -> Option<u64> {
    let digits = field.trim_ascii_start();
    let end = digits.iter().position(|byte| matches!(byte, b' ' | 0));
    let digits = std::str::from_utf8(&digits[..end.unwrap_or(digits.len())]).ok()?;
    u64::from_str_radix(digits, 8).ok()
}

/// The text in a field, which ends before its first zero.
fn text(field: &[u8]) -> String {
    let end = memchr::memchr(0, field).unwrap_or(field.len());
    names::decode(&field[..end], true)
}

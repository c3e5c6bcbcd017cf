//! What stands before and behind each entry of a zip archive.

use super::names;
use crate::words;

/// How an entry begins.
pub(super) const LOCAL: &[u8] = b"PK\x03\x04";
/// How the directory of an archive without entries ends.
pub(super) const END: &[u8] = b"PK\x05\x06";
/// How the descriptor behind an entry mostly begins.
pub(super) const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// What stands behind the last entry: a line of the directory, its ends, and what belongs to an encrypted one.
const BEHIND: [&[u8]; 5] = [b"PK\x01\x02", END, b"PK\x06\x06", b"PK\x06\x07", b"PK\x06\x08"];

/// Bytes of a header without name and extra fields.
const HEADER: usize = 30;
/// The size that stands for one told in an extra field.
pub(super) const FAR: u32 = u32::MAX;
/// Bytes of the longest descriptor.
pub(super) const LONGEST: usize = 24;

/// The header of an entry.
#[derive(Debug)]
pub(super) struct Header {
    pub name: String,
    pub method: u16,
    pub encrypted: bool,
    /// Whether a descriptor follows the data.
    pub described: bool,
    pub sum: u32,
    /// Packed bytes; `None` where they are told only behind the data.
    pub packed: Option<u64>,
    /// Bytes of the header.
    pub length: usize,
}

/// What is known of an entry when its data has been read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub sum: u32,
    pub packed: u64,
    /// `None` where it was not unpacked to its end.
    pub unpacked: Option<u64>,
}

impl Header {
    /// The header that `bytes` begin with; `None` where it is not all there.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let name = name(bytes)?;
        let length = HEADER + name.len() + usize::from(short(bytes, 28));
        let extra = bytes.get(HEADER + name.len()..length)?;
        let flags = short(bytes, 6);
        let (described, encrypted) = (flags & 8 != 0, flags & 1 != 0);
        let (packed, unpacked) = (long(bytes, 18), long(bytes, 22));
        let packed = match packed {
            // The length before packing stands first, if it stands there.
            FAR => field(extra, 1).and_then(|field| wide(field, if unpacked == FAR { 8 } else { 0 })),
            packed => Some(u64::from(packed)),
        };
        // Some writers claim the largest length there is for a folder.
        let folder = name.ends_with(b"/") && short(bytes, 8) == 0;
        let packed = if folder {
            Some(0)
        } else {
            packed.filter(|&packed| !described || packed > 0)
        };
        Some(Self {
            name: names::decode(name, flags & 0x800 != 0),
            method: short(bytes, 8),
            encrypted,
            described,
            sum: long(bytes, 14),
            packed,
            length,
        })
    }
}

/// The name in the header that `bytes` begin with.
pub(super) fn name(bytes: &[u8]) -> Option<&[u8]> {
    let length = usize::from(u16::from_le_bytes([*bytes.get(26)?, *bytes.get(27)?]));
    bytes.get(HEADER..HEADER + length)
}

/// Whether an archive whose first entry has this name is a document of an office program, which is read as one file.
pub(super) fn is_office(name: &[u8]) -> bool {
    name == b"[Content_Types].xml"
        || name == b"mimetype"
        || [&b"_rels/"[..], b"docProps/", b"xl/", b"word/"]
            .iter()
            .any(|folder| name.starts_with(folder))
}

/// Whether the entries end here.
pub(super) fn is_behind(bytes: &[u8]) -> bool {
    BEHIND.iter().any(|magic| bytes.starts_with(magic))
}

/// The offset of the next header or the directory; otherwise how many bytes hold neither.
pub(super) fn next(bytes: &[u8]) -> Result<usize, usize> {
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&bytes[from..], b"PK") {
        let at = from + found;
        if bytes[at..].starts_with(LOCAL) || is_behind(&bytes[at..]) {
            return Ok(at);
        }
        if bytes.len() - at < 4 {
            return Err(at);
        }
        from = at + 2;
    }
    Err(bytes.len() - usize::from(bytes.last() == Some(&b'P')))
}

/// The length of the descriptor behind the data and the checksum in it. `bytes` are [`LONGEST`] ones, or all there are.
pub(super) fn descriptor(bytes: &[u8], counted: Counted) -> Option<(usize, u32)> {
    let marked = if bytes.starts_with(DESCRIPTOR) { 4 } else { 0 };
    let fields = bytes.get(marked..)?;
    let sum = u32::from_le_bytes(fields.get(..4)?.try_into().ok()?);
    let far = wide(fields, 4) == Some(counted.packed)
        && match counted.unpacked {
            Some(unpacked) => wide(fields, 12) == Some(unpacked),
            // The next header there: then the fields before it were short ones.
            None => fields.get(12..14) != Some(b"PK"),
        };
    let length = marked + if far { 20 } else { 12 };
    (length <= bytes.len()).then_some((length, sum))
}

/// Whether data of this length ends where `bytes`, [`LONGEST`] ones or all there are, begin with a descriptor. `check`: by its checksum, too.
pub(super) fn ends(bytes: &[u8], counted: Counted, check: bool) -> bool {
    let told = |fields: &[u8]| {
        let near = fields
            .get(4..8)
            .is_some_and(|_| u64::from(long(fields, 4)) == counted.packed);
        near || wide(fields, 4) == Some(counted.packed)
    };
    bytes.starts_with(DESCRIPTOR)
        && told(&bytes[4..])
        && descriptor(bytes, counted).is_some_and(|(_, sum)| !check || sum == counted.sum)
}

/// What an entry was packed with, where it is nothing that is unpacked here.
pub(super) fn foreign(method: u16) -> Option<&'static str> {
    Some(match method {
        0 | 8 => return None,
        9 => "Deflate64",
        12 => "bzip2",
        14 => "LZMA",
        93 => "zstd",
        95 => "xz",
        1..=6 => words::reading::METHOD_OF_EIGHTIES,
        _ => words::reading::UNKNOWN_METHOD,
    })
}

/// The extra field with this number.
pub(super) fn field(mut extra: &[u8], wanted: u16) -> Option<&[u8]> {
    while extra.len() >= 4 {
        let (number, length) = (short(extra, 0), usize::from(short(extra, 2)));
        let field = extra.get(4..4 + length)?;
        if number == wanted {
            return Some(field);
        }
        extra = &extra[4 + length..];
    }
    None
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(short(bytes, at)) | u32::from(short(bytes, at + 2)) << 16
}

pub(super) fn wide(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

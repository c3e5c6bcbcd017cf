//! The parts of a workbook by name: the directory at the end of the zip, which is all there before a workbook is read.

use super::super::entry::{FAR, field, wide};
use crate::words;
use flate2::{Decompress, FlushDecompress, Status};

/// Bytes unpacked at a time.
const PIECE: usize = 64 << 10;

/// The parts of a workbook that is all there.
pub(super) struct Parts<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
}

struct Part {
    name: String,
    /// Offset of its header.
    at: usize,
    packed: usize,
    method: u16,
}

impl<'a> Parts<'a> {
    /// Reads the directory; `None` where there is none.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let from = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
        let end = from + memchr::memmem::rfind(&bytes[from..], b"PK\x05\x06")?;
        let count = short(bytes, end + 10)?;
        let mut at = long(bytes, end + 16)?;
        let mut parts = Vec::new();
        for _ in 0..count {
            if bytes.get(at..at + 4)? != b"PK\x01\x02" {
                return None;
            }
            let name = at + 46..at + 46 + short(bytes, at + 28)?;
            let behind = name.end + short(bytes, at + 30)?;
            // Numbers too large for their place stand in an extra field, one behind the other.
            let mut far = field(bytes.get(name.end..behind)?, 1).unwrap_or_default();
            let mut told = |place: usize| {
                let near = long(bytes, place)?;
                if near != FAR as usize {
                    return Some(near);
                }
                let told = wide(far, 0)?;
                far = &far[8..];
                usize::try_from(told).ok()
            };
            let (_, packed, start) = (told(at + 24)?, told(at + 20)?, told(at + 42)?);
            parts.push(Part {
                name: String::from_utf8_lossy(bytes.get(name)?).into_owned(),
                at: start,
                packed,
                method: short(bytes, at + 10)? as u16,
            });
            at = behind + short(bytes, at + 32)?;
        }
        Some(Self { bytes, parts })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.name.eq_ignore_ascii_case(name))
    }

    /// Unpacks a part piece by piece; `take` answers whether it wants more. The error is a sentence.
    pub fn read(&self, name: &str, take: &mut dyn FnMut(&[u8]) -> Result<(), String>) -> Result<(), String> {
        let damaged = || words::reading::workbook_is_damaged_its_part(&name);
        let part = self
            .parts
            .iter()
            .find(|part| part.name.eq_ignore_ascii_case(name))
            .ok_or_else(damaged)?;
        let lengths = short(self.bytes, part.at + 26).zip(short(self.bytes, part.at + 28));
        let start = lengths
            .map(|(name, extra)| part.at + 30 + name + extra)
            .ok_or_else(damaged)?;
        let end = start.checked_add(part.packed).ok_or_else(damaged)?;
        let packed = self.bytes.get(start..end).ok_or_else(damaged)?;
        match part.method {
            0 => packed.chunks(PIECE).try_for_each(take),
            8 => {
                let mut stream = Decompress::new(false);
                let mut piece = vec![0; PIECE];
                loop {
                    let (read, written) = (stream.total_in() as usize, stream.total_out());
                    let status = stream.decompress(&packed[read..], &mut piece, FlushDecompress::None);
                    let made = (stream.total_out() - written) as usize;
                    take(&piece[..made])?;
                    match status {
                        Ok(Status::StreamEnd) => return Ok(()),
                        Ok(_) if made > 0 || stream.total_in() as usize > read => {}
                        _ => return Err(damaged()),
                    }
                }
            }
            _ => Err(damaged()),
        }
    }
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?) as usize)
}

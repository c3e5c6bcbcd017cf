//! The encodings of values: whatever they are, a value comes out as its bytes, numbers with the lowest byte first.

use super::bits::{Deltas, Runs, bits};

/// How values are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    Boolean,
    /// In so many bytes.
    Fixed(usize),
    /// Behind their lengths.
    Bytes,
}

/// The numbers of encodings.
const PLAIN: i64 = 0;
const PLAIN_DICTIONARY: i64 = 2;
const RLE: i64 = 3;
const DELTA_BINARY_PACKED: i64 = 5;
const DELTA_LENGTH_BYTE_ARRAY: i64 = 6;
const DELTA_BYTE_ARRAY: i64 = 7;
const RLE_DICTIONARY: i64 = 8;
const BYTE_STREAM_SPLIT: i64 = 9;

/// The values of one page, read one after the other.
#[derive(Debug)]
pub(super) struct Decoder {
    how: How,
    stored: Stored,
    /// Offset of what is read next; of truth values its bit.
    at: usize,
    /// The value at hand, where it does not stand in the page as it is.
    value: Vec<u8>,
}

#[derive(Debug)]
enum How {
    Plain,
    /// Places in the dictionary.
    Codes(Runs),
    Booleans(Runs),
    Deltas(Deltas),
    /// Lengths first, then the bytes of all values.
    Lengths(Deltas),
    /// What a value shares with the one before, and what is its own.
    Fronts(Deltas, Deltas),
    /// All first bytes, then all second ones: how many there are of each, and how many values are left.
    Split(usize, usize),
}

impl Decoder {
    /// A decoder of the values that stand in a page from `at` on; `None` where they cannot be encoded so, or the page ends too early.
    pub fn new(encoding: i64, stored: Stored, page: &[u8], at: usize) -> Option<Self> {
        let mut begin = at;
        let how = match (encoding, stored) {
            (PLAIN, Stored::Boolean) => {
                begin = at.checked_mul(8)?;
                How::Plain
            }
            (PLAIN, _) => How::Plain,
            // A page of nulls may be empty.
            (PLAIN_DICTIONARY | RLE_DICTIONARY, _) => {
                let width = page.get(at).copied().unwrap_or(0);
                How::Codes(Runs::new((at + 1).min(page.len()), page.len(), width)?)
            }
            (RLE, Stored::Boolean) => How::Booleans(Runs::new((at + 4).min(page.len()), page.len(), 1)?),
            (DELTA_BINARY_PACKED, Stored::Fixed(4 | 8)) => How::Deltas(Deltas::new(page, at)?),
            (DELTA_LENGTH_BYTE_ARRAY, Stored::Bytes) => {
                let lengths = Deltas::new(page, at)?;
                begin = lengths.clone().end(page)?;
                How::Lengths(lengths)
            }
            (DELTA_BYTE_ARRAY, Stored::Bytes | Stored::Fixed(_)) => {
                let shared = Deltas::new(page, at)?;
                let own = Deltas::new(page, shared.clone().end(page)?)?;
                begin = own.clone().end(page)?;
                How::Fronts(shared, own)
            }
            (BYTE_STREAM_SPLIT, Stored::Fixed(width)) => {
                let count = page.len().checked_sub(at)?.checked_div(width)?;
                How::Split(count, count)
            }
            _ => return None,
        };
        Some(Self {
            how,
            stored,
            at: begin,
            value: Vec::new(),
        })
    }

    /// Whether values are places in the dictionary.
    pub fn is_coded(&self) -> bool {
        matches!(self.how, How::Codes(_))
    }

    /// The next place in the dictionary.
    #[inline]
    pub fn code(&mut self, page: &[u8]) -> Option<usize> {
        match &mut self.how {
            How::Codes(runs) => runs.next(page).map(|code| code as usize),
            _ => None,
        }
    }

    /// The next value.
    pub fn next<'a>(&'a mut self, page: &'a [u8]) -> Option<&'a [u8]> {
        let length = match &mut self.how {
            How::Plain => match self.stored {
                Stored::Fixed(width) => width,
                Stored::Bytes => {
                    let length = page.get(self.at..self.at.checked_add(4)?)?;
                    self.at += 4;
                    u32::from_le_bytes(length.try_into().ok()?) as usize
                }
                Stored::Boolean => {
                    let value = bits(page, self.at, 1)?;
                    self.at += 1;
                    return self.made(&[value as u8]);
                }
            },
            How::Lengths(lengths) => usize::try_from(lengths.next(page)?).ok()?,
            How::Codes(_) => return None,
            How::Booleans(runs) => {
                let value = runs.next(page)?;
                return self.made(&[value as u8]);
            }
            How::Deltas(deltas) => {
                let value = deltas.next(page)?.to_le_bytes();
                return self.made(&value[..width(self.stored).min(8)]);
            }
            How::Fronts(shared, own) => {
                let (shared, own) = (shared.next(page)?, usize::try_from(own.next(page)?).ok()?);
                let shared = usize::try_from(shared)
                    .ok()
                    .filter(|&shared| shared <= self.value.len())?;
                let own = page.get(self.at..self.at.checked_add(own)?)?;
                self.at += own.len();
                self.value.truncate(shared);
                self.value.extend_from_slice(own);
                return Some(&self.value);
            }
            How::Split(count, left) => {
                *left = left.checked_sub(1)?;
                self.value.clear();
                while self.value.len() < width(self.stored) {
                    self.value.push(*page.get(self.at + self.value.len() * *count)?);
                }
                self.at += 1;
                return Some(&self.value);
            }
        };
        let value = page.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(value)
    }

    fn made(&mut self, value: &[u8]) -> Option<&[u8]> {
        self.value.clear();
        self.value.extend_from_slice(value);
        Some(&self.value)
    }
}

/// Bytes of each value, where that is fixed.
fn width(stored: Stored) -> usize {
    match stored {
        Stored::Boolean => 1,
        Stored::Fixed(width) => width,
        Stored::Bytes => 0,
    }
}

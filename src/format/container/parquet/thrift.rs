//! Thrift's compact protocol, in which a Parquet file says what it holds: fields by number, whole numbers of any length, lists.

/// Structures in structures, and lists in lists, that are passed over; none of a footer are as deep.
const DEPTH: u8 = 32;

/// What a field is, as far as it matters here.
pub(super) mod kind {
    pub const TRUE: u8 = 1;
    pub const FALSE: u8 = 2;
    pub const BYTE: u8 = 3;
    pub const SHORT: u8 = 4;
    pub const WIDE: u8 = 6;
    pub const TEXT: u8 = 8;
    pub const LIST: u8 = 9;
    pub const SET: u8 = 10;
    pub const MAP: u8 = 11;
    pub const STRUCT: u8 = 12;
}
use kind::*;

/// Bytes being read; `None` from anything says that they are not what they should be, or that they end.
pub(super) struct Thrift<'a> {
    bytes: &'a [u8],
    /// Offset of what is read next.
    pub at: usize,
}

impl<'a> Thrift<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Reads the fields of a structure: `take` is given the number and the kind of each, and reads or [passes over](Self::skip) it.
    pub fn fields(&mut self, take: &mut dyn FnMut(&mut Self, i16, u8) -> Option<()>) -> Option<()> {
        let mut field = 0_i16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            field = match head >> 4 {
                0 => i16::try_from(self.signed()?).ok()?,
                step => field.checked_add(step.into())?,
            };
            take(self, field, head & 15)?;
        }
    }

    /// Reads a list of structures, each of at least so many bytes; `take` reads one.
    pub fn list(&mut self, kind: u8, least: u64, take: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if kind != LIST {
            return None;
        }
        let (count, kind) = self.head()?;
        if kind != STRUCT {
            return self.skip_all(count, &[kind], DEPTH);
        }
        if count.checked_mul(least)? > self.bytes.len().saturating_sub(self.at) as u64 {
            return None;
        }
        (0..count).try_for_each(|_| take(self))
    }

    /// A whole number.
    pub fn number(&mut self, kind: u8) -> Option<i64> {
        match kind {
            BYTE => Some(i64::from(self.byte()? as i8)),
            SHORT..=WIDE => self.signed(),
            _ => None,
        }
    }

    /// Text, or any bytes.
    pub fn text(&mut self, kind: u8) -> Option<&'a [u8]> {
        let length = usize::try_from(self.varint()?).ok()?;
        let text = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        (kind == TEXT).then_some(text)
    }

    /// Passes over a value.
    pub fn skip(&mut self, kind: u8) -> Option<()> {
        self.skip_within(kind, DEPTH)
    }

    fn skip_within(&mut self, kind: u8, depth: u8) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            TRUE | FALSE => Some(()),
            SHORT..=WIDE => self.varint().map(drop),
            BYTE => self.pass(1),
            7 => self.pass(8),
            TEXT => self.text(TEXT).map(drop),
            LIST | SET => {
                let (count, kind) = self.head()?;
                self.skip_all(count, &[kind], depth)
            }
            MAP => match self.varint()? {
                0 => Some(()),
                count => {
                    let kinds = self.byte()?;
                    self.skip_all(count, &[kinds >> 4, kinds & 15], depth)
                }
            },
            STRUCT => self.fields(&mut |inner, _, kind| inner.skip_within(kind, depth)),
            _ => None,
        }
    }

    /// Passes over so many elements, each of which is a value of each kind. Truth takes a byte there.
    fn skip_all(&mut self, count: u64, kinds: &[u8], depth: u8) -> Option<()> {
        for _ in 0..count {
            for &kind in kinds {
                let kind = if kind == TRUE || kind == FALSE { BYTE } else { kind };
                self.skip_within(kind, depth)?;
            }
        }
        Some(())
    }

    /// How many elements a list has, and their kind.
    fn head(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            count => count.into(),
        };
        Some((count, head & 15))
    }

    fn pass(&mut self, bytes: usize) -> Option<()> {
        self.at += bytes;
        (self.at <= self.bytes.len()).then_some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        varint(self.bytes, &mut self.at)
    }

    fn signed(&mut self) -> Option<i64> {
        self.varint().map(zigzag)
    }
}

/// A number in groups of seven bits, the lowest first.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(number);
        }
    }
    None
}

/// A number whose lowest bit is its sign.
pub(super) fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

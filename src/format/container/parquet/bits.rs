//! Numbers of a few bits each: packed, in runs, or as differences from one to the next.
//!
//! Nothing is unpacked before it is asked for, so that a run of a thousand million values costs nothing.

use super::thrift::{varint, zigzag};

/// `width` bits at the bit `bit`, the lowest first; `None` where the bytes end before.
#[inline]
pub(super) fn bits(bytes: &[u8], bit: usize, width: u8) -> Option<u64> {
    let (at, shift) = (bit / 8, bit % 8);
    let mut value = match bytes.get(at..at + 8) {
        Some(word) => u64::from_le_bytes(word.try_into().ok()?) >> shift,
        None if bit + usize::from(width) > bytes.len().saturating_mul(8) => return None,
        None => {
            let rest = bytes.get(at..).unwrap_or_default();
            rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)) >> shift
        }
    };
    if shift + usize::from(width) > 64 {
        value |= u64::from(*bytes.get(at + 8)?) << (64 - shift);
    }
    Some(if width == 64 { value } else { value & ((1 << width) - 1) })
}

/// Numbers in runs of one value, and packed in between.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    at: usize,
    end: usize,
    width: u8,
    /// Numbers left of the run under way.
    left: u64,
    /// Where the next number of a packed run is; `None` in a run of `value`.
    bit: Option<usize>,
    value: u32,
}

impl Runs {
    /// Runs of numbers `width` bits wide, between these offsets; `None` for numbers too wide.
    pub fn new(at: usize, end: usize, width: u8) -> Option<Self> {
        (width <= 32).then_some(Self {
            at,
            end,
            width,
            ..Self::default()
        })
    }

    #[inline]
    pub fn next(&mut self, page: &[u8]) -> Option<u32> {
        while self.left == 0 {
            self.run(page.get(..self.end)?)?;
        }
        self.left -= 1;
        match &mut self.bit {
            None => Some(self.value),
            Some(bit) => {
                let value = bits(page.get(..self.end)?, *bit, self.width)?;
                *bit += usize::from(self.width);
                Some(value as u32)
            }
        }
    }

    fn run(&mut self, page: &[u8]) -> Option<()> {
        let head = varint(page, &mut self.at)?;
        let width = usize::from(self.width);
        if head & 1 == 1 {
            let packed = usize::try_from(head >> 1).ok()?.checked_mul(width)?;
            self.left = (head >> 1).checked_mul(8)?;
            self.bit = Some(self.at.checked_mul(8)?);
            // Some writers leave out what pads the last run.
            self.at = self.at.checked_add(packed)?.min(self.end);
        } else {
            let value = page.get(self.at..self.at + width.div_ceil(8))?;
            self.value = value.iter().rev().fold(0, |word, &byte| word << 8 | u32::from(byte));
            self.left = head >> 1;
            self.bit = None;
            self.at += width.div_ceil(8);
        }
        Some(())
    }
}

/// Whole numbers as differences: blocks, each with its least difference, of smaller blocks, each as wide as it must be.
#[derive(Clone, Debug)]
pub(super) struct Deltas {
    at: usize,
    /// Small blocks in a block, and numbers in a small one.
    blocks: usize,
    size: usize,
    /// Numbers left, of all and of the small block under way.
    left: u64,
    here: usize,
    /// The small block that is next in its block, and where their widths stand.
    block: usize,
    widths: usize,
    width: u8,
    bit: usize,
    least: i64,
    value: i64,
    first: bool,
}

impl Deltas {
    /// Differences that begin at this offset.
    pub fn new(page: &[u8], mut at: usize) -> Option<Self> {
        let size = usize::try_from(varint(page, &mut at)?).ok()?;
        let blocks = usize::try_from(varint(page, &mut at)?).ok()?;
        let left = varint(page, &mut at)?;
        let value = zigzag(varint(page, &mut at)?);
        let fits = blocks > 0 && size.is_multiple_of(blocks) && (size / blocks).is_multiple_of(8) && size > 0;
        fits.then(|| Self {
            at,
            blocks,
            size: size / blocks,
            left,
            here: 0,
            block: blocks,
            widths: 0,
            width: 0,
            bit: 0,
            least: 0,
            value,
            first: true,
        })
    }

    #[inline]
    pub fn next(&mut self, page: &[u8]) -> Option<i64> {
        self.left = self.left.checked_sub(1)?;
        if std::mem::take(&mut self.first) {
            return Some(self.value);
        }
        if self.here == 0 {
            self.open(page)?;
        }
        let difference = bits(page, self.bit, self.width)?;
        self.here -= 1;
        self.bit += usize::from(self.width);
        self.value = self.value.wrapping_add(self.least).wrapping_add(difference as i64);
        Some(self.value)
    }

    /// The offset behind the last number.
    pub fn end(mut self, page: &[u8]) -> Option<usize> {
        let mut left = self.left.saturating_sub(1);
        while left > 0 {
            self.open(page)?;
            left = left.saturating_sub(self.size as u64);
        }
        Some(self.at)
    }

    fn open(&mut self, page: &[u8]) -> Option<()> {
        if self.block == self.blocks {
            self.least = zigzag(varint(page, &mut self.at)?);
            self.widths = self.at;
            self.at = self.at.checked_add(self.blocks)?;
            self.block = 0;
        }
        self.width = *page.get(self.widths + self.block)?;
        self.block += 1;
        self.bit = self.at.checked_mul(8)?;
        self.at = self.at.checked_add(self.size.checked_mul(self.width.into())? / 8)?;
        self.here = self.size;
        (self.width <= 64 && self.bit <= page.len().saturating_mul(8)).then_some(())
    }
}

/// How deep in optional and repeated groups each value stands.
#[derive(Clone, Debug, Default)]
pub(super) enum Levels {
    /// There is but one level.
    #[default]
    Flat,
    Runs(Runs),
    /// Packed from the highest bit on, as the oldest files have it: the next bit, and the width of each.
    Packed(usize, u8),
}

impl Levels {
    #[inline]
    pub fn next(&mut self, page: &[u8]) -> Option<u8> {
        match self {
            Self::Flat => Some(0),
            Self::Runs(runs) => runs.next(page).map(|level| level as u8),
            Self::Packed(bit, width) => {
                let mut level = 0;
                for _ in 0..*width {
                    level = level << 1 | page.get(*bit / 8)? >> (7 - *bit % 8) & 1;
                    *bit += 1;
                }
                Some(level)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_read_wherever_they_stand() {
        let bytes: Vec<u8> = (0..40_u8).map(|byte| byte.wrapping_mul(151) ^ 0x5A).collect();
        let one = |bit: usize| u64::from(bytes[bit / 8] >> (bit % 8) & 1);
        for bit in 0..320 {
            for width in 0..=64_u8 {
                let expected = (bit + usize::from(width) <= 320)
                    .then(|| (0..usize::from(width)).fold(0, |word, step| word | one(bit + step) << step));
                assert_eq!(bits(&bytes, bit, width), expected, "{width} bits at {bit}");
            }
        }
    }

    #[test]
    fn the_oldest_levels_begin_with_the_highest_bit() {
        // The example of the format's specification: 0 to 7 in three bits each.
        let bytes = [0b0000_0101, 0b0011_1001, 0b0111_0111];
        let mut levels = Levels::Packed(0, 3);
        let read: Vec<_> = std::iter::from_fn(|| levels.next(&bytes)).collect();
        assert_eq!(read, [0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn a_run_without_its_padding_ends_where_the_bytes_do() {
        let mut runs = Runs::new(0, 2, 2).expect("two bits");
        let read: Vec<_> = std::iter::from_fn(|| runs.next(&[0b11, 0b1110_0100, 0xFF])).collect();
        assert_eq!(read, [0, 1, 2, 3]);
    }
}

//! What a page says of itself before its bytes, and the levels its values begin with.

use super::bits::{Levels, Runs};
use super::thrift::{Thrift, kind};

/// Numbers of encodings of levels and of kinds of pages.
const RLE: i64 = 3;
const BIT_PACKED: i64 = 4;
pub(super) const DATA: i64 = 0;
pub(super) const DICTIONARY: i64 = 2;
pub(super) const DATA_2: i64 = 3;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub kind: i64,
    pub size: i64,
    pub packed: i64,
    pub sum: Option<i64>,
    pub values: i64,
    pub encoding: i64,
    /// How levels are encoded; of the newer pages, how many bytes they are.
    pub level: i64,
    pub again: i64,
    /// Whether it is not compressed, whatever the chunk says.
    pub plain: bool,
}

/// Levels up to `most` in runs between these offsets.
pub(super) fn runs(at: usize, end: usize, most: u8) -> Option<Levels> {
    Some(match most {
        0 => Levels::Flat,
        most => Levels::Runs(Runs::new(at, end, width(most))?),
    })
}

/// Levels of an older page at `at`, which is moved behind them.
pub(super) fn older(page: &[u8], at: &mut usize, encoding: i64, most: u8, values: i64) -> Option<Levels> {
    match encoding {
        _ if most == 0 => Some(Levels::Flat),
        RLE => {
            let length = u32::from_le_bytes(page.get(*at..*at + 4)?.try_into().ok()?);
            let start = *at + 4;
            *at = start.checked_add(length as usize).filter(|&end| end <= page.len())?;
            runs(start, *at, most)
        }
        BIT_PACKED => {
            let start = at.checked_mul(8)?;
            let bits = usize::try_from(values).ok()?.checked_mul(width(most).into())?;
            *at = at.checked_add(bits.div_ceil(8)).filter(|&end| end <= page.len())?;
            Some(Levels::Packed(start, width(most)))
        }
        _ => None,
    }
}

/// Bits of numbers up to `most`.
fn width(most: u8) -> u8 {
    8 - most.leading_zeros() as u8
}

/// The header that `bytes` begin with, and its length.
pub(super) fn header(bytes: &[u8]) -> Option<(Header, usize)> {
    let mut header = Header::default();
    let mut thrift = Thrift::new(bytes);
    thrift.fields(&mut |thrift, field, kind| {
        let number = match field {
            1 => &mut header.kind,
            2 => &mut header.size,
            3 => &mut header.packed,
            4 => header.sum.insert(0),
            5 | 7 | 8 if kind == kind::STRUCT => {
                return thrift.fields(&mut |thrift, inner, kind| {
                    let number = match (field, inner) {
                        (_, 1) => &mut header.values,
                        (5 | 7, 2) | (8, 4) => &mut header.encoding,
                        (5, 3) | (8, 5) => &mut header.level,
                        (5, 4) | (8, 6) => &mut header.again,
                        (8, 7) => {
                            header.plain = kind == kind::FALSE;
                            return thrift.skip(kind);
                        }
                        _ => return thrift.skip(kind),
                    };
                    *number = thrift.number(kind)?;
                    Some(())
                });
            }
            _ => return thrift.skip(kind),
        };
        *number = thrift.number(kind)?;
        Some(())
    })?;
    Some((header, thrift.at))
}

//! What the pages of a Parquet file are compressed with.

use super::super::gzip;
use super::super::zstd;
use flate2::{Decompress, FlushDecompress, Status};
use ruzstd::decoding::FrameDecoder;

/// The numbers of codecs that are unpacked here, and what all are called.
pub(super) const PLAIN: i64 = 0;
const SNAPPY: i64 = 1;
const GZIP: i64 = 2;
const LZ4: i64 = 5;
const ZSTD: i64 = 6;
const LZ4_RAW: i64 = 7;
const NAMES: [&str; 8] = ["uncompressed", "snappy", "gzip", "LZO", "Brotli", "LZ4", "zstd", "LZ4"];

/// What a codec is called.
pub(super) fn name(codec: i64) -> Option<&'static str> {
    NAMES.get(usize::try_from(codec).ok()?).copied()
}

/// Whether a codec is unpacked here.
pub(super) fn is_known(codec: i64) -> bool {
    matches!(codec, PLAIN | SNAPPY | GZIP | LZ4 | ZSTD | LZ4_RAW)
}

/// Unpacks `packed` behind what stands in `out`, which is then `size` bytes longer; `None` where it is damaged or of another size.
pub(super) fn unpack(codec: i64, packed: &[u8], size: usize, out: &mut Vec<u8>) -> Option<()> {
    let from = out.len();
    let end = from.checked_add(size)?;
    match codec {
        PLAIN => out.extend_from_slice(packed),
        SNAPPY => snappy(packed, out, end)?,
        LZ4_RAW => lz4(packed, out, end)?,
        // Blocks as Hadoop writes them, or one block as other writers do under the same name.
        LZ4 => {
            if hadoop(packed, out, end).is_none() {
                out.truncate(from);
                lz4(packed, out, end)?;
            }
        }
        GZIP => {
            out.resize(end, 0);
            let made = inflate(packed, &mut out[from..])?;
            out.truncate(from + made);
        }
        ZSTD => {
            let known = zstd::header(packed).and_then(|_| zstd::window(packed));
            if known.is_some_and(|window| window > zstd::WINDOW) {
                return None;
            }
            out.resize(end, 0);
            let made = FrameDecoder::new().decode_all(packed, &mut out[from..]).ok()?;
            out.truncate(from + made);
        }
        _ => return None,
    }
    (out.len() == end).then_some(())
}

/// Members of gzip one after the other, or zlib's wrapping; answers how many bytes came out.
fn inflate(mut packed: &[u8], mut out: &mut [u8]) -> Option<usize> {
    let mut made = 0;
    while !packed.is_empty() {
        let wrapped = !packed.starts_with(gzip::MAGIC);
        packed = packed.get(if wrapped { 0 } else { gzip::header(packed)? }..)?;
        let mut stream = Decompress::new(wrapped);
        let status = stream.decompress(packed, out, FlushDecompress::Finish).ok()?;
        if status != Status::StreamEnd {
            return None;
        }
        made += stream.total_out() as usize;
        out = &mut out[stream.total_out() as usize..];
        let behind = stream.total_in() as usize + if wrapped { 0 } else { 8 };
        packed = packed.get(behind..)?;
    }
    Some(made)
}

/// Appends what stands in `out` already, from `distance` bytes back on, as long as it fits before `end`.
fn again(out: &mut Vec<u8>, distance: usize, length: usize, end: usize, start: usize) -> Option<()> {
    let from = out
        .len()
        .checked_sub(distance)
        .filter(|&from| from >= start && distance > 0)?;
    if length > end - out.len() {
        return None;
    }
    let mut left = length;
    while left > 0 {
        // What overlaps with itself doubles each time.
        let piece = left.min(out.len() - from);
        out.extend_from_within(from..from + piece);
        left -= piece;
    }
    Some(())
}

/// Appends bytes as they are, as long as they fit before `end`.
fn literal(out: &mut Vec<u8>, bytes: &[u8], at: &mut usize, length: usize, end: usize) -> Option<()> {
    let bytes = bytes.get(*at..at.checked_add(length)?)?;
    if length > end - out.len() {
        return None;
    }
    *at += length;
    out.extend_from_slice(bytes);
    Some(())
}

fn snappy(packed: &[u8], out: &mut Vec<u8>, end: usize) -> Option<()> {
    let (mut at, start) = (0, out.len());
    let size = super::thrift::varint(packed, &mut at)?;
    if size != (end - start) as u64 {
        return None;
    }
    out.reserve(size.min(packed.len() as u64 * 32) as usize);
    while let Some(&tag) = packed.get(at) {
        at += 1;
        let number = |at: usize, bytes: usize| {
            let bytes = packed.get(at..at + bytes)?;
            Some(bytes.iter().rev().fold(0, |word, &byte| word << 8 | usize::from(byte)))
        };
        let high = usize::from(tag >> 2);
        let (length, distance, more) = match tag & 3 {
            0 => {
                let more = high.saturating_sub(59);
                let length = if more > 0 { number(at, more)? } else { high };
                at += more;
                literal(out, packed, &mut at, length.checked_add(1)?, end)?;
                continue;
            }
            1 => ((high & 7) + 4, (high >> 3) << 8 | number(at, 1)?, 1),
            2 => (high + 1, number(at, 2)?, 2),
            _ => (high + 1, number(at, 4)?, 4),
        };
        at += more;
        again(out, distance, length, end, start)?;
    }
    Some(())
}

/// One block of LZ4.
fn lz4(packed: &[u8], out: &mut Vec<u8>, end: usize) -> Option<()> {
    let (mut at, start) = (0, out.len());
    out.reserve((end - start).min(packed.len().saturating_mul(256)));
    let more = |at: &mut usize, length: u8| {
        let mut length = usize::from(length);
        while length >= 15 {
            let byte = *packed.get(*at)?;
            *at += 1;
            length = length.checked_add(byte.into())?;
            if byte < 255 {
                break;
            }
        }
        Some(length)
    };
    while let Some(&token) = packed.get(at) {
        at += 1;
        let length = more(&mut at, token >> 4)?;
        literal(out, packed, &mut at, length, end)?;
        let Some(distance) = packed.get(at..at + 2) else { break };
        let distance = usize::from(u16::from_le_bytes([distance[0], distance[1]]));
        at += 2;
        let length = more(&mut at, token & 15)? + 4;
        again(out, distance, length, end, start)?;
    }
    (at == packed.len()).then_some(())
}

/// Blocks of LZ4, each behind its lengths unpacked and packed.
fn hadoop(packed: &[u8], out: &mut Vec<u8>, end: usize) -> Option<()> {
    let mut at = 0;
    while at < packed.len() {
        let number = |at: usize| {
            let bytes = packed.get(at..at + 4)?;
            Some(u32::from_be_bytes(bytes.try_into().ok()?) as usize)
        };
        let (size, length) = (number(at)?, number(at + 4)?);
        at += 8;
        let block = packed.get(at..at.checked_add(length)?)?;
        let behind = out.len().checked_add(size).filter(|&behind| behind <= end)?;
        lz4(block, out, behind)?;
        if out.len() != behind {
            return None;
        }
        at += length;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_hadoop_and_bare_ones_have_one_name() {
        // Five literals, then six bytes from five back.
        let block = b"\x52abcde\x05\x00\x00";
        let framed = [&11_u32.to_be_bytes()[..], &9_u32.to_be_bytes(), block].concat();
        for packed in [&block[..], &framed[..]] {
            let mut out = Vec::new();
            assert_eq!(unpack(LZ4, packed, 11, &mut out), Some(()), "{packed:?}");
            assert_eq!(out, b"abcdeabcdea");
        }
    }
}

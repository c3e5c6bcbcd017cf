//! JSON strings and white space: where they end, and what their escapes stand for.

use super::scan::Fault;
use crate::words;

/// The offset of the first byte from `at` on that is not white space, nor the mark that stands before each text of a sequence (RFC 7464).
#[inline]
pub(super) fn blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t' | 0x1E) = bytes.get(at) {
        at += 1;
    }
    at
}

/// The mark that some programs put before each file they write.
pub(in crate::format) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// [`blanks`] between records, where files that were joined may have left their marks, and each record may have a line with its number.
#[inline]
pub(super) fn between(bytes: &[u8], at: usize) -> usize {
    let mut at = blanks(bytes, at);
    while let Some(length) = mark(&bytes[at.min(bytes.len())..]) {
        at = blanks(bytes, at + length);
    }
    at
}

#[inline]
fn mark(rest: &[u8]) -> Option<usize> {
    match rest.first()? {
        0xEF => rest.starts_with(MARK).then_some(MARK.len()),
        b'R' => numbered(rest),
        _ => None,
    }
}

/// What evtx_dump prints before the number of each record, and how many digits that has at most.
const RECORD: &[u8] = b"Record ";
const DIGITS: usize = 20;

/// The length of a line `Record 17` at the beginning of `rest`.
fn numbered(rest: &[u8]) -> Option<usize> {
    let number = rest.strip_prefix(RECORD)?;
    let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = digits + usize::from(number.get(digits) == Some(&b'\r'));
    ((1..=DIGITS).contains(&digits) && number.get(end) == Some(&b'\n')).then_some(RECORD.len() + end + 1)
}

/// Whether so little is left that it may become what stands [`between`] records.
pub(super) fn is_cut_mark(rest: &[u8]) -> bool {
    let cut_number = |number: &[u8]| {
        let digits = number.strip_suffix(b"\r").unwrap_or(number);
        digits.len() <= DIGITS && digits.iter().all(u8::is_ascii_digit)
    };
    MARK.starts_with(rest) || RECORD.starts_with(rest) || rest.strip_prefix(RECORD).is_some_and(cut_number)
}

/// Finds the end of the string whose text begins at `at`, behind the opening quote: the offset of its closing quote, and whether it
/// holds escapes.
#[inline]
pub(in crate::format) fn string(bytes: &[u8], mut at: usize) -> Result<(usize, bool), Fault> {
    let mut escaped = false;
    loop {
        at = special(bytes, at);
        match bytes.get(at) {
            Some(b'"') => return Ok((at, escaped)),
            Some(b'\\') => {
                escaped = true;
                at = escape(bytes, at + 1)?;
            }
            Some(_) => {
                return Err(Fault::broken(at, words::reading::END_OF_STRING_OR_CHARACTER));
            }
            None => return Err(Fault::cut(words::reading::END_OF_STRING)),
        }
    }
}

/// Checks the escape whose letter is at `at`; returns the offset behind it.
fn escape(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    match bytes.get(at) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 1),
        Some(b'u') => {
            for digit in at + 1..at + 5 {
                match bytes.get(digit) {
                    Some(byte) if byte.is_ascii_hexdigit() => {}
                    Some(_) => return Err(Fault::broken(digit, words::reading::FOUR_HEXADECIMAL_DIGITS_BEHIND_U)),
                    None => return Err(Fault::cut(words::reading::FOUR_HEXADECIMAL_DIGITS_BEHIND_U)),
                }
            }
            Ok(at + 5)
        }
        Some(_) => Err(Fault::broken(at, words::reading::ESCAPE_THAT_JSON_KNOWS)),
        None => Err(Fault::cut(words::reading::LETTER_OF_ESCAPE)),
    }
}

/// The offset of the first quote, backslash or control character from `at` on, or the end.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline]
fn special(bytes: &[u8], mut at: usize) -> usize {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    };
    while let Some(lane) = bytes.get(at..at + 16) {
        // SAFETY: SSE2 is there (see the cfg), and the unaligned load stays inside `lane`.
        let found = unsafe {
            let lane = _mm_loadu_si128(lane.as_ptr().cast());
            let quote = _mm_cmpeq_epi8(lane, _mm_set1_epi8(b'"'.cast_signed()));
            let slash = _mm_cmpeq_epi8(lane, _mm_set1_epi8(b'\\'.cast_signed()));
            let control = _mm_cmpeq_epi8(_mm_min_epu8(lane, _mm_set1_epi8(0x1F)), lane);
            _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, slash), control))
        };
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += 16;
    }
    plain(bytes, at)
}

/// The offset of the first quote, backslash or control character from `at` on, or the end.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
fn special(bytes: &[u8], mut at: usize) -> usize {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat, v128_load, v128_or};
    while let Some(lane) = bytes.get(at..at + 16) {
        // SAFETY: the unaligned load stays inside `lane`.
        let lane = unsafe { v128_load(lane.as_ptr().cast()) };
        let quote = u8x16_eq(lane, u8x16_splat(b'"'));
        let slash = u8x16_eq(lane, u8x16_splat(b'\\'));
        let control = u8x16_lt(lane, u8x16_splat(0x20));
        let found = u8x16_bitmask(v128_or(v128_or(quote, slash), control));
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += 16;
    }
    plain(bytes, at)
}

/// The offset of the first quote, backslash or control character from `at` on, or the end.
#[cfg(not(any(
    all(target_arch = "x86_64", target_feature = "sse2"),
    all(target_arch = "wasm32", target_feature = "simd128")
)))]
#[inline]
fn special(bytes: &[u8], at: usize) -> usize {
    plain(bytes, at)
}

/// [`special`], one byte after the other.
#[inline]
fn plain(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' || byte == b'\\' || byte < 0x20 {
            break;
        }
        at += 1;
    }
    at
}

/// Appends what `raw`, the text between the quotes of a valid string, stands for. Half a surrogate pair becomes U+FFFD.
pub(in crate::format) fn unescape(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(slash) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..slash]);
        let letter = rest.as_bytes().get(slash + 1).copied().unwrap_or(b'\\');
        let mut length = 2;
        out.push(match letter {
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = unit(rest, slash);
                let low = unit(rest, slash + 6).filter(|low| (0xDC00..0xE000).contains(low));
                length = 6;
                match (high, low) {
                    (Some(high @ 0xD800..0xDC00), Some(low)) => {
                        length = 12;
                        char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
                    }
                    (high, _) => high.and_then(char::from_u32),
                }
                .unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => char::from(other),
        });
        rest = rest.get(slash + length..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// The number in the escape `\uXXXX` at `at`, if one is there.
fn unit(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_characters() {
        for (raw, expected) in [
            (r#"a\"b\\c\/d"#, "a\"b\\c/d"),
            (r"\b\f\n\r\t", "\u{8}\u{C}\n\r\t"),
            (r"\u00e9\uD834\uDD1E!", "é𝄞!"),
            (r"\uD834x", "\u{FFFD}x"),
            (r"\uDD1E\uD834", "\u{FFFD}\u{FFFD}"),
            (r"\uD834\uD834\uDD1E", "\u{FFFD}𝄞"),
            (r"\u0000", "\0"),
        ] {
            let mut out = String::new();
            unescape(raw, &mut out);
            assert_eq!(out, expected, "{raw}");
        }
    }

    #[test]
    fn a_string_ends_at_its_quote_wherever_that_is() {
        for length in 0..70 {
            let text = format!("{}\" tail that is long enough for a lane", "é".repeat(length));
            assert_eq!(string(text.as_bytes(), 0), Ok((length * 2, false)));
            let text = format!("{}\\\"x\"", "a".repeat(length));
            assert_eq!(string(text.as_bytes(), 0), Ok((length + 3, true)));
            let text = format!("{}\u{1f}and more, more, more\"", "a".repeat(length));
            assert!(matches!(string(text.as_bytes(), 0), Err(Fault::Broken { at, .. }) if at == length));
        }
    }
}

//! Text of bytes that are not all UTF-8: what reads as UTF-8 is taken so, every other byte as Windows-1252.

use std::borrow::Cow;

/// Windows-1252 from 0x80 to 0x9F; U+FFFD for the five bytes that stand for nothing.
const HIGH: &str = "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ";

/// The text of `bytes`.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len() * 2);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|&byte| character(byte)));
    }
    Cow::Owned(text)
}

fn character(byte: u8) -> char {
    match byte {
        0x80..0xA0 => HIGH
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_character_and_utf8_stays() {
        assert_eq!(HIGH.chars().count(), 32);
        assert_eq!(decode(b"Andr\xE9 \x80 5 \x96 \x9F\xFF"), "André € 5 – Ÿÿ");
        assert_eq!(decode("André €".as_bytes()), "André €");
        assert_eq!(decode(b"\xC3\xA9 and \xE9"), "é and é");
        assert_eq!(decode(b"\x81\x8D"), "\u{FFFD}\u{FFFD}");
    }
}

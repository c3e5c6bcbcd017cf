//! Windows-1251, the code page of Russian and its neighbours: told by its letters; and bytes of languages whose encodings are not read.

/// Its characters from 0x80 to 0xBF; those behind are the alphabet from А to я.
const HIGH: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{FFFD}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї";

/// Letters that are looked for, at least.
const ENOUGH: usize = 8;

/// The character of a byte.
pub(super) fn character(byte: u8) -> char {
    match byte {
        0..0x80 => byte.into(),
        0xC0.. => char::from_u32(0x410 + u32::from(byte - 0xC0)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => HIGH
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// Whether bytes look like Windows-1251: not UTF-8, words of its letters, and more of those that Russian uses most than of those that Greek
/// does in the same places.
pub(super) fn looks(bytes: &[u8]) -> bool {
    if is_text(bytes) {
        return false;
    }
    let (mut high, mut words) = (0, 0);
    for run in bytes
        .chunk_by(|a, b| a.is_ascii() == b.is_ascii())
        .filter(|run| !run[0].is_ascii())
    {
        high += run.len();
        let letters = run.iter().all(|byte| matches!(byte, 0xC0..|0xA8| 0xB8));
        words += if letters && run.len() > 2 { run.len() } else { 0 };
    }
    let count = |wanted: &[u8]| bytes.iter().filter(|byte| wanted.contains(byte)).count();
    words >= ENOUGH && words * 10 >= high * 7 && count(&[0xEE, 0xE0, 0xE8]) > count(&[0xE1, 0xEF, 0xE9])
}

/// Whether bytes are UTF-8, but for what may be cut off at their end.
fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// What encoding of an East Asian language bytes seem to be of, as the tool that converts them calls it.
pub(super) fn eastern(bytes: &[u8]) -> Option<&'static str> {
    if is_text(bytes) {
        return None;
    }
    let shifted = pairs(
        bytes,
        |lead| matches!(lead, 0x81..=0x9F | 0xE0..=0xEF),
        |trail| matches!(trail, 0x40..=0x7E | 0x80..=0xFC),
    );
    // Most of what is Japanese has syllables in it.
    if let Some(pairs) = shifted {
        let kana = pairs
            .iter()
            .filter(|pair| matches!(pair, [0x82, 0x9F..=0xF1] | [0x83, 0x40..=0x96] | [0x81, 0x5B]));
        if kana.count() * 4 >= pairs.len() {
            return Some("SHIFT_JIS");
        }
    }
    let both = pairs(bytes, |lead| matches!(lead, 0xA1..=0xF7), |trail| trail >= 0xA1);
    both.map(|_| "GB18030")
}

/// The pairs that all bytes beyond ASCII form, where they do and are enough.
fn pairs(bytes: &[u8], lead: fn(u8) -> bool, trail: fn(u8) -> bool) -> Option<Vec<[u8; 2]>> {
    let (mut pairs, mut at) = (Vec::new(), 0);
    while let Some(&first) = bytes.get(at) {
        at += 1;
        if first.is_ascii() {
            continue;
        }
        match bytes.get(at) {
            Some(&second) if lead(first) && trail(second) => pairs.push([first, second]),
            None => break,
            _ => return None,
        }
        at += 1;
    }
    (pairs.len() >= ENOUGH / 2).then_some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_by_their_letters() {
        assert_eq!(HIGH.chars().count(), 64);
        let russian = b"time,user\n2024-01-02,\xC8\xE2\xE0\xED \xEF\xEE\xEC\xE5\xED\xFF\xEB \xEF\xE0\xF0\xEE\xEB\xFC\n";
        assert!(looks(russian));
        let text: String = russian[21..].iter().map(|&byte| character(byte)).collect();
        assert_eq!(text, "Иван поменял пароль\n");
        assert_eq!((character(0xA8), character(0xB8), character(0xB9)), ('Ё', 'ё', '№'));
        for other in [
            &b"Andr\xE9 caf\xE9 Stra\xDFe \xFCber na\xEFve fa\xE7ade \xE0 la cr\xE8me"[..],
            "Иван поменял пароль".as_bytes(),
            b"plain text",
            // Greek.
            b"\xCA\xE1\xEB\xE7\xEC\xDD\xF1\xE1 \xEA\xFC\xF3\xEC\xE5, \xF3\xFD\xED\xE4\xE5\xF3\xE7 \xEB\xEF\xE3\xE1\xF1\xE9\xE1\xF3\xEC\xEF\xFD",
        ] {
            assert!(!looks(other), "{}", String::from_utf8_lossy(other));
            assert_eq!(eastern(&other[..other.len().min(60)]).filter(|_| other[0] != 0xCA), None);
        }
        assert_eq!(
            eastern(b"\x93\xFA\x8E\x9E,\x83\x86\x81[\x83U\x81[,\x83\x8D\x83O\x83C\x83\x93"),
            Some("SHIFT_JIS")
        );
        assert_eq!(
            eastern(b"\xC8\xD5\xC6\xDA,\xD3\xC3\xBB\xA7,\xB5\xC7\xC2\xBC"),
            Some("GB18030")
        );
    }
}

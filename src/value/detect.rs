//! Finds out how a text writes its time: the layout that would print it again.

mod found;

use super::layout::{Layout, token::*, unwrapped};
use super::names;
use super::zone_name;
use found::Found;

/// What the names of places begin with by which zones are called.
const REGIONS: [&str; 9] = [
    "Africa/",
    "America/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
    "Etc/",
];

/// The layout of a text that may be a time, without checking the fields' ranges.
pub(super) fn detect(text: &str, day_first: bool) -> Option<Layout> {
    if unwrapped(text).is_some() {
        return Some(Layout::wrapped());
    }
    let mut found = Found::default();
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let late = found.minute && !found.half;
        if let Some((code, length)) = names::half(rest).filter(|_| late) {
            found.half = true;
            found.parts.extend([NAMED_HALF, b' ' + code]);
            rest = &rest[length..];
            continue;
        }
        if found.minute && REGIONS.iter().any(|region| rest.starts_with(region)) && is_place(rest) {
            found.parts.extend(rest.bytes());
            if rest.starts_with("Etc/") {
                matches!(rest, "Etc/UTC" | "Etc/GMT").then(|| found.offset = Some(0))?;
            }
            break;
        }
        let length = match first {
            b'0'..=b'9' => run(rest, |byte| byte.is_ascii_digit()),
            b'A'..=b'Z' | b'a'..=b'z' => match run(rest, |byte| byte.is_ascii_alphabetic()) {
                // A word in another language than English.
                end if rest.as_bytes().get(end).is_some_and(|&byte| byte >= 0x80) => {
                    rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len())
                }
                end => end,
            },
            _ => 1,
        };
        let (piece, after) = (rest.get(..length), &rest.as_bytes()[length..]);
        rest = match (first, piece) {
            (b'0'..=b'9', Some(digits)) => {
                found.number(digits, after)?;
                &rest[length..]
            }
            (b'A'..=b'Z' | b'a'..=b'z', Some(word)) => {
                found.word(word, after)?;
                &rest[length..]
            }
            (b'+' | b'-', _) if found.minute && found.offset.is_none() => &rest[found.offset(rest.as_bytes())?..],
            // A time in brackets, or the name of a zone.
            (b'[', _) if found.parts.is_empty() && text.ends_with(']') => {
                found.parts.push(b'[');
                &rest[1..]
            }
            (b']', _) if found.parts.first() == Some(&b'[') => {
                found.parts.push(b']');
                &rest[1..]
            }
            (b'[', _) if found.offset.is_some() && rest.bytes().all(|byte| byte >= b' ') => {
                found.parts.extend(rest.bytes());
                ""
            }
            (b'(', _) if found.minute => {
                found.parts.push(b'(');
                match zone_name::number(&rest[1..]).filter(|_| found.offset.is_some()) {
                    Some((name, length)) => {
                        found.parts.extend([ZONE_NAME, b' ' + name]);
                        &rest[1 + length..]
                    }
                    None => &rest[1..],
                }
            }
            (b')', _) if found.parts.contains(&b'(') => {
                found.parts.push(b')');
                &rest[1..]
            }
            (b' ' | b'\t' | b',' | b'/' | b'-' | b'.' | b':' | b'@', _) => {
                found.parts.push(first);
                &rest[1..]
            }
            _ => {
                let length = found.beyond(rest)?;
                &rest[length..]
            }
        };
    }
    found.layout(day_first)
}

/// Whether a text is the name of a place as zones are called by it.
fn is_place(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'_' | b'-'))
}

fn run(text: &str, within: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !within(byte)).unwrap_or(text.len())
}

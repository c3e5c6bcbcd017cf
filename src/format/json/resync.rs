//! After a record that is no JSON: where the next one seems to begin.

use super::text::{MARK, between, blanks};
use memchr::{memchr, memchr_iter};

/// How far the brackets of a broken element are followed, in bytes.
const FOLLOW: usize = 64 * 1024;

/// In lines: the next line end behind `at`.
pub(super) fn line(bytes: &[u8], at: usize) -> Option<usize> {
    memchr(b'\n', &bytes[at..]).map(|line| at + line)
}

/// In values that may span lines: the next line behind `at` that begins with an opening brace.
pub(super) fn value(bytes: &[u8], at: usize) -> Option<usize> {
    memchr_iter(b'\n', &bytes[at..]).map(|line| at + line).find(|&line| {
        let next = &bytes[line + 1..];
        next.strip_prefix(MARK).unwrap_or(next).starts_with(b"{")
    })
}

/// In an array: the end of the element that begins at `at` and is broken at `fault`, so that a comma or the closing bracket comes next;
/// or else the next brace that seems to begin an element. `None`: there is none in these bytes.
pub(super) fn element(bytes: &[u8], at: usize, fault: usize, last: bool) -> Option<usize> {
    if !matches!(bytes[at], b'{' | b'[') {
        let from = fault.max(at);
        return bytes[from..]
            .iter()
            .position(|byte| matches!(byte, b',' | b']' | b'\n'))
            .map(|end| from + end);
    }
    match close(&bytes[..bytes.len().min(at + FOLLOW)], at) {
        Closed::At(end) => match bytes.get(blanks(bytes, end)) {
            Some(b',' | b']') => return Some(end),
            None if !last => return None,
            _ => {}
        },
        Closed::Beyond if !last && bytes.len() < at + FOLLOW => return None,
        Closed::Beyond | Closed::Never => {}
    }
    let inside = indent_inside(&bytes[at..]);
    let outside = |brace: usize| inside.is_none_or(|inside| indent(&bytes[at..brace]) < inside);
    let next = memchr_iter(b'{', &bytes[at + 1..])
        .map(|brace| at + 1 + brace)
        .find(|&brace| begins_element(&bytes[at..brace]) && outside(brace));
    next.map(|brace| comma_before(bytes, at, brace))
}

/// In lines: where the first line begins behind the first byte.
pub(in crate::format) fn line_from(bytes: &[u8]) -> Option<usize> {
    let start = between(bytes, memchr(b'\n', bytes)? + 1);
    (start < bytes.len()).then_some(start)
}

/// In values that may span lines: where the first seems to begin behind the first byte.
pub(in crate::format) fn value_from(bytes: &[u8]) -> Option<usize> {
    value(bytes, 0).map(|line| line + 1)
}

/// In an array: where the first element seems to begin behind the first byte, one that begins with this key if there is such a one.
pub(in crate::format) fn element_from(bytes: &[u8], key: &[u8]) -> Option<usize> {
    let braces = || memchr_iter(b'{', bytes).filter(|&brace| brace > 0 && begins_element(&bytes[..brace]));
    braces()
        .find(|&brace| !key.is_empty() && first_key(&bytes[brace..]) == Some(key))
        .or_else(|| braces().next())
}

/// The first key of the object that begins these bytes, quotes included.
pub(super) fn first_key(bytes: &[u8]) -> Option<&[u8]> {
    let start = blanks(bytes, 1);
    let inner = bytes.get(start..)?.strip_prefix(b"\"")?;
    let end = memchr(b'"', inner)?;
    (bytes[0] == b'{').then(|| &bytes[start..start + end + 2])
}

enum Closed {
    At(usize),
    /// The bytes end first.
    Beyond,
    /// A line ends inside a string, so the strings cannot be told from the rest.
    Never,
}

/// Follows brackets and strings from the bracket at `at` to the one that closes it.
fn close(bytes: &[u8], at: usize) -> Closed {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (index, &byte) in bytes.iter().enumerate().skip(at) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'\n' if quoted => return Closed::Never,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Closed::At(index + 1);
                }
            }
            _ => {}
        }
    }
    Closed::Beyond
}

/// Whether a brace behind `before` seems to begin an element: it stands first on its line, or behind `},`.
fn begins_element(before: &[u8]) -> bool {
    let text = before.trim_ascii_end();
    text.len() < before.len() && before[text.len()..].contains(&b'\n') && !text.ends_with(b":")
        || text
            .strip_suffix(b",")
            .is_some_and(|text| text.trim_ascii_end().ends_with(b"}"))
}

/// How far the line is indented in which `before` ends.
fn indent(before: &[u8]) -> usize {
    let line = memchr::memrchr(b'\n', before).map_or(0, |line| line + 1);
    blanks(before, line) - line
}

/// How far the members of the object at the beginning of `bytes` are indented, where each has a line of its own: what begins as deep as
/// they stands inside of it.
fn indent_inside(bytes: &[u8]) -> Option<usize> {
    let line = memchr(b'\n', bytes)?;
    let member = blanks(bytes, line + 1);
    (bytes[1..line].trim_ascii().is_empty() && bytes.get(member) == Some(&b'"')).then_some(member - line - 1)
}

/// The offset of the comma before `brace`, or else of the brace.
fn comma_before(bytes: &[u8], at: usize, brace: usize) -> usize {
    let text = bytes[at..brace].trim_ascii_end();
    if text.len() > 1 && text.ends_with(b",") {
        at + text.len() - 1
    } else {
        brace
    }
}

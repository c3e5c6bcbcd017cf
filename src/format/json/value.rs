//! JSON values that are kept as they are written: numbers, words, and whole structures, checked but not taken apart.

use super::scan::Fault;
use super::text::{blanks, string};
use crate::words;

/// Checks the number at `at`; returns the offset behind it. A number at the very end of `bytes` is cut: more digits may come.
pub(in crate::format) fn number(bytes: &[u8], mut at: usize) -> Result<usize, Fault> {
    const DIGIT: &str = words::reading::DIGIT;
    let digits = |mut at: usize| {
        let first = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        match (at > first, bytes.get(at)) {
            (_, None) => Err(Fault::cut(DIGIT)),
            (false, Some(_)) => Err(Fault::broken(at, DIGIT)),
            (true, Some(&next)) => Ok((at, next)),
        }
    };
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    let first = at;
    let (mut at, mut next) = digits(at)?;
    if bytes[first] == b'0' && at > first + 1 {
        return Err(Fault::broken(first, words::reading::NUMBER_WITHOUT_LEADING_ZEROS));
    }
    if next == b'.' {
        (at, next) = digits(at + 1)?;
    }
    if next == b'e' || next == b'E' {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        (at, _) = digits(at + 1 + sign)?;
    }
    Ok(at)
}

/// Checks that `word` is at `at`; returns the offset behind it.
pub(super) fn word(bytes: &[u8], at: usize, word: &'static str) -> Result<usize, Fault> {
    match bytes.get(at..at + word.len()) {
        Some(found) if found == word.as_bytes() => Ok(at + word.len()),
        Some(_) => Err(Fault::broken(at, word)),
        None if word.as_bytes().starts_with(&bytes[at..]) => Err(Fault::cut(word)),
        None => Err(Fault::broken(at, word)),
    }
}

/// Checks a value that is no object and no array; returns the offset behind it.
pub(super) fn scalar(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    match bytes.get(at) {
        Some(b'"') => string(bytes, at + 1).map(|(quote, _)| quote + 1),
        Some(b't') => word(bytes, at, "true"),
        Some(b'f') => word(bytes, at, "false"),
        Some(b'n') => word(bytes, at, "null"),
        Some(b'-' | b'0'..=b'9') => number(bytes, at),
        Some(_) => Err(Fault::broken(at, words::reading::VALUE)),
        None => Err(Fault::cut(words::reading::VALUE)),
    }
}

/// Checks the array or object at `at`, nested as deep as it likes; returns the offset behind it.
pub(super) fn structure(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let mut open = Nesting::default();
    let mut at = start;
    loop {
        // A value is due at `at`.
        match bytes.get(at) {
            Some(&bracket @ (b'{' | b'[')) => {
                let object = bracket == b'{';
                at = blanks(bytes, at + 1);
                if bytes.get(at) == Some(&if object { b'}' } else { b']' }) {
                    at += 1;
                } else {
                    open.push(object);
                    if object {
                        at = key(bytes, at)?;
                    }
                    continue;
                }
            }
            _ => at = scalar(bytes, at)?,
        }
        // A value has ended at `at`.
        loop {
            let Some(object) = open.last() else {
                return Ok(at);
            };
            at = blanks(bytes, at);
            match (bytes.get(at), object) {
                (Some(b','), true) => {
                    at = key(bytes, blanks(bytes, at + 1))?;
                    break;
                }
                (Some(b','), false) => {
                    at = blanks(bytes, at + 1);
                    break;
                }
                (Some(b'}'), true) | (Some(b']'), false) => {
                    at += 1;
                    open.pop();
                }
                (Some(_), true) => return Err(Fault::broken(at, "`,` or `}`")),
                (Some(_), false) => return Err(Fault::broken(at, "`,` or `]`")),
                (None, true) => return Err(Fault::cut("`,` or `}`")),
                (None, false) => return Err(Fault::cut("`,` or `]`")),
            }
        }
    }
}

/// Checks a key and its colon at `at`; returns the offset of the value.
fn key(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    match bytes.get(at) {
        Some(b'"') => {}
        Some(_) => return Err(Fault::broken(at, words::reading::KEY_IN_DOUBLE_QUOTES)),
        None => return Err(Fault::cut(words::reading::KEY_IN_DOUBLE_QUOTES)),
    }
    let (quote, _) = string(bytes, at + 1)?;
    colon(bytes, quote + 1)
}

/// Checks the colon at or behind `at`; returns the offset of the value.
#[inline]
pub(super) fn colon(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    let at = blanks(bytes, at);
    match bytes.get(at) {
        Some(b':') => Ok(blanks(bytes, at + 1)),
        Some(_) => Err(Fault::broken(at, "`:`")),
        None => Err(Fault::cut("`:`")),
    }
}

/// The brackets that are open, one bit each: whether it is that of an object.
#[derive(Default)]
struct Nesting {
    full: Vec<u64>,
    word: u64,
    depth: usize,
}

impl Nesting {
    fn push(&mut self, object: bool) {
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.full.push(self.word);
        }
        self.word = self.word << 1 | u64::from(object);
        self.depth += 1;
    }

    fn pop(&mut self) {
        self.depth -= 1;
        self.word >>= 1;
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.word = self.full.pop().unwrap_or_default();
        }
    }

    fn last(&self) -> Option<bool> {
        (self.depth > 0).then_some(self.word & 1 == 1)
    }
}

//! What a line, or the value in it, begins with.

use super::scalar::{Ends, quoted, string};

/// The key that a line begins with, as JSON, and the offset behind its colon; a long one may stand on a line of its own, behind `? `.
pub(super) fn key(line: &[u8]) -> Option<(Vec<u8>, usize)> {
    if let Some(alone) = line.strip_prefix(b"? ") {
        if alone.starts_with(b"?") {
            return None;
        }
        let (key, end) = key(&[alone, b":"].concat())?;
        return (end == alone.len() + 1).then_some((key, line.len()));
    }
    let ends = |colon: usize| line.get(colon + 1).is_none_or(|&next| matches!(next, b' ' | b'\t'));
    let mut json = Vec::new();
    let colon = match line.first()? {
        &quote @ (b'"' | b'\'') => {
            json.push(b'"');
            let Ends::At(end) = quoted(line, 1, quote, &mut json) else {
                return None;
            };
            json.push(b'"');
            Some(end).filter(|&end| line.get(end) == Some(&b':') && ends(end))
        }
        b'{' | b'[' | b'#' | b'|' | b'>' | b'?' | b'\t' => None,
        _ => {
            let colon = memchr::memchr_iter(b':', line).find(|&colon| ends(colon));
            let colon = colon.filter(|&colon| colon > 0 && uncommented(&line[..colon]).len() == colon);
            string(&line[..colon.unwrap_or(0)], &mut json);
            colon
        }
    }?;
    Some((json, colon + 1))
}

/// What a line says of the lines below it: what is kept of the ends behind them, and how much further in they stand, where it says so.
pub(super) fn block(line: &[u8]) -> Option<(u8, Option<usize>)> {
    let (mut keeps, mut further) = (b' ', None);
    for &byte in uncommented(line)[1..].trim_ascii_end() {
        match byte {
            b'-' | b'+' if keeps == b' ' => keeps = byte,
            b'1'..=b'9' if further.is_none() => further = Some(usize::from(byte - b'0')),
            _ => return None,
        }
    }
    Some((keeps, further))
}

/// Text without what a `#` behind a blank begins.
pub(super) fn uncommented(text: &[u8]) -> &[u8] {
    let comment = memchr::memmem::find(text, b" #").unwrap_or(text.len());
    text[..comment].trim_ascii_end()
}

/// Whether text without quotes holds what would be a key: nobody prints that.
pub(super) fn is_pair(text: &[u8]) -> bool {
    text.ends_with(b":") || memchr::memmem::find(text, b": ").is_some()
}

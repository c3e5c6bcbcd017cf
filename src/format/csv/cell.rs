//! Reads one cell: takes quotes off and halves doubled ones.

use crate::format::Raw;

/// The value of a cell as it stands between its delimiters. `scratch` holds it where it cannot be borrowed.
pub(super) fn cell<'a>(text: &'a str, scratch: &'a mut Vec<u8>) -> Raw<'a> {
    if text.is_empty() {
        return Raw::Null;
    }
    let Some(inner) = text.strip_prefix('"') else {
        return Raw::Untyped(text);
    };
    match memchr::memchr(b'"', inner.as_bytes()) {
        Some(close) if close + 1 == inner.len() => Raw::Untyped(&inner[..close]),
        None => Raw::Untyped(inner),
        Some(_) => {
            unquote(inner.as_bytes(), scratch);
            // Only ASCII was taken out, so this is text as before.
            Raw::Untyped(std::str::from_utf8(scratch).unwrap_or_default())
        }
    }
}

/// Writes what stands behind an opening quote: doubled quotes halved, and whatever follows the closing quote as it is.
fn unquote(inner: &[u8], out: &mut Vec<u8>) {
    out.clear();
    out.resize(inner.len(), 0);
    let mut length = 0;
    // Whether the byte before is a quote that awaits its double; it is written over.
    let mut half = false;
    for (at, &byte) in inner.iter().enumerate() {
        let quote = byte == b'"';
        if half && !quote {
            out.truncate(length);
            out.extend_from_slice(&inner[at..]);
            return;
        }
        out[length] = byte;
        half = quote && !half;
        length += usize::from(!half);
    }
    out.truncate(length);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_taken_off_and_only_they() {
        for (text, expected) in [
            ("a", "a"),
            ("\"\"", ""),
            ("\"a\"", "a"),
            ("\"a \"\"b\"\" c\"", "a \"b\" c"),
            ("\"\"\"\"", "\""),
            ("\"a\"b\"c", "ab\"c"),
            ("\"never closed", "never closed"),
            ("a\"b\"", "a\"b\""),
            (" \"a\"", " \"a\""),
        ] {
            assert_eq!(cell(text, &mut Vec::new()), Raw::Untyped(expected), "{text}");
        }
        assert_eq!(cell("", &mut Vec::new()), Raw::Null);
    }
}

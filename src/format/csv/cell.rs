//! Reads one cell: takes quotes off and halves doubled ones.

use crate::format::Raw;

/// The value of a cell as it stands between its delimiters. `scratch` holds it where it cannot be borrowed.
pub(super) fn cell<'a>(text: &'a str, scratch: &'a mut String) -> Raw<'a> {
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
            unquote(inner, scratch);
            Raw::Untyped(scratch)
        }
    }
}

/// Writes what stands behind an opening quote: doubled quotes halved, and whatever follows the closing quote as it is.
fn unquote(mut inner: &str, out: &mut String) {
    out.clear();
    while let Some(quote) = memchr::memchr(b'"', inner.as_bytes()) {
        out.push_str(&inner[..quote]);
        inner = &inner[quote + 1..];
        match inner.strip_prefix('"') {
            Some(rest) => {
                out.push('"');
                inner = rest;
            }
            None => break,
        }
    }
    out.push_str(inner);
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
            assert_eq!(cell(text, &mut String::new()), Raw::Untyped(expected), "{text}");
        }
        assert_eq!(cell("", &mut String::new()), Raw::Null);
    }
}

//! Reads one cell: takes quotes off and halves doubled ones, or undoes what backslashes did.

use crate::format::{Raw, western};
use serde::{Deserialize, Serialize};

/// How cells are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::format) struct Quoting {
    /// The quote, which stands twice where a cell holds one.
    pub mark: u8,
    /// Whether backslashes escape quotes.
    pub escapes: bool,
}

impl Quoting {
    /// Double quotes, and no backslashes: what nearly everybody writes.
    pub const USUAL: Self = Self {
        mark: b'"',
        escapes: false,
    };

    /// What reads a cell that is quoted so.
    pub fn reader(self) -> for<'a> fn(&'a str, &'a mut Vec<u8>) -> Raw<'a> {
        match (self.mark, self.escapes) {
            (b'\'', true) => escaped_cell::<b'\''>,
            (b'\'', false) => single_cell,
            (_, true) => escaped_cell::<b'"'>,
            (_, false) => cell,
        }
    }
}

/// The value of a cell as it stands between its delimiters. `scratch` holds it where it cannot be borrowed.
#[inline(always)]
pub(super) fn cell<'a>(text: &'a str, scratch: &'a mut Vec<u8>) -> Raw<'a> {
    match text.as_bytes().first() {
        None => Raw::Null,
        Some(b'"') => Raw::Untyped(quoted(text, scratch)),
        Some(b'=') => Raw::Untyped(unprotected(text)),
        // What databases write for no value.
        Some(b'\\') if text == "\\N" => Raw::Null,
        Some(_) => Raw::Untyped(text),
    }
}

/// A cell of the header as text.
pub(super) fn owned(raw: &[u8], quoting: Quoting, scratch: &mut Vec<u8>) -> String {
    match quoting.reader()(&western::decode(raw), scratch) {
        Raw::Untyped(text) => text.to_owned(),
        _ => String::new(),
    }
}

/// [`cell`], where single quotes stand around cells.
fn single_cell<'a>(text: &'a str, scratch: &'a mut Vec<u8>) -> Raw<'a> {
    let Some(inner) = text.strip_prefix('\'') else {
        return if text.starts_with('"') {
            Raw::Untyped(text)
        } else {
            cell(text, scratch)
        };
    };
    let inner = inner.strip_suffix('\'').unwrap_or(inner);
    if !inner.contains('\'') {
        return Raw::Untyped(inner);
    }
    scratch.clear();
    scratch.extend(inner.replace("''", "'").bytes());
    Raw::Untyped(std::str::from_utf8(scratch).unwrap_or(inner))
}

/// [`cell`], where such quotes stand around cells and backslashes escape.
fn escaped_cell<'a, const MARK: u8>(text: &'a str, scratch: &'a mut Vec<u8>) -> Raw<'a> {
    if !text.contains('\\') || text == "\\N" {
        let plain = Quoting {
            mark: MARK,
            escapes: false,
        };
        return plain.reader()(text, scratch);
    }
    let mark = char::from(MARK);
    let inner = text.strip_prefix(mark);
    let quoted = inner.is_some();
    let inner = inner.map_or(text, |inner| inner.strip_suffix(mark).unwrap_or(inner));
    scratch.clear();
    let mut bytes = inner.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            if quoted && byte == MARK && bytes.clone().next() == Some(MARK) {
                bytes.next();
            }
            scratch.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'n') => scratch.push(b'\n'),
            Some(b't') => scratch.push(b'\t'),
            Some(b'r') => scratch.push(b'\r'),
            Some(other) if other.is_ascii_alphanumeric() => scratch.extend([b'\\', other]),
            Some(other) => scratch.push(other),
            None => scratch.push(b'\\'),
        }
    }
    // A backslash was only taken away before whole characters.
    Raw::Untyped(std::str::from_utf8(scratch).unwrap_or(inner))
}

/// The text in `="…"`, as cells are written that a spreadsheet is to leave alone. In quotes, that is what the cell says: whoever writes
/// quotes wrote down a text.
#[inline]
fn unprotected(text: &str) -> &str {
    let inner = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text)
}

/// The text of a cell that begins with a quote.
fn quoted<'a>(text: &'a str, scratch: &'a mut Vec<u8>) -> &'a str {
    let inner = &text[1..];
    match memchr::memchr(b'"', inner.as_bytes()) {
        Some(close) if close + 1 == inner.len() => &inner[..close],
        None => inner,
        Some(_) => {
            unquote(inner.as_bytes(), scratch);
            // Only ASCII was taken out, so this is text as before.
            std::str::from_utf8(scratch).unwrap_or_default()
        }
    }
}

/// Writes what stands behind an opening quote: doubled quotes halved, and whatever follows the closing quote as it is.
fn unquote(inner: &[u8], out: &mut Vec<u8>) {
    out.clear();
    // Eight bytes are written at a time, of which those up to a quote count.
    out.resize(inner.len() + 8, 0);
    let (mut from, mut to) = (0, 0);
    while from < inner.len() {
        let (length, quote) = match inner[from..].first_chunk::<8>() {
            Some(word) => {
                out[to..to + 8].copy_from_slice(word);
                before_quote(*word)
            }
            None => {
                out[to] = inner[from];
                (usize::from(inner[from] != b'"'), inner[from] == b'"')
            }
        };
        from += length;
        to += length;
        if quote {
            from += 1;
            if inner.get(from) != Some(&b'"') {
                let rest = &inner[from..];
                out[to..to + rest.len()].copy_from_slice(rest);
                to += rest.len();
                break;
            }
            out[to] = b'"';
            from += 1;
            to += 1;
        }
    }
    out.truncate(to);
}

/// How many bytes stand before the first quote, and whether there is one.
#[inline(always)]
fn before_quote(word: [u8; 8]) -> (usize, bool) {
    const LOW: u64 = 0x0101_0101_0101_0101;
    let odd = u64::from_le_bytes(word) ^ (LOW * u64::from(b'"'));
    // The lowest bit that is set is exact; those above it may be of bytes that follow a quote.
    let zero = odd.wrapping_sub(LOW) & !odd & (LOW << 7);
    (zero.trailing_zeros() as usize / 8, zero != 0)
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
            (
                "\"{\"\"a\"\":\"\"b\"\",\"\"long enough for words\"\":[1,2,3]}\"",
                "{\"a\":\"b\",\"long enough for words\":[1,2,3]}",
            ),
            ("\"12345678\"tail that is long", "12345678tail that is long"),
            ("\"1234567\"\"\"\"8\"", "1234567\"\"8"),
        ] {
            assert_eq!(cell(text, &mut Vec::new()), Raw::Untyped(expected), "{text}");
        }
        assert_eq!(cell("", &mut Vec::new()), Raw::Null);
        assert_eq!(cell("\\N", &mut Vec::new()), Raw::Null);
    }

    #[test]
    fn protected_cells_are_what_they_protect() {
        for (text, expected) in [
            ("=\"00123\"", "00123"),
            ("\"=\"\"00123\"\"\"", "=\"00123\""),
            ("=\"\"", ""),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
            ("=1+1", "=1+1"),
        ] {
            assert_eq!(cell(text, &mut Vec::new()), Raw::Untyped(expected), "{text}");
        }
    }

    #[test]
    fn single_quotes_are_taken_off_where_they_are_quotes() {
        for (text, expected) in [
            ("'a'", "a"),
            ("''", ""),
            ("'it''s'", "it's"),
            ("'never closed", "never closed"),
            ("a'b", "a'b"),
            ("'\"a\"'", "\"a\""),
            ("\"a\"", "\"a\""),
        ] {
            assert_eq!(single_cell(text, &mut Vec::new()), Raw::Untyped(expected), "{text}");
        }
        let escaped = |text| match escaped_cell::<b'\''>(text, &mut Vec::new()) {
            Raw::Untyped(text) => text.to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(escaped(r"'it\'s'"), "it's");
        assert_eq!(escaped("'it''s'"), "it's");
    }

    #[test]
    fn backslashes_are_undone() {
        for (text, expected) in [
            (r#""a \"b\" c""#, "a \"b\" c"),
            (r#""{\"a\":\"b\\\\c\"}""#, r#"{"a":"b\\c"}"#),
            (r#""one\ntwo\\""#, "one\ntwo\\"),
            (r#""a ""b"" \"c\"""#, "a \"b\" \"c\""),
            (r"a\,b", "a,b"),
            (r"C:\x", r"C:\x"),
            (r#""é\"""#, "é\""),
            ("\"plain\"", "plain"),
        ] {
            assert_eq!(
                escaped_cell::<b'"'>(text, &mut Vec::new()),
                Raw::Untyped(expected),
                "{text}"
            );
        }
    }
}

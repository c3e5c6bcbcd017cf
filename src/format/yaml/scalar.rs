//! Values that are no collections, as JSON.

use crate::format::json::number;

/// Where a line of text in quotes ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// With the quote before this offset.
    At(usize),
    /// The text goes on below: behind a blank, or (`Joins`) without one.
    Folds,
    Joins,
}

/// Appends text as it stands between quotes in JSON.
pub(super) fn escape(text: &[u8], out: &mut Vec<u8>) {
    for &byte in text {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', byte]),
            0..0x20 => out.extend(format!("\\u{byte:04x}").bytes()),
            _ => out.push(byte),
        }
    }
}

/// Appends text in quotes.
pub(super) fn string(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    escape(text, out);
    out.push(b'"');
}

/// Appends what stands without quotes: a word or a number of JSON, or else text.
pub(super) fn plain(text: &[u8], out: &mut Vec<u8>) {
    let counts = matches!(text.first(), Some(b'-' | b'0'..=b'9'))
        && number(&[text, b"\n"].concat(), 0).is_ok_and(|end| end == text.len());
    match text {
        b"" | b"~" => out.extend(b"null"),
        b"null" | b"true" | b"false" => out.extend(text),
        _ if counts => out.extend(text),
        _ => string(text, out),
    }
}

/// Appends the text at `at` of a line, inside of quotes, as it stands between those of JSON.
pub(super) fn quoted(line: &[u8], mut at: usize, quote: u8, out: &mut Vec<u8>) -> Ends {
    while let Some(&byte) = line.get(at) {
        let next = line.get(at + 1);
        at += match byte {
            b'\'' if quote == byte && next == Some(&byte) => {
                out.push(byte);
                2
            }
            _ if quote == byte => return Ends::At(at + 1),
            b' ' | b'\t' if line[at..].trim_ascii_start().is_empty() => return Ends::Folds,
            b'\\' if quote == b'"' => match next {
                Some(_) => sequence(&line[at..], out),
                None => return Ends::Joins,
            },
            _ => {
                escape(&[byte], out);
                1
            }
        };
    }
    Ends::Folds
}

/// Appends what a backslash and what follows say; returns how long that is. What says nothing is text.
fn sequence(text: &[u8], out: &mut Vec<u8>) -> usize {
    let digits = match text[1] {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        byte => {
            match byte {
                b'n' | b't' | b'r' | b'b' | b'f' | b'"' | b'\\' | b'/' => out.extend([b'\\', byte]),
                b' ' => out.push(b' '),
                b'\t' => out.extend(b"\\t"),
                b'0' => out.extend(b"\\u0000"),
                b'a' => out.extend(b"\\u0007"),
                b'v' => out.extend(b"\\u000b"),
                b'e' => out.extend(b"\\u001b"),
                b'N' => out.extend(b"\\u0085"),
                b'_' => out.extend(b"\\u00a0"),
                b'L' => out.extend(b"\\u2028"),
                b'P' => out.extend(b"\\u2029"),
                _ => {
                    out.extend(b"\\\\");
                    return 1;
                }
            }
            return 2;
        }
    };
    let code = text
        .get(2..2 + digits)
        .filter(|code| code.iter().all(u8::is_ascii_hexdigit))
        .and_then(|code| u32::from_str_radix(str::from_utf8(code).ok()?, 16).ok());
    match (code, code.and_then(char::from_u32)) {
        // Half of a pair, whose other half may follow.
        (Some(code), None) if digits == 4 => out.extend(format!("\\u{code:04x}").bytes()),
        (_, Some(char)) => escape(char.encode_utf8(&mut [0; 4]).as_bytes(), out),
        _ => {
            out.extend(b"\\\\");
            return 1;
        }
    }
    2 + digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_text() {
        for (text, json) in [
            ("", "null"),
            ("~", "null"),
            ("null", "null"),
            ("true", "true"),
            ("True", "\"True\""),
            ("-1.5e3", "-1.5e3"),
            ("012", "\"012\""),
            ("1_000", "\"1_000\""),
            ("1.2.3", "\"1.2.3\""),
            ("-", "\"-\""),
            ("2024-01-05T10:00:00Z", "\"2024-01-05T10:00:00Z\""),
            ("a \"b\" \\ c\t", "\"a \\\"b\\\" \\\\ c\\u0009\""),
        ] {
            let mut out = Vec::new();
            plain(text.as_bytes(), &mut out);
            assert_eq!(String::from_utf8_lossy(&out), json, "{text}");
        }
    }

    #[test]
    fn what_stands_in_quotes_is_unescaped() {
        for (line, text, ends) in [
            ("'it''s' # x", "it's", Ends::At(7)),
            ("'a \\n'", "a \\\\n", Ends::At(6)),
            ("'a   ", "a", Ends::Folds),
            ("\"a\\", "a", Ends::Joins),
            (
                r#""\n\x41\u00e9\ud83d\U0001F600\e\_\q" "#,
                "\\nAé\\ud83d😀\\u001b\\u00a0\\\\q",
                Ends::At(36),
            ),
            (r#""\u00g" "#, "\\\\u00g", Ends::At(7)),
        ] {
            let mut out = Vec::new();
            let found = quoted(line.as_bytes(), 1, line.as_bytes()[0], &mut out);
            assert_eq!((String::from_utf8_lossy(&out).as_ref(), found), (text, ends), "{line}");
        }
    }
}

//! Names and values in a line of text: `type=LOGIN acct="ada" res=success`.

use std::borrow::Cow;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A name and what stands behind its `=`, quotes taken off.
    Pair(&'a str, Cow<'a, str>),
    /// Text between pairs.
    Words(&'a str),
}

/// Where a value without quotes ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// At a blank, or at a comma before a name.
    Blank,
    /// At a comma before a name, or behind the last pair.
    Comma,
    /// Before the next name, as in the extensions of CEF.
    Name,
}

/// Cuts a line into pairs and what stands between them. `wide`: a value without quotes runs up to the next name, blanks and all, as in
/// the extensions of CEF. Where commas stand before all names, it runs up to the next one that does.
pub(super) fn pieces(line: &str, wide: bool) -> Vec<Piece<'_>> {
    let found = cut(line, if wide { Ends::Name } else { Ends::Blank });
    if !wide && has_commas(line, &found) {
        cut(line, Ends::Comma)
    } else {
        found
    }
}

/// Whether commas stand before all names but the first, of which there are three or more, and words behind some value.
fn has_commas(line: &str, pieces: &[Piece<'_>]) -> bool {
    let (mut names, mut words) = (0, false);
    for piece in pieces {
        match piece {
            Piece::Words(_) => words |= names > 0,
            Piece::Pair(name, _) => {
                let before = line[..name.as_ptr() as usize - line.as_ptr() as usize].trim_end();
                if names > 0 && !before.ends_with(',') {
                    return false;
                }
                names += 1;
            }
        }
    }
    words && names > 2
}

fn cut(line: &str, ends: Ends) -> Vec<Piece<'_>> {
    let bytes = line.as_bytes();
    let mut pieces = Vec::new();
    let (mut at, mut words) = (0, 0);
    while at < bytes.len() {
        if let Some((name, text, end)) = cell(line, at) {
            push_words(&mut pieces, &line[words..at]);
            pieces.push(Piece::Pair(name, text));
            (at, words) = (end, end);
            continue;
        }
        let begins = at == 0 || is_between(bytes[at - 1]);
        let Some(equals) = begins.then(|| name(&bytes[at..])).flatten() else {
            at += 1;
            continue;
        };
        push_words(&mut pieces, &line[words..at]);
        let (text, end) = value(line, at + equals + 1, ends);
        let name = &line[at..at + equals];
        // A pair in brackets ends with them.
        let opened = at.checked_sub(1).and_then(|before| match bytes[before] {
            b'(' => Some(')'),
            b'[' => Some(']'),
            _ => None,
        });
        match text {
            Value::Plain(text) if opened.is_some_and(|closing| text.ends_with(closing)) => {
                pieces.push(Piece::Pair(name, Cow::Borrowed(&text[..text.len() - 1])));
            }
            Value::Plain(text) => pieces.push(Piece::Pair(name, Cow::Borrowed(text))),
            Value::Escaped(text) => pieces.push(Piece::Pair(name, Cow::Owned(text.replace("\\\"", "\"")))),
            // A value in single quotes that consists of pairs is what audit records carry of programs.
            Value::Single(text) => match self::pieces(text, false) {
                inner if !inner.is_empty() && inner.iter().all(|piece| matches!(piece, Piece::Pair(..))) => {
                    pieces.extend(inner);
                }
                _ => pieces.push(Piece::Pair(name, Cow::Borrowed(text))),
            },
        }
        at = end;
        words = end;
    }
    push_words(&mut pieces, &line[words..]);
    pieces
}

/// A pair that stands in quotes as a whole, as in a cell of a table: its name, its value, and the offset behind it.
fn cell(line: &str, at: usize) -> Option<(&str, Cow<'_, str>, usize)> {
    let bytes = line.as_bytes();
    if bytes[at] != b'"' || at > 0 && bytes[at - 1] != b',' {
        return None;
    }
    let from = at + 1;
    let equals = from + name(&bytes[from..])?;
    let mut end = equals + 1;
    while bytes.get(end..end + 2) == Some(b"\"\"") || bytes.get(end).is_some_and(|&byte| byte != b'"') {
        end += if bytes[end] == b'"' { 2 } else { 1 };
    }
    (end < bytes.len() && matches!(bytes.get(end + 1), None | Some(b','))).then_some(())?;
    let text = line.get(equals + 1..end)?;
    let text = if text.contains('"') {
        Cow::Owned(text.replace("\"\"", "\""))
    } else {
        Cow::Borrowed(text)
    };
    Some((&line[from..equals], text, bytes.len().min(end + 2)))
}

/// How many pairs a line holds, and whether it holds little else.
pub(super) fn count(line: &str) -> (usize, bool) {
    let (mut pairs, mut words) = (0, 0);
    for piece in cut(line, Ends::Blank) {
        match piece {
            Piece::Pair(..) => pairs += 1,
            Piece::Words(text) => words += text.split_whitespace().count(),
        }
    }
    (pairs, words <= pairs)
}

/// Whether a text begins with a name and its `=`.
pub(super) fn begins(text: &str) -> bool {
    name(text.as_bytes()).is_some()
}

enum Value<'a> {
    Plain(&'a str),
    Escaped(&'a str),
    Single(&'a str),
}

fn is_blank(byte: u8) -> bool {
    // Audit records put a group separator before the names that were looked up.
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x1D)
}

fn is_between(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b',' | b';' | b'|' | b'[' | b'(' | b'{')
}

/// The length of the name that `bytes` begin with, if a `=` stands behind it.
fn name(bytes: &[u8]) -> Option<usize> {
    let length = bytes
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'@')))?;
    let first = *bytes.first()?;
    let fine = length > 0 && (first.is_ascii_alphabetic() || matches!(first, b'_' | b'@'));
    (fine && bytes[length] == b'=' && bytes.get(length + 1) != Some(&b'=')).then_some(length)
}

/// The value at `at`, and the offset behind it and behind a mark that only separates.
fn value(line: &str, at: usize, ends: Ends) -> (Value<'_>, usize) {
    let bytes = line.as_bytes();
    if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at).filter(|_| ends != Ends::Name)
        && let Some((end, escaped)) = closing(&bytes[at + 1..], quote)
    {
        let text = &line[at + 1..at + 1 + end];
        let value = match quote {
            b'\'' => Value::Single(text),
            _ if escaped => Value::Escaped(text),
            _ => Value::Plain(text),
        };
        return (value, behind(bytes, at + end + 2));
    }
    // The stamp of an audit record may be written out, blanks and all: `audit(01/31/2024 12:00:01.123:42) :`.
    let stamp = bytes[at..].starts_with(b"audit(");
    let closed = memchr::memchr(b')', &bytes[at..]).filter(|_| stamp);
    if let Some(close) = closed {
        let end = at + close + 1;
        let colon = bytes[end..]
            .iter()
            .position(|&byte| byte != b' ')
            .filter(|&blanks| bytes[end + blanks] == b':');
        return (Value::Plain(&line[at..end]), end + colon.map_or(0, |blanks| blanks + 1));
    }
    let mut end = at;
    while end < bytes.len() {
        let over = match bytes[end] {
            byte if is_blank(byte) => match ends {
                Ends::Blank => true,
                Ends::Comma => false,
                Ends::Name => name(&bytes[next_word(bytes, end)..]).is_some(),
            },
            b',' if ends == Ends::Comma && bytes[end + 1..].trim_ascii().is_empty() => true,
            b',' | b';' | b'|' => ends != Ends::Name && name(&bytes[next_word(bytes, end + 1)..]).is_some(),
            _ => false,
        };
        if over {
            break;
        }
        end += 1;
    }
    let text = &line[at..end];
    let text = if ends == Ends::Blank { text } else { text.trim_end() };
    (Value::Plain(text), behind(bytes, end))
}

/// Where the quote closes, and whether some quotes before it are escaped.
fn closing(bytes: &[u8], quote: u8) -> Option<(usize, bool)> {
    let mut escaped = false;
    let mut from = 0;
    loop {
        let found = from + memchr::memchr(quote, &bytes[from..])?;
        let slashes = bytes[..found].iter().rev().take_while(|&&byte| byte == b'\\').count();
        if slashes % 2 == 0 {
            return Some((found, escaped));
        }
        escaped = true;
        from = found + 1;
    }
}

fn next_word(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|&&byte| is_blank(byte)).count()
}

/// Passes over one mark between pairs.
fn behind(bytes: &[u8], at: usize) -> usize {
    at + usize::from(matches!(bytes.get(at), Some(b',' | b';' | b'|')))
}

fn push_words<'a>(pieces: &mut Vec<Piece<'a>>, text: &'a str) {
    let text = text.trim_matches(|char: char| char.is_whitespace() || char == '\u{1D}');
    if !text.is_empty() {
        pieces.push(Piece::Words(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, wide: bool) -> Vec<String> {
        pieces(line, wide)
            .into_iter()
            .map(|piece| match piece {
                Piece::Pair(name, value) => format!("{name}={value}"),
                Piece::Words(text) => format!("[{text}]"),
            })
            .collect()
    }

    #[test]
    fn pairs_and_what_stands_between_them() {
        for (line, expected) in [
            (r#"a=1 b="x y" c= d=\"z"#, &["a=1", "b=x y", "c=", "d=\\\"z"][..]),
            (
                r#"level=info msg="say \"hi\"" n=2"#,
                &["level=info", "msg=say \"hi\"", "n=2"],
            ),
            (
                r#"date=2024-01-31,time=12:00:01,user="a, b""#,
                &["date=2024-01-31", "time=12:00:01", "user=a, b"],
            ),
            (
                "pid=1 uid=0 msg='op=login acct=\"root\" res=success'",
                &["pid=1", "uid=0", "op=login", "acct=root", "res=success"],
            ),
            ("a='just words'", &["a=just words"]),
            (
                "sshd: failed user=ada from here",
                &["[sshd: failed]", "user=ada", "[from here]"],
            ),
            (
                "if x == y then url=http://h/?a=b&c=d",
                &["[if x == y then]", "url=http://h/?a=b&c=d"],
            ),
            ("q=\"never closed", &["q=\"never", "[closed]"]),
            (
                "key=\"exec\"\u{1D}ARCH=x86_64 AUID=\"ada\"",
                &["key=exec", "ARCH=x86_64", "AUID=ada"],
            ),
            ("key=x \u{1D}AUID=ada", &["key=x", "AUID=ada"]),
            (
                "msg=audit(01/31/2024 12:00:01.123:42) : pid=1",
                &["msg=audit(01/31/2024 12:00:01.123:42)", "pid=1"],
            ),
            ("é=1 ü a=é", &["[é=1 ü]", "a=é"]),
            ("by (uid=0) [a=b]", &["[by (]", "uid=0", "[[]", "a=b"]),
            ("", &[]),
        ] {
            assert_eq!(shown(line, false), expected, "{line}");
        }
        assert_eq!(
            shown("src=10.0.0.1 msg=two words here suser=ada", true),
            ["src=10.0.0.1", "msg=two words here", "suser=ada"]
        );
    }
}

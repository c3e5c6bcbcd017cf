//! XML and HTML, a tag or a stretch of text at a time, and what attributes and entities stand for.

use crate::format::western;
use memchr::memmem;
use std::borrow::Cow;

/// One piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A tag that opens an element; `alone`: it closes it, too.
    Open {
        name: &'a [u8],
        attributes: &'a [u8],
        alone: bool,
    },
    Close(&'a [u8]),
    /// Text in which entities stand for characters, and text in which they do not.
    Text(&'a [u8]),
    Literal(&'a [u8]),
    /// A comment, a declaration, an instruction.
    Aside,
}

/// The piece at `at`, and the offset behind it; `None` where it goes beyond these bytes. Text goes up to the next tag, or to the end.
pub(super) fn token(bytes: &[u8], at: usize) -> Option<(Token<'_>, usize)> {
    let rest = &bytes[at..];
    let until = |open: usize, close: &[u8]| {
        let end = memmem::find(rest.get(open..)?, close)?;
        Some((&rest[open..open + end], at + open + end + close.len()))
    };
    if !rest.starts_with(b"<") {
        let end = memchr::memchr(b'<', rest).unwrap_or(rest.len());
        return Some((Token::Text(&rest[..end]), at + end));
    }
    match *rest.get(1)? {
        b'/' => until(2, b">").map(|(name, end)| (Token::Close(local(name.trim_ascii())), end)),
        b'?' => until(2, b"?>").map(|(_, end)| (Token::Aside, end)),
        b'!' if rest.len() < 9
            && (b"<!--".starts_with(&rest[..rest.len().min(4)]) || b"<![CDATA[".starts_with(rest)) =>
        {
            None
        }
        b'!' if rest.starts_with(b"<!--") => until(4, b"-->").map(|(_, end)| (Token::Aside, end)),
        b'!' if rest.starts_with(b"<![CDATA[") => until(9, b"]]>").map(|(text, end)| (Token::Literal(text), end)),
        b'!' if rest.len() > 9 && rest[2..9].eq_ignore_ascii_case(b"doctype") => {
            doctype(rest).map(|end| (Token::Aside, at + end))
        }
        b'!' => until(2, b">").map(|(_, end)| (Token::Aside, end)),
        first if first.is_ascii_alphabetic() || first == b'_' || first >= 0x80 => {
            open(rest).map(|(token, end)| (token, at + end))
        }
        // A lonely bracket is text.
        _ => {
            let end = memchr::memchr(b'<', &rest[1..]).map_or(rest.len(), |end| end + 1);
            Some((Token::Text(&rest[..end]), at + end))
        }
    }
}

/// The length of the declaration that `rest` begins with: brackets in it hold others, with texts and comments.
fn doctype(rest: &[u8]) -> Option<usize> {
    let (mut at, mut inside) = (2, false);
    loop {
        match *rest.get(at)? {
            quote @ (b'"' | b'\'') => at += memchr::memchr(quote, &rest[at + 1..])? + 1,
            b'<' if rest[at..].starts_with(b"<!--") => at += memmem::find(&rest[at..], b"-->")? + 2,
            b'[' => inside = true,
            b']' => inside = false,
            b'>' if !inside => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
}

/// The tag that `rest` begins with.
fn open(rest: &[u8]) -> Option<(Token<'_>, usize)> {
    let mut quote = None;
    let close = rest.iter().position(|&byte| match quote {
        Some(open) => {
            quote = quote.filter(|_| byte != open);
            false
        }
        None => {
            quote = matches!(byte, b'"' | b'\'').then_some(byte);
            byte == b'>'
        }
    })?;
    let inner = &rest[1..close];
    let alone = inner.ends_with(b"/");
    let inner = inner.strip_suffix(b"/").unwrap_or(inner);
    let end = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
    let token = Token::Open {
        name: local(&inner[..end]),
        attributes: &inner[end..],
        alone,
    };
    Some((token, close + 1))
}

/// A name without the prefix of its namespace.
pub(super) fn local(name: &[u8]) -> &[u8] {
    memchr::memrchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// The attributes in a tag, names without prefixes; those that declare namespaces are left out.
pub(super) fn attributes(mut rest: &[u8]) -> Vec<(&[u8], String)> {
    let mut found = Vec::new();
    while let Some(equals) = memchr::memchr(b'=', rest) {
        let name = rest[..equals].trim_ascii();
        let name = name.rsplit(u8::is_ascii_whitespace).next().unwrap_or(name);
        let value = rest[equals + 1..].trim_ascii_start();
        let (value, behind) = match value.first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let end = memchr::memchr(quote, &value[1..]).map_or(value.len(), |end| end + 1);
                (&value[1..end.max(1)], value.get(end + 1..).unwrap_or_default())
            }
            _ => {
                let end = value.iter().position(u8::is_ascii_whitespace).unwrap_or(value.len());
                value.split_at(end)
            }
        };
        if !name.starts_with(b"xmlns") && !name.is_empty() {
            found.push((local(name), text(value)));
        }
        rest = behind;
    }
    found
}

/// What a text says, entities resolved.
pub(super) fn text(raw: &[u8]) -> String {
    let text = western::decode(raw);
    let mut rest: &str = &text;
    let mut made = String::with_capacity(rest.len());
    while let Some(at) = rest.find('&') {
        made.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((char, end)) => {
                made.push(char);
                rest = &rest[end + 1..];
            }
            None => {
                made.push('&');
                rest = &rest[1..];
            }
        }
    }
    made.push_str(rest);
    made
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

/// A name as text.
pub(super) fn word(name: &[u8]) -> Cow<'_, str> {
    western::decode(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_what_they_say() {
        let (found, end) = token(b"<e:Data Name='a>b' x = \"1 &amp; 2\" n=3 xmlns:e=\"u\"/>rest", 0).expect("a tag");
        assert_eq!(end, 52);
        let Token::Open {
            name,
            attributes: inner,
            alone,
        } = found
        else {
            panic!("{found:?}")
        };
        assert_eq!((name, alone), (&b"Data"[..], true));
        let names = attributes(inner);
        let told: Vec<_> = names.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(told, [(&b"Name"[..], "a>b"), (b"x", "1 & 2"), (b"n", "3")]);
        assert_eq!(token(b"<!-- a > b --><x>", 0), Some((Token::Aside, 14)));
        for whole in [
            "<!DOCTYPE x [<!ENTITY a \"b\">]>",
            "<!doctype x [ <!-- don't ]> --> <!ENTITY a ']>'> ] >",
            "<!DOCTYPE html PUBLIC \"a>b\">",
        ] {
            let text = format!("{whole}<x>");
            assert_eq!(token(text.as_bytes(), 0), Some((Token::Aside, whole.len())), "{whole}");
        }
        assert_eq!(token(b"<![CDATA[<&]]>", 0), Some((Token::Literal(b"<&"), 14)));
        assert_eq!(token(b"</a:b >", 0), Some((Token::Close(b"b"), 7)));
        assert_eq!(token(b"< 5 <b", 0), Some((Token::Text(b"< 5 "), 4)));
        for cut in ["<", "<a b='>", "<!", "<!--x", "<![CDA", "</a", "<?xml ?"] {
            assert_eq!(token(cut.as_bytes(), 0), None, "{cut}");
        }
        assert_eq!(text(b"&lt;&#233;&#x20AC;&nope;&"), "<é€&nope;&");
    }
}

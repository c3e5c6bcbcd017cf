//! XML as spreadsheets use it: tags, attributes and text, taken from pieces of any size; no namespaces, no documents type.

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Name without prefix, and the attributes as they are written.
    Open(&'a str, &'a str),
    /// Also behind [`Token::Open`] where a tag closes itself.
    Close(&'a str),
    /// Text as it is written.
    Text(&'a str),
}

/// Takes pieces and holds what is not whole yet.
#[derive(Debug, Default)]
pub(super) struct Xml {
    held: Vec<u8>,
}

impl Xml {
    /// Takes the next bytes and passes on each whole token. What is not UTF-8 is passed over.
    pub fn feed(&mut self, bytes: &[u8], mut take: impl FnMut(Token<'_>)) {
        self.held.extend_from_slice(bytes);
        let mut at = 0;
        while let Some(length) = token(&self.held[at..], &mut take) {
            at += length;
        }
        self.held.drain(..at);
    }
}

/// Passes on the token that `bytes` begin with; `None` where it is not whole. Returns its length.
fn token(bytes: &[u8], take: &mut impl FnMut(Token<'_>)) -> Option<usize> {
    if *bytes.first()? != b'<' {
        let end = memchr::memchr(b'<', bytes)?;
        if let Ok(text) = std::str::from_utf8(&bytes[..end]) {
            take(Token::Text(text));
        }
        return Some(end);
    }
    for (begin, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if bytes.starts_with(begin.as_bytes()) {
            let found = begin.len() + memchr::memmem::find(&bytes[begin.len()..], end.as_bytes())?;
            if begin == "<![CDATA["
                && let Ok(text) = std::str::from_utf8(&bytes[begin.len()..found])
            {
                take(Token::Text(&text.replace('&', "&amp;")));
            }
            return Some(found + end.len());
        }
        if begin.as_bytes().starts_with(bytes) {
            return None;
        }
    }
    // A `>` may stand in a value in quotes.
    let mut quote = None;
    let end = bytes.iter().position(|&byte| match quote {
        Some(open) => {
            if byte == open {
                quote = None;
            }
            false
        }
        None => {
            if byte == b'"' || byte == b'\'' {
                quote = Some(byte);
            }
            byte == b'>'
        }
    })?;
    if let Ok(inside) = std::str::from_utf8(&bytes[1..end]) {
        let (inside, closes) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        match inside.strip_prefix('/') {
            Some(name) => take(Token::Close(local(name.trim()))),
            None => {
                let (name, attributes) = inside
                    .split_once(|c: char| c.is_ascii_whitespace())
                    .unwrap_or((inside, ""));
                take(Token::Open(local(name), attributes));
                if closes {
                    take(Token::Close(local(name)));
                }
            }
        }
    }
    Some(end + 1)
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, as text.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while let Some((name, behind)) = rest.split_once('=') {
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, after) = behind[1..].split_once(quote)?;
        if local(name.trim()) == wanted {
            return Some(text(value));
        }
        rest = after.trim_start();
    }
    None
}

/// What a piece of text stands for: entities, and the `_x000D_` of spreadsheets.
pub(super) fn text(raw: &str) -> String {
    if !raw.contains(['&', '_']) {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['&', '_']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (read, length) = if rest.starts_with('&') {
            entity(rest)
        } else {
            escape(rest)
        };
        match read {
            Some(char) => out.push(char),
            None => out.push_str(&rest[..length]),
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The character of the entity at the beginning, and its length.
fn entity(text: &str) -> (Option<char>, usize) {
    let Some(end) = text.find(';').filter(|end| *end <= 10) else {
        return (None, 1);
    };
    let name = &text[1..end];
    let code = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let char = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match (name.strip_prefix("#x"), name.strip_prefix('#')) {
            (Some(digits), _) => code(digits, 16),
            (_, Some(digits)) => code(digits, 10),
            _ => None,
        },
    };
    (char, end + 1)
}

/// The character of `_x000D_` at the beginning, and its length.
fn escape(text: &str) -> (Option<char>, usize) {
    let char = text.get(..7).and_then(|text| {
        let digits = text.strip_prefix("_x")?.strip_suffix('_')?;
        let fine = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| fine)
            .and_then(char::from_u32)
    });
    (char, if char.is_some() { 7 } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_do_not_depend_on_pieces() {
        let xml = "<?xml version=\"1.0\"?><!-- < > --><x:row r=\"1\" s='a>b'><c/>t &amp; <![CDATA[<&>]]></x:row >\n<e ";
        let mut whole = Vec::new();
        Xml::default().feed(xml.as_bytes(), |token| whole.push(format!("{token:?}")));
        assert_eq!(
            whole,
            [
                "Open(\"row\", \"r=\\\"1\\\" s='a>b'\")",
                "Open(\"c\", \"\")",
                "Close(\"c\")",
                "Text(\"t &amp; \")",
                "Text(\"<&amp;>\")",
                "Close(\"row\")",
                "Text(\"\\n\")",
            ]
        );
        for size in 1..20 {
            let (mut reader, mut found) = (Xml::default(), Vec::new());
            for piece in xml.as_bytes().chunks(size) {
                reader.feed(piece, |token| found.push(format!("{token:?}")));
            }
            assert_eq!(found, whole, "{size}");
        }
    }

    #[test]
    fn entities_and_escapes_become_characters() {
        for (raw, expected) in [
            ("a &lt;b&gt; &amp;amp; &#65;&#x42; &quot;&apos;", "a <b> &amp; AB \"'"),
            ("line_x000D_\nend _x5F_ _xZZZZ_ _x0041_", "line\r\nend _x5F_ _xZZZZ_ A"),
            ("& &; &unknown; &#xD800; _", "& &; &unknown; &#xD800; _"),
            ("é_é&é", "é_é&é"),
        ] {
            assert_eq!(text(raw), expected);
        }
        let attributes = "r:id=\"rId1\" name = 'A &amp; B' state=\"\"";
        assert_eq!(attribute(attributes, "id").as_deref(), Some("rId1"));
        assert_eq!(attribute(attributes, "name").as_deref(), Some("A & B"));
        assert_eq!(attribute(attributes, "state").as_deref(), Some(""));
        assert_eq!(attribute(attributes, "nothing"), None);
    }
}

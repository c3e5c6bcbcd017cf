//! Collections in brackets, which may go on over several lines.

use super::scalar::{Ends, plain, quoted, string};

/// The longest collection in brackets, in bytes.
const LONGEST: usize = 1 << 20;

/// One whose end has not come.
#[derive(Debug)]
pub(super) struct Flow {
    /// Its lines, with a blank between them, or inside of quotes what stands for the blank lines between them.
    pub text: Vec<u8>,
    /// Where it begins in the file.
    pub at: u64,
    depth: usize,
    quote: Option<u8>,
    /// Whether a quote that comes next opens a text.
    fresh: bool,
    /// Blank lines since the last that was not, and whether nothing stands for the end of that.
    breaks: usize,
    joins: bool,
}

impl Flow {
    pub fn new(at: u64) -> Self {
        Self {
            text: Vec::new(),
            at,
            depth: 0,
            quote: None,
            fresh: true,
            breaks: 0,
            joins: true,
        }
    }

    /// Takes a line; answers whether the brackets are closed, or what they hold is too long.
    pub fn take(&mut self, line: &[u8]) -> bool {
        if line.is_empty() {
            self.breaks += 1;
            return false;
        }
        match std::mem::take(&mut self.breaks) {
            breaks @ 1.. if self.quote.is_some() => self.text.extend(b"\n".repeat(breaks)),
            _ if !self.joins => self.text.push(b' '),
            _ => {}
        }
        self.text.extend(line);
        let mut at = 0;
        while let Some(&byte) = line.get(at) {
            at += 1;
            match (self.quote, byte) {
                (Some(b'"'), b'\\') => at += 1,
                (Some(b'\''), b'\'') if line.get(at) == Some(&b'\'') => at += 1,
                (Some(quote), _) => self.quote = Some(quote).filter(|quote| *quote != byte),
                (None, b'"' | b'\'') if self.fresh => (self.quote, self.fresh) = (Some(byte), false),
                (None, b'{' | b'[') => (self.depth, self.fresh) = (self.depth + 1, true),
                (None, b'}' | b']') => {
                    self.fresh = false;
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return true;
                    }
                }
                (None, b' ' | b'\t') => {}
                (None, _) => self.fresh = matches!(byte, b',' | b':'),
            }
        }
        // A backslash was the last of the line.
        self.joins = at > line.len();
        if self.joins {
            self.text.pop();
        }
        self.text.len() > LONGEST
    }
}

/// What may stand next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    Value,
    Key,
    Colon,
    Comma,
}

/// The collection in brackets that `text` is, as JSON; `None` where it is something else.
pub(super) fn json(text: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut open, mut due, mut at) = (Vec::new(), Vec::new(), Due::Value, 0);
    let outer = |open: &[u8]| {
        if open.last() == Some(&b'{') {
            Due::Key
        } else {
            Due::Value
        }
    };
    loop {
        at += text[at..].len() - text[at..].trim_ascii_start().len();
        let done = due == Due::Comma && open.is_empty();
        let Some(&byte) = text.get(at).filter(|&&byte| !(done && byte == b'#')) else {
            return done.then_some(out);
        };
        let inner = open.last().copied();
        let mut next = at + 1;
        due = match (due, byte, inner) {
            (Due::Value, b'{' | b'[', _) => {
                out.push(byte);
                open.push(byte);
                outer(&open)
            }
            (Due::Colon, b',' | b'}', _) | (Due::Value, b',' | b'}', Some(b'{')) => {
                out.extend(if due == Due::Colon { &b":null"[..] } else { b"null" });
                next = at;
                Due::Comma
            }
            (Due::Key | Due::Comma, b'}', Some(b'{')) | (Due::Value | Due::Comma, b']', Some(b'[')) => {
                if out.last() == Some(&b',') {
                    out.pop();
                }
                out.push(byte);
                open.pop();
                Due::Comma
            }
            (Due::Comma, b',', Some(_)) => {
                out.push(byte);
                outer(&open)
            }
            (Due::Colon, b':', _) => {
                out.push(byte);
                Due::Value
            }
            (Due::Value | Due::Key, b'"' | b'\'', _) => {
                out.push(b'"');
                let Ends::At(end) = quoted(text, next, byte, &mut out) else {
                    return None;
                };
                out.push(b'"');
                next = end;
                if due == Due::Key { Due::Colon } else { Due::Comma }
            }
            (Due::Value | Due::Key, _, _) => {
                next = at + word(&text[at..]);
                let word = text[at..next].trim_ascii_end();
                if word.is_empty() {
                    return None;
                }
                if due == Due::Key {
                    string(word, &mut out);
                    Due::Colon
                } else {
                    plain(word, &mut out);
                    Due::Comma
                }
            }
            _ => return None,
        };
        at = next;
    }
}

/// How long the text is that `text` begins with.
fn word(text: &[u8]) -> usize {
    let ends = |at: &usize| match text[*at] {
        b',' | b'[' | b']' | b'{' | b'}' => true,
        b':' => text
            .get(at + 1)
            .is_none_or(|next| next.is_ascii_whitespace() || b",[]{}".contains(next)),
        b'#' => *at > 0 && text[at - 1] == b' ',
        _ => false,
    };
    (0..text.len()).find(ends).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_read() {
        for (text, expected) in [
            ("{}", Some("{}")),
            ("[]  # none", Some("[]")),
            ("[a, 'b, c', 1, ]", Some(r#"["a","b, c",1]"#)),
            (
                "{a: 1, \"b\":[x y, {c: http://d/}], e, f: , 'g': it's}",
                Some(r#"{"a":1,"b":["x y",{"c":"http://d/"}],"e":null,"f":null,"g":"it's"}"#),
            ),
            ("[INFO] x", None),
            ("[a: b]", None),
            ("{a: b: c}", None),
            ("[a, , b]", None),
            ("[a", None),
            ("{'a", None),
            ("[a}", None),
        ] {
            let found = json(text.as_bytes()).map(|json| String::from_utf8_lossy(&json).into_owned());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn brackets_close_lines_below() {
        let mut flow = Flow::new(0);
        assert!(!flow.take(b"{a: 'it''s ]',"));
        assert!(!flow.take(b"b: [x'y, \"\\\"]"));
        assert!(!flow.take(b"\"],"));
        assert!(!flow.take(b""));
        assert!(!flow.take(b"c: 'd"));
        assert!(!flow.take(b""));
        assert!(!flow.take(b"e', f: \"g\\"));
        assert!(flow.take(b"h\"}"));
        let text: &[u8] = b"{a: 'it''s ]', b: [x'y, \"\\\"] \"], c: 'd\ne', f: \"gh\"}";
        assert_eq!(flow.text, text);
    }
}

//! Texts and values: where one ends, what its quotes hold, which clock belongs to a date.

use super::super::text::{Text, is_curly, is_quote};
use super::{Lexer, Until, sign};

impl Lexer<'_> {
    /// The length of the `/pattern/` here, slashes included: it holds no blank, and after it a blank, a parenthesis or the end follows.
    pub(super) fn pattern(&self) -> Option<usize> {
        let rest = self.text[self.at..].strip_prefix(&['/'])?;
        let mut escaped = false;
        for (at, &c) in rest.iter().enumerate() {
            match c {
                _ if c.is_whitespace() || c.is_control() => return None,
                '/' if !escaped => {
                    let next = rest.get(at + 1);
                    let ends = next.is_none_or(|next| next.is_whitespace() || *next == ')');
                    return (ends && at > 0).then_some(at + 2);
                }
                _ => escaped = c == '\\' && !escaped,
            }
        }
        None
    }

    /// A value; a date takes the clock after a blank along.
    pub(super) fn value(&mut self) -> Text {
        if let Some(length) = self.pattern() {
            let inner = self.at + 1..self.at + length - 1;
            let chars = self.text[inner].iter().map(|&c| (c, true)).collect();
            self.at += length;
            return Text {
                chars,
                quoted: true,
                pattern: true,
                unclosed: None,
            };
        }
        let mut text = self.text(Until::Value);
        let mut clock = false;
        while !text.quoted && text.ends_in_date() && self.clock_follows() {
            clock = true;
            self.blanks();
            text.append(self.text(Until::Value));
        }
        let utc =
            self.text[self.at..].starts_with(&[' ', 'U', 'T', 'C']) && !self.peek(4).is_some_and(char::is_alphanumeric);
        if clock && utc {
            self.at += 4;
            text.chars.push(('Z', false));
        }
        text
    }

    fn clock_follows(&self) -> bool {
        let digit = |ahead: usize| self.peek(ahead).is_some_and(|c| c.is_ascii_digit());
        let colon = |ahead: usize| self.peek(ahead) == Some(':');
        self.peek(0) == Some(' ')
            && digit(1)
            && (colon(2) && digit(3) && digit(4) || digit(2) && colon(3) && digit(4) && digit(5))
    }

    pub(super) fn text(&mut self, until: Until) -> Text {
        let mut text = Text::default();
        while let Some(c) = self.peek(0) {
            let ends = match (until, c) {
                _ if c.is_whitespace() => true,
                (Until::Bracket, _) => matches!(c, ']' | '}'),
                (Until::Argument, _) => matches!(c, ',' | ')'),
                (Until::Item, ',') => true,
                (_, '(' | ')') => true,
                (Until::Item, _) => false,
                _ if self.junction().is_some() => true,
                (Until::Sign, _) => sign(self.text, self.at).is_some(),
                (Until::Value, _) => false,
            };
            if ends {
                break;
            }
            if is_quote(c) {
                self.quoted(&mut text);
            } else {
                text.chars.push((c, false));
                self.at += 1;
            }
        }
        text
    }

    /// A quoted piece; a straight quote is closed by a straight one, a curly one by any.
    fn quoted(&mut self, text: &mut Text) {
        let start = self.at;
        let curly = self.peek(0).is_some_and(is_curly);
        text.quoted = true;
        self.at += 1;
        while let Some(c) = self.peek(0) {
            self.at += 1;
            if c == '"' || curly && is_curly(c) {
                return;
            }
            let escaped = if c == '\\' { self.escape() } else { None };
            text.chars.push((escaped.unwrap_or(c), true));
        }
        text.unclosed = text.unclosed.or(Some(start));
    }

    /// The character meant after a backslash, where that is an escape.
    fn escape(&mut self) -> Option<char> {
        let next = self.peek(0)?;
        if next == '\\' || is_quote(next) {
            self.at += 1;
            return Some(next);
        }
        if next != 'u' || self.peek(1) != Some('{') {
            return None;
        }
        let digits: String = self.text[self.at + 2..]
            .iter()
            .take(7)
            .take_while(|&&c| c != '}')
            .collect();
        if self.peek(2 + digits.len()) != Some('}') || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let meant = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)?;
        self.at += 3 + digits.len();
        Some(meant)
    }
}

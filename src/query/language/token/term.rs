//! A term of a filter: a formula, a function of a column, a column, or a word by itself.

use super::super::function::Function;
use super::super::text::{Text, is_curly, is_quote};
use super::{Call, Kind, Lexer, Token, Until, keyword, sign};
use std::ops::Range;

impl Lexer<'_> {
    /// A formula in braces; those in its texts and names do not count.
    pub(super) fn formula(&mut self) {
        let start = self.at;
        self.at += 1;
        let mut within: Option<char> = None;
        while let Some(c) = self.peek(0) {
            match within {
                None if c == '}' => break,
                None => {
                    within = match c {
                        '"' | '\'' => Some(c),
                        '[' => Some(']'),
                        c if is_curly(c) => Some('\u{201d}'),
                        _ => None,
                    }
                }
                Some(_) if c == '\\' && self.peek(1).is_some() => self.at += 1,
                Some(close) if c == close || close == '\u{201d}' && is_quote(c) => within = None,
                Some(_) => {}
            }
            self.at += 1;
        }
        let text = self.text[start + 1..self.at].iter().collect();
        let closed = self.peek(0).is_some();
        self.at += usize::from(closed);
        self.push(Kind::Formula(text, closed), start, None);
    }

    pub(super) fn term(&mut self) {
        if self.peek(0) == Some('{') {
            return self.formula();
        }
        let touches = self.peek(1).is_some_and(|c| !c.is_whitespace());
        match self.peek(0) {
            Some('-') if touches => return self.take(Kind::Not, 1, None),
            Some('+') if touches => {
                self.at += 1;
                return;
            }
            _ => {}
        }
        if let Some((sign, length)) = sign(self.text, self.at) {
            // Without a column before it: the parser says so.
            return self.take(Kind::Sign(sign), length, None);
        }
        let start = self.at;
        let text = self.text(Until::Sign);
        if let (Some('('), Some(function)) = (self.peek(0), Function::called(&text)) {
            return self.call(function, start);
        }
        let end = self.at;
        let apart = self.blanks();
        let keyword = keyword(&text);
        match sign(self.text, self.at) {
            Some((sign, length)) if !(apart && keyword.is_some()) => {
                let column = self.tokens.len();
                self.tokens.push(Token {
                    kind: Kind::Column(text),
                    span: start..end,
                    under: None,
                });
                self.sign_and_value(sign, length, column);
            }
            _ => match self.membership() {
                Some((sign, length)) if keyword.is_none() => {
                    let column = self.tokens.len();
                    self.tokens.push(Token {
                        kind: Kind::Column(text),
                        span: start..end,
                        under: None,
                    });
                    self.sign_and_list(sign, length, column);
                }
                _ => {
                    self.at = end;
                    self.push(keyword.unwrap_or(Kind::Word(text)), start, None);
                }
            },
        }
    }

    /// A function's columns, and what is asked of them.
    pub(super) fn call(&mut self, function: Function, start: usize) {
        self.at += 1;
        let inside = self.at;
        let mut arguments: Vec<(Text, Range<usize>)> = Vec::new();
        let mut by: Option<(Text, Range<usize>)> = None;
        // Whether the next piece begins another argument.
        let mut anew = true;
        loop {
            self.blanks();
            let at = self.at;
            match self.peek(0) {
                None | Some(')') => break,
                Some(',') => {
                    self.at += 1;
                    if anew {
                        arguments.push((Text::default(), at..at));
                    }
                    anew = true;
                    continue;
                }
                Some(_) => {}
            }
            let piece = self.text(Until::Argument);
            if function == Function::First && piece.is_keyword("by") && by.is_none() {
                by = Some((Text::default(), at..at));
                continue;
            }
            let last = match (&mut by, arguments.last_mut()) {
                (Some(by), _) => by,
                (None, Some(last)) if !anew => last,
                _ => {
                    arguments.push((Text::default(), at..at));
                    let end = arguments.len() - 1;
                    &mut arguments[end]
                }
            };
            if last.0.is_empty() {
                last.1.start = at;
            }
            last.0.append(piece);
            last.1.end = self.at;
            anew = false;
        }
        let closed = self.peek(0).is_some();
        let call = Call {
            function,
            arguments,
            by,
            inside: inside..self.at,
            closed,
        };
        let index = self.tokens.len();
        self.at += usize::from(closed);
        self.push(Kind::Call(call), start, None);
        let end = self.at;
        self.blanks();
        if let Some((sign, length)) = sign(self.text, self.at) {
            self.sign_and_value(sign, length, index);
        } else if let Some((sign, length)) = self.membership() {
            self.sign_and_list(sign, length, index);
        } else {
            self.at = end;
        }
    }
}

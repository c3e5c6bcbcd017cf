//! Formula text to tokens, each with its place in characters.

use super::super::Failure;
use super::place::fault;
use crate::words;
use std::ops::Range;

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// As written: the parser knows whether a minus belongs to it.
    Number(String),
    Text(String),
    /// A column in brackets, with the names after it: `[a].b`.
    Column(String),
    /// A bare name: a keyword, a function or a column.
    Name(String),
    Sign(&'static str),
}

/// Signs, the longer before those they begin with.
const SIGNS: [&str; 18] = [
    "<=", ">=", "<>", "!=", "==", "=", "<", ">", "+", "-", "*", "/", "%", "&", "(", ")", ",", "!",
];

/// All tokens of a text.
///
/// # Errors
/// At the first character that begins none, or at a quote or bracket that is never closed.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, Failure> {
    let mut lexer = Lexer {
        text: text.chars().collect(),
        at: 0,
    };
    let mut found = Vec::new();
    while let Some(c) = lexer.next_visible() {
        let start = lexer.at;
        let token = match c {
            '"' | '\'' | '\u{201c}' | '\u{201d}' | '\u{201e}' => lexer.quoted(c)?,
            '[' => lexer.bracketed()?,
            '0'..='9' => lexer.number()?,
            '.' if lexer.peek(1).is_some_and(|c| c.is_ascii_digit()) => lexer.number()?,
            c if begins_name(c) => Token::Name(lexer.name()),
            _ => lexer.sign()?,
        };
        found.push((token, start..lexer.at));
    }
    Ok(found)
}

/// Whether a bare name may begin so.
pub(super) fn begins_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '@')
}

/// Whether a bare name may go on so.
pub(super) fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '@')
}

struct Lexer {
    text: Vec<char>,
    at: usize,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    fn next_visible(&mut self) -> Option<char> {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.peek(0)
    }

    /// A text in quotes. The quote doubled, or after a backslash, is one in the text; `\\` and `\u{hex}` are escapes, and any other
    /// backslash stands for itself, so that patterns need no second one.
    fn quoted(&mut self, open: char) -> Result<Token, Failure> {
        let start = self.at;
        let closes = |c: char| match open {
            '"' | '\'' => c == open,
            _ => matches!(c, '"' | '\u{201c}' | '\u{201d}'),
        };
        let mut text = String::new();
        self.at += 1;
        while let Some(c) = self.peek(0) {
            self.at += 1;
            match c {
                '\\' => text.push(self.escaped(|next| next == '\\' || closes(next))),
                c if closes(c) && self.peek(0) == Some(c) => {
                    text.push(c);
                    self.at += 1;
                }
                c if closes(c) => return Ok(Token::Text(text)),
                c => text.push(c),
            }
        }
        Err(fault(
            words::formulas::THIS_QUOTE_IS_NEVER_CLOSED,
            start,
            words::formulas::ADD_QUOTE_AT_END,
        ))
    }

    /// The character after a backslash, where the two are an escape; else the backslash.
    fn escaped(&mut self, stands: impl Fn(char) -> bool) -> char {
        match self.peek(0) {
            Some(next) if stands(next) => {
                self.at += 1;
                next
            }
            Some('u') if self.peek(1) == Some('{') => {
                let rest = &self.text[self.at + 2..];
                let digits: String = rest.iter().take(9).take_while(|&&c| c != '}').collect();
                let read = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                match (read, rest.get(digits.chars().count())) {
                    (Some(c), Some('}')) => {
                        self.at += digits.len() + 3;
                        c
                    }
                    _ => '\\',
                }
            }
            _ => '\\',
        }
    }

    fn bracketed(&mut self) -> Result<Token, Failure> {
        let start = self.at;
        let mut name = String::new();
        self.at += 1;
        loop {
            let Some(c) = self.peek(0) else {
                return Err(fault(
                    words::formulas::THIS_BRACKET_IS_NEVER_CLOSED,
                    start,
                    words::formulas::ADD_AFTER_COLUMNS_NAME_WRITE,
                ));
            };
            self.at += 1;
            match c {
                ']' => break,
                '\\' => name.push(self.escaped(|next| matches!(next, '\\' | ']'))),
                c => name.push(c),
            }
        }
        while self.peek(0) == Some('.') && self.peek(1).is_some_and(begins_name) {
            self.at += 1;
            name.push('.');
            name.push_str(&self.word());
        }
        Ok(Token::Column(name))
    }

    fn word(&mut self) -> String {
        let start = self.at;
        while self.peek(0).is_some_and(continues_name) {
            self.at += 1;
        }
        self.text[start..self.at].iter().collect()
    }

    fn name(&mut self) -> String {
        let mut name = self.word();
        while self.peek(0) == Some('.') && self.peek(1).is_some_and(continues_name) {
            self.at += 1;
            name.push('.');
            name.push_str(&self.word());
        }
        name
    }

    fn number(&mut self) -> Result<Token, Failure> {
        let start = self.at;
        let digits = |lexer: &mut Self| {
            while lexer.peek(0).is_some_and(|c| c.is_ascii_digit()) {
                lexer.at += 1;
            }
        };
        digits(self);
        if self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            digits(self);
        }
        let signed = usize::from(matches!(self.peek(1), Some('+' | '-')));
        if matches!(self.peek(0), Some('e' | 'E')) && self.peek(1 + signed).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1 + signed;
            digits(self);
        }
        if self.peek(0).is_some_and(continues_name) {
            return Err(fault(
                words::formulas::NUMBER_THAT_GOES,
                start,
                words::formulas::PUT_COLUMNS_NAME_IN_BRACKETS,
            ));
        }
        Ok(Token::Number(self.text[start..self.at].iter().collect()))
    }

    fn sign(&mut self) -> Result<Token, Failure> {
        let rest = &self.text[self.at..];
        let here =
            |sign: &&&str| sign.chars().count() <= rest.len() && sign.chars().eq(rest[..sign.len()].iter().copied());
        match SIGNS.iter().find(here) {
            Some(sign) => {
                self.at += sign.len();
                Ok(Token::Sign(sign))
            }
            None => {
                let hint = match rest[0] {
                    ']' => words::formulas::COLUMNS_NAME_STANDS_IN_BRACKETS_EVENT,
                    '{' | '}' => words::formulas::BRACES_ENCLOSE_FORMULA_IN_FILTER,
                    '|' => words::formulas::WRITE_OR_AND_TO_JOIN,
                    ';' => words::formulas::COMMA_STANDS_BETWEEN_ARGUMENTS,
                    _ => words::formulas::PUT_TEXT_IN_QUOTES,
                };
                Err(fault(words::formulas::means_nothing_here(&rest[0]), self.at, hint))
            }
        }
    }
}

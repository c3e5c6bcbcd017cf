//! What stands behind a column: a sign, and a value, a list, a range or a group of values.

use super::super::text::is_quote;
use super::{Kind, Lexer, Sign, Span, Until, Values, keyword, sign};

impl Lexer<'_> {
    /// `in` or `not in` here, where a list follows, and the length.
    pub(super) fn membership(&self) -> Option<(Sign, usize)> {
        let blank = |at: usize| self.peek(at).is_some_and(char::is_whitespace);
        let word = |at: usize, word: &str| {
            let there = word
                .chars()
                .enumerate()
                .all(|(i, c)| self.peek(at + i).is_some_and(|found| found.eq_ignore_ascii_case(&c)));
            there.then_some(at + word.len())
        };
        let after = |mut at: usize| {
            while blank(at) {
                at += 1;
            }
            at
        };
        let negated = word(0, "not").filter(|&at| blank(at)).map(after);
        let mut end = word(negated.unwrap_or(0), "in")?;
        let exactly = self.peek(end) == Some('=');
        end += usize::from(exactly);
        let follows = after(end);
        let list = match self.peek(follows) {
            Some('(') => true,
            Some('#') => self
                .peek(follows + 1)
                .is_some_and(|c| c.is_alphanumeric() || c == '_' || is_quote(c)),
            _ => false,
        };
        let not = negated.is_some();
        list.then_some((Sign::In { exactly, not }, end))
    }

    pub(super) fn sign_and_list(&mut self, sign: Sign, length: usize, column: usize) {
        let under = Some(column);
        self.take(Kind::Sign(sign), length, under);
        self.blanks();
        let start = self.at;
        self.at += 1;
        if self.text.get(start) == Some(&'#') {
            let name = self.text(Until::Value);
            return self.push(Kind::Name(name), start, under);
        }
        let mut list = Values::default();
        // Whether a value may come; after the last one a comma is as people paste it.
        let mut may = true;
        loop {
            self.blanks();
            let at = self.at;
            match self.peek(0) {
                None => break,
                Some(')') => {
                    self.at += 1;
                    list.closed = true;
                    break;
                }
                Some(',') => {
                    self.at += 1;
                    if may {
                        list.gap = list.gap.or(Some(at));
                    }
                    may = true;
                    continue;
                }
                Some('(') => {
                    self.at += 1;
                    list.gap = list.gap.or(Some(at));
                    continue;
                }
                Some(_) => {}
            }
            let text = self.text(Until::Item);
            if !may {
                list.gap = list.gap.or(Some(at));
            }
            list.values.push((text, at));
            may = false;
        }
        self.push(Kind::List(list), start, under);
    }

    pub(super) fn sign_and_value(&mut self, first: Sign, length: usize, column: usize) {
        let under = Some(column);
        let (mut meant, start) = (first, self.at);
        self.at += length;
        if first == Sign::Is
            && let Some((second, length)) = self.sign_after_blanks()
        {
            meant = second;
            self.at += length;
        }
        self.push(Kind::Sign(meant), start, under);
        let mut apart = self.blanks();
        while meant == Sign::Is && self.peek(0) == Some('!') {
            self.take(Kind::Not, 1, under);
            apart = self.blanks();
        }
        match self.peek(0) {
            None | Some(')') => {}
            Some('(') => {
                self.groups.push(under);
                self.take(Kind::Open, 1, under);
            }
            Some('[') => self.range(under),
            Some('{') if meant == Sign::Is => self.range(under),
            Some(_) if self.junction().is_some() => {}
            Some(_) => {
                let start = self.at;
                let text = self.value();
                if apart && keyword(&text).is_some() {
                    self.at = start;
                } else {
                    self.push(Kind::Value(text), start, under);
                }
            }
        }
    }

    /// The sign after a colon, as in `duration:>5`; it is not looked for beyond blanks that end in something else.
    pub(super) fn sign_after_blanks(&mut self) -> Option<(Sign, usize)> {
        let start = self.at;
        self.blanks();
        let found = sign(self.text, self.at).filter(|&(sign, _)| sign != Sign::Is);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    pub(super) fn value_in_group(&mut self, column: usize) {
        let under = Some(column);
        match self.peek(0) {
            Some('[' | '{') => return self.range(under),
            Some('<' | '>' | '=' | '!') => {
                if let Some((sign, length)) = sign(self.text, self.at) {
                    return self.sign_and_value(sign, length, column);
                }
            }
            _ => {}
        }
        if let Some((sign, length)) = self.membership() {
            return self.sign_and_list(sign, length, column);
        }
        let start = self.at;
        let text = self.value();
        self.push(keyword(&text).unwrap_or(Kind::Value(text)), start, under);
    }

    pub(super) fn range(&mut self, under: Option<usize>) {
        let start = self.at;
        let mut span = Span {
            low_included: self.peek(0) == Some('['),
            ..Span::default()
        };
        self.at += 1;
        loop {
            self.blanks();
            match self.peek(0) {
                None => break,
                Some(c @ (']' | '}')) => {
                    self.at += 1;
                    span.closed = true;
                    span.high_included = c == ']';
                    break;
                }
                Some(_) => {}
            }
            let piece = self.text(Until::Bracket);
            if !span.to && piece.is_keyword("to") {
                span.to = true;
                continue;
            }
            let side = if span.to { &mut span.high } else { &mut span.low };
            side.append(piece);
        }
        self.push(Kind::Span(span), start, under);
    }
}

//! Filter text to tokens: never fails, so that half-typed text can be completed; what is wrong is left for the parser to say.

mod value;

use super::super::Comparison;
use super::function::Function;
use super::text::{Text, is_curly, is_quote};
use std::ops::Range;

/// A piece of the filter with its span in characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Range<usize>,
    /// Index of the column token whose values are told here; `None` where whole tests stand.
    pub under: Option<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// A text before a sign.
    Column(Text),
    Call(Call),
    Sign(Sign),
    /// A text where a value is expected.
    Value(Text),
    Span(Span),
    List(Values),
    /// The name of a list, without `#`.
    Name(Text),
    /// A text by itself.
    Word(Text),
    /// A formula in braces, and whether they are closed.
    Formula(String, bool),
}

/// A function of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub function: Function,
    /// Between commas, each with its span.
    pub arguments: Vec<(Text, Range<usize>)>,
    /// After `by`.
    pub by: Option<(Text, Range<usize>)>,
    /// Between the parentheses.
    pub inside: Range<usize>,
    pub closed: bool,
}

/// The values of a list, each with the character it begins at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Values {
    pub values: Vec<(Text, usize)>,
    /// Where a comma lacks, or a value.
    pub gap: Option<usize>,
    pub closed: bool,
}

/// What stands between a column and a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Is,
    Equals,
    Differs,
    Compare(Comparison),
    /// `in`: one of a list.
    In {
        exactly: bool,
        not: bool,
    },
}

/// A range in brackets, or without `TO` the name of a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Span {
    pub low: Text,
    pub high: Text,
    pub low_included: bool,
    pub high_included: bool,
    /// Whether there was a `TO`, and a bracket at the end.
    pub to: bool,
    pub closed: bool,
}

/// Where a bare text ends, besides blanks and quotes.
#[derive(Clone, Copy, PartialEq)]
enum Until {
    /// Signs, parentheses, `&&`, `||`.
    Sign,
    /// Parentheses, `&&`, `||`.
    Value,
    Bracket,
    /// Commas, and the end of a function.
    Argument,
    /// Commas and parentheses.
    Item,
}

/// All tokens of a filter, in order.
pub(super) fn tokens(text: &[char]) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        groups: Vec::new(),
    };
    while lexer.step() {}
    lexer.tokens
}

/// The text at the beginning of this, read as a word or as a value.
pub(super) fn text(text: &[char], value: bool) -> Text {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        groups: Vec::new(),
    };
    if value { lexer.value() } else { lexer.text(Until::Sign) }
}

/// The sign at this place, and its length.
pub(super) fn sign(text: &[char], at: usize) -> Option<(Sign, usize)> {
    let next = text.get(at + 1).copied();
    Some(match (text.get(at)?, next) {
        (':', _) => (Sign::Is, 1),
        ('=', Some('=')) => (Sign::Equals, 2),
        ('=', _) => (Sign::Equals, 1),
        ('!', Some('=')) | ('<', Some('>')) => (Sign::Differs, 2),
        ('<', Some('=')) => (Sign::Compare(Comparison::LessOrEqual), 2),
        ('<', _) => (Sign::Compare(Comparison::Less), 1),
        ('>', Some('=')) => (Sign::Compare(Comparison::GreaterOrEqual), 2),
        ('>', _) => (Sign::Compare(Comparison::Greater), 1),
        _ => return None,
    })
}

struct Lexer<'a> {
    text: &'a [char],
    at: usize,
    tokens: Vec<Token>,
    /// Open parentheses, innermost last: the column whose values they hold.
    groups: Vec<Option<usize>>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    fn blanks(&mut self) -> bool {
        let start = self.at;
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.at > start
    }

    fn push(&mut self, kind: Kind, start: usize, under: Option<usize>) {
        self.tokens.push(Token {
            kind,
            span: start..self.at,
            under,
        });
    }

    /// Takes the next `length` characters as a token.
    fn take(&mut self, kind: Kind, length: usize, under: Option<usize>) {
        let start = self.at;
        self.at += length;
        self.push(kind, start, under);
    }

    fn junction(&self) -> Option<Kind> {
        match (self.peek(0)?, self.peek(1)?) {
            ('&', '&') => Some(Kind::And),
            ('|', '|') => Some(Kind::Or),
            _ => None,
        }
    }

    /// Reads the next token or two; false at the end.
    fn step(&mut self) -> bool {
        self.blanks();
        let Some(c) = self.peek(0) else { return false };
        let under = self.groups.last().copied().flatten();
        if let Some(kind) = self.junction() {
            self.take(kind, 2, under);
            return true;
        }
        match c {
            '(' => {
                self.groups.push(under);
                self.take(Kind::Open, 1, under);
            }
            ')' => {
                self.groups.pop();
                let outside = self.groups.last().copied().flatten();
                self.take(Kind::Close, 1, outside);
            }
            '!' if self.peek(1) != Some('=') => self.take(Kind::Not, 1, under),
            _ => match under {
                Some(column) => self.value_in_group(column),
                None => self.term(),
            },
        }
        true
    }

    /// A formula in braces; those in its texts and names do not count.
    fn formula(&mut self) {
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

    fn term(&mut self) {
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
    fn call(&mut self, function: Function, start: usize) {
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

    /// `in` or `not in` here, where a list follows, and the length.
    fn membership(&self) -> Option<(Sign, usize)> {
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

    fn sign_and_list(&mut self, sign: Sign, length: usize, column: usize) {
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

    fn sign_and_value(&mut self, first: Sign, length: usize, column: usize) {
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
    fn sign_after_blanks(&mut self) -> Option<(Sign, usize)> {
        let start = self.at;
        self.blanks();
        let found = sign(self.text, self.at).filter(|&(sign, _)| sign != Sign::Is);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn value_in_group(&mut self, column: usize) {
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

    fn range(&mut self, under: Option<usize>) {
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

fn keyword(text: &Text) -> Option<Kind> {
    [("and", Kind::And), ("or", Kind::Or), ("not", Kind::Not)]
        .into_iter()
        .find(|(word, _)| text.is_keyword(word))
        .map(|(_, kind)| kind)
}

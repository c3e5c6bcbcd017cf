//! Filter text to tokens: never fails, so that half-typed text can be completed; what is wrong is left for the parser to say.

mod behind;
mod term;
mod value;

use super::super::Comparison;
use super::function::Function;
use super::text::Text;
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
}

fn keyword(text: &Text) -> Option<Kind> {
    [("and", Kind::And), ("or", Kind::Or), ("not", Kind::Not)]
        .into_iter()
        .find(|(word, _)| text.is_keyword(word))
        .map(|(_, kind)| kind)
}

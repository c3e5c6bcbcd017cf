//! Tokens to a [`Predicate`], or to a [`Failure`] that points at the character and says what to do.

use super::super::{Comparison, Failure, Formula, Op, Predicate};
use super::text::{Text, is_wildcard};
use super::token::{Kind, Sign, Span, Token, tokens};
use std::ops::Range;

/// How deep parentheses may nest.
const DEPTH: usize = 100;

/// A filter that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    pub predicate: Predicate,
    /// Columns in order of mention, each with its span in the text, in characters, quotes included.
    pub columns: Vec<(String, Range<usize>)>,
}

/// Reads a filter; empty text is [`Predicate::All`]. Whether its columns exist is for the caller to check ([`super::unknown`]).
///
/// # Errors
/// Where the text is not a filter: what is wrong, the character offset, and what to do about it.
pub fn parse(text: &str) -> Result<Parsed, Failure> {
    let chars: Vec<char> = text.chars().collect();
    let tokens = tokens(&chars);
    if tokens.is_empty() {
        // A lone `+` is being typed, or nothing.
        return Ok(Parsed::default());
    }
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        end: chars.len(),
        depth: 0,
        columns: Vec::new(),
    };
    let predicate = parser.either(None)?;
    match parser.peek() {
        None => Ok(Parsed {
            predicate,
            columns: parser.columns,
        }),
        Some(token) => Err(failure(
            "This parenthesis closes nothing",
            token.span.start,
            "Remove it, or open one before; for a parenthesis in a value, put the value in quotes.",
        )),
    }
}

/// The top-level parts that must all hold, each good for a chip; the inverse of [`Predicate::all`].
#[must_use]
pub fn conjuncts(predicate: Predicate) -> Vec<Predicate> {
    match predicate {
        Predicate::All => Vec::new(),
        Predicate::And(parts) => parts,
        other => vec![other],
    }
}

fn failure(what: impl Into<String>, at: usize, hint: impl Into<String>) -> Failure {
    Failure {
        what: what.into(),
        at: Some(at),
        hint: hint.into(),
    }
}

/// What values are told about, inside and after `column:`.
#[derive(Clone)]
struct Subject {
    /// `None` for `*:value`, which is the value anywhere.
    column: Option<String>,
    sign: Sign,
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    /// Length of the text, where errors about what is missing point.
    end: usize,
    depth: usize,
    columns: Vec<(String, Range<usize>)>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn previous(&self) -> Option<&'a Token> {
        self.at.checked_sub(1).map(|before| &self.tokens[before])
    }

    fn next_is(&self, kind: &Kind) -> bool {
        self.peek().is_some_and(|token| token.kind == *kind)
    }

    fn either(&mut self, subject: Option<&Subject>) -> Result<Predicate, Failure> {
        let mut parts = vec![self.both(subject)?];
        while self.next_is(&Kind::Or) {
            self.at += 1;
            parts.push(self.both(subject)?);
        }
        Ok(Predicate::any(parts))
    }

    fn both(&mut self, subject: Option<&Subject>) -> Result<Predicate, Failure> {
        let mut parts = vec![self.opposite(subject)?];
        loop {
            match self.peek() {
                None => break,
                Some(Token {
                    kind: Kind::Or | Kind::Close,
                    ..
                }) => break,
                Some(Token { kind: Kind::And, .. }) => self.at += 1,
                Some(token) => self.side_by_side(token, subject.is_some())?,
            }
            parts.push(self.opposite(subject)?);
        }
        Ok(Predicate::all(parts))
    }

    /// Whether this token may follow the last one without an operator.
    fn side_by_side(&self, token: &Token, among_values: bool) -> Result<(), Failure> {
        let touches = self.previous().is_some_and(|before| {
            before.span.end == token.span.start
                && matches!(before.kind, Kind::Word(_) | Kind::Value(_))
                && token.kind == Kind::Open
        });
        if touches {
            let hint = "For a parenthesis in a text, put the text in quotes; otherwise set a blank before it.";
            return Err(failure("A parenthesis in the middle of a word", token.span.start, hint));
        }
        if among_values {
            let hint = "Write OR (or AND) between the values; put several words that belong together in quotes.";
            return Err(failure(
                "Two values without an operator between them",
                token.span.start,
                hint,
            ));
        }
        Ok(())
    }

    fn opposite(&mut self, subject: Option<&Subject>) -> Result<Predicate, Failure> {
        let odd = self.negations();
        let predicate = self.primary(subject)?;
        Ok(if odd { predicate.negate() } else { predicate })
    }

    /// Skips negations; whether they come to one.
    fn negations(&mut self) -> bool {
        let start = self.at;
        while self.next_is(&Kind::Not) {
            self.at += 1;
        }
        (self.at - start) % 2 == 1
    }

    fn primary(&mut self, subject: Option<&Subject>) -> Result<Predicate, Failure> {
        let Some(token) = self.peek() else {
            return Err(self.missing(self.end));
        };
        match &token.kind {
            Kind::Open => self.group(subject),
            Kind::Column(name) => self.column(name, token),
            Kind::Word(text) => {
                self.at += 1;
                word(text, &token.span)
            }
            Kind::Value(text) => {
                self.at += 1;
                match subject {
                    Some(subject) => test(subject, text, &token.span),
                    None => word(text, &token.span),
                }
            }
            Kind::Span(span) => {
                self.at += 1;
                range(subject, span, &token.span)
            }
            Kind::Formula(text, closed) => self.formula(text, *closed, token.span.start),
            Kind::Sign(sign) => match subject {
                Some(subject) => {
                    self.at += 1;
                    let inner = Subject {
                        column: subject.column.clone(),
                        sign: *sign,
                    };
                    self.values(&inner, token)
                }
                None => Err(failure(
                    "No column before this sign",
                    token.span.start,
                    "Write a column before it, as in duration>5; to search for the sign itself, put it in quotes.",
                )),
            },
            Kind::Close | Kind::And | Kind::Or | Kind::Not => Err(self.missing(token.span.start)),
        }
    }

    /// Says what is missing before the token that should not be here, or before the end.
    fn missing(&self, at: usize) -> Failure {
        let hint = "Write a word or a test such as column:value there, or remove what is left over.";
        let quotes = "To search for the word itself, put it in quotes.";
        match self.previous().map(|token| &token.kind) {
            Some(Kind::Not) => failure("Nothing after NOT", at, format!("{hint} {quotes}")),
            Some(Kind::And) => failure("Nothing after AND", at, format!("{hint} {quotes}")),
            Some(Kind::Or) => failure("Nothing after OR", at, format!("{hint} {quotes}")),
            Some(Kind::Open) => failure("Nothing after the opening parenthesis", at, hint),
            _ => match self.peek().map(|token| &token.kind) {
                Some(Kind::And) => failure("Nothing before AND", at, format!("{hint} {quotes}")),
                Some(Kind::Or) => failure("Nothing before OR", at, format!("{hint} {quotes}")),
                Some(Kind::Close) => failure("This parenthesis closes nothing", at, "Remove it, or open one before."),
                _ => failure("Something is missing", at, hint),
            },
        }
    }

    fn group(&mut self, subject: Option<&Subject>) -> Result<Predicate, Failure> {
        let opened = self.tokens[self.at].span.start;
        if self.depth == DEPTH {
            return Err(failure(
                "Too many parentheses within each other",
                opened,
                format!("{DEPTH} are the most."),
            ));
        }
        self.at += 1;
        self.depth += 1;
        let predicate = self.either(subject)?;
        self.depth -= 1;
        if !self.next_is(&Kind::Close) {
            return Err(failure(
                "This parenthesis is never closed",
                opened,
                "Add ) at the end of the group.",
            ));
        }
        self.at += 1;
        Ok(predicate)
    }

    fn formula(&mut self, text: &str, closed: bool, start: usize) -> Result<Predicate, Failure> {
        if !closed {
            return Err(failure(
                "This brace is never closed",
                start,
                "Add } at the end of the formula.",
            ));
        }
        let formula = Formula::parse(text).map_err(|failure| Failure {
            at: failure.at.map(|at| start + 1 + at),
            ..failure
        })?;
        let inside = |span: &Range<usize>| start + 1 + span.start..start + 1 + span.end;
        let columns = &mut self.columns;
        formula
            .expr()
            .each_column(&mut |name, span| columns.push((name.to_owned(), inside(span))));
        self.at += 1;
        Ok(Predicate::Formula(formula.normal()))
    }

    fn column(&mut self, name: &Text, token: &Token) -> Result<Predicate, Failure> {
        closed(name)?;
        let sign = match self.tokens.get(self.at + 1) {
            Some(Token {
                kind: Kind::Sign(sign), ..
            }) => *sign,
            _ => return Err(self.missing(token.span.end)),
        };
        let anywhere = sign == Sign::Is && name.is_star() && name.chars.len() == 1;
        let column = if anywhere { None } else { Some(name.text()) };
        if let Some(column) = &column {
            self.columns.push((column.clone(), token.span.clone()));
        }
        self.at += 2;
        self.values(&Subject { column, sign }, &self.tokens[self.at - 1])
    }

    /// What follows a sign.
    fn values(&mut self, subject: &Subject, sign: &Token) -> Result<Predicate, Failure> {
        let odd = self.negations();
        let predicate = match self.peek() {
            Some(token) if token.under == sign.under => match &token.kind {
                Kind::Open if matches!(subject.sign, Sign::Compare(_)) => {
                    let hint = "Only : and = take several values in parentheses.";
                    return Err(failure("A comparison takes one value", token.span.start, hint));
                }
                Kind::Open if subject.sign == Sign::Differs => self
                    .group(Some(&Subject {
                        column: subject.column.clone(),
                        sign: Sign::Equals,
                    }))?
                    .negate(),
                Kind::Open => self.group(Some(subject))?,
                Kind::Value(text) => {
                    self.at += 1;
                    test(subject, text, &token.span)?
                }
                Kind::Span(span) => {
                    self.at += 1;
                    range(Some(subject), span, &token.span)?
                }
                _ => return Err(nothing_after(sign)),
            },
            _ => return Err(nothing_after(sign)),
        };
        Ok(if odd { predicate.negate() } else { predicate })
    }
}

fn nothing_after(sign: &Token) -> Failure {
    let hint = "Write a value, * for any value, or \"\" for an empty text; to search for the sign itself, put the word in quotes.";
    failure("Nothing to compare with after this sign", sign.span.end, hint)
}

fn closed(text: &Text) -> Result<(), Failure> {
    match text.unclosed {
        Some(at) => Err(failure(
            "This quote is never closed",
            at,
            "Add \" at the end of the phrase; write \\\" for a quote within it.",
        )),
        None => Ok(()),
    }
}

/// A text by itself. It is sought within cells anyway, so wildcards at its ends say nothing.
fn word(text: &Text, span: &Range<usize>) -> Result<Predicate, Failure> {
    closed(text)?;
    let is_star = |&(c, quoted): &(char, bool)| c == '*' && !quoted;
    let chars = &text.chars[..];
    if text.is_star() {
        return Ok(Predicate::All);
    }
    let start = chars.iter().position(|c| !is_star(c)).unwrap_or(chars.len());
    let end = chars.iter().rposition(|c| !is_star(c)).map_or(start, |last| last + 1);
    let sought = &chars[start..end];
    if sought.iter().any(is_star) {
        let hint = "Name the column, as in column:te*t; to search for the * itself, put the word in quotes.";
        return Err(failure("A * within a word needs a column", span.start, hint));
    }
    Ok(Predicate::Anywhere(sought.iter().map(|&(c, _)| c).collect()))
}

fn test(subject: &Subject, text: &Text, span: &Range<usize>) -> Result<Predicate, Failure> {
    let Some(column) = &subject.column else {
        return word(text, span);
    };
    closed(text)?;
    let op = match subject.sign {
        Sign::Is if text.pattern => Op::Matches(text.text()),
        _ if text.pattern => {
            let hint = "Write column:/pattern/; to compare with the text itself, put it in quotes.";
            return Err(failure("A regular expression goes with : only", span.start, hint));
        }
        Sign::Compare(comparison) => Op::Compare(comparison, text.text()),
        _ if text.is_star() => Op::Exists,
        _ if text.is_wild() => {
            if text.chars.iter().any(|&(c, quoted)| quoted && is_wildcard(c)) {
                let hint = "Leave the quotes off to make it a wildcard too, or put the whole value in quotes.";
                return Err(failure("A * or ? in quotes beside a wildcard", span.start, hint));
            }
            Op::Like(text.text())
        }
        Sign::Is => match dots(text) {
            Some((low, high)) => Op::Between(low, high),
            None => Op::Is(text.text()),
        },
        Sign::Equals | Sign::Differs => Op::Equals(text.text()),
    };
    let test = Predicate::test(column.clone(), op);
    Ok(if subject.sign == Sign::Differs {
        test.negate()
    } else {
        test
    })
}

/// The two ends of `low..high`. Paths and ellipses are not ranges: an end begins like a number or a word, and one end alone like a number.
pub(super) fn dots(text: &Text) -> Option<(Option<String>, Option<String>)> {
    let chars = &text.chars;
    let at = chars.windows(2).position(|pair| pair == [('.', false), ('.', false)])?;
    let (low, high) = (&chars[..at], &chars[at + 2..]);
    let number = |side: &[(char, bool)]| {
        let unsigned = side.strip_prefix(&[('-', false)]).unwrap_or(side);
        unsigned.first().is_some_and(|(c, _)| c.is_ascii_digit())
    };
    let fits = |side: &[(char, bool)]| {
        let begins = number(side) || side.first().is_some_and(|&(c, quoted)| quoted || c.is_alphanumeric());
        let path = side.iter().any(|&(c, quoted)| !quoted && matches!(c, '/' | '\\'));
        begins && !path && !side.windows(2).any(|pair| pair == [('.', false), ('.', false)])
    };
    let text = |side: &[(char, bool)]| Some(side.iter().map(|&(c, _)| c).collect::<String>());
    match (low.is_empty(), high.is_empty()) {
        (false, false) if fits(low) && fits(high) => Some((text(low), text(high))),
        (false, true) if number(low) && fits(low) => Some((text(low), None)),
        (true, false) if number(high) && fits(high) => Some((None, text(high))),
        _ => None,
    }
}

fn range(subject: Option<&Subject>, range: &Span, span: &Range<usize>) -> Result<Predicate, Failure> {
    const HINT: &str =
        "A range reads [low TO high], with * for an open end; put a value that begins with a bracket in quotes.";
    closed(&range.low)?;
    closed(&range.high)?;
    let Some(column) = subject.and_then(|subject| subject.column.clone()) else {
        return Err(failure("A range needs a column", span.start, HINT));
    };
    if !range.closed {
        return Err(failure("This bracket is never closed", span.start, HINT));
    }
    if !range.to || range.low.is_empty() || range.high.is_empty() {
        return Err(failure("This is not a range", span.start, HINT));
    }
    let bound = |text: &Text| {
        if text.is_star() { None } else { Some(text.text()) }
    };
    let (low, high) = (bound(&range.low), bound(&range.high));
    if (range.low_included || low.is_none()) && (range.high_included || high.is_none()) {
        return Ok(Predicate::test(column, Op::Between(low, high)));
    }
    let from = if range.low_included {
        Comparison::GreaterOrEqual
    } else {
        Comparison::Greater
    };
    let to = if range.high_included {
        Comparison::LessOrEqual
    } else {
        Comparison::Less
    };
    let ends = [(from, low), (to, high)];
    Ok(Predicate::all(ends.into_iter().filter_map(|(comparison, end)| {
        Some(Predicate::test(column.clone(), Op::Compare(comparison, end?)))
    })))
}

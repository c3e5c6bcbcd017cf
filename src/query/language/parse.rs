//! Tokens to a [`Predicate`], or to a [`Failure`] that points at the character and says what to do.

use super::super::{Failure, Formula, Op, Predicate};
use super::function::Function;
use super::lists::Lists;
use super::name::nearest;
use super::subject::{Noted, Subject, closed, word};
use super::text::Text;
use super::token::{Call, Kind, Sign, Token, tokens};
use crate::words;
use std::ops::Range;

/// How deep parentheses may nest.
const DEPTH: usize = 100;

/// A filter that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    pub predicate: Predicate,
    /// Columns in order of mention, each with its span in the text, in characters, quotes included.
    pub columns: Vec<(String, Range<usize>)>,
    /// Tests, each with its column and the character its value begins at.
    pub tests: Vec<(String, Op, usize)>,
}

/// Reads a filter; empty text is [`Predicate::All`]. Whether its columns exist and can be tested so is for the caller to check
/// ([`super::unfit`]).
///
/// # Errors
/// Where the text is not a filter: what is wrong, the character offset, and what to do about it.
pub fn parse(text: &str) -> Result<Parsed, Failure> {
    parse_with(text, &Lists::default())
}

/// Reads a filter in which lists may stand by their names, as [`super::brief`] writes them.
///
/// # Errors
/// As [`parse`].
pub fn parse_with(text: &str, lists: &Lists) -> Result<Parsed, Failure> {
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
        noted: Noted {
            lists: Some(lists),
            ..Noted::default()
        },
    };
    let predicate = parser.either(None)?;
    match parser.peek() {
        None => Ok(Parsed {
            predicate,
            columns: parser.noted.columns,
            tests: parser.noted.tests,
        }),
        Some(token) => Err(failure(
            words::asking::THIS_PARENTHESIS_CLOSES_NOTHING,
            token.span.start,
            words::asking::REMOVE_IT_OR_OPEN_ONE,
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

pub(super) fn failure(what: impl Into<String>, at: usize, hint: impl Into<String>) -> Failure {
    Failure {
        what: what.into(),
        at: Some(at),
        hint: hint.into(),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    /// Length of the text, where errors about what is missing point.
    end: usize,
    depth: usize,
    noted: Noted<'a>,
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
            let names = Function::EACH.map(Function::name);
            let meant = match self.previous().map(|before| &before.kind) {
                Some(Kind::Word(word)) => nearest(&word.text(), &names),
                _ => None,
            };
            let hint = words::asking::FOR_PARENTHESIS_IN_TEXT_PUT;
            let hint = match meant {
                Some(meant) => words::asking::did_you_mean_function(&meant, &hint),
                None => hint.to_owned(),
            };
            return Err(failure(
                words::asking::PARENTHESIS_IN_MIDDLE_OF_WORD,
                token.span.start,
                hint,
            ));
        }
        if among_values {
            let hint = words::asking::WRITE_OR_OR_AND_BETWEEN;
            return Err(failure(
                words::asking::TWO_VALUES_WITHOUT_OPERATOR_BETWEEN,
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
            Kind::Call(call) => self.call(call, token),
            Kind::Word(text) => {
                self.at += 1;
                word(text, &token.span, false)
            }
            Kind::Value(_) | Kind::Span(_) | Kind::List(_) | Kind::Name(_) => match subject {
                Some(subject) => self.value(subject, token),
                None => Err(self.missing(token.span.start)),
            },
            Kind::Formula(text, closed) => self.formula(text, *closed, token.span.start),
            Kind::Sign(sign) => match subject {
                Some(subject) => {
                    self.at += 1;
                    self.values(&subject.with(*sign), token)
                }
                None => Err(failure(
                    words::asking::NO_COLUMN_BEFORE_THIS_SIGN,
                    token.span.start,
                    words::asking::WRITE_COLUMN_BEFORE,
                )),
            },
            Kind::Close | Kind::And | Kind::Or | Kind::Not => Err(self.missing(token.span.start)),
        }
    }

    /// Says what is missing before the token that should not be here, or before the end.
    fn missing(&self, at: usize) -> Failure {
        let hint = words::asking::WRITE_WORD_OR_TEST;
        let quotes = words::asking::TO_SEARCH_FOR_WORD_ITSELF;
        match self.previous().map(|token| &token.kind) {
            Some(Kind::Not) => failure(words::asking::NOTHING_AFTER_NOT, at, format!("{hint} {quotes}")),
            Some(Kind::And) => failure(words::asking::NOTHING_AFTER_AND, at, format!("{hint} {quotes}")),
            Some(Kind::Or) => failure(words::asking::NOTHING_AFTER_OR, at, format!("{hint} {quotes}")),
            Some(Kind::Open) => failure(words::asking::NOTHING_AFTER_OPENING_PARENTHESIS, at, hint),
            _ => match self.peek().map(|token| &token.kind) {
                Some(Kind::And) => failure(words::asking::NOTHING_BEFORE_AND, at, format!("{hint} {quotes}")),
                Some(Kind::Or) => failure(words::asking::NOTHING_BEFORE_OR, at, format!("{hint} {quotes}")),
                Some(Kind::Close) => failure(
                    words::asking::THIS_PARENTHESIS_CLOSES_NOTHING,
                    at,
                    words::asking::REMOVE_IT_OR_OPEN_ONE_BEFORE,
                ),
                _ => failure(words::asking::SOMETHING_IS_MISSING, at, hint),
            },
        }
    }

    fn group(&mut self, subject: Option<&Subject>) -> Result<Predicate, Failure> {
        let opened = self.tokens[self.at].span.start;
        if self.depth == DEPTH {
            return Err(failure(
                words::asking::TOO_MANY_PARENTHESES_WITHIN_EACH,
                opened,
                words::asking::are_most(&DEPTH),
            ));
        }
        self.at += 1;
        self.depth += 1;
        let predicate = self.either(subject)?;
        self.depth -= 1;
        if !self.next_is(&Kind::Close) {
            return Err(failure(
                words::asking::THIS_PARENTHESIS_IS_NEVER_CLOSED,
                opened,
                words::asking::ADD_AT_END_OF_GROUP,
            ));
        }
        self.at += 1;
        Ok(predicate)
    }

    fn formula(&mut self, text: &str, closed: bool, start: usize) -> Result<Predicate, Failure> {
        if !closed {
            return Err(failure(
                words::asking::THIS_BRACE_IS_NEVER_CLOSED,
                start,
                words::asking::ADD_AT_END_OF_FORMULA,
            ));
        }
        let formula = Formula::parse(text).map_err(|failure| Failure {
            at: failure.at.map(|at| start + 1 + at),
            ..failure
        })?;
        let inside = |span: &Range<usize>| start + 1 + span.start..start + 1 + span.end;
        let columns = &mut self.noted.columns;
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
        let anywhere = !matches!(sign, Sign::Compare(_)) && name.is_star() && name.chars.len() == 1;
        let column = if anywhere { None } else { Some(name.text()) };
        if let Some(column) = &column {
            self.noted.columns.push((column.clone(), token.span.clone()));
        }
        self.at += 2;
        let subject = Subject {
            column,
            sign,
            part: None,
        };
        self.values(&subject, &self.tokens[self.at - 1])
    }

    /// A function of a column.
    fn call(&mut self, call: &Call, token: &Token) -> Result<Predicate, Failure> {
        let (function, name) = (call.function, call.function.name());
        let hint = match function {
            Function::Rows => words::asking::WRITE_ROWS_3_17_20.to_owned(),
            Function::First => words::asking::WRITE_FIRST_COLUMN_FIRST_ONE.to_owned(),
            _ => words::asking::write_column_with_columns_name(&name),
        };
        for (text, _) in call.arguments.iter().chain(&call.by) {
            closed(text)?;
        }
        if !call.closed {
            return Err(failure(
                words::asking::THIS_PARENTHESIS_IS_NEVER_CLOSED,
                call.inside.start - 1,
                hint,
            ));
        }
        let lacks = call.arguments.iter().chain(&call.by).find(|(text, _)| text.is_empty());
        let Some((first, None)) = call.arguments.first().map(|first| (first, lacks)) else {
            let at = lacks.map_or(call.inside.start, |(_, span)| span.start);
            return Err(failure(words::asking::nothing_here(&name), at, hint));
        };
        if function == Function::Rows {
            self.at += 1;
            return rows(call, &hint);
        }
        if let (Some((_, span)), false) = (call.arguments.get(1), function == Function::First) {
            return Err(failure(words::asking::is_asked_of_one_column(&name), span.start, hint));
        }
        for (text, span) in call.arguments.iter().chain(&call.by) {
            self.noted.columns.push((text.text(), span.clone()));
        }
        if function == Function::First {
            self.at += 1;
            return Ok(Predicate::First {
                columns: call.arguments.iter().map(|(text, _)| text.text()).collect(),
                time: call.by.as_ref().map(|(text, _)| text.text()),
            });
        }
        let column = first.0.text();
        let index = self.at;
        self.at += 1;
        let sign = self.peek().filter(|next| next.under == Some(index));
        let at = call.inside.start;
        let op = match function {
            Function::Weekend => Op::Weekend,
            Function::Office => Op::Office,
            Function::Empty => Op::Empty,
            Function::Null => Op::Exists,
            _ => {
                let Some(Token {
                    kind: Kind::Sign(sign), ..
                }) = sign
                else {
                    let example = match function {
                        Function::Hour => ":[9 TO 17]",
                        Function::Weekday => ":(sat OR sun)",
                        Function::Count => ">2",
                        _ => ":value",
                    };
                    let hint = words::asking::write_what_is_asked(&name, &example);
                    return Err(failure(words::asking::nothing_is_asked(&name), token.span.end, hint));
                };
                self.at += 1;
                let subject = Subject {
                    column: Some(column.clone()),
                    sign: *sign,
                    part: function.part(),
                };
                let before = self.noted.tests.len();
                let each = self.values(&subject, &self.tokens[self.at - 1])?;
                if function != Function::All {
                    return Ok(each);
                }
                let tests = &self.noted.tests[before..];
                if let Some((.., at)) = tests.iter().find(|(_, op, _)| matches!(op, Op::Column(..))) {
                    let hint = words::asking::WRITE_ALL_COLUMN_VALUE_ALL;
                    return Err(failure(words::asking::ELEMENTS_ARE_COMPARED_WITH_VALUES, *at, hint));
                }
                return Ok(Predicate::Every {
                    column,
                    each: Box::new(each),
                });
            }
        };
        if let Some(sign) = sign {
            let hint = words::asking::write_column_by_itself(&name);
            return Err(failure(words::asking::takes_no_value(&name), sign.span.start, hint));
        }
        let test = self.noted.test(&column, op, at);
        Ok(if function == Function::Null {
            test.negate()
        } else {
            test
        })
    }

    /// What follows a sign.
    fn values(&mut self, subject: &Subject, sign: &Token) -> Result<Predicate, Failure> {
        let odd = self.negations();
        let predicate = match self.peek() {
            Some(token) if token.under == sign.under => match &token.kind {
                Kind::Open if matches!(subject.sign, Sign::Compare(_)) => {
                    let hint = words::asking::ONLY_AND_TAKE_SEVERAL_VALUES;
                    return Err(failure(
                        words::asking::COMPARISON_TAKES_ONE_VALUE,
                        token.span.start,
                        hint,
                    ));
                }
                Kind::Open if subject.sign == Sign::Differs => self.group(Some(&subject.with(Sign::Equals)))?.negate(),
                Kind::Open => self.group(Some(subject))?,
                Kind::Value(_) | Kind::Span(_) | Kind::List(_) | Kind::Name(_) => self.value(subject, token)?,
                _ => return Err(nothing_after(sign)),
            },
            _ => return Err(nothing_after(sign)),
        };
        Ok(if odd { predicate.negate() } else { predicate })
    }

    /// One value, range or list.
    fn value(&mut self, subject: &Subject, token: &Token) -> Result<Predicate, Failure> {
        self.at += 1;
        let noted = &mut self.noted;
        match &token.kind {
            Kind::Value(text) => subject.value(noted, text, &token.span),
            Kind::Span(span) => subject.span(noted, span, &token.span),
            Kind::List(list) => subject.list(noted, list, &token.span),
            Kind::Name(name) => subject.named(noted, name, &token.span),
            _ => Err(self.missing(token.span.start)),
        }
    }
}

/// Rows by their numbers.
fn rows(call: &Call, hint: &str) -> Result<Predicate, Failure> {
    let runs = call.arguments.iter().map(|(text, span)| {
        let text = text.text();
        let (from, to) = text.split_once("..").unwrap_or((&text, &text));
        let run = from.trim().parse().ok().zip(to.trim().parse().ok());
        run.filter(|(from, to): &(u64, u64)| from <= to)
            .ok_or_else(|| failure(words::asking::is_no_row_number(&text), span.start, hint))
    });
    Ok(Predicate::Rows(runs.collect::<Result<_, _>>()?).normal())
}

fn nothing_after(sign: &Token) -> Failure {
    let hint = words::asking::WRITE_VALUE_FOR_ANY_VALUE;
    failure(words::asking::NOTHING_TO_COMPARE_WITH_AFTER, sign.span.end, hint)
}

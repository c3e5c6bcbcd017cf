//! Tokens to a tree, or to a failure at the character.

use super::super::Failure;
use super::place::fault;
use super::token::{Token, tokens};
use super::tree::{Binary, Expr, MINUS, NOT, Term};
use crate::words;
use std::ops::Range;

/// How deep a formula may nest.
const DEPTH: usize = 60;

/// Most operators of a formula: a chain of them is as deep as it is long.
const OPERATORS: usize = 250;

/// Reads a formula.
///
/// # Errors
/// Where the text is none: what is wrong, at which character, and what to do about it.
pub(super) fn parse(text: &str) -> Result<Expr, Failure> {
    let tokens = tokens(text)?;
    let end = text.chars().count();
    if tokens.is_empty() {
        return Err(fault(
            words::formulas::THERE_IS_NOTHING_YET,
            end,
            words::formulas::WRITE_FORMULA_SUCH_AS_IF,
        ));
    }
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        end,
        depth: 0,
        operators: 0,
    };
    let expr = parser.binary(0)?;
    match parser.peek() {
        None => Ok(expr),
        Some((Token::Sign(")"), span)) => Err(fault(
            words::formulas::THIS_PARENTHESIS_CLOSES_NOTHING,
            span.start,
            words::formulas::REMOVE_IT_OR_OPEN_ONE,
        )),
        Some((Token::Sign(","), span)) => Err(fault(
            words::formulas::COMMA_OUTSIDE_OF_FUNCTION,
            span.start,
            words::formulas::COMMAS_STAND_BETWEEN_ARGUMENTS,
        )),
        Some((_, span)) => Err(fault(
            words::formulas::TWO_VALUES_WITHOUT_OPERATOR_BETWEEN,
            span.start,
            words::formulas::WRITE_OPERATOR,
        )),
    }
}

struct Parser<'a> {
    tokens: &'a [(Token, Range<usize>)],
    at: usize,
    end: usize,
    depth: usize,
    operators: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a (Token, Range<usize>)> {
        self.tokens.get(self.at)
    }

    fn next_is(&self, sign: &str) -> bool {
        matches!(self.peek(), Some((Token::Sign(next), _)) if *next == sign)
    }

    /// Whether the token `ahead` of the next is this word.
    fn word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some((Token::Name(name), _)) if name.eq_ignore_ascii_case(word))
    }

    /// Where the next token begins, or the text ends.
    fn here(&self) -> usize {
        self.peek().map_or(self.end, |(_, span)| span.start)
    }

    fn before(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |last| self.tokens[last].1.end)
    }

    fn operator(&self) -> Option<Binary> {
        Some(match self.peek()? {
            (Token::Name(name), _) if name.eq_ignore_ascii_case("and") => Binary::And,
            (Token::Name(name), _) if name.eq_ignore_ascii_case("or") => Binary::Or,
            (Token::Sign(sign), _) => match *sign {
                "=" | "==" => Binary::Equal,
                "!=" | "<>" => Binary::Differ,
                "<" => Binary::Less,
                "<=" => Binary::LessOrEqual,
                ">" => Binary::Greater,
                ">=" => Binary::GreaterOrEqual,
                "&" => Binary::Join,
                "+" => Binary::Add,
                "-" => Binary::Subtract,
                "*" => Binary::Multiply,
                "/" => Binary::Divide,
                "%" => Binary::Modulo,
                _ => return None,
            },
            _ => return None,
        })
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Failure>) -> Result<T, Failure> {
        if self.depth == DEPTH {
            return Err(fault(
                words::formulas::THIS_NESTS_TOO_DEEP,
                self.here(),
                words::formulas::levels_are_most_make_column(&DEPTH),
            ));
        }
        self.depth += 1;
        let read = read(self)?;
        self.depth -= 1;
        Ok(read)
    }

    /// What binds at least as tightly as `rank`.
    fn binary(&mut self, rank: u8) -> Result<Expr, Failure> {
        self.deeper(|parser| {
            let mut left = parser.unary(rank)?;
            loop {
                let start = left.span.start;
                let term = if rank <= Binary::Equal.rank() && (parser.word(0, "in") || parser.word(0, "is")) {
                    parser.worded(left, false)?
                } else if rank <= Binary::Equal.rank() && parser.word(0, "not") && parser.word(1, "in") {
                    parser.at += 1;
                    parser.worded(left, true)?
                } else {
                    let Some(operator) = parser.operator().filter(|operator| operator.rank() >= rank) else {
                        return Ok(left);
                    };
                    parser.at += 1;
                    let right = parser.binary(operator.rank() + 1)?;
                    Term::Binary(operator, Box::new(left), Box::new(right))
                };
                parser.operators += 1;
                if parser.operators > OPERATORS {
                    return Err(fault(
                        words::formulas::THIS_FORMULA_IS_TOO_LONG,
                        start,
                        words::formulas::operators_are_most_make_columns(&OPERATORS),
                    ));
                }
                left = Expr {
                    term,
                    span: start..parser.before(),
                };
            }
        })
    }

    /// `x in (a, b)`, `x is null`, `x is not null`: other ways to write functions.
    fn worded(&mut self, left: Expr, negated: bool) -> Result<Term, Failure> {
        let span = left.span.clone();
        let (term, negated) = if self.word(0, "in") {
            self.at += 1;
            if !self.next_is("(") {
                return Err(fault(
                    words::formulas::LIST_BELONGS_HERE,
                    self.here(),
                    words::formulas::WRITE_IT_AS_IN_B,
                ));
            }
            let mut parts = vec![left];
            parts.extend(self.arguments()?);
            (Term::Call("In".into(), parts), negated)
        } else {
            self.at += 1;
            let not = self.word(0, "not");
            self.at += usize::from(not);
            if !self.word(0, "null") {
                let hint = words::formulas::WRITE_IS_NULL;
                return Err(fault(words::formulas::NULL_BELONGS_HERE, self.here(), hint));
            }
            self.at += 1;
            let name = if not { "IsNotNull" } else { "IsNull" };
            (Term::Call(name.into(), vec![left]), false)
        };
        let span = span.start..self.before();
        Ok(if negated {
            Term::Not(Box::new(Expr { term, span }))
        } else {
            term
        })
    }

    fn unary(&mut self, rank: u8) -> Result<Expr, Failure> {
        let start = self.here();
        let done = |term, parser: &Self| Expr {
            term,
            span: start..parser.before(),
        };
        if self.word(0, "not") || self.next_is("!") {
            self.at += 1;
            let inner = self.binary(if rank <= NOT { NOT } else { MINUS })?;
            return Ok(done(Term::Not(Box::new(inner)), self));
        }
        if self.next_is("-") {
            self.at += 1;
            if let Some((Token::Number(digits), span)) = self.peek() {
                self.at += 1;
                let term = number(&format!("-{digits}"), span.start)?;
                return Ok(done(term, self));
            }
            let inner = self.binary(MINUS)?;
            return Ok(done(Term::Minus(Box::new(inner)), self));
        }
        if self.next_is("+") {
            self.at += 1;
            return self.binary(MINUS);
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Expr, Failure> {
        let Some((token, span)) = self.peek() else {
            return Err(self.missing());
        };
        let call = matches!(self.tokens.get(self.at + 1), Some((Token::Sign("("), _)));
        let term = match token {
            Token::Number(digits) => {
                self.at += 1;
                number(digits, span.start)?
            }
            Token::Text(text) => {
                self.at += 1;
                Term::Text(text.clone())
            }
            Token::Column(name) => {
                self.at += 1;
                Term::Column(name.clone())
            }
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.binary(0)?;
                self.close(span.start)?;
                return Ok(inner);
            }
            Token::Sign(_) => return Err(self.missing()),
            Token::Name(name) if call => {
                self.at += 1;
                let parts = self.arguments()?;
                match joined(name) {
                    Some(operator) => fold(operator, parts, span)?,
                    None => Term::Call(super::function::canonical(name), parts),
                }
            }
            Token::Name(name) => {
                let word = name.to_ascii_lowercase();
                let term = match word.as_str() {
                    "null" => Term::Null,
                    "true" => Term::Boolean(true),
                    "false" => Term::Boolean(false),
                    "and" | "or" | "in" | "is" => return Err(self.missing()),
                    _ => Term::Column(name.clone()),
                };
                self.at += 1;
                term
            }
        };
        Ok(Expr {
            term,
            span: span.start..self.before(),
        })
    }

    /// Arguments in parentheses, of which the opening one is next.
    fn arguments(&mut self) -> Result<Vec<Expr>, Failure> {
        let open = self.here();
        self.at += 1;
        let mut parts = Vec::new();
        if self.next_is(")") {
            self.at += 1;
            return Ok(parts);
        }
        loop {
            parts.push(self.binary(0)?);
            if self.next_is(",") {
                self.at += 1;
                continue;
            }
            self.close(open)?;
            return Ok(parts);
        }
    }

    fn close(&mut self, open: usize) -> Result<(), Failure> {
        if self.next_is(")") {
            self.at += 1;
            return Ok(());
        }
        Err(match self.peek() {
            None => fault(
                words::formulas::THIS_PARENTHESIS_IS_NEVER_CLOSED,
                open,
                words::formulas::ADD_WHERE_IT_ENDS,
            ),
            Some((Token::Sign(","), span)) => fault(
                words::formulas::COMMA_OUTSIDE_OF_FUNCTION,
                span.start,
                words::formulas::COMMAS_STAND_BETWEEN_ARGUMENTS,
            ),
            Some((_, span)) => fault(
                words::formulas::TWO_VALUES_WITHOUT_OPERATOR_BETWEEN,
                span.start,
                words::formulas::WRITE_OPERATOR_COMMA_BETWEEN_ARGUMENTS,
            ),
        })
    }

    /// Says what is missing before the next token.
    fn missing(&self) -> Failure {
        let what = match self.at.checked_sub(1).map(|last| &self.tokens[last].0) {
            None => words::formulas::SOMETHING_IS_MISSING_AT_BEGINNING.into(),
            Some(Token::Sign(sign)) => words::formulas::something_is_missing_after(&sign),
            Some(Token::Name(name)) => words::formulas::something_is_missing_after(&name),
            Some(_) => words::formulas::SOMETHING_IS_MISSING.into(),
        };
        let hint = words::formulas::WRITE_COLUMN_IN_BRACKETS_TEXT;
        fault(what, self.here(), hint)
    }
}

/// The operator that is also written as a function.
fn joined(name: &str) -> Option<Binary> {
    [Binary::And, Binary::Or]
        .into_iter()
        .find(|operator| name.eq_ignore_ascii_case(operator.sign()))
}

/// `And(a, b, c)` as `a and b and c`.
fn fold(operator: Binary, parts: Vec<Expr>, span: &Range<usize>) -> Result<Term, Failure> {
    let whole = parts.into_iter().reduce(|a, b| Expr {
        span: a.span.start..b.span.end,
        term: Term::Binary(operator, Box::new(a), Box::new(b)),
    });
    let hint = words::formulas::write_conditions(&operator.sign());
    whole
        .map(|whole| whole.term)
        .ok_or_else(|| fault(words::formulas::THERE_IS_NOTHING_IN_PARENTHESES, span.start, hint))
}

fn number(digits: &str, at: usize) -> Result<Term, Failure> {
    if let Ok(value) = digits.parse::<i64>() {
        return Ok(Term::Integer(value));
    }
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Term::Number(value)),
        _ => Err(fault(
            words::formulas::THIS_NUMBER_IS_TOO_LARGE,
            at,
            words::formulas::AT_MOST_ABOUT_1_8E308,
        )),
    }
}

//! What the caret is in, so that the page can offer completions, and the text after one was taken.

use super::function::Function;
use super::name::resolve;
use super::print::{print_argument, print_column, print_inside, print_item, print_list, print_literal};
use super::text::Text;
use super::token::{Kind, Sign, Token, sign, text as read, tokens};
use std::ops::Range;

/// What would fit where the caret is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A column's name, a function, or a word to search for.
    Column,
    /// The column that a function is asked of.
    Argument(Function),
    /// Another column of the same row, in brackets.
    Other,
    /// `:` or another sign: the column was just written.
    Sign(String),
    /// A value of this column, by its name in the table where it is there.
    Value(String),
    /// A value of a list, of this column.
    Item(String),
    /// The name of a list.
    List,
    /// What is asked of a part of a cell: an hour, a weekday, a count.
    Part(Function),
    /// AND, OR, or the next test: something complete was just written.
    Junction,
}

/// What the caret is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    pub place: Place,
    /// What stands there up to the caret, without quotes: what completions should begin with.
    pub typed: String,
    /// The characters a completion replaces; empty between words.
    pub span: Range<usize>,
    /// The sign right before the caret, where no value was begun: another may take its place.
    pub sign: Option<Range<usize>>,
}

/// What the caret (a character offset) is in, for any text, finished or not. Columns are those of the table.
#[must_use]
pub fn suggest<S: AsRef<str>>(text: &str, caret: usize, columns: &[S]) -> Context {
    let chars: Vec<char> = text.chars().collect();
    let caret = caret.min(chars.len());
    let tokens = tokens(&chars);
    let named = |written: String| resolve(&written, columns).map_or(written, |i| columns[i].as_ref().to_owned());
    let column_of = |column: usize| match &tokens[column].kind {
        Kind::Column(name) => named(name.text()),
        Kind::Call(call) => named(call.arguments.first().map(|(text, _)| text.text()).unwrap_or_default()),
        _ => String::new(),
    };
    let value_of = |column: usize| match &tokens[column].kind {
        Kind::Call(call) if call.function.part().is_some() => Place::Part(call.function),
        _ => Place::Value(column_of(column)),
    };
    let between = |place| Context {
        place,
        typed: String::new(),
        span: caret..caret,
        sign: None,
    };
    let touched = tokens
        .iter()
        .rfind(|token| token.span.start <= caret && caret <= token.span.end && is_text(token));
    if let Some(token) = touched {
        let within = |place, typed, span| Context {
            place,
            typed,
            span,
            sign: None,
        };
        let typed = |value| read(&chars[token.span.start..caret], value).text();
        return match (&token.kind, token.under) {
            (Kind::Value(_), Some(column)) => within(value_of(column), typed(true), token.span.clone()),
            (Kind::Word(word), _) if caret == token.span.end && is_bare_sign(word) => between(Place::Column),
            (Kind::And | Kind::Or, _) => within(Place::Junction, typed(true), token.span.clone()),
            (Kind::Span(span), Some(column)) => {
                let sign = tokens.iter().rfind(|other| other.span.end <= token.span.start);
                let ranges = matches!(sign.map(|sign| &sign.kind), Some(Kind::Sign(Sign::Is)));
                if ranges || span.to {
                    return bound(&chars, token, caret, value_of(column));
                }
                let inside = (token.span.start + 1).min(caret);
                let end = token.span.end - usize::from(span.closed);
                let typed = chars[inside..caret.max(inside)]
                    .iter()
                    .filter(|c| !matches!(c, '"' | ']'));
                within(Place::Other, typed.collect(), inside..end.max(inside))
            }
            (Kind::List(list), Some(column)) => {
                let item = list.values.iter().rfind(|(_, at)| *at <= caret);
                let start = item.map_or(caret, |(_, at)| *at);
                let comma = chars[start..caret].contains(&',');
                let start = if comma { caret } else { start };
                let ends = |at: &usize| chars[*at].is_whitespace() || matches!(chars[*at], ',' | ')');
                let end = (caret..token.span.end).find(ends).unwrap_or(token.span.end).max(caret);
                within(
                    Place::Item(column_of(column)),
                    read(&chars[start..caret], true).text(),
                    start..end,
                )
            }
            (Kind::Name(_), _) => {
                let start = token.span.start + 1;
                let typed = read(&chars[start..caret.max(start)], true).text();
                within(Place::List, typed, start.min(token.span.end)..token.span.end)
            }
            (Kind::Call(call), _) if call.inside.contains(&caret) || caret == call.inside.end => {
                let argument = call.arguments.iter().chain(&call.by);
                let here = argument
                    .map(|(_, span)| span)
                    .find(|span| span.start <= caret && caret <= span.end);
                let span = here.cloned().unwrap_or(caret..caret);
                let typed = chars[span.start..caret].iter().filter(|c| **c != '"').collect();
                within(Place::Argument(call.function), typed, span)
            }
            (Kind::Call(call), _) if caret == token.span.end => between(if call.function.takes_value() {
                Place::Sign(call.function.name().to_owned())
            } else {
                Place::Junction
            }),
            _ => within(Place::Column, typed(false), token.span.clone()),
        };
    }
    let Some(before) = tokens.iter().rfind(|token| token.span.end <= caret) else {
        return between(Place::Column);
    };
    match (&before.kind, before.under) {
        (Kind::Sign(sign), Some(column)) => Context {
            sign: Some(before.span.clone()).filter(|_| !matches!(sign, Sign::In { .. })),
            ..between(value_of(column))
        },
        (Kind::Open | Kind::Not | Kind::And | Kind::Or, Some(column)) => between(value_of(column)),
        (Kind::Word(word), _) => match resolve(&word.text(), columns) {
            Some(i) => between(Place::Sign(columns[i].as_ref().to_owned())),
            None => between(Place::Junction),
        },
        (Kind::Call(call), _) if call.function.takes_value() => between(Place::Sign(call.function.name().to_owned())),
        (Kind::Value(_) | Kind::Span(_) | Kind::List(_) | Kind::Name(_) | Kind::Close | Kind::Call(_), _) => {
            between(Place::Junction)
        }
        _ => between(Place::Column),
    }
}

fn is_text(token: &Token) -> bool {
    !matches!(token.kind, Kind::Open | Kind::Close | Kind::Sign(_) | Kind::Not)
}

/// A `-` or `+` that is about to negate.
fn is_bare_sign(word: &Text) -> bool {
    !word.quoted && matches!(word.chars[..], [('-' | '+', _)])
}

/// The bound of a range the caret is in.
fn bound(chars: &[char], token: &Token, caret: usize, place: Place) -> Context {
    let blank = |at: &usize| chars[*at].is_whitespace() || matches!(chars[*at], '[' | ']' | '{' | '}');
    let start = (token.span.start..caret)
        .rev()
        .find(blank)
        .map_or(token.span.start, |at| at + 1);
    let end = (caret..token.span.end).find(blank).unwrap_or(token.span.end).max(start);
    Context {
        place,
        typed: read(&chars[start.min(caret)..caret], true).text(),
        span: start..end,
        sign: None,
    }
}

impl Context {
    /// The text after a completion was taken, and where the caret is then. The choice is a column's name, a value, a sign or a keyword,
    /// as the place has it; quotes, a colon after a column, and blanks are added as needed.
    #[must_use]
    pub fn accept(&self, text: &str, choice: &str) -> (String, usize) {
        let chars: Vec<char> = text.chars().collect();
        let end = self.span.end.min(chars.len());
        let start = self.span.start.min(end);
        let mut out: String = chars[..start].iter().collect();
        let mut rest = end;
        let blank_follows = chars.get(end).is_some_and(|c| c.is_whitespace());
        let after = match &self.place {
            Place::Column => {
                out.push_str(&print_column(choice));
                let next = (end..chars.len()).find(|&at| !chars[at].is_whitespace());
                if next.is_some_and(|at| sign(&chars, at).is_some()) {
                    ""
                } else {
                    ":"
                }
            }
            Place::Argument(function) => {
                out.push_str(&print_argument(choice));
                let open = !matches!(chars.get(end), Some(')' | ','));
                match (open, function.takes_value()) {
                    (true, true) => "):",
                    (true, false) => ") ",
                    (false, _) => "",
                }
            }
            Place::Other => {
                out.push_str(&print_inside(choice, "to"));
                if chars.get(end) == Some(&']') { "" } else { "] " }
            }
            Place::Item(_) => {
                out.push_str(&print_item(choice));
                if matches!(chars.get(end), Some(')' | ',')) {
                    ""
                } else {
                    ", "
                }
            }
            Place::List => {
                out.push_str(&print_list(choice));
                " "
            }
            Place::Part(_) => {
                out.push_str(choice);
                if chars.get(end) == Some(&')') { "" } else { " " }
            }
            Place::Value(_) => {
                out.push_str(&print_literal(choice));
                if matches!(chars.get(end), Some(')' | ']' | '}')) {
                    ""
                } else {
                    " "
                }
            }
            Place::Sign(_) => {
                let trimmed = out.trim_end().len();
                out.truncate(trimmed);
                out.push_str(choice);
                ""
            }
            Place::Junction => {
                if !out.is_empty() && !out.ends_with(char::is_whitespace) {
                    out.push(' ');
                }
                out.push_str(choice);
                " "
            }
        };
        if after == " " && blank_follows {
            rest += 1;
        }
        out.push_str(after);
        let caret = out.chars().count();
        out.extend(&chars[rest..]);
        (out, caret)
    }

    /// The text after this piece of filter text took the place of what was typed, and where the caret is then.
    #[must_use]
    pub fn put(&self, text: &str, piece: &str) -> (String, usize) {
        replaced(text, &self.span, piece)
    }

    /// The same for another sign in the place of the one before the caret.
    #[must_use]
    pub fn resign(&self, text: &str, sign: &str) -> (String, usize) {
        let span = self.sign.clone().unwrap_or_else(|| self.span.clone());
        replaced(text, &span, sign)
    }
}

fn replaced(text: &str, span: &Range<usize>, piece: &str) -> (String, usize) {
    let chars: Vec<char> = text.chars().collect();
    let end = span.end.min(chars.len());
    let start = span.start.min(end);
    let mut out: String = chars[..start].iter().collect();
    out.push_str(piece);
    let caret = out.chars().count();
    out.extend(&chars[end..]);
    (out, caret)
}

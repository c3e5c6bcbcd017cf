//! What the caret is in, so that the page can offer completions, and the text after one was taken.

use super::name::resolve;
use super::print::{print_column, print_literal};
use super::text::Text;
use super::token::{Kind, Token, sign, text as read, tokens};
use std::ops::Range;

/// What would fit where the caret is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A column's name, or a word to search for.
    Column,
    /// `:` or another sign: the column was just written.
    Sign(String),
    /// A value of this column, by its name in the table where it is there.
    Value(String),
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
}

/// What the caret (a character offset) is in, for any text, finished or not. Columns are those of the table.
#[must_use]
pub fn suggest<S: AsRef<str>>(text: &str, caret: usize, columns: &[S]) -> Context {
    let chars: Vec<char> = text.chars().collect();
    let caret = caret.min(chars.len());
    let tokens = tokens(&chars);
    let value_of = |column: usize| {
        let written = match &tokens[column].kind {
            Kind::Column(name) => name.text(),
            _ => String::new(),
        };
        Place::Value(resolve(&written, columns).map_or(written, |i| columns[i].as_ref().to_owned()))
    };
    let between = |place| Context {
        place,
        typed: String::new(),
        span: caret..caret,
    };
    let touched = tokens
        .iter()
        .rfind(|token| token.span.start <= caret && caret <= token.span.end && is_text(token));
    if let Some(token) = touched {
        let typed = |value| read(&chars[token.span.start..caret], value).text();
        return match (&token.kind, token.under) {
            (Kind::Value(_), Some(column)) => Context {
                place: value_of(column),
                typed: typed(true),
                span: token.span.clone(),
            },
            (Kind::Word(word), _) if caret == token.span.end && is_bare_sign(word) => between(Place::Column),
            (Kind::And | Kind::Or, _) => Context {
                place: Place::Junction,
                typed: typed(true),
                span: token.span.clone(),
            },
            (Kind::Span(_), Some(column)) => bound(&chars, token, caret, value_of(column)),
            _ => Context {
                place: Place::Column,
                typed: typed(false),
                span: token.span.clone(),
            },
        };
    }
    let Some(before) = tokens.iter().rfind(|token| token.span.end <= caret) else {
        return between(Place::Column);
    };
    match (&before.kind, before.under) {
        (Kind::Sign(_) | Kind::Open | Kind::Not | Kind::And | Kind::Or, Some(column)) => between(value_of(column)),
        (Kind::Word(word), _) => match resolve(&word.text(), columns) {
            Some(i) => between(Place::Sign(columns[i].as_ref().to_owned())),
            None => between(Place::Junction),
        },
        (Kind::Value(_) | Kind::Span(_) | Kind::Close, _) => between(Place::Junction),
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
}

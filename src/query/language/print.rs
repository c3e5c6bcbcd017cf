//! A [`Predicate`] to filter text, as a person would write it: quotes and parentheses only where they are needed.

use super::super::{Comparison, Op, Predicate};
use super::parse::dots;
use super::text::{Text, is_quote, is_wildcard};
use super::token::sign;
use std::fmt::Write;

/// The filter text of a predicate. Reading it gives [`Predicate::normal`] of it again.
#[must_use]
pub fn print(predicate: &Predicate) -> String {
    match predicate.clone().normal() {
        Predicate::All => String::new(),
        other => {
            let mut out = String::new();
            write(&mut out, &other, Rank::Or);
            out
        }
    }
}

/// A column's name as it stands before a sign, quoted where needed.
#[must_use]
pub fn print_column(name: &str) -> String {
    if is_plain_word(name) {
        name.to_owned()
    } else {
        quote(name)
    }
}

/// A column's name as it stands among several, quoted where needed.
fn print_argument(name: &str) -> String {
    if is_plain_word(name) && !name.contains(',') && !name.eq_ignore_ascii_case("by") {
        name.to_owned()
    } else {
        quote(name)
    }
}

/// A literal as it stands after a sign, quoted where needed, so that it is taken for exactly this text.
#[must_use]
pub fn print_literal(literal: &str) -> String {
    let bare = Text {
        chars: literal.chars().map(|c| (c, false)).collect(),
        ..Text::default()
    };
    let pattern = literal.len() > 1 && literal.starts_with('/') && literal.ends_with('/');
    let plain = !pattern
        && is_plain_piece(literal)
        && !literal.contains(is_wildcard)
        && !is_keyword(literal)
        && dots(&bare).is_none();
    if plain { literal.to_owned() } else { quote(literal) }
}

/// The loosest operator that may stand without parentheses.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Rank {
    Or,
    And,
    Not,
}

fn write(out: &mut String, predicate: &Predicate, rank: Rank) {
    match predicate {
        Predicate::All => out.push('*'),
        Predicate::And(parts) => join(out, parts, " AND ", rank > Rank::And, Rank::Not),
        Predicate::Or(parts) => match shared(parts) {
            Some((column, sign, ops)) => {
                out.push_str(&print_column(column));
                out.push_str(sign);
                out.push('(');
                for (i, op) in ops.into_iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { " OR " });
                    out.push_str(&value(op));
                }
                out.push(')');
            }
            None => join(out, parts, " OR ", rank > Rank::Or, Rank::And),
        },
        Predicate::Not(inner) => match &**inner {
            Predicate::Test {
                column,
                op: Op::Equals(text),
            } => {
                out.push_str(&print_column(column));
                out.push_str("!=");
                out.push_str(&print_literal(text));
            }
            other => {
                out.push_str("NOT ");
                write(out, other, Rank::Not);
            }
        },
        Predicate::Test { column, op } => {
            out.push_str(&print_column(column));
            out.push_str(sign_of(op));
            out.push_str(&value(op));
        }
        Predicate::Formula(formula) => {
            out.push_str("{ ");
            out.push_str(formula.text());
            out.push_str(" }");
        }
        Predicate::Anywhere(text) => {
            let plain = is_plain_word(text) && !text.contains('*');
            out.push_str(&if plain { text.clone() } else { quote(text) });
        }
        Predicate::First { columns, time } => {
            let columns: Vec<_> = columns.iter().map(|name| print_argument(name)).collect();
            let by = time.iter().map(|time| format!(" by {}", print_argument(time)));
            _ = write!(out, "first({}{})", columns.join(", "), by.collect::<String>());
        }
        Predicate::Rows(runs) => {
            let run = |run: &(u64, u64)| match run {
                (from, to) if from == to => from.to_string(),
                (from, to) => format!("{from}..{to}"),
            };
            let runs: Vec<String> = runs.iter().map(run).collect();
            _ = write!(out, "rows({})", runs.join(", "));
        }
    }
}

fn join(out: &mut String, parts: &[Predicate], between: &str, enclosed: bool, rank: Rank) {
    out.push_str(if enclosed { "(" } else { "" });
    for (i, part) in parts.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { between });
        write(out, part, rank);
    }
    out.push_str(if enclosed { ")" } else { "" });
}

/// The column, the sign and the tests of alternatives that can share one parenthesis: `column:(a OR b)`.
fn shared(parts: &[Predicate]) -> Option<(&str, &'static str, Vec<&Op>)> {
    let Predicate::Test { column: first, op } = parts.first()? else {
        return None;
    };
    let sign = sign_of(op);
    let groupable = !matches!(op, Op::Compare(..));
    let ops = parts.iter().map(|part| match part {
        Predicate::Test { column, op } if column == first && groupable && sign_of(op) == sign => Some(op),
        _ => None,
    });
    Some((first, sign, ops.collect::<Option<_>>()?))
}

pub(super) fn sign_of(op: &Op) -> &'static str {
    match op {
        Op::Is(_) | Op::Like(_) | Op::Matches(_) | Op::Exists | Op::Between(..) => ":",
        Op::Equals(_) => "=",
        Op::Compare(Comparison::Less, _) => "<",
        Op::Compare(Comparison::LessOrEqual, _) => "<=",
        Op::Compare(Comparison::Greater, _) => ">",
        Op::Compare(Comparison::GreaterOrEqual, _) => ">=",
    }
}

fn value(op: &Op) -> String {
    match op {
        Op::Is(text) | Op::Equals(text) | Op::Compare(_, text) => print_literal(text),
        Op::Like(pattern) => print_pattern(pattern),
        Op::Matches(pattern) => format!("/{pattern}/"),
        Op::Exists => "*".to_owned(),
        Op::Between(low, high) => {
            let bound = |end: &Option<String>| match end {
                None => "*".to_owned(),
                Some(text) if text.contains([']', '}']) || text.eq_ignore_ascii_case("to") => quote(text),
                Some(text) => print_literal(text),
            };
            format!("[{} TO {}]", bound(low), bound(high))
        }
    }
}

/// Wildcards bare, the pieces between them quoted where needed: `*"two words"*`.
fn print_pattern(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let wild = is_wildcard(first);
        let end = rest.find(|c| is_wildcard(c) != wild).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        if wild || is_plain_piece(piece) {
            out.push_str(piece);
        } else {
            out.push_str(&quote(piece));
        }
        rest = after;
    }
    out
}

fn is_keyword(text: &str) -> bool {
    ["and", "or", "not"]
        .iter()
        .any(|keyword| text.eq_ignore_ascii_case(keyword))
}

/// Characters that end a bare text or would be read as something else in it.
fn is_plain(text: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || is_hidden(c) || is_quote(c) || matches!(c, '(' | ')');
    !text.is_empty() && !text.contains(odd) && !text.contains("&&") && !text.contains("||")
}

/// Whether this stands for itself without quotes as (a piece of) a value.
fn is_plain_piece(text: &str) -> bool {
    is_plain(text) && !text.starts_with([':', '=', '<', '>', '!', '[', '{', '&', '|']) && !text.ends_with(['&', '|'])
}

/// Whether this stands for itself without quotes by itself or before a sign.
fn is_plain_word(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let signs = (0..chars.len()).any(|at| sign(&chars, at).is_some());
    is_plain(text)
        && !signs
        && !is_keyword(text)
        && !text.starts_with(['-', '+', '!', '{'])
        && !text.ends_with('!')
        && !text.contains('*')
}

/// Control characters, and those that change the direction of text or cannot be seen: they are shown as escapes.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_hidden(c) => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

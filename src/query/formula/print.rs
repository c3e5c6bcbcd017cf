//! A tree to formula text, as a person would write it: parentheses only where they are needed.

use super::tree::{Expr, MINUS, NOT, Term};
use crate::table::number;
use std::fmt::Write;

/// The text of a tree; it reads back as the same tree.
pub(super) fn print(expr: &Expr) -> String {
    let mut out = String::new();
    write(&mut out, expr, 0);
    out
}

/// A column's name as it stands in a formula.
#[must_use]
pub fn print_name(name: &str) -> String {
    let mut out = String::from("[");
    escape(&mut out, name, ']');
    out.push(']');
    out
}

/// A text as it stands in a formula.
#[must_use]
pub fn print_text(text: &str) -> String {
    let mut out = String::from("\"");
    escape(&mut out, text, '"');
    out.push('"');
    out
}

fn escape(out: &mut String, text: &str, close: char) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c == close => out.extend(['\\', c]),
            // A backslash stands for itself unless what follows makes an escape of it.
            '\\' if chars
                .peek()
                .is_none_or(|&next| next == '\\' || next == close || next == 'u' || is_hidden(next)) =>
            {
                out.push_str("\\\\");
            }
            c if is_hidden(c) => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
            c => out.push(c),
        }
    }
}

/// Control characters, and those that change the direction of text or cannot be seen.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn write(out: &mut String, expr: &Expr, rank: u8) {
    let own = match &expr.term {
        Term::Not(_) => NOT,
        Term::Minus(_) => MINUS,
        Term::Binary(operator, ..) => operator.rank(),
        _ => u8::MAX,
    };
    if own < rank {
        out.push('(');
    }
    match &expr.term {
        Term::Null => out.push_str("null"),
        Term::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
        Term::Integer(value) => _ = write!(out, "{value}"),
        Term::Number(value) => out.push_str(&real(*value)),
        Term::Text(text) => out.push_str(&print_text(text)),
        Term::Column(name) => out.push_str(&print_name(name)),
        Term::Call(name, parts) => {
            out.push_str(name);
            out.push('(');
            for (at, part) in parts.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                write(out, part, 0);
            }
            out.push(')');
        }
        Term::Not(inner) => {
            out.push_str("not ");
            write(out, inner, NOT);
        }
        Term::Minus(inner) => {
            out.push('-');
            // A minus before a number would become a part of it.
            let digits = matches!(inner.term, Term::Integer(_) | Term::Number(_));
            out.push_str(if digits { "(" } else { "" });
            write(out, inner, MINUS);
            out.push_str(if digits { ")" } else { "" });
        }
        Term::Binary(operator, a, b) => {
            write(out, a, operator.rank());
            _ = write!(out, " {} ", operator.sign());
            write(out, b, operator.rank() + 1);
        }
    }
    if own < rank {
        out.push(')');
    }
}

/// A number that is read back as no integer.
fn real(value: f64) -> String {
    let text = number(value);
    let whole = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if whole && text.parse::<i64>().is_ok() {
        text + ".0"
    } else {
        text
    }
}

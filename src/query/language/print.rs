//! A [`Predicate`] to filter text, as a person would write it: quotes and parentheses only where they are needed.

use super::super::{Comparison, Extent, Op, Predicate, Relation};
use super::function::{self, Function};
use super::lists::{LONG, Lists};
use super::subject::dots;
use super::text::{Text, is_quote, is_wildcard};
use super::token::sign;
use std::fmt::Write;

/// The filter text of a predicate. Reading it gives [`Predicate::normal`] of it again.
#[must_use]
pub fn print(predicate: &Predicate) -> String {
    printed(predicate, None)
}

/// The filter text with long lists under their names; [`super::parse_with`] reads it with the same lists.
#[must_use]
pub fn brief(predicate: &Predicate, lists: &mut Lists) -> String {
    printed(predicate, Some(lists))
}

fn printed(predicate: &Predicate, lists: Option<&mut Lists>) -> String {
    match predicate.clone().normal() {
        Predicate::All => String::new(),
        other => {
            let mut printer = Printer {
                out: String::new(),
                lists,
            };
            printer.write(&other, Rank::Or);
            printer.out
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

/// A column's name as it stands in the parentheses of a function.
#[must_use]
pub fn print_argument(name: &str) -> String {
    print_inside(name, "by")
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

struct Printer<'l> {
    out: String,
    lists: Option<&'l mut Lists>,
}

impl Printer<'_> {
    fn write(&mut self, predicate: &Predicate, rank: Rank) {
        match predicate {
            Predicate::All => self.out.push('*'),
            Predicate::And(parts) => self.join(parts, " AND ", rank > Rank::And, Rank::Not),
            Predicate::Or(parts) => match shared(parts) {
                Some((head, sign, ops)) => {
                    self.out += &head;
                    self.out += sign;
                    self.out.push('(');
                    for (i, op) in ops.into_iter().enumerate() {
                        self.out += if i == 0 { "" } else { " OR " };
                        self.value(op);
                    }
                    self.out.push(')');
                }
                None => self.join(parts, " OR ", rank > Rank::Or, Rank::And),
            },
            Predicate::Not(inner) => match differs(inner) {
                Some((column, op)) => {
                    self.out += &print_column(column);
                    self.out += "!=";
                    self.value(op);
                }
                None => {
                    self.out += "NOT ";
                    self.write(inner, Rank::Not);
                }
            },
            Predicate::Test { column, op } => {
                self.out += &head(column, op);
                self.out += sign_of(op);
                self.value(op);
            }
            Predicate::Every { column, each } => {
                self.out += &called(Function::All, column);
                self.each(each, true, Rank::Or);
            }
            Predicate::Anywhere(text) => {
                let plain = is_plain_word(text) && !text.contains('*');
                self.out += &if plain { text.clone() } else { quote(text) };
            }
            Predicate::AnywhereExactly(text) => {
                self.out += "*=";
                self.out += &print_literal(text);
            }
            Predicate::Formula(formula) => self.out += &format!("{{ {} }}", formula.text()),
            Predicate::First { columns, time } => {
                let columns: Vec<_> = columns.iter().map(|name| print_argument(name)).collect();
                let by = time.iter().map(|time| format!(" by {}", print_argument(time)));
                self.out += &format!("first({}{})", columns.join(", "), by.collect::<String>());
            }
            Predicate::Rows(runs) => {
                let run = |run: &(u64, u64)| match run {
                    (from, to) if from == to => from.to_string(),
                    (from, to) => format!("{from}..{to}"),
                };
                let runs: Vec<String> = runs.iter().map(run).collect();
                self.out += &format!("rows({})", runs.join(", "));
            }
        }
    }

    fn join(&mut self, parts: &[Predicate], between: &str, enclosed: bool, rank: Rank) {
        self.out += if enclosed { "(" } else { "" };
        for (i, part) in parts.iter().enumerate() {
            self.out += if i == 0 { "" } else { between };
            self.write(part, rank);
        }
        self.out += if enclosed { ")" } else { "" };
    }

    /// What is said of each element: right after the function (`first`), or among others in parentheses.
    fn each(&mut self, each: &Predicate, first: bool, rank: Rank) {
        match each {
            Predicate::Test { op, .. } => {
                let sign = sign_of(op);
                self.out += if !first && sign == ":" { "" } else { sign };
                self.value(op);
            }
            Predicate::Not(inner) if differs(inner).is_some() => {
                self.out += "!=";
                if let Some((_, op)) = differs(inner) {
                    self.value(op);
                }
            }
            _ if first => {
                self.out += ":(";
                self.each(each, false, Rank::Or);
                self.out.push(')');
            }
            Predicate::And(parts) | Predicate::Or(parts) => {
                let (between, own, inner) = match each {
                    Predicate::And(_) => (" AND ", Rank::And, Rank::Not),
                    _ => (" OR ", Rank::Or, Rank::And),
                };
                self.out += if rank > own { "(" } else { "" };
                for (i, part) in parts.iter().enumerate() {
                    self.out += if i == 0 { "" } else { between };
                    self.each(part, false, inner);
                }
                self.out += if rank > own { ")" } else { "" };
            }
            Predicate::Not(inner) => {
                self.out += "NOT ";
                self.each(inner, false, Rank::Not);
            }
            other => self.write(other, rank),
        }
    }

    fn value(&mut self, op: &Op) {
        let text = match op {
            Op::Is(text) | Op::Equals(text) | Op::Compare(_, text) => print_literal(text),
            Op::Like(pattern) | Op::LikeExactly(pattern) => print_pattern(pattern),
            Op::Matches(pattern) | Op::MatchesExactly(pattern) => format!("/{pattern}/"),
            Op::Exists => "*".to_owned(),
            Op::Between(low, high) => between(low.as_deref(), high.as_deref()),
            Op::In(values) | Op::InExactly(values) => match &mut self.lists {
                Some(lists) if values.len() > LONG => format!("#{}", lists.name(values)),
                _ => {
                    let values: Vec<String> = values.iter().map(|value| print_item(value)).collect();
                    format!("({})", values.join(", "))
                }
            },
            Op::Listed { list, .. } => format!("#{}", print_list(list)),
            Op::Column(_, other) => format!("[{}]", print_inside(other, "to")),
            Op::Part(_, Extent::Is(text) | Extent::Compare(_, text)) => print_literal(text),
            Op::Part(_, Extent::Between(low, high)) => between(low.as_deref(), high.as_deref()),
            Op::Empty | Op::Weekend | Op::Office => String::new(),
        };
        self.out += &text;
    }
}

/// What stands before the sign.
fn head(column: &str, op: &Op) -> String {
    match function::of(op) {
        Some(function) => called(function, column),
        None => print_column(column),
    }
}

fn called(function: Function, column: &str) -> String {
    format!("{}({})", function.name(), print_argument(column))
}

/// The column, the sign and the tests of alternatives that can share one parenthesis: `column:(a OR b)`.
fn shared(parts: &[Predicate]) -> Option<(String, &'static str, Vec<&Op>)> {
    let Predicate::Test { column: first, op } = parts.first()? else {
        return None;
    };
    let (sign, function) = (sign_of(op), function::of(op));
    if !matches!(sign, ":" | "=") {
        return None;
    }
    let ops = parts.iter().map(|part| match part {
        Predicate::Test { column, op } if column == first && sign_of(op) == sign && function::of(op) == function => {
            Some(op)
        }
        _ => None,
    });
    Some((head(first, op), sign, ops.collect::<Option<_>>()?))
}

/// The test that `!=` turns round.
fn differs(inner: &Predicate) -> Option<(&str, &Op)> {
    match inner {
        Predicate::Test { column, op } if sign_of(op) == "=" => Some((column, op)),
        _ => None,
    }
}

pub(super) fn sign_of(op: &Op) -> &'static str {
    match op {
        Op::Is(_) | Op::Like(_) | Op::Matches(_) | Op::Exists | Op::Between(..) => ":",
        Op::Equals(_) | Op::LikeExactly(_) | Op::MatchesExactly(_) => "=",
        Op::Compare(comparison, _) => sign_of_comparison(*comparison),
        Op::In(_) | Op::Listed { exactly: false, .. } => " in ",
        Op::InExactly(_) | Op::Listed { exactly: true, .. } => " in= ",
        Op::Column(Relation::Is, _) => ":",
        Op::Column(Relation::Equals, _) => "=",
        Op::Column(Relation::Compare(comparison), _) => sign_of_comparison(*comparison),
        Op::Part(_, Extent::Is(_) | Extent::Between(..)) => ":",
        Op::Part(_, Extent::Compare(comparison, _)) => sign_of_comparison(*comparison),
        Op::Empty | Op::Weekend | Op::Office => "",
    }
}

fn sign_of_comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

fn between(low: Option<&str>, high: Option<&str>) -> String {
    let bound = |end: Option<&str>| match end {
        None => "*".to_owned(),
        Some(text) if text.contains([']', '}']) || text.eq_ignore_ascii_case("to") => quote(text),
        Some(text) => print_literal(text),
    };
    format!("[{} TO {}]", bound(low), bound(high))
}

/// The name of a list, without `#`: one of digits alone is another sort of name.
#[must_use]
pub fn print_list(name: &str) -> String {
    let begins = name.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let number = name.bytes().all(|byte| byte.is_ascii_digit());
    if begins && !number && is_plain(name) && !name.contains(is_wildcard) {
        name.to_owned()
    } else {
        quote(name)
    }
}

/// A value of a list.
pub(super) fn print_item(value: &str) -> String {
    let plain = is_plain(value) && !value.contains(is_wildcard) && !value.contains(',');
    if plain { value.to_owned() } else { quote(value) }
}

/// The name of a column in parentheses or brackets, where single blanks need no quotes unless this word is among the pieces.
pub(super) fn print_inside(name: &str, word: &str) -> String {
    let odd = |c: char| {
        c != ' ' && c.is_whitespace()
            || is_hidden(c)
            || is_quote(c)
            || matches!(c, '[' | ']' | '{' | '}' | '(' | ')' | '*' | ',')
    };
    let piece = |piece: &str| !piece.is_empty() && !piece.eq_ignore_ascii_case(word);
    let plain = !name.contains(odd) && name.split(' ').all(piece);
    if plain { name.to_owned() } else { quote(name) }
}

/// Wildcards bare, the pieces between them quoted where needed: `*"two words"*`.
fn print_pattern(pattern: &str) -> String {
    let plain = |piece: &str| piece.is_empty() || is_plain_piece(piece);
    // A first slash must not begin a regular expression.
    let slash = pattern.starts_with('/') && (pattern.ends_with('/') || !pattern.split(is_wildcard).all(plain));
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let wild = is_wildcard(first);
        let end = rest.find(|c| is_wildcard(c) != wild).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        let slashed = slash && out.is_empty();
        if wild || is_plain_piece(piece) && !slashed {
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

//! What a formula under way could go on with: columns and functions, and the function whose arguments are being written.

use super::function::{FUNCTIONS, Family, Function, find};
use super::print::print_name;
use super::token::{begins_name, continues_name};
use crate::query::text::Needle;
use std::ops::Range;

/// Something to go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What replaces the text in [`Offers::span`].
    pub text: String,
    /// What it is: a function's arguments, or that it is a column.
    pub note: String,
}

/// What could stand at the caret.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// Characters that a choice replaces.
    pub span: Range<usize>,
    pub offers: Vec<Offer>,
    /// The function in whose parentheses the caret is, and which of its arguments.
    pub inside: Option<(&'static Function, usize)>,
}

/// What could stand at the caret of a text, columns first; at most `most`. Aggregates are offered where they can stand.
pub fn offers<S: AsRef<str>>(text: &str, caret: usize, columns: &[S], aggregates: bool, most: usize) -> Offers {
    let chars: Vec<char> = text.chars().collect();
    let caret = caret.min(chars.len());
    let place = Place::of(&chars[..caret]);
    let mut end = caret;
    if place.bracket {
        let rest = chars[caret..].iter().position(|&c| c == ']' || c == '[');
        if let Some(close) = rest.filter(|&at| chars[caret + at] == ']') {
            end = caret + close + 1;
        }
    } else {
        end += chars[caret..].iter().take_while(|&&c| continues_name(c)).count();
    }
    let mut found = Offers {
        span: place.start..end,
        offers: Vec::new(),
        inside: place.inside(),
    };
    if place.quoted || (place.typed.is_empty() && !place.bracket && place.follows_value) {
        found.span = caret..caret;
        return found;
    }
    let needle = Needle::new(&place.typed);
    let names = columns.iter().map(AsRef::as_ref).filter(|name| needle.within(name));
    let (mut first, mut later): (Vec<&str>, Vec<&str>) = names.partition(|name| {
        let start: String = name.chars().take(place.typed.chars().count()).collect();
        needle.is(&start)
    });
    first.append(&mut later);
    found.offers.extend(first.into_iter().map(|name| Offer {
        text: print_name(name),
        note: "column".into(),
    }));
    if !place.bracket {
        let typed = place.typed.to_ascii_lowercase();
        let begins = |function: &&Function| function.name.to_ascii_lowercase().starts_with(&typed);
        let functions: Vec<Offer> = FUNCTIONS
            .iter()
            .filter(|function| aggregates || function.family != Family::Aggregate)
            .filter(begins)
            .map(|function| Offer {
                text: format!("{}(", function.name),
                note: function.signature(),
            })
            .collect();
        // What is typed is rather a function where one begins so.
        if typed.is_empty() {
            found.offers.extend(functions);
        } else {
            found.offers.splice(0..0, functions);
        }
    }
    found.offers.truncate(most);
    found
}

/// What stands before the caret.
#[derive(Default)]
struct Place {
    start: usize,
    typed: String,
    quoted: bool,
    bracket: bool,
    /// Whether a value ends right before: only an operator can follow.
    follows_value: bool,
    /// Open parentheses: the name before each, and commas since.
    open: Vec<(String, usize)>,
}

impl Place {
    fn of(before: &[char]) -> Self {
        let mut place = Self::default();
        let mut at = 0;
        while at < before.len() {
            let c = before[at];
            let start = at;
            at += 1;
            place.follows_value = false;
            match c {
                '"' | '\'' | '[' => {
                    let close = if c == '[' { ']' } else { c };
                    while at < before.len() && before[at] != close {
                        at += 1 + usize::from(before[at] == '\\');
                    }
                    if at >= before.len() {
                        place.start = start;
                        place.bracket = c == '[';
                        place.quoted = c != '[';
                        place.typed = before[(start + 1).min(before.len())..].iter().collect();
                        return place;
                    }
                    at += 1;
                    place.follows_value = true;
                }
                c if begins_name(c) => {
                    while at < before.len() && (continues_name(before[at]) || before[at] == '.') {
                        at += 1;
                    }
                    place.typed = before[start..at].iter().collect();
                    place.start = start;
                    if at == before.len() {
                        return place;
                    }
                    let word = place.typed.to_ascii_lowercase();
                    place.follows_value = !matches!(word.as_str(), "and" | "or" | "not" | "in" | "is");
                    if before[at] == '(' {
                        place.open.push((std::mem::take(&mut place.typed), 0));
                        place.follows_value = false;
                        at += 1;
                    }
                }
                '(' => place.open.push((String::new(), 0)),
                ')' => {
                    place.open.pop();
                    place.follows_value = true;
                }
                ',' => {
                    if let Some((_, commas)) = place.open.last_mut() {
                        *commas += 1;
                    }
                }
                '0'..='9' => place.follows_value = true,
                _ => {}
            }
        }
        place.typed.clear();
        place.start = before.len();
        // Blanks do not separate a value from what must follow.
        if before.last().is_some_and(|c| c.is_whitespace()) {
            let trimmed = before
                .iter()
                .rposition(|c| !c.is_whitespace())
                .map_or(0, |last| last + 1);
            place.follows_value = Self::ends_value(&before[..trimmed]);
        }
        place
    }

    fn ends_value(before: &[char]) -> bool {
        match before.last() {
            None => false,
            Some('"' | '\'' | ']' | ')') => true,
            Some(&c) if continues_name(c) => {
                let start = before.iter().rposition(|&c| !continues_name(c)).map_or(0, |at| at + 1);
                let word: String = before[start..].iter().collect::<String>().to_ascii_lowercase();
                !matches!(word.as_str(), "and" | "or" | "not" | "in" | "is")
            }
            Some(_) => false,
        }
    }

    fn inside(&self) -> Option<(&'static Function, usize)> {
        let mut open = self.open.iter().rev();
        open.find_map(|(name, commas)| Some((find(name)?, *commas)))
    }
}

impl Offers {
    /// The text after a choice was taken, and where the caret is then.
    #[must_use]
    pub fn accept(&self, text: &str, choice: &Offer) -> (String, usize) {
        let chars: Vec<char> = text.chars().collect();
        let end = self.span.end.min(chars.len());
        let start = self.span.start.min(end);
        let mut made: String = chars[..start].iter().collect();
        made.push_str(&choice.text);
        let caret = made.chars().count();
        let mut rest = &chars[end..];
        if choice.text.ends_with('(') && rest.first() == Some(&'(') {
            rest = &rest[1..];
        }
        made.extend(rest);
        (made, caret)
    }
}

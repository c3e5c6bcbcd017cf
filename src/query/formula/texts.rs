//! Functions of text. Letter case matters in all of them; places and lengths count characters.

use super::eval::Arguments;
use super::function::Call;
use super::secret;
use super::vector::{Vector, at};
use crate::table;
use crate::value::{Kind, Zone, iso};
use regex_lite::{Captures, Error, Regex, RegexBuilder};
use std::borrow::Cow;
use std::ops::Range;

/// Most bytes of a text that a function makes.
const LONGEST: usize = 1 << 24;

/// A regular expression that is not too large.
pub(super) fn pattern(text: &str) -> Result<Regex, Error> {
    RegexBuilder::new(text).size_limit(1 << 22).build()
}

/// A value as text, `None` for null; times as the clocks of the zone show them.
pub(super) fn shown<'v>(values: &'v Vector<'_>, kind: Kind, row: usize, zone: &Zone) -> Option<Cow<'v, str>> {
    Some(match values {
        Vector::Boolean(values) => Cow::Borrowed(if *at(values, row)? { "true" } else { "false" }),
        Vector::Whole(values) if kind == Kind::Time => Cow::Owned(iso(zone.local(*at(values, row)?))),
        Vector::Whole(values) => Cow::Owned(at(values, row)?.to_string()),
        Vector::Real(values) => Cow::Owned(table::number(*at(values, row)?)),
        Vector::Text(values) => Cow::Borrowed(at(values, row)?),
    })
}

pub(super) fn function<'a>(call: Call, given: &Arguments<'_, 'a>) -> Vector<'a> {
    let test = |holds: &dyn Fn(&str, &str) -> bool| {
        given.each_test(|row| match (given.text(0, row), given.text(1, row)) {
            (Some(text), Some(part)) => holds(text, part),
            _ => false,
        })
    };
    let show = |position: usize, row: usize| shown(given.get(position), given.kinds[position], row, given.zone);
    match call {
        Call::Contains => test(&|text, part| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some()),
        Call::StartsWith => test(&|text, part| text.starts_with(part)),
        Call::EndsWith => test(&|text, part| text.ends_with(part)),
        Call::Lower => given.each_text(|row| given.text(0, row).map(str::to_lowercase)),
        Call::Upper => given.each_text(|row| given.text(0, row).map(str::to_uppercase)),
        Call::Trim => given.each_piece(|_, text| {
            let start = text.len() - text.trim_start().len();
            Some(start..start + text.trim().len())
        }),
        Call::Left => given.each_piece(|row, text| Some(0..place(text, given.whole(1, row)?))),
        Call::Right => given.each_piece(|row, text| {
            let length = given.whole(1, row)?;
            let count = text.chars().count() as i64;
            Some(place(text, count.saturating_sub(length.max(0)))..text.len())
        }),
        Call::Mid => given.each_piece(|row, text| middle(given, row, text)),
        Call::Len => Vector::Whole(given.each(|row| Some(given.text(0, row)?.chars().count() as i64))),
        Call::Find => Vector::Whole(given.each(|row| {
            let text = given.text(0, row)?;
            let found = text.find(given.text(1, row)?);
            Some(found.map_or(0, |at| text[..at].chars().count() as i64 + 1))
        })),
        Call::Text => Vector::Text(given.each(|row| Some(Cow::Owned(show(0, row)?.into_owned())))),
        Call::Replace => given.each_text(|row| {
            let (text, old, new) = (given.text(0, row)?, given.text(1, row)?, given.text(2, row)?);
            if old.is_empty() {
                return Some(text.to_owned());
            }
            let grown = text.len() + memchr::memmem::find_iter(text.as_bytes(), old.as_bytes()).count() * new.len();
            (grown <= LONGEST).then(|| text.replace(old, new))
        }),
        Call::SplitPart => given.each_piece(|row, text| part(text, given.text(1, row)?, given.whole(2, row)?)),
        Call::RegexpMatch | Call::RegexpExtract | Call::RegexpReplace => regular(call, given),
        Call::Hash if given.len() == 1 => given.each_text(|row| Some(secret::digest(&show(0, row)?))),
        Call::Hash => given.each_text(|row| Some(secret::keyed(&show(0, row)?, given.text(1, row)?))),
        Call::Pseudonym => given.each_text(|row| Some(secret::pseudonym(&show(0, row)?, given.text(1, row)?))),
        _ => given.each_text(|row| {
            let mut out = String::new();
            for position in 0..given.len() {
                out.push_str(&show(position, row)?);
            }
            (out.len() <= LONGEST).then_some(out)
        }),
    }
}

/// The byte at which so many characters are over.
fn place(text: &str, characters: i64) -> usize {
    // More characters than a text can have are all of them, however wide numbers are.
    let characters = usize::try_from(characters.max(0)).unwrap_or(usize::MAX);
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

fn middle(given: &Arguments<'_, '_>, row: usize, text: &str) -> Option<Range<usize>> {
    let start = given.whole(1, row)?;
    let end = match given.len() {
        2 => i64::MAX,
        _ => start.saturating_add(given.whole(2, row)?.max(0)),
    };
    let from = place(text, start.saturating_sub(1));
    Some(from..place(text, end.saturating_sub(1)).max(from))
}

/// One of the parts between separators.
fn part(text: &str, separator: &str, number: i64) -> Option<Range<usize>> {
    let nth = usize::try_from(number.unsigned_abs().checked_sub(1)?).ok()?;
    if separator.is_empty() {
        return (nth == 0).then_some(0..text.len());
    }
    let part = if number > 0 {
        text.split(separator).nth(nth)
    } else {
        text.rsplit(separator).nth(nth)
    }?;
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    Some(start..start + part.len())
}

fn regular<'a>(call: Call, given: &Arguments<'_, 'a>) -> Vector<'a> {
    let Some(pattern) = given.text(1, 0).and_then(|text| pattern(text).ok()) else {
        return Vector::null(if call == Call::RegexpMatch {
            Kind::Boolean
        } else {
            Kind::Text
        });
    };
    match call {
        Call::RegexpMatch => given.each_test(|row| given.text(0, row).is_some_and(|text| pattern.is_match(text))),
        Call::RegexpExtract => given.each_piece(|row, text| {
            let number = if given.len() == 2 { 1 } else { given.whole(2, row)? };
            let nth = usize::try_from(number).ok()?.checked_sub(1)?;
            let found = pattern.captures_iter(text).nth(nth)?;
            let group = if found.len() > 1 { found.get(1) } else { found.get(0) };
            group.map(|group| group.range())
        }),
        _ => given.each_text(|row| {
            let (text, new) = (given.text(0, row)?, given.text(2, row)?);
            let mut out = String::with_capacity(text.len());
            let mut last = 0;
            for found in pattern.captures_iter(text) {
                let whole = found.get(0)?;
                out.push_str(&text[last..whole.start()]);
                fill(&found, new, &mut out);
                last = whole.end();
                if out.len() > LONGEST {
                    return None;
                }
            }
            out.push_str(&text[last..]);
            Some(out)
        }),
    }
}

/// Appends the new text for a match: `$1` and `\1` are its first group, `$0` all of it, `$$` a dollar.
fn fill(found: &Captures<'_>, new: &str, out: &mut String) {
    let mut chars = new.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match (c, next.and_then(|next| next.to_digit(10))) {
            ('$' | '\\', Some(group)) => {
                chars.next();
                out.push_str(found.get(group as usize).map_or("", |group| group.as_str()));
            }
            ('$', None) if next == Some('$') => {
                chars.next();
                out.push('$');
            }
            _ => out.push(c),
        }
    }
}

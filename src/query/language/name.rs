//! Column names as people write them: which column is meant, and which was probably meant.

use super::super::Failure;
use super::super::bind::check;
use super::parse::Parsed;
use super::print::print_column;
use crate::value::{Kind, Zone};
use crate::words;
use std::ops::Range;

/// The name without what does not matter when people write it: letter case, blanks, `_`, `-`.
fn folded(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Index of the column meant: the exact name, or else the only one that differs in letter case or in blanks against `_` alone.
#[must_use]
pub fn resolve<S: AsRef<str>>(name: &str, columns: &[S]) -> Option<usize> {
    if let Some(exact) = columns.iter().position(|column| column.as_ref() == name) {
        return Some(exact);
    }
    let loose = |name: &str| {
        name.chars()
            .map(|c| if c == ' ' { '_' } else { c })
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let sought = loose(name);
    let mut fitting = (0..columns.len()).filter(|&i| loose(columns[i].as_ref()) == sought);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// How many letters may differ in a name of so many.
fn limit(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

/// How many letters differ, if these are so few that one name is probably a slip for the other.
fn distance(sought: &[char], candidate: &str) -> Option<usize> {
    let candidate = folded(candidate);
    let limit = limit(sought.len());
    (candidate.len().abs_diff(sought.len()) <= limit)
        .then(|| edits(sought, &candidate))
        .filter(|&edits| edits <= limit)
}

/// The candidate of which a name is probably a slip.
fn slip<'a, S: AsRef<str>>(name: &str, candidates: &'a [S]) -> Option<&'a str> {
    let sought = folded(name);
    let close = candidates.iter().filter_map(|candidate| {
        let name = candidate.as_ref();
        Some((distance(&sought, name)?, name))
    });
    close.min_by_key(|&(distance, _)| distance).map(|(_, name)| name)
}

/// The candidate that was probably meant by a name that does not exist: few letters differ, or it is the only one that contains the name,
/// or its last word, which tells what it is, is nearly the name.
#[must_use]
pub fn nearest<'a, S: AsRef<str>>(name: &str, candidates: &'a [S]) -> Option<&'a str> {
    let sought = folded(name);
    if sought.is_empty() {
        return None;
    }
    let contains = |candidate: &&S| {
        folded(candidate.as_ref())
            .windows(sought.len())
            .any(|window| window == sought)
    };
    let mut containing = candidates.iter().filter(contains).map(AsRef::as_ref);
    let only = || {
        containing
            .next()
            .filter(|_| sought.len() > 2 && containing.next().is_none())
    };
    let lasts = || {
        let lasts = candidates.iter().filter_map(|candidate| {
            let name = candidate.as_ref();
            let last = name.rsplit([' ', '.', '_', '-']).next().filter(|last| last.len() > 2)?;
            Some((distance(&sought, last)?, name))
        });
        lasts.min_by_key(|&(distance, _)| distance).map(|(_, name)| name)
    };
    slip(name, candidates).or_else(only).or_else(lasts)
}

/// Whether a text with colons names a thing, not a column and a value: an address, a key, an ARN.
fn names_a_thing(name: &str, token: &str) -> bool {
    let plain = !token.contains(['"', '*', '[', '(', '{']);
    let scheme = ["arn", "urn", "http", "https", "s3", "spn"].contains(&name.to_lowercase().as_str());
    plain && (scheme || token.contains("://") || token.contains("::") || token.matches(':').count() > 2)
}

/// The filter's text with the column that was probably meant in the place of the first that is not there: one that has another name here
/// (`aliases`), none where the text with its colons names a thing, one whose name has blanks and was written without quotes, also with slips, or the nearest.
#[must_use]
pub fn mended<S: AsRef<str>>(
    text: &str,
    parsed: &Parsed,
    columns: &[S],
    aliases: &[(String, String)],
) -> Option<String> {
    let missing = |(name, _): &&(String, Range<usize>)| resolve(name, columns).is_none();
    let (name, span) = parsed.columns.iter().find(missing)?;
    let characters: Vec<char> = text.chars().collect();
    let (before, behind) = (characters.get(..span.start)?, characters.get(span.end..)?);
    let with = |start: usize, meant: &str| {
        let (before, behind): (String, String) = (before[..start].iter().collect(), behind.iter().collect());
        Some(format!("{before}{}{behind}", print_column(meant)))
    };
    if let Some((_, column)) = aliases.iter().find(|(alias, _)| alias == name) {
        return with(span.start, column);
    }
    let token = characters[span.start..]
        .iter()
        .take_while(|c| !c.is_whitespace() && **c != ')');
    let token: String = token.collect();
    if names_a_thing(name, &token) {
        let (before, behind) = (before.iter(), characters[span.start + token.chars().count()..].iter());
        return Some(
            before
                .copied()
                .chain(format!("\"{token}\"").chars())
                .chain(behind.copied())
                .collect(),
        );
    }
    let starts = words_before(before);
    let whole = |&start: &usize| -> String {
        before[start..]
            .iter()
            .chain(&characters[span.clone()])
            .filter(|c| !is_bracket(c))
            .collect()
    };
    let exact = |start: &usize| resolve(&one_blank(&whole(start)), columns).map(|at| (*start, columns[at].as_ref()));
    let near = |start: &usize| Some((*start, slip(&whole(start), columns)?));
    let several = starts
        .iter()
        .rev()
        .find_map(exact)
        .or_else(|| starts.iter().rev().find_map(near));
    if let Some((start, meant)) = several {
        return with(start, meant);
    }
    let meant = nearest(name, columns).filter(|_| !name.contains(|c: char| is_bracket(&c)))?;
    // A word before that is nearly one of the column's own would be left over, and sought anywhere.
    let words: String = starts
        .last()
        .map(|&start| before[start..].iter().collect())
        .unwrap_or_default();
    let own = |word: &str| {
        words
            .split_whitespace()
            .any(|before| distance(&folded(before), word).is_some())
    };
    if meant.split([' ', '_', '-', '.']).any(own) {
        return None;
    }
    with(span.start, meant)
}

/// Where the words begin that stand before the end of a text with nothing but blanks between them, the last one first; words that join
/// or negate tests end them.
fn words_before(text: &[char]) -> Vec<usize> {
    let is_word =
        |c: &char| !c.is_whitespace() && !matches!(c, '(' | ')' | ':' | '"' | '-' | '!' | '=' | '<' | '>' | ',');
    let (mut starts, mut end) = (Vec::new(), text.len());
    loop {
        let blanks = text[..end].iter().rev().take_while(|c| c.is_whitespace()).count();
        let last = end - blanks;
        let start = last - text[..last].iter().rev().take_while(|c| is_word(c)).count();
        let word: String = text[start..last].iter().collect();
        let joins = ["and", "or", "not"].contains(&word.to_lowercase().as_str());
        if blanks == 0 || word.is_empty() || joins {
            return starts;
        }
        starts.push(start);
        end = start;
    }
}

fn is_bracket(c: &char) -> bool {
    matches!(c, '[' | ']' | '"')
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The failure to report if a filter names a column that is not there, the first such one.
#[must_use]
pub fn unknown<S: AsRef<str>>(parsed: &Parsed, columns: &[S]) -> Option<Failure> {
    let (name, span) = parsed
        .columns
        .iter()
        .find(|(name, _)| resolve(name, columns).is_none())?;
    let hint = match nearest(name, columns) {
        Some(meant) => words::asking::did_you_mean(&meant),
        None => words::asking::TO_SEARCH_FOR_TEXT.to_owned(),
    };
    Some(Failure {
        what: words::asking::there_is_no_column(&name),
        at: Some(span.start),
        hint,
    })
}

/// The failure to report if a filter does not fit these columns: one that is not there, or a value that does not read as its kind.
#[must_use]
pub fn unfit(parsed: &Parsed, columns: &[(&str, Kind)], zone: &Zone) -> Option<Failure> {
    let names: Vec<&str> = columns.iter().map(|&(name, _)| name).collect();
    unknown(parsed, &names).or_else(|| {
        parsed.tests.iter().find_map(|(name, op, at)| {
            let (name, kind) = columns[resolve(name, &names)?];
            let failure = check(name, kind, op, zone).err()?;
            Some(Failure {
                at: Some(*at),
                ..failure
            })
        })
    })
}

/// Letters to insert, remove, replace or swap with their neighbour to make one of the other.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

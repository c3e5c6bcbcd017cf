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

/// The candidate that was probably meant by a name that does not exist: few letters differ, or it is the only one that contains the name.
#[must_use]
pub fn nearest<'a, S: AsRef<str>>(name: &str, candidates: &'a [S]) -> Option<&'a str> {
    let sought = folded(name);
    let limit = match sought.len() {
        0 => return None,
        1..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let distance = |candidate: &str| {
        let candidate = folded(candidate);
        (candidate.len().abs_diff(sought.len()) <= limit)
            .then(|| edits(&sought, &candidate))
            .filter(|&edits| edits <= limit)
    };
    let close = candidates
        .iter()
        .filter_map(|candidate| Some((distance(candidate.as_ref())?, candidate.as_ref())));
    if let Some((_, candidate)) = close.min_by_key(|&(distance, _)| distance) {
        return Some(candidate);
    }
    let contains = |candidate: &&S| {
        folded(candidate.as_ref())
            .windows(sought.len())
            .any(|window| window == sought)
    };
    let mut containing = candidates.iter().filter(contains);
    if let Some(only) = containing
        .next()
        .filter(|_| sought.len() > 2 && containing.next().is_none())
    {
        return Some(only.as_ref());
    }
    // `statsu` for `Event Status`: the last word of a name, which tells what it is.
    let lasts = candidates.iter().filter_map(|candidate| {
        let name = candidate.as_ref();
        let last = name.rsplit([' ', '.', '_', '-']).next().filter(|last| last.len() > 2)?;
        Some((distance(last)?, name))
    });
    lasts.min_by_key(|&(distance, _)| distance).map(|(_, name)| name)
}

/// The filter's text with the column that was probably meant in the place of the first that is not there: one whose name has blanks and
/// was written without quotes, or the nearest.
#[must_use]
pub fn mended<S: AsRef<str>>(text: &str, parsed: &Parsed, columns: &[S]) -> Option<String> {
    let missing = |(name, _): &&(String, Range<usize>)| resolve(name, columns).is_none();
    let (name, span) = parsed.columns.iter().find(missing)?;
    let characters: Vec<char> = text.chars().collect();
    let (before, behind) = (characters.get(..span.start)?, characters.get(span.end..)?);
    let word = |c: &&char| !c.is_whitespace() && !matches!(c, '(' | ')' | ':' | '"' | '-' | '!');
    let mut starts = Vec::new();
    let mut start = before.len();
    while start > 0 && before[start - 1] == ' ' {
        let length = before[..start - 1].iter().rev().take_while(word).count();
        if length == 0 {
            break;
        }
        start -= length + 1;
        starts.push(start);
    }
    let whole = |&start: &usize| {
        let words: String = before[start..].iter().collect();
        let at = resolve(&format!("{words}{name}"), columns)?;
        Some((start, columns[at].as_ref()))
    };
    let (start, meant) = starts
        .iter()
        .rev()
        .find_map(whole)
        .or_else(|| Some((span.start, nearest(name, columns)?)))?;
    let (before, behind): (String, String) = (before[..start].iter().collect(), behind.iter().collect());
    Some(format!("{before}{}{behind}", print_column(meant)))
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

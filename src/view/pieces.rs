//! What is found in a text: the pieces of a cell that a filter is about, so that they can be shown apart.

use crate::arrange;
use crate::query::language::resolve;
use crate::query::{Op, Predicate};

/// The pieces of a cell's text in their order, each with whether it is what the filter seeks in this column. Letter case aside; a whole
/// cell is told by its pieces between wildcards. A filter about other things finds nothing.
pub fn pieces<'t>(text: &'t str, sought: &Predicate, column: &str) -> Vec<(&'t str, bool)> {
    let mut needles = Vec::new();
    gather(sought, column, &mut needles);
    let (haystack, places) = folded(text);
    let mut hits: Vec<(usize, usize)> = needles
        .iter()
        .map(|needle| folded(needle).0)
        .filter(|needle| !needle.is_empty())
        .flat_map(|needle| found(&haystack, &needle))
        .collect();
    arrange::ascending(&mut hits);
    let (mut cut, mut from) = (Vec::new(), 0);
    for (start, end) in hits {
        let (start, end) = (places[start].max(from), places[end]);
        if end <= from {
            continue;
        }
        if start > from {
            cut.push((&text[from..start], false));
        }
        cut.push((&text[start..end], true));
        from = end;
    }
    if from < text.len() {
        cut.push((&text[from..], false));
    }
    cut
}

/// The texts that a filter seeks in a column.
fn gather(sought: &Predicate, of: &str, needles: &mut Vec<String>) {
    match sought {
        Predicate::Anywhere(text) => needles.push(text.clone()),
        Predicate::And(parts) | Predicate::Or(parts) => parts.iter().for_each(|part| gather(part, of, needles)),
        Predicate::Test { column, op } if resolve(column, &[of]).is_some() => match op {
            Op::Is(text) | Op::Equals(text) => needles.push(text.clone()),
            Op::Like(pattern) => needles.extend(pattern.split(['*', '?']).map(str::to_owned)),
            _ => {}
        },
        _ => {}
    }
}

/// The letters of a text in lower case, and where each begins in it; its length comes last.
fn folded(text: &str) -> (Vec<char>, Vec<usize>) {
    let letters = text
        .char_indices()
        .flat_map(|(at, letter)| letter.to_lowercase().map(move |lower| (lower, at)));
    let (letters, mut places): (Vec<char>, Vec<usize>) = letters.unzip();
    places.push(text.len());
    (letters, places)
}

/// Where a needle stands, as half-open spans that do not overlap.
fn found(haystack: &[char], needle: &[char]) -> Vec<(usize, usize)> {
    let (mut hits, mut at) = (Vec::new(), 0);
    while at + needle.len() <= haystack.len() {
        if haystack[at..].starts_with(needle) {
            hits.push((at, at + needle.len()));
            at += needle.len();
        } else {
            at += 1;
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::language::parse;

    fn shown(text: &str, filter: &str) -> String {
        let sought = parse(filter).expect("a filter").predicate;
        let pieces = pieces(text, &sought, "user");
        assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), text);
        pieces
            .iter()
            .map(|(piece, hit)| {
                if *hit {
                    format!("[{piece}]")
                } else {
                    (*piece).to_owned()
                }
            })
            .collect()
    }

    #[test]
    fn what_is_sought_is_told_apart() {
        assert_eq!(shown("Maria Löhr", "LÖHR"), "Maria [Löhr]");
        assert_eq!(shown("banana", "an"), "b[an][an]a");
        assert_eq!(shown("banana", "an OR nana"), "b[an][ana]");
        assert_eq!(shown("maria@x.org", "user:ma*x*"), "[ma]ria@[x].org");
        assert_eq!(shown("maria", "USER:maria"), "[maria]");
        assert_eq!(shown("maria", "other:maria"), "maria");
        assert_eq!(shown("maria", "-maria"), "maria", "what is left out is not found");
        assert_eq!(shown("İx", "x"), "İ[x]", "a letter that grows in lower case");
        assert_eq!(shown("", "x"), "");
    }
}

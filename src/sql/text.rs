//! Tests on texts: letter case is folded as this page folds it, letter by letter, whatever the database calls lower case.

use super::network::addresses;
use super::printer::Printer;
use super::regex::plain;
use crate::query::{Comparison, TextTest, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

impl Printer<'_> {
    /// A test on a text.
    pub fn text_test(&self, text: &str, test: &TextTest) -> String {
        let literal = |text: &str| self.speech.text(text);
        match test {
            TextTest::Is(needle) => self.is(text, needle.text()),
            TextTest::Equals(wanted) => format!("{text} = {}", literal(wanted)),
            TextTest::Like(pattern) => self.like(text, pattern.chars()),
            TextTest::Contains(needle) if needle.text().is_empty() => format!("{text} IS NOT NULL"),
            TextTest::Contains(needle) => {
                let part = needle.text();
                self.speech.contains(&self.folded(text, part.chars()), &literal(part))
            }
            TextTest::Matches(regex) => match plain(regex.as_str(), true) {
                Ok(pattern) => self.speech.matches(text, &pattern),
                Err(what) => self.unsaid(
                    format!("The regular expression /{}/.", regex.as_str()),
                    format!("It has {what}, which has no exact counterpart in {}.", self.database()),
                ),
            },
            TextTest::Inside(network, needle) => match network.v4() {
                Some((address, prefix)) => format!(
                    "({} OR {})",
                    self.speech.matches(text, &addresses(address, prefix)),
                    self.is(text, needle.text())
                ),
                None => self.unsaid(
                    format!("The IPv6 network {}.", needle.text()),
                    "Its addresses can be written in too many ways for a pattern, and databases read only some of them.",
                ),
            },
            TextTest::Compare(comparison, with) => format!("{text} {} {}", sign(*comparison), literal(with)),
            TextTest::Between(low, high) => {
                let low = low.as_ref().map(|low| format!("{text} >= {}", literal(low)));
                let high = high.as_ref().map(|high| format!("{text} <= {}", literal(high)));
                match (low, high) {
                    (Some(low), Some(high)) => format!("({low} AND {high})"),
                    (Some(one), None) | (None, Some(one)) => one,
                    (None, None) => format!("{text} IS NOT NULL"),
                }
            }
        }
    }

    /// Whether a text is this one, which is folded, letter case aside.
    fn is(&self, text: &str, folded: &str) -> String {
        format!("{} = {}", self.folded(text, folded.chars()), self.speech.text(folded))
    }

    /// Whether a text is like this pattern, which is folded.
    fn like(&self, text: &str, pattern: &[char]) -> String {
        let letters = pattern.iter().copied().filter(|&c| c != '*' && c != '?');
        let text = self.folded(text, letters);
        let mut said = String::new();
        for &c in pattern {
            match c {
                '*' => said.push('%'),
                '?' => said.push('_'),
                '%' | '_' | '!' => said.extend(['!', c]),
                c => said.push(c),
            }
        }
        let escaped = if said.contains('!') { " ESCAPE '!'" } else { "" };
        format!("{text} LIKE {}{escaped}", self.speech.text(&said))
    }

    /// The text with the letters folded that fold to one of these; the others do not matter.
    fn folded(&self, text: &str, letters: impl Iterator<Item = char>) -> String {
        let letters: BTreeSet<char> = letters.collect();
        let (mut from, mut to) = (String::new(), String::new());
        for c in letters {
            for &other in others(c) {
                from.push(other);
                to.push(c);
            }
        }
        if from.is_empty() {
            return text.to_owned();
        }
        format!(
            "translate({text}, {}, {})",
            self.speech.text(&from),
            self.speech.text(&to)
        )
    }
}

/// The characters that fold to this one, itself not among them.
fn others(c: char) -> &'static [char] {
    static FOLDS: OnceLock<BTreeMap<char, Vec<char>>> = OnceLock::new();
    let folds = FOLDS.get_or_init(|| {
        let mut folds: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for c in '\0'..=char::MAX {
            let to = fold(c);
            if to != c {
                folds.entry(to).or_default().push(c);
            }
        }
        folds
    });
    folds.get(&c).map_or(&[], Vec::as_slice)
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

//! Tests on text: equal, like, containing, before and after, letter case aside where the filter language says so.

use super::listed::Texts;
use super::network::Network;
use super::{Comparison, Failure};
use crate::words;
use memchr::memmem::Finder;
use regex_lite::{Regex, RegexBuilder};
use std::sync::Arc;

/// Folds the letter case of one character: ASCII letters among themselves, others to their lower case where that is one character
/// outside ASCII; both small sigmas are one. Character by character, so a text keeps its length in characters, and a needle of ASCII
/// only is never found in anything else.
pub fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some('ς'), None) => 'σ',
        (Some(one), None) if !one.is_ascii() => one,
        _ => c,
    }
}

/// A text with its letter case folded.
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// A text that is looked for, letter case aside or not.
#[derive(Clone, Debug)]
pub struct Needle {
    /// As it is written where letter case counts.
    folded: String,
    /// Finds the text as it is written; `None` where letter case is aside.
    exact: Option<Arc<Finder<'static>>>,
    ascii: bool,
    /// The rarest byte of the folded needle, and where in it that stands.
    rare: u8,
    at: usize,
}

/// Bytes from common to rare, as logs go; what is not here is rarer still.
const COMMON: &[u8] = b"e0123456789- \",:aitnosrc_ld.upmh/f=";

impl Needle {
    /// A needle; the empty one is in every text.
    pub fn new(text: &str) -> Self {
        let folded = folded(text);
        let rarity = |byte: u8| COMMON.iter().position(|&common| common == byte).unwrap_or(COMMON.len());
        let at = (0..folded.len())
            .max_by_key(|&at| rarity(folded.as_bytes()[at]))
            .unwrap_or(0);
        Self {
            ascii: folded.is_ascii(),
            rare: folded.as_bytes().get(at).copied().unwrap_or(0),
            at,
            folded,
            exact: None,
        }
    }

    /// A needle of which letter case counts.
    pub fn exact(text: &str) -> Self {
        Self {
            folded: text.to_owned(),
            exact: Some(Arc::new(Finder::new(text).into_owned())),
            ..Self::new("")
        }
    }

    /// Whether letter case counts in it.
    pub fn is_exact(&self) -> bool {
        self.exact.is_some()
    }

    /// The text that is looked for, its letter case folded where that is aside.
    pub fn text(&self) -> &str {
        &self.folded
    }

    /// Whether the text is this needle, letter case aside.
    pub fn is(&self, text: &str) -> bool {
        if self.ascii {
            text.eq_ignore_ascii_case(&self.folded)
        } else {
            text.chars().map(fold).eq(self.folded.chars())
        }
    }

    /// Whether texts can be compared with it byte by byte: it is exact, or of ASCII only.
    pub fn is_plain(&self) -> bool {
        self.ascii || self.is_exact()
    }

    /// Whether it has no byte, letter case aside, that is not among these.
    pub fn is_of(&self, alphabet: &[u8]) -> bool {
        self.folded.bytes().all(|byte| alphabet.contains(&byte))
    }

    /// Whether the text holds this needle.
    pub fn within(&self, text: &str) -> bool {
        if self.is_plain() {
            self.next(text.as_bytes(), 0).is_some()
        } else {
            !text.is_ascii() && memchr::memmem::find(folded(text).as_bytes(), self.folded.as_bytes()).is_some()
        }
    }

    /// Calls `hit` with the number of every text that holds the needle, ascending. The texts lie one after the other in `bytes`, each
    /// ending where `ends` says.
    pub fn each(&self, bytes: &[u8], ends: &[u32], mut hit: impl FnMut(usize)) {
        if self.folded.is_empty() {
            return (0..ends.len()).for_each(hit);
        }
        if !self.is_plain() {
            let mut start = 0;
            for (text, &end) in ends.iter().enumerate() {
                if std::str::from_utf8(&bytes[start..end as usize]).is_ok_and(|text| self.within(text)) {
                    hit(text);
                }
                start = end as usize;
            }
            return;
        }
        let (mut from, mut text) = (0, 0);
        while let Some(at) = self.next(bytes, from) {
            text += gallop(&ends[text..], at);
            let end = ends[text] as usize;
            if at + self.folded.len() <= end {
                hit(text);
                from = end;
            } else {
                from = at + 1;
            }
        }
    }

    /// Where the needle, which is ASCII or exact, next stands in `bytes`, from `from` on.
    fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        if let Some(finder) = &self.exact {
            return Some(from + finder.find(bytes.get(from..)?)?);
        }
        let needle = self.folded.as_bytes();
        if needle.is_empty() {
            return Some(from);
        }
        let upper = self.rare.to_ascii_uppercase();
        let mut at = from + self.at;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let found = if upper == self.rare {
                memchr::memchr(upper, rest)
            } else {
                memchr::memchr2(self.rare, upper, rest)
            };
            let start = at + found? - self.at;
            if bytes.get(start..start + needle.len())?.eq_ignore_ascii_case(needle) {
                return Some(start);
            }
            at = start + self.at + 1;
        }
        None
    }
}

/// How many of the ascending `ends` are at or before `at`, looking near the front first.
fn gallop(ends: &[u32], at: usize) -> usize {
    let mut step = 1;
    while step < ends.len() && ends[step] as usize <= at {
        step *= 2;
    }
    let low = step / 2;
    low + ends[low..step.min(ends.len())].partition_point(|&end| end as usize <= at)
}

/// A test on one text.
#[derive(Clone, Debug)]
pub enum TextTest {
    Is(Needle),
    Equals(String),
    Like(Pattern),
    Matches(Regex, Case),
    /// An address in the network, or exactly the text that names it.
    Inside(Network, Needle),
    Contains(Needle),
    Compare(Comparison, String),
    /// Both ends included, `None` open.
    Between(Option<String>, Option<String>),
    /// One of many.
    Listed(Arc<Texts>),
    Every(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
}

/// Whether letter case counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Aside,
    Counts,
}

impl TextTest {
    /// The test of a pattern with wildcards, in its fastest form.
    pub fn like(pattern: &str, case: Case) -> Self {
        let inner = pattern.strip_prefix('*').and_then(|rest| rest.strip_suffix('*'));
        match inner {
            Some(inner) if !inner.contains(['*', '?']) => Self::Contains(match case {
                Case::Aside => Needle::new(inner),
                Case::Counts => Needle::exact(inner),
            }),
            _ => Self::Like(Pattern::new(pattern, case)),
        }
    }

    /// The test of a regular expression; where letter case is aside, that is the case of ASCII letters. Fails where it is none.
    pub fn matches(pattern: &str, case: Case) -> Result<Self, Failure> {
        let built = RegexBuilder::new(pattern)
            .case_insensitive(case == Case::Aside)
            .size_limit(1 << 22)
            .build();
        built.map(|regex| Self::Matches(regex, case)).map_err(|error| {
            Failure::new(
                words::asking::is_no_regular_expression(&pattern, &error),
                words::asking::TO_LOOK_FOR_TEXT_ITSELF,
            )
        })
    }

    /// Whether this text passes.
    pub fn passes(&self, text: &str) -> bool {
        match self {
            Self::Is(needle) => needle.is(text),
            Self::Equals(wanted) => text == wanted,
            Self::Like(pattern) => pattern.matches(text),
            Self::Matches(pattern, _) => pattern.is_match(text),
            Self::Inside(network, needle) => network.holds(text) || needle.is(text),
            Self::Contains(needle) => needle.within(text),
            Self::Compare(comparison, with) => comparison.holds(text.cmp(with.as_str())),
            Self::Between(low, high) => {
                low.as_ref().is_none_or(|low| text >= low.as_str())
                    && high.as_ref().is_none_or(|high| text <= high.as_str())
            }
            Self::Listed(texts) => texts.hold(text),
            Self::Every(tests) => tests.iter().all(|test| test.passes(text)),
            Self::Any(tests) => tests.iter().any(|test| test.passes(text)),
            Self::Not(test) => !test.passes(text),
        }
    }
}

/// Text with `*` for any run of characters and `?` for any one.
#[derive(Clone, Debug)]
pub struct Pattern {
    chars: Vec<char>,
    case: Case,
}

impl Pattern {
    /// A pattern over the whole text.
    pub fn new(pattern: &str, case: Case) -> Self {
        let chars = pattern.chars();
        Self {
            chars: match case {
                Case::Aside => chars.map(fold).collect(),
                Case::Counts => chars.collect(),
            },
            case,
        }
    }

    /// Whether letter case counts in it.
    pub fn case(&self) -> Case {
        self.case
    }

    /// The pattern, its letter case folded where that is aside, character by character.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Whether the whole text is like this.
    pub fn matches(&self, text: &str) -> bool {
        let chars = &self.chars;
        let same = |wanted: char, c: char| match self.case {
            Case::Aside => wanted == fold(c),
            Case::Counts => wanted == c,
        };
        let mut rest = text.chars();
        let mut at = 0;
        // Where the last star stood, and the text from which it may take one character more.
        let mut star: Option<(usize, std::str::Chars<'_>)> = None;
        loop {
            if chars.get(at) == Some(&'*') {
                at += 1;
                star = Some((at, rest.clone()));
                continue;
            }
            let fits = match rest.next() {
                None if at == chars.len() => return true,
                None => return false,
                Some(c) => chars.get(at).is_some_and(|&wanted| wanted == '?' || same(wanted, c)),
            };
            if fits {
                at += 1;
            } else if let Some((after, from)) = &mut star {
                from.next();
                rest = from.clone();
                at = *after;
            } else {
                return false;
            }
        }
    }
}

impl Comparison {
    /// Whether a cell that stands so to the literal passes.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Wildcards by the book: a table of which prefixes match.
    fn like(pattern: &[char], text: &[char], fold: fn(char) -> char) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('*', rest)) => (0..=text.len()).any(|skip| like(rest, &text[skip..], fold)),
            Some((&c, rest)) => text
                .split_first()
                .is_some_and(|(&t, tail)| (c == '?' || fold(c) == fold(t)) && like(rest, tail, fold)),
        }
    }

    proptest! {
        #[test]
        fn patterns_match_as_by_the_book(pattern in "[aB*?é]{0,7}", text in "[abÉ*]{0,9}") {
            let (p, t): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
            prop_assert_eq!(TextTest::like(&pattern, Case::Aside).passes(&text), like(&p, &t, fold));
            prop_assert_eq!(TextTest::like(&pattern, Case::Counts).passes(&text), like(&p, &t, |c| c));
        }

        #[test]
        fn runs_of_texts_are_searched_like_single_texts(needle in "[aAbÉ k]{0,3}", texts in prop::collection::vec("[abBKéÉ k\u{212a}]{0,6}", 0..20)) {
            let all = texts.concat();
            let ends: Vec<u32> = texts.iter().scan(0, |end, text| { *end += text.len() as u32; Some(*end) }).collect();
            let needle = Needle::new(&needle);
            let mut hits = Vec::new();
            needle.each(all.as_bytes(), &ends, |text| hits.push(text));
            let naive: Vec<usize> = (0..texts.len()).filter(|&n| folded(&texts[n]).contains(&needle.folded)).collect();
            prop_assert_eq!(&hits, &naive);
            prop_assert_eq!(naive, (0..texts.len()).filter(|&n| needle.within(&texts[n])).collect::<Vec<_>>());
        }

        #[test]
        fn exact_needles_mind_letter_case(needle in "[aAÉ k]{0,3}", texts in prop::collection::vec("[abBKéÉ k]{0,6}", 0..20)) {
            let all = texts.concat();
            let ends: Vec<u32> = texts.iter().scan(0, |end, text| { *end += text.len() as u32; Some(*end) }).collect();
            let exact = Needle::exact(&needle);
            let mut hits = Vec::new();
            exact.each(all.as_bytes(), &ends, |text| hits.push(text));
            let naive: Vec<usize> = (0..texts.len()).filter(|&n| texts[n].contains(&needle)).collect();
            prop_assert_eq!(&hits, &naive);
            prop_assert_eq!(naive, (0..texts.len()).filter(|&n| exact.within(&texts[n])).collect::<Vec<_>>());
        }
    }

    #[test]
    fn letter_case_folds_beyond_ascii() {
        assert!(Needle::new("zürich").is("ZÜRICH"));
        assert!(Needle::new("ΟΔΟΣ").is("οδος"));
        assert!(Needle::new("ΣΟΦ").within("φιλοσοφία"));
        assert!(!Needle::new("k").is("\u{212a}"), "the Kelvin sign is no k");
    }
}

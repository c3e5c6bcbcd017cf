//! Tests on texts: letter case is folded as this page folds it, letter by letter, whatever the database calls lower case.

use super::network::addresses;
use super::printer::Printer;
use super::regex::plain;
use crate::query::{Case, Comparison, Needle, Network, TextTest, Texts, fold};
use crate::words;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

impl Printer<'_> {
    /// A test on a text.
    pub fn text_test(&self, text: &str, test: &TextTest) -> String {
        let literal = |text: &str| self.speech.text(text);
        match test {
            TextTest::Is(needle) => self.is(text, needle),
            TextTest::Equals(wanted) => format!("{text} = {}", literal(wanted)),
            TextTest::Like(pattern) => self.like(text, pattern.chars(), pattern.case() == Case::Aside),
            TextTest::Contains(needle) if needle.text().is_empty() => format!("{text} IS NOT NULL"),
            TextTest::Contains(needle) => {
                let part = needle.text();
                let text = if needle.is_exact() {
                    text.to_owned()
                } else {
                    self.folded(text, part.chars())
                };
                self.speech.contains(&text, &literal(part))
            }
            TextTest::Matches(regex, case) => match plain(regex.as_str(), *case == Case::Aside) {
                Ok(pattern) => self.speech.matches(text, &pattern),
                Err(what) => self.unsaid(
                    words::saying::regular_expression(&regex.as_str()),
                    words::saying::it_has_which_has_no(&what, &self.database()),
                ),
            },
            TextTest::Inside(network, needle) => {
                format!(
                    "({} OR {})",
                    self.inside(text, network, needle.text()),
                    self.is(text, needle)
                )
            }
            TextTest::Listed(texts) => self.listed(text, texts),
            TextTest::Every(tests) => self.joined_tests(text, tests, " AND ", "TRUE"),
            TextTest::Any(tests) => self.joined_tests(text, tests, " OR ", "FALSE"),
            TextTest::Not(test) => format!("NOT {}", self.text_test(text, test)),
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

    fn joined_tests(&self, text: &str, tests: &[TextTest], glue: &str, empty: &str) -> String {
        let tests: Vec<String> = tests.iter().map(|test| self.text_test(text, test)).collect();
        match tests.len() {
            0 => empty.into(),
            _ => format!("({})", tests.join(glue)),
        }
    }

    /// Whether a text is an address in a network.
    fn inside(&self, text: &str, network: &Network, name: &str) -> String {
        match network.v4() {
            Some((address, prefix)) => self.speech.matches(text, &addresses(address, prefix)),
            None => self.unsaid(
                words::saying::ipv6_network(&name),
                words::saying::ITS_ADDRESSES_CAN_BE_WRITTEN,
            ),
        }
    }

    /// Whether a text is one of many.
    fn listed(&self, text: &str, texts: &Texts) -> String {
        let (known, exact, networks) = texts.all();
        let literals: Vec<String> = known.iter().map(|text| self.speech.text(text)).collect();
        let cell = if exact {
            text.to_owned()
        } else {
            self.folded(text, known.iter().flat_map(|text| text.chars()))
        };
        let mut tests: Vec<String> = networks
            .iter()
            .map(|network| self.inside(text, network, words::saying::IN_LIST))
            .collect();
        if !literals.is_empty() {
            tests.push(format!("{cell} IN ({})", literals.join(", ")));
        }
        match tests.len() {
            0 => "FALSE".into(),
            _ => format!("({})", tests.join(" OR ")),
        }
    }

    /// A text with all of its letters folded.
    pub fn folded_whole(&self, text: &str) -> String {
        self.folded(text, folds().keys().copied())
    }

    /// Whether a text is this needle.
    fn is(&self, text: &str, needle: &Needle) -> String {
        let folded = needle.text();
        if needle.is_exact() {
            return format!("{text} = {}", self.speech.text(folded));
        }
        format!("{} = {}", self.folded(text, folded.chars()), self.speech.text(folded))
    }

    /// Whether a text is like this pattern, which is folded.
    fn like(&self, text: &str, pattern: &[char], aside: bool) -> String {
        let letters = pattern.iter().copied().filter(|&c| c != '*' && c != '?');
        let text = if aside {
            self.folded(text, letters)
        } else {
            text.to_owned()
        };
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
            for &other in folds().get(&c).into_iter().flatten() {
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

impl Printer<'_> {
    /// A text in small letters.
    pub fn lowered(&self, text: &str) -> String {
        static SMALL: OnceLock<[String; 2]> = OnceLock::new();
        self.note(words::saying::CAPITAL_AT_END_OF_WORD);
        let dotted = format!(
            "replace({text}, {}, {})",
            self.speech.text("İ"),
            self.speech.text("i\u{307}")
        );
        self.translated(&dotted, SMALL.get_or_init(|| pairs(&|c| c.to_lowercase())))
    }

    /// A text in capital letters.
    pub fn raised(&self, text: &str) -> String {
        static LARGE: OnceLock<[String; 2]> = OnceLock::new();
        self.note(words::saying::LETTERS_OTHER_THAN_THAT_BECOME);
        let sharp = format!("replace({text}, 'ß', 'SS')");
        self.translated(&sharp, LARGE.get_or_init(|| pairs(&|c| c.to_uppercase())))
    }

    fn translated(&self, text: &str, [from, to]: &[String; 2]) -> String {
        format!(
            "translate({text}, {}, {})",
            self.speech.text(from),
            self.speech.text(to)
        )
    }
}

/// The characters that become one other, and those that they become.
fn pairs<C: ExactSizeIterator<Item = char>>(becomes: &dyn Fn(char) -> C) -> [String; 2] {
    let (mut from, mut to) = (String::new(), String::new());
    for c in '\0'..=char::MAX {
        let mut made = becomes(c);
        if let (1, Some(made)) = (made.len(), made.next())
            && made != c
        {
            from.push(c);
            to.push(made);
        }
    }
    [from, to]
}

/// The characters that fold to another one, by that one.
fn folds() -> &'static BTreeMap<char, Vec<char>> {
    static FOLDS: OnceLock<BTreeMap<char, Vec<char>>> = OnceLock::new();
    FOLDS.get_or_init(|| {
        let mut folds: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for c in '\0'..=char::MAX {
            let to = fold(c);
            if to != c {
                folds.entry(to).or_default().push(c);
            }
        }
        folds
    })
}

/// How a comparison is written.
pub fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

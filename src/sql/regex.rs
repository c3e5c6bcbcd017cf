//! A regular expression said again so that it means the same elsewhere: ASCII classes, one case of letters beside the other, no flags.
//!
//! Databases run RE2, some of it in its POSIX form: letter case there is Unicode's, `\s` lacks the vertical tab, and flags, names and
//! lazy repetitions may be unknown. Whether a text holds a match depends on none of these, once the expression spells out what it means.

mod class;

use crate::words;
use class::{Ranges, add, other_case, posix, written};
use regex_lite::Regex;

/// Flags in force at one place of the pattern.
#[derive(Clone, Copy, Default)]
struct Flags {
    aside: bool,
    every: bool,
    lines: bool,
    loose: bool,
    carriage: bool,
}

/// The pattern, which is one that the filter language takes, in the common words; or what in it has none.
pub fn plain(pattern: &str, case_aside: bool) -> Result<String, &'static str> {
    let mut reader = Reader {
        rest: pattern.chars().collect(),
        at: 0,
        out: String::new(),
        flags: Flags {
            aside: case_aside,
            ..Flags::default()
        },
        ..Reader::default()
    };
    reader.whole()?;
    Ok(reader.out)
}

/// A pattern of which it matters what it matches, and its groups.
pub struct Strict {
    pub pattern: String,
    /// How many groups.
    pub groups: usize,
    /// Whether a match may leave the first group out.
    pub optional: bool,
    /// Whether it may match where there is nothing.
    pub empty: bool,
}

/// The pattern, so that it matches the same text in the same groups where they are RE2's; or what in it has no counterpart.
pub fn strict(pattern: &str) -> Result<Strict, &'static str> {
    let mut reader = Reader {
        rest: pattern.chars().collect(),
        strict: true,
        ..Reader::default()
    };
    reader.whole()?;
    Ok(Strict {
        empty: Regex::new(&solid(&reader.out)).map_or(true, |solid| solid.is_match("")),
        pattern: reader.out,
        groups: reader.groups,
        optional: reader.optional,
    })
}

/// What a pattern says of characters alone: without what stands between them. Where this matches nothing at all, the pattern never does.
fn solid(pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars();
    let mut class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('b') if !class => {}
                escaped => out.extend(std::iter::once(c).chain(escaped)),
            },
            '^' | '$' if !class => {}
            c => {
                class = c == '[' || class && c != ']';
                out.push(c);
            }
        }
    }
    out
}

#[derive(Default)]
struct Reader {
    rest: Vec<char>,
    at: usize,
    out: String,
    flags: Flags,
    /// Whether groups and lazy repetitions matter.
    strict: bool,
    groups: usize,
    optional: bool,
}

/// How a bracket goes on.
#[derive(PartialEq)]
enum Head {
    Group,
    /// A group without a number.
    Plain,
    /// Flags for the rest of the group around.
    Flags,
}

/// A group that is open, or the whole.
#[derive(Default)]
struct Level {
    start: usize,
    around: Flags,
    /// Whether the first group is in it, or is it.
    holds: bool,
    first: bool,
    alternates: bool,
}

/// Most repetitions that RE2 counts.
const MOST: u32 = 1000;

impl Reader {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    fn take(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        let found = self.rest[self.at..].iter().take(length).copied().eq(text.chars());
        self.at += if found { length } else { 0 };
        found
    }

    /// Blanks and comments, where the flag `x` leaves them aside.
    fn space(&mut self) {
        while self.flags.loose {
            match self.peek() {
                Some(c) if c.is_whitespace() => self.at += 1,
                Some('#') => while self.next().is_some_and(|c| c != '\n') {},
                _ => break,
            }
        }
    }

    fn whole(&mut self) -> Result<(), &'static str> {
        // Where the last atom begins, which a repetition takes, whether it has one already, and whether the first group is in it.
        let (mut atom, mut repeated, mut holds) = (0, false, false);
        let mut levels = vec![Level::default()];
        loop {
            self.space();
            let Some(c) = self.next() else { break };
            let top = levels.len() - 1;
            match c {
                '?' | '*' | '+' | '{' => {
                    let times = if c == '{' { self.counted()? } else { c.to_string() };
                    self.space();
                    let lazy = self.take("?") && self.strict;
                    if repeated {
                        self.out.insert_str(atom, self.bracket());
                        self.out.push(')');
                    }
                    self.out += &times;
                    self.out += if lazy { "?" } else { "" };
                    self.optional |= holds && !times.starts_with('+');
                    repeated = true;
                    continue;
                }
                '(' => {
                    let around = self.flags;
                    let head = if self.take("?") { self.head()? } else { Head::Group };
                    if head == Head::Flags {
                        continue;
                    }
                    let group = head == Head::Group;
                    self.groups += usize::from(group);
                    let first = group && self.groups == 1;
                    levels.push(Level {
                        start: self.out.len(),
                        around,
                        holds: first,
                        first,
                        alternates: false,
                    });
                    self.out += if group { "(" } else { self.bracket() };
                    atom = self.out.len();
                    holds = false;
                }
                ')' => {
                    let level = if top > 0 { levels.pop() } else { None }.unwrap_or_default();
                    self.out.push(')');
                    self.flags = level.around;
                    atom = level.start;
                    holds = level.holds;
                    self.optional |= level.holds && level.alternates && !level.first;
                    if let Some(above) = levels.last_mut() {
                        above.holds |= level.holds;
                    }
                }
                '|' => {
                    self.out.push('|');
                    atom = self.out.len();
                    levels[top].alternates = true;
                    holds = false;
                }
                _ => {
                    atom = self.out.len();
                    self.atom(c)?;
                    holds = false;
                }
            }
            repeated = false;
        }
        self.optional |= levels[0].holds && levels[0].alternates;
        Ok(())
    }

    /// How a group begins that is not one of the pattern's own.
    fn bracket(&self) -> &'static str {
        if self.strict { "(?:" } else { "(" }
    }

    /// What follows `(?`.
    fn head(&mut self) -> Result<Head, &'static str> {
        if self.take("P<") || self.take("<") {
            while self.next().is_some_and(|c| c != '>') {}
            return Ok(Head::Group);
        }
        let mut on = true;
        loop {
            match self.next() {
                Some('-') => on = false,
                Some('i') => self.flags.aside = on,
                Some('s') => self.flags.every = on,
                Some('m') => self.flags.lines = on,
                Some('x') => self.flags.loose = on,
                Some('R') => self.flags.carriage = on,
                Some('U') if self.strict => return Err(words::saying::FLAG_U),
                Some('U' | 'u') => {}
                Some(':') => return Ok(Head::Plain),
                _ => return Ok(Head::Flags),
            }
        }
    }

    fn counted(&mut self) -> Result<String, &'static str> {
        let mut inside = String::new();
        while let Some(c) = self.next().filter(|&c| c != '}') {
            if !c.is_whitespace() {
                inside.push(c);
            }
        }
        if inside.starts_with(',') {
            inside.insert(0, '0');
        }
        let within = |digits: &str| digits.is_empty() || digits.parse::<u32>().is_ok_and(|times| times <= MOST);
        if !inside.split(',').all(within) {
            return Err(words::saying::MORE_THAN_A_THOUSAND_REPETITIONS);
        }
        Ok(format!("{{{inside}}}"))
    }

    fn atom(&mut self, c: char) -> Result<(), &'static str> {
        match c {
            '.' if self.flags.carriage => return Err(words::saying::FLAG_R),
            '.' if self.flags.every => {
                self.out += self.bracket();
                self.out += ".|\n)";
            }
            '.' => self.out += "[^\n]",
            '^' | '$' if self.flags.lines => return Err(words::saying::AND_AT_ENDS_OF_LINES),
            '^' | '$' => self.out.push(c),
            '[' => {
                let class = self.class()?;
                self.out += &class;
            }
            '\\' => match self.peek() {
                Some('A') => self.edge('^'),
                Some('z') => self.edge('$'),
                Some('b') => {
                    self.at += 1;
                    if self.peek() == Some('{') && self.rest.get(self.at + 1).is_some_and(|c| c.is_ascii_alphabetic()) {
                        return Err(words::saying::BOUNDARY_OF_HALF_WORD);
                    }
                    self.out += "\\b";
                }
                Some('B') => return Err(words::saying::B_PLACE_THAT_IS_NO),
                Some('<' | '>') => return Err(words::saying::BEGINNING_OR_END_OF_WORD),
                _ => match self.escape()? {
                    Escaped::One(c) => self.literal(c),
                    Escaped::Class(ranges, negated) => {
                        let class = written(&ranges, negated);
                        self.out += &class;
                    }
                },
            },
            c => self.literal(c),
        }
        Ok(())
    }

    fn edge(&mut self, sign: char) {
        self.at += 1;
        self.out.push(sign);
    }

    fn literal(&mut self, c: char) {
        if self.flags.aside && c.is_ascii_alphabetic() {
            self.out += &written(&[(c, c), (other_case(c), other_case(c))], false);
            return;
        }
        if r"\.+*?()|[]{}^$".contains(c) {
            self.out.push('\\');
        }
        self.out.push(c);
    }

    /// What stands after a backslash: one character, or a class.
    fn escape(&mut self) -> Result<Escaped, &'static str> {
        let c = self.next().unwrap_or('\\');
        Ok(match c {
            'd' | 's' | 'w' | 'D' | 'S' | 'W' => {
                let name = match c.to_ascii_lowercase() {
                    'd' => "digit",
                    's' => "space",
                    _ => "word",
                };
                Escaped::Class(posix(name), c.is_ascii_uppercase())
            }
            'x' | 'u' | 'U' => {
                let digits: String = if self.take("{") {
                    std::iter::from_fn(|| self.next().filter(|&c| c != '}')).collect()
                } else {
                    let length = match c {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    (0..length).filter_map(|_| self.next()).collect()
                };
                let code = u32::from_str_radix(digits.trim(), 16).ok().and_then(char::from_u32);
                Escaped::One(code.ok_or(words::saying::CHARACTER_BY_NUMBER)?)
            }
            'a' => Escaped::One('\x07'),
            'f' => Escaped::One('\x0c'),
            't' => Escaped::One('\t'),
            'n' => Escaped::One('\n'),
            'r' => Escaped::One('\r'),
            'v' => Escaped::One('\x0b'),
            c => Escaped::One(c),
        })
    }

    /// A class in brackets, of which the first is read.
    fn class(&mut self) -> Result<String, &'static str> {
        self.space();
        let negated = self.take("^");
        let mut ranges: Ranges = Vec::new();
        let mut first = true;
        loop {
            self.space();
            let c = self.next().unwrap_or(']');
            let low = match c {
                ']' if !first => break,
                '[' if self.peek() == Some(':') => {
                    self.at += 1;
                    let turned = self.take("^");
                    let name: String = std::iter::from_fn(|| self.next().filter(|&c| c != ':')).collect();
                    self.next();
                    add(&mut ranges, posix(&name), turned);
                    first = false;
                    continue;
                }
                '\\' => match self.escape()? {
                    Escaped::One(c) => c,
                    Escaped::Class(class, turned) => {
                        add(&mut ranges, class, turned);
                        first = false;
                        continue;
                    }
                },
                c => c,
            };
            first = false;
            self.space();
            let ends = matches!(self.rest.get(self.at + 1), Some(']' | '-') | None);
            let high = if c != '-' && self.peek() == Some('-') && !ends {
                self.at += 1;
                self.space();
                match self.next() {
                    Some('\\') => match self.escape()? {
                        Escaped::One(c) => c,
                        Escaped::Class(..) => return Err(words::saying::RANGE_UP_TO_CLASS),
                    },
                    Some(c) => c,
                    None => low,
                }
            } else {
                low
            };
            ranges.push((low, high));
        }
        if self.flags.aside {
            let cut = |low: char, high: char, a: char, z: char| {
                let (low, high) = (low.max(a), high.min(z));
                (low <= high).then(|| (other_case(low), other_case(high)))
            };
            let others: Ranges = ranges
                .iter()
                .flat_map(|&(low, high)| [cut(low, high, 'a', 'z'), cut(low, high, 'A', 'Z')])
                .flatten()
                .collect();
            ranges.extend(others);
        }
        Ok(written(&ranges, negated))
    }
}

enum Escaped {
    One(char),
    Class(Ranges, bool),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex_lite::RegexBuilder;

    proptest! {
        #[test]
        fn said_plainly_it_matches_the_same(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "K", "é", ".", "^", "$", "\\d", "\\W", "[a-c]", "[^k]", "[\\D_]", "[]x]", "[--k]", "[a-z-]", "(", "(?:", "(?i:", "(?-i)",
                "(?s)", "(?P<n>", ")", "|", "*", "+?", "?", "{2}", "{0,1}", "{,2}", "\\b", "\\.", "\\x{4b}", "\\n", "\\s", "[[:upper:]]", "[[:^space:]!]",
                "(?x) ", " ", "# c\n", "\\A", "\\z", "/",
            ]), 0..7),
            text in "[aAbkKé\u{212a}.0 \n_x!\\]-]{0,6}",
            aside in any::<bool>(),
        ) {
            let pattern = pieces.concat();
            let Ok(known) = RegexBuilder::new(&pattern).case_insensitive(aside).build() else {
                return Ok(());
            };
            let said = plain(&pattern, aside).expect("nothing here is refused");
            let again = Regex::new(&said).map_err(|error| TestCaseError::fail(format!("{said}: {error}")))?;
            prop_assert_eq!(again.is_match(&text), known.is_match(&text), "{}", said);
        }
    }

    proptest! {
        #[test]
        fn said_strictly_it_matches_the_same_text_in_the_same_groups(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "b", "K", ".", "^", "$", "\\d", "[a-c]", "(", "(?:", "(?i:", "(?s)", "(?P<n>", ")", "|", "*", "+?", "*?", "?", "??", "{2}", "{0,1}?",
                "\\b", "\\n", "\\s", "(a|ab)", "(?x) ", "\\A",
            ]), 0..8),
            text in "[aAbkK0 \n]{0,7}",
        ) {
            let Ok(known) = Regex::new(&pieces.concat()) else {
                return Ok(());
            };
            let said = strict(&pieces.concat()).expect("nothing here is refused");
            let again = Regex::new(&said.pattern).map_err(|error| TestCaseError::fail(format!("{}: {error}", said.pattern)))?;
            prop_assert_eq!(said.groups + 1, known.captures_len());
            let (wanted, found) = (known.captures(&text), again.captures(&text));
            for group in 0..=said.groups {
                let place = |found: &Option<regex_lite::Captures<'_>>| found.as_ref().and_then(|found| found.get(group)).map(|one| one.range());
                prop_assert_eq!(place(&found), place(&wanted), "{}", said.pattern);
            }
            if let Some(wanted) = &wanted {
                prop_assert!(said.empty || !wanted.get(0).unwrap().as_str().is_empty());
                prop_assert!(said.optional || said.groups == 0 || wanted.get(1).is_some(), "{}", said.pattern);
            }
        }
    }

    #[test]
    fn what_has_no_counterpart_is_named() {
        for pattern in ["(?m)^a", "\\Ba", "\\<a", "\\b{start}a", "a{1001}", "(?R)a."] {
            assert!(
                Regex::new(pattern).is_ok() && plain(pattern, true).is_err(),
                "{pattern}"
            );
        }
        assert_eq!(plain("Lo.?[^x]", true).as_deref(), Ok("[Ll][Oo][^\n]?[^Xx]"));
    }
}

//! A pattern read piece by piece and written in the words that all have.

use super::class::{Ranges, add, other_case, posix, written};
use crate::words;

/// Flags in force at one place of the pattern.
#[derive(Clone, Copy, Default)]
struct Flags {
    aside: bool,
    every: bool,
    lines: bool,
    loose: bool,
    carriage: bool,
}

/// Reads a pattern and writes it anew.
#[derive(Default)]
pub(super) struct Reader {
    rest: Vec<char>,
    at: usize,
    pub out: String,
    flags: Flags,
    /// Whether groups and lazy repetitions matter.
    strict: bool,
    pub groups: usize,
    pub optional: bool,
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
    /// `strict`: groups and lazy repetitions matter.
    pub fn new(pattern: &str, case_aside: bool, strict: bool) -> Self {
        Self {
            rest: pattern.chars().collect(),
            flags: Flags {
                aside: case_aside,
                ..Flags::default()
            },
            strict,
            ..Self::default()
        }
    }

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

    pub fn whole(&mut self) -> Result<(), &'static str> {
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

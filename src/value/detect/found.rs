//! What the pieces of a text that may be a time come to: each number, word and sign says which part it may be.

use crate::value::layout::{Layout, MONTHS, WEEKDAYS, token::*};
use crate::value::names::{self, Named};
use crate::value::zone_name;

/// The signs behind year, month, day, hour, minute and second in China, Japan and Korea.
const SIGNS: [&[char]; 6] = [
    &['年', '년'],
    &['月', '월'],
    &['日', '일'],
    &['时', '時', '시'],
    &['分', '분'],
    &['秒', '초'],
];

/// What the scan has found so far.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub parts: Vec<u8>,
    /// Numbers of one or two digits before the time, a year without its century among them: where in `parts`, and their text.
    small: Vec<(usize, &'a str)>,
    year: Option<usize>,
    named_month: bool,
    hour: Option<(usize, &'a str)>,
    pub minute: bool,
    second: bool,
    /// Whether dots part the hour from the minute, as in `10.15.03 PM`.
    dots: bool,
    pub half: bool,
    /// The last of 年月日时分秒 so far, from 1, and whether year, month and day had theirs.
    sign: usize,
    signed: bool,
    digits: u8,
    pub offset: Option<i16>,
}

impl<'a> Found<'a> {
    pub fn number(&mut self, digits: &'a str, after: &[u8]) -> Option<()> {
        let before = self.parts.last().copied();
        match digits.len() {
            14 if self.parts.is_empty() => {
                plausible(digits)?;
                self.year = Some(0);
                (self.named_month, self.minute, self.second) = (true, true, true);
                self.parts.extend([YEAR, MONTH2, DAY2, HOUR2, MINUTE, SECOND]);
            }
            8 if self.parts.is_empty() && after.first() == Some(&b'T') => {
                self.year = Some(0);
                self.named_month = true;
                self.parts.extend([YEAR, MONTH2, DAY2]);
            }
            // With a clock behind it.
            8 if self.parts.is_empty() && matches!(after, [b' ', _, _, b':', ..]) => {
                plausible(digits)?;
                self.year = Some(0);
                self.named_month = true;
                self.parts.extend([YEAR, MONTH2, DAY2]);
            }
            6 if before == Some(b'T') && self.year == Some(0) && !self.minute => {
                (self.minute, self.second) = (true, true);
                self.parts.extend([HOUR2, MINUTE, SECOND]);
            }
            1..=9 if self.second && self.digits == 0 && matches!(before, Some(b'.' | b',')) => {
                self.digits = digits.len() as u8;
                self.parts.push(FRACTION);
            }
            // `22:15:03:123`
            3 if self.second && self.digits == 0 && before == Some(b':') => {
                self.digits = 3;
                self.parts.push(FRACTION);
            }
            4 if self.year.is_none() => {
                plausible(digits)?;
                self.year = Some(self.parts.len());
                self.parts.push(YEAR);
            }
            1 | 2 if self.hour.is_none() && !self.minute && parts_a_clock(after) => {
                self.hour = Some((self.parts.len(), digits));
                self.parts.push(HOUR2);
            }
            // `16 March 2023 12.34`, `2026-11-23-08.58.40`
            1 | 2
                if self.hour.is_none()
                    && matches!(after, [b'.', next, ..] if next.is_ascii_digit())
                    && ((self.named_month || self.small.len() == 2) && self.year.is_some() && before == Some(b' ')
                        || digits.len() == 2
                            && self.year == Some(0)
                            && self.small.len() == 2
                            && matches!(before, Some(b'-' | b'T' | b' '))) =>
            {
                self.dots = true;
                self.hour = Some((self.parts.len(), digits));
                self.parts.push(HOUR2);
            }
            2 if self.hour.is_some()
                && !self.minute
                && (matches!(before, Some(b':' | b'h')) || self.sign == 4 || self.dots && before == Some(b'.')) =>
            {
                self.minute = true;
                self.parts.push(MINUTE);
            }
            2 if self.minute
                && !self.second
                && (before == Some(b':') || self.sign == 5 || self.dots && before == Some(b'.')) =>
            {
                self.second = true;
                self.parts.push(SECOND);
            }
            2 if !self.minute && self.year.is_none() && self.small.len() + usize::from(self.named_month) == 2 => {
                self.year = Some(self.parts.len());
                self.parts.push(YEAR_SHORT);
            }
            1 | 2 if !self.minute && self.hour.is_none() && self.small.len() < 2 => {
                self.small.push((self.parts.len(), digits));
                self.parts.push(DAY2);
            }
            _ => return None,
        }
        Some(())
    }

    pub fn word(&mut self, word: &str, after: &[u8]) -> Option<()> {
        let short = |names: &[&str]| names.iter().any(|name| &name[..3] == word);
        let part = if self.parts.is_empty() && short(&WEEKDAYS) {
            WEEKDAY_SHORT
        } else if self.parts.is_empty() && WEEKDAYS.contains(&word) {
            WEEKDAY_LONG
        } else if !self.named_month && short(&MONTHS) {
            self.named_month = true;
            MONTH_SHORT
        } else if !self.named_month && MONTHS.contains(&word) {
            self.named_month = true;
            MONTH_LONG
        } else if !self.named_month && MONTHS.iter().any(|name| name[..3].to_uppercase() == word) {
            self.named_month = true;
            MONTH_UPPER
        } else if self.minute && !self.half && matches!(word, "AM" | "PM") {
            self.half = true;
            UPPER_HALF
        } else if self.minute && !self.half && matches!(word, "am" | "pm") {
            self.half = true;
            LOWER_HALF
        } else if matches!(word, "T" | "t") && self.year.is_some() && !self.minute && after.first()?.is_ascii_digit() {
            word.as_bytes()[0]
        } else if word == "at" && self.year.is_some() && !self.minute {
            self.parts.push(b'a');
            b't'
        } else if matches!(word, "UTC" | "GMT") && self.minute && matches!(after.first(), Some(b'+' | b'-')) {
            self.parts.extend(word.bytes().take(2));
            word.as_bytes()[2]
        } else {
            let Some(offset) = zone_name::offset(word) else {
                if self.minute && self.offset.is_none() && zone_name::is_ambiguous(word) {
                    self.parts.extend(word.bytes());
                    return Some(());
                }
                return self.other(word, after);
            };
            // Behind the number of an offset its name may stand, too.
            (self.minute && self.offset.is_none_or(|known| known == offset)).then_some(())?;
            self.offset = Some(offset);
            self.parts.extend(word.bytes().take(word.len() - 1));
            *word.as_bytes().last()?
        };
        self.parts.push(part);
        Some(())
    }

    /// Takes a word of another language than English.
    fn other(&mut self, word: &str, after: &[u8]) -> Option<()> {
        let between = match word {
            "Uhr" => self.minute,
            _ if self.minute => return None,
            "h" => self.parts.last() == Some(&HOUR2) && after.first()?.is_ascii_digit(),
            "de" => self.named_month || self.small.len() == 1,
            "er" => self.parts == [DAY2],
            "um" | "a" | "las" | "om" | "kl" | "klo" | "o" | "alle" | "ore" => self.year.is_some(),
            // `às`
            "s" => self.parts.ends_with("à".as_bytes()),
            _ => false,
        };
        if between {
            self.parts.extend(word.bytes());
            return Some(());
        }
        let code = match (self.parts.is_empty(), self.named_month, self.small.len()) {
            (true, _, _) => names::code(Named::Weekday, word).or_else(|| self.month(word)),
            (false, false, 0 | 1) => self.month(word),
            _ => None,
        };
        self.parts.extend([NAMED, b' ' + code?]);
        Some(())
    }

    /// The code of the name of a month.
    fn month(&mut self, word: &str) -> Option<u8> {
        let code = names::code(Named::Month, word);
        self.named_month |= code.is_some();
        code
    }

    /// Takes what stands at the beginning of `rest` and begins with no letter or sign of ASCII; gives its length.
    pub fn beyond(&mut self, rest: &str) -> Option<usize> {
        let sign = rest.chars().next()?;
        let place = SIGNS.iter().position(|signs| signs.contains(&sign));
        let last = self.parts.last().copied();
        let fits = match (sign, place) {
            ('\u{202f}' | '\u{a0}', _) => true,
            // `2026-01-05_10:00:00`
            ('_', _) => self.year == Some(0) && self.small.len() == 2 && self.hour.is_none(),
            // Before a clock, in French.
            ('à', _) => self.year.is_some() && !self.minute,
            (_, Some(0)) => last == Some(YEAR) && self.small.is_empty(),
            (_, Some(place @ (1 | 2))) => self.sign == place && self.small.len() == place && last == Some(DAY2),
            (_, Some(3)) => last == Some(HOUR2),
            (_, Some(4)) => last == Some(MINUTE),
            (_, Some(_)) => last == Some(SECOND),
            (_, None) => {
                let early = self.year.is_some() && self.hour.is_none() && !self.half;
                if let Some((code, length)) = names::half(rest).filter(|_| early) {
                    self.half = true;
                    self.parts.extend([NAMED_HALF, b' ' + code]);
                    return Some(length);
                }
                let length = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
                let word = &rest[..length];
                if self.year.is_some() && !self.minute && matches!(word, "г" | "в" | "р" | "о") {
                    self.parts.extend(word.bytes());
                    return Some(length);
                }
                let code = self.month(word).filter(|_| self.small.len() < 2 && !self.minute)?;
                self.parts.extend([NAMED, b' ' + code]);
                return Some(length);
            }
        };
        fits.then_some(())?;
        if let Some(place) = place {
            self.sign = place + 1;
            self.signed |= place == 2;
        }
        self.parts.extend(rest.bytes().take(sign.len_utf8()));
        Some(sign.len_utf8())
    }

    /// Takes a sign and the offset behind it; gives their length.
    pub fn offset(&mut self, text: &[u8]) -> Option<usize> {
        let two = |at: usize| match text.get(at..at + 2)? {
            &[tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some(i16::from(tens - b'0') * 10 + i16::from(ones - b'0')),
            _ => None,
        };
        // One digit, as browsers shorten it: the offset is the layout's, so what was written stands for itself.
        if let [sign, digit @ b'0'..=b'9', rest @ ..] = text
            && !rest.first().is_some_and(u8::is_ascii_digit)
            && self.parts.last().is_some_and(u8::is_ascii_uppercase)
        {
            let half = rest.starts_with(b":30");
            let length = if half { 5 } else { 2 };
            let offset = i16::from(digit - b'0') * 60 + if half { 30 } else { 0 };
            self.offset = Some(if *sign == b'-' { -offset } else { offset });
            self.parts.extend(&text[..length]);
            return Some(length);
        }
        let hours = two(1)?;
        let (part, minutes, length) = match (text.get(3), two(3), two(4)) {
            (Some(b':'), _, Some(minutes)) => (OFFSET_COLON, minutes, 6),
            (_, Some(minutes), _) => (OFFSET, minutes, 5),
            _ => (OFFSET_HOUR, 0, 3),
        };
        (hours < 24 && minutes < 60).then_some(())?;
        let offset = hours * 60 + minutes;
        self.offset = Some(if text[0] == b'-' { -offset } else { offset });
        self.parts.push(part);
        Some(length)
    }

    /// Whether the short year at `year` stands behind the same mark that parts day and month, none but those that dates are written with.
    fn dated(&self, year: usize) -> bool {
        let mark = |back: usize| year.checked_sub(back).map_or(0, |at| self.parts[at]);
        // Behind the name of a month, blanks may be such marks, too.
        let marks: &[u8] = match mark(2) {
            DAY2 if self.named_month => b"/.-",
            _ if self.named_month => b"/.- ",
            _ => b"/.",
        };
        let before = if mark(3) == NAMED { mark(4) } else { mark(3) };
        before == mark(1) && marks.contains(&mark(1))
    }

    pub fn layout(mut self, day_first: bool) -> Option<Layout> {
        let year = self.year?;
        if self.parts.contains(&b'(') && self.parts.last() != Some(&b')') {
            return None;
        }
        // A year without its century is none unless a time of day follows.
        if self.parts.get(year) == Some(&YEAR_SHORT) && !(self.minute && self.dated(year)) {
            return None;
        }
        let day_blank = |at: usize, digits: &str| digits.len() == 1 && at > 1;
        let loose = self.small.iter().any(|(_, digits)| digits.len() == 1);
        let padded = |digits: &str| digits.len() == 2 && (digits.starts_with('0') || !loose);
        let style = |digits: &str, two: u8, one: u8| if padded(digits) { two } else { one };
        let day = |digits: &str| style(digits, DAY2, DAY1);
        let month = |digits: &str| style(digits, MONTH2, MONTH1);
        match (self.small.as_slice(), self.named_month) {
            (&[(at, digits)], true) => {
                let blank = day_blank(at, digits) && self.parts[at - 2..at] == [b' ', b' '];
                self.parts[at] = if blank { DAY_BLANK } else { day(digits) };
                if blank {
                    self.parts.remove(at - 1);
                    self.hour = self.hour.map(|(hour, digits)| (hour - 1, digits));
                }
            }
            (&[], true) if self.parts.first() != Some(&YEAR) || self.parts.get(1) == Some(&MONTH2) => {}
            (&[(first, a), (second, b)], false) if self.signed => {
                (self.parts[first], self.parts[second]) = (month(a), day(b));
            }
            (&[(first, a), (second, b)], false) => {
                let between = *self.parts.get(first + 1)?;
                // In some countries a blank stands behind each dot.
                let marks = if between == b'.' && self.parts.get(first + 2) == Some(&b' ') {
                    &b". "[..]
                } else {
                    &[between][..]
                };
                let joins = |from: usize, to: usize| self.parts.get(from + 1..to) == Some(marks);
                let same = joins(first, second) && matches!(between, b'-' | b'/' | b'.');
                let joined = if year < first {
                    joins(year, first)
                } else {
                    joins(second, year)
                };
                (same && joined).then_some(())?;
                let day_leads = year > second && (day_first || between == b'.');
                let (one, two) = if day_leads {
                    (day(a), month(b))
                } else {
                    (month(a), day(b))
                };
                (self.parts[first], self.parts[second]) = (one, two);
            }
            _ => return None,
        }
        if let Some((at, digits)) = self.hour {
            let two = digits.len() == 2 && (digits.starts_with('0') || !loose);
            self.minute.then_some(())?;
            self.parts[at] = match (self.half, two) {
                (true, true) => HALF2,
                (true, false) => HALF1,
                (false, true) => HOUR2,
                (false, false) => HOUR1,
            };
        } else if self.half {
            return None;
        }
        Layout::of(&self.parts, self.digits, self.offset)
    }
}

/// Whether what stands behind a number says that it is an hour.
fn parts_a_clock(after: &[u8]) -> bool {
    match after {
        [b':', ..] => true,
        [b'h', next, ..] => next.is_ascii_digit(),
        [first, ..] if !first.is_ascii() => SIGNS[3].iter().any(|sign| {
            let mut room = [0; 4];
            after.starts_with(sign.encode_utf8(&mut room).as_bytes())
        }),
        _ => false,
    }
}

/// Whether a year is one that dates are written in, so that `1234-12-12` may be a number of something else.
fn plausible(year: &str) -> Option<()> {
    let year = &year[..4];
    (year == "9999" || ("1600".."2400").contains(&year)).then_some(())
}

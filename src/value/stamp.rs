//! Times as they are written: find out how a text writes its time, so that it can be written again exactly as it was.

use super::layout::{Layout, MONTHS, WEEKDAYS, token::*};
use super::{Civil, Micros};

/// A time read from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// UTC, or wall-clock where the text named no zone.
    pub micros: Micros,
    /// Nanoseconds below the microsecond, 0 to 999.
    pub rest: u16,
    pub layout: Layout,
}

/// Zone abbreviations that mean one offset, in minutes east of UTC.
const ZONES: [(&str, i16); 9] = [
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("EST", -300),
    ("EDT", -240),
    ("PST", -480),
    ("PDT", -420),
    ("CET", 60),
    ("CEST", 120),
];

impl Stamp {
    /// Reads a time in any of the known forms: ISO 8601 and its relatives, `5/18/2021 9:13:33 PM`, `16/Mar/2023:12:34:56 +0000`,
    /// `Thu Mar 16 12:34:56 2023`, `January 31, 2023`, `20230316123456.789` and their mixtures. Where only an assumption tells
    /// month from day, `day_first` decides. `None` unless the very same text can be printed again.
    pub fn read(text: &str, day_first: bool) -> Option<Self> {
        if !(8..=48).contains(&text.len()) {
            return None;
        }
        let stamp = detect(text, day_first)?.read(text)?;
        (stamp.layout.print(stamp.micros, stamp.rest) == text).then_some(stamp)
    }
}

/// `2026-01-05 14:03:22`, wall-clock as given, with as many digits of the second as it needs.
pub fn iso(at: Micros) -> String {
    let Civil {
        year,
        month,
        day,
        hour,
        minute,
        second,
        micro,
    } = Civil::of(at);
    let mut text = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
    if micro != 0 {
        text.push_str(format!(".{micro:06}").trim_end_matches('0'));
    }
    text
}

/// What the scan has found so far.
#[derive(Default)]
struct Found<'a> {
    parts: Vec<u8>,
    /// Numbers of one or two digits before the time: where in `parts`, and their text.
    small: Vec<(usize, &'a str)>,
    year: Option<usize>,
    named_month: bool,
    hour: Option<(usize, &'a str)>,
    minute: bool,
    second: bool,
    half: bool,
    digits: u8,
    offset: Option<i16>,
}

/// The layout of a text that may be a time, without checking the fields' ranges.
fn detect(text: &str, day_first: bool) -> Option<Layout> {
    let mut found = Found::default();
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let length = match first {
            b'0'..=b'9' => run(rest, |byte| byte.is_ascii_digit()),
            b'A'..=b'Z' | b'a'..=b'z' => run(rest, |byte| byte.is_ascii_alphabetic()),
            _ => 1,
        };
        let (piece, after) = (rest.get(..length), &rest.as_bytes()[length..]);
        rest = match (first, piece) {
            (b'0'..=b'9', Some(digits)) => {
                found.number(digits, after)?;
                &rest[length..]
            }
            (b'A'..=b'Z' | b'a'..=b'z', Some(word)) => {
                found.word(word, after)?;
                &rest[length..]
            }
            (b'+' | b'-', _) if found.minute && found.offset.is_none() => &rest[found.offset(rest.as_bytes())?..],
            (b'[', _) if found.offset.is_some() && rest.bytes().all(|byte| byte >= b' ') => {
                found.parts.extend(rest.bytes());
                ""
            }
            (b' ' | b'\t' | b',' | b'/' | b'-' | b'.' | b':' | b'@', _) => {
                found.parts.push(first);
                &rest[1..]
            }
            _ => {
                let blank = rest
                    .chars()
                    .next()
                    .filter(|&blank| blank == '\u{202f}' || blank == '\u{a0}')?;
                found.parts.extend(rest.bytes().take(blank.len_utf8()));
                &rest[blank.len_utf8()..]
            }
        };
    }
    found.layout(day_first)
}

fn run(text: &str, within: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !within(byte)).unwrap_or(text.len())
}

impl<'a> Found<'a> {
    fn number(&mut self, digits: &'a str, after: &[u8]) -> Option<()> {
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
            6 if before == Some(b'T') && self.year == Some(0) && !self.minute => {
                (self.minute, self.second) = (true, true);
                self.parts.extend([HOUR2, MINUTE, SECOND]);
            }
            1..=9 if self.second && self.digits == 0 && matches!(before, Some(b'.' | b',')) => {
                self.digits = digits.len() as u8;
                self.parts.push(FRACTION);
            }
            4 if self.year.is_none() => {
                plausible(digits)?;
                self.year = Some(self.parts.len());
                self.parts.push(YEAR);
            }
            1 | 2 if self.hour.is_none() && after.first() == Some(&b':') && !self.minute => {
                self.hour = Some((self.parts.len(), digits));
                self.parts.push(HOUR2);
            }
            2 if before == Some(b':') && self.hour.is_some() && !self.minute => {
                self.minute = true;
                self.parts.push(MINUTE);
            }
            2 if before == Some(b':') && self.minute && !self.second => {
                self.second = true;
                self.parts.push(SECOND);
            }
            1 | 2 if !self.minute && self.hour.is_none() && self.small.len() < 2 => {
                self.small.push((self.parts.len(), digits));
                self.parts.push(DAY2);
            }
            _ => return None,
        }
        Some(())
    }

    fn word(&mut self, word: &str, after: &[u8]) -> Option<()> {
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
        } else if word == "T" && self.year.is_some() && !self.minute && after.first()?.is_ascii_digit() {
            b'T'
        } else if word == "at" && self.year.is_some() && !self.minute {
            self.parts.push(b'a');
            b't'
        } else {
            let &(_, offset) = ZONES.iter().find(|(name, _)| *name == word)?;
            (self.minute && self.offset.is_none()).then_some(())?;
            self.offset = Some(offset);
            self.parts.extend(word.bytes().take(word.len() - 1));
            *word.as_bytes().last()?
        };
        self.parts.push(part);
        Some(())
    }

    /// Takes a sign and the offset behind it; gives their length.
    fn offset(&mut self, text: &[u8]) -> Option<usize> {
        let two = |at: usize| match text.get(at..at + 2)? {
            &[tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some(i16::from(tens - b'0') * 10 + i16::from(ones - b'0')),
            _ => None,
        };
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

    fn layout(mut self, day_first: bool) -> Option<Layout> {
        let year = self.year?;
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
            (&[(first, a), (second, b)], false) => {
                let between = *self.parts.get(first + 1)?;
                let same = second == first + 2 && matches!(between, b'-' | b'/' | b'.');
                let joined = if year < first {
                    year + 2 == first && self.parts[year + 1] == between
                } else {
                    second + 2 == year && self.parts[second + 1] == between
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

/// Whether a year is one that dates are written in, so that `1234-12-12` may be a number of something else.
fn plausible(year: &str) -> Option<()> {
    let year = &year[..4];
    (year == "0001" || year == "9999" || ("1600".."2400").contains(&year)).then_some(())
}

/// A moment as ISO 8601 in UTC, as fine as it is: `2026-01-05T14:03:22.118Z`; it reads back to the same moment.
pub fn instant(at: Micros) -> String {
    iso(at).replacen(' ', "T", 1) + "Z"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        Stamp::read(text, false).map_or("-".into(), |stamp| {
            let zone = if stamp.layout.is_zoned() { "Z" } else { "" };
            let rest = if stamp.rest == 0 {
                String::new()
            } else {
                format!("+{}", stamp.rest)
            };
            format!("{}{zone}{rest}", iso(stamp.micros))
        })
    }

    #[test]
    fn every_form_found_in_real_logs_is_read() {
        for (text, want) in [
            ("2023-03-16T12:34:56Z", "2023-03-16 12:34:56Z"),
            ("2023-03-16 12:34:56", "2023-03-16 12:34:56"),
            ("03/16/2023 12:34:56 PM", "2023-03-16 12:34:56"),
            ("20230316123456.789", "2023-03-16 12:34:56.789"),
            ("20230316T123456Z", "2023-03-16 12:34:56Z"),
            ("2023-03-16T12:34:56.1234567Z", "2023-03-16 12:34:56.123456Z+700"),
            ("2023-03-16 12:34:56.123 -0700", "2023-03-16 19:34:56.123Z"),
            ("2023-03-16T12:34:56+05:30", "2023-03-16 07:04:56Z"),
            ("2023-03-16T12:34:56-07", "2023-03-16 19:34:56Z"),
            ("2023-03-16 12:34:56.123 UTC", "2023-03-16 12:34:56.123Z"),
            ("Thu Mar 16 12:34:56 2023", "2023-03-16 12:34:56"),
            ("Mon Mar  6 12:34:56 2023", "2023-03-06 12:34:56"),
            ("Thu, 16 Mar 2023 12:34:56 +0000", "2023-03-16 12:34:56Z"),
            ("Thu, 16 Mar 2023 12:34:56 GMT", "2023-03-16 12:34:56Z"),
            ("16/Mar/2023:12:34:56 +0000", "2023-03-16 12:34:56Z"),
            ("18/May/2021:21:13:33 +0000", "2021-05-18 21:13:33Z"),
            ("Mar 16, 2023 @ 12:34:56.789", "2023-03-16 12:34:56.789"),
            ("2023-03-16T12:34:56+00:00[UTC]", "2023-03-16 12:34:56Z"),
            ("2023-03-16T14:34:56+02:00[Europe/Berlin]", "2023-03-16 12:34:56Z"),
            ("2025-10-03 14:09:32.149000000", "2025-10-03 14:09:32.149"),
            ("5/18/2021 9:13:33 PM", "2021-05-18 21:13:33"),
            ("10/8/2021 10:13 AM", "2021-10-08 10:13:00"),
            ("1/5/2021, 12:00:01\u{202f}AM", "2021-01-05 00:00:01"),
            ("01/31/2023 03:04:05 PM", "2023-01-31 15:04:05"),
            ("03-16-2023", "2023-03-16 00:00:00"),
            ("January 31, 2023", "2023-01-31 00:00:00"),
            ("May 3, 2023 at 3:04 PM", "2023-05-03 15:04:00"),
            ("Jan 2023", "2023-01-01 00:00:00"),
            ("16-MAR-2023", "2023-03-16 00:00:00"),
            ("2023-03-16", "2023-03-16 00:00:00"),
            ("2023/03/16 01:02:03,456", "2023-03-16 01:02:03.456"),
            ("16.03.2023 12:34", "2023-03-16 12:34:00"),
            ("2026-01-24T06:54:24.0000000Z ", "2026-01-24 06:54:24Z"),
            ("2026-01-24T06:54Z", "2026-01-24 06:54:00Z"),
            ("1601-01-01T00:00:00Z", "1601-01-01 00:00:00Z"),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
        let day_first = Stamp::read("16/03/2023 12:34", true).unwrap();
        assert_eq!(iso(day_first.micros), "2023-03-16 12:34:00");
        assert_eq!(day_first.layout.day_first(), Some(true));
    }

    #[test]
    fn what_is_not_a_time_is_left_alone() {
        for text in [
            "",
            "null",
            "N/A",
            "2023-02-30T00:00:00Z",
            "16/03/2023",
            "1234 19:01:01",
            "12:34:56",
            "10.0.0.1",
            "2023",
            "1678970096",
            "2023-03-16T25:00:00Z",
            "2023-03-16T12:34:60Z",
            "Fri Mar 16 12:34:56 2023",
            "May",
            "March 2",
            "2023-3",
            "1.2.2023.4",
            "20230316",
            "2023-03-16-01",
            "2023-03-16T12:34:56-00:00",
            "13:00 PM 2023-03-16",
            "Mar 2023 Mar",
            "1-2/2023",
            "ö/3/2023 12:34",
        ] {
            assert_eq!(shown(text), "-", "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_read_prints_back(text in "[0-9A-Za-z :/,.+\\-]{8,30}|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\\.[0-9]{1,9})?( ?[AaPp][Mm])?(Z| UTC|[+-][0-9]{2}:?[0-9]{2})?", day_first: bool) {
            if let Some(stamp) = Stamp::read(&text, day_first) {
                prop_assert_eq!(stamp.layout.print(stamp.micros, stamp.rest), text);
            }
        }

        #[test]
        fn every_moment_in_a_layout_reads_back(micros in -11_000_000_000_000_000i64..13_000_000_000_000_000, rest in 0u16..1000, which in 0usize..8) {
            let sample = ["2023-03-16T12:34:56.123456789Z", "5/18/2021 9:13:33 PM", "Mon Mar  6 12:34:56 2023", "Thu, 16 Mar 2023 12:34:56 +0530",
                "2023-03-16", "16/Mar/2023:12:34:56 -0800", "Thursday, March 16, 2023 3:04:05 am", "20230316123456.789"][which];
            let layout = Stamp::read(sample, false).unwrap().layout;
            let text = layout.print(micros, rest);
            let stamp = layout.read(&text);
            prop_assert!(stamp.is_some(), "{} in {}", text, sample);
            let stamp = stamp.unwrap();
            prop_assert_eq!(layout.print(stamp.micros, stamp.rest), text);
            if which == 0 {
                prop_assert_eq!((stamp.micros, stamp.rest), (micros, rest));
            }
        }
    }
}

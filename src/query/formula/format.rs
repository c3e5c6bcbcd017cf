//! Times by a format of `%` and letters: read and printed.

use crate::value::{Civil, Micros, Zone};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The letters that a `%` may stand before.
const LETTERS: &str = "YmdHIpMSfbBaAyz%";

/// The month's English name; `month` 1 to 12.
pub(crate) fn month_name(month: u32) -> &'static str {
    MONTHS[(month.clamp(1, 12) - 1) as usize]
}

/// The day's English name, of wall-clock microseconds.
pub(crate) fn weekday_name(local: Micros) -> &'static str {
    WEEKDAYS[Civil::weekday(local) as usize]
}

/// Checks a format; the letter that is not known is the error.
pub(super) fn check(format: &str) -> Result<(), char> {
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c == '%' {
            match chars.next() {
                Some(letter) if LETTERS.contains(letter) => {}
                other => return Err(other.unwrap_or(' ')),
            }
        }
    }
    Ok(())
}

/// A moment in this format, as the clocks of the zone show it.
pub(super) fn print(format: &str, at: Micros, zone: &Zone) -> String {
    let local = zone.local(at);
    let civil = Civil::of(local);
    let half = (civil.hour + 11) % 12 + 1;
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        let letter = if c == '%' { chars.next() } else { None };
        match letter {
            None => out.push(c),
            Some('Y') => out.push_str(&format!("{:04}", civil.year)),
            Some('y') => out.push_str(&format!("{:02}", civil.year.rem_euclid(100))),
            Some('m') => out.push_str(&format!("{:02}", civil.month)),
            Some('d') => out.push_str(&format!("{:02}", civil.day)),
            Some('H') => out.push_str(&format!("{:02}", civil.hour)),
            Some('I') => out.push_str(&format!("{half:02}")),
            Some('p') => out.push_str(if civil.hour < 12 { "AM" } else { "PM" }),
            Some('M') => out.push_str(&format!("{:02}", civil.minute)),
            Some('S') => out.push_str(&format!("{:02}", civil.second)),
            Some('f') => out.push_str(&format!("{:06}", civil.micro)),
            Some('b') => out.push_str(&month_name(civil.month)[..3]),
            Some('B') => out.push_str(month_name(civil.month)),
            Some('a') => out.push_str(&weekday_name(local)[..3]),
            Some('A') => out.push_str(weekday_name(local)),
            Some('z') => {
                let offset = zone.offset(at);
                let (sign, size) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
                out.push_str(&format!("{sign}{:02}{:02}", size / 3600, size / 60 % 60));
            }
            Some(other) => out.push(other),
        }
    }
    out
}

/// The moment that a text says in this format, in the zone where it names no offset; `None` where the text is not of this form or
/// there is no such date. Names of weekdays are read over; a blank in the format is any run of blanks.
pub(super) fn read(format: &str, text: &str, zone: &Zone) -> Option<Micros> {
    let mut rest = text.trim();
    let mut civil = Civil {
        year: 1970,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        micro: 0,
    };
    let (mut half, mut offset) = (None, None);
    let mut chars = format.trim().chars();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            rest = rest.trim_start();
            continue;
        }
        let letter = if c == '%' { chars.next()? } else { '%' };
        if c != '%' || letter == '%' {
            rest = rest.strip_prefix(c)?;
            continue;
        }
        match letter {
            'Y' => civil.year = digits(&mut rest, 4)? as i32,
            'y' => {
                let short = digits(&mut rest, 2)? as i32;
                civil.year = if short < 69 { 2000 + short } else { 1900 + short };
            }
            'm' => civil.month = digits(&mut rest, 2)?,
            'd' => civil.day = digits(&mut rest, 2)?,
            'H' => civil.hour = digits(&mut rest, 2)?,
            'I' => civil.hour = digits(&mut rest, 2).filter(|hour| (1..=12).contains(hour))?,
            'M' => civil.minute = digits(&mut rest, 2)?,
            'S' => civil.second = digits(&mut rest, 2)?,
            'f' => civil.micro = fraction(&mut rest)?,
            'p' => half = Some(u32::from(named(&mut rest, &["am", "pm"], 2)? == 1)),
            'b' | 'B' => civil.month = named(&mut rest, &MONTHS, 3)? as u32 + 1,
            'a' | 'A' => drop(named(&mut rest, &WEEKDAYS, 3)?),
            _ => offset = Some(zoned(&mut rest)?),
        }
    }
    if let Some(half) = half {
        civil.hour = civil.hour % 12 + half * 12;
    }
    let local = civil.micros();
    let exists = Civil::of(local) == civil && civil.hour < 24;
    if !exists || !rest.is_empty() {
        return None;
    }
    Some(match offset {
        Some(seconds) => local - seconds * 1_000_000,
        None => zone.moment(local),
    })
}

/// A number of at most so many digits.
fn digits(rest: &mut &str, most: usize) -> Option<u32> {
    let length = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, after) = rest.split_at(length);
    *rest = after;
    digits.parse().ok()
}

/// Digits of a second as microseconds; what is finer is cut off.
fn fraction(rest: &mut &str) -> Option<u32> {
    let length = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
    let (digits, after) = rest.split_at(length);
    *rest = after;
    let kept = &digits[..length.min(6)];
    let value: u32 = kept.parse().ok()?;
    Some(value * 10u32.pow(6 - kept.len() as u32))
}

/// Which of these names comes next, in full or in its first `short` letters, in any letter case.
fn named(rest: &mut &str, names: &[&str], short: usize) -> Option<usize> {
    let begins = |name: &str| {
        rest.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let at = names.iter().position(|name| begins(&name[..short]))?;
    let length = if begins(names[at]) { names[at].len() } else { short };
    *rest = &rest[length..];
    Some(at)
}

/// Seconds east of UTC: `Z`, `+02:00`, `+0200`, `+02`.
fn zoned(rest: &mut &str) -> Option<i64> {
    if let Some(after) = rest.strip_prefix(['Z', 'z']) {
        *rest = after;
        return Some(0);
    }
    let west = rest.starts_with('-');
    let mut after = rest.strip_prefix(['+', '-'])?;
    let hours = i64::from(digits(&mut after, 2)?);
    after = after.strip_prefix(':').unwrap_or(after);
    let minutes = i64::from(digits(&mut after, 2).unwrap_or(0));
    *rest = after;
    let seconds = hours * 3600 + minutes * 60;
    (hours < 24 && minutes < 60).then_some(if west { -seconds } else { seconds })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::instant;
    use proptest::prelude::*;

    fn moment(format: &str, text: &str) -> String {
        read(format, text, &Zone::utc()).map_or("-".into(), instant)
    }

    #[test]
    fn what_is_written_so_is_read() {
        assert_eq!(
            moment("%d/%b/%Y:%H:%M:%S %z", "16/Mar/2023:12:34:56 +0100"),
            "2023-03-16T11:34:56Z"
        );
        assert_eq!(moment("%m/%d/%y %I:%M %p", "3/16/23 9:05 pm"), "2023-03-16T21:05:00Z");
        assert_eq!(
            moment("%A, %B %d %Y", "Thursday, march 16 2023"),
            "2023-03-16T00:00:00Z"
        );
        assert_eq!(
            moment("%Y%m%dT%H%M%S.%f", "20230316T123456.7"),
            "2023-03-16T12:34:56.7Z"
        );
        for (format, text) in [
            ("%Y-%m-%d", "2023-02-30"),
            ("%Y-%m-%d", "2023-02-03 x"),
            ("%Y-%m-%d", ""),
            ("%H:%M", "24:00"),
            ("%I", "13"),
            ("%b", "Mai"),
            ("%z", "+25"),
        ] {
            assert_eq!(moment(format, text), "-", "{format} {text}");
        }
        assert_eq!(check("%Y %Q"), Err('Q'));
        assert_eq!(check("100%"), Err(' '));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(at in -60_000_000_000_000_000i64..60_000_000_000_000_000) {
            let format = "%A %d %B %Y %I:%M:%S.%f %p %z";
            prop_assert_eq!(read(format, &print(format, at, &Zone::utc()), &Zone::utc()), Some(at));
        }

        #[test]
        fn no_text_panics(format in "[%YmdfbzAp é]{0,8}", text in "\\PC{0,12}") {
            read(&format, &text, &Zone::utc());
            print(&format, i64::MAX, &Zone::utc());
            print(&format, i64::MIN, &Zone::utc());
        }
    }
}

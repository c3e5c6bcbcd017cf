//! How a time is written: a template that reads texts of its form and prints the very same text again.

mod print;
mod read;
pub(super) mod token;

use super::Micros;
use super::stamp::Stamp;
use serde::{Deserialize, Serialize};
use token::*;

/// Most tokens of a template.
const TOKENS: usize = 32;

pub(super) const MONTHS: [&str; 12] = [
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
pub(super) const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// What stands for tenths of microseconds among the digits of an epoch layout, and how many lie between their epoch and 1970: those of
/// Windows begin with 1601, those of .NET with the year 1.
pub(crate) const TICKS: [(u8, i64); 2] = [(7, 116_444_736_000_000_000), (8, 621_355_968_000_000_000)];

/// How many ticks lie between 1970 and the epoch of numbers with these digits, if they are ticks.
fn ticks(digits: u8) -> Option<i64> {
    TICKS.iter().find(|ticks| ticks.0 == digits).map(|ticks| ticks.1)
}

/// Microseconds of a day, and the days from 1899-12-30 to 1970.
const DAY: i64 = 86_400_000_000;
const SERIAL: i64 = 25_569;

/// How a time was written; with it the moment prints back to the very same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Layout {
    tokens: [u8; TOKENS],
    len: u8,
    /// Digits of the fraction, 0 to 9; of an epoch layout, decimal places below the second of its unit, or one of [`TICKS`].
    digits: u8,
    /// Minutes east of UTC that the text names.
    offset: i16,
    zoned: bool,
    /// Whether it begins `2026-01-05T14:03:22`, with any one byte between date and time.
    iso: bool,
}

/// How the templates of the commonest times begin, but for what stands between date and time.
const ISO: [u8; 11] = [YEAR, b'-', MONTH2, b'-', DAY2, 0, HOUR2, b':', MINUTE, b':', SECOND];

impl Layout {
    /// A template from its parts; `None` when there are too many.
    pub(super) fn of(parts: &[u8], digits: u8, offset: Option<i16>) -> Option<Self> {
        let mut tokens = [0; TOKENS];
        tokens.get_mut(..parts.len())?.copy_from_slice(parts);
        Some(Self {
            tokens,
            len: parts.len() as u8,
            digits,
            offset: offset.unwrap_or(0),
            zoned: offset.is_some(),
            iso: parts.len() >= ISO.len() && parts[..5] == ISO[..5] && parts[6..11] == ISO[6..],
        })
    }

    /// Whole numbers since 1970-01-01T00:00:00Z in units of 10^-`digits` seconds: 0, 3, 6 or 9; or [`TICKS`] since earlier days.
    pub fn epoch(digits: u8) -> Self {
        let mut tokens = [0; TOKENS];
        tokens[0] = EPOCH;
        Self {
            tokens,
            len: 1,
            digits,
            offset: 0,
            zoned: true,
            iso: false,
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z as decimal numbers, down to the microsecond.
    pub fn epoch_seconds() -> Self {
        let mut made = Self::epoch(6);
        made.tokens[0] = EPOCH_SECONDS;
        made
    }

    /// Seconds since 1970 as floating-point numbers print themselves: `1.773440103E9`.
    pub(crate) fn epoch_float() -> Self {
        Self::decimal(FLOAT, 6)
    }

    /// Seconds since 1970 with as many digits behind the point as this text has.
    pub(crate) fn epoch_fixed(text: &str) -> Option<Self> {
        let digits = text.split_once('.')?.1.len();
        (1..=9).contains(&digits).then(|| Self::decimal(FIXED, digits as u8))
    }

    /// Days since 1899-12-30, 1954 to 2064, as spreadsheets count, with as many digits behind the point or comma as this text has.
    pub(crate) fn days(text: &str) -> Option<Self> {
        let mark = text.find([',', '.']);
        let (whole, behind) = text.split_at(mark.unwrap_or(text.len()));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fine = whole.len() == 5 && digits(whole) && ("20000".."60000").contains(&whole);
        let behind = behind.get(1..).unwrap_or_default();
        let form = if text.contains(',') { DAYS_COMMA } else { DAYS };
        let whole = mark.is_none() || !behind.is_empty();
        (fine && whole && digits(behind) && behind.len() <= 10).then(|| Self {
            zoned: false,
            ..Self::decimal(form, behind.len() as u8)
        })
    }

    fn decimal(form: u8, digits: u8) -> Self {
        let mut made = Self::epoch(digits);
        (made.tokens[0], made.tokens[1], made.len) = (DECIMAL, form, 2);
        made
    }

    /// Milliseconds since 1970 as .NET's older serialisers write them: `/Date(1678970096789)/`.
    pub(super) fn wrapped() -> Self {
        let mut made = Self::epoch(3);
        made.tokens[0] = WRAPPED;
        made
    }

    /// Whether the text names a day and no time of day.
    pub fn is_date(&self) -> bool {
        let day = |token: &u8| matches!(*token, DAY1 | DAY2 | DAY_BLANK);
        let clock = |token: &u8| matches!(*token, HOUR1 | HOUR2 | HALF1 | HALF2);
        self.tokens().iter().any(day) && !self.tokens().iter().any(clock)
    }

    /// Whether these are numbers since the epoch.
    pub fn is_epoch(&self) -> bool {
        matches!(self.tokens[0], EPOCH | EPOCH_SECONDS | DECIMAL) && self.zoned
    }

    /// Whether the text names a zone or an offset (or counts from the epoch, which is UTC).
    pub fn is_zoned(&self) -> bool {
        self.zoned
    }

    /// Whether only an assumption tells month from day: `Some(true)` where the day comes first.
    pub fn day_first(&self) -> Option<bool> {
        let small = |token: &u8| matches!(*token, MONTH1 | MONTH2 | DAY1 | DAY2);
        let tokens = self.tokens();
        let first = tokens.iter().position(small)?;
        let year = tokens.iter().position(|&token| matches!(token, YEAR | YEAR_SHORT))?;
        let numeric = tokens.iter().filter(|token| small(token)).count() == 2;
        let dotted = tokens.get(first + 1) == Some(&b'.');
        (numeric && first < year && !dotted).then(|| matches!(tokens[first], DAY1 | DAY2))
    }

    /// The same layout with month and day in each other's place.
    pub(crate) fn swapped(mut self) -> Self {
        for token in &mut self.tokens {
            *token = match *token {
                MONTH1 => DAY1,
                MONTH2 => DAY2,
                DAY1 => MONTH1,
                DAY2 => MONTH2,
                other => other,
            };
        }
        self
    }

    /// The zone that is written behind the clock and tells no offset, because zones of that name lie far from each other, or change theirs
    /// twice a year: `CST`, `Europe/Berlin`.
    pub fn unread_zone(&self) -> Option<&str> {
        let tokens = self.tokens();
        let clock = tokens
            .iter()
            .rposition(|token| matches!(*token, MINUTE | SECOND | FRACTION | UPPER_HALF | LOWER_HALF))?;
        let behind = &tokens[clock + 1..];
        let letter = |token: &u8| token.is_ascii_alphabetic();
        let start = behind.iter().position(letter).filter(|_| !self.zoned)?;
        let length = behind[start..]
            .iter()
            .take_while(|token| letter(token) || b"/_-".contains(token))
            .count();
        let name = std::str::from_utf8(&behind[start..start + length]).ok()?;
        (name.contains('/') || name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(name)
    }

    /// Whether this zone is written behind the clock.
    pub(crate) fn names_zone(&self, name: &str) -> bool {
        self.tokens().windows(name.len()).any(|part| part == name.as_bytes())
    }

    /// The same layout with what it writes behind the clock read as the zone so many minutes east of UTC.
    pub(crate) fn in_zone(self, minutes: i16) -> Self {
        Self {
            offset: minutes,
            zoned: true,
            ..self
        }
    }

    /// Wall-clock microseconds, as the text shows them, of a moment.
    pub(crate) fn local(&self, at: Micros) -> Micros {
        at.saturating_add(i64::from(self.offset) * 60_000_000)
    }

    /// The moment of wall-clock microseconds, as the text shows them.
    pub(crate) fn moment(&self, local: Micros) -> Micros {
        local.saturating_sub(i64::from(self.offset) * 60_000_000)
    }

    fn tokens(&self) -> &[u8] {
        &self.tokens[..usize::from(self.len)]
    }

    /// This layout without the year and the blank that it begins with; `None` where it does not.
    fn yearless(mut self) -> Option<Self> {
        self.tokens().starts_with(&[YEAR, b' ']).then_some(())?;
        self.tokens.rotate_left(2);
        self.len -= 2;
        self.tokens[usize::from(self.len)..].fill(0);
        Some(self)
    }

    /// How a text writes a time that names no year, such as `Mar  6 12:34:56`; `None` for any other text.
    pub fn of_yearless(text: &str) -> Option<Self> {
        let begins = text.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
        let stamp = begins.then(|| Stamp::read(&format!("2000 {text}"), false)).flatten()?;
        let layout = stamp
            .layout
            .yearless()
            .filter(|layout| !layout.is_date() && !layout.is_zoned())?;
        (layout.print(stamp.micros, stamp.rest) == text).then_some(layout)
    }

    /// Microseconds and remaining nanoseconds of a number in this epoch layout's unit; `None` when out of range.
    pub fn scale(&self, value: i64) -> Option<(Micros, u16)> {
        if let Some(before) = ticks(self.digits) {
            let ticks = value.checked_sub(before)?;
            return Some((ticks.div_euclid(10), ticks.rem_euclid(10) as u16 * 100));
        }
        match self.digits {
            9 => Some((value.div_euclid(1000), value.rem_euclid(1000) as u16)),
            digits => Some((value.checked_mul(10_i64.pow(6_u32.checked_sub(digits.into())?))?, 0)),
        }
    }
}

/// What stands inside of `/Date(…)/`.
pub(super) fn unwrapped(text: &str) -> Option<&str> {
    text.strip_prefix("/Date(")?.strip_suffix(")/")
}

//! How a time is written: a template that reads texts of its form and prints the very same text again.

use super::Micros;
use super::civil::{Civil, days, month_length};
use super::names::{self, Named};
use super::scan::Scan;
use super::stamp::Stamp;
use super::zone_name;
use serde::{Deserialize, Serialize};

/// Most tokens of a template.
const TOKENS: usize = 32;

/// What a token of a template stands for; bytes of 32 and above, and the tab, stand for themselves.
pub(super) mod token {
    /// Four digits.
    pub const YEAR: u8 = 1;
    /// `2` fields have two digits, `1` fields as many as they need.
    pub const MONTH2: u8 = 2;
    pub const MONTH1: u8 = 3;
    pub const DAY2: u8 = 4;
    pub const DAY1: u8 = 5;
    /// A day padded with a blank.
    pub const DAY_BLANK: u8 = 6;
    pub const HOUR2: u8 = 7;
    pub const HOUR1: u8 = 8;
    /// A half of the day before the hour; the next byte says in which language. The tab stands for itself.
    pub const NAMED_HALF: u8 = 10;
    /// 1 to 12, beside `AM`.
    pub const HALF2: u8 = 11;
    pub const HALF1: u8 = 12;
    pub const MINUTE: u8 = 13;
    pub const SECOND: u8 = 14;
    pub const FRACTION: u8 = 15;
    /// `Mar`, `MAR`, `March`.
    pub const MONTH_SHORT: u8 = 16;
    pub const MONTH_UPPER: u8 = 17;
    pub const MONTH_LONG: u8 = 18;
    /// `Thu`, `Thursday`.
    pub const WEEKDAY_SHORT: u8 = 19;
    pub const WEEKDAY_LONG: u8 = 20;
    /// `AM`, `am`.
    pub const UPPER_HALF: u8 = 21;
    pub const LOWER_HALF: u8 = 22;
    /// `+05:30`, `+0530`, `+05`.
    pub const OFFSET_COLON: u8 = 23;
    pub const OFFSET: u8 = 24;
    pub const OFFSET_HOUR: u8 = 25;
    /// Digits since the epoch; the layout's `digits` says in which unit.
    pub const EPOCH: u8 = 26;
    /// Seconds since the epoch as a decimal number in its shortest form.
    pub const EPOCH_SECONDS: u8 = 27;
    /// Two digits: 1970 to 2069.
    pub const YEAR_SHORT: u8 = 28;
    /// `/Date(1678970096789)/`: milliseconds since the epoch.
    pub const WRAPPED: u8 = 29;
    /// The name of a zone; the next byte says which.
    pub const ZONE_NAME: u8 = 30;
    /// The name of a month or a day of the week in another language; the next byte says in which, and how it is written.
    pub const NAMED: u8 = 31;
    /// Decimal numbers; the next byte says what they count and how they are written.
    pub const DECIMAL: u8 = 127;
    /// `1.773440103E9`: seconds since the epoch, as a floating-point number prints itself.
    pub const FLOAT: u8 = b'E';
    /// `1773440103.500`: seconds since the epoch, with so many digits behind the point.
    pub const FIXED: u8 = b'.';
    /// `46094.92712`, `46094,92712`: days since 1899-12-30 on the clock on the wall, as spreadsheets count.
    pub const DAYS: u8 = b'd';
    pub const DAYS_COMMA: u8 = b',';
}
use token::*;

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

    /// Reads a text that is written exactly so; `None` for any text that [`Layout::print`] would not give back.
    pub fn read(&self, text: &str) -> Option<Stamp> {
        self.read_in(0, text)
    }

    /// [`Layout::read`], in this year where the text names none.
    pub fn read_in(&self, year: u32, text: &str) -> Option<Stamp> {
        let mut rest = Scan(text.as_bytes());
        let (mut year, mut month, mut day) = (year, 1, 1);
        let (mut hour, mut minute, mut second, mut nanos) = (0, 0, 0, 0);
        let (mut afternoon, mut half, mut weekday) = (false, false, None);
        let mut tokens = self.tokens();
        if self.iso {
            let (head, tail) = rest.0.split_first_chunk::<19>()?;
            let two = |at: usize| {
                let (tens, ones) = (head[at].wrapping_sub(b'0'), head[at + 1].wrapping_sub(b'0'));
                if tens > 9 || ones > 9 {
                    1000
                } else {
                    u32::from(tens) * 10 + u32::from(ones)
                }
            };
            (year, month, day) = (two(0) * 100 + two(2), two(5), two(8));
            (hour, minute, second) = (two(11), two(14), two(17));
            let marks = [head[4], head[7], head[10], head[13], head[16]];
            (year < 10_000 && marks == [b'-', b'-', tokens[5], b':', b':']).then_some(())?;
            rest.0 = tail;
            tokens = &tokens[ISO.len()..];
        }
        let mut tokens = tokens.iter();
        while let Some(&token) = tokens.next() {
            match token {
                YEAR => year = rest.two()? * 100 + rest.two()?,
                YEAR_SHORT => {
                    year = rest
                        .two()
                        .map(|year| if year < 70 { 2000 + year } else { 1900 + year })?
                }
                MONTH2 => month = rest.two()?,
                MONTH1 => month = rest.free()?,
                DAY2 => day = rest.two()?,
                DAY1 => day = rest.free()?,
                DAY_BLANK => {
                    day = if rest.literal(b' ') {
                        rest.one()?
                    } else {
                        rest.two().filter(|&day| day > 9)?
                    }
                }
                HOUR2 | HALF2 => hour = rest.two()?,
                HOUR1 | HALF1 => hour = rest.free()?,
                MINUTE => minute = rest.two()?,
                SECOND => second = rest.two()?,
                FRACTION => nanos = rest.fraction(self.digits)?,
                MONTH_SHORT => month = rest.name(&MONTHS, 3, false)?,
                MONTH_UPPER => month = rest.name(&MONTHS, 3, true)?,
                MONTH_LONG => month = rest.name(&MONTHS, usize::MAX, false)?,
                WEEKDAY_SHORT => weekday = Some(rest.name(&WEEKDAYS, 3, false)? - 1),
                WEEKDAY_LONG => weekday = Some(rest.name(&WEEKDAYS, usize::MAX, false)? - 1),
                UPPER_HALF | LOWER_HALF => {
                    half = true;
                    let names = if token == UPPER_HALF {
                        ["AM", "PM"]
                    } else {
                        ["am", "pm"]
                    };
                    afternoon = rest.starts(names[1]);
                    (afternoon || rest.starts(names[0])).then(|| rest.skip(2))?;
                }
                NAMED => {
                    let (named, number, length) = names::number(tokens.next()?.checked_sub(b' ')?, rest.0)?;
                    rest.skip(length);
                    match named {
                        Named::Month => month = number + 1,
                        Named::Weekday => weekday = Some(number),
                    }
                }
                NAMED_HALF => {
                    half = true;
                    let names = names::halves(tokens.next()?.checked_sub(b' ')?);
                    afternoon = rest.starts(names[1]);
                    (afternoon || rest.starts(names[0])).then(|| rest.skip(names[0].len()))?;
                }
                OFFSET_COLON | OFFSET | OFFSET_HOUR => {
                    let west = rest.literal(b'-');
                    (west || rest.literal(b'+')).then_some(())?;
                    let mut minutes = rest.two()? as i16 * 60;
                    if token == OFFSET_COLON {
                        rest.literal(b':').then_some(())?;
                    }
                    if token != OFFSET_HOUR {
                        minutes += rest.two()? as i16;
                    }
                    (minutes.abs() == self.offset.abs() && west == (self.offset < 0)).then_some(())?;
                }
                EPOCH | EPOCH_SECONDS | DECIMAL | WRAPPED => return self.count(text),
                ZONE_NAME => {
                    let name = zone_name::name(tokens.next()?.checked_sub(b' ')?);
                    rest.starts(&name).then(|| rest.skip(name.len()))?;
                }
                literal => rest.literal(literal).then_some(())?,
            }
        }
        if half {
            (1..=12).contains(&hour).then_some(())?;
            hour = hour % 12 + if afternoon { 12 } else { 0 };
        }
        let valid = rest.0.is_empty()
            && year > 0
            && (1..=12).contains(&month)
            && day > 0
            && (day <= 28 || day <= month_length(year as i32, month))
            && hour < 24
            && minute < 60
            && second < 60;
        valid.then_some(())?;
        let date = days(year as i32, month, day);
        if weekday.is_some_and(|weekday| i64::from(weekday) != (date + 3).rem_euclid(7)) {
            return None;
        }
        let seconds = date * 86_400 + i64::from(hour * 3600 + minute * 60 + second) - i64::from(self.offset) * 60;
        Some(Stamp {
            micros: seconds * 1_000_000 + i64::from(nanos / 1000),
            rest: (nanos % 1000) as u16,
            layout: *self,
        })
    }

    fn count(&self, text: &str) -> Option<Stamp> {
        let (micros, rest) = match self.tokens[0] {
            EPOCH_SECONDS => {
                let seconds: f64 = text.parse().ok().filter(|seconds: &f64| seconds.abs() < 1e11)?;
                ((seconds * 1e6).round() as i64, 0)
            }
            DECIMAL if self.tokens[1] == FLOAT => {
                let (whole, behind) = text.strip_suffix("E9")?.split_once('.')?;
                (whole.len() == 1 && behind.len() <= 15).then_some(())?;
                (format!("{whole}{behind:0<15}").parse().ok()?, 0)
            }
            DECIMAL if self.tokens[1] == FIXED => {
                let (whole, behind) = text.split_once('.')?;
                let seconds: i64 = whole.parse().ok().filter(|seconds: &i64| seconds.abs() < 1 << 40)?;
                let nanos: i64 = format!("{behind:0<9}").parse().ok()?;
                (seconds * 1_000_000 + nanos / 1000, (nanos % 1000) as u16)
            }
            DECIMAL => {
                let exact = (text.replace(',', ".").parse::<f64>().ok()? * DAY as f64).round() as i64 - SERIAL * DAY;
                // What was counted is rather a whole second or millisecond, if that is written alike.
                let round = |unit: i64| (exact + unit / 2).div_euclid(unit) * unit;
                let alike = |micros: &i64| self.print(*micros, 0) == text;
                ([1_000_000, 1000].map(round).into_iter().find(alike).unwrap_or(exact), 0)
            }
            WRAPPED => self.scale(unwrapped(text)?.parse().ok()?)?,
            _ => self.scale(text.parse().ok()?)?,
        };
        let stamp = Stamp {
            micros,
            rest,
            layout: *self,
        };
        (self.print(micros, rest) == text).then_some(stamp)
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

    /// Writes a moment as it was written: `micros` UTC (wall-clock where the layout has no zone), `rest` nanoseconds below it.
    pub fn print(&self, micros: Micros, rest: u16) -> String {
        let local = self.local(micros);
        let Civil {
            year,
            month,
            day,
            hour,
            minute,
            second,
            micro,
        } = Civil::of(local);
        let (month_name, weekday) = (MONTHS[month as usize - 1], WEEKDAYS[Civil::weekday(local) as usize]);
        let half = (hour + 11) % 12 + 1;
        let mut text = Vec::with_capacity(32);
        let mut tokens = self.tokens().iter();
        while let Some(&token) = tokens.next() {
            match token {
                YEAR => text.extend(format!("{year:04}").bytes()),
                YEAR_SHORT => two(&mut text, year.rem_euclid(100) as u32),
                MONTH2 => two(&mut text, month),
                MONTH1 => free(&mut text, month),
                DAY2 => two(&mut text, day),
                DAY1 => free(&mut text, day),
                DAY_BLANK => {
                    if day < 10 {
                        text.push(b' ');
                    }
                    free(&mut text, day);
                }
                HOUR2 => two(&mut text, hour),
                HOUR1 => free(&mut text, hour),
                HALF2 => two(&mut text, half),
                HALF1 => free(&mut text, half),
                MINUTE => two(&mut text, minute),
                SECOND => two(&mut text, second),
                FRACTION => {
                    let nanos = format!("{:09}", micro * 1000 + u32::from(rest));
                    text.extend(nanos.bytes().take(self.digits.into()));
                }
                MONTH_SHORT => text.extend(month_name[..3].bytes()),
                MONTH_UPPER => text.extend(month_name[..3].to_uppercase().bytes()),
                MONTH_LONG => text.extend(month_name.bytes()),
                WEEKDAY_SHORT => text.extend(weekday[..3].bytes()),
                WEEKDAY_LONG => text.extend(weekday.bytes()),
                UPPER_HALF => text.extend(if hour < 12 { b"AM" } else { b"PM" }),
                LOWER_HALF => text.extend(if hour < 12 { b"am" } else { b"pm" }),
                OFFSET_COLON | OFFSET | OFFSET_HOUR => {
                    text.push(if self.offset < 0 { b'-' } else { b'+' });
                    two(&mut text, u32::from(self.offset.unsigned_abs() / 60));
                    if token == OFFSET_COLON {
                        text.push(b':');
                    }
                    if token != OFFSET_HOUR {
                        two(&mut text, u32::from(self.offset.unsigned_abs() % 60));
                    }
                }
                EPOCH if self.digits > 6 => {
                    let value = match ticks(self.digits) {
                        Some(before) => i128::from(micros) * 10 + i128::from(rest / 100) + i128::from(before),
                        None => i128::from(micros) * 1000 + i128::from(rest),
                    };
                    text.extend(value.to_string().bytes());
                }
                EPOCH => {
                    let unit = 10_i64.pow(6 - u32::from(self.digits.min(6)));
                    text.extend(micros.div_euclid(unit).to_string().bytes());
                }
                WRAPPED => text.extend(format!("/Date({})/", micros.div_euclid(1000)).bytes()),
                DECIMAL => text.extend(
                    self.print_decimal(*tokens.next().unwrap_or(&FLOAT), micros, rest)
                        .bytes(),
                ),
                EPOCH_SECONDS => text.extend((micros as f64 / 1e6).to_string().bytes()),
                NAMED => {
                    let weekday = Civil::weekday(local) as usize;
                    text.extend(names::name(code(tokens.next()), month as usize - 1, weekday).bytes());
                }
                NAMED_HALF => text.extend(names::halves(code(tokens.next()))[usize::from(hour > 11)].bytes()),
                ZONE_NAME => text.extend(zone_name::name(code(tokens.next())).bytes()),
                literal => text.push(literal),
            }
        }
        String::from_utf8(text).unwrap_or_default()
    }
}

impl Layout {
    fn print_decimal(&self, form: u8, micros: Micros, rest: u16) -> String {
        let digits = usize::from(self.digits);
        match form {
            FLOAT => {
                let digits = format!("{micros:016}");
                let (whole, behind) = digits.split_at(1);
                let behind = Some(behind.trim_end_matches('0')).filter(|behind| !behind.is_empty());
                format!("{whole}.{}E9", behind.unwrap_or("0"))
            }
            FIXED => {
                let nanos = micros.rem_euclid(1_000_000) * 1000 + i64::from(rest);
                let behind = format!("{nanos:09}");
                format!("{}.{}", micros.div_euclid(1_000_000), &behind[..digits.min(9)])
            }
            _ => {
                let one = 10_i128.pow(u32::from(self.digits));
                let day = i128::from(DAY);
                let count = ((i128::from(micros) + i128::from(SERIAL) * day) * one + day / 2).div_euclid(day);
                let (whole, behind) = (count.div_euclid(one), count.rem_euclid(one));
                let mark = if form == DAYS { '.' } else { ',' };
                if digits == 0 {
                    whole.to_string()
                } else {
                    format!("{whole}{mark}{behind:0digits$}")
                }
            }
        }
    }
}

/// What stands inside of `/Date(…)/`.
pub(super) fn unwrapped(text: &str) -> Option<&str> {
    text.strip_prefix("/Date(")?.strip_suffix(")/")
}

/// What the byte behind a token stands for.
fn code(byte: Option<&u8>) -> u8 {
    byte.map_or(0, |code| code - b' ')
}

fn two(text: &mut Vec<u8>, value: u32) {
    text.extend([b'0' + (value / 10 % 10) as u8, b'0' + (value % 10) as u8]);
}

fn free(text: &mut Vec<u8>, value: u32) {
    if value > 9 {
        text.push(b'0' + (value / 10) as u8);
    }
    text.push(b'0' + (value % 10) as u8);
}

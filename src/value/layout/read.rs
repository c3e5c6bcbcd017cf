//! Reading a text that is written as a layout says.

use super::token::*;
use super::{DAY, ISO, Layout, MONTHS, SERIAL, WEEKDAYS, unwrapped};
use crate::value::civil::{days, month_length};
use crate::value::names::{self, Named};
use crate::value::scan::Scan;
use crate::value::stamp::Stamp;
use crate::value::zone_name;

impl Layout {
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
            // The year 1 is .NET's word for no time.
            && year > 1
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
}

//! Writing a moment as its text was written.

use super::token::*;
use super::{DAY, Layout, MONTHS, SERIAL, WEEKDAYS, ticks};
use crate::value::civil::Civil;
use crate::value::{Micros, names, zone_name};

impl Layout {
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

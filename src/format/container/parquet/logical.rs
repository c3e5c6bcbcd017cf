//! What values mean, and how they are written in JSON: exactly, and so that times are times again.
//!
//! Numbers keep all their digits. Binary data is text where nothing says that it is not and it reads as text; otherwise it is written
//! `0x` and hexadecimal digits. What is not a number (NaN) is no value.

use super::decoder::Stored;
use super::footer::Element;
use crate::value;

/// What the values of a column mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Logical {
    Boolean,
    Integer,
    Unsigned,
    /// In 4 or 8 bytes, or in 2.
    Float,
    /// So many digits behind the point of a whole number.
    Decimal(u8),
    /// The same, with the highest byte first.
    Wide(u8),
    Text,
    /// Text, if it looks like it.
    Perhaps,
    Bytes,
    /// Days since 1970.
    Date,
    /// Units since midnight, 10^-n seconds each.
    Clock(u8),
    /// Units since 1970, and whether in UTC.
    Time(u8, bool),
    /// Nanoseconds of the day, and the day.
    Old,
    Uuid,
    /// Months, days and milliseconds.
    Interval,
}

impl Logical {
    /// What the values of a column mean; `None` where it is stored in an unknown way.
    pub fn of(element: &Element) -> Option<(Stored, Self)> {
        let width = usize::try_from(element.width).ok();
        let stored = match element.stored? {
            0 => Stored::Boolean,
            1 | 4 => Stored::Fixed(4),
            2 | 5 => Stored::Fixed(8),
            3 => Stored::Fixed(12),
            6 => Stored::Bytes,
            7 => Stored::Fixed(width?),
            _ => return None,
        };
        let whole = matches!(element.stored, Some(1 | 2));
        let scale = u8::try_from(element.scale).ok().filter(|&scale| scale <= 100);
        let unit = |unit: i16| u8::try_from(unit * 3).ok().filter(|digits| matches!(digits, 3 | 6 | 9));
        let told = match (element.logical, element.converted, stored) {
            (Some(5), ..) | (None, Some(5), _) if whole || !matches!(element.stored, Some(0 | 3..=5)) => {
                scale.map(if whole { Self::Decimal } else { Self::Wide })
            }
            (Some(6), ..) | (None, Some(6), _) if element.stored == Some(1) => Some(Self::Date),
            (Some(7), ..) if whole => unit(element.unit).map(Self::Clock),
            (Some(8), ..) if whole => unit(element.unit).map(|digits| Self::Time(digits, element.utc)),
            (Some(10), ..) if whole => Some(if element.unsigned {
                Self::Unsigned
            } else {
                Self::Integer
            }),
            (Some(1 | 4 | 12), _, Stored::Bytes) => Some(Self::Text),
            (Some(13 | 17 | 18), _, Stored::Bytes) => Some(Self::Bytes),
            (Some(14), _, Stored::Fixed(16)) => Some(Self::Uuid),
            (Some(15), _, Stored::Fixed(2)) => Some(Self::Float),
            (None, Some(7), _) if whole => Some(Self::Clock(3)),
            (None, Some(8), _) if whole => Some(Self::Clock(6)),
            (None, Some(9), _) if whole => Some(Self::Time(3, true)),
            (None, Some(10), _) if whole => Some(Self::Time(6, true)),
            (None, Some(11..=14), _) if whole => Some(Self::Unsigned),
            (None, Some(0 | 4 | 19), Stored::Bytes) => Some(Self::Text),
            (None, Some(20), Stored::Bytes) => Some(Self::Bytes),
            (None, Some(21), Stored::Fixed(12)) => Some(Self::Interval),
            _ => None,
        };
        let plain = match element.stored? {
            0 => Self::Boolean,
            1 | 2 => Self::Integer,
            3 => Self::Old,
            4 | 5 => Self::Float,
            6 => Self::Perhaps,
            _ => Self::Bytes,
        };
        Some((stored, told.unwrap_or(plain)))
    }

    /// Writes a value as JSON; nothing for one that is none.
    pub fn write(self, value: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Boolean => out.extend_from_slice(if value == [0] { b"false" } else { b"true" }),
            Self::Integer => signed(integer(value), out),
            Self::Unsigned => digits(unsigned(value), 1, out),
            Self::Float => float(value, out),
            Self::Decimal(scale) => decimal(&integer(value).to_be_bytes(), scale.into(), out),
            Self::Wide(scale) => decimal(value, scale.into(), out),
            Self::Text => text(value, out),
            Self::Perhaps if is_text(value) => text(value, out),
            Self::Perhaps | Self::Bytes => {
                out.extend_from_slice(b"\"0x");
                hexadecimal(value, out);
                out.push(b'"');
            }
            Self::Date => {
                out.push(b'"');
                date(integer(value), out);
                out.push(b'"');
            }
            Self::Clock(places) => {
                out.push(b'"');
                clock(integer(value), places, out);
                out.push(b'"');
            }
            Self::Time(places, utc) => time(integer(value), places, utc, out),
            Self::Old => {
                let (clock, day) = value.split_at(value.len().min(8));
                // Days are counted from noon of a day long ago.
                let day = integer(day) - 2_440_588;
                match integer(clock) {
                    clock if (0..86_400_000_000_000).contains(&clock) => moment(day, clock, 9, false, out),
                    _ => {
                        out.extend_from_slice(b"\"0x");
                        hexadecimal(value, out);
                        out.push(b'"');
                    }
                }
            }
            Self::Uuid => {
                out.push(b'"');
                for (index, byte) in value.iter().enumerate() {
                    if matches!(index, 4 | 6 | 8 | 10) {
                        out.push(b'-');
                    }
                    hexadecimal(&[*byte], out);
                }
                out.push(b'"');
            }
            Self::Interval => {
                let part = |at: usize| value.get(at..at + 4).map_or(0, unsigned);
                let (months, days, millis) = (part(0), part(4), part(8));
                let rest = format!("\"P{months}M{days}DT{}.{:03}S\"", millis / 1000, millis % 1000);
                out.extend_from_slice(rest.as_bytes());
            }
        }
    }
}

/// A whole number with a sign, of at most 8 bytes.
fn integer(value: &[u8]) -> i64 {
    let spare = 64 - value.len().min(8) as u32 * 8;
    (unsigned(value) << (spare % 64)) as i64 >> (spare % 64)
}

fn unsigned(value: &[u8]) -> u64 {
    value
        .iter()
        .take(8)
        .rev()
        .fold(0, |word, &byte| word << 8 | u64::from(byte))
}

fn signed(number: i64, out: &mut Vec<u8>) {
    if number < 0 {
        out.push(b'-');
    }
    digits(number.unsigned_abs(), 1, out);
}

/// The digits of a number, at least `least` of them.
fn digits(mut number: u64, least: usize, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    while number > 0 {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    out.extend_from_slice(&digits[at.min(digits.len() - least)..]);
}

fn float(value: &[u8], out: &mut Vec<u8>) {
    let written = match *value {
        [a, b] => {
            let number = half(u16::from_le_bytes([a, b]));
            number
                .is_finite()
                .then(|| format!("{number:?}"))
                .ok_or(f64::from(number))
        }
        [a, b, c, d] => {
            let number = f32::from_le_bytes([a, b, c, d]);
            number
                .is_finite()
                .then(|| format!("{number:?}"))
                .ok_or(f64::from(number))
        }
        _ => {
            let number = f64::from_bits(unsigned(value));
            number.is_finite().then(|| format!("{number:?}")).ok_or(number)
        }
    };
    match written {
        Ok(written) => out.extend_from_slice(written.as_bytes()),
        Err(number) if number.is_nan() => {}
        Err(number) => text(if number > 0.0 { b"Infinity" } else { b"-Infinity" }, out),
    }
}

/// A number of 16 bits: a sign, 5 bits of exponent, 10 of fraction.
fn half(bits: u16) -> f32 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 1023));
    let size = match exponent {
        0 => fraction * 2_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1024.0 + fraction) * 2_f32.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// A decimal number, the highest byte first.
fn decimal(value: &[u8], scale: usize, out: &mut Vec<u8>) {
    let negative = value.first().is_some_and(|byte| byte >> 7 == 1);
    // The size of the number in steps of 32 bits, the highest first.
    let mut size: Vec<u32> = value
        .rchunks(4)
        .rev()
        .map(|chunk| {
            let sign = if negative { u32::MAX } else { 0 };
            chunk.iter().fold(sign, |word, &byte| word << 8 | u32::from(byte))
        })
        .collect();
    if negative {
        let mut carry = true;
        for word in size.iter_mut().rev() {
            (*word, carry) = (!*word).overflowing_add(carry.into());
        }
        if carry {
            size.insert(0, 1);
        }
        out.push(b'-');
    }
    let mut written = Vec::new();
    while size.iter().any(|&word| word > 0) || written.len() < scale + 1 + usize::from(scale > 0) {
        let mut rest = 0_u64;
        for word in &mut size {
            let here = rest << 32 | u64::from(*word);
            (*word, rest) = ((here / 10) as u32, here % 10);
        }
        written.push(b'0' + rest as u8);
        if written.len() == scale {
            written.push(b'.');
        }
    }
    out.extend(written.iter().rev());
}

fn text(value: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = value;
    while let Some(at) = special(rest) {
        out.extend_from_slice(&rest[..at]);
        match rest[at] {
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\r' => out.extend_from_slice(b"\\r"),
            byte @ (b'"' | b'\\') => out.extend_from_slice(&[b'\\', byte]),
            byte => {
                out.extend_from_slice(b"\\u00");
                hexadecimal(&[byte], out);
            }
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Where the first byte is that does not stand for itself in JSON; looks at eight at a time.
fn special(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // The highest bit of each byte that is below another; the lowest such bit is right, whatever was borrowed above it.
        let below = |word: u64, least: u8| word.wrapping_sub(ONES * u64::from(least)) & !word;
        let (quote, slash) = (word ^ ONES * u64::from(b'"'), word ^ ONES * u64::from(b'\\'));
        let found = (below(word, 0x20) | below(quote, 1) | below(slash, 1)) & ONES << 7;
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let behind = rest
        .iter()
        .position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\');
    behind.map(|at| words.len() * 8 + at)
}

/// A name as it stands in JSON, with its quotes.
pub(super) fn quoted(name: &str) -> Vec<u8> {
    let mut out = Vec::new();
    text(name.as_bytes(), &mut out);
    out
}

fn is_text(value: &[u8]) -> bool {
    let odd = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t') || *byte == 0x7F;
    !value.iter().any(odd) && std::str::from_utf8(value).is_ok()
}

fn hexadecimal(value: &[u8], out: &mut Vec<u8>) {
    let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble)];
    value
        .iter()
        .for_each(|byte| out.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]));
}

fn date(days: i64, out: &mut Vec<u8>) {
    let (year, month, day) = value::date(days);
    if !(0..=9999).contains(&year) {
        out.push(if year < 0 { b'-' } else { b'+' });
    }
    digits(u64::from(year.unsigned_abs()), 4, out);
    for part in [month, day] {
        out.push(b'-');
        digits(part.into(), 2, out);
    }
}

/// Units since midnight, 10^-`places` seconds each.
fn clock(units: i64, places: u8, out: &mut Vec<u8>) {
    if units < 0 {
        out.push(b'-');
    }
    let second = 10_u64.pow(places.into());
    let (seconds, rest) = (units.unsigned_abs() / second, units.unsigned_abs() % second);
    for (part, before) in [
        (seconds / 3600, None),
        (seconds / 60 % 60, Some(b':')),
        (seconds % 60, Some(b':')),
    ] {
        out.extend(before);
        digits(part, 2, out);
    }
    out.push(b'.');
    digits(rest, places.into(), out);
}

/// Units since 1970, 10^-`places` seconds each.
fn time(units: i64, places: u8, utc: bool, out: &mut Vec<u8>) {
    let day = 86_400 * 10_i64.pow(places.into());
    moment(units.div_euclid(day), units.rem_euclid(day), places, utc, out);
}

fn moment(day: i64, units: i64, places: u8, utc: bool, out: &mut Vec<u8>) {
    out.push(b'"');
    date(day, out);
    out.push(b'T');
    clock(units, places, out);
    out.extend_from_slice(if utc { b"Z\"" } else { b"\"" });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(logical: Logical, value: &[u8]) -> String {
        let mut out = Vec::new();
        logical.write(value, &mut out);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn the_ends_of_every_range_are_exact() {
        for (logical, value, expected) in [
            (Logical::Integer, &i64::MIN.to_le_bytes()[..], "-9223372036854775808"),
            (Logical::Integer, &(-1_i32).to_le_bytes(), "-1"),
            (Logical::Unsigned, &u64::MAX.to_le_bytes(), "18446744073709551615"),
            (Logical::Unsigned, &(-1_i32).to_le_bytes(), "4294967295"),
            (Logical::Float, &f32::MIN_POSITIVE.to_le_bytes(), "1.1754944e-38"),
            (Logical::Float, &f64::MAX.to_le_bytes(), "1.7976931348623157e308"),
            (Logical::Float, &f64::NAN.to_le_bytes(), ""),
            (Logical::Float, &f64::NEG_INFINITY.to_le_bytes(), "\"-Infinity\""),
            (Logical::Float, &[0xFF, 0x7B], "65504.0"),
            (Logical::Float, &[0x01, 0x80], "-5.9604645e-8"),
            (Logical::Decimal(3), &i64::MIN.to_le_bytes(), "-9223372036854775.808"),
            (Logical::Date, &(-1_i32).to_le_bytes(), "\"1969-12-31\""),
            (Logical::Date, &2_932_897_i32.to_le_bytes(), "\"+10000-01-01\""),
            (
                Logical::Time(3, true),
                &(-1_i64).to_le_bytes(),
                "\"1969-12-31T23:59:59.999Z\"",
            ),
            (
                Logical::Clock(9),
                &86_399_999_999_999_i64.to_le_bytes(),
                "\"23:59:59.999999999\"",
            ),
            (Logical::Text, b"a\"\\\n\x01", "\"a\\\"\\\\\\n\\u0001\""),
            (Logical::Perhaps, b"\x0A\x00\x00\x01", "\"0x0a000001\""),
        ] {
            assert_eq!(written(logical, value), expected, "{logical:?}");
        }
    }

    #[test]
    fn what_must_be_escaped_is_found_wherever_it_stands() {
        for byte in 0..=255_u8 {
            for at in 0..20 {
                let mut bytes = [b'~'; 20];
                bytes[at] = byte;
                let expected = matches!(byte, 0..0x20 | b'"' | b'\\').then_some(at);
                assert_eq!(special(&bytes), expected, "{byte} at {at}");
                bytes[at / 2] = 0xFF;
                assert_eq!(special(&bytes), expected.filter(|_| at > 0), "{byte} at {at}");
            }
        }
    }

    #[test]
    fn decimals_of_any_length_are_exact() {
        let wide = [&[0x80][..], &[0; 31]].concat();
        let power = "57896044618658097711785492504343953926634992332820282019728792003956564819968";
        for (value, scale, expected) in [
            (&[0x00, 0x7B][..], 2, "1.23".to_owned()),
            (&[0xFF], 2, "-0.01".to_owned()),
            (&[], 1, "0.0".to_owned()),
            (&[0x80], 0, "-128".to_owned()),
            (&wide, 0, format!("-{power}")),
        ] {
            assert_eq!(written(Logical::Wide(scale), value), expected);
        }
    }
}

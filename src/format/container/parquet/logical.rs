//! What values mean, and how they are written in JSON: exactly, and so that times are times again.
//!
//! Numbers keep all their digits. Binary data is text where nothing says that it is not and it reads as text; otherwise it is written
//! `0x` and hexadecimal digits. What is not a number (NaN) is no value.

use super::decoder::Stored;
use super::footer::Element;
use super::json::{
    clock, date, decimal, digits, float, hexadecimal, integer, is_text, moment, signed, text, time, unsigned,
};

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
    /// JSON: a single value is itself, a structure is text like any other that holds one.
    Json,
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
            (Some(12), _, Stored::Bytes) | (None, Some(19), Stored::Bytes) => Some(Self::Json),
            (Some(1 | 4), _, Stored::Bytes) => Some(Self::Text),
            (Some(13 | 17 | 18), _, Stored::Bytes) => Some(Self::Bytes),
            (Some(14), _, Stored::Fixed(16)) => Some(Self::Uuid),
            (Some(15), _, Stored::Fixed(2)) => Some(Self::Float),
            (None, Some(7), _) if whole => Some(Self::Clock(3)),
            (None, Some(8), _) if whole => Some(Self::Clock(6)),
            (None, Some(9), _) if whole => Some(Self::Time(3, true)),
            (None, Some(10), _) if whole => Some(Self::Time(6, true)),
            (None, Some(11..=14), _) if whole => Some(Self::Unsigned),
            (None, Some(0 | 4), Stored::Bytes) => Some(Self::Text),
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
            Self::Json if is_single(value) => out.extend_from_slice(value.trim_ascii()),
            Self::Text | Self::Json => text(value, out),
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

/// Whether a text is a single JSON value: a string, a number, `true`, `false` or `null`.
fn is_single(value: &[u8]) -> bool {
    let text = std::str::from_utf8(value).unwrap_or_default();
    !text.trim_ascii_start().starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
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
            (Logical::Json, b" \"a\\n\" ", "\"a\\n\""),
            (Logical::Json, b"-1.50", "-1.50"),
            (Logical::Json, b"{\"a\":1}", "\"{\\\"a\\\":1}\""),
            (Logical::Json, b"\"open", "\"\\\"open\""),
            (Logical::Perhaps, b"\x0A\x00\x00\x01", "\"0x0a000001\""),
        ] {
            assert_eq!(written(logical, value), expected, "{logical:?}");
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

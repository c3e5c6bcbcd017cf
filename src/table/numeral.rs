//! Numbers as they are written: which texts are numbers, and what of their spelling a number forgets.

use super::number;

/// A text that is a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Numeral {
    /// Prints back as it was written.
    Integer(i64),
    /// A number, and how it was spelled.
    Number(f64, Spelling),
}

/// What the shortest form of a number does not tell about its spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// It was written in its shortest form.
    Shortest,
    /// It was written with so many decimals, zeros at the end.
    Decimals(u8),
    /// Only its own text tells.
    Odd,
}

/// Most decimals that are told apart from other odd spellings.
const DECIMALS: usize = 15;

impl Spelling {
    pub fn code(self) -> u8 {
        match self {
            Self::Shortest => 254,
            Self::Decimals(digits) => digits,
            Self::Odd => 255,
        }
    }

    /// How many decimals the number of this code was written with, where these are several and end in a zero.
    pub fn padded(code: u8) -> Option<u8> {
        (2..=DECIMALS as u8).contains(&code).then_some(code)
    }

    /// The text of a number from its code; `None` for an odd one.
    pub fn print(code: u8, value: f64) -> Option<String> {
        match code {
            254 => Some(number(value)),
            255 => None,
            digits => Some(format!("{value:.*}", usize::from(digits))),
        }
    }
}

/// Reads a number in the grammar of JSON. `None` for anything else, for whole numbers beyond 64 bits, and for numbers that have
/// more digits than a 64-bit float keeps: such text must stay text. `loose` takes an exponent without a point, too (`1e10`, which
/// outside JSON is rather an identifier).
pub(super) fn numeral(text: &str, loose: bool) -> Option<Numeral> {
    let bytes = text.as_bytes();
    let unsigned = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let whole = digits(unsigned);
    if whole == 0 || (whole > 1 && unsigned[0] == b'0') {
        return None;
    }
    let rest = &unsigned[whole..];
    if rest.is_empty() {
        if unsigned == b"0" && bytes.len() == 2 {
            return Some(Numeral::Number(-0.0, Spelling::Shortest));
        }
        return text.parse().ok().map(Numeral::Integer);
    }
    let decimals = rest.strip_prefix(b".").map_or(0, digits);
    if rest[0] == b'.' && decimals == 0 {
        return None;
    }
    let exponent = &rest[if decimals > 0 { decimals + 1 } else { 0 }..];
    if exponent.is_empty() {
        return decimal(text, whole, decimals);
    }
    let power = exponent.strip_prefix(b"e").or_else(|| exponent.strip_prefix(b"E"))?;
    let power = power
        .strip_prefix(b"-")
        .or_else(|| power.strip_prefix(b"+"))
        .unwrap_or(power);
    if power.is_empty() || digits(power) != power.len() || (decimals == 0 && !loose) {
        return None;
    }
    exact(text).map(|value| {
        Numeral::Number(
            value,
            if number(value) == text {
                Spelling::Shortest
            } else {
                Spelling::Odd
            },
        )
    })
}

/// A number with a point and without an exponent.
fn decimal(text: &str, whole: usize, decimals: usize) -> Option<Numeral> {
    // Up to 15 digits a float gives back what was written; small numbers need an exponent.
    if whole + decimals <= 15 && decimals <= 6 {
        let value: f64 = text.parse().ok()?;
        let spelling = if text.ends_with('0') {
            Spelling::Decimals(decimals as u8)
        } else {
            Spelling::Shortest
        };
        return Some(Numeral::Number(value, spelling));
    }
    let value = exact(text)?;
    let spelling = if number(value) == text {
        Spelling::Shortest
    } else if decimals <= DECIMALS && format!("{value:.decimals$}") == text {
        Spelling::Decimals(decimals as u8)
    } else {
        Spelling::Odd
    };
    Some(Numeral::Number(value, spelling))
}

/// The float of this text, if it has all of its significant digits.
fn exact(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
    (significant(text) == significant(&format!("{value:e}"))).then_some(value)
}

/// Significant digits without zeros around them, and the power of ten of the first.
fn significant(text: &str) -> (Vec<u8>, i64) {
    let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let power: i64 = power.parse().unwrap_or(i64::MAX / 4);
    let mantissa = mantissa.trim_start_matches('-');
    let point = mantissa.find('.').unwrap_or(mantissa.len());
    let all: Vec<u8> = mantissa.bytes().filter(|&byte| byte != b'.').collect();
    let Some(first) = all.iter().position(|&digit| digit != b'0') else {
        return (Vec::new(), 0);
    };
    let last = all.iter().rposition(|&digit| digit != b'0').unwrap_or(first);
    (all[first..=last].to_vec(), power + point as i64 - first as i64)
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_a_number_can_hold_is_a_number() {
        assert_eq!(numeral("0", false), Some(Numeral::Integer(0)));
        assert_eq!(numeral("-9223372036854775808", false), Some(Numeral::Integer(i64::MIN)));
        assert_eq!(
            numeral("1.50", false),
            Some(Numeral::Number(1.5, Spelling::Decimals(2)))
        );
        assert_eq!(
            numeral("1678970096.123", false),
            Some(Numeral::Number(1_678_970_096.123, Spelling::Shortest))
        );
        assert_eq!(numeral("1.5E-05", false), Some(Numeral::Number(1.5e-5, Spelling::Odd)));
        assert_eq!(numeral("1e5", true), Some(Numeral::Number(1e5, Spelling::Odd)));
        for text in [
            "",
            "-",
            "007",
            "+1",
            "1.",
            ".5",
            "1e5",
            "1_000",
            "0x1f",
            "NaN",
            "inf",
            "1e",
            "18446744073709551615",
            "0.12345678901234567890",
            "1.0e999",
            "１",
        ] {
            assert_eq!(numeral(text, false), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_keeps_its_digits(text in "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?") {
            match numeral(&text, true) {
                Some(Numeral::Integer(value)) => prop_assert_eq!(value.to_string(), text),
                Some(Numeral::Number(value, spelling)) => {
                    prop_assert_eq!(significant(&number(value)), significant(&text));
                    if let Some(printed) = Spelling::print(spelling.code(), value) {
                        prop_assert_eq!(printed, text);
                    }
                }
                None => {}
            }
        }
    }
}

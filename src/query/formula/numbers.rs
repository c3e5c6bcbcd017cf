//! Functions of numbers. Whole numbers stay whole and exact; what does not fit 64 bits, or is no number, is null.

use super::eval::Arguments;
use super::function::Call;
use super::tree::Binary;
use super::vector::{Vector, at};
use crate::value::Kind;
use std::cmp::Ordering;

/// A number that is one.
fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// How a whole number stands to another, exactly; `None` where that is none.
pub(super) fn compare(whole: i64, real: f64) -> Option<Ordering> {
    if real.is_nan() {
        return None;
    }
    // 2^63: at and beyond it every number is greater than all whole ones.
    if real >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if real < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    let floor = real.floor();
    Some(
        whole
            .cmp(&(floor as i64))
            .then(if real > floor { Ordering::Less } else { Ordering::Equal }),
    )
}

/// The other sign.
pub(super) fn minus<'a>(values: &Vector<'_>) -> Vector<'a> {
    match values {
        Vector::Whole(values) => Vector::Whole(values.iter().map(|value| value.and_then(i64::checked_neg)).collect()),
        other => Vector::Real(other.reals().iter().map(|value| value.map(|value| -value)).collect()),
    }
}

/// Two numbers of one kind put together.
pub(super) fn arithmetic<'a>(operator: Binary, both: &Arguments<'_, 'a>) -> Vector<'a> {
    if let (Vector::Whole(a), Vector::Whole(b)) = (both.get(0), both.get(1)) {
        let join = match operator {
            Binary::Add => i64::checked_add,
            Binary::Subtract => i64::checked_sub,
            Binary::Multiply => i64::checked_mul,
            _ => |a: i64, b: i64| (b != 0).then(|| a.wrapping_rem(b)),
        };
        return Vector::Whole(both.each(|row| join(*at(a, row)?, *at(b, row)?)));
    }
    let join = |a: f64, b: f64| match operator {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide => a / b,
        _ => a % b,
    };
    Vector::Real(both.each(|row| finite(join(both.real(0, row)?, both.real(1, row)?))))
}

pub(super) fn function<'a>(call: Call, given: &Arguments<'_, 'a>) -> Vector<'a> {
    let whole = given.kinds[0] == Kind::Integer;
    match call {
        Call::Number => Vector::Real(given.each(|row| number(given.get(0), row))),
        Call::Int => Vector::Whole(given.each(|row| int(given.get(0), row))),
        Call::Mod => arithmetic(Binary::Modulo, given),
        Call::Abs if whole => Vector::Whole(given.each(|row| given.whole(0, row)?.checked_abs())),
        Call::Abs => Vector::Real(given.each(|row| Some(given.real(0, row)?.abs()))),
        Call::Round => {
            let digits = |row: usize| match given.len() {
                1 => Some(0),
                _ => given.whole(1, row),
            };
            if whole {
                Vector::Whole(given.each(|row| round_whole(given.whole(0, row)?, digits(row)?)))
            } else {
                Vector::Real(given.each(|row| round(given.real(0, row)?, digits(row)?)))
            }
        }
        Call::Floor | Call::Ceiling if whole => given.get(0).clone(),
        Call::Floor => Vector::Real(given.each(|row| Some(given.real(0, row)?.floor()))),
        Call::Ceiling => Vector::Real(given.each(|row| Some(given.real(0, row)?.ceil()))),
        Call::Power => Vector::Real(given.each(|row| finite(given.real(0, row)?.powf(given.real(1, row)?)))),
        _ => Vector::Real(given.each(|row| finite(given.real(0, row)?.sqrt()))),
    }
}

/// The number that a value says.
fn number(values: &Vector<'_>, row: usize) -> Option<f64> {
    match values {
        Vector::Boolean(values) => at(values, row).map(|&value| f64::from(u8::from(value))),
        Vector::Whole(values) => at(values, row).map(|&value| value as f64),
        Vector::Real(values) => at(values, row).copied(),
        Vector::Text(values) => at(values, row)?.trim().parse().ok().and_then(finite),
    }
}

/// The whole number that a value says, what follows the point left out.
fn int(values: &Vector<'_>, row: usize) -> Option<i64> {
    let cut = |value: f64| {
        let whole = value.trunc();
        let fits = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&whole);
        fits.then_some(whole as i64)
    };
    match values {
        Vector::Boolean(values) => at(values, row).map(|&value| i64::from(value)),
        Vector::Whole(values) => at(values, row).copied(),
        Vector::Real(values) => at(values, row).copied().and_then(cut),
        Vector::Text(values) => {
            let text = at(values, row)?.trim();
            text.parse().ok().or_else(|| text.parse().ok().and_then(cut))
        }
    }
}

/// Rounded as it is written in the fewest digits, so that 2.345 is 2.35 to two of them.
fn round(value: f64, digits: i64) -> Option<f64> {
    let digits = digits.clamp(-400, 400);
    if digits == 0 {
        return Some(value.round());
    }
    if digits < 0 {
        let unit = 10f64.powi(-digits as i32);
        return finite((value / unit).round() * unit).or(Some(0.0));
    }
    let written = format!("{value:e}");
    let (mantissa, exponent) = written.split_once('e')?;
    let exponent: i64 = exponent.parse().ok()?;
    let shifted: f64 = format!("{mantissa}e{}", exponent + digits).parse().ok()?;
    if !shifted.is_finite() || shifted.abs() >= 9_007_199_254_740_992.0 {
        return Some(value);
    }
    format!("{}e{}", shifted.round(), -digits).parse().ok()
}

fn round_whole(value: i64, digits: i64) -> Option<i64> {
    if digits >= 0 {
        return Some(value);
    }
    let Some(unit) = u32::try_from(-digits)
        .ok()
        .and_then(|digits| 10i128.checked_pow(digits))
    else {
        return Some(0);
    };
    let half = if value < 0 { -unit / 2 } else { unit / 2 };
    i64::try_from((i128::from(value) + half) / unit * unit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_by_what_is_written() {
        assert_eq!(round(2.345, 2), Some(2.35));
        assert_eq!(round(-2.5, 0), Some(-3.0));
        assert_eq!(round(1234.5, -2), Some(1200.0));
        assert_eq!(round(1e300, 3), Some(1e300));
        assert_eq!(round(5e-324, 400), Some(5e-324));
        assert_eq!(round_whole(1250, -2), Some(1300));
        assert_eq!(round_whole(-1250, -2), Some(-1300));
        assert_eq!(round_whole(i64::MAX, -1), None);
        assert_eq!(round_whole(5, -40), Some(0));
    }

    #[test]
    fn whole_numbers_compare_exactly_with_others() {
        let large = 9_007_199_254_740_993;
        assert_eq!(compare(large, 9_007_199_254_740_992.0), Some(Ordering::Greater));
        assert_eq!(compare(i64::MAX, 9_223_372_036_854_775_808.0), Some(Ordering::Less));
        assert_eq!(compare(i64::MIN, -9_223_372_036_854_775_808.0), Some(Ordering::Equal));
        assert_eq!(compare(-1, -1.5), Some(Ordering::Greater));
        assert_eq!(compare(0, f64::NAN), None);
        assert_eq!(compare(0, f64::NEG_INFINITY), Some(Ordering::Greater));
    }
}

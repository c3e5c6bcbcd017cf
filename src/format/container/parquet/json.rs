//! Values written as JSON: whole numbers, floats, decimals, text, days and times.

use crate::value;

/// A whole number with a sign, of at most 8 bytes.
pub(super) fn integer(value: &[u8]) -> i64 {
    let spare = 64 - value.len().min(8) as u32 * 8;
    (unsigned(value) << (spare % 64)) as i64 >> (spare % 64)
}

pub(super) fn unsigned(value: &[u8]) -> u64 {
    value
        .iter()
        .take(8)
        .rev()
        .fold(0, |word, &byte| word << 8 | u64::from(byte))
}

pub(super) fn signed(number: i64, out: &mut Vec<u8>) {
    if number < 0 {
        out.push(b'-');
    }
    digits(number.unsigned_abs(), 1, out);
}

/// The digits of a number, at least `least` of them.
pub(super) fn digits(mut number: u64, least: usize, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    while number > 0 {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    out.extend_from_slice(&digits[at.min(digits.len() - least)..]);
}

pub(super) fn float(value: &[u8], out: &mut Vec<u8>) {
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
pub(super) fn decimal(value: &[u8], scale: usize, out: &mut Vec<u8>) {
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

pub(super) fn text(value: &[u8], out: &mut Vec<u8>) {
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
        let (quote, slash) = (word ^ (ONES * u64::from(b'"')), word ^ (ONES * u64::from(b'\\')));
        let found = (below(word, 0x20) | below(quote, 1) | below(slash, 1)) & (ONES << 7);
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

pub(super) fn is_text(value: &[u8]) -> bool {
    let odd = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t') || *byte == 0x7F;
    !value.iter().any(odd) && std::str::from_utf8(value).is_ok()
}

pub(super) fn hexadecimal(value: &[u8], out: &mut Vec<u8>) {
    let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble)];
    value
        .iter()
        .for_each(|byte| out.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]));
}

pub(super) fn date(days: i64, out: &mut Vec<u8>) {
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
pub(super) fn clock(units: i64, places: u8, out: &mut Vec<u8>) {
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
pub(super) fn time(units: i64, places: u8, utc: bool, out: &mut Vec<u8>) {
    let day = 86_400 * 10_i64.pow(places.into());
    moment(units.div_euclid(day), units.rem_euclid(day), places, utc, out);
}

pub(super) fn moment(day: i64, units: i64, places: u8, utc: bool, out: &mut Vec<u8>) {
    out.push(b'"');
    date(day, out);
    out.push(b'T');
    clock(units, places, out);
    out.extend_from_slice(if utc { b"Z\"" } else { b"\"" });
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

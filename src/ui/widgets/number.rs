//! Numbers as people read them: with separators, in fitting units.

use crate::words;

/// A whole number with thousands separators: `1,204,331`.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things, by one of [`words::counts`]: `1 row`, `12,345 rows`.
pub fn count(value: u64, things: fn(u64, &str) -> String) -> String {
    things(value, &number(value))
}

/// A size in bytes, in the unit that suits: `92 MB`.
pub fn bytes(value: u64) -> String {
    let (unit, name) = match value {
        0..1_000 => return count(value, words::counts::bytes),
        1_000..1_000_000 => (1e3, "kB"),
        1_000_000..1_000_000_000 => (1e6, words::widgets::MB),
        _ => (1e9, words::widgets::GB),
    };
    let amount = value as f64 / unit;
    if amount < 10.0 {
        format!("{amount:.1} {name}")
    } else {
        format!("{} {name}", number(amount.round() as u64))
    }
}

/// A stretch of time from milliseconds, rounded as people say it: `8 ms`, `12 s`, `3 min`.
pub fn duration(millis: u64) -> String {
    match millis {
        0..1_000 => format!("{millis} ms"),
        1_000..90_000 => format!("{} s", millis.div_ceil(1000)),
        _ => format!("{} min", millis.div_ceil(60_000)),
    }
}

/// A stretch of log time from microseconds, in the two units that suit: `3 d 2 h`, `4 min 5 s`, `0.25 s`.
pub fn stretch(micros: i64) -> String {
    let seconds = micros / 1_000_000;
    let pair = |large: i64, big: &str, small: i64, little: &str| match seconds % large / small {
        0 => format!("{} {big}", seconds / large),
        rest => format!("{} {big} {rest} {little}", seconds / large),
    };
    match seconds {
        0 => format!("{} s", micros as f64 / 1e6),
        1..60 => format!("{seconds} s"),
        60..3600 => pair(60, "min", 1, "s"),
        3600..86_400 => pair(3600, "h", 60, "min"),
        _ => pair(86_400, "d", 3600, "h"),
    }
}

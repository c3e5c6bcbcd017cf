//! Numbers as people read them: as `Intl` writes them in the page's language, in fitting units.

use crate::words;
use crate::words::units::*;
use js_sys::{Array, Function, Intl, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    /// By how many digits stand behind the point.
    static FORMATS: RefCell<Vec<(u32, Function)>> = const { RefCell::new(Vec::new()) };
}

fn format(digits: u32) -> Function {
    let options = Object::new();
    for name in ["minimumFractionDigits", "maximumFractionDigits"] {
        Reflect::set(&options, &name.into(), &digits.into()).unwrap_or_default();
    }
    Intl::NumberFormat::new(&Array::of1(&words::LANGUAGE.into()), &options).format()
}

/// A number with so many digits behind the point: `9.4`.
pub fn decimal(value: f64, digits: u32) -> String {
    FORMATS.with_borrow_mut(|formats| {
        let known = formats.iter().position(|(known, _)| *known == digits);
        let at = known.unwrap_or(formats.len());
        if known.is_none() {
            formats.push((digits, format(digits)));
        }
        let written = formats[at].1.call1(&JsValue::NULL, &value.into());
        written.ok().and_then(|text| text.as_string()).unwrap_or_default()
    })
}

/// A whole number with thousands separators: `1,204,331`.
pub fn number(value: u64) -> String {
    decimal(value as f64, 0)
}

/// A number of things, by one of [`words::counts`]: `1 row`, `12,345 rows`.
pub fn count(value: u64, things: fn(u64, &str) -> String) -> String {
    things(value, &number(value))
}

/// A size in bytes, in the unit that suits: `92 MB`.
pub fn bytes(value: u64) -> String {
    let (unit, name) = match value {
        0..1_000 => return count(value, words::counts::bytes),
        1_000..1_000_000 => (1e3, KILOBYTE),
        1_000_000..1_000_000_000 => (1e6, MEGABYTE),
        _ => (1e9, GIGABYTE),
    };
    let amount = value as f64 / unit;
    let digits = if amount < 10.0 { 1 } else { 0 };
    format!("{} {name}", decimal(amount, digits))
}

/// A stretch of time from milliseconds, rounded as people say it: `8 ms`, `12 s`, `3 min`.
pub fn duration(millis: u64) -> String {
    match millis {
        0..1_000 => format!("{millis} {MILLISECOND}"),
        1_000..90_000 => format!("{} {SECOND}", millis.div_ceil(1000)),
        _ => format!("{} {MINUTE}", millis.div_ceil(60_000)),
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
        0 => format!("{} {SECOND}", micros as f64 / 1e6),
        1..60 => format!("{seconds} {SECOND}"),
        60..3600 => pair(60, MINUTE, 1, SECOND),
        3600..86_400 => pair(3600, HOUR, 60, MINUTE),
        _ => pair(86_400, DAY, 3600, HOUR),
    }
}

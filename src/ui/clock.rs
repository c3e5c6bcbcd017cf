//! Zones by the browser's `Intl`: their offsets over the span of the data, and times as people read them.

use crate::value::{Civil, Micros, Zone, iso};
use crate::view::ZoneChoice;
use js_sys::{Array, Date, Intl, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
    type Format;

    /// Throws for a zone it does not know.
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locale: &str, options: &Object) -> Result<Format, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Intl, js_name = supportedValuesOf)]
    fn supported_values_of(what: &str) -> Result<Array, JsValue>;
}

thread_local! {
    /// Zones that were asked for: each takes thousands of looks.
    static KNOWN: RefCell<Vec<Zone>> = const { RefCell::new(Vec::new()) };
}

/// The longest stretch between two looks at a zone's offset; changes are months apart.
const STRIDE: i64 = 28 * 86_400_000_000;

const SECOND: i64 = 1_000_000;
const QUARTER: i64 = 900 * SECOND;

/// What time it is.
pub fn now() -> Micros {
    (Date::now() * 1000.0) as Micros
}

/// The zone of a choice. UTC where the browser does not know it.
pub fn zone(choice: &ZoneChoice) -> Zone {
    let name = match choice {
        ZoneChoice::Utc => return Zone::utc(),
        ZoneChoice::Local => local_name(),
        ZoneChoice::Named(name) => name.clone(),
    };
    named(&name).unwrap_or_default()
}

/// The browser's own zone.
pub fn local_name() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into())
        .ok()
        .and_then(|name| name.as_string())
        .unwrap_or_else(|| "UTC".into())
}

/// The browser's own zone by its name: who opens a link elsewhere sees the times of whoever made it.
pub fn here() -> ZoneChoice {
    ZoneChoice::Named(local_name())
}

/// The names of all zones that the browser knows; none where it does not tell.
pub fn all_names() -> Vec<String> {
    let told = supported_values_of("timeZone").unwrap_or_default();
    told.iter().filter_map(|name| name.as_string()).collect()
}

/// An IANA zone with its offsets from 1970 to 2100: other columns than the log's own time may lie decades apart from it. `None` where the
/// browser does not know it.
pub fn named(name: &str) -> Option<Zone> {
    if let Some(known) = KNOWN.with_borrow(|known| known.iter().find(|zone| zone.name == name).cloned()) {
        return Some(known);
    }
    let zone = worked_out(name)?;
    KNOWN.with_borrow_mut(|known| known.push(zone.clone()));
    Some(zone)
}

fn worked_out(name: &str) -> Option<Zone> {
    let (first, last) = (0, 4_102_444_800_000_000);
    let format = formatter(name)?;
    let mut offsets = vec![(i64::MIN, offset(&format, first)?)];
    let mut at = first;
    while at < last {
        let next = (at + STRIDE).min(last);
        let (before, after) = (offsets[offsets.len() - 1].1, offset(&format, next)?);
        if before != after {
            // Nearly all changes are at whole quarters of an hour.
            let quarter = narrowed(&format, (at, next), QUARTER, before)?;
            let sharp = offset(&format, quarter.1 - SECOND)? == before;
            let (_, high) = if sharp {
                quarter
            } else {
                narrowed(&format, quarter, SECOND, before)?
            };
            offsets.push((high, after));
        }
        at = next;
    }
    Some(Zone {
        name: name.into(),
        offsets,
    })
}

/// The stretch of one `unit`, within one of many, in which the offset ceases to be what it was `before`.
fn narrowed(
    format: &Intl::DateTimeFormat,
    (mut low, mut high): (Micros, Micros),
    unit: i64,
    before: i32,
) -> Option<(Micros, Micros)> {
    while high - low > unit {
        let middle = low + (high - low) / unit / 2 * unit;
        if offset(format, middle)? == before {
            low = middle
        } else {
            high = middle
        }
    }
    Some((low, high))
}

fn formatter(name: &str) -> Option<Intl::DateTimeFormat> {
    let options = Object::new();
    let fields = [
        ("timeZone", name),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ];
    for (key, value) in fields {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    Format::new("en-US", &options).ok().map(JsCast::unchecked_into)
}

/// Seconds east of UTC.
fn offset(format: &Intl::DateTimeFormat, at: Micros) -> Option<i32> {
    let date = Date::new(&JsValue::from_f64(at as f64 / 1000.0));
    let mut civil = Civil {
        year: 1970,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        micro: 0,
    };
    for part in format.format_to_parts(&date).iter() {
        let text = |key: &str| Reflect::get(&part, &key.into()).ok().and_then(|text| text.as_string());
        let Some(number) = text("value").and_then(|value| value.parse::<u32>().ok()) else {
            continue;
        };
        match text("type")?.as_str() {
            "year" => civil.year = number as i32,
            "month" => civil.month = number,
            "day" => civil.day = number,
            "hour" => civil.hour = number,
            "minute" => civil.minute = number,
            "second" => civil.second = number,
            _ => {}
        }
    }
    Some(((civil.micros() - at.div_euclid(1_000_000) * 1_000_000) / 1_000_000) as i32)
}

/// A moment as people read it, in a zone: `2026-01-05 14:03:22.118`, with three digits of the second or six where it has any, so that
/// columns line up. The zone is named once nearby.
pub fn show(at: Micros, zone: &Zone) -> String {
    let text = iso(zone.local(at));
    match text.split_once('.') {
        Some((clock, digits)) if digits.len() <= 3 => format!("{clock}.{digits:0<3}"),
        Some((clock, digits)) => format!("{clock}.{digits:0<6}"),
        None => text,
    }
}

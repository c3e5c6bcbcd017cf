//! Filters as people read them: exact moments on the clock of the zone in force.

use crate::query::{Op, Predicate};
use crate::value::{Zone, instant, iso, reading};

/// The predicate with the exact moments in it (as [`instant`] writes them, about columns that `timed` knows) on the clock of a zone,
/// seconds left out where they are none. To be shown, not asked: what is shown may name two moments where a clock is set back.
pub fn in_zone(predicate: &Predicate, zone: &Zone, timed: &impl Fn(&str) -> bool) -> Predicate {
    let each = |parts: &[Predicate]| parts.iter().map(|part| in_zone(part, zone, timed)).collect();
    match predicate {
        Predicate::And(parts) => Predicate::And(each(parts)),
        Predicate::Or(parts) => Predicate::Or(each(parts)),
        Predicate::Not(inner) => Predicate::Not(Box::new(in_zone(inner, zone, timed))),
        Predicate::Test { column, op } if timed(column) => {
            let text = |text: &String| clock(text, zone).unwrap_or_else(|| text.clone());
            let op = match op {
                Op::Is(at) => Op::Is(text(at)),
                Op::Equals(at) => Op::Equals(text(at)),
                Op::Compare(comparison, at) => Op::Compare(*comparison, text(at)),
                Op::Between(low, high) => Op::Between(low.as_ref().map(text), high.as_ref().map(text)),
                other => other.clone(),
            };
            Predicate::test(column.as_str(), op)
        }
        other => other.clone(),
    }
}

fn clock(text: &str, zone: &Zone) -> Option<String> {
    let (at, _) = reading(text, zone)?;
    (instant(at) == text).then(|| {
        let local = iso(zone.local(at));
        match local.strip_suffix(":00") {
            Some(minute) => minute.to_owned(),
            None => local,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Comparison;

    #[test]
    fn moments_are_told_by_the_clock_of_the_zone() {
        let zone = Zone {
            name: "Europe/Berlin".into(),
            offsets: vec![(i64::MIN, 3600)],
        };
        let from = |text: &str| Predicate::test("at", Op::Compare(Comparison::GreaterOrEqual, text.into()));
        let told = |text: &str| in_zone(&from(text), &zone, &|column| column == "at");
        assert_eq!(told("2026-01-05T23:30:00Z"), from("2026-01-06 00:30"));
        assert_eq!(told("2026-01-05T23:30:01.5Z"), from("2026-01-06 00:30:01.5"));
        assert_eq!(told("2026-01"), from("2026-01"), "what was typed stays as typed");
        let text = Predicate::test("name", Op::Is("2026-01-05T23:30:00Z".into()));
        assert_eq!(in_zone(&text, &zone, &|column| column == "at"), text);
    }
}

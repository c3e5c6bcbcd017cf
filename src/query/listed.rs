//! Many values at once: hashed when a query is bound, looked up once per distinct value of a column.

use super::Map;
use super::network::{Network, Networks};
use super::text::folded;
use crate::arrange;
use crate::value::Micros;

/// Texts that are looked for together.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    known: Map<Box<str>, ()>,
    networks: Networks,
    /// Whether letter case counts; the texts are folded where it does not.
    exact: bool,
}

impl Texts {
    /// Each of these, letter case aside; one that is a network means the addresses in it too.
    pub fn new(values: &[String]) -> Self {
        Self {
            known: values.iter().map(|value| (folded(value).into(), ())).collect(),
            networks: values.iter().filter_map(|value| Network::read(value)).collect(),
            exact: false,
        }
    }

    /// Each of these exactly.
    pub fn exactly(values: &[String]) -> Self {
        Self {
            known: values.iter().map(|value| (value.as_str().into(), ())).collect(),
            networks: Networks::default(),
            exact: true,
        }
    }

    /// The texts in order, folded unless letter case counts; whether it does; and the networks among them.
    pub fn all(&self) -> (Vec<&str>, bool, Vec<Network>) {
        let mut known: Vec<&str> = self.known.keys().map(|text| &**text).collect();
        arrange::ascending(&mut known);
        (known, self.exact, self.networks.all())
    }

    /// Whether this text is one of them.
    pub fn hold(&self, text: &str) -> bool {
        let known = if self.exact {
            self.known.contains_key(text)
        } else if text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            self.known.contains_key(&*folded(text))
        } else {
            self.known.contains_key(text)
        };
        known || self.networks.hold(text)
    }
}

/// Spans of whole numbers, both ends included, as few as cover them, ascending.
pub fn spans(mut spans: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    spans.retain(|(low, high)| low <= high);
    arrange::ascending(&mut spans);
    let mut made: Vec<(i64, i64)> = Vec::with_capacity(spans.len());
    for (low, high) in spans {
        match made.last_mut() {
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            _ => made.push((low, high)),
        }
    }
    made
}

/// Whether a number lies in one of these spans, which are as [`spans`] makes them.
pub fn within(spans: &[(i64, i64)], value: Micros) -> bool {
    let after = spans.partition_point(|&(low, _)| low <= value);
    after > 0 && value <= spans[after - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn spans_cover_what_they_covered(pairs in prop::collection::vec((-20i64..20, -20i64..20), 0..8), value in -25i64..25) {
            let joined = spans(pairs.clone());
            prop_assert_eq!(within(&joined, value), pairs.iter().any(|&(low, high)| (low..=high).contains(&value)));
            prop_assert!(joined.windows(2).all(|two| two[0].1 + 1 < two[1].0));
        }
    }

    #[test]
    fn texts_and_networks_are_found_together() {
        let values = [
            "Ann".to_owned(),
            "ÉVA".into(),
            "10.0.0.0/8".into(),
            "2001:db8::/32".into(),
        ];
        let aside = Texts::new(&values);
        for inside in ["ann", "ANN", "éva", "10.1.2.3:80", "10.0.0.0/8", "2001:db8::1"] {
            assert!(aside.hold(inside), "{inside}");
        }
        assert!(!aside.hold("11.0.0.1") && !aside.hold("an"));
        let exactly = Texts::exactly(&values);
        assert!(exactly.hold("Ann") && !exactly.hold("ann") && !exactly.hold("10.1.2.3"));
    }
}

//! One value as a key: what a cell can be, with equality, order and hash.

use crate::value::{Kind, Micros, Value};
use serde::{Deserialize, Serialize};

/// A value that can be told apart, ordered and hashed. The order is that of answers: booleans, numbers, times, text by code point,
/// null last. Partial answers carry these, never codes, so that shards with different dictionaries merge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Atom {
    Boolean(bool),
    Integer(i64),
    Number(Real),
    Time(Micros),
    Text(String),
    Null,
}

/// A floating-point number in total order: the bits of the number, turned so that they ascend with it. Zero has one sign, NaN one
/// form, and NaN comes after infinity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Real(u64);

impl Real {
    /// The key of this number.
    pub fn new(value: f64) -> Self {
        let bits = if value.is_nan() {
            f64::NAN.abs().to_bits()
        } else {
            (value + 0.0).to_bits()
        };
        Self(if bits >> 63 == 1 { !bits } else { bits | 1 << 63 })
    }

    /// The number of this key.
    pub fn get(self) -> f64 {
        f64::from_bits(if self.0 >> 63 == 1 {
            self.0 & !(1 << 63)
        } else {
            !self.0
        })
    }

    /// Bits that ascend with the number.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The key with these bits, which came from [`Real::bits`].
    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}

impl Atom {
    /// The scalar of this cell; a list, which is several, becomes its elements' text in one line and is not meant to come here.
    pub fn of(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(value) => Self::Boolean(value),
            Value::Integer(value) => Self::Integer(value),
            Value::Number(value) => Self::Number(Real::new(value)),
            Value::Time(value) => Self::Time(value),
            Value::Text(value) => Self::Text(value),
            Value::List(elements) => Self::Text(
                elements
                    .into_iter()
                    .map(|element| Self::of(element).text())
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        }
    }

    /// The value as it crosses to the page.
    pub fn value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Boolean(value),
            Self::Integer(value) => Value::Integer(value),
            Self::Number(value) => Value::Number(value.get()),
            Self::Time(value) => Value::Time(value),
            Self::Text(value) => Value::Text(value),
        }
    }

    /// The text in which the value is searched: as [`Column::text`](crate::table::Column::text) writes it, empty for null.
    pub fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Number(value) => crate::table::number(value.get()),
            Self::Time(value) => crate::value::iso(*value),
            Self::Text(value) => value.clone(),
        }
    }

    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }
}

/// The kind of the single values in a column of this kind: elements of lists are text.
pub fn element_kind(kind: Kind) -> Kind {
    if kind == Kind::List { Kind::Text } else { kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reals_order_as_their_numbers(a in any::<f64>(), b in any::<f64>()) {
            if let Some(order) = a.partial_cmp(&b) {
                prop_assert_eq!(Real::new(a).cmp(&Real::new(b)), order);
            }
            prop_assert_eq!(Real::new(a).get(), a + 0.0);
        }
    }

    #[test]
    fn zero_has_one_sign_and_nan_one_form() {
        assert_eq!(Real::new(-0.0), Real::new(0.0));
        assert_eq!(Real::new(f64::NAN), Real::new(-f64::NAN));
        assert!(Real::new(f64::NAN) > Real::new(f64::INFINITY));
        assert!(Real::new(f64::NAN).get().is_nan());
    }
}

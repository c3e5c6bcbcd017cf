//! The extent of numbers: smallest and largest, on either side of zero.

use crate::query::atom::Real;
use crate::query::numbers::{Numbers, ZERO};
use crate::table::Bitmap;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Smallest and largest numbers on either side of zero, as ascending numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    pub negative: Option<(u64, u64)>,
    pub zero: bool,
    pub positive: Option<(u64, u64)>,
}

impl Extent {
    /// Of these rows of a column; what is no finite number is left out.
    pub fn of(numbers: &Numbers<'_>, rows: &Bitmap) -> Self {
        let finite = match numbers {
            Numbers::Whole(..) => 0..=u64::MAX,
            _ => Real::new(f64::MIN).bits()..=Real::new(f64::MAX).bits(),
        };
        let whole = matches!(numbers, Numbers::Coded(_, values) if values.iter().any(|value| matches!(value, Value::Integer(_))));
        let mut extent = Self::default();
        numbers.extent(rows, |number| {
            if whole || finite.contains(&number) {
                extent.add(number);
            }
        });
        extent
    }

    fn add(&mut self, number: u64) {
        let side = match number.cmp(&ZERO) {
            std::cmp::Ordering::Equal => {
                self.zero = true;
                return;
            }
            std::cmp::Ordering::Less => &mut self.negative,
            std::cmp::Ordering::Greater => &mut self.positive,
        };
        let (low, high) = side.unwrap_or((number, number));
        *side = Some((low.min(number), high.max(number)));
    }

    /// Of both.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (low, high) in other.negative.into_iter().chain(other.positive) {
            self.add(low);
            self.add(high);
        }
        self.zero |= other.zero;
        self
    }

    /// Smallest and largest of all.
    pub fn bounds(&self) -> Option<(u64, u64)> {
        let zero = self.zero.then_some((ZERO, ZERO));
        let sides = [self.negative, zero, self.positive];
        sides.into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.bounds().is_none()
    }
}

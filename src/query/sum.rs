//! Sums that do not depend on the order in which numbers are added.

use crate::value::Value;
use serde::{Deserialize, Serialize};

/// A sum of integers and floating-point numbers, exact until it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sum {
    /// Integers, of which `low` holds those added last: 64 bits are added several times as fast as 128.
    whole: i128,
    low: i64,
    real: Option<Box<Exact>>,
    /// How many numbers were added.
    pub count: u64,
}

impl Sum {
    /// Adds an integer.
    pub fn whole(&mut self, value: i64) {
        match self.low.checked_add(value) {
            Some(low) => self.low = low,
            None => {
                self.whole += i128::from(self.low);
                self.low = value;
            }
        }
        self.count += 1;
    }

    /// Adds integers that come to `sum`.
    pub fn wholes(&mut self, sum: i128, count: u64) {
        self.whole += sum;
        self.count += count;
    }

    fn integers(&self) -> i128 {
        self.whole + i128::from(self.low)
    }

    /// Adds a floating-point number.
    pub fn real(&mut self, value: f64) {
        self.real.get_or_insert_default().add(value);
        self.count += 1;
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: Self) {
        self.whole += other.integers();
        self.count += other.count;
        if let Some(real) = other.real {
            match &mut self.real {
                Some(mine) => mine.merge(*real),
                None => self.real = Some(real),
            }
        }
    }

    fn number(&self) -> f64 {
        self.integers() as f64 + self.real.as_ref().map_or(0.0, |real| real.value())
    }

    /// The sum: an integer while only integers were added and it fits, null if nothing was added.
    pub fn total(&self) -> Value {
        match (self.count, &self.real, i64::try_from(self.integers())) {
            (0, ..) => Value::Null,
            (_, None, Ok(whole)) => Value::Integer(whole),
            _ => Value::Number(self.number()),
        }
    }

    /// The mean, null if nothing was added.
    pub fn mean(&self) -> Value {
        if self.count == 0 {
            Value::Null
        } else {
            Value::Number(self.number() / self.count as f64)
        }
    }
}

/// A sum of floating-point numbers as one long integer, in units of the smallest positive number there is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Exact {
    /// 32 bits each, the least first, not yet carried; `limbs[0]` stands at place `low`.
    limbs: Vec<i64>,
    low: usize,
    /// Additions since the last carry.
    loose: u32,
    /// The sum of what is not finite.
    beyond: Option<f64>,
}

impl Exact {
    fn add(&mut self, value: f64) {
        if !value.is_finite() {
            self.beyond = Some(self.beyond.unwrap_or(0.0) + value);
            return;
        }
        let bits = value.to_bits();
        let exponent = (bits >> 52 & 0x7ff) as usize;
        let fraction = bits & ((1 << 52) - 1) | u64::from(exponent > 0) << 52;
        if fraction == 0 {
            return;
        }
        let shift = exponent.max(1) - 1;
        let wide = u128::from(fraction) << (shift % 32);
        let sign = if bits >> 63 == 1 { -1 } else { 1 };
        let at = self.room(shift / 32, 3);
        for (place, limb) in self.limbs[at..at + 3].iter_mut().enumerate() {
            *limb += sign * (wide >> (place * 32) & 0xffff_ffff) as i64;
        }
        self.loose += 1;
        if self.loose == 1 << 30 {
            self.carry();
        }
    }

    /// Makes room for `count` limbs from place `place` on; gives the index of the first.
    fn room(&mut self, place: usize, count: usize) -> usize {
        if self.limbs.is_empty() {
            self.low = place;
        }
        if place < self.low {
            self.limbs.splice(0..0, std::iter::repeat_n(0, self.low - place));
            self.low = place;
        }
        let at = place - self.low;
        if self.limbs.len() < at + count {
            self.limbs.resize(at + count, 0);
        }
        at
    }

    /// Brings all limbs but the last into 32 bits; the last carries the sign.
    fn carry(&mut self) {
        let mut carry = 0;
        for limb in &mut self.limbs {
            let sum = *limb + carry;
            carry = sum >> 32;
            *limb = sum & 0xffff_ffff;
        }
        self.limbs.push(carry);
        self.loose = 0;
    }

    fn merge(&mut self, mut other: Self) {
        self.carry();
        other.carry();
        let at = self.room(other.low, other.limbs.len());
        self.limbs[at..]
            .iter_mut()
            .zip(&other.limbs)
            .for_each(|(mine, limb)| *mine += limb);
        self.beyond = match (self.beyond, other.beyond) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
        self.carry();
    }

    /// The number nearest to the sum.
    fn value(&self) -> f64 {
        if let Some(beyond) = self.beyond {
            return beyond;
        }
        let mut settled = self.clone();
        settled.carry();
        let negative = settled.limbs.last().is_some_and(|&limb| limb < 0);
        if negative {
            settled.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            settled.carry();
        }
        let Some(top) = settled.limbs.iter().rposition(|&limb| limb != 0) else {
            return 0.0;
        };
        // Four limbs hold more bits than a number; whether anything lies below decides how a tie rounds.
        let base = (top + 1).saturating_sub(4);
        let sticky = settled.limbs[..base].iter().any(|&limb| limb != 0);
        let head = settled.limbs[base..=top]
            .iter()
            .rev()
            .fold(0u128, |head, &limb| head << 32 | limb as u128);
        let mut number = (head | u128::from(sticky)) as f64;
        // 2 to the power of the place, in steps that neither overflow nor round before the last.
        let mut power = (settled.low + base) as i32 * 32 - 1074;
        while power != 0 {
            let step = power.clamp(-900, 900);
            number *= 2f64.powi(step);
            power -= step;
        }
        if negative { -number } else { number }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(values: &[f64]) -> Sum {
        let mut sum = Sum::default();
        values.iter().for_each(|&value| sum.real(value));
        sum
    }

    #[test]
    fn nothing_is_lost_to_rounding() {
        assert_eq!(sum(&[1e300, 1.0, -1e300]).total(), Value::Number(1.0));
        assert_eq!(sum(&[0.1; 10]).total(), Value::Number(1.0));
        assert_eq!(sum(&[5e-324, 5e-324]).total(), Value::Number(1e-323));
        assert_eq!(sum(&[f64::MAX, f64::MAX]).total(), Value::Number(f64::INFINITY));
        assert_eq!(sum(&[]).total(), Value::Null);
        assert_eq!(sum(&[-2.5, 1.0]).mean(), Value::Number(-0.75));
    }

    proptest! {
        #[test]
        fn one_number_is_itself_and_order_does_not_matter(values in prop::collection::vec(any::<f64>().prop_filter("finite", |value| value.is_finite() && value.abs() < 1e300), 1..20), cut: prop::sample::Index) {
            prop_assert_eq!(sum(&values[..1]).total(), Value::Number(values[0] + 0.0));
            let (a, b) = values.split_at(cut.index(values.len()));
            let mut turned = sum(b);
            turned.merge(sum(a));
            prop_assert_eq!(turned.total(), sum(&values).total());
        }

        #[test]
        fn integers_in_floats_add_up(values in prop::collection::vec(-1_000_000i32..1_000_000, 0..50)) {
            let total: i64 = values.iter().map(|&value| i64::from(value)).sum();
            let reals: Vec<f64> = values.iter().map(|&value| value.into()).collect();
            prop_assert_eq!(sum(&reals).number(), total as f64);
        }
    }
}

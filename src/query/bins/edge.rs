//! Edges of bins: the one at or below a number, and the one after that.

use super::Step;
use crate::query::atom::{Atom, Real};
use crate::value::Value;

/// From this many bins away from zero on (2^50), a bin is no wider than a few floating-point numbers, and quotients tell its edges no more.
const WHOLE: f64 = 1_125_899_906_842_624.0;

impl Step {
    /// The edge at or below a number.
    pub fn floor(self, at: &Atom) -> Atom {
        match at {
            Atom::Integer(at) => integer(self.floor_whole((*at).into())),
            Atom::Number(at) if at.get().is_finite() => Atom::Number(Real::new(self.floor_real(at.get()))),
            other => other.clone(),
        }
    }

    /// The edge after this one.
    pub fn next(self, edge: &Atom) -> Atom {
        match edge {
            Atom::Integer(edge) => integer(self.next_whole(self.floor_whole((*edge).into()))),
            Atom::Number(edge) => Atom::Number(Real::new(self.next_real(edge.get()))),
            other => other.clone(),
        }
    }

    /// Where the bin with this lower end ends, which may be beyond all integers.
    pub fn end(self, start: &Atom) -> Value {
        match start {
            Atom::Integer(start) => {
                let end = self.next_whole(self.floor_whole((*start).into()));
                i64::try_from(end).map_or(Value::Number(end as f64), Value::Integer)
            }
            other => self.next(other).value(),
        }
    }

    fn floor_whole(self, at: i128) -> i128 {
        match self {
            Self::Even { power, digits } => {
                let width = whole(power, digits);
                at.div_euclid(width) * width
            }
            Self::Log(_) if at == 0 => 0,
            Self::Log(grain) => {
                let size = at.unsigned_abs() as i128;
                let power = 10i128.pow(size.ilog10());
                let below = |lead: &&u64| i128::from(**lead) * power <= size;
                let lead = grain.leads().iter().rev().find(below).copied().unwrap_or(1);
                let edge = i128::from(lead) * power;
                match (at > 0, edge == size) {
                    (true, _) => edge,
                    (false, true) => -edge,
                    (false, false) => -self.next_whole(edge),
                }
            }
        }
    }

    fn next_whole(self, edge: i128) -> i128 {
        match self {
            Self::Even { power, digits } => edge + whole(power, digits),
            Self::Log(_) if edge == 0 => 1,
            Self::Log(_) if edge == -1 => 0,
            Self::Log(grain) => {
                let size = edge.unsigned_abs() as i128;
                let power = 10i128.pow(size.ilog10());
                let lead = (size / power) as u64;
                let leads = grain.leads();
                let at = leads.partition_point(|&known| known < lead);
                if edge > 0 {
                    leads.get(at + 1).map_or(power * 10, |&lead| i128::from(lead) * power)
                } else if at > 0 {
                    -i128::from(leads[at - 1]) * power
                } else {
                    -i128::from(leads[leads.len() - 1]) * power / 10
                }
            }
        }
    }

    fn floor_real(self, at: f64) -> f64 {
        match self {
            Self::Even { power, digits } => {
                let edge = |index: i64| decimal(i128::from(index) * i128::from(digits), power);
                let ratio = at / edge(1);
                if ratio.is_nan() || ratio.abs() >= WHOLE {
                    // Bins about as narrow as the numbers themselves: each number is one.
                    return at;
                }
                let mut index = ratio.floor() as i64;
                while edge(index) > at {
                    index -= 1;
                }
                while edge(index + 1) <= at {
                    index += 1;
                }
                edge(index)
            }
            Self::Log(_) if at == 0.0 => 0.0,
            Self::Log(grain) => {
                let size = at.abs();
                let power = decade(size);
                let edges = grain.leads().iter().rev().map(|&lead| decimal(lead.into(), power));
                let edge = { edges }.find(|&edge| edge <= size).unwrap_or(0.0);
                match (at > 0.0, edge == size) {
                    (true, _) => edge,
                    (false, true) => -edge,
                    (false, false) => -self.next_real(edge),
                }
            }
        }
    }

    fn next_real(self, edge: f64) -> f64 {
        match self {
            Self::Even { power, digits } => {
                let width = decimal(digits.into(), power);
                let ratio = edge / width;
                if ratio.abs() < WHOLE {
                    decimal((ratio.round() as i128 + 1) * i128::from(digits), power)
                } else {
                    (edge + width).max(edge.next_up())
                }
            }
            Self::Log(_) if edge == 0.0 => 0.0,
            Self::Log(grain) => {
                let power = decade(edge.abs());
                let leads = grain.leads();
                let at = leads
                    .iter()
                    .rposition(|&lead| decimal(lead.into(), power) <= edge.abs())
                    .unwrap_or(0);
                if edge > 0.0 {
                    leads
                        .get(at + 1)
                        .map_or_else(|| decimal(1, power + 1), |&lead| decimal(lead.into(), power))
                } else if at > 0 {
                    -decimal(leads[at - 1].into(), power)
                } else {
                    -decimal(leads[leads.len() - 1].into(), power - 1)
                }
            }
        }
    }
}

/// The width of bins of integers.
fn whole(power: i32, digits: u64) -> i128 {
    10i128.pow(power.max(0) as u32) * i128::from(digits)
}

/// An edge of integers; what lies beyond the least integer is the least.
fn integer(edge: i128) -> Atom {
    Atom::Integer(edge.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
}

/// The number nearest to `digits` times ten to the power of `power`.
fn decimal(digits: i128, power: i32) -> f64 {
    const EXACT: i32 = 22;
    if digits.unsigned_abs() < 1 << 53 && power.abs() <= EXACT {
        let scale = 10f64.powi(power.abs());
        return if power < 0 {
            digits as f64 / scale
        } else {
            digits as f64 * scale
        };
    }
    format!("{digits}e{power}").parse().unwrap_or(0.0)
}

/// The power of the greatest power of ten that is not above this number, which is above zero.
fn decade(size: f64) -> i32 {
    let mut power = size.log10().floor() as i32;
    while decimal(1, power) > size {
        power -= 1;
    }
    while decimal(1, power + 1) <= size {
        power += 1;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::super::Grain;
    use super::*;
    use proptest::prelude::*;

    fn steps() -> impl Strategy<Value = Step> {
        prop_oneof![
            (-12i32..12, prop::sample::select(vec![1u64, 2, 5, 25, 7]))
                .prop_map(|(power, digits)| Step::Even { power, digits }),
            prop::sample::select(vec![Grain::Nine, Grain::Three, Grain::One]).prop_map(Step::Log),
        ]
    }

    proptest! {
        #[test]
        fn a_number_lies_between_its_edge_and_the_next(step in steps(), number in -1e9f64..1e9, shift in 0u32..40) {
            let at = Atom::Number(Real::new(number / f64::from(shift).exp2()));
            let edge = step.floor(&at);
            prop_assert!(edge <= at);
            prop_assert_eq!(&step.floor(&edge), &edge);
            prop_assert!(at < step.next(&edge) || edge == Atom::Number(Real::new(0.0)));
        }

        #[test]
        fn edges_of_wide_bins_are_edges_of_the_narrow_ones_in_them(power in -9i32..9, wider in 0i32..3, digits in prop::sample::select(vec![1u64, 2, 5]), number in -1e6f64..1e6, whole in any::<i64>()) {
            let narrow = Step::Even { power, digits: 1 };
            let wide = Step::Even { power: power + wider, digits };
            let at = Atom::Number(Real::new(number));
            prop_assert_eq!(wide.floor(&narrow.floor(&at)), wide.floor(&at));
            let grains = [Grain::Nine, Grain::Three, Grain::One].map(Step::Log);
            for at in [at, Atom::Integer(whole), Atom::Integer(whole >> 40)] {
                for (fine, coarse) in [(0, 1), (1, 2), (0, 2)] {
                    prop_assert_eq!(grains[coarse].floor(&grains[fine].floor(&at)), grains[coarse].floor(&at));
                }
            }
        }
    }
}

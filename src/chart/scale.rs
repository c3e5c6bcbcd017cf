//! The value axis: round ticks, and numbers as people read them.

/// Ticks at round steps (1, 2 or 5 times a power of ten) over a range that holds all values.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The value at the foot of the plot: the first tick, or a little below the least value.
    pub low: f64,
    /// The value at its top: the last tick, or a little above the greatest value.
    pub high: f64,
    /// Ascending, evenly spaced.
    pub ticks: Vec<f64>,
    /// Distance of two ticks.
    pub step: f64,
}

impl Scale {
    /// Where a value stands between foot (0) and top (1).
    pub fn share(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        if span > 0.0 {
            ((value - self.low) / span).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    /// A tick's label, with as many decimals as the step needs.
    pub fn label(&self, tick: f64) -> String {
        let tick = if tick.abs() < self.step / 2.0 { 0.0 } else { tick };
        let most = self.high.abs().max(self.low.abs());
        let unit = UNITS
            .iter()
            .find(|(from, ..)| most >= *from)
            .map(|&(_, size, sign)| (size, sign));
        match unit {
            _ if most >= 1e15 || (most > 0.0 && self.step < 1e-6) => format!("{tick:e}"),
            Some((size, sign)) if tick != 0.0 => format!("{}{sign}", fixed(tick / size, decimals(self.step / size))),
            _ => separated(&fixed(tick, decimals(self.step))),
        }
    }
}

/// From which value on which unit is used, so that four digits stay as they are.
const UNITS: [(f64, f64, &str); 4] = [(1e12, 1e12, "T"), (1e9, 1e9, "B"), (1e6, 1e6, "M"), (1e4, 1e3, "k")];

/// A scale that holds zero and every value from `least` to `most` with about `count` steps, of whole numbers where `whole`.
pub fn scale(least: f64, most: f64, count: usize, whole: bool) -> Scale {
    let bound = |value: f64| {
        if value.is_finite() {
            value.clamp(-1e302, 1e302)
        } else {
            0.0
        }
    };
    let (low, mut high) = (bound(least).min(0.0), bound(most).max(0.0));
    if high - low < 1e-290 {
        high = low + 1.0;
    }
    let mut step = round_step((high - low) / count.max(1) as f64);
    if whole {
        step = step.max(1.0);
    }
    let (mut first, mut last) = ((low / step).floor(), (high / step).ceil());
    let (mut foot, mut top) = (first * step, last * step);
    let (slack, margin) = ((high - low) * 0.15, (high - low) * 0.04);
    if top - high > slack && last - first > 1.5 && last > 0.5 {
        (last, top) = (last - 1.0, high + margin);
    }
    if low - foot > slack && last - first > 1.5 && first < -0.5 {
        (first, foot) = (first + 1.0, low - margin);
    }
    let ticks: Vec<f64> = (0..=(last - first) as usize)
        .map(|index| (first + index as f64) * step)
        .collect();
    Scale {
        low: foot,
        high: top,
        ticks,
        step,
    }
}

/// The round step that is at least `rough`.
fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .iter()
        .map(|times| times * power)
        .find(|&step| step >= rough * 0.999_999)
        .unwrap_or(10.0 * power)
}

/// Decimals that a multiple of `step` needs, 0 to 6.
fn decimals(step: f64) -> usize {
    (0..6)
        .find(|&places| (step * 10f64.powi(places) % 1.0 - 0.5).abs() > 0.499_999)
        .unwrap_or(6) as usize
}

fn fixed(value: f64, places: usize) -> String {
    format!("{value:.places$}")
}

/// A number in full as a person reads it: `1,204,331`, `0.25`, at most three decimals; very large or small ones in scientific form.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() || (size > 0.0 && !(1e-3..1e15).contains(&size)) {
        return if value.is_finite() {
            format!("{value:.3e}")
        } else {
            "–".into()
        };
    }
    let text = fixed(value, 3);
    separated(text.trim_end_matches('0').trim_end_matches('.'))
}

/// Commas between thousands of a printed decimal number.
fn separated(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let digits = whole.trim_start_matches('-');
    let mut text = String::with_capacity(number.len() * 4 / 3 + 1);
    if digits.len() < whole.len() {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(least: f64, most: f64, count: usize, whole: bool) -> Vec<String> {
        let scale = scale(least, most, count, whole);
        scale.ticks.iter().map(|&tick| scale.label(tick)).collect()
    }

    #[test]
    fn labels_are_round_and_short() {
        assert_eq!(labels(0.0, 1180.0, 5, true), ["0", "500", "1,000"]);
        assert_eq!(labels(0.0, 3.0, 5, true), ["0", "1", "2", "3"]);
        assert_eq!(labels(0.0, 0.9, 3, false), ["0.0", "0.5", "1.0"]);
        assert_eq!(labels(0.0, 37_000.0, 4, true), ["0", "10k", "20k", "30k", "40k"]);
        assert_eq!(labels(0.0, 4.4e7, 5, true), ["0", "10M", "20M", "30M", "40M", "50M"]);
        assert_eq!(labels(0.0, 1_204_331.0, 3, true), ["0", "0.5M", "1.0M"]);
        assert_eq!(labels(-30.0, 60.0, 5, true), ["-40", "-20", "0", "20", "40", "60"]);
        assert_eq!(labels(0.0, 0.0, 4, true), ["0", "1"]);
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        for (value, text) in [
            (0.0, "0"),
            (1_204_331.0, "1,204,331"),
            (-1234.5, "-1,234.5"),
            (0.25, "0.25"),
            (999.0, "999"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    proptest! {
        #[test]
        fn a_scale_holds_its_values_in_few_even_steps(least in -1e18..1e18f64, span in 0.0..1e18f64, count in 1usize..12, whole: bool) {
            let scale = scale(least, least + span, count, whole);
            prop_assert!(scale.low <= least.min(0.0) + scale.step * 1e-6);
            prop_assert!(scale.high >= (least + span).max(0.0) - scale.step * 1e-6);
            prop_assert!((2..=count + 3).contains(&scale.ticks.len()), "{:?}", scale.ticks);
            prop_assert!(scale.ticks.windows(2).all(|pair| pair[0] < pair[1]));
        }

        #[test]
        fn any_number_makes_a_finite_scale(least: f64, most: f64, whole: bool) {
            let scale = scale(least, most, 5, whole);
            prop_assert!(scale.low.is_finite() && scale.high.is_finite() && scale.low < scale.high && scale.ticks.len() < 12);
            for &tick in &scale.ticks {
                prop_assert!(scale.label(tick).len() < 40);
            }
        }
    }
}

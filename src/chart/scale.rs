//! The value axis: round ticks, and numbers as people read them.

use crate::words;

/// How values are spread over the height of a plot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spread {
    #[default]
    Even,
    /// Each power of ten as high as the next; about zero, which has none, even.
    Log,
    /// Even, and told in percent.
    Share,
}

/// Ticks at round steps (1, 2 or 5 times a power of ten) over a range that holds all values.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The value at the foot of the plot: the first tick, or a little below the least value.
    pub low: f64,
    /// The value at its top: the last tick, or a little above the greatest value.
    pub high: f64,
    /// Ascending; evenly spaced but on a logarithmic scale.
    pub ticks: Vec<f64>,
    /// Distance of two ticks; the least of them on a logarithmic scale.
    pub step: f64,
    /// The value about which a logarithmic scale becomes even.
    pub knee: Option<f64>,
    pub percent: bool,
}

impl Scale {
    /// Where a value stands between foot (0) and top (1).
    pub fn share(&self, value: f64) -> f64 {
        let (low, high) = (self.bent(self.low), self.bent(self.high));
        if high > low {
            ((self.bent(value) - low) / (high - low)).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    /// The value in the measure in which the scale is even.
    fn bent(&self, value: f64) -> f64 {
        match self.knee {
            None => value,
            Some(knee) => (value.abs() / knee).ln_1p().copysign(value),
        }
    }

    /// A tick's label, with as many decimals as the step needs.
    pub fn label(&self, tick: f64) -> String {
        let tick = if tick.abs() < self.step / 2.0 { 0.0 } else { tick };
        if self.percent {
            return format!("{}%", separated(&fixed(tick * 100.0, decimals(self.step * 100.0))));
        }
        // On a logarithmic scale each tick stands for itself.
        let (most, step) = match self.knee {
            Some(_) => (tick.abs(), tick.abs()),
            None => (self.high.abs().max(self.low.abs()), self.step),
        };
        let unit = UNITS
            .iter()
            .find(|(from, ..)| most >= *from)
            .map(|&(_, size, sign)| (size, sign));
        match unit {
            _ if most >= 1e15 || (most > 0.0 && step < 1e-6) => format!("{tick:e}"),
            Some((size, sign)) if tick != 0.0 => {
                format!("{}{sign}", separated(&fixed(tick / size, decimals(step / size))))
            }
            _ => separated(&fixed(tick, decimals(step))),
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
        knee: None,
        percent: false,
    }
}

/// The most powers of ten between the greatest value of a logarithmic scale and where it becomes even.
const DECADES: i32 = 12;

/// A logarithmic scale that holds zero and every one of these values with about `count` ticks at most; even below the power of ten
/// under the one that is nearest to zero.
pub fn log_scale(values: impl Iterator<Item = f64>, count: usize) -> Scale {
    let (mut low, mut high, mut near) = (0.0f64, 0.0f64, f64::INFINITY);
    for value in values
        .filter(|value| value.is_finite())
        .map(|value| value.clamp(-1e302, 1e302))
    {
        (low, high) = (low.min(value), high.max(value));
        if value.abs() > 1e-290 {
            near = near.min(value.abs());
        }
    }
    if !near.is_finite() {
        (near, high) = (1.0, 1.0);
    }
    let most = high.max(-low);
    let last = most.log10().floor() as i32;
    let first = (near.log10() + 1e-9).floor().max(f64::from(last - DECADES)) as i32;
    let knee = 10f64.powi(first);
    let digits: &[f64] = if last - first < 2 { &[1.0, 2.0, 5.0] } else { &[1.0] };
    let every = (((last - first) as usize + 1) / count.max(1) + 1).max(1);
    let sizes: Vec<f64> = (first..=last)
        .step_by(every)
        .flat_map(|power| digits.iter().map(move |digit| digit * 10f64.powi(power)))
        .collect();
    let room = |value: f64| value * 1.15;
    let below = sizes.iter().rev().map(|size| -size).filter(|&size| size >= room(low));
    let above = sizes.iter().copied().filter(|&size| size <= room(high));
    let ticks: Vec<f64> = below.chain([0.0]).chain(above).collect();
    Scale {
        low: room(low),
        high: room(high),
        ticks,
        step: knee,
        knee: Some(knee),
        percent: false,
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

/// A printed decimal number as the page's language writes it, with signs between thousands.
fn separated(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let digits = whole.trim_start_matches('-');
    let mut text = String::with_capacity(number.len() * 4 / 3 + 1);
    if digits.len() < whole.len() {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push_str(words::THOUSANDS);
        }
        text.push(digit);
    }
    match rest.strip_prefix('.') {
        Some(rest) => text + words::POINT + rest,
        None => text,
    }
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
    fn powers_of_ten_stand_equally_far_apart_and_zero_has_its_place() {
        let scale = log_scale([0.0, 3.0, 20_000.0].into_iter(), 6);
        let labels: Vec<String> = scale.ticks.iter().map(|&tick| scale.label(tick)).collect();
        assert_eq!(labels, ["0", "1", "10", "100", "1,000", "10k"]);
        assert_eq!(scale.share(0.0), 0.0);
        let steps: Vec<f64> = [100.0, 1000.0, 10_000.0].map(|at| scale.share(at)).to_vec();
        assert!((steps[2] - 2.0 * steps[1] + steps[0]).abs() < 0.01, "{steps:?}");
        let few = log_scale([4.0, 7.0].into_iter(), 6);
        assert_eq!(few.ticks, [0.0, 1.0, 2.0, 5.0]);
        let share = Scale {
            percent: true,
            ..super::scale(0.0, 1.0, 5, false)
        };
        assert_eq!(
            share.ticks.iter().map(|&tick| share.label(tick)).collect::<Vec<_>>(),
            ["0%", "20%", "40%", "60%", "80%", "100%"]
        );
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
        fn a_logarithmic_scale_holds_and_orders_any_values(mut values in prop::collection::vec(any::<f64>(), 0..20), count in 1usize..12) {
            let scale = log_scale(values.iter().copied(), count);
            prop_assert!(scale.low.is_finite() && scale.high.is_finite() && scale.low < scale.high);
            prop_assert!(scale.ticks.len() <= 2 * (count + 8) + 1, "{:?}", scale.ticks);
            prop_assert!(scale.ticks.windows(2).all(|pair| pair[0] < pair[1] && scale.share(pair[0]) < scale.share(pair[1])));
            values.retain(|value| value.is_finite());
            values.sort_by(f64::total_cmp);
            prop_assert!(values.windows(2).all(|pair| scale.share(pair[0]) <= scale.share(pair[1])));
            for &tick in &scale.ticks {
                prop_assert!(scale.label(tick).len() < 40);
            }
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

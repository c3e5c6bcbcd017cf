//! What is drawn of a series at each x value: what is measured there, the sum so far, or the average over the last few.

use crate::arrange;
use crate::view::Run;
use crate::words;

/// Turns measured values into drawn ones. Of an average, missing values are left out, and where all are missing it is missing.
pub(super) fn run(values: &[Option<f64>], run: Run) -> Vec<Option<f64>> {
    let finite = |value: &Option<f64>| value.filter(|value| value.is_finite());
    match run {
        Run::Each => values.to_vec(),
        Run::Total => {
            let mut sum = None;
            let add = |value: &Option<f64>| {
                sum = finite(value).map(|value| sum.unwrap_or(0.0) + value).or(sum);
                sum
            };
            values.iter().map(add).collect()
        }
        Run::Mean(width) => {
            let width = width.max(1);
            let mean = |end: usize| {
                let window = &values[(end + 1).checked_sub(width)?..=end];
                let known: Vec<f64> = window.iter().filter_map(finite).collect();
                (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
            };
            (0..values.len()).map(mean).collect()
        }
    }
}

/// What a series is called when it is drawn so.
pub(super) fn named(name: String, run: Run) -> String {
    match run {
        Run::Each => name,
        Run::Total => words::chart::named_cumulative(&name),
        Run::Mean(width) => words::chart::named_average(&name, &width),
    }
}

/// The average and the median of the values that there are.
pub(super) fn middle(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let mut known: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    arrange::by(&mut known, f64::total_cmp);
    let half = known.len() / 2;
    let high = *known.get(half)?;
    let median = if known.len() % 2 == 1 {
        high
    } else {
        (known[half - 1] + high) / 2.0
    };
    Some((known.iter().sum::<f64>() / known.len() as f64, median))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_go_on_over_gaps_and_averages_wait_for_their_window() {
        let values = [Some(1.0), None, Some(3.0), Some(f64::NAN), Some(8.0)];
        assert_eq!(
            run(&values, Run::Total),
            [Some(1.0), Some(1.0), Some(4.0), Some(4.0), Some(12.0)]
        );
        assert_eq!(
            run(&values, Run::Mean(2)),
            [None, Some(1.0), Some(3.0), Some(3.0), Some(8.0)]
        );
        assert_eq!(run(&[None, Some(2.0)], Run::Total), [None, Some(2.0)]);
        assert_eq!(run(&values, Run::Mean(9)), [None; 5]);
        assert_eq!(middle([4.0, 1.0, f64::NAN, 10.0].into_iter()), Some((5.0, 4.0)));
        assert_eq!(middle([4.0, 1.0].into_iter()), Some((2.5, 2.5)));
        assert_eq!(middle(std::iter::empty()), None);
    }
}

//! From where to where each value reaches on the y axis.

use super::{Chart, Mark, Pile};

/// `(foot, tip)` of each value, by series and x; `None` where nothing is drawn.
pub(super) type Spans = Vec<Vec<Option<(f64, f64)>>>;

/// Stacks what stacks: bars on bars and areas on areas, positive values upwards and negative ones downwards from zero; as shares, each
/// value is first divided by the sum of all at its x. Hidden series reach nowhere.
pub(super) fn spans(chart: &Chart) -> Spans {
    let length = chart.x.len();
    let shown = || chart.series.iter().filter(|series| !series.hidden);
    let sums: Vec<f64> = match chart.pile {
        Pile::Shares => (0..length)
            .map(|index| shown().filter_map(|series| series.at(index)).map(f64::abs).sum())
            .collect(),
        _ => vec![1.0; length],
    };
    let mut bars = vec![(0.0, 0.0); length];
    let mut areas = vec![(0.0, 0.0); length];
    chart
        .series
        .iter()
        .map(|series| {
            if series.hidden {
                return vec![None; length];
            }
            let at = |index: usize| {
                series
                    .at(index)
                    .map(|value| if sums[index] > 0.0 { value / sums[index] } else { 0.0 })
            };
            let piles = match series.mark {
                _ if chart.pile == Pile::Apart => None,
                Mark::Bar => Some(&mut bars),
                Mark::Area => Some(&mut areas),
                Mark::Line | Mark::Box => None,
            };
            match piles {
                None => (0..length).map(|index| at(index).map(|value| (0.0, value))).collect(),
                Some(piles) => {
                    let gapless = series.mark == Mark::Area;
                    let pile = |(index, pile): (usize, &mut (f64, f64))| {
                        let value = at(index).or(gapless.then_some(0.0))?;
                        let end = if value < 0.0 { &mut pile.1 } else { &mut pile.0 };
                        let foot = *end;
                        *end += value;
                        Some((foot, *end))
                    };
                    piles.iter_mut().enumerate().map(pile).collect()
                }
            }
        })
        .collect()
}

/// The least and the greatest value reached, zero included.
pub(super) fn extent(spans: &Spans) -> (f64, f64) {
    spans
        .iter()
        .flatten()
        .flatten()
        .fold((0.0, 0.0), |(least, most), &(_, tip)| (tip.min(least), tip.max(most)))
}

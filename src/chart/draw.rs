//! Draws series over an axis.

use super::layout::{Bounds, layout};
use super::pen::{held, picture};
use super::stack::spans;
use super::strokes::Strokes;
use super::{Chart, Drawing, Theme, multiples};
use crate::query::Failure;

/// Draws series over an axis.
pub(super) fn draw(chart: &Chart, width: u32, height: u32, theme: &Theme) -> Result<Drawing, Failure> {
    if chart.apart && chart.series.iter().filter(|series| !series.hidden).count() > 1 {
        return multiples::draw(chart, width, height, theme);
    }
    let size = held(width, height);
    let spans = spans(chart);
    let layout = layout(chart, &spans, (f64::from(size.0), f64::from(size.1)), Bounds::default());
    let svg = picture(size, theme, |pen| {
        let strokes = Strokes {
            pen,
            chart,
            spans: &spans,
            layout: &layout,
        };
        strokes.everything()
    })?;
    Ok(Drawing {
        svg,
        plot: layout.plot,
        points: layout.points,
        shifts: Vec::new(),
        hits: Vec::new(),
        legend: layout
            .swatches
            .iter()
            .map(|swatch| (swatch.series, swatch.entry))
            .collect(),
    })
}

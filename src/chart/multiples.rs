//! Small multiples: plots beside each other, all on the same scale.

use super::layout::{Anchor, Bounds, Label, SMALL, TITLE, layout};
use super::pen::{held, picture};
use super::stack::{extent, spans};
use super::strokes::Strokes;
use super::text::{clean, shorten};
use super::{Chart, Drawing, Pile, Rect, Theme};
use crate::query::Failure;

/// Height in pixels of a plot's name.
const HEAD: f64 = 18.0;
/// How much wider than high plots are best.
const SHAPE: f64 = 2.2;

/// Draws the series that are shown. All plots have the same layout: points are those of the first, the others stand at shifts.
pub(super) fn draw(chart: &Chart, width: u32, height: u32, theme: &Theme) -> Result<Drawing, Failure> {
    let size = held(width, height);
    let (full_width, full_height) = (f64::from(size.0), f64::from(size.1));
    let shown: Vec<usize> = (0..chart.series.len()).filter(|&at| !chart.series[at].hidden).collect();
    let top = if chart.title.is_empty() { 4.0 } else { 30.0 };
    let foot = 22.0;
    let plots = Panels::of(shown.len(), (full_width, (full_height - top - foot).max(1.0)));
    let alone = |at: usize| Chart {
        title: String::new(),
        series: vec![chart.series[at].clone()],
        pile: Pile::Apart,
        ..chart.clone()
    };
    let panels: Vec<Chart> = shown.iter().map(|&at| alone(at)).collect();
    let all: Vec<_> = panels.iter().map(spans).collect();
    let reach = all
        .iter()
        .map(extent)
        .fold((0.0f64, 0.0f64), |(least, most), (low, high)| {
            (least.min(low), most.max(high))
        });
    let bounds = Bounds {
        bare: true,
        reach: Some(reach),
    };
    let layouts: Vec<_> = panels
        .iter()
        .zip(&all)
        .map(|(chart, spans)| layout(chart, spans, plots.inner(), bounds))
        .collect();
    let place = |at: usize| plots.place(at, top);
    let label = |x: f64, y: f64, text: String, size: f64, anchor: Anchor, strong: bool| Label {
        x,
        y,
        text,
        size,
        anchor,
        strong,
        upright: false,
    };
    let svg = picture(size, theme, |pen| {
        if !chart.title.is_empty() {
            let text = shorten(&clean(&chart.title), TITLE, full_width - 20.0);
            pen.label(&label(10.0, 17.0, text, TITLE, Anchor::Start, true))?;
        }
        let under = [clean(&chart.y_label), chart.x.caption()];
        let under: Vec<String> = under.into_iter().filter(|text| !text.is_empty()).collect();
        let text = shorten(&under.join(" · "), SMALL, full_width - 20.0);
        pen.label(&label(
            full_width / 2.0,
            full_height - 11.0,
            text,
            SMALL,
            Anchor::Middle,
            false,
        ))?;
        for (at, ((chart, spans), layout)) in panels.iter().zip(&all).zip(&layouts).enumerate() {
            let (x, y) = place(at);
            pen.label(&plots.name(&chart.series[0].name, (x, y), layout.plot))?;
            let strokes = Strokes {
                pen: &pen.moved(x, y),
                chart,
                spans,
                layout,
            };
            strokes.everything()?;
        }
        Ok(())
    })?;
    let (first_x, first_y) = place(0);
    let moved = |place: Rect| Rect {
        x: place.x + first_x,
        y: place.y + first_y,
        ..place
    };
    let first = layouts.into_iter().next();
    Ok(Drawing {
        svg,
        plot: first.as_ref().map_or(Rect::default(), |layout| moved(layout.plot)),
        points: first.map_or(Vec::new(), |layout| layout.points.into_iter().map(moved).collect()),
        shifts: (1..shown.len())
            .map(|at| (place(at).0 - first_x, place(at).1 - first_y))
            .collect(),
        hits: Vec::new(),
        legend: Vec::new(),
    })
}

/// Plots of one size in rows, each under its name.
pub(super) struct Panels {
    columns: usize,
    /// Width and height of one, its name included.
    size: (f64, f64),
}

impl Panels {
    /// So many plots in this room.
    pub fn of(count: usize, (width, height): (f64, f64)) -> Self {
        let count = count.max(1);
        let columns = columns(count, width, height);
        let rows = count.div_ceil(columns);
        let share = |room: f64, parts: usize| (room / parts as f64).floor().max(1.0);
        Self {
            columns,
            size: (share(width, columns), share(height, rows)),
        }
    }

    /// Width and height of a plot.
    pub fn inner(&self) -> (f64, f64) {
        (self.size.0, (self.size.1 - HEAD).max(1.0))
    }

    /// Where a plot begins, below this height.
    pub fn place(&self, at: usize, top: f64) -> (f64, f64) {
        let (column, row) = (at % self.columns, at / self.columns);
        (column as f64 * self.size.0, top + row as f64 * self.size.1 + HEAD)
    }

    /// The name of the plot that begins there, over its data.
    pub fn name(&self, name: &str, (x, y): (f64, f64), data: Rect) -> Label {
        let text = shorten(&clean(name), SMALL, data.width);
        Label::small(x + data.x, y - HEAD / 2.0 + 2.0, text, Anchor::Start, true)
    }
}

/// How many plots stand beside each other so that they come nearest to their best shape.
fn columns(count: usize, width: f64, height: f64) -> usize {
    let off = |columns: usize| {
        let rows = count.div_ceil(columns) as f64;
        ((width / columns as f64) / (height / rows) / SHAPE).ln().abs()
    };
    (1..=count).min_by(|&a, &b| off(a).total_cmp(&off(b))).unwrap_or(1)
}

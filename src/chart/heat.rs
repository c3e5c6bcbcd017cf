//! A heat map: a measure by two keys, the more the stronger; one, or several beside each other on one scale.

use super::layout::{Anchor, Label, ROOMY, SMALL, names};
use super::multiples::Panels;
use super::pen::{Drawn, Pen, held, picture};
use super::scale::{Scale, log_scale, number, scale};
use super::text::{clean, shorten, width};
use super::{Axis, Drawing, Rect, Theme};
use crate::query::Failure;
use crate::words;
use plotters::style::Color;

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    pub title: String,
    pub x: Axis,
    pub y: Axis,
    /// What the values measure.
    pub measure: String,
    /// What each of several maps is called; none where there is only one.
    pub plots: Vec<String>,
    /// Map by map, row by row from the top, one for each x value.
    pub values: Vec<Option<f64>>,
    pub log: bool,
    /// Index in the palette.
    pub color: usize,
}

/// How strong the least value that is not zero is drawn, so that one row is not taken for none.
const FAINTEST: f64 = 0.14;

impl Heat {
    /// The value of a cell where there is a finite one; the rows of a map follow those of the one before.
    pub fn at(&self, row: usize, column: usize) -> Option<f64> {
        let value = *self.values.get(row * self.x.len() + column)?;
        value.filter(|value| value.is_finite())
    }

    fn scale(&self) -> Scale {
        let known = self.values.iter().flatten().copied().filter(|value| value.is_finite());
        if self.log {
            return log_scale(known, 6);
        }
        let (least, most) = known.fold((0.0f64, 0.0f64), |(least, most), value| {
            (least.min(value), most.max(value))
        });
        Scale {
            low: least,
            high: if most > least { most } else { least + 1.0 },
            ..scale(least, most, 2, false)
        }
    }
}

/// Draws a heat map.
pub(super) fn draw(heat: &Heat, width: u32, height: u32, theme: &Theme) -> Result<Drawing, Failure> {
    let size = held(width, height);
    let full = (f64::from(size.0), f64::from(size.1));
    let (labels, plots) = if heat.plots.is_empty() {
        let (labels, plot) = layout(heat, full, false);
        (labels, vec![plot])
    } else {
        several(heat, full)
    };
    let cells = |plot: &Rect| cells(*plot, heat.x.len(), heat.y.len());
    let points: Vec<Rect> = plots.iter().flat_map(cells).collect();
    let plot = plots.first().copied().unwrap_or_default();
    let scale = heat.scale();
    let svg = picture(size, theme, |pen| {
        for (at, cell) in points.iter().enumerate() {
            let value = heat.values.get(at).copied().flatten().filter(|value| value.is_finite());
            self::cell(pen, heat, &scale, cell, value)?;
        }
        if size.0 >= ROOMY as u32 && size.1 >= ROOMY as u32 && !points.is_empty() {
            key(pen, heat, &scale, f64::from(size.0))?;
        }
        labels.iter().try_for_each(|label| pen.label(label))
    })?;
    Ok(Drawing {
        svg,
        plot,
        hits: points.iter().copied().enumerate().collect(),
        points,
        shifts: Vec::new(),
        legend: Vec::new(),
    })
}

fn cell(pen: &Pen<'_, '_>, heat: &Heat, scale: &Scale, cell: &Rect, value: Option<f64>) -> Drawn {
    let gap = if cell.width >= 6.0 && cell.height >= 6.0 {
        1.0
    } else {
        0.0
    };
    let (right, bottom) = (cell.x + cell.width - gap, cell.y + cell.height - gap);
    let Some(value) = value.filter(|&value| value != 0.0) else {
        let empty = super::pen::color(&pen.theme.grid).map(|color| color.mix(0.5));
        return empty.map_or(Ok(()), |color| pen.block(cell.x, cell.y, right, bottom, color));
    };
    let strength = FAINTEST + (1.0 - FAINTEST) * scale.share(value);
    pen.block(cell.x, cell.y, right, bottom, pen.data(heat.color).mix(strength))?;
    let text = number(value);
    if width(&text, SMALL) + 6.0 > cell.width || cell.height < SMALL + 4.0 {
        return Ok(());
    }
    let label = Label {
        x: cell.x + (cell.width - gap) / 2.0,
        y: cell.y + (cell.height - gap) / 2.0,
        text,
        size: SMALL,
        anchor: Anchor::Middle,
        strong: true,
        upright: false,
    };
    // Where the paper's colour is read better than the ink's.
    let turns = if pen.theme.dark { 0.65 } else { 0.9 };
    match pen.ground().filter(|_| strength > turns) {
        Some(ink) => pen.text(&label, ink),
        None => pen.label(&label),
    }
}

/// The least and the greatest value with the colours between them, at the upper right.
fn key(pen: &Pen<'_, '_>, heat: &Heat, scale: &Scale, full_width: f64) -> Drawn {
    const STEPS: usize = 12;
    const STEP: f64 = 7.0;
    let label = |x: f64, text: String, anchor: Anchor| Label {
        x,
        y: 16.0,
        text,
        size: SMALL,
        anchor,
        strong: false,
        upright: false,
    };
    let known: Vec<f64> = heat
        .values
        .iter()
        .flatten()
        .copied()
        .filter(|value| value.is_finite())
        .collect();
    let (least, most) = known
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), &value| {
            (least.min(value), most.max(value))
        });
    if known.is_empty() {
        return Ok(());
    }
    let most = label(full_width - 10.0, number(most), Anchor::End);
    let right = most.x - width(&most.text, SMALL) - 6.0;
    let left = right - STEPS as f64 * STEP;
    for step in 0..STEPS {
        let share = scale.share(least) + (1.0 - scale.share(least)) * step as f64 / (STEPS - 1) as f64;
        let x = left + step as f64 * STEP;
        let strength = FAINTEST + (1.0 - FAINTEST) * share;
        pen.block(x, 11.0, x + STEP, 21.0, pen.data(heat.color).mix(strength))?;
    }
    pen.label(&label(left - 6.0, number(least), Anchor::End))?;
    pen.label(&most)
}

/// The labels of several maps, and where the cells of each are.
fn several(heat: &Heat, (full_width, full_height): (f64, f64)) -> (Vec<Label>, Vec<Rect>) {
    let roomy = full_height >= ROOMY && full_width >= ROOMY;
    let mut labels = Vec::new();
    let top = if roomy {
        head(heat, full_width, &mut labels)
    } else {
        4.0
    };
    let foot = if roomy { 22.0 } else { 0.0 };
    if roomy {
        labels.push(foot_label(&heat.x.caption(), full_width / 2.0, full_width, full_height));
    }
    let count = heat.plots.len();
    let panels = Panels::of(count, (full_width, (full_height - top - foot).max(1.0)));
    let mut plots = Vec::new();
    for (at, name) in heat.plots.iter().enumerate() {
        let (x, y) = panels.place(at, top);
        let (own, plot) = layout(heat, panels.inner(), true);
        labels.push(panels.name(name, (x, y), plot));
        labels.extend(own.into_iter().map(|label| Label {
            x: label.x + x,
            y: label.y + y,
            ..label
        }));
        plots.push(Rect {
            x: plot.x + x,
            y: plot.y + y,
            ..plot
        });
    }
    (labels, plots)
}

/// Title and measure above everything; how high they stand.
fn head(heat: &Heat, full_width: f64, labels: &mut Vec<Label>) -> f64 {
    let title = if heat.title.is_empty() {
        &heat.measure
    } else {
        &heat.title
    };
    labels.push(Label::title(title, full_width - 240.0));
    let both = [clean(&heat.measure), heat.y.caption()];
    let under: Vec<String> = both.into_iter().filter(|text| !text.is_empty()).collect();
    let text = shorten(&under.join(words::chart::CELL_BY), SMALL, full_width - 20.0);
    labels.push(Label::small(10.0, 42.0, text, Anchor::Start, false));
    54.0
}

/// What stands across, below everything.
fn foot_label(caption: &str, middle: f64, full_width: f64, full_height: f64) -> Label {
    let text = shorten(caption, SMALL, full_width - 20.0);
    Label::small(middle, full_height - 11.0, text, Anchor::Middle, false)
}

/// The labels, and where the cells are; `bare`: of one map among several, whose title and captions stand elsewhere.
fn layout(heat: &Heat, (full_width, full_height): (f64, f64), bare: bool) -> (Vec<Label>, Rect) {
    let roomy = full_height >= ROOMY && full_width >= ROOMY && !bare;
    let mut labels = Vec::new();
    let top = if roomy {
        head(heat, full_width, &mut labels)
    } else {
        4.0
    };
    let rows: Vec<String> = (0..heat.y.len()).map(|row| heat.y.name(row)).collect();
    let axes = full_width >= 100.0 && full_height >= 60.0;
    let widest = rows.iter().map(|name| width(name, SMALL)).fold(0.0, f64::max);
    let left = if axes {
        (widest + 14.0).min(full_width * 0.3).round()
    } else {
        2.0
    };
    let plot_width = (full_width - left - 10.0).max(1.0).floor();
    let caption = if roomy { heat.x.caption() } else { String::new() };
    let slot = plot_width / heat.x.len().max(1) as f64;
    let below = if caption.is_empty() { 0.0 } else { 18.0 };
    // Names such as 14:00 are read whole even under a small map.
    let names = names(&heat.x, slot, (full_height * 0.28).max(40.0).min(full_height * 0.5));
    let bottom = if axes { names.height + below + 4.0 } else { 2.0 };
    let plot = Rect {
        x: left,
        y: top,
        width: plot_width,
        height: (full_height - top - bottom).max(1.0).floor(),
    };
    if axes {
        let high = plot.height / rows.len().max(1) as f64;
        let every = (SMALL * 1.2 / high).ceil().max(1.0) as usize;
        for (row, name) in rows.iter().enumerate().step_by(every) {
            let text = if name.is_empty() {
                words::chart::EMPTY_NAME
            } else {
                name
            };
            let y = plot.y + (row as f64 + 0.5) * high;
            let text = shorten(text, SMALL, left - 10.0);
            labels.push(Label::small(left - 8.0, y, text, Anchor::End, false));
        }
        names.place(plot, slot, full_width, &mut labels);
    }
    if !caption.is_empty() {
        labels.push(foot_label(&caption, plot.x + plot.width / 2.0, full_width, full_height));
    }
    (labels, plot)
}

/// Equal cells that fill the plot, between whole pixels, row by row.
fn cells(plot: Rect, columns: usize, rows: usize) -> Vec<Rect> {
    let edge = |from: f64, length: f64, at: usize, of: usize| (from + length * at as f64 / of as f64).round();
    let cell = |(row, column)| {
        let (x, y) = (
            edge(plot.x, plot.width, column, columns),
            edge(plot.y, plot.height, row, rows),
        );
        Rect {
            x,
            y,
            width: edge(plot.x, plot.width, column + 1, columns) - x,
            height: edge(plot.y, plot.height, row + 1, rows) - y,
        }
    };
    (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .map(cell)
        .collect()
}

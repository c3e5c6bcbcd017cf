//! A scatter plot: a dot for each value of a column, where two measures of it meet.

use super::layout::{Anchor, Label, ROOMY, SMALL};
use super::pen::{Drawn, Pen, color, held, picture, pixel};
use super::scale::{Scale, log_scale, scale};
use super::text::{clean, shorten, width};
use super::{Drawing, Rect, Theme};
use crate::arrange;
use crate::query::Failure;
use crate::words;
use plotters::style::Color;

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Cloud {
    pub title: String,
    /// What each dot is.
    pub of: String,
    pub x_label: String,
    pub y_label: String,
    pub dots: Vec<Dot>,
    /// Whether both axes are logarithmic.
    pub log: bool,
    /// Index in the palette.
    pub color: usize,
}

/// A dot; not drawn where a value is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    pub name: String,
    pub x: Option<f64>,
    pub y: Option<f64>,
}

impl Dot {
    /// Where it stands, if both values are finite.
    pub fn place(&self) -> Option<(f64, f64)> {
        let finite = |value: Option<f64>| {
            let value = value.filter(|value| value.is_finite())?;
            Some(value.clamp(-1e300, 1e300))
        };
        Some((finite(self.x)?, finite(self.y)?))
    }
}

const RADIUS: f64 = 4.0;
/// Dots that are named, those farthest out first.
const NAMED: usize = 12;

struct Layout {
    plot: Rect,
    x: Scale,
    y: Scale,
    labels: Vec<Label>,
}

impl Layout {
    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let plot = self.plot;
        (
            plot.x + plot.width * self.x.share(x),
            plot.y + plot.height * (1.0 - self.y.share(y)),
        )
    }
}

/// Draws a scatter plot.
pub(super) fn draw(cloud: &Cloud, width: u32, height: u32, theme: &Theme) -> Result<Drawing, Failure> {
    let size = held(width, height);
    let layout = layout(cloud, (f64::from(size.0), f64::from(size.1)));
    let points: Vec<Rect> = cloud
        .dots
        .iter()
        .map(|dot| match dot.place() {
            None => Rect::default(),
            Some(place) => {
                let (x, y) = layout.at(place);
                Rect {
                    x: x - RADIUS - 1.0,
                    y: y - RADIUS - 1.0,
                    width: RADIUS * 2.0 + 2.0,
                    height: RADIUS * 2.0 + 2.0,
                }
            }
        })
        .collect();
    let svg = picture(size, theme, |pen| strokes(pen, cloud, &layout, f64::from(size.0)))?;
    Ok(Drawing {
        svg,
        plot: layout.plot,
        hits: points
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, place)| place.width > 0.0)
            .collect(),
        points,
        shifts: Vec::new(),
        legend: Vec::new(),
    })
}

fn strokes(pen: &Pen<'_, '_>, cloud: &Cloud, layout: &Layout, full_width: f64) -> Drawn {
    let plot = layout.plot;
    if let Some(grid) = color(&pen.theme.grid) {
        for &tick in &layout.y.ticks {
            let y = layout.at((0.0, tick)).1.round();
            pen.block(plot.x, y, plot.x + plot.width, y + 1.0, grid)?;
        }
        for &tick in &layout.x.ticks {
            let x = layout.at((tick, 0.0)).0.round();
            pen.block(x, plot.y, x + 1.0, plot.y + plot.height, grid)?;
        }
    }
    let ink = pen.data(cloud.color);
    let mut far: Vec<(f64, usize)> = Vec::new();
    for (at, dot) in cloud.dots.iter().enumerate() {
        let Some(place) = dot.place() else { continue };
        let (x, y) = layout.at(place);
        pen.dot(pixel(x, y), RADIUS as i32, ink.mix(0.55))?;
        far.push((layout.x.share(place.0).hypot(layout.y.share(place.1)), at));
    }
    arrange::by(&mut far, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken: Vec<Rect> = Vec::new();
    for (_, at) in far.into_iter().take(NAMED) {
        let Some(place) = cloud.dots[at].place() else { continue };
        let (x, y) = layout.at(place);
        let text = shorten(&clean(&cloud.dots[at].name), SMALL, 160.0);
        let wide = width(&text, SMALL);
        let left = x + 8.0 + wide > full_width - 4.0;
        let from = if left { x - 8.0 - wide } else { x + 8.0 };
        let room = Rect {
            x: from,
            y: y - 7.0,
            width: wide,
            height: 14.0,
        };
        let free = taken.iter().all(|other| {
            room.x + room.width < other.x || other.x + other.width < room.x || (room.y - other.y).abs() >= room.height
        });
        if free && from > plot.x {
            if let Some(paper) = pen.ground() {
                pen.block(from - 2.0, y - 7.0, from + wide + 2.0, y + 7.0, paper.mix(0.75))?;
            }
            pen.label(&Label {
                x: from,
                y,
                text,
                size: SMALL,
                anchor: Anchor::Start,
                strong: true,
                upright: false,
            })?;
            taken.push(room);
        }
    }
    layout.labels.iter().try_for_each(|label| pen.label(label))
}

fn layout(cloud: &Cloud, (full_width, full_height): (f64, f64)) -> Layout {
    let roomy = full_height >= ROOMY && full_width >= ROOMY;
    let label = Label::small;
    let mut labels = Vec::new();
    let mut top = 8.0;
    if roomy && !cloud.title.is_empty() {
        labels.push(Label::title(&cloud.title, full_width - 20.0));
        top = 34.0;
    }
    if roomy {
        let text = shorten(&clean(&cloud.y_label), SMALL, full_width - 20.0);
        labels.push(label(10.0, top + 6.0, text, Anchor::Start, false));
        top += 22.0;
    }
    let axes = full_width >= 100.0 && full_height >= 60.0;
    let bottom = match (axes, roomy) {
        (true, true) => 42.0,
        (true, false) => 22.0,
        _ => 2.0,
    };
    let height = (full_height - top - bottom).max(1.0).floor();
    let places = || cloud.dots.iter().filter_map(Dot::place);
    let fitting = |values: Vec<f64>, count: usize| {
        if cloud.log {
            return log_scale(values.into_iter(), count);
        }
        let whole = values.iter().all(|value| value.fract() == 0.0);
        let (least, most) = values.iter().fold((0.0f64, 0.0f64), |(least, most), &value| {
            (least.min(value), most.max(value))
        });
        scale(least, most, count, whole)
    };
    let y = fitting(
        places().map(|place| place.1).collect(),
        ((height / 44.0) as usize).clamp(1, 7),
    );
    let widest = y
        .ticks
        .iter()
        .map(|&tick| width(&y.label(tick), SMALL))
        .fold(0.0, f64::max);
    let left = if axes {
        (widest + 14.0).min(full_width / 3.0).round()
    } else {
        2.0
    };
    let plot = Rect {
        x: left,
        y: top,
        width: (full_width - left - 16.0).max(1.0).floor(),
        height,
    };
    let x = fitting(
        places().map(|place| place.0).collect(),
        ((plot.width / 90.0) as usize).clamp(1, 10),
    );
    let mut layout = Layout { plot, x, y, labels };
    if axes {
        for &tick in &layout.y.ticks {
            let at = layout.at((0.0, tick)).1;
            layout
                .labels
                .push(label(left - 8.0, at, layout.y.label(tick), Anchor::End, false));
        }
        for &tick in &layout.x.ticks {
            let at = layout.at((tick, 0.0)).0;
            let y = plot.y + plot.height + 12.0;
            layout
                .labels
                .push(label(at, y, layout.x.label(tick), Anchor::Middle, false));
        }
    }
    if roomy {
        let text = shorten(&clean(&cloud.x_label), SMALL, full_width - 20.0);
        layout.labels.push(label(
            plot.x + plot.width / 2.0,
            full_height - 11.0,
            text,
            Anchor::Middle,
            false,
        ));
    }
    if cloud.dots.is_empty() {
        layout.labels.push(label(
            plot.x + plot.width / 2.0,
            plot.y + plot.height / 2.0,
            words::chart::NO_DATA.into(),
            Anchor::Middle,
            false,
        ));
    }
    layout
}

//! Where everything goes: the plot, its scale, and every label, worked out before anything is drawn.

mod names;

pub(super) use names::{Names, names};

use super::scale::{Scale, log_scale, scale};
use super::stack::{Spans, extent};
use super::text::{clean, shorten, width};
use super::{Chart, Pile, Place, Rect};
use crate::words;

/// Below this height or width, in pixels, title, legend and axis captions are left out: the page says these beside a small chart.
pub(super) const ROOMY: f64 = 200.0;
pub(super) const TITLE: f64 = 14.0;
pub(super) const SMALL: f64 = 11.0;
/// Side of the coloured square before a series' name.
pub(super) const KEY: f64 = 10.0;
const LEGEND_ROWS: usize = 2;
/// Of a chart's height, how much upright labels may take.
const UPRIGHT: f64 = 0.33;

/// Where a label's text stands about its position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A piece of text; `y` is its vertical middle.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub x: f64,
    pub y: f64,
    pub text: String,
    /// Font size in pixels.
    pub size: f64,
    pub anchor: Anchor,
    /// Whether in full ink; otherwise muted.
    pub strong: bool,
    /// Whether read from bottom to top.
    pub upright: bool,
}

impl Label {
    /// A piece of small text.
    pub fn small(x: f64, y: f64, text: String, anchor: Anchor, strong: bool) -> Self {
        Self {
            x,
            y,
            text,
            size: SMALL,
            anchor,
            strong,
            upright: false,
        }
    }

    /// A title at the head of a picture, cut to `room`.
    pub fn title(text: &str, room: f64) -> Self {
        let text = shorten(&clean(text), TITLE, room);
        Self {
            size: TITLE,
            ..Self::small(10.0, 17.0, text, Anchor::Start, true)
        }
    }
}

/// The swatch of a series in the legend: its left edge and vertical middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Swatch {
    pub x: f64,
    pub y: f64,
    pub series: usize,
    /// The swatch with its name.
    pub entry: Rect,
}

/// A rule as it is drawn: a line two pixels wide, and its name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Beam {
    pub line: Rect,
    pub label: Label,
    pub color: usize,
}

/// A laid out chart. All edges of the plot are whole pixels.
#[derive(Debug)]
pub(super) struct Layout {
    pub plot: Rect,
    pub points: Vec<Rect>,
    pub scale: Scale,
    pub labels: Vec<Label>,
    pub swatches: Vec<Swatch>,
    pub beams: Vec<Beam>,
}

impl Layout {
    /// The vertical pixel of a value.
    pub fn y(&self, value: f64) -> f64 {
        self.plot.y + self.plot.height * (1.0 - self.scale.share(value))
    }
}

/// What a layout is told from outside.
#[derive(Clone, Copy, Default)]
pub(super) struct Bounds {
    /// Whether title, legend and captions are left out however much room there is.
    pub bare: bool,
    /// The values that the y axis must hold beside those of the chart.
    pub reach: Option<(f64, f64)>,
}

/// Lays a chart out in `size` pixels.
pub(super) fn layout(chart: &Chart, spans: &Spans, (full_width, full_height): (f64, f64), bounds: Bounds) -> Layout {
    let roomy = full_height >= ROOMY && full_width >= ROOMY && !bounds.bare;
    let mut labels = Vec::new();
    let mut swatches = Vec::new();
    let mut top = if roomy { 10.0 } else { 4.0 };
    if roomy && !chart.title.is_empty() {
        let text = shorten(&clean(&chart.title), TITLE, full_width - 20.0);
        labels.push(Label {
            x: 10.0,
            y: top + 9.0,
            text,
            size: TITLE,
            anchor: Anchor::Start,
            strong: true,
            upright: false,
        });
        top += 26.0;
    }
    let alone = |series: &super::Series| series.mark == super::Mark::Box && series.of == chart.series[0].of;
    if roomy && chart.series.len() > 1 && !chart.series.iter().all(alone) {
        top += legend(chart, top, full_width, &mut labels, &mut swatches);
    }
    let named = if chart.y_label.is_empty() && chart.series.len() == 1 {
        &chart.series[0].name
    } else {
        &chart.y_label
    };
    if roomy && !named.is_empty() {
        let text = shorten(&clean(named), SMALL, full_width - 20.0);
        labels.push(Label {
            x: 10.0,
            y: top + 6.0,
            text,
            size: SMALL,
            anchor: Anchor::Start,
            strong: false,
            upright: false,
        });
        top += 18.0;
    }

    let axes = (full_width >= 100.0, full_height >= 60.0);
    let caption = if roomy { chart.x.caption() } else { String::new() };
    let below = if caption.is_empty() { 0.0 } else { 18.0 };
    top += if axes.0 && axes.1 { 5.0 } else { 0.0 };
    let rules = chart.rules.iter().filter_map(|rule| match rule.at {
        Place::Value(value) if value.is_finite() => Some(value),
        _ => None,
    });
    let rules = rules.chain(bounds.reach.into_iter().flat_map(|(low, high)| [low, high]));
    let (least, most) = rules.clone().fold(extent(spans), |(least, most), value| {
        (value.min(least), value.max(most))
    });
    let shares = chart.pile == Pile::Shares;
    let whole =
        !shares
            && chart.series.iter().filter(|series| !series.hidden).all(|series| {
                (0..chart.x.len()).all(|index| series.at(index).is_none_or(|value| value.fract() == 0.0))
            });
    let fitting = |height: f64| {
        let count = ((height / 44.0).round() as usize).clamp(1, 7);
        if chart.log && !shares {
            let tips = spans.iter().flatten().flatten().map(|&(_, tip)| tip);
            log_scale(tips.chain(rules.clone()), count)
        } else {
            Scale {
                percent: shares,
                ..scale(least, most, count, whole)
            }
        }
    };
    let widest = |scale: &Scale| {
        scale
            .ticks
            .iter()
            .map(|&tick| width(&scale.label(tick), SMALL))
            .fold(0.0, f64::max)
    };

    let mut scale = fitting(full_height - top - below - 22.0);
    let left = if axes.0 {
        (widest(&scale) + 14.0).min(full_width / 3.0).round()
    } else {
        2.0
    };
    let right = if axes.0 { 10.0 } else { 2.0 };
    let plot_width = (full_width - left - right).max(1.0).floor();
    let slot = plot_width / chart.x.len().max(1) as f64;
    let names = if axes.1 {
        names(&chart.x, slot, full_height * UPRIGHT)
    } else {
        Names::default()
    };
    let bottom = if axes.1 { names.height + below + 4.0 } else { 2.0 };
    let plot = Rect {
        x: left,
        y: top.round(),
        width: plot_width,
        height: (full_height - top.round() - bottom).max(1.0).floor(),
    };
    if plot.height / (scale.ticks.len() as f64) < 22.0 {
        scale = fitting(plot.height);
    }

    let mut layout = Layout {
        plot,
        points: points(plot, chart.x.len()),
        scale,
        labels,
        swatches,
        beams: Vec::new(),
    };
    layout.beams = beams(chart, &layout);
    if axes.0 && axes.1 {
        let every = (SMALL * 1.3 * layout.scale.ticks.len() as f64 / plot.height)
            .ceil()
            .max(1.0) as usize;
        for &tick in layout.scale.ticks.iter().step_by(every) {
            let text = shorten(&layout.scale.label(tick), SMALL, left - 8.0);
            let y = layout.y(tick);
            layout.labels.push(Label {
                x: left - 8.0,
                y,
                text,
                size: SMALL,
                anchor: Anchor::End,
                strong: false,
                upright: false,
            });
        }
    }
    names.place(plot, slot, full_width, &mut layout.labels);
    if !caption.is_empty() {
        let (x, y) = (plot.x + plot.width / 2.0, full_height - 11.0);
        let text = shorten(&caption, SMALL, full_width - 20.0);
        let half = width(&text, SMALL) / 2.0;
        let x = x.min(full_width - 6.0 - half).max(6.0 + half);
        layout.labels.push(Label {
            x,
            y,
            text,
            size: SMALL,
            anchor: Anchor::Middle,
            strong: false,
            upright: false,
        });
    }
    if chart.x.is_empty() && plot.width > 60.0 && plot.height > 16.0 {
        let (x, y) = (plot.x + plot.width / 2.0, plot.y + plot.height / 2.0);
        layout.labels.push(Label {
            x,
            y,
            text: words::chart::NO_DATA.into(),
            size: SMALL,
            anchor: Anchor::Middle,
            strong: false,
            upright: false,
        });
    }
    layout
}

/// The rules that lie within the plot.
fn beams(chart: &Chart, layout: &Layout) -> Vec<Beam> {
    let plot = layout.plot;
    let foot = plot.y + plot.height;
    let beam = |rule: &super::Rule| {
        let label = |x: f64, y: f64, anchor: Anchor, room: f64| {
            Label::small(x, y, shorten(&clean(&rule.name), SMALL, room), anchor, true)
        };
        let (line, label) = match rule.at {
            Place::Value(value) if value.is_finite() => {
                let y = layout.y(value).round();
                let above = if y - 9.0 < plot.y { y + 9.0 } else { y - 9.0 };
                let line = Rect {
                    x: plot.x,
                    y,
                    width: plot.width,
                    height: 2.0,
                };
                (
                    line,
                    label(plot.x + plot.width - 6.0, above, Anchor::End, plot.width - 12.0),
                )
            }
            Place::Slot(at) if (0.0..=chart.x.len() as f64).contains(&at) => {
                let x = (plot.x + plot.width * at / chart.x.len().max(1) as f64).round();
                let line = Rect {
                    x,
                    y: plot.y,
                    width: 2.0,
                    height: plot.height,
                };
                let right = x < plot.x + plot.width / 2.0;
                let (anchor, beside) = if right {
                    (Anchor::Start, x + 6.0)
                } else {
                    (Anchor::End, x - 6.0)
                };
                (
                    line,
                    label(beside, (plot.y + 9.0).min(foot), anchor, plot.width / 2.0 - 6.0),
                )
            }
            _ => return None,
        };
        Some(Beam {
            line,
            label,
            color: rule.color,
        })
    };
    chart.rules.iter().filter_map(beam).collect()
}

/// Equal slots that fill the plot.
fn points(plot: Rect, count: usize) -> Vec<Rect> {
    let edge = |index: usize| plot.x + plot.width * index as f64 / count as f64;
    (0..count)
        .map(|index| Rect {
            x: edge(index),
            y: plot.y,
            width: edge(index + 1) - edge(index),
            height: plot.height,
        })
        .collect()
}

/// Places the legend in rows from `top`, and says how high it is. What does not fit is counted in a last entry.
fn legend(chart: &Chart, top: f64, full_width: f64, labels: &mut Vec<Label>, swatches: &mut Vec<Swatch>) -> f64 {
    let (mut x, mut row) = (10.0, 0);
    let total = chart.series.len();
    for (index, series) in chart.series.iter().enumerate() {
        let boxed = series.mark == super::Mark::Box;
        if boxed && chart.series[..index].iter().any(|other| other.of == series.of) {
            continue;
        }
        let name = if boxed {
            clean(&series.of)
        } else if series.name.is_empty() {
            words::chart::EMPTY_NAME.to_owned()
        } else {
            clean(&series.name)
        };
        let text = shorten(&name, SMALL, (full_width - 40.0).min(180.0));
        let wide = KEY + 6.0 + width(&text, SMALL) + 14.0;
        let tail = if row + 1 == LEGEND_ROWS && index + 1 < total {
            60.0
        } else {
            0.0
        };
        if x + wide + tail > full_width && x > 10.0 {
            if row + 1 == LEGEND_ROWS {
                let text = words::chart::legend_more(&(total - index));
                let y = top + 8.0 + row as f64 * 18.0;
                labels.push(Label {
                    x,
                    y,
                    text,
                    size: SMALL,
                    anchor: Anchor::Start,
                    strong: false,
                    upright: false,
                });
                break;
            }
            row += 1;
            x = 10.0;
        }
        let y = top + 8.0 + row as f64 * 18.0;
        let entry = Rect {
            x: x - 4.0,
            y: y - 9.0,
            width: wide - 4.0,
            height: 18.0,
        };
        swatches.push(Swatch {
            x,
            y,
            series: index,
            entry,
        });
        labels.push(Label {
            x: x + KEY + 6.0,
            y,
            text,
            size: SMALL,
            anchor: Anchor::Start,
            strong: !series.hidden,
            upright: false,
        });
        x += wide;
    }
    (row + 1) as f64 * 18.0 + 6.0
}

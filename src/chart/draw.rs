//! Puts a laid out chart on paper with plotters.

use super::layout::{Anchor, Beam, KEY, Label, Layout, Swatch, layout};
use super::stack::{Spans, spans};
use super::theme::rgb;
use super::{Chart, Drawing, Mark, Pile, Rect, Theme, palette, text};
use crate::query::Failure;
use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBAColor, RGBColor, ShapeStyle, TextStyle,
};
use std::io;

/// Pixels beyond which no picture is made.
const LARGEST: u32 = 16_384;
/// plotters writes a font size divided by this.
const FONT_FACTOR: f64 = 1.24;

type Paper<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<io::Error>>;

/// Draws a chart in a picture of `width` by `height` pixels (held within 1 and 16,384). Fails only where plotters does.
pub fn draw(chart: &Chart, width: u32, height: u32, theme: &Theme) -> Result<Drawing, Failure> {
    let size = (width.clamp(1, LARGEST), height.clamp(1, LARGEST));
    let spans = spans(chart);
    let layout = layout(chart, &spans, (f64::from(size.0), f64::from(size.1)));
    let mut svg = String::new();
    {
        let paper = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let pen = Pen {
            paper: &paper,
            chart,
            spans: &spans,
            layout: &layout,
            theme,
        };
        pen.everything(size)
            .and_then(|()| paper.present())
            .map_err(|error| Failure {
                what: format!("The chart could not be drawn: {error}"),
                at: None,
                hint: String::new(),
            })?;
    }
    Ok(Drawing {
        svg,
        plot: layout.plot,
        points: layout.points,
        legend: layout
            .swatches
            .iter()
            .map(|swatch| (swatch.series, swatch.entry))
            .collect(),
    })
}

/// What every stroke needs to know.
struct Pen<'a, 's> {
    paper: &'a Paper<'s>,
    chart: &'a Chart,
    spans: &'a Spans,
    layout: &'a Layout,
    theme: &'a Theme,
}

impl Pen<'_, '_> {
    fn everything(&self, (width, height): (u32, u32)) -> Drawn {
        if let Some(color) = color(&self.theme.background) {
            self.block(0.0, 0.0, f64::from(width), f64::from(height), color)?;
        }
        self.grid()?;
        for mark in [Mark::Area, Mark::Bar] {
            for index in self.of(mark) {
                match mark {
                    Mark::Area => self.area(index)?,
                    _ => self.bars(index)?,
                }
            }
        }
        self.baseline()?;
        for index in self.of(Mark::Line) {
            self.line(index, true)?;
        }
        for beam in &self.layout.beams {
            self.beam(beam)?;
        }
        for swatch in &self.layout.swatches {
            self.swatch(swatch)?;
        }
        self.layout.labels.iter().try_for_each(|label| self.label(label))
    }

    /// Positions of the series drawn with a mark.
    fn of(&self, mark: Mark) -> impl Iterator<Item = usize> {
        self.chart
            .series
            .iter()
            .enumerate()
            .filter(move |(_, series)| series.mark == mark && !series.hidden)
            .map(|(index, _)| index)
    }

    fn stacks(&self) -> bool {
        self.chart.pile != Pile::Apart
    }

    fn data_color(&self, series: usize) -> RGBAColor {
        color(palette::css(self.chart.series[series].color, self.theme.dark)).unwrap_or(RGBAColor(128, 128, 128, 1.0))
    }

    /// A filled rectangle between whole pixels; nothing where it has no surface.
    fn block(&self, left: f64, top: f64, right: f64, bottom: f64, color: RGBAColor) -> Drawn {
        let corners = [pixel(left, top), pixel(right, bottom)];
        if corners[1].0 <= corners[0].0 || corners[1].1 <= corners[0].1 {
            return Ok(());
        }
        self.paper.draw(&Rectangle::new(corners, color.filled()))
    }

    /// A horizontal line across the plot, as a block, which unlike a stroke is crisp.
    fn rule(&self, value: f64, css: &str) -> Drawn {
        let (plot, y) = (self.layout.plot, self.layout.y(value).round());
        color(css).map_or(Ok(()), |color| {
            self.block(plot.x, y, plot.x + plot.width, y + 1.0, color)
        })
    }

    fn grid(&self) -> Drawn {
        self.layout
            .scale
            .ticks
            .iter()
            .try_for_each(|&tick| self.rule(tick, &self.theme.grid))
    }

    fn baseline(&self) -> Drawn {
        self.rule(0.0, &self.theme.axis)
    }

    fn bars(&self, series: usize) -> Drawn {
        let together: Vec<usize> = self.of(Mark::Bar).collect();
        let (lane, lanes) = if self.stacks() {
            (0, 1)
        } else {
            (
                together.iter().position(|&other| other == series).unwrap_or(0),
                together.len(),
            )
        };
        let color = self.data_color(series);
        for (slot, span) in self.layout.points.iter().zip(&self.spans[series]) {
            let Some((foot, tip)) = *span else { continue };
            if foot == tip {
                continue;
            }
            let (left, right) = lane_edges(slot, lane, lanes);
            let (mut top, mut bottom) = (
                self.layout.y(foot.max(tip)).round(),
                self.layout.y(foot.min(tip)).round(),
            );
            if top == bottom && foot == 0.0 {
                if tip > 0.0 { top -= 1.0 } else { bottom += 1.0 }
            }
            self.block(left, top, right, bottom, color)?;
        }
        Ok(())
    }

    fn area(&self, series: usize) -> Drawn {
        let color = self.data_color(series);
        let fill = if self.stacks() {
            color.mix(0.85)
        } else {
            color.mix(0.22)
        };
        for run in self.runs(series) {
            if let [(index, foot, tip)] = run[..] {
                let (left, right) = lane_edges(&self.layout.points[index], 0, 1);
                self.block(
                    left,
                    self.layout.y(foot.max(tip)),
                    right,
                    self.layout.y(foot.min(tip)),
                    fill,
                )?;
                continue;
            }
            let tips = run.iter().map(|&(index, _, tip)| self.at(index, tip));
            let feet = run.iter().rev().map(|&(index, foot, _)| self.at(index, foot));
            self.paper
                .draw(&Polygon::new(tips.chain(feet).collect::<Vec<_>>(), fill.filled()))?;
        }
        if self.stacks() {
            Ok(())
        } else {
            self.line(series, false)
        }
    }

    /// A line through the tips, broken where values are missing; with `points`, a dot at each where there is room, and always at a
    /// value that stands alone.
    fn line(&self, series: usize, points: bool) -> Drawn {
        let color = self.data_color(series);
        let halo = self::color(&self.theme.background);
        let slot = self.layout.points.first().map_or(0.0, |slot| slot.width);
        let radius = if slot >= 16.0 { 3 } else { 2 };
        for run in self.runs(series) {
            let path: Vec<(i32, i32)> = run.iter().map(|&(index, _, tip)| self.at(index, tip)).collect();
            if path.len() > 1 {
                if let Some(halo) = halo.filter(|_| points) {
                    self.paper.draw(&PathElement::new(path.clone(), stroke(halo, 4)))?;
                }
                self.paper.draw(&PathElement::new(path.clone(), stroke(color, 2)))?;
            }
            if path.len() == 1 || (points && slot >= 8.0) {
                for &at in &path {
                    if let Some(halo) = halo {
                        self.paper.draw(&Circle::new(at, radius + 1, halo.filled()))?;
                    }
                    self.paper.draw(&Circle::new(at, radius, color.filled()))?;
                }
            }
        }
        Ok(())
    }

    /// The stretches of a series without missing values: `(x index, foot, tip)`.
    fn runs(&self, series: usize) -> Vec<Vec<(usize, f64, f64)>> {
        let mut runs: Vec<Vec<(usize, f64, f64)>> = Vec::new();
        let mut open = false;
        for (index, span) in self.spans[series].iter().enumerate() {
            if let (Some((foot, tip)), Some(run)) = (*span, runs.last_mut().filter(|_| open)) {
                run.push((index, foot, tip));
            } else if let Some((foot, tip)) = *span {
                runs.push(vec![(index, foot, tip)]);
            }
            open = span.is_some();
        }
        runs
    }

    /// The pixel of a value in the middle of its slot.
    fn at(&self, index: usize, value: f64) -> (i32, i32) {
        let slot = &self.layout.points[index];
        pixel(slot.x + slot.width / 2.0, self.layout.y(value))
    }

    /// A dashed line to hold the data against, its name on paper.
    fn beam(&self, beam: &Beam) -> Drawn {
        const DASH: f64 = 6.0;
        let Rect { x, y, width, height } = beam.line;
        let color = color(palette::css(beam.color, self.theme.dark)).unwrap_or(RGBAColor(128, 128, 128, 1.0));
        let mut from = 0.0;
        while from < width.max(height) {
            let to = (from + DASH).min(width.max(height));
            if width > height {
                self.block(x + from, y, x + to, y + height, color)?;
            } else {
                self.block(x, y + from, x + width, y + to, color)?;
            }
            from += DASH + 4.0;
        }
        if let (Some(paper), false) = (self::color(&self.theme.background), beam.label.text.is_empty()) {
            let Label { x, y, size, .. } = beam.label;
            let wide = text::width(&beam.label.text, size);
            let left = if beam.label.anchor == Anchor::End { x - wide } else { x };
            self.block(left - 3.0, y - 8.0, left + wide + 3.0, y + 8.0, paper.mix(0.8))?;
        }
        self.label(&beam.label)
    }

    fn swatch(&self, swatch: &Swatch) -> Drawn {
        let series = &self.chart.series[swatch.series];
        let hidden = color(&self.theme.grid).filter(|_| series.hidden);
        let color = hidden.unwrap_or(self.data_color(swatch.series));
        let Swatch { x, y, .. } = *swatch;
        match series.mark {
            Mark::Line => {
                self.block(x - 1.0, y - 1.0, x + KEY + 1.0, y + 1.0, color)?;
                self.paper
                    .draw(&Circle::new(pixel(x + KEY / 2.0, y), 3, color.filled()))
            }
            Mark::Bar | Mark::Area => self.block(x, y - KEY / 2.0, x + KEY, y + KEY / 2.0, color),
        }
    }

    fn label(&self, label: &Label) -> Drawn {
        let Some(ink) = color(if label.strong {
            &self.theme.text
        } else {
            &self.theme.muted
        }) else {
            return Ok(());
        };
        if label.text.is_empty() {
            return Ok(());
        }
        let heavy = label.strong && label.size > 12.0;
        let style = if heavy { FontStyle::Bold } else { FontStyle::Normal };
        let turn = if label.upright {
            FontTransform::Rotate270
        } else {
            FontTransform::None
        };
        let side = match label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::Name(&self.theme.font), label.size * FONT_FACTOR, style).transform(turn);
        let style = TextStyle::from(font).color(&ink).pos(Pos::new(side, VPos::Center));
        self.paper.draw_text(&label.text, &style, pixel(label.x, label.y))
    }
}

/// Left and right edge of a bar, at whole pixels and at least one apart; lanes stand side by side in a slot, with a gap about them.
fn lane_edges(slot: &Rect, lane: usize, lanes: usize) -> (f64, f64) {
    let gap = match slot.width {
        narrow if narrow < 3.0 => 0.0,
        middle if middle < 24.0 && lanes == 1 => 1.0,
        wide => (wide * 0.2).clamp(1.0, 40.0),
    };
    let room = slot.width - gap;
    let edge = |lane: usize| (slot.x + gap / 2.0 + room * lane as f64 / lanes.max(1) as f64).round();
    (edge(lane), edge(lane + 1).max(edge(lane) + 1.0))
}

fn pixel(x: f64, y: f64) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

fn stroke(color: RGBAColor, width: u32) -> ShapeStyle {
    ShapeStyle {
        color,
        filled: false,
        stroke_width: width,
    }
}

fn color(css: &str) -> Option<RGBAColor> {
    rgb(css).map(|(red, green, blue)| RGBColor(red, green, blue).to_rgba())
}

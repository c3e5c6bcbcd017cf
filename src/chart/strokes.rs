//! What is drawn of series over an axis: grid, bars, areas, lines, boxes, labels.

use super::layout::{Anchor, Beam, KEY, Label, Layout, Swatch};
use super::pen::{Drawn, Pen, color, pixel};
use super::stack::Spans;
use super::{Chart, Mark, Pile, Rect, text};
use plotters::style::{Color, RGBAColor};

/// What every stroke needs to know.
pub(super) struct Strokes<'a, 's> {
    pub pen: &'a Pen<'a, 's>,
    pub chart: &'a Chart,
    pub spans: &'a Spans,
    pub layout: &'a Layout,
}

impl Strokes<'_, '_> {
    /// Makes them all.
    pub fn everything(&self) -> Drawn {
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
        let boxes: Vec<usize> = self.of(Mark::Box).collect();
        let lanes = boxes.len() / 7;
        for lane in 0..lanes {
            let quarters: Vec<usize> = (0..7).map(|quarter| boxes[lane + quarter * lanes]).collect();
            self.boxes(&quarters, lane, lanes)?;
        }
        for index in self.of(Mark::Line) {
            self.line(index, true)?;
        }
        for beam in &self.layout.beams {
            self.beam(beam)?;
        }
        for swatch in &self.layout.swatches {
            self.swatch(swatch)?;
        }
        self.layout.labels.iter().try_for_each(|label| self.pen.label(label))
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

    fn color(&self, series: usize) -> RGBAColor {
        self.pen.data(self.chart.series[series].color)
    }

    fn stacks(&self) -> bool {
        self.chart.pile != Pile::Apart
    }

    /// A horizontal line across the plot, as a block, which unlike a stroke is crisp.
    fn rule(&self, value: f64, css: &str) -> Drawn {
        let (plot, y) = (self.layout.plot, self.layout.y(value).round());
        color(css).map_or(Ok(()), |color| {
            self.pen.block(plot.x, y, plot.x + plot.width, y + 1.0, color)
        })
    }

    fn grid(&self) -> Drawn {
        self.layout
            .scale
            .ticks
            .iter()
            .try_for_each(|&tick| self.rule(tick, &self.pen.theme.grid))
    }

    fn baseline(&self) -> Drawn {
        self.rule(0.0, &self.pen.theme.axis)
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
        let color = self.color(series);
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
            self.pen.block(left, top, right, bottom, color)?;
        }
        Ok(())
    }

    /// Boxes from the lower to the upper quarter with the median across, whiskers from 5 % to 95 %, dots at the least and greatest.
    fn boxes(&self, quarters: &[usize], lane: usize, lanes: usize) -> Drawn {
        let color = self.color(quarters[3]);
        for (index, slot) in self.layout.points.iter().enumerate() {
            let values: Vec<f64> = quarters
                .iter()
                .filter_map(|&series| self.chart.series[series].at(index))
                .collect();
            let &[least, low, lower, median, upper, high, greatest] = &values[..] else {
                continue;
            };
            let (left, right) = lane_edges(slot, lane, lanes);
            let middle = ((left + right) / 2.0).round();
            let y = |value: f64| self.layout.y(value).round();
            for (from, to) in [(upper, high), (low, lower)] {
                self.pen.block(middle, y(to), middle + 1.0, y(from), color)?;
            }
            for end in [low, high] {
                let half = ((right - left) / 4.0).clamp(1.0, 10.0).round();
                self.pen
                    .block(middle - half, y(end), middle + half + 1.0, y(end) + 1.0, color)?;
            }
            self.pen
                .block(left, y(upper), right, y(lower).max(y(upper) + 1.0), color.mix(0.4))?;
            self.pen.block(left, y(median) - 1.0, right, y(median) + 1.0, color)?;
            for end in [least, greatest] {
                if !(low..=high).contains(&end) {
                    self.pen.dot((middle as i32, y(end) as i32), 2, color.mix(0.7))?;
                }
            }
        }
        Ok(())
    }

    fn area(&self, series: usize) -> Drawn {
        let color = self.color(series);
        let fill = if self.stacks() {
            color.mix(0.85)
        } else {
            color.mix(0.22)
        };
        for run in self.runs(series) {
            if let [(index, foot, tip)] = run[..] {
                let (left, right) = lane_edges(&self.layout.points[index], 0, 1);
                self.pen.block(
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
            self.pen.shape(tips.chain(feet).collect(), fill)?;
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
        let color = self.color(series);
        let halo = self.pen.ground();
        let slot = self.layout.points.first().map_or(0.0, |slot| slot.width);
        let radius = if slot >= 16.0 { 3 } else { 2 };
        for run in self.runs(series) {
            let path: Vec<(i32, i32)> = run.iter().map(|&(index, _, tip)| self.at(index, tip)).collect();
            if path.len() > 1 {
                if let Some(halo) = halo.filter(|_| points) {
                    self.pen.path(path.clone(), halo, 4)?;
                }
                self.pen.path(path.clone(), color, 2)?;
            }
            if path.len() == 1 || (points && slot >= 8.0) {
                for &at in &path {
                    if let Some(halo) = halo {
                        self.pen.dot(at, radius + 1, halo)?;
                    }
                    self.pen.dot(at, radius, color)?;
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
        let color = self.pen.data(beam.color);
        let mut from = 0.0;
        while from < width.max(height) {
            let to = (from + DASH).min(width.max(height));
            if width > height {
                self.pen.block(x + from, y, x + to, y + height, color)?;
            } else {
                self.pen.block(x, y + from, x + width, y + to, color)?;
            }
            from += DASH + 4.0;
        }
        if let (Some(paper), false) = (self.pen.ground(), beam.label.text.is_empty()) {
            let Label { x, y, size, .. } = beam.label;
            let wide = text::width(&beam.label.text, size);
            let left = if beam.label.anchor == Anchor::End { x - wide } else { x };
            self.pen
                .block(left - 3.0, y - 8.0, left + wide + 3.0, y + 8.0, paper.mix(0.8))?;
        }
        self.pen.label(&beam.label)
    }

    fn swatch(&self, swatch: &Swatch) -> Drawn {
        let series = &self.chart.series[swatch.series];
        let hidden = color(&self.pen.theme.grid).filter(|_| series.hidden);
        let color = hidden.unwrap_or(self.color(swatch.series));
        let Swatch { x, y, .. } = *swatch;
        match series.mark {
            Mark::Line => {
                self.pen.block(x - 1.0, y - 1.0, x + KEY + 1.0, y + 1.0, color)?;
                self.pen.dot(pixel(x + KEY / 2.0, y), 3, color)
            }
            Mark::Bar | Mark::Area | Mark::Box => self.pen.block(x, y - KEY / 2.0, x + KEY, y + KEY / 2.0, color),
        }
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

//! A grouped answer to a chart: gaps in time filled, splits ranked, every series named and coloured.

mod axis;
mod pictures;

use super::running::{middle, named, run};
use super::{At, Axis, Built, Chart, Mark, Picture, Pile, Place, Rule, Series, palette, scale};
use crate::query::answer::{Head, Line};
use crate::query::{Answer, Key, Measure};
use crate::value::{Value, Zone, reading};
use crate::view::{ChartKind, ChartMark, ChartSeries, ChartView, RuleAt, Run, measure_name, text_of};
use crate::words;
use axis::Found;
use std::collections::HashMap;

/// What a chart is made of: the builder's choices, what they come to over this log, and what was answered.
pub struct Material<'a> {
    pub view: &'a ChartView,
    pub x: &'a Key,
    pub y: Option<&'a Key>,
    pub via: Option<&'a Key>,
    pub series: &'a [ChartSeries],
    pub answers: &'a [Answer],
    pub zone: &'a Zone,
}

impl Material<'_> {
    /// The chart; `Err` says in a sentence why there is none. `Ok(None)`: what was answered is another question.
    pub fn build(&self) -> Result<Option<Built>, String> {
        match self.view.kind {
            ChartKind::Over | ChartKind::Box => self.over(),
            ChartKind::Heat => self.heat(),
            ChartKind::Histogram => self.histogram(),
            ChartKind::Scatter => self.cloud(),
            ChartKind::Flow => self.flow(),
        }
    }

    /// Series over an axis.
    fn over(&self) -> Result<Option<Built>, String> {
        let Some(Answer::Pivot {
            kinds, heads, lines, ..
        }) = self.answers.first()
        else {
            return Ok(None);
        };
        let split = usize::from(self.view.split.is_some());
        if kinds.len() != 1 + split + self.series.len() || heads.iter().any(|head| head.keys.len() > split) {
            return Ok(None);
        }
        // A box needs numbers: values without any are left out.
        let lines = lines.iter().skip(1);
        let numbered = |line: &&Line| line.cells.iter().flatten().any(|value| *value != Value::Null);
        let lines: Vec<Line> = lines
            .filter(|line| self.view.kind != ChartKind::Box || numbered(line))
            .cloned()
            .collect();
        let mut notes = Vec::new();
        let found: Vec<Found<'_>> = lines.iter().map(Found::line).collect();
        let Some((axis, edge)) = self.side(self.x, &self.view.x_name, &found, &mut notes)? else {
            return Ok(None);
        };
        let places: HashMap<&At, usize> = edge.at.iter().enumerate().map(|(place, at)| (at, place)).collect();
        let series = self.lanes(heads, &lines, &places, &mut notes);
        let mut chart = Chart {
            title: self.view.title.clone(),
            x: axis,
            y_label: self.y_label(),
            series,
            pile: match self.view {
                _ if self.view.kind == ChartKind::Box => Pile::Apart,
                ChartView { whole: true, .. } => Pile::Shares,
                ChartView { stacked: true, .. } => Pile::Stacked,
                _ => Pile::Apart,
            },
            apart: self.view.apart && self.view.kind == ChartKind::Over,
            log: self.view.log,
            rules: Vec::new(),
        };
        if chart.log && chart.pile == Pile::Stacked && chart.series.len() > 1 {
            notes.push(words::chart::NOTE_LOG_STACKS.into());
        }
        if self.view.kind == ChartKind::Box {
            notes.push(words::chart::NOTE_BOX.into());
        }
        chart.rules = self.rules(&chart, &mut notes);
        Ok(Some(self.built(Picture::Chart(chart), vec![edge], notes)))
    }

    /// Every measure of every value of the split.
    fn lanes(
        &self,
        heads: &[Head],
        lines: &[Line],
        places: &HashMap<&At, usize>,
        notes: &mut Vec<String>,
    ) -> Vec<Series> {
        let values: Vec<String> = match &self.view.split {
            None => Vec::new(),
            Some(_) => heads
                .iter()
                .map(|head| match head.rest {
                    Some(left) => others(left),
                    None => shown(head.keys.first().and_then(text_of).as_deref()),
                })
                .collect(),
        };
        let names: Vec<String> = self.series.iter().map(name).collect();
        let measured: Vec<String> = self
            .series
            .iter()
            .zip(&names)
            .map(|(series, name)| named(name.clone(), series.run))
            .collect();
        let own = if values.is_empty() && self.view.kind == ChartKind::Box {
            vec![palette::CALM; names.len()]
        } else if values.is_empty() {
            colors(&names)
        } else {
            let mut colors = palette::colors_of(&values);
            for (color, head) in colors.iter_mut().zip(heads) {
                if head.rest.is_some() {
                    *color = palette::REST;
                }
            }
            colors
        };
        let lanes = values.len().max(1);
        let mut all = Vec::new();
        for (measure, series) in self.series.iter().enumerate() {
            if series.run == Run::Total && !adds_up(&series.measure) {
                notes.push(words::chart::note_adds_up(&measured[measure]));
            }
            for lane in 0..lanes {
                let (of, color) = match values.get(lane) {
                    None => (measured[measure].clone(), own[measure]),
                    Some(value) if self.series.len() == 1 && series.run == Run::Each => (value.clone(), own[lane]),
                    Some(value) => (format!("{value} · {}", measured[measure]), own[lane]),
                };
                let mut points = vec![empty(&series.measure); places.len()];
                for line in lines {
                    let at = Found::line(line).at();
                    let cell = if values.is_empty() {
                        line.cells.last()
                    } else {
                        line.cells.get(lane)
                    };
                    let value = cell.and_then(|cell| number(cell.get(measure)?));
                    if let (Some(&place), Some(value)) = (places.get(&at), value) {
                        points[place] = Some(value);
                    }
                }
                // All seven numbers of a box are one part.
                let part = match (self.view.kind, values.get(lane)) {
                    (ChartKind::Box, Some(value)) => value.clone(),
                    (ChartKind::Box, None) => words::chart::KIND_BOX.into(),
                    _ => of.clone(),
                };
                let style = self.view.style(&part);
                let called = !style.name.is_empty() && self.view.kind != ChartKind::Box;
                all.push(Series {
                    name: if called { style.name } else { of },
                    of: part,
                    mark: match (self.view.kind, series.mark) {
                        (ChartKind::Box, _) => Mark::Box,
                        (_, ChartMark::Bar) => Mark::Bar,
                        (_, ChartMark::Line) => Mark::Line,
                        (_, ChartMark::Area) => Mark::Area,
                    },
                    values: run(&points, series.run),
                    color: style.color.unwrap_or(color),
                    hidden: style.hidden,
                });
            }
        }
        all
    }

    fn rules(&self, chart: &Chart, notes: &mut Vec<String>) -> Vec<Rule> {
        let heights = || -> Vec<f64> {
            let shown: Vec<&Series> = chart.series.iter().filter(|series| !series.hidden).collect();
            (0..chart.x.len())
                .filter_map(|at| match chart.pile {
                    Pile::Stacked => shown.iter().filter_map(|series| series.at(at)).reduce(|a, b| a + b),
                    _ => shown.first()?.at(at),
                })
                .collect()
        };
        let middle = || middle(heights().into_iter());
        let place = |rule: &RuleAt| match rule {
            RuleAt::Value(value) => Some((Place::Value(*value), scale::number(*value))),
            RuleAt::Mean => {
                middle().map(|(mean, _)| (Place::Value(mean), words::chart::rule_average(&scale::number(mean))))
            }
            RuleAt::Median => middle().map(|(_, at)| (Place::Value(at), words::chart::rule_median(&scale::number(at)))),
            RuleAt::Moment(text) => {
                let (at, _) = reading(text, self.zone)?;
                let Axis::Time {
                    zone, bucket, starts, ..
                } = &chart.x
                else {
                    return None;
                };
                let slot = starts.partition_point(|&start| start <= at).checked_sub(1)?;
                let (from, to) = bucket.span(starts[slot], zone);
                (at < to).then(|| {
                    let within = (at - from) as f64 / (to - from).max(1) as f64;
                    (Place::Slot(slot as f64 + within), text.clone())
                })
            }
        };
        let mut rules = Vec::new();
        for rule in &self.view.rules {
            // Where the series are hidden or empty there is no average to draw.
            match place(&rule.at) {
                Some((at, own)) => rules.push(Rule {
                    name: if rule.name.is_empty() { own } else { rule.name.clone() },
                    at,
                    color: rule.color,
                }),
                None => notes.push(words::chart::note_line_outside(&match &rule.at {
                    RuleAt::Moment(text) if rule.name.is_empty() => text,
                    _ => &rule.name,
                })),
            }
        }
        rules
    }

    fn y_label(&self) -> String {
        match self.series {
            _ if !self.view.y_name.is_empty() => self.view.y_name.clone(),
            _ if self.view.kind == ChartKind::Box => self.y.map_or(String::new(), |key| key.column().to_owned()),
            [one] => named(name(one), one.run),
            _ => String::new(),
        }
    }
}

/// A colour for each series: the calm one where it is alone.
fn colors(names: &[String]) -> Vec<usize> {
    if names.len() == 1 {
        vec![palette::CALM]
    } else {
        palette::colors_of(names)
    }
}

fn others(left: u64) -> String {
    words::counts::others(left, &scale::number(left as f64))
}

/// What is drawn where there are no rows: zero where nothing to count is zero.
fn empty(measure: &Measure) -> Option<f64> {
    (adds_up(measure) || matches!(measure, Measure::Distinct(_))).then_some(0.0)
}

fn adds_up(measure: &Measure) -> bool {
    matches!(measure, Measure::Count | Measure::CountIf(_) | Measure::Sum(_))
}

/// A series’ name before anything is done to it.
fn name(series: &ChartSeries) -> String {
    if series.name.is_empty() {
        measure_name(&series.measure)
    } else {
        series.name.clone()
    }
}

/// A key as text, for people.
fn shown(text: Option<&str>) -> String {
    match text {
        None => "null".into(),
        Some("") => "\"\"".into(),
        Some(text) => text.into(),
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(value) => Some(*value as f64),
        Value::Number(value) => Some(*value),
        _ => None,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;

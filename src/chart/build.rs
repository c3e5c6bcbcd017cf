//! A grouped answer to a chart: gaps in time filled, splits ranked, every series named and coloured.

use super::built::At;
use super::running::{middle, named, run};
use super::{Axis, Built, Chart, Mark, Pile, Place, Rule, Series, palette, scale};
use crate::query::answer::{Head, Line};
use crate::query::{Answer, Bucket, Key, Measure, Phase};
use crate::value::{Micros, Value, Zone, reading};
use crate::view::{ChartMark, ChartSeries, ChartView, RuleAt, Run, measure_name, text_of};
use std::collections::HashMap;

/// The most time buckets a chart takes.
const BUCKETS: usize = 5000;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// What a chart is made of: the builder's choices, what they come to over this log, and what was answered.
pub struct Material<'a> {
    pub view: &'a ChartView,
    pub x: &'a Key,
    pub series: &'a [ChartSeries],
    pub answers: &'a [Answer],
    pub zone: &'a Zone,
}

impl Material<'_> {
    /// The chart; `Err` says in a sentence why there is none. `Ok(None)`: what was answered is another question.
    pub fn build(&self) -> Result<Option<Built>, String> {
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
        let lines = lines.get(1..).unwrap_or_default();
        let mut notes = Vec::new();
        let Some((axis, at)) = self.axis(lines, &mut notes)? else {
            return Ok(None);
        };
        let places: HashMap<&At, usize> = at.iter().enumerate().map(|(place, at)| (at, place)).collect();
        let series = self.lanes(heads, lines, &places, &mut notes);
        let mut chart = Chart {
            title: self.view.title.clone(),
            x: axis,
            y_label: self.y_label(),
            series,
            pile: match self.view {
                ChartView { whole: true, .. } => Pile::Shares,
                ChartView { stacked: true, .. } => Pile::Stacked,
                _ => Pile::Apart,
            },
            log: self.view.log,
            rules: Vec::new(),
        };
        if chart.log && chart.pile == Pile::Stacked && chart.series.len() > 1 {
            notes.push("On a logarithmic axis only the whole stacks compare, not their parts.".into());
        }
        chart.rules = self.rules(&chart, &mut notes);
        Ok(Some(Built {
            chart,
            at,
            x: self.x.clone(),
            zone: self.zone.clone(),
            notes,
        }))
    }

    /// The x axis, and what each of its values is.
    fn axis(&self, lines: &[Line], notes: &mut Vec<String>) -> Result<Option<(Axis, Vec<At>)>, String> {
        let column = self.x.column();
        let label = if self.view.x_name.is_empty() {
            column.to_owned()
        } else {
            self.view.x_name.clone()
        };
        let nulls = lines
            .iter()
            .any(|line| line.rest.is_none() && line.keys == [Value::Null]);
        let left_out = || format!("Rows without {column} are left out.");
        Ok(Some(match self.x {
            Key::Time { bucket, .. } => {
                let Some(starts) = self.starts(lines, *bucket)? else {
                    return Ok(None);
                };
                if nulls {
                    notes.push(left_out());
                }
                let at = starts.iter().map(|&at| At::Is(text_of(&Value::Time(at)))).collect();
                let (bucket, zone) = (*bucket, self.zone.clone());
                (
                    Axis::Time {
                        label,
                        zone,
                        bucket,
                        starts,
                    },
                    at,
                )
            }
            Key::Phase { phase, .. } => {
                if nulls {
                    notes.push(left_out());
                }
                let all: Vec<i64> = phases(*phase);
                let names = all.iter().map(|&value| phase_name(*phase, value)).collect();
                let at = all.iter().map(|value| At::Is(Some(value.to_string()))).collect();
                let label = format!("{label} · {} · {}", phase.name(), self.zone.name);
                (Axis::Category { label, names }, at)
            }
            _ => {
                let (mut names, mut at) = (Vec::new(), Vec::new());
                for line in lines {
                    match line.rest {
                        None => {
                            let key = text_of(line.keys.first().unwrap_or(&Value::Null));
                            names.push(shown(key.as_deref()));
                            at.push(At::Is(key));
                        }
                        Some(left) if self.view.others => {
                            names.push(others(left));
                            at.push(At::Rest);
                        }
                        Some(left) => {
                            let (first, all) = (names.len() as f64, names.len() as f64 + left as f64);
                            let (first, all) = (scale::number(first), scale::number(all));
                            notes.push(format!("The first {first} of {all} values of {column} are shown."));
                        }
                    }
                }
                (Axis::Category { label, names }, at)
            }
        }))
    }

    /// All bucket starts between the first and the last; `None` where the lines have other buckets.
    fn starts(&self, lines: &[Line], bucket: Bucket) -> Result<Option<Vec<Micros>>, String> {
        let mut found = Vec::new();
        for line in lines {
            match line.keys.first() {
                Some(&Value::Time(at)) if bucket.start(at, self.zone) == at => found.push(at),
                Some(Value::Null) => {}
                _ => return Ok(None),
            }
        }
        let (Some(&first), Some(&last)) = (found.iter().min(), found.iter().max()) else {
            return Ok(Some(Vec::new()));
        };
        let starts = bucket.starts(first, last, self.zone, BUCKETS).ok_or_else(|| {
            let width = capital(&bucket.label());
            format!("{width} takes more than {BUCKETS} points: choose a wider bucket.")
        })?;
        Ok(Some(starts))
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
        let own = if values.is_empty() {
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
                notes.push(format!(
                    "{} adds up what was measured at each point; values seen at several points count at each.",
                    measured[measure]
                ));
            }
            for lane in 0..lanes {
                let (of, color) = match values.get(lane) {
                    None => (measured[measure].clone(), own[measure]),
                    Some(value) if self.series.len() == 1 && series.run == Run::Each => (value.clone(), own[lane]),
                    Some(value) => (format!("{value} · {}", measured[measure]), own[lane]),
                };
                let mut points = vec![empty(&series.measure); places.len()];
                for line in lines {
                    let at = match line.rest {
                        Some(_) => At::Rest,
                        None => At::Is(line.keys.first().and_then(text_of)),
                    };
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
                let style = self.view.style(&of);
                all.push(Series {
                    name: if style.name.is_empty() { of.clone() } else { style.name },
                    of,
                    mark: match series.mark {
                        ChartMark::Bar => Mark::Bar,
                        ChartMark::Line => Mark::Line,
                        ChartMark::Area => Mark::Area,
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
            RuleAt::Mean => middle().map(|(mean, _)| (Place::Value(mean), format!("average {}", scale::number(mean)))),
            RuleAt::Median => middle().map(|(_, at)| (Place::Value(at), format!("median {}", scale::number(at)))),
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
            match place(&rule.at) {
                Some((at, own)) => rules.push(Rule {
                    name: if rule.name.is_empty() { own } else { rule.name.clone() },
                    at,
                    color: rule.color,
                }),
                None => notes.push(format!(
                    "The line {} is outside of what is drawn.",
                    match &rule.at {
                        RuleAt::Moment(text) if rule.name.is_empty() => text,
                        _ => &rule.name,
                    }
                )),
            }
        }
        rules
    }

    fn y_label(&self) -> String {
        match self.series {
            _ if !self.view.y_name.is_empty() => self.view.y_name.clone(),
            [one] => named(name(one), one.run),
            _ => String::new(),
        }
    }
}

/// All values of a phase, in order.
pub(super) fn phases(phase: Phase) -> Vec<i64> {
    let first = i64::from(phase == Phase::Weekday);
    (first..first + phase.count() as i64).collect()
}

/// A phase as people say it: `Mon`, `14:00`, `Mon 14:00`.
pub(super) fn phase_name(phase: Phase, value: i64) -> String {
    let day = |at: i64| WEEKDAYS[at.rem_euclid(7) as usize];
    match phase {
        Phase::Hour => format!("{value:02}:00"),
        Phase::Weekday => day(value - 1).to_owned(),
        Phase::HourOfWeek => format!("{} {:02}:00", day(value.div_euclid(24)), value.rem_euclid(24)),
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
    match left {
        1 => "1 other".into(),
        _ => format!("{} others", scale::number(left as f64)),
    }
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
pub(super) fn shown(text: Option<&str>) -> String {
    match text {
        None => "null".into(),
        Some("") => "\"\"".into(),
        Some(text) => text.into(),
    }
}

pub(super) fn number(value: &Value) -> Option<f64> {
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

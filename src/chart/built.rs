//! A chart with what its points stand for: what is said of one, the rows it means, the table of all.

use super::edge::Edge;
use super::{Chart, Picture, Pile, scale};
use crate::query::Predicate;
use crate::value::{Value, Zone};
use crate::words;

/// A chart with the values its sides stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    pub picture: Picture,
    /// The sides: x, and of a heat map then y, of several the maps; of a flow the stages.
    pub edges: Vec<Edge>,
    pub zone: Zone,
    /// What the picture leaves out, in sentences; may be empty.
    pub notes: Vec<String>,
}

/// What is said of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub name: String,
    pub lines: Vec<Line>,
}

/// A value at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Index in the palette, where it has a colour.
    pub color: Option<usize>,
    pub name: String,
    pub value: String,
}

impl Built {
    /// How many points there are.
    pub fn len(&self) -> usize {
        let side = |at: usize| self.edges.get(at).map_or(0, |edge| edge.at.len());
        match &self.picture {
            Picture::Heat(heat) => side(0) * side(1) * heat.plots.len().max(1),
            Picture::Flow(flow) => flow.nodes() + flow.links.len(),
            Picture::Chart(_) | Picture::Cloud(_) => side(0),
        }
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How far it is from a point to the one below it.
    pub fn below(&self) -> usize {
        match &self.picture {
            Picture::Heat(heat) => heat.x.len(),
            _ => 0,
        }
    }

    /// The series, where there are some.
    pub fn chart(&self) -> Option<&Chart> {
        match &self.picture {
            Picture::Chart(chart) => Some(chart),
            _ => None,
        }
    }

    /// The values of its sides that a point is: side and place.
    fn parts(&self, at: usize) -> Vec<(usize, usize)> {
        match &self.picture {
            Picture::Chart(_) | Picture::Cloud(_) => vec![(0, at)],
            Picture::Heat(heat) => {
                let across = heat.x.len().max(1);
                let (row, column) = (at / across, at % across);
                if heat.plots.is_empty() {
                    return vec![(1, row), (0, column)];
                }
                let down = heat.y.len().max(1);
                vec![(2, row / down), (1, row % down), (0, column)]
            }
            Picture::Flow(flow) => {
                let mut left = at;
                for (stage, nodes) in flow.stages.iter().enumerate() {
                    if left < nodes.nodes.len() {
                        return vec![(stage, left)];
                    }
                    left -= nodes.nodes.len();
                }
                let ends = |link: &super::Link| vec![(link.stage, link.from), (link.stage + 1, link.to)];
                flow.links.get(left).map_or(Vec::new(), ends)
            }
        }
    }

    /// What is said of a point.
    pub fn spot(&self, at: usize) -> Spot {
        let names = self
            .parts(at)
            .into_iter()
            .filter_map(|(side, at)| Some(self.edges.get(side)?.name(at)));
        let names: Vec<String> = names.collect();
        let line = |name: &str, value: Option<f64>| Line {
            color: None,
            name: name.to_owned(),
            value: value.map_or("–".into(), scale::number),
        };
        let (glue, lines) = match &self.picture {
            Picture::Chart(chart) => (" ", chart_lines(chart, at)),
            Picture::Heat(heat) => {
                let across = heat.x.len().max(1);
                (" · ", vec![line(&heat.measure, heat.at(at / across, at % across))])
            }
            Picture::Cloud(cloud) => {
                let dot = cloud.dots.get(at);
                let x = line(&cloud.x_label, dot.and_then(|dot| dot.x));
                (" ", vec![x, line(&cloud.y_label, dot.and_then(|dot| dot.y))])
            }
            Picture::Flow(flow) => {
                let size = match at.checked_sub(flow.nodes()) {
                    Some(link) => flow.links.get(link).map(|link| link.size),
                    None => flow
                        .stages
                        .iter()
                        .flat_map(|stage| &stage.nodes)
                        .nth(at)
                        .map(|node| node.size),
                };
                (" → ", vec![line(words::common::EVENTS, size)])
            }
        };
        Spot {
            name: names.join(glue),
            lines,
        }
    }

    /// What is said of the points between two.
    pub fn span(&self, from: usize, to: usize) -> String {
        let (a, b) = (self.parts(from.min(to)), self.parts(from.max(to)));
        if from == to || a.len() != b.len() || matches!(self.picture, Picture::Cloud(_) | Picture::Flow(_)) {
            return self.spot(to).name;
        }
        let names = a.iter().zip(&b).filter_map(|(&(side, a), &(_, b))| {
            let edge = self.edges.get(side)?;
            let (a, b) = (a.min(b), a.max(b));
            Some(if a == b {
                edge.name(a)
            } else {
                format!("{} – {}", edge.name(a), edge.name(b))
            })
        });
        names.collect::<Vec<_>>().join(" · ")
    }

    /// The rows that a point stands for.
    pub fn is(&self, at: usize) -> Option<Predicate> {
        self.keep(at, at)
    }

    /// The rows that the points between two stand for: of a heat map those in the rectangle between them.
    pub fn keep(&self, from: usize, to: usize) -> Option<Predicate> {
        match &self.picture {
            Picture::Chart(_) => self.edges.first()?.stretch(from, to),
            Picture::Heat(_) => {
                let (a, b) = (self.parts(from), self.parts(to));
                let sides = a.iter().zip(&b).map(|(a, b)| self.edges.get(a.0)?.stretch(a.1, b.1));
                Some(Predicate::And(sides.collect::<Option<_>>()?))
            }
            Picture::Cloud(cloud) => {
                let (a, b) = (cloud.dots.get(from)?.place()?, cloud.dots.get(to)?.place()?);
                let inside = |at: &usize| {
                    let place = cloud.dots[*at].place();
                    place.is_some_and(|(x, y)| {
                        (a.0.min(b.0)..=a.0.max(b.0)).contains(&x) && (a.1.min(b.1)..=a.1.max(b.1)).contains(&y)
                    })
                };
                let edge = self.edges.first()?;
                if from == to {
                    return edge.is(to);
                }
                let inside = (0..cloud.dots.len()).filter(inside);
                Some(Predicate::any(inside.filter_map(|at| edge.is(at))))
            }
            Picture::Flow(_) => {
                let parts = self.parts(to);
                let parts = parts.iter().map(|&(side, at)| self.edges.get(side)?.is(at));
                Some(match parts.collect::<Option<Vec<_>>>()? {
                    mut one if one.len() == 1 => one.pop()?,
                    parts => Predicate::And(parts),
                })
            }
        }
    }

    /// The first and the last of the points that these rows are, where [`Built::keep`] made them of such.
    pub fn kept(&self, rows: &Predicate) -> Option<(usize, usize)> {
        match (&self.picture, rows) {
            (Picture::Chart(_), _) => self.edges.first()?.found(rows),
            (Picture::Heat(_), Predicate::And(sides)) if sides.len() == self.edges.len() => {
                let mut ends = (0, 0);
                for (edge, rows) in self.edges.iter().rev().zip(sides) {
                    let (first, last) = edge.found(rows)?;
                    ends = (ends.0 * edge.at.len() + first, ends.1 * edge.at.len() + last);
                }
                Some(ends)
            }
            _ => {
                let at = (0..self.len()).find(|&at| self.is(at).as_ref() == Some(rows))?;
                Some((at, at))
            }
        }
    }

    /// The chart as a table: headings, and the rows below them. What stands at the sides by name, or as it is taken away.
    pub fn table(&self, named: bool) -> (Vec<String>, Vec<Vec<Value>>) {
        let side = |side: usize, at: usize| match self.edges.get(side) {
            Some(edge) if named => Value::Text(edge.name(at)),
            Some(edge) => edge.value(at),
            None => Value::Null,
        };
        let head = |side: usize| self.edges.get(side).map_or("", |edge| edge.key.column()).to_owned();
        match &self.picture {
            Picture::Chart(chart) => {
                let first = if named { chart.x.caption() } else { head(0) };
                let heads = std::iter::once(first).chain(chart.series.iter().map(|series| series.name.clone()));
                let row = |at: usize| {
                    let values = chart.series.iter().map(|series| number(series.at(at)));
                    std::iter::once(side(0, at)).chain(values).collect()
                };
                (heads.collect(), (0..chart.x.len()).map(row).collect())
            }
            Picture::Heat(heat) => {
                let sides = if heat.plots.is_empty() { vec![1] } else { vec![2, 1] };
                let across = (0..heat.x.len()).map(|at| heat.x.name(at));
                let heads = sides.iter().map(|&side| head(side)).chain(across).collect();
                let row = |row: usize| {
                    let parts = self.parts(row * heat.x.len()).into_iter();
                    let named = parts
                        .filter(|(at, _)| sides.contains(at))
                        .map(|(at, place)| side(at, place));
                    let values = (0..heat.x.len()).map(|column| number(heat.at(row, column)));
                    named.chain(values).collect()
                };
                (heads, (0..heat.y.len() * heat.plots.len().max(1)).map(row).collect())
            }
            Picture::Cloud(cloud) => {
                let row = |(at, dot): (usize, &super::Dot)| vec![side(0, at), number(dot.x), number(dot.y)];
                let heads = vec![head(0), cloud.x_label.clone(), cloud.y_label.clone()];
                (heads, cloud.dots.iter().enumerate().map(row).collect())
            }
            Picture::Flow(flow) => {
                let row = |link: &super::Link| {
                    let (from, to) = (side(link.stage, link.from), side(link.stage + 1, link.to));
                    vec![from, to, number(Some(link.size))]
                };
                let heads = [words::chart::TWIN_FROM, words::chart::TWIN_TO, words::common::EVENTS]
                    .map(str::to_owned)
                    .to_vec();
                (heads, flow.links.iter().map(row).collect())
            }
        }
    }

    /// A name for files.
    pub fn title(&self) -> String {
        match (self.picture.title(), self.edges.first()) {
            ("", Some(edge)) => format!("chart {}", edge.key.column()),
            ("", None) => "chart".into(),
            (title, _) => title.to_owned(),
        }
    }
}

fn chart_lines(chart: &Chart, at: usize) -> Vec<Line> {
    let shown = || chart.series.iter().filter(|series| !series.hidden);
    let whole: f64 = shown().filter_map(|series| series.at(at)).map(f64::abs).sum();
    let value = |value: f64| match chart.pile {
        Pile::Shares if whole > 0.0 => format!("{} · {:.1}%", scale::number(value), value / whole * 100.0),
        _ => scale::number(value),
    };
    let line = |series: &super::Series| Line {
        color: Some(series.color),
        name: series.name.clone(),
        value: series.at(at).map_or("–".into(), value),
    };
    shown().map(line).collect()
}

/// A number as a value: whole where it is.
fn number(value: Option<f64>) -> Value {
    match value.filter(|value| value.is_finite()) {
        Some(value) if value.fract() == 0.0 && value.abs() < 9e15 => Value::Integer(value as i64),
        Some(value) => Value::Number(value),
        None => Value::Null,
    }
}

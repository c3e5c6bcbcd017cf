//! The charts that are no series over an axis of keys: heat maps, histograms, scatter plots, flows.

use super::axis::Found;
use super::{Material, empty, name, number, others, shown};
use crate::chart::edge::{At, Edge};
use crate::chart::scale;
use crate::chart::{
    Axis, Built, Chart, Cloud, Dot, Flow, Heat, Link, Mark, Node, Picture, Pile, Series, Stage, palette,
};
use crate::query::answer::{Head, Line};
use crate::query::{Answer, Key};
use crate::value::Value;
use crate::view::text_of;
use crate::words;
use std::collections::{HashMap, HashSet};

/// What a map is called.
fn name_of(plot: &At) -> String {
    match plot {
        At::Is(key) => shown(key.as_deref()),
        At::Span(..) | At::Rest => String::new(),
    }
}

/// The lines of a pivot by one key a side at most, without that of all rows; its heads.
fn pivot(answer: Option<&Answer>, keys: usize, measures: usize) -> Option<(&[Head], &[Line])> {
    match answer? {
        Answer::Pivot {
            kinds, heads, lines, ..
        } if kinds.len() == keys + measures => Some((heads, lines.get(1..).unwrap_or_default())),
        _ => None,
    }
}

impl Material<'_> {
    pub(super) fn heat(&self) -> Result<Option<Built>, String> {
        let level = usize::from(self.view.split.is_some());
        let (Some((heads, lines)), Some(y_key)) = (pivot(self.answers.first(), 2 + level, 1), self.y) else {
            return Ok(None);
        };
        let mut notes = Vec::new();
        let (plots, lines) = self.maps(lines, &mut notes);
        let across: Vec<Found<'_>> = heads.iter().map(Found::head).collect();
        // What is beyond the limit of one map may be within that of another.
        let whole = |line: &&Line| plots.is_empty() || line.rest.is_none();
        let lines: Vec<&Line> = lines.into_iter().filter(whole).collect();
        let mut down: Vec<Found<'_>> = Vec::new();
        let mut known: HashSet<At> = HashSet::new();
        for line in &lines {
            let found = Found::level(line, level);
            if known.insert(found.at()) {
                down.push(found);
            }
        }
        let (x, y) = (
            self.side(self.x, &self.view.x_name, &across, &mut notes)?,
            self.side(y_key, &self.view.y_name, &down, &mut notes)?,
        );
        let (Some((x, x_edge)), Some((y, y_edge)), Some(series)) = (x, y, self.series.first()) else {
            return Ok(None);
        };
        notes.dedup();
        let columns: HashMap<&At, usize> = x_edge.at.iter().enumerate().map(|(at, value)| (value, at)).collect();
        let rows: HashMap<&At, usize> = y_edge.at.iter().enumerate().map(|(at, value)| (value, at)).collect();
        let places: HashMap<At, usize> = plots
            .iter()
            .enumerate()
            .map(|(at, (plot, _))| (plot.clone(), at))
            .collect();
        // Where a map's own limit left values out, nothing is known of them.
        let values_of = |open: bool| vec![empty(&series.measure).filter(|_| !open); x.len() * y.len()];
        let mut values: Vec<Option<f64>> = match &plots[..] {
            [] => values_of(false),
            plots => plots.iter().flat_map(|&(_, open)| values_of(open)).collect(),
        };
        for line in &lines {
            let Some(&row) = rows.get(&Found::level(line, level).at()) else {
                continue;
            };
            let plot = if plots.is_empty() {
                Some(&0)
            } else {
                places.get(&Found::line(line).at())
            };
            let Some(row) = plot.map(|plot| plot * y.len() + row) else {
                continue;
            };
            let known = &mut values[row * x.len()..(row + 1) * x.len()];
            known
                .iter_mut()
                .for_each(|value| *value = value.or(empty(&series.measure)));
            for (cell, found) in line.cells.iter().zip(&across) {
                let value = cell.first().and_then(number);
                if let (Some(&column), Some(value)) = (columns.get(&found.at()), value) {
                    values[row * x.len() + column] = Some(value);
                }
            }
        }
        let style = self.view.style(&name(series));
        let heat = Heat {
            title: self.view.title.clone(),
            x,
            y,
            measure: if style.name.is_empty() {
                name(series)
            } else {
                style.name
            },
            plots: plots.iter().map(|(plot, _)| name_of(plot)).collect(),
            values,
            log: self.view.log,
            color: style.color.unwrap_or(palette::CALM),
        };
        let maps = self.view.split.clone().map(|column| Edge {
            key: Key::Column(column),
            names: heat.plots.clone(),
            at: plots.into_iter().map(|(plot, _)| plot).collect(),
            zone: self.zone.clone(),
        });
        let edges = [x_edge, y_edge].into_iter().chain(maps).collect();
        Ok(Some(self.built(Picture::Heat(heat), edges, notes)))
    }

    /// The maps of a split, each with whether its limit left values out, and their lines; all lines of one map where nothing splits.
    fn maps<'l>(&self, lines: &'l [Line], notes: &mut Vec<String>) -> (Vec<(At, bool)>, Vec<&'l Line>) {
        let Some(split) = &self.view.split else {
            return (Vec::new(), lines.iter().collect());
        };
        let heads: Vec<&Line> = lines
            .iter()
            .filter(|line| line.keys.len() == 1 && line.rest.is_none())
            .collect();
        let left = lines
            .iter()
            .filter(|line| line.keys.is_empty())
            .filter_map(|line| line.rest)
            .sum::<u64>();
        let shown = heads.len().min(self.view.parts());
        let all = heads.len() as u64 + left;
        if shown as u64 != all {
            let (first, all) = (scale::number(shown as f64), scale::number(all as f64));
            notes.push(words::chart::note_first_maps(&first, &all, split));
        }
        let key = |line: &Line| At::Is(line.keys.first().and_then(text_of));
        let below = |line: &&Line| line.keys.len() == 2 || line.keys.len() == 1 && line.rest.is_some();
        let below: Vec<&Line> = lines.iter().filter(below).collect();
        let open = |plot: &At| below.iter().any(|line| line.rest.is_some() && key(line) == *plot);
        let plots: Vec<(At, bool)> = heads[..shown]
            .iter()
            .map(|line| key(line))
            .map(|plot| (plot.clone(), open(&plot)))
            .collect();
        if plots.iter().any(|(_, open)| *open) {
            notes.push(words::chart::NOTE_MAPS_OWN.into());
        }
        (plots, below)
    }

    pub(super) fn histogram(&self) -> Result<Option<Built>, String> {
        let Some(Answer::Distribution {
            starts,
            ends,
            series,
            unnumbered,
        }) = self.answers.first()
        else {
            return Ok(None);
        };
        let mut notes = Vec::new();
        if *unnumbered > 0 {
            let rows = scale::number(*unnumbered as f64);
            notes.push(words::chart::note_without_number(&rows, &self.x.column()));
        }
        let text = |value: &Value| text_of(value).unwrap_or_default();
        let names: Vec<String> = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| bin_name(start, end))
            .collect();
        let edge = Edge {
            key: self.x.clone(),
            at: starts
                .iter()
                .zip(ends)
                .map(|(start, end)| At::Span(text(start), text(end)))
                .collect(),
            names: names.clone(),
            zone: self.zone.clone(),
        };
        let found: Vec<String> = series
            .iter()
            .map(|one| match &one.value {
                _ if one.rest => words::chart::OTHERS.into(),
                Some(value) => shown(text_of(value).as_deref()),
                None => words::common::EVENTS.into(),
            })
            .collect();
        let own = super::colors(&found);
        let made = |((one, of), color): ((&crate::query::answer::Series, String), usize)| {
            let style = self.view.style(&of);
            Series {
                name: if style.name.is_empty() { of.clone() } else { style.name },
                of,
                mark: Mark::Bar,
                values: one.counts.iter().map(|&count| Some(count as f64)).collect(),
                color: style.color.unwrap_or(if one.rest { palette::REST } else { color }),
                hidden: style.hidden,
            }
        };
        let label = if self.view.x_name.is_empty() {
            self.x.column().to_owned()
        } else {
            self.view.x_name.clone()
        };
        let edges = starts.iter().chain(ends.last()).filter_map(number).collect();
        let mut chart = Chart {
            title: self.view.title.clone(),
            x: Axis::Number { label, edges, names },
            y_label: if self.view.y_name.is_empty() {
                words::common::EVENTS.into()
            } else {
                self.view.y_name.clone()
            },
            series: series.iter().zip(found).zip(own).map(made).collect(),
            // The bars of a histogram touch: values of a split stand on each other.
            pile: if self.view.whole { Pile::Shares } else { Pile::Stacked },
            apart: self.view.apart,
            log: self.view.log,
            rules: Vec::new(),
        };
        chart.rules = self.rules(&chart, &mut notes);
        Ok(Some(self.built(Picture::Chart(chart), vec![edge], notes)))
    }

    pub(super) fn cloud(&self) -> Result<Option<Built>, String> {
        let (Some((_, lines)), [x, y]) = (pivot(self.answers.first(), 1, 2), self.series) else {
            return Ok(None);
        };
        let mut notes = Vec::new();
        let found: Vec<Found<'_>> = lines.iter().map(Found::line).collect();
        let Some((_, edge)) = self.side(self.x, "", &found, &mut notes)? else {
            return Ok(None);
        };
        let places: HashMap<&At, usize> = edge.at.iter().enumerate().map(|(at, value)| (value, at)).collect();
        let dot = |name: &String| Dot {
            name: name.clone(),
            x: None,
            y: None,
        };
        let mut dots: Vec<Dot> = edge.names.iter().map(dot).collect();
        for (line, found) in lines.iter().zip(&found) {
            if let (Some(&at), Some(cell)) = (places.get(&found.at()), line.cells.last()) {
                (dots[at].x, dots[at].y) = (cell.first().and_then(number), cell.get(1).and_then(number));
            }
        }
        let label = |own: &str, given: &String| {
            if given.is_empty() {
                own.to_owned()
            } else {
                given.clone()
            }
        };
        let style = self.view.style(self.x.column());
        let cloud = Cloud {
            title: self.view.title.clone(),
            of: self.x.column().to_owned(),
            x_label: label(&name(x), &self.view.x_name),
            y_label: label(&name(y), &self.view.y_name),
            dots,
            log: self.view.log,
            color: style.color.unwrap_or(palette::CALM),
        };
        Ok(Some(self.built(Picture::Cloud(cloud), vec![edge], notes)))
    }

    pub(super) fn flow(&self) -> Result<Option<Built>, String> {
        let mut parts = Vec::new();
        for answer in self.answers {
            match pivot(Some(answer), 2, 1) {
                Some(part) => parts.push(part),
                None => return Ok(None),
            }
        }
        let keys: Vec<&Key> = std::iter::once(self.x).chain(self.via).chain(self.y).collect();
        if parts.is_empty() || keys.len() != parts.len() + 1 {
            return Ok(None);
        }
        // The bars of each stage; of those between two answers the ones that either knows.
        let mut found: Vec<Vec<(At, String)>> = vec![Vec::new(); keys.len()];
        let mut links = Vec::new();
        let node = |stage: &mut Vec<(At, String)>, of: Found<'_>, name: String| {
            let at = of.at();
            stage.iter().position(|(known, _)| *known == at).unwrap_or_else(|| {
                stage.push((at, name));
                stage.len() - 1
            })
        };
        for (stage, (heads, lines)) in parts.iter().enumerate() {
            let name = |keys: &[Value], rest: Option<u64>| match rest {
                Some(left) => others(left),
                None => shown(keys.first().and_then(text_of).as_deref()),
            };
            for head in *heads {
                node(&mut found[stage + 1], Found::head(head), name(&head.keys, head.rest));
            }
            for line in *lines {
                let from = node(&mut found[stage], Found::line(line), name(&line.keys, line.rest));
                for (head, cell) in heads.iter().zip(&line.cells) {
                    let to = node(&mut found[stage + 1], Found::head(head), String::new());
                    if let Some(size) = cell.first().and_then(number).filter(|&size| size > 0.0) {
                        links.push(Link { stage, from, to, size });
                    }
                }
            }
        }
        let (mut stages, mut edges) = (Vec::new(), Vec::new());
        for (stage, (key, values)) in keys.iter().zip(found).enumerate() {
            let (at, names): (Vec<At>, Vec<String>) = values.into_iter().unzip();
            let colors = palette::colors_of(&names);
            let size = |node: usize| {
                let side = |of: fn(&Link) -> (usize, usize)| -> f64 {
                    links
                        .iter()
                        .filter(|link| of(link) == (stage, node))
                        .map(|link| link.size)
                        .sum()
                };
                side(|link| (link.stage, link.from)).max(side(|link| (link.stage + 1, link.to)))
            };
            let nodes = names
                .iter()
                .zip(colors)
                .zip(&at)
                .enumerate()
                .map(|(node, ((name, color), at))| {
                    let style = self.view.style(name);
                    Node {
                        name: if style.name.is_empty() {
                            name.clone()
                        } else {
                            style.name
                        },
                        size: size(node),
                        color: style
                            .color
                            .unwrap_or(if *at == At::Rest { palette::REST } else { color }),
                    }
                });
            stages.push(Stage {
                label: key.column().to_owned(),
                nodes: nodes.collect(),
            });
            edges.push(Edge {
                key: (*key).clone(),
                at,
                names,
                zone: self.zone.clone(),
            });
        }
        let flow = Flow {
            title: self.view.title.clone(),
            stages,
            links,
        };
        Ok(Some(self.built(Picture::Flow(flow), edges, Vec::new())))
    }

    pub(super) fn built(&self, picture: Picture, edges: Vec<Edge>, notes: Vec<String>) -> Built {
        Built {
            picture,
            edges,
            zone: self.zone.clone(),
            notes,
        }
    }
}

/// `10 – 20`, or of whole numbers one by one only `10`.
fn bin_name(start: &Value, end: &Value) -> String {
    let text = |value: &Value| number(value).map_or(String::new(), scale::number);
    match (start, end) {
        (Value::Integer(start), Value::Integer(end)) if start + 1 == *end => scale::number(*start as f64),
        _ => format!("{} – {}", text(start), text(end)),
    }
}

#[cfg(test)]
mod tests;

//! A flow: what of one column goes with what of the next, as bands between bars, each as thick as it has rows.

use super::layout::{Anchor, Label, ROOMY, SMALL};
use super::pen::{Drawn, Pen, held, picture, pixel};
use super::text::{clean, shorten, width};
use super::{Drawing, Rect, Theme};
use crate::arrange;
use crate::query::Failure;
use crate::words;
use plotters::style::Color;

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    pub title: String,
    /// From left to right.
    pub stages: Vec<Stage>,
    pub links: Vec<Link>,
}

/// A column of bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub label: String,
    pub nodes: Vec<Node>,
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub name: String,
    /// Not below zero.
    pub size: f64,
    /// Index in the palette.
    pub color: usize,
}

/// A band from a bar of a stage to one of the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    pub stage: usize,
    pub from: usize,
    pub to: usize,
    /// Not below zero.
    pub size: f64,
}

const BAR: f64 = 12.0;
/// Pieces that a band is cut into to be pointed at, and corners on either side of it.
const PIECES: usize = 14;

/// Where everything goes: the bars stage by stage, then the bands with their ends.
struct Layout {
    plot: Rect,
    nodes: Vec<Vec<Rect>>,
    /// Left and right end of each band: top and thickness.
    bands: Vec<[(f64, f64); 2]>,
    labels: Vec<Label>,
}

impl Flow {
    /// How many points there are before those of the links: all nodes.
    pub fn nodes(&self) -> usize {
        self.stages.iter().map(|stage| stage.nodes.len()).sum()
    }
}

/// Draws a flow. Its points are the bars, stage by stage, then the bands.
pub(super) fn draw(flow: &Flow, width: u32, height: u32, theme: &Theme) -> Result<Drawing, Failure> {
    let size = held(width, height);
    let layout = layout(flow, (f64::from(size.0), f64::from(size.1)));
    let svg = picture(size, theme, |pen| strokes(pen, flow, &layout))?;
    let mut points: Vec<Rect> = layout.nodes.iter().flatten().copied().collect();
    let mut hits: Vec<(usize, Rect)> = Vec::new();
    for (at, link) in flow.links.iter().enumerate() {
        let pieces = pieces(&layout, link, at);
        hits.extend(pieces.iter().map(|&piece| (flow.nodes() + at, piece)));
        points.push(pieces.get(PIECES / 2).copied().unwrap_or_default());
    }
    // Bars lie over bands, thin bands over thick ones.
    let thick = |rect: &Rect| rect.height;
    arrange::by(&mut hits, |a, b| thick(&b.1).total_cmp(&thick(&a.1)));
    hits.extend(layout.nodes.iter().flatten().copied().enumerate());
    Ok(Drawing {
        svg,
        plot: layout.plot,
        points,
        hits,
        shifts: Vec::new(),
        legend: Vec::new(),
    })
}

fn strokes(pen: &Pen<'_, '_>, flow: &Flow, layout: &Layout) -> Drawn {
    for (at, link) in flow.links.iter().enumerate() {
        let color = flow.stages[link.stage].nodes[link.from].color;
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        for step in 0..=PIECES {
            let (x, top, thick) = along(layout, link, at, step as f64 / PIECES as f64);
            upper.push(pixel(x, top));
            lower.push(pixel(x, (top + thick).max(top + 1.0)));
        }
        let outline: Vec<(i32, i32)> = upper.into_iter().chain(lower.into_iter().rev()).collect();
        pen.shape(outline, pen.data(color).mix(0.32))?;
    }
    for (stage, nodes) in flow.stages.iter().zip(&layout.nodes) {
        for (node, place) in stage.nodes.iter().zip(nodes) {
            let bottom = (place.y + place.height).max(place.y + 1.0);
            pen.block(place.x, place.y, place.x + place.width, bottom, pen.data(node.color))?;
        }
    }
    for label in &layout.labels {
        if let (Some(paper), Anchor::Middle) = (pen.ground(), label.anchor) {
            let half = width(&label.text, label.size) / 2.0 + 3.0;
            pen.block(
                label.x - half,
                label.y - 8.0,
                label.x + half,
                label.y + 8.0,
                paper.mix(0.75),
            )?;
        }
        pen.label(label)?;
    }
    Ok(())
}

/// Where a band is at a share of its way: x, upper edge, thickness.
fn along(layout: &Layout, link: &Link, at: usize, share: f64) -> (f64, f64, f64) {
    let (left, right) = (
        layout.nodes[link.stage][link.from],
        layout.nodes[link.stage + 1][link.to],
    );
    let [(from, thick), (to, thin)] = layout.bands[at];
    let bend = share * share * (3.0 - 2.0 * share);
    let between = |a: f64, b: f64, share: f64| a + (b - a) * share;
    (
        between(left.x + left.width, right.x, share),
        between(from, to, bend),
        between(thick, thin, bend),
    )
}

/// A band in pieces that can be pointed at, none thinner than a pointer's aim.
fn pieces(layout: &Layout, link: &Link, at: usize) -> Vec<Rect> {
    let piece = |step: usize| {
        let (x, _, _) = along(layout, link, at, step as f64 / PIECES as f64);
        let (end, _, _) = along(layout, link, at, (step + 1) as f64 / PIECES as f64);
        let (_, top, thick) = along(layout, link, at, (step as f64 + 0.5) / PIECES as f64);
        let high = thick.max(4.0);
        Rect {
            x,
            y: top + (thick - high) / 2.0,
            width: end - x,
            height: high,
        }
    };
    (0..PIECES).map(piece).collect()
}

fn layout(flow: &Flow, (full_width, full_height): (f64, f64)) -> Layout {
    let roomy = full_height >= ROOMY && full_width >= ROOMY;
    let mut labels = Vec::new();
    let label = Label::small;
    let mut top = 6.0;
    if roomy && !flow.title.is_empty() {
        labels.push(Label::title(&flow.title, full_width - 20.0));
        top = 34.0;
    }
    let heads = top + 8.0;
    if roomy {
        top += 20.0;
    }
    let side = |stage: Option<&Stage>| {
        let names = stage.iter().flat_map(|stage| &stage.nodes);
        let widest = names.map(|node| width(&clean(&node.name), SMALL)).fold(0.0, f64::max);
        (widest + 14.0).min(full_width * 0.26).max(4.0).round()
    };
    let (left, right) = (side(flow.stages.first()), side(flow.stages.last()));
    let plot = Rect {
        x: left,
        y: top,
        width: (full_width - left - right).max(BAR * 2.0).floor(),
        height: (full_height - top - 8.0).max(1.0).floor(),
    };
    let count = flow.stages.len();
    let most = flow.stages.iter().map(|stage| stage.nodes.len()).max().unwrap_or(0);
    let gap = if most > 1 {
        (plot.height * 0.25 / (most - 1) as f64).min(10.0)
    } else {
        0.0
    };
    let whole = |stage: &Stage| stage.nodes.iter().map(|node| node.size).sum::<f64>();
    let unit = flow
        .stages
        .iter()
        .filter(|stage| whole(stage) > 0.0)
        .map(|stage| (plot.height - gap * (stage.nodes.len() - 1) as f64) / whole(stage))
        .fold(f64::INFINITY, f64::min);
    let unit = if unit.is_finite() { unit } else { 0.0 };
    let mut nodes: Vec<Vec<Rect>> = Vec::new();
    for (at, stage) in flow.stages.iter().enumerate() {
        let x = plot.x + (plot.width - BAR) * at as f64 / (count.max(2) - 1) as f64;
        let mut y = plot.y;
        let mut places = Vec::new();
        for node in &stage.nodes {
            let height = node.size * unit;
            places.push(Rect {
                x: x.round(),
                y,
                width: BAR,
                height,
            });
            y += height + gap;
        }
        let (beside, anchor) = match at {
            0 => (x - 6.0, Anchor::End),
            _ if at + 1 == count => (x + BAR + 6.0, Anchor::Start),
            _ => (x + BAR / 2.0, Anchor::Middle),
        };
        let room = match at {
            0 => left - 8.0,
            _ if at + 1 == count => right - 8.0,
            _ => plot.width / count as f64,
        };
        let mut free = f64::NEG_INFINITY;
        for (node, place) in stage.nodes.iter().zip(&places) {
            let middle = place.y + place.height / 2.0;
            if middle - free >= SMALL + 1.0 {
                let name = if node.name.is_empty() {
                    words::chart::EMPTY_NAME.to_owned()
                } else {
                    clean(&node.name)
                };
                labels.push(label(beside, middle, shorten(&name, SMALL, room), anchor, true));
                free = middle;
            }
        }
        if roomy {
            let (x, anchor) = match at {
                0 => (x, Anchor::Start),
                _ if at + 1 == count => (x + BAR, Anchor::End),
                _ => (x + BAR / 2.0, Anchor::Middle),
            };
            let text = shorten(&clean(&stage.label), SMALL, plot.width / count.max(1) as f64);
            labels.push(label(x, heads, text, anchor, false));
        }
        nodes.push(places);
    }
    let mut ends = nodes
        .iter()
        .map(|stage| stage.iter().map(|place| [place.y; 2]).collect())
        .collect::<Vec<Vec<[f64; 2]>>>();
    // At its right end a band comes in the order of where it comes from, at its left end of where it goes.
    let mut bands = vec![[(0.0, 0.0); 2]; flow.links.len()];
    let mut order: Vec<usize> = (0..flow.links.len()).collect();
    for (side, key) in [
        (0, (|link: &Link| link.to) as fn(&Link) -> usize),
        (1, |link: &Link| link.from),
    ] {
        arrange::by_key(&mut order, |&at| key(&flow.links[at]));
        for &at in &order {
            let link = &flow.links[at];
            let (stage, node) = if side == 0 {
                (link.stage, link.from)
            } else {
                (link.stage + 1, link.to)
            };
            let end = &mut ends[stage][node][1 - side];
            let thick = link.size * unit;
            bands[at][side] = (*end, thick);
            *end += thick;
        }
    }
    if nodes.iter().all(Vec::is_empty) {
        labels.push(label(
            full_width / 2.0,
            full_height / 2.0,
            words::chart::NO_DATA.into(),
            Anchor::Middle,
            false,
        ));
    }
    Layout {
        plot,
        nodes,
        bands,
        labels,
    }
}

//! The labels of an axis: as many as have room, upright where they must be.

use super::{Anchor, Label, SMALL};
use crate::chart::text::{clean, shorten_all, width};
use crate::chart::{Axis, Rect, scale, time};
use crate::words;

/// The labels under the x values that get one.
#[derive(Default)]
pub(in crate::chart) struct Names {
    /// Each with its place, in slots from the left.
    texts: Vec<(f64, String)>,
    upright: bool,
    /// Height in pixels that they take.
    pub height: f64,
}

impl Names {
    /// Writes them under a plot whose x values are `slot` wide.
    pub fn place(self, plot: Rect, slot: f64, full_width: f64, labels: &mut Vec<Label>) {
        let foot = plot.y + plot.height;
        for (at, text) in self.texts {
            let middle = plot.x + at * slot;
            let half = width(&text, SMALL) / 2.0;
            let (x, y, anchor) = if self.upright {
                (middle, foot + 6.0, Anchor::End)
            } else {
                let x = middle.min(full_width - 2.0 - half).max(2.0 + half);
                (x, foot + 13.0, Anchor::Middle)
            };
            labels.push(Label {
                x,
                y,
                text,
                size: SMALL,
                anchor,
                strong: false,
                upright: self.upright,
            });
        }
    }
}

/// The labels of an axis whose values are `slot` wide, upright ones no higher than `room`.
pub(in crate::chart) fn names(axis: &Axis, slot: f64, room: f64) -> Names {
    match axis {
        Axis::Time {
            zone, bucket, starts, ..
        } => {
            let ticks = time::ticks(starts, *bucket, zone, slot, SMALL);
            Names {
                texts: ticks
                    .into_iter()
                    .map(|tick| (tick.index as f64 + 0.5, tick.label))
                    .collect(),
                upright: false,
                height: 20.0,
            }
        }
        Axis::Category { names, .. } => categories(names, slot, room),
        Axis::Number { edges, .. } => numbers(edges, slot),
    }
}

/// The ends of bins, as many as have room: all, every second, fifth, tenth ...
fn numbers(edges: &[f64], slot: f64) -> Names {
    let texts: Vec<String> = edges.iter().map(|&edge| scale::number(edge)).collect();
    let widest = texts.iter().map(|text| width(text, SMALL)).fold(0.0, f64::max);
    let every = (0..6)
        .flat_map(|power| [1, 2, 5].map(|digit| digit * 10usize.pow(power)))
        .find(|&every| every as f64 * slot >= widest + SMALL)
        .unwrap_or(edges.len().max(1));
    let texts = texts.into_iter().enumerate().step_by(every);
    Names {
        texts: texts.map(|(index, text)| (index as f64, text)).collect(),
        upright: false,
        height: 20.0,
    }
}

/// Category names side by side where each has room for a fair part of itself, otherwise upright, and where even that is too dense
/// only every second, third ... one.
fn categories(names: &[String], slot: f64, room: f64) -> Names {
    const LONGEST: f64 = 150.0;
    let shown = |name: &String| {
        if name.is_empty() {
            words::chart::EMPTY_NAME.to_owned()
        } else {
            clean(name)
        }
    };
    let names: Vec<String> = names.iter().map(shown).collect();
    let widest = names.iter().map(|name| width(name, SMALL)).fold(0.0, f64::max);
    if widest.min(72.0) <= slot - 8.0 {
        let texts = shorten_all(&names, SMALL, slot - 8.0)
            .into_iter()
            .enumerate()
            .map(|(index, text)| (index as f64 + 0.5, text))
            .collect();
        return Names {
            texts,
            upright: false,
            height: 20.0,
        };
    }
    let high = widest.min(LONGEST).min(room);
    let every = (SMALL * 1.3 / slot).ceil().max(1.0) as usize;
    let texts = shorten_all(&names, SMALL, high)
        .into_iter()
        .enumerate()
        .step_by(every)
        .map(|(index, text)| (index as f64 + 0.5, text))
        .collect();
    Names {
        texts,
        upright: true,
        height: high + 10.0,
    }
}

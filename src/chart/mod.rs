//! Answers to SVG: a chart is plain data, [`draw`] turns it into a picture and says where in it each x value stands.
//!
//! The page shows the picture as an image, never as markup, and lays its own hover and click regions over [`Drawing::points`]; both
//! come from one [`layout`], so they agree to the pixel. Nothing here panics on data: values that are not finite count as missing,
//! text that XML forbids is replaced, and a size too small for labels gets none.

mod build;
mod built;
mod cloud;
mod draw;
mod edge;
mod flow;
mod heat;
mod layout;
mod multiples;
pub mod palette;
mod pen;
mod running;
pub mod scale;
mod sentence;
mod stack;
mod strokes;
mod text;
mod theme;
pub mod time;

pub use build::Material;
pub use built::{Built, Line, Spot};
pub use cloud::{Cloud, Dot};
pub use edge::{At, Edge};
pub use flow::{Flow, Link, Node, Stage};
pub use heat::Heat;
pub use sentence::sentence;
pub use theme::Theme;

use crate::query::{Bucket, Failure};
use crate::value::{Micros, Zone};

/// What is to be drawn, of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    Chart(Chart),
    Heat(Heat),
    Cloud(Cloud),
    Flow(Flow),
}

impl Picture {
    /// Drawn above the plot; may be empty.
    pub fn title(&self) -> &str {
        match self {
            Self::Chart(chart) => &chart.title,
            Self::Heat(heat) => &heat.title,
            Self::Cloud(cloud) => &cloud.title,
            Self::Flow(flow) => &flow.title,
        }
    }

    /// The same without its title, where that is said beside it.
    #[must_use]
    pub fn untitled(&self) -> Self {
        let mut bare = self.clone();
        match &mut bare {
            Self::Chart(chart) => chart.title.clear(),
            Self::Heat(heat) => heat.title.clear(),
            Self::Cloud(cloud) => cloud.title.clear(),
            Self::Flow(flow) => flow.title.clear(),
        }
        bare
    }
}

/// Draws in a picture of `width` by `height` pixels (held within 1 and 16,384). Fails only where plotters does.
///
/// # Errors
/// What plotters says.
pub fn draw(picture: &Picture, width: u32, height: u32, theme: &Theme) -> Result<Drawing, Failure> {
    match picture {
        Picture::Chart(chart) => draw::draw(chart, width, height, theme),
        Picture::Heat(heat) => heat::draw(heat, width, height, theme),
        Picture::Cloud(cloud) => cloud::draw(cloud, width, height, theme),
        Picture::Flow(flow) => flow::draw(flow, width, height, theme),
    }
}

/// One x axis, one y axis, any number of series over them.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Drawn above the plot; may be empty.
    pub title: String,
    pub x: Axis,
    /// What the y values count or measure; may be empty.
    pub y_label: String,
    pub series: Vec<Series>,
    pub pile: Pile,
    /// Whether each series has a plot of its own, all on the same scale.
    pub apart: bool,
    /// Whether the y axis is logarithmic; shares are always even.
    pub log: bool,
    pub rules: Vec<Rule>,
}

/// How series share an x value. Lines never stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pile {
    /// Bars side by side, areas one behind the other.
    #[default]
    Apart,
    /// Bars on bars and areas on areas.
    Stacked,
    /// Stacked, each value as its share of all at its x.
    Shares,
}

/// A line across the plot to hold the data against.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Written beside it; may be empty.
    pub name: String,
    pub at: Place,
    /// Index in the palette.
    pub color: usize,
}

/// Where a rule is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// From side to side at this value.
    Value(f64),
    /// From top to foot, so many slots from the left.
    Slot(f64),
}

/// The x values, each of which owns a slot of the same width.
#[derive(Clone, Debug, PartialEq)]
pub enum Axis {
    /// Calendar buckets without gaps, ascending; labelled in the zone.
    Time {
        label: String,
        zone: Zone,
        bucket: Bucket,
        starts: Vec<Micros>,
    },
    Category {
        label: String,
        names: Vec<String>,
    },
    /// Bins of numbers beside each other.
    Number {
        label: String,
        /// Where each bin begins, then where the last one ends.
        edges: Vec<f64>,
        /// What each bin is called.
        names: Vec<String>,
    },
}

impl Axis {
    /// How many x values there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Time { starts, .. } => starts.len(),
            Self::Category { names, .. } | Self::Number { names, .. } => names.len(),
        }
    }

    /// Whether there is no x value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The whole name of one x value, such as `Mon, Oct 19, 2026`; empty where there is none at `index`.
    pub fn name(&self, index: usize) -> String {
        match self {
            Self::Time {
                zone, bucket, starts, ..
            } => starts
                .get(index)
                .map_or(String::new(), |&at| time::name(at, *bucket, zone)),
            Self::Category { names, .. } | Self::Number { names, .. } => {
                names.get(index).map_or(String::new(), |name| text::clean(name))
            }
        }
    }

    /// What the axis shows: for time the label, the bucket, the dates covered and the zone.
    pub fn caption(&self) -> String {
        match self {
            Self::Category { label, .. } | Self::Number { label, .. } => text::clean(label),
            Self::Time {
                label,
                zone,
                bucket,
                starts,
            } => {
                let per = if *bucket == Bucket::Auto {
                    String::new()
                } else {
                    bucket.label()
                };
                let parts = [
                    text::clean(label),
                    per,
                    time::range(starts, *bucket, zone),
                    text::clean(&zone.name),
                ];
                parts
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · ")
            }
        }
    }
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    Bar,
    Line,
    Area,
    /// Seven series one after the other make a box: least, 5 %, lower quarter, median, upper quarter, 95 %, greatest.
    Box,
}

/// One measure over the x values.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub name: String,
    /// The name it has by itself, whatever it is called.
    pub of: String,
    pub mark: Mark,
    /// One for each x value; missing ones count as `None`, surplus ones are left out.
    pub values: Vec<Option<f64>>,
    /// Index in the palette.
    pub color: usize,
    /// Whether only the legend tells of it.
    pub hidden: bool,
}

impl Series {
    /// The value at `index` where there is a finite one, held within ±1e300 so that sums stay finite.
    pub fn at(&self, index: usize) -> Option<f64> {
        self.values
            .get(index)
            .copied()
            .flatten()
            .filter(|value| value.is_finite())
            .map(|value| value.clamp(-1e300, 1e300))
    }
}

/// A rectangle in pixels from the upper left corner of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A drawn chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// A whole SVG document.
    pub svg: String,
    /// Where the data is, without axes and legend.
    pub plot: Rect,
    /// Each point: of series the slot of each x value, the full height of the plot, ascending and together exactly the plot.
    pub points: Vec<Rect>,
    /// How far the same points stand from there in further plots.
    pub shifts: Vec<(f64, f64)>,
    /// Where points are pointed at, the upper ones last; none where their slots are all there is.
    pub hits: Vec<(usize, Rect)>,
    /// Where the legend names which series.
    pub legend: Vec<(usize, Rect)>,
}

impl Drawing {
    /// Which x value stands at this horizontal pixel; outside the plot the nearest one.
    pub fn index_at(&self, x: f64) -> Option<usize> {
        let last = self.points.len().checked_sub(1)?;
        if self.plot.width <= 0.0 || x.is_nan() {
            return None;
        }
        let slot = (x - self.plot.x) / self.plot.width * self.points.len() as f64;
        Some((slot.max(0.0) as usize).min(last))
    }

    /// How far plots are from the first, which is one of them.
    fn plots(&self) -> impl Iterator<Item = (f64, f64)> {
        std::iter::once((0.0, 0.0)).chain(self.shifts.iter().copied())
    }

    /// Which point is at this pixel.
    pub fn at(&self, x: f64, y: f64) -> Option<usize> {
        let inside = |place: &Rect, x: f64, y: f64| {
            (place.x..=place.x + place.width).contains(&x) && (place.y..=place.y + place.height).contains(&y)
        };
        if !self.hits.is_empty() {
            return self
                .hits
                .iter()
                .rev()
                .find(|(_, place)| inside(place, x, y))
                .map(|&(at, _)| at);
        }
        // Beside the only plot the nearest point is meant, beside one of several none.
        if self.shifts.is_empty() {
            let within = y >= self.plot.y && y <= self.plot.y + self.plot.height;
            return self.index_at(x).filter(|_| within);
        }
        let (left, _) = self
            .plots()
            .find(|&(left, top)| inside(&self.plot, x - left, y - top))?;
        self.index_at(x - left)
    }

    /// The rectangle about two points, in each plot.
    pub fn cover(&self, (from, to): (usize, usize)) -> Vec<Rect> {
        let (Some(a), Some(b)) = (self.points.get(from), self.points.get(to)) else {
            return Vec::new();
        };
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        let about = |(left, top)| Rect {
            x: x + left,
            y: y + top,
            width: (a.x + a.width).max(b.x + b.width) - x,
            height: (a.y + a.height).max(b.y + b.height) - y,
        };
        self.plots().map(about).collect()
    }
}

#[cfg(test)]
mod tests;

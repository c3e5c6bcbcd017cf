//! A chart as its maker described it: what is drawn over what, and how every part of it looks.

use crate::protocol::Report;
use crate::query::{Key, Measure};
use crate::words;
use serde::{Deserialize, Serialize};

/// The chart builder. What older versions of the page did not know is left out of links while it is as they had it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChartView {
    pub title: String,
    #[serde(skip_serializing_if = "usual")]
    pub kind: ChartKind,
    /// `None`: what suits the kind, such as the time role by automatic buckets.
    pub x: Option<Key>,
    /// The other side: see [`ChartView::side_y`].
    #[serde(skip_serializing_if = "usual")]
    pub y: Option<Key>,
    /// A column that a flow passes on its way.
    #[serde(skip_serializing_if = "usual")]
    pub via: Option<String>,
    /// Empty: the count as bars.
    pub series: Vec<ChartSeries>,
    /// One series for each value of this column.
    pub split: Option<String>,
    pub stacked: bool,
    /// Whether stacks are as high as each other: every part as its share.
    #[serde(skip_serializing_if = "usual")]
    pub whole: bool,
    /// Whether each series has a plot of its own.
    #[serde(skip_serializing_if = "usual")]
    pub apart: bool,
    #[serde(skip_serializing_if = "usual")]
    pub log: bool,
    /// Values on the x axis; `None`: [`ChartKind::top`].
    #[serde(skip_serializing_if = "usual")]
    pub top: Option<usize>,
    /// Whether the values beyond those stand on the x axis too, as one.
    #[serde(skip_serializing_if = "usual")]
    pub others: bool,
    /// Values of the split that have series of their own; `None`: [`PARTS`].
    #[serde(skip_serializing_if = "usual")]
    pub parts: Option<usize>,
    #[serde(skip_serializing_if = "usual")]
    pub rules: Vec<ChartRule>,
    /// How parts look, by the names that they have by themselves.
    #[serde(skip_serializing_if = "usual")]
    pub styles: Vec<ChartStyle>,
    /// The tile of the board that it is shown on.
    #[serde(skip_serializing_if = "usual")]
    pub tile: Option<u32>,
    /// Names of the axes; empty: as they are called by themselves.
    #[serde(skip_serializing_if = "usual")]
    pub x_name: String,
    #[serde(skip_serializing_if = "usual")]
    pub y_name: String,
}

/// What is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartKind {
    /// Bars, lines and areas over time or values.
    #[default]
    Over,
    /// A measure by two keys, the more the stronger.
    Heat,
    /// How often which numbers occur.
    Histogram,
    /// The quarters of numbers, by values.
    Box,
    /// A dot for each value, where two measures meet.
    Scatter,
    /// What goes with what, as bands.
    Flow,
}

impl ChartKind {
    /// All, in the order of menus.
    pub const ALL: [Self; 6] = [
        Self::Over,
        Self::Heat,
        Self::Histogram,
        Self::Box,
        Self::Scatter,
        Self::Flow,
    ];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Over => words::chart::KIND_OVER,
            Self::Heat => words::chart::KIND_HEAT,
            Self::Histogram => words::chart::KIND_HISTOGRAM,
            Self::Box => words::chart::KIND_BOX,
            Self::Scatter => words::chart::KIND_SCATTER,
            Self::Flow => words::chart::KIND_FLOW,
        }
    }

    /// How many values stand on a side where nothing else is said.
    pub fn top(self) -> usize {
        match self {
            Self::Over => TOP,
            Self::Heat | Self::Box => 20,
            Self::Histogram | Self::Scatter => 500,
            Self::Flow => 10,
        }
    }
}

/// Values on the x axis of bars and lines where nothing else is said.
const TOP: usize = 50;
/// Series of a split where nothing else is said.
pub const PARTS: usize = 8;
/// The most values and series that can be asked for.
pub const MOST: (usize, usize) = (2000, 40);

/// One series: a measure, how it is drawn, and for conditional counts the filter text as typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartSeries {
    pub name: String,
    pub measure: Measure,
    pub mark: ChartMark,
    #[serde(default, skip_serializing_if = "usual")]
    pub run: Run,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartMark {
    #[default]
    Bar,
    Line,
    Area,
}

/// What of a series is drawn at an x value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Run {
    /// What is measured there.
    #[default]
    Each,
    /// The sum of all up to there.
    Total,
    /// The average over the last so many x values; nothing before there are so many.
    Mean(usize),
}

/// A line to hold the data against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartRule {
    /// Empty: what it stands at.
    pub name: String,
    pub at: RuleAt,
    /// A slot of the palette.
    pub color: usize,
}

/// Where a rule stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleAt {
    /// At this height.
    Value(f64),
    /// At the average of the first series, or of the stacks.
    Mean,
    /// At their median.
    Median,
    /// At a moment on an axis of time, as it was typed.
    Moment(String),
}

/// How a part of a chart looks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChartStyle {
    /// The part, by the name it has by itself.
    pub of: String,
    /// What it is called instead; empty: as it is.
    #[serde(skip_serializing_if = "usual")]
    pub name: String,
    /// A slot of the palette; `None`: its own.
    #[serde(skip_serializing_if = "usual")]
    pub color: Option<usize>,
    #[serde(skip_serializing_if = "usual")]
    pub hidden: bool,
}

impl ChartView {
    /// What it is called: as titled, else what is drawn of what, else its kind.
    pub fn called(&self, report: &Report) -> String {
        if !self.title.is_empty() {
            return self.title.clone();
        }
        let axis = self.x.as_ref().map(|key| key.column()).or(report.roles.time.as_deref());
        match (self.kind, axis) {
            (ChartKind::Over, Some(axis)) => {
                let names: Vec<&str> = self.series.iter().map(|series| series.name.as_str()).collect();
                let what = if names.is_empty() {
                    words::common::EVENTS.to_owned()
                } else {
                    names.join(", ")
                };
                words::chart::untitled(&what, &axis)
            }
            _ => self.kind.name().to_owned(),
        }
    }

    /// Drops the title that it had before with other sides, where that is one of the charts made ready.
    pub fn untitle(&mut self, before: &Self, ready: &[Self]) {
        let sides = |chart: &Self| {
            let ChartView {
                kind, x, y, via, split, ..
            } = chart.clone();
            (kind, x, y, via, split)
        };
        let kept = self.title == before.title && sides(self) != sides(before);
        if kept && ready.iter().any(|chart| chart.title == self.title) {
            self.title.clear();
        }
    }

    /// How a part looks.
    pub fn style(&self, of: &str) -> ChartStyle {
        let known = self.styles.iter().find(|style| style.of == of);
        known.cloned().unwrap_or_else(|| ChartStyle {
            of: of.to_owned(),
            ..ChartStyle::default()
        })
    }

    /// Changes how a part looks.
    pub fn restyle(&mut self, of: &str, change: impl FnOnce(&mut ChartStyle)) {
        let mut style = self.style(of);
        change(&mut style);
        let same = ChartStyle {
            of: of.to_owned(),
            ..ChartStyle::default()
        };
        self.styles.retain(|style| style.of != of);
        if style != same {
            self.styles.push(style);
        }
    }

    /// Values on the x axis.
    pub fn top(&self) -> usize {
        self.top.unwrap_or(self.kind.top()).clamp(1, MOST.0)
    }

    /// Series of a split.
    pub fn parts(&self) -> usize {
        self.parts.unwrap_or(PARTS).clamp(1, MOST.1)
    }
}

/// Whether a value is the one that is meant where none is written.
pub(super) fn usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{View, from_link, to_link};

    #[test]
    fn a_link_of_an_older_page_opens() {
        // As the page wrote it before charts had kinds, runs and rules.
        let link = "v1={%22tab%22:%22chart%22,%22chart%22:{%22title%22:%22Logins%22,%22x%22:{%22Time%22:{%22column%22:%22t%22,%22bucket%22:%22day%22}},\
            %22series%22:[{%22name%22:%22n%22,%22measure%22:%22Count%22,%22mark%22:%22line%22}],%22split%22:null,%22stacked%22:true}}";
        let view = from_link(link).expect("opens");
        assert_eq!((view.chart.title.as_str(), view.chart.stacked), ("Logins", true));
        assert_eq!(view.chart.series[0].run, Run::Each);
        assert_eq!(
            (view.chart.top(), view.chart.parts(), view.chart.log),
            (TOP, PARTS, false)
        );
    }

    #[test]
    fn a_link_keeps_every_part_and_says_nothing_that_is_usual() {
        let mut view = View::default();
        view.chart.title = "t".into();
        assert!(!to_link(&view).contains("rules"));
        view.chart.rules.push(ChartRule {
            name: "limit".into(),
            at: RuleAt::Value(0.5),
            color: 4,
        });
        view.chart.restyle("SUCCESS", |style| style.color = Some(2));
        view.chart.restyle("FAILURE", |style| style.hidden = true);
        view.chart.series.push(ChartSeries {
            name: "n".into(),
            measure: Measure::Count,
            mark: ChartMark::Line,
            run: Run::Mean(7),
        });
        view.chart.log = true;
        assert_eq!(from_link(&to_link(&view)), Some(view.clone()));
        view.chart.restyle("SUCCESS", |style| style.color = None);
        assert_eq!(view.chart.styles.len(), 1);
    }
}

//! A chart with what its points stand for: what is said of one, the rows it means, the table of all.

use super::build::shown;
use super::{Axis, Chart, Pile, scale};
use crate::query::{Comparison, Key, Op, Predicate};
use crate::value::{Value, Zone};
use crate::view::{during, key_is};

/// A chart with the values its x axis stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    pub chart: Chart,
    /// What each x value is.
    pub at: Vec<At>,
    pub x: Key,
    pub zone: Zone,
    /// What the picture leaves out, in sentences; may be empty.
    pub notes: Vec<String>,
}

/// What an x value is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum At {
    /// This key, as [`key_is`] understands it; `None` for null.
    Is(Option<String>),
    /// All values beyond those drawn.
    Rest,
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
        self.at.len()
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// What is said of a point.
    pub fn spot(&self, at: usize) -> Spot {
        let shown = || self.chart.series.iter().filter(|series| !series.hidden);
        let whole: f64 = shown().filter_map(|series| series.at(at)).map(f64::abs).sum();
        let value = |value: f64| match self.chart.pile {
            Pile::Shares if whole > 0.0 => {
                format!("{} · {:.1}%", scale::number(value), value / whole * 100.0)
            }
            _ => scale::number(value),
        };
        Spot {
            name: self.chart.x.name(at),
            lines: shown()
                .map(|series| Line {
                    color: Some(series.color),
                    name: series.name.clone(),
                    value: series.at(at).map_or("–".into(), value),
                })
                .collect(),
        }
    }

    /// The rows that a point stands for.
    pub fn is(&self, at: usize) -> Option<Predicate> {
        match self.at.get(at)? {
            At::Is(key) => Some(key_is(&self.x, key.as_deref(), &self.zone)),
            At::Rest => {
                let drawn = (0..self.len()).filter(|&other| self.at[other] != At::Rest);
                Some(Predicate::all(
                    drawn.filter_map(|other| self.is(other)).map(Predicate::negate),
                ))
            }
        }
    }

    /// The rows that these points stand for together: times from the first to the last, other values each.
    pub fn keep(&self, from: usize, to: usize) -> Option<Predicate> {
        let (from, to) = (from.min(to), from.max(to).min(self.len().checked_sub(1)?));
        match &self.chart.x {
            Axis::Time {
                zone, bucket, starts, ..
            } => {
                let end = bucket.span(*starts.get(to)?, zone).1;
                Some(during(self.x.column(), (*starts.get(from)?, end)))
            }
            Axis::Category { .. } => Some(Predicate::any((from..=to).filter_map(|at| self.is(at)))),
        }
    }

    /// The first and the last of the points that these rows are, where [`Built::keep`] made them of such.
    pub fn kept(&self, rows: &Predicate) -> Option<(usize, usize)> {
        if let (Axis::Time { .. }, Predicate::And(bounds)) = (&self.chart.x, rows) {
            let [Predicate::Test { op: low, .. }, Predicate::Test { op: high, .. }] = &bounds[..] else {
                return None;
            };
            let bound = |at: usize, side: usize| match self.keep(at, at)? {
                Predicate::And(mut parts) if parts.len() == 2 => match parts.swap_remove(side) {
                    Predicate::Test { op, .. } => Some(op),
                    _ => None,
                },
                _ => None,
            };
            let is_low = matches!(low, Op::Compare(Comparison::GreaterOrEqual, _));
            let first = (0..self.len()).find(|&at| is_low && bound(at, 0).as_ref() == Some(low))?;
            let last = (first..self.len()).find(|&at| bound(at, 1).as_ref() == Some(high))?;
            return Some((first, last));
        }
        let parts = match rows {
            Predicate::Or(parts) => &parts[..],
            one => std::slice::from_ref(one),
        };
        let first = (0..self.len()).find(|&at| self.is(at).as_ref() == parts.first())?;
        let last = first + parts.len() - 1;
        (self.keep(first, last).as_ref() == Some(rows)).then_some((first, last))
    }

    /// The chart as a table: headings, and the rows below them.
    pub fn table(&self) -> (Vec<String>, Vec<Vec<Value>>) {
        let chart = &self.chart;
        let heads =
            std::iter::once(self.x.column().to_owned()).chain(chart.series.iter().map(|series| series.name.clone()));
        let row = |at: usize| {
            let first = match (&chart.x, &self.at[at]) {
                (Axis::Time { starts, .. }, _) => Value::Time(starts[at]),
                (_, At::Is(key)) => key.clone().map_or(Value::Null, Value::Text),
                (axis, At::Rest) => Value::Text(axis.name(at)),
            };
            let values = chart.series.iter().map(|series| match series.at(at) {
                Some(value) if value.fract() == 0.0 && value.abs() < 9e15 => Value::Integer(value as i64),
                Some(value) => Value::Number(value),
                None => Value::Null,
            });
            std::iter::once(first).chain(values).collect()
        };
        (heads.collect(), (0..self.len()).map(row).collect())
    }

    /// The table as it is read: times by their buckets' names, numbers with separators.
    pub fn written(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let chart = &self.chart;
        let heads = std::iter::once(chart.x.caption()).chain(chart.series.iter().map(|series| series.name.clone()));
        let row = |at: usize| {
            let values = chart
                .series
                .iter()
                .map(|series| series.at(at).map_or("–".into(), scale::number));
            std::iter::once(chart.x.name(at)).chain(values).collect()
        };
        (heads.collect(), (0..self.len()).map(row).collect())
    }

    /// A name for files.
    pub fn title(&self) -> String {
        if self.chart.title.is_empty() {
            format!("chart {}", shown(Some(self.x.column())))
        } else {
            self.chart.title.clone()
        }
    }
}

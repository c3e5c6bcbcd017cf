//! The pivot: what is set of it, the question it states, and charts of it that suit a log.

use super::key::{ask_ends, ordered, settled};
use super::{Named, View};
use crate::protocol::Report;
use crate::query::{Ask, Bucket, Key, Measure, Order, Phase, Rank, Side};
use crate::value::Zone;
use crate::words;
use serde::{Deserialize, Serialize};

/// Rows by keys down the side and keys across the top.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PivotView {
    /// Names the file where it is taken away; may be empty.
    pub title: String,
    pub rows: Axis,
    pub columns: Axis,
    /// Empty: the count.
    pub measures: Vec<Named>,
    pub heat: Heat,
    /// Lines that are closed, each by the text of its keys (`None` is null).
    pub closed: Vec<Vec<Option<String>>>,
}

/// One side of a pivot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Axis {
    pub keys: Vec<Key>,
    /// `None`: by key where all keys have an order of their own, else by the first measure descending.
    pub sort: Option<(Rank, Order)>,
    /// So many under one line, or so many columns, the rest together; 0: all. `None`: as many as suit.
    pub limit: Option<usize>,
}

/// Which cells are held against each other by shades.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Heat {
    /// No shades.
    Off,
    #[default]
    Table,
    Line,
    Column,
}

/// Lines and columns of a side whose limit was not chosen.
const LINES: usize = 50;
const COLUMNS: usize = 12;
/// The same where the keys have an order of their own, which a top would tear apart.
const ORDERED: usize = 200;
/// The most automatic buckets on a side; where months would be few, they are weeks.
const SIDE_BUCKETS: usize = 40;

/// A week in microseconds.
const WEEK: i64 = 7 * 86_400_000_000;

fn automatic(column: &str) -> Key {
    Key::Time {
        column: column.to_owned(),
        bucket: Bucket::Auto,
    }
}

impl Axis {
    /// What it is sorted by.
    pub fn order(&self) -> (Rank, Order) {
        let natural = !self.keys.is_empty() && self.keys.iter().all(ordered);
        self.sort.clone().unwrap_or(if natural {
            (Rank::Key, Order::Ascending)
        } else {
            (Rank::Total(0), Order::Descending)
        })
    }

    fn most(&self, usual: usize) -> usize {
        let natural = !self.keys.is_empty() && self.keys.iter().all(ordered);
        self.limit.unwrap_or(if natural { ORDERED } else { usual })
    }

    fn side(&self, report: &Report, zone: &Zone, most: usize) -> Side {
        Side {
            keys: self.settled(report, zone),
            sort: vec![self.order()],
            limit: (most > 0).then_some(most),
        }
    }

    /// The keys, their buckets decided.
    pub fn settled(&self, report: &Report, zone: &Zone) -> Vec<Key> {
        let weeks = report.time.as_ref().map_or(0, |span| (span.last - span.first) / WEEK);
        let key = |key: &Key| match settled(key.clone(), report, zone, SIDE_BUCKETS) {
            Key::Time {
                column,
                bucket: Bucket::Month,
            } if *key == automatic(&column) && weeks < SIDE_BUCKETS as i64 => Key::Time {
                column,
                bucket: Bucket::Week,
            },
            key => key,
        };
        self.keys.iter().map(key).collect()
    }

    /// Takes other keys; what it was sorted by may be gone with the old ones.
    pub fn set_keys(&mut self, keys: Vec<Key>) {
        self.keys = keys;
        self.sort = None;
    }
}

impl PivotView {
    /// How many lines stand under one line at most; 0: all.
    pub fn line_limit(&self) -> usize {
        self.rows.most(LINES)
    }

    /// How many columns there are at most; 0: all.
    pub fn column_limit(&self) -> usize {
        self.columns.most(COLUMNS)
    }

    /// The measures, the count where there are none.
    pub fn measured(&self) -> Vec<Named> {
        if self.measures.is_empty() {
            return vec![Named {
                name: words::common::COUNT.into(),
                measure: Measure::Count,
            }];
        }
        self.measures.clone()
    }

    /// Takes other keys for one side. Orders that go by the values of the other side's keys go with them.
    pub fn set_keys(&mut self, down: bool, keys: Vec<Key>) {
        let (side, other) = if down {
            (&mut self.rows, &mut self.columns)
        } else {
            (&mut self.columns, &mut self.rows)
        };
        side.set_keys(keys);
        self.title.clear();
        other.sort = other.sort.take().filter(|(rank, _)| !matches!(rank, Rank::Cell(..)));
        self.closed.clear();
    }

    /// Takes other measures; `gone` is the position of one that is left out.
    pub fn set_measures(&mut self, measures: Vec<Named>, gone: Option<usize>) {
        self.measures = measures;
        let Some(gone) = gone else { return };
        for side in [&mut self.rows, &mut self.columns] {
            if let Some((Rank::Total(at) | Rank::Cell(at, _), _)) = &mut side.sort {
                match (*at).cmp(&gone) {
                    std::cmp::Ordering::Less => {}
                    std::cmp::Ordering::Equal => side.sort = None,
                    std::cmp::Ordering::Greater => *at -= 1,
                }
            }
        }
    }

    /// Lines become columns and columns lines.
    pub fn swap(&mut self) {
        std::mem::swap(&mut self.rows, &mut self.columns);
        self.closed.clear();
        for side in [&mut self.rows, &mut self.columns] {
            side.limit = None;
            side.sort = side.sort.take().filter(|(rank, _)| !matches!(rank, Rank::Cell(..)));
        }
    }
}

impl View {
    /// The pivot's question, and those where its bins end; `None` without keys. Unless it is `limited`, nothing is left out.
    pub(super) fn pivot_asks(&self, report: &Report, zone: &Zone, limited: bool) -> Option<Vec<Ask>> {
        let pivot = &self.pivot;
        if pivot.rows.keys.is_empty() && pivot.columns.keys.is_empty() {
            return None;
        }
        let most = |most: usize| if limited { most } else { 0 };
        let rows = pivot.rows.side(report, zone, most(pivot.line_limit()));
        let columns = pivot.columns.side(report, zone, most(pivot.column_limit()));
        let ends: Vec<Ask> = ask_ends(&rows.keys).chain(ask_ends(&columns.keys)).collect();
        let measures = pivot.measured().into_iter().map(|named| named.measure).collect();
        let pivot = Ask::Pivot {
            rows,
            columns,
            measures,
        };
        Some(std::iter::once(pivot).chain(ends).collect())
    }
}

/// Pivots that can be made of this log at once, each under its title.
pub fn pivots(report: &Report) -> Vec<PivotView> {
    let roles = &report.roles;
    let column = |name: &Option<String>| name.clone().map(Key::Column);
    let phase = |phase| roles.time.clone().map(|column| Key::Phase { column, phase });
    let time = roles.time.as_deref().map(automatic);
    let kind = report.kind().cloned().map(Key::Column);
    let offers = [
        (words::pivot::PRESET_WHO_WHAT, column(&roles.actor), kind.clone()),
        (words::pivot::PRESET_WHAT_WHEN, kind.clone(), time),
        (
            words::pivot::PRESET_FAILS,
            column(&roles.action).or(kind),
            column(&roles.outcome),
        ),
        (
            words::pivot::PRESET_FROM_WHERE,
            column(&roles.address),
            column(&roles.outcome),
        ),
        (words::pivot::PRESET_WHO_WHEN, column(&roles.actor), phase(Phase::Hour)),
        (words::pivot::PRESET_WEEK, phase(Phase::Weekday), phase(Phase::Hour)),
    ];
    let axis = |key: Key| Axis {
        keys: vec![key],
        ..Axis::default()
    };
    offers
        .into_iter()
        .filter_map(|(title, rows, columns)| {
            Some(PivotView {
                title: title.into(),
                rows: axis(rows?),
                columns: axis(columns?),
                ..PivotView::default()
            })
        })
        .collect()
}

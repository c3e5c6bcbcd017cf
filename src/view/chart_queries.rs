//! What a chart asks: its sides, its measures, and the questions they make.

use super::key::settled;
use super::queries::AXIS_BUCKETS;
use super::{ChartKind, ChartMark, ChartSeries, ChartView, Run};
use crate::protocol::Report;
use crate::query::{Ask, Bins, Bucket, Key, Measure, Order, Phase, Rank, Side};
use crate::value::{Kind, Zone};
use crate::words;

/// What a box is drawn of: how much of the numbers lies below, in percent, and what it is called.
const QUARTILES: [(f64, &str); 7] = [
    (0.0, words::chart::BOX_LEAST),
    (5.0, "5 %"),
    (25.0, words::chart::BOX_LOWER_QUARTER),
    (50.0, words::chart::BOX_MEDIAN),
    (75.0, words::chart::BOX_UPPER_QUARTER),
    (95.0, "95 %"),
    (100.0, words::chart::BOX_GREATEST),
];

impl ChartView {
    /// The series of the chart: those named, else what suits its kind.
    pub fn drawn_series(&self, report: &Report) -> Vec<ChartSeries> {
        let made = |name: &str, measure: Measure| ChartSeries {
            name: name.into(),
            measure,
            mark: ChartMark::Bar,
            run: Run::Each,
        };
        let count = || made(words::common::EVENTS, Measure::Count);
        let named = &self.series;
        match self.kind {
            ChartKind::Over if !named.is_empty() => named.clone(),
            ChartKind::Over | ChartKind::Histogram | ChartKind::Flow => vec![count()],
            ChartKind::Heat => vec![named.first().cloned().unwrap_or_else(count)],
            ChartKind::Scatter => {
                let roles = &report.roles;
                let other = [&roles.address, &roles.target, &roles.action, &roles.category];
                let other = other.into_iter().flatten().next().or(roles.time.as_ref());
                let second = || match other {
                    Some(column) => made(&words::measures::distinct(&column), Measure::Distinct(column.clone())),
                    None => count(),
                };
                let first = named.first().cloned().unwrap_or_else(count);
                vec![first, named.get(1).cloned().unwrap_or_else(second)]
            }
            ChartKind::Box => {
                let column = self
                    .side_y(report, &Zone::utc())
                    .map_or(String::new(), |key| key.column().to_owned());
                let measure = |&(percent, name): &(f64, &str)| made(name, Measure::Percentile(column.clone(), percent));
                QUARTILES.iter().map(measure).collect()
            }
        }
    }

    /// The key on the chart's x axis; of a flow, what it begins with.
    pub fn side_x(&self, report: &Report, zone: &Zone) -> Option<Key> {
        let roles = &report.roles;
        let kind = || report.kind().cloned().map(Key::Column);
        let who = || roles.actor.clone().map(Key::Column);
        let own = match self.kind {
            ChartKind::Over => roles
                .time
                .clone()
                .map(|column| Key::Time {
                    column,
                    bucket: Bucket::Auto,
                })
                .or_else(kind),
            ChartKind::Heat => match &roles.time {
                Some(column) => Some(Key::Phase {
                    column: column.clone(),
                    phase: Phase::Hour,
                }),
                None => roles.outcome.clone().map(Key::Column).or_else(who),
            },
            ChartKind::Histogram => numbers(report).map(|column| Key::Bin {
                column,
                bins: Bins::Auto,
            }),
            ChartKind::Box => kind().or_else(who),
            ChartKind::Scatter | ChartKind::Flow => who().or_else(kind),
        };
        let key = match (self.kind, self.x.clone().or(own)?) {
            (ChartKind::Histogram, Key::Column(column)) => Key::Bin {
                column,
                bins: Bins::Auto,
            },
            (_, key) => key,
        };
        Some(settled(key, report, zone, AXIS_BUCKETS))
    }

    /// The other side: the rows of a heat map, the numbers that boxes are drawn of, what a flow ends with.
    pub fn side_y(&self, report: &Report, zone: &Zone) -> Option<Key> {
        let roles = &report.roles;
        let column = |role: &Option<String>| role.clone().map(Key::Column);
        let own = || match self.kind {
            ChartKind::Over | ChartKind::Histogram | ChartKind::Scatter => None,
            ChartKind::Heat => match (&roles.time, &self.x) {
                (Some(column), None | Some(Key::Phase { .. })) => Some(Key::Phase {
                    column: column.clone(),
                    phase: Phase::Weekday,
                }),
                _ => report.kind().or(roles.actor.as_ref()).cloned().map(Key::Column),
            },
            ChartKind::Box => numbers(report).map(Key::Column),
            ChartKind::Flow => [&roles.target, &roles.action, &roles.category, &roles.address]
                .into_iter()
                .find_map(column),
        };
        self.y
            .clone()
            .or_else(own)
            .map(|key| settled(key, report, zone, AXIS_BUCKETS))
    }

    /// What a flow passes on its way.
    pub fn side_via(&self) -> Option<Key> {
        let via = self.via.clone().filter(|_| self.kind == ChartKind::Flow);
        via.map(Key::Column)
    }

    /// Whether there is something to draw: all sides of the chart have a column.
    pub fn can_ask(&self, report: &Report, zone: &Zone) -> bool {
        self.asks(report, zone).is_some()
    }

    pub(super) fn asks(&self, report: &Report, zone: &Zone) -> Option<Vec<Ask>> {
        let x = self.side_x(report, zone)?;
        let y = self.side_y(report, zone);
        let measures = self.measures(report);
        let pivot = |rows: Side, columns: Side| Ask::Pivot {
            rows,
            columns,
            measures: measures.clone(),
        };
        let top = self.top();
        Some(match (self.kind, x) {
            (ChartKind::Histogram, Key::Bin { column, bins }) => vec![Ask::Distribution {
                column,
                bins,
                by: self.split.clone(),
                series: Some(self.parts()),
            }],
            (ChartKind::Histogram, _) => return None,
            (ChartKind::Heat, x) => {
                let y = y?;
                let rows = match &self.split {
                    None => side(y, top),
                    Some(split) => maps(split, y, self.parts(), top),
                };
                vec![pivot(rows, side(x, top))]
            }
            (ChartKind::Scatter, x) => vec![pivot(side(x, top), Side::default())],
            (ChartKind::Flow, x) => {
                let stages: Vec<Key> = std::iter::once(x).chain(self.side_via()).chain([y?]).collect();
                let pairs = stages.windows(2);
                pairs
                    .map(|pair| pivot(side(pair[0].clone(), top), side(pair[1].clone(), top)))
                    .collect()
            }
            (ChartKind::Over | ChartKind::Box, x) => {
                if self.kind == ChartKind::Box {
                    y?;
                }
                let split = self.split.clone().map(Key::Column);
                let columns = split.map_or(Side::default(), |split| side(split, self.parts()));
                vec![pivot(side(x, top), columns)]
            }
        })
    }

    /// The same without limits, as one question: what can be asked elsewhere.
    pub(super) fn sheet(&self, report: &Report, zone: &Zone) -> Option<Ask> {
        let x = self.side_x(report, zone)?;
        let second = match self.kind {
            ChartKind::Histogram => return self.asks(report, zone)?.pop(),
            ChartKind::Heat | ChartKind::Flow => self.side_y(report, zone),
            _ => self.split.clone().map(Key::Column),
        };
        let maps = self.split.clone().filter(|_| self.kind == ChartKind::Heat);
        let maps = maps.map(Key::Column);
        let by: Vec<Key> = std::iter::once(x)
            .chain(self.side_via())
            .chain(second)
            .chain(maps)
            .collect();
        let sort = match by[0] {
            Key::Column(_) => vec![(by.len(), Order::Descending)],
            _ => vec![(0, Order::Ascending)],
        };
        let limit = match by[..] {
            [Key::Column(_)] => self.top(),
            _ => usize::MAX,
        };
        Some(Ask::Group {
            having: Vec::new(),
            by,
            measures: self.measures(report),
            sort,
            limit,
            rest: false,
        })
    }

    fn measures(&self, report: &Report) -> Vec<Measure> {
        self.drawn_series(report)
            .into_iter()
            .map(|series| series.measure)
            .collect()
    }
}

/// A side of a pivot: values by the first measure, at most so many; times, hours and bins all in their order.
fn side(key: Key, top: usize) -> Side {
    let (sort, limit) = match key {
        Key::Column(_) => (Vec::new(), Some(top)),
        _ => (vec![(Rank::Key, Order::Ascending)], None),
    };
    Side {
        keys: vec![key],
        sort,
        limit,
    }
}

/// The rows of several maps: those with most of the first measure, each with its own rows.
fn maps(split: &str, y: Key, parts: usize, top: usize) -> Side {
    let most = match &y {
        Key::Column(_) => top,
        Key::Phase { phase, .. } => phase.count(),
        Key::Time { .. } | Key::Bin { .. } => AXIS_BUCKETS,
    };
    Side {
        keys: vec![Key::Column(split.to_owned()), y],
        sort: Vec::new(),
        limit: Some(most.max(parts)),
    }
}

/// The first column of numbers that looks like an amount: more than a few are different.
fn numbers(report: &Report) -> Option<String> {
    let all = || {
        let columns = report.columns.iter();
        columns.filter(|column| matches!(column.kind, Kind::Integer | Kind::Number) && column.nulls < report.rows)
    };
    let amount = all().find(|column| column.distinct > 10);
    amount.or_else(|| all().next()).map(|column| column.name.clone())
}

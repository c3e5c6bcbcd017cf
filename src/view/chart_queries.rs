//! What a chart asks.

use super::queries::settled;
use super::{ChartMark, ChartSeries, Run, View};
use crate::protocol::Report;
use crate::query::{Ask, Bucket, Key, Measure, Order, Rank, Side};
use crate::value::Zone;

impl View {
    /// The series of the chart, the count where none are named.
    pub fn chart_series(&self) -> Vec<ChartSeries> {
        if self.chart.series.is_empty() {
            return vec![ChartSeries {
                name: "Events".into(),
                measure: Measure::Count,
                mark: ChartMark::Bar,
                run: Run::Each,
            }];
        }
        self.chart.series.clone()
    }

    /// The key on the chart's axis.
    pub fn chart_x(&self, report: &Report, zone: &Zone) -> Option<Key> {
        let time = || {
            report.roles.time.clone().map(|column| Key::Time {
                column,
                bucket: Bucket::Auto,
            })
        };
        let category = || {
            report
                .roles
                .category
                .clone()
                .or_else(|| report.roles.action.clone())
                .map(Key::Column)
        };
        self.chart
            .x
            .clone()
            .or_else(time)
            .or_else(category)
            .map(|key| settled(key, report, zone))
    }

    pub(super) fn chart_ask(&self, report: &Report, zone: &Zone) -> Option<Vec<Ask>> {
        let x = self.chart_x(report, zone)?;
        let chart = &self.chart;
        let (sort, limit) = match x {
            Key::Column(_) => (Vec::new(), Some(chart.top())),
            _ => (vec![(Rank::Key, Order::Ascending)], None),
        };
        let rows = Side {
            keys: vec![x],
            sort,
            limit,
        };
        let columns = match &chart.split {
            None => Side::default(),
            Some(split) => Side {
                keys: vec![Key::Column(split.clone())],
                sort: Vec::new(),
                limit: Some(chart.parts()),
            },
        };
        Some(vec![Ask::Pivot {
            rows,
            columns,
            measures: self.chart_measures(),
        }])
    }

    /// The same over all values of the split and the axis: what can be asked elsewhere.
    pub(super) fn chart_sheet(&self, report: &Report, zone: &Zone) -> Option<Ask> {
        let x = self.chart_x(report, zone)?;
        let sort = match x {
            Key::Column(_) => vec![(1 + usize::from(self.chart.split.is_some()), Order::Descending)],
            _ => vec![(0, Order::Ascending)],
        };
        let limit = match (&x, &self.chart.split) {
            (Key::Column(_), None) => self.chart.top(),
            _ => usize::MAX,
        };
        Some(Ask::Group {
            by: std::iter::once(x)
                .chain(self.chart.split.clone().map(Key::Column))
                .collect(),
            measures: self.chart_measures(),
            sort,
            limit,
            rest: false,
        })
    }

    fn chart_measures(&self) -> Vec<Measure> {
        self.chart_series().into_iter().map(|series| series.measure).collect()
    }
}

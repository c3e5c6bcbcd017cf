//! What of the screen can be asked elsewhere: the question of a panel over all it stands for, not only the window in sight.

use super::{Slot, View};
use crate::protocol::Report;
use crate::query::{Answer, Ask, Bucket, Query};
use crate::value::Zone;

/// A result that stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    /// The matching rows, columns and order as shown.
    Events,
    /// All groups by all keys at once.
    Groups,
    /// All lines and columns.
    Pivot,
    Chart,
    /// What differs between the two sides.
    Compare,
    Timeline,
    /// The values of a field that contain a text.
    Field(String, String),
}

impl View {
    /// The query behind a result; `shown` is what the panel shows of it, for what only the rows decide. `None` where the panel asks nothing.
    pub fn carried(&self, what: &Carried, report: &Report, zone: &Zone, shown: Option<&Answer>) -> Option<Query> {
        let (slot, ask) = match what {
            Carried::Events => (
                Slot::Page,
                Ask::Page {
                    sort: self.order(report),
                    offset: 0,
                    limit: usize::MAX,
                    columns: Some(self.columns(report)),
                },
            ),
            Carried::Groups if self.group.by.is_empty() => return None,
            Carried::Groups => (Slot::Group(Vec::new()), self.group_sheet(report, zone, usize::MAX)),
            Carried::Pivot => (Slot::Pivot, self.pivot_asks(report, zone, false)?.swap_remove(0)),
            Carried::Chart => (Slot::Chart, self.chart.sheet(report, zone)?),
            Carried::Compare => {
                let (filter, mut asks) = self.compare_asks(report)?;
                return Some(Query {
                    columns: self.computed.clone(),
                    filter,
                    asks: vec![asks.swap_remove(0)],
                    zone: zone.clone(),
                    ..Query::default()
                });
            }
            Carried::Timeline => {
                let chosen = self.timeline.bucket.unwrap_or(Bucket::Auto);
                let bucket = match shown {
                    Some(Answer::Histogram { bucket, .. }) if chosen == Bucket::Auto => *bucket,
                    _ => chosen,
                };
                let histogram = Ask::Histogram {
                    column: self.time_column(report)?,
                    bucket,
                    by: self.timeline_by(report),
                    series: None,
                };
                (Slot::Timeline, histogram)
            }
            Carried::Field(column, search) => (Slot::Facet(column.clone()), Ask::top(column, usize::MAX, search)),
        };
        let columns = match what {
            Carried::Events => self.row_columns(report),
            _ => self.computed.clone(),
        };
        Some(Query {
            columns,
            filter: self.filter_for(Some(&slot)),
            asks: vec![ask],
            zone: zone.clone(),
            ..Query::default()
        })
    }

    /// The panel that shows a result.
    pub fn slot(what: &Carried) -> Slot {
        match what {
            Carried::Events => Slot::Page,
            Carried::Groups => Slot::Group(Vec::new()),
            Carried::Pivot => Slot::Pivot,
            Carried::Chart => Slot::Chart,
            Carried::Compare => Slot::Compare,
            Carried::Timeline => Slot::Timeline,
            Carried::Field(column, _) => Slot::Facet(column.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Predicate;
    use crate::view::Clause;

    #[test]
    fn a_result_is_carried_whole_and_under_the_filter_that_narrows_it() {
        let mut view = View::default();
        view.timeline.column = Some("when".into());
        view.clauses.push(Clause {
            source: Some(Slot::Timeline),
            predicate: Predicate::rows([1]),
            disabled: false,
        });
        let report = Report::default();
        let carried = |what: Carried, shown: Option<&Answer>| view.carried(&what, &report, &Zone::utc(), shown);
        let shown = Answer::Histogram {
            bucket: Bucket::Hour,
            starts: Vec::new(),
            series: Vec::new(),
            untimed: 0,
        };
        let timeline = carried(Carried::Timeline, Some(&shown)).expect("there is a column of times");
        assert_eq!(
            timeline.filter,
            Predicate::All,
            "its own brush does not narrow the timeline"
        );
        assert!(matches!(
            timeline.asks[0],
            Ask::Histogram {
                bucket: Bucket::Hour,
                series: None,
                ..
            }
        ));
        let events = carried(Carried::Events, None).expect("rows");
        assert_eq!(events.filter, Predicate::rows([1]));
        assert!(matches!(
            events.asks[0],
            Ask::Page {
                offset: 0,
                limit: usize::MAX,
                ..
            }
        ));
        assert_eq!(carried(Carried::Groups, None), None);
    }
}

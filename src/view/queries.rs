//! What the panels of a view ask: a view states its queries, it never fetches.

use super::guide::Card;
use super::key::{ask_ends, key_is, settled};
use super::{Slot, View};
use crate::arrange;
use crate::protocol::Report;
use crate::query::{Ask, Bucket, Having, Key, Measure, Order, Predicate, Query};
use crate::value::{Micros, Zone};

/// Which events around the open row are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Only those that the filter keeps.
    pub filtered: bool,
    /// Only those with the same cells in these columns.
    pub same: Vec<String>,
    /// Only those in this stretch of time; the end does not belong to it.
    pub span: Option<(Micros, Micros)>,
    /// How many on either side.
    pub rows: usize,
}

/// What of the screen is visible now; it is no part of the view, but decides what is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Screen {
    /// Rows of the events table: offsets and how many from there, several where they stand in groups. None: only how many there are.
    pub pages: Vec<(u64, usize)>,
    /// Fields whose values are on screen, with what is searched among the values, and how many of them are listed.
    pub facets: Vec<(String, String, usize)>,
    /// What is to be seen around the open row, where that is.
    pub around: Option<Around>,
    /// The column whose menu is open.
    pub summary: Option<String>,
    /// Whether the list of columns is open.
    pub picker: bool,
    /// What is written in the command palette, while it is open.
    pub palette: Option<String>,
    /// How many of the question cards are asked, where they are in sight.
    pub cards: usize,
    /// The zone that the view's choice came to.
    pub zone: Zone,
    /// What time it is, where the view asks ([`View::by_clock`]).
    pub clock: Option<Micros>,
}

/// Series in the timeline, the rest apart.
const SERIES: usize = 8;
/// Groups shown under one parent.
const GROUPS: usize = 1000;
/// The most time buckets on a chart's axis where the bucket is automatic.
pub(super) const AXIS_BUCKETS: usize = 100;

impl View {
    /// The queries of all panels that show something now.
    pub fn queries(&self, report: &Report, screen: &Screen) -> Vec<(Slot, Query)> {
        let mut asked = Vec::new();
        let mut ask = |slot: Slot, asks: Vec<Ask>| {
            let filter = self.filter_for(Some(&slot));
            asked.push((slot, self.query(filter, asks, screen)));
        };
        ask(Slot::Count, vec![Ask::Count]);
        if let Some(column) = self.time_column(report) {
            let bucket = self.timeline.bucket.unwrap_or(Bucket::Auto);
            let by = self.timeline_by(report);
            ask(
                Slot::Timeline,
                vec![Ask::Histogram {
                    column,
                    bucket,
                    by,
                    series: Some(SERIES),
                }],
            );
        }
        for (column, search, listed) in &screen.facets {
            let facet = Ask::top(column.clone(), *listed, search);
            ask(Slot::Facet(column.clone()), vec![facet]);
        }
        // The rows stand alone, and under the chart.
        if matches!(self.tab, super::Tab::Events | super::Tab::Chart) {
            let (sort, tests) = (self.order(report), self.table.tests());
            let columns = Some(self.columns(report));
            let none = [(0, 0)];
            let pages = if screen.pages.is_empty() {
                &none[..]
            } else {
                &screen.pages
            };
            let mut asks = Vec::new();
            for &(offset, limit) in pages {
                asks.push(Ask::Page {
                    sort: sort.clone(),
                    offset,
                    limit,
                    columns: columns.clone(),
                });
                if !tests.is_empty() {
                    asks.push(Ask::Marks {
                        tests: tests.clone(),
                        sort: sort.clone(),
                        offset,
                        limit,
                    });
                }
            }
            let rows = self.row_groups(report).map(|groups| (Slot::RowGroups, vec![groups]));
            for (slot, asks) in rows.into_iter().chain([(Slot::Page, asks)]) {
                let columns = self.row_columns(report);
                let query = self.query(self.filter(), asks, screen);
                asked.push((slot, Query { columns, ..query }));
            }
            if self.table.totals {
                let query = self.query(self.filter(), vec![self.totals(report)], screen);
                asked.push((Slot::Totals, query));
            }
        }
        self.ask_table(report, screen, &mut asked);
        match self.tab {
            super::Tab::Events => {}
            super::Tab::Actor => asked.push((Slot::Actor, self.portrait_query(report, screen))),
            super::Tab::Questions => {
                for card in self.cards(report).0.into_iter().take(screen.cards) {
                    asked.push((Slot::Card(card.title.into()), self.card_query(&card, screen)));
                }
            }
            super::Tab::Group => {
                for path in std::iter::once(Vec::new()).chain(self.group.open.iter().cloned()) {
                    if let Some((filter, asks)) = self.group_ask(&path, report, &screen.zone) {
                        let filter = Predicate::all([self.filter(), filter]);
                        asked.push((Slot::Group(path), self.query(filter, asks, screen)));
                    }
                }
            }
            super::Tab::Pivot => {
                if let Some(asks) = self.pivot_asks(report, &screen.zone, true) {
                    asked.push((
                        Slot::Pivot,
                        self.query(self.filter_for(Some(&Slot::Pivot)), asks, screen),
                    ));
                }
            }
            super::Tab::Compare => {
                if let Some((filter, asks)) = self.compare_asks(report) {
                    asked.push((Slot::Compare, self.query(filter, asks, screen)));
                }
            }
            super::Tab::Chart => self.ask_chart(Slot::Chart, &self.chart, report, screen, &mut asked),
            super::Tab::Board => {
                for tile in &self.board {
                    self.ask_chart(Slot::Tile(tile.id), &tile.chart, report, screen, &mut asked);
                }
            }
        }
        if let Some(row) = self.table.open {
            asked.push((
                Slot::Record,
                self.query(Predicate::All, vec![Ask::Record { row }], screen),
            ));
        }
        asked
    }

    fn ask_chart(
        &self,
        slot: Slot,
        chart: &super::ChartView,
        report: &Report,
        screen: &Screen,
        asked: &mut Vec<(Slot, Query)>,
    ) {
        if let Some(asks) = chart.asks(report, &screen.zone) {
            let query = self.query(self.filter_for(Some(&slot)), asks, screen);
            asked.push((slot, query));
        }
    }

    /// A question of the rows that pass a filter, with the view's computed columns, as the screen tells zone and clock.
    pub(super) fn query(&self, filter: Predicate, asks: Vec<Ask>, screen: &Screen) -> Query {
        Query {
            columns: self.computed.clone(),
            filter,
            asks,
            zone: screen.zone.clone(),
            clock: screen.clock,
        }
    }

    /// What a question card asks: of the rows that the rest of the filter keeps.
    pub fn card_query(&self, card: &Card, screen: &Screen) -> Query {
        Query {
            columns: card.columns(self),
            ..self.query(
                Predicate::all([self.filter_for(Some(&Slot::Guide)), card.filter.clone()]),
                card.asks(),
                screen,
            )
        }
    }

    /// The pieces of the view that are told by the clock, as `time>=clock-7d` is: where there are some, questions must say what time it is.
    pub fn by_clock(&self) -> Vec<&Predicate> {
        let measures = self.group.measures.iter().map(|named| &named.measure);
        let measures = measures.chain(self.pivot.measures.iter().map(|named| &named.measure));
        let charts = std::iter::once(&self.chart).chain(self.board.iter().map(|tile| &tile.chart));
        let measures = measures.chain(charts.flat_map(|chart| &chart.series).map(|series| &series.measure));
        let counted = measures.filter_map(|measure| match measure {
            Measure::CountIf(filter) | Measure::Rate(filter) => Some(filter),
            _ => None,
        });
        let clauses = self.clauses.iter().map(|clause| &clause.predicate);
        let sides = self.compare.sides.iter().flat_map(|(left, right)| [left, right]);
        clauses
            .chain(counted)
            .chain(sides)
            .filter(|predicate| predicate.is_by_clock())
            .collect()
    }

    /// The column on the timeline's axis.
    pub fn time_column(&self, report: &Report) -> Option<String> {
        self.timeline.column.clone().or_else(|| report.roles.time.clone())
    }

    /// The column the timeline is stacked by.
    pub fn timeline_by(&self, report: &Report) -> Option<String> {
        let by = self.timeline.by.as_ref().or_else(|| report.kind());
        by.filter(|column| !column.is_empty()).cloned()
    }

    /// The columns of the events table, the pinned ones first: as chosen, else those that suit the log and what is computed.
    pub fn columns(&self, report: &Report) -> Vec<String> {
        let suggested = || {
            let mut columns = report.first_columns(&report.first, 9);
            let computed = self.computed.iter().map(|column| &column.name);
            columns.extend(computed.filter(|name| report.column(name).is_some()).cloned());
            columns
        };
        let mut columns = self.table.columns.clone().unwrap_or_else(suggested);
        arrange::by_key(&mut columns, |name| !self.table.pinned.contains(name));
        columns
    }

    /// The order of the events table.
    pub fn sort(&self, report: &Report) -> Vec<(String, Order)> {
        let newest = || {
            report
                .roles
                .time
                .iter()
                .map(|name| (name.clone(), Order::Descending))
                .collect()
        };
        self.table.sort.clone().unwrap_or_else(newest)
    }

    /// The groups under a path, with the question where bins end, and the filter the path stands for; `None` below the last key.
    pub fn group_ask(&self, path: &[Option<String>], report: &Report, zone: &Zone) -> Option<(Predicate, Vec<Ask>)> {
        let keys = self.group_keys(report, zone);
        let key = keys.get(path.len())?.clone();
        let above = Predicate::all(
            keys.iter()
                .zip(path)
                .map(|(key, value)| key_is(key, value.as_deref(), zone)),
        );
        let measures = self.group_measures();
        let (at, order) = self.group.order(path.len());
        let sort = vec![(at.map_or(0, |measure| 1 + measure), order)];
        let ends = ask_ends(std::slice::from_ref(&key)).collect::<Vec<_>>();
        let group = Ask::Group {
            having: self.group_having(path.len()),
            by: vec![key],
            measures,
            sort,
            limit: self.group.limit.unwrap_or(GROUPS),
            rest: true,
        };
        Some((above, std::iter::once(group).chain(ends).collect()))
    }

    /// The keys of the groups, their buckets decided.
    pub fn group_keys(&self, report: &Report, zone: &Zone) -> Vec<Key> {
        self.group
            .by
            .iter()
            .map(|key| settled(key.clone(), report, zone, AXIS_BUCKETS))
            .collect()
    }

    /// All groups by all keys at once, flat, at most `limit`: what is taken away as a file.
    pub fn group_sheet(&self, report: &Report, zone: &Zone, limit: usize) -> Ask {
        let by = self.group_keys(report, zone);
        let sort = match self.group.order(0) {
            (None, order) => (0..by.len()).map(|key| (key, order)).collect(),
            (Some(measure), order) => vec![(by.len() + measure, order)],
        };
        Ask::Group {
            by,
            measures: self.group_measures(),
            having: self.group.having.clone(),
            sort,
            limit,
            rest: false,
        }
    }

    /// What the groups by the key at this depth must pass, under one group above.
    fn group_having(&self, depth: usize) -> Vec<Having> {
        let here = self.group.having.iter().filter(|having| having.keys == depth + 1);
        here.map(|having| Having {
            keys: 1,
            ..having.clone()
        })
        .collect()
    }

    /// What is measured of the groups, the count first.
    pub fn group_measures(&self) -> Vec<Measure> {
        let named = self.group.measures.iter().map(|named| named.measure.clone());
        std::iter::once(Measure::Count).chain(named).collect()
    }

    /// The filter that a path of groups stands for.
    pub fn group_path(&self, path: &[Option<String>], report: &Report, zone: &Zone) -> Vec<Predicate> {
        let keys = self.group_keys(report, zone);
        keys.iter()
            .zip(path)
            .map(|(key, value)| key_is(key, value.as_deref(), zone))
            .collect()
    }
}

//! The cards of a log: those it can answer, in its own words, and what the others lack.

mod written;

use super::words::{column, lacking, needs};
use crate::json;
use crate::protocol::Report;
use crate::query::answer::Peak;
use crate::query::ask::{Pairs, Sequences};
use crate::query::language::conjuncts;
use crate::query::{Answer, Ask, Computed, Key, Measure, Order, Predicate};
use crate::value::Zone;
use crate::view::text_of;
use crate::view::{ChartView, Clause, GroupView, Slot, Tab, View, during, key_is};
use crate::words;
use std::sync::LazyLock;
pub(super) use written::how;
use written::{Show, Written};

/// The cards; a new one is one more entry of the file.
pub(super) static CARDS: LazyLock<Vec<Written>> =
    LazyLock::new(|| json::exact(words::questions::CARDS).unwrap_or_default());

/// A question that the log can answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub topic: &'static str,
    pub title: &'static str,
    /// The rows it is about.
    pub filter: Predicate,
    /// What is done with them, in words.
    pub how: String,
    /// Columns that it works out.
    pub computed: Vec<Computed>,
    pub(super) what: What,
}

/// What a card opens.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// The rows; its answer is told by these keys.
    Events(Vec<Key>),
    Group(GroupView),
    Chart(ChartView),
    /// The rows that a question about rows in time, or a lot, finds.
    Found(Ask),
}

/// A question that the log cannot answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlit {
    pub title: &'static str,
    /// What it lacks, for people.
    pub needs: Vec<&'static str>,
}

/// Lines told, at most.
pub(super) const LINES: usize = 3;
/// Matches whose rows a card opens, and peaks.
const FOUND: usize = 200;
const PEAKS: usize = 10;
/// How far above the usual, in units of what is usual, an hour must be to be told.
const SCORE: f64 = 4.0;
pub(super) const MINUTE: i64 = 60_000_000;

/// The cards that this log can answer, and the others.
pub fn cards(report: &Report) -> (Vec<Card>, Vec<Unlit>) {
    let (mut lit, mut unlit) = (Vec::new(), Vec::new());
    for written in CARDS.iter() {
        let mut lacks: Vec<&str> = written.texts().flat_map(|text| lacking(report, text)).collect();
        if written.show != Show::Events && written.show != Show::Group && column(report, "time").is_none() {
            lacks.push("time");
        }
        match written.card(report).filter(|_| lacks.is_empty()) {
            Some(card) => lit.push(card),
            None => {
                let mut lacked: Vec<&str> = Vec::new();
                for needs in lacks.into_iter().map(needs) {
                    if !lacked.contains(&needs) {
                        lacked.push(needs);
                    }
                }
                if lacked.is_empty() {
                    lacked.push(words::questions::NEEDS_OTHER_KINDS);
                }
                unlit.push(Unlit {
                    title: &written.title,
                    needs: lacked,
                });
            }
        }
    }
    (lit, unlit)
}

impl Card {
    /// What it asks in order to tell its answer before it is opened.
    pub fn asks(&self) -> Vec<Ask> {
        let top = |by: Vec<Key>, measures: Vec<Measure>, sort: (usize, Order)| Ask::Group {
            by,
            measures,
            having: Vec::new(),
            sort: vec![sort],
            limit: LINES,
            rest: false,
        };
        vec![match &self.what {
            What::Events(by) => top(by.clone(), vec![Measure::Count], (by.len(), Order::Descending)),
            What::Group(group) => {
                let named = group.measures.iter().map(|named| named.measure.clone());
                let (at, order) = group.sort.unwrap_or((None, Order::Descending));
                Ask::Group {
                    by: group.by.clone(),
                    measures: std::iter::once(Measure::Count).chain(named).collect(),
                    having: group.having.clone(),
                    sort: vec![(group.by.len() + at.unwrap_or(0), order)],
                    limit: LINES,
                    rest: false,
                }
            }
            What::Chart(chart) => match &chart.split {
                Some(split) => top(
                    vec![Key::Column(split.clone())],
                    vec![Measure::Count],
                    (1, Order::Descending),
                ),
                None => {
                    let measures = chart.series.iter().map(|series| series.measure.clone()).collect();
                    top(Vec::new(), measures, (0, Order::Descending))
                }
            },
            What::Found(ask) => ask.clone(),
        }]
    }

    /// What the amounts it tells are.
    pub fn unit(&self) -> &str {
        match &self.what {
            What::Group(GroupView {
                sort: Some((Some(at @ 1..), _)),
                measures,
                ..
            }) => measures.get(at - 1).map_or("", |named| &named.name),
            What::Found(Ask::Sequences(_)) => words::questions::UNIT_BEGAN,
            What::Found(Ask::Pairs(_)) => words::questions::UNIT_APART,
            What::Chart(chart) if chart.split.is_none() => "",
            _ => words::common::EVENTS,
        }
    }

    /// Whether it tells the first few of very many.
    pub(super) fn is_cut(&self) -> bool {
        matches!(&self.what, What::Found(Ask::Pairs(ask)) if !ask.changed)
    }

    /// The computed columns of a view, and those that it works out itself.
    pub fn columns(&self, view: &View) -> Vec<Computed> {
        let own = |column: &&Computed| !self.computed.iter().any(|other| other.name == column.name);
        view.computed
            .iter()
            .filter(own)
            .chain(&self.computed)
            .cloned()
            .collect()
    }

    /// Whether the view that it opens depends on its answer.
    pub fn finds(&self) -> bool {
        matches!(self.what, What::Found(_))
    }

    /// The view it opens: its rows and its look take the place of what another card opened; the rest of the filter stays.
    /// `answer` is that to its question, for a card that [`Card::finds`].
    pub fn open(&self, view: &View, answer: Option<&Answer>, zone: &Zone) -> View {
        let mut next = view.clone();
        next.computed = self.columns(view);
        next.table.open = None;
        let mut filter = self.filter.clone();
        match &self.what {
            What::Events(_) => {
                next.tab = Tab::Events;
                next.table.sort = None;
            }
            What::Group(group) => {
                next.tab = Tab::Group;
                next.group = group.clone();
            }
            What::Chart(chart) => {
                next.tab = Tab::Chart;
                next.chart = chart.clone();
            }
            What::Found(ask) => {
                next.tab = Tab::Events;
                if let Ask::Sequences(Sequences { time, .. }) | Ask::Pairs(Pairs { time, .. }) = ask {
                    next.table.sort = Some(vec![(time.clone(), Order::Ascending)]);
                }
                filter = found(ask, answer, filter, zone);
            }
        }
        next.clauses.retain(|clause| clause.source != Some(Slot::Guide));
        next.clauses
            .extend(conjuncts(filter).into_iter().map(|predicate| Clause {
                source: Some(Slot::Guide),
                predicate,
                disabled: false,
            }));
        next
    }
}

/// Whether an hour is busy enough to be told.
pub(super) fn notable(peak: &Peak) -> bool {
    peak.score >= SCORE
}

/// The rows that were found.
fn found(ask: &Ask, answer: Option<&Answer>, filter: Predicate, zone: &Zone) -> Predicate {
    match (ask, answer) {
        (_, Some(Answer::Sequences(found))) => {
            let rows = found
                .matches
                .iter()
                .flat_map(|found| found.rows.iter().flatten().copied());
            Predicate::rows(rows)
        }
        (_, Some(Answer::Pairs(found))) => {
            Predicate::rows(found.pairs.iter().flat_map(|pair| [pair.from.row, pair.to.row]))
        }
        (_, Some(Answer::Page { rows, .. })) => Predicate::rows(rows.iter().map(|row| row.row)),
        (Ask::Baseline(ask), Some(Answer::Baseline(found))) => {
            let peak = |peak: &Peak| {
                let keys = ask.by.iter().zip(&peak.key);
                let keys =
                    keys.map(|(name, value)| key_is(&Key::Column(name.clone()), text_of(value).as_deref(), zone));
                let span = found.bucket.span(peak.start, zone);
                Predicate::all(keys.chain([during(&ask.time, span)]))
            };
            Predicate::all([
                filter,
                Predicate::any(found.peaks.iter().filter(|peak| notable(peak)).map(peak)),
            ])
        }
        _ => filter,
    }
}

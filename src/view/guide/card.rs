//! The cards of a log: those it can answer, in its own words, and what the others lack.

use super::told::LINES;
use super::words::{column, formula, lacking, needs, read};
use crate::protocol::Report;
use crate::query::answer::Peak;
use crate::query::ask::{Baseline, PairSort, Pairs, Sample, Sequences, Step};
use crate::query::language::{conjuncts, print};
use crate::query::{Answer, Ask, Bucket, Computed, Key, Measure, Order, Predicate};
use crate::value::Zone;
use crate::view::{ChartMark, ChartSeries, ChartView, Clause, GroupView, Named, Run, Slot, Tab, View, during, key_is};
use crate::view::{key_name, schema, text_of};
use crate::words;
use serde::Deserialize;
use std::sync::LazyLock;

/// A card as its data file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    topic: String,
    pub title: String,
    #[serde(default)]
    filter: String,
    show: Show,
    /// Names with formulas: columns to work out.
    #[serde(default)]
    compute: Vec<(String, String)>,
    /// `$words`, or names of what is worked out.
    #[serde(default)]
    by: Vec<String>,
    /// Names with what is measured: `distinct $actor`, `if FILTER` ...
    #[serde(default)]
    measures: Vec<(String, String)>,
    /// Position of the measure groups are sorted by, 0 being the count.
    #[serde(default)]
    sort: usize,
    #[serde(default)]
    rising: bool,
    /// Counts below this are no answer.
    #[serde(default)]
    least: i64,
    #[serde(default)]
    split: Option<String>,
    /// Filters with how many rows, at least, pass each in turn.
    #[serde(default)]
    steps: Vec<(String, usize)>,
    /// Minutes.
    #[serde(default)]
    within: i64,
    #[serde(default)]
    watch: Vec<String>,
    #[serde(default)]
    rows: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Show {
    Events,
    Group,
    /// Over days.
    Chart,
    Sequence,
    Pairs,
    /// The pairs that are farthest apart.
    Gaps,
    Peaks,
    Sample,
}

/// The cards; a new one is one more entry of the file.
pub(super) static CARDS: LazyLock<Vec<Written>> =
    LazyLock::new(|| serde_json::from_str(words::questions::CARDS).unwrap_or_default());

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
    /// Counts below this are no answer.
    pub(super) least: i64,
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

/// Matches whose rows a card opens, and peaks.
const FOUND: usize = 200;
const PEAKS: usize = 10;
/// How far above the usual, in units of what is usual, an hour must be to be told.
const SCORE: f64 = 4.0;
const MINUTE: i64 = 60_000_000;

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

impl Written {
    /// All of it that is written in words.
    fn texts(&self) -> impl Iterator<Item = &String> {
        let measures = self.measures.iter().chain(&self.compute).map(|(_, what)| what);
        let steps = self.steps.iter().map(|(filter, _)| filter);
        let columns = self.by.iter().chain(&self.watch).chain(&self.split);
        std::iter::once(&self.filter)
            .chain(measures)
            .chain(steps)
            .chain(columns)
    }

    fn card(&'static self, report: &Report) -> Option<Card> {
        let computed = self.compute.iter().map(|(name, text)| {
            let (name, formula) = (name.clone(), formula(report, text)?);
            Some(Computed { name, formula })
        });
        let computed = computed.collect::<Option<Vec<_>>>()?;
        if schema(report).with(&computed).1.len() < computed.len() {
            return None;
        }
        let names = |words: &[String]| {
            let own = |word: &String| computed.iter().any(|column| column.name == *word).then(|| word.clone());
            let names = words.iter().map(|word| named(report, word).or_else(|| own(word)));
            names.collect::<Option<Vec<_>>>()
        };
        let (by, watch) = (names(&self.by)?, names(&self.watch)?);
        let keys = by.iter().cloned().map(Key::Column);
        let time = column(report, "time").map(str::to_owned);
        let measures = self
            .measures
            .iter()
            .map(|(name, what)| measure(report, what).map(|measure| (name.clone(), measure)))
            .collect::<Option<Vec<_>>>()?;
        let order = if self.rising {
            Order::Ascending
        } else {
            Order::Descending
        };
        let what = match self.show {
            Show::Events => What::Events(keys.collect()),
            Show::Group => What::Group(GroupView {
                title: self.title.clone(),
                by: keys.collect(),
                measures: measures
                    .into_iter()
                    .map(|(name, measure)| Named { name, measure })
                    .collect(),
                sort: Some((Some(self.sort), order)),
                ..GroupView::default()
            }),
            Show::Chart => What::Chart(ChartView {
                title: self.title.clone(),
                x: Some(Key::Time {
                    column: time?,
                    bucket: Bucket::Day,
                }),
                series: measures
                    .into_iter()
                    .enumerate()
                    .map(|(at, (name, measure))| ChartSeries {
                        name,
                        measure,
                        mark: if at == 0 { ChartMark::Bar } else { ChartMark::Line },
                        run: Run::Each,
                    })
                    .collect(),
                stacked: self.split.is_some(),
                split: match &self.split {
                    Some(word) => Some(named(report, word)?),
                    None => None,
                },
                ..ChartView::default()
            }),
            Show::Sequence => What::Found(Ask::Sequences(Sequences {
                time: time?,
                by,
                steps: self
                    .steps
                    .iter()
                    .map(|(filter, least)| read(report, filter).map(|filter| Step { filter, least: *least }))
                    .collect::<Option<_>>()?,
                within: self.within * MINUTE,
                order: Order::Descending,
                limit: FOUND,
            })),
            Show::Pairs | Show::Gaps => What::Found(Ask::Pairs(Pairs {
                time: time?,
                by,
                changed: !watch.is_empty(),
                watch,
                least: None,
                most: (self.within > 0).then_some(self.within * MINUTE),
                sort: match self.show {
                    Show::Gaps => PairSort::Gap,
                    _ => PairSort::Time,
                },
                order: Order::Descending,
                limit: if self.show == Show::Gaps { PEAKS } else { FOUND },
            })),
            Show::Peaks => What::Found(Ask::Baseline(Baseline {
                time: time?,
                by,
                bucket: Bucket::Hour,
                limit: PEAKS,
            })),
            Show::Sample => What::Found(Ask::Sample(Sample {
                rows: self.rows,
                seed: 0,
                columns: Some(Vec::new()),
            })),
        };
        let filter = read(report, &self.filter)?;
        Some(Card {
            topic: &self.topic,
            title: &self.title,
            filter,
            how: how(&what),
            computed,
            what,
            least: self.least,
        })
    }
}

fn named(report: &Report, word: &str) -> Option<String> {
    column(report, word.strip_prefix('$')?).map(str::to_owned)
}

/// What is measured: `distinct`, `max`, `min` or `mode` of a column, `if` or `rate` of a filter, the `share` of all rows.
fn measure(report: &Report, what: &str) -> Option<Measure> {
    let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
    Some(match verb {
        "distinct" => Measure::Distinct(named(report, rest)?),
        "min" => Measure::Min(named(report, rest)?),
        "max" => Measure::Max(named(report, rest)?),
        "mode" => Measure::Mode(named(report, rest)?),
        "if" => Measure::CountIf(read(report, rest)?),
        "rate" => Measure::Rate(read(report, rest)?),
        "share" => Measure::ShareOfTotal(Box::new(Measure::Count)),
        _ => return None,
    })
}

/// What is done with the rows, in words.
fn how(what: &What) -> String {
    match what {
        What::Events(_) => words::questions::HOW_NEWEST.into(),
        What::Group(group) => {
            let keys: Vec<String> = group.by.iter().map(key_name).collect();
            let keys = keys.join(words::questions::THEN);
            match group.sort {
                Some((Some(at @ 1..), order)) => {
                    let name = group.measures.get(at - 1).map_or("", |named| &named.name);
                    words::questions::grouped_sorted(&keys, name, order == Order::Descending)
                }
                Some((_, Order::Ascending)) => words::questions::grouped_fewest(&keys),
                _ => words::questions::grouped(&keys),
            }
        }
        What::Chart(chart) => match (&chart.split, &chart.series[..]) {
            (Some(split), _) => words::questions::per_day_stacked(split),
            (None, series) => {
                let names: Vec<&str> = series.iter().map(|series| series.name.as_str()).collect();
                words::questions::per_day(&names.join(", "))
            }
        },
        What::Found(Ask::Sequences(ask)) => {
            let steps: Vec<String> = ask
                .steps
                .iter()
                .map(|step| format!("{} × {}", step.least, print(&step.filter)))
                .collect();
            words::questions::in_a_row(
                &steps.join(words::questions::THEN),
                &ask.by.join(", "),
                ask.within / MINUTE,
            )
        }
        What::Found(Ask::Pairs(ask)) if ask.changed => words::questions::two_that_differ(
            &ask.by.join(", "),
            &ask.watch.join(", "),
            ask.most.map(|most| most / MINUTE),
        ),
        What::Found(Ask::Pairs(_)) => words::questions::TWO_FARTHEST_APART.into(),
        What::Found(Ask::Baseline(ask)) => words::questions::hours_far_above(&ask.by.join(", ")),
        What::Found(Ask::Sample(ask)) => words::questions::by_lot(&ask.rows, &ask.seed),
        What::Found(_) => String::new(),
    }
}

impl Card {
    /// What it asks in order to tell its answer before it is opened.
    pub fn asks(&self) -> Vec<Ask> {
        let top = |by: Vec<Key>, measures: Vec<Measure>, sort: (usize, Order)| Ask::Group {
            by,
            measures,
            sort: vec![sort],
            limit: LINES,
            rest: false,
        };
        vec![match &self.what {
            What::Events(by) => top(by.clone(), vec![Measure::Count], (by.len(), Order::Descending)),
            What::Group(group) => {
                let named = group.measures.iter().map(|named| named.measure.clone());
                let measures = std::iter::once(Measure::Count).chain(named).collect();
                let (at, order) = group.sort.unwrap_or((None, Order::Descending));
                top(group.by.clone(), measures, (group.by.len() + at.unwrap_or(0), order))
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

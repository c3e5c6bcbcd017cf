//! A card as its data file has it, and what becomes of it in the words of a log.

use super::{Card, FOUND, MINUTE, PEAKS, What};
use crate::protocol::Report;
use crate::query::ask::{Baseline, PairSort, Pairs, Sample, Sequences, Step};
use crate::query::language::{condition, describe, print};
use crate::query::{Ask, Bucket, Computed, Having, Key, Measure, Order, Predicate};
use crate::view::guide::words::{column, formula, read};
use crate::view::{ChartMark, ChartSeries, ChartView, GroupView, Named, Run, key_name, schema};
use crate::words;
use serde::Deserialize;

/// A card as its data file has it.
#[derive(Debug, Deserialize)]
pub(in crate::view::guide) struct Written {
    topic: String,
    pub(in crate::view::guide) title: String,
    #[serde(default)]
    filter: String,
    pub(super) show: Show,
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
    /// What the measure that groups are sorted by must pass, as it follows a column in the filter language; of groups by all keys, and of those around them.
    #[serde(default)]
    pub(in crate::view::guide) having: Option<String>,
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
pub(in crate::view::guide) enum Show {
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

impl Written {
    /// All of it that is written in words.
    pub(super) fn texts(&self) -> impl Iterator<Item = &String> {
        let measures = self.measures.iter().chain(&self.compute).map(|(_, what)| what);
        let steps = self.steps.iter().map(|(filter, _)| filter);
        let columns = self.by.iter().chain(&self.watch).chain(&self.split);
        std::iter::once(&self.filter)
            .chain(measures)
            .chain(steps)
            .chain(columns)
    }

    pub(super) fn card(&'static self, report: &Report) -> Option<Card> {
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
        let watch = names(&self.watch)?;
        let mut by: Vec<String> = Vec::new();
        for name in names(&self.by)? {
            // One column may be action and outcome.
            if !by.contains(&name) {
                by.push(name);
            }
        }
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
        let op = match &self.having {
            Some(test) => Some(condition(test).ok()?),
            None => None,
        };
        // What holds of a group holds of those around it: they are shown first.
        let having = op.into_iter().flat_map(|op| {
            (1..=by.len()).map(move |keys| Having {
                keys,
                measure: self.sort,
                op: op.clone(),
            })
        });
        let having: Vec<Having> = having.collect();
        let what = match self.show {
            Show::Events => What::Events(keys.collect()),
            Show::Group => What::Group(GroupView {
                title: self.title.clone(),
                by: keys.collect(),
                measures: measures
                    .into_iter()
                    .map(|(name, measure)| Named { name, measure })
                    .collect(),
                having,
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
        })
    }
}

fn named(report: &Report, word: &str) -> Option<String> {
    column(report, word.strip_prefix('$')?).map(str::to_owned)
}

/// What is measured: `distinct`, `max`, `min`, `mode` or (by time) `last` of a column, `if` or `rate` of a filter, the `share` of all rows.
fn measure(report: &Report, what: &str) -> Option<Measure> {
    let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
    Some(match verb {
        "distinct" => Measure::Distinct(named(report, rest)?),
        "min" => Measure::Min(named(report, rest)?),
        "max" => Measure::Max(named(report, rest)?),
        "mode" => Measure::Mode(named(report, rest)?),
        "last" => Measure::Last {
            of: named(report, rest)?,
            by: named(report, "$time")?,
        },
        "if" => Measure::CountIf(read(report, rest)?),
        "rate" => Measure::Rate(read(report, rest)?),
        "share" => Measure::ShareOfTotal(Box::new(Measure::Count)),
        _ => return None,
    })
}

/// What is done with the rows, in words.
pub(in crate::view::guide) fn how(what: &What) -> String {
    match what {
        What::Events(_) => words::questions::HOW_NEWEST.into(),
        What::Group(group) => {
            let keys: Vec<String> = group.by.iter().map(key_name).collect();
            let keys = keys.join(words::questions::THEN);
            let name = |measure: usize| match measure.checked_sub(1) {
                Some(at) => group.measures.get(at).map_or("", |named| &named.name),
                None => words::common::COUNT,
            };
            let grouped = match group.sort {
                Some((Some(at @ 1..), order)) => {
                    words::questions::grouped_sorted(&keys, name(at), order == Order::Descending)
                }
                Some((_, Order::Ascending)) => words::questions::grouped_fewest(&keys),
                _ => words::questions::grouped(&keys),
            };
            group.having.iter().take(1).fold(grouped, |grouped, having| {
                let test = describe(&Predicate::test(name(having.measure), having.op.clone()));
                words::questions::only_where(&grouped, &test.to_string())
            })
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

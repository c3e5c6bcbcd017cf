//! The door's asks, as JSON, into ours.

use super::trail;
use crate::query::{Ask, Bucket, Computed, Failure, Formula, Key, Measure, Order, language};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum DoorAsk {
    Count {},
    Facet {
        column: String,
        limit: Option<usize>,
        search: Option<String>,
    },
    Histogram {
        column: String,
        bucket: Option<Bucket>,
        by: Option<String>,
        zone: Option<String>,
        series: Option<usize>,
    },
    Group {
        by: Vec<DoorKey>,
        measures: Option<Vec<DoorMeasure>>,
        sort: Option<Vec<(usize, Order)>>,
        limit: Option<usize>,
        zone: Option<String>,
    },
    Page {
        sort: Option<Vec<(String, Order)>>,
        offset: Option<u64>,
        limit: Option<usize>,
        columns: Option<Vec<String>>,
    },
    Record {
        row: u64,
    },
    Context(trail::DoorContext),
    Sessions(trail::DoorSessions),
    Sequences(trail::DoorSequences),
    Pairs(trail::DoorPairs),
    Firsts(trail::DoorFirsts),
    Baseline(trail::DoorBaseline),
    Differences(trail::DoorDifferences),
    Sample(trail::DoorSample),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum DoorKey {
    Column(String),
    Time { time: String, bucket: Option<Bucket> },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum DoorMeasure {
    Count,
    CountIf(String),
    Distinct(String),
    Min(String),
    Max(String),
    Sum(String),
    Avg(String),
    Formula(String),
}

/// Rows of a page, values of a facet and groups where the caller gives no limit.
pub const LIMIT: usize = 1000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DoorColumn {
    name: String,
    formula: String,
}

/// The computed columns of a JSON list.
pub fn columns(json: &str) -> Result<Vec<Computed>, Failure> {
    let columns: Vec<DoorColumn> = serde_json::from_str(json).map_err(|error| Failure {
        what: format!("A computed column is not as it should be: {error}."),
        at: None,
        hint: "[{ name, formula }, ...]".into(),
    })?;
    let read = |DoorColumn { name, formula }| {
        let formula = Formula::parse(&formula)?;
        Ok(Computed { name, formula })
    };
    columns.into_iter().map(read).collect()
}

/// The asks of a JSON list, each with the zone it names.
pub fn read(json: &str) -> Result<Vec<(Ask, Option<String>)>, Failure> {
    let asks: Vec<DoorAsk> = serde_json::from_str(json).map_err(|error| Failure {
        what: format!("An ask is not as it should be: {error}."),
        at: None,
        hint: "One of { count: {} }, { facet: { column, limit } }, { histogram: { column, bucket, by?, zone? } }, \
               { group: { by, measures, sort?, limit? } }, { page: { sort, offset, limit, columns? } }; all of them are in docs/scripting.md."
            .into(),
    })?;
    asks.into_iter().map(ask).collect()
}

fn ask(ask: DoorAsk) -> Result<(Ask, Option<String>), Failure> {
    Ok(match ask {
        DoorAsk::Count {} => (Ask::Count, None),
        DoorAsk::Facet { column, limit, search } => (
            Ask::Facet {
                column,
                limit: limit.unwrap_or(LIMIT),
                search: search.unwrap_or_default(),
            },
            None,
        ),
        DoorAsk::Histogram {
            column,
            bucket,
            by,
            zone,
            series,
        } => (
            Ask::Histogram {
                column,
                bucket: bucket.unwrap_or(Bucket::Auto),
                by,
                series,
            },
            zone,
        ),
        DoorAsk::Group {
            by,
            measures,
            sort,
            limit,
            zone,
        } => {
            let by = by.into_iter().map(key).collect();
            let measures = measures.unwrap_or_else(|| vec![DoorMeasure::Count]);
            let measures = measures.into_iter().map(measure).collect::<Result<_, _>>()?;
            (
                Ask::Group {
                    by,
                    measures,
                    sort: sort.unwrap_or_default(),
                    limit: limit.unwrap_or(LIMIT),
                },
                zone,
            )
        }
        DoorAsk::Page {
            sort,
            offset,
            limit,
            columns,
        } => {
            let sort = sort.unwrap_or_default();
            (
                Ask::Page {
                    sort,
                    offset: offset.unwrap_or(0),
                    limit: limit.unwrap_or(LIMIT),
                    columns,
                },
                None,
            )
        }
        DoorAsk::Record { row } => (Ask::Record { row }, None),
        DoorAsk::Context(context) => (context.ask(), None),
        DoorAsk::Sessions(sessions) => (sessions.ask(), None),
        DoorAsk::Sequences(sequences) => (sequences.ask()?, None),
        DoorAsk::Pairs(pairs) => (pairs.ask(), None),
        DoorAsk::Firsts(firsts) => (firsts.ask()?, None),
        DoorAsk::Baseline(mut baseline) => {
            let zone = baseline.zone.take();
            (baseline.ask(), zone)
        }
        DoorAsk::Differences(differences) => (differences.ask()?, None),
        DoorAsk::Sample(sample) => (sample.ask(), None),
    })
}

fn key(key: DoorKey) -> Key {
    match key {
        DoorKey::Column(column) => Key::Column(column),
        DoorKey::Time { time, bucket } => Key::Time {
            column: time,
            bucket: bucket.unwrap_or(Bucket::Day),
        },
    }
}

fn measure(measure: DoorMeasure) -> Result<Measure, Failure> {
    Ok(match measure {
        DoorMeasure::Count => Measure::Count,
        DoorMeasure::CountIf(filter) => Measure::CountIf(language::parse(&filter)?.predicate),
        DoorMeasure::Distinct(column) => Measure::Distinct(column),
        DoorMeasure::Min(column) => Measure::Min(column),
        DoorMeasure::Max(column) => Measure::Max(column),
        DoorMeasure::Sum(column) => Measure::Sum(column),
        DoorMeasure::Avg(column) => Measure::Average(column),
        DoorMeasure::Formula(text) => Measure::Formula(Formula::parse(&text)?),
    })
}

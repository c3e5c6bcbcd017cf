//! The door's asks, as JSON, into ours.

use super::having::{DoorHaving, having as read_having};
use super::measure::{DoorBins, DoorKey, DoorMeasure, DoorSide, bins, key, measures as read_measures, side};
use super::{LIMIT, trail};
use crate::json;
use crate::query::{Ask, Bucket, Computed, Failure, Formula, Order, Ranking, language};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum DoorAsk {
    Count {},
    Facet {
        column: String,
        limit: Option<usize>,
        search: Option<String>,
        order: Option<Ranking>,
        offset: Option<usize>,
        seen: Option<String>,
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
        having: Option<Vec<DoorHaving>>,
        sort: Option<Vec<(usize, Order)>>,
        limit: Option<usize>,
        others: Option<bool>,
        zone: Option<String>,
    },
    Pivot {
        rows: DoorSide,
        columns: Option<DoorSide>,
        measures: Option<Vec<DoorMeasure>>,
        zone: Option<String>,
    },
    Distribution {
        column: String,
        bins: Option<DoorBins>,
        by: Option<String>,
        series: Option<usize>,
    },
    Week {
        column: String,
        only: Option<String>,
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
    Hit {
        filter: String,
        sort: Option<Vec<(String, Order)>>,
        from: Option<u64>,
        forward: Option<bool>,
    },
    Marks {
        filters: Vec<String>,
        sort: Option<Vec<(String, Order)>>,
        offset: Option<u64>,
        limit: Option<usize>,
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
struct DoorColumn {
    name: String,
    formula: String,
}

/// The computed columns of a JSON list.
pub fn columns(json: &str) -> Result<Vec<Computed>, Failure> {
    let columns: Vec<DoorColumn> = json::exact(json).map_err(|error| Failure {
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
    let asks: Vec<DoorAsk> = json::exact(json).map_err(|error| Failure {
        what: format!("An ask is not as it should be: {error}."),
        at: None,
        hint: "One of { count: {} }, { facet: { column, limit } }, { histogram: { column, bucket, by?, zone? } }, \
               { group: { by, measures, sort?, limit? } }, { pivot: { rows, columns?, measures } }, { distribution: { column } }, \
               { week: { column } }, { page: { sort, offset, limit, columns? } }; all of them are in docs/scripting.md."
            .into(),
    })?;
    asks.into_iter().map(ask).collect()
}

fn ask(ask: DoorAsk) -> Result<(Ask, Option<String>), Failure> {
    Ok(match ask {
        DoorAsk::Count {} => (Ask::Count, None),
        DoorAsk::Facet {
            column,
            limit,
            search,
            order,
            offset,
            seen,
        } => (
            Ask::Facet {
                column,
                limit: limit.unwrap_or(LIMIT),
                search: search.unwrap_or_default(),
                ranking: order.unwrap_or_default(),
                offset: offset.unwrap_or_default(),
                seen,
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
            having,
            sort,
            limit,
            others,
            zone,
        } => (
            Ask::Group {
                having: read_having(having, by.len())?,
                by: by.into_iter().map(key).collect(),
                measures: read_measures(measures)?,
                sort: sort.unwrap_or_default(),
                limit: limit.unwrap_or(LIMIT),
                rest: others.unwrap_or_default(),
            },
            zone,
        ),
        DoorAsk::Pivot {
            rows,
            columns,
            measures,
            zone,
        } => (
            Ask::Pivot {
                rows: side(rows),
                columns: side(columns.unwrap_or_default()),
                measures: read_measures(measures)?,
            },
            zone,
        ),
        DoorAsk::Distribution {
            column,
            bins: named,
            by,
            series,
        } => (
            Ask::Distribution {
                column,
                bins: bins(named),
                by,
                series,
            },
            None,
        ),
        DoorAsk::Week { column, only, zone } => {
            let only = only.map(|only| language::parse(&only)).transpose()?;
            (
                Ask::Week {
                    column,
                    only: only.map(|only| only.predicate),
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
        DoorAsk::Hit {
            filter,
            sort,
            from,
            forward,
        } => (
            Ask::Hit {
                test: language::parse(&filter)?.predicate,
                sort: sort.unwrap_or_default(),
                from,
                forward: forward.unwrap_or(true),
            },
            None,
        ),
        DoorAsk::Marks {
            filters,
            sort,
            offset,
            limit,
        } => {
            let tests = filters.iter().map(|filter| Ok(language::parse(filter)?.predicate));
            (
                Ask::Marks {
                    tests: tests.collect::<Result<_, Failure>>()?,
                    sort: sort.unwrap_or_default(),
                    offset: offset.unwrap_or(0),
                    limit: limit.unwrap_or(LIMIT),
                },
                None,
            )
        }
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

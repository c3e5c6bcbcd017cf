//! How long a person waits for an answer: the questions of a log viewer over `ROWS` rows of 24 columns, a million by default.
//!
//! Each filter is new to the engine in every run, as a dragged brush is; what it keeps between questions it keeps here, too.

use audit_explorer::engine::{Engine, Loader};
use audit_explorer::query::ask::{
    Baseline, Context, Differences, Firsts, PairSort, Pairs, Sample, Sequences, SessionSort, Sessions, Step,
};
use audit_explorer::query::language::parse;
use audit_explorer::query::{Ask, Bucket, Key, Measure, Order as Sort, Predicate, Query};
use audit_explorer::value::instant;
use criterion::{Criterion, criterion_group, criterion_main};
use generate::{Format, Order};
use std::hint::black_box;
use std::io::{self, Write};

const HOUR: i64 = 3_600_000_000;

const FACETS: [&str; 8] = [
    "EVENT_TYPE",
    "EVENT_NAME",
    "ACTOR_EMAIL",
    "SOURCE_IP",
    "STATUS",
    "TARGET_TYPE",
    "GEO_COUNTRY",
    "USER_AGENT",
];

/// Feeds a loader what is written.
struct Feeding(Loader);

impl Write for Feeding {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.feed(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn opened(rows: u64) -> Engine {
    let mut loader = Loader::default();
    loader.begin("bench", 0);
    let order = Order {
        rows,
        format: Format::Csv,
        seed: 7,
        wide: true,
    };
    let mut out = io::BufWriter::with_capacity(1 << 20, Feeding(loader));
    order.write(&mut out).expect("a loader takes everything");
    let Ok(feeding) = out.into_inner() else {
        panic!("a loader takes everything")
    };
    Engine::new(feeding.0.finish())
}

fn facet(column: &str, limit: usize) -> Ask {
    Ask::top(column, limit, "")
}

fn hourly() -> Ask {
    Ask::Histogram {
        column: "EVENT_TIME".into(),
        bucket: Bucket::Hour,
        by: Some("EVENT_TYPE".into()),
        series: None,
    }
}

/// What the page asks when a brush has moved: the counts of eight fields and the timeline.
fn refresh() -> Vec<Ask> {
    let facets = FACETS.iter().map(|column| facet(column, 20));
    facets.chain([hourly()]).collect()
}

fn query(filter: &str, asks: Vec<Ask>) -> Query {
    Query {
        filter: parse(filter).expect("a filter").predicate,
        asks,
        ..Query::default()
    }
}

/// The questions about rows in time, and what differs.
fn in_time(rows: u64) -> Vec<(&'static str, Ask)> {
    let time = || String::from("EVENT_TIME");
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let step = |filter: &str, least| Step {
        filter: parse(filter).expect("a filter").predicate,
        least,
    };
    let minute = 60_000_000;
    vec![
        (
            "T1 context",
            Ask::Context(Context {
                row: rows / 2,
                time: time(),
                before: 50,
                after: 50,
                same: names(&["ACTOR_EMAIL"]),
                columns: None,
                anchor: None,
            }),
        ),
        (
            "T2 sessions",
            Ask::Sessions(Sessions {
                time: time(),
                by: names(&["ACTOR_EMAIL"]),
                gap: 30 * minute,
                distinct: names(&["SOURCE_IP", "EVENT_NAME"]),
                ends: names(&["EVENT_NAME"]),
                sort: SessionSort::Rows,
                order: Sort::Descending,
                limit: 100,
            }),
        ),
        (
            "T3 five failures, then a success",
            Ask::Sequences(Sequences {
                time: time(),
                by: names(&["ACTOR_EMAIL", "SOURCE_IP"]),
                steps: vec![step("STATUS:FAILURE", 5), step("STATUS:SUCCESS", 1)],
                within: 10 * minute,
                order: Sort::Descending,
                limit: 100,
            }),
        ),
        (
            "T4 another address in the session",
            Ask::Pairs(Pairs {
                time: time(),
                by: names(&["SESSION_ID"]),
                watch: names(&["SOURCE_IP"]),
                changed: true,
                least: None,
                most: None,
                sort: PairSort::Gap,
                order: Sort::Ascending,
                limit: 100,
            }),
        ),
        (
            "T5 first of a pair",
            Ask::Firsts(Firsts {
                of: names(&["ACTOR_EMAIL", "GEO_COUNTRY"]),
                time: time(),
                base: Predicate::All,
                order: Sort::Descending,
                limit: 100,
                columns: None,
            }),
        ),
        (
            "T6 above the usual",
            Ask::Baseline(Baseline {
                time: time(),
                by: names(&["ACTOR_EMAIL"]),
                bucket: Bucket::Day,
                limit: 100,
            }),
        ),
        (
            "T7 failures against the rest",
            Ask::Differences(Differences {
                left: step("STATUS:FAILURE", 1).filter,
                right: step("-STATUS:FAILURE", 1).filter,
                columns: None,
                values: 10,
            }),
        ),
        (
            "T8 sample",
            Ask::Sample(Sample {
                rows: 25,
                seed: 7,
                columns: None,
            }),
        ),
    ]
}

fn all(criterion: &mut Criterion) {
    let rows = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok());
    let engine = opened(rows.unwrap_or(1_000_000));
    let rows = engine.report().rows;
    let span = engine.report().time.clone().expect("a column of times");
    let hours = (span.last - span.first) / HOUR;
    let brush = |from: i64, length: i64| {
        let from = span.first + from.rem_euclid(hours.max(1)) * HOUR;
        let until = from + length * HOUR;
        format!(
            "EVENT_TIME>=\"{}\" and EVENT_TIME<\"{}\"",
            instant(from),
            instant(until)
        )
    };
    let page = |filter: &str| {
        let page = Ask::Page {
            sort: vec![("EVENT_TIME".into(), Sort::Descending)],
            offset: rows / 2,
            limit: 100,
            columns: None,
        };
        query(filter, vec![page])
    };
    let groups = Ask::Group {
        by: vec![Key::Column("EVENT_TYPE".into()), Key::Column("EVENT_NAME".into())],
        measures: vec![
            Measure::Count,
            Measure::Distinct("ACTOR_EMAIL".into()),
            Measure::Min("EVENT_TIME".into()),
            Measure::Max("EVENT_TIME".into()),
            Measure::Average("DURATION_MS".into()),
        ],
        sort: vec![],
        limit: 10_000,
        rest: false,
    };
    let mut group = criterion.benchmark_group("questions");
    group.sample_size(20);
    let mut ask = |name: &str, make: &dyn Fn(i64) -> Query| {
        let mut run = 0;
        group.bench_function(name, |bench| {
            bench.iter(|| {
                run += 1;
                black_box(engine.ask(&make(run)).expect("an answer"))
            });
        });
    };
    ask("Q1 types", &|_| query("", vec![facet("EVENT_TYPE", 1000)]));
    ask("Q2 failing actors", &|_| {
        query(
            "EVENT_TYPE:CONNECTIONS and STATUS:FAILURE",
            vec![facet("ACTOR_EMAIL", 20)],
        )
    });
    ask("Q3 okta anywhere", &|_| query("okta", vec![Ask::Count]));
    ask("Q4 failures by the hour", &|_| query("STATUS:FAILURE", vec![hourly()]));
    ask("Q5 page in the middle", &|_| page(""));
    ask("Q5 page under a filter", &|_| page("STATUS:SUCCESS"));
    ask("Q6 no brush", &|_| query("", refresh()));
    ask("Q6 brush drags", &|run| query(&brush(run * 6, hours / 2), refresh()));
    ask("Q6 brush jumps", &|run| {
        query(&brush(run * 397, (run * 17) % (hours / 2).max(1)), refresh())
    });
    ask("Q7 groups", &|_| query("", vec![groups.clone()]));
    let brushed = |run: i64| brush(run * 397, hours * 3 / 4);
    for (name, question) in in_time(rows) {
        ask(name, &|_| query("", vec![question.clone()]));
        ask(&format!("{name}, brush"), &|run| {
            query(&brushed(run), vec![question.clone()])
        });
    }
    group.finish();
}

criterion_group!(benches, all);
criterion_main!(benches);

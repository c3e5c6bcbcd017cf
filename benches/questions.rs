//! How long a person waits for an answer: the questions of a log viewer over `ROWS` rows of 24 columns, a million by default.
//!
//! Each filter is new to the engine in every run, as a dragged brush is; what it keeps between questions it keeps here, too. The same
//! questions are measured natively and, with `--target wasm32-unknown-unknown`, as the browser's engine runs them.

use audit_explorer::engine::{Engine, Loader};
use audit_explorer::query::ask::{
    Baseline, Context, Differences, Firsts, PairSort, Pairs, Sample, Sequences, SessionSort, Sessions, Step,
};
use audit_explorer::query::language::parse;
use audit_explorer::query::{
    Ask, Bins, Bucket, Formula, Key, Measure, Order as Sort, Predicate, Query, Rank, Ranking, Side,
};
use audit_explorer::value::instant;
#[cfg(not(target_arch = "wasm32"))]
use criterion::{Criterion, criterion_group, criterion_main};
use generate::{Format, Order};
use std::hint::black_box;
use std::io::{self, Write};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{Criterion, wasm_bindgen_bench};

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

/// Questions that measure: by many groups, by their shares, by pivots.
fn measured() -> Vec<(&'static str, Ask)> {
    let column = |name: &str| Key::Column(name.into());
    let group = |by: Vec<Key>, measures: Vec<Measure>| Ask::Group {
        having: vec![],
        by,
        measures,
        sort: vec![],
        limit: 100,
        rest: true,
    };
    let time = || "EVENT_TIME".to_owned();
    let day = Key::Time {
        column: time(),
        bucket: Bucket::Day,
    };
    vec![
        (
            "M1 percentiles by type",
            group(
                vec![column("EVENT_TYPE")],
                vec![
                    Measure::Median("DURATION_MS".into()),
                    Measure::Percentile("DURATION_MS".into(), 95.0),
                ],
            ),
        ),
        (
            "M2 ends and usual address of actors",
            group(
                vec![column("ACTOR_EMAIL")],
                vec![
                    Measure::Count,
                    Measure::First {
                        of: "EVENT_NAME".into(),
                        by: time(),
                    },
                    Measure::Last {
                        of: "EVENT_NAME".into(),
                        by: time(),
                    },
                    Measure::Mode("SOURCE_IP".into()),
                ],
            ),
        ),
        (
            "M3 shares of names in types",
            group(
                vec![column("EVENT_TYPE"), column("EVENT_NAME")],
                vec![
                    Measure::Count,
                    Measure::ShareOfParent(Box::new(Measure::Count)),
                    Measure::ShareOfTotal(Box::new(Measure::Count)),
                ],
            ),
        ),
        (
            "M4 pivot of types and names by status",
            Ask::Pivot {
                rows: Side {
                    keys: vec![column("EVENT_TYPE"), column("EVENT_NAME")],
                    sort: vec![],
                    limit: Some(20),
                },
                columns: Side {
                    keys: vec![column("STATUS")],
                    sort: vec![],
                    limit: Some(10),
                },
                measures: vec![Measure::Count, Measure::Distinct("ACTOR_EMAIL".into())],
            },
        ),
        (
            "M5 pivot of actors by day",
            Ask::Pivot {
                rows: Side {
                    keys: vec![column("ACTOR_EMAIL")],
                    sort: vec![],
                    limit: Some(50),
                },
                columns: Side {
                    keys: vec![day],
                    sort: vec![(Rank::Key, Sort::Ascending)],
                    limit: None,
                },
                measures: vec![Measure::Count],
            },
        ),
        (
            "M6 week",
            Ask::Week {
                column: time(),
                only: None,
            },
        ),
        (
            "M7 durations in bins by status",
            Ask::Distribution {
                column: "DURATION_MS".into(),
                bins: Bins::Log,
                by: Some("STATUS".into()),
                series: Some(5),
            },
        ),
        (
            "M8 rare addresses, first and last seen",
            Ask::Facet {
                column: "SOURCE_IP".into(),
                limit: 100,
                search: String::new(),
                ranking: Ranking::Rare,
                offset: 0,
                seen: Some(time()),
            },
        ),
    ]
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_bench)]
fn all(criterion: &mut Criterion) {
    // WebAssembly has no environment but the one it was built in.
    let rows = std::env::var("ROWS").ok().or(option_env!("ROWS").map(Into::into));
    let engine = opened(rows.and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000));
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
        having: vec![],
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
    let mut ask = |name: &str, make: &dyn Fn(i64) -> Query| {
        let mut run = 0;
        criterion.bench_function(name, |bench| {
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
    // A formula that is new in every run is worked out in every run.
    let holds = |formula: String| query(&format!("{{ {formula} }}"), vec![Ask::Count]);
    ask("F1 a formula of one column", &|run| {
        holds(format!("Contains(Lower([EVENT_NAME]), \"a{run}\")"))
    });
    ask("F2 a formula of two columns", &|run| {
        holds(format!("[EVENT_TYPE] & [STATUS] = \"a{run}\""))
    });
    ask("F3 a formula of numbers, row by row", &|run| {
        holds(format!("[DURATION_MS] * 2 > {run}"))
    });
    ask("F4 a formula of times, row by row", &|run| {
        holds(format!("Hour([EVENT_TIME]) < 6 or [DURATION_MS] = {run}"))
    });
    ask("F5 a formula of near-unique texts, row by row", &|run| {
        holds(format!("EndsWith([EVENT_ID], \"{run}\")"))
    });
    ask("F6 a share by a formula", &|run| {
        let share = format!("CountIf([STATUS] = \"FAILURE\", [DURATION_MS] > {run}) / Count()");
        let share = Measure::Formula(Formula::parse(&share).expect("a formula"));
        let groups = Ask::Group {
            having: vec![],
            by: vec![Key::Column("EVENT_NAME".into())],
            measures: vec![share],
            sort: vec![],
            limit: 1000,
            rest: false,
        };
        query("", vec![groups])
    });
    let brushed = |run: i64| brush(run * 397, hours * 3 / 4);
    for (name, question) in in_time(rows).into_iter().chain(measured()) {
        ask(name, &|_| query("", vec![question.clone()]));
        ask(&format!("{name}, brush"), &|run| {
            query(&brushed(run), vec![question.clone()])
        });
    }
    ask("T9 first of a pair as a filter, brush", &|run| {
        let mut query = query(&brushed(run), vec![Ask::Count]);
        let first = Predicate::First {
            columns: vec!["ACTOR_EMAIL".into(), "GEO_COUNTRY".into()],
            time: None,
        };
        query.filter = Predicate::all([query.filter, first]);
        query
    });
}

#[cfg(not(target_arch = "wasm32"))]
criterion_group!(name = questions; config = Criterion::default().sample_size(20); targets = all);
#[cfg(not(target_arch = "wasm32"))]
criterion_main!(questions);
#[cfg(target_arch = "wasm32")]
fn main() {}

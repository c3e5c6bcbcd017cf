//! How fast a file is opened and asked, and what it costs in memory: `cargo run --release --example measure FILE`.

use audit_explorer::engine::{Engine, Loader};
use audit_explorer::query::{Answer, Ask, Bucket, Key, Measure, Order, Query, language::parse};
use audit_explorer::table::Data;
use audit_explorer::value::{Value, Zone};
use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Bytes fed at a time.
const CHUNK: usize = 4 << 20;

/// Runs of each question, of which the fastest counts.
const RUNS: u32 = 9;

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

/// The time this thread has had a processor, where the system tells it (Linux); elsewhere the time on the wall.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    let snapshots = std::env::var("SNAPSHOTS").is_ok();
    let mut file = File::open(&path)?;
    let size = file.metadata()?.len();
    let mut loader = Loader::default();
    loader.begin(&path, size);
    let mut chunk = vec![0; CHUNK];
    let (mut done, mut shown) = (0, 0);
    let (mut feeding, mut showing) = (Duration::ZERO, Duration::ZERO);
    let mut opened = None;
    loop {
        let length = file.read(&mut chunk)?;
        if length == 0 {
            break;
        }
        let start = clock();
        loader.feed(&chunk[..length]);
        feeding += clock() - start;
        done += length;
        if snapshots && done >= shown * 2 {
            shown = done;
            let start = clock();
            drop(opened.take());
            opened = Some(loader.snapshot());
            showing += clock() - start;
        }
    }
    drop(opened);
    println!("before the end: {}", peak());
    let start = clock();
    let opened = loader.finish();
    let sealing = clock() - start;
    let total = feeding + showing + sealing;
    println!(
        "{path}: {:.0} MB/s: {:.2} s = fed {:.2} + shown {:.2} + sealed {:.2}; {} rows, {} columns",
        size as f64 / 1e6 / total.as_secs_f64(),
        total.as_secs_f64(),
        feeding.as_secs_f64(),
        showing.as_secs_f64(),
        sealing.as_secs_f64(),
        opened.dataset.rows,
        opened.dataset.columns.len(),
    );
    let rows = opened.dataset.rows as f64;
    println!(
        "{:.1} MB table = {:.2} of the file, {}",
        opened.dataset.bytes() as f64 / 1e6,
        opened.dataset.bytes() as f64 / size as f64,
        peak()
    );
    for column in opened.dataset.columns.iter().take(50) {
        let layout = match &column.data {
            Data::Codes(_) => "codes",
            Data::Plain { .. } => "plain",
            Data::Integer { .. } => "integers",
            Data::Number { .. } => "numbers",
            Data::Time { .. } => "times",
        };
        println!(
            "  {:20} {:?} {:9} distinct {:9} nulls {:6.1} B/row {layout}",
            column.name,
            column.kind,
            column.distinct,
            column.nulls,
            column.bytes() as f64 / rows
        );
    }
    println!("  origins {:.1} B/row", opened.dataset.origins.bytes() as f64 / rows);
    let roles = opened.report.roles.clone();
    println!("{roles:?}");
    if std::env::var("LOAD").is_ok() {
        return Ok(());
    }
    questions(&Engine::new(opened))
}

fn facet(column: &str, limit: usize) -> Ask {
    Ask::Facet {
        column: column.into(),
        limit,
        search: String::new(),
    }
}

fn questions(engine: &Engine) -> Result<(), Box<dyn Error>> {
    let query = |filter: &str, asks: Vec<Ask>| -> Query {
        let filter = parse(filter).unwrap_or_else(|failure| panic!("{failure:?}"));
        Query {
            filter: filter.predicate,
            asks,
            zone: Zone::utc(),
        }
    };
    let hourly = || Ask::Histogram {
        column: "EVENT_TIME".into(),
        bucket: Bucket::Hour,
        by: Some("EVENT_TYPE".into()),
        series: None,
    };
    for run in 0..3 {
        let start = Instant::now();
        let answers = engine.ask(&query(
            "",
            vec![
                Ask::Count,
                Ask::Page {
                    sort: vec![],
                    offset: 5,
                    limit: 50,
                    columns: None,
                },
            ],
        ));
        println!(
            "page of all columns {run}: {:.2} ms, {:?}",
            start.elapsed().as_secs_f64() * 1000.0,
            answers.map(|answers| answers.rows)
        );
    }
    if engine.report().column("SOURCE_IP").is_none() {
        return Ok(());
    }
    let emails = engine
        .ask(&query("", vec![facet("ACTOR_EMAIL", 200)]))
        .map_err(|failure| failure.what)?;
    let Some(Answer::Facet { values, .. }) = emails.answers.first() else {
        return Ok(());
    };
    let rows = engine.report().rows;
    let (email, count) = values
        .iter()
        .min_by_key(|(_, count)| (*count as i64 - (rows as f64 * 0.037) as i64).abs())
        .ok_or("no emails")?;
    let Value::Text(email) = email else { return Ok(()) };
    println!("{email}: {count} rows");
    let span = engine.report().time.clone().ok_or("no time")?;
    let all = || {
        FACETS
            .iter()
            .map(|column| facet(column, 20))
            .chain([hourly()])
            .collect::<Vec<_>>()
    };
    let iso = |at: i64| audit_explorer::value::instant(at);
    let hour = 3_600_000_000i64;
    let brush = |from: i64, hours: i64| {
        format!(
            "EVENT_TIME>=\"{}\" and EVENT_TIME<\"{}\"",
            iso(from),
            iso(from + hours * hour)
        )
    };
    let long = (span.last - span.first) / hour;
    let page = |offset: u64| Ask::Page {
        sort: vec![("EVENT_TIME".into(), Order::Descending)],
        offset,
        limit: 100,
        columns: None,
    };
    let clocked = |name: &str, make: &dyn Fn(u32) -> Query| {
        let mut times = Vec::new();
        let mut found = 0;
        for run in 0..=RUNS {
            let query = make(run);
            let start = Instant::now();
            match engine.ask(&query) {
                Ok(answers) => found = answers.rows,
                Err(failure) => println!("{name}: {failure:?}"),
            }
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        let first = times.remove(0);
        times.sort_by(f64::total_cmp);
        println!(
            "{name:30} first {first:8.2} ms, then {:8.2} .. {:8.2} ms; {found} rows {}",
            times[0],
            times[times.len() / 2],
            peak()
        );
    };
    clocked("Q1 types", &|_| query("", vec![facet("EVENT_TYPE", 100)]));
    clocked("Q2 failing actors", &|_| {
        query(
            "EVENT_TYPE:CONNECTIONS and STATUS:FAILURE",
            vec![facet("ACTOR_EMAIL", 20)],
        )
    });
    for needle in ["okta", "zzqqxx", "a"] {
        clocked(&format!("Q3 {needle} anywhere"), &|_| query(needle, vec![Ask::Count]));
    }
    clocked("Q4 hourly of one actor", &|_| {
        query(&format!("ACTOR_EMAIL:\"{email}\""), vec![hourly()])
    });
    clocked("Q5 page in the middle", &|_| query("", vec![page(rows / 2)]));
    clocked("Q5 under a filter", &|_| query("STATUS:SUCCESS", vec![page(rows / 2)]));
    clocked("Q6 no brush", &|_| query("", all()));
    clocked("Q6 drag, half the time", &|run| {
        query(&brush(span.first + i64::from(run) * 6 * hour, long / 2), all())
    });
    clocked("Q6 jump", &|run| {
        query(
            &brush(
                span.first + i64::from(run) * 397 % long * hour,
                (17 * i64::from(run + 3)) % (long / 2),
            ),
            all(),
        )
    });
    clocked("Q6 auto, few days", &|run| {
        let auto = Ask::Histogram {
            column: "EVENT_TIME".into(),
            bucket: Bucket::Auto,
            by: Some("EVENT_TYPE".into()),
            series: Some(8),
        };
        query(&brush(span.first + i64::from(run) * 97 % long * hour, 48), vec![auto])
    });
    clocked("Q7 group", &|_| {
        let by = vec![Key::Column("EVENT_TYPE".into()), Key::Column("EVENT_NAME".into())];
        let measures = vec![
            Measure::Count,
            Measure::Distinct("ACTOR_EMAIL".into()),
            Measure::Min("EVENT_TIME".into()),
            Measure::Max("EVENT_TIME".into()),
            Measure::Average("DURATION_MS".into()),
        ];
        query(
            "",
            vec![Ask::Group {
                by,
                measures,
                sort: vec![],
                limit: 10_000,
            }],
        )
    });
    clocked("facet of unique ids", &|_| query("", vec![facet("EVENT_ID", 20)]));
    println!("after the questions: {}", peak());
    Ok(())
}

//! How long the seven bench queries take natively, over a table of 24 columns like an audit log's: `cargo run --release --example queries [rows]`.

use audit_explorer::format::{Position, Raw, Sink};
use audit_explorer::query::{
    Answer, Answers, Ask, Bucket, Cache, Comparison, Key, Measure, Op, Order, Predicate, Query, answer,
};
use audit_explorer::table::{Builder, Dataset};
use std::time::Instant;

const COLUMNS: [&str; 24] = [
    "EVENT_ID",
    "EVENT_TIME",
    "EVENT_TYPE",
    "EVENT_NAME",
    "ACTOR_ID",
    "ACTOR_EMAIL",
    "ACTOR_TYPE",
    "SOURCE_IP",
    "GEO_COUNTRY",
    "USER_AGENT",
    "SESSION_ID",
    "STATUS",
    "ERROR_CODE",
    "ERROR_MESSAGE",
    "TARGET_TYPE",
    "TARGET_ID",
    "TARGET_NAME",
    "TEAM_NAME",
    "CONNECTION_NAME",
    "DOCUMENT_PATH",
    "ORG_SLUG",
    "DURATION_MS",
    "ROWS_RETURNED",
    "EVENT_DETAILS",
];
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

/// A small generator of numbers: the same ones each time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    /// Small numbers more often than large ones.
    fn skewed(&mut self, most: u64) -> u64 {
        let unit = self.below(1 << 20) as f64 / (1u64 << 20) as f64;
        ((most as f64).powf(unit) - 1.0) as u64
    }
}

fn time(row: u64, rows: u64) -> String {
    // Slices of 16,384 rows in shuffled order, over 180 days from 2026-01-01.
    let slices = rows.div_ceil(16_384);
    let shuffled = (row / 16_384 * 37 % slices) * 16_384 + row % 16_384;
    let ms = 1_767_225_600_000 + shuffled * 15_552_000_000 / rows;
    let at = audit_explorer::value::iso(ms as i64 * 1000);
    let (date, clock) = at.split_once(' ').unwrap_or((&at, ""));
    format!("{date}T{clock}Z")
}

fn table(rows: u64) -> Dataset {
    let mut dice = Dice(88_172_645_463_325_252);
    let mut builder = Builder::default();
    let ids: Vec<_> = COLUMNS.iter().map(|name| builder.column(name)).collect();
    for row in 0..rows {
        let kind = dice.skewed(11);
        let user = dice.skewed(5000);
        let document = dice.skewed(40_000);
        let failed = dice.below(20) == 0;
        let id = format!("{:016x}{:016x}", dice.next(), dice.next());
        let sometimes = |yes: bool, text: String| if yes { text } else { String::new() };
        let providers = ["okta", "azure-ad", "google", "password"];
        let cells: [String; 24] = [
            format!(
                "{}-{}-4{}-a{}-{}",
                &id[..8],
                &id[8..12],
                &id[12..15],
                &id[15..18],
                &id[18..30]
            ),
            time(row, rows),
            format!("TYPE_{kind}"),
            format!("Event {} of {kind}", dice.skewed(8)),
            format!("{:022}", user * 7_919),
            format!("user.name{user}@acme.com"),
            ["USER", "EMBED_USER", "SERVICE_ACCOUNT"][dice.skewed(3) as usize].into(),
            format!("10.{}.{}.{}", user % 256, user / 20, dice.below(4)),
            format!("C{}", user % 12),
            format!("Mozilla/5.0 (Windows NT 10.0) Chrome/{}.0", user % 200),
            format!("{:013x}-{}", user * 104_729, row / 1000 % 1080),
            if failed { "FAILURE" } else { "SUCCESS" }.into(),
            sometimes(failed, format!("ERR_{}", dice.below(9))),
            sometimes(
                failed,
                format!(
                    "Sign-in rejected: SAML assertion {} expired at {row}",
                    dice.below(16_384)
                ),
            ),
            format!("TARGET_{kind}"),
            format!("doc-{document}"),
            format!("Weekly Overview {document}"),
            sometimes(dice.below(4) == 0, format!("Team {}", dice.skewed(120))),
            sometimes(kind == 3, format!("Snowflake prod {}", dice.skewed(50))),
            sometimes(
                kind < 3,
                format!("/Finance/{}/Q{}/overview-{document:05}", document % 8, document % 4),
            ),
            if dice.below(8) == 0 { "acme-emea" } else { "acme" }.into(),
            dice.skewed(8000).to_string(),
            sometimes(kind == 1, dice.skewed(100_000).to_string()),
            format!(
                "{{\"request_id\":\"{}\",\"region\":\"us-east-{}\",\"auth\":{{\"method\":\"saml\",\"provider\":\"{}\",\"mfa\":{}}},\"trace\":{{\"span\":\"{}\"}}}}",
                &id[..12],
                dice.below(3),
                if kind == 0 {
                    providers[dice.below(4) as usize]
                } else {
                    "none"
                },
                failed,
                &id[12..20]
            ),
        ];
        for (&id, cell) in ids.iter().zip(&cells) {
            builder.field(id, if cell.is_empty() { Raw::Null } else { Raw::Untyped(cell) });
        }
        builder.end_record(Position {
            file: 0,
            row: row + 1,
            byte: row * 600,
            length: 600,
        });
    }
    builder.seal()
}

fn is(column: &str, text: &str) -> Predicate {
    Predicate::test(column, Op::Equals(text.into()))
}

fn brush(from: u64, hours: u64) -> Predicate {
    let literal = |hour: u64| {
        audit_explorer::value::iso(1_767_225_600_000_000 + hour as i64 * 3_600_000_000).replace(' ', "T") + "Z"
    };
    Predicate::all([
        Predicate::test("EVENT_TIME", Op::Compare(Comparison::GreaterOrEqual, literal(from))),
        Predicate::test("EVENT_TIME", Op::Compare(Comparison::Less, literal(from + hours))),
    ])
}

fn facet(column: &str, limit: usize) -> Ask {
    Ask::Facet {
        column: column.into(),
        limit,
        search: String::new(),
    }
}

fn hourly() -> Ask {
    Ask::Histogram {
        column: "EVENT_TIME".into(),
        bucket: Bucket::Hour,
        by: Some("EVENT_TYPE".into()),
        series: None,
    }
}

/// Asks 1 + 9 times; prints the first time and the shortest of the others.
fn clock(name: &str, data: &Dataset, cache: &Cache, query: impl Fn(u64) -> Query) {
    let mut times = Vec::new();
    let mut answers = Answers::default();
    for run in 0..10 {
        let query = query(run);
        let start = Instant::now();
        match answer(&[(data, cache)], &query) {
            Ok(got) => answers = got,
            Err(failure) => println!("{name}: {failure:?}"),
        }
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    let best = times[1..].iter().copied().fold(f64::MAX, f64::min);
    let size: usize = answers
        .answers
        .iter()
        .map(|answer| {
            if let Answer::Group { rows, .. } = answer {
                rows.len()
            } else {
                1
            }
        })
        .sum();
    println!(
        "{name:28} first {:8.2} ms   then {best:8.2} ms   {} rows, {size} parts",
        times[0], answers.rows
    );
}

fn main() {
    let rows = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_000_000);
    let start = Instant::now();
    let data = table(rows);
    println!(
        "{rows} rows built in {:.0} ms, {:.0} MB",
        start.elapsed().as_secs_f64() * 1000.0,
        data.bytes() as f64 / 1e6
    );
    let cache = Cache::default();
    let query = |filter: Predicate, asks: Vec<Ask>| Query {
        filter,
        asks,
        ..Query::default()
    };
    clock("Q1 types", &data, &cache, |_| {
        query(Predicate::All, vec![facet("EVENT_TYPE", 100)])
    });
    clock("Q2 failing actors", &data, &cache, |_| {
        query(
            Predicate::all([is("EVENT_TYPE", "TYPE_3"), is("STATUS", "FAILURE")]),
            vec![facet("ACTOR_EMAIL", 20)],
        )
    });
    clock("Q3 okta anywhere", &data, &cache, |_| {
        query(Predicate::Anywhere("okta".into()), vec![Ask::Count])
    });
    clock("Q3 zzqqxx anywhere", &data, &cache, |_| {
        query(Predicate::Anywhere("zzqqxx".into()), vec![Ask::Count])
    });
    clock("Q4 hourly of one actor", &data, &cache, |_| {
        query(is("ACTOR_EMAIL", "user.name3@acme.com"), vec![hourly()])
    });
    let page = |filter: Predicate, offset: u64| {
        let sort = vec![("EVENT_TIME".to_owned(), Order::Descending)];
        query(
            filter,
            vec![Ask::Page {
                sort,
                offset,
                limit: 100,
                columns: None,
            }],
        )
    };
    clock("Q5 page in the middle", &data, &cache, |_| {
        page(Predicate::All, rows / 2)
    });
    clock("Q5 under a filter", &data, &cache, |_| {
        page(is("STATUS", "SUCCESS"), rows / 2)
    });
    let all = || {
        FACETS
            .iter()
            .map(|column| facet(column, 20))
            .chain([hourly()])
            .collect::<Vec<_>>()
    };
    clock("Q6 no brush", &data, &cache, |_| query(Predicate::All, all()));
    clock("Q6 brush drags, 90 days", &data, &cache, |run| {
        query(brush(run * 6, 90 * 24), all())
    });
    clock("Q6 brush jumps, 20 days", &data, &cache, |run| {
        query(brush(run * 397 % 3000, 20 * 24), all())
    });
    clock("Q6 Auto histogram, 2 days", &data, &cache, |run| {
        let auto = Ask::Histogram {
            column: "EVENT_TIME".into(),
            bucket: Bucket::Auto,
            by: Some("EVENT_TYPE".into()),
            series: Some(8),
        };
        query(brush(run * 97 % 3000, 48), vec![auto])
    });
    clock("Q7 group", &data, &cache, |_| {
        let by = vec![Key::Column("EVENT_TYPE".into()), Key::Column("EVENT_NAME".into())];
        let measures = vec![
            Measure::Count,
            Measure::Distinct("ACTOR_EMAIL".into()),
            Measure::Min("EVENT_TIME".into()),
            Measure::Max("EVENT_TIME".into()),
            Measure::Average("DURATION_MS".into()),
        ];
        query(
            Predicate::All,
            vec![Ask::Group {
                by,
                measures,
                sort: vec![],
                limit: 1000,
            }],
        )
    });
    clock("facet of unique ids", &data, &cache, |_| {
        query(Predicate::All, vec![facet("EVENT_ID", 20)])
    });
}

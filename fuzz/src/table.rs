//! From bytes to answers: what was read is counted, answered for, read in other ways, and stands where it is said to stand.

use super::sizes;
use audit_explorer::engine::{Engine, Limits, Loader};
use audit_explorer::query::{Answer, Ask, Bucket, Order, Predicate, Query};
use audit_explorer::table::Turn;
use audit_explorer::value::Kind;

/// Columns that are asked about.
const COLUMNS: usize = 12;

/// Opens a file, asks about every column, reads columns as other kinds, and looks its rows up.
pub fn table(bytes: &[u8]) {
    let mut loader = Loader::new(1);
    loader.limit(Limits {
        total: 1 << 20,
        ratio: 100,
        free: 1 << 16,
    });
    loader.begin("file", bytes.len() as u64);
    let mut rest = bytes;
    for (index, size) in sizes(bytes).into_iter().cycle().enumerate() {
        let (chunk, behind) = rest.split_at(size.min(rest.len()));
        loader.feed(chunk);
        rest = behind;
        if index == 3 {
            ask(&Engine::new(loader.snapshot()));
        }
        if rest.is_empty() {
            break;
        }
    }
    let mut engine = Engine::new(loader.finish());
    engine.study();
    while engine.study_more() {}
    ask(&engine);
    for row in 0..engine.report().rows.min(20) {
        let place = engine.place(row).expect("a row of the table");
        let mut record = place.record();
        let _ = bytes[place.start as usize..].chunks(97).all(|piece| record.feed(piece));
        assert!(record.text().is_some(), "row {row} does not stand where it stood");
    }
    let names: Vec<String> = engine
        .report()
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    let turns = [
        Turn::Into(Kind::Text),
        Turn::Into(Kind::Time),
        Turn::Into(Kind::Integer),
        Turn::Into(Kind::Number),
        Turn::Into(Kind::Boolean),
        Turn::DayFirst(true),
    ];
    let [start, ..] = sizes(bytes);
    for (name, turn) in names.iter().zip(turns.into_iter().cycle().skip(start)).take(COLUMNS) {
        engine.turn(name, turn);
    }
    ask(&engine);
}

fn ask(engine: &Engine) {
    let report = engine.report();
    let mut asks = vec![Ask::Count];
    for column in report.columns.iter().take(COLUMNS) {
        asks.push(Ask::top(column.name.clone(), 10, ""));
        if column.kind == Kind::Time {
            asks.push(Ask::Histogram {
                column: column.name.clone(),
                bucket: Bucket::Auto,
                by: None,
                series: None,
            });
        }
    }
    asks.push(Ask::Page {
        sort: report
            .columns
            .first()
            .map(|column| (column.name.clone(), Order::Descending))
            .into_iter()
            .collect(),
        offset: 0,
        limit: 50,
        columns: None,
    });
    let query = Query {
        filter: Predicate::All,
        asks,
        ..Query::default()
    };
    let answers = engine.ask(&query).unwrap_or_else(|failure| panic!("{failure:?}"));
    assert_eq!(answers.answers.first(), Some(&Answer::Count(report.rows)));
}

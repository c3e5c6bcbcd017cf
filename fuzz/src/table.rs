//! From bytes to answers: what was read is counted, answered for, read in other ways, and stands where it is said to stand.

use super::packing::{LIMITS, unpack};
use super::sizes;
use audit_explorer::engine::{Engine, Loader};
use audit_explorer::query::{Answer, Ask, Bucket, Order, Predicate, Query};
use audit_explorer::table::Turn;
use audit_explorer::value::Kind;

/// Columns that are asked about.
const COLUMNS: usize = 12;

/// Rows that are looked up.
const ROWS: usize = 20;

/// Opens a file, asks about every column, reads columns as other kinds, and looks its rows up.
pub fn table(bytes: &[u8]) {
    let mut loader = Loader::new(1);
    loader.limit(LIMITS);
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
    let opened = loader.finish();
    let origins = opened.dataset.origins.clone();
    let mut engine = Engine::new(opened);
    engine.study();
    while engine.study_more() {}
    ask(&engine);
    let files = unpack(bytes, &[bytes.len().max(1)]).files;
    let rows = engine.report().rows;
    for row in (0..rows).step_by(1 + rows as usize / ROWS) {
        let place = engine.place(row).expect("a row of the table");
        let mut record = place.record();
        let _ = bytes[place.start as usize..].chunks(97).all(|piece| record.feed(piece));
        let at = origins.at(row as usize);
        // What was wrong outside of any file stands among the files of the report.
        let file = match engine.report().files[at.file as usize].packed {
            None => bytes,
            Some(packed) => {
                let mut same = files.iter().filter(|(_, start, _)| *start == packed.start);
                let file = same.nth(packed.nth as usize).expect("a file that came out");
                &file.2
            }
        };
        let from = at.byte as usize;
        let expected = &file[from..from + at.length as usize];
        assert_eq!(
            record.bytes().as_deref(),
            Some(expected),
            "row {row} does not stand where it stood"
        );
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

//! Questions that several workers answer together are answered as by one, and after every change of the table by one alone.

use audit_explorer::engine::{Engine, Held, Inquiry, Loader, Piece, ROOM, Share};
use audit_explorer::protocol::{Turn, decode, encode};
use audit_explorer::query::language::parse;
use audit_explorer::query::{
    Answers, Ask, Bins, Bucket, Computed, Formula, Key, Measure, Partials, Phase, Predicate, Query, Ranking, Side,
};
use audit_explorer::value::{Kind, Zone};
use serde::Serialize;
use serde::de::DeserializeOwned;

const ROWS: usize = 200_000;

fn engine() -> Engine {
    let mut csv = String::from("time,local,type,user,id,millis,ratio\n");
    for row in 0..ROWS {
        // Scattered, and the same each time.
        let dice = (row as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        let (day, hour, minute) = (dice % 28 + 1, dice / 28 % 24, row % 60);
        csv += &format!(
            "2026-03-{day:02}T{hour:02}:{minute:02}:00Z,2026-03-{day:02} {hour:02}:{minute:02}:00,{},user{}@example.com,{row:08x},{},{}\n",
            ["Log in", "Log out", "Export", "Delete"][(dice % 7 % 4) as usize],
            dice % 3001,
            if dice.is_multiple_of(11) {
                String::new()
            } else {
                (dice % 900).to_string()
            },
            dice as f64 / 64.0,
        );
    }
    let mut loader = Loader::new(1);
    loader.begin("log.csv", csv.len() as u64);
    loader.feed(csv.as_bytes());
    let mut engine = Engine::new(loader.finish());
    engine.hold(&[Held::of_values("some".into(), &["user7@example.com".into(), "user9@example.com".into()]).unwrap()]);
    engine
}

/// What another worker receives.
fn crossed<T: Serialize + DeserializeOwned>(message: &T) -> T {
    decode(&encode(message)).expect("it crosses")
}

/// Shares the rows out; the engine keeps the first part.
fn shared(engine: &mut Engine, workers: usize, room: usize) -> Vec<Share> {
    let parts = engine.parts(workers, room).expect("rows enough");
    assert_eq!(parts.iter().map(|rows| rows.len()).sum::<usize>(), ROWS);
    let share = |rows: &std::ops::Range<usize>| {
        let mut share = Share::new(rows.start as u64);
        for piece in (0..).map_while(|number| engine.piece(rows, number)) {
            share.take(crossed::<Piece>(&piece));
        }
        share
    };
    let others = parts[1..].iter().map(share).collect();
    engine.share(parts[0].clone());
    others
}

fn together(engine: &Engine, others: &[Share], inquiry: &Inquiry) -> Answers {
    let said = others
        .iter()
        .map(|share| crossed::<Partials>(&share.say(&crossed(inquiry)).unwrap()));
    let own = engine.own().expect("its own rows");
    inquiry.answer(own, said.chain([own.say(inquiry).unwrap()])).unwrap()
}

fn filter(text: &str) -> Predicate {
    parse(text)
        .unwrap_or_else(|failure| panic!("{text}: {failure:?}"))
        .predicate
}

fn column(name: &str) -> Key {
    Key::Column(name.into())
}

/// Asks, and whether others are asked too.
fn asks() -> Vec<(Ask, bool)> {
    let facet = |column: &str, search: &str, seen: bool| Ask::Facet {
        column: column.into(),
        limit: 20,
        search: search.into(),
        ranking: Ranking::Frequent,
        offset: 3,
        seen: seen.then(|| "time".into()),
    };
    let group = |by: Vec<Key>, measures: Vec<Measure>| Ask::Group {
        having: Vec::new(),
        by,
        measures,
        sort: vec![],
        limit: 7,
        rest: true,
    };
    let histogram = |bucket, by: Option<&str>| Ask::Histogram {
        column: "time".into(),
        bucket,
        by: by.map(Into::into),
        series: Some(2),
    };
    vec![
        (Ask::Count, true),
        (facet("type", "", true), true),
        (facet("user", "11", false), true),
        (facet("user", "", true), true),
        (histogram(Bucket::Auto, Some("type")), true),
        (histogram(Bucket::Hour, None), true),
        (
            Ask::Week {
                column: "time".into(),
                only: Some(filter("type: \"Log in\"")),
            },
            true,
        ),
        (
            Ask::Distribution {
                column: "ratio".into(),
                bins: Bins::Auto,
                by: Some("type".into()),
                series: None,
            },
            true,
        ),
        (
            group(
                vec![column("type")],
                vec![
                    Measure::Count,
                    Measure::Distinct("user".into()),
                    Measure::Average("millis".into()),
                    Measure::Max("time".into()),
                    Measure::Median("millis".into()),
                    Measure::First {
                        of: "id".into(),
                        by: "time".into(),
                    },
                ],
            ),
            true,
        ),
        (
            Ask::Pivot {
                rows: Side {
                    keys: vec![column("type")],
                    ..Side::default()
                },
                columns: Side {
                    keys: vec![Key::Phase {
                        column: "time".into(),
                        phase: Phase::Weekday,
                    }],
                    ..Side::default()
                },
                measures: vec![Measure::Count, Measure::Sum("ratio".into())],
            },
            true,
        ),
        // What is found in some of the rows is as much as the rows themselves.
        (facet("id", "", false), false),
        (
            group(
                vec![column("user"), column("type")],
                vec![Measure::Median("millis".into())],
            ),
            false,
        ),
        (histogram(Bucket::Day, Some("id")), false),
        // Rows by their place.
        (
            Ask::Page {
                sort: vec![],
                offset: 150_000,
                limit: 5,
                columns: None,
            },
            false,
        ),
        (Ask::Record { row: 170_000 }, false),
    ]
}

#[test]
fn several_workers_answer_as_one() {
    let mut engine = engine();
    let filters = [
        ("", true),
        ("user7", true),
        ("type: Export and millis > 100", true),
        ("time >= 2026-03-05 and time < 2026-03-09", true),
        ("user in #some", true),
        ("hundreds = 3", true),
        ("first(user)", false),
    ];
    for (workers, room) in [(2, ROOM), (3, ROOM), (2, 0)] {
        let others = shared(&mut engine, workers, room);
        for (text, is_shared) in filters {
            for (ask, is_small) in asks() {
                let query = Query {
                    columns: vec![Computed {
                        name: "hundreds".into(),
                        formula: Formula::parse("Floor([millis] / 100)").unwrap(),
                    }],
                    filter: filter(text),
                    asks: vec![ask],
                    ..Query::default()
                };
                let inquiry = engine.inquiry(&query);
                // Without room nobody else has the column `id`, in which each text stands once.
                let is_missing = room == 0 && (text == "user7" || format!("{:?}", query.asks).contains("\"id\""));
                let expected = is_shared && is_small && !is_missing;
                assert_eq!(inquiry.is_some(), expected, "{text} {:?}", query.asks);
                let Some(inquiry) = inquiry else { continue };
                let wanted = engine.ask(&query).unwrap();
                // The second time from what was worked out the first time.
                for _ in 0..2 {
                    assert_eq!(together(&engine, &others, &inquiry), wanted, "{text} {:?}", query.asks);
                }
            }
        }
        engine.alone();
    }
}

#[test]
fn whatever_changes_the_table_ends_the_sharing() {
    let mut engine = engine();
    let count = Query {
        asks: vec![Ask::Count],
        ..Query::default()
    };
    let changes: [fn(&mut Engine); 5] = [
        |engine| assert!(engine.turn("millis", Turn::Into(Kind::Text))),
        |engine| {
            engine.assume(
                "local",
                &Zone {
                    name: "Etc/GMT-2".into(),
                    offsets: vec![(i64::MIN, 7200)],
                },
            )
        },
        |engine| engine.hold(&[]),
        |engine| engine.study(),
        Engine::alone,
    ];
    for change in changes {
        while engine.study_more() {}
        shared(&mut engine, 2, ROOM);
        assert!(engine.inquiry(&count).is_some());
        change(&mut engine);
        assert!(engine.inquiry(&count).is_none());
    }
    // While it is looked through, columns may still be added.
    engine.study();
    assert!(engine.parts(2, ROOM).is_none());
    assert!(Engine::default().parts(2, ROOM).is_none());
}

#[test]
fn what_cannot_be_answered_fails_as_it_does_alone() {
    let mut engine = engine();
    shared(&mut engine, 2, ROOM);
    let query = Query {
        asks: vec![Ask::top("nothing", 5, "")],
        ..Query::default()
    };
    assert!(engine.inquiry(&query).is_none());
    assert!(engine.ask(&query).is_err());
}

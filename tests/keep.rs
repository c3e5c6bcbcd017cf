//! What is kept of a log where not everything is: columns, a sample, a span of time; the same whatever the chunks, and nothing unsaid.

use audit_explorer::engine::{Engine, Loader};
use audit_explorer::protocol::{During, Keep};
use audit_explorer::query::{Answer, Ask, Predicate, Query};
use audit_explorer::value::Value;

fn log(json: bool) -> Vec<u8> {
    let mut text = String::from(if json { "" } else { "id,at,user,note\n" });
    for id in 0..2000 {
        let at = format!("2026-01-{:02}T{:02}:00:00Z", id / 100 + 1, id % 24);
        // Behind the other fields in JSON, so that they must wait for it; and now and then there is none.
        let at = if id % 50 == 49 { String::new() } else { at };
        text += &if json {
            format!(
                "{{\"id\":{id},\"user\":{{\"name\":\"u{}\"}},\"list\":[1,true],\"gone\":null,\"at\":\"{at}\"}}\n",
                id % 7
            )
        } else {
            format!("{id},{at},u{},\"a, {id}\"\n", id % 7)
        };
    }
    text.into_bytes()
}

fn open(bytes: &[u8], keep: &Keep, chunk: usize) -> Engine {
    let mut loader = Loader::new(1);
    loader.keep(keep.clone());
    loader.begin("log", bytes.len() as u64);
    bytes.chunks(chunk).for_each(|piece| loader.feed(piece));
    Engine::new(loader.finish())
}

/// The rows, each as the JSON of its cells under their names.
fn rows(engine: &Engine) -> Vec<Vec<(String, Value)>> {
    let query = Query {
        filter: Predicate::All,
        asks: vec![Ask::Page {
            sort: Vec::new(),
            offset: 0,
            limit: 10_000,
            columns: None,
        }],
        ..Query::default()
    };
    let answers = engine.ask(&query).expect("an answer");
    let Some(Answer::Page { rows, columns }) = answers.answers.into_iter().next() else {
        panic!("a page");
    };
    rows.into_iter()
        .map(|row| columns.iter().cloned().zip(row.cells).collect())
        .collect()
}

/// What is kept is what a reader of everything has in those rows and columns, and the rest is counted.
fn check(keep: &Keep, json: bool, wanted: impl Fn(usize) -> bool) {
    let bytes = log(json);
    let all = rows(&open(&bytes, &Keep::default(), 1 << 20));
    for chunk in [1 << 20, 977] {
        let engine = open(&bytes, keep, chunk);
        let kept = engine.report().kept.clone().expect("it is told");
        assert_eq!(kept.keep, *keep);
        let columns = keep.columns.as_deref();
        let named = |name: &str| {
            columns.is_none_or(|columns| columns.iter().any(|column| column == name))
                || keep.during.as_ref().is_some_and(|during| during.column == name)
        };
        let expected: Vec<Vec<_>> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| wanted(*at))
            .map(|(_, row)| row.iter().filter(|(name, _)| named(name)).cloned().collect())
            .collect();
        let found = rows(&engine);
        assert_eq!(found.len() as u64 + kept.passed_over, 2000);
        assert_eq!(found, expected);
        // Each row still knows where it stands.
        let last = found.len() as u64 - 1;
        let place = engine.place(last).expect("a place");
        let mut record = place.record();
        record.feed(&bytes[place.start as usize..][..place.length.expect("a length") as usize]);
        let text = record.text().expect("it stands there");
        let id = found[last as usize].iter().find(|(name, _)| name == "id");
        if let Some((_, Value::Integer(id))) = id {
            assert!(text.contains(&id.to_string()), "{text}");
        }
    }
}

#[test]
fn some_columns() {
    let columns = |names: &[&str]| Keep {
        columns: Some(names.iter().map(ToString::to_string).collect()),
        ..Keep::default()
    };
    check(&columns(&["id", "user"]), false, |_| true);
    check(&columns(&["note"]), false, |_| true);
    check(&columns(&["user.name", "id"]), true, |_| true);
}

#[test]
fn a_sample() {
    for json in [false, true] {
        let keep = Keep {
            every: 10,
            ..Keep::default()
        };
        let bytes = log(json);
        let found = rows(&open(&bytes, &keep, 4096));
        assert!((140..260).contains(&found.len()), "{} of 2000", found.len());
        let ids: Vec<usize> = found
            .iter()
            .filter_map(|row| match row.first() {
                Some((_, Value::Integer(id))) => Some(*id as usize),
                _ => None,
            })
            .collect();
        // From everywhere, and no comb.
        assert!(ids.windows(2).any(|pair| pair[1] - pair[0] == 1) && ids.windows(2).any(|pair| pair[1] - pair[0] > 15));
        assert!(ids[0] < 200 && ids[ids.len() - 1] > 1800);
        check(&keep, json, |at| ids.contains(&at));
    }
}

#[test]
fn a_span_of_time() {
    let day = 86_400_000_000;
    let first = 1_767_225_600_000_000; // 2026-01-01
    for json in [false, true] {
        for columns in [None, Some(vec!["id".to_string()])] {
            let keep = Keep {
                columns,
                every: 1,
                during: Some(During {
                    column: "at".into(),
                    day_first: false,
                    from: Some(first + 3 * day),
                    to: Some(first + 5 * day),
                }),
            };
            // A row without a time cannot be told to be outside.
            check(&keep, json, |at| (300..500).contains(&at) || at % 50 == 49);
        }
    }
}

#[test]
fn everything_is_told_as_nothing() {
    let engine = open(
        &log(false),
        &Keep {
            every: 1,
            ..Keep::default()
        },
        4096,
    );
    assert_eq!((engine.report().rows, &engine.report().kept), (2000, &None));
}

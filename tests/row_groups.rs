//! Rows in groups: the places that the groups' counts tell are those of their rows, and the filter of a group is its rows.

mod march;

use audit_explorer::engine::Engine;
use audit_explorer::query::language::parse;
use audit_explorer::query::{Answer, Ask, Bucket, Order, Predicate, Query};
use audit_explorer::value::Value;
use audit_explorer::view::{Action, Line, Lines, Outline, RowKey, Screen, Slot, View, key_is};
use march::{engine, zone};
use std::sync::Arc;

fn key(column: &str, bucket: Option<Bucket>, order: Order, count: bool) -> RowKey {
    RowKey {
        column: column.into(),
        bucket,
        order,
        count,
    }
}

fn answer(engine: &Engine, query: Query) -> Answer {
    let mut answers = engine.ask(&query).unwrap_or_else(|failure| panic!("{failure:?}"));
    answers.answers.remove(0)
}

/// The queries of the table of this view for all rows: the groups, and the rows.
fn asked(engine: &Engine, view: &View) -> (Query, Query) {
    let screen = Screen {
        zone: zone(),
        pages: vec![(0, 1000)],
        ..Screen::default()
    };
    let queries = view.queries(engine.report(), &screen);
    let of = |slot: Slot| {
        queries
            .iter()
            .find(|(other, _)| *other == slot)
            .expect("asked")
            .1
            .clone()
    };
    (of(Slot::RowGroups), of(Slot::Page))
}

/// Checks the groups by these columns under a filter against the rows themselves.
fn checked(engine: &Engine, by: &[RowKey], filter: &str) {
    let mut view = View::default();
    view.table.columns = Some(["time", "user", "action", "size", "share"].map(String::from).to_vec());
    view.table.sort = Some(vec![("share".into(), Order::Descending)]);
    view.table.group.set(by.to_vec());
    let filter = parse(filter).expect("a filter").predicate;
    if filter != Predicate::All {
        view.apply(Action::SetFilter(vec![filter.clone()]));
    }
    let (groups, page) = asked(engine, &view);
    let told = answer(engine, groups);
    let Answer::Page { rows, .. } = answer(engine, page) else {
        panic!("rows");
    };
    let outline = Arc::new(Outline::of(&told, by));
    view.apply(Action::TurnAll(true));
    let lines = Lines::of(outline.clone(), &view.table.group);
    assert_eq!(lines.total, (rows.len() + outline.groups.len()) as u64);
    let mut path: Vec<usize> = Vec::new();
    let mut last = None;
    for line in 0..lines.total {
        match lines.line(line).expect("a line") {
            Line::Group(group) => {
                path.truncate(outline.groups[group].depth);
                path.push(group);
                last = None;
                let told = outline.path(group);
                let tests = by
                    .iter()
                    .zip(&told)
                    .map(|(key, value)| key_is(&key.key(), value.as_deref(), &zone()));
                let query = Query {
                    filter: Predicate::all(tests.chain([filter.clone()])),
                    asks: vec![Ask::Count],
                    zone: zone(),
                    ..Query::default()
                };
                assert_eq!(
                    answer(engine, query),
                    Answer::Count(outline.groups[group].rows),
                    "{told:?}"
                );
            }
            Line::Row(place, _) => {
                let cells = &rows[place as usize].cells;
                let Value::Time(at) = cells[0] else { panic!("a time") };
                for (key, &group) in by.iter().zip(&path) {
                    let group = &outline.groups[group];
                    let cell = match key.bucket {
                        Some(bucket) => Value::Time(bucket.span(at, &zone()).0),
                        None => cells[["time", "user", "action", "size", "share"]
                            .iter()
                            .position(|name| *name == key.column)
                            .expect("a column")]
                        .clone(),
                    };
                    assert_eq!(cell, group.key);
                    let (first, until) = group.span.expect("times");
                    assert!((first..=until).contains(&at));
                }
                let Value::Number(share) = cells[4] else {
                    panic!("a number")
                };
                assert!(
                    last.is_none_or(|last| last >= share),
                    "within a group the table's own order"
                );
                last = Some(share);
            }
        }
    }
}

#[test]
fn groups_tell_where_their_rows_stand() {
    let engine = engine();
    let (up, down) = (Order::Ascending, Order::Descending);
    for filter in ["", "action:login", "size>=0 OR user:u3*", "user:nobody"] {
        for order in [up, down] {
            for count in [false, true] {
                checked(&engine, &[key("user", None, order, count)], filter);
                checked(&engine, &[key("size", None, order, count)], filter);
                checked(&engine, &[key("time", Some(Bucket::Day), order, count)], filter);
                checked(
                    &engine,
                    &[
                        key("time", Some(Bucket::Week), order, false),
                        key("action", None, order, count),
                    ],
                    filter,
                );
            }
        }
        checked(
            &engine,
            &[
                key("action", None, down, true),
                key("time", Some(Bucket::Hour), down, false),
                key("user", None, up, true),
            ],
            filter,
        );
    }
}

//! What is counted is what is found: the filter that a cell of a pivot or a group stands for matches as many rows as it says.

mod march;

use audit_explorer::engine::Engine;
use audit_explorer::query::language::{parse, print};
use audit_explorer::query::{Answer, Ask, Bins, Bucket, Key, Order, Phase, Predicate, Query, Rank};
use audit_explorer::value::Value;
use audit_explorer::view::{Action, Cross, Heat, PivotView, Screen, Slot, Tab, View, ends, key_text};
use march::{engine, zone};
use std::sync::Arc;

fn count(engine: &Engine, filter: Predicate) -> u64 {
    let text = print(&filter);
    let filter = parse(&text)
        .unwrap_or_else(|failure| panic!("{text}: {failure:?}"))
        .predicate;
    let query = Query {
        filter,
        asks: vec![Ask::Count],
        zone: zone(),
        ..Query::default()
    };
    let answers = engine
        .ask(&query)
        .unwrap_or_else(|failure| panic!("{text}: {failure:?}"));
    match answers.answers[..] {
        [Answer::Count(count)] => count,
        _ => panic!("no count"),
    }
}

fn column(name: &str) -> Key {
    Key::Column(name.into())
}

fn bin(column: &str, bins: Bins) -> Key {
    Key::Bin {
        column: column.into(),
        bins,
    }
}

fn phase(phase: Phase) -> Key {
    Key::Phase {
        column: "time".into(),
        phase,
    }
}

fn time(bucket: Bucket) -> Key {
    Key::Time {
        column: "time".into(),
        bucket,
    }
}

/// The queries of a view, answered.
fn asked(engine: &Engine, view: &View) -> Vec<(Slot, Query)> {
    let screen = Screen {
        zone: zone(),
        ..Screen::default()
    };
    view.queries(engine.report(), &screen)
}

fn pivoted(engine: &Engine, view: &View) -> Cross {
    let queries = asked(engine, view);
    let (_, query) = queries.iter().find(|(slot, _)| *slot == Slot::Pivot).expect("a pivot");
    let answers = engine.ask(query).expect("an answer");
    Cross::of(view, engine.report(), &zone(), Arc::new(answers)).expect("a cross")
}

fn pivot(rows: Vec<Key>, columns: Vec<Key>, limits: (usize, usize)) -> PivotView {
    let mut pivot = PivotView::default();
    pivot.set_keys(true, rows);
    pivot.set_keys(false, columns);
    (pivot.rows.limit, pivot.columns.limit) = (Some(limits.0), Some(limits.1));
    pivot
}

#[test]
fn each_cell_of_a_pivot_stands_for_the_rows_it_counts() {
    let engine = engine();
    let sides = [
        (vec![column("user")], vec![column("action")]),
        (vec![column("action"), phase(Phase::Weekday)], vec![phase(Phase::Hour)]),
        (vec![bin("size", Bins::Log)], vec![bin("share", Bins::Auto)]),
        (
            vec![bin("share", Bins::Width(12.5)), column("user")],
            vec![time(Bucket::Week), column("action")],
        ),
        (vec![phase(Phase::HourOfWeek)], vec![]),
        (vec![column("size")], vec![time(Bucket::Auto)]),
        (vec![], vec![column("user"), bin("size", Bins::Auto)]),
    ];
    let (mut cells, mut rests) = (0, 0);
    for (rows, columns) in sides {
        for limits in [(0, 0), (3, 2)] {
            let mut view = View {
                tab: Tab::Pivot,
                ..View::default()
            };
            view.apply(Action::SetPivot(pivot(rows.clone(), columns.clone(), limits)));
            let cross = pivoted(&engine, &view);
            assert_eq!(cross.matched(), 600);
            let step = (cross.lines().len() * (cross.heads().len() + 1) / 150).max(1);
            for at in (0..cross.lines().len() * (cross.heads().len() + 1)).step_by(step) {
                let (line, head) = (at / (cross.heads().len() + 1), at % (cross.heads().len() + 1));
                let told = match cross.value(line, head, 0) {
                    Some(Value::Integer(count)) => *count as u64,
                    _ => 0,
                };
                let tests = cross.cell_is(line, head).expect("no lists here");
                cells += 1;
                rests += usize::from(cross.lines()[line].rest.is_some());
                let filter = Predicate::all(tests);
                assert_eq!(
                    count(&engine, filter.clone()),
                    told,
                    "{rows:?} {columns:?} {}",
                    print(&filter)
                );
            }
        }
    }
    assert!(cells > 900 && rests > 20, "{cells} {rests}");
}

#[test]
fn each_group_stands_for_the_rows_it_counts_at_any_depth() {
    let engine = engine();
    let mut view = View {
        tab: Tab::Group,
        ..View::default()
    };
    view.group.by = vec![column("user"), bin("size", Bins::Auto), phase(Phase::Hour)];
    let mut seen = 0;
    for depth in 0..3 {
        let mut open = Vec::new();
        let keys = view.group_keys(engine.report(), &zone());
        for (slot, query) in asked(&engine, &view) {
            let Slot::Group(path) = slot else { continue };
            if path.len() != depth {
                continue;
            }
            let answers = engine.ask(&query).expect("an answer").answers;
            let ends = ends(std::slice::from_ref(&keys[depth]), &answers[1..]);
            let Answer::Group { rows, .. } = &answers[0] else {
                panic!()
            };
            for row in rows {
                let mut path = path.clone();
                path.push(key_text(&row[0], &ends[0]));
                let tests = view.group_path(&path, engine.report(), &zone());
                assert_eq!(
                    Value::Integer(count(&engine, Predicate::all(tests)) as i64),
                    row[1],
                    "{path:?}"
                );
                seen += 1;
                open.push(path);
            }
        }
        open.truncate(4);
        view.group.open.extend(open);
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn closed_lines_hide_what_is_below_and_shades_leave_totals_out() {
    let engine = engine();
    let mut view = View {
        tab: Tab::Pivot,
        ..View::default()
    };
    let mut made = pivot(
        vec![column("action"), column("user")],
        vec![phase(Phase::Weekday)],
        (3, 0),
    );
    made.rows.sort = Some((Rank::Key, Order::Ascending));
    view.apply(Action::SetPivot(made));
    let cross = pivoted(&engine, &view);
    let all = cross.open(&[]);
    assert_eq!(all.len(), cross.lines().len());
    assert!(cross.has_below(1) && !cross.has_below(0) && !cross.has_below(2));
    let first = cross.path(&cross.lines()[1]);
    let open = cross.open(&[first]);
    // Three users and the rest of them are hidden.
    assert_eq!(open.len(), all.len() - 4);
    assert_eq!(open[..3], [0, 1, 6]);
    let heads = cross.heads().len();
    for heat in [Heat::Table, Heat::Line, Heat::Column] {
        let ranges = cross.ranges(heat);
        let shade = |line, head| cross.shade(&ranges, heat, line, head, 0);
        assert_eq!(shade(0, 0), None, "the line of all rows");
        assert_eq!(shade(5, 0), None, "the rest");
        assert_eq!(shade(2, heads).is_some(), heat == Heat::Column);
        let of_users = (0..cross.lines().len()).flat_map(|line| (0..heads).map(move |head| (line, head)));
        let deepest = of_users
            .filter_map(|(line, head)| shade(line, head))
            .fold(0.0, f64::max);
        assert!((deepest - 1.0).abs() < 1e-12);
    }
    assert!(cross.ranges(Heat::Off).is_empty());
}

#[test]
fn the_sheet_has_a_line_for_each_line_and_says_what_stands_for_many() {
    let engine = engine();
    let mut view = View {
        tab: Tab::Pivot,
        ..View::default()
    };
    view.apply(Action::SetPivot(pivot(
        vec![column("user")],
        vec![column("action")],
        (2, 1),
    )));
    let cross = pivoted(&engine, &view);
    let text = |_: &Key, value: &Value, _: Option<&str>| match value {
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    let (names, rows) = cross.sheet(&cross.open(&[]), &["Count".into()], text);
    assert_eq!(names[0], "user");
    assert_eq!(names[2..], ["(3 others)", "Total"]);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0][0], Value::Text("(all)".into()));
    assert_eq!(rows[3][0], Value::Text("(7 others)".into()));
    let two = cross.sheet(&[0], &["A".into(), "B".into()], text).0;
    assert_eq!(two[1..].len(), 6);
    assert!(two[1].ends_with(" · A") && two[6] == "Total · B");
}

#[test]
fn an_order_goes_with_the_measure_and_the_values_it_is_about() {
    let mut made = pivot(vec![column("user")], vec![column("action")], (0, 0));
    let named = |name: &str| audit_explorer::view::Named {
        name: name.into(),
        measure: audit_explorer::query::Measure::Count,
    };
    made.measures = vec![named("a"), named("b")];
    made.rows.sort = Some((Rank::Cell(1, vec![Value::Text("login".into())]), Order::Descending));
    made.set_measures(vec![named("b")], Some(0));
    assert_eq!(made.rows.order().0, Rank::Cell(0, vec![Value::Text("login".into())]));
    made.set_keys(false, vec![phase(Phase::Hour)]);
    assert_eq!(made.rows.order(), (Rank::Total(0), Order::Descending));
    assert_eq!(made.columns.order(), (Rank::Key, Order::Ascending));
    made.swap();
    assert_eq!(made.rows.keys, [phase(Phase::Hour)]);
}

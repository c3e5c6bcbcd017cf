//! The wire law: what crosses between page and worker comes out as it went in.

use audit_explorer::protocol::{
    Asked, Choice, Command, Event, KeyReport, LookupReport, Peek, Progress, Report, Span, decode, encode,
};
use audit_explorer::query::answer::Series;
use audit_explorer::query::ask::{
    Baseline, Context, Differences, Firsts, PairSort, Pairs, Sample, Sequences, SessionSort, Sessions, Step,
};
use audit_explorer::query::formula::print_text;
use audit_explorer::query::{
    Answer, Answers, Ask, Bins, Bucket, Comparison, Computed, Extent, Formula, Key, Measure, Op, Order, Part, Phase,
    Predicate, Query, Rank, Ranking, Relation, Side,
};
use audit_explorer::value::{Kind, Value, Zone};
use proptest::prelude::*;

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        any::<i64>().prop_map(Value::Integer),
        any::<f64>().prop_map(Value::Number),
        any::<i64>().prop_map(Value::Time),
        any::<String>().prop_map(Value::Text),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(Value::List)
    })
}

fn predicate() -> impl Strategy<Value = Predicate> {
    let op = prop_oneof![
        any::<String>().prop_map(Op::Is),
        any::<String>().prop_map(Op::Equals),
        any::<String>().prop_map(Op::Like),
        Just(Op::Exists),
        any::<String>().prop_map(|text| Op::Compare(Comparison::GreaterOrEqual, text)),
        any::<(Option<String>, Option<String>)>().prop_map(|(low, high)| Op::Between(low, high)),
        any::<Vec<String>>().prop_map(|list| Op::In(list.into())),
        any::<(String, bool)>().prop_map(|(list, exactly)| Op::Listed { list, exactly }),
        any::<String>().prop_map(|other| Op::Column(Relation::Compare(Comparison::Less), other)),
        any::<String>().prop_map(|text| Op::Part(Part::Weekday, Extent::Is(text))),
        prop::sample::select(vec![Op::Empty, Op::Weekend, Op::Office]),
    ];
    let leaf = prop_oneof![
        Just(Predicate::All),
        any::<String>().prop_map(Predicate::Anywhere),
        any::<String>().prop_map(Predicate::AnywhereExactly),
        (any::<Vec<String>>(), any::<Option<String>>()).prop_map(|(columns, time)| Predicate::First { columns, time }),
        any::<Vec<(u64, u64)>>().prop_map(Predicate::Rows),
        (any::<String>(), op).prop_map(|(column, op)| Predicate::Test { column, op }),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Predicate::And),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Predicate::Or),
            inner.clone().prop_map(|part| Predicate::Not(Box::new(part))),
            (any::<String>(), inner).prop_map(|(column, each)| Predicate::Every {
                column,
                each: Box::new(each)
            }),
        ]
    })
}

fn ask() -> impl Strategy<Value = Ask> {
    prop_oneof![
        Just(Ask::Count),
        (any::<String>(), any::<usize>(), any::<String>()).prop_map(|(column, limit, search)| Ask::Facet {
            column,
            limit,
            search,
            ranking: Ranking::Rare,
            offset: limit / 2,
            seen: Some("when".into()),
        }),
        (any::<String>(), any::<Option<String>>(), any::<Option<usize>>()).prop_map(|(column, by, series)| {
            Ask::Histogram {
                column,
                bucket: Bucket::Week,
                by,
                series,
            }
        }),
        (any::<Vec<String>>(), predicate(), any::<usize>()).prop_map(|(by, filter, limit)| Ask::Group {
            having: Vec::new(),
            by: by.into_iter().map(Key::Column).collect(),
            measures: vec![Measure::Count, Measure::CountIf(filter)],
            sort: vec![(1, Order::Descending)],
            limit,
            rest: true,
        }),
        (any::<String>(), any::<f64>(), any::<i64>().prop_map(Value::Time)).prop_map(|(column, number, value)| {
            let percent = number.abs() % 100.0;
            let percent = if percent.is_finite() { percent } else { 0.0 };
            Ask::Pivot {
                rows: Side {
                    keys: vec![Key::Phase {
                        column: column.clone(),
                        phase: Phase::HourOfWeek,
                    }],
                    sort: vec![(Rank::Cell(0, vec![value]), Order::Ascending)],
                    limit: Some(3),
                },
                columns: Side {
                    keys: vec![Key::Bin {
                        column: column.clone(),
                        bins: Bins::Width(percent),
                    }],
                    sort: vec![(Rank::Key, Order::Descending)],
                    limit: None,
                },
                measures: vec![
                    Measure::Percentile(column.clone(), percent),
                    Measure::ShareOfTotal(Box::new(Measure::Distinct(column.clone()))),
                    Measure::ShareOfRow(Box::new(Measure::ShareOfColumn(Box::new(Measure::Count)))),
                    Measure::Last {
                        of: column.clone(),
                        by: column,
                    },
                ],
            }
        }),
        (any::<String>(), any::<Option<usize>>()).prop_map(|(column, series)| Ask::Distribution {
            by: Some(column.clone()),
            column,
            bins: Bins::Log,
            series,
        }),
        (any::<String>(), predicate()).prop_map(|(column, only)| Ask::Week {
            column,
            only: Some(only)
        }),
        any::<u64>().prop_map(|row| Ask::Record { row }),
        (predicate(), any::<Option<u64>>(), any::<bool>()).prop_map(|(test, from, forward)| Ask::Hit {
            test,
            sort: vec![("a".into(), Order::Ascending)],
            from,
            forward,
        }),
        (prop::collection::vec(predicate(), 0..3), any::<u64>(), any::<usize>()).prop_map(|(tests, offset, limit)| {
            Ask::Marks {
                tests,
                sort: Vec::new(),
                offset,
                limit,
            }
        }),
        about_rows_in_time(),
    ]
}

fn about_rows_in_time() -> impl Strategy<Value = Ask> {
    let words = (any::<String>(), any::<Vec<String>>(), any::<Option<Vec<String>>>());
    let numbers = (any::<i64>(), any::<usize>(), any::<u64>(), any::<Option<i64>>());
    (0..8, words, numbers, predicate()).prop_map(|(which, (time, by, columns), (span, limit, row, most), filter)| {
        match which {
            0 => Ask::Context(Context {
                row,
                time,
                before: limit,
                after: 0,
                same: by,
                columns,
                anchor: None,
            }),
            1 => Ask::Sessions(Sessions {
                time,
                gap: span,
                distinct: by.clone(),
                ends: columns.unwrap_or_default(),
                by,
                sort: SessionSort::Distinct(limit),
                order: Order::Descending,
                limit,
            }),
            2 => Ask::Sequences(Sequences {
                time,
                by,
                steps: vec![Step { filter, least: limit }],
                within: span,
                order: Order::Ascending,
                limit,
            }),
            3 => Ask::Pairs(Pairs {
                time,
                watch: by.clone(),
                by,
                changed: row == 0,
                least: Some(span),
                most,
                sort: PairSort::Gap,
                order: Order::Ascending,
                limit,
            }),
            4 => Ask::Firsts(Firsts {
                of: by,
                time,
                base: filter,
                order: Order::Descending,
                limit,
                columns,
            }),
            5 => Ask::Baseline(Baseline {
                time,
                by,
                bucket: Bucket::Auto,
                limit,
            }),
            6 => Ask::Differences(Differences {
                left: filter.clone(),
                right: filter.negate(),
                columns,
                values: limit,
            }),
            _ => Ask::Sample(Sample {
                rows: limit,
                seed: row,
                columns,
            }),
        }
    })
}

/// Whether two values are the same, a number that is none included.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.to_bits() == b.to_bits(),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (a, b) => a == b,
    }
}

proptest! {
    #[test]
    fn questions_arrive_as_they_were_asked(
        slot in any::<String>(),
        serial in any::<u64>(),
        filter in predicate(),
        asks in prop::collection::vec(ask(), 0..4),
        offsets in any::<Vec<(i64, i32)>>(),
        clock in any::<Option<i64>>(),
        name in any::<String>(),
    ) {
        let zone = Zone { name: slot.clone(), offsets };
        let formula = Formula::parse(&format!("[a] & {}", print_text(&name))).expect("a formula");
        let columns = vec![Computed { name, formula }];
        let command = Command::Ask(vec![Asked { slot, serial, query: Query { columns, filter, asks, zone, clock } }]);
        prop_assert_eq!(decode::<Command>(&encode(&command)), Some(command));
    }

    #[test]
    fn values_arrive_as_they_are(values in prop::collection::vec((value(), any::<u64>()), 0..8), rows in any::<u64>()) {
        let answer = Answer::Facet { values: values.clone(), seen: Vec::new(), found: 3, distinct: 1, nulls: 2 };
        let event = Event::Answer { slot: "s".into(), serial: 1, result: Ok(Answers { answers: vec![answer], rows, micros: 3, workers: 2 }) };
        let Some(Event::Answer { result: Ok(answers), .. }) = decode(&encode(&event)) else { panic!("not the same event") };
        prop_assert_eq!(answers.rows, rows);
        let Answer::Facet { values: arrived, .. } = &answers.answers[0] else { panic!("not the same answer") };
        prop_assert_eq!(arrived.len(), values.len());
        prop_assert!(arrived.iter().zip(&values).all(|(a, b)| same(&a.0, &b.0) && a.1 == b.1));
    }

    #[test]
    fn counts_arrive_however_many_are_zero(
        counts in prop::collection::vec(any::<u64>(), 0..60),
        // As many bits as a width has, and how many of the counts are not zero.
        width in prop_oneof![Just(8), Just(16), Just(32), Just(64)],
        one_in in 1_u64..5,
        rest in any::<bool>(),
    ) {
        let counts = counts.into_iter().map(|count| if count % one_in == 0 { count >> (64 - width) } else { 0 }).collect();
        let series = vec![Series { value: None, rest, counts }];
        let answer = Answer::Histogram { bucket: Bucket::Hour, starts: vec![1, 2], series, untimed: 3 };
        let event = Event::Answer { slot: "s".into(), serial: 1, result: Ok(Answers { answers: vec![answer], ..Answers::default() }) };
        prop_assert_eq!(decode::<Event>(&encode(&event)), Some(event));
    }

    #[test]
    fn tables_beside_the_log_arrive(serial in any::<u64>(), name in any::<String>(), values in any::<Option<Vec<String>>>(), rows in any::<u64>()) {
        let commands = [
            Command::Peek { serial },
            Command::Hold { serial, name: name.clone(), values: values.map(Into::into), choice: Choice::default() },
            Command::Drop { serial, name: name.clone() },
        ];
        for command in commands {
            prop_assert_eq!(decode::<Command>(&encode(&command)), Some(command));
        }
        let key = KeyReport { name: name.clone(), kind: Kind::Text, values: rows, distinct: rows, folded: 1, networks: true, note: None };
        let table = LookupReport { name: name.clone(), file: None, digest: Some(name.clone()), warned: rows, warnings: Vec::new(), rows, columns: vec![key] };
        let peek = Peek { columns: vec![(name, Kind::List)], rows, timed: true };
        for event in [Event::Peeked { serial, peek }, Event::Beside { serial, tables: vec![table] }] {
            prop_assert_eq!(decode::<Event>(&encode(&event)), Some(event));
        }
    }

    #[test]
    fn other_bytes_are_refused_without_a_panic(bytes in any::<Vec<u8>>()) {
        let _: (Option<Command>, Option<Event>) = (decode(&bytes), decode(&bytes));
    }

    #[test]
    fn reports_arrive(rows in any::<u64>(), name in any::<String>(), nulls in any::<u64>()) {
        let column = audit_explorer::protocol::ColumnReport {
            name: name.clone(), kind: Kind::Time, nulls, distinct: rows, bytes: nulls, zoneless: true, day_first: Some(false), turned: true, note: Some(name.clone()), group: None,
        };
        let report = Report {
            rows, columns: vec![column], time: Some(Span { first: -1, last: 1, zone: name, assumed: true }), ..Report::default()
        };
        let events = [
            Event::Opened { load: 1, done: false, report: Box::new(report) },
            Event::Progress(Progress { rows, ..Progress::default() }),
        ];
        for event in events {
            prop_assert_eq!(decode::<Event>(&encode(&event)), Some(event));
        }
    }
}

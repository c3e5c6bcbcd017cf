//! Laws 1 and 2: whatever the rows, the filter and the question, the engine answers as a naive evaluator that looks at one row after the
//! other; and however the table is cut into shards, and in whatever order these are merged, the answer is the same.

mod aggregate;
mod ask_aggregates;
mod ask_trails;
mod beside;
mod cells;
mod differences;
mod formula;
mod naive;
mod pivot;
mod table;
mod trails;

use audit_explorer::protocol::{decode, encode};
use audit_explorer::query::ask::{
    Context, Differences, Firsts, PairSort, Pairs, Sample, Sequences, SessionSort, Sessions, Step,
};
use audit_explorer::query::{
    Answers, Ask, Bucket, Cache, Comparison, Computed, Extent, Formula, Key, Measure, Op, Order, Part, Predicate,
    Prior, Query, Relation, Schema, Shard, answer, finish, merge, scan,
};
use audit_explorer::table::Dataset;
use audit_explorer::value::{Kind, Value, Zone};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use table::{BASE, COLUMNS, Rows, cells, nulls, part};

/// Berlin in 2026.
fn berlin() -> Zone {
    Zone {
        name: "Europe/Berlin".into(),
        offsets: vec![
            (i64::MIN, 3600),
            (1_774_746_000_000_000, 7200),
            (1_792_890_000_000_000, 3600),
        ],
    }
}

/// Literals that read as the kind of each column, and some that are in no cell.
fn literal(column: usize) -> BoxedStrategy<String> {
    let pool: &[&str] = match COLUMNS[column].0 {
        "when" | "sorted" | "moved" => &[
            "2026",
            "2026-03",
            "2026-03-29",
            "2026-03-29 02:30",
            "2026-10-25T02:30",
            "2026-03-29T01:00:00Z",
            "2026-03-29 03:00:01",
            "now",
            "now-1d",
            "now/d",
            "now-9h",
            "now-1M/M",
            "now-2w/w",
            "clock-3d",
            "clock/h",
            "yesterday",
        ],
        "count" | "code" | "weight" => &[
            "0",
            "7",
            "-3",
            "1.5",
            "9223372036854775807",
            "-9223372036854775808",
            "99999999999999999999",
            "5e0",
        ],
        "ratio" | "share" | "score" => &["0", "-0", "1.5", "2.50", "-7", "1000000", "1e6"],
        "ok" | "flag" => &["true", "FALSE"],
        _ => &[
            "", "a", "LOG IN", "Log in", "é", "É", "zzz", "b", "ab", "B\"c", "7", "null",
        ],
    };
    prop::sample::select(pool).prop_map(str::to_owned).boxed()
}

fn column() -> impl Strategy<Value = usize> {
    0..COLUMNS.len()
}

fn named() -> impl Strategy<Value = String> {
    column().prop_map(|column| COLUMNS[column].0.to_owned())
}

fn comparison() -> impl Strategy<Value = Comparison> {
    prop::sample::select(vec![
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Greater,
        Comparison::GreaterOrEqual,
    ])
}

fn is_timed(column: usize) -> bool {
    COLUMNS[column].1 == Kind::Time
}

/// Tests of a column against literals.
fn against_literals(column: usize) -> BoxedStrategy<Op> {
    let ordered = prop_oneof![
        literal(column).prop_map(Op::Is),
        literal(column).prop_map(Op::Equals),
        Just(Op::Exists),
        (comparison(), literal(column)).prop_map(|(comparison, text)| Op::Compare(comparison, text)),
        (prop::option::of(literal(column)), prop::option::of(literal(column)))
            .prop_map(|(low, high)| Op::Between(low, high)),
        prop::collection::vec(literal(column), 0..4).prop_map(|list| Op::In(list.into())),
        prop::collection::vec(literal(column), 0..4).prop_map(|list| Op::InExactly(list.into())),
    ];
    if is_timed(column) {
        return ordered.boxed();
    }
    let like = || "[*?a1É L-]{1,4}";
    prop_oneof![
        4 => ordered,
        1 => like().prop_map(Op::Like),
        1 => like().prop_map(Op::LikeExactly),
        1 => pattern().prop_map(Op::Matches),
        1 => pattern().prop_map(Op::MatchesExactly),
    ]
    .boxed()
}

/// Tests of the hour, the weekday or the number of elements.
fn part_of(column: usize) -> impl Strategy<Value = Op> {
    let kinds: &[(Part, &[&str])] = if is_timed(column) {
        &[
            (Part::Hour, &["0", "2", "02:30", "9", "22", "23:59"]),
            (Part::Weekday, &["mon", "Saturday", "7", "4"]),
            (Part::Count, &["0", "1", "2"]),
        ]
    } else {
        &[(Part::Count, &["0", "1", "2", "-1", "1.5"])]
    };
    prop::sample::select(kinds).prop_flat_map(|(part, literals)| {
        let text = || prop::sample::select(literals).prop_map(str::to_owned);
        let extent = prop_oneof![
            text().prop_map(Extent::Is),
            (comparison(), text()).prop_map(|(comparison, text)| Extent::Compare(comparison, text)),
            (prop::option::of(text()), prop::option::of(text())).prop_map(|(low, high)| Extent::Between(low, high)),
        ];
        extent.prop_map(move |extent| Op::Part(part, extent))
    })
}

fn test() -> impl Strategy<Value = Predicate> {
    column().prop_flat_map(|column| {
        let relation = prop_oneof![
            Just(Relation::Is),
            Just(Relation::Equals),
            comparison().prop_map(Relation::Compare),
        ];
        let whole = if is_timed(column) {
            vec![Op::Empty, Op::Weekend, Op::Office]
        } else {
            vec![Op::Empty]
        };
        let op = prop_oneof![
            8 => against_literals(column),
            2 => part_of(column),
            1 => prop::sample::select(whole),
            3 => (relation, named()).prop_map(|(relation, other)| Op::Column(relation, other)),
            1 => beside::listed(),
        ];
        let test = move |op| Predicate::test(COLUMNS[column].0, op);
        prop_oneof![
            8 => op.prop_map(test),
            1 => nested(prop_oneof![9 => against_literals(column), 1 => beside::listed()].prop_map(test)).prop_map(move |each| Predicate::Every {
                column: COLUMNS[column].0.to_owned(),
                each: Box::new(each),
            }),
        ]
    })
}

/// Regular expressions that the naive evaluator understands too: a text, bound to neither, either or both ends.
fn pattern() -> impl Strategy<Value = String> {
    ("\\^?", "[a1L-]{0,3}", "\\$?").prop_map(|(from, text, to)| from + &text + &to)
}

fn predicate() -> impl Strategy<Value = Predicate> {
    let text =
        || prop::sample::select(vec!["", "a", "É", "log", "Log", "7", "c\"", "\u{212a}"]).prop_map(str::to_owned);
    let leaf = prop_oneof![
        1 => Just(Predicate::All),
        9 => test(),
        1 => formula::formula(Kind::Boolean, COLUMNS.len() - BASE).prop_map(Predicate::Formula),
        1 => ask_trails::placed(),
        1 => text().prop_map(Predicate::Anywhere),
        1 => text().prop_map(Predicate::AnywhereExactly),
    ];
    nested(leaf)
}

fn nested(leaf: impl Strategy<Value = Predicate> + 'static) -> impl Strategy<Value = Predicate> {
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Predicate::And),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Predicate::Or),
            inner.prop_map(|inner| Predicate::Not(Box::new(inner))),
        ]
    })
}

fn bucket() -> impl Strategy<Value = Bucket> {
    prop::sample::select(vec![
        Bucket::Auto,
        Bucket::Auto,
        Bucket::Hour,
        Bucket::ThreeHours,
        Bucket::TwelveHours,
        Bucket::Day,
        Bucket::Week,
        Bucket::Month,
        Bucket::Quarter,
        Bucket::Year,
    ])
}

fn timed() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["when".to_owned(), "SORTED".to_owned(), "moved".to_owned()])
}

fn order() -> impl Strategy<Value = Order> {
    prop::sample::select(vec![Order::Ascending, Order::Descending])
}

fn sort() -> impl Strategy<Value = Vec<(String, Order)>> {
    prop::collection::vec((named(), order()), 0..3)
}

fn ask(rows: usize) -> impl Strategy<Value = Ask> {
    let row = 0..rows.max(1) as u64;
    let counted = prop_oneof![
        Just(Ask::Count),
        ask_aggregates::facet(),
        (
            timed(),
            bucket(),
            prop::option::of(named()),
            prop::option::of(0..4usize)
        )
            .prop_map(|(column, bucket, by, series)| Ask::Histogram {
                column,
                bucket,
                by,
                series
            }),
        ask_aggregates::group(),
        ask_aggregates::group(),
        ask_aggregates::pivot(),
        ask_aggregates::distribution(),
        ask_aggregates::week(),
        ask_trails::ask(rows),
        ask_trails::ask(rows),
        ask_trails::ask(rows),
        (
            sort(),
            0..rows as u64 + 3,
            0..12usize,
            prop::option::of(prop::collection::vec(named(), 0..4))
        )
            .prop_map(|(sort, offset, limit, columns)| Ask::Page {
                sort,
                offset,
                limit,
                columns
            }),
        (
            prop::collection::vec(predicate(), 0..3),
            sort(),
            0..rows as u64 + 3,
            0..12usize
        )
            .prop_map(|(tests, sort, offset, limit)| Ask::Marks {
                tests,
                sort,
                offset,
                limit
            }),
        (predicate(), sort(), prop::option::of(row.clone()), any::<bool>()).prop_map(
            move |(test, sort, from, forward)| {
                Ask::Hit {
                    test,
                    sort,
                    from: from.filter(|_| rows > 0),
                    forward,
                }
            }
        ),
    ];
    let single = prop_oneof![
        row.clone().prop_map(|row| Ask::Record { row }),
        (row, sort()).prop_map(|(row, sort)| Ask::Find { row, sort })
    ];
    if rows == 0 {
        counted.boxed()
    } else {
        prop_oneof![5 => counted, 1 => single].boxed()
    }
}

fn case(rows: std::ops::Range<usize>) -> impl Strategy<Value = (Rows, Query)> {
    prop::collection::vec(cells(), rows).prop_flat_map(|mut rows| {
        table::ascend(&mut rows);
        let asks = prop::collection::vec(ask(rows.len()), 1..5);
        let clock = (-100_000_000i64..100_000_000).prop_map(|seconds| (1_774_746_000 + seconds) * 1_000_000);
        (Just(rows), formula::computed(), predicate(), asks, any::<bool>(), clock).prop_map(
            |(rows, columns, filter, asks, utc, clock)| {
                (
                    rows,
                    Query {
                        columns,
                        filter,
                        asks,
                        zone: if utc { Zone::utc() } else { berlin() },
                        clock: Some(clock),
                    },
                )
            },
        )
    })
}

/// Scans each part by itself and merges them two by two, as `picks` says; `akin`: all were cut out of one table.
fn in_parts(parts: &[Dataset], akin: bool, query: &Query, picks: &[prop::sample::Index]) -> Answers {
    let schema = Schema::of(parts);
    let query = schema.resolve(query).unwrap();
    let caches: Vec<Cache> = parts.iter().map(|_| Cache::default()).collect();
    let mut first = 0;
    let shards: Vec<_> = parts
        .iter()
        .zip(&caches)
        .map(|(data, cache)| {
            let shard = Shard::new(data, cache, first, false);
            first += data.rows as u64;
            if akin { shard.akin() } else { shard }
        })
        .collect();
    let mut query = query;
    while Prior::needed(&query) {
        let known = shards
            .iter()
            .map(|shard| crossed(&Prior::of(shard, &query, &schema)))
            .collect();
        query = crossed(&two_by_two(known, picks, Prior::merge).settle(query));
    }
    let partials = shards
        .iter()
        .map(|shard| crossed(&scan(shard, &query, &schema).unwrap()))
        .collect();
    let merged = two_by_two(partials, picks, |a, b| merge(a, b, &query, &schema).unwrap());
    let merged = audit_explorer::query::named(merged, &shards[0], &query, &schema).unwrap();
    finish(merged, &query, &schema).unwrap()
}

/// What another worker receives.
fn crossed<T: Serialize + DeserializeOwned>(part: &T) -> T {
    decode(&encode(part)).unwrap()
}

/// What another worker holds that was given these rows of a table.
fn carried(whole: &Dataset, rows: std::ops::Range<usize>) -> Dataset {
    let cut = whole.cut(rows);
    let all = 0..cut.rows;
    let mut held = Dataset::default();
    for piece in (0..).map_while(|number| cut.piece(&all, number)) {
        held.take(crossed(&piece));
    }
    held
}

/// All of these as one, joined two by two in the order of `picks`.
fn two_by_two<T>(mut parts: Vec<T>, picks: &[prop::sample::Index], join: impl Fn(T, T) -> T) -> T {
    let mut picks = picks.iter().cycle();
    while parts.len() > 1 {
        let a = parts.swap_remove(picks.next().unwrap().index(parts.len()));
        let b = parts.swap_remove(picks.next().unwrap().index(parts.len()));
        parts.push(join(a, b));
    }
    parts.remove(0)
}

fn check(
    rows: &Rows,
    query: &Query,
    cuts: &[prop::sample::Index],
    picks: &[prop::sample::Index],
) -> Result<(), TestCaseError> {
    let wanted = naive::answer(rows, query);
    let whole = part(rows, 0);
    let cache = Cache::default();
    for round in ["first", "cached"] {
        let got = answer(&[(&whole, &cache)], query).unwrap();
        prop_assert_eq!(got.rows, wanted.rows);
        for ((got, wanted), ask) in got.answers.iter().zip(&wanted.answers).zip(&query.asks) {
            prop_assert!(differences::near(got, wanted), "{round} {ask:?}\n{got:?}\n{wanted:?}");
        }
    }
    for shards in [1, 2, 5] {
        let mut ends: Vec<usize> = cuts[..shards - 1].iter().map(|cut| cut.index(rows.len() + 1)).collect();
        ends.push(rows.len());
        ends.sort_unstable();
        let starts = std::iter::once(0).chain(ends.clone());
        let parts: Vec<Dataset> = starts
            .zip(&ends)
            .enumerate()
            .map(|(n, (start, &end))| part(&rows[start..end].to_vec(), n))
            .collect();
        let starts = std::iter::once(0).chain(ends.clone());
        let lent: Vec<Dataset> = starts
            .zip(&ends)
            .map(|(start, &end)| carried(&whole, start..end))
            .collect();
        for (parts, akin) in [(parts, false), (lent, true)] {
            let got = in_parts(&parts, akin, query, picks);
            prop_assert_eq!(got.rows, wanted.rows);
            for ((got, wanted), ask) in got.answers.iter().zip(&wanted.answers).zip(&query.asks) {
                prop_assert!(
                    differences::near(got, wanted),
                    "{shards} shards, akin: {akin} {ask:?}\n{got:?}\n{wanted:?}"
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_answers_as_the_naive_evaluator((rows, query) in case(0..60), cuts in prop::collection::vec(any::<prop::sample::Index>(), 4), picks in prop::collection::vec(any::<prop::sample::Index>(), 9)) {
        check(&rows, &query, &cuts, &picks)?;
    }
}

/// The computed columns, the last two by these formulas.
fn computed(last: [&str; 2]) -> Vec<Computed> {
    let texts = [
        "If([ok], [message] & \"!\", [Event Type])",
        "Len([message]) + [count] % 5",
        "[ratio] * 2 + [share]",
    ];
    let texts = texts.into_iter().chain(last);
    let columns = COLUMNS[BASE..].iter().zip(texts).map(|((name, _), text)| Computed {
        name: (*name).into(),
        formula: Formula::parse(text).unwrap(),
    });
    columns.collect()
}

/// Many segments, and most rows alike: the paths that a small table never takes.
#[test]
fn tables_of_several_segments_answer_alike() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (seeds, _) = case(200..201).new_tree(&mut runner).unwrap().current();
    let mut rows: Rows = (0..70_000)
        .map(|row| seeds[(row * 7 + row / 300) % seeds.len()].clone())
        .collect();
    for (row, cells) in rows.iter_mut().enumerate() {
        if let (Value::Text(text), true) = (&mut cells[2], row.is_multiple_of(3)) {
            text.push_str(&row.to_string());
        }
    }
    table::ascend(&mut rows);
    let columns = computed(["Contains([message], \"9\") or [ok]", "DateTrunc(\"day\", [sorted])"]);
    let filters = [
        Predicate::Formula(Formula::parse("[weight] > 3 and [moved] < [sorted]").unwrap()),
        Predicate::test("sorted", Op::Compare(Comparison::GreaterOrEqual, "2026-03-29".into())),
        Predicate::Anywhere("99".into()),
        Predicate::test("message", Op::Column(Relation::Is, "Event Type".into())),
        Predicate::test("tags", Op::Column(Relation::Equals, "members".into())),
        Predicate::test("when", Op::Column(Relation::Compare(Comparison::Less), "sorted".into())),
        Predicate::all([
            Predicate::test("when", Op::Office),
            Predicate::test(
                "message",
                Op::In(["log in3".to_owned(), "1".into(), "é66".into()].into()),
            )
            .negate(),
        ]),
    ];
    let mut asks = ask_aggregates::many();
    asks.extend([
        Ask::top("message", 10, ""),
        Ask::Histogram {
            column: "when".into(),
            bucket: Bucket::Day,
            by: Some("Event_Type".into()),
            series: Some(2),
        },
        Ask::Page {
            sort: vec![("when".into(), Order::Descending)],
            offset: 9_000,
            limit: 3,
            columns: Some(vec!["message".into(), "when".into()]),
        },
        Ask::Page {
            sort: vec![
                ("message".into(), Order::Ascending),
                ("count".into(), Order::Descending),
            ],
            offset: 100,
            limit: 3,
            columns: None,
        },
        Ask::Find {
            row: 69_000,
            sort: vec![("ratio".into(), Order::Descending)],
        },
        Ask::Hit {
            test: Predicate::Anywhere("7".into()),
            sort: vec![("when".into(), Order::Descending)],
            from: Some(69_000),
            forward: false,
        },
        Ask::Marks {
            tests: vec![Predicate::Anywhere("7".into()), Predicate::test("count", Op::Exists)],
            sort: vec![("when".into(), Order::Descending)],
            offset: 9_000,
            limit: 5,
        },
        Ask::Group {
            having: Vec::new(),
            by: vec![Key::Column("tags".into()), Key::Column("message".into())],
            measures: vec![Measure::Count, Measure::Distinct("count".into())],
            sort: vec![],
            limit: 9,
            rest: true,
        },
        Ask::Group {
            having: Vec::new(),
            by: vec![Key::Column("flag".into()), Key::Column("label".into())],
            measures: vec![
                Measure::Distinct("moved".into()),
                Measure::Max("weight".into()),
                Measure::Formula(Formula::parse("CountIf([flag], [weight] > 3) / Count()").unwrap()),
            ],
            sort: vec![],
            limit: 9,
            rest: false,
        },
    ]);
    let asks = asks.into_iter().chain(in_time()).collect::<Vec<_>>();
    let whole = part(&rows, 0);
    let cache = Cache::default();
    let (left, right) = rows.split_at(30_001);
    let parts = [part(&left.to_vec(), 1), part(&right.to_vec(), 2)];
    for filter in filters {
        let query = Query {
            columns: columns.clone(),
            filter,
            asks: asks.clone(),
            zone: berlin(),
            clock: None,
        };
        let wanted = naive::answer(&rows, &query);
        let got = answer(&[(&whole, &cache)], &query).unwrap();
        assert_eq!(got.rows, wanted.rows, "{:?}", query.filter);
        for ((got, wanted), ask) in got.answers.iter().zip(&wanted.answers).zip(&asks) {
            assert_eq!(got, wanted, "{:?} {:?}", query.filter, ask);
        }
        let caches = [Cache::default(), Cache::default()];
        let got = answer(&[(&parts[0], &caches[0]), (&parts[1], &caches[1])], &query).unwrap();
        assert_eq!(got.answers, wanted.answers, "{:?}", query.filter);
    }
}

/// A brush moves over one cache: what is read off running counts is what a scan counts, whatever else is in the filter.
/// Of computed texts that hardly repeat, too, it is told where they differ.
#[test]
fn computed_texts_that_hardly_repeat_are_compared() {
    let row = |message: &str| {
        let mut row = nulls();
        row[2] = Value::Text(message.into());
        row
    };
    let rows: Rows = ["a", "b", "c", "c", "c"].map(row).into();
    let left = Predicate::test("message", Op::Equals("c".into()));
    let query = Query {
        columns: computed(["true", "[when]"])
            .into_iter()
            .map(|column| match column.name.as_str() {
                "label" => Computed {
                    formula: Formula::parse("[message] & \"!\"").unwrap(),
                    ..column
                },
                _ => column,
            })
            .collect(),
        asks: vec![Ask::Differences(Differences {
            left: left.clone(),
            right: left.negate(),
            columns: None,
            values: 3,
        })],
        ..Query::default()
    };
    let whole = part(&rows, 0);
    let got = answer(&[(&whole, &Cache::default())], &query).unwrap();
    let wanted = naive::answer(&rows, &query);
    assert!(
        differences::near(&got.answers[0], &wanted.answers[0]),
        "{got:?}\n{wanted:?}"
    );
}

#[test]
fn a_moving_brush_reads_off_what_a_scan_counts() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut rows: Rows = prop::collection::vec(cells(), 7000)
        .new_tree(&mut runner)
        .unwrap()
        .current();
    table::ascend(&mut rows);
    let days = prop::collection::vec((timed(), 0..300i64, 0..300i64, 0..4usize), 100);
    let brushes = days.new_tree(&mut runner).unwrap().current();
    let facet = |column: &str| Ask::top(column, 9, "");
    let data = part(&rows, 0);
    let cache = Cache::default();
    let mut widest = 0;
    for (round, (column, from, length, rest)) in brushes.into_iter().enumerate() {
        let at = |day: i64| audit_explorer::value::instant(1_767_546_000_000_000 + day * 86_400_000_000);
        let bound = |comparison, day| Predicate::test(&column, Op::Compare(comparison, at(day)));
        let rest = [
            Predicate::All,
            Predicate::test("ok", Op::Is("true".into())),
            Predicate::test("tags", Op::Exists).negate(),
            Predicate::test("flag", Op::Is("true".into())),
        ][rest]
            .clone();
        let parts = [
            bound(Comparison::GreaterOrEqual, from),
            rest,
            bound(Comparison::Less, from + length),
        ];
        let histogram = |by: Option<&str>, series| Ask::Histogram {
            column: column.clone(),
            bucket: [Bucket::Auto, Bucket::Day, Bucket::Hour, Bucket::Month][round % 4],
            by: by.map(str::to_owned),
            series,
        };
        // The same names for other columns: nothing that was kept for these may serve those.
        let last = [
            ["[ratio] > 1", "[when]"],
            ["[count] > 1", "DateAdd(\"day\", 9, [sorted])"],
        ][round / 3 % 2];
        let query = Query {
            columns: computed(last),
            filter: Predicate::all(parts),
            asks: vec![
                Ask::Count,
                facet("Event Type"),
                facet("message"),
                facet("tags"),
                facet("ratio"),
                facet("flag"),
                histogram(None, None),
                histogram(Some("Event Type"), None),
                histogram(Some("Event Type"), Some(3)),
                histogram(Some("message"), Some(5)),
                histogram(Some("members"), Some(2)),
            ],
            zone: berlin(),
            clock: None,
        };
        let wanted = naive::answer(&rows, &query);
        let got = answer(&[(&data, &cache)], &query).unwrap();
        assert_eq!(got.rows, wanted.rows, "{:?}", query.filter);
        for ((got, wanted), ask) in got.answers.iter().zip(&wanted.answers).zip(&query.asks) {
            assert_eq!(got, wanted, "round {round}: {ask:?} under {:?}", query.filter);
        }
        widest = wanted.rows.max(widest);
    }
    assert!(widest > 3 * 1024, "no brush was wider than a few blocks: {widest}");
}

/// Questions about rows in time that the naive evaluator can answer over many rows.
fn in_time() -> Vec<Ask> {
    let time = String::from("when");
    let by = vec![String::from("event type"), String::from("ok")];
    let hour = 3_600_000_000;
    let step = |column: &str, literal: &str, least| Step {
        filter: Predicate::test(column, Op::Equals(literal.into())),
        least,
    };
    vec![
        Ask::Context(Context {
            row: 40_000,
            time: time.clone(),
            before: 5,
            after: 70,
            same: by.clone(),
            columns: None,
            anchor: None,
        }),
        Ask::Sessions(Sessions {
            time: time.clone(),
            by: by.clone(),
            gap: 12 * hour,
            distinct: vec!["message".into(), "tags".into()],
            ends: vec!["message".into()],
            sort: SessionSort::Distinct(0),
            order: Order::Descending,
            limit: 40,
        }),
        Ask::Sequences(Sequences {
            time: "sorted".into(),
            by: vec!["message".into()],
            steps: vec![step("ok", "false", 2), step("ok", "true", 1)],
            within: hour,
            order: Order::Descending,
            limit: 2_000,
        }),
        Ask::Pairs(Pairs {
            time,
            by: by.clone(),
            watch: vec!["message".into(), "members".into()],
            changed: true,
            least: None,
            most: Some(hour),
            sort: PairSort::Gap,
            order: Order::Descending,
            limit: 30,
        }),
        Ask::Firsts(Firsts {
            of: by,
            time: "sorted".into(),
            base: Predicate::All,
            order: Order::Descending,
            limit: 30,
            columns: None,
        }),
        Ask::Sample(Sample {
            rows: 2_000,
            seed: 1,
            columns: Some(vec!["message".into()]),
        }),
    ]
}

#[test]
fn what_cannot_be_answered_says_why() {
    let rows: Rows = Vec::new();
    let data = part(&rows, 0);
    let cache = Cache::default();
    let fails = |filter: Predicate, ask: Ask| {
        let query = Query {
            columns: Vec::new(),
            filter,
            asks: vec![ask],
            zone: Zone::utc(),
            clock: None,
        };
        answer(&[(&data, &cache)], &query).unwrap_err()
    };
    let failure = fails(Predicate::test("cuont", Op::Exists), Ask::Count);
    assert_eq!(
        (failure.what.as_str(), failure.hint.as_str()),
        ("There is no column `cuont`.", "Did you mean `count`?")
    );
    assert!(
        fails(Predicate::test("count", Op::Is("abc".into())), Ask::Count)
            .what
            .contains("`abc`")
    );
    assert!(
        fails(Predicate::test("when", Op::Is("abc".into())), Ask::Count)
            .what
            .contains("`abc`")
    );
    assert!(
        fails(Predicate::test("ok", Op::Is("abc".into())), Ask::Count)
            .what
            .contains("`abc`")
    );
    let histogram = Ask::Histogram {
        column: "message".into(),
        bucket: Bucket::Auto,
        by: None,
        series: None,
    };
    assert!(fails(Predicate::All, histogram).hint.contains("`when`"));
    assert!(fails(Predicate::All, Ask::Record { row: 0 }).what.contains("row 0"));
    let group = Ask::Group {
        having: Vec::new(),
        by: vec![],
        measures: vec![Measure::Sum("message".into())],
        sort: vec![],
        limit: 1,
        rest: false,
    };
    assert!(fails(Predicate::All, group).what.contains("does not hold numbers"));
    let steps = |least: &[usize]| {
        let step = |&least: &usize| Step {
            filter: Predicate::All,
            least,
        };
        Ask::Sequences(Sequences {
            time: "when".into(),
            by: Vec::new(),
            steps: least.iter().map(step).collect(),
            within: 1,
            order: Order::Ascending,
            limit: 1,
        })
    };
    for least in [&[][..], &[0], &[1; 65]] {
        assert!(fails(Predicate::All, steps(least)).hint.contains("at most 64"));
    }
    let nothing = Predicate::First {
        columns: Vec::new(),
        time: None,
    };
    assert!(fails(nothing, Ask::Count).what.contains("which column"));
    let firsts = |of: &[&str], time: &str| {
        Ask::Firsts(Firsts {
            of: of.iter().map(|&name| name.to_owned()).collect(),
            time: time.into(),
            base: Predicate::All,
            order: Order::Ascending,
            limit: 1,
            columns: None,
        })
    };
    assert!(fails(Predicate::All, firsts(&[], "when")).what.contains("which column"));
    assert!(fails(Predicate::All, firsts(&["ok"], "code")).hint.contains("`when`"));
    let mut wide = vec![nulls(), nulls()];
    wide[0][0] = Value::Time(0);
    wide[1][0] = Value::Time(1_000_000_000_000_000);
    let data = part(&wide, 0);
    let query = Query {
        asks: vec![Ask::Histogram {
            column: "when".into(),
            bucket: Bucket::Millisecond,
            by: None,
            series: None,
        }],
        ..Query::default()
    };
    assert!(
        answer(&[(&data, &Cache::default())], &query)
            .unwrap_err()
            .hint
            .contains("wider bucket")
    );
}

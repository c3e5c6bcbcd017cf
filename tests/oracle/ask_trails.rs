//! Random questions about rows in time and about what differs.

use crate::{bucket, named, order, predicate, test, timed};
use audit_explorer::query::ask::{
    Baseline, Context, Differences, Firsts, PairSort, Pairs, Sample, Sequences, SessionSort, Sessions, Step,
};
use audit_explorer::query::{Ask, Predicate};
use audit_explorer::value::Micros;
use proptest::prelude::*;

fn columns(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(named(), 0..most)
}

fn shown() -> impl Strategy<Value = Option<Vec<String>>> {
    prop::option::of(columns(3))
}

/// Mostly columns of few values, so that keys have several rows.
fn key() -> impl Strategy<Value = Vec<String>> {
    let few = prop::sample::select(vec!["ok", "event_type", "tags", "members", "share"]).prop_map(str::to_owned);
    prop_oneof![
        3 => prop::collection::vec(few, 0..2),
        1 => columns(3),
    ]
}

fn span() -> impl Strategy<Value = Micros> {
    const HOUR: i64 = 3_600_000_000;
    prop_oneof![
        1 => Just(0),
        1 => Just(1),
        4 => (1..8i64).prop_map(|half| half * HOUR / 2),
        2 => (1..400i64).prop_map(|days| days * 24 * HOUR),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let filter = prop_oneof![2 => Just(Predicate::All), 4 => test(), 1 => predicate()];
    (filter, 1..4usize).prop_map(|(filter, least)| Step { filter, least })
}

fn sessions() -> impl Strategy<Value = Ask> {
    let sort = prop::sample::select(vec![
        SessionSort::Start,
        SessionSort::Duration,
        SessionSort::Rows,
        SessionSort::Distinct(0),
    ]);
    (
        timed(),
        key(),
        span(),
        columns(3),
        columns(3),
        (sort, order(), 0..9usize),
    )
        .prop_map(|(time, by, gap, distinct, ends, (sort, order, limit))| {
            let by_distinct = matches!(sort, SessionSort::Distinct(_)) && distinct.is_empty();
            Ask::Sessions(Sessions {
                time,
                by,
                gap,
                sort: if by_distinct { SessionSort::Start } else { sort },
                distinct,
                ends,
                order,
                limit,
            })
        })
}

fn sequences() -> impl Strategy<Value = Ask> {
    (
        timed(),
        key(),
        prop::collection::vec(step(), 1..4),
        span(),
        order(),
        0..6usize,
    )
        .prop_map(|(time, by, steps, within, order, limit)| {
            Ask::Sequences(Sequences {
                time,
                by,
                steps,
                within,
                order,
                limit,
            })
        })
}

fn pairs() -> impl Strategy<Value = Ask> {
    let sort = prop::sample::select(vec![PairSort::Time, PairSort::Gap]);
    let bound = || prop::option::of(span());
    (
        timed(),
        key(),
        columns(3),
        any::<bool>(),
        (bound(), bound()),
        (sort, order(), 0..6usize),
    )
        .prop_map(|(time, by, watch, changed, (least, most), (sort, order, limit))| {
            Ask::Pairs(Pairs {
                time,
                by,
                watch,
                changed,
                least,
                most,
                sort,
                order,
                limit,
            })
        })
}

fn firsts() -> impl Strategy<Value = Ask> {
    let base = prop_oneof![Just(Predicate::All), predicate()];
    (
        prop::collection::vec(named(), 1..3),
        timed(),
        base,
        order(),
        0..9usize,
        shown(),
    )
        .prop_map(|(of, time, base, order, limit, columns)| {
            Ask::Firsts(Firsts {
                of,
                time,
                base,
                order,
                limit,
                columns,
            })
        })
}

/// Any of these questions about a table of so many rows.
pub fn ask(rows: usize) -> BoxedStrategy<Ask> {
    let differences = (predicate(), predicate(), prop::option::of(columns(4)), 0..6usize);
    let whole = prop_oneof![
        3 => sessions(),
        4 => sequences(),
        3 => pairs(),
        2 => firsts(),
        2 => (timed(), key(), bucket(), 0..6usize).prop_map(|(time, by, bucket, limit)| {
            Ask::Baseline(Baseline { time, by, bucket, limit })
        }),
        2 => differences.prop_map(|(left, right, columns, values)| {
            Ask::Differences(Differences { left, right, columns, values })
        }),
        1 => (0..9usize, any::<u64>(), shown()).prop_map(|(rows, seed, columns)| Ask::Sample(Sample { rows, seed, columns })),
    ];
    if rows == 0 {
        return whole.boxed();
    }
    let context = (0..rows as u64, timed(), 0..6usize, 0..6usize, key(), shown()).prop_map(
        |(row, time, before, after, same, columns)| {
            Ask::Context(Context {
                row,
                time,
                before,
                after,
                same,
                columns,
                anchor: None,
            })
        },
    );
    prop_oneof![6 => whole, 1 => context].boxed()
}

/// A test for what is first, or rows by number.
pub fn placed() -> impl Strategy<Value = Predicate> {
    prop_oneof![
        (prop::collection::vec(named(), 1..3), prop::option::of(timed()))
            .prop_map(|(columns, time)| Predicate::First { columns, time }),
        prop::collection::vec((0..70u64, 0..9u64), 0..4)
            .prop_map(|runs| Predicate::Rows(runs.into_iter().map(|(from, more)| (from, from + more)).collect())),
    ]
}

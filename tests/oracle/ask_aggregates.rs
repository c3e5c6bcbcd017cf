//! Random questions that count and measure.

use super::aggregate::kinds;
use super::{bucket, formula, named, order, predicate, timed};
use audit_explorer::query::{
    Ask, Bins, Bucket, Comparison, Having, Key, Measure, Op, Order, Phase, Predicate, Rank, Ranking, Side,
};
use audit_explorer::value::{Kind, Value};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["count", "code", "ratio", "share"]).prop_map(str::to_owned)
}

pub fn facet() -> impl Strategy<Value = Ask> {
    let ranking = prop::sample::select(vec![Ranking::Frequent, Ranking::Rare, Ranking::Value]);
    let search = prop::sample::select(vec!["", "", "A", "2026", "1"]);
    let seen = prop::option::of(timed());
    (
        named(),
        0..8usize,
        search,
        ranking,
        prop_oneof![Just(0), 0..9usize],
        seen,
    )
        .prop_map(|(column, limit, search, ranking, offset, seen)| Ask::Facet {
            column,
            limit,
            search: search.into(),
            ranking,
            offset,
            seen,
        })
}

fn measure() -> impl Strategy<Value = Measure> {
    let even = || prop_oneof![number(), timed()];
    let whole = prop_oneof![
        2 => Just(Measure::Count),
        1 => predicate().prop_map(Measure::CountIf),
        1 => named().prop_map(Measure::Distinct),
        1 => number().prop_map(Measure::Sum),
    ];
    let whole = whole.boxed();
    prop_oneof![
        4 => whole.clone(),
        1 => named().prop_map(Measure::Min),
        1 => named().prop_map(Measure::Max),
        1 => number().prop_map(Measure::Average),
        1 => even().prop_map(Measure::Median),
        1 => (even(), prop_oneof![Just(95.0), Just(0.0), Just(100.0), 0.0..100.0])
            .prop_map(|(name, percent)| Measure::Percentile(name, percent)),
        1 => (named(), timed()).prop_map(|(of, by)| Measure::First { of, by }),
        1 => (named(), timed()).prop_map(|(of, by)| Measure::Last { of, by }),
        1 => named().prop_map(Measure::Mode),
        1 => predicate().prop_map(Measure::Rate),
        2 => formula::measure().prop_map(Measure::Formula),
        1 => whole.clone().prop_map(|whole| Measure::ShareOfParent(Box::new(whole))),
        1 => whole.clone().prop_map(|whole| Measure::ShareOfTotal(Box::new(whole))),
        1 => whole.clone().prop_map(|whole| Measure::ShareOfRow(Box::new(whole))),
        1 => whole.prop_map(|whole| Measure::ShareOfColumn(Box::new(whole))),
    ]
}

fn bins() -> impl Strategy<Value = Bins> {
    prop_oneof![
        2 => Just(Bins::Auto),
        1 => Just(Bins::Log),
        1 => prop::sample::select(vec![250_000.25, 40_000.0, 1e18, 7.5e18]).prop_map(Bins::Width),
    ]
}

fn phase() -> impl Strategy<Value = Phase> {
    prop::sample::select(vec![Phase::Hour, Phase::Weekday, Phase::HourOfWeek])
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        3 => named().prop_map(Key::Column),
        2 => (timed(), bucket()).prop_map(|(column, bucket)| Key::Time { column, bucket }),
        1 => (timed(), phase()).prop_map(|(column, phase)| Key::Phase { column, phase }),
        1 => keyed_bins().prop_map(|(column, bins)| Key::Bin { column, bins }),
    ]
}

/// Bins of a column of which there are not too many.
fn keyed_bins() -> impl Strategy<Value = (String, Bins)> {
    (number(), bins()).prop_map(|(column, bins)| match bins {
        // From the least integer to the greatest there are too many narrow bins.
        Bins::Width(width) if width < 1e18 && matches!(column.as_str(), "count" | "code") => {
            (column, Bins::Width(width * 1e14))
        }
        _ => (column, bins),
    })
}

pub fn group() -> impl Strategy<Value = Ask> {
    let parts = (
        prop::collection::vec(key(), 0..3),
        prop::collection::vec(measure(), 0..4),
        0..20usize,
        any::<bool>(),
    );
    parts.prop_flat_map(|(by, measures, limit, rest)| {
        let positions = by.len() + measures.len();
        let sort = prop::collection::vec((0..positions.max(1), order()), 0..if positions == 0 { 1 } else { 3 });
        (sort, having(by.len(), &measures)).prop_map(move |(sort, having)| Ask::Group {
            by: by.clone(),
            measures: measures.clone(),
            having,
            sort,
            limit,
            rest,
        })
    })
}

/// Tests of groups by so many keys, with literals that the measures are near to.
fn having(keys: usize, measures: &[Measure]) -> BoxedStrategy<Vec<Having>> {
    if keys == 0 || measures.is_empty() {
        return Just(Vec::new()).boxed();
    }
    let kinds = kinds(&[], measures, |_| false);
    let one = (1..=keys, 0..measures.len()).prop_flat_map(move |(keys, measure)| {
        let literals = match kinds[measure] {
            Kind::Integer => vec!["0", "1", "2", "2.5", "-7"],
            Kind::Number => vec!["0", "0.5", "1", "33.3", "1e18"],
            Kind::Time => vec!["2026-03-01", "2026-03-29 02:30", "1970", "now-1d"],
            Kind::Boolean => vec!["true", "false"],
            Kind::Text | Kind::List => vec!["a", "Log in", ""],
        };
        let comparisons = vec![
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ];
        let compare = (prop::sample::select(comparisons), prop::sample::select(literals));
        let compare = compare.prop_map(|(comparison, literal)| Op::Compare(comparison, literal.into()));
        let op = prop_oneof![4 => compare, 1 => Just(Op::Exists)];
        op.prop_map(move |op| Having { keys, measure, op })
    });
    prop::collection::vec(one, 0..3).boxed()
}

fn value() -> impl Strategy<Value = Value> {
    let texts = prop::sample::select(vec!["Log in", "a", "", "é"]);
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        (-4i64..8).prop_map(Value::Integer),
        texts.prop_map(|text| Value::Text(text.into())),
    ]
}

fn side(measures: usize, cell: std::ops::RangeInclusive<usize>, keys: Vec<Key>) -> impl Strategy<Value = Side> {
    let measure = || 0..measures.max(1);
    let of_measures = prop_oneof![
        measure().prop_map(Rank::Total),
        (measure(), prop::collection::vec(value(), cell)).prop_map(|(measure, keys)| Rank::Cell(measure, keys)),
        Just(Rank::Key),
    ];
    let rank = if measures == 0 {
        Just(Rank::Key).boxed()
    } else {
        of_measures.boxed()
    };
    let sort = prop::collection::vec((rank, order()), 0..3);
    (sort, prop::option::of(0..5usize)).prop_map(move |(sort, limit)| Side {
        keys: keys.clone(),
        sort,
        limit,
    })
}

pub fn pivot() -> impl Strategy<Value = Ask> {
    let parts = (
        prop::collection::vec(key(), 0..3),
        prop::collection::vec(key(), 0..3),
        prop::collection::vec(measure(), 0..3),
    );
    parts.prop_flat_map(|(down, across, measures)| {
        let rows = side(measures.len(), across.len()..=across.len(), down.clone());
        let columns = side(measures.len(), 0..=down.len(), across);
        (rows, columns).prop_map(move |(rows, columns)| Ask::Pivot {
            rows,
            columns,
            measures: measures.clone(),
        })
    })
}

pub fn distribution() -> impl Strategy<Value = Ask> {
    (keyed_bins(), prop::option::of(named()), prop::option::of(0..4usize)).prop_map(|((column, bins), by, series)| {
        Ask::Distribution {
            column,
            bins,
            by,
            series,
        }
    })
}

pub fn week() -> impl Strategy<Value = Ask> {
    (timed(), prop::option::of(predicate())).prop_map(|(column, only)| Ask::Week { column, only })
}

/// Questions over many rows.
pub fn many() -> Vec<Ask> {
    let column = |name: &str| Key::Column(name.into());
    let measures = vec![
        Measure::Count,
        Measure::Distinct("message".into()),
        Measure::Median("ratio".into()),
        Measure::Percentile("when".into(), 95.0),
        Measure::Mode("message".into()),
        Measure::First {
            of: "tags".into(),
            by: "when".into(),
        },
        Measure::Last {
            of: "count".into(),
            by: "sorted".into(),
        },
        Measure::Rate(Predicate::Anywhere("a".into())),
        Measure::ShareOfParent(Box::new(Measure::Sum("code".into()))),
    ];
    vec![
        // None of the groups is told, and their share is one of all.
        Ask::Group {
            by: vec![],
            measures: vec![Measure::ShareOfParent(Box::new(Measure::Count))],
            having: vec![],
            sort: vec![],
            limit: 0,
            rest: true,
        },
        Ask::Group {
            having: Vec::new(),
            by: vec![column("tags"), column("message")],
            measures: measures.clone(),
            sort: vec![],
            limit: 9,
            rest: true,
        },
        Ask::Pivot {
            rows: Side {
                keys: vec![column("Event Type"), column("tags")],
                sort: vec![(Rank::Total(1), Order::Descending)],
                limit: Some(3),
            },
            columns: Side {
                keys: vec![Key::Time {
                    column: "when".into(),
                    bucket: Bucket::Week,
                }],
                sort: vec![(Rank::Key, Order::Ascending)],
                limit: Some(4),
            },
            measures,
        },
        Ask::Facet {
            column: "message".into(),
            limit: 20,
            search: "a".into(),
            ranking: Ranking::Value,
            offset: 100,
            seen: Some("when".into()),
        },
        Ask::Distribution {
            column: "ratio".into(),
            bins: Bins::Log,
            by: Some("ok".into()),
            series: None,
        },
    ]
}

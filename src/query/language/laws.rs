//! The laws of the filter language: print and parse undo each other, and no text panics.

use super::super::{Comparison, Extent, Formula, List, Op, Part, Predicate, Relation};
use super::*;
use proptest::prelude::*;

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,3}",
        prop::sample::select(vec![
            "and",
            "or",
            "NOT",
            "TO",
            "*",
            "?",
            "\"",
            "\\",
            "“",
            "”",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ":",
            "=",
            "!",
            "<",
            ">",
            "&",
            "|",
            "-",
            "+",
            ".",
            "..",
            " ",
            "\n",
            "\u{a0}",
            "\u{202e}",
            "é",
            "日本",
            "😀",
            "/",
            "@",
            "2026-01-01",
            " 10:00",
            " UTC",
            "7",
            "\\u{a}",
            ",",
            "#1",
            "#roster.email",
            "in",
            " in (",
            "hour(",
            "now-7d",
            "",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn formula() -> impl Strategy<Value = Formula> {
    let texts = ["[a b] > 1", "contains(x, '}')", "[}]=\"\\\"}\"", "“}” & 1", "not[c]"];
    prop::sample::select(texts.to_vec()).prop_map(|text| Formula::parse(text).expect("a formula"))
}

fn comparison() -> impl Strategy<Value = Comparison> {
    prop::sample::select(vec![
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Greater,
        Comparison::GreaterOrEqual,
    ])
}

/// Tests against literals.
fn literal() -> impl Strategy<Value = Op> {
    let list = || prop::collection::vec(nasty(), 0..4).prop_map(Into::into);
    prop_oneof![
        nasty().prop_map(Op::Is),
        nasty().prop_map(Op::Equals),
        nasty().prop_map(Op::Like),
        nasty().prop_map(Op::LikeExactly),
        nasty().prop_map(Op::Matches),
        nasty().prop_map(Op::MatchesExactly),
        Just(Op::Exists),
        (comparison(), nasty()).prop_map(|(comparison, text)| Op::Compare(comparison, text)),
        (prop::option::of(nasty()), prop::option::of(nasty())).prop_map(|(low, high)| Op::Between(low, high)),
        list().prop_map(Op::In),
        list().prop_map(Op::InExactly),
        (nasty(), any::<bool>()).prop_map(|(list, exactly)| Op::Listed { list, exactly }),
    ]
}

/// Tests of parts, whose literals are read when the filter is.
fn part() -> impl Strategy<Value = Op> {
    let kinds: [(Part, &[&str]); 3] = [
        (Part::Hour, &["9", "09", "23", "9:30", "00:00"]),
        (Part::Weekday, &["mon", "Saturday", "7"]),
        (Part::Count, &["0", "3", "-1", "2.5"]),
    ];
    prop::sample::select(kinds.to_vec()).prop_flat_map(|(part, literals)| {
        let text = || prop::sample::select(literals).prop_map(str::to_owned);
        let extent = prop_oneof![
            text().prop_map(Extent::Is),
            (comparison(), text()).prop_map(|(comparison, text)| Extent::Compare(comparison, text)),
            (prop::option::of(text()), prop::option::of(text())).prop_map(|(low, high)| Extent::Between(low, high)),
        ];
        extent.prop_map(move |extent| Op::Part(part, extent))
    })
}

fn op() -> impl Strategy<Value = Op> {
    let relation = prop_oneof![
        Just(Relation::Is),
        Just(Relation::Equals),
        comparison().prop_map(Relation::Compare),
    ];
    prop_oneof![
        8 => literal(),
        2 => part(),
        1 => prop::sample::select(vec![Op::Empty, Op::Weekend, Op::Office]),
        2 => (relation, nasty()).prop_map(|(relation, other)| Op::Column(relation, other)),
    ]
}

fn nested(leaf: impl Strategy<Value = Predicate> + 'static) -> impl Strategy<Value = Predicate> {
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Predicate::And),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Predicate::Or),
            inner.prop_map(|inner| Predicate::Not(Box::new(inner))),
        ]
    })
}

fn predicate() -> impl Strategy<Value = Predicate> {
    let column = || prop_oneof![Just("x".to_owned()), nasty()];
    let every = column().prop_flat_map(|column| {
        let name = column.clone();
        let leaf = prop_oneof![
            1 => Just(Predicate::All),
            8 => literal().prop_map(move |op| Predicate::test(name.clone(), op)),
        ];
        nested(leaf).prop_map(move |each| Predicate::Every {
            column: column.clone(),
            each: Box::new(each),
        })
    });
    let leaf = prop_oneof![
        1 => Just(Predicate::All),
        2 => nasty().prop_map(Predicate::Anywhere),
        1 => nasty().prop_map(Predicate::AnywhereExactly),
        1 => formula().prop_map(Predicate::Formula),
        1 => (prop::collection::vec(column(), 1..3), prop::option::of(column()))
            .prop_map(|(columns, time)| Predicate::First { columns, time }),
        1 => prop::collection::vec((0..50u64, 0..50u64), 1..3).prop_map(Predicate::Rows),
        2 => every,
        8 => (column(), op()).prop_map(|(column, op)| Predicate::Test { column, op }),
    ];
    nested(leaf)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parse_undoes_print(predicate in predicate()) {
        let text = print(&predicate);
        let parsed = parse(&text).map_err(|failure| TestCaseError::fail(format!("{text}: {failure:?}")))?;
        prop_assert_eq!(parsed.predicate, predicate.normal(), "{}", text);
    }

    #[test]
    fn lists_by_name_are_the_lists(values in prop::collection::vec(nasty(), 0..60), others in prop::collection::vec("[a-z]{2}", 30..40)) {
        let mut lists = Lists::default();
        let is = |op: fn(List) -> Op, values: &[String]| Predicate::test("x", op(values.into()));
        let predicate = Predicate::all([is(Op::In, &values), is(Op::InExactly, &others), is(Op::In, &others).negate()]);
        let text = brief(&predicate, &mut lists);
        let parsed = parse_with(&text, &lists).map_err(|failure| TestCaseError::fail(format!("{text}: {failure:?}")))?;
        prop_assert_eq!(parsed.predicate, predicate.normal(), "{}", text);
    }

    #[test]
    fn what_was_read_is_normal(text in nasty_text()) {
        if let Ok(parsed) = parse(&text) {
            prop_assert_eq!(&parsed.predicate, &parsed.predicate.clone().normal());
            prop_assert_eq!(&parse(&print(&parsed.predicate)).unwrap().predicate, &parsed.predicate);
            let parts = conjuncts(parsed.predicate.clone());
            prop_assert_eq!(Predicate::all(parts), parsed.predicate);
        }
    }

    #[test]
    fn nothing_panics(text in nasty_text(), caret in 0..60_usize) {
        let length = text.chars().count();
        if let Err(failure) = parse(&text) {
            prop_assert!(failure.at.is_some_and(|at| at <= length), "{:?}", failure);
        }
        let context = suggest(&text, caret, &["x", "a b"]);
        prop_assert!(context.span.start <= context.span.end && context.span.end <= length);
        let (after, caret) = context.accept(&text, "two words");
        prop_assert!(caret <= after.chars().count());
    }
}

fn nasty_text() -> impl Strategy<Value = String> {
    prop::collection::vec(nasty(), 0..8).prop_map(|pieces| pieces.join(" ").replace("  ", ""))
}

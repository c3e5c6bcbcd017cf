//! The laws of the filter language: print and parse undo each other, and no text panics.

use super::super::{Comparison, Formula, Op, Predicate};
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

fn predicate() -> impl Strategy<Value = Predicate> {
    let comparison = prop::sample::select(vec![
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Greater,
        Comparison::GreaterOrEqual,
    ]);
    let op = prop_oneof![
        nasty().prop_map(Op::Is),
        nasty().prop_map(Op::Equals),
        nasty().prop_map(Op::Like),
        nasty().prop_map(Op::Matches),
        Just(Op::Exists),
        (comparison, nasty()).prop_map(|(comparison, text)| Op::Compare(comparison, text)),
        (prop::option::of(nasty()), prop::option::of(nasty())).prop_map(|(low, high)| Op::Between(low, high)),
    ];
    let column = prop_oneof![Just("x".to_owned()), nasty()];
    let leaf = prop_oneof![
        1 => Just(Predicate::All),
        2 => nasty().prop_map(Predicate::Anywhere),
        1 => formula().prop_map(Predicate::Formula),
        8 => (column, op).prop_map(|(column, op)| Predicate::Test { column, op }),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Predicate::And),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Predicate::Or),
            inner.prop_map(|inner| Predicate::Not(Box::new(inner))),
        ]
    })
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

//! The laws of formulas: print and parse undo each other, no text panics, errors point at the character, and every example of the
//! table comes to what it says.

use super::tree::{Binary, Expr, Term};
use super::*;
use crate::query::Beside;
use crate::table::Dataset;
use crate::value::Zone;
use proptest::prelude::*;

fn schema() -> Schema {
    let columns = [
        ("Event Status", Kind::Text),
        ("User Email", Kind::Text),
        ("Event Time", Kind::Time),
        ("bytes", Kind::Integer),
        ("duration", Kind::Number),
        ("method", Kind::Text),
        ("ok", Kind::Boolean),
        ("tags", Kind::List),
        ("user.name", Kind::Text),
    ];
    let beside = ["email", "department"].map(|name| (name.to_owned(), Kind::Text));
    Schema {
        lookups: vec![Beside {
            name: "roster".into(),
            columns: beside.into(),
            networks: Vec::new(),
        }],
        columns: columns.map(|(name, kind)| (name.to_owned(), kind)).into(),
        ..Schema::default()
    }
}

/// What a formula without columns comes to, as text.
fn worked_out(text: &str) -> Option<String> {
    let checked = Formula::parse(text).unwrap().rows(&schema()).unwrap();
    let one = Dataset {
        rows: 1,
        ..Dataset::default()
    };
    let column = make(&checked, &[], &one, &Zone::utc());
    column.text(0).map(std::borrow::Cow::into_owned)
}

#[test]
fn every_example_comes_to_what_it_says() {
    let mut names: Vec<String> = FUNCTIONS.iter().map(|function| function.name.to_lowercase()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), FUNCTIONS.len(), "a name stands twice");
    for function in FUNCTIONS {
        let formula =
            Formula::parse(function.example).unwrap_or_else(|failure| panic!("{}: {failure:?}", function.example));
        let name = format!("{}(", function.name);
        assert!(
            function.example.contains(&name),
            "{} is not used in its example",
            function.name
        );
        if function.family == Family::Aggregate {
            formula
                .measure(&schema())
                .unwrap_or_else(|failure| panic!("{}: {failure:?}", function.example));
        } else {
            formula
                .kind(&schema())
                .unwrap_or_else(|failure| panic!("{}: {failure:?}", function.example));
        }
        if !function.comes_to.is_empty() {
            assert_eq!(
                worked_out(function.example).as_deref(),
                Some(function.comes_to),
                "{}",
                function.example
            );
        }
    }
}

#[test]
fn what_is_written_in_other_ways_is_the_same() {
    for (written, printed) in [
        ("if(bytes>5,'a',\"b\")", "If([bytes] > 5, \"a\", \"b\")"),
        ("[user].name in ('x', 'y')", "In([user.name], \"x\", \"y\")"),
        ("[ok] is not null", "IsNotNull([ok])"),
        ("bytes not in (1)", "not In([bytes], 1)"),
        ("AND(ok, not ok, ok)", "[ok] and not [ok] and [ok]"),
        ("not (ok or ok) and ok", "not ([ok] or [ok]) and [ok]"),
        ("1 - (2 - 3) - 4", "1 - (2 - 3) - 4"),
        ("-bytes * -2 + +3", "-[bytes] * -2 + 3"),
        ("bytes <> 1 = !ok", "[bytes] != 1 = (not [ok])"),
        (
            "\"say \"\"hi\"\"\" & 'it''s' & \"\\d\\\\\"",
            "\"say \\\"hi\\\"\" & \"it's\" & \"\\d\\\\\"",
        ),
        ("1.0 + 2.50 + 1e3", "1.0 + 2.5 + 1000.0"),
        (
            "regexpmatch(method, \"^(GET|PUT)$\")",
            "RegexpMatch([method], \"^(GET|PUT)$\")",
        ),
    ] {
        let formula = Formula::parse(written).unwrap_or_else(|failure| panic!("{written}: {failure:?}"));
        assert_eq!(formula.normal().text(), printed);
        assert_eq!(formula.normal().normal().text(), printed);
    }
}

#[test]
fn errors_point_at_the_character_and_say_what_to_do() {
    for (text, at, what, hint) in [
        ("", 0, "nothing yet", "If("),
        ("Lower([User Email]", 5, "never closed", "Add )"),
        ("[User Email", 0, "bracket is never closed", "]"),
        ("Lower(\"a)", 6, "quote is never closed", "quote"),
        ("1 +", 3, "missing after +", "column"),
        ("1 2", 2, "without an operator", "operator"),
        ("(1))", 3, "closes nothing", "Remove"),
        ("2fa", 0, "goes on in letters", "brackets"),
        ("bytes ; 1", 6, "`;` means nothing", "comma"),
        ("Lowr([method])", 0, "no function Lowr", "Lower(text)"),
        ("substr(method, 1)", 0, "no function substr", "Mid("),
        ("1 + Lower([methd])", 10, "no column `methd`", "`method`"),
        (
            "Lower([bytes])",
            6,
            "takes a text, and this is a whole number",
            "Text([bytes])",
        ),
        ("Left([method], 1.5)", 15, "takes a whole number", "Int(1.5)"),
        (
            "Left([method])",
            13,
            "takes 2 arguments, and here are 1",
            "Left(text, length)",
        ),
        (
            "Len(\"a\", \"b\")",
            9,
            "takes one argument, and here are 2",
            "Len(text)",
        ),
        ("[method] + 1", 0, "takes a number, and this is a text", "& joins texts"),
        (
            "[Event Time] - [Event Time]",
            0,
            "takes a number, and this is a time",
            "DateDiff",
        ),
        (
            "[Event Time] > \"yesterday\"",
            15,
            "does not read as a time",
            "2026-01-05",
        ),
        ("[method] = 5", 11, "A text and a whole number", "Text(5)"),
        ("[method] = null", 11, "Nothing equals null", "is null"),
        ("[tags] = \"a\"", 0, "list is compared", "ArrayContains([tags]"),
        (
            "If([bytes], 1, 2)",
            3,
            "takes a condition, and this is a whole number",
            "[bytes] > 0",
        ),
        ("If([ok], 1, \"b\")", 12, "a whole number and a text", "Int(\"b\")"),
        ("DateTrunc(\"fortnight\", [Event Time])", 10, "no unit of time", "month"),
        (
            "DateTrunc([method], [Event Time])",
            10,
            "unit of time in quotes",
            "before any row",
        ),
        ("RegexpMatch([method], \"(\")", 22, "no regular expression", "backslash"),
        ("DateFormat([Event Time], \"%Q\")", 25, "%Q is not known", "%Y"),
        ("Count() > 5", 0, "rows of a group", "measure"),
        ("[ok] < true", 0, "neither greater nor less", "by itself"),
    ] {
        let failure = Formula::parse(text)
            .and_then(|formula| formula.kind(&schema()))
            .unwrap_err();
        assert_eq!(failure.at, Some(at), "{text}: {failure:?}");
        assert!(failure.what.contains(what), "{text}: {failure:?}");
        assert!(failure.hint.contains(hint), "{text}: {failure:?}");
    }
    let failure = Formula::parse("Sum([bytes]) / [bytes]")
        .unwrap()
        .measure(&schema())
        .unwrap_err();
    assert_eq!(failure.at, Some(15));
    assert!(failure.what.contains("outside of an aggregate"));
    let failure = Formula::parse("Percentile([bytes], 101)")
        .unwrap()
        .measure(&schema())
        .unwrap_err();
    assert_eq!(failure.at, Some(20));
    let deep = "(".repeat(5_000) + "1";
    assert!(Formula::parse(&deep).unwrap_err().what.contains("too deep"));
    let long = "1".to_owned() + &" + 1".repeat(5_000);
    assert!(Formula::parse(&long).unwrap_err().what.contains("too long"));
}

#[test]
fn what_can_follow_is_offered() {
    let columns = ["User Email", "bytes"];
    let names = |text: &str| {
        let caret = text.chars().position(|c| c == '|').unwrap();
        let text = text.replacen('|', "", 1);
        let found = offers(&text, caret, &columns, false, 5);
        let made = found.offers.first().map(|offer| found.accept(&text, offer).0);
        (
            found.inside.map(|(function, at)| format!("{} {at}", function.name)),
            made,
        )
    };
    assert_eq!(names("Low|"), (None, Some("Lower(".into())));
    assert_eq!(names("If([us|"), (Some("If 0".into()), Some("If([User Email]".into())));
    assert_eq!(
        names("If([us|], 1)"),
        (Some("If 0".into()), Some("If([User Email], 1)".into()))
    );
    assert_eq!(names("Left(byt|, 2)").1, Some("Left([bytes], 2)".into()));
    assert_eq!(
        names("Left([bytes], |"),
        (Some("Left 1".into()), Some("Left([bytes], [User Email]".into()))
    );
    assert_eq!(names("[bytes] |"), (None, None));
    assert_eq!(names("\"tex|"), (None, None));
    assert_eq!(names("[bytes] and |").1, Some("[bytes] and [User Email]".into()));
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,3}",
        prop::sample::select(vec![
            "[",
            "]",
            "\"",
            "'",
            "\\",
            "“",
            "”",
            "(",
            ")",
            "{",
            "}",
            ",",
            "=",
            "!",
            "<",
            ">",
            "&",
            "-",
            "+",
            "*",
            "/",
            "%",
            ".",
            " ",
            "\n",
            "\u{202e}",
            "é",
            "😀",
            "u{a}",
            "null",
            "true",
            "and",
            "or",
            "not",
            "in",
            "is",
            "If(",
            "Count(",
            "1",
            "1.5",
            "1e9",
            "9223372036854775808",
            "@t",
            "a.b",
            "",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn expr() -> impl Strategy<Value = Expr> {
    let at = |term| Expr { term, span: 0..0 };
    let leaf = prop_oneof![
        Just(Term::Null),
        any::<bool>().prop_map(Term::Boolean),
        any::<i64>().prop_map(Term::Integer),
        any::<f64>()
            .prop_filter("finite", |value| value.is_finite())
            .prop_map(Term::Number),
        prop::sample::select(vec![0.0, 1.0, -5.0, 1e21, 9_223_372_036_854_775_808.0]).prop_map(Term::Number),
        nasty().prop_map(Term::Text),
        nasty().prop_map(Term::Column),
    ];
    leaf.prop_map(at).prop_recursive(5, 40, 4, move |inner| {
        let one = inner.clone();
        let name = prop::sample::select(vec!["If", "Coalesce", "Count", "Unheard"]);
        let operator = prop::sample::select(vec![
            Binary::Or,
            Binary::And,
            Binary::Equal,
            Binary::Differ,
            Binary::Less,
            Binary::LessOrEqual,
            Binary::Greater,
            Binary::GreaterOrEqual,
            Binary::Join,
            Binary::Add,
            Binary::Subtract,
            Binary::Multiply,
            Binary::Divide,
            Binary::Modulo,
        ]);
        prop_oneof![
            (name, prop::collection::vec(inner.clone(), 0..4)).prop_map(|(name, parts)| Term::Call(name.into(), parts)),
            one.clone().prop_map(|part| Term::Not(Box::new(part))),
            one.prop_map(|part| Term::Minus(Box::new(part))),
            (operator, inner.clone(), inner).prop_map(|(operator, a, b)| Term::Binary(
                operator,
                Box::new(a),
                Box::new(b)
            )),
        ]
        .prop_map(at)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parse_undoes_print(expr in expr()) {
        let formula = Formula::of(&expr);
        let parsed = Formula::parse(formula.text()).map_err(|failure| TestCaseError::fail(format!("{}: {failure:?}", formula.text())))?;
        prop_assert_eq!(parsed.expr(), &expr, "{}", formula.text());
    }

    #[test]
    fn no_text_panics(text in prop::collection::vec(nasty(), 0..6).prop_map(|pieces| pieces.join(" ")), caret in 0..40_usize) {
        let length = text.chars().count();
        match Formula::parse(&text) {
            Err(failure) => prop_assert!(failure.at.is_some_and(|at| at <= length), "{:?}", failure),
            Ok(formula) => {
                let again = Formula::parse(formula.normal().text()).unwrap();
                prop_assert_eq!(again.expr(), formula.expr());
                for result in [formula.kind(&schema()), formula.measure(&schema())] {
                    prop_assert!(result.is_ok() || result.is_err_and(|failure| failure.at.is_some_and(|at| at <= length)));
                }
            }
        }
        let found = offers(&text, caret, &["a b", "x]"], true, 9);
        prop_assert!(found.span.start <= found.span.end && found.span.end <= length);
        for offer in &found.offers {
            let (after, caret) = found.accept(&text, offer);
            prop_assert!(caret <= after.chars().count());
        }
    }
}

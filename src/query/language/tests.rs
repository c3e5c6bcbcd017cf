//! What people type, what comes of it, and where failures point.

mod meaning;

use super::super::{Comparison, Extent, Op, Part, Predicate, Relation};
use super::*;
use crate::value::{Kind, Zone};

fn test(column: &str, op: Op) -> Predicate {
    Predicate::test(column, op)
}

fn is(column: &str, text: &str) -> Predicate {
    test(column, Op::Is(text.into()))
}

fn like(column: &str, text: &str) -> Predicate {
    test(column, Op::Like(text.into()))
}

fn equals(column: &str, text: &str) -> Predicate {
    test(column, Op::Equals(text.into()))
}

fn between(column: &str, low: Option<&str>, high: Option<&str>) -> Predicate {
    test(column, Op::Between(low.map(Into::into), high.map(Into::into)))
}

fn compare(column: &str, comparison: Comparison, text: &str) -> Predicate {
    test(column, Op::Compare(comparison, text.into()))
}

fn part(column: &str, part: Part, extent: Extent) -> Predicate {
    test(column, Op::Part(part, extent))
}

fn every(column: &str, each: Predicate) -> Predicate {
    Predicate::Every {
        column: column.into(),
        each: Box::new(each),
    }
}

fn word(text: &str) -> Predicate {
    Predicate::Anywhere(text.into())
}

fn read(text: &str) -> Predicate {
    parse(text)
        .unwrap_or_else(|failure| panic!("{text}: {failure:?}"))
        .predicate
}

#[test]
fn failures_point_at_the_character() {
    let cases = [
        ("\"abc", 0, "quote"),
        ("é field:\"abc", 8, "quote"),
        ("(a OR b", 0, "never closed"),
        ("a) b", 1, "closes nothing"),
        ("()", 1, "after the opening"),
        ("field:", 6, "compare"),
        ("(field: )", 7, "compare"),
        ("field: AND b", 6, "compare"),
        ("a OR", 4, "after OR"),
        ("a AND OR b", 6, "after AND"),
        ("OR b", 0, "before OR"),
        ("NOT", 3, "after NOT"),
        (">5", 0, "No column"),
        ("field:(a b)", 9, "operator"),
        ("field:fn(x)", 8, "middle of a word"),
        ("field:[1 TO]", 6, "not a range"),
        ("field:{1 3}", 6, "not a range"),
        ("field>[1 TO 3]", 6, "one value"),
        ("field=[x", 6, "bracket"),
        ("hour(time)", 10, "Nothing is asked of hour"),
        ("hour(time", 4, "never closed"),
        ("hour():9", 5, "Nothing here in hour"),
        ("hour(a, b):9", 8, "one column"),
        ("first(a,,b)", 8, "Nothing here in first"),
        ("first(a by)", 8, "Nothing here in first"),
        ("rows(1, x)", 8, "no row number"),
        ("rows(3..1)", 5, "no row number"),
        ("hour(time):25", 11, "no time of day"),
        ("hour(time):(9 OR nine)", 17, "no time of day"),
        ("hour(time):[9 TO 99]", 11, "no time of day"),
        ("hour(time):9*", 11, "Only values and ranges"),
        ("hour(time):[other]", 11, "compared with values"),
        ("weekday(time):(sat OR som)", 22, "no day of the week"),
        ("count(tags)>many", 12, "not one"),
        ("weekend(time):x", 13, "takes no value"),
        ("houre(time)", 5, "middle of a word"),
        ("all(tags):[x]", 10, "not with a column"),
        ("user in (a b)", 11, "not a list of values"),
        ("user in (a,,b)", 11, "not a list of values"),
        ("user in (a, b", 8, "never closed"),
        ("user in ()", 9, "Nothing in this list"),
        ("user in (a, b*)", 12, "no wildcards"),
        ("user in #1", 8, "no list #1"),
        ("*:/x/", 2, "needs a column"),
        ("field:[1 TO 3", 6, "bracket"),
        ("field>(a OR b)", 6, "one value"),
        ("te*t", 0, "column"),
        ("f:\"a*\"*", 2, "wildcard"),
    ];
    for (text, at, what) in cases {
        let failure = parse(text).expect_err(text);
        assert_eq!(failure.at, Some(at), "{text}: {failure:?}");
        assert!(failure.what.contains(what), "{text}: {failure:?}");
        assert!(!failure.hint.is_empty(), "{text}");
    }
}

#[test]
fn columns_are_told_with_their_spans() {
    let parsed = parse("é (\"Event Type\":(a OR b) OR ip >x)").unwrap();
    assert_eq!(
        parsed.columns,
        [("Event Type".to_owned(), 3..15), ("ip".to_owned(), 28..30)]
    );
    assert_eq!(unknown(&parsed, &["event_type", "IP"]), None);
    let failure = unknown(&parsed, &["Even Type", "IP"]).unwrap();
    assert_eq!((failure.at, &failure.hint[..]), (Some(3), "Did you mean Even Type?"));
}

#[test]
fn a_filter_is_mended_with_the_column_that_was_meant() {
    let columns = ["Event Status", "Event Status Reason Code", "User Email", "ip"];
    let aliases = [("common.actor".to_owned(), "User Email".to_owned())];
    for (text, meant) in [
        ("Event Status:FAILURE", Some("\"Event Status\":FAILURE")),
        ("Event  Status : FAILURE", Some("\"Event Status\" : FAILURE")),
        ("[Event Status]:FAILURE", Some("\"Event Status\":FAILURE")),
        ("Ëvent Stätus:FAILURE", Some("\"Event Status\":FAILURE")),
        (
            "Event Statsu:x and Usr Email:y",
            Some("\"Event Status\":x and Usr Email:y"),
        ),
        ("ip:x and Usr Email:y", Some("ip:x and \"User Email\":y")),
        (
            "ip:x and Event Status Reason Cod:y",
            Some("ip:x and \"Event Status Reason Code\":y"),
        ),
        (
            "ann AND (event status:x OR ip:y)",
            Some("ann AND (\"Event Status\":x OR ip:y)"),
        ),
        ("é Event Status Reason Code:x", Some("é \"Event Status Reason Code\":x")),
        ("NOT statsu:x", Some("NOT \"Event Status\":x")),
        ("ann statsu:x", Some("ann \"Event Status\":x")),
        ("useremial:ann*", Some("\"User Email\":ann*")),
        ("\"Evnt Status\" : a b", Some("\"Event Status\" : a b")),
        ("common.actor:ann", Some("\"User Email\":ann")),
        ("arn:aws:iam::1:user/ci ip:x", Some("\"arn:aws:iam::1:user/ci\" ip:x")),
        ("(https://a.example/b)", Some("(\"https://a.example/b\")")),
        ("2001:db8::1", Some("\"2001:db8::1\"")),
        (
            "ip:x system:serviceaccount:pay:api",
            Some("ip:x \"system:serviceaccount:pay:api\""),
        ),
        // What would be left over is no word of the user's.
        ("Event Nothing Staus:x", None),
        ("Event Reason Staus:x", None),
        ("colour:red", None),
        ("ip:x", None),
    ] {
        let parsed = parse(text).expect(text);
        assert_eq!(mended(text, &parsed, &columns, &aliases).as_deref(), meant, "{text}");
    }
}

#[test]
fn what_does_not_fit_a_column_is_told_at_the_value() {
    let columns = [
        ("time", Kind::Time),
        ("n", Kind::Integer),
        ("ok", Kind::Boolean),
        ("s", Kind::Text),
    ];
    let fails = |text: &str| unfit(&parse(text).unwrap(), &columns, &Zone::utc());
    let cases = [
        ("n:1 time>=soon", 10, "`soon`"),
        ("n in (1, 2, x)", 5, "`x`"),
        ("ok:perhaps", 3, "`perhaps`"),
        ("hour(s):9", 8, "does not hold times"),
        ("weekend(n)", 8, "does not hold times"),
        ("s:/(/", 2, "regular expression"),
        ("actor!=[target]", 0, "no column actor"),
        ("s!=[target]", 3, "no column target"),
    ];
    for (text, at, what) in cases {
        let failure = fails(text).unwrap_or_else(|| panic!("{text} fits"));
        assert_eq!(failure.at, Some(at), "{text}: {failure:?}");
        assert!(failure.what.contains(what), "{text}: {failure:?}");
    }
    for text in [
        "time>=now-7d n:5 ok:true",
        "time:today",
        "s:now",
        "n=[time]",
        "count(s):1",
        "weekend(TIME)",
    ] {
        assert_eq!(fails(text), None, "{text}");
    }
}

#[test]
fn deep_nesting_ends_in_a_failure_and_not_in_the_stack() {
    let nested = |n: usize| format!("{}x{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(read(&nested(100)), word("x"));
    assert_eq!(parse(&nested(100_000)).unwrap_err().at, Some(100));
    assert!(parse(&"f:(".repeat(100_000)).is_err());
    assert_eq!(read(&format!("{}x", "-".repeat(100_001))), word("x").negate());
    assert_eq!(read(&format!("{}x", "not ".repeat(100_000))), word("x"));
}

#[test]
fn print_stays_close_to_what_was_typed() {
    let same = [
        "a AND b",
        "(a OR b) AND NOT c",
        "a OR b AND c",
        "Status:Failure AND user:svc-*",
        "status:(a OR te*t OR *)",
        "NOT status:(a OR b)",
        "status=(a OR b)",
        "status:(\"and\" OR \"Not\")",
        "\"Event Type\":LOGIN",
        "\"Event Type\"!=\"two words\"",
        "time:[2026-01-01 TO 2026-01-07]",
        "n>=-5 AND n<7",
        "ip:10.0.0.0/8",
        "path:C:\\Temp\\*",
        "x:arn:aws:iam::1:user/x",
        "name:*\"two words\"*",
        "\"a phrase\"",
        "NOT *",
        "user=Mar*",
        "path!=/Get/",
        "*=Word",
        "actor!=[Target Email]",
        "actor:[\"valid to\"]",
        "user in (a, \"b c\", and, 10.0.0.0/8)",
        "NOT user in= (a, b)",
        "hour(Event Time):[22 TO 6]",
        "hour(time)>=22:30",
        "weekday(time):(sat OR sun)",
        "NOT weekend(time)",
        "office(time) AND empty(x)",
        "count(tags)>2",
        "all(tags):(a OR b* AND NOT c)",
        "all(tags)!=a",
        "all(tags) in (a, b)",
        "time:[now-1d/d TO now/d]",
    ];
    for text in same {
        assert_eq!(print(&read(text)), text);
    }
    assert_eq!(print(&read("a b -c")), "a AND b AND NOT c");
    assert_eq!(print(&is("a\nb", "\u{202e}x\"")), "\"a\\u{a}b\":\"\\u{202e}x\\\"\"");
}

#[test]
fn chips_say_what_they_do() {
    let cases = [
        ("\"Event Status\":Failure", "Event Status is Failure"),
        ("NOT \"User Email\":svc-*", "User Email is not svc-*"),
        (
            "\"Event Time\":2026-10-18..2026-11-04",
            "Event Time 2026-10-18 … 2026-11-04",
        ),
        ("t>=2026-10-18 t<2026-11-04", "t 2026-10-18 … 2026-11-04"),
        ("s:(a OR b)", "s is a or b"),
        ("s!=x", "s is not exactly x"),
        ("-s:*", "s has no value"),
        ("\"two words\"", "contains two words"),
        ("n>5", "n > 5"),
        ("a OR s:b", "a OR s:b"),
        ("s:\"\"", "s is “”"),
        ("user in (a, b, c)", "user is one of a, b, c"),
        ("user not in= (a, b)", "user is exactly none of a, b"),
        ("actor!=[Target Email]", "actor is not exactly the same as Target Email"),
        ("a<[b]", "a < [b]"),
        ("hour(Event Time):[22 TO 6]", "hour of Event Time 22 … 6"),
        ("-weekday(t):(sat OR sun)", "weekday of t is not sat or sun"),
        ("-weekend(t)", "t is not at a weekend"),
        ("office(t)", "t is in office hours (Mon to Fri, 8 to 18)"),
        ("count(tags)>2", "number of tags > 2"),
        ("all(tags):(a OR b)", "tags each is a or b"),
        ("empty(s)", "s is empty"),
        ("t>=now-7d", "t ≥ 7 days before the last event"),
        ("t:today", "t is today by the clock"),
        ("*=Word", "contains exactly Word"),
    ];
    for (text, said) in cases {
        assert_eq!(describe(&read(text)).to_string(), said);
    }
    let many: Vec<String> = (0..12_000).map(|n| format!("user{n}@example.com")).collect();
    let listed = test("User Email", Op::In(many.into()));
    assert_eq!(describe(&listed).to_string(), "User Email is one of 12,000 values");
    assert!(describe(&read("-x")).negated);
}

#[test]
fn the_nearest_name_is_found() {
    let names = ["Event Type", "Event Time", "User Email", "IP Address", "Status"];
    assert_eq!(nearest("event_typ", &names), Some("Event Type"));
    assert_eq!(nearest("EVENTTIME", &names), Some("Event Time"));
    assert_eq!(nearest("stauts", &names), Some("Status"));
    assert_eq!(nearest("email", &names), Some("User Email"));
    assert_eq!(nearest("event", &names), None);
    assert_eq!(nearest("banana", &names), None);
    assert_eq!(resolve("USER_EMAIL", &names), Some(2));
    assert_eq!(resolve("a_b", &["A B", "A_B"]), None);
    assert_eq!(resolve("A_B", &["A B", "A_B"]), Some(1));
}

#[test]
fn pasted_lines_become_a_list() {
    let mut lists = Lists::default();
    let list = pasted("ann\r\n  bob b \n\nann\nc,d").expect("several lines");
    assert_eq!(lists.written(list), "in (ann, \"bob b\", \"c,d\")");
    let many: String = (0..30).map(|n| format!("user{n}\n")).collect();
    let list = pasted(&many).expect("several lines");
    assert_eq!(lists.written(list.clone()), "in #1");
    assert_eq!(
        parse_with("user in #1", &lists).unwrap().predicate,
        test("user", Op::In(list))
    );
    assert_eq!(pasted("one line\n"), None);
}

/// The context at `|`.
fn at(text: &str) -> (Place, String, String) {
    let caret = text.chars().position(|c| c == '|').unwrap();
    let text = text.replacen('|', "", 1);
    let context = suggest(&text, caret, &["Event Type", "Status"]);
    let span = text.chars().skip(context.span.start).take(context.span.len()).collect();
    (context.place, context.typed, span)
}

#[test]
fn the_caret_is_somewhere() {
    let value = |column: &str| Place::Value(column.into());
    let cases = [
        ("|", Place::Column, "", ""),
        ("Sta|", Place::Column, "Sta", "Sta"),
        ("St|atus:x", Place::Column, "St", "Status"),
        ("\"Event T|", Place::Column, "Event T", "\"Event T"),
        ("a AND (|", Place::Column, "", ""),
        ("a -|", Place::Column, "", ""),
        ("a -St|", Place::Column, "St", "St"),
        ("status:|", value("Status"), "", ""),
        ("status: |", value("Status"), "", ""),
        ("status:Fa|il x", value("Status"), "Fa", "Fail"),
        ("status:\"two w|", value("Status"), "two w", "\"two w"),
        ("status:(a OR |", value("Status"), "", ""),
        ("status:(a OR b|", value("Status"), "b", "b"),
        ("\"Event Type\">=1|", value("Event Type"), "1", "1"),
        ("other:[ab TO c|d]", value("other"), "c", "cd"),
        ("status |", Place::Sign("Status".into()), "", ""),
        ("word |", Place::Junction, "", ""),
        ("status:x |", Place::Junction, "", ""),
        ("status:(x) |", Place::Junction, "", ""),
        ("hour(|", Place::Argument(Function::Hour), "", ""),
        ("hour(Event T|", Place::Argument(Function::Hour), "Event T", "Event T"),
        ("first(status, Ev|)", Place::Argument(Function::First), "Ev", "Ev"),
        ("hour(Event Type)|", Place::Sign("hour".into()), "", ""),
        ("weekend(x)|", Place::Junction, "", ""),
        ("hour(Event Type):|", Place::Part(Function::Hour), "", ""),
        ("weekday(x):(sat OR su|", Place::Part(Function::Weekday), "su", "su"),
        ("all(status):Fa|", value("Status"), "Fa", "Fa"),
        ("status=[Ev|", Place::Other, "Ev", "Ev"),
        ("status in (|", Place::Item("Status".into()), "", ""),
        ("status in (a, Fa|il)", Place::Item("Status".into()), "Fa", "Fail"),
        ("status in (a,|", Place::Item("Status".into()), "", ""),
        ("status:x an|", Place::Column, "an", "an"),
        ("status:x and|", Place::Junction, "and", "and"),
    ];
    for (text, place, typed, span) in cases {
        assert_eq!(at(text), (place, typed.to_owned(), span.to_owned()), "{text}");
    }
}

#[test]
fn a_completion_is_taken() {
    let take = |text: &str, choice: &str| {
        let caret = text.chars().position(|c| c == '|').unwrap();
        let text = text.replacen('|', "", 1);
        let (text, caret) = suggest(&text, caret, &["Event Type", "Status"]).accept(&text, choice);
        let at = text.char_indices().nth(caret).map_or(text.len(), |(at, _)| at);
        format!("{}|{}", &text[..at], &text[at..])
    };
    assert_eq!(take("Ev|", "Event Type"), "\"Event Type\":|");
    assert_eq!(take("Ev| :x", "Event Type"), "\"Event Type\"| :x");
    assert_eq!(take("é status:Fa| y", "Two Words"), "é status:\"Two Words\" |y");
    assert_eq!(take("status:(a OR |)", "b"), "status:(a OR b|)");
    assert_eq!(take("status |", "!="), "status!=|");
    assert_eq!(take("status:x |", "AND"), "status:x AND |");
    assert_eq!(take("hour(Ev|", "Event Type"), "hour(Event Type):|");
    assert_eq!(take("weekend(Ev|)", "Event Type"), "weekend(Event Type|)");
    assert_eq!(take("status=[Ev|", "Event Type"), "status=[Event Type] |");
    assert_eq!(take("status in (a, b|", "two words"), "status in (a, \"two words\", |");
    let context = suggest("status: x", 7, &["Status"]);
    assert_eq!(context.sign, Some(6..7));
    assert_eq!(context.resign("status: x", "!="), ("status!= x".to_owned(), 8));
    assert_eq!(
        suggest("ho", 2, &["Status"]).put("ho", "hour(t):"),
        ("hour(t):".to_owned(), 8)
    );
}

#[test]
fn patterns_stand_between_slashes() {
    let matches = |pattern: &str| Predicate::test("path", Op::Matches(pattern.to_owned()));
    assert_eq!(parse("path:/fail(ed|ure)/").unwrap().predicate, matches("fail(ed|ure)"));
    assert_eq!(
        parse(r"path:/a\/b\s/ x").unwrap().predicate,
        Predicate::all([matches(r"a\/b\s"), Predicate::Anywhere("x".into())])
    );
    assert_eq!(
        parse("path:(/a/ OR /b/)").unwrap().predicate,
        Predicate::any([matches("a"), matches("b")])
    );
    // A path is a text, and so is what only begins with a slash.
    for text in ["/v2/files", "/", "//", "/a"] {
        assert_eq!(
            parse(&format!("path:{text}")).unwrap().predicate,
            Predicate::test("path", Op::Is(text.to_owned())),
            "{text}"
        );
    }
    assert_eq!(
        print(&Predicate::test("path", Op::Is("/v2/".to_owned()))),
        "path:\"/v2/\""
    );
    assert_eq!(
        describe(&matches("a b").negate()).to_string(),
        "path does not match /a b/"
    );
    assert_eq!(parse("path>=/a/").unwrap_err().at, Some(6));
}

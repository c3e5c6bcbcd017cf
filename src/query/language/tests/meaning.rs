//! What filters mean, one by one.

use super::*;

#[test]
fn filters_mean_what_people_mean() {
    use Comparison::{Greater, GreaterOrEqual, Less, LessOrEqual};
    let all = |parts: Vec<Predicate>| Predicate::all(parts);
    let any = |parts: Vec<Predicate>| Predicate::any(parts);
    let cases = [
        ("", Predicate::All),
        (" \t ", Predicate::All),
        ("*", Predicate::All),
        ("*:*", Predicate::All),
        ("word", word("word")),
        ("fail*", word("fail")),
        ("why?", word("why?")),
        ("\"a phrase\"", word("a phrase")),
        ("“a phrase”", word("a phrase")),
        ("„so nicht”", word("so nicht")),
        (r#""say \"hi\" \\ C:\new \u{a}""#, word("say \"hi\" \\ C:\\new \n")),
        ("\"*\"", word("*")),
        ("*:x", word("x")),
        ("a b", all(vec![word("a"), word("b")])),
        ("a and b AND c", all(vec![word("a"), word("b"), word("c")])),
        ("a && b", all(vec![word("a"), word("b")])),
        ("a || b&&c", any(vec![word("a"), all(vec![word("b"), word("c")])])),
        ("a OR b c", any(vec![word("a"), all(vec![word("b"), word("c")])])),
        ("(a OR b) c", all(vec![any(vec![word("a"), word("b")]), word("c")])),
        ("NOT a OR b", any(vec![word("a").negate(), word("b")])),
        ("-a", word("a").negate()),
        ("!a", word("a").negate()),
        ("! a", word("a").negate()),
        ("not not a", word("a")),
        ("+must -other", all(vec![word("must"), word("other").negate()])),
        ("NOT(a b)", all(vec![word("a"), word("b")]).negate()),
        (
            "EVENT_TYPE:CONNECTIONS and STATUS:FAILURE",
            all(vec![is("EVENT_TYPE", "CONNECTIONS"), is("STATUS", "FAILURE")]),
        ),
        (
            "EVENT_TIME>=\"2026-01-01T00:00:00.000Z\" and EVENT_TIME<\"2026-01-08T00:00:00.000Z\"",
            all(vec![
                compare("EVENT_TIME", GreaterOrEqual, "2026-01-01T00:00:00.000Z"),
                compare("EVENT_TIME", Less, "2026-01-08T00:00:00.000Z"),
            ]),
        ),
        ("ACTOR_EMAIL:\"a@b\"", is("ACTOR_EMAIL", "a@b")),
        ("field:\"two words\"", is("field", "two words")),
        ("field : value", is("field", "value")),
        ("field:*", test("field", Op::Exists)),
        ("field=*", test("field", Op::Exists)),
        ("field:\"*\"", is("field", "*")),
        ("field:te*t", like("field", "te*t")),
        ("field:te?t", like("field", "te?t")),
        ("field:\"te*t\"", is("field", "te*t")),
        ("field:\"two w\"*", like("field", "two w*")),
        ("field:\"\"", is("field", "")),
        ("field:(a OR b)", any(vec![is("field", "a"), is("field", "b")])),
        (
            "field:(a and not b*)",
            all(vec![is("field", "a"), like("field", "b*").negate()]),
        ),
        (
            "field:((a OR b) AND !c)",
            all(vec![
                any(vec![is("field", "a"), is("field", "b")]),
                is("field", "c").negate(),
            ]),
        ),
        (
            "field:(-5 OR >7)",
            any(vec![is("field", "-5"), compare("field", Greater, "7")]),
        ),
        (
            "field:([1 TO 3] OR 7)",
            any(vec![between("field", Some("1"), Some("3")), is("field", "7")]),
        ),
        (
            "field!=(a OR b)",
            any(vec![equals("field", "a"), equals("field", "b")]).negate(),
        ),
        ("field:!x", is("field", "x").negate()),
        ("field:-5", is("field", "-5")),
        ("field:OR", is("field", "OR")),
        ("field:[a TO b]", between("field", Some("a"), Some("b"))),
        ("field:[* TO \"b ]\"]", between("field", None, Some("b ]"))),
        (
            "field:[2026-01-01 10:00 to 2026-01-02 11:00]",
            between("field", Some("2026-01-01 10:00"), Some("2026-01-02 11:00")),
        ),
        (
            "field:{1 TO 3]",
            all(vec![compare("field", Greater, "1"), compare("field", LessOrEqual, "3")]),
        ),
        (
            "time:2026-01-01..2026-01-07",
            between("time", Some("2026-01-01"), Some("2026-01-07")),
        ),
        ("n:5..", between("n", Some("5"), None)),
        ("n:..-5", between("n", None, Some("-5"))),
        (
            "t:\"2026-01-01 10\"..\"x y\"",
            between("t", Some("2026-01-01 10"), Some("x y")),
        ),
        (
            "t:2026-01-01 10:00..2026-01-02 11:30 x",
            all(vec![
                between("t", Some("2026-01-01 10:00"), Some("2026-01-02 11:30")),
                word("x"),
            ]),
        ),
        ("path:../../etc/passwd", is("path", "../../etc/passwd")),
        ("say:wait...", is("say", "wait...")),
        ("n>5", compare("n", Greater, "5")),
        ("n >= 5", compare("n", GreaterOrEqual, "5")),
        ("n<=-5", compare("n", LessOrEqual, "-5")),
        ("n:>5", compare("n", Greater, "5")),
        ("field=\"Exact\"", equals("field", "Exact")),
        ("field==Exact", equals("field", "Exact")),
        ("field!=x", equals("field", "x").negate()),
        ("field != \"x\"", equals("field", "x").negate()),
        ("field<>x", equals("field", "x").negate()),
        ("\"Event Type\":LOGIN", is("Event Type", "LOGIN")),
        ("“Event Type” = LOGIN", equals("Event Type", "LOGIN")),
        ("@user.name-x/y#z:v", is("@user.name-x/y#z", "v")),
        ("and:x not:y", all(vec![is("and", "x"), is("not", "y")])),
        ("ip:10.0.0.1", is("ip", "10.0.0.1")),
        ("ip:10.0.0.0/8", is("ip", "10.0.0.0/8")),
        ("user:a@b.c", is("user", "a@b.c")),
        (
            "time>=2026-01-01T10:00:00Z",
            compare("time", GreaterOrEqual, "2026-01-01T10:00:00Z"),
        ),
        (
            "time>=2026-01-01 10:00:00",
            compare("time", GreaterOrEqual, "2026-01-01 10:00:00"),
        ),
        (
            "(time<2026-01-05 14:03:22.118 UTC)",
            compare("time", Less, "2026-01-05 14:03:22.118Z"),
        ),
        (
            "time>2026-01-01 10 x",
            all(vec![compare("time", Greater, "2026-01-01"), word("10"), word("x")]),
        ),
        ("x:arn:aws:iam::1:user/x", is("x", "arn:aws:iam::1:user/x")),
        ("http://x", is("http", "//x")),
        ("path:C:\\Temp\\*", like("path", "C:\\Temp\\*")),
        ("url:\"https://x/?a=1&&b=2\"", is("url", "https://x/?a=1&&b=2")),
        ("a - b", all(vec![word("a"), word("-"), word("b")])),
        // Letter case counts after `=`.
        ("user=Mar*", test("user", Op::LikeExactly("Mar*".into()))),
        ("user!=Mar*", test("user", Op::LikeExactly("Mar*".into())).negate()),
        ("path=/Get[A-Z]/", test("path", Op::MatchesExactly("Get[A-Z]".into()))),
        ("*=\"Two Words\"", Predicate::AnywhereExactly("Two Words".into())),
        ("*!=Word", Predicate::AnywhereExactly("Word".into()).negate()),
        // Column beside column.
        (
            "actor=[target]",
            test("actor", Op::Column(Relation::Equals, "target".into())),
        ),
        (
            "actor != [Target Email]",
            test("actor", Op::Column(Relation::Equals, "Target Email".into())).negate(),
        ),
        (
            "actor:[\"valid to\"]",
            test("actor", Op::Column(Relation::Is, "valid to".into())),
        ),
        (
            "a>=[b]",
            test("a", Op::Column(Relation::Compare(GreaterOrEqual), "b".into())),
        ),
        (
            "a:([b] OR <[c])",
            any(vec![
                test("a", Op::Column(Relation::Is, "b".into())),
                test("a", Op::Column(Relation::Compare(Less), "c".into())),
            ]),
        ),
        // Lists.
        (
            "user in (a, \"b c\",d,)",
            test("user", Op::In(["a".to_owned(), "b c".into(), "d".into()].into())),
        ),
        (
            "user IN(a,a,b)",
            test("user", Op::In(["a".to_owned(), "b".into()].into())),
        ),
        (
            "user not in= (a, B)",
            test("user", Op::InExactly(["a".to_owned(), "B".into()].into())).negate(),
        ),
        ("user in (a)", is("user", "a")),
        ("* in (a, b)", any(vec![word("a"), word("b")])),
        ("logged in today", all(vec![word("logged"), word("in"), word("today")])),
        ("in=x not in", all(vec![equals("in", "x"), word("in").negate()])),
        // Parts.
        ("hour(time):9", part("time", Part::Hour, Extent::Is("9".into()))),
        (
            "Hour( Event Time ) : [22 TO 6]",
            part(
                "Event Time",
                Part::Hour,
                Extent::Between(Some("22".into()), Some("6".into())),
            ),
        ),
        (
            "hour(time):9..17",
            part("time", Part::Hour, Extent::Between(Some("9".into()), Some("17".into()))),
        ),
        (
            "hour(time)>=22:30",
            part("time", Part::Hour, Extent::Compare(GreaterOrEqual, "22:30".into())),
        ),
        (
            "weekday(\"t)\"):(sat OR sun)",
            any(vec![
                part("t)", Part::Weekday, Extent::Is("sat".into())),
                part("t)", Part::Weekday, Extent::Is("sun".into())),
            ]),
        ),
        (
            "hour(time) in (9, 10)",
            any(vec![
                part("time", Part::Hour, Extent::Is("9".into())),
                part("time", Part::Hour, Extent::Is("10".into())),
            ]),
        ),
        (
            "weekday(time)!=mon",
            part("time", Part::Weekday, Extent::Is("mon".into())).negate(),
        ),
        ("hour(time):*", test("time", Op::Exists)),
        (
            "count(tags):{2 TO *]",
            part("tags", Part::Count, Extent::Compare(Greater, "2".into())),
        ),
        ("-weekend(time)", test("time", Op::Weekend).negate()),
        (
            "office(time) empty(x)",
            all(vec![test("time", Op::Office), test("x", Op::Empty)]),
        ),
        ("null(x)", test("x", Op::Exists).negate()),
        ("NOT null(x)", test("x", Op::Exists)),
        ("any(tags):a", is("tags", "a")),
        ("all(tags):a", every("tags", is("tags", "a"))),
        ("all(tags)!=a", every("tags", equals("tags", "a").negate())),
        (
            "all(tags):((a OR b*) AND !c)",
            every(
                "tags",
                all(vec![
                    any(vec![is("tags", "a"), like("tags", "b*")]),
                    is("tags", "c").negate(),
                ]),
            ),
        ),
        (
            "all(tags) in (a, b)",
            every("tags", test("tags", Op::In(["a".to_owned(), "b".into()].into()))),
        ),
        (
            "first(User Email, \"a,b\" by Event Time)",
            Predicate::First {
                columns: vec!["User Email".into(), "a,b".into()],
                time: Some("Event Time".into()),
            },
        ),
        (
            "NOT first(user)",
            Predicate::First {
                columns: vec!["user".into()],
                time: None,
            }
            .negate(),
        ),
        ("rows(17..20, 3, 4)", Predicate::Rows(vec![(3, 4), (17, 20)])),
        // Times from elsewhere are literals like any other.
        ("time>=now-7d", compare("time", GreaterOrEqual, "now-7d")),
        (
            "time:[now-1d/d TO now/d]",
            between("time", Some("now-1d/d"), Some("now/d")),
        ),
        ("time:today", is("time", "today")),
    ];
    for (text, meant) in cases {
        assert_eq!(read(text), meant, "{text}");
    }
}

//! What each kind of input reads as: cells, columns, warnings, positions.

mod record;

use audit_explorer::engine::Loader;
use audit_explorer::format::{Choice, Encoding, Format, LIST, Reader};
use record::{Recorder, read};

fn whole(text: &str) -> Recorder {
    read(text.as_bytes(), &[]).0
}

/// Checks rows and the number of warnings.
fn check(text: &str, rows: &[&str], warnings: usize) {
    let recorder = whole(text);
    assert_eq!(recorder.lines(), rows, "{text}");
    assert_eq!(recorder.warnings.len(), warnings, "{text}: {:?}", recorder.said());
    for (at, row) in recorder.positions.iter().zip(1..) {
        assert!(at.row >= row && at.file == 3);
    }
}

#[test]
fn csv_cells() {
    check("a,b\n1,x\n,\"\"\n", &["a=u:1 b=u:x", "a=- b=u:"], 0);
    check(
        "a,b\r\n\"x, \"\"y\"\"\r\nz\",2\r\n\r\n3,4",
        &["a=u:x, \"y\"\r\nz b=u:2", "a=u:3 b=u:4"],
        0,
    );
    check("a,b\r1,2\r\r3,4\r", &["a=u:1 b=u:2", "a=u:3 b=u:4"], 0);
    check("\u{FEFF}a;b\n1;2,5\n", &["a=u:1 b=u:2,5"], 0);
    check("sep=;\r\na;b\r\n1;2\r\n", &["a=u:1 b=u:2"], 0);
    check(
        "#TYPE System.Object\r\n\"a\",\"b\"\r\n\"1\",\"2\"\r\n",
        &["a=u:1 b=u:2"],
        0,
    );
    check(
        "a,b\n5\" disk,x\"y\"\nq,r\n",
        &["a=u:5\" disk b=u:x\"y\"", "a=u:q b=u:r"],
        0,
    );
    check("name\nada\n\ngrace\n", &["name=u:ada", "name=u:grace"], 0);
}

#[test]
fn quotes_that_go_astray_cost_no_rows() {
    let rows = |from: usize, to: usize| -> String { (from..to).map(|at| format!("{at},user{at},x\n")).collect() };
    let quoted = |from: usize, to: usize| rows(from, to).replace(",x", ",\"x, y\"");
    let lines = |text: &str| whole(text).lines();
    for stray in ["7,\"ada,x\n", "\"7,ada,x\n", "7,ada,\"x\n", "7,ada,\"x\r\n"] {
        for below in [
            rows(8, 10),
            rows(8, 4000),
            quoted(8, 12),
            rows(8, 9) + &quoted(9, 9000),
            rows(8, 10).replace(",x\n8", ",x"),
        ] {
            let text = format!("n,user,what\n{}{stray}{below}", rows(1, 7));
            let expected = lines(&text.replacen(stray, &stray.replace('"', ""), 1));
            let found = whole(&text);
            assert_eq!(found.lines(), expected, "{stray}");
            assert_eq!(found.said().len(), 1, "{stray}");
            assert!(found.said()[0].contains("not closed where its cell ends"));
            assert_eq!(lines(&text.replacen(&rows(1, 7), "", 1)), expected[6..]);
        }
    }
    // Every row has one.
    let strays = rows(0, 400).replace(",user", ",\"user");
    assert_eq!(lines(&format!("n,user,what\n{strays}")).len(), 400);
    // Cells of several lines are cells, whatever their lines look like; and so is what nobody can tell.
    for cell in ["\"x\n1,2,3\n4,5,6\"", "\"a\nb\"c\"", "\"\"\"x\n1,2,3\""] {
        let text = format!("n,user,what\n1,ada,{cell}\n2,bob,x\n");
        assert_eq!(lines(&text).len(), 2, "{cell}");
    }
    check(
        "n,text\n1,\"{\n \\\"a\\\": 1,\n \\\"b\\\": 2,\n}\"\n2,x\n",
        &["n=u:1 text=u:{\n \"a\": 1,\n \"b\": 2,\n}", "n=u:2 text=u:x"],
        0,
    );
}

#[test]
fn marks_between_files_that_were_joined_are_passed_over() {
    const MARK: &str = "\u{FEFF}";
    let both = ["a=n:1", "a=n:2"];
    for (first, second) in [
        ("[{\"a\":1}]", "[{\"a\":2}]"),
        ("[\n  {\"a\": 1}\n]\n", "[\n  {\"a\": 2}\n]\n"),
        ("{\"a\":1}\n", "{\"a\":2}\n"),
        ("{\"a\":1}", "{\"a\":2}"),
        ("{\n\"a\":1}\n", "{\n\"a\":2}\n"),
        (
            "{\"Records\":[{\"a\":1,\"t\":\"2024-01-31\"}]}\n",
            "{\"Records\":[{\"a\":2,\"t\":\"2024-01-31\"}]}\n",
        ),
        ("a,t\n1,\n", "a,t\n2,\n"),
    ] {
        let text = format!("{first}{MARK}{second}");
        let found: Vec<String> = whole(&text)
            .lines()
            .iter()
            .map(|line| {
                line.replace("u:", "n:")
                    .replace(" t=t:2024-01-31", "")
                    .replace(" t=-", "")
            })
            .collect();
        assert_eq!(found, both, "{text}");
        for cut in 1..text.len() {
            assert_eq!(
                read(text.as_bytes(), &[cut]).0.lines(),
                whole(&text).lines(),
                "{text} cut at {cut}"
            );
        }
    }
    check(
        &format!("n,user\n1,ada\n{MARK}\"2\",bob\n"),
        &["n=u:1 user=u:ada", "n=u:2 user=u:bob"],
        0,
    );
    let lines = "2024-01-31 10:00:00 sshd: a=1 b=2 c=3\n";
    assert_eq!(whole(&format!("{lines}{MARK}{lines}")).rows.len(), 2);
}

#[test]
fn lists_of_records_beside_each_other_are_one_log() {
    let event = |n: u32| format!(r#"{{"at":"2024-01-31T10:00:0{n}Z","n":{n}}}"#);
    let text = format!(
        r#"{{"users":[{{"id":7}}],"events":[{},{}],"next":{{"tags":["x"],"rows":[{{"n":1}}]}},"log[ins":[{}],"more":{{"late":[{}]}},"total":[1]}}"#,
        event(1),
        event(2),
        event(3),
        event(4)
    );
    let both = |text: &str| text.replace(",\"n\":", ", \"n\": ").replace("}],", "}\n],\n");
    for text in [text.clone(), both(&text)] {
        let found = whole(&text);
        let rows = [
            "at=t:2024-01-31T10:00:01Z n=n:1",
            "at=t:2024-01-31T10:00:02Z n=n:2",
            "table=t:log[ins at=t:2024-01-31T10:00:03Z n=n:3",
            "table=t:late at=t:2024-01-31T10:00:04Z n=n:4",
        ];
        assert_eq!(found.lines(), rows);
        let said = found.said();
        assert!(said[0].contains("“log[ins”") && said[1].contains("“late”"), "{said:?}");
        assert!(
            said[2].contains("users = [{\"id\"") && said[2].contains("next.rows = ") && !said[2].contains("late"),
            "{said:?}"
        );
        for cut in 1..text.len() {
            assert_eq!(read(text.as_bytes(), &[cut]).0, found, "cut at {cut}");
        }
        // Each envelope begins anew.
        let twice = whole(&(text.clone() + "\n" + &text)).lines();
        assert_eq!(twice, [rows, rows].concat());
    }
    let nested = format!(
        r#"{{"results":[{{"events":[{},{}]}}],"meta":{{"n":1}}}}"#,
        event(1),
        event(2)
    );
    assert_eq!(whole(&nested).lines().len(), 2);
}

#[test]
fn series_have_a_row_for_each_moment() {
    let text = r#"{"status":"success","data":{"resultType":"streams","result":[
        {"stream":{"app":"a"},"values":[["1773440103000000000","x, y"],["1773440104000000000","é",{"id":"1"}]]},
        {"stream":{"app":"b"},"values":[["1773440105000000000","z"]]}],"stats":{}}}"#;
    let rows = [
        "stream.app=t:a values.time=t:1773440103000000000 values.value=t:x, y",
        "stream.app=t:a values.time=t:1773440104000000000 values.value=t:é values.more.id=t:1",
        "stream.app=t:b values.time=t:1773440105000000000 values.value=t:z",
    ];
    check(text, &rows, 1);
    let found = whole(text);
    let raw = |at: usize| &text[found.positions[at].byte as usize..][..found.positions[at].length as usize];
    assert_eq!(raw(0), r#"["1773440103000000000","x, y"]"#);
    assert_eq!(raw(2), r#"["1773440105000000000","z"]"#);
    check(
        r#"{"data":{"result":[{"metric":{"job":"j"},"values":[[1773440103,"1"],[1773440104.5,"2"]]}]}}"#,
        &[
            "metric.job=t:j values.time=n:1773440103 values.value=t:1",
            "metric.job=t:j values.time=n:1773440104.5 values.value=t:2",
        ],
        0,
    );
    // A moment of more parts than have names is kept as it stands.
    check(
        r#"{"data":{"result":[{"values":[[1773440103,"1"],[1773440104,"2",{"n":3},4]]}]}}"#,
        &[
            "values.time=n:1773440103 values.value=t:1",
            r#"values=s:[1773440104,"2",{"n":3},4]"#,
        ],
        0,
    );
    assert_eq!(
        whole(r#"{"data":[{"name":"n","values":[[1,2],[3,4]]},{"name":"m","values":[]}]}"#)
            .rows
            .len(),
        2
    );
}

#[test]
fn json_rows_without_names_and_on_lines() {
    let (one, two) = (
        r#"["2024-01-31T10:00:01Z","ada",1]"#,
        r#"["2024-01-31T10:00:02Z",null,[2]]"#,
    );
    let rows = [
        "column 1=t:2024-01-31T10:00:01Z column 2=t:ada column 3=n:1",
        "column 1=t:2024-01-31T10:00:02Z column 2=- column 3=s:[2]",
    ];
    check(&format!("{one}\n{two}\n"), &rows, 0);
    check(&format!("[{one},\n{two}]"), &rows, 0);
    let named = rows.map(|row| {
        row.replace("column 1", "at")
            .replace("column 2", "who")
            .replace("column 3", "n")
    });
    assert_eq!(whole(&format!("[\"at\",\"who\",\"n\"]\n{one}\n{two}\n")).lines(), named);
    check("[1,2]\n[3,4]\n", &["value=s:[1,2]", "value=s:[3,4]"], 0);
}

#[test]
fn json_columns_of_values() {
    let rows = [
        "at=t:2024-01-31T10:00:01Z n=n:1 more.x=t:a",
        "at=t:2024-01-31T10:00:02Z n=- more.x=t:é",
    ];
    for text in [
        r#"{"at":["2024-01-31T10:00:01Z","2024-01-31T10:00:02Z"],"n":[1,null],"more":[{"x":"a"},{"x":"é"}]}"#,
        r#"{"at":{"0":"2024-01-31T10:00:01Z","1":"2024-01-31T10:00:02Z"}, "n":{"0":1,"1":null}, "more":{"0":{"x":"a"},"1":{"x":"é"}} }"#,
    ] {
        check(text, &rows, 0);
    }
    for text in [
        r#"{"at":["2024-01-31T10:00:01Z","2024-01-31T10:00:02Z"],"n":[1]}"#,
        r#"{"at":["2024-01-31T10:00:01Z","2024-01-31T10:00:02Z"],"n":1}"#,
        r#"{"at":["a","b"],"n":[1,2]}"#,
        r#"{"at":["2024-01-31T10:00:01Z","b"],"n":[1,2]}"#,
        r#"{"at":["2024-01-31T10:00:01Z"],"n":[1]}"#,
    ] {
        assert_eq!(whole(text).rows.len(), 1, "{text}");
    }
}

#[test]
fn answers_with_their_headers() {
    let head = "HTTP/2 200\r\ncontent-type: text/plain\r\nlink: <https://x>; rel=\"self\"\r\n\r\n";
    check(&format!("{head}[{{\"a\":1}},{{\"a\":2}}]"), &["a=n:1", "a=n:2"], 1);
    check(&format!("{head}{{\"a\":1}}\n{{\"a\":2}}\n"), &["a=n:1", "a=n:2"], 1);
    check(&format!("{head}a,b\r\n1,2\r\n"), &["a=u:1 b=u:2"], 1);
}

#[test]
fn csv_that_lines_with_a_mark_describe() {
    check(
        "#Software: X\r\n#Fields: date time c-ip sc-status\r\n2026-03-13 22:15:03 10.0.0.1 200\r\n#Date: later\r\n#Fields: date c-ip time\r\n2026-03-14 10.0.0.2 -\r\n",
        &[
            "date=u:2026-03-13 time=u:22:15:03 c-ip=u:10.0.0.1 sc-status=u:200",
            "date=u:2026-03-14 c-ip=u:10.0.0.2 time=-",
        ],
        0,
    );
    check(
        "#separator \\x09\n#fields\tts\tid.orig_h\tservice\n#types\ttime\taddr\tstring\n1773440103.5\t10.0.0.1\t(empty)\n#close\t2026\n",
        &["ts=u:1773440103.5 id.orig_h=u:10.0.0.1 service=-"],
        0,
    );
}

#[test]
fn csv_headers_are_unique_and_named() {
    check("a, a ,,a\n1,2,3,4\n", &["a=u:1 a (2)=u:2 column 3=u:3 a (3)=u:4"], 0);
}

#[test]
fn csv_ragged_rows_are_kept_and_noted() {
    check(
        "a,b,c\n1\n1,2,3,4,5\n1,2,3,,\n6,7,8\n",
        &[
            "a=u:1",
            "a=u:1 b=u:2 c=u:3 column 4=u:4 column 5=u:5",
            "a=u:1 b=u:2 c=u:3",
            "a=u:6 b=u:7 c=u:8",
        ],
        2,
    );
}

#[test]
fn csv_cut_inside_quotes() {
    let recorder = whole("a,b,c\n1,2,3\n4,\"fi\"\"ve");
    assert_eq!(recorder.lines(), ["a=u:1 b=u:2 c=u:3", "a=u:4 b=u:fi\"ve"]);
    assert!(
        recorder.said()[0].contains("The quote at byte 14 is never closed"),
        "{:?}",
        recorder.said()
    );
    assert_eq!(recorder.warnings[0].at.row, 2);
}

#[test]
fn csv_bytes_that_are_no_utf8_are_windows_1252() {
    let (recorder, _) = read(b"a,b\n1,2\n\xE9t\xE9,\"x\xFF\"\"\"\n", &[]);
    assert_eq!(recorder.lines(), ["a=u:1 b=u:2", "a=u:été b=u:xÿ\""]);
    assert_eq!(
        recorder.said(),
        ["The byte at 8 is not UTF-8; it and all others like it were read as Windows-1252."]
    );
    assert!(!recorder.warnings[0].rejected && recorder.warnings[0].at.row == 2);
}

#[test]
fn csv_lines_around_the_table_are_told_and_no_rows() {
    let text = "Audit report of Example Ltd\nGenerated: 2024-01-31\n\nTime,User,Action\n1,ada,in\n2,bob,out\n3,cy,in\n\nTotal rows: 3\n";
    check(
        text,
        &[
            "Time=u:1 User=u:ada Action=u:in",
            "Time=u:2 User=u:bob Action=u:out",
            "Time=u:3 User=u:cy Action=u:in",
        ],
        2,
    );
    let said = whole(text);
    assert!(said.warnings[0].raw.contains("Generated") && said.warnings[1].raw == "Total rows: 3");
    // A cut row is a row, and so is a short one that others follow.
    check("a,b,c\n1,2,3\n4\n", &["a=u:1 b=u:2 c=u:3", "a=u:4"], 1);
    check("a,b,c\nx y\n1,2,3\n", &["a=u:x y", "a=u:1 b=u:2 c=u:3"], 1);
}

#[test]
fn csv_lines_before_the_table_may_be_filled_up_with_empty_cells() {
    check(
        "Audit report,,,\nFrom:,2026-01-05,,\n,,,\ntime,user,ip,note\n1,ada,x,\n2,bob,y,z\n3,eve,z,\n4,ida,z,\n",
        &[
            "time=u:1 user=u:ada ip=u:x note=-",
            "time=u:2 user=u:bob ip=u:y note=u:z",
            "time=u:3 user=u:eve ip=u:z note=-",
            "time=u:4 user=u:ida ip=u:z note=-",
        ],
        1,
    );
}

#[test]
fn csv_without_names_loses_no_row() {
    check(
        "2024-01-31T12:00:00Z,ada,10.0.0.1\n2024-01-31T12:00:01Z,bob,10.0.0.2\n2024-01-31T12:00:02Z,cy,10.0.0.3\n",
        &[
            "column 1=u:2024-01-31T12:00:00Z column 2=u:ada column 3=u:10.0.0.1",
            "column 1=u:2024-01-31T12:00:01Z column 2=u:bob column 3=u:10.0.0.2",
            "column 1=u:2024-01-31T12:00:02Z column 2=u:cy column 3=u:10.0.0.3",
        ],
        1,
    );
    // Names that are dates, as in a pivot, are names.
    check(
        "who,2024-01-30 10:00,2024-01-31 10:00\nada,1,2\nbob,3,4\n",
        &[
            "who=u:ada 2024-01-30 10:00=u:1 2024-01-31 10:00=u:2",
            "who=u:bob 2024-01-30 10:00=u:3 2024-01-31 10:00=u:4",
        ],
        0,
    );
}

#[test]
fn a_header_may_be_longer_than_the_beginning() {
    let names: Vec<String> = (0..20_000).map(|n| format!("column number {n}")).collect();
    let text = format!("{}\n{}\n", names.join(","), vec!["1"; names.len()].join(","));
    let recorder = whole(&text);
    assert_eq!((recorder.columns.len(), recorder.rows.len()), (20_000, 1));
    assert_eq!(recorder.columns, names);
}

#[test]
fn lines_say_what_they_hold() {
    check(
        "type=LOGIN msg=audit(1364481363.243:24287): uid=0 msg='op=login acct=\"root\" res=success'\ntype=EOE msg=audit(1364481363.250:24288):\n",
        &[
            "type=u:LOGIN time=u:1364481363.243 serial=u:24287 uid=u:0 op=u:login acct=u:root res=u:success",
            "type=u:EOE time=u:1364481363.250 serial=u:24288",
        ],
        0,
    );
    check(
        "[23/11/2026, 08:58:40] anna: LOGIN 10.0.0.1\n[23/11/2026, 08:58:41] o’jörg: LOGIN 10.0.0.2\n",
        &[
            "time=u:23/11/2026, 08:58:40 program=u:anna message=u:LOGIN 10.0.0.1",
            "time=u:23/11/2026, 08:58:41 program=u:o’jörg message=u:LOGIN 10.0.0.2",
        ],
        0,
    );
    check(
        "Mar  6 12:34:56 web1 sshd[4711]: Failed password for ada\nMar  6 12:34:57 web1 sudo: ada : user=root ; done\n\n",
        &[
            "time=u:Mar  6 12:34:56 host=u:web1 program=u:sshd process=u:4711 message=u:Failed password for ada",
            "time=u:Mar  6 12:34:57 host=u:web1 program=u:sudo user=u:root message=u:ada : user=root ; done",
        ],
        0,
    );
    check(
        "2024-01-31T12:00:00Z h CEF:0|Acme|Wall|1\\|2|100|login failed|5|src=10.0.0.1 msg=two words suser=ada\n",
        &[
            "time=u:2024-01-31T12:00:00Z host=u:h vendor=u:Acme product=u:Wall version=u:1|2 signature=u:100 name=u:login failed severity=u:5 src=u:10.0.0.1 msg=u:two words suser=u:ada",
        ],
        0,
    );
    check(
        "2024-01-31T12:00:00Z stdout F {\"a\":{\"b\":1}}\n2024-01-31T12:00:01Z INFO {\"cut\":\n",
        &[
            "time=u:2024-01-31T12:00:00Z message=u:stdout F json=u:{\"a\":{\"b\":1}}",
            "time=u:2024-01-31T12:00:01Z message=u:INFO {\"cut\":",
        ],
        0,
    );
    check(
        "2024/01/31 12:00:00 [error] 7#7: open() failed, client: 10.0.0.1, server: x\n2024/01/31 12:00:01 [error] 7#7: no, client: 10.0.0.2, server: x\n2024/01/31 12:00:02 [error] 7#7: no, client: 10.0.0.2, server: x\n",
        &[
            "time=u:2024/01/31 12:00:00 level=u:error client=u:10.0.0.1 server=u:x message=u:7#7: open() failed",
            "time=u:2024/01/31 12:00:01 level=u:error client=u:10.0.0.2 server=u:x message=u:7#7: no",
            "time=u:2024/01/31 12:00:02 level=u:error client=u:10.0.0.2 server=u:x message=u:7#7: no",
        ],
        0,
    );
    check(
        "10.0.0.1 - ada [13/Mar/2026:22:15:03 +0000] \"GET /a HTTP/1.1\" 200 1\nno such line\n10.0.0.1 - - [13/Mar/2026:22:15:04 +0000] \"GET /a HTTP/1.1\" 200 1\n10.0.0.1 - - [13/Mar/2026:22:15:04 +0000] \"GET /a HTTP/1.1\" 200 1\n10.0.0.1 - - [13/Mar/2026:22:15:05 +0000] \"GET /a HTTP/1.1\" 200 1\n",
        &[
            "client=u:10.0.0.1 user=u:ada time=u:13/Mar/2026:22:15:03 +0000 method=u:GET path=u:/a protocol=u:HTTP/1.1 status=u:200 bytes=u:1",
            "message=u:no such line",
            "client=u:10.0.0.1 time=u:13/Mar/2026:22:15:04 +0000 method=u:GET path=u:/a protocol=u:HTTP/1.1 status=u:200 bytes=u:1",
            "client=u:10.0.0.1 time=u:13/Mar/2026:22:15:04 +0000 method=u:GET path=u:/a protocol=u:HTTP/1.1 status=u:200 bytes=u:1",
            "client=u:10.0.0.1 time=u:13/Mar/2026:22:15:05 +0000 method=u:GET path=u:/a protocol=u:HTTP/1.1 status=u:200 bytes=u:1",
        ],
        0,
    );
    check(
        "2024-01-31 12:00:00,123 ERROR it broke\n  at here\n  at there\n2024-01-31 12:00:01,123 INFO ok",
        &[
            "time=u:2024-01-31 12:00:00,123 message=u:ERROR it broke\n  at here\n  at there",
            "time=u:2024-01-31 12:00:01,123 message=u:INFO ok",
        ],
        0,
    );
}

#[test]
fn lists_of_objects_have_colons_at_other_places() {
    check(
        "\r\n\r\nAt     : 1\r\nWho    : ada\r\nOrigin : h:1\r\n\r\nMails  : a\r\n         b\r\n]; c\r\n\r\nAt  : 2\r\nWho : bo\r\n\r\n\r\nWho : cy\r\nAt  : 3\r\n",
        &[
            "At=u:1 Who=u:ada Origin=u:h:1\n Mails=u:a\nb\n]; c",
            "At=u:2 Who=u:bo",
            "Who=u:cy At=u:3",
        ],
        0,
    );
}

#[test]
fn an_object_behind_the_head_of_a_line_is_not_cut_at_pairs() {
    let json = "{\"dn\":\"CN=Ada,OU=x\",\"cmd\":\"a=1 b=2\"}";
    for head in [
        "2026-01-05T10:00:00Z ",
        "2026-01-05 10:00:00\t",
        "<13>Jan  5 10:00:00 h p[1]: ",
    ] {
        let text = format!("{head}{json}\n").repeat(3);
        let found = whole(&text);
        assert_eq!(found.rows.len(), 3);
        assert!(
            found.lines()[0].ends_with(&format!("message=u:{json}")),
            "{head}: {:?}",
            found.lines()
        );
    }
}

#[test]
fn lines_of_two_logs_are_records_of_either() {
    let access = "10.0.0.1 - ada [13/Mar/2026:22:15:03 +0000] \"GET /a HTTP/1.1\" 200 1";
    let read = "client=u:10.0.0.1 user=u:ada time=u:13/Mar/2026:22:15:03 +0000 method=u:GET path=u:/a protocol=u:HTTP/1.1 status=u:200 bytes=u:1";
    let timed = "2026-03-13 22:15:04,123 INFO it began, at last";
    let own = "time=u:2026-03-13 22:15:04,123 message=u:INFO it began, at last";
    let pairs = "2026-03-13 22:15:04,123 INFO user=ada action=in";
    let paired = "time=u:2026-03-13 22:15:04,123 user=u:ada action=u:in message=u:INFO";
    let (more, broke) = ("  at here\n", "\n  at here");
    check(
        &format!("{timed}\n{more}{access}\n{access}\n{timed}\n"),
        &[&format!("{own}{broke}"), read, read, own],
        0,
    );
    check(
        &format!("{access}\n{timed}\n{access}\n{timed}\n"),
        &[read, own, read, own],
        0,
    );
    let many = format!("{pairs}\n").repeat(8);
    let rows = [[paired; 8].as_slice(), &[read]].concat();
    check(&format!("{many}{access}\n"), &rows, 0);
    check(
        &format!("web-1  | {access}\napp-1  | {timed}\nweb-1  | {access}\napp-1  | {{\"a\":1}}\n"),
        &[
            &format!("{read} service=u:web-1"),
            &own.replace(" message", " service=u:app-1 message"),
            &format!("{read} service=u:web-1"),
            "message=u:app-1  | json=u:{\"a\":1}",
        ],
        0,
    );
}

#[test]
fn tables_that_blanks_part_may_have_commas_in_cells() {
    let rows = |who: &str| {
        (10..22)
            .map(|at| format!("2026-01-05T10:00:{at}Z  {who}  set\n"))
            .collect::<String>()
    };
    for who in ["Doe, Ada", "a,b,c,d "] {
        let found = whole(&format!("TIME                  WHO       WHAT\n{}", rows(who)));
        assert_eq!(found.rows.len(), 12);
        assert_eq!(
            found.lines()[0],
            format!("TIME=u:2026-01-05T10:00:10Z WHO=u:{} WHAT=u:set", who.trim())
        );
    }
    check(
        "TYPE    SOURCE       WHAT\nNormal  kubelet, n0  Pulled\nWarning  kubelet, n1  Was killed\n",
        &[
            "TYPE=u:Normal SOURCE=u:kubelet, n0 WHAT=u:Pulled",
            "TYPE=u:Warning SOURCE=u:kubelet, n1 WHAT=u:Was killed",
        ],
        0,
    );
}

#[test]
fn stack_traces_belong_to_the_event_above() {
    let java = "java.lang.RuntimeException: boom\n\tat c.e.A.b(A.java:1)\n\tat c.e.C.d(id=7 x=8)\nCaused by: java.io.IOException: a=1 b=2\n\t... 12 more\n";
    let python =
        "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f(x=1)\nValueError: boom\n";
    for trace in [java, python] {
        let line = |at: usize| {
            format!("2026-11-23 08:58:{at:02},123 INFO [main] c.e.Audit - user=ada action=in ip=10.1.3.{at}\n")
        };
        let text: String = (10..50)
            .map(|at| if at % 9 == 0 { line(at) + trace } else { line(at) })
            .collect();
        let found = whole(&text);
        assert_eq!(found.rows.len(), 40);
        assert!(found.lines()[8].contains(trace.trim_end().rsplit('\n').next().unwrap_or_default().trim()));
        assert!(
            found.lines()[8].contains("user=u:ada action=u:in ip=u:10.1.3.18"),
            "{}",
            found.lines()[8]
        );
        for chunk in [1, 7, 100] {
            let cuts: Vec<usize> = (chunk..text.len()).step_by(chunk).collect();
            assert_eq!(read(text.as_bytes(), &cuts).0.lines(), found.lines());
        }
    }
    // Without times each line is an event, and one with pairs is one in any case.
    let text =
        "user=ada action=in\nuser=bob action=out\nuser=cy action=in\nuser=di action=in\n\tat c.e.A.b(A.java:1)\n";
    assert_eq!(whole(text).rows.len(), 5);
    let timed = "2026-11-23 08:58:10 user=ada action=in\nuser=bob action=out\n".repeat(9);
    assert_eq!(whole(&timed).rows.len(), 18);
}

#[test]
fn lines_of_other_marks_say_what_they_hold() {
    for (mark, parted) in [("", "\t"), ("^|", "^"), ("x5E|", "^"), ("0x09|", "\t")] {
        let version = if mark.is_empty() { "1.0" } else { "2.0" };
        let line = |n: u32| {
            let pairs = [
                format!("devTime=Mar 1{n} 2026 22:15:03"),
                "src=10.0.0.1".to_owned(),
                "msg=a b=c".to_owned(),
            ];
            format!("LEEF:{version}|V|P|1|Login|{mark}{}\n", pairs.join(parted))
        };
        let row = |n: u32| {
            format!(
                "vendor=u:V product=u:P version=u:1 signature=u:Login devTime=u:Mar 1{n} 2026 22:15:03 src=u:10.0.0.1 msg=u:a b=c"
            )
        };
        assert_eq!(whole(&(line(3) + &line(4))).lines(), [row(3), row(4)], "{mark}");
    }
    check(
        "\"date=2026-03-13\",\"user=ada\",\"msg=a, \"\"b\"\" c=d\"\n\"date=2026-03-14\",\"user=bob\",\"msg=x\"\n",
        &[
            "date=u:2026-03-13 user=u:ada msg=u:a, \"b\" c=d",
            "date=u:2026-03-14 user=u:bob msg=u:x",
        ],
        0,
    );
}

#[test]
fn words_among_pairs_are_the_message_where_they_are_few() {
    check(
        "ts=1 user=ada msg=\"logged in\" dur=2 ok\nts=2 user=bob msg=\"logged in\" dur=3 not ok\n",
        &[
            "ts=u:1 user=u:ada msg=u:logged in dur=u:2 message=u:ok",
            "ts=u:2 user=u:bob msg=u:logged in dur=u:3 message=u:not ok",
        ],
        0,
    );
}

#[test]
fn what_a_search_of_audit_records_prints_between_them_is_no_record() {
    check(
        "----\ntime->Wed Jan 31 12:00:01 2024\ntype=CWD msg=audit(1706702401.123:42): cwd=\"/\"\n----\n\
         type=SYSCALL msg=audit(01/31/2024 12:00:01.123:42) : success=yes key=x\u{1D}AUID=\"ada\"\n",
        &[
            "type=u:CWD time=u:1706702401.123 serial=u:42 cwd=u:/",
            "type=u:SYSCALL time=u:01/31/2024 12:00:01.123 serial=u:42 success=u:yes key=u:x AUID=u:ada",
        ],
        0,
    );
}

#[test]
fn objects_behind_words_that_say_where_they_come_from() {
    for label in ["[pod/api-1/audit]", "api-1 audit", "web-1  |", "api_1:"] {
        let label_says = label.trim();
        check(
            &format!("{label} {{\"verb\":\"get\"}}\n{label} {{\"verb\":\"put\", \"n\": [1]}}\n"),
            &[
                &format!("message=u:{label_says} json=u:{{\"verb\":\"get\"}}"),
                &format!("message=u:{label_says} json=u:{{\"verb\":\"put\", \"n\": [1]}}"),
            ],
            0,
        );
    }
}

#[test]
fn records_that_command_lines_list() {
    check(
        "\r\n\r\nAt      : 1/5/2026 10:00\r\nMessage : It was\r\n          \r\n          Subject: long\r\n\r\nAt      : 1/6/2026 10:00\r\nMessage : \r\n\r\n\r\n",
        &[
            "At=u:1/5/2026 10:00 Message=u:It was\n\nSubject: long",
            "At=u:1/6/2026 10:00 Message=-",
        ],
        0,
    );
    check(
        "Event[0]:\n  Log Name: Security\n  Description: \nIt was\n\tSubject: x\n\nEvent[1]:\n  Log Name: System\n\n",
        &[
            "Log Name=u:Security Description=u:\nIt was\n\tSubject: x",
            "Log Name=u:System",
        ],
        0,
    );
    check(
        "_AT=1\nMESSAGE=a b=c: d\n\n_AT=2\n_PID=7\nMESSAGE=x\n\n",
        &["_AT=u:1 MESSAGE=u:a b=c: d", "_AT=u:2 _PID=u:7 MESSAGE=u:x"],
        0,
    );
}

#[test]
fn columns_that_only_blanks_part() {
    check(
        "NAMESPACE   LAST SEEN   MESSAGE\ndefault     2m          Pulled the image\nkube        3m\n",
        &[
            "NAMESPACE=u:default LAST SEEN=u:2m MESSAGE=u:Pulled the image",
            "NAMESPACE=u:kube LAST SEEN=u:3m MESSAGE=-",
        ],
        0,
    );
}

#[test]
fn lists_of_fields_are_records() {
    check(
        "{\"results\":[[{\"field\":\"@timestamp\",\"value\":\"2026-01-05 10:00:00.000\"}],[{\"field\":\"b\",\"value\":\"1\"}]],\"status\":\"Complete\"}",
        &[
            "value=s:[{\"field\":\"@timestamp\",\"value\":\"2026-01-05 10:00:00.000\"}]",
            "value=s:[{\"field\":\"b\",\"value\":\"1\"}]",
        ],
        1,
    );
}

#[test]
fn a_second_mark_of_the_byte_order_is_none_of_the_names() {
    check("\u{FEFF}\u{FEFF}a,b\n1,2\n", &["a=u:1 b=u:2"], 0);
}

#[test]
fn json_flattens() {
    let rows = [
        "a=n:1 b.c=t:x\ny b.d=s:[1, {\"e\":2}] b.e=s:{} f=- g=true",
        "h.i=n:-1.50e+2 value=s:{ }",
    ];
    let (first, second) = (
        r#"{"a":1,"b":{"c":"x\ny","d":[1, {"e":2}],"e":{}},"f":null,"g":true}"#,
        r#"{"h":{"i":-1.50e+2},"value":{ }}"#,
    );
    for text in [
        format!("{first}\n{second}\n"),
        format!("{first}\r\n\r\n{second}"),
        format!("\u{FEFF}[{first} , {second}]\n"),
        format!("{first}{second}"),
        format!("{{\"data\":{{\"events\":[\n{first},\n{second}]}}}}"),
    ] {
        check(&text, &rows, 0);
    }
    check(r#"{"a.b":1,"a":{"b":2},"a":{"b":3}}"#, &["a.b=n:1 a.b=n:2 a.b=n:3"], 0);
    check(
        "[1,\"x\",[2],null,{},{\"a\":\"\"}]",
        &["value=n:1", "value=t:x", "value=s:[2]", "value=-", "", "a=t:"],
        0,
    );
    check("[]\n[1]\n", &["value=s:[]", "value=s:[1]"], 0);
}

#[test]
fn json_too_deep_stays_text() {
    let text = format!("{}1{}", "{\"a\":".repeat(3000), "}".repeat(3000));
    let recorder = whole(&text);
    assert_eq!(recorder.rows.len(), 1);
    assert_eq!(recorder.columns, [vec!["a"; 129].join(".")]);
    let text = format!("[{}{}]", "[".repeat(200_000), "]".repeat(200_000));
    assert_eq!(whole(&text).rows.len(), 1);
}

#[test]
fn a_wrapped_array_tells_what_else_was_there() {
    let text = r#"{"took":5,"hits":{"total":1,"hits":[{"_id":"x","_source":{"at":"2024-01-31"}}],"max":null}}"#;
    let (recorder, summary) = read(text.as_bytes(), &[]);
    assert_eq!(recorder.lines(), ["_id=t:x _source.at=t:2024-01-31"]);
    assert_eq!(summary.wrapper.as_deref(), Some("hits.hits"));
    assert!(
        recorder.said()[0].contains("took = 5, hits.total = 1, hits.max = null"),
        "{:?}",
        recorder.said()
    );
    let (_, summary) = read(br#"{"Records":[]}"#, &[]);
    assert_eq!((summary.rows, summary.wrapper.as_deref()), (0, Some("Records")));
}

#[test]
fn of_several_lists_the_largest_holds_the_records() {
    let event = |n: u32| format!(r#"{{"at":"2024-01-0{n}T00:00:00Z","n":{n}}}"#);
    let account = r#"{"id":1,"created":"2020-01-01T00:00:00Z"}"#;
    for text in [
        format!(r#"{{"accounts":[{account}],"data":[{},{}]}}"#, event(1), event(2)),
        format!(r#"{{"data":[{},{}],"accounts":[{account}]}}"#, event(1), event(2)),
    ] {
        let (recorder, summary) = read(text.as_bytes(), &[]);
        assert_eq!(summary.wrapper.as_deref(), Some("data"), "{text}");
        assert_eq!(recorder.rows.len(), 2, "{text}");
        assert!(recorder.said()[0].contains("accounts"), "{:?}", recorder.said());
    }
}

#[test]
fn what_is_inside_of_a_record_that_is_cut_is_none() {
    let record = |n: u32| {
        format!(
            "  {{\n    \"n\": {n},\n    \"who\": {{\n      \"id\": 7\n    }},\n    \"to\": [\n      {{\n        \"id\": 8\n      }},\n      {{\n        \"id\": 9\n      }}\n    ]\n  }}"
        )
    };
    let text = format!("[\n{},\n{},\n{}\n]\n", record(1), record(2), record(3));
    let third = text.rfind("  {\n    \"n\": 3").expect("the third");
    for end in third + 12..text.len() - 6 {
        let cut = &text[..end];
        let recorder = whole(cut);
        assert_eq!(recorder.rows.len(), 2, "{cut}");
        assert!(recorder.warnings.iter().any(|warning| warning.rejected), "{cut}");
    }
    // One that is broken in the middle costs none of the others.
    let broken = text.replacen("\"id\": 7", "\"id\": ", 1);
    assert_eq!(whole(&broken).rows.len(), 2, "{broken}");
}

#[test]
fn pages_that_follow_each_other_are_one_log() {
    let event = |n: u32| format!(r#"{{"at":"2024-01-0{n}T00:00:00Z","n":{n}}}"#);
    let page = |first: u32, next: &str| format!("{{\"Records\": [{},\n {}]{next}}}", event(first), event(first + 1));
    let (one, two) = (page(1, ""), page(3, ""));
    let rows: Vec<String> = (1..=4)
        .map(|n| format!("at=t:2024-01-0{n}T00:00:00Z n=n:{n}"))
        .collect();
    let (flat_one, flat_two) = (one.replace('\n', ""), two.replace('\n', ""));
    for text in [
        format!("{one}{two}"),
        format!("{one}\n{two}\n"),
        format!("{flat_one}\n{flat_two}\n"),
        format!("[{one},{two}]"),
        format!(" [ {one} , {two} ] "),
        format!("[{}, {}]\n[{},{}]", event(1), event(2), event(3), event(4)),
        format!("[[{}, {}], [{},{}]]", event(1), event(2), event(3), event(4)),
        format!("[[{}]\n, [],[{},{},{}]]\n", event(1), event(2), event(3), event(4)),
        format!("{{\"Records\":[]}}{one}{{\"Records\":[]}} {two}"),
    ] {
        let recorder = whole(&text);
        assert_eq!(recorder.lines(), rows, "{text}");
        assert_eq!(recorder.said(), [""; 0], "{text}");
        // Wherever the chunks are cut.
        for cut in (1..text.len()).step_by(7) {
            assert_eq!(read(text.as_bytes(), &[cut]).0.lines(), rows, "{text} cut at {cut}");
        }
    }
    let (next, strange) = (page(1, r#","token":"x}]""#), r#"{"error":"later"}"#);
    let odd = r#"{"at":"2024-01-03T00:00:00Z","error":"later"}"#;
    let empty = r#"{"@odata.context":"x","Records":[]}"#;
    for (text, more, said) in [
        (format!("{next}\n{two}"), None, &["token = "][..]),
        (format!("{one}{strange}{two}"), None, &["holds none"]),
        (format!("{one}{two}{strange}"), None, &["holds none"]),
        (
            format!("{one}{odd}{two}"),
            Some("at=t:2024-01-03T00:00:00Z error=t:later"),
            &[],
        ),
        // The first pages hold no records.
        (format!("{strange}\n{flat_one}\n{flat_two}\n"), None, &["holds none"]),
        (
            format!("{empty}\n{flat_one}\n{flat_two}\n"),
            None,
            &["@odata.context = x"],
        ),
        (
            format!("{strange}\n{empty}\n{one}{two}"),
            None,
            &["holds none", "@odata.context = x"],
        ),
        (
            format!("[{strange},{empty},{one},{two}]"),
            None,
            &["holds none", "@odata.context = x"],
        ),
        (
            format!("[]\n[{},{}]\n[{},{}]\n", event(1), event(2), event(3), event(4)),
            None,
            &[],
        ),
        (
            format!("[[],[],[{}],[{},{},{}]]\n", event(1), event(2), event(3), event(4)),
            None,
            &[],
        ),
        (format!("{one}\nbye\n{two}"), None, &["more text behind the records"]),
        (format!("[{one},{two}"), None, &["around the pages"]),
        (format!("{one}{}", &two[..two.len() - 1]), None, &["cut or broken"]),
    ] {
        let recorder = whole(&text);
        let mut expected = rows.clone();
        expected.splice(2..2, more.map(String::from));
        assert_eq!(recorder.lines(), expected, "{text}");
        for cut in (1..text.len()).step_by(7) {
            assert_eq!(read(text.as_bytes(), &[cut]).0.lines(), expected, "{text} cut at {cut}");
        }
        assert_eq!(recorder.warnings.len(), said.len(), "{text}: {:?}", recorder.said());
        for (warning, part) in recorder.said().iter().zip(said) {
            assert!(warning.contains(part), "{text}: {warning}");
        }
    }
}

#[test]
fn an_envelope_may_be_written_as_other_languages_do() {
    for text in [
        "{Items: [{at: '2024-01-01T00:00:00Z', n: 1}, {at: '2024-01-02T00:00:00Z', n: 2}], Count: 2}",
        "{'meta': 'a \"[\"', 'Items': [{'at': '2024-01-01T00:00:00Z', 'n': 1},\n{'at': '2024-01-02T00:00:00Z', 'n': 2}]}\n",
    ] {
        let (recorder, summary) = read(text.as_bytes(), &[]);
        assert_eq!(
            recorder.lines(),
            ["at=t:2024-01-01T00:00:00Z n=n:1", "at=t:2024-01-02T00:00:00Z n=n:2"],
            "{text}"
        );
        assert_eq!(summary.wrapper.as_deref(), Some("Items"));
        assert_eq!(recorder.warnings.len(), 2, "{text}: {:?}", recorder.said());
        assert!(recorder.said()[1].contains("also holds"), "{:?}", recorder.said());
    }
}

#[test]
fn broken_json_records_are_left_out_and_the_rest_loads() {
    for (text, rows, said) in [
        (
            "{\"a\":1}\n{\"a\":\n{\"a\":3}\n",
            &["a=n:1", "a=n:3"][..],
            "The file ends at byte 22",
        ),
        (
            "{\"a\":1}\n{\"a\":\"cut\n{\"a\":3}\n",
            &["a=n:1", "a=n:3"],
            "no control character at byte 17",
        ),
        ("{\"a\":1}\n{'a':2}\n{\"a\":3}", &["a=n:1", "a=n:3"], "at byte 9"),
        (
            "{\"a\":1}\n{\"a\":2}\n{\"a\":3",
            &["a=n:1", "a=n:2"],
            "The file ends at byte 22",
        ),
        (
            "[{\"a\":1},{\"a\":[x]},{\"a\":3}]",
            &["a=n:1", "a=n:3"],
            "Expected a value at byte 15.",
        ),
        ("[{\"a\":1},{\"a\":\"x},{\"a\":3}]", &["a=n:1", "a=n:3"], "at byte 20"),
        (
            "[\n{\"a\":1},\n{\"a\":\"x},\n{\"a\":3}\n]",
            &["a=n:1", "a=n:3"],
            "at byte 20",
        ),
        (
            "{\n \"a\": 1\n}\n{\n \"a\": oops\n}\n{\n \"a\": 3\n}\n",
            &["a=n:1", "a=n:3"],
            "at byte 20",
        ),
        ("[{\"a\":1},{\"a\":2", &["a=n:1"], "The file ends"),
    ] {
        let recorder = whole(text);
        assert_eq!(recorder.lines(), rows, "{text}: {:?}", recorder.said());
        let rejected: Vec<_> = recorder.warnings.iter().filter(|warning| warning.rejected).collect();
        assert_eq!(rejected.len(), 1, "{text}: {:?}", recorder.said());
        assert!(rejected[0].what.contains(said), "{text}: {:?}", recorder.said());
        assert_eq!(rejected[0].at.row, 2 + u64::from(rejected[0].at.byte > 15));
    }
}

#[test]
fn strings_that_are_no_utf8_are_windows_1252() {
    let (recorder, _) = read(b"{\"a\":\"\xE9\"}\n{\"a\":\"\\ud800\"}\n", &[]);
    assert_eq!(recorder.lines(), ["a=t:é", "a=t:\u{FFFD}"]);
    assert_eq!(
        recorder.said(),
        ["The byte at 6 is not UTF-8; it and all others like it were read as Windows-1252."]
    );
}

#[test]
fn positions_cut_the_record_out_again() {
    for text in [
        "a,b\r\n1,é\r\n\r\n\"x\ny\",2\r\n3,4",
        " [ {\"a\":\"é\"} ,\n{\"a\":2}]",
        "2024-01-31T12:00:00Z é=1 é\r\n\r\n2024-01-31T12:00:00Z b=2\n more\r\n2024-01-31T12:00:00Z c",
        "{\"a\":\"é\"}\r\n\r\n{\"a\":2}\r\n{\"a\":3}",
        "{\"value\":[{\"a\":1},\n{\"a\":\"é\"}]}",
    ] {
        let recorder = whole(text);
        for at in &recorder.positions {
            let raw = &text.as_bytes()[at.byte as usize..at.byte as usize + at.length as usize];
            assert!(
                matches!(raw[0], b'{' | b'"' | b'0'..=b'9') && !raw.ends_with(b"\r"),
                "{at:?}"
            );
        }
        for big in [false, true] {
            for mark in [false, true] {
                let units: Vec<u16> = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).collect();
                let bytes: Vec<u8> = units
                    .iter()
                    .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                    .collect();
                let (wide, summary) = read(&bytes, &[7]);
                let expected = if big { Encoding::Utf16Big } else { Encoding::Utf16Little };
                assert_eq!(summary.encoding, expected);
                assert_eq!(wide.lines(), recorder.lines());
                for (at, narrow) in wide.positions.iter().zip(&recorder.positions) {
                    let raw = &bytes[at.byte as usize..at.byte as usize + at.length as usize];
                    let raw: Vec<u16> = raw
                        .chunks(2)
                        .map(|pair| {
                            if big {
                                u16::from_be_bytes([pair[0], pair[1]])
                            } else {
                                u16::from_le_bytes([pair[0], pair[1]])
                            }
                        })
                        .collect();
                    let start = narrow.byte as usize;
                    assert_eq!(
                        String::from_utf16_lossy(&raw),
                        text[start..start + narrow.length as usize]
                    );
                }
            }
        }
    }
}

#[test]
fn summaries_name_what_was_found() {
    for (bytes, format, found) in [
        (&b""[..], Format::Unknown, "an empty file"),
        (b"\xEF\xBB\xBF", Format::Unknown, "an empty file"),
        (b" \r\n", Format::Unknown, "only blanks"),
        (b"time,actor\n", Format::Csv, "a header of 2 columns"),
        (b"[]", Format::Json, "without any records"),
        (b"{\"a\":", Format::Json, "one record"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Format::Unknown, "PNG"),
        (b"<html><body>Sign in</body></html>", Format::Unknown, "web page"),
    ] {
        let (_, summary) = read(bytes, &[1]);
        assert_eq!(summary.format, format, "{summary:?}");
        assert!(
            summary
                .found
                .as_deref()
                .is_some_and(|sentence| sentence.contains(found)),
            "{summary:?}"
        );
    }
    let (_, summary) = read(b"a;b\n1;2\n", &[]);
    assert_eq!(
        (summary.format, summary.delimiter, summary.found),
        (Format::Csv, Some(';'), None)
    );
    assert_eq!(read(b"{\"a\":1}\n{\"a\":2}\n", &[]).1.format, Format::Ndjson);
}

#[test]
fn what_was_decided_of_a_file_holds() {
    let read = |bytes: &[u8], choice: Choice| {
        let mut recorder = Recorder::default();
        let mut reader = Reader::with(3, choice);
        reader.feed(bytes, &mut recorder);
        let summary = reader.finish(&mut recorder);
        (recorder.lines(), summary)
    };
    let delimiter = Choice {
        delimiter: Some(';'),
        ..Choice::default()
    };
    let (rows, summary) = read(b"a;b,c\n1;2,3\n4;5,6\n", delimiter);
    assert_eq!(rows, ["a=u:1 b,c=u:2,3", "a=u:4 b,c=u:5,6"]);
    assert_eq!((summary.delimiter, summary.headed), (Some(';'), Some(true)));
    let headless = Choice {
        headed: Some(false),
        ..Choice::default()
    };
    let (rows, _) = read(b"x,y\n1,2\n", headless);
    assert_eq!(rows, ["column 1=u:x column 2=u:y", "column 1=u:1 column 2=u:2"]);
    let wide = Choice {
        encoding: Some(Encoding::Utf16Little),
        ..Choice::default()
    };
    let text: Vec<u8> = "ä,ö\n漢,字\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (rows, summary) = read(&text, wide);
    assert_eq!(
        (rows.as_slice(), summary.encoding),
        (&["ä=u:漢 ö=u:字".to_owned()][..], Encoding::Utf16Little)
    );
    // A delimiter turns JSON into a table, and one that cannot be is none.
    let (_, summary) = read(b"{\"a\":1}\n{\"a\":2}\n", delimiter);
    assert_eq!(summary.format, Format::Csv);
    let impossible = Choice {
        delimiter: Some('"'),
        ..Choice::default()
    };
    assert_eq!(read(b"a,b\n1,2\n", impossible).1.delimiter, Some(','));
}

#[test]
fn csv_headers_that_come_again_are_no_rows() {
    let text = "a,b\n1,x\na,b\r\n2,y\n\u{FEFF}a,b\n3,z\na,c\n";
    check(text, &["a=u:1 b=u:x", "a=u:2 b=u:y", "a=u:3 b=u:z", "a=u:a b=u:c"], 2);
    assert_eq!(whole(text).positions[1].byte, text.find("2,y").unwrap() as u64);
    // What stands alone in a row may well be a value.
    check("name\nada\nname\n", &["name=u:ada", "name=u:name"], 0);
}

#[test]
fn a_csv_header_in_another_order_holds_from_there_on() {
    let text = "time,user,action\n1,ada,in\ntime,action,user\r\n2,out,bob\ntime,action,user\n3,in,cy\nuser,\"time\",action\n\
                time,user,action\n4,di,out\ntime,time,action\n";
    check(
        text,
        &[
            "time=u:1 user=u:ada action=u:in",
            "time=u:2 action=u:out user=u:bob",
            "time=u:3 action=u:in user=u:cy",
            "time=u:user action=u:time user=u:action",
            "time=u:4 user=u:di action=u:out",
            "time=u:time user=u:time action=u:action",
        ],
        3,
    );
    for cut in 0..text.len() {
        assert_eq!(read(text.as_bytes(), &[cut]).0.lines(), whole(text).lines(), "{cut}");
    }
    // Two names may well be two values, and so may names of which one is missing.
    check("a,b\n1,x\nb,a\n", &["a=u:1 b=u:x", "a=u:b b=u:a"], 0);
    check(
        "a,b,\n1,x,2\nb,a,\n",
        &["a=u:1 b=u:x column 3=u:2", "a=u:b b=u:a column 3=-"],
        0,
    );
}

#[test]
fn totals_below_the_last_row_of_a_csv_are_told_and_no_row() {
    let rows = ["a=u:1 b=u:x c=-", "a=u:2 b=u:y c=u:7"];
    for totals in [
        "Total,,7",
        "\"TOTAL:\",\"\",\"7\"\r\n",
        ",Grand Total,7\n",
        "Summe,,7\n\n",
        "Total,,7\nSum,,7\nexported by ada\n",
    ] {
        let text = format!("a,b,c\n1,x,\n2,y,7\n{totals}");
        let said = totals.trim_end().lines().count();
        check(&text, &rows, said);
        assert_eq!(whole(&text).warnings[0].raw, totals.lines().next().unwrap_or_default());
        for cut in 0..text.len() {
            assert_eq!(read(text.as_bytes(), &[cut]).0.lines(), rows, "{text} cut at {cut}");
        }
    }
    check(
        "a,b,c\n1,x,\nTotal,,7\n2,y,7\n",
        &["a=u:1 b=u:x c=-", "a=u:Total b=- c=u:7", "a=u:2 b=u:y c=u:7"],
        0,
    );
    // One that has all cells, or words, may be an event.
    for row in ["Total,5,7", "Total,x,", "Total,,"] {
        assert_eq!(whole(&format!("a,b,c\n1,x,\n{row}\n")).rows.len(), 2, "{row}");
    }
}

#[test]
fn csv_whose_rows_are_longer_than_the_header() {
    let rows: String = (0..12)
        .map(|at| {
            format!(
                "Information,1/{}/2024 1:02:03 PM,Source,{at},None,\"Line one.\r\n\r\n\tline, \"\"two\"\"\"\r\n",
                at + 1
            )
        })
        .collect();
    let recorder = whole(&format!("Level,Date and Time,Source,Event ID,Task Category\r\n{rows}"));
    assert_eq!(recorder.positions.len(), 12);
    assert_eq!(recorder.said().len(), 1, "{:?}", recorder.said());
    assert!(recorder.lines()[3].ends_with("column 6=u:Line one.\r\n\r\n\tline, \"two\""));
    // A delimiter at the end of each row opens no column.
    check("a,b\n1,2,\n3,4,\n", &["a=u:1 b=u:2", "a=u:3 b=u:4"], 0);
}

#[test]
fn csv_whose_quotes_are_escaped_by_backslashes() {
    check(
        "id,text,n\n1,\"{\\\"a\\\":\\\"x, y\\\",\\\"b\\\":2}\",7\n2,\"back\\\\slash\",\\N\n3,\"one\\ntwo\",9\n",
        &[
            "id=u:1 text=u:{\"a\":\"x, y\",\"b\":2} n=u:7",
            "id=u:2 text=u:back\\slash n=-",
            "id=u:3 text=u:one\ntwo n=u:9",
        ],
        0,
    );
    // A path that ends with a backslash escapes nothing, and neither does JSON in doubled quotes.
    check(
        "id,text\n1,\"C:\\dir\\\"\n2,\"{\"\"a\"\":\"\"b\\\"\"c\"\"}\"\n",
        &["id=u:1 text=u:C:\\dir\\", "id=u:2 text=u:{\"a\":\"b\\\"c\"}"],
        0,
    );
    check(
        "id\ttext\n1\t{\"a\":\"b\\\"c\"}\n2\tx\n",
        &["id=u:1 text=u:{\"a\":\"b\\\"c\"}", "id=u:2 text=u:x"],
        0,
    );
}

#[test]
fn csv_between_rare_delimiters() {
    for mark in ['^', '~', '\u{1}', '\u{1F}'] {
        let text = "time^user^text\n1^ada^a, b, c\n2^bob^d; e\n".replace('^', &mark.to_string());
        check(
            &text,
            &["time=u:1 user=u:ada text=u:a, b, c", "time=u:2 user=u:bob text=u:d; e"],
            0,
        );
    }
}

#[test]
fn csv_cells_that_a_spreadsheet_is_to_leave_alone() {
    let long = "x".repeat(60);
    check(
        &format!("=\"id\",=\"n\"\n{long},=\"1,2\"\n=\"a\nb\",=\"c\"&\"d\"\n"),
        &[&format!("id=u:{long} n=u:1,2"), "id=u:a\nb n=u:=\"c\"&\"d\""],
        0,
    );
    check("id,n\n=\"007\",\"=\"\"1\"\"\"\n", &["id=u:007 n=u:=\"1\""], 0);
}

#[test]
fn tables_drawn_in_text() {
    check("a | b\n--|--", &[], 0);
    check(
        "      time       | user  |  n\n-----------------+-------+-----\n 2024-01-31 10:00 | ada   |   1\n 2024-01-31 10:01 |       | 2.5\n(2 rows)\n\n",
        &[
            "time=u:2024-01-31 10:00 user=u:ada n=u:1",
            "time=u:2024-01-31 10:01 user=- n=u:2.5",
        ],
        1,
    );
    check(
        "+----+-------+\n| id | name  |\n+----+-------+\n|  1 | ada   |\n|  2 | NULL  |\n+----+-------+\n2 rows in set (0.00 sec)\n",
        &["id=u:1 name=u:ada", "id=u:2 name=-"],
        1,
    );
    check(
        "| id | text |\n|---:|:----:|\n| 1 | a \\| b |\n| 2 | x | y |\n",
        &["id=u:1 text=u:a | b", "id=u:2 text=u:x column 3=u:y"],
        1,
    );
    let text = "\r\nTime                 Who        Id\r\n----                 ---        --\r\n2024-01-31 10:00:00  ada é x   123\r\n2024-01-31 10:00:01  bob         7\r\n\r\n";
    check(
        text,
        &[
            "Time=u:2024-01-31 10:00:00 Who=u:ada é x Id=u:123",
            "Time=u:2024-01-31 10:00:01 Who=u:bob Id=u:7",
        ],
        0,
    );
    assert_eq!(
        whole(text).positions[1].byte,
        text.find("2024-01-31 10:00:01").unwrap() as u64
    );
    // Commas that cut a ruler, too.
    check(
        "a,bc,d\n-,--,-\n1,2,3\n\n(1 rows affected)\n",
        &["a=u:1 bc=u:2 d=u:3"],
        1,
    );
}

#[test]
fn json_sequences_and_texts_that_hold_objects() {
    check("\u{1E}{\"a\":1}\n\u{1E}{\"a\":2}\n", &["a=n:1", "a=n:2"], 0);
    check("\u{1E}{\n\"a\":1}\n\u{1E}{\n\"a\":2}\n", &["a=n:1", "a=n:2"], 0);
    check(
        "\"{\\\"a\\\":1,\\\"b\\\":{\\\"c\\\":\\\"x\\\"}}\"\n\"{\\\"a\\\":2}\"\n\"plain\"\n",
        &["a=n:1 b.c=t:x", "a=n:2", "value=t:plain"],
        0,
    );
}

#[test]
fn json_below_the_numbers_of_its_records() {
    check(
        "Record 1\n{\n\"a\":1}\nRecord 20\n{\n\"a\":2}\n",
        &["a=n:1", "a=n:2"],
        0,
    );
    check(
        "Record 1\r\n{\"a\":1}\r\nRecord 2\r\n{\"a\":2}\r\n",
        &["a=n:1", "a=n:2"],
        0,
    );
    check("Record 1\n{\"a\":1}\nRecording\n{\"a\":2}\n", &["a=n:1", "a=n:2"], 1);
}

#[test]
fn json_behind_a_script() {
    for text in [
        ")]}',\n[{\"a\":1},{\"a\":2}]",
        "/* made today */ var logs = [{\"a\":1},\n{\"a\":2}];\n",
        "callback([{\"a\":1},{\"a\":2}]);",
        "// two\n{\"a\":1}\n{\"a\":2}\n",
        "window.x = {\"events\":[{\"a\":1},{\"a\":2}]};",
        "cb({\"a\":1})\n;{\"a\":2};",
    ] {
        check(text, &["a=n:1", "a=n:2"], 1);
        let at = whole(text).positions[1].byte as usize;
        assert!(text[at..].starts_with("{\"a\":2}"), "{text}");
    }
}

#[test]
fn json_rows_below_columns() {
    check(
        r#"{"tables":[{"name":"P","columns":[{"name":"TimeGenerated","type":"datetime"},{"name":"n","type":"int"},{"name":"d","type":"dynamic"}],
        "rows":[["2024-01-31T10:00:00Z",1,{"x":[1]}],["2024-01-31T10:00:01Z",null,"[é]"],["t",3,"x","more"]]}]}"#,
        &[
            "TimeGenerated=t:2024-01-31T10:00:00Z n=n:1 d=s:{\"x\":[1]}",
            "TimeGenerated=t:2024-01-31T10:00:01Z n=- d=t:[é]",
            "TimeGenerated=t:t n=n:3 d=t:x column 4=t:more",
        ],
        1,
    );
    check(
        "[[\"when\",\"who \\\"x\\\"\"],\n[\"2024-01-31 10:00\",\"ada\"],[7,true]]",
        &["when=t:2024-01-31 10:00 who \"x\"=t:ada", "when=n:7 who \"x\"=true"],
        0,
    );
}

#[test]
fn json_records_under_their_ids() {
    let text = r#"{"events": {"evt_1": {"at":"2024-01-31T10:00:00Z","who":{"name":"ada"}},
 "evt_\"2": {"at":"2024-01-31T10:00:01Z","who":{"name":"bob"}}, "evt_3": {"at":"2024-01-31T10:00:02Z","who":{"name":"cy"},"key":7}}}"#;
    check(
        text,
        &[
            "key=t:evt_1 at=t:2024-01-31T10:00:00Z who.name=t:ada",
            "key=t:evt_\"2 at=t:2024-01-31T10:00:01Z who.name=t:bob",
            "key=t:evt_3 at=t:2024-01-31T10:00:02Z who.name=t:cy key=n:7",
        ],
        0,
    );
    assert_eq!(whole(text).positions[1].byte, text.find("\"evt_\\\"2").unwrap() as u64);
}

#[test]
fn xml_elements_are_records() {
    let event = |n: u32| {
        format!(
            "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P' Guid='{{g}}'/><EventID>46{n}</EventID><TimeCreated SystemTime='2024-01-31T10:00:0{n}.000Z'/><Correlation/></System><EventData><Data Name='User'>ada &amp; b</Data><Data Name='Empty'></Data><Data>x</Data><Data>y</Data></EventData></Event>"
        )
    };
    let told = |n: u32| {
        format!(
            "System.Provider.Name=u:P System.Provider.Guid=u:{{g}} System.EventID=u:46{n} System.TimeCreated.SystemTime=u:2024-01-31T10:00:0{n}.000Z System.Correlation=- EventData.User=u:ada & b EventData.Empty=- EventData.Data=u:x EventData.Data=u:y"
        )
    };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Events>{}\r\n<!-- more -->{}</Events>\r\n",
        event(1),
        event(2)
    );
    check(&text, &[&told(1), &told(2)], 0);
    assert_eq!(
        whole(&text).positions[1].byte,
        text.rfind("<Event xmlns").unwrap() as u64
    );
    // What is between the records is told of, and a broken one costs no other.
    let text = format!(
        "<Events>{}<Other>1</Other>{}{}</Events>",
        event(1),
        event(2).replace("</System>", "</Sistem>"),
        event(3)
    );
    check(&text, &[&told(1), &told(3)], 2);
    check(
        "<rows><row Id=\"1\" Text=\"&lt;b&gt;\"/><row Id=\"2\" Text=\"\"/></rows>",
        &["Id=u:1 Text=u:<b>", "Id=u:2 Text=u:"],
        0,
    );
}

#[test]
fn yaml_of_command_lines_is_records() {
    // `gcloud logging read`: documents.
    let documents = "---\ninsertId: a\nlabels:\n  zone: '1'\nok: true\ntimestamp: '2026-01-05T10:00:00Z'\n---\ninsertId: b\nlabels: {}\nok: false\ntimestamp: '2026-01-05T10:00:01Z'\n";
    let rows = [
        "insertId=t:a labels.zone=t:1 ok=true timestamp=t:2026-01-05T10:00:00Z",
        "insertId=t:b labels=s:{} ok=false timestamp=t:2026-01-05T10:00:01Z",
    ];
    check(documents, &rows, 0);
    // `aws --output yaml`, `yaml-stream`, and `kubectl get events`: a list below a key, which stands in a list in one.
    let entries = "- EventId: a\n  EventTime: '2026-01-05T10:00:00Z'\n  Count: 1\n- EventId: b\n  EventTime: '2026-01-05T10:00:01Z'\n  Count: 2\n";
    let rows = [
        "EventId=t:a EventTime=t:2026-01-05T10:00:00Z Count=n:1",
        "EventId=t:b EventTime=t:2026-01-05T10:00:01Z Count=n:2",
    ];
    let further = entries
        .replace("- E", "  - E")
        .replace("\n  E", "\n    E")
        .replace("\n  C", "\n    C");
    let texts = [
        format!("Events:\n{entries}"),
        format!("- Events:\n{further}- Events:\n{further}"),
        format!("apiVersion: v1\nitems:\n{entries}kind: List\nmetadata:\n  resourceVersion: ''\n"),
        // `az`: a list of entries.
        entries.to_owned(),
    ];
    for text in &texts {
        let (found, summary) = read(text.as_bytes(), &[]);
        let times = if text.starts_with("- Events") { 2 } else { 1 };
        assert_eq!(found.lines(), rows.repeat(times), "{text}");
        assert_eq!(summary.format, Format::Yaml, "{text}");
        let raw = |at: usize| {
            let at = found.positions[at];
            &text[at.byte as usize..][..at.length as usize]
        };
        assert!(
            raw(0).starts_with("- EventId: a") && raw(0).ends_with("Count: 1"),
            "{}",
            raw(0)
        );
        assert!(
            raw(1).starts_with("- EventId: b") && raw(1).ends_with("Count: 2"),
            "{}",
            raw(1)
        );
        // In UTF-16, as a shell of Windows writes it, each stands where it does there.
        let wide: Vec<u8> = format!("\u{FEFF}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let (wide, summary) = read(&wide, &[7]);
        assert_eq!((wide.lines(), summary.format), (found.lines(), Format::Yaml));
        for (wide, at) in wide.positions.iter().zip(&found.positions) {
            assert_eq!((wide.byte, wide.length), (at.byte * 2 + 2, at.length * 2));
        }
    }
    // What is not understood is told of, with the row it stands in.
    let text = documents.repeat(3) + &documents.replace("ok: false\n", "ok: false\n??\n");
    for sizes in [&[][..], &[5]] {
        let (found, _) = read(text.as_bytes(), sizes);
        assert_eq!(found.rows.len(), 8);
        let warning = &found.warnings[0];
        let byte = text.find("??").unwrap() as u64;
        assert_eq!((warning.at.row, warning.at.byte, warning.raw.as_str()), (8, byte, "??"));
    }
    // Lines of another kind are none.
    let (_, summary) = read(b"Id    : 1\nParts : x\n\nId    : 2\nParts : y\n", &[]);
    assert_eq!(summary.format, Format::Lines);
}

#[test]
fn documents_with_names_and_values_deep_inside() {
    let event =
        |n: u32| format!("Record {n}\n<?xml version=\"1.0\"?>\n<Event><Id>{n}</Id><Data Name='a'>x</Data></Event>\n");
    let rows = ["Id=u:1 Data.a=u:x", "Id=u:2 Data.a=u:x"];
    let found = whole(&(event(1) + &event(2))).lines();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found.iter().zip(rows).all(|(found, row)| found.starts_with(&row[..6])),
        "{found:?}"
    );
    let result = |n: u32| {
        format!(
            "<result offset='{n}'><field k='_time'><value><text>2026-03-1{n}</text></value></field><field k='_raw'><v>a, b</v></field></result>"
        )
    };
    check(
        &format!(
            "<?xml version='1.0'?>\n<results preview='0'>\n<meta>\n<fieldOrder><field>_time</field></fieldOrder>\n</meta>\n{}{}</results>",
            result(1),
            result(2)
        ),
        &[
            "offset=u:1 _time=u:2026-03-11 _raw=u:a, b",
            "offset=u:2 _time=u:2026-03-12 _raw=u:a, b",
        ],
        1,
    );
}

#[test]
fn tables_in_markup() {
    let text = "<html><head><style>td { x: y }</style></head><body>\n<table><tr><td colspan=2>Audit report</td></tr>\n<TR><TH>Time</TH><th> User&nbsp;name</TH></TR>\n<tr><td>2024-01-31 10:00<td><b>ada</b> &amp; co<br>x\n<tr><td>2024-01-31 10:01</td><td></td><td>more</td></tr></table></body></html>";
    check(
        text,
        &[
            "Time=u:2024-01-31 10:00 User name=u:ada & co\nx",
            "Time=u:2024-01-31 10:01 User name=- column 3=u:more",
        ],
        1,
    );
    check(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Table><Row><Cell><Data ss:Type=\"String\">a</Data></Cell><Cell><Data>b</Data></Cell><Cell><Data>c</Data></Cell></Row><Row><Cell><Data>1</Data></Cell><Cell ss:Index=\"3\"><Data>3</Data></Cell></Row><Row><Cell><Data>4</Data></Cell><Cell><Data>5</Data></Cell><Cell/></Row></Table></Worksheet></Workbook>",
        &["a=u:1 b=- c=u:3", "a=u:4 b=u:5 c=-"],
        0,
    );
}

#[test]
fn tables_of_one_document_have_names_of_their_own() {
    let head = "<html><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>\n";
    for (second, rows, said) in [
        (
            "<table><tr><th>c</th><th>b</th></tr><tr><td>3</td><td> 4",
            ["a=u:1 b=u:2", "c=u:3 b=u:4"],
            false,
        ),
        (
            "<TABLE class='x'><tr><td>3</td><td>4</td></tr>",
            ["a=u:1 b=u:2", "a=u:3 b=u:4"],
            true,
        ),
    ] {
        let text = format!("{head}{second}");
        for sizes in [&[][..], &[1], &[13]] {
            let (recorder, _) = read(text.as_bytes(), sizes);
            assert_eq!(recorder.lines(), rows, "{text}");
            assert_eq!(
                recorder.said().iter().any(|what| what.starts_with("Another table")),
                said
            );
        }
    }
    let sheet = |names: &str| {
        format!(
            "<Worksheet><Table><Row><Cell><Data>{names}1</Data></Cell><Cell><Data>{names}2</Data></Cell></Row><Row><Cell><Data>1</Data></Cell><Cell><Data>2</Data></Cell></Row></Table></Worksheet>"
        )
    };
    let text = format!(
        "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>{}{}</Workbook>",
        sheet("a"),
        sheet("b")
    );
    let (recorder, _) = read(text.as_bytes(), &[9]);
    assert_eq!(recorder.lines(), ["a1=u:1 a2=u:2", "b1=u:1 b2=u:2"]);
}

#[test]
fn rows_of_dashes_are_rows_and_rulers_are_not() {
    let text =
        "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| - | - | - |\n|---|---|---|\n+---+---+---+\n| 4 | 5 | 6 |\n";
    let (recorder, _) = read(text.as_bytes(), &[]);
    assert_eq!(
        recorder.lines(),
        ["a=u:1 b=u:2 c=u:3", "a=u:- b=u:- c=u:-", "a=u:4 b=u:5 c=u:6"]
    );
}

#[test]
fn each_page_of_rows_has_its_own_names() {
    let page = |names: &str, rows: &str| format!("{{\n\"fields\":[{names}],\n\"rows\":[{rows}]\n}}\n");
    let text = format!(
        "{}{}{}",
        page("\"a\",\"b\"", "[1,2],[3,4]"),
        page("\"b\",\"a\"", "[5,6]"),
        page("\"a\",\"b\"", "")
    );
    for sizes in [&[][..], &[1], &[17]] {
        let (recorder, _) = read(text.as_bytes(), sizes);
        assert_eq!(recorder.lines(), ["a=n:1 b=n:2", "a=n:3 b=n:4", "b=n:5 a=n:6"]);
    }
}

#[test]
fn records_that_are_too_long_cost_themselves_alone() {
    let long = "x".repeat(66 << 20);
    let event = |n: usize, text: &str| format!("<Event><a n='{n}' m='x'>{text}</a><b>y</b></Event>\n");
    let xml = format!(
        "<Events>{}{}{}{}</Events>",
        event(1, "1"),
        event(2, "2"),
        event(3, &long),
        event(4, "4")
    );
    let drawn = format!(" a | b \n---+---\n 1 | 2\n 3 | {long}\n 4 | 5\n");
    for (text, rows) in [(xml, 3), (drawn, 2)] {
        let (recorder, summary) = read(text.as_bytes(), &[]);
        assert_eq!((summary.rows, summary.rejected), (rows, 1));
        assert!(recorder.warnings[0].what.contains("does not end within 64 MiB"));
        let last = recorder.positions.last().expect("a row");
        assert!(text.as_bytes()[..last.byte as usize].len() > 66 << 20);
        assert_eq!(last.row, rows + 1);
        assert!(read(text.as_bytes(), &[9_999_999]).0 == recorder);
    }
}

#[test]
fn a_document_whose_first_elements_are_long_is_looked_at_further() {
    let thing = |n: usize| format!("<Thing><id>{n}</id><text>{}</text></Thing>", "y".repeat(80_000));
    let text = format!(
        "<Wrapper><made>today</made>{}{}{}</Wrapper>",
        thing(1),
        thing(2),
        thing(3)
    );
    for sizes in [&[][..], &[1000], &[70_001]] {
        let (recorder, summary) = read(text.as_bytes(), sizes);
        assert_eq!((summary.format, summary.rows), (Format::Xml, 3));
        assert_eq!(recorder.columns, ["id", "text"]);
    }
}

#[test]
fn rows_may_have_very_many_names() {
    let names: Vec<String> = (0..30_000).map(|at| format!("\"name {at}\"")).collect();
    let row: Vec<String> = (0..30_000).map(|at| at.to_string()).collect();
    let text = format!(
        "{{\"columns\":[{}],\"rows\":[[{row}],[{row}]]}}",
        names.join(","),
        row = row.join(",")
    );
    let (recorder, summary) = read(text.as_bytes(), &[]);
    assert_eq!((summary.rows, recorder.columns.len()), (2, 30_000));
    assert_eq!(recorder.columns[29_999], "name 29999");
    let twice = text.replace("\"name 29999\"", "\"name 0\"");
    assert_ne!(read(twice.as_bytes(), &[]).0.columns.len(), 30_000);
}

#[test]
fn pairs_whose_first_value_begins_with_a_bracket_are_pairs() {
    check(
        "ctx={\"id\":1} level=info user=ada\nctx={\"id\":2} level=warn user=bob\n",
        &[
            "ctx=u:{\"id\":1} level=u:info user=u:ada",
            "ctx=u:{\"id\":2} level=u:warn user=u:bob",
        ],
        0,
    );
}

#[test]
fn months_are_read_in_other_languages() {
    use audit_explorer::engine::{Engine, Loader};
    for (first, second) in [
        ("3 mars 2023 12:34:56", "28 février 2023 12:34:56"),
        (
            "Freitag, 3. März 2023 um 12:34:56 Uhr",
            "Mittwoch, 1. Februar 2023 um 12:34:56 Uhr",
        ),
        ("3 de mayo de 2023 12:34", "3 de abril de 2023 12:34"),
        ("2023年3月6日 12:34:56", "2023年11月16日 12:34:56"),
        ("3 avril 2023 12:34", "3 May 2023 12:34"),
        ("13 maart 2026 om 22:15", "3 januari 2026 om 02:15"),
        ("13 mrt. 2026 22:15:03", "3 jan. 2026 22:15:03"),
        ("13 mars 2026 kl. 22:15", "3 maj 2026 kl. 22:15"),
        ("13 de março de 2026 às 22:15", "3 de setembro de 2026 às 22:15"),
        ("13/mar/2026 22:15", "3/set/2026 22:15"),
        ("13 settembre 2026 alle ore 22:15", "13 gennaio 2026 alle ore 22:15"),
        ("13 października 2026 22:15", "13 maja 2026 22:15"),
        ("13 марта 2026 г. в 22:15", "3 мая 2026 г., 22:15:03"),
        ("13 мар. 2026 г., 22:15:03", "3 сент. 2026 г., 22:15:03"),
        ("13/3/2026, 10:15:03 p. m.", "4/3/2026, 1:15:03 a.\u{a0}m."),
        ("13 Mar 26 22:15:03", "1 Apr 26 22:15:03"),
        ("2026-03-13t22:15:03z", "2026-03-14t22:15:03.5z"),
        (
            "2026-03-13 22:15:03 Europe/Berlin",
            "2026-03-13 22:15:03.123 America/New_York",
        ),
        ("2026-03-13T22:15:03Z Etc/UTC", "2026-03-13 22:15:03 Etc/UTC"),
    ] {
        let text = format!("when;who\n{first};ada\n{second};bob\n");
        let mut loader = Loader::new(1);
        loader.begin("log.csv", text.len() as u64);
        loader.feed(text.as_bytes());
        let report = Engine::new(loader.finish()).report().clone();
        let column = report
            .columns
            .iter()
            .find(|column| column.name == "when")
            .expect("the column");
        assert_eq!(column.kind, audit_explorer::value::Kind::Time, "{first}");
    }
}

#[test]
fn json_rows_whose_values_stand_in_objects() {
    check(
        r#"{"kind":"bigquery#queryResponse","schema":{"fields":[{"name":"at","type":"TIMESTAMP"},{"name":"who","type":"STRING"},{"name":"n","type":"INTEGER"},{"name":"tags","type":"STRING","mode":"REPEATED"}]},
        "rows":[{"f":[{"v":"1.7066952E9"},{"v":"007"},{"v":"5"},{"v":[{"v":"x"}]}]},{"f":[ {"v" : null},{"v":"b\"c"},{"v":"6"},{"v":[]}]},{"g":1}],"totalRows":"3"}"#,
        &[
            "at=u:1.7066952E9 who=t:007 n=u:5 tags=s:[{\"v\":\"x\"}]",
            "at=- who=t:b\"c n=u:6 tags=s:[]",
            "g=n:1",
        ],
        1,
    );
}

#[test]
fn json_rows_before_their_columns() {
    let row = |at: usize| format!("[\"2024-01-31T10:00:00Z\",\"{}\",{at}]", "x".repeat(40_000));
    for count in [2, 60] {
        let rows: Vec<String> = (0..count).map(row).collect();
        let text = format!(
            "{{\"took\":1,\"rows\":[{}],\"columns\":[{{\"name\":\"time\"}},{{\"name\":\"text\"}},{{\"name\":\"n\"}}]}}",
            rows.join(",\n")
        );
        for sizes in [&[][..], &[100_000], &[7_777]] {
            let (recorder, summary) = read(text.as_bytes(), sizes);
            assert_eq!(summary.rows, count as u64);
            assert_eq!(recorder.columns, ["time", "text", "n"]);
            assert_eq!(recorder.rows[1][2].1, record::Cell::Number("1".to_owned()));
        }
    }
}

#[test]
fn json_tables_in_a_list() {
    let table = |name: &str, columns: &str, rows: &str| {
        format!("{{\"name\":\"{name}\",\"columns\":[{columns}],\"rows\":[{rows}]}}")
    };
    let one = format!(
        "{{\"tables\":[{},{},\n{}],\"statistics\":{{\"query\":7}}}}",
        table(
            "PrimaryResult",
            "{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\"}",
            "[1,2],[3,4]"
        ),
        table("Second \\\"x\\\"", "\"b\",\"c\"", "[5,6]"),
        table("Third", "\"d\",\"table\"", "[7,8]"),
    );
    let rows = [
        "a=n:1 b=n:2",
        "a=n:3 b=n:4",
        "table=t:Second \"x\" b=n:5 c=n:6",
        "table=t:Third d=n:7 table=n:8",
    ];
    for sizes in [&[][..], &[1], &[13]] {
        let (recorder, summary) = read(one.as_bytes(), sizes);
        assert_eq!(recorder.lines(), rows);
        assert_eq!(summary.wrapper.as_deref(), Some("tables.rows"));
        assert_eq!(recorder.warnings.len(), 4, "{:?}", recorder.said());
        assert!(recorder.said()[3].contains("statistics.query = 7"));
        let two = format!("{one}\n{one}");
        assert_eq!(read(two.as_bytes(), sizes).0.lines(), [rows, rows].concat());
    }
    // A first table without rows costs the others nothing.
    let empty = one.replace("[1,2],[3,4]", "");
    assert_eq!(whole(&empty).lines(), rows[2..]);
    let cut = &one[..one.find("[5").expect("a row") + 5];
    assert_eq!(whole(cut).lines(), rows[..3]);
}

#[test]
fn csv_between_single_quotes() {
    check(
        "'id','text'\n1,'a, b'\n2,'it''s \"x\"\nhere'\n",
        &["id=u:1 text=u:a, b", "id=u:2 text=u:it's \"x\"\nhere"],
        0,
    );
    check(
        "id;text;n\n'1';'a; b';'it\\'s; so'\n'2';'';NULL\n",
        &["id=u:1 text=u:a; b n=u:it's; so", "id=u:2 text=u: n=u:NULL"],
        0,
    );
    check("a,b\n',\n',\n", &["a=u:' b=-", "a=u:' b=-"], 0);
    // Apostrophes, and numbers that a spreadsheet is to take for text, are no quotes.
    check(
        "id,text\n'1,'a\n'2,b'\n",
        &["id=u:'1 text=u:'a", "id=u:'2 text=u:b'"],
        0,
    );
    check(
        "id,text\n1,'a'\n2,\"'b'\"\n",
        &["id=u:1 text=u:'a'", "id=u:2 text=u:'b'"],
        0,
    );
    let rows = (0..3000).map(|at| format!("{at},'user {at}, it''s','x\ny'\n"));
    let text = format!("id,user,text\n{}", rows.collect::<String>());
    let whole = read(text.as_bytes(), &[]);
    assert_eq!((whole.1.rows, whole.0.warnings.len()), (3000, 0));
    assert!(read(text.as_bytes(), &[777]) == whole);
}

#[test]
fn records_with_a_line_for_each_value() {
    let psql = "Expanded display is on.\n-[ RECORD 1 ]--------------\nid   | 1\ntext | first            +\n     | name | second\nnote | \n-[ RECORD 2 ]--------------\nid   | 2\ntext | a | b\nnote | x\n\n";
    let mysql = "*************************** 1. row ***************************\n  id: 1\ntext: first\nid: second\n\n(x rows)\nlast\nnote: NULL\n*************************** 2. row ***************************\n  id: 2\ntext: a: b\nnote: x\n2 rows in set (0.00 sec)\n";
    let boxed = "+-[ RECORD 1 ]--+\n| id   | 1      |\n| text | a + b  |\n+-[ RECORD 2 ]--+\n| id   | 2      |\n| text |        |\n+------+--------+\n";
    for (text, rows, warnings) in [
        (
            psql,
            [
                "id=u:1 text=u:first\nname | second note=-",
                "id=u:2 text=u:a | b note=u:x",
            ],
            1,
        ),
        (
            mysql,
            [
                "id=u:1 text=u:first\nid: second\n\n(x rows)\nlast note=-",
                "id=u:2 text=u:a: b note=u:x",
            ],
            1,
        ),
        (boxed, ["id=u:1 text=u:a + b", "id=u:2 text=-"], 0),
    ] {
        check(text, &rows, warnings);
        for sizes in [&[1][..], &[13]] {
            assert_eq!(read(text.as_bytes(), sizes), read(text.as_bytes(), &[]));
        }
    }
    let long = "x".repeat(66 << 20);
    let text = format!("-[ RECORD 1 ]--\na | 1\n-[ RECORD 2 ]--\na | {long}\nb | 2\n-[ RECORD 3 ]--\na | 3\n");
    let (recorder, summary) = read(text.as_bytes(), &[]);
    assert_eq!((summary.rows, summary.rejected), (2, 1));
    assert_eq!(recorder.lines(), ["a=u:1", "a=u:3"]);
    assert!(read(text.as_bytes(), &[9_999_999]).0 == recorder);
}

#[test]
fn json_tables_column_by_column() {
    let rows = [
        "at=t:2024-01-31T10:00:01Z user.name=t:ada n=n:1",
        "at=t:2024-01-31T10:00:02Z user.name=- n=n:2",
    ];
    let names = r#"[{"name":"at","type":"date"},{"name":"user.name"},{"name":"n"}]"#;
    let values = r#"["2024-01-31T10:00:01Z","2024-01-31T10:00:02Z"],["ada",null],[1,2]"#;
    for text in [
        format!(r#"{{"took":3,"columns":{names},"values":[{values}]}}"#),
        format!(r#"{{"preview":false,"fields":["at","user.name","n"],"columns":[{values}]}}"#),
        format!(r#"{{"results":{{"A":{{"frames":[{{"schema":{{"fields":{names}}},"data":{{"values":[{values}]}}}}]}}}}}}"#),
        r#"{"meta":[{"name":"at"},{"name":"user.name"},{"name":"n"}],"data":{"at":["2024-01-31T10:00:01Z","2024-01-31T10:00:02Z"],"user.name":["ada",null],"n":[1,2]}}"#.to_owned(),
    ] {
        check(&text, &rows, 1);
        for cut in 1..text.len() {
            assert_eq!(read(text.as_bytes(), &[cut]), read(text.as_bytes(), &[]), "{text} cut at {cut}");
        }
    }
    // As many rows as columns: times tell which is which.
    let square = r#"{"columns":[{"name":"at"},{"name":"who"}],"values":[["2024-01-31T10:00:01Z","2024-01-31T10:00:02Z"],["ada","bob"]]}"#;
    assert_eq!(whole(square).lines()[1], "at=t:2024-01-31T10:00:02Z who=t:bob");
    let rows = r#"{"columns":[{"name":"at"},{"name":"who"}],"values":[["2024-01-31T10:00:01Z","ada"],["2024-01-31T10:00:02Z","bob"]]}"#;
    assert_eq!(whole(rows).lines(), whole(square).lines());
    // Several tables.
    let two = r#"{"frames":[{"fields":["at","n"],"values":[["2024-01-31"],[1]]},{"fields":["at","m"],"values":[["2024-02-01"],[2]]}]}"#;
    check(two, &["at=t:2024-01-31 n=n:1", "table=t:2 at=t:2024-02-01 m=n:2"], 1);
    // Longer than what is looked at first.
    let many = |value: &dyn Fn(usize) -> String| (0..90_000).map(value).collect::<Vec<_>>().join(",");
    let long = format!(
        r#"{{"columns":["at","n"],"values":[[{}],[{}]]}}"#,
        many(&|n| format!("\"2024-01-31T10:00:{:02}Z\"", n % 60)),
        many(&|n| n.to_string())
    );
    let (recorder, summary) = read(long.as_bytes(), &[70_000]);
    assert_eq!(
        (summary.rows, recorder.lines()[89_999].as_str()),
        (90_000, "at=t:2024-01-31T10:00:59Z n=n:89999")
    );
}

#[test]
fn json_cells_in_objects_of_any_name() {
    for (text, rows) in [
        (
            r#"{"ColumnMetadata":[{"name":"at","typeName":"timestamp"},{"name":"n"}],"Records":[[{"stringValue":"2024-01-31 10:00"},{"longValue":1}],[{"isNull":true},{}]]}"#,
            ["at=u:2024-01-31 10:00 n=n:1", "at=-"],
        ),
        (
            r#"{"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"at"},{"VarCharValue":"n"}]},{"Data":[{"VarCharValue":"2024-01-31 10:00"},{"VarCharValue":"1"}]},{"Data":[{"VarCharValue":"x"},{}]}],
            "ResultSetMetadata":{"ColumnInfo":[{"Name":"at","Type":"varchar"},{"Name":"n","Type":"bigint"}]}}}"#,
            ["at=t:2024-01-31 10:00 n=u:1", "at=t:x"],
        ),
        (
            r#"{"Rows":[{"Data":[{"ScalarValue":"1"},{"ScalarValue":"a"}]},{"Data":[{"NullValue":true},{"ScalarValue":"b"}]}],"ColumnInfo":[{"Name":"n","Type":{"ScalarType":"BIGINT"}},{"Name":"text","Type":{"ScalarType":"VARCHAR"}}]}"#,
            ["n=u:1 text=t:a", "n=- text=t:b"],
        ),
    ] {
        check(text, &rows, 1);
        assert_eq!(read(text.as_bytes(), &[7]), read(text.as_bytes(), &[]));
    }
}

#[test]
fn json_rows_below_names_and_types() {
    let rows = ["at=t:2024-01-31 who=t:ada", "at=t:2024-02-01 who=t:bob"];
    let (names, types) = (r#"["at","who"]"#, r#"["DateTime64(3)","LowCardinality(String)"]"#);
    let values = [r#"["2024-01-31","ada"]"#, r#"["2024-02-01","bob"]"#];
    check(&format!("{names}\n{types}\n{}\n{}\n", values[0], values[1]), &rows, 0);
    check(
        &format!("[{names},\n[\"LONG\",\"STRING\"],{types},{},{}]", values[0], values[1]),
        &rows,
        0,
    );
    check(
        &format!(
            r#"[{{"segmentId":"s","columns":{names},"events":[{},{}]}}]"#,
            values[0], values[1]
        ),
        &rows,
        1,
    );
    for key in ["data_array", "rows", "datarows"] {
        let text = format!(
            r#"{{"manifest":{{"columns":{names}}},"result":{{"{key}":[{},{}]}}}}"#,
            values[0], values[1]
        );
        check(&text, &rows, 1);
    }
}

#[test]
fn json_lists_under_what_they_have_in_common() {
    let rows = [
        "date=t:2024-01-31 who=t:ada n=n:1",
        "date=t:2024-01-31 who=t:bob n=n:2",
        "date=t:2024-02-02 who=t:cy n=n:3",
    ];
    let days = r#"{"2024-01-31":[{"who":"ada","n":1},{"who":"bob","n":2}],"2024-02-01":[], "2024-02-02":[{"who":"cy","n":3}]}"#;
    check(days, &rows, 0);
    let around = format!(r#"{{"ok":true,"data":{days},"next":[1]}}"#);
    check(&around, &rows, 1);
    assert!(
        whole(&around).said()[0].contains("ok = true, next = [1]"),
        "{:?}",
        whole(&around).said()
    );
    for text in [days, &around] {
        for cut in 1..text.len() {
            assert_eq!(
                read(text.as_bytes(), &[cut]),
                read(text.as_bytes(), &[]),
                "{text} cut at {cut}"
            );
        }
    }
    // What is no list, and what is broken off.
    let days: String = (1..20)
        .map(|day| format!(r#""2024-01-{day:02}":[{{"n":{day}}}],"#))
        .collect();
    let recorder = whole(&format!(
        r#"{{{days}"2024-01-20":{{"x":[1]}},"2024-01-21":[{{"n":21}},{{"n":2"#
    ));
    assert_eq!(recorder.rows.len(), 20);
    assert_eq!(recorder.lines()[19], "date=t:2024-01-21 n=n:21");
    let rejected = recorder.warnings.iter().filter(|warning| warning.rejected);
    assert_eq!(
        rejected.map(|warning| warning.raw.as_str()).collect::<Vec<_>>(),
        [r#""2024-01-20":{"x":[1]}"#, r#"{"n":2"#]
    );
    let of = |who: &str, at: u32| format!(r#"{{"who":"{who}","at":"2024-01-31T10:00:0{at}Z"}}"#);
    let (one, two, three) = (of("ada", 1), of("ada", 2), of("bob", 3));
    check(
        &format!(r#"{{"ada@x.example":[{one},{two}],"bob@x.example":[{three}]}}"#),
        &[
            "key=t:ada@x.example who=t:ada at=t:2024-01-31T10:00:01Z",
            "key=t:ada@x.example who=t:ada at=t:2024-01-31T10:00:02Z",
            "key=t:bob@x.example who=t:bob at=t:2024-01-31T10:00:03Z",
        ],
        0,
    );
    check(
        &format!(r#"{{"count":2,"events":{{"e1":{one},"e2":{three}}}}}"#),
        &[
            "key=t:e1 who=t:ada at=t:2024-01-31T10:00:01Z",
            "key=t:e2 who=t:bob at=t:2024-01-31T10:00:03Z",
        ],
        1,
    );
}

#[test]
fn lines_of_many_tools_say_what_they_hold() {
    for (text, rows) in [
        (
            "ada      pts/0        10.0.0.4         Fri Mar 13 22:15:03 2026 - Fri Mar 13 22:16:40 2026  (00:01)\nreboot   system boot  6.8.0            Fri Mar 13 22:10:03 2026   still running\n\nwtmp begins Sun Mar  1 00:00:01 2026\n",
            &[
                "user=u:ada terminal=u:pts/0 host=u:10.0.0.4 time=u:Fri Mar 13 22:15:03 2026 end=u:Fri Mar 13 22:16:40 2026 duration=u:00:01",
                "user=u:reboot terminal=u:system boot host=u:6.8.0 time=u:Fri Mar 13 22:10:03 2026 state=u:still running",
            ][..],
        ),
        (
            "Timestamp                       (process)[PID]    \n2026-03-13 22:15:03.000001+0100  localhost sudo[7]: (a) x\n2026-03-13 22:15:04.000001+0100  localhost sudo[8]: y\n  more\n",
            &[
                "time=u:2026-03-13 22:15:03.000001+0100 host=u:localhost program=u:sudo process=u:7 message=u:(a) x",
                "time=u:2026-03-13 22:15:04.000001+0100 host=u:localhost program=u:sudo process=u:8 message=u:y\n  more",
            ],
        ),
        (
            "-- Journal begins at Sun 2026-03-01 00:00:01 CET. --\nMar 13 22:15:03 h sshd[7]: one\n-- Boot 4711 --\nMar 13 22:15:04 h sshd[8]: two\n",
            &[
                "message=u:-- Journal begins at Sun 2026-03-01 00:00:01 CET. --",
                "time=u:Mar 13 22:15:03 host=u:h program=u:sshd process=u:7 message=u:one",
                "message=u:-- Boot 4711 --",
                "time=u:Mar 13 22:15:04 host=u:h program=u:sshd process=u:8 message=u:two",
            ],
        ),
        (
            "INFO:root:{\"a\":1}\nWARNING:x.y:{\"a\":2}\n",
            &[
                "message=u:INFO:root: json=u:{\"a\":1}",
                "message=u:WARNING:x.y: json=u:{\"a\":2}",
            ],
        ),
        (
            "2026-03-13 22:15:03,001 - audit - INFO - {\"a\":1,\"b\":2}\n2026-03-13 22:15:04,002 - audit - INFO - {\"a\":3,\"b\":4}\n",
            &[
                "time=u:2026-03-13 22:15:03,001 message=u:- audit - INFO - json=u:{\"a\":1,\"b\":2}",
                "time=u:2026-03-13 22:15:04,002 message=u:- audit - INFO - json=u:{\"a\":3,\"b\":4}",
            ],
        ),
        (
            "Mar 13 2026 22:15:03 fw : %ASA-6-302013: Built it\nMar 13 2026 22:15:04: %ASA-4-106023: Deny it\n",
            &[
                "time=u:Mar 13 2026 22:15:03 host=u:fw kind=u:ASA-6-302013 message=u:Built it",
                "time=u:Mar 13 2026 22:15:04 kind=u:ASA-4-106023 message=u:Deny it",
            ],
        ),
        (
            "[Fri Mar 13 22:15:03.000001 2026] [core:error] [pid 7:tid 8] [client 10.0.0.4:5000] AH1: no [x]\n[Fri Mar 13 22:15:04.000001 2026] [core:notice] [pid 7:tid 8] AH2: yes\n",
            &[
                "time=u:Fri Mar 13 22:15:03.000001 2026 level=u:core:error pid=u:7 tid=u:8 client=u:10.0.0.4:5000 message=u:AH1: no [x]",
                "time=u:Fri Mar 13 22:15:04.000001 2026 level=u:core:notice pid=u:7 tid=u:8 message=u:AH2: yes",
            ],
        ),
        (
            "<134>1 2026-03-13T22:15:03Z gw CheckPoint 1 - [action:\"Accept\"; src:\"10.0.0.4\"] \n<134>1 2026-03-13T22:15:04Z gw CheckPoint 1 - [action:\"Drop\"; src:\"10.0.0.5\"]\n",
            &[
                "time=u:2026-03-13T22:15:03Z host=u:gw program=u:CheckPoint process=u:1 priority=u:134 action=u:Accept src=u:10.0.0.4",
                "time=u:2026-03-13T22:15:04Z host=u:gw program=u:CheckPoint process=u:1 priority=u:134 action=u:Drop src=u:10.0.0.5",
            ],
        ),
        (
            "Mar 13 22:15:03 lb haproxy[7]: 10.0.0.4:5000 [13/Mar/2026:22:15:03.123] in b/s1 1/0/3/6/9 200 27 - - ---- 1/1/1/1/0 0/0 \"GET /a HTTP/1.1\"\nMar 13 22:15:04 lb haproxy[7]: Proxy in started.\n",
            &[
                "time=u:Mar 13 22:15:03 host=u:lb program=u:haproxy process=u:7 client=u:10.0.0.4:5000 time=u:13/Mar/2026:22:15:03.123 frontend=u:in server=u:b/s1 timers=u:1/0/3/6/9 status=u:200 bytes=u:27 termination=u:---- connections=u:1/1/1/1/0 queue=u:0/0 method=u:GET path=u:/a protocol=u:HTTP/1.1",
                "time=u:Mar 13 22:15:04 host=u:lb program=u:haproxy process=u:7 message=u:Proxy in started.",
            ],
        ),
        (
            "#Version: 1.5\n#Time Format: Local\n#Fields: date time action src-ip\n\n2026-03-13 22:15:03 DROP 10.0.0.4\n",
            &["date=u:2026-03-13 time=u:22:15:03 action=u:DROP src-ip=u:10.0.0.4"],
        ),
        (
            "#Log-type: x\n#Fields: date-time,who,subject\n2026-03-13T22:15:03Z,ada,\"a, b\"\n",
            &["date-time=u:2026-03-13T22:15:03Z who=u:ada subject=u:a, b"],
        ),
    ] {
        check(text, rows, 0);
        assert_eq!(read(text.as_bytes(), &[11]), read(text.as_bytes(), &[]), "{text}");
    }
}

#[test]
fn entries_of_directories() {
    let text = "version: 1\n# all of it\n\n# ada, people\ndn: uid=ada,dc=x\nobjectClass: top\nmail:: YWRhQHguZXhhbXBsZQ==\nnote: one\n  two\n\ndn:: dWlkPWJvYg==\nmail: bob@x.example\n-\n\n# numEntries: 2\nresult: 0 Success\n";
    check(
        text,
        &[
            "dn=u:uid=ada,dc=x objectClass=u:top mail=u:ada@x.example note=u:one two",
            "dn=u:uid=bob mail=u:bob@x.example",
        ],
        2,
    );
    assert_eq!(read(text.as_bytes(), &[11]), read(text.as_bytes(), &[]));
}

#[test]
fn tables_between_rulers_of_dashes() {
    check(
        "Security Audit Log   1\n----------------\n|Date      |User|\n----------------\n|13.03.2026|ADA |\n|13.03.2026|BOB |\n----------------\n",
        &["Date=u:13.03.2026 User=u:ADA", "Date=u:13.03.2026 User=u:BOB"],
        1,
    );
}

#[test]
fn what_stands_around_text_is_taken_off() {
    // Colours of a terminal.
    let text = "\u{1B}[32m2024-01-02 10:00:00\u{1B}[0m \u{1B}[1;34mINFO\u{1B}[0m login ok\n\u{1B}[32m2024-01-02 10:00:01\u{1B}[0m \u{1B}[1;31mERROR\u{1B}[0m login failed\n";
    let rows = [
        "time=u:2024-01-02 10:00:00 message=u:INFO login ok",
        "time=u:2024-01-02 10:00:01 message=u:ERROR login failed",
    ];
    check(text, &rows, 1);
    // Quotes around whole lines; lines of lists keep theirs.
    check(
        "\"id;when;who\"\n\"1;10:00;\"\"a;b\"\"\"\n\"2;10:01;c\"\n",
        &["id=u:1 when=u:10:00 who=u:a;b", "id=u:2 when=u:10:01 who=u:c"],
        1,
    );
    check(
        "\"name\"\n\"Doe, John\"\n\"Roe, Jane\"\n",
        &["name=u:Doe, John", "name=u:Roe, Jane"],
        0,
    );
    // Blanks around cells.
    check(
        "id  , who    , n\n1   , ada    ,  17\n22  , evelyn ,   5\n",
        &["id=u:1 who=u:ada n=u:17", "id=u:22 who=u:evelyn n=u:5"],
        1,
    );
    check("a,b\n1, x\n2,y\n", &["a=u:1 b=u: x", "a=u:2 b=u:y"], 0);
}

#[test]
fn letters_of_other_code_pages() {
    let bytes = b"time,\xE8\xEC\xFF\n2024-01-02,\xC8\xE2\xE0\xED\n2024-01-03,\xCE\xEB\xFC\xE3\xE0\n";
    let (recorder, summary) = read(bytes, &[]);
    assert_eq!(
        recorder.lines(),
        ["time=u:2024-01-02 имя=u:Иван", "time=u:2024-01-03 имя=u:Ольга"]
    );
    assert_eq!((summary.encoding, recorder.warnings.len()), (Encoding::Windows1251, 0));
    // Where a row stands in the file, not in the text that was made of it.
    assert_eq!((recorder.positions[1].byte, recorder.positions[1].length), (25, 16));
    let (recorder, _) = read(b"time,\x93\xFA\x8E\x9E\n2024-01-02,\x83\x8D\x83O\x83C\x83\x93\n", &[]);
    assert!(
        recorder.said().iter().any(|said| said.contains("iconv -f SHIFT_JIS")),
        "{:?}",
        recorder.said()
    );
}

#[test]
fn rows_above_and_below_the_names_of_columns() {
    check(
        "Source,,Target,,\nHost,Port,Host,Port,Action\n10.0.0.1,1,10.0.0.2,443,allow\n10.0.0.3,2,10.0.0.2,443,deny\n",
        &[
            "Source.Host=u:10.0.0.1 Source.Port=u:1 Target.Host=u:10.0.0.2 Target.Port=u:443 Target.Action=u:allow",
            "Source.Host=u:10.0.0.3 Source.Port=u:2 Target.Host=u:10.0.0.2 Target.Port=u:443 Target.Action=u:deny",
        ],
        1,
    );
    check(
        "event_time\tuser\tms\nDateTime\tLowCardinality(String)\tUInt64\n2024-01-02 10:00:00\tada\t17\n",
        &["event_time=u:2024-01-02 10:00:00 user=u:ada ms=u:17"],
        1,
    );
    check(
        ",name,n\n0,ada,7\n1,bob,8\n",
        &["column 1=u:0 name=u:ada n=u:7", "column 1=u:1 name=u:bob n=u:8"],
        0,
    );
}

#[test]
fn frames_of_kusto() {
    let text = r#"[{"FrameType":"DataSetHeader","IsProgressive":false,"Version":"v2.0"},
{"FrameType":"DataTable","TableId":0,"TableKind":"QueryProperties","TableName":"@ExtendedProperties","Columns":[{"ColumnName":"Key","ColumnType":"string"}],"Rows":[["Visualization"]]},
{"FrameType":"DataTable","TableId":1,"TableKind":"PrimaryResult","TableName":"PrimaryResult","Columns":[{"ColumnName":"TimeGenerated","ColumnType":"datetime"},{"ColumnName":"Caller","ColumnType":"string"},{"ColumnName":"n","ColumnType":"long"}],"Rows":[["2024-01-02T10:00:00Z","ada@x.org",1],["2024-01-02T10:01:00Z","bob@x.org",2]]},
{"FrameType":"DataTable","TableId":2,"TableKind":"QueryCompletionInformation","TableName":"x","Columns":[{"ColumnName":"Level","ColumnType":"int"}],"Rows":[[4],[6]]},
{"FrameType":"DataSetCompletion","HasErrors":false,"Cancelled":false}]"#;
    check(
        text,
        &[
            "TimeGenerated=t:2024-01-02T10:00:00Z Caller=t:ada@x.org n=n:1",
            "TimeGenerated=t:2024-01-02T10:01:00Z Caller=t:bob@x.org n=n:2",
        ],
        // What the first frame says is told.
        1,
    );
}

#[test]
fn bulk_requests() {
    check(
        "{\"index\":{\"_index\":\"l\",\"_id\":\"1\"}}\n{\"@timestamp\":\"2024-01-02T10:00:00Z\",\"a\":1}\n{\"delete\":{\"_id\":\"0\"}}\n{\"create\":{\"_id\":\"2\"}}\n{\"a\":2}\n",
        &[
            "index._index=t:l index._id=t:1 @timestamp=t:2024-01-02T10:00:00Z a=n:1",
            "delete._id=t:0",
            "create._id=t:2 a=n:2",
        ],
        1,
    );
}

#[test]
fn tables_below_annotations() {
    check(
        "#group,false,false,true\n#datatype,string,long,dateTime:RFC3339\n#default,_result,,\n,result,table,_time\n,,0,2024-01-02T10:00:00Z\n\n#group,false,false,true\n#default,_result,,\n,result,table,host\n,x,1,a\n",
        &[
            "result=- table=u:0 _time=u:2024-01-02T10:00:00Z",
            "result=u:x table=u:1 host=u:a",
        ],
        0,
    );
}

#[test]
fn logs_of_databases() {
    let head = "/usr/sbin/mysqld, Version: 8.0.36 (MySQL). started with:\nTcp port: 3306  Unix socket: /x.sock\nTime                 Id Command    Argument\n";
    check(
        &format!(
            "{head}2024-01-02T10:00:00.1Z\t    8 Connect\troot@localhost on\n2024-01-02T10:00:01.1Z\t    8 Query\tSELECT *\nFROM users\n2024-01-02T10:00:02.1Z\t    8 Quit\t\n"
        ),
        &[
            "time=u:2024-01-02T10:00:00.1Z thread=u:8 command=u:Connect argument=u:root@localhost on",
            "time=u:2024-01-02T10:00:01.1Z thread=u:8 command=u:Query argument=u:SELECT *\nFROM users",
            "time=u:2024-01-02T10:00:02.1Z thread=u:8 command=u:Quit",
        ],
        1,
    );
    check(
        &format!(
            "{head}# Time: 2024-01-02T10:00:00.1Z\n# User@Host: app[app] @ web1 [10.0.0.5]  Id:    12\n# Query_time: 3.1  Rows_sent: 1\nSET timestamp=1704189600;\nSELECT a\nFROM b;\n# User@Host: root[root] @ localhost []  Id:    13\n# Query_time: 5.0  Rows_sent: 0\nDELETE FROM c;\n"
        ),
        &[
            "time=u:2024-01-02T10:00:00.1Z user=u:app host=u:web1 address=u:10.0.0.5 thread=u:12 Query_time=u:3.1 Rows_sent=u:1 timestamp=u:1704189600 statement=u:SELECT a\nFROM b;",
            "user=u:root host=u:localhost thread=u:13 Query_time=u:5.0 Rows_sent=u:0 statement=u:DELETE FROM c;",
        ],
        1,
    );
    check(
        "Audit file /u01/x.aud\nOracle Database 19c\nNode name:      db1\n\nTue Jan  2 10:00:00 2024 +00:00\nLENGTH : '160'\nACTION :[7] 'CONNECT'\nDATABASE USER:[1] '/'\nSTATUS:[1] '0'\n\nTue Jan  2 10:01:00 2024 +00:00\nLENGTH : '170'\nACTION :[9] 'select\n1;'\nSTATUS:[1] '0'\n",
        &[
            "time=u:Tue Jan  2 10:00:00 2024 +00:00 ACTION=u:CONNECT DATABASE USER=u:/ STATUS=u:0",
            "time=u:Tue Jan  2 10:01:00 2024 +00:00 ACTION=u:select\n1; STATUS=u:0",
        ],
        1,
    );
}

#[test]
fn mail_is_named() {
    let mail = "Received: from mx\n\tby host; Tue, 2 Jan 2024 10:00:00 +0000\nFrom: Ada <a@x.org>\nTo: b@x.org\nSubject: Log, please\nMIME-Version: 1.0\n\nHello,\nworld\n";
    let (recorder, summary) = read(mail.as_bytes(), &[]);
    assert_eq!(recorder.lines().len(), 0);
    assert!(summary.found.is_some_and(|found| found.contains("mail message")));
}

/// The texts of a column, row by row.
fn texts(text: &str, chunk: usize, name: &str) -> Vec<Option<String>> {
    let mut loader = Loader::new(1);
    loader.begin("x", text.len() as u64);
    text.as_bytes().chunks(chunk).for_each(|piece| loader.feed(piece));
    let dataset = loader.finish().dataset;
    let column = dataset.column(name);
    (0..dataset.rows)
        .map(|row| Some(column?.written(row)?.into_owned()))
        .collect()
}

#[test]
fn the_first_of_several_lists_has_its_name_too() {
    let event = |user: &str| format!("{{\"at\":\"2026-01-05T10:00:00Z\",\"user\":\"{user}\"}}");
    let lists = format!(
        "{{\"data\":{{\"events\":[{},{}],\"n\":3,\"changes\":[{}]}}}}",
        event("ada"),
        event("bob"),
        event("eve")
    );
    let tables = "{\"tables\":[{\"name\":\"A\",\"columns\":[\"n\"],\"rows\":[[1],[2]]},{\"name\":\"B\",\"columns\":[\"n\"],\"rows\":[[3]]}]}";
    let alone = lists.replace("\"at\":\"2026-01-05T10:00:00Z\",\"user\":\"eve\"", "\"x\":1");
    for (text, expected) in [
        (&lists[..], &[Some("events"), Some("events"), Some("changes")][..]),
        (tables, &[Some("A"), Some("A"), Some("B")]),
        (
            &format!("{lists}\n{lists}"),
            &[Some("events"), Some("events"), Some("changes")].repeat(2),
        ),
        (&alone, &[None, None]),
    ] {
        for chunk in [text.len(), 5] {
            let found = texts(text, chunk, LIST);
            let found: Vec<_> = found.iter().map(Option::as_deref).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}

#[test]
fn records_in_lists_of_records_are_rows() {
    let span = |id: u32| {
        format!(
            "{{\"spanId\":\"{id}\",\"name\":\"op\",\"startTimeUnixNano\":\"1544712660000000000\",\"events\":[{{\"timeUnixNano\":\"1544712660500000000\"}}]}}"
        )
    };
    let resource = |name: &str, spans: &[u32]| {
        let spans: Vec<String> = spans.iter().map(|&id| span(id)).collect();
        format!(
            "{{\"resource\":{{\"service\":\"{name}\"}},\"scopeSpans\":[{{\"scope\":{{\"name\":\"lib\"}}, \"spans\" : [{}]}}]}}",
            spans.join(", ")
        )
    };
    let traces = format!(
        "{{\"resourceSpans\":[{},{},{}]}}",
        resource("a", &[1, 2]),
        resource("b", &[3]),
        resource("c", &[])
    );
    for (text, rows) in [(traces.clone(), 4), (format!("{traces}\n{traces}\n{traces}\n"), 12)] {
        for chunk in [text.len(), 7] {
            let ids = texts(&text, chunk, "spanId");
            assert_eq!(ids.len(), rows, "{text}");
            assert_eq!(ids[2].as_deref(), Some("3"));
            // A resource without spans is a row, so that nothing is lost.
            assert_eq!(ids[3], None);
            let services = texts(&text, chunk, "resource.service");
            let services: Vec<_> = services.iter().flatten().take(4).map(String::as_str).collect();
            assert_eq!(services, ["a", "a", "b", "c"]);
            assert_eq!(texts(&text, chunk, "scope.name")[2].as_deref(), Some("lib"));
        }
    }
    // A trace with what its spans have in common, whose times are numbers.
    let trace = "{\"traceID\":\"t\",\"spans\":[{\"spanID\":\"a\",\"startTime\":1700000000000000},{\"spanID\":\"b\",\"startTime\":1700000000000001}],\"processes\":{\"p\":{\"name\":\"x\"}}}";
    let traces_of = format!("{{\"data\":[{trace},{trace}],\"total\":0}}");
    assert_eq!(texts(&traces_of, 9, "processes.p.name"), vec![Some("x".to_owned()); 4]);
    // A message of a log service: what it says of its records is beside each.
    let message = |stream: &str| {
        format!(
            "{{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logStream\":\"{stream}\",\"filters\":[\"f\"],\"logEvents\":[{{\"id\":\"3\",\"timestamp\":1440442987000,\"message\":\"m\"}},{{\"id\":\"4\",\"timestamp\":1440442987001,\"message\":\"n\"}}]}}"
        )
    };
    for between in ["", "\n", "\n\n"] {
        let text = [message("a"), message("b")].join(between);
        let streams = texts(&text, 11, "logStream");
        let streams: Vec<_> = streams.iter().flatten().map(String::as_str).collect();
        assert_eq!(streams, ["a", "a", "b", "b"]);
        assert_eq!(whole(&message("a")).rows.len(), 2);
        assert_eq!(texts(&text, 11, "message").len(), 4);
    }
    // The place of each row is that of its span.
    let recorder = whole(&traces);
    let at = recorder.positions[1].byte as usize;
    assert!(traces[at..].starts_with("{\"spanId\":\"2\""));
    assert_eq!(recorder.positions[1].length as usize, span(2).len());
    // A record that says when it happened is one row, whatever is in it.
    let event = format!(
        "{{\"at\":\"2026-01-05T10:00:00Z\",\"parts\":[{},{}]}}\n",
        span(1),
        span(2)
    );
    assert_eq!(whole(&event.repeat(3)).rows.len(), 3);
    // What stands around many rows is not written beside each where that would fill memory.
    let large = format!(
        "{{\"note\":\"{}\",\"spans\":[{}]}}\n",
        "x".repeat(20_000),
        vec![span(1); 200].join(",")
    );
    assert_eq!(whole(&large.repeat(3)).rows.len(), 3);
}

#[test]
fn a_file_that_changes_its_format_says_so() {
    let csv = "time,user,n\n2026-01-05T10:00:00Z,ada,1\n2026-01-05T10:00:01Z,bob,2\n";
    let users = "id,name,mail\n7,Ada,a@x\n8,Bob,b@x\n";
    let told = |recorder: &Recorder, what: &str| recorder.said().iter().filter(|said| said.contains(what)).count();
    for between in ["\n", "\n\nUsers\n", "\r\n"] {
        let text = format!("{csv}{between}{users}\n{csv}");
        let recorder = whole(&text);
        assert_eq!(
            recorder.lines(),
            [
                "time=u:2026-01-05T10:00:00Z user=u:ada n=u:1",
                "time=u:2026-01-05T10:00:01Z user=u:bob n=u:2",
                "id=u:7 name=u:Ada mail=u:a@x",
                "id=u:8 name=u:Bob mail=u:b@x",
                "time=u:2026-01-05T10:00:00Z user=u:ada n=u:1",
                "time=u:2026-01-05T10:00:01Z user=u:bob n=u:2",
            ]
        );
        assert_eq!(told(&recorder, "Another table begins"), 2, "{:?}", recorder.said());
    }
    // Rows between blank lines are rows; so is one of words alone where the first row has no number either.
    assert_eq!(whole("a,b,c\n\n1,x,y\n\nq,r,s\n\n2,z,z\n").rows.len(), 3);
    let words = "user,what,place\nada,x,y\n\nbob,r,s\neve,z,z\n";
    assert_eq!(whole(words).rows.len(), whole(&words.replace("\n\n", "\n")).rows.len());
    // Objects among rows.
    let recorder = whole(&format!(
        "{csv}{{\"time\":\"2026-01-05T10:00:02Z\",\"user\":\"eve\",\"n\":3}}\n{{\"user\":\"x, y\"}}\n{{\"no\n"
    ));
    assert_eq!(
        recorder.lines()[2..],
        [
            "time=t:2026-01-05T10:00:02Z user=t:eve n=n:3",
            "user=t:x, y",
            "time=u:{\"no"
        ]
    );
    assert_eq!(told(&recorder, "changes its format"), 1);
    // Rows among lines of objects: none of their numbers is a record.
    let object = "{\"time\":\"2026-01-05T10:00:00Z\",\"user\":\"ada\"}\n".repeat(3);
    let recorder = whole(&format!("{object}{}", "2026-01-05,ada,0\n".repeat(20)));
    assert_eq!((recorder.rows.len(), recorder.warnings.len()), (3, 1));
    let object = object.repeat(10);
    let recorder = whole(&format!("{object}{}", "2026-01-05,ada,0\n".repeat(20)));
    assert_eq!((recorder.rows.len(), recorder.warnings.len()), (30, 20));
    // Objects below lines with times.
    let line = "Jan  5 10:00:00 host sshd[1]: Accepted password for ada\n".repeat(60);
    let recorder = whole(&format!("{line}{object}"));
    assert_eq!((recorder.rows.len(), told(&recorder, "cut it in two")), (60, 1));
    assert_eq!(whole(&format!("{line}{}", &object[..100])).warnings.len(), 0);
    let mut loader = Loader::new(1);
    loader.begin("x", 0);
    loader.feed(format!("{object}{}", "2026-01-05,ada,0\n".repeat(20)).as_bytes());
    let report = loader.finish().report;
    assert!(
        report.warnings[0].what.starts_with("20 records"),
        "{:?}",
        report.warnings[0]
    );
    assert_eq!((report.warned, report.rejected), (21, 20));
}

#[test]
fn names_that_come_thousands_of_times_cost_little() {
    let header = vec!["x"; 20_000].join(",");
    let text = format!("{header}\n{}\n", vec!["1"; 20_000].join(","));
    let recorder = whole(&text);
    assert_eq!(recorder.columns[19_999], "x (20000)");
    let members: Vec<String> = (0..20_000).map(|at| format!("\"x\":{at}")).collect();
    let object = format!("{{{}}}\n", members.join(","));
    let found = texts(&object, object.len(), "x (20000)");
    assert_eq!(found, [Some("19999".to_owned())]);
}

#[test]
fn a_log_behind_many_blanks_is_found() {
    for blank in ["\n", "\r\n"] {
        let before = blank.repeat(1_500_000);
        for sizes in [&[][..], &[70_001]] {
            let (recorder, _) = read(format!("{before}a,b\n1,x\n").as_bytes(), sizes);
            assert_eq!(recorder.lines(), ["a=u:1 b=u:x"]);
            assert_eq!(recorder.positions[0].byte, before.len() as u64 + 4);
            let (_, summary) = read(before.as_bytes(), sizes);
            assert!(summary.found.is_some_and(|found| found.contains("blanks")));
        }
    }
}

#[test]
fn a_time_that_fills_the_first_cell_begins_a_row() {
    for (behind, delimiter) in [
        (",ann,login,ok", ','),
        (";192.0.2.1;login;ok", ';'),
        (",192.0.2.1,7,вход", ','),
    ] {
        let text: String = (0..30)
            .map(|at| format!("2026-01-05 10:{at:02}:00{behind}\n"))
            .collect();
        let (recorder, summary) = read(text.as_bytes(), &[]);
        assert_eq!(
            (recorder.rows.len(), summary.delimiter),
            (30, Some(delimiter)),
            "{behind}"
        );
    }
    let lines = "2026-03-13 22:15:03,123 INFO it, began, now\n2026-03-13 22:15:04,456 WARN it, ended, then\n";
    let (recorder, summary) = read(lines.as_bytes(), &[]);
    assert_eq!((recorder.rows.len(), summary.delimiter), (2, None));
}

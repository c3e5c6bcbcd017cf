//! Kinds of exports, told by a few lines of each: how many rows, which source and roles, and when it begins.

use audit_explorer::engine::{Engine, Loader, Report};
use audit_explorer::query::language::parse;
use audit_explorer::query::{Ask, Query};
use audit_explorer::value::iso;

/// When all files here were last written: the end of 2026.
const WRITTEN: i64 = 1_798_700_000_000_000;

fn open(text: &str) -> Engine {
    let mut loader = Loader::default();
    loader.written(vec![WRITTEN]);
    loader.begin("", text.len() as u64);
    loader.feed(text.as_bytes());
    let mut engine = Engine::new(loader.finish());
    engine.study();
    while engine.study_more() {}
    engine
}

/// Rows, source, time and its first moment; then actor, action, target, address, outcome; `-` for none.
fn told(report: &Report) -> String {
    let roles = &report.roles;
    let parts = [
        &roles.actor,
        &roles.action,
        &roles.target,
        &roles.address,
        &roles.outcome,
    ];
    let said = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
    let parts: Vec<String> = parts.into_iter().map(said).collect();
    let begins = report.time.as_ref().map_or("-".to_owned(), |span| iso(span.first));
    let (source, time) = (said(&report.source), said(&roles.time));
    format!("{} {source} | {time} {begins} | {}", report.rows, parts.join(" | "))
}

#[test]
fn tables_that_name_no_columns_keep_their_first_row_and_are_known_by_their_cells() {
    for (text, expected) in [
        (
            "2026-03-13 22:15:03.123 UTC,\"ada\",\"shop\",7,\"192.0.2.1:5555\",644f.4d2,1,\"authentication\",2026-03-13 22:15:00 UTC,3/1,0,LOG,00000,\"it, is on\",,,,,,,,,\"psql\",\"client backend\"\n\
             2026-03-13 22:16:03.123 UTC,\"bo\",\"shop\",8,\"192.0.2.2:5556\",644f.4d3,1,\"SELECT\",2026-03-13 22:15:00 UTC,3/1,0,FATAL,28P01,\"no\",,,,,,,,,\"psql\",\"client backend\"\n",
            "2 postgresql | log_time 2026-03-13 22:15:03.123 | user_name | command_tag | database_name | connection_from | error_severity",
        ),
        (
            "\"2026-03-13 22:15:03\",\"ada\",\"ada,LT-1\",\"192.0.2.1\",\"198.51.100.1\",\"Allowed\",\"1 (A)\",\"NOERROR\",\"example.org.\",\"News\",\"AD Users\",\"AD Users\",\"\"\n\
             \"2026-03-13 22:15:04\",\"bo\",\"bo,LT-2\",\"192.0.2.2\",\"198.51.100.1\",\"Blocked\",\"1 (A)\",\"NOERROR\",\"example.net.\",\"Malware\",\"AD Users\",\"AD Users\",\"\"\n",
            "2 - | Timestamp 2026-03-13 22:15:03 | Most Granular Identity | Action | Domain | External IP | Response Code",
        ),
        (
            "192.0.2.1 | RepositoryCreatedEvent | ada | 1773440103123 | P/rep | {\"id\":1} | @8K | 6ea\n\
             192.0.2.2 | PullRequestMergedEvent | bo | 1773440104123 | P/rep | {\"id\":2} | @8L | 6eb\n",
            "2 - | time 2026-03-13 22:15:03.123 | username | event | - | ip_address | -",
        ),
        (
            "https,2026-03-13T22:15:03.123456Z,app/my-lb/50dc,192.0.2.1:5555,10.0.0.1:80,0.001,200,200,34,366\n\
             https,2026-03-13T22:15:04.123456Z,app/my-lb/50dc,192.0.2.2:5556,10.0.0.1:80,0.001,404,404,34,366\n",
            "2 - | column 2 2026-03-13 22:15:03.123456 | - | - | - | column 4 | -",
        ),
        (
            "authenticated   |Fri, 13 Mar 2026 22:15:03:123|::ffff:192.0.2.1  |5555|7|dev |ada |password |0|\n\
             authentication failure |Fri, 13 Mar 2026 22:15:04:123|::ffff:192.0.2.2  |5556|8|dev |bo |password |0|\n",
            "2 - | recordtime 2026-03-13 22:15:03.123 | username | event | - | remotehost | -",
        ),
        // Lines of blanks name nothing.
        (
            " \r\n  \r\ntime,user\r\n2026-03-13 22:15:03,ada\r\n2026-03-13 22:15:04,bo\r\n",
            "2 - | time 2026-03-13 22:15:03 | user | - | - | - | -",
        ),
        (
            "date,2026-03-01,2026-03-02\nada,5,7\nbo,6,8\n",
            "2 - | - - | - | - | - | - | -",
        ),
        (
            "host,2026-03-13 22:00:00,2026-03-13 23:00:00\nweb1,5,7\n",
            "1 - | - - | - | - | - | - | -",
        ),
    ] {
        assert_eq!(told(open(text).report()), expected, "{text}");
    }
}

#[test]
fn lines_of_programs_tell_who_and_when() {
    for (text, expected) in [
        (
            "<14>Mar 13 22:15:03 fw1 1,2025/03/13 22:15:03,0123,TRAFFIC,end,2305,2025/03/13 22:15:03,192.0.2.1,203.0.113.1,0.0.0.0,0.0.0.0,out,ada,,ssl,vsys1,in,out,e1,e2,fwd,x,1,1,5555,443,0,0,0x19,tcp,allow\n\
             <14>Mar 13 22:15:04 fw1 1,2025/03/13 22:15:04,0123,TRAFFIC,drop,2305,2025/03/13 22:15:04,192.0.2.2,203.0.113.1,0.0.0.0,0.0.0.0,out,bo,,ssl,vsys1,in,out,e1,e2,fwd,x,1,1,5556,443,0,0,0x19,tcp,deny\n",
            "2 - | time 2025-03-13 22:15:03 | source_user | action | destination_address | source_address | -",
        ),
        (
            "Mar 13 22:15:03 web1 sysmon: <Event><System><EventID>1</EventID><TimeCreated SystemTime=\"2025-03-13T22:15:03.1Z\"/><Channel>Linux-Sysmon/Operational</Channel><Computer>web1</Computer></System><EventData><Data Name=\"Image\">/usr/bin/curl</Data><Data Name=\"User\">ada</Data></EventData></Event>\n",
            "1 windows | System.TimeCreated.SystemTime 2025-03-13 22:15:03.1 | EventData.User | System.EventID | EventData.Image | - | -",
        ),
        (
            "INFO  [Native-1] 2026-03-13 22:15:03,123 Audit.java:51 - user:ada, it began\n\
             WARN  [Native-2] 2026-03-13 22:15:04,123 Audit.java:51 - user:bo, it ended\n",
            "2 - | time 2026-03-13 22:15:03.123 | - | - | - | - | -",
        ),
        (
            "[7] [01234] [ts/0] [ada     ] [pts/0       ] [192.0.2.1           ] [192.0.2.1      ] [2026-03-13T22:15:03,101010+00:00]\n\
             [8] [01234] [    ] [        ] [pts/0       ] [                    ] [0.0.0.0        ] [2026-03-13T22:16:03,101010+00:00]\n",
            "2 - | time 2026-03-13 22:15:03.10101 | user | type | - | address | -",
        ),
        (
            "ada      pts/0        192.0.2.1        Fri Mar 13 22:15   still logged in\n\
             bo       pts/1        192.0.2.2        Fri Mar  6 21:10 - 21:50  (00:40)\n\nwtmp begins Sun Mar  1 21:58:01 2026\n",
            "2 - | time 2026-03-06 21:10:00 | user | - | - | host | -",
        ),
        (
            "#1773440103\nls -la\n#1773440104\ncurl https://example.org |\n  sh\n",
            "2 - | time 2026-03-13 22:15:03 | - | command | - | - | -",
        ),
        (
            "\t\tMicrosoft DHCP Service Activity Log\n\n\nEvent ID  Meaning\n00\tThe log was started.\n10\tA new IP address was leased to a client.\n\n\
             QResult: 0: NoQuarantine, 1:Quarantine, 2:Drop Packet\n\nID,Date,Time,Description,IP Address,Host Name,MAC Address\n\
             10,03/13/26,22:15:03,Assign,192.0.2.21,lt-1.example.org,005056C00001\n11,03/14/26,22:15:04,Renew,192.0.2.22,lt-2.example.org,005056C00002\n",
            "2 - | Date Time 2026-03-13 22:15:03 | - | - | - | IP Address | -",
        ),
        (
            "DNS Server log file creation at 3/13/2026 9:00:00 PM\n\nMessage logging key:\n\tField #  Information\n\n\
             3/13/2026 10:15:03 PM 0E98 PACKET  01A2 UDP Rcv 192.0.2.21  a1b2   Q [0001   D   NOERROR] A      (7)example(3)org(0)\n\
             3/13/2026 10:15:04 PM 0E98 PACKET  01A3 UDP Snd 192.0.2.21  a1b2 R Q [8081   DR  NOERROR] A      (7)example(3)org(0)\n",
            "2 - | time 2026-03-13 22:15:03 | - | - | - | - | -",
        ),
        (
            "<181>Mar 13 22:15:03 ise1 0027385 NOTICE Login: It worked, AdminInterface=GUI, AdminIPAddress=192.0.2.1, AdminName=ada, MessageText=All is well. Go on.,\n",
            "1 - | time 2026-03-13 22:15:03 | AdminName | - | - | AdminIPAddress | -",
        ),
    ] {
        assert_eq!(told(open(text).report()), expected, "{text}");
    }
    let engine = open("<181>Mar 13 22:15:03 ise1 x, Interface=GUI, Name=ada, MessageText=All is well. Go on.,\n");
    let table = engine.tables().next().expect("a table");
    let text = table
        .column("MessageText")
        .and_then(|column| column.text(0))
        .map(|text| text.to_string());
    assert_eq!(text.as_deref(), Some("All is well. Go on."));
}

#[test]
fn roles_go_to_what_the_events_have_in_common() {
    let rows = |rows: &[&str]| rows.join("\n");
    for (text, expected) in [
        // Of two times that could be it, the one that most rows have; numbers and texts among its values.
        (
            rows(&[
                r#"{"action":"a","actor":"ada","org":"o","@timestamp":1773440103123,"created_at":"2026-03-13 22:15:00"}"#,
                r#"{"action":"b","actor":"ada","org":"o","repo":"o/r","created_at":1773440104123}"#,
                r#"{"action":"c","actor":"ada","org":"o","repo":"o/r","created_at":1773440105123}"#,
                r#"{"action":"d","actor":"ada","org":"o","repo":"o/r","created_at":1773440106123.5}"#,
                r#"{"action":"e","actor":"bo","org":"o","repo":"o/r","created_at":"2026-03-13 22:15:07"}"#,
                r#"{"action":"f","actor":"bo","org":"o","repo":"o/r","created_at":"2026-03-13 22:15:08"}"#,
            ]),
            "6 github | created_at 2026-03-13 22:15:00 | actor | action | repo | - | -",
        ),
        // A repository was not made by what happens in it.
        (
            rows(&[
                r#"{"action":"created","repository":{"full_name":"o/r","name":"r","owner":{"login":"o"},"created_at":"2020-01-01T00:00:00Z","pushed_at":"2026-03-13T22:15:03Z"},"organization":{"login":"o"},"sender":{"login":"ada","id":3}}"#,
                r#"{"action":"deleted","repository":{"full_name":"o/r","name":"r","owner":{"login":"o"},"created_at":"2020-01-01T00:00:00Z","pushed_at":"2026-03-13T22:15:04Z"},"organization":{"login":"o"},"sender":{"login":"bo","id":4}}"#,
            ]),
            "2 github | repository.pushed_at 2026-03-13 22:15:03 | sender.login | action | repository.full_name | - | -",
        ),
        // What an agent calls itself is not from where somebody came, and what a thing is called is no action.
        (
            rows(&[
                r#"{"timestamp":"2026-03-13T22:15:03Z","rule":{"description":"login failed"},"agent":{"name":"web1","ip":"10.0.0.5"},"data":{"srcip":"192.0.2.1","dstuser":"ada"}}"#,
                r#"{"timestamp":"2026-03-13T22:15:04Z","rule":{"description":"login"},"agent":{"name":"web1","ip":"10.0.0.5"},"data":{"srcip":"192.0.2.2","dstuser":"bo"}}"#,
            ]),
            "2 - | timestamp 2026-03-13 22:15:03 | data.dstuser | rule.description | - | data.srcip | -",
        ),
        // A time that few rows have is none of the log, whatever it is called.
        (
            "LoginTime,CreatedTime,UserName\n2026-03-13 22:15:03,2026-03-13 22:15:03,ada\n,2026-03-13 22:15:04,ada\n,2026-03-13 22:15:05,bo\n".to_owned(),
            "3 - | CreatedTime 2026-03-13 22:15:03 | UserName | - | - | - | -",
        ),
        (
            "event_time,action_id,succeeded,server_principal_name,client_ip\n2026-03-13 22:15:03,LGIS,1,ada,192.0.2.1\n2026-03-13 22:15:04,LGIF,0,bo,192.0.2.2\n".to_owned(),
            "2 - | event_time 2026-03-13 22:15:03 | server_principal_name | action_id | - | client_ip | succeeded",
        ),
    ] {
        assert_eq!(told(open(&text).report()), expected, "{text}");
    }
}

#[test]
fn windows_says_in_keywords_what_a_number_does_not() {
    let event = |code: u32, word: &str, heading: &str| {
        format!(
            "03/13/2026 10:15:03 PM\nLogName=Security\nEventCode={code}\nEventType=0\nComputerName=srv1\nSourceName=Audit\nType=Information\n\
             RecordNumber={code}\nKeywords=Audit {word}\nTaskCategory=Logon\nOpCode=Info\nMessage=It happened.\n\nSubject:\n\tSecurity ID:\t\tNULL SID\n\
             \tAccount Name:\t\t-\n\n{heading}:\n\tAccount Name:\t\tada\n\nNetwork Information:\n\tSource Network Address:\t192.0.2.1\n\n"
        )
    };
    let text = event(4624, "Success", "New Logon") + &event(4625, "Failure", "New Logon");
    let engine = open(&text);
    assert_eq!(
        told(engine.report()),
        "2 windows | time 2026-03-13 22:15:03 | Message.New Logon.Account Name | EventCode | Message.New Logon.Account Name | \
            Message.Network Information.Source Network Address | Keywords"
    );
    assert_eq!(engine.report().failures, ["Audit Failure"]);
}

#[test]
fn each_of_several_lists_is_named() {
    let row = |id: u32| format!(r#"{{"id":{id},"created_at":"2026-03-13T22:15:0{id}Z","who":"ada"}}"#);
    let text = format!(r#"{{"users":[{},{}],"admins":[{}]}}"#, row(1), row(2), row(3));
    let engine = open(&text);
    let table = engine.tables().next().expect("a table");
    let column = table.column("table").expect("names of lists");
    let names: Vec<_> = (0..3).filter_map(|row| column.text(row)).collect();
    assert_eq!(names, ["users", "users", "admins"]);
}

#[test]
fn day_and_month_follow_what_stands_beside_them() {
    for (text, first, said) in [
        (
            "time,due\n03/05/2026 10:00,25/05/2026\n03/05/2026 11:00,26/05/2026\n",
            "2026-05-03 10:00:00",
            "like due",
        ),
        (
            "time,due\n03/05/2026 10:00,05/25/2026\n03/05/2026 11:00,05/26/2026\n",
            "2026-03-05 10:00:00",
            "",
        ),
        (
            "time;user\n03/05/2026 10:00;ada\n03/05/2026 11:00;bo\n",
            "2026-05-03 10:00:00",
            "semicolons",
        ),
        (
            "time,user\n03/05/2026 10:00,ada\n03/05/2026 11:00,bo\n",
            "2026-03-05 10:00:00",
            "",
        ),
        // Nine days, not nine months.
        (
            "time;user\n03/01/2026 10:00;ada\n03/09/2026 11:00;bo\n",
            "2026-03-01 10:00:00",
            "",
        ),
        (
            "time,user\n01/03/2026 10:00,ada\n09/03/2026 11:00,bo\n",
            "2026-03-01 10:00:00",
            "months apart",
        ),
    ] {
        let engine = open(text);
        let report = engine.report();
        let time = report
            .columns
            .iter()
            .find(|column| &*column.name == "time")
            .expect("a time");
        assert_eq!(iso(report.time.as_ref().expect("a time").first), first, "{text}");
        let note = time.note.as_deref().unwrap_or_default();
        assert!(note.contains(said), "{text}: {note}");
        assert!(time.day_first.is_some(), "{text}");
    }
}

#[test]
fn literals_of_a_filter_are_read_in_the_order_of_their_column() {
    let engine = open("d,user,m\n05/02/2026,ann,02/05/2026\n13/02/2026,bob,02/13/2026\n31/12/2026,cyd,12/31/2026\n");
    let count = |filter: &str| {
        let query = Query {
            filter: parse(filter).expect(filter).predicate,
            asks: vec![Ask::Count],
            ..Query::default()
        };
        engine.ask(&query).expect(filter).rows
    };
    for (filter, rows) in [
        ("d:05/02/2026", 1),
        ("d>=05/02/2026", 3),
        ("d:[05/02/2026 TO 13/02/2026]", 2),
        ("d:2026-02-05", 1),
        ("d in (05/02/2026, 31/12/2026)", 2),
        ("m:02/05/2026", 1),
        ("m:05/02/2026", 0),
    ] {
        assert_eq!(count(filter), rows, "{filter}");
    }
}

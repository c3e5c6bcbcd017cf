//! Files of several logs under one another: time, actor and the rest are put together from whatever each of them calls them.

use audit_explorer::engine::{Engine, Loader};
use audit_explorer::protocol::Class;
use audit_explorer::query::Query;
use audit_explorer::query::language::parse;
use audit_explorer::value::{Kind, Zone};

const GITHUB: (&str, &str) = (
    "github.ndjson",
    concat!(
        r#"{"@timestamp":1767607200000,"action":"repo.create","actor":"ann","actor_ip":"192.0.2.1","org":"acme","repo":"acme/a","created_at":1767607200000,"_document_id":"a1"}"#,
        "\n",
        r#"{"@timestamp":1767610800000,"action":"repo.destroy","actor":"bob","actor_ip":"192.0.2.2","org":"acme","repo":"acme/b","created_at":1767610800000,"_document_id":"a2"}"#,
        "\n",
    ),
);

const OKTA: (&str, &str) = (
    "okta.ndjson",
    concat!(
        r#"{"published":"2026-01-05T11:30:00Z","eventType":"user.session.start","actor":{"alternateId":"ann"},"client":{"ipAddress":"192.0.2.1"},"outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"},"displayMessage":"User login","uuid":"u1","severity":"WARN","legacyEventType":"core.x"}"#,
        "\n",
        r#"{"published":"2026-01-05T12:30:00Z","eventType":"user.session.start","actor":{"alternateId":"eve"},"client":{"ipAddress":"192.0.2.9"},"outcome":{"result":"SUCCESS"},"displayMessage":"User login","uuid":"u2","severity":"INFO","legacyEventType":"core.x"}"#,
        "\n",
    ),
);

/// Appliances write no zone.
const DOOR: (&str, &str) = (
    "door.csv",
    "Date,User,Action,Door\n2026-01-05 11:00:00,ann,opened,North\n2026-01-05 13:00:00,bob,refused,South\n",
);

fn engine(files: &[(&str, &str)]) -> Engine {
    let mut loader = Loader::new(files.len());
    for (name, text) in files {
        loader.begin(name, text.len() as u64);
        loader.feed(text.as_bytes());
    }
    let mut engine = Engine::new(loader.finish());
    engine.study();
    while engine.study_more() {}
    engine
}

fn texts(engine: &Engine, column: &str) -> Vec<String> {
    let table = engine.tables().next().expect("a table");
    let column = table.column(column).unwrap_or_else(|| panic!("no column {column}"));
    (0..table.rows)
        .map(|row| column.text(row).map_or("-".into(), Into::into))
        .collect()
}

fn rows(engine: &Engine, filter: &str) -> u64 {
    let filter = parse(filter).expect("a filter").predicate;
    let query = Query {
        filter,
        ..Query::default()
    };
    engine.ask(&query).expect("an answer").rows
}

#[test]
fn the_roles_of_all_are_put_together() {
    let engine = engine(&[GITHUB, OKTA, DOOR]);
    let report = engine.report();
    let logs = report.logs.as_ref().expect("several logs");
    let told: Vec<_> = logs
        .logs
        .iter()
        .map(|log| (log.source.as_deref(), &log.files[..], log.rows))
        .collect();
    assert_eq!(
        told,
        [(Some("github"), &[0][..], 2), (Some("okta"), &[1], 2), (None, &[2], 2)]
    );
    let roles = &report.roles;
    assert_eq!(roles.time.as_deref(), Some("common.time"));
    assert_eq!(roles.actor.as_deref(), Some("common.actor"));
    assert_eq!(roles.action.as_deref(), Some("common.action"));
    assert_eq!(roles.outcome.as_deref(), Some("outcome.result"), "only one log has any");
    assert_eq!(
        texts(&engine, "common.time"),
        [
            "2026-01-05 10:00:00",
            "2026-01-05 11:00:00",
            "2026-01-05 11:30:00",
            "2026-01-05 12:30:00",
            "2026-01-05 11:00:00",
            "2026-01-05 13:00:00",
        ]
    );
    assert_eq!(
        texts(&engine, "common.actor"),
        ["ann", "bob", "ann", "eve", "ann", "bob"]
    );
    assert_eq!(
        texts(&engine, "common.action")[1..3],
        ["repo.destroy", "user.session.start"]
    );
    let note = report.column("common.actor").and_then(|column| column.note.clone());
    let note = note.expect("a note");
    assert!(
        note.contains("“actor” of github.ndjson") && note.contains("“User” of door.csv"),
        "{note}"
    );
    assert_eq!(
        texts(&engine, "common.log"),
        ["github", "github", "okta", "okta", "door.csv", "door.csv"]
    );
    assert_eq!(report.kind().map(String::as_str), Some("common.log"));
    assert_eq!(report.failures, ["FAILURE"]);
    assert_eq!(rows(&engine, "common.actor:ann"), 3);
    assert_eq!(
        report.time.as_ref().map(|span| span.last - span.first),
        Some(3 * 3_600_000_000)
    );
}

#[test]
fn parts_beside_the_roles_are_put_together_too() {
    let phone = (
        "phone.csv",
        "When,Login,Did,countryCode,Browser,TargetUser\n2026-01-05 11:00:00,ann,call,DE,Firefox,bob\n2026-01-05 12:00:00,bob,call,FR,Opera,\n",
    );
    let doors = (
        "doors.csv",
        "Date,User,Action,Country,Object\n2026-01-06 11:00:00,ann,opened,NO,North\n2026-01-06 13:00:00,bob,refused,SE,South\n",
    );
    let engine = engine(&[phone, doors]);
    let logs = engine.report().logs.as_ref().expect("several logs");
    let parts: Vec<(&str, &str)> = logs.parts.iter().map(|(part, column)| (&**part, &**column)).collect();
    assert_eq!(
        parts,
        [
            ("agent", "Browser"),
            ("country", "common.country"),
            ("whom", "common.whom")
        ]
    );
    assert_eq!(texts(&engine, "common.country"), ["DE", "FR", "NO", "SE"]);
    // Where a log does not say who was meant, what was meant stands there.
    assert_eq!(texts(&engine, "common.whom"), ["bob", "-", "North", "South"]);
}

/// Three logs with hardly a column in common, as somebody put them into one file.
fn in_one_file(order: &[usize]) -> String {
    let lines: Vec<&str> = [GITHUB.1, OKTA.1, CLOUD].iter().flat_map(|text| text.lines()).collect();
    order.iter().map(|&at| lines[at].to_owned() + "\n").collect()
}

const CLOUD: &str = concat!(
    r#"{"eventVersion":"1.08","eventTime":"2026-01-05T13:00:00Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.3","userIdentity":{"type":"IAMUser","userName":"dan"},"eventID":"c1"}"#,
    "\n",
    r#"{"eventVersion":"1.08","eventTime":"2026-01-05T14:00:00Z","eventSource":"iam.amazonaws.com","eventName":"DeleteUser","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.3","errorCode":"AccessDenied","userIdentity":{"type":"IAMUser","userName":"dan"},"eventID":"c2"}"#,
    "\n",
);

#[test]
fn logs_in_one_file_are_told_apart_by_their_times() {
    for order in [[0, 1, 2, 3, 4, 5], [4, 0, 2, 5, 1, 3], [3, 5, 1, 0, 2, 4]] {
        let text = in_one_file(&order.repeat(30));
        let engine = engine(&[("all.ndjson", &text)]);
        let report = engine.report();
        let logs = &report.logs.as_ref().unwrap_or_else(|| panic!("{order:?}")).logs;
        let mut told: Vec<_> = logs.iter().map(|log| (log.source.as_deref(), log.rows)).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [(Some("cloudtrail"), 60), (Some("github"), 60), (Some("okta"), 60)],
            "{order:?}"
        );
        let column = |name: &str, of: [&str; 6]| {
            let expected: Vec<&str> = order.iter().map(|&at| of[at]).collect();
            assert_eq!(texts(&engine, name)[..6], expected, "{order:?}");
        };
        let times = [10.0, 11.0, 11.5, 12.5, 13.0, 14.0]
            .map(|hour: f64| format!("2026-01-05 {:02}:{:02}:00", hour as u32, (hour.fract() * 60.0) as u32));
        column("common.time", times.each_ref().map(String::as_str));
        column("common.actor", ["ann", "bob", "ann", "eve", "dan", "dan"]);
        column(
            "common.log",
            ["github", "github", "okta", "okta", "cloudtrail", "cloudtrail"],
        );
        assert_eq!(report.roles.time.as_deref(), Some("common.time"));
        assert_eq!(rows(&engine, "common.log:okta"), 60);
    }
}

#[test]
fn a_time_that_some_events_lack_makes_no_second_log() {
    for lines in [
        // The same actor and action, though under another time.
        [
            r#"{"started":"2026-01-05T10:00:00Z","user":"ann","action":"run"}"#,
            r#"{"created":"2026-01-05T10:00:00Z","user":"bob","action":"make"}"#,
        ],
        // No time at all.
        [
            r#"{"time":"2026-01-05T10:00:00Z","user":"ann","action":"run"}"#,
            r#"{"actor":"bob","verb":"make"}"#,
        ],
    ] {
        let text = lines.join("\n") + "\n";
        let engine = engine(&[("one.ndjson", &text.repeat(20))]);
        assert_eq!(engine.report().logs, None, "{}", lines[1]);
    }
}

#[test]
fn files_of_one_log_stay_as_they_are() {
    for files in [&[GITHUB, ("again.ndjson", GITHUB.1)][..], &[OKTA]] {
        let engine = engine(files);
        assert_eq!(engine.report().logs, None);
        assert!(
            engine
                .tables()
                .all(|table| table.columns.iter().all(|column| !column.name.starts_with("common.")))
        );
    }
    // A roster has no time: its rows are no events, and the log's own columns stay.
    let engine = engine(&[OKTA, ("roster.csv", "email,department\nann,Sales\nbob,Legal\n")]);
    assert_eq!(engine.report().logs, None);
    assert_eq!(engine.report().roles.time.as_deref(), Some("published"));
}

#[test]
fn a_zone_assumed_for_one_log_moves_its_times_among_all() {
    let mut engine = engine(&[OKTA, DOOR]);
    let zone = Zone {
        name: "+02:00".into(),
        offsets: vec![(0, 7200)],
    };
    engine.assume("Date", &zone);
    assert_eq!(
        texts(&engine, "common.time")[2..],
        ["2026-01-05 09:00:00", "2026-01-05 11:00:00"]
    );
    assert_eq!(
        engine.report().time.as_ref().map(|span| span.first),
        Some(1_767_603_600_000_000)
    );
    assert_eq!(rows(&engine, "common.time < \"2026-01-05T10:00:00Z\""), 1);
}

#[test]
fn a_name_that_a_file_has_is_left_to_it() {
    let door = (
        "door.csv",
        "Date,User,Action,common.actor\n2026-01-05 11:00:00,ann,opened,x\n",
    );
    let engine = engine(&[OKTA, door]);
    assert_eq!(engine.report().roles.actor.as_deref(), Some("common.actor (2)"));
    assert_eq!(texts(&engine, "common.actor"), ["-", "-", "x"]);
}

#[test]
fn logs_that_share_names_are_told_apart_by_the_others() {
    let vpn = (
        "vpn.csv",
        "time,user,action,src_ip,result\n2026-01-05T10:00:00Z,ann,login,192.0.2.1,success\n2026-01-05T11:00:00Z,bob,login,192.0.2.2,failure\n",
    );
    let badge = (
        "badge.csv",
        "time,employee,action,door\n2026-01-05T10:30:00Z,eve,opened,North\n2026-01-05T11:30:00Z,ann,opened,South\n",
    );
    let both = engine(&[vpn, badge]);
    let roles = &both.report().roles;
    assert_eq!(
        (roles.time.as_deref(), roles.action.as_deref()),
        (Some("time"), Some("action"))
    );
    assert_eq!(roles.actor.as_deref(), Some("common.actor"));
    assert_eq!(texts(&both, "common.actor"), ["ann", "bob", "eve", "ann"]);
    // A day on which nobody failed is of the same log.
    let quiet = (
        "quiet.csv",
        "time,user,action,src_ip,result\n2026-01-06T10:00:00Z,ann,login,192.0.2.1,\n2026-01-06T11:00:00Z,bob,login,192.0.2.2,\n",
    );
    assert_eq!(engine(&[vpn, quiet]).report().logs, None);
}

#[test]
fn a_log_with_hardly_a_time_does_not_keep_others_from_being_told_apart() {
    let record = |row: usize| {
        let time = if row == 0 {
            r#""requestReceivedTimestamp":"2026-01-05T10:00:00Z","#
        } else {
            ""
        };
        format!(
            r#"{{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a{row}","stage":"ResponseComplete",{time}"requestURI":"/api","verb":"get","user":{{"username":"kim"}},"sourceIPs":["192.0.2.7"],"objectRef":{{"resource":"pods"}},"responseStatus":{{"code":200}}}}"#
        ) + "\n"
    };
    let cluster: String = (0..10).map(record).collect();
    let engine = engine(&[("cluster.ndjson", &cluster), OKTA, DOOR]);
    assert_eq!(engine.report().logs.as_ref().map(|logs| logs.logs.len()), Some(3));
    assert_eq!(texts(&engine, "common.actor")[9..], ["kim", "ann", "eve", "ann", "bob"]);
    assert_eq!(
        texts(&engine, "common.time").iter().filter(|time| *time != "-").count(),
        5
    );
}

#[test]
fn lists_of_one_are_their_value_and_longer_ones_stay_lists() {
    let record = |time: &str, names: &str| {
        format!(
            r#"{{"id":{{"time":"2026-01-05T{time}Z","applicationName":"login"}},"actor":{{"email":"ann"}},"ipAddress":"192.0.2.1","events":[{names}]}}"#
        )
    };
    let name = |name: &str| format!(r#"{{"type":"login","name":"{name}"}}"#);
    let google = |second: &str| {
        let first = record("10:00:00", &name("login_failure"));
        format!(
            r#"{{"kind":"admin#reports#activities","items":[{first},{}]}}"#,
            record("11:00:00", second)
        )
    };
    let several = format!("{},{}", name("login_challenge"), name("login_success"));
    for (second, kind) in [(name("login_success"), Kind::Text), (several, Kind::List)] {
        let google = google(&second);
        let engine = engine(&[("google.json", &google), OKTA]);
        let report = engine.report();
        assert_eq!(report.roles.action.as_deref(), Some("common.action"));
        assert_eq!(report.column("common.action").map(|column| column.kind), Some(kind));
        assert_eq!(rows(&engine, "common.action=login_failure"), 1);
        assert_eq!(rows(&engine, "common.action=login_success"), 1);
        assert_eq!(rows(&engine, "common.action=user.session.start"), 2);
        // What is in lists has a kind, too.
        let logins = report.classes.iter().find(|(class, _)| *class == Class::Login);
        let logins = logins.map(|(_, values)| values.clone()).unwrap_or_default();
        for action in ["login_failure", "login_success", "user.session.start"] {
            assert!(logins.iter().any(|known| known == action), "{logins:?}");
        }
    }
}

#[test]
fn what_one_log_assumes_is_told_of_all() {
    let span = |files: &[(&str, &str)]| engine(files).report().time.clone().expect("a time");
    assert!(!span(&[GITHUB, OKTA]).assumed);
    assert!(span(&[OKTA, DOOR]).assumed);
}

#[test]
fn a_day_beside_its_clock_is_no_moment_of_another_file() {
    let apart = (
        "apart.csv",
        "Date,Time,User,Event\n2026-01-05,10:00:00,ann,in\n2026-01-05,12:00:00,bob,out\n",
    );
    let moments = (
        "moments.csv",
        "time,user,action\n2026-01-05T11:00:00Z,ann,login\n2026-01-05T13:00:00Z,bob,login\n",
    );
    let engine = engine(&[apart, moments]);
    let hours: Vec<String> = texts(&engine, "common.time")
        .iter()
        .map(|time| time[11..13].into())
        .collect();
    assert_eq!(hours, ["10", "12", "11", "13"]);
}

#[test]
fn leaving_out_repeats_holds_where_none_are() {
    assert_eq!(rows(&engine(&[OKTA]), "NOT _duplicate:*"), 2);
    assert_eq!(rows(&engine(&[OKTA]), "_duplicate:*"), 0);
}

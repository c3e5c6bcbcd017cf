//! The questions people ask of audit logs, each asked of a generated log with a known answer, in the clicks it takes.

mod log;

use audit_explorer::query::{Answer, language::print};
use audit_explorer::value::Value;
use audit_explorer::view::guide::{Amount, Told};
use audit_explorer::view::{Action, Identity, Tab, View};
use log::Log;

#[test]
fn every_card_that_is_lit_is_answered_and_opens_a_view_that_is_answered() {
    for log in [Log::sigma(), Log::sign_ins(), Log::takeover(), Log::leaver()] {
        let (lit, unlit) = log.cards();
        assert!(lit.len() > 20, "{}: {} lit", log.name, lit.len());
        for card in &lit {
            let (told, view) = log.pose(card.title);
            let rows = log.rows(&view);
            assert!(
                told.none || rows > 0,
                "{}: {} tells {told:?}, and opens nothing",
                log.name,
                card.title
            );
            assert!(told.lines.len() <= 3, "{}", card.title);
        }
        assert!(unlit.iter().all(|card| !card.needs.is_empty()));
    }
}

/// The texts of a card's lines, with their amounts.
fn lines(told: &Told) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Integer(count) => count.to_string(),
        other => format!("{other:?}"),
    };
    let line = |line: &audit_explorer::view::guide::Line| {
        let label: Vec<String> = line.label.iter().map(text).collect();
        let amount = match &line.amount {
            Amount::Value(value) => text(value),
            Amount::Span(span) => format!("{span} µs"),
        };
        (label.join(" "), amount)
    };
    told.lines.iter().map(line).collect()
}

#[test]
fn cards_tell_what_the_log_holds() {
    let log = Log::sigma();
    let failed = |record: &serde_json::Value| {
        ["User login", "Two-factor login"].contains(&record["Event Name"].as_str().unwrap_or_default())
            && record["Event Status"] == "FAILURE"
    };
    let mut reasons = std::collections::BTreeMap::<&str, usize>::new();
    for record in log.records.iter().filter(|record| failed(record)) {
        *reasons
            .entry(record["Event Status Reason Code"].as_str().unwrap_or_default())
            .or_default() += 1;
    }
    let (most, count) = reasons
        .iter()
        .max_by_key(|(_, count)| **count)
        .expect("there are failures");
    let (told, view) = log.pose("Failed logins by reason");
    assert_eq!(lines(&told)[0], ((*most).to_owned(), count.to_string()));
    assert_eq!(told.more, reasons.len() as u64 - 3);
    assert_eq!(log.rows(&view), log.count(failed));
    assert!(print(&view.filter()).contains("\"Event Status\"=FAILURE"));

    let (told, view) = log.pose("Many failures, then a success");
    assert!(
        lines(&told).iter().any(|(who, _)| who == "j.tanaka@northwind.example"),
        "{told:?}"
    );
    assert!(matches!(log.page(&view), Answer::Page { rows, .. } if !rows.is_empty()));

    let log = Log::sign_ins();
    let (told, _) = log.pose("One address, many accounts");
    assert_eq!(lines(&told)[0].0, "203.0.113.41");

    let log = Log::takeover();
    let (told, view) = log.pose("Protection switched off or weakened");
    assert_eq!(told.lines.len(), 2);
    assert_eq!(log.rows(&view), 2);
    let (told, _) = log.pose("Regions hardly used");
    assert_eq!(lines(&told)[0], ("ap-northeast-3".into(), "6".into()));

    // Cards that work columns out: their views hold them too.
    let log = Log::sign_ins();
    let (told, view) = log.pose("Second factor reset, then a login within a day");
    assert_eq!(lines(&told)[0].0, "olu.mbeki@northwind.example");
    assert_eq!((log.rows(&view), view.computed.len()), (2, 1));
    let log = Log::leaver();
    let (told, _) = log.pose("Domains people come from");
    assert_eq!(lines(&told)[0], ("vendor.example".into(), "1".into()));
    let (told, view) = log.pose("Mail forwarded to another domain");
    assert_eq!(lines(&told)[0].0, "dana.rios@northwind.example dana.r@mailbox.example");
    assert_eq!(log.rows(&view), 1);
}

#[test]
fn the_page_of_an_identity_tells_everything_of_it() {
    let log = Log::takeover();
    let build = "arn:aws:iam::000000000042:user/build-agent";
    let portrait = log.portrait("userIdentity.arn", build);
    let own = |record: &serde_json::Value| record["userIdentity"]["arn"] == build;
    assert_eq!(portrait.rows, log.count(own));
    assert_eq!(
        portrait.failures,
        Some(log.count(|record| own(record) && record["errorCode"].is_string()))
    );
    assert_eq!(portrait.week.iter().sum::<u64>(), portrait.rows);
    let sessions = portrait.sessions.as_ref().expect("there is a time");
    assert_eq!(
        sessions.sessions.iter().map(|session| session.rows).sum::<u64>(),
        portrait.rows,
        "{} sessions",
        sessions.total
    );
    let addresses = portrait
        .fields
        .iter()
        .find(|field| field.title == "Addresses")
        .expect("there are addresses");
    assert_eq!((addresses.found, addresses.column.as_str()), (2, "sourceIPAddress"));
    // Others who share a bucket with it, but no address.
    let (names, rows) = log.others("userIdentity.arn", build).expect("something can be shared");
    let shared = |name: &str| names.iter().position(|other| other == name).expect("compared") + 2;
    assert!(!rows.is_empty());
    for row in &rows {
        assert_ne!(row[0], Value::Text(build.into()));
        assert_eq!(row[shared("sourceIPAddress")], Value::Integer(0));
        assert_eq!(row[shared("requestParameters.bucketName")], row[1]);
    }
    // A stretch of its time is a filter of its own.
    let first = &sessions.sessions[0];
    let mut view = View::default();
    view.apply(Action::Identify(Identity {
        column: "userIdentity.arn".into(),
        value: build.into(),
    }));
    let of_session = view.session_filter(log.engine.report(), (first.start, first.end));
    view.apply(Action::SetFilter(vec![of_session]));
    view.apply(Action::SetTab(Tab::Events));
    assert_eq!(log.rows(&view), first.rows);
}

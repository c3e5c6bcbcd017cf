//! What generated logs must hold: the same bytes for a seed, well-formed in every format, and the stories in them.

use super::*;
use crate::story::{ATTACKER, GUESSED, INVITED};
use crate::{leaver, signins, takeover};
use serde_json::Value;
use std::collections::BTreeMap;

fn generated(rows: u64, format: Format, seed: u64, wide: bool) -> String {
    let mut out = Vec::new();
    Order {
        rows,
        format,
        seed,
        wide,
    }
    .write(&mut out)
    .expect("memory takes everything");
    String::from_utf8(out).expect("only text is written")
}

fn records(rows: u64, seed: u64, wide: bool) -> Vec<Value> {
    let lines = generated(rows, Format::Ndjson, seed, wide);
    lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

fn text<'a>(record: &'a Value, column: &str) -> &'a str {
    record[column].as_str().unwrap_or_default()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
    for wide in [false, true] {
        for format in [Format::Csv, Format::Ndjson, Format::Json] {
            assert_eq!(generated(500, format, 7, wide), generated(500, format, 7, wide));
            assert_ne!(generated(500, format, 7, wide), generated(500, format, 8, wide));
        }
    }
}

#[test]
fn there_are_as_many_rows_as_asked_for() {
    for wide in [false, true] {
        for rows in [0, 1, 2, 17, 3000] {
            assert_eq!(records(rows, 1, wide).len() as u64, rows);
            let list: Vec<Value> = serde_json::from_str(&generated(rows, Format::Json, 1, wide)).expect("a JSON array");
            assert_eq!(list.len() as u64, rows);
        }
    }
}

#[test]
fn csv_and_ndjson_say_the_same() {
    for wide in [false, true] {
        let csv = csv(&generated(2000, Format::Csv, 3, wide));
        let (header, rows) = csv.split_first().expect("a header");
        for (row, record) in rows.iter().zip(records(2000, 3, wide)) {
            assert_eq!(row.len(), header.len());
            for (name, field) in header.iter().zip(row) {
                match &record[name] {
                    Value::Null => assert_eq!(field, ""),
                    Value::String(text) => assert_eq!(field, text),
                    other => assert_eq!(&serde_json::from_str::<Value>(field).expect("JSON"), other),
                }
            }
        }
    }
}

#[test]
fn the_invitation_can_be_found_in_any_log_worth_the_name() {
    for rows in [20, 1000] {
        let records = records(rows, 5, false);
        let sent: Vec<&Value> = records
            .iter()
            .filter(|record| {
                text(record, "Event Type") == "USER_INVITATION_SENT" && text(record, "Invited Email") == INVITED
            })
            .collect();
        assert_eq!(sent.len(), 1);
        assert_eq!(text(sent[0], "Email Delivery Status"), "DELIVERED");
        assert_eq!(sent[0]["Event Entry Data"]["email"]["deliveryStatus"], "DELIVERED");
    }
}

#[test]
fn the_day_of_the_outage_has_the_most_failed_logins() {
    for seed in 1..3 {
        let mut days: BTreeMap<String, u64> = BTreeMap::new();
        for record in records(10_000, seed, false) {
            if text(&record, "Event Type") == "LOGIN" && text(&record, "Event Status") == "FAILURE" {
                *days.entry(text(&record, "Request Time")[..10].to_owned()).or_default() += 1;
            }
        }
        let worst = days.iter().max_by_key(|&(_, count)| count).map(|(day, _)| day.as_str());
        assert_eq!(worst, Some("2026-10-22"));
    }
}

#[test]
fn a_guessed_password_is_a_row_of_failures_and_then_a_success() {
    let records = records(10_000, 5, false);
    let burst: Vec<&str> = records
        .iter()
        .filter(|record| text(record, "Client IP") == ATTACKER)
        .map(|record| text(record, "Event Status"))
        .collect();
    assert!(burst.len() > 12);
    assert!(burst[..burst.len() - 2].iter().all(|&status| status == "FAILURE"));
    assert_eq!(burst[burst.len() - 2..], ["SUCCESS", "SUCCESS"]);
    assert!(
        records
            .iter()
            .any(|record| text(record, "User Email") == GUESSED && text(record, "Event Type") == "EXPORT_DOWNLOADED")
    );
}

#[test]
fn times_ascend_and_names_attack() {
    let records = records(10_000, 5, false);
    assert!(
        records
            .windows(2)
            .all(|pair| text(&pair[0], "Request Time") <= text(&pair[1], "Request Time"))
    );
    for column in ["User Name", "Object Name", "User Agent"] {
        assert!(
            records.iter().any(|record| text(record, column).contains("<img src=x")),
            "{column}"
        );
    }
    let nulls: usize = records
        .iter()
        .map(|record| 43 - record.as_object().map_or(0, |fields| fields.len()))
        .sum();
    assert!(nulls > records.len() * 15, "wide and sparse");
}

fn told(tale: Tale, seed: u64) -> Vec<Value> {
    let mut out = Vec::new();
    tale.write(1000, seed, Format::Ndjson, &mut out)
        .expect("memory takes everything");
    let text = String::from_utf8(out).expect("only text is written");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

#[test]
fn tales_are_the_same_for_a_seed_and_in_the_order_of_time() {
    for (tale, time) in [
        (Tale::SignIns, "published"),
        (Tale::Takeover, "eventTime"),
        (Tale::Leaver, "CreationTime"),
    ] {
        assert_eq!(told(tale, 3), told(tale, 3));
        assert_ne!(told(tale, 3), told(tale, 4));
        assert!(
            told(tale, 3)
                .windows(2)
                .all(|pair| text(&pair[0], time) <= text(&pair[1], time))
        );
    }
}

#[test]
fn passwords_are_sprayed_and_a_second_factor_is_worn_down() {
    let records = told(Tale::SignIns, 3);
    let from: Vec<&Value> = records
        .iter()
        .filter(|record| record["client"]["ipAddress"] == signins::SPRAYER)
        .collect();
    let tried = |record: &&&Value| {
        text(record, "eventType") == "user.session.start" && record["outcome"]["result"] == "FAILURE"
    };
    assert_eq!(from.iter().filter(tried).count(), signins::SPRAYED);
    let refused = |record: &&&Value| {
        record["actor"]["alternateId"] == signins::TAKEN
            && text(record, "eventType") == "user.authentication.auth_via_mfa"
            && record["outcome"]["result"] == "FAILURE"
    };
    assert_eq!(from.iter().filter(refused).count(), signins::REFUSED);
    assert!(
        from.iter()
            .any(|record| text(record, "eventType") == "system.api_token.create")
    );
}

#[test]
fn a_leaked_key_takes_over() {
    let records = told(Tale::Takeover, 3);
    let calls: Vec<&Value> = records
        .iter()
        .filter(|record| text(record, "sourceIPAddress") == takeover::INTRUDER)
        .collect();
    assert!(
        calls
            .iter()
            .all(|record| record["userIdentity"]["userName"] == takeover::LEAKED)
    );
    let taken = calls
        .iter()
        .filter(|record| text(record, "eventName") == "GetObject")
        .count();
    assert_eq!(taken, takeover::TAKEN);
    for name in ["CreateAccessKey", "StopLogging", "RunInstances"] {
        assert!(calls.iter().any(|record| text(record, "eventName") == name), "{name}");
    }
    assert!(
        records
            .iter()
            .all(|record| text(record, "awsRegion") != takeover::REGION || calls.contains(&record))
    );
}

#[test]
fn somebody_leaves_and_comes_back_to_delete() {
    let records = told(Tale::Leaver, 3);
    let own: Vec<&Value> = records
        .iter()
        .filter(|record| record["UserId"] == leaver::LEAVER)
        .collect();
    let after = |record: &&&Value| &text(record, "CreationTime")[..10] > leaver::LEFT;
    assert_eq!(own.iter().filter(after).count(), leaver::DELETED + 1);
    assert!(
        own.iter()
            .filter(after)
            .all(|record| record["ClientIP"] == leaver::HOME)
    );
    let count = |name: &str| own.iter().filter(|record| record["Operation"] == name).count();
    assert_eq!(count("AnonymousLinkCreated"), leaver::OPENED);
    assert!(count("FileDownloaded") >= leaver::TAKEN);
    let forwarded = records.iter().filter(|record| {
        let said = record["Parameters"].as_array().into_iter().flatten();
        said.clone().any(|entry| entry["Value"] == leaver::OUTSIDE)
    });
    assert_eq!(forwarded.count(), 1);
    let of = |who: &str| records.iter().filter(|record| record["UserId"] == who).count();
    assert_eq!(of(leaver::VENDOR), 1);
    assert!(of(leaver::ADMIN) > 3);
}

/// Records of a CSV text, by the book.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(letter),
        }
    }
    rows
}

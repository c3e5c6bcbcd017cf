//! Every source is recognised by its columns, plays its roles and tells its failures; real exports too, where they are at hand.

use audit_explorer::engine::{Loader, Opened, Report};
use std::fs;
use std::path::{Path, PathBuf};

fn open(bytes: &[u8]) -> Opened {
    let mut loader = Loader::default();
    loader.begin("", bytes.len() as u64);
    loader.feed(bytes);
    loader.finish()
}

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    fs::read(&path).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()))
}

/// Time, actor, action, category, address, outcome; `-` for none.
fn roles(report: &Report) -> [&str; 6] {
    let roles = &report.roles;
    let parts = [
        &roles.time,
        &roles.actor,
        &roles.action,
        &roles.category,
        &roles.address,
        &roles.outcome,
    ];
    parts.map(|role| role.as_deref().unwrap_or("-"))
}

/// File, source, roles as by [`roles`], and the values that mean failure.
const FIXTURES: &[(&str, &str, [&str; 6], &[&str])] = &[
];

#[test]
fn fixtures_are_understood() {
    for (name, source, expected, failures) in FIXTURES {
        let report = open(&fixture(name)).report;
        assert_eq!(report.source.as_deref(), Some(*source), "{name}");
        assert_eq!(roles(&report), *expected, "{name}");
        assert_eq!(report.failures, *failures, "{name}");
        assert!(report.time.is_some_and(|span| span.first < span.last), "{name}");
        assert!(!report.first.is_empty(), "{name}");
    }
}

#[test]
fn a_wrapper_does_not_hide_a_source() {
    for (name, source, expected, _) in FIXTURES.iter().filter(|(name, ..)| name.ends_with(".ndjson")) {
        let text = String::from_utf8(fixture(name)).expect("text");
        let wrapped: Vec<String> = text
            .lines()
            .map(|line| format!("{{\"_index\":\"logs\",\"deep\":{{\"inside\":{line}}},\"p_log_type\":\"x\"}}"))
            .collect();
        let report = open(wrapped.join("\n").as_bytes()).report;
        assert_eq!(report.source.as_deref(), Some(*source), "{name}");
        let expected = expected.map(|column| if column == "-" { "-".to_string() } else { format!("deep.inside.{column}") });
        assert_eq!(roles(&report), expected.each_ref().map(String::as_str), "{name}");
    }
}

#[test]
fn the_name_of_a_file_says_nothing() {
    let report = open(b"time,user,what\n2026-01-01T00:00:00Z,ann,came\n2026-01-01T00:01:00Z,ann,went\n").report;
    assert_eq!(report.source, None);
    assert_eq!(report.roles.time.as_deref(), Some("time"));
    assert_eq!(report.roles.actor.as_deref(), Some("user"));
}

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
const FIXTURES: &[(&str, &str, [&str; 6], &[&str])] = &[];

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
        let expected = expected.map(|column| {
            if column == "-" {
                "-".to_string()
            } else {
                format!("deep.inside.{column}")
            }
        });
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

/// Real exports: file, source, time. Those that leave no doubt.
const EXPORTS: &[(&str, &str, &str)] = &[
    ("1password/auditevents.ndjson", "1password", "timestamp"),
    ("auth0/panther_Auth0_Events.ndjson", "auth0", "data.date"),
    (
        "aws-cloudtrail/panther_AWS_CloudTrail.ndjson",
        "cloudtrail",
        "eventTime",
    ),
    ("aws-cloudtrail/plaso_lookup_events.jsonl", "cloudtrail", "EventTime"),
    (
        "aws-cloudtrail/trailscraper_events-for-smoke-test.json",
        "cloudtrail",
        "eventTime",
    ),
    ("azure/otrf_AADAuditEvents.json", "entra-audit", "ActivityDateTime"),
    ("azure/panther_Azure_MonitorActivity.ndjson", "azure-activity", "time"),
    (
        "azure/plaso_azure_activity_log.jsonl",
        "azure-activity",
        "event_timestamp",
    ),
    (
        "cloudflare/panther_Cloudflare_Firewall.ndjson",
        "cloudflare",
        "Datetime",
    ),
    ("gcp/panther_GCP_AuditLog.ndjson", "gcp", "timestamp"),
    ("gcp/plaso_gcp_logging.jsonl", "gcp", "timestamp"),
    ("google-workspace/admin.json", "google-workspace", "id.time"),
    ("google-workspace/drive.json", "google-workspace", "id.time"),
    (
        "google-workspace/panther_GSuite_ActivityEvent.ndjson",
        "google-workspace",
        "id.time",
    ),
    ("kubernetes/audit2rbac_demo.log", "kubernetes", "timestamp"),
    (
        "kubernetes/panther_Amazon_EKS_Audit.ndjson",
        "kubernetes",
        "requestReceivedTimestamp",
    ),
    ("linux/osqueryd.results.log", "osquery", "unixTime"),
    (
        "m365/panther_Microsoft365_Audit_Exchange.ndjson",
        "m365",
        "creationtime",
    ),
    ("m365/plaso_microsoft_audit_log.jsonl", "m365", "CreationTime"),
    (
        "nasty/derived/entra_portal_signins_CONSTRUCTED.csv",
        "entra-signin",
        "Date (UTC)",
    ),
    ("nasty/derived/okta_deep_data_wrapper.json", "okta", "published"),
    ("okta/okta_system_log.ndjson", "okta", "published"),
    ("okta/panther_Okta_SystemLog.ndjson", "okta", "published"),
    ("salesforce/loginhistory.ndjson", "salesforce-login", "LoginTime"),
    ("sigma-computing/CONSTRUCTED_audit_logs.csv", "sigma", "Request Time"),
    ("slack/panther_Slack_AuditLogs.ndjson", "slack", "date_create"),
    (
        "snowflake/panther_Snowflake_LoginHistory.ndjson",
        "snowflake-login",
        "EVENT_TIMESTAMP",
    ),
    ("windows/panther_Windows_EventLogs.ndjson", "windows", "TimeCreated"),
    (
        "windows/sigmahq_regression_evtx.ndjson",
        "windows",
        "Event.System.TimeCreated.#attributes.SystemTime",
    ),
];

#[test]
fn real_exports_are_understood() {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    if !folder.exists() {
        eprintln!("SKIPPED: there is no {}; no real export was opened", folder.display());
        return;
    }
    let mut wrong = Vec::new();
    let mut check = |name: &str, source: &str, time: &str| {
        let report = open(&fs::read(folder.join(name)).expect(name)).report;
        let found = (report.source.as_deref(), report.roles.time.as_deref());
        if found != (Some(source), Some(time)) || report.time.is_none() {
            wrong.push(format!("{name}: {found:?}"));
        }
    };
    EXPORTS
        .iter()
        .for_each(|(name, source, time)| check(name, source, time));
    for (inside, source, time) in [
        ("aws-cloudtrail/invictus", "cloudtrail", "eventTime"),
        ("aws-cloudtrail/stratus", "cloudtrail", "eventTime"),
        ("ocsf", "ocsf", "time"),
    ] {
        for entry in fs::read_dir(folder.join(inside)).expect(inside) {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            if name.ends_with(".json") {
                check(&format!("{inside}/{name}"), source, time);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

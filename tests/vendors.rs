//! Every source is recognised by its columns, plays its roles and tells its failures; real exports too, where they are at hand.

use audit_explorer::engine::{Loader, Opened, Report};
use audit_explorer::protocol::Class;
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
    (
        "1password.ndjson",
        "1password",
        [
            "timestamp",
            "actor_details.email",
            "action",
            "object_type",
            "session.ip",
            "-",
        ],
        &[],
    ),
    (
        "atlassian.json",
        "atlassian",
        [
            "attributes.time",
            "attributes.actor.email",
            "attributes.action",
            "attributes.container",
            "attributes.location.ip",
            "-",
        ],
        &[],
    ),
    (
        "auditd.ndjson",
        "auditd",
        ["timestamp", "auid", "type", "syscall", "-", "success"],
        &["no"],
    ),
    (
        "auth0.ndjson",
        "auth0",
        [
            "data.date",
            "data.user_name",
            "data.type",
            "data.connection",
            "data.ip",
            "data.type",
        ],
        &["fp"],
    ),
    (
        "azure-activity.ndjson",
        "azure-activity",
        [
            "time",
            "identity.claims.name",
            "operationName",
            "category",
            "callerIpAddress",
            "resultType",
        ],
        &["Failed"],
    ),
    (
        "cloudflare.ndjson",
        "cloudflare",
        [
            "When",
            "ActorEmail",
            "ActionType",
            "ResourceType",
            "ActorIP",
            "ActionResult",
        ],
        &["false"],
    ),
    (
        "cloudtrail.ndjson",
        "cloudtrail",
        [
            "eventTime",
            "userIdentity.arn",
            "eventName",
            "eventSource",
            "sourceIPAddress",
            "errorCode",
        ],
        &["AccessDenied"],
    ),
    (
        "google-drive.csv",
        "google-workspace",
        ["Date", "User", "Event", "Document type", "IP address", "-"],
        &[],
    ),
    (
        "kubernetes-events.ndjson",
        "kubernetes-events",
        [
            "lastTimestamp",
            "source.component",
            "reason",
            "involvedObject.kind",
            "-",
            "type",
        ],
        &["Warning"],
    ),
    (
        "message-trace.csv",
        "message-trace",
        ["Received", "SenderAddress", "Status", "-", "FromIP", "Status"],
        &["Quarantined"],
    ),
    (
        "windows-viewer.csv",
        "windows",
        ["TimeGenerated", "UserName", "InstanceId", "Source", "-", "EntryType"],
        &["FailureAudit"],
    ),
    (
        "entra-audit.ndjson",
        "entra-audit",
        [
            "activityDateTime",
            "initiatedBy.user.userPrincipalName",
            "activityDisplayName",
            "category",
            "initiatedBy.user.ipAddress",
            "result",
        ],
        &["failure"],
    ),
    (
        "entra-signin.csv",
        "entra-signin",
        [
            "Date (UTC)",
            "Username",
            "Application",
            "Client app",
            "IP address",
            "Status",
        ],
        &["Failure"],
    ),
    (
        "entra-signin.ndjson",
        "entra-signin",
        [
            "createdDateTime",
            "userPrincipalName",
            "appDisplayName",
            "clientAppUsed",
            "ipAddress",
            "status.errorCode",
        ],
        &["50126"],
    ),
    (
        "gcp.ndjson",
        "gcp",
        [
            "timestamp",
            "protoPayload.authenticationInfo.principalEmail",
            "protoPayload.methodName",
            "protoPayload.serviceName",
            "protoPayload.requestMetadata.callerIp",
            "protoPayload.status.code",
        ],
        &["7"],
    ),
    (
        "github.ndjson",
        "github",
        ["@timestamp", "actor", "action", "operation_type", "actor_ip", "-"],
        &[],
    ),
    (
        "gitlab.json",
        "gitlab",
        [
            "created_at",
            "details.author_email",
            "event_type",
            "entity_type",
            "details.ip_address",
            "-",
        ],
        &[],
    ),
    (
        "google-workspace.json",
        "google-workspace",
        [
            "id.time",
            "actor.email",
            "events",
            "id.applicationName",
            "ipAddress",
            "-",
        ],
        &[],
    ),
    (
        "kubernetes.ndjson",
        "kubernetes",
        [
            "requestReceivedTimestamp",
            "user.username",
            "verb",
            "objectRef.resource",
            "sourceIPs",
            "responseStatus.code",
        ],
        &["403"],
    ),
    (
        "m365.csv",
        "m365",
        ["CreationDate", "UserIds", "Operations", "RecordType", "-", "-"],
        &[],
    ),
    (
        "m365.ndjson",
        "m365",
        [
            "CreationTime",
            "UserId",
            "Operation",
            "Workload",
            "ClientIP",
            "ResultStatus",
        ],
        &["Failed"],
    ),
    (
        "ocsf.ndjson",
        "ocsf",
        [
            "time",
            "actor.user.name",
            "activity_name",
            "class_name",
            "src_endpoint.ip",
            "status",
        ],
        &["Failure"],
    ),
    (
        "okta.ndjson",
        "okta",
        [
            "published",
            "actor.alternateId",
            "eventType",
            "severity",
            "client.ipAddress",
            "outcome.result",
        ],
        &["FAILURE"],
    ),
    (
        "osquery.ndjson",
        "osquery",
        ["unixTime", "columns.username", "action", "name", "-", "-"],
        &[],
    ),
    (
        "salesforce-login.csv",
        "salesforce-login",
        [
            "Login Time",
            "Username",
            "Login Type",
            "Application",
            "Source IP",
            "Status",
        ],
        &["Invalid Password"],
    ),
    (
        "salesforce-setup.csv",
        "salesforce-setup",
        ["CreatedDate", "CreatedBy.Username", "Action", "Section", "-", "-"],
        &[],
    ),
    (
        "salesforce.csv",
        "salesforce",
        [
            "TIMESTAMP_DERIVED",
            "USER_ID_DERIVED",
            "EVENT_TYPE",
            "-",
            "CLIENT_IP",
            "REQUEST_STATUS",
        ],
        &["F"],
    ),
    (
        "sigma.csv",
        "sigma",
        [
            "Request Time",
            "User Email",
            "Event Type",
            "Event Category",
            "-",
            "Event Status",
        ],
        &["FAILURE"],
    ),
    (
        "slack.json",
        "slack",
        [
            "date_create",
            "actor.user.email",
            "action",
            "entity.type",
            "context.ip_address",
            "-",
        ],
        &[],
    ),
    (
        "snowflake-login.csv",
        "snowflake-login",
        [
            "EVENT_TIMESTAMP",
            "USER_NAME",
            "EVENT_TYPE",
            "REPORTED_CLIENT_TYPE",
            "CLIENT_IP",
            "IS_SUCCESS",
        ],
        &["NO"],
    ),
    (
        "snowflake-query.csv",
        "snowflake-query",
        [
            "START_TIME",
            "USER_NAME",
            "QUERY_TYPE",
            "WAREHOUSE_NAME",
            "-",
            "EXECUTION_STATUS",
        ],
        &["FAILED_WITH_ERROR"],
    ),
    (
        "windows-evtx.ndjson",
        "windows",
        [
            "Event.System.TimeCreated.#attributes.SystemTime",
            "Event.EventData.SubjectUserName",
            "Event.System.EventID",
            "Event.System.Channel",
            "Event.EventData.IpAddress",
            "Event.System.Keywords",
        ],
        &["0x8010000000000000"],
    ),
    (
        "windows-nxlog.ndjson",
        "windows",
        [
            "@timestamp",
            "SubjectUserName",
            "EventID",
            "Channel",
            "IpAddress",
            "EventType",
        ],
        &["AUDIT_FAILURE"],
    ),
    (
        "windows-winlogbeat.ndjson",
        "windows",
        [
            "@timestamp",
            "winlog.event_data.SubjectUserName",
            "winlog.event_id",
            "winlog.channel",
            "winlog.event_data.IpAddress",
            "event.outcome",
        ],
        &["failure"],
    ),
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

#[test]
fn tables_of_log_analytics_are_known_under_their_suffixes_and_never_by_their_own_name() {
    let okta = open(
        b"TenantId,TimeGenerated [UTC],actor_alternateId_s,client_ipAddress_s,eventType_s,displayMessage,outcome_result_s,outcome_reason_s,published_t [UTC],severity_s,uuid_g,Type\n\
        t,\"3/1/2026, 3:00:03.037 PM\",ada@acme.com,203.0.113.0,user.session.start,User login,FAILURE,LOCKED,\"3/1/2026, 8:00:00.000 AM\",INFO,u0,Okta_CL\n\
        t,\"3/1/2026, 4:00:03.037 PM\",bob@acme.com,203.0.113.1,user.session.end,User logout,SUCCESS,,\"3/1/2026, 9:00:00.000 AM\",INFO,u1,Okta_CL\n",
    );
    assert_eq!(okta.report.source.as_deref(), Some("okta"));
    assert_eq!(
        roles(&okta.report),
        [
            "published_t [UTC]",
            "actor_alternateId_s",
            "eventType_s",
            "severity_s",
            "client_ipAddress_s",
            "outcome_result_s"
        ]
    );
    let named = |rest: &str| {
        let text = format!("TimeGenerated [UTC],Type{rest}");
        open(text.as_bytes()).report.roles.action
    };
    assert_eq!(
        named(",UserName,Note\n\"3/1/2026, 3:00:03.037 PM\",X_CL,ann,a\n\"3/1/2026, 4:00:03.037 PM\",X_CL,bob,b\n"),
        None
    );
    assert_eq!(
        named(",UserName,Note\n\"3/1/2026, 3:00:03.037 PM\",came,ann,a\n\"3/1/2026, 4:00:03.037 PM\",went,bob,b\n")
            .as_deref(),
        Some("Type")
    );
}

#[test]
fn logins_of_the_admin_console_fail_by_the_names_of_their_events() {
    let events = [
        "Successful login",
        "Failed login",
        "Logout",
        "Login challenge",
        "Leaked password",
    ];
    let rows = events.map(|event| format!("{event},User login,2026-03-01T10:00:00Z,ada@acme.com,203.0.113.1\n"));
    let report = open(format!("Event,Description,Date,Actor,IP address\n{}", rows.concat()).as_bytes()).report;
    assert_eq!(report.source.as_deref(), Some("google-workspace"));
    assert_eq!(report.failing, [("Event".to_owned(), vec!["Failed login".to_owned()])]);
    let logins = report.classes.iter().find(|(class, _)| *class == Class::Login);
    assert_eq!(
        logins.map(|(_, actions)| &actions[..]),
        Some(&["Successful login", "Failed login", "Login challenge"].map(String::from)[..])
    );
}

/// Real exports: file, source, time. Those that leave no doubt.
const EXPORTS: &[(&str, &str, &str)] = &[
    ("1password/auditevents.ndjson", "1password", "timestamp"),
    ("auth0/panther_Auth0_Events.ndjson", "auth0", "data.date"),
    (
        "aws-cloudtrail/panther_AWS_CloudTrail.ndjson",
        "cloudtrail",
        "common.time",
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

//! The data files: one kind of log each, with what its columns and values mean.

use super::class::Actions;
use super::pattern::matches;
use super::recognise::{Columns, Signature};
use super::{Cap, Outcome, Roles, fold, outcome};
use crate::json;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One kind of log, as its data file describes it.
#[derive(Clone, Debug, Deserialize)]
pub struct Source {
    /// Short and stable: `sigma`.
    pub name: String,
    /// As people call it.
    pub title: String,
    /// One for each shape in which the log is exported.
    pub(super) signatures: Vec<Signature>,
    /// For each role the columns that can play it, the best first.
    roles: BTreeMap<String, Vec<String>>,
    /// Columns worth seeing first, in reading order.
    pub first: Vec<String>,
    /// Columns that every event has; the others belong to the category of events that fills them.
    #[serde(default)]
    pub base: Vec<String>,
    /// Columns that number each event once, the best first.
    #[serde(default)]
    pub id: Vec<String>,
    /// Numbers of rows at which exports are cut off.
    #[serde(default)]
    pub caps: Vec<Cap>,
    /// Values of the outcome column that mean failure, beside those whose word says so; `*` stands for anything.
    #[serde(default)]
    failures: Vec<String>,
    /// Values of the outcome column that mean no failure, whatever else might be said of them.
    #[serde(default)]
    successes: Vec<String>,
    /// Columns beside the outcome, and their values that mean failure.
    #[serde(default)]
    pub(super) failing: BTreeMap<String, Vec<String>>,
    /// Whether a null outcome means success, and so any value a failure.
    #[serde(default)]
    absent_is_success: bool,
    /// Whether every value that is no success is a failure.
    #[serde(default)]
    others_fail: bool,
    /// Whether its documents say that a time without a zone is UTC.
    #[serde(default)]
    pub utc: bool,
    /// Plain words for values of the category and action columns, by their folded spelling.
    #[serde(default)]
    meanings: BTreeMap<String, String>,
    /// What kind of thing an action is; `*` stands for anything.
    #[serde(default)]
    pub(super) actions: Actions,
}

/// The data files: a new source is one more line here. Of two that fit equally well the first is taken.
pub(super) static SOURCES: LazyLock<Vec<Source>> =
    LazyLock::new(|| FILES.into_iter().filter_map(|file| json::exact(file).ok()).collect());

const FILES: [&str; 81] = [
    include_str!("sources/sigma.json"),
    include_str!("sources/cloudtrail.json"),
    include_str!("sources/okta.json"),
    include_str!("sources/github.json"),
    include_str!("sources/google-workspace.json"),
    include_str!("sources/gcp.json"),
    include_str!("sources/entra-signin.json"),
    include_str!("sources/entra-audit.json"),
    include_str!("sources/azure-activity.json"),
    include_str!("sources/m365.json"),
    include_str!("sources/message-trace.json"),
    include_str!("sources/kubernetes.json"),
    include_str!("sources/kubernetes-events.json"),
    include_str!("sources/auth0.json"),
    include_str!("sources/slack.json"),
    include_str!("sources/1password.json"),
    include_str!("sources/snowflake-login.json"),
    include_str!("sources/snowflake-query.json"),
    include_str!("sources/salesforce-login.json"),
    include_str!("sources/salesforce.json"),
    include_str!("sources/salesforce-setup.json"),
    include_str!("sources/atlassian.json"),
    include_str!("sources/gitlab.json"),
    include_str!("sources/cloudflare.json"),
    include_str!("sources/windows.json"),
    include_str!("sources/ocsf.json"),
    include_str!("sources/auditd.json"),
    include_str!("sources/osquery.json"),
    include_str!("sources/zendesk.json"),
    include_str!("sources/onelogin.json"),
    include_str!("sources/zoom.json"),
    include_str!("sources/tailscale.json"),
    include_str!("sources/snyk.json"),
    include_str!("sources/bitwarden.json"),
    include_str!("sources/dropbox.json"),
    include_str!("sources/duo.json"),
    include_str!("sources/sublime.json"),
    include_str!("sources/netskope.json"),
    include_str!("sources/crowdstrike.json"),
    include_str!("sources/docusign.json"),
    include_str!("sources/datadog.json"),
    include_str!("sources/vault.json"),
    include_str!("sources/mongodb.json"),
    include_str!("sources/hubspot.json"),
    include_str!("sources/box.json"),
    include_str!("sources/notion.json"),
    include_str!("sources/asana.json"),
    include_str!("sources/teleport.json"),
    include_str!("sources/databricks.json"),
    include_str!("sources/openai.json"),
    include_str!("sources/wiz.json"),
    include_str!("sources/tines.json"),
    include_str!("sources/panther.json"),
    include_str!("sources/carbonblack.json"),
    include_str!("sources/workday.json"),
    include_str!("sources/pagerduty.json"),
    include_str!("sources/jumpcloud.json"),
    include_str!("sources/falco.json"),
    include_str!("sources/journald.json"),
    include_str!("sources/azure-devops.json"),
    include_str!("sources/defender.json"),
    include_str!("sources/guardduty.json"),
    include_str!("sources/security-hub.json"),
    include_str!("sources/s3-access.json"),
    include_str!("sources/vpc-flow.json"),
    include_str!("sources/aws-waf.json"),
    include_str!("sources/route53-resolver.json"),
    include_str!("sources/suricata.json"),
    include_str!("sources/zeek.json"),
    include_str!("sources/fortigate.json"),
    include_str!("sources/ecs.json"),
    include_str!("sources/snowflake-grants.json"),
    include_str!("sources/graph-alert.json"),
    include_str!("sources/postgresql.json"),
    include_str!("sources/alibaba.json"),
    include_str!("sources/oracle-cloud.json"),
    include_str!("sources/ibm-cloud.json"),
    include_str!("sources/terraform-cloud.json"),
    include_str!("sources/sql-server.json"),
    include_str!("sources/oracle-database.json"),
    include_str!("sources/servicenow.json"),
];

/// The source of this short name.
pub fn source(name: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.name == name)
}

impl Source {
    /// The columns that play the roles, by the names they have here.
    pub(super) fn roles(&self, columns: &Columns<'_>) -> Roles {
        let find = |role: &str| columns.best(self.roles.get(role)?);
        Roles {
            time: self.roles.get("time").and_then(|names| columns.time(names)),
            actor: find("actor"),
            action: find("action"),
            category: find("category"),
            target: find("target"),
            address: find("address"),
            outcome: self.roles.get("outcome").and_then(|names| columns.outcome(names)),
            reason: find("reason"),
        }
    }

    /// Whether every event has this column.
    pub fn is_base(&self, column: &str) -> bool {
        let folded = fold(column);
        self.base.iter().any(|name| fold(name) == folded)
    }

    /// Whether a value of the outcome column says that something failed.
    pub fn failed(&self, value: &str) -> bool {
        let among = |patterns: &[String]| patterns.iter().any(|pattern| matches(pattern, value));
        if value.is_empty() || among(&self.successes) {
            return false;
        }
        self.absent_is_success || self.others_fail || among(&self.failures) || outcome(value) == Some(Outcome::Failure)
    }

    /// What a value of the category or action column means, in plain words; singular and plural are one.
    pub fn meaning(&self, value: &str) -> Option<&str> {
        let folded = fold(value);
        let singular = |text: &str| text.strip_suffix('s').filter(|stem| stem.len() > 3).map(str::to_string);
        let stem = singular(&folded).unwrap_or_else(|| folded.clone());
        let exact = self.meanings.iter().find(|(name, _)| fold(name) == folded);
        let found = exact.or_else(|| {
            self.meanings
                .iter()
                .find(|(name, _)| singular(&fold(name)).unwrap_or_else(|| fold(name)) == stem)
        });
        found.map(|(_, meaning)| meaning.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_file_reads() {
        for file in FILES {
            let read: Result<Source, _> = json::exact(file);
            let source = read.unwrap_or_else(|wrong| panic!("{wrong}: {}", &file[..60]));
            assert!(!source.signatures.is_empty(), "{}", source.name);
            for signature in &source.signatures {
                assert!(
                    signature.at_least <= signature.of.len() && signature.at_least > 1,
                    "{}",
                    source.name
                );
            }
            let roles = [
                "time", "actor", "action", "category", "target", "address", "outcome", "reason",
            ];
            for role in source.roles.keys() {
                assert!(roles.contains(&role.as_str()), "{}: {role}", source.name);
            }
        }
        let mut names: Vec<&str> = SOURCES.iter().map(|source| source.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FILES.len());
    }

    #[test]
    fn a_category_means_the_same_in_all_its_spellings() {
        let sigma = source("sigma").expect("there");
        assert!(sigma.meaning("USER_ACCOUNTS").is_some());
        assert_eq!(sigma.meaning("USER_ACCOUNTS"), sigma.meaning("USER_ACCOUNT"));
        assert_eq!(sigma.meaning("Teams"), sigma.meaning("TEAM"));
        let auth0 = source("auth0").expect("there");
        assert_ne!(auth0.meaning("s"), auth0.meaning("ss"));
        assert_ne!(auth0.meaning("f"), auth0.meaning("fs"));
    }

    #[test]
    fn failures_are_told_from_successes() {
        for (name, value, failed) in [
            ("cloudtrail", "AccessDenied", true),
            ("okta", "ALLOW", false),
            ("okta", "DENY", true),
            ("auth0", "fp", true),
            ("auth0", "sapi", false),
            ("auth0", "limit_wc", true),
            ("entra-signin", "0", false),
            ("entra-signin", "50126", true),
            ("gcp", "7", true),
            ("gcp", "0", false),
            ("salesforce-login", "Success", false),
            ("salesforce-login", "Invalid Password", true),
            ("m365", "PartiallySucceeded", false),
            ("m365", "Failed", true),
            ("windows", "-9218868437227405312", true),
            ("windows", "AUDIT_SUCCESS", false),
            ("snowflake-login", "NO", true),
            ("kubernetes", "403", true),
            ("kubernetes", "201", false),
        ] {
            assert_eq!(source(name).expect("there").failed(value), failed, "{name}: {value}");
        }
    }
}

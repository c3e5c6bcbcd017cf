//! Roles of an unknown log, by its columns' names and values.

use super::{Roles, fold, outcome};
use crate::value::Kind;

/// What is known of a column when roles are guessed.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    pub name: &'a str,
    pub kind: Kind,
    /// Rows with a value, 0 to 1.
    pub fill: f64,
    pub distinct: usize,
    /// Some of its values.
    pub samples: Vec<String>,
}

/// Names by which a role goes, the surest first; matched on the folded path, then on its last part.
const TIME: &[&str] = &[
    "eventtime",
    "published",
    "timestamp",
    "requestreceivedtimestamp",
    "createddatetime",
    "creationtime",
    "creationdate",
    "time",
    "timegenerated",
    "requesttime",
    "activitydatetime",
    "eventtimestamp",
    "datetime",
    "date",
    "createdat",
    "datecreate",
    "logintime",
    "occurredat",
    "receivetimestamp",
    "systemtime",
    "timecreated",
    "stagetimestamp",
    "id.time",
    "created",
    "starttime",
    "unixtime",
];
const ACTOR: &[&str] = &[
    "actor.alternateid",
    "actor.email",
    "actoremail",
    "useremail",
    "userprincipalname",
    "principalemail",
    "userid",
    "userids",
    "username",
    "actor",
    "user.username",
    "user.email",
    "email",
    "user",
    "actor.user.email",
    "actor.displayname",
    "subjectusername",
    "targetusername",
    "login",
    "account",
    "principal",
    "initiatedby.user.userprincipalname",
    "accountname",
    "actorid",
    "identity",
    "who",
];
const ACTION: &[&str] = &[
    "eventname",
    "action",
    "eventtype",
    "operation",
    "operations",
    "operationname",
    "methodname",
    "activity",
    "activityname",
    "verb",
    "type",
    "event",
    "eventid",
    "querytype",
    "events",
    "api.operation",
    "requesttype",
    "name",
];
const CATEGORY: &[&str] = &[
    "category",
    "eventcategory",
    "workload",
    "servicename",
    "eventsource",
    "applicationname",
    "recordtype",
    "objectref.resource",
    "channel",
    "classname",
    "entity.type",
    "objecttype",
    "eventtype",
    "logname",
    "section",
    "product",
    "service",
    "severity",
];
const TARGET: &[&str] = &[
    "objectname",
    "targetname",
    "target.displayname",
    "target",
    "objectid",
    "resourcename",
    "objectref.name",
    "repo",
    "resourceid",
    "requesturi",
    "entity.name",
    "objectuuid",
    "resource",
    "targetresources",
    "object",
    "file",
    "filename",
    "path",
    "targetid",
];
const ADDRESS: &[&str] = &[
    "client.ipaddress",
    "sourceipaddress",
    "ipaddress",
    "clientip",
    "actorip",
    "callerip",
    "sourceip",
    "srcendpoint.ip",
    "ip",
    "clientipaddress",
    "calleripaddress",
    "sourceips",
    "remoteip",
    "remoteaddr",
    "srcip",
    "sourceaddress",
    "context.ipaddress",
    "session.ip",
];
const OUTCOME: &[&str] = &[
    "outcome.result",
    "outcome",
    "result",
    "resultstatus",
    "eventstatus",
    "status",
    "responsestatus.code",
    "issuccess",
    "resulttype",
    "success",
    "executionstatus",
    "status.code",
    "errorcode",
    "severity",
];
const REASON: &[&str] = &[
    "outcome.reason",
    "reason",
    "eventstatusreasoncode",
    "resultdescription",
    "failurereason",
    "errormessage",
    "errorcode",
    "resultreason",
    "statusreason",
    "status.failurereason",
    "status.message",
];

/// The most plausible column for each role; a column plays one part only.
pub fn guess(columns: &[Candidate<'_>]) -> Roles {
    let mut taken: Vec<&str> = Vec::new();
    let mut pick = |names: &[&str], fits: &dyn Fn(&Candidate<'_>) -> f64| {
        let best = columns
            .iter()
            .filter(|column| !taken.contains(&column.name))
            .map(|column| {
                (
                    named(column.name, names) * fits(column) * (0.2 + column.fill),
                    column.name,
                )
            })
            .filter(|&(score, _)| score > 0.0)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|(_, name)| {
            taken.push(name);
            name.to_string()
        })
    };
    let text = |column: &Candidate<'_>| f64::from(matches!(column.kind, Kind::Text | Kind::List) && column.fill > 0.0);
    let time = pick(TIME, &|column| f64::from(column.kind == Kind::Time));
    let address = pick(ADDRESS, &|column| {
        text(column)
            * if column.samples.iter().any(|value| is_address(value)) {
                1.0
            } else {
                0.05
            }
    });
    let outcome = pick(OUTCOME, &|column| {
        let known = column.samples.iter().filter(|value| outcome(value).is_some()).count() as f64;
        if column.fill == 0.0 || column.distinct > 200 {
            0.0
        } else {
            0.1 + known / column.samples.len().max(1) as f64
        }
    });
    let actor = pick(ACTOR, &|column| {
        text(column)
            * if column.samples.iter().any(|value| value.contains('@')) {
                1.3
            } else {
                1.0
            }
    });
    let action = pick(ACTION, &|column| {
        f64::from(column.fill > 0.0 && column.kind != Kind::Time && column.distinct > 0)
    });
    let category = pick(CATEGORY, &|column| {
        f64::from(column.fill > 0.0 && (1..=500).contains(&column.distinct) && column.kind != Kind::Time)
    });
    let target = pick(TARGET, &text);
    let reason = pick(REASON, &|column| {
        f64::from(column.fill > 0.0 && column.kind != Kind::Time)
    });
    // Without a familiar name, the fullest column of times is the time.
    let any_time = || {
        let times = columns
            .iter()
            .filter(|column| column.kind == Kind::Time && column.fill > 0.0);
        times
            .max_by(|a, b| a.fill.total_cmp(&b.fill))
            .map(|column| column.name.to_string())
    };
    Roles {
        time: time.or_else(any_time),
        actor,
        action,
        category,
        target,
        address,
        outcome,
        reason,
    }
}

/// How well a name fits: 1 for the first of the list as the whole path, less further down and for a last part only.
fn named(name: &str, names: &[&str]) -> f64 {
    let folded = fold(name);
    let last = folded.rsplit('.').next().unwrap_or(&folded);
    let depth = 1.0 / (1.0 + 0.15 * folded.matches('.').count() as f64);
    let rank = |wanted: &str| {
        names
            .iter()
            .position(|name| *name == wanted)
            .map(|at| 1.0 - at as f64 * 0.6 / names.len() as f64)
    };
    rank(&folded)
        .or_else(|| rank(last).map(|rank| rank * 0.8 * depth))
        .unwrap_or(0.0)
}

/// Whether a value looks like an IP address, with or without a port.
fn is_address(text: &str) -> bool {
    let bare = text.trim_start_matches('[').split(']').next().unwrap_or(text);
    let v4 = bare.split(':').next().unwrap_or(bare);
    bare.parse::<std::net::IpAddr>().is_ok() || v4.parse::<std::net::Ipv4Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column<'a>(name: &'a str, kind: Kind, samples: &[&str]) -> Candidate<'a> {
        Candidate {
            name,
            kind,
            fill: 1.0,
            distinct: samples.len(),
            samples: samples.iter().map(|text| text.to_string()).collect(),
        }
    }

    #[test]
    fn okta_by_looking() {
        let roles = guess(&[
            column("actor.alternateId", Kind::Text, &["a@b.c"]),
            column("actor.displayName", Kind::Text, &["A"]),
            column("client.ipAddress", Kind::Text, &["10.0.0.1"]),
            column("eventType", Kind::Text, &["user.session.start"]),
            column("outcome.result", Kind::Text, &["SUCCESS", "FAILURE"]),
            column("outcome.reason", Kind::Text, &["INVALID_CREDENTIALS"]),
            column("published", Kind::Time, &[]),
            column("debugContext.debugData.timestamp", Kind::Time, &[]),
        ]);
        assert_eq!(roles.time.as_deref(), Some("published"));
        assert_eq!(roles.actor.as_deref(), Some("actor.alternateId"));
        assert_eq!(roles.action.as_deref(), Some("eventType"));
        assert_eq!(roles.address.as_deref(), Some("client.ipAddress"));
        assert_eq!(roles.outcome.as_deref(), Some("outcome.result"));
        assert_eq!(roles.reason.as_deref(), Some("outcome.reason"));
    }

    #[test]
    fn any_time_will_do_and_nothing_gives_nothing() {
        assert_eq!(guess(&[column("wann", Kind::Time, &[])]).time.as_deref(), Some("wann"));
        assert_eq!(guess(&[]), Roles::default());
    }
}

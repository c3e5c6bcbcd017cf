//! Roles of an unknown log, by its columns' names and values.

use super::names::{ACTION, ACTOR, ADDRESS, ASIDE, CATEGORY, OTHER_TIME, OUTCOME, REASON, TARGET, TIME};
use super::{Roles, fold, outcome};
use crate::value::Kind;

/// A column without a familiar name tells how events ended by at most so many different values.
const OUTCOMES: usize = 10;

/// What is known of a column when roles are guessed.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    pub name: &'a str,
    pub kind: Kind,
    /// Rows with a value, 0 to 1.
    pub fill: f64,
    pub distinct: usize,
    /// Whether hardly a value comes twice, as in a column of ids.
    pub unique: bool,
    /// Whether its values come twice on average, or more often.
    pub repeated: bool,
    /// Some of its values.
    pub samples: Vec<String>,
}

/// The most plausible column for each role; a column plays one part only.
pub fn guess(columns: &[Candidate<'_>]) -> Roles {
    let mut taken: Vec<&str> = Vec::new();
    let mut pick = |names: &[&str], fits: &dyn Fn(&Candidate<'_>) -> f64| {
        let score = |column: &Candidate<'_>| {
            named(column.name, names) * fits(column) * (0.2 + column.fill) * standing(column.name)
        };
        let best = columns
            .iter()
            .filter(|column| !taken.contains(&column.name))
            .map(|column| (score(column), column.name))
            .rev()
            .filter(|&(score, _)| score > 0.0)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|(_, name)| {
            taken.push(name);
            name.to_string()
        })
    };
    let text = |column: &Candidate<'_>| f64::from(matches!(column.kind, Kind::Text | Kind::List) && column.fill > 0.0);
    let aside = |column: &Candidate<'_>| if is_aside(column.name) { 0.3 } else { 1.0 };
    let time = pick(TIME, &|column| {
        // An actor may be rare, a time axis must not be.
        column.fill * f64::from(column.kind == Kind::Time && !is_birth_of_a_thing(column.name))
    });
    let address = pick(ADDRESS, &|column| {
        text(column) * aside(column) * ours(column.name) * if column.share(is_address) > 0.0 { 1.0 } else { 0.02 }
    });
    let outcome = pick(OUTCOME, &|column| {
        if column.fill == 0.0 || column.distinct > 200 || column.kind == Kind::Time {
            0.0
        } else {
            (0.1 + column.share(|value| outcome(value).is_some())) * aside(column)
        }
    });
    let actor = pick(ACTOR, &|column| {
        let person = if column.share(is_mail) > 0.5 { 1.3 } else { 1.0 };
        let one = if column.distinct == 1 { 0.8 } else { 1.0 };
        text(column) * aside(column) * person * one * if column.share(is_code) > 0.5 { 0.6 } else { 1.0 }
    });
    let action = pick(ACTION, &|column| {
        let many = if column.distinct > 5000 { 0.2 } else { 1.0 };
        let code = if column.share(is_code) > 0.5 { 0.0 } else { 1.0 };
        let one = if column.distinct == 1 { 0.6 } else { 1.0 };
        let one = if is_sentence(column.name) && !column.repeated {
            0.0
        } else if column.unique {
            0.3
        } else {
            one
        };
        f64::from(column.fill > 0.0 && column.kind != Kind::Time && column.distinct > 0)
            * aside(column)
            * of_a_thing(column.name)
            * many
            * code
            * one
    });
    let category = pick(CATEGORY, &|column| {
        let few = f64::from(column.fill > 0.0 && (1..=500).contains(&column.distinct) && column.kind != Kind::Time);
        let words = match column.kind {
            Kind::Integer | Kind::Number => 0.5,
            _ => 1.0,
        };
        few * words * if column.distinct > 60 { 0.4 } else { 1.0 } * if column.share(is_code) > 0.5 { 0.1 } else { 1.0 }
    });
    let target = pick(TARGET, &|column| {
        let who = fold(column.name).contains("actor.");
        let structure = column.share(is_structure) > 0.5;
        text(column) * f64::from(!who) * if structure { 0.5 } else { 1.0 }
    });
    let reason = pick(REASON, &|column| {
        f64::from(column.fill > 0.0 && column.kind != Kind::Time)
    });
    // Without a familiar name, values tell: the fullest column of times, of addresses, of people, of outcomes.
    let fullest = |least: f64, fits: &dyn Fn(&Candidate<'_>) -> f64| {
        let scored = columns
            .iter()
            .map(|column| (fits(column) * column.fill * standing(column.name), column.name));
        let best = scored
            .rev()
            .filter(|&(score, _)| score > least)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|(_, name)| name.to_string())
    };
    let any_time = || {
        // Any time is better than none, be it one that a collector added.
        fullest(0.01, &|column| {
            let folded = fold(column.name);
            let other = OTHER_TIME.iter().any(|word| folded.contains(word));
            let born = is_birth_of_a_thing(column.name) || folded.contains("version");
            f64::from(column.kind == Kind::Time)
                * if other { 0.2 } else { 1.0 }
                * if born { 0.1 } else { 1.0 }
                * if column.distinct > 1 { 1.0 } else { 0.9 }
        })
    };
    let any_address = || {
        fullest(0.15, &|column| {
            text(column) * aside(column) * ours(column.name) * f64::from(column.share(is_address) > 0.8)
        })
    };
    let any_actor = || {
        fullest(0.15, &|column| {
            text(column) * aside(column) * f64::from(column.share(is_mail) > 0.8)
        })
    };
    let any_outcome = || {
        fullest(0.15, &|column| {
            let few = (2..=OUTCOMES).contains(&column.distinct);
            text(column) * aside(column) * f64::from(few && column.share(is_outcome) > 0.8)
        })
    };
    let mut roles = Roles {
        time: time.or_else(any_time),
        actor,
        action,
        category,
        target,
        address,
        outcome,
        reason,
    };
    if roles.address.is_none() {
        roles.address = any_address().filter(|name| !roles.plays(name));
    }
    if roles.actor.is_none() {
        roles.actor = any_actor().filter(|name| !roles.plays(name));
    }
    if roles.outcome.is_none() {
        roles.outcome = any_outcome().filter(|name| !roles.plays(name));
    }
    roles
}

impl Candidate<'_> {
    /// Of the samples that are not empty, the share for which something holds.
    fn share(&self, holds: impl Fn(&str) -> bool) -> f64 {
        let values = self.samples.iter().filter(|value| !value.is_empty());
        let (held, all) = values.fold((0_usize, 0_usize), |(held, all), value| {
            (held + usize::from(holds(value)), all + 1)
        });
        held as f64 / all.max(1) as f64
    }
}

/// Columns that a collector added say less than the source's own, among which is the record that it kept whole.
fn standing(name: &str) -> f64 {
    if name.starts_with("_raw.") {
        1.0
    } else if name.starts_with("p_") || name.starts_with("__") {
        0.1
    } else if name.starts_with('_') {
        0.4
    } else {
        1.0
    }
}

/// Numbers of versions look like addresses; and those of the server say less than those of who came.
fn ours(name: &str) -> f64 {
    let folded = fold(name);
    let own = |word: &&str| folded.split('.').any(|part| part.starts_with(*word));
    if folded.contains("version") {
        0.0
    } else if ["local", "server", "agent", "hostip", "dst", "dest", "resp"]
        .iter()
        .any(own)
    {
        0.3
    } else {
        1.0
    }
}

/// Whether a column stands below what was asked for or done to.
fn is_aside(name: &str) -> bool {
    let folded = fold(name);
    let mut parts = folded.split('.').collect::<Vec<_>>();
    parts.pop();
    parts.iter().any(|part| ASIDE.contains(part))
}

/// How much a name says of an event that may say what a thing is called or of which kind it is.
fn of_a_thing(name: &str) -> f64 {
    let folded = fold(name);
    let Some((thing, last)) = folded.rsplit_once('.') else {
        return 1.0;
    };
    let thing = thing.rsplit('.').next().unwrap_or(thing);
    let eventful = [
        "event",
        "evt",
        "action",
        "activity",
        "operation",
        "rule",
        "alert",
        "message",
        "attributes",
        "data",
        "source",
        "udm",
    ];
    match last {
        "name" | "type" | "id" if eventful.iter().any(|word| thing.contains(word)) => 1.0,
        "name" | "id" => 0.0,
        "type" => 0.3,
        _ => 1.0,
    }
}

/// Whether a name says when a thing was made that outlives events.
fn is_birth_of_a_thing(name: &str) -> bool {
    const THINGS: [&str; 17] = [
        "repository",
        "repo",
        "user",
        "organization",
        "org",
        "enterprise",
        "team",
        "owner",
        "sender",
        "account",
        "project",
        "installation",
        "actor",
        "target",
        "customer",
        "application",
        "device",
    ];
    let folded = fold(name);
    let mut parts = folded.rsplit('.');
    let born = ["createdat", "created", "createdon", "createddatetime", "datecreated"];
    parts.next().is_some_and(|last| born.contains(&last)) && parts.next().is_some_and(|thing| THINGS.contains(&thing))
}

/// Whether a name is that of texts for people, which say what happened only where they repeat.
fn is_sentence(name: &str) -> bool {
    let folded = fold(name);
    folded == "description" || ["msg", "message"].contains(&folded.rsplit('.').next().unwrap_or(&folded))
}

fn is_mail(value: &str) -> bool {
    let plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || ".-_+'".contains(c));
    let split = value.split_once('@');
    split.is_some_and(|(who, place)| !who.is_empty() && place.contains('.') && plain(who) && plain(place))
}

/// Whether a value is an id that tells people nothing: long, of hexadecimal digits.
fn is_code(value: &str) -> bool {
    value.len() >= 16
        && value
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b'{' | b'}'))
}

fn is_structure(value: &str) -> bool {
    value.starts_with(['{', '['])
}

/// How well a name fits: 1 for the first of the list as the whole path, less further down and for the last parts only.
fn named(name: &str, names: &[&str]) -> f64 {
    let folded = fold(name);
    let mut ends = folded.match_indices('.').map(|(dot, _)| &folded[dot + 1..]);
    let depth = 1.0 / (1.0 + 0.15 * folded.matches('.').count() as f64);
    let rank = |wanted: &str| {
        names
            .iter()
            .position(|name| *name == wanted)
            .map(|at| 1.0 - at as f64 * 0.6 / names.len() as f64)
    };
    rank(&folded)
        .or_else(|| ends.find_map(rank).map(|rank| rank * 0.8 * depth))
        .unwrap_or(0.0)
}

/// Whether a value says by itself, under whatever name, how something ended; a yes, a no or a number does not.
fn is_outcome(value: &str) -> bool {
    let plain = ["true", "false", "yes", "no"];
    value.parse::<f64>().is_err() && !plain.contains(&fold(value).as_str()) && outcome(value).is_some()
}

/// Whether a value looks like an IP address, or a list of them, with or without a port.
fn is_address(text: &str) -> bool {
    let first = text.trim_start_matches("[\"").split(['"', ',']).next().unwrap_or(text);
    let bare = first.trim_start_matches('[').split(']').next().unwrap_or(first);
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
            unique: false,
            repeated: false,
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
    fn an_outcome_is_told_by_its_values_where_nothing_names_it() {
        let of = |values: &[&str]| guess(&[column("column 4", Kind::Text, values)]).outcome;
        assert_eq!(of(&["SUCCESS", "FAILURE"]).as_deref(), Some("column 4"));
        assert_eq!(of(&["успех", "ошибка"]).as_deref(), Some("column 4"));
        assert_eq!(of(&["true", "false"]), None);
        assert_eq!(of(&["200", "404"]), None);
        assert_eq!(of(&["ok"]), None);
    }

    #[test]
    fn what_was_asked_for_is_not_who_asked() {
        let roles = guess(&[
            column("p_event_time", Kind::Time, &["2026-01-05 14:03:22"]),
            column("actionParams.input.email", Kind::Text, &["new@b.example"]),
            column("actor.name", Kind::Text, &["Ann"]),
            column("actionName", Kind::Text, &["CREATE_USER"]),
            column("eventId", Kind::Text, &["66443924833011eeac3cb393f3d07f9f"]),
            column("severity", Kind::Text, &["ERROR"]),
            column("actionResult", Kind::Text, &["SUCCEEDED"]),
            column("where", Kind::List, &["[\"10.0.0.1\"]"]),
            column("happened", Kind::Time, &["2026-01-05 14:03:22"]),
        ]);
        assert_eq!(roles.time.as_deref(), Some("happened"));
        assert_eq!(roles.actor.as_deref(), Some("actor.name"));
        assert_eq!(roles.action.as_deref(), Some("actionName"));
        assert_eq!(roles.outcome.as_deref(), Some("actionResult"));
        assert_eq!(roles.category.as_deref(), Some("severity"));
        assert_eq!(roles.address.as_deref(), Some("where"));
    }

    #[test]
    fn who_came_is_told_from_where_they_came_to_in_other_languages_too() {
        let roles = guess(&[
            column("Zeitpunkt", Kind::Time, &[]),
            column("Agentversion", Kind::Text, &["2.5.0.1"]),
            column("local.ip", Kind::Text, &["10.0.0.1"]),
            column("remote.ip", Kind::Text, &["10.0.0.2"]),
            column("Benutzer", Kind::Text, &["ada"]),
            column("type", Kind::Text, &["audit"]),
            column("Aktion", Kind::Text, &["Anmeldung", "Export"]),
            column("Ergebnis", Kind::Text, &["Erfolg", "Fehler"]),
        ]);
        assert_eq!(roles.time.as_deref(), Some("Zeitpunkt"));
        assert_eq!(roles.address.as_deref(), Some("remote.ip"));
        assert_eq!(roles.actor.as_deref(), Some("Benutzer"));
        assert_eq!(roles.action.as_deref(), Some("Aktion"));
        assert_eq!(roles.outcome.as_deref(), Some("Ergebnis"));
        let versions = [column("agent_version", Kind::Text, &["2.5.0.1"])];
        assert_eq!(guess(&versions).address, None);
    }

    #[test]
    fn any_time_will_do_and_nothing_gives_nothing() {
        assert_eq!(guess(&[column("wann", Kind::Time, &[])]).time.as_deref(), Some("wann"));
        let added = [column("__REALTIME_TIMESTAMP", Kind::Time, &[])];
        assert_eq!(guess(&added).time.as_deref(), Some("__REALTIME_TIMESTAMP"));
        assert_eq!(guess(&[]), Roles::default());
    }
}

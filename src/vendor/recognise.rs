//! How a log is known as one of the sources: by the names of its columns, also under a common prefix, never by the file's name.

use super::source::SOURCES;
use super::{Candidate, Roles, Source, fold};
use crate::arrange;
use crate::value::Kind;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// A column counts in full from this share of rows with a value.
const FULL: f64 = 0.25;

/// The deciding columns must on average have values in this share of the rows: else few of the records are of the source.
const ENOUGH: f64 = 0.25;

/// What the name alone of a column without values counts: portals write their whole header, whatever the rows hold.
const NAME: f64 = 0.3;

/// Of the columns that can play a role, one is passed over when it has less than this share of the values of the fullest: an actor
/// may be rare, a time axis must not be.
const SPARSE: f64 = 0.05;
const SPARSE_TIME: f64 = 0.5;

/// What gives a source away: so many of these columns.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Signature {
    pub at_least: usize,
    pub of: Vec<String>,
}

/// A log that was recognised.
#[derive(Clone, Debug)]
pub struct Recognised {
    pub source: &'static Source,
    /// What stands before the source's own names: mostly nothing, else folded and with its last dot.
    prefix: String,
}

/// The columns of a log by their folded names, and below a prefix by what stands after it.
pub(super) struct Columns<'a> {
    columns: &'a [Candidate<'a>],
    names: HashMap<String, usize>,
    prefix: &'a str,
}

/// The names of all signatures, folded, and in which of which sources they are.
static WANTED: LazyLock<HashMap<String, Vec<(usize, usize)>>> = LazyLock::new(|| {
    let mut wanted: HashMap<_, Vec<_>> = HashMap::new();
    for (source, data) in SOURCES.iter().enumerate() {
        for (signature, names) in data.signatures.iter().enumerate() {
            for name in &names.of {
                wanted.entry(fold(name)).or_default().push((source, signature));
            }
        }
    }
    wanted
});

/// The same names where objects were laid out flat with another mark than a dot, or none: `actor_alternateId`.
static JOINED: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let names = WANTED.keys();
    names.map(|name| (name.replace('.', ""), name.as_str())).collect()
});

/// The source whose signature fits these columns best, relative to the signature's length.
pub fn recognise(columns: &[Candidate<'_>]) -> Option<Recognised> {
    // Of each source, shape and prefix: the fills of the columns that were found, by their folded names.
    let mut found: HashMap<(usize, usize, String), HashMap<String, f64>> = HashMap::new();
    for column in columns {
        let folded = fold(column.name);
        let starts = std::iter::once(0).chain(folded.match_indices('.').map(|(dot, _)| dot + 1));
        for start in starts {
            let known = WANTED
                .get(&folded[start..])
                .or_else(|| WANTED.get(*JOINED.get(&folded[start..])?));
            for &(source, signature) in known.into_iter().flatten() {
                let key = (source, signature, folded[..start].to_string());
                let name = folded[start..].to_string();
                let fill = found.entry(key).or_default().entry(name).or_insert(0.0);
                *fill = fill.max(column.fill);
            }
        }
    }
    let fits = found.into_iter().filter_map(|((source, at, prefix), fills)| {
        let signature = &SOURCES[source].signatures[at];
        let mut fills: Vec<f64> = fills.into_values().collect();
        arrange::by(&mut fills, |a, b| b.total_cmp(a));
        let deciding: f64 = fills.get(..signature.at_least)?.iter().sum();
        if deciding < ENOUGH * signature.at_least as f64 {
            return None;
        }
        let depth = prefix.matches('.').count();
        let weight: f64 = fills.iter().map(|fill| (fill / FULL).clamp(NAME, 1.0)).sum();
        // Where records of several sources are mixed, the one with most of them is meant.
        let share = deciding / signature.at_least as f64;
        let fit = weight / signature.of.len() as f64 * (0.5 + 0.5 * share) * 0.95_f64.powi(depth as i32);
        Some((fit, Reverse(source), prefix))
    });
    fits.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then_with(|| b.2.cmp(&a.2)))
        .map(|(_, Reverse(source), prefix)| Recognised {
            source: &SOURCES[source],
            prefix,
        })
}

impl Recognised {
    /// The columns that play the roles, by the names they have here.
    pub fn roles(&self, columns: &[Candidate<'_>]) -> Roles {
        self.source.roles(&self.columns(columns))
    }

    /// The columns worth seeing first, by the names they have here.
    pub fn first_columns(&self, columns: &[Candidate<'_>]) -> Vec<String> {
        let columns = self.columns(columns);
        let here = |name: &String| columns.find(name).map(|column| column.name.to_string());
        self.source.first.iter().filter_map(here).collect()
    }

    /// The column that numbers each event once, by the name it has here.
    pub fn id(&self, columns: &[Candidate<'_>]) -> Option<String> {
        self.columns(columns).best(&self.source.id)
    }

    /// Columns beside the outcome, by the names they have here, and patterns of values that mean failure.
    pub fn failing(&self, columns: &[Candidate<'_>]) -> BTreeMap<String, &'static [String]> {
        let columns = self.columns(columns);
        let here = |(name, values): (&String, &'static Vec<String>)| {
            Some((columns.find(name)?.name.to_string(), values.as_slice()))
        };
        self.source.failing.iter().filter_map(here).collect()
    }

    fn columns<'a>(&'a self, columns: &'a [Candidate<'a>]) -> Columns<'a> {
        Columns::new(columns, &self.prefix)
    }
}

impl<'a> Columns<'a> {
    fn new(columns: &'a [Candidate<'a>], prefix: &'a str) -> Self {
        let mut names: HashMap<String, usize> = HashMap::new();
        for (at, column) in columns.iter().enumerate() {
            let known = names.entry(fold(column.name)).or_insert(at);
            if columns[*known].fill < column.fill {
                *known = at;
            }
        }
        Self { columns, names, prefix }
    }

    /// The fullest column of this name, letter case and the like aside; below the prefix before anywhere else.
    fn find(&self, name: &str) -> Option<&'a Candidate<'a>> {
        let folded = fold(name);
        let below = self.names.get(&format!("{}{folded}", self.prefix));
        let joined = || self.names.get(&folded.replace('.', ""));
        let at = below.or_else(|| self.names.get(&folded)).or_else(joined)?;
        self.columns.get(*at)
    }

    /// The first of these columns that has values in earnest.
    pub fn best(&self, names: &[String]) -> Option<String> {
        self.first(names, SPARSE, |_| true)
    }

    /// The first of those that read as times.
    pub fn time(&self, names: &[String]) -> Option<String> {
        self.first(names, SPARSE_TIME, |column| column.kind == Kind::Time)
    }

    /// The first of those that are more than a number that is always zero, which may count something else.
    pub fn outcome(&self, names: &[String]) -> Option<String> {
        let says =
            |column: &Candidate<'_>| column.kind != Kind::Integer || column.samples.iter().any(|value| value != "0");
        self.first(names, SPARSE, says).or_else(|| self.best(names))
    }

    fn first(&self, names: &[String], sparse: f64, fits: impl Fn(&Candidate<'_>) -> bool) -> Option<String> {
        let here: Vec<&Candidate<'_>> = names
            .iter()
            .filter_map(|name| self.find(name))
            .filter(|column| column.fill > 0.0 && fits(column))
            .collect();
        let fullest = here.iter().map(|column| column.fill).fold(0.0, f64::max);
        here.into_iter()
            .find(|column| column.fill >= sparse * fullest)
            .map(|column| column.name.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns<'a>(names: &[&'a str]) -> Vec<Candidate<'a>> {
        names.iter().map(|name| column(name, 1.0)).collect()
    }

    fn column(name: &str, fill: f64) -> Candidate<'_> {
        let timely = ["time", "timestamp", "published"];
        let folded = fold(name);
        let kind = if timely.iter().any(|end| folded.ends_with(end)) {
            Kind::Time
        } else {
            Kind::Text
        };
        Candidate {
            name,
            kind,
            fill,
            distinct: 5,
            unique: false,
            repeated: true,
            samples: Vec::new(),
        }
    }

    #[test]
    fn sigma_is_known_by_friendly_names_and_by_warehouse_names() {
        let friendly = [
            "Request Time",
            "Event Type",
            "Event Status",
            "Event Status Reason Code",
            "Object Name",
            "User Email",
        ];
        let warehouse = [
            "REQUEST_TIME",
            "EVENT_TYPE",
            "EVENT_STATUS",
            "EVENT_STATUS_REASON_CODE",
            "USER_EMAIL",
            "X",
        ];
        for names in [friendly, warehouse] {
            let columns = columns(&names);
            let found = recognise(&columns).expect("recognised");
            assert_eq!(found.source.name, "sigma");
            assert_eq!(found.roles(&columns).time.as_deref(), Some(names[0]));
        }
        assert!(recognise(&columns(&["time", "user", "Event Type"])).is_none());
    }

    #[test]
    fn a_prefix_and_other_columns_do_not_hide_a_source() {
        for prefix in ["", "_source.", "result.", "a.b."] {
            let own = [
                "eventType",
                "published",
                "actor.alternateId",
                "client.ipAddress",
                "outcome.result",
                "outcome.reason",
                "displayMessage",
                "debugContext.debugData.requestUri",
                "legacyEventType",
                "uuid",
                "severity",
            ];
            let names: Vec<String> = own.iter().map(|name| format!("{prefix}{name}")).collect();
            let mut all: Vec<&str> = names.iter().map(String::as_str).collect();
            all.extend(["p_event_time", "p_log_type", "_time"]);
            let columns = columns(&all);
            let found = recognise(&columns).expect("recognised");
            assert_eq!(found.source.name, "okta");
            let roles = found.roles(&columns);
            assert_eq!(roles.time, Some(format!("{prefix}published")));
            assert_eq!(roles.actor, Some(format!("{prefix}actor.alternateId")));
            assert_eq!(found.first_columns(&columns)[0], format!("{prefix}published"));
        }
    }

    #[test]
    fn names_laid_out_flat_with_another_mark_are_the_same() {
        let names = [
            "published",
            "eventType",
            "actor_alternateId",
            "client_ipAddress",
            "outcome_result",
            "outcome_reason",
            "displayMessage",
            "uuid",
        ];
        let columns = columns(&names);
        let found = recognise(&columns).expect("recognised");
        assert_eq!(found.source.name, "okta");
        let roles = found.roles(&columns);
        assert_eq!(roles.actor.as_deref(), Some("actor_alternateId"));
        assert_eq!(roles.outcome.as_deref(), Some("outcome_result"));
    }

    #[test]
    fn a_few_strange_records_do_not_make_a_source() {
        let names = [
            "eventTime",
            "eventSource",
            "eventName",
            "awsRegion",
            "sourceIPAddress",
            "eventVersion",
            "eventID",
        ];
        let sparse: Vec<Candidate<'_>> = names.iter().map(|name| column(name, 0.1)).collect();
        assert!(recognise(&sparse).is_none());
        assert_eq!(
            recognise(&columns(&names)).map(|found| &*found.source.name),
            Some("cloudtrail")
        );
    }
}

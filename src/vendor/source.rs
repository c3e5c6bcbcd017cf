//! The data files, and how a log is recognised as one of theirs.

use super::{Roles, fold};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// One kind of log, as its data file describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Short and stable: `sigma`.
    pub name: String,
    /// As people call it.
    pub title: String,
    signature: Signature,
    /// For each role the columns that can play it, the best first.
    roles: BTreeMap<String, Vec<String>>,
    /// Columns worth seeing first, in reading order.
    pub first: Vec<String>,
    /// Columns that every event has; the others belong to the category of events that fills them.
    #[serde(default)]
    pub base: Vec<String>,
    /// Values of the outcome column that mean failure.
    #[serde(default)]
    pub failures: Vec<String>,
    /// Whether a null outcome means success, and so any value a failure.
    #[serde(default)]
    pub absent_is_success: bool,
    /// Plain words for values of the category column, by their folded spelling.
    #[serde(default)]
    pub meanings: BTreeMap<String, String>,
}

/// What gives a source away: so many of these columns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature {
    at_least: usize,
    of: Vec<String>,
}

/// The data files: a new source is one more line here.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    [include_str!("sigma.json"), include_str!("cloudtrail.json")]
        .into_iter()
        .filter_map(|file| serde_json::from_str(file).ok())
        .collect()
});

/// The source whose signature these column names fit best.
pub fn recognise(columns: &[&str]) -> Option<&'static Source> {
    let folded: Vec<String> = columns.iter().map(|name| fold(name)).collect();
    let fit = |source: &Source| {
        source
            .signature
            .of
            .iter()
            .filter(|name| folded.contains(&fold(name)))
            .count()
    };
    SOURCES
        .iter()
        .map(|source| (fit(source), source))
        .filter(|&(fit, source)| fit >= source.signature.at_least)
        .max_by_key(|&(fit, source)| fit * 100 / source.signature.of.len())
        .map(|(_, source)| source)
}

/// The source of this short name.
pub fn source(name: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.name == name)
}

/// Columns by their folded names; of those that fold alike, the first.
fn places<'a>(columns: &[&'a str]) -> HashMap<String, &'a str> {
    let folded = columns.iter().rev().map(|&column| (fold(column), column));
    folded.collect()
}

impl Source {
    /// The columns that play the roles, by the names they have here.
    pub fn roles(&self, columns: &[&str]) -> Roles {
        let folded = places(columns);
        let find = |role: &str| {
            let wanted = self.roles.get(role)?;
            wanted
                .iter()
                .find_map(|name| folded.get(&fold(name)).map(|&column| column.to_string()))
        };
        Roles {
            time: find("time"),
            actor: find("actor"),
            action: find("action"),
            category: find("category"),
            target: find("target"),
            address: find("address"),
            outcome: find("outcome"),
            reason: find("reason"),
        }
    }

    /// The columns worth seeing first, by the names they have here.
    pub fn first_columns(&self, columns: &[&str]) -> Vec<String> {
        let folded = places(columns);
        let here = self.first.iter().filter_map(|name| folded.get(&fold(name)));
        here.map(|&column| column.to_string()).collect()
    }

    /// Whether every event has this column.
    pub fn is_base(&self, column: &str) -> bool {
        self.base.iter().any(|name| fold(name) == fold(column))
    }

    /// What a value of the category column means, in plain words.
    pub fn meaning(&self, value: &str) -> Option<&str> {
        let folded = fold(value);
        let singular = folded.strip_suffix('s').unwrap_or(&folded);
        self.meanings
            .iter()
            .find(|(name, _)| fold(name).trim_end_matches('s') == singular)
            .map(|(_, meaning)| meaning.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_file_reads() {
        assert_eq!(SOURCES.len(), 2);
        for source in SOURCES.iter() {
            assert!(
                source.signature.at_least <= source.signature.of.len() && source.signature.at_least > 1,
                "{}",
                source.name
            );
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
        for columns in [friendly, warehouse] {
            let source = recognise(&columns).expect("recognised");
            assert_eq!(source.name, "sigma");
            assert_eq!(source.roles(&columns).time.as_deref(), Some(columns[0]));
        }
        assert!(recognise(&["time", "user", "Event Type"]).is_none());
    }

    #[test]
    fn a_category_means_the_same_in_all_its_spellings() {
        let sigma = source("sigma").expect("there");
        assert!(sigma.meaning("USER_ACCOUNTS").is_some());
        assert_eq!(sigma.meaning("USER_ACCOUNTS"), sigma.meaning("USER_ACCOUNT"));
        assert_eq!(sigma.meaning("Teams"), sigma.meaning("TEAM"));
    }
}

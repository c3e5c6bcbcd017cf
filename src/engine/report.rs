//! What is open, in a few kilobytes: files, columns, roles, warnings.

use super::silence::Silence;
use crate::arrange;
use crate::format::Warning;
use crate::table::Keep;
use crate::value::{Kind, Micros};
use crate::vendor::{Class, Roles};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands before the role in the name of a column that several logs have in common.
pub(super) const COMMON: &str = "common";

/// What people call roles, beside their names.
const CALLED: [(&str, &str); 7] = [
    ("ip", "address"),
    ("user", "actor"),
    ("who", "actor"),
    ("event", "action"),
    ("object", "target"),
    ("status", "outcome"),
    ("result", "outcome"),
];

/// The load report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Tells the rows of this log from those of others, and from its own in another order; empty where there are none.
    pub print: String,
    pub files: Vec<FileReport>,
    pub rows: u64,
    /// Records that could not be read, all files together.
    pub rejected: u64,
    /// Name of the vendor file that recognised the log: `sigma`, `cloudtrail` ...
    pub source: Option<String>,
    /// In table order.
    pub columns: Vec<ColumnReport>,
    pub roles: Roles,
    /// Of category, action and outcome the one that tells events apart best at a glance.
    pub kind: Option<String>,
    /// Columns the vendor file would show first.
    pub first: Vec<String>,
    /// Values of the outcome column that mean failure, as they occur.
    pub failures: Vec<String>,
    /// Columns beside the outcome, the action's first, with those of their values that say by themselves that something failed.
    pub failing: Vec<(String, Vec<String>)>,
    /// Values of the action column by what kind of thing they are, as they occur.
    pub classes: Vec<(Class, Vec<String>)>,
    /// Plain words for values of the category and the action column, as they occur.
    pub meanings: Vec<(String, String)>,
    /// Where the files are of several logs: these, and what was put together of them.
    pub logs: Option<Logs>,
    /// The tables beside the log.
    pub lookups: Vec<LookupReport>,
    /// The column that numbers each event once.
    pub id: Option<String>,
    /// Rows that repeat an earlier one; looked for once the rows are on screen, and only in a table of one shard.
    pub duplicates: Duplicates,
    /// From the time role's column.
    pub time: Option<Span>,
    /// The longest times without an event, the longest first; looked for together with duplicates.
    pub silences: Vec<Silence>,
    /// SHA-256 of each file as it was given, in hexadecimal digits, once it is known.
    pub digests: Vec<Option<String>>,
    /// The first thousand.
    pub warnings: Vec<Warning>,
    /// All of them, counted.
    pub warned: u64,
    /// What was kept of the records, where that is not everything.
    pub kept: Option<Kept>,
    /// Bytes the table holds.
    pub memory: u64,
    /// Where nothing could be read: what was found and what was expected.
    pub nothing: Option<String>,
}

/// Several logs under one another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Logs {
    pub logs: Vec<LogReport>,
    /// The columns that play the roles in the rows of all.
    pub roles: Roles,
    /// The columns that play [parts](crate::vendor::part) beside them in the rows of all, where they are not one column of one log.
    pub parts: BTreeMap<String, String>,
    /// The columns that were made, each of one column of each log, and the one that says which log it is.
    pub made: Vec<String>,
    /// That one, where they have different names.
    pub log: Option<String>,
}

/// Columns that have a value in each of some rows (`true`), or in none.
pub type Within = Vec<(String, bool)>;

/// One of several logs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogReport {
    /// Name of the vendor file that recognised it.
    pub source: Option<String>,
    /// Indices of its files.
    pub files: Vec<u32>,
    /// Which of their rows are its own, where these files hold several logs.
    pub within: Within,
    pub rows: u64,
    /// Its own columns.
    pub roles: Roles,
    /// Those that play [parts](crate::vendor::part) beside the roles.
    pub parts: BTreeMap<String, String>,
    /// As in [`Report::failing`].
    pub failing: Vec<(String, Vec<String>)>,
}

/// A table beside the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LookupReport {
    pub name: String,
    /// Where it was read from; `None` for values that were pasted.
    pub file: Option<FileReport>,
    /// SHA-256 of that file, in hexadecimal digits.
    pub digest: Option<String>,
    /// How often something was found wrong in it, and the first few times.
    pub warned: u64,
    pub warnings: Vec<Warning>,
    pub rows: u64,
    pub columns: Vec<KeyReport>,
}

/// A column of such a table, as a key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyReport {
    pub name: String,
    pub kind: Kind,
    /// Rows with a value.
    pub values: u64,
    pub distinct: u64,
    /// Distinct values when letter case is left aside.
    pub folded: u64,
    /// Whether there are networks, such as `10.0.0.0/8`, among the values.
    pub networks: bool,
    /// How it was read, where that was a decision.
    pub note: Option<String>,
}

/// One file of a load.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileReport {
    /// Of a file in an archive: with the name of the archive before it.
    pub name: String,
    /// Unpacked, as far as it was read.
    pub bytes: u64,
    /// Index of the file as it was given: itself, or the container it is in.
    pub outer: u32,
    /// Where in the container it is; `None` for a file that is in none.
    pub packed: Option<Packed>,
    /// `csv`, `json`, `ndjson`, `lines`, `xml`, `html`, `xlsx`, `parquet`.
    pub format: String,
    pub encoding: String,
    pub delimiter: Option<char>,
    /// Whether the first row names the columns, for tables.
    pub headed: Option<bool>,
    /// How it was made, where it says so.
    pub made: Option<String>,
    /// The path of the wrapped array, such as `Records`.
    pub wrapper: Option<String>,
    /// The name of the first of several lists of records, where there are several.
    pub list: Option<String>,
    pub rows: u64,
    pub rejected: u64,
    /// Where no record was found: one sentence that says what was found and what was expected.
    pub found: Option<String>,
    /// Why its number of rows says that it may have been cut off.
    pub cap: Option<String>,
}

/// What was kept of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub keep: Keep,
    /// Records that were left out.
    pub passed_over: u64,
}

/// Rows that repeat an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicates {
    /// In every column.
    pub records: u64,
    /// In the column that numbers the events, and not in every other one.
    pub ids: u64,
}

/// Where a file is in its container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Offset in the container from which it can be unpacked.
    pub start: u64,
    /// How many files come out from there before it.
    pub nth: u32,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnReport {
    pub name: String,
    pub kind: Kind,
    pub nulls: u64,
    pub distinct: u64,
    /// Bytes it holds.
    pub bytes: u64,
    /// Whether its times name no zone and are read in an assumed one.
    pub zoneless: bool,
    /// Where no time in it tells day from month: whether the day is taken to come first.
    pub day_first: Option<bool>,
    /// Whether it is read in another way than it was taken for.
    pub turned: bool,
    /// Why it is of this kind, where that is worth telling.
    pub note: Option<String>,
    /// The group it is listed under: base data, or the category that owns it.
    pub group: Option<String>,
}

impl ColumnReport {
    /// A column of which no more is known than this.
    pub fn named(name: &str, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            nulls: 0,
            distinct: 0,
            bytes: 0,
            zoneless: false,
            day_first: None,
            turned: false,
            note: None,
            group: None,
        }
    }

    /// Whether its values were counted: those of a computed column are not, nor are those of no rows.
    pub fn counted(&self) -> bool {
        self.distinct > 0 || self.nulls > 0
    }
}

/// The time covered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub first: Micros,
    pub last: Micros,
    /// What the times were written in: `UTC`, an offset, `mixed`, or the zone assumed.
    pub zone: String,
    /// Whether the zone was assumed.
    pub assumed: bool,
}

impl Report {
    /// The column of exactly this name.
    pub fn column(&self, name: &str) -> Option<&ColumnReport> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column that tells events apart at a glance; before its values were looked at, by its part alone.
    pub fn kind(&self) -> Option<&String> {
        let roles = &self.roles;
        let parts = [&self.kind, &roles.category, &roles.action, &roles.outcome];
        parts.into_iter().flatten().next()
    }

    /// Whether a value of a column says that something failed.
    pub fn says_failed(&self, column: &str, value: &str) -> bool {
        let among = |values: &[String]| values.iter().any(|known| known == value);
        self.roles.outcome.as_deref() == Some(column) && among(&self.failures)
            || self
                .failing
                .iter()
                .any(|(name, values)| name == column && among(values))
    }

    /// Plain words for a value of a column, where its source has some.
    pub fn meaning(&self, column: &str, value: &str) -> Option<&str> {
        let roles = [&self.roles.category, &self.roles.action];
        if !roles.into_iter().any(|role| role.as_deref() == Some(column)) {
            return None;
        }
        let found = self.meanings.iter().find(|(known, _)| known == value);
        found.map(|(_, meaning)| meaning.as_str())
    }

    /// What the roles are called, where several logs are put together and by people, with the columns that play them here: a filter that was
    /// written for several logs, or for another one, means these.
    pub fn common(&self) -> Vec<(String, String)> {
        let parts = self.roles.parts();
        let named = Roles::NAMES.into_iter().zip(parts);
        let own = named.flat_map(|(role, column)| {
            let column = column.map(str::to_owned);
            let names = [format!("{COMMON}.{role}"), role.to_owned()];
            names.into_iter().zip(std::iter::repeat(column))
        });
        let called = CALLED.into_iter().map(|(name, role)| {
            let at = Roles::NAMES.iter().position(|known| *known == role);
            (name.to_owned(), at.and_then(|at| parts[at]).map(str::to_owned))
        });
        own.chain(called)
            .filter_map(|(name, column)| Some((name, column?)))
            .collect()
    }

    /// The columns worth seeing first: the roles in reading order, then the fullest columns, at most `most`.
    pub fn first_columns(&self, preferred: &[String], most: usize) -> Vec<String> {
        let roles = &self.roles;
        let parts = [
            &roles.time,
            &roles.category,
            &roles.action,
            &roles.actor,
            &roles.outcome,
            &roles.reason,
            &roles.target,
            &roles.address,
        ];
        let mut chosen: Vec<String> = Vec::new();
        // The time comes first, whatever else is worth seeing.
        for name in roles.time.iter().chain(preferred).chain(parts.into_iter().flatten()) {
            if self.column(name).is_some_and(|column| column.nulls < self.rows) && !chosen.contains(name) {
                chosen.push(name.clone());
            }
        }
        let mut rest: Vec<&ColumnReport> = self.columns.iter().filter(|column| column.nulls < self.rows).collect();
        arrange::by_key(&mut rest, |column| column.nulls);
        for column in rest {
            if chosen.len() >= most {
                break;
            }
            if !chosen.contains(&column.name) {
                chosen.push(column.name.clone());
            }
        }
        chosen
    }
}

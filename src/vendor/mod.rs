//! Records to meaning: one data file a source says how to recognise it and which column plays which part; any other log is guessed.

mod guess;
mod outcome;
mod source;

pub use guess::{Candidate, guess};
pub use outcome::{Outcome, outcome};
pub use source::{Source, recognise, source};

use serde::{Deserialize, Serialize};

/// Which column plays which part; names of columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    pub time: Option<String>,
    pub actor: Option<String>,
    pub action: Option<String>,
    pub category: Option<String>,
    pub target: Option<String>,
    pub address: Option<String>,
    pub outcome: Option<String>,
    /// Why it failed.
    pub reason: Option<String>,
}

/// A column's name without what different exports of one source write differently: letter case, blanks, `_`, `-`.
pub fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-' | '@' | '#'))
        .flat_map(char::to_lowercase)
        .collect()
}

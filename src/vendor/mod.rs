//! Records to meaning: one data file a source says how to recognise it and which column plays which part; any other log is guessed.

mod cap;
mod class;
mod guess;
mod names;
mod outcome;
mod part;
mod pattern;
mod recognise;
mod source;

pub use cap::{Cap, cap};
pub use class::{Class, class};
pub use guess::{Candidate, guess};
pub use outcome::{Outcome, outcome};
pub use part::part;
pub use pattern::matches;
pub use recognise::{Recognised, recognise};
pub use source::{Source, source};

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

impl Roles {
    /// Whether the column of this name plays a part.
    pub fn plays(&self, name: &str) -> bool {
        let parts = [
            &self.time,
            &self.actor,
            &self.action,
            &self.category,
            &self.target,
            &self.address,
            &self.outcome,
            &self.reason,
        ];
        parts.into_iter().any(|part| part.as_deref() == Some(name))
    }
}

/// A column's name without what different exports of one source write differently: letter case, blanks, `_`, `-`, and the
/// zone that portals put behind it (`TimeGenerated [UTC]`).
pub fn fold(name: &str) -> String {
    let name = match name.rfind(" [") {
        Some(at) if at > 0 && name.ends_with(']') => &name[..at],
        _ => name,
    };
    let stays = |c: &char| !matches!(c, ' ' | '_' | '-' | '@' | '#');
    if name.is_ascii() {
        let bytes = name.bytes().map(char::from).filter(stays);
        return bytes.map(|c| c.to_ascii_lowercase()).collect();
    }
    name.chars().filter(stays).flat_map(char::to_lowercase).collect()
}

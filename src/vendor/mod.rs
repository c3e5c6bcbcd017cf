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
pub use part::{part, parts};
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
    /// What the roles are called, in their order.
    pub const NAMES: [&str; 8] = [
        "time", "actor", "action", "category", "target", "address", "outcome", "reason",
    ];

    /// The columns in the order of the roles.
    pub fn parts(&self) -> [Option<&str>; 8] {
        [
            self.time.as_deref(),
            self.actor.as_deref(),
            self.action.as_deref(),
            self.category.as_deref(),
            self.target.as_deref(),
            self.address.as_deref(),
            self.outcome.as_deref(),
            self.reason.as_deref(),
        ]
    }

    /// The roles that these columns play, in the order of the roles.
    pub fn from_parts([time, actor, action, category, target, address, outcome, reason]: [Option<String>; 8]) -> Self {
        Self {
            time,
            actor,
            action,
            category,
            target,
            address,
            outcome,
            reason,
        }
    }

    /// Whether the column of this name plays a part.
    pub fn plays(&self, name: &str) -> bool {
        self.parts().contains(&Some(name))
    }
}

/// A column's name without what different exports of one source write differently: letter case, blanks, `_`, `-`, and what portals put
/// behind it, which is a zone (`TimeGenerated [UTC]`) or the letter of a type (`eventType_s`).
pub fn fold(name: &str) -> String {
    let name = match name.rfind(" [") {
        Some(at) if at > 0 && name.ends_with(']') => &name[..at],
        _ => name,
    };
    let name = match name.as_bytes() {
        [_, _, .., b'_', b's' | b'b' | b'd' | b'g' | b't'] => &name[..name.len() - 2],
        _ => name,
    };
    let stays = |c: &char| !matches!(c, ' ' | '_' | '-' | '@' | '#');
    if name.is_ascii() {
        let bytes = name.bytes().map(char::from).filter(stays);
        return bytes.map(|c| c.to_ascii_lowercase()).collect();
    }
    name.chars().filter(stays).flat_map(char::to_lowercase).collect()
}

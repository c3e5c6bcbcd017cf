//! The panels that ask, by name: a clause remembers which of them made it, and an answer which of them it is for.

use serde::{Deserialize, Serialize};

/// A panel that asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Slot {
    Timeline,
    /// The values of one column in the fields panel.
    Facet(String),
    /// The rows of the events table.
    Page,
    /// The groups that these stand under.
    RowGroups,
    /// The groups under one path of opened groups (`None` is null).
    Group(Vec<Option<String>>),
    Pivot,
    Chart,
    /// A chart on the board.
    Tile(u32),
    Compare,
    /// The open row.
    Record,
    /// The events around the open row.
    Around,
    /// How many of the matching rows are hits of what is sought.
    Hits,
    /// What one column holds under the filter, as its menu tells.
    Summary(String),
    /// Which columns have values under the filter.
    Filled,
    /// The line below the table.
    Totals,
    /// Values that the command palette offers.
    Palette,
    /// Everything of one identity.
    Actor,
    /// What a question card opened: its clauses in the filter.
    Guide,
    /// The answer of a question card, by its title.
    Card(String),
    /// How many rows match the whole filter.
    Count,
}

impl Slot {
    /// The slot's name on the wire.
    pub fn name(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

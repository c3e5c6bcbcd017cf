//! What a step changed, in words: the difference of two views.

use super::{TableView, View, key_name};
use crate::query::{Key, Predicate};

/// What lies between two views, at most three things of it; `says` tells a filter.
pub(super) fn told(before: &View, after: &View, says: &dyn Fn(&Predicate) -> String) -> String {
    let mut words = Vec::new();
    let short = |text: String| match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    for clause in &after.clauses {
        let other = before.clauses.iter().find(|other| other.predicate == clause.predicate);
        let what = short(says(&clause.predicate));
        match other {
            None => words.push(what),
            Some(other) if other.disabled && !clause.disabled => words.push(format!("Again {what}")),
            Some(other) if !other.disabled && clause.disabled => words.push(format!("Without {what}")),
            Some(_) => {}
        }
    }
    for clause in &before.clauses {
        if !after.clauses.iter().any(|other| other.predicate == clause.predicate) {
            words.push(format!("No longer {}", short(says(&clause.predicate))));
        }
    }
    let mut part = |changed: bool, word: &str| {
        if changed {
            words.push(word.to_owned());
        }
    };
    part(before.tab != after.tab, &format!("{:?}", after.tab));
    let (table, other) = (&before.table, &after.table);
    part(table.sort != other.sort, "Another order");
    part(
        table.columns != other.columns || table.pinned != other.pinned,
        "Other columns in the table",
    );
    let looks = |table: &TableView| (table.density, table.wrap, table.totals, table.marks.clone());
    part(looks(table) != looks(other), "The look of the table");
    part(before.timeline != after.timeline, "The timeline");
    let keys = |keys: &[Key]| keys.iter().map(key_name).collect::<Vec<_>>().join(", ");
    part(
        before.group != after.group,
        &format!("Groups by {}", keys(&after.group.by)),
    );
    let sides = (keys(&after.pivot.rows.keys), keys(&after.pivot.columns.keys));
    part(
        before.pivot != after.pivot,
        &format!("Pivot of {} by {}", sides.0, sides.1),
    );
    part(before.chart != after.chart, "The chart");
    part(before.board != after.board, "The board");
    let sides = match &after.compare.sides {
        None => "The filter against the rest".to_owned(),
        Some((left, right)) => format!("{} against {}", short(says(left)), short(says(right))),
    };
    part(before.compare != after.compare, &sides);
    part(before.computed != after.computed, "Computed columns");
    part(before.zone != after.zone, "The zone of times");
    if words.is_empty() {
        words.push("A small change".into());
    }
    let (rest, last) = (words.len().saturating_sub(3), words.len().min(3));
    let more = if rest > 0 {
        format!(", and {rest} more")
    } else {
        String::new()
    };
    words[..last].join(", ") + &more
}

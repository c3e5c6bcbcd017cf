//! What a step changed, in words: the difference of two views.

use super::{TableView, View, key_name};
use crate::query::{Key, Predicate};
use crate::words;

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
            Some(other) if other.disabled && !clause.disabled => words.push(words::trail::again(&what)),
            Some(other) if !other.disabled && clause.disabled => words.push(words::trail::without(&what)),
            Some(_) => {}
        }
    }
    for clause in &before.clauses {
        if !after.clauses.iter().any(|other| other.predicate == clause.predicate) {
            words.push(words::trail::no_longer(&short(says(&clause.predicate))));
        }
    }
    let mut part = |changed: bool, word: &str| {
        if changed {
            words.push(word.to_owned());
        }
    };
    part(before.tab != after.tab, after.tab.title());
    let whom = after.identity.as_ref().map_or(String::new(), |identity| {
        words::common::everything_of(&short(identity.value.clone()))
    });
    part(before.identity != after.identity && after.identity.is_some(), &whom);
    let (table, other) = (&before.table, &after.table);
    part(table.sort != other.sort, words::trail::ANOTHER_ORDER);
    part(
        table.columns != other.columns || table.pinned != other.pinned,
        words::trail::OTHER_COLUMNS_TABLE,
    );
    let rows = |table: &TableView| {
        table
            .group
            .by
            .iter()
            .map(|key| key_name(&key.key()))
            .collect::<Vec<_>>()
    };
    part(
        table.group.by != other.group.by,
        &words::trail::rows_by(&rows(other).join(", ")),
    );
    let looks = |table: &TableView| (table.density, table.wrap, table.totals, table.marks.clone());
    part(looks(table) != looks(other), words::trail::LOOK_TABLE);
    part(before.timeline != after.timeline, words::trail::TIMELINE);
    let keys = |keys: &[Key]| keys.iter().map(key_name).collect::<Vec<_>>().join(", ");
    let groups = match keys(&after.group.by) {
        none if none.is_empty() => words::trail::NO_GROUPS.to_owned(),
        keys => words::trail::groups_by(&keys),
    };
    part(before.group != after.group, &groups);
    let pivot = match (keys(&after.pivot.rows.keys), keys(&after.pivot.columns.keys)) {
        (rows, columns) if rows.is_empty() && columns.is_empty() => words::trail::NO_PIVOT.to_owned(),
        (rows, columns) if rows.is_empty() || columns.is_empty() => words::trail::pivot_alone(&(rows + &columns)),
        (rows, columns) => words::trail::pivot_of(&rows, &columns),
    };
    part(before.pivot != after.pivot, &pivot);
    part(before.chart != after.chart, words::trail::CHART);
    part(before.board != after.board, words::trail::BOARD);
    let sides = match &after.compare.sides {
        None => words::trail::FILTER_AGAINST_REST.to_owned(),
        Some((left, right)) => words::trail::against(&short(says(left)), &short(says(right))),
    };
    part(before.compare != after.compare, &sides);
    part(before.computed != after.computed, words::trail::COMPUTED_COLUMNS);
    part(before.tuned != after.tuned, words::trail::QUESTION_TUNED);
    part(before.zone != after.zone, words::trail::ZONE_TIMES);
    if words.is_empty() {
        words.push(words::trail::SMALL_CHANGE.into());
    }
    let (rest, last) = (words.len().saturating_sub(3), words.len().min(3));
    let told = words[..last].join(", ");
    match rest {
        0 => told,
        _ => words::trail::and_more(&told, &rest),
    }
}

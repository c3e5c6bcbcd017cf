//! The tree of groups as lines: what of it is open, from the answers of every opened path.

use super::super::super::state::State;
use crate::query::{Answer, Key};
use crate::value::Value;
use crate::view::{Slot, ends, key_text};
use crate::words;
use leptos::prelude::{Get, With};

/// A group's place in the tree: its keys' values as text, from the outermost; `None` is null.
pub type Path = Vec<Option<String>>;

/// One line of the tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    Group {
        path: Path,
        value: Value,
        /// The count first.
        measures: Vec<Value>,
        /// `None`: there is no further key.
        open: Option<bool>,
        /// Its position among the groups beside it, from 1, and how many these are.
        place: (usize, u64),
        /// Its count against the greatest beside it, 0 to 1.
        share: f64,
    },
    /// The groups that the limit left out of a level, together.
    Rest {
        /// Of the group above.
        path: Path,
        /// The keys of those that are there.
        kept: Path,
        count: u64,
        measures: Vec<Value>,
    },
    /// Said below the groups of a level: none, awaited, failed.
    Note { level: usize, text: String },
}

/// All lines that are open now. Tracked: the view, and the answers of the opened groups.
pub fn lines(state: State, keys: &[Key]) -> Vec<Line> {
    let open = state.view.with(|view| view.group.open.clone());
    let mut lines = Vec::new();
    if !keys.is_empty() {
        under(state, &Vec::new(), keys, &open, &mut lines);
    }
    lines
}

fn under(state: State, path: &Path, keys: &[Key], open: &[Path], lines: &mut Vec<Line>) {
    let level = path.len();
    let note = |text: String| Line::Note { level, text };
    let held = state.held(&Slot::Group(path.clone())).get();
    if let Some(failure) = &held.failure {
        return lines.push(note(format!("{} {}", failure.what, failure.hint)));
    }
    let answers = held.answers.as_ref().and_then(|answers| answers.answers.split_first());
    let Some((Answer::Group { rows, groups, rest, .. }, told)) = answers else {
        return lines.push(note("…".into()));
    };
    let ends = keys
        .get(level)
        .map(|key| ends(std::slice::from_ref(key), told).swap_remove(0))
        .unwrap_or_default();
    let mut kept = Path::new();
    let count = |row: &[Value]| match row.get(1) {
        Some(Value::Integer(count)) => *count as f64,
        Some(Value::Number(count)) => *count,
        _ => 0.0,
    };
    let most = rows.iter().map(|row| count(row)).fold(1.0, f64::max);
    for (at, row) in rows.iter().enumerate() {
        let Some((value, measures)) = row.split_first() else {
            continue;
        };
        let mut here = path.clone();
        here.push(key_text(value, &ends));
        kept.extend(here.last().cloned());
        let opened = (level + 1 < keys.len()).then(|| open.contains(&here));
        lines.push(Line::Group {
            path: here.clone(),
            value: value.clone(),
            measures: measures.to_vec(),
            open: opened,
            place: (at + 1, *groups),
            share: count(row) / most,
        });
        if opened == Some(true) {
            under(state, &here, keys, open, lines);
        }
    }
    if rows.is_empty() {
        let some = held.answers.as_ref().is_some_and(|answers| answers.rows > 0);
        let why = if some {
            words::group::NO_GROUP_PASSES
        } else {
            words::group::NO_EVENTS_MATCH
        };
        lines.push(note(why.into()));
    } else if let Some(rest) = rest {
        lines.push(Line::Rest {
            path: path.clone(),
            count: groups.saturating_sub(kept.len() as u64),
            kept,
            measures: rest.iter().skip(1).cloned().collect(),
        });
    }
}

//! The tree of groups as lines: what of it is open, from the answers of every opened path.

use super::super::super::state::State;
use crate::query::Answer;
use crate::value::Value;
use crate::view::{Slot, text_of};
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
    /// Said below the groups of a level: too many, none, awaited, failed.
    Note { level: usize, text: String },
}

/// All lines that are open now. Tracked: the view, and the answers of the opened groups.
pub fn lines(state: State) -> Vec<Line> {
    let (keys, open) = state.view.with(|view| (view.group.by.len(), view.group.open.clone()));
    let mut lines = Vec::new();
    if keys > 0 {
        under(state, &Vec::new(), keys, &open, &mut lines);
    }
    lines
}

fn under(state: State, path: &Path, keys: usize, open: &[Path], lines: &mut Vec<Line>) {
    let level = path.len();
    let note = |text: String| Line::Note { level, text };
    let held = state.held(&Slot::Group(path.clone())).get();
    if let Some(failure) = &held.failure {
        return lines.push(note(format!("{} {}", failure.what, failure.hint)));
    }
    let Some(Answer::Group { rows, groups, .. }) = held.answers.as_ref().and_then(|answers| answers.answers.first())
    else {
        return lines.push(note("…".into()));
    };
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
        here.push(text_of(value));
        let opened = (level + 1 < keys).then(|| open.contains(&here));
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
        lines.push(note("No events match.".into()));
    } else if *groups > rows.len() as u64 {
        let number = |count: f64| crate::chart::scale::number(count);
        lines.push(note(format!(
            "{} of {} groups. The file you export holds them all.",
            number(rows.len() as f64),
            number(*groups as f64)
        )));
    }
}

//! Rows that are named by their numbers, in a link or in the view that stays when another log is opened: there they are other events.

use super::state::{Stage, State};
use crate::words;
use leptos::prelude::*;

/// What tells the rows of a log, and its files.
type Opened = (String, Vec<String>);

/// Says so each time a log was opened of which the rows that the view names are not.
pub fn watch(state: State) {
    let opened: Memo<Option<Opened>> = Memo::new(move |_| {
        let open = state.stage.with(|stage| matches!(stage, Stage::Open));
        let report = state.read.get().filter(|report| open && !report.print.is_empty())?;
        let files = report.files.iter().map(|file| format!("{} {}", file.name, file.bytes));
        Some((report.print.clone(), files.collect()))
    });
    Effect::new(move |before: Option<Option<Opened>>| {
        let (before, now) = (before.flatten(), opened.get());
        let Some((print, files)) = &now else { return before };
        let view = state.view.get_untracked();
        // Files that were added stand behind those that were there, whose rows keep their numbers.
        let added = |(_, before): &Opened| before.len() < files.len() && files.starts_with(before);
        if !before.as_ref().is_some_and(added) {
            let meant = view.of.as_ref().or(before.as_ref().map(|(print, _)| print));
            if meant.is_some_and(|meant| meant != print) && view.names_rows() {
                state.notice.set(Some(words::page::ROWS_OF_ANOTHER_LOG.into()));
            }
        }
        now
    });
}

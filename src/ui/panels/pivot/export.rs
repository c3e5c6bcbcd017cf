//! Taking the pivot away: the lines and columns as they are shown, as a file.

use super::super::group::key_label;
use super::names;
use crate::protocol::Shape;
use crate::query::Key;
use crate::ui::download::{now, save, text_blob};
use crate::ui::state::{State, state};
use crate::ui::widgets::{Item, Menu, count};
use crate::view::{Cross, Sheet, Slot, file_name, key_name};
use crate::words;
use leptos::prelude::*;

/// A menu of the shapes that the file can have.
#[component]
pub fn Export() -> impl IntoView {
    let state = state();
    let items = move || {
        let item = |label: &'static str, shape: Shape| Item::new(label, move || export(state, shape));
        vec![
            item(words::common::CSV_EXACT, Shape::Csv),
            item(words::common::CSV_EXCEL, Shape::CsvForExcel).note(words::common::FORMULAS_GUARDED),
            item(words::common::NDJSON, Shape::Ndjson).note(words::common::ONE_OBJECT_LINE),
        ]
    };
    view! {
        <Menu id="export-pivot" class="button" label=words::common::EXPORT title=words::pivot::EXPORT_TIP
            items=Signal::derive(items)/>
    }
}

fn export(state: State, shape: Shape) {
    let held = state.held(&Slot::Pivot).get_untracked();
    let (Some(report), Some(answers)) = (state.report.get_untracked(), held.answers) else {
        return;
    };
    let (view, zone) = (state.view.get_untracked(), state.zone.get_untracked());
    let Some(cross) = Cross::of(&view, &report, &zone, answers).filter(|_| !held.waiting) else {
        return state.said.set(Some(words::pivot::ANSWER_STILL_AWAITED.into()));
    };
    let lines = cross.open(&view.pivot.closed);
    let (columns, rows) = cross.sheet(&lines, &names(&view.pivot), |key, value, text| {
        key_label(value, text, Some(key), &zone).0
    });
    let title = if view.pivot.title.is_empty() {
        let names = |keys: &[Key]| keys.iter().map(key_name).collect::<Vec<_>>().join(", ");
        let sides = [names(&cross.rows), names(&cross.columns)];
        sides
            .into_iter()
            .filter(|side| !side.is_empty())
            .collect::<Vec<_>>()
            .join(words::pivot::TITLE_BY)
    } else {
        view.pivot.title.clone()
    };
    let (ending, mime) = match shape {
        Shape::Ndjson => ("ndjson", "application/x-ndjson"),
        _ => ("csv", "text/csv;charset=utf-8"),
    };
    let name = file_name(&title, now(), ending);
    match text_blob(&Sheet { columns, zone, shape }.write(&rows), mime) {
        Some(blob) => {
            save(&blob, &name);
            let lines = count(rows.len() as u64, words::counts::lines);
            state.said.set(Some(words::pivot::written(&lines, &name)));
        }
        None => state.notice.set(Some(words::common::NO_ROOM_FOR_FILE.into())),
    }
}

//! Taking the groups away: all keys and measures flat, as a file named by title, date and time.

use super::super::super::state::{State, state};
use super::change;
use crate::chart::scale::number;
use crate::protocol::Shape;
use crate::query::{Answer, Query};
use crate::ui::download::{now, save, text_blob};
use crate::view::{Sheet, file_name, key_name};
use crate::words;
use leptos::prelude::*;

/// The most groups in a file.
const GROUPS: usize = 1_000_000;

/// A title for the file, and the shapes it can have.
#[component]
pub fn Export() -> impl IntoView {
    let state = state();
    let title = Memo::new(move |_| state.view.with(|view| view.group.title.clone()));
    let none = Memo::new(move |_| state.view.with(|view| view.group.by.is_empty()));
    let rename = move |event| {
        change(state, |group| {
            group.title = event_target_value(&event).trim().to_owned()
        })
    };
    let shape = move |label: &'static str, title: &'static str, shape: Shape| {
        view! {
            <button type="button" class="button" title=title disabled=move || none.get() on:click=move |_| export(state, shape)>
                {label}
            </button>
        }
    };
    view! {
        <div class="build-line" role="group" aria-label=words::group::TAKE_GROUPS_AWAY>
            <span class="build-label">{words::common::EXPORT}</span>
            <input class="group-title" aria-label=words::group::TITLE_NAMES_FILE placeholder=words::group::TITLE_NAMES_FILE
                prop:value=move || title.get() on:change=rename/>
            {shape(words::group::EXPORT_CSV, words::group::CSV_TIP, Shape::Csv)}
            {shape(words::group::CSV_SPREADSHEETS, words::group::CSV_SPREADSHEETS_TIP, Shape::CsvForExcel)}
            {shape(words::common::NDJSON, words::group::NDJSON_TIP, Shape::Ndjson)}
        </div>
    }
}

fn export(state: State, shape: Shape) {
    let Some(report) = state.report.get_untracked() else {
        return;
    };
    let (view, zone) = (state.view.get_untracked(), state.zone.get_untracked());
    let keys: Vec<String> = view.group_keys(&report, &zone).iter().map(key_name).collect();
    let measures = view.group.measures.iter().map(|named| named.name.clone());
    let columns: Vec<String> = keys
        .iter()
        .cloned()
        .chain([String::from(words::common::COUNT)])
        .chain(measures)
        .collect();
    let title = if view.group.title.is_empty() {
        keys.join(words::group::TITLE_BY)
    } else {
        view.group.title.clone()
    };
    let (ending, mime) = match shape {
        Shape::Ndjson => ("ndjson", "application/x-ndjson"),
        Shape::Tsv => ("tsv", "text/tab-separated-values;charset=utf-8"),
        Shape::Csv | Shape::CsvForExcel => ("csv", "text/csv;charset=utf-8"),
    };
    let query = Query {
        filter: view.filter(),
        asks: vec![view.group_sheet(&report, &zone, GROUPS)],
        zone: zone.clone(),
        ..Query::default()
    };
    state.ask(query, move |result| {
        let said = match result {
            Err(failure) => return state.notice.set(Some(format!("{} {}", failure.what, failure.hint))),
            Ok(answers) => match answers.answers.first() {
                Some(Answer::Group { rows, groups, .. }) => {
                    let name = file_name(&title, now(), ending);
                    let text = Sheet { columns, zone, shape }.write(rows);
                    match text_blob(&text, mime) {
                        Some(blob) => save(&blob, &name),
                        None => return state.notice.set(Some(words::common::NO_ROOM_FOR_FILE.into())),
                    }
                    let (written, groups) = (number(rows.len() as f64), number(*groups as f64));
                    words::group::groups_written(&written, &groups, &name)
                }
                _ => return,
            },
        };
        state.said.set(Some(said));
    });
}

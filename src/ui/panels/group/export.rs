//! Taking the groups away: all keys and measures flat, as a file named by title, date and time.

use super::super::super::state::{State, state};
use super::{change, now, save, text_blob};
use crate::chart::scale::number;
use crate::protocol::Shape;
use crate::query::{Answer, Query};
use crate::view::{Sheet, file_name, key_name};
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
        <div class="build-line" role="group" aria-label="Take the groups away">
            <span class="build-label">"Export"</span>
            <input class="group-title" aria-label="Title, names the file" placeholder="Title, names the file"
                prop:value=move || title.get() on:change=rename/>
            {shape("Export CSV", "All groups, values exactly as they are", Shape::Csv)}
            {shape("CSV for spreadsheets", "With a mark for Excel, and ' before cells it would run as formulas", Shape::CsvForExcel)}
            {shape("NDJSON", "One JSON object a line", Shape::Ndjson)}
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
        .chain([String::from("Count")])
        .chain(measures)
        .collect();
    let title = if view.group.title.is_empty() {
        keys.join(" by ")
    } else {
        view.group.title.clone()
    };
    let (ending, mime) = match shape {
        Shape::Ndjson => ("ndjson", "application/x-ndjson"),
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
            Err(failure) => format!("{} {}", failure.what, failure.hint),
            Ok(answers) => match answers.answers.first() {
                Some(Answer::Group { rows, groups, .. }) => {
                    let name = file_name(&title, now(), ending);
                    let text = Sheet { columns, zone, shape }.write(rows);
                    match text_blob(&text, mime) {
                        Some(blob) => save(&blob, &name),
                        None => return state.notice.set(Some("The browser had no room for the file.".into())),
                    }
                    let (written, groups) = (number(rows.len() as f64), number(*groups as f64));
                    format!("{written} of {groups} groups are in {name}.")
                }
                _ => return,
            },
        };
        state.notice.set(Some(said));
    });
}

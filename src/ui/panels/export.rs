//! The export menu: the matching rows, the columns as shown, in the order shown, as a file.

use crate::protocol::Shape;
use crate::ui::download::{save, text_blob};
use crate::ui::exchange::Written;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Item, Menu, count};
use crate::view::Exhibit;
use crate::words;
use crate::{ui::clock, value::Zone};
use leptos::prelude::*;

/// The name of an export: what it is, and when it was made, on the clock of the zone in force.
fn name(extension: &str, zone: &Zone) -> String {
    let now = clock::show((js_sys::Date::now() * 1000.0) as i64, zone);
    let part = |range| now.get(range).unwrap_or_default();
    format!("audit-{}-{}{}.{extension}", part(0..10), part(11..13), part(14..16))
}

/// What was done to the cells, in a sentence.
fn guard(shape: Shape) -> &'static str {
    match shape {
        Shape::Csv => words::export::GUARD_CSV,
        Shape::CsvForExcel => words::export::GUARD_EXCEL,
        Shape::Tsv => words::export::GUARD_TSV,
        Shape::Ndjson => words::export::GUARD_NDJSON,
    }
}

/// Writes the matching rows, the columns as shown, and gives them to the user as a file.
pub fn write(state: State, shape: Shape) {
    let Some(report) = state.report.get_untracked() else {
        return;
    };
    let columns = state.view.with_untracked(|view| view.columns(&report));
    write_columns(state, shape, columns, report.columns.len());
}

/// The same with all columns there are.
fn write_all(state: State, shape: Shape) {
    let Some(report) = state.report.get_untracked() else {
        return;
    };
    let columns: Vec<String> = report.columns.iter().map(|column| column.name.clone()).collect();
    let all = columns.len();
    write_columns(state, shape, columns, all);
}

fn write_columns(state: State, shape: Shape, columns: Vec<String>, all: usize) {
    let told = (columns.len(), all);
    state.export(shape, columns, move |written| match written {
        Ok(Written { blob, rows, .. }) => {
            let extension = match shape {
                Shape::Ndjson => "ndjson",
                Shape::Tsv => "tsv",
                Shape::Csv | Shape::CsvForExcel => "csv",
            };
            let name = name(extension, &state.zone.get_untracked());
            save(&blob, &name);
            let rows = count(rows, words::counts::rows);
            state.said.set(Some(words::export::written_and_guard(
                &rows,
                told,
                &name,
                &guard(shape),
            )));
        }
        Err(failure) => state.notice.set(Some(format!("{} {}", failure.what, failure.hint))),
    });
}

/// Writes down what the matching rows are made of and how, with the SHA-256 that their file has.
fn write_evidence(state: State) {
    let Some(report) = state.report.get_untracked() else {
        return;
    };
    let columns = state.view.with_untracked(|view| view.columns(&report));
    let asked = columns.clone();
    state.export(Shape::Csv, asked, move |written| match written {
        Ok(Written { rows, sha256, .. }) => {
            let zone = state.zone.get_untracked();
            let now = clock::show((js_sys::Date::now() * 1000.0) as i64, &zone);
            let exhibit = Exhibit {
                columns: &columns,
                rows,
                sha256: &sha256,
                zone: &zone,
                written: &format!("{now} {}", zone.name),
                link: &window().location().href().unwrap_or_default(),
            };
            let text = state.view.with_untracked(|view| view.evidence(&report, &exhibit));
            let name = name("txt", &zone);
            match text_blob(&text, "text/plain;charset=utf-8") {
                Some(blob) => save(&blob, &name),
                None => return state.notice.set(Some(words::common::NO_ROOM_FOR_FILE.into())),
            }
            state.said.set(Some(words::export::evidence_written(&name)));
        }
        Err(failure) => state.notice.set(Some(format!("{} {}", failure.what, failure.hint))),
    });
}

/// The export menu.
#[component]
pub fn ExportMenu() -> impl IntoView {
    let state = state();
    let items = move || {
        vec![
            Item::new(words::common::CSV_EXACT, move || write(state, Shape::Csv)).note(words::keys::CTRL_E),
            Item::new(words::common::CSV_ALL, move || write_all(state, Shape::Csv)),
            Item::new(words::common::CSV_EXCEL, move || write(state, Shape::CsvForExcel))
                .note(words::common::FORMULAS_GUARDED),
            Item::new(words::common::NDJSON, move || write(state, Shape::Ndjson)).note(words::common::ONE_OBJECT_LINE),
            Item::new(words::common::EVIDENCE, move || write_evidence(state)).note(words::export::EVIDENCE_NOTE),
        ]
    };
    view! {
        <Menu
            id="export"
            label=words::common::EXPORT
            title=words::export::EXPORT_TIP
            items=Signal::derive(items)
        />
    }
}

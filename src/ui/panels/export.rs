//! The export menu: the matching rows, the columns as shown, in the order shown, as a file.

use crate::protocol::Shape;
use crate::ui::download::save;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Item, Menu, count};
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
        Shape::Csv => {
            "Values are exactly as in the log; nothing guards a spreadsheet against cells that begin like a formula."
        }
        Shape::CsvForExcel => {
            "Cells that a spreadsheet would run as a formula begin with a ', and a byte order mark leads the file."
        }
        Shape::Tsv => "Cells that a spreadsheet would run as a formula begin with a '.",
        Shape::Ndjson => "One JSON object a line; nulls are left out.",
    }
}

/// Writes the matching rows and gives them to the user as a file.
pub fn write(state: State, shape: Shape) {
    state.export(shape, move |written| match written {
        Ok((blob, rows)) => {
            let extension = match shape {
                Shape::Ndjson => "ndjson",
                Shape::Tsv => "tsv",
                Shape::Csv | Shape::CsvForExcel => "csv",
            };
            let name = name(extension, &state.zone.get_untracked());
            save(&blob, &name);
            let rows = count(rows, "row", "rows");
            state
                .said
                .set(Some(format!("{rows} written to {name}. {}", guard(shape))));
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
            Item::new("CSV, exact", move || write(state, Shape::Csv)).note("Ctrl+E"),
            Item::new("CSV for Excel", move || write(state, Shape::CsvForExcel)).note("formulas guarded"),
            Item::new("NDJSON", move || write(state, Shape::Ndjson)).note("one object a line"),
        ]
    };
    view! {
        <Menu
            id="export"
            label="Export"
            title="The matching rows, the columns as shown, in the order shown"
            items=Signal::derive(items)
        />
    }
}

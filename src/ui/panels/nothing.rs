//! All was read and there is no row: what was found, what was expected, what to try.

use super::empty::WaysIn;
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::{bytes, count};
use leptos::prelude::*;

/// All was read and there is no row.
#[component]
pub fn Nothing() -> impl IntoView {
    let (state, frame) = (state(), frame());
    let report = move || state.report.get().unwrap_or_default();
    let found = move || {
        let report = report();
        report.nothing.clone().unwrap_or_else(|| match report.rejected {
            0 => "The file could be read, but it holds no events: at most a header.".into(),
            rejected => format!("None of the {} could be read.", count(rejected, "record", "records")),
        })
    };
    let files = move || {
        report()
            .files
            .iter()
            .map(|file| {
                let line = format!("{} · {}", file.name, bytes(file.bytes));
                view! { <li>{line}</li> }
            })
            .collect_view()
    };
    view! {
        <main class="empty nothing" id="nothing">
            <div class="empty-drop" role="alert">
                <h1>"No events found"</h1>
                <p class="empty-what">{found}</p>
                <ul class="soft nothing-files">{files}</ul>
                <p class="soft">
                    "Expected is a log as its product exports it: CSV with a header line, a workbook (.xlsx), JSON objects one a line or
                    in an array, or lines of text that begin with a time or hold name=value."
                </p>
                <p class="soft">
                    "What often helps: unpack archives within archives first; choose the export itself, not the page or the mail it came
                    with."
                </p>
                <Show when=move || { report().warned > 0 }>
                    <button type="button" class="link" on:click=move |_| frame.report.set(true)>
                        {move || format!("See {}", count(report().warned, "remark", "remarks"))}
                    </button>
                </Show>
                <WaysIn/>
            </div>
        </main>
    }
}

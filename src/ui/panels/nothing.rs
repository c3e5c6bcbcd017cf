//! All was read and there is no row: what was found, what was expected, what to try.

use super::empty::WaysIn;
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::{bytes, count};
use crate::words;
use leptos::prelude::*;

/// All was read and there is no row.
#[component]
pub fn Nothing() -> impl IntoView {
    let (state, frame) = (state(), frame());
    let report = move || state.report.get().unwrap_or_default();
    let found = move || {
        let report = report();
        report.nothing.clone().unwrap_or_else(|| match report.rejected {
            0 => words::page::NO_EVENTS_INSIDE.into(),
            rejected => words::page::none_could_be_read(&count(rejected, words::counts::records)),
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
                <h1>{words::page::NO_EVENTS_FOUND}</h1>
                <p class="empty-what">{found}</p>
                <ul class="soft nothing-files">{files}</ul>
                <p class="soft">
                    {words::page::WHAT_IS_EXPECTED}
                </p>
                <p class="soft">
                    {words::page::WHAT_OFTEN_HELPS}
                </p>
                <Show when=move || { report().warned > 0 }>
                    <button type="button" class="link" on:click=move |_| frame.report.set(true)>
                        {move || words::page::see_remarks(&count(report().warned, words::counts::remarks))}
                    </button>
                </Show>
                <WaysIn/>
            </div>
        </main>
    }
}

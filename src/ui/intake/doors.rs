//! The window as drop target, and the two inputs behind the buttons.

use super::{intake, listed};
use crate::ui::state::Stage;
use crate::words;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::prelude::*;
use web_sys::{DragEvent, Element};

/// The window as drop target, and the two inputs behind the buttons.
#[component]
pub fn Doors() -> impl IntoView {
    let intake = intake();
    // Enter and leave come for every element crossed; the window is left when as many were left as entered.
    let depth = RwSignal::new(0_i32);
    let adding = RwSignal::new(false);
    let has_files = |event: &DragEvent| {
        event
            .data_transfer()
            .is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let listeners = [
        window_event_listener(ev::dragenter, move |event| {
            if has_files(&event) {
                event.prevent_default();
                depth.update(|depth| *depth += 1);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if has_files(&event) {
                depth.update(|depth| *depth -= 1);
            }
        }),
        window_event_listener(ev::dragover, move |event| {
            if has_files(&event) {
                event.prevent_default();
                if adding.get_untracked() != event.shift_key() {
                    adding.set(event.shift_key());
                }
            }
        }),
        window_event_listener(ev::drop, move |event| {
            if has_files(&event) {
                event.prevent_default();
                depth.set(0);
                if let Some(data) = event.data_transfer() {
                    intake.take(&data, event.shift_key());
                }
            }
        }),
        window_event_listener(ev::paste, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.closest("input, textarea").is_ok_and(|found| found.is_some())) {
                return;
            }
            let Some(data) = event.clipboard_data() else { return };
            // Over an open log a stray Ctrl+V must not throw it away.
            if !intake.take(&data, true) && !intake.is_open() {
                intake.text(&data.get_data("text/plain").unwrap_or_default());
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    let chosen = move |input: NodeRef<html::Input>| {
        let Some(input) = input.get_untracked() else { return };
        let files = listed(input.files());
        // So that the same file can be chosen again.
        input.set_value("");
        intake.open(files, intake.adding.get_untracked() && intake.is_open());
        intake.adding.set(false);
    };
    let folder = intake.folder;
    Effect::new(move |_| {
        if let Some(folder) = folder.get() {
            folder.set_attribute("webkitdirectory", "").unwrap_or_default();
        }
    });
    view! {
        <input
            type="file"
            id="files"
            class="unseen"
            multiple
            tabindex="-1"
            aria-hidden="true"
            aria-label=words::intake::FILES_OPEN
            node_ref=intake.files
            on:change=move |_| chosen(intake.files)
        />
        <input
            type="file"
            id="folder"
            class="unseen"
            multiple
            tabindex="-1"
            aria-hidden="true"
            aria-label=words::intake::FOLDER_OPEN
            node_ref=folder
            on:change=move |_| chosen(folder)
        />
        <Show when=move || { depth.get() > 0 }>
            <div class="drop-veil" aria-hidden="true">
                <p>
                    {move || match (intake.state.stage.get() != Stage::Empty, adding.get()) {
                        (false, _) => words::intake::DROP_TO_OPEN,
                        (true, false) => words::intake::DROP_TO_OPEN_INSTEAD,
                        (true, true) => words::intake::DROP_TO_ADD,
                    }}
                </p>
            </div>
        </Show>
    }
}

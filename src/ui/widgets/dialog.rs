//! A modal dialog: the browser's own, so that focus and Escape behave as people know them.

use crate::words;
use leptos::{ev, html, prelude::*};

/// Shows its children above the page while `open`; Escape, the button and a click beside it close it.
#[component]
pub fn Dialog(
    /// Whether it is open; set back to false when it closes.
    open: RwSignal<bool>,
    #[prop(into)] id: String,
    #[prop(into)] title: Signal<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let (dialog, beside) = modal(open);
    view! {
        <dialog node_ref=dialog id=id class="dialog" aria-label=title on:close=move |_| open.set(false) on:click=beside>
            <header class="dialog-head">
                <h2>{title}</h2>
                <button type="button" class="plain" aria-label=words::common::CLOSE title=words::common::CLOSE_ESC on:click=move |_| open.set(false)>
                    "✕"
                </button>
            </header>
            <div class="dialog-body">
                <Show when=move || open.get()>{children()}</Show>
            </div>
        </dialog>
    }
}

/// The node of a modal dialog that is shown while `open`, and what closes it at a click beside it.
pub fn modal(open: RwSignal<bool>) -> (NodeRef<html::Dialog>, impl Fn(ev::MouseEvent)) {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // Refused only for a dialog outside the page.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let beside = move |event: ev::MouseEvent| {
        if event
            .target()
            .is_some_and(|target| dialog.get_untracked().is_some_and(|dialog| target == *dialog.as_ref()))
        {
            open.set(false);
        }
    };
    (dialog, beside)
}

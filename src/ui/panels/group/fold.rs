//! The button that unfolds a builder where the window is narrow; elsewhere the builder always stands open.

use leptos::prelude::*;

/// The button; the builder around it carries the class `folded` while `folded` holds.
#[component]
pub fn Fold(folded: RwSignal<bool>, #[prop(into)] what: String) -> impl IntoView {
    view! {
        <button type="button" class="plain build-fold" aria-expanded=move || (!folded.get()).to_string()
            on:click=move |_| folded.update(|folded| *folded = !*folded)>
            {move || if folded.get() { "▸ " } else { "▾ " }}
            {what}
        </button>
    }
}

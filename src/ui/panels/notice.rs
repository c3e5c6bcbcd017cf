//! A sentence for the user, over the foot, until dismissed.

use crate::ui::state::state;
use leptos::prelude::*;

/// A sentence for the user, over the foot, until dismissed.
#[component]
pub fn Notice() -> impl IntoView {
    let state = state();
    view! {
        <div class="notice-place" role="status" aria-live="polite">
            {move || {
                let sentence = state.notice.get()?;
                Some(
                    view! {
                        <div class="notice" id="notice">
                            <p>{sentence}</p>
                            <button
                                type="button"
                                class="plain"
                                aria-label="Dismiss"
                                title="Dismiss (Esc)"
                                on:click=move |_| state.notice.set(None)
                            >
                                "✕"
                            </button>
                        </div>
                    },
                )
            }}
        </div>
    }
}

//! Sentences for the user, over the foot: what went wrong stays until dismissed, what was done goes by itself.

use crate::ui::state::state;
use crate::words;
use leptos::prelude::*;
use std::time::Duration;

/// How long what was done is said, at least, and for each letter: people read some fifteen letters a second, and look elsewhere first.
const STAYS: (u64, u64) = (5000, 70);

/// How long it is offered to go back to the log before.
const BACK: Duration = Duration::from_secs(20);

/// Sentences for the user, over the foot.
#[component]
pub fn Notice() -> impl IntoView {
    let state = state();
    // What the pointer or the focus is on stays.
    let held = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(sentence) = state.said.get() else { return };
        if held.get() {
            return;
        }
        let stays = STAYS.0 + STAYS.1 * sentence.chars().count() as u64;
        let going = set_timeout_with_handle(move || state.said.set(None), Duration::from_millis(stays));
        if let Ok(going) = going {
            on_cleanup(move || going.clear());
        }
    });
    let shown = move |id: &'static str, sentence: RwSignal<Option<String>>| {
        let text = sentence.get()?;
        if id == "said" {
            held.set(false);
        }
        let hold = move |on: bool| {
            if id == "said" && held.get_untracked() != on {
                held.set(on);
            }
        };
        Some(view! {
            <div
                class="notice"
                id=id
                on:mouseenter=move |_| hold(true)
                on:mouseleave=move |_| hold(false)
                on:focusin=move |_| hold(true)
                on:focusout=move |_| hold(false)
            >
                <p>{text}</p>
                <button type="button" class="plain" aria-label=words::page::DISMISS title=words::page::DISMISS_ESC on:click=move |_| sentence.set(None)>
                    "✕"
                </button>
            </div>
        })
    };
    // To go back to the log before is offered for a while; what is read in its place may be what was wanted.
    Effect::new(move |_| {
        if state.replaced.with(Option::is_some)
            && let Ok(going) = set_timeout_with_handle(move || state.replaced.set(None), BACK)
        {
            on_cleanup(move || going.clear());
        }
    });
    let back = move || {
        let files = state.replaced.get()?;
        let name = files.first()?.name();
        let text = words::page::was_closed(&name, files.len() - 1);
        Some(view! {
            <div class="notice" id="replaced">
                <p>
                    {text}
                    <button type="button" class="link" on:click=move |_| state.open_chosen(files.to_vec(), false)>{words::page::OPEN_AGAIN}</button>
                </p>
                <button type="button" class="plain" aria-label=words::page::DISMISS on:click=move |_| state.replaced.set(None)>
                    "✕"
                </button>
            </div>
        })
    };
    view! {
        <div class="notice-place" role="status" aria-live="polite">
            {move || shown("notice", state.notice)}
            {move || shown("said", state.said)}
            {back}
        </div>
    }
}

//! One of several, or a number, or a text: the fields that a chart is described by.

use leptos::prelude::*;

/// A choice by its position.
#[component]
pub fn Pick(
    /// What is chosen, for screen readers.
    #[prop(into)]
    label: String,
    #[prop(into)] options: Signal<Vec<String>>,
    #[prop(into)] at: Signal<usize>,
    on_pick: Callback<usize>,
) -> impl IntoView {
    view! {
        <select class="pick" aria-label=label prop:selectedIndex=move || { options.track(); at.get() as i32 }
            on:change=move |event| event_target_value(&event).parse().map_or((), |at| on_pick.run(at))>
            {move || {
                let now = at.get_untracked();
                options.get().into_iter().enumerate().map(|(index, text)| view! {
                    <option value=index.to_string() selected=index == now>{text}</option>
                }).collect_view()
            }}
        </select>
    }
}

/// A text that is taken when it is finished.
#[component]
pub fn Field(
    #[prop(into)] label: String,
    #[prop(into, optional)] placeholder: String,
    #[prop(into, optional)] class: String,
    #[prop(into)] value: Signal<String>,
    on_done: Callback<String>,
) -> impl IntoView {
    view! {
        <input class=format!("chart-field {class}") aria-label=label placeholder=placeholder spellcheck="false" autocomplete="off"
            prop:value=move || value.get()
            on:change=move |event| on_done.run(event_target_value(&event).trim().to_owned())/>
    }
}

/// Something that is so or not.
#[component]
pub fn Check(#[prop(into)] label: String, #[prop(into)] on: Signal<bool>, on_turn: Callback<bool>) -> impl IntoView {
    view! {
        <label class="build-label">
            <input type="checkbox" prop:checked=move || on.get() on:change=move |event| on_turn.run(event_target_checked(&event))/>
            " " {label}
        </label>
    }
}

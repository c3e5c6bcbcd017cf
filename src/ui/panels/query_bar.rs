//! The filter as text, with completion and errors that point at the character.

use leptos::prelude::*;

/// The filter as text, with completion and errors that point at the character.
#[component]
pub fn QueryBar() -> impl IntoView {
    view! { <section class="query-bar"></section> }
}

//! The virtual table of rows.

use leptos::prelude::*;

/// The virtual table of rows.
#[component]
pub fn Events() -> impl IntoView {
    view! { <section class="events"></section> }
}

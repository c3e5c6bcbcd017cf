//! Rows over time, stacked, with a brush that filters.

use leptos::prelude::*;

/// Rows over time, stacked, with a brush that filters.
#[component]
pub fn Timeline() -> impl IntoView {
    view! { <section class="timeline"></section> }
}

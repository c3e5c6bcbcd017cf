//! Rows by keys, nested and expandable, with measures.

use leptos::prelude::*;

/// Rows by keys, nested and expandable, with measures.
#[component]
pub fn Group() -> impl IntoView {
    view! { <section class="group"></section> }
}

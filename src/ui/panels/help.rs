//! Keys and grammar, in the page.

use leptos::prelude::*;

/// Keys and grammar, in the page.
#[component]
pub fn Help() -> impl IntoView {
    view! { <section class="help"></section> }
}

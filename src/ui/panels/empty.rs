//! Before anything is open: what this is, that nothing leaves the tab, and the ways in.

use leptos::prelude::*;

/// Before anything is open: what this is, that nothing leaves the tab, and the ways in.
#[component]
pub fn Empty() -> impl IntoView {
    view! { <section class="empty"></section> }
}

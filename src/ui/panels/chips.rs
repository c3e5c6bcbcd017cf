//! The filter as movable pieces.

use leptos::prelude::*;

/// The filter as movable pieces.
#[component]
pub fn Chips() -> impl IntoView {
    view! { <section class="chips"></section> }
}

//! The panels, and how they share the window.

use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! { <main>"Audit Explorer"</main> }
}

//! The line at the foot: rows matched, time taken, memory, rejected rows, the seal.

use leptos::prelude::*;

/// The line at the foot: rows matched, time taken, memory, rejected rows, the seal.
#[component]
pub fn Foot() -> impl IntoView {
    view! { <section class="foot"></section> }
}

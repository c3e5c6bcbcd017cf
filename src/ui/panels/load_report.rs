//! The load report: files, kinds, zones, rejected rows with position, reason and raw text.

use leptos::prelude::*;

/// The load report: files, kinds, zones, rejected rows with position, reason and raw text.
#[component]
pub fn LoadReport() -> impl IntoView {
    view! { <section class="load-report"></section> }
}

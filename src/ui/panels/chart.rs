//! The chart builder.

use leptos::prelude::*;

/// The chart builder.
#[component]
pub fn ChartPanel() -> impl IntoView {
    view! { <section class="chart"></section> }
}

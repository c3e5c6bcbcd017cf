//! Columns with their values and counts; include and exclude.

use leptos::prelude::*;

/// Columns with their values and counts; include and exclude.
#[component]
pub fn Fields() -> impl IntoView {
    view! { <section class="fields"></section> }
}

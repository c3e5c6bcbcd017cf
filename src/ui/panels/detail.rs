//! The open row: fields, JSON tree, raw record.

use leptos::prelude::*;

/// The open row: fields, JSON tree, raw record.
#[component]
pub fn Detail() -> impl IntoView {
    view! { <section class="detail"></section> }
}

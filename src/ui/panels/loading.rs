//! How far the reading is, and Cancel.

use leptos::prelude::*;

/// How far the reading is, and Cancel.
#[component]
pub fn Loading() -> impl IntoView {
    view! { <section class="loading"></section> }
}

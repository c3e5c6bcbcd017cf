//! The bar at the top: what is open, the query bar, save, export, add files.

use leptos::prelude::*;

/// The bar at the top: what is open, the query bar, save, export, add files.
#[component]
pub fn Top() -> impl IntoView {
    view! { <section class="top"></section> }
}

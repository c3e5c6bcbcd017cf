//! The panels, and how they share the window.

mod chart;
mod chips;
mod detail;
mod empty;
mod events;
mod fields;
mod foot;
mod group;
mod help;
mod load_report;
mod loading;
mod query_bar;
mod timeline;
mod top;

use super::state::{Stage, state};
use crate::view::Tab;
use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let state = state();
    let open = Memo::new(move |_| state.report.with(Option::is_some));
    let tab = Memo::new(move |_| state.view.with(|view| view.tab));
    let reading = Memo::new(move |_| matches!(state.stage.get(), Stage::Reading(_)));
    view! {
        <Show when=move || reading.get()>
            <loading::Loading/>
        </Show>
        <Show when=move || open.get() fallback=|| view! { <empty::Empty/> }>
            <top::Top/>
            <chips::Chips/>
            <timeline::Timeline/>
            <div class="work">
                <fields::Fields/>
                <main class="middle">
                    {move || match tab.get() {
                        Tab::Events => view! { <events::Events/> }.into_any(),
                        Tab::Group => view! { <group::Group/> }.into_any(),
                        Tab::Chart => view! { <chart::ChartPanel/> }.into_any(),
                    }}
                </main>
                <detail::Detail/>
            </div>
            <foot::Foot/>
        </Show>
        <load_report::LoadReport/>
        <help::Help/>
    }
}

//! The tabs over the middle: looks at the same matching rows, and the questions that lead to them.

use crate::ui::state::state;
use crate::ui::widgets::browser;
use crate::view::{Action, Tab};
use crate::words;
use leptos::{ev, prelude::*};

/// The tabs in their order; the digits go to them.
pub const TABS: [Tab; 8] = [
    Tab::Events,
    Tab::Group,
    Tab::Pivot,
    Tab::Chart,
    Tab::Compare,
    Tab::Questions,
    Tab::Board,
    Tab::Actor,
];

/// The element id of a tab.
pub fn id(tab: Tab) -> &'static str {
    match tab {
        Tab::Events => "tab-events",
        Tab::Group => "tab-group",
        Tab::Pivot => "tab-pivot",
        Tab::Chart => "tab-chart",
        Tab::Compare => "tab-compare",
        Tab::Actor => "tab-actor",
        Tab::Questions => "tab-questions",
        Tab::Board => "tab-board",
    }
}

/// The tabs over the middle.
#[component]
pub fn Tabs() -> impl IntoView {
    let state = state();
    let now = Memo::new(move |_| state.view.with(|view| view.tab));
    let show = move |tab: Tab| state.act(Action::SetTab(tab));
    let keydown = move |event: ev::KeyboardEvent| {
        let at = TABS
            .iter()
            .position(|&tab| tab == now.get_untracked())
            .unwrap_or_default();
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % TABS.len(),
            "ArrowLeft" => (at + TABS.len() - 1) % TABS.len(),
            _ => return,
        };
        event.prevent_default();
        show(TABS[to]);
        if let Some(tab) = document().get_element_by_id(id(TABS[to])) {
            use wasm_bindgen::JsCast;
            tab.unchecked_into::<web_sys::HtmlElement>().focus().unwrap_or_default();
        }
    };
    // On a telephone there is no room for all of them.
    Effect::new(move |_| {
        let id = id(now.get());
        request_animation_frame(move || {
            if let Some(tab) = document().get_element_by_id(id) {
                browser::bring_into_sight(&tab, "nearest");
            }
        });
    });
    view! {
        <div class="tabs" role="tablist" aria-label=words::frame::TABS_LABEL on:keydown=keydown>
            {TABS
                .map(|tab| {
                    view! {
                        <button
                            type="button"
                            role="tab"
                            id=id(tab)
                            aria-controls="tab-panel"
                            aria-selected=move || (now.get() == tab).to_string()
                            tabindex=move || if now.get() == tab { "0" } else { "-1" }
                            on:click=move |_| show(tab)
                        >
                            {tab.title()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

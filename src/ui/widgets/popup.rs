//! A menu at a place in the window: opened by a right click or a button, walked with the arrow keys, closed by Escape or elsewhere.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// One line of a menu.
#[derive(Clone)]
pub struct Choice {
    pub label: String,
    act: Arc<dyn Fn() + Send + Sync>,
}

impl Choice {
    /// A line that does something.
    pub fn new(label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            act: Arc::new(act),
        }
    }
}

/// An open menu.
#[derive(Clone)]
pub struct Popup {
    pub x: f64,
    pub y: f64,
    pub choices: Vec<Choice>,
}

/// Shows the menu in the signal while there is one; closing it gives the focus back.
#[component]
pub fn PopupMenu(popup: RwSignal<Option<Popup>>) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    let before = StoredValue::new_local(None::<HtmlElement>);
    let close = move || {
        popup.set(None);
        if let Some(element) = before.try_update_value(Option::take).flatten() {
            element.focus().unwrap_or_default();
        }
    };
    Effect::new(move |_| {
        let Some(list) = list.get() else { return };
        if let Some(active) = document().active_element().and_then(|active| active.dyn_into().ok()) {
            before.set_value(Some(active));
        }
        step(&list, None);
    });
    let keys = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        match event.key().as_str() {
            "ArrowDown" => step(&list, Some(1)),
            "ArrowUp" => step(&list, Some(-1)),
            "Escape" | "Tab" => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let lines = move |menu: Popup| {
        let line = move |choice: Choice| {
            let act = choice.act.clone();
            view! {
                <li role="none">
                    <button type="button" role="menuitem" tabindex="-1" on:click=move |_| { close(); act() }>{choice.label}</button>
                </li>
            }
        };
        let width = window()
            .inner_width()
            .ok()
            .and_then(|width| width.as_f64())
            .unwrap_or(1000.0);
        let height = window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64())
            .unwrap_or(800.0);
        let left = menu.x.min(width - 240.0).max(0.0);
        let top = menu.y.min(height - 30.0 * menu.choices.len() as f64 - 16.0).max(0.0);
        view! {
            <div class="popup-veil" on:mousedown=move |_| close() on:contextmenu=move |event| { event.prevent_default(); close() }></div>
            <ul class="popup" role="menu" node_ref=list on:keydown=keys
                style:left=format!("{left}px") style:top=format!("{top}px")>
                {menu.choices.into_iter().map(line).collect_view()}
            </ul>
        }
    };
    move || popup.get().map(lines)
}

/// Moves the focus along the lines; to the first for `None`.
fn step(list: &HtmlElement, by: Option<i32>) {
    let lines = list.get_elements_by_tag_name("button");
    let count = lines.length();
    let active = document().active_element();
    let at = (0..count).find(|&at| active.is_some() && lines.item(at) == active);
    let next = match (at, by) {
        (Some(at), Some(by)) => (at as i32 + by).rem_euclid(count.max(1) as i32) as u32,
        _ => 0,
    };
    if let Some(line) = lines.item(next).and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
        line.focus().unwrap_or_default();
    }
}

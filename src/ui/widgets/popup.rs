//! A menu at a place in the window: opened by a right click or a button, walked with the arrow keys, closed by Escape or elsewhere.

use super::browser;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Room that a menu with something above its choices takes, in pixels: its width, and the height of that.
const HEAD: (f64, f64) = (300.0, 280.0);

/// Height of a choice in pixels.
const LINE: f64 = 29.0;

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
    /// What stands above the choices; its buttons are walked like them.
    pub head: Option<ViewFn>,
    pub choices: Vec<Choice>,
}

/// Shows the menu in the signal while there is one; closing it gives the focus back.
#[component]
pub fn PopupMenu(popup: RwSignal<Option<Popup>>) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let before = StoredValue::new_local(None::<HtmlElement>);
    let close = move || {
        popup.set(None);
        if let Some(element) = before.try_update_value(Option::take).flatten() {
            element.focus().unwrap_or_default();
        }
    };
    Effect::new(move |_| {
        let Some(list) = list.get() else { return };
        list.set_attribute("tabindex", "-1").unwrap_or_default();
        if let Some(active) = document().active_element().and_then(|active| active.dyn_into().ok()) {
            before.set_value(Some(active));
        }
        first(&list);
    });
    let keys = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        match event.key().as_str() {
            "ArrowDown" => step(&list, 1),
            "Home" => first(&list),
            "ArrowUp" => step(&list, -1),
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
        let (width, height) = browser::window_size();
        let (wide, tall) = if menu.head.is_some() { HEAD } else { (240.0, 0.0) };
        let left = menu.x.min(width - wide - 8.0).max(0.0);
        let top = menu
            .y
            .min(height - tall - LINE * menu.choices.len() as f64 - 16.0)
            .max(0.0);
        let head = menu
            .head
            .map(|head| view! { <div class="popup-head">{head.run()}</div> });
        view! {
            <div class="popup-veil" on:mousedown=move |_| close() on:contextmenu=move |event| { event.prevent_default(); close() }></div>
            <div class="popup" node_ref=list on:keydown=keys on:contextmenu=|event| event.prevent_default()
                style:left=format!("{left}px") style:top=format!("{top}px")>
                {head}
                <ul role="menu">{menu.choices.into_iter().map(line).collect_view()}</ul>
            </div>
        }
    };
    move || popup.get().map(lines)
}

/// Moves the focus to the first choice.
fn first(list: &HtmlElement) {
    let choice = list.query_selector("[role=menuitem]").ok().flatten();
    if let Some(choice) = choice.and_then(|choice| choice.dyn_into::<HtmlElement>().ok()) {
        choice.focus().unwrap_or_default();
    }
}

/// Moves the focus along the lines, those of the head too.
fn step(list: &HtmlElement, by: i32) {
    let lines = list.get_elements_by_tag_name("button");
    let count = lines.length();
    let active = document().active_element();
    let at = (0..count).find(|&at| active.is_some() && lines.item(at) == active);
    let next = at.map_or(0, |at| (at as i32 + by).rem_euclid(count.max(1) as i32) as u32);
    if let Some(line) = lines.item(next).and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
        line.focus().unwrap_or_default();
    }
}

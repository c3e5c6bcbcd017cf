//! The trail: every step taken, with the ways that were left, to be walked, named and returned to.

use super::chips::said;
use crate::ui::frame::frame;
use crate::ui::keys::muted;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Dialog, browser, count, tree};
use crate::view::Stop;
use crate::words;
use leptos::attr::custom::custom_attribute;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The trail, as a dialog.
#[component]
pub fn Trail() -> impl IntoView {
    let open = frame().trail;
    view! {
        <Dialog open=open id="trail" title=words::common::TRAIL>
            <Stops/>
        </Dialog>
    }
}

#[component]
fn Stops() -> impl IntoView {
    let state = state();
    let stops = Memo::new(move |_| state.trail(&|predicate| said(state, predicate).to_string()));
    let naming = RwSignal::new(None::<u64>);
    // Steps whose other ways are folded away.
    let shut = RwSignal::new(Vec::<u64>::new());
    let list = NodeRef::<html::Ul>::new();
    // The step under the cursor: to return to one turns the order of others round.
    let under = StoredValue::new(None::<String>);
    Effect::new(move |before: Option<bool>| {
        stops.track();
        shut.track();
        let list = list.get();
        let shown = list.is_some();
        if let Some(list) = list {
            request_animation_frame(move || {
                tree::settle(&list);
                let first = before != Some(true);
                let active = document().active_element();
                let focused = active.is_some_and(|active| list.contains(Some(&active)) && active.tag_name() == "LI");
                let to = match under.try_get_value().flatten().filter(|_| !first) {
                    Some(under) if focused => list.query_selector(&format!("[data-id='{under}']")),
                    None if first => list.query_selector("[aria-current]"),
                    _ => return,
                };
                if let Ok(Some(to)) = to {
                    if first {
                        browser::bring_into_sight(&to, "center");
                    }
                    to.unchecked_into::<HtmlElement>().focus().unwrap_or_default();
                }
            });
        }
        shown
    });
    let id = |item: &HtmlElement| item.get_attribute("data-id").and_then(|id| id.parse::<u64>().ok());
    let fold = move |item: &HtmlElement, open: bool| {
        if let Some(id) = id(item) {
            shut.update(|shut| {
                shut.retain(|other| *other != id);
                shut.extend((!open).then_some(id));
            });
        }
    };
    let keydown = move |event: ev::KeyboardEvent| {
        if muted(&event, state.view) {
            return;
        }
        let own = |item: &HtmlElement, key: &str| {
            let Some(id) = id(item) else { return false };
            match key {
                "Enter" | " " => state.go_to(id),
                "F2" => naming.set(Some(id)),
                _ => return false,
            }
            true
        };
        tree::pressed(&event, own, fold);
    };
    let click = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some((target, item)) = target.zip(tree::item_of(event.target())) else {
            return;
        };
        match (target.class_name().as_str(), id(&item)) {
            ("fold", _) => fold(&item, tree::is_open(&item) == Some(false)),
            ("plain", id) => naming.set(id),
            ("trail-name", _) | (_, None) => {}
            (_, Some(id)) => state.go_to(id),
        }
    };
    let focused = move |event: ev::FocusEvent| {
        tree::focused(&event);
        under.set_value(tree::item_of(event.target()).and_then(|item| item.get_attribute("data-id")));
    };
    let lines = move || {
        let (stops, shut) = (stops.get(), shut.get());
        // Of the nearest step folded: how deep it lies.
        let mut within = usize::MAX;
        let mut lines = Vec::new();
        for (at, stop) in stops.iter().enumerate() {
            if stop.depth > within {
                continue;
            }
            let open = !shut.contains(&stop.id);
            within = if open { usize::MAX } else { stop.depth };
            let below = stops.get(at + 1).is_some_and(|next| next.depth > stop.depth);
            lines.push(line(state, stop, below.then_some(open), naming));
        }
        lines
    };
    view! {
        <p class="soft">
            {words::trail::EXPLAINED}
        </p>
        <ul class="trail" role="tree" aria-label=words::trail::STEPS node_ref=list
            on:keydown=keydown on:focusin=focused on:click=click>{lines}</ul>
    }
}

/// A step; whether the ways below it are shown, where there are any.
fn line(state: State, stop: &Stop, open: Option<bool>, naming: RwSignal<Option<u64>>) -> AnyView {
    let id = stop.id;
    let title = if stop.name.is_empty() {
        stop.label.clone()
    } else {
        stop.name.clone()
    };
    let beside = (!stop.name.is_empty()).then(|| view! { <span class="faint">{stop.label.clone()}</span> });
    let rows = stop.rows.map(|rows| count(rows, words::counts::events));
    // Without the buttons in it.
    let parts = [
        Some(&title),
        (!stop.name.is_empty()).then_some(&stop.label),
        rows.as_ref(),
    ];
    let said = parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let name = stop.name.clone();
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            request_animation_frame(move || field.focus().unwrap_or_default());
        }
    });
    let done = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => state.name_step(id, &event_target_value(&event)),
            "Escape" => {}
            _ => return event.stop_propagation(),
        }
        event.prevent_default();
        event.stop_propagation();
        if let Some(item) = tree::item_of(event.target()) {
            item.focus().unwrap_or_default();
        }
        naming.set(None);
    };
    let label = title.clone();
    let named = move || {
        if naming.get() == Some(id) {
            let (value, label) = (name.clone(), label.clone());
            view! {
                <input node_ref=field class="trail-name" aria-label=words::trail::name_of_step(&label) placeholder=words::trail::NAME_THEN_ENTER value=value
                    on:keydown=done/>
            }
            .into_any()
        } else {
            let about = words::trail::name_step(&label);
            view! { <button type="button" class="plain" tabindex="-1" aria-label=about title=words::trail::NAME>"✎"</button> }.into_any()
        }
    };
    let fold = open.map(|open| {
        view! { <button type="button" class="fold" tabindex="-1" aria-hidden="true">{if open { "▾" } else { "▸" }}</button> }
    });
    let level = custom_attribute("aria-level", (stop.depth + 1).to_string());
    view! {
        <li role="treeitem" {..level} aria-label=said aria-current=stop.here.then_some("step") aria-expanded=open.map(|open| open.to_string())
            data-id=id.to_string() class:aside=!stop.on_way style:padding-left=format!("{}px", 22 * stop.depth)>
            <span class="trail-stop">
                <span class="trail-dot" aria-hidden="true">{if stop.here { "●" } else { "○" }}</span>
                <span class="trail-label" class:named=!stop.name.is_empty()>{title}</span>
                " " {beside} " " {fold}
                <span class="trail-rows">{rows}</span>
            </span>
            {named}
        </li>
    }
    .into_any()
}

//! The trail: every step taken, with the ways that were left, to be walked, named and returned to.

use super::chips::said;
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Dialog, browser, count};
use crate::view::Stop;
use crate::words;
use leptos::attr::custom::custom_attribute;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
    let list = NodeRef::<html::Ol>::new();
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            request_animation_frame(move || {
                if let Ok(Some(here)) = list.query_selector("[aria-current]") {
                    browser::bring_into_sight(&here, "center");
                    here.unchecked_into::<HtmlElement>().focus().unwrap_or_default();
                }
            });
        }
    });
    let keydown = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "F2" => {
                naming.set(stops.with_untracked(|stops| stops.iter().find(|stop| stop.here).map(|stop| stop.id)));
                return event.prevent_default();
            }
            _ => return,
        };
        let Some(list) = list.get_untracked() else { return };
        let buttons = list.get_elements_by_class_name("trail-stop");
        let active = document().active_element();
        let at = (0..buttons.length()).find(|&at| active.is_some() && buttons.item(at) == active);
        let to = at.map_or(0, |at| (at as i32 + by).clamp(0, buttons.length() as i32 - 1) as u32);
        if let Some(button) = buttons
            .item(to)
            .and_then(|button| button.dyn_into::<HtmlElement>().ok())
        {
            button.focus().unwrap_or_default();
        }
        event.prevent_default();
    };
    view! {
        <p class="soft">
            {words::trail::EXPLAINED}
        </p>
        <ol class="trail" role="list" node_ref=list on:keydown=keydown>
            {move || stops.get().into_iter().map(|stop| line(state, stop, naming)).collect_view()}
        </ol>
    }
}

fn line(state: State, stop: Stop, naming: RwSignal<Option<u64>>) -> AnyView {
    let id = stop.id;
    let title = if stop.name.is_empty() {
        stop.label.clone()
    } else {
        stop.name.clone()
    };
    let beside = (!stop.name.is_empty()).then(|| view! { <span class="faint">{stop.label.clone()}</span> });
    let rows = stop.rows.map(|rows| count(rows, words::counts::events));
    let name = stop.name.clone();
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            request_animation_frame(move || field.focus().unwrap_or_default());
        }
    });
    let done = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => {
                state.name_step(id, &event_target_value(&event));
                naming.set(None);
            }
            "Escape" => naming.set(None),
            _ => return event.stop_propagation(),
        }
        event.prevent_default();
        event.stop_propagation();
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
            view! { <button type="button" class="plain" aria-label=about title=words::trail::NAME on:click=move |_| naming.set(Some(id))>"✎"</button> }
                .into_any()
        }
    };
    let level = custom_attribute("aria-level", (stop.depth + 1).to_string());
    view! {
        <li {..level} class:aside=!stop.on_way style:padding-left=format!("{}px", 22 * stop.depth)>
            <button type="button" class="trail-stop" aria-current=stop.here.then_some("step") on:click=move |_| state.go_to(id)>
                <span class="trail-dot" aria-hidden="true">{if stop.here { "●" } else { "○" }}</span>
                <span class="trail-label" class:named=!stop.name.is_empty()>{title}</span>
                {beside}
                <span class="trail-rows">{rows}</span>
            </button>
            {named}
        </li>
    }
    .into_any()
}

//! What panels need of the browser beyond Leptos: sizes, places, the clipboard, whether the page is dark.

use super::super::{clipboard, state::State};
use crate::words;
use js_sys::{Array, Function, Object, Reflect};
use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    type ResizeObserver;

    #[wasm_bindgen(constructor)]
    fn new(heard: &Function) -> ResizeObserver;

    #[wasm_bindgen(method)]
    fn observe(this: &ResizeObserver, element: &Element);

    #[wasm_bindgen(method)]
    fn disconnect(this: &ResizeObserver);

    type IntersectionObserver;

    #[wasm_bindgen(constructor)]
    fn new(heard: &Function) -> IntersectionObserver;

    #[wasm_bindgen(method)]
    fn observe(this: &IntersectionObserver, element: &Element);

    #[wasm_bindgen(method)]
    fn disconnect(this: &IntersectionObserver);

    type MutationObserver;

    #[wasm_bindgen(constructor)]
    fn new(heard: &Function) -> MutationObserver;

    #[wasm_bindgen(method)]
    fn observe(this: &MutationObserver, element: &Element, options: &Object);

    #[wasm_bindgen(method)]
    fn disconnect(this: &MutationObserver);

    type MediaQuery;

    #[wasm_bindgen(js_name = matchMedia)]
    fn match_media(query: &str) -> MediaQuery;

    #[wasm_bindgen(method, getter)]
    fn matches(this: &MediaQuery) -> bool;

    #[wasm_bindgen(method, js_name = addEventListener)]
    fn listen(this: &MediaQuery, event: &str, heard: &Function);

    #[wasm_bindgen(method, js_name = removeEventListener)]
    fn leave(this: &MediaQuery, event: &str, heard: &Function);

    #[wasm_bindgen(extends = Element)]
    type Placed;

    #[wasm_bindgen(method, js_name = getBoundingClientRect)]
    fn place(this: &Placed) -> JsValue;

    #[wasm_bindgen(method, js_name = focus)]
    fn focus_with(this: &Placed, how: &Object);

    #[wasm_bindgen(method, js_name = scrollIntoView)]
    fn scroll_into_view(this: &Placed, how: &Object);
}

/// Where an element stands in the window: left, top, width, height in pixels.
pub fn place(element: &Element) -> (f64, f64, f64, f64) {
    let place = element.unchecked_ref::<Placed>().place();
    let number = |key: &str| {
        Reflect::get(&place, &key.into())
            .ok()
            .and_then(|value| value.as_f64())
            .unwrap_or_default()
    };
    (number("left"), number("top"), number("width"), number("height"))
}

/// Gives an element the focus where it stands: the page does not scroll.
pub fn focus_still(element: &Element) {
    let how = Object::new();
    // A plain object takes any property.
    if Reflect::set(&how, &"preventScroll".into(), &true.into()).is_ok() {
        element.unchecked_ref::<Placed>().focus_with(&how);
    }
}

/// Gives the focus to the element that selects `css` when the page is drawn anew: what had it is gone by then. Of several to the one at
/// this place, or the last.
pub fn focus_next(css: impl AsRef<str> + 'static, at: usize) {
    request_animation_frame(move || {
        let Ok(found) = document().query_selector_all(css.as_ref()) else {
            return;
        };
        let last = found.length().saturating_sub(1);
        if let Some(element) = found
            .item(last.min(at as u32))
            .and_then(|node| node.dyn_into::<Element>().ok())
        {
            focus_still(&element);
        }
    });
}

/// Gives a focus that was lost to the first element of these that comes within a second: a panel is drawn, and asks before it shows anything.
pub fn focus_soon(css: &'static str) {
    focus_within(css, 20);
}

fn focus_within(css: &'static str, tries: u32) {
    let later = move || match document().query_selector(css) {
        Ok(Some(element)) => {
            let active = document().active_element();
            if active.is_none_or(|active| active.tag_name() == "BODY") {
                focus_still(&element);
            }
        }
        _ if tries > 0 => focus_within(css, tries - 1),
        _ => {}
    };
    set_timeout(later, Duration::from_millis(50));
}

/// Scrolls what is around an element: no further than needed to see it (`nearest`), or until it is in the middle (`center`).
pub fn bring_into_sight(element: &Element, block: &str) {
    let how = Object::new();
    // A plain object takes any property.
    if Reflect::set(&how, &"block".into(), &block.into()).is_ok() {
        element.unchecked_ref::<Placed>().scroll_into_view(&how);
    }
}

/// Calls back with the inner width and height of an element, now and whenever they change, as long as the owner lives.
pub fn on_size(element: &Element, heard: impl Fn(f64, f64) + 'static) {
    let watched = element.clone();
    let tell = move || heard(f64::from(watched.client_width()), f64::from(watched.client_height()));
    tell();
    let listener = Closure::<dyn Fn()>::new(tell);
    let observer = ResizeObserver::new(listener.as_ref().unchecked_ref());
    observer.observe(element);
    let kept = SendWrapper::new((observer, listener));
    on_cleanup(move || kept.0.disconnect());
}

/// Calls back when an element comes into sight or leaves it, as long as the owner lives.
pub fn on_sight(element: &Element, heard: impl Fn(bool) + 'static) {
    let listener = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let newest = entries.get(entries.length().saturating_sub(1));
        let seen = Reflect::get(&newest, &"isIntersecting".into());
        heard(seen.is_ok_and(|seen| seen.is_truthy()));
    });
    let observer = IntersectionObserver::new(listener.as_ref().unchecked_ref());
    observer.observe(element);
    let kept = SendWrapper::new((observer, listener));
    on_cleanup(move || kept.0.disconnect());
}

/// Puts text into the clipboard and says what happened.
pub fn copy(state: State, text: String, what: String) {
    spawn_local(async move {
        if clipboard::copy(&text).await {
            state.said.set(Some(words::widgets::copied(&what)));
        } else {
            state.notice.set(Some(words::common::CANNOT_COPY.into()));
        }
    });
}

/// The width and height of the window in pixels.
pub fn window_size() -> (f64, f64) {
    let number = |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
    (number(window().inner_width()), number(window().inner_height()))
}

/// Whether the page is dark, as long as the owner lives: by `data-theme` on the document, else by the system.
pub fn dark() -> RwSignal<bool> {
    let query = match_media("(prefers-color-scheme: dark)");
    let root = document().document_element();
    let now = {
        let (query, root) = (query.clone(), root.clone());
        move || match root
            .as_ref()
            .and_then(|root| root.get_attribute("data-theme"))
            .as_deref()
        {
            Some("dark") => true,
            Some("light") => false,
            _ => query.unchecked_ref::<MediaQuery>().matches(),
        }
    };
    let dark = RwSignal::new(now());
    let listener = Closure::<dyn Fn()>::new(move || dark.set(now()));
    let function: Function = listener.as_ref().unchecked_ref::<Function>().clone();
    query.listen("change", &function);
    let observer = MutationObserver::new(&function);
    if let Some(root) = root {
        let options = Object::new();
        let watched = Array::of1(&"data-theme".into());
        // A plain object takes any property.
        if Reflect::set(&options, &"attributeFilter".into(), &watched).is_ok() {
            observer.observe(&root, &options);
        }
    }
    let kept = SendWrapper::new((query, observer, function, listener));
    on_cleanup(move || {
        kept.0.leave("change", &kept.2);
        kept.1.disconnect();
    });
    dark
}

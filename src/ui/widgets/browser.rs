//! What panels need of the browser beyond Leptos: sizes, places, the clipboard.

use super::super::state::State;
use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// Throws where the page has no clipboard.
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    fn write_text(text: &str) -> Result<Promise, JsValue>;

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

    #[wasm_bindgen(extends = Element)]
    type Placed;

    #[wasm_bindgen(method, js_name = getBoundingClientRect)]
    fn place(this: &Placed) -> JsValue;
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
pub fn copy(state: State, text: &str, what: &str) {
    let done = format!("{what} copied.");
    let Ok(promise) = write_text(text) else {
        state
            .notice
            .set(Some("The browser gives this page no clipboard.".into()));
        return;
    };
    spawn_local(async move {
        let notice = match JsFuture::from(promise).await {
            Ok(_) => done,
            Err(_) => "The browser refused the clipboard.".into(),
        };
        state.notice.set(Some(notice));
    });
}

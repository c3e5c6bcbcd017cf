//! What the chart needs of the browser: the size of its frame, and whether the page is dark, now and when these change.

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
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
}

/// Calls back with the inner width and height of an element whenever they change, as long as the owner lives.
pub fn on_size(element: &Element, heard: impl Fn(u32, u32) + 'static) {
    let watched = element.clone();
    let tell = move || {
        heard(
            watched.client_width().max(1) as u32,
            watched.client_height().max(1) as u32,
        )
    };
    tell();
    let listener = Closure::<dyn Fn()>::new(tell);
    let observer = ResizeObserver::new(listener.as_ref().unchecked_ref());
    observer.observe(element);
    let kept = SendWrapper::new((observer, listener));
    on_cleanup(move || kept.0.disconnect());
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

//! The address bar: the view as the URL fragment, a history entry a step.

use wasm_bindgen::prelude::*;

/// Puts a fragment into the address. After a `step`, Back returns to the one before.
pub fn put(link: &str, step: bool) {
    let window = leptos::prelude::window();
    let location = window.location();
    if location.hash().is_ok_and(|hash| hash.trim_start_matches('#') == link) {
        return;
    }
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let address = if link.is_empty() { path } else { format!("#{link}") };
    if let Ok(history) = window.history() {
        // A browser refuses only when called too often; the next step then carries the whole view anyway.
        let put = if step {
            history.push_state_with_url(&JsValue::NULL, "", Some(&address))
        } else {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
        };
        put.unwrap_or_default();
    }
}

/// Calls back with the fragment whenever the user walks through the history or edits the address.
pub fn on_walk(walk: impl Fn(String) + 'static) {
    let listener = Closure::<dyn Fn()>::new(move || {
        walk(leptos::prelude::window().location().hash().unwrap_or_default());
    });
    leptos::prelude::window().set_onpopstate(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

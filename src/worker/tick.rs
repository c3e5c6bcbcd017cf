//! The clock, and a pause in which the browser hands over messages that have come in.

use js_sys::{Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

thread_local! {
    static CHANNEL: RefCell<Option<MessageChannel>> = const { RefCell::new(None) };
}

/// Comes back after every message that is already waiting has been taken in (a timer would be held back by the browser).
pub async fn tick() {
    let promise = Promise::new(&mut |resolve, _| {
        let Ok(channel) = CHANNEL.with_borrow_mut(|slot| match slot {
            Some(channel) => Ok(channel.clone()),
            None => MessageChannel::new().inspect(|channel| *slot = Some(channel.clone())),
        }) else {
            resolve.call0(&JsValue::UNDEFINED).unwrap_or_default();
            return;
        };
        channel.port1().set_onmessage(Some(&resolve));
        if channel.port2().post_message(&JsValue::NULL).is_err() {
            resolve.call0(&JsValue::UNDEFINED).unwrap_or_default();
        }
    });
    JsFuture::from(promise).await.unwrap_or_default();
}

/// Milliseconds since the worker began, finer than a millisecond.
pub fn now() -> f64 {
    let performance = Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or_default();
    performance
        .dyn_into::<web_sys::Performance>()
        .map_or(0.0, |performance| performance.now())
}

//! The clock, and a pause in which the browser hands over messages that have come in.

use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::collections::VecDeque;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

thread_local! {
    static CHANNEL: Option<MessageChannel> = channel();
    /// Those who wait, one for each message on its way.
    static WAITING: RefCell<VecDeque<Function>> = const { RefCell::new(VecDeque::new()) };
}

/// A channel to ourselves, each message of which lets the one who has waited longest go on.
fn channel() -> Option<MessageChannel> {
    let channel = MessageChannel::new().ok()?;
    let next = Closure::<dyn Fn()>::new(|| {
        if let Some(resolve) = WAITING.with_borrow_mut(VecDeque::pop_front) {
            resolve.call0(&JsValue::UNDEFINED).unwrap_or_default();
        }
    });
    channel.port1().set_onmessage(Some(next.as_ref().unchecked_ref()));
    next.forget();
    Some(channel)
}

/// Comes back after every message that is already waiting has been taken in (a timer would be held back by the browser). Loading,
/// answering and exporting may all wait at the same time.
pub async fn tick() {
    let promise = Promise::new(&mut |resolve, _| {
        WAITING.with_borrow_mut(|waiting| waiting.push_back(resolve.clone()));
        let sent = CHANNEL.with(|channel| Some(channel.as_ref()?.port2().post_message(&JsValue::NULL).is_ok()));
        if sent != Some(true) {
            WAITING.with_borrow_mut(|waiting| drop(waiting.pop_back()));
            resolve.call0(&JsValue::UNDEFINED).unwrap_or_default();
        }
    });
    JsFuture::from(promise).await.unwrap_or_default();
}

/// Those who wait for something to happen.
#[derive(Default)]
pub struct Waiting(RefCell<Vec<Function>>);

impl Waiting {
    /// Comes back once it happens.
    pub async fn wait(&self) {
        let promise = Promise::new(&mut |resolve, _| self.0.borrow_mut().push(resolve));
        JsFuture::from(promise).await.unwrap_or_default();
    }

    /// It happens.
    pub fn wake(&self) {
        for resolve in self.0.take() {
            resolve.call0(&JsValue::UNDEFINED).unwrap_or_default();
        }
    }
}

/// Milliseconds since the worker began, finer than a millisecond.
pub fn now() -> f64 {
    let performance = Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or_default();
    performance
        .dyn_into::<web_sys::Performance>()
        .map_or(0.0, |performance| performance.now())
}

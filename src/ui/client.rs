//! The one file that knows the worker: starts it, sends commands, hands its events on, and starts another when it is lost.

use crate::protocol::{Command, Event, decode, encode};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File, MessageEvent, Worker};

#[wasm_bindgen]
extern "C" {
    /// What `boot.js` offers the page.
    #[wasm_bindgen(js_namespace = auditExplorerBoot, js_name = startWorker)]
    fn start_worker() -> Worker;
}

/// What comes from the worker.
pub enum Heard {
    Event(Event, Option<Blob>),
    /// The worker is gone; the sentence says why. A new one is already starting.
    Lost(String),
}

/// The line to the worker. Commands sent before it is ready wait.
#[derive(Clone)]
pub struct Client {
    inner: Rc<Inner>,
}

type Listener = Closure<dyn Fn(MessageEvent)>;

struct Inner {
    worker: RefCell<Option<Worker>>,
    ready: Cell<bool>,
    waiting: RefCell<Vec<JsValue>>,
    hear: Box<dyn Fn(Heard)>,
    listener: RefCell<Option<Listener>>,
}

impl Client {
    /// Starts the worker; `hear` is called for everything that comes from it.
    pub fn start(hear: impl Fn(Heard) + 'static) -> Self {
        let inner = Rc::new(Inner {
            worker: RefCell::default(),
            ready: Cell::new(false),
            waiting: RefCell::default(),
            hear: Box::new(hear),
            listener: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        let listener = Listener::new(move |event: MessageEvent| {
            if let Some(inner) = weak.upgrade() {
                inner.receive(&event);
            }
        });
        *inner.listener.borrow_mut() = Some(listener);
        inner.spawn();
        Self { inner }
    }

    /// Sends a command, with the files that belong to it.
    pub fn send(&self, command: &Command, files: &[File]) {
        let message = Object::new();
        let bytes = Uint8Array::from(encode(command).as_slice());
        set(&message, "bytes", &bytes);
        if !files.is_empty() {
            set(&message, "files", &files.iter().collect::<Array>());
        }
        if self.inner.ready.get() {
            self.inner.post(&message);
        } else {
            self.inner.waiting.borrow_mut().push(message.into());
        }
    }
}

impl Inner {
    fn spawn(&self) {
        self.ready.set(false);
        let worker = start_worker();
        if let Some(listener) = &*self.listener.borrow() {
            worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
        if let Some(old) = self.worker.replace(Some(worker)) {
            old.set_onmessage(None);
            old.terminate();
        }
    }

    fn receive(&self, event: &MessageEvent) {
        let data = event.data();
        if let Some(sentence) = data.as_string() {
            let was_ready = self.ready.get();
            // A worker that never came up would fail the same way again.
            if was_ready {
                self.waiting.borrow_mut().clear();
                self.spawn();
            }
            (self.hear)(Heard::Lost(sentence));
            return;
        }
        let bytes = Reflect::get(&data, &"bytes".into()).unwrap_or_default();
        let Some(event) = bytes
            .dyn_ref::<Uint8Array>()
            .and_then(|bytes| decode::<Event>(&bytes.to_vec()))
        else {
            return;
        };
        if matches!(event, Event::Ready { .. }) {
            self.ready.set(true);
            for message in self.waiting.take() {
                self.post(&message);
            }
        }
        let blob = Reflect::get(&data, &"blob".into())
            .ok()
            .and_then(|blob| blob.dyn_into::<Blob>().ok());
        (self.hear)(Heard::Event(event, blob));
    }

    fn post(&self, message: &JsValue) {
        if let Some(worker) = &*self.worker.borrow()
            && let Err(error) = worker.post_message(message)
        {
            web_sys::console::error_2(&"A message did not reach the worker.".into(), &error);
        }
    }
}

/// Sets a property of an object of our own making, which cannot be frozen.
fn set(object: &Object, key: &str, value: &JsValue) {
    Reflect::set(object, &key.into(), value).unwrap_or_default();
}

//! The one file that knows the worker: starts it, sends commands, hands its events on, and starts another when it is lost.

use crate::protocol::{Command, Event, decode, encode};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File, MessageChannel, MessageEvent, MessagePort, Worker};

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
    /// Workers that help the other, each with what listens to it.
    team: RefCell<Vec<(Worker, Listener)>>,
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
            team: RefCell::default(),
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

    /// Gives the worker so many others, if it has none, that read large files ahead and answer with it, until [`Client::dismiss`].
    pub fn staff(&self, count: usize) {
        if !self.inner.ready.get() || !self.inner.team.borrow().is_empty() {
            return;
        }
        let channels: Vec<_> = (0..count).filter_map(|_| MessageChannel::new().ok()).collect();
        let ports = channels.iter().map(MessageChannel::port1).collect();
        for channel in channels {
            let member = Inner::member(&self.inner, channel.port2());
            self.inner.team.borrow_mut().push(member);
        }
        self.inner.post_with(&message(&Command::Team), &ports);
    }

    /// Ends those others, and gives their memory back.
    pub fn dismiss(&self) {
        self.inner.dismiss();
    }

    /// Sends a command, with the files that belong to it.
    pub fn send(&self, command: &Command, files: &[File]) {
        let message = message(command);
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
    /// A worker that serves the one behind `port` once it is there. When one is lost, all are dismissed.
    fn member(inner: &Rc<Self>, port: MessagePort) -> (Worker, Listener) {
        let worker = start_worker();
        let (weak, served) = (Rc::downgrade(inner), worker.clone());
        let listener = Listener::new(move |event: MessageEvent| {
            if event.data().is_string() {
                if let Some(inner) = weak.upgrade() {
                    inner.dismiss();
                }
            } else if let Some(Event::Ready { .. }) = heard(&event) {
                post(&served, &message(&Command::Serve), &Array::of1(&port));
            }
        });
        worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        (worker, listener)
    }

    fn dismiss(&self) {
        let team = self.team.take();
        if team.is_empty() {
            return;
        }
        for (worker, _) in &team {
            worker.set_onmessage(None);
            worker.terminate();
        }
        self.post(&message(&Command::Team));
        // Their listeners may be the caller.
        wasm_bindgen_futures::spawn_local(async move { drop(team) });
    }

    fn spawn(&self) {
        self.ready.set(false);
        self.dismiss();
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
        let Some(event) = heard(event) else { return };
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
        self.post_with(message, &Array::new());
    }

    fn post_with(&self, message: &JsValue, ports: &Array) {
        if let Some(worker) = &*self.worker.borrow() {
            post(worker, message, ports);
        }
    }
}

fn post(worker: &Worker, message: &JsValue, ports: &Array) {
    if let Err(error) = worker.post_message_with_transfer(message, ports) {
        web_sys::console::error_2(&"A message did not reach the worker.".into(), &error);
    }
}

/// A command as a message.
fn message(command: &Command) -> Object {
    let message = Object::new();
    set(&message, "bytes", &Uint8Array::from(encode(command).as_slice()));
    message
}

/// The event of a message.
fn heard(event: &MessageEvent) -> Option<Event> {
    let bytes = Reflect::get(&event.data(), &"bytes".into()).unwrap_or_default();
    decode(&bytes.dyn_ref::<Uint8Array>()?.to_vec())
}

/// Sets a property of an object of our own making, which cannot be frozen.
fn set(object: &Object, key: &str, value: &JsValue) {
    Reflect::set(object, &key.into(), value).unwrap_or_default();
}

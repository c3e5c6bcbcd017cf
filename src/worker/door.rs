//! Messages in and out: postcard bytes, with browser handles beside them.

use crate::protocol::{Command, Event, decode, encode_in};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, File, MessageEvent, MessagePort};

/// The worker's end of the line to the page.
pub struct Door {
    scope: DedicatedWorkerGlobalScope,
    /// Where events are written: answers come by the dozen a second.
    room: RefCell<Vec<u8>>,
}

/// Most bytes of room that are kept.
const ROOM: usize = 1 << 20;

/// A command, and the files and ports that came with it.
pub struct Incoming {
    pub command: Command,
    pub files: Vec<File>,
    pub ports: Vec<MessagePort>,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            scope: js_sys::global().unchecked_into(),
            room: RefCell::default(),
        }
    }
}

impl Door {
    /// Calls back for every command, for as long as the worker lives.
    pub fn listen(&self, take: impl Fn(Incoming) + 'static) {
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(command) = bytes(&event).and_then(|bytes| decode(&bytes)) else {
                return;
            };
            let files = files(&event);
            let ports = event.ports().iter().map(JsCast::unchecked_into).collect();
            take(Incoming { command, files, ports });
        });
        self.scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        listener.forget();
    }

    /// Sends an event.
    pub fn post(&self, event: &Event) {
        self.post_with(event, None);
    }

    /// Sends an event and the file that belongs to it.
    pub fn post_with(&self, event: &Event, blob: Option<&Blob>) {
        let mut room = self.room.borrow_mut();
        encode_in(event, &mut room);
        let bytes = Uint8Array::from(room.as_slice());
        if room.capacity() > ROOM {
            *room = Vec::new();
        }
        let message = message(&bytes, "blob", blob.map(AsRef::as_ref));
        if let Err(error) = self
            .scope
            .post_message_with_transfer(&message, &Array::of1(&bytes.buffer()))
        {
            wasm_bindgen::throw_val(error);
        }
    }
}

/// A message of these bytes, and of what stands beside them under this name.
pub fn message(bytes: &Uint8Array, name: &str, extra: Option<&JsValue>) -> Object {
    let message = Object::new();
    Reflect::set(&message, &"bytes".into(), bytes).unwrap_or_default();
    if let Some(extra) = extra {
        Reflect::set(&message, &name.into(), extra).unwrap_or_default();
    }
    message
}

/// The bytes of a message.
pub fn bytes(event: &MessageEvent) -> Option<Vec<u8>> {
    let bytes = beside(event, "bytes");
    Some(bytes.dyn_ref::<Uint8Array>()?.to_vec())
}

/// What stands in a message under this name; undefined where nothing does.
pub fn beside(event: &MessageEvent, name: &str) -> JsValue {
    Reflect::get(&event.data(), &name.into()).unwrap_or_default()
}

/// The files in a message.
pub fn files(event: &MessageEvent) -> Vec<File> {
    let files = beside(event, "files");
    if !Array::is_array(&files) {
        return Vec::new();
    }
    // A file of another frame is no instance of this realm's class, so it is taken as it is.
    Array::from(&files).iter().map(JsCast::unchecked_into).collect()
}

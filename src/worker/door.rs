//! Messages in and out: postcard bytes, with browser handles beside them.

use crate::protocol::{Command, Event, decode, encode};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, File, MessageEvent};

/// The worker's end of the line to the page.
pub struct Door {
    scope: DedicatedWorkerGlobalScope,
}

/// A command and the files that came with it.
pub struct Incoming {
    pub command: Command,
    pub files: Vec<File>,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            scope: js_sys::global().unchecked_into(),
        }
    }
}

impl Door {
    /// Calls back for every command, for as long as the worker lives.
    pub fn listen(&self, take: impl Fn(Incoming) + 'static) {
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            let bytes = Reflect::get(&data, &"bytes".into()).unwrap_or_default();
            let Some(command) = bytes.dyn_ref::<Uint8Array>().and_then(|bytes| decode(&bytes.to_vec())) else {
                return;
            };
            let files = Reflect::get(&data, &"files".into()).unwrap_or_default();
            // A file of another frame is no instance of this realm's class, so it is taken as it is.
            let files = if Array::is_array(&files) {
                Array::from(&files).iter().map(JsCast::unchecked_into).collect()
            } else {
                Vec::new()
            };
            take(Incoming { command, files });
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
        let message = Object::new();
        let bytes = Uint8Array::from(encode(event).as_slice());
        let buffer = bytes.buffer();
        Reflect::set(&message, &"bytes".into(), &bytes).unwrap_or_default();
        if let Some(blob) = blob {
            Reflect::set(&message, &"blob".into(), blob).unwrap_or_default();
        }
        if let Err(error) = self.scope.post_message_with_transfer(&message, &Array::of1(&buffer)) {
            wasm_bindgen::throw_val(error);
        }
    }
}

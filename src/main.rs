//! One wasm binary, two roles: in a page it mounts `ui`, in a worker it runs `worker`.

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is a page for the browser: `cargo xtask serve` builds and serves it.");
}

#[cfg(target_arch = "wasm32")]
fn main() {
    use wasm_bindgen::JsCast;
    console_error_panic_hook::set_once();
    if js_sys::global().is_instance_of::<web_sys::DedicatedWorkerGlobalScope>() {
        worker::run();
    } else {
        ui::mount();
    }
}

/// Stands in for `audit_explorer::worker`: says Ready, then answers every message with one byte more.
#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::{ArrayBuffer, Uint8Array};
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    fn post(scope: &DedicatedWorkerGlobalScope, bytes: &[u8]) {
        let buffer = Uint8Array::from(bytes).buffer();
        if let Err(error) = scope.post_message_with_transfer(&buffer, &js_sys::Array::of1(&buffer))
        {
            wasm_bindgen::throw_val(error);
        }
    }

    pub fn run() {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let answering = scope.clone();
        let answer = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let mut bytes = Uint8Array::new(&event.data().unchecked_into::<ArrayBuffer>()).to_vec();
            bytes.push(b'!');
            post(&answering, &bytes);
        });
        scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
        answer.forget();
        post(&scope, b"Ready");
    }
}

/// Stands in for `audit_explorer::ui`: shows what the worker says, and asks it one thing when it is ready.
#[cfg(target_arch = "wasm32")]
mod ui {
    use js_sys::{ArrayBuffer, Uint8Array};
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
    use web_sys::{MessageEvent, Worker};

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = auditExplorerBoot, js_name = startWorker)]
        fn start_worker() -> Worker;
    }

    pub fn mount() {
        let (said, say) = signal(String::from("waiting"));
        let worker = start_worker();
        let asking = worker.clone();
        let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(sentence) = event.data().as_string() {
                return say.set(sentence);
            }
            let bytes = Uint8Array::new(&event.data().unchecked_into::<ArrayBuffer>()).to_vec();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if text == "Ready" {
                let buffer = Uint8Array::from(b"hello".as_slice()).buffer();
                if asking
                    .post_message_with_transfer(&buffer, &js_sys::Array::of1(&buffer))
                    .is_err()
                {
                    say.set("the question could not be posted".into());
                }
            } else {
                say.set(text);
            }
        });
        worker.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        listen.forget();
        mount_to_body(move || view! { <p id="answer">{move || said.get()}</p> });
    }
}

//! A log that the page's own address names: `?src=exports/today.csv` is fetched once, at the start, from where the page itself comes from.
//!
//! It is opened when all of it is there. Rows from a body that is still coming would be rows that nobody could go back to: records as they
//! were, hashes, other readers and a worker that starts anew all read files a second time, from any place, and a stream is read but once.

use super::{Intake, embedded_sample};
use crate::ui::widgets::bytes;
use crate::words;
use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FilePropertyBag, ReadableWritablePair, Response, TransformStream, TransformStreamDefaultController, Url,
};

impl Intake {
    /// Fetches and opens what the address names, if it names anything.
    pub fn open_linked(self) {
        let search = window().location().search().unwrap_or_default();
        let Some(source) = named(&search) else { return };
        spawn_local(async move {
            self.say(&words::intake::fetching(&source));
            let come = {
                let source = source.clone();
                move |so_far: u64, total: Option<u64>| {
                    let so_far = match total {
                        Some(total) => words::common::of(&bytes(so_far), &bytes(total)),
                        None => bytes(so_far),
                    };
                    self.say(&words::intake::fetched_so_far(&source, &so_far));
                }
            };
            match fetch(&source, come).await {
                Ok(file) => {
                    self.state.notice.set(None);
                    self.one(file);
                }
                Err(why) => self.say(&words::intake::linked_not_opened(&source, &why)),
            }
        });
    }
}

/// What stands after `src=` in the query of an address.
fn named(search: &str) -> Option<String> {
    let mut pieces = search.trim_start_matches('?').split('&');
    let written = pieces.find_map(|piece| piece.strip_prefix("src="))?.replace('+', " ");
    let decoded = js_sys::decode_uri_component(&written).map_or(written, String::from);
    (!decoded.is_empty()).then_some(decoded)
}

/// Fetches a file; tells how many bytes have come, of how many in all where the server says so.
async fn fetch(source: &str, come: impl FnMut(u64, Option<u64>) + 'static) -> Result<File, String> {
    if embedded_sample().is_some() {
        return Err(words::intake::LINKED_NOT_IN_SINGLE_FILE.into());
    }
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let url = Url::new_with_base(source, &base).map_err(|_| words::intake::LINKED_NO_ADDRESS.to_owned())?;
    let own = window().location().origin().unwrap_or_default();
    if url.origin() != own {
        return Err(words::intake::linked_lies_elsewhere(&url.origin(), &own));
    }
    let answer = gloo_net::http::Request::get(&url.href())
        .send()
        .await
        .map_err(|error| words::intake::linked_not_fetched(&error))?;
    if !answer.ok() {
        return Err(words::intake::linked_refused(&answer.status(), &answer.status_text()));
    }
    let headers = answer.headers();
    let written = headers.get("Last-Modified").map(|date| js_sys::Date::parse(&date));
    // The browser keeps the body, as it keeps a file that is dropped: nothing of it passes through the memory of the page.
    let body = counted(answer.into(), come).blob().map(JsFuture::from);
    let broke_off = |_| words::intake::LINKED_BROKE_OFF.to_owned();
    let body = body.map_err(broke_off)?.await.map_err(broke_off)?;
    let path = url.pathname();
    let last = path.rsplit('/').find(|piece| !piece.is_empty()).unwrap_or("linked");
    let name = js_sys::decode_uri_component(last).map_or_else(|_| last.to_owned(), String::from);
    let about = FilePropertyBag::new();
    about.set_last_modified(written.filter(|at| at.is_finite()).unwrap_or(0.0));
    File::new_with_blob_sequence_and_options(&Array::of1(&body), &name, &about)
        .map_err(|_| words::intake::LINKED_NO_FILE.into())
}

/// Bytes after which it is told again how many have come, at least; and where it is not known how many will.
const STEP: u64 = 1 << 18;
const BLIND_STEP: u64 = 1 << 22;

/// The same answer, its bytes counted on their way; as it is where the browser has no such streams.
fn counted(answer: Response, mut come: impl FnMut(u64, Option<u64>) + 'static) -> Response {
    let header = |name: &str| answer.headers().get(name).ok().flatten();
    // The length is that of what is sent, which may be packed.
    let packed = header("Content-Encoding").is_some_and(|encoding| encoding != "identity");
    let total = header("Content-Length").filter(|_| !packed);
    let total: Option<u64> = total.and_then(|length| length.parse().ok());
    let step = total.map_or(BLIND_STEP, |total| STEP.max(total / 50));
    let (mut so_far, mut told) = (0_u64, 0_u64);
    let count = move |chunk: Uint8Array, on: TransformStreamDefaultController| {
        so_far += u64::from(chunk.byte_length());
        if so_far - told >= step {
            told = so_far;
            come(so_far, total);
        }
        on.enqueue_with_chunk(&chunk)
    };
    let count: Closure<dyn FnMut(Uint8Array, TransformStreamDefaultController) -> Result<(), JsValue>> =
        Closure::new(count);
    let transformer = Object::new();
    let set = Reflect::set(&transformer, &"transform".into(), &count.into_js_value());
    let stream = set.and_then(|_| TransformStream::new_with_transformer(&transformer));
    let (Ok(stream), Some(body)) = (stream, answer.body()) else {
        return answer;
    };
    let body = body.pipe_through(&ReadableWritablePair::new(&stream.readable(), &stream.writable()));
    Response::new_with_opt_readable_stream(Some(&body)).unwrap_or(answer)
}

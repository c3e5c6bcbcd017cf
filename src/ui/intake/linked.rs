//! A log that the page's own address names: `?src=exports/today.csv` is fetched once, at the start, from where the page itself comes from.
//!
//! It is opened when all of it is there. Rows from a body that is still coming would be rows that nobody could go back to: records as they
//! were, hashes, other readers and a worker that starts anew all read files a second time, from any place, and a stream is read but once.

use super::{Intake, embedded_sample};
use crate::words;
use js_sys::Array;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FilePropertyBag, Response, Url};

impl Intake {
    /// Fetches and opens what the address names, if it names anything.
    pub fn open_linked(self) {
        let search = window().location().search().unwrap_or_default();
        let Some(source) = named(&search) else { return };
        spawn_local(async move {
            self.say(&words::intake::fetching(&source));
            match fetch(&source).await {
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

async fn fetch(source: &str) -> Result<File, String> {
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
    let written = answer
        .headers()
        .get("Last-Modified")
        .map(|date| js_sys::Date::parse(&date));
    // The browser keeps the body, as it keeps a file that is dropped: nothing of it passes through the memory of the page.
    let body = Response::from(answer).blob().map(JsFuture::from);
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

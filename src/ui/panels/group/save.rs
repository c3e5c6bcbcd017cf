//! Handing a finished file to the browser's downloads.

use crate::value::Civil;
use js_sys::{Array, Date};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The time on the user's clock.
pub fn now() -> Civil {
    let now = Date::new_0();
    Civil {
        year: now.get_full_year() as i32,
        month: now.get_month() + 1,
        day: now.get_date(),
        hour: now.get_hours(),
        minute: now.get_minutes(),
        second: now.get_seconds(),
        micro: 0,
    }
}

/// Text as a file of a MIME type; `None` where the browser has no room for it.
pub fn text_blob(text: &str, mime: &str) -> Option<Blob> {
    let bag = BlobPropertyBag::new();
    bag.set_type(mime);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &bag).ok()
}

/// Saves a file under a name.
pub fn save(blob: &Blob, name: &str) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    let link = document()
        .create_element("a")
        .ok()
        .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The download has begun when the address is taken back.
    set_timeout(
        move || Url::revoke_object_url(&url).unwrap_or_default(),
        std::time::Duration::from_secs(60),
    );
}

//! Files for the user to keep.

use crate::value::Civil;
use js_sys::{Array, Date};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Gives a file to the user under a name.
pub fn save(blob: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    if let Ok(link) = document()
        .create_element("a")
        .map(JsCast::unchecked_into::<HtmlAnchorElement>)
    {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // The browser has long begun to read it by then.
    set_timeout(
        move || Url::revoke_object_url(&address).unwrap_or_default(),
        Duration::from_secs(60),
    );
}

/// Text as a file of a MIME type; `None` where the browser has no room for it.
pub fn text_blob(text: &str, mime: &str) -> Option<Blob> {
    let bag = BlobPropertyBag::new();
    bag.set_type(mime);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &bag).ok()
}

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

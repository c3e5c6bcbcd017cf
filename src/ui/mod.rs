//! The page: panels over one shared state. It sees answers only.

mod address;
mod beside;
mod client;
mod clipboard;
mod clock;
mod commands;
mod door;
mod download;
mod exchange;
mod frame;
mod intake;
mod keys;
mod numbered;
mod panels;
mod state;
mod widgets;

use crate::words;
use leptos::prelude::*;
use state::State;

/// Shows the page.
pub fn mount() {
    mount_to_body(|| {
        if let Some(root) = document().document_element() {
            root.set_attribute("lang", words::LANGUAGE).unwrap_or_default();
        }
        let state = State::start();
        provide_context(state);
        door::install(state);
        view! { <panels::App/> }
    });
}

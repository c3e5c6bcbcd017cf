//! What the frame's parts share that is no part of the view: open dialogs, the query bar, the keys.

use super::keys::Keys;
use super::panels::Elsewhere;
use leptos::{html, prelude::*};

/// The frame's own state. Copied freely; all of it is signals.
#[derive(Clone, Copy)]
pub struct Frame {
    /// Whether the help is open.
    pub help: RwSignal<bool>,
    /// Whether the load report is open.
    pub report: RwSignal<bool>,
    /// The text field of the query bar.
    pub query: NodeRef<html::Input>,
    pub keys: Keys,
    /// The table that copied SQL asks.
    pub elsewhere: Elsewhere,
}

impl Frame {
    /// Makes it known to everything inside the app.
    pub fn provide() -> Self {
        let frame = Self {
            help: RwSignal::new(false),
            report: RwSignal::new(false),
            query: NodeRef::new(),
            keys: Keys::listen(),
            elsewhere: Elsewhere::new(),
        };
        provide_context(frame);
        frame
    }
}

/// The frame, from anywhere inside the app.
pub fn frame() -> Frame {
    expect_context()
}

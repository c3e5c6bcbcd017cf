//! What the frame's parts share that is no part of the view: open dialogs, the query bar, the keys, the commands.

use super::commands::Commands;
use super::keys::Keys;
use super::state::state;
use leptos::{html, prelude::*};

/// The frame's own state. Copied freely; all of it is signals.
#[derive(Clone, Copy)]
pub struct Frame {
    /// Whether the help is open.
    pub help: RwSignal<bool>,
    /// Whether the load report is open.
    pub report: RwSignal<bool>,
    /// Whether the command palette is open.
    pub palette: RwSignal<bool>,
    /// Whether the middle has the window to itself.
    pub wide: RwSignal<bool>,
    /// The text field of the query bar.
    pub query: NodeRef<html::Input>,
    pub keys: Keys,
    pub commands: Commands,
}

impl Frame {
    /// Makes it known to everything inside the app.
    pub fn provide() -> Self {
        let view = state().view;
        let frame = Self {
            help: RwSignal::new(false),
            report: RwSignal::new(false),
            palette: RwSignal::new(false),
            wide: RwSignal::new(false),
            query: NodeRef::new(),
            keys: Keys::listen(Signal::derive(move || view.with(|view| view.mute))),
            commands: Commands::new(),
        };
        provide_context(frame);
        frame
    }
}

/// The frame, from anywhere inside the app.
pub fn frame() -> Frame {
    expect_context()
}

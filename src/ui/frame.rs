//! What the frame's parts share that is no part of the view: open dialogs, the query bar, the keys, the commands.

use super::beside::Beside;
use super::commands::Commands;
use super::keys::Keys;
use super::panels::Elsewhere;
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
    /// Whether the trail is open.
    pub trail: RwSignal<bool>,
    /// The dialog of computed columns.
    pub compute: Compute,
    /// The dialogs about tables beside the log.
    pub beside: Beside,
    /// Whether the middle has the window to itself.
    pub wide: RwSignal<bool>,
    /// The text field of the query bar.
    pub query: NodeRef<html::Input>,
    /// Counts how often somebody asked what could be written into it.
    pub offered: RwSignal<u64>,
    pub keys: Keys,
    pub commands: Commands,
    /// The table that copied SQL asks.
    pub elsewhere: Elsewhere,
}

/// The dialog of computed columns.
#[derive(Clone, Copy, Default)]
pub struct Compute {
    pub open: RwSignal<bool>,
    /// The column it is about; `None` for a new one.
    pub of: RwSignal<Option<String>>,
    /// The formula that a new one begins with.
    pub start: RwSignal<String>,
}

impl Compute {
    /// Opens the dialog for a new column.
    pub fn new_column(self, start: String) {
        self.start.set(start);
        self.of.set(None);
        self.open.set(true);
    }

    /// Opens the dialog for a computed column.
    pub fn change(self, column: String) {
        self.of.set(Some(column));
        self.open.set(true);
    }
}

impl Frame {
    /// Makes it known to everything inside the app.
    pub fn provide() -> Self {
        let view = state().view;
        let frame = Self {
            help: RwSignal::new(false),
            report: RwSignal::new(false),
            palette: RwSignal::new(false),
            trail: RwSignal::new(false),
            compute: Compute::default(),
            beside: Beside::default(),
            wide: RwSignal::new(false),
            query: NodeRef::new(),
            offered: RwSignal::new(0),
            keys: Keys::listen(view),
            commands: Commands::new(),
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

//! What can be done, by name: panels offer their commands while they are shown, and the command palette lists them.

use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// Something that can be done.
#[derive(Clone)]
pub struct Command {
    pub name: String,
    /// The keys that do it too; may be empty.
    pub keys: &'static str,
    /// Whether it is one of many alike, which show only once something is written.
    pub quiet: bool,
    act: Arc<dyn Fn() + Send + Sync>,
}

impl Command {
    /// A command with its keys.
    pub fn new(name: impl Into<String>, keys: &'static str, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            name: name.into(),
            keys,
            quiet: false,
            act: Arc::new(act),
        }
    }

    /// One of many alike.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Does it.
    pub fn run(&self) {
        (self.act)();
    }
}

type Offer = Rc<dyn Fn() -> Vec<Command>>;

/// The commands offered now. Copied freely.
#[derive(Clone, Copy)]
pub struct Commands {
    offers: StoredValue<Vec<(u64, Offer)>, LocalStorage>,
    next: StoredValue<u64>,
}

impl Commands {
    /// None yet.
    pub(super) fn new() -> Self {
        Self {
            offers: StoredValue::new_local(Vec::new()),
            next: StoredValue::new(0),
        }
    }

    /// Offers commands for as long as the calling component is shown; they are listed anew whenever the palette opens.
    pub fn offer(self, list: impl Fn() -> Vec<Command> + 'static) {
        self.next.update_value(|next| *next += 1);
        let id = self.next.get_value();
        self.offers.update_value(|offers| offers.push((id, Rc::new(list))));
        on_cleanup(move || {
            self.offers
                .try_update_value(|offers| offers.retain(|(other, _)| *other != id));
        });
    }

    /// All commands, those of the page first.
    pub fn list(self) -> Vec<Command> {
        let offers = self.offers.get_value();
        offers.iter().flat_map(|(_, list)| list()).collect()
    }
}

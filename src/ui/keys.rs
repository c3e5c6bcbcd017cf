//! Keys that work anywhere on the page: panels bind theirs while they are shown, and the help lists what is bound.

use crate::view::View;
use leptos::{ev, prelude::*};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The keys bound now.
#[derive(Clone, Copy)]
pub struct Keys {
    bound: StoredValue<Vec<Bound>, LocalStorage>,
    view: Memo<View>,
    next: StoredValue<u64>,
}

#[derive(Clone)]
struct Bound {
    id: u64,
    about: &'static [(&'static str, &'static str)],
    take: Rc<dyn Fn(&KeyboardEvent) -> bool>,
}

impl Keys {
    /// Starts listening.
    pub(super) fn listen(view: Memo<View>) -> Self {
        let keys = Self {
            bound: StoredValue::new_local(Vec::new()),
            view,
            next: StoredValue::new(0),
        };
        let listener = window_event_listener(ev::keydown, move |event| keys.hear(&event));
        on_cleanup(move || listener.remove());
        keys
    }

    /// Binds keys for as long as the calling component is shown. `about` says which and what for, as the help lists them; `take` is
    /// called for every key nobody typed into a field, the last bound first, and answers whether the key was for it.
    pub fn bind(self, about: &'static [(&'static str, &'static str)], take: impl Fn(&KeyboardEvent) -> bool + 'static) {
        self.next.update_value(|next| *next += 1);
        let id = self.next.get_value();
        let take = Rc::new(take);
        self.bound.update_value(|bound| bound.push(Bound { id, about, take }));
        on_cleanup(move || {
            self.bound
                .try_update_value(|bound| bound.retain(|bound| bound.id != id));
        });
    }

    /// What is bound now: keys and what they do.
    pub fn list(self) -> Vec<(&'static str, &'static str)> {
        self.bound
            .with_value(|bound| bound.iter().flat_map(|bound| bound.about.iter().copied()).collect())
    }

    fn hear(self, event: &KeyboardEvent) {
        if event.default_prevented() || event.is_composing() || muted(event, self.view) {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // In a field keys are text; in a dialog they are the dialog's.
        if target.is_some_and(|target| {
            target
                .closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog, [role=menu]")
                .is_ok_and(|found| found.is_some())
        }) {
            return;
        }
        let bound = self.bound.get_value();
        if bound.iter().rev().any(|bound| (bound.take)(event)) {
            event.prevent_default();
        }
    }
}

/// Whether Ctrl (on a Mac, Command) is held, and no Alt.
pub fn control(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && !event.alt_key()
}

/// Whether a key does nothing because it is a single character, which people who dictate switch off. Space is none, and with Ctrl or Alt
/// none is one.
pub fn muted(event: &KeyboardEvent, view: Memo<View>) -> bool {
    let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    let key = event.key();
    plain && key.chars().count() == 1 && key != " " && view.with_untracked(|view| view.mute)
}

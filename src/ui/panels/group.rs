//! Rows by keys, nested and expandable, with measures.

mod columns;
mod export;
mod fold;
mod keys;
mod lines;
mod measure;
mod measures;
mod row;
mod save;
mod tree;

pub(super) use columns::{BUCKETS, ColumnSelect, key_of};
pub(super) use fold::Fold;
pub(super) use measure::MeasureForm;
pub(super) use save::{now, save, text_blob};

use super::super::state::{State, state};
use crate::view::{Action, GroupView};
use leptos::prelude::*;

/// Rows by keys, nested and expandable, with measures.
#[component]
pub fn Group() -> impl IntoView {
    let state = state();
    let chosen = Memo::new(move |_| state.view.with(|view| !view.group.by.is_empty()));
    let folded = RwSignal::new(state.view.with_untracked(|view| !view.group.by.is_empty()));
    view! {
        <section class="group" aria-label="Groups">
            <div class="group-build" class:folded=move || folded.get()>
                <Fold folded what="What is grouped"/>
                <keys::Keys/>
                <measures::Measures/>
                <export::Export/>
            </div>
            <Show
                when=move || chosen.get()
                fallback=|| view! { <p class="group-hint">"Choose a column to group the matching events by."</p> }
            >
                <tree::Tree/>
            </Show>
        </section>
    }
}

/// Changes the groups, as one step.
fn change(state: State, change: impl FnOnce(&mut GroupView)) {
    let mut group = state.view.with_untracked(|view| view.group.clone());
    change(&mut group);
    state.act(Action::SetGroup(group));
}

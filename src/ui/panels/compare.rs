//! Two sets of rows held against each other, field by field: two periods, two people, the filter and the rest.

mod differences;
mod sides;

use crate::query::Predicate;
use crate::ui::state::{State, state};
use crate::ui::widgets::color;
use crate::view::{Action, CompareView, Contrasts, Slot};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The colours of the left and of the right side.
fn colors() -> [String; 2] {
    [
        color::css(crate::chart::palette::CALM),
        color::css(crate::chart::palette::WARNING),
    ]
}

/// Two sets of rows held against each other.
#[component]
pub fn Compare() -> impl IntoView {
    let state = state();
    let held = state.held(&Slot::Compare);
    let contrasts = {
        let held = held.clone();
        Memo::new(move |before: Option<&Option<Arc<Contrasts>>>| {
            held.with(|held| {
                let told = held
                    .answers
                    .as_ref()
                    .filter(|_| !held.waiting)
                    .and_then(|answers| Contrasts::of(answers));
                if held.waiting {
                    before.cloned().flatten()
                } else {
                    told.map(Arc::new)
                }
            })
        })
    };
    let chosen = Memo::new(move |_| state.view.with(|view| view.compared().is_some()));
    let failure = {
        let held = held.clone();
        move || {
            held.with(|held| {
                held.failure
                    .as_ref()
                    .map(|failure| format!("{} {}", failure.what, failure.hint))
            })
        }
    };
    let [left, right] = colors();
    view! {
        <section class="compare" aria-label=words::common::COMPARE style:--left=left style:--right=right>
            <sides::Sides contrasts/>
            {move || failure().map(|failure| view! { <p class="group-hint" role="status">{failure}</p> })}
            <Show
                when=move || chosen.get()
                fallback=|| view! {
                    <p class="group-hint">
                        {words::compare::HOW_TO_BEGIN}
                    </p>
                }
            >
                <differences::Contrasted contrasts waiting={
                    let held = held.clone();
                    Signal::derive(move || held.with(|held| held.waiting))
                }/>
            </Show>
        </section>
    }
}

/// Changes what is compared, as one step.
fn compare(state: State, sides: Option<(Predicate, Predicate)>) {
    state.act(Action::SetCompare(CompareView { sides }));
}

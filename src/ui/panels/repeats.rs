//! Rows that repeat an earlier one are counted like others until they are left out; where they count, that is said, and undone by one click.

use crate::protocol::Duplicates;
use crate::ui::state::{State, state};
use crate::ui::widgets::{count, number};
use crate::view::{Action, View, once};
use crate::words;
use leptos::prelude::*;

/// Says in the foot that rows repeat, while they are counted.
#[component]
pub fn RepeatsInFoot() -> impl IntoView {
    let state = state();
    let rows = counted(state);
    let text = move || words::frame::rows_repeat(rows.get(), &count(rows.get(), words::counts::rows));
    view! {
        <Show when=move || { rows.get() > 0 }>
            <button type="button" class="plain foot-repeats" title=words::frame::ROWS_REPEAT_TIP on:click=move |_| leave_out(state)>{text}</button>
        </Show>
    }
}

/// Says above the questions that rows repeat, while they are counted.
#[component]
pub fn RepeatsAsked() -> impl IntoView {
    let state = state();
    let rows = counted(state);
    let text = move || words::questions::rows_repeat(rows.get(), &number(rows.get()));
    view! {
        <Show when=move || { rows.get() > 0 }>
            <p class="repeats" role="note">
                {text}
                <button type="button" class="link" on:click=move |_| leave_out(state)>{words::report::LEAVE_REPEATS_OUT}</button>
            </p>
        </Show>
    }
}

/// How many rows repeat an earlier one, unless the filter leaves them out.
fn counted(state: State) -> Memo<u64> {
    let left_out = left_out(state);
    Memo::new(move |_| {
        let Duplicates { records, ids } = state
            .read
            .with(|report| report.as_ref().map(|report| report.duplicates).unwrap_or_default());
        if left_out.get() { 0 } else { records + ids }
    })
}

/// Whether the filter leaves out rows that repeat an earlier one.
pub fn left_out(state: State) -> Memo<bool> {
    Memo::new(move |_| state.view.with(View::counts_once))
}

/// Leaves out rows that repeat an earlier one.
pub fn leave_out(state: State) {
    state.act(Action::Add {
        source: None,
        predicate: once(),
    });
}

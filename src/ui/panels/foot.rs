//! The foot: rows matched of rows in all, time taken, memory, rejected rows, the seal.

use super::empty::Seal;
use super::repeats::RepeatsInFoot;
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::{Dialog, bytes, count, decimal, number};
use crate::view::Slot;
use crate::words;
use leptos::prelude::*;

/// The foot.
#[component]
pub fn Foot() -> impl IntoView {
    let (state, frame) = (state(), frame());
    let seal = RwSignal::new(false);
    let held = state.held(&Slot::Count);
    let failed = {
        let held = held.clone();
        Memo::new(move |_| held.with(|held| held.failure.is_some() && !held.waiting))
    };
    let matched = Memo::new(move |_| {
        held.with(|held| {
            (
                held.answers.as_ref().map(|answers| (answers.rows, answers.micros)),
                held.waiting,
            )
        })
    });
    let report = move || state.report.get().unwrap_or_default();
    let line = move || {
        let rows = count(report().rows, words::counts::events);
        match matched.get().0 {
            _ if failed.get() => words::frame::filter_fails(&rows),
            Some((matched, _)) => words::common::of(&number(matched), &rows),
            None => rows,
        }
    };
    let said = Memo::new(move |last: Option<&String>| match matched.get() {
        (Some((rows, _)), false) => words::frame::events_match(rows, &number(rows)),
        _ => last.cloned().unwrap_or_default(),
    });
    let time = move || matched.get().0.map(|(_, micros)| millis(micros));
    let rejected = move || report().rejected;
    view! {
        <footer class="foot">
            <button type="button" class="seal" title=words::frame::SEAL_TIP on:click=move |_| seal.set(true)>
                <span aria-hidden="true">"●"</span>
                {words::frame::NOTHING_LEAVES_TAB}
            </button>
            <span id="count" class:waiting=move || matched.get().1>{line}</span>
            <span class="soft" id="took">{time}</span>
            <button
                type="button"
                id="rejected"
                class="plain foot-rejected"
                class:some=move || { rejected() > 0 }
                title=words::frame::LOAD_REPORT
                on:click=move |_| frame.report.set(true)
            >
                {move || match (rejected(), report().warned) {
                    (0, 0) => words::frame::EVERY_ROW_COULD_READ.to_owned(),
                    (0, warned) => words::frame::every_row_with(&count(warned, words::counts::remarks)),
                    (rejected, _) => words::frame::rows_rejected(&count(rejected, words::counts::rows)),
                }}
            </button>
            <RepeatsInFoot/>
            <span class="soft">{move || words::frame::in_memory(&bytes(report().memory))}</span>
            <span class="grow"></span>
            <button type="button" class="plain" on:click=move |_| frame.help.set(true)>
                <kbd>"?"</kbd>
                {words::frame::SHORTCUTS}
            </button>
            <p class="unseen" role="status" aria-live="polite">{said}</p>
        </footer>
        <Dialog open=seal id="seal-dialog" title=words::frame::NOTHING_LEAVES_TAB>
            <Seal/>
            <button type="button" on:click=move |_| state.forget()>{words::frame::FORGET_EVERYTHING}</button>
        </Dialog>
    }
}

/// A time in the engine as people read it.
pub fn millis(micros: u64) -> String {
    match micros {
        0..1_000 => words::frame::UNDER_1_MS.into(),
        1_000..10_000 => words::frame::millis(&decimal(micros as f64 / 1000.0, 1)),
        _ => words::frame::millis(&number(micros / 1000)),
    }
}

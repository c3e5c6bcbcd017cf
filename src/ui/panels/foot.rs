//! The foot: rows matched of rows in all, time taken, memory, rejected rows, the seal.

use super::empty::Seal;
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::{Dialog, bytes, count, number};
use crate::view::Slot;
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
        let rows = number(report().rows);
        match matched.get().0 {
            _ if failed.get() => format!("the filter cannot be applied to {rows} events"),
            Some((matched, _)) => format!("{} of {rows} events", number(matched)),
            None => format!("{rows} events"),
        }
    };
    let said = Memo::new(move |last: Option<&String>| match matched.get() {
        (Some((rows, _)), false) => format!("{} match", count(rows, "event", "events")),
        _ => last.cloned().unwrap_or_default(),
    });
    let time = move || matched.get().0.map(|(_, micros)| millis(micros));
    let rejected = move || report().rejected;
    view! {
        <footer class="foot">
            <button type="button" class="seal" title="How that is kept" on:click=move |_| seal.set(true)>
                <span aria-hidden="true">"●"</span>
                "Nothing leaves this tab"
            </button>
            <span id="count" class:waiting=move || matched.get().1>{line}</span>
            <span class="soft" id="took">{time}</span>
            <button
                type="button"
                id="rejected"
                class="plain foot-rejected"
                class:some=move || { rejected() > 0 }
                title="The load report"
                on:click=move |_| frame.report.set(true)
            >
                {move || match (rejected(), report().warned) {
                    (0, 0) => "Every row could be read".to_owned(),
                    (0, warned) => format!("Every row could be read, with {}", count(warned, "remark", "remarks")),
                    (rejected, _) => format!("▲ {} could not be read", count(rejected, "row", "rows")),
                }}
            </button>
            <span class="soft">{move || format!("{} in memory", bytes(report().memory))}</span>
            <span class="grow"></span>
            <button type="button" class="plain" on:click=move |_| frame.help.set(true)>
                <kbd>"?"</kbd>
                "shortcuts"
            </button>
            <p class="unseen" role="status" aria-live="polite">{said}</p>
        </footer>
        <Dialog open=seal id="seal-dialog" title="Nothing leaves this tab">
            <Seal/>
            <button type="button" on:click=move |_| state.forget()>"Forget everything"</button>
        </Dialog>
    }
}

/// A time in the engine as people read it.
pub fn millis(micros: u64) -> String {
    match micros {
        0..1_000 => "under 1 ms".into(),
        1_000..10_000 => format!("{:.1} ms", micros as f64 / 1000.0),
        _ => format!("{} ms", number(micros / 1000)),
    }
}

//! What speaks against the log being whole and said once: rows that repeat, times without an event.

use crate::protocol::{DUPLICATE, Keep, Kept, Report, Silence};
use crate::ui::clock;
use crate::ui::panels::repeats::{leave_out, left_out};
use crate::ui::state::State;
use crate::ui::widgets::{count, number, stretch};
use crate::value::{Micros, Zone};
use crate::words;
use leptos::prelude::*;

/// What was kept of the records, where that is not everything, and a button that reads the rest.
pub fn kept(state: State, report: &Report) -> Option<impl IntoView + use<>> {
    let Kept { keep, passed_over } = report.kept.clone()?;
    let during = keep.during.as_ref().map(|during| {
        let shown = |at: Micros| clock::show(at, &Zone::utc());
        words::report::kept_during(&during.column, during.from.map(shown), during.to.map(shown))
    });
    let parts: Vec<String> = [
        (keep.every > 1).then(|| words::report::kept_sample(&number(keep.every.into()))),
        during,
        keep.columns
            .as_ref()
            .map(|columns| words::report::kept_columns(&count(columns.len() as u64, words::counts::columns))),
    ]
    .into_iter()
    .flatten()
    .collect();
    Some(view! {
        <p>
            <strong class="report-failure">{words::report::NOT_ALL_KEPT}</strong>
            {words::report::passed_over(&parts.join("; "), passed_over, &number(passed_over))}
            <button type="button" class="link" on:click=move |_| state.keep(Keep::default())>{words::report::READ_EVERYTHING}</button>
        </p>
    })
}

/// That the files are of several logs, and what was put together of them.
pub fn logs(report: &Report) -> Option<impl IntoView + use<>> {
    let logs = report.logs.as_ref()?;
    let said = words::report::several_logs(&number(logs.logs.len() as u64), &logs.made.join(", "));
    Some(view! { <p id="report-logs">{said}</p> })
}

/// Rows that repeat an earlier one, and a button that leaves them out.
pub fn repeats(state: State, report: &Report) -> Option<impl IntoView + use<>> {
    let found = report.duplicates;
    let id = report.id.as_deref().unwrap_or(words::report::ID_UNNAMED);
    let parts: Vec<String> = [
        (found.records > 0).then(|| words::report::repeats_whole(&number(found.records))),
        (found.ids > 0).then(|| words::report::repeats_id(&number(found.ids), &id)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return None;
    }
    let left_out = left_out(state);
    Some(view! {
        <p>
            {words::report::rows_repeat(&parts.join(", "), &DUPLICATE)}
            <Show when=move || !left_out.get() fallback=|| view! { <span class="soft">{words::report::REPEATS_ARE_LEFT_OUT}</span> }>
                <button type="button" class="link" on:click=move |_| leave_out(state)>{words::report::LEAVE_REPEATS_OUT}</button>
            </Show>
        </p>
    })
}

/// The longest times without an event.
pub fn silences(state: State, report: &Report) -> Option<impl IntoView + use<>> {
    let silences = report.silences.clone();
    if silences.is_empty() {
        return None;
    }
    let line = move |silence: &Silence| {
        let zone = state.zone.get();
        let length = stretch(silence.to.saturating_sub(silence.from));
        let text = words::report::silence(
            &length,
            &clock::show(silence.from, &zone),
            &clock::show(silence.to, &zone),
        );
        let remarkable = silence.remarkable;
        view! {
            <li class:report-failure=remarkable>
                {text}
                {remarkable.then_some(words::report::SILENCE_IS_LONG)}
            </li>
        }
    };
    Some(view! {
        <p>{words::report::SILENCES}</p>
        <ul>{move || silences.iter().map(line).collect_view()}</ul>
    })
}

//! What speaks against the log being whole and said once: rows that repeat, times without an event.

use crate::protocol::{DUPLICATE, Keep, Kept, Report, Silence};
use crate::query::{Op, Predicate};
use crate::ui::clock;
use crate::ui::state::State;
use crate::ui::widgets::{count, number, stretch};
use crate::value::{Micros, Zone};
use crate::view::Action;
use leptos::prelude::*;

/// What was kept of the records, where that is not everything, and a button that reads the rest.
pub fn kept(state: State, report: &Report) -> Option<impl IntoView + use<>> {
    let Kept { keep, passed_over } = report.kept.clone()?;
    let during = keep.during.as_ref().map(|during| {
        let bound = |word: &str, at: Option<Micros>| at.map(|at| format!(" {word} {}", clock::show(at, &Zone::utc())));
        let bounds = [bound("from", during.from), bound("before", during.to)];
        let bounds: String = bounds.into_iter().flatten().collect();
        format!("events{bounds} UTC by “{}”", during.column)
    });
    let parts: Vec<String> = [
        (keep.every > 1).then(|| format!("one event in {}, by chance", number(keep.every.into()))),
        during,
        keep.columns
            .as_ref()
            .map(|columns| format!("{} chosen", count(columns.len() as u64, "column", "columns"))),
    ]
    .into_iter()
    .flatten()
    .collect();
    Some(view! {
        <p>
            <strong class="report-failure">"Not all was kept: "</strong>
            {format!("{}. {} passed over. ", parts.join("; "), count(passed_over, "event was", "events were"))}
            <button type="button" class="link" on:click=move |_| state.keep(Keep::default())>"Read everything"</button>
        </p>
    })
}

/// Rows that repeat an earlier one, and a button that leaves them out.
pub fn repeats(state: State, report: &Report) -> Option<impl IntoView + use<>> {
    let found = report.duplicates;
    let id = report.id.as_deref().unwrap_or("the event id");
    let parts: Vec<String> = [
        (found.records > 0).then(|| format!("{} in every column", number(found.records))),
        (found.ids > 0).then(|| format!("{} in “{id}” alone", number(found.ids))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return None;
    }
    let once = Predicate::test(DUPLICATE, Op::Exists).negate();
    let clause = once.clone();
    let left_out = Memo::new(move |_| {
        state
            .view
            .with(|view| view.clauses.iter().any(|held| held.predicate == clause))
    });
    let leave_out = move |_| {
        state.act(Action::Add {
            source: None,
            predicate: once.clone(),
        });
    };
    Some(view! {
        <p>
            {format!("Rows that repeat an earlier one: {}. They are marked in the column {DUPLICATE}. ", parts.join(", "))}
            <Show when=move || !left_out.get() fallback=|| view! { <span class="soft">"They are left out by a filter."</span> }>
                <button type="button" class="link" on:click=leave_out.clone()>"Leave them out"</button>
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
        let text = format!(
            "{length} from {} to {}",
            clock::show(silence.from, &zone),
            clock::show(silence.to, &zone)
        );
        let remarkable = silence.remarkable;
        view! {
            <li class:report-failure=remarkable>
                {text}
                {remarkable.then_some(" — far longer than this log is used to; events may be missing")}
            </li>
        }
    };
    Some(view! {
        <p>"Longest times without an event:"</p>
        <ul>{move || silences.iter().map(line).collect_view()}</ul>
    })
}

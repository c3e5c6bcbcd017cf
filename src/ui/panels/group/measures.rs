//! The measures beside the count: added, changed, removed.

use super::super::super::state::state;
use super::{MeasureForm, change};
use crate::query::Measure;
use crate::view::{Named, measure_name};
use leptos::prelude::*;

/// The measures as chips, and the form for the one that is being made or changed.
#[component]
pub fn Measures() -> impl IntoView {
    let state = state();
    let measures = Memo::new(move |_| state.view.with(|view| view.group.measures.clone()));
    let editing = RwSignal::new(None::<usize>);
    let remove = move |at: usize| {
        editing.set(None);
        change(state, |group| {
            if at < group.measures.len() {
                group.measures.remove(at);
            }
            group.sort = match group.sort {
                Some((Some(by), _)) if by == at + 1 => None,
                Some((Some(by), order)) if by > at + 1 => Some((Some(by - 1), order)),
                other => other,
            };
        });
    };
    let chip = move |at: usize, named: Named| {
        let title = measure_name(&named.measure);
        view! {
            <li class="key-chip">
                <button type="button" class="chip-text" title=title on:click=move |_| editing.set(Some(at))>{named.name.clone()}</button>
                <button type="button" class="mini" title="Remove" aria-label=format!("Remove {}", named.name)
                    on:click=move |_| remove(at)>"×"</button>
            </li>
        }
    };
    let form = move || {
        let at = editing.get()?;
        let new = Named {
            name: String::new(),
            measure: Measure::Distinct(String::new()),
        };
        let start = measures
            .with_untracked(|measures| measures.get(at).cloned())
            .unwrap_or(new);
        let done = Callback::new(move |named: Named| {
            editing.set(None);
            change(state, |group| match group.measures.get_mut(at) {
                Some(measure) => *measure = named,
                None => group.measures.push(named),
            });
        });
        Some(view! { <MeasureForm start=start on_done=done on_cancel=Callback::new(move |()| editing.set(None))/> })
    };
    view! {
        <div class="build-line" role="group" aria-label="Measures">
            <span class="build-label">"Measure"</span>
            <ul class="chip-list">
                <li class="key-chip fixed">"Count"</li>
                {move || measures.get().into_iter().enumerate().map(|(at, named)| chip(at, named)).collect_view()}
            </ul>
            <button type="button" class="button" on:click=move |_| editing.set(Some(measures.with_untracked(Vec::len)))>
                "+ measure"
            </button>
        </div>
        {form}
    }
}

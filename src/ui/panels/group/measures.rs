//! What is measured: added, changed, removed.

use super::MeasureForm;
use crate::query::Measure;
use crate::view::{Named, measure_name};
use crate::words;
use leptos::prelude::*;

/// The measures as chips, and the form for the one that is being made or changed.
#[component]
pub fn MeasureList(
    measures: Memo<Vec<Named>>,
    /// A measure that is there anyway.
    #[prop(optional, into)]
    fixed: Signal<Option<&'static str>>,
    /// Whether there are lines and columns.
    #[prop(optional)]
    crossed: bool,
    /// Takes other measures, and the position of one that is left out.
    on_set: Callback<(Vec<Named>, Option<usize>)>,
) -> impl IntoView {
    let editing = RwSignal::new(None::<usize>);
    let remove = move |at: usize| {
        editing.set(None);
        let mut all = measures.get_untracked();
        if at < all.len() {
            all.remove(at);
            on_set.run((all, Some(at)));
        }
    };
    let chip = move |at: usize, named: Named| {
        let title = measure_name(&named.measure);
        view! {
            <li class="key-chip">
                <button type="button" class="chip-text" title=title on:click=move |_| editing.set(Some(at))>{named.name.clone()}</button>
                <button type="button" class="mini" title=words::common::REMOVE aria-label=words::common::remove(&named.name)
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
            let mut all = measures.get_untracked();
            match all.get_mut(at) {
                Some(measure) => *measure = named,
                None => all.push(named),
            }
            on_set.run((all, None));
        });
        Some(
            view! { <MeasureForm start=start crossed=crossed on_done=done on_cancel=Callback::new(move |()| editing.set(None))/> },
        )
    };
    view! {
        <div class="build-line" role="group" aria-label=words::group::MEASURES>
            <span class="build-label">{words::group::MEASURE}</span>
            <ul class="chip-list">
                {move || fixed.get().map(|name| view! { <li class="key-chip fixed">{name}</li> })}
                {move || measures.get().into_iter().enumerate().map(|(at, named)| chip(at, named)).collect_view()}
            </ul>
            <button type="button" class="button" on:click=move |_| editing.set(Some(measures.with_untracked(Vec::len)))>
                {words::group::ADD_MEASURE}
            </button>
        </div>
        {form}
    }
}

//! What is wrong with a formula: the text with a mark under the character, and what to do about it.

use crate::query::Failure;
use crate::ui::panels::query_bar::coded;
use leptos::prelude::*;

/// Characters shown before the mark, and in all.
const SHOWN: (usize, usize) = (40, 80);

/// Nothing where there is no failure.
#[component]
pub fn Wrong(#[prop(into)] failure: Signal<Option<Failure>>, text: RwSignal<String>) -> impl IntoView {
    let said = move || {
        let Failure { what, at, hint } = failure.get()?;
        let mark = at.map(|at| {
            let start = at.saturating_sub(SHOWN.0);
            let piece: String = text.with_untracked(|text| text.chars().skip(start).take(SHOWN.1).collect());
            view! { <pre class="filter-text">{piece} "\n" {" ".repeat(at - start)} <span class="query-mark">"▲"</span></pre> }
        });
        Some(view! {
            <div class="formula-wrong">
                {mark}
                <p><strong>{coded(what.trim_end_matches('.'))} "."</strong> " " {coded(&hint)}</p>
            </div>
        })
    };
    view! { <div role="alert">{said}</div> }
}

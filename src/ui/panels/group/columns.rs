//! Picking a column, and the key it makes.

use super::super::super::state::state;
use crate::protocol::Report;
use crate::query::Key;
use crate::value::Kind;
use crate::view::cuts;
use leptos::prelude::*;
use web_sys::HtmlSelectElement;

/// The key a column usually makes: times by automatic buckets, everything else by value.
pub fn key_of(column: String, report: &Report) -> Key {
    let kind = report.column(&column).map_or(Kind::Text, |column| column.kind);
    cuts(&column, kind).swap_remove(0)
}

/// A list of the columns that hold something, with one choice for none.
#[component]
pub fn ColumnSelect(
    /// What is picked, for screen readers.
    #[prop(into)]
    label: String,
    /// What the choice of none says.
    #[prop(into)]
    none: String,
    /// The name picked, empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Kinds to choose from; empty: all.
    #[prop(into, optional)]
    kinds: Signal<Vec<Kind>>,
    /// Whether it goes back to none when something was picked.
    #[prop(optional)]
    adder: bool,
    on_pick: Callback<String>,
) -> impl IntoView {
    let state = state();
    let names = Memo::new(move |_| {
        let kinds = kinds.get();
        state.report.with(|report| {
            let columns = report
                .iter()
                .flat_map(|report| report.columns.iter().map(|column| (column, report.rows)));
            columns
                .filter(|(column, rows)| column.nulls < *rows && (kinds.is_empty() || kinds.contains(&column.kind)))
                .map(|(column, _)| column.name.clone())
                .collect::<Vec<String>>()
        })
    });
    let picked = move |event: leptos::ev::Event| {
        let select: HtmlSelectElement = event_target(&event);
        let name = select.value();
        if adder {
            select.set_value("");
        }
        on_pick.run(name);
    };
    let option = move |name: String| {
        let same = name.clone();
        view! {
            <option value=name.clone() prop:selected=move || value.with(|value| *value == same)>
                {name.clone()}
            </option>
        }
    };
    view! {
        <select class="pick" aria-label=label on:change=picked>
            <option value="" prop:selected=move || value.with(String::is_empty)>{none}</option>
            {move || names.get().into_iter().map(option).collect_view()}
        </select>
    }
}

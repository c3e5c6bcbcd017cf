//! The chart as a table: the same numbers for those who read rather than look.

use crate::chart::Built;
use leptos::prelude::*;
use std::sync::Arc;

/// Every point with everything that is told of it.
#[component]
pub fn Twin(built: RwSignal<Option<Arc<Built>>>) -> impl IntoView {
    let table = move || {
        let (heads, rows) = built.get()?.written();
        let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> });
        let row = |cells: Vec<String>| {
            let cells = cells.into_iter().enumerate().map(|(at, cell)| match at {
                0 => view! { <th scope="row">{cell}</th> }.into_any(),
                _ => view! { <td>{cell}</td> }.into_any(),
            });
            view! { <tr>{cells.collect_view()}</tr> }
        };
        Some(view! {
            <table>
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        })
    };
    view! { <div class="chart-table" tabindex="0" role="region" aria-label="The chart as a table">{table}</div> }
}

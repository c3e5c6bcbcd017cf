//! The chart as a table: the same numbers for those who read rather than look.

use crate::chart::{Built, scale};
use crate::value::Value;
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// Every point with everything that is told of it.
#[component]
pub fn Twin(built: RwSignal<Option<Arc<Built>>>) -> impl IntoView {
    let table = move || {
        let (heads, rows) = built.get()?.table(true);
        let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> });
        let text = |value: Value| match value {
            Value::Text(text) => text,
            Value::Integer(value) => scale::number(value as f64),
            Value::Number(value) => scale::number(value),
            _ => "–".into(),
        };
        let row = |cells: Vec<Value>| {
            let cells = cells.into_iter().map(text).enumerate().map(|(at, cell)| match at {
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
    view! { <div class="chart-table" tabindex="0" role="region" aria-label=words::chart::TWIN_LABEL>{table}</div> }
}

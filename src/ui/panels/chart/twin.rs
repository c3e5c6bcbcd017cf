//! The chart as a table: the same numbers for those who read rather than look.

use crate::chart::{Built, scale};
use leptos::prelude::*;
use std::sync::Arc;

/// Every x value with the value of every series.
#[component]
pub fn Twin(built: RwSignal<Option<Arc<Built>>>) -> impl IntoView {
    let table = move || {
        let built = built.get()?;
        let chart = &built.chart;
        let heads = chart
            .series
            .iter()
            .map(|series| view! { <th scope="col">{series.name.clone()}</th> })
            .collect_view();
        let rows = (0..chart.x.len())
            .map(|at| {
                let cells = chart
                    .series
                    .iter()
                    .map(|series| view! { <td>{series.at(at).map_or("–".into(), scale::number)}</td> })
                    .collect_view();
                view! { <tr><th scope="row">{chart.x.name(at)}</th>{cells}</tr> }
            })
            .collect_view();
        Some(view! {
            <table>
                <thead><tr><th scope="col">{chart.x.caption()}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })
    };
    view! { <div class="chart-table" tabindex="0" role="region" aria-label="The chart as a table">{table}</div> }
}

//! Charts that suit the log, one click away.

use super::super::super::state::state;
use super::change;
use crate::view::{ChartView, presets};
use crate::words;
use leptos::prelude::*;

/// A button for each chart that suits.
#[component]
pub fn Presets() -> impl IntoView {
    let state = state();
    let charts = Memo::new(move |_| {
        state
            .report
            .with(|report| report.as_ref().map_or(Vec::new(), |report| presets(report)))
    });
    let button = move |preset: ChartView| {
        let label = preset.title.clone();
        let same = preset.clone();
        let shown = Memo::new(move |_| state.view.with(|view| view.chart == same));
        view! {
            <button type="button" class="button" aria-pressed=move || shown.get().to_string()
                on:click=move |_| change(state, |chart| *chart = preset.clone())>{label}</button>
        }
    };
    view! {
        <div class="build-line chart-ready" role="group" aria-label=words::chart::READY_MADE_CHARTS class:hidden=move || charts.with(Vec::is_empty)>
            <span class="build-label">{words::chart::TRY}</span>
            {move || charts.get().into_iter().map(button).collect_view()}
        </div>
    }
}

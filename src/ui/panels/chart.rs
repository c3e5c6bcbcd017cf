//! The chart builder, the chart with its hover and menu, and the rows it stands for.

mod builder;
mod download;
mod figure;
mod more;
mod pane;
mod pick;
mod presets;
mod rules;
mod series;
mod side;
mod twin;

pub(super) use figure::Figure;
pub(super) use pane::{Pane, step};

use super::super::state::{State, state};
use super::events::Events;
use crate::view::{ChartView, Slot, presets};
use crate::words;
use leptos::prelude::*;

/// The chart builder, the chart with its hover and menu, and the rows it stands for.
#[component]
pub fn ChartPanel() -> impl IntoView {
    let pane = Pane::new(state(), Slot::Chart);
    view! {
        <section class="chart" aria-label=words::common::CHART>
            <builder::Builder pane/>
            <Show
                when=move || pane.drawable.get()
                fallback=|| view! { <p class="chart-hint">{words::chart::CHOOSE_COLUMNS}</p> }
            >
                <Figure pane/>
            </Show>
            <div class="chart-rows">
                <Events/>
            </div>
        </section>
    }
}

/// Changes the chart being built, as one step; a title that came with it goes where it is no longer true.
fn change(state: State, change: impl FnOnce(&mut ChartView)) {
    let ready = state
        .report
        .with_untracked(|report| report.as_deref().map_or(Vec::new(), presets));
    step(state, |view| {
        view.change_chart(&Slot::Chart, |chart| {
            let before = chart.clone();
            change(chart);
            chart.untitle(&before, &ready);
        });
    });
}

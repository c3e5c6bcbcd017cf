//! The chart builder, the chart with its hover and menu, and the rows it stands for.

mod builder;
mod download;
mod figure;
mod more;
mod pick;
mod presets;
mod rules;
mod series;
mod twin;

use super::super::state::{State, state};
use super::events::Events;
use crate::chart::{Built, Material};
use crate::view::{Action, ChartView, Slot, View};
use leptos::prelude::*;
use std::sync::Arc;

/// The chart builder, the chart with its hover and menu, and the rows it stands for.
#[component]
pub fn ChartPanel() -> impl IntoView {
    let state = state();
    let built = RwSignal::new(None::<Arc<Built>>);
    let fault = RwSignal::new(None::<String>);
    let held = state.held(&Slot::Chart);
    let waiting = {
        let held = held.clone();
        Signal::derive(move || held.with(|held| held.waiting))
    };
    // While an answer is awaited, the chart stays as it is.
    Effect::new(move |_| {
        let held = held.get();
        let made = state.view.with(|view| {
            if held.waiting {
                Ok(None)
            } else {
                build(state, view, &held)
            }
        });
        match made {
            Ok(Some(chart)) => {
                fault.set(None);
                built.set(Some(Arc::new(chart)));
            }
            Ok(None) => {}
            Err(sentence) => fault.set(Some(sentence)),
        }
    });
    let table = RwSignal::new(false);
    let drawable = Memo::new(move |_| {
        state.report.with(|report| {
            report.as_ref().is_some_and(|report| {
                state
                    .view
                    .with(|view| view.chart_x(report, &state.zone.get()).is_some())
            })
        })
    });
    view! {
        <section class="chart" aria-label="Chart">
            <builder::Builder built/>
            <Show
                when=move || drawable.get()
                fallback=|| view! { <p class="chart-hint">"This log has no time column: choose a column for the x axis."</p> }
            >
                <div class="chart-view">
                    <figure::Figure built=built waiting=waiting fault=fault table=table/>
                    <Show when=move || table.get()>
                        <twin::Twin built=built/>
                    </Show>
                </div>
            </Show>
            <div class="chart-rows">
                <Events/>
            </div>
        </section>
    }
}

/// The chart of an answer; `None` where there is none yet or it answers another question.
fn build(state: State, view: &View, held: &super::super::state::Held) -> Result<Option<Built>, String> {
    if let Some(failure) = &held.failure {
        return Err(format!("{} {}", failure.what, failure.hint));
    }
    let (Some(report), zone) = (state.report.get(), state.zone.get()) else {
        return Ok(None);
    };
    let (Some(answers), Some(x)) = (&held.answers, view.chart_x(&report, &zone)) else {
        return Ok(None);
    };
    Material {
        view: &view.chart,
        x: &x,
        series: &view.chart_series(),
        answers: &answers.answers,
        zone: &zone,
    }
    .build()
}

/// Changes the chart, as one step. With another x axis, what was picked on the old one becomes a filter like any other.
fn change(state: State, change: impl FnOnce(&mut ChartView)) {
    let mut view = state.view.get_untracked();
    let before = view.chart.x.clone();
    change(&mut view.chart);
    if view.chart.x != before {
        for clause in &mut view.clauses {
            if clause.source == Some(Slot::Chart) {
                clause.source = None;
            }
        }
    }
    state.act(Action::Show(Box::new(view)));
}

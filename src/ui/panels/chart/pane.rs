//! A chart on the screen, in the builder's tab or on the board: its answer made into something to draw.

use super::super::super::state::{Held, State};
use crate::chart::{Built, Material};
use crate::view::{Action, ChartStyle, ChartView, Slot, View};
use leptos::prelude::*;
use std::sync::Arc;

/// A chart on the screen. Copied freely; all of it is signals.
#[derive(Clone, Copy)]
pub struct Pane {
    pub state: State,
    slot: StoredValue<Slot>,
    /// What is drawn; while an answer is awaited, what was drawn before.
    pub built: RwSignal<Option<Arc<Built>>>,
    pub waiting: Signal<bool>,
    /// Why there is no chart.
    pub fault: RwSignal<Option<String>>,
    /// Whether all its sides have a column.
    pub drawable: Memo<bool>,
}

impl Pane {
    /// The chart of a panel.
    pub fn new(state: State, slot: Slot) -> Self {
        let held = state.held(&slot);
        let waiting = {
            let held = held.clone();
            Signal::derive(move || held.with(|held| held.waiting))
        };
        let slot = StoredValue::new(slot);
        let drawable = Memo::new(move |_| {
            let zone = state.zone.get();
            state.report.with(|report| {
                report.as_ref().is_some_and(|report| {
                    let can = |view: &View| Some(view.chart_of(&slot.get_value())?.can_ask(report, &zone));
                    state.view.with(can) == Some(true)
                })
            })
        });
        let pane = Self {
            state,
            slot,
            built: RwSignal::new(None),
            waiting,
            fault: RwSignal::new(None),
            drawable,
        };
        Effect::new(move |_| {
            let held = held.get();
            let made = state.view.with(|view| match view.chart_of(&slot.get_value()) {
                Some(chart) if !held.waiting => build(state, chart, &held),
                _ => Ok(None),
            });
            match made {
                Ok(Some(chart)) => {
                    pane.fault.set(None);
                    pane.built.set(Some(Arc::new(chart)));
                }
                Ok(None) => {}
                Err(sentence) => pane.fault.set(Some(sentence)),
            }
        });
        pane
    }

    /// The panel.
    pub fn slot(self) -> Slot {
        self.slot.get_value()
    }

    /// Changes the chart, as one step.
    pub fn change(self, change: impl FnOnce(&mut ChartView)) {
        step(self.state, |view| view.change_chart(&self.slot(), change));
    }

    /// Changes how a part looks, as one step.
    pub fn restyle(self, of: &str, set: impl FnOnce(&mut ChartStyle)) {
        self.change(|chart| chart.restyle(of, set));
    }
}

/// Changes the view, as one step.
pub fn step(state: State, change: impl FnOnce(&mut View)) {
    let mut view = state.view.get_untracked();
    change(&mut view);
    state.act(Action::Show(Box::new(view)));
}

/// The chart of an answer; `None` where there is none yet or it answers another question.
fn build(state: State, chart: &ChartView, held: &Held) -> Result<Option<Built>, String> {
    if let Some(failure) = &held.failure {
        return Err(format!("{} {}", failure.what, failure.hint));
    }
    let (Some(report), zone) = (state.report.get(), state.zone.get()) else {
        return Ok(None);
    };
    let (Some(answers), Some(x)) = (&held.answers, chart.side_x(&report, &zone)) else {
        return Ok(None);
    };
    Material {
        view: chart,
        x: &x,
        y: chart.side_y(&report, &zone).as_ref(),
        via: chart.side_via().as_ref(),
        series: &chart.drawn_series(&report),
        answers: &answers.answers,
        zone: &zone,
    }
    .build()
}

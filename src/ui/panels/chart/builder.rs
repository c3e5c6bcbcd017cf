//! What is drawn: title, x axis, split, stacking, series.

use super::super::super::state::state;
use super::super::group::{BUCKETS, ColumnSelect, Fold, key_of};
use super::{change, more::More, pick::Pick, presets::Presets, series::SeriesList};
use crate::chart::Built;
use crate::query::{Bucket, Key, Phase};
use leptos::prelude::*;
use std::sync::Arc;

const PHASES: [Phase; 3] = [Phase::Hour, Phase::Weekday, Phase::HourOfWeek];
const PILES: [&str; 3] = ["side by side", "stacked", "stacked to 100 %"];

/// The choices of a chart.
#[component]
pub fn Builder(built: RwSignal<Option<Arc<Built>>>) -> impl IntoView {
    let state = state();
    let chart = Memo::new(move |_| state.view.with(|view| view.chart.clone()));
    let x = Memo::new(move |_| {
        state.report.with(|report| {
            state.view.with(|view| {
                report
                    .as_ref()
                    .and_then(|report| view.chart_x(report, &state.zone.get()))
            })
        })
    });
    let column = Signal::derive(move || match x.get() {
        Some(key) => key.column().to_owned(),
        None => String::new(),
    });
    let timed = Memo::new(move |_| match x.get() {
        Some(Key::Time { bucket, .. }) => {
            let bucket = if chart.with(|chart| chart.x.is_none()) {
                Bucket::Auto
            } else {
                match chart.with(|chart| chart.x.clone()) {
                    Some(Key::Time { bucket, .. }) => bucket,
                    _ => bucket,
                }
            };
            BUCKETS.iter().position(|&one| one == bucket)
        }
        Some(Key::Phase { phase, .. }) => Some(BUCKETS.len() + PHASES.iter().position(|&one| one == phase)?),
        _ => None,
    });
    let set_x = Callback::new(move |column: String| {
        let Some(report) = state.report.get_untracked() else {
            return;
        };
        change(state, |chart| {
            chart.x = (!column.is_empty()).then(|| key_of(column, &report))
        });
    });
    let set_bucket = Callback::new(move |at: usize| {
        let column = column.get_untracked();
        let key = match (BUCKETS.get(at), PHASES.get(at.wrapping_sub(BUCKETS.len()))) {
            (Some(&bucket), _) => Key::Time { column, bucket },
            (None, Some(&phase)) => Key::Phase { column, phase },
            _ => return,
        };
        change(state, |chart| chart.x = Some(key));
    });
    let buckets = Signal::derive(move || {
        let automatic = match x.get() {
            Some(Key::Time { bucket, .. }) => format!("automatic ({})", bucket.label()),
            _ => "automatic".into(),
        };
        let widths = BUCKETS[1..].iter().map(|bucket| bucket.label());
        let phases = PHASES.iter().map(|phase| phase.name().to_owned());
        std::iter::once(automatic)
            .chain(widths)
            .chain(phases)
            .collect::<Vec<_>>()
    });
    let split = Signal::derive(move || chart.with(|chart| chart.split.clone().unwrap_or_default()));
    let set_split = Callback::new(move |column: String| {
        change(state, |chart| chart.split = (!column.is_empty()).then_some(column));
    });
    let several = Memo::new(move |_| chart.with(|chart| chart.split.is_some() || chart.series.len() > 1));
    let pile = Signal::derive(move || chart.with(|chart| if chart.whole { 2 } else { usize::from(chart.stacked) }));
    let set_pile = Callback::new(move |at: usize| {
        change(state, |chart| (chart.stacked, chart.whole) = (at > 0, at == 2));
    });
    let more = RwSignal::new(false);
    let folded = RwSignal::new(true);
    view! {
        <div class="chart-build" class:folded=move || folded.get()>
            <Fold folded what="What is drawn"/>
            <div class="build-line">
                <input class="chart-title" aria-label="Title of the chart" placeholder="Title"
                    prop:value=move || chart.with(|chart| chart.title.clone())
                    on:change=move |event| change(state, |chart| chart.title = event_target_value(&event).trim().to_owned())/>
                <label class="build-label">"x axis " <ColumnSelect label="Column on the x axis" none="by itself" value=column on_pick=set_x/></label>
                <Show when=move || timed.get().is_some()>
                    <Pick label="Bucket of the x axis" options=buckets at=Signal::derive(move || timed.get().unwrap_or_default()) on_pick=set_bucket/>
                </Show>
                <label class="build-label">"split by " <ColumnSelect label="Column to split the series by" none="nothing" value=split on_pick=set_split/></label>
                <Show when=move || several.get()>
                    <Pick label="How series stand" options=Signal::stored(PILES.map(str::to_owned).to_vec()) at=pile on_pick=set_pile/>
                </Show>
                <button type="button" class="button" aria-expanded=move || more.get().to_string() on:click=move |_| more.update(|more| *more = !*more)>
                    {move || if more.get() { "Less ▴" } else { "More ▾" }}
                </button>
            </div>
            <SeriesList/>
            <Show when=move || more.get()>
                <More built/>
            </Show>
            <Presets/>
        </div>
    }
}

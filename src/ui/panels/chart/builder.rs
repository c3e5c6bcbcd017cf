//! What is drawn: title, x axis, split, stacking, series.

use super::super::super::state::state;
use super::super::group::{BUCKETS, ColumnSelect, Fold, key_of};
use super::{change, presets::Presets, series::SeriesList};
use crate::query::{Bucket, Key};
use leptos::prelude::*;

/// The choices of a chart.
#[component]
pub fn Builder() -> impl IntoView {
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
    let bucket = move || match chart.with(|chart| chart.x.clone()).or_else(|| x.get()) {
        Some(Key::Time { bucket, .. }) => Some(if chart.with(|chart| chart.x.is_none()) {
            Bucket::Auto
        } else {
            bucket
        }),
        _ => None,
    };
    let set_x = Callback::new(move |column: String| {
        let Some(report) = state.report.get_untracked() else {
            return;
        };
        change(state, |chart| {
            chart.x = (!column.is_empty()).then(|| key_of(column, &report))
        });
    });
    let set_bucket = move |event| {
        let chosen = event_target_value(&event)
            .parse::<usize>()
            .ok()
            .and_then(|at| BUCKETS.get(at));
        let (Some(&bucket), column) = (chosen, column.get_untracked()) else {
            return;
        };
        change(state, |chart| chart.x = Some(Key::Time { column, bucket }));
    };
    let automatic = move || match x.get() {
        Some(Key::Time { bucket, .. }) => format!("automatic ({})", bucket.label()),
        _ => "automatic".into(),
    };
    let split = Signal::derive(move || chart.with(|chart| chart.split.clone().unwrap_or_default()));
    let set_split = Callback::new(move |column: String| {
        change(state, |chart| chart.split = (!column.is_empty()).then_some(column));
    });
    let folded = RwSignal::new(true);
    view! {
        <div class="chart-build" class:folded=move || folded.get()>
            <Fold folded what="What is drawn"/>
            <div class="build-line">
                <input class="chart-title" aria-label="Title of the chart" placeholder="Title"
                    prop:value=move || chart.with(|chart| chart.title.clone())
                    on:change=move |event| change(state, |chart| chart.title = event_target_value(&event).trim().to_owned())/>
                <label class="build-label">"x axis " <ColumnSelect label="Column on the x axis" none="by itself" value=column on_pick=set_x/></label>
                <Show when=move || bucket().is_some()>
                    <select class="pick" aria-label="Bucket of the x axis" on:change=set_bucket>
                        {BUCKETS.iter().enumerate().map(|(index, &one)| view! {
                            <option value=index.to_string() prop:selected=move || bucket() == Some(one)>
                                {move || if one == Bucket::Auto { automatic() } else { one.label() }}
                            </option>
                        }).collect_view()}
                    </select>
                </Show>
                <label class="build-label">"split by " <ColumnSelect label="Column to split the series by" none="nothing" value=split on_pick=set_split/></label>
                <label class="build-label">
                    <input type="checkbox" prop:checked=move || chart.with(|chart| chart.stacked)
                        on:change=move |event| change(state, |chart| chart.stacked = event_target_checked(&event))/>
                    " stacked"
                </label>
            </div>
            <SeriesList/>
            <Presets/>
        </div>
    }
}

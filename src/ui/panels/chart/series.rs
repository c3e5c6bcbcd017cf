//! The series of the chart as chips: how each is drawn, what it measures, and the form that changes it.

use super::super::super::state::state;
use super::super::group::MeasureForm;
use super::change;
use crate::query::{Measure, Predicate};
use crate::view::{ChartMark, ChartSeries, Named, measure_name};
use leptos::prelude::*;

const MARKS: [(ChartMark, &str); 3] = [
    (ChartMark::Bar, "bars"),
    (ChartMark::Line, "line"),
    (ChartMark::Area, "area"),
];

/// The series, and the form for the one that is being made or changed.
#[component]
pub fn SeriesList() -> impl IntoView {
    let state = state();
    let series = Memo::new(move |_| state.view.with(|view| view.chart_series()));
    let editing = RwSignal::new(None::<usize>);
    let set = move |all: Vec<ChartSeries>| change(state, |chart| chart.series = all);
    let chip = move |at: usize, count: usize, one: ChartSeries| {
        let mark = move |event| {
            let chosen = event_target_value(&event)
                .parse::<usize>()
                .ok()
                .and_then(|at| MARKS.get(at));
            let mut all = series.get_untracked();
            if let (Some(series), Some(&(mark, _))) = (all.get_mut(at), chosen) {
                series.mark = mark;
                set(all);
            }
        };
        let remove = move |_| {
            editing.set(None);
            let mut all = series.get_untracked();
            if at < all.len() {
                all.remove(at);
                set(all);
            }
        };
        view! {
            <li class="key-chip">
                <select class="pick" aria-label=format!("How {} is drawn", one.name) on:change=mark>
                    {MARKS.iter().enumerate().map(|(index, &(mark, label))| view! {
                        <option value=index.to_string() prop:selected=mark == one.mark>{label}</option>
                    }).collect_view()}
                </select>
                <button type="button" class="chip-text" title=measure_name(&one.measure) on:click=move |_| editing.set(Some(at))>
                    {one.name.clone()}
                </button>
                {(count > 1).then(|| view! {
                    <button type="button" class="mini" title="Remove" aria-label=format!("Remove {}", one.name) on:click=remove>"×"</button>
                })}
            </li>
        }
    };
    let form = move || {
        let at = editing.get()?;
        let start = match series.with_untracked(|series| series.get(at).cloned()) {
            Some(series) => Named {
                name: series.name,
                measure: series.measure,
            },
            None => Named {
                name: String::new(),
                measure: Measure::CountIf(Predicate::All),
            },
        };
        let done = Callback::new(move |Named { name, measure }: Named| {
            editing.set(None);
            let mut all = series.get_untracked();
            match all.get_mut(at) {
                Some(series) => (series.name, series.measure) = (name, measure),
                None => all.push(ChartSeries {
                    name,
                    measure,
                    mark: ChartMark::Line,
                }),
            }
            set(all);
        });
        Some(
            view! { <MeasureForm start=start drawn=true on_done=done on_cancel=Callback::new(move |()| editing.set(None))/> },
        )
    };
    view! {
        <div class="build-line" role="group" aria-label="Series">
            <span class="build-label">"Series"</span>
            <ul class="chip-list">
                {move || {
                    let all = series.get();
                    let count = all.len();
                    all.into_iter().enumerate().map(|(at, one)| chip(at, count, one)).collect_view()
                }}
            </ul>
            <button type="button" class="button" on:click=move |_| editing.set(Some(series.with_untracked(Vec::len)))>"+ series"</button>
        </div>
        {form}
    }
}

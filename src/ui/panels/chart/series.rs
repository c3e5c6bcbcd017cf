//! The series of the chart as chips: how each is drawn, what it measures, and the form that changes it.

use super::super::super::state::state;
use super::super::group::MeasureForm;
use super::{change, pick::Pick};
use crate::query::{Measure, Predicate};
use crate::view::{ChartKind, ChartMark, ChartSeries, Named, Run, measure_name};
use crate::words;
use leptos::prelude::*;

const MARKS: [(ChartMark, &str); 3] = [
    (ChartMark::Bar, words::chart::MARK_BARS),
    (ChartMark::Line, words::chart::MARK_LINE),
    (ChartMark::Area, words::chart::MARK_AREA),
];

const RUNS: [(Run, &str); 7] = [
    (Run::Each, words::chart::RUN_EACH),
    (Run::Total, words::chart::RUN_CUMULATIVE),
    (Run::Mean(3), words::chart::AVERAGE_3),
    (Run::Mean(7), words::chart::AVERAGE_7),
    (Run::Mean(14), words::chart::AVERAGE_14),
    (Run::Mean(28), words::chart::AVERAGE_28),
    (Run::Mean(90), words::chart::AVERAGE_90),
];

/// The series, and the form for the one that is being made or changed.
#[component]
pub fn SeriesList() -> impl IntoView {
    let state = state();
    let series = Memo::new(move |_| {
        state.report.with(|report| {
            report.as_ref().map_or(Vec::new(), |report| {
                state.view.with(|view| view.chart.drawn_series(report))
            })
        })
    });
    // Where series are drawn as they are chosen to be; elsewhere they are only measured.
    let over = Memo::new(move |_| state.view.with(|view| view.chart.kind == ChartKind::Over));
    let editing = RwSignal::new(None::<usize>);
    let set = move |all: Vec<ChartSeries>| change(state, |chart| chart.series = all);
    let chip = move |at: usize, count: usize, one: ChartSeries| {
        let alter = move |set: &dyn Fn(&mut ChartSeries)| {
            let mut all = series.get_untracked();
            if let Some(series) = all.get_mut(at) {
                set(series);
                change(state, |chart| chart.series = all);
            }
        };
        let (how, what) = (one.name.clone(), one.name.clone());
        let marks = Signal::stored(MARKS.map(|(_, name)| name.to_owned()).to_vec());
        let mark = MARKS.iter().position(|&(mark, _)| mark == one.mark).unwrap_or_default();
        // A run that a link brought stands beside those offered.
        let mut runs: Vec<(Run, String)> = RUNS.iter().map(|&(run, name)| (run, name.to_owned())).collect();
        if let (Run::Mean(width), false) = (one.run, runs.iter().any(|(run, _)| *run == one.run)) {
            runs.push((one.run, words::chart::run_average(&width)));
        }
        let run = runs.iter().position(|(run, _)| *run == one.run).unwrap_or_default();
        let names = Signal::stored(runs.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>());
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
                {over.get_untracked().then(|| view! {
                    <Pick label=words::chart::how_drawn(&how) options=marks at=Signal::stored(mark)
                    on_pick=Callback::new(move |at: usize| MARKS.get(at).map_or((), |&(mark, _)| alter(&|series| series.mark = mark)))/>
                })}
                <button type="button" class="chip-text" title=measure_name(&one.measure) on:click=move |_| editing.set(Some(at))>
                    {one.name.clone()}
                </button>
                {over.get_untracked().then(|| view! {
                    <Pick label=words::chart::what_drawn(&what) options=names at=Signal::stored(run)
                    on_pick=Callback::new(move |at: usize| runs.get(at).map_or((), |&(run, _)| alter(&|series| series.run = run)))/>
                })}
                {(count > 1 && over.get_untracked()).then(|| view! {
                    <button type="button" class="mini" title=words::common::REMOVE aria-label=words::common::remove(&one.name) on:click=remove>"×"</button>
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
                    run: Run::Each,
                }),
            }
            set(all);
        });
        Some(
            view! { <MeasureForm start=start drawn=true on_done=done on_cancel=Callback::new(move |()| editing.set(None))/> },
        )
    };
    view! {
        <div class="build-line" role="group" aria-label=words::chart::SERIES>
            <span class="build-label">{words::chart::SERIES}</span>
            <ul class="chip-list">
                {move || {
                    over.track();
                    let all = series.get();
                    let count = all.len();
                    all.into_iter().enumerate().map(|(at, one)| chip(at, count, one)).collect_view()
                }}
            </ul>
            <Show when=move || over.get()>
                <button type="button" class="button" on:click=move |_| editing.set(Some(series.with_untracked(Vec::len)))>{words::chart::ADD_SERIES}</button>
            </Show>
        </div>
        {form}
    }
}

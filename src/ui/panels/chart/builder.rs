//! What is drawn: kind, title, sides, split, stacking, series.

use super::super::group::{ColumnSelect, Fold};
use super::{
    change,
    more::More,
    pane::Pane,
    pick::{Field, Pick},
    presets::Presets,
    series::SeriesList,
    side::Side,
};
use crate::query::{Bins, Key};
use crate::value::Kind;
use crate::view::ChartKind;
use crate::words;
use leptos::prelude::*;

const PILES: [&str; 3] = [
    words::chart::PILE_SIDE_BY_SIDE,
    words::chart::PILE_STACKED,
    words::chart::PILE_STACKED_100,
];

/// The choices of a chart.
#[component]
pub fn Builder(pane: Pane) -> impl IntoView {
    let state = pane.state;
    let chart = Memo::new(move |_| state.view.with(|view| view.chart.clone()));
    let kind = Memo::new(move |_| chart.with(|chart| chart.kind));
    let sides = Memo::new(move |_| {
        let report = state.report.get()?;
        let zone = state.zone.get();
        Some(
            state
                .view
                .with(|view| (view.chart.side_x(&report, &zone), view.chart.side_y(&report, &zone))),
        )
    });
    let is = move |kinds: &'static [ChartKind]| move || kinds.contains(&kind.get());
    let kinds = Signal::stored(ChartKind::ALL.map(|kind| kind.name().to_owned()).to_vec());
    // What suits one kind seldom suits another: its sides begin anew.
    let set_kind = Callback::new(move |at: usize| {
        change(state, |chart| {
            (chart.kind, chart.x, chart.y, chart.via) = (ChartKind::ALL[at], None, None, None);
        });
    });
    let number = || vec![Kind::Integer, Kind::Number];
    let x_kinds = Signal::derive(move || {
        if kind.get() == ChartKind::Histogram {
            number()
        } else {
            Vec::new()
        }
    });
    let y_kinds = Signal::derive(move || {
        if kind.get() == ChartKind::Box {
            number()
        } else {
            Vec::new()
        }
    });
    let x_label = Signal::derive(move || match kind.get() {
        ChartKind::Histogram => words::chart::SIDE_NUMBERS,
        ChartKind::Scatter => words::chart::SIDE_DOTS,
        ChartKind::Flow => words::chart::FROM,
        ChartKind::Heat => words::chart::SIDE_ACROSS,
        ChartKind::Over | ChartKind::Box => words::chart::SIDE_X_AXIS,
    });
    let y_label = Signal::derive(move || match kind.get() {
        ChartKind::Flow => words::chart::SIDE_TO,
        ChartKind::Heat => words::chart::SIDE_DOWN,
        _ => words::chart::SIDE_NUMBERS,
    });
    let via = Signal::derive(move || chart.with(|chart| chart.via.clone().unwrap_or_default()));
    let set_via = Callback::new(move |column: String| {
        change(state, |chart| chart.via = (!column.is_empty()).then_some(column));
    });
    let split = Signal::derive(move || chart.with(|chart| chart.split.clone().unwrap_or_default()));
    let set_split = Callback::new(move |column: String| {
        change(state, |chart| chart.split = (!column.is_empty()).then_some(column));
    });
    let several = Memo::new(move |_| {
        kind.get() == ChartKind::Over && chart.with(|chart| chart.split.is_some() || chart.series.len() > 1)
    });
    let pile = Signal::derive(move || chart.with(|chart| if chart.whole { 2 } else { usize::from(chart.stacked) }));
    let set_pile = Callback::new(move |at: usize| {
        change(state, |chart| (chart.stacked, chart.whole) = (at > 0, at == 2));
    });
    let set_x = Callback::new(move |key: Option<Key>| change(state, |chart| chart.x = key));
    let set_y = Callback::new(move |key: Option<Key>| change(state, |chart| chart.y = key));
    let bins = Signal::derive(move || match sides.get().and_then(|sides| sides.0) {
        Some(Key::Bin { bins: Bins::Log, .. }) => "log".to_owned(),
        Some(Key::Bin {
            bins: Bins::Width(width),
            ..
        }) => width.to_string(),
        _ => String::new(),
    });
    let set_bins = Callback::new(move |typed: String| {
        let bins = match (typed.as_str(), typed.replace(',', "").parse::<f64>()) {
            ("log", _) => Bins::Log,
            (_, Ok(width)) if width > 0.0 && width.is_finite() => Bins::Width(width),
            _ => Bins::Auto,
        };
        if let Some((Some(key), _)) = sides.get_untracked() {
            let column = key.column().to_owned();
            change(state, |chart| chart.x = Some(Key::Bin { column, bins }));
        }
    });
    let more = RwSignal::new(false);
    let folded = RwSignal::new(true);
    view! {
        <div class="chart-build" class:folded=move || folded.get()>
            <Fold folded what=words::chart::WHAT_DRAWN/>
            <div class="build-line">
                <Pick label=words::chart::KIND_CHART options=kinds on_pick=set_kind
                    at=Signal::derive(move || ChartKind::ALL.iter().position(|&one| one == kind.get()).unwrap_or_default())/>
                <input class="chart-title" aria-label=words::chart::TITLE_CHART placeholder=words::chart::TITLE
                    prop:value=move || chart.with(|chart| chart.title.clone())
                    on:change=move |event| change(state, |chart| chart.title = event_target_value(&event).trim().to_owned())/>
                <Side label=x_label spoken=words::chart::X_AXIS chosen=Signal::derive(move || chart.with(|chart| chart.x.clone()))
                    comes_to=Signal::derive(move || sides.get().and_then(|sides| sides.0)) kinds=x_kinds on_pick=set_x/>
                <Show when=is(&[ChartKind::Histogram])>
                    <label class="build-label">{words::chart::BINS}
                        <Field label=words::chart::BINS_LABEL placeholder=words::chart::BINS_AUTOMATIC class="narrow" value=bins on_done=set_bins/>
                    </label>
                </Show>
                <Show when=is(&[ChartKind::Flow])>
                    <label class="build-label">{words::chart::VIA} <ColumnSelect label=words::chart::VIA_LABEL none=words::common::NOTHING_CHOSEN value=via on_pick=set_via/></label>
                </Show>
                <Show when=is(&[ChartKind::Heat, ChartKind::Box, ChartKind::Flow])>
                    <Side label=y_label spoken=words::chart::Y_AXIS chosen=Signal::derive(move || chart.with(|chart| chart.y.clone()))
                        comes_to=Signal::derive(move || sides.get().and_then(|sides| sides.1)) kinds=y_kinds on_pick=set_y/>
                </Show>
                <Show when=is(&[ChartKind::Over, ChartKind::Histogram, ChartKind::Box, ChartKind::Heat])>
                    <label class="build-label">{words::chart::SPLIT_BY} <ColumnSelect label=words::chart::SPLIT_BY_LABEL none=words::common::NOTHING_CHOSEN value=split on_pick=set_split/></label>
                </Show>
                <Show when=move || several.get()>
                    <Pick label=words::chart::HOW_SERIES_STAND options=Signal::stored(PILES.map(str::to_owned).to_vec()) at=pile on_pick=set_pile/>
                </Show>
                <button type="button" class="button" aria-expanded=move || more.get().to_string() on:click=move |_| more.update(|more| *more = !*more)>
                    {move || if more.get() { words::chart::LESS } else { words::chart::MORE }}
                </button>
            </div>
            <Show when=is(&[ChartKind::Over, ChartKind::Heat, ChartKind::Scatter])>
                <SeriesList/>
            </Show>
            <Show when=move || more.get()>
                <More pane/>
            </Show>
            <Presets/>
        </div>
    }
}

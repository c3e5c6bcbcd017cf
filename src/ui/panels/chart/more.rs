//! What of a chart is less often changed: scale, how many values, names of axes, lines, names and colours of series.

use super::change;
use super::pane::Pane;
use super::pick::{Check, Field, Pick};
use super::rules::Rules;
use crate::chart::palette;
use crate::query::Key;
use crate::view::{ChartStyle, ChartView, PARTS};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The choices.
#[component]
pub fn More(pane: Pane) -> impl IntoView {
    let Pane { state, built, .. } = pane;
    let text = move |read: fn(&ChartView) -> String| Signal::derive(move || state.view.with(|view| read(&view.chart)));
    let turned = move |read: fn(&ChartView) -> bool| Signal::derive(move || state.view.with(|view| read(&view.chart)));
    let number = |number: Option<usize>| number.map_or(String::new(), |number| number.to_string());
    let split = turned(|chart| chart.split.is_some());
    let valued = move || {
        built.with(|built| {
            built
                .as_ref()
                .is_some_and(|built| built.edges.iter().any(|edge| matches!(edge.key, Key::Column(_))))
        })
    };
    let top = move |typed: String| {
        let top = typed.parse().ok();
        change(state, |chart| chart.top = top);
    };
    let parts = move |typed: String| {
        let parts = typed.parse().ok();
        change(state, |chart| chart.parts = parts);
    };
    let usual = state.view.with_untracked(|view| view.chart.kind.top().to_string());
    view! {
        <div class="build-line" role="group" aria-label=words::chart::AXES>
            <span class="build-label">{words::chart::AXES}</span>
            <Field label=words::chart::NAME_X_AXIS placeholder=words::chart::NAME_X_AXIS value=text(|chart| chart.x_name.clone())
                on_done=Callback::new(move |typed| change(state, |chart| chart.x_name = typed))/>
            <Field label=words::chart::NAME_Y_AXIS placeholder=words::chart::NAME_Y_AXIS value=text(|chart| chart.y_name.clone())
                on_done=Callback::new(move |typed| change(state, |chart| chart.y_name = typed))/>
            <Check label=words::chart::LOGARITHMIC on=turned(|chart| chart.log)
                on_turn=Callback::new(move |on| change(state, |chart| chart.log = on))/>
            <Check label=words::chart::PLOTS_APART on=turned(|chart| chart.apart)
                on_turn=Callback::new(move |on| change(state, |chart| chart.apart = on))/>
            <Show when=valued>
                <label class="build-label">{words::chart::VALUES_SHOWN}
                    <Field label=words::chart::VALUES_SHOWN_LABEL placeholder=usual.clone() class="narrow"
                        value=Signal::derive(move || state.view.with(|view| number(view.chart.top))) on_done=Callback::new(top)/>
                </label>
                <Check label=words::chart::OTHERS_AS_ONE on=turned(|chart| chart.others)
                    on_turn=Callback::new(move |on| change(state, |chart| chart.others = on))/>
            </Show>
            <Show when=move || split.get()>
                <label class="build-label">{words::chart::PARTS_SHOWN}
                    <Field label=words::chart::PARTS_SHOWN_LABEL placeholder=PARTS.to_string() class="narrow"
                        value=Signal::derive(move || state.view.with(|view| number(view.chart.parts))) on_done=Callback::new(parts)/>
                </label>
            </Show>
        </div>
        <Rules/>
        <Styles pane/>
    }
}

/// Name, colour and whether it is shown, of every series.
#[component]
fn Styles(pane: Pane) -> impl IntoView {
    let Pane { state, built, .. } = pane;
    let parts = Memo::new(move |_| {
        built.with(|built| {
            let all = built
                .iter()
                .filter_map(|built| built.chart())
                .flat_map(|chart| &chart.series);
            let mut names: Vec<String> = all.map(|series| series.of.clone()).collect();
            names.dedup();
            names
        })
    });
    let color = move |of: &str| {
        built.with(|built| {
            let mut all = built
                .iter()
                .filter_map(|built| built.chart())
                .flat_map(|chart| &chart.series);
            all.find(|series| series.of == of).map_or(0, |series| series.color)
        })
    };
    let line = move |of: String| {
        let style = {
            let of = of.clone();
            Memo::new(move |_| state.view.with(|view| view.chart.style(&of)))
        };
        let restyle = {
            let of = of.clone();
            Callback::new(move |set: Arc<dyn Fn(&mut ChartStyle) + Send + Sync>| pane.restyle(&of, |style| set(style)))
        };
        let slot = {
            let of = of.clone();
            Signal::derive(move || color(&of))
        };
        view! {
            <li class="chart-style">
                <span class="swatch" style:background-color=move || super::super::super::widgets::color::css(slot.get())></span>
                <Pick label=words::chart::colour_of(&of) options=Signal::stored(palette::NAMES.map(str::to_owned).to_vec()) at=slot
                    on_pick=Callback::new(move |color| restyle.run(Arc::new(move |style| style.color = Some(color))))/>
                <Field label=words::chart::name_of(&of) placeholder=of.clone() value=Signal::derive(move || style.with(|style| style.name.clone()))
                    on_done=Callback::new(move |typed: String| restyle.run(Arc::new(move |style| style.name.clone_from(&typed))))/>
                <Check label=words::chart::SHOWN on=Signal::derive(move || style.with(|style| !style.hidden))
                    on_turn=Callback::new(move |on: bool| restyle.run(Arc::new(move |style| style.hidden = !on)))/>
            </li>
        }
    };
    view! {
        <div class="build-line" role="group" aria-label=words::chart::NAMES_COLOURS>
            <span class="build-label">{words::chart::PARTS}</span>
            <ul class="chip-list">{move || parts.get().into_iter().map(line).collect_view()}</ul>
        </div>
    }
}

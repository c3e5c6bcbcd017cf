//! Lines to hold the data against: those there are, and the form for another.

use super::super::super::state::state;
use super::change;
use super::pick::{Field, Pick};
use crate::chart::palette;
use crate::query::Failure;
use crate::value::reading;
use crate::view::{ChartRule, RuleAt};
use leptos::prelude::*;

const KINDS: [&str; 4] = ["at a value", "at the average", "at the median", "at a moment"];

/// The lines and the form.
#[component]
pub fn Rules() -> impl IntoView {
    let state = state();
    let rules = Memo::new(move |_| state.view.with(|view| view.chart.rules.clone()));
    let (kind, text, name) = (
        RwSignal::new(0),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let typed = move || matches!(kind.get(), 0 | 3);
    let made = move || -> Result<RuleAt, Failure> {
        let text = text.get_untracked();
        match kind.get_untracked() {
            0 => match text.replace(',', "").parse::<f64>() {
                Ok(value) if value.is_finite() => Ok(RuleAt::Value(value)),
                _ => Err(Failure::new(
                    "A line at a value needs a number.",
                    "Type one, such as 100.",
                )),
            },
            1 => Ok(RuleAt::Mean),
            2 => Ok(RuleAt::Median),
            _ => match reading(&text, &state.zone.get_untracked()) {
                Some(_) => Ok(RuleAt::Moment(text)),
                None => Err(Failure::new(
                    "A line at a moment needs a time.",
                    "Type one, such as 2026-01-05 14:00.",
                )),
            },
        }
    };
    let add = move |_| match made() {
        Ok(at) => {
            change(state, |chart| {
                chart.rules.push(ChartRule {
                    name: name.get_untracked(),
                    at,
                    color: palette::FAILURE,
                });
            });
            text.set(String::new());
            name.set(String::new());
        }
        Err(failure) => state.notice.set(Some(format!("{} {}", failure.what, failure.hint))),
    };
    let chip = move |at: usize, rule: ChartRule| {
        let stands = match &rule.at {
            RuleAt::Value(value) => crate::chart::scale::number(*value),
            RuleAt::Mean => "average".into(),
            RuleAt::Median => "median".into(),
            RuleAt::Moment(text) => text.clone(),
        };
        let said = if rule.name.is_empty() {
            stands
        } else {
            format!("{}: {stands}", rule.name)
        };
        let color = rule.color;
        view! {
            <li class="key-chip">
                <Pick label=format!("Colour of the line {said}") options=Signal::stored(palette::NAMES.map(str::to_owned).to_vec())
                    at=Signal::stored(color)
                    on_pick=Callback::new(move |color| change(state, |chart| chart.rules[at].color = color))/>
                <span class="key-name">{said.clone()}</span>
                <button type="button" class="mini" title="Remove" aria-label=format!("Remove the line {said}")
                    on:click=move |_| change(state, |chart| { chart.rules.remove(at); })>"×"</button>
            </li>
        }
    };
    view! {
        <div class="build-line" role="group" aria-label="Reference lines">
            <span class="build-label">"Lines"</span>
            <ul class="chip-list">{move || rules.get().into_iter().enumerate().map(|(at, rule)| chip(at, rule)).collect_view()}</ul>
            <Pick label="Where the line stands" options=Signal::stored(KINDS.map(str::to_owned).to_vec()) at=kind
                on_pick=Callback::new(move |at| kind.set(at))/>
            <Show when=typed>
                <Field label="Value or moment of the line" placeholder="100" value=text on_done=Callback::new(move |typed| text.set(typed))/>
            </Show>
            <Field label="Name of the line" placeholder="Name" value=name on_done=Callback::new(move |typed| name.set(typed))/>
            <button type="button" class="button" on:click=add>"+ line"</button>
        </div>
    }
}

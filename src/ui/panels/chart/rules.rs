//! Lines to hold the data against: those there are, and the form for another.

use super::super::super::state::state;
use super::change;
use super::pick::{Field, Pick};
use crate::chart::palette;
use crate::query::Failure;
use crate::value::reading;
use crate::view::{ChartRule, RuleAt};
use crate::words;
use leptos::prelude::*;

const KINDS: [&str; 4] = [
    words::chart::RULE_AT_VALUE,
    words::chart::RULE_AT_AVERAGE,
    words::chart::RULE_AT_MEDIAN,
    words::chart::RULE_AT_MOMENT,
];

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
                    words::chart::RULE_NEEDS_NUMBER,
                    words::chart::RULE_NEEDS_NUMBER_HINT,
                )),
            },
            1 => Ok(RuleAt::Mean),
            2 => Ok(RuleAt::Median),
            _ => match reading(&text, &state.zone.get_untracked()) {
                Some(_) => Ok(RuleAt::Moment(text)),
                None => Err(Failure::new(
                    words::chart::RULE_NEEDS_TIME,
                    words::chart::RULE_NEEDS_TIME_HINT,
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
            RuleAt::Mean => words::chart::RULE_AVERAGE.into(),
            RuleAt::Median => words::chart::RULE_MEDIAN.into(),
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
                <Pick label=words::chart::colour_of_line(&said) options=Signal::stored(palette::NAMES.map(str::to_owned).to_vec())
                    at=Signal::stored(color)
                    on_pick=Callback::new(move |color| change(state, |chart| chart.rules[at].color = color))/>
                <span class="key-name">{said.clone()}</span>
                <button type="button" class="mini" title=words::common::REMOVE aria-label=words::chart::remove_line(&said)
                    on:click=move |_| change(state, |chart| { chart.rules.remove(at); })>"×"</button>
            </li>
        }
    };
    view! {
        <div class="build-line" role="group" aria-label=words::chart::REFERENCE_LINES>
            <span class="build-label">{words::common::LINES}</span>
            <ul class="chip-list">{move || rules.get().into_iter().enumerate().map(|(at, rule)| chip(at, rule)).collect_view()}</ul>
            <Pick label=words::chart::WHERE_LINE_STANDS options=Signal::stored(KINDS.map(str::to_owned).to_vec()) at=kind
                on_pick=Callback::new(move |at| kind.set(at))/>
            <Show when=typed>
                <Field label=words::chart::VALUE_MOMENT_LINE placeholder="100" value=text on_done=Callback::new(move |typed| text.set(typed))/>
            </Show>
            <Field label=words::chart::NAME_LINE placeholder=words::common::NAME value=name on_done=Callback::new(move |typed| name.set(typed))/>
            <button type="button" class="button" on:click=add>{words::chart::ADD_LINE}</button>
        </div>
    }
}

//! A field for a formula: offers what can stand at the caret, and says what the function around it takes.

use crate::query::formula::{Function, Offers, offers};
use crate::ui::panels::query_bar::coded;
use crate::ui::state::state;
use crate::ui::widgets::{caret, write};
use crate::words;
use leptos::{ev, html, prelude::*};

/// How many are offered.
const MOST: usize = 12;

/// A field for a formula.
#[component]
pub fn FormulaInput(
    /// What it is, for screen readers; also names its parts.
    label: &'static str,
    text: RwSignal<String>,
    /// Whether aggregates can stand in it.
    #[prop(optional)]
    over_groups: bool,
    #[prop(into)] placeholder: String,
    #[prop(into)] invalid: Signal<bool>,
) -> impl IntoView {
    let state = state();
    let input = NodeRef::<html::Input>::new();
    let found = RwSignal::new(Offers::default());
    let chosen = RwSignal::new(None::<usize>);
    let list_id = format!("offers-{}", label.to_lowercase().replace(' ', "-"));
    let option_id = {
        let list_id = list_id.clone();
        move |at: usize| format!("{list_id}-{at}")
    };
    let close = move || {
        chosen.set(None);
        found.update(|found| found.offers.clear());
    };
    let look = move || {
        let (Some(input), Some(report)) = (input.get_untracked(), state.report.get_untracked()) else {
            return;
        };
        let mut names: Vec<String> = report.columns.iter().map(|column| column.name.clone()).collect();
        for table in &report.lookups {
            let beside = table.beside();
            names.extend(table.columns.iter().map(|column| beside.path(&column.name)));
        }
        let text = text.get_untracked();
        chosen.set(None);
        found.set(offers(&text, caret(&input, &text), &names, over_groups, MOST));
    };
    let accept = move |at: usize| {
        let (made, caret) = {
            let found = found.get_untracked();
            let Some(offer) = found.offers.get(at) else { return };
            found.accept(&text.get_untracked(), offer)
        };
        text.set(made.clone());
        if let Some(input) = input.get_untracked() {
            write(&input, &made, caret);
        }
        look();
    };
    let keydown = move |event: ev::KeyboardEvent| {
        let count = found.with_untracked(|found| found.offers.len());
        let at = chosen.get_untracked();
        match event.key().as_str() {
            " " if event.ctrl_key() => look(),
            _ if count == 0 || event.is_composing() => return,
            "ArrowDown" => chosen.set(Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" => chosen.set(Some(at.map_or(count - 1, |at| (at + count - 1) % count))),
            "Tab" if !event.shift_key() => accept(at.unwrap_or(0)),
            "Enter" if at.is_some() => accept(at.unwrap_or(0)),
            "Escape" => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let is_open = move || found.with(|found| !found.offers.is_empty());
    let active = {
        let option_id = option_id.clone();
        move || chosen.get().map(&option_id)
    };
    let options = move || {
        let option_id = option_id.clone();
        let line = move |(at, offer): (usize, crate::query::formula::Offer)| {
            let is_chosen = move || chosen.get() == Some(at);
            view! {
                // On press, before the field loses the focus.
                <div role="option" id=option_id(at) class:chosen=is_chosen aria-selected=move || is_chosen().to_string()
                    on:mousedown=move |event| { event.prevent_default(); accept(at); }>
                    <span class="completion-choice">{offer.text}</span>
                    <span class="faint">{offer.note}</span>
                </div>
            }
        };
        let offers = found.with(|found| found.offers.clone());
        offers.into_iter().enumerate().map(line).collect_view()
    };
    let inside = move || {
        found
            .with(|found| found.inside)
            .map(|(function, at)| explained(function, at))
    };
    view! {
        <div class="formula-field">
            <input type="text" class="formula-text" aria-label=label role="combobox" aria-autocomplete="list"
                aria-controls=list_id.clone() aria-expanded=move || is_open().to_string() aria-activedescendant=active
                aria-invalid=move || invalid.get().to_string() placeholder=placeholder
                spellcheck="false" autocomplete="off" autocapitalize="off" node_ref=input
                prop:value=move || text.get()
                on:input=move |event| { text.set(event_target_value(&event)); look(); }
                on:keydown=keydown on:click=move |_| look() on:blur=move |_| close()/>
            <div id=list_id class="completions" role="listbox" aria-label=words::common::COMPLETIONS hidden=move || !is_open()>{options}</div>
            <p class="formula-inside">{inside}</p>
        </div>
    }
}

/// What a function takes, the argument under the caret in bold, and what it does.
fn explained(function: &'static Function, at: usize) -> impl IntoView {
    let (name, slots) = function.places();
    let current = at.min(slots.len().saturating_sub(1));
    let last = slots.len();
    let slots = slots.into_iter().enumerate().map(move |(place, slot)| {
        let comma = if place + 1 < last { ", " } else { "" };
        let slot = if place == current {
            view! { <strong>{slot}</strong> }.into_any()
        } else {
            slot.into_any()
        };
        view! { {slot}{comma} }
    });
    view! { <code>{name}"("{slots.collect_view()}")"</code>" "{coded(function.what)} }
}

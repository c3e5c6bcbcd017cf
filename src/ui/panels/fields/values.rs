//! The values of an unfolded field: counts, bars, and buttons to keep or leave out.

use super::super::super::widgets::{Alike, middle, number, value};
use super::super::actor::identify;
use super::super::sql::SqlMenu;
use super::Shelf;
use crate::query::Answer;
use crate::value::Value;
use crate::view::{Carried, Picked, Slot};
use crate::words;
use leptos::prelude::*;

/// About how many characters of a value have room.
const SEEN: usize = 22;
/// Values shown before "more".
const FEW: usize = 8;
/// Values that come with the first "more"; then as many as there are already, up to the most.
pub const PAGE: usize = 50;
const MOST: usize = 500;
/// From so many values on, there is a box to search them.
const MANY: u64 = 50;

/// Values with their counts, most frequent first.
#[component]
pub fn Values(shelf: Shelf, name: String, picked: Memo<Picked>, distinct: Memo<u64>) -> impl IntoView {
    let state = shelf.state;
    let slot = Slot::Facet(name.clone());
    let held = StoredValue::new(state.held(&slot));
    let name = StoredValue::new(name);
    let limit = Memo::new(move |_| {
        shelf
            .listed
            .with(|listed| name.with_value(|name| listed.get(name).copied().unwrap_or(FEW)))
    });
    let searched = move || {
        shelf
            .searched
            .with(|searched| name.with_value(|name| searched.get(name).cloned().unwrap_or_default()))
    };
    let waiting = move || held.with_value(|held| held.with(|held| held.waiting));
    let answered = move || held.with_value(|held| held.with(|held| held.answers.is_some()));
    let failure =
        move || held.with_value(|held| held.with(|held| held.failure.as_ref().map(|failure| failure.what.clone())));
    let answer = Memo::new(move |_| {
        held.with_value(|held| {
            held.with(
                |held| match held.answers.as_ref().and_then(|answers| answers.answers.first()) {
                    Some(Answer::Facet { values, found, .. }) => (values.clone(), *found as usize),
                    _ => Default::default(),
                },
            )
        })
    });
    let values = Memo::new(move |_| answer.get().0);
    let most =
        Memo::new(move |_| values.with(|values| values.iter().map(|&(_, count)| count).max().unwrap_or(1).max(1)));
    // A picked value stays in sight even where no row has it now.
    let listed = Memo::new(move |_| {
        let mut listed: Vec<(Value, u64)> = values.get();
        picked.with(|picked| {
            for value in picked.only.iter().chain(&picked.not) {
                if !listed.iter().any(|(other, _)| value::literal(other) == *value) {
                    listed.push((value.clone().map_or(Value::Null, Value::Text), 0));
                }
            }
            let chosen = |value: &Value| {
                let text = value::literal(value);
                picked.only.contains(&text) || picked.not.contains(&text)
            };
            let mut at = 0;
            listed.retain(|(value, _)| {
                at += 1;
                at <= limit.get() || chosen(value)
            });
        });
        listed
    });
    let alike = Memo::new(move |_| {
        let text = |(value, _): &(Value, u64)| match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        listed.with(|listed| Alike::of(listed.iter().filter_map(text), SEEN))
    });
    let line = move |value: Value| {
        let text = StoredValue::new(value::literal(&value));
        let own = value.clone();
        let count = Memo::new(move |_| {
            values.with(|values| {
                values
                    .iter()
                    .find(|(other, _)| *other == own)
                    .map_or(0, |&(_, count)| count)
            })
        });
        let kept = move || picked.with(|picked| text.with_value(|text| picked.only.contains(text)));
        let out = move || picked.with(|picked| text.with_value(|text| picked.not.contains(text)));
        let pick = move |keep: bool| {
            let mut picked = picked.get_untracked();
            picked.toggle(text.get_value(), keep);
            name.with_value(|name| state.act(picked.action(name)));
        };
        let spoken = text.get_value().unwrap_or_else(|| "null".into());
        let mut whole = state.zone.with_untracked(|zone| value::text(&value, zone));
        let meaning = state.report.with_untracked(|report| {
            let meaning = report.as_ref()?.meaning(&name.read_value(), &whole)?;
            Some(format!(": {meaning}"))
        });
        whole.extend(meaning);
        view! {
            <li class="value" class:kept=kept class:out=out class:none=move || count.get() == 0>
                <span class="value-bar" style:width=move || format!("{:.1}%", count.get() as f64 / most.get() as f64 * 100.0)></span>
                <button type="button" class="value-pick" aria-pressed=move || kept().to_string() title=whole on:click=move |_| pick(true)>
                    <span class="value-name">{move || match &value {
                        Value::Text(text) if alike.with(|alike| alike.has(text)) => middle(text),
                        _ => state.zone.with(|zone| value::shown(&value, zone)).into_any(),
                    }}</span>
                    <span class="value-count">{move || number(count.get())}</span>
                </button>
                <span class="value-tools">
                    {text.get_value().map(|value| view! {
                        <button type="button" title=words::common::EVERYTHING_OF_IT aria-label=words::common::everything_of(&value)
                            on:click=move |_| name.with_value(|name| identify(state, name, value.clone()))>"›"</button>
                    })}
                    <button type="button" title=words::fields::KEEP aria-label=words::fields::keep(&spoken) on:click=move |_| pick(true)>"+"</button>
                    <button type="button" title=words::fields::LEAVE_OUT aria-label=words::common::leave_out(&spoken) aria-pressed=move || out().to_string() on:click=move |_| pick(false)>"−"</button>
                </span>
            </li>
        }
    };
    let list = move |limit: usize| {
        shelf.listed.update(|listed| {
            listed.insert(name.get_value(), limit);
        });
    };
    let rest = move || {
        let (shown, found) = (limit.get(), answer.with(|answer| answer.1));
        let left = found.saturating_sub(shown);
        let next = if shown < PAGE { PAGE } else { shown + shown.min(MOST) };
        let label = match found.min(next) - found.min(shown) {
            come if come < left => words::fields::more_of(&number(come as u64), &number(left as u64)),
            _ => words::common::more(&number(left as u64)),
        };
        let button = move |label: String, to: usize| view! { <button type="button" class="field-more" on:click=move |_| list(to)>{label}</button> };
        view! {
            {(left > 0).then(|| button(label, next))}
            {(shown > FEW && found > FEW).then(|| button(words::fields::FEWER.into(), FEW))}
        }
    };
    view! {
        <Show when=move || (distinct.get() > MANY) || !searched().is_empty()>
            <input type="search" class="values-search" placeholder=words::fields::FIND_VALUE aria-label=words::fields::find_value_of(&name.get_value())
                prop:value=searched
                on:input=move |event| shelf.searched.update(|searched| drop(searched.insert(name.get_value(), event_target_value(&event))))/>
        </Show>
        <ul class="values" class:dim=waiting aria-label=words::fields::values_of(&name.get_value())>
            <For each=move || listed.get() key=|(value, _)| value::literal(value) let:entry>{line(entry.0)}</For>
        </ul>
        {move || failure().map(|what| view! { <p class="fields-none">{what}</p> })}
        <Show when=move || listed.with(Vec::is_empty) && answered() && !waiting()>
            <p class="fields-none">{move || if searched().is_empty() { words::fields::NO_EVENT_MATCHES } else { words::fields::NO_VALUE_CONTAINS }}</p>
        </Show>
        {rest}
        <SqlMenu
            what=Signal::derive(move || Carried::Field(name.get_value(), searched()))
            class="field-sql"
        />
    }
}

//! The keys to group by: added, moved, removed, and how each cuts its column.

use super::super::super::state::state;
use super::{ColumnSelect, key_of};
use crate::query::Key;
use crate::value::Kind;
use crate::view::cuts;
use crate::words;
use leptos::prelude::*;

/// The keys in their order, and a list to add one from.
#[component]
pub fn KeyList(
    /// What the keys are for.
    label: &'static str,
    /// What the list of columns to add is for, for screen readers.
    add: &'static str,
    by: Memo<Vec<Key>>,
    on_set: Callback<Vec<Key>>,
) -> impl IntoView {
    let state = state();
    let change = move |change: &dyn Fn(&mut Vec<Key>)| {
        let mut keys = by.get_untracked();
        change(&mut keys);
        on_set.run(keys);
    };
    let added = Callback::new(move |column: String| {
        if let Some(report) = state.report.get_untracked().filter(|_| !column.is_empty()) {
            change(&|keys| keys.push(key_of(column.clone(), &report)));
        }
    });
    let chip = move |at: usize, count: usize, key: Key| {
        let name = key.column().to_owned();
        let kind = state.report.with_untracked(|report| {
            let column = report.as_ref()?.column(&name);
            column.map(|column| column.kind)
        });
        let mut choices = cuts(&name, kind.unwrap_or(Kind::Text));
        if !choices.contains(&key) {
            choices.push(key.clone());
        }
        let move_to = move |to: usize| {
            change(&|keys| {
                if at.max(to) < keys.len() {
                    keys.swap(at, to)
                }
            })
        };
        let mini = move |label: &'static str, title: &'static str, said: String, off: bool, act: Callback<()>| {
            view! {
                <button type="button" class="mini" disabled=off title=title aria-label=said on:click=move |_| act.run(())>{label}</button>
            }
        };
        let to = move |to: usize| Callback::new(move |()| move_to(to));
        let remove = Callback::new(move |()| {
            change(&|keys| {
                if at < keys.len() {
                    drop(keys.remove(at))
                }
            })
        });
        let cut = (choices.len() > 1).then(|| {
            let offered = choices.clone();
            let recut = move |event: leptos::ev::Event| {
                let chosen = event_target_value(&event)
                    .parse()
                    .ok()
                    .and_then(|at: usize| offered.get(at));
                if let Some(chosen) = chosen {
                    change(&|keys| {
                        if let Some(key) = keys.get_mut(at) {
                            *key = chosen.clone()
                        }
                    });
                }
            };
            view! {
                <select class="pick" aria-label=words::group::how_cut(&name) on:change=recut>
                    {choices.iter().enumerate().map(|(index, one)| view! {
                        <option value=index.to_string() prop:selected=*one == key>{cut_name(one)}</option>
                    }).collect_view()}
                </select>
            }
        });
        view! {
            <li class="key-chip">
                {(count > 1).then(|| mini("‹", words::group::MOVE_OUTWARDS, words::group::move_outwards(&name), at == 0, to(at.wrapping_sub(1))))}
                <span class="key-name">{name.clone()}</span>
                {cut}
                {(count > 1).then(|| mini("›", words::group::MOVE_INWARDS, words::group::move_inwards(&name), at + 1 == count, to(at + 1)))}
                {mini("×", words::common::REMOVE, words::common::remove(&name), false, remove)}
            </li>
        }
    };
    view! {
        <div class="build-line" role="group" aria-label=label>
            <span class="build-label">{label}</span>
            <ul class="chip-list">
                {move || {
                    let keys = by.get();
                    let count = keys.len();
                    keys.into_iter().enumerate().map(|(at, key)| chip(at, count, key)).collect_view()
                }}
            </ul>
            <ColumnSelect label=add none=words::group::ADD_COLUMN value=Signal::stored(String::new()) adder=true on_pick=added/>
        </div>
    }
}

/// What a cut is called beside the name of its column.
fn cut_name(key: &Key) -> String {
    match key {
        Key::Column(_) => words::group::EACH_VALUE.into(),
        Key::Time { bucket, .. } => bucket.label(),
        Key::Phase { phase, .. } => phase.name().into(),
        Key::Bin { bins, .. } => bins.label(),
    }
}

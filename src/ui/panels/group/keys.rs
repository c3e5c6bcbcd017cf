//! The keys to group by: added, moved, removed, and for times how wide.

use super::super::super::state::state;
use super::{BUCKETS, ColumnSelect, change, key_of};
use crate::query::Key;
use crate::view::key_name;
use leptos::prelude::*;

/// The keys in their order, and a list to add one from.
#[component]
pub fn Keys() -> impl IntoView {
    let state = state();
    let by = Memo::new(move |_| state.view.with(|view| view.group.by.clone()));
    // Paths of opened groups and an order are about the keys as they were.
    let set = move |by: Vec<Key>| {
        change(state, |group| {
            group.by = by;
            group.open.clear();
        });
    };
    let add = Callback::new(move |column: String| {
        let Some(report) = state.report.get_untracked().filter(|_| !column.is_empty()) else {
            return;
        };
        let mut keys = by.get_untracked();
        keys.push(key_of(column, &report));
        set(keys);
    });
    let chip = move |at: usize, count: usize, key: Key| {
        let name = match &key {
            Key::Column(column) | Key::Time { column, .. } => column.clone(),
            key => key_name(key),
        };
        let moved = move |to: usize| {
            let mut keys = by.get_untracked();
            if at < keys.len() && to < keys.len() {
                keys.swap(at, to);
                set(keys);
            }
        };
        let remove = move |_| {
            let mut keys = by.get_untracked();
            if at < keys.len() {
                keys.remove(at);
                set(keys);
            }
        };
        let bucket = match key {
            Key::Time { bucket, .. } => Some(bucket),
            _ => None,
        };
        let widen = move |event: leptos::ev::Event| {
            let mut keys = by.get_untracked();
            let chosen = event_target_value(&event)
                .parse::<usize>()
                .ok()
                .and_then(|at| BUCKETS.get(at));
            if let (Some(Key::Time { bucket, .. }), Some(&chosen)) = (keys.get_mut(at), chosen) {
                *bucket = chosen;
                set(keys);
            }
        };
        view! {
            <li class="key-chip">
                {(count > 1).then(|| view! {
                    <button type="button" class="mini" disabled=at == 0 title="Move outwards"
                        aria-label=format!("Move {name} outwards") on:click=move |_| moved(at.wrapping_sub(1))>"‹"</button>
                })}
                <span class="key-name">{name.clone()}</span>
                {bucket.map(|bucket| view! {
                    <select class="pick" aria-label=format!("Bucket of {name}") on:change=widen>
                        {BUCKETS.iter().enumerate().map(|(index, &one)| view! {
                            <option value=index.to_string() prop:selected=one == bucket>{one.label()}</option>
                        }).collect_view()}
                    </select>
                })}
                {(count > 1).then(|| view! {
                    <button type="button" class="mini" disabled={at + 1 == count} title="Move inwards"
                        aria-label=format!("Move {name} inwards") on:click=move |_| moved(at + 1)>"›"</button>
                })}
                <button type="button" class="mini" title="Remove" aria-label=format!("Remove {name}") on:click=remove>"×"</button>
            </li>
        }
    };
    view! {
        <div class="build-line" role="group" aria-label="Group by">
            <span class="build-label">"Group by"</span>
            <ul class="chip-list">
                {move || {
                    let keys = by.get();
                    let count = keys.len();
                    keys.into_iter().enumerate().map(|(at, key)| chip(at, count, key)).collect_view()
                }}
            </ul>
            <ColumnSelect label="Add a column to group by" none="+ column" value=Signal::stored(String::new())
                adder=true on_pick=add/>
        </div>
    }
}

//! The fields: how many values each has, which are frequent under the filter, and a click to keep or leave out.

mod field;
mod values;

use super::super::state::{State, state};
use crate::protocol::{ColumnReport, Report};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};

/// What the parts of the panel share.
#[derive(Clone, Copy)]
pub struct Shelf {
    pub state: State,
    /// What is searched among the values of each field.
    pub searched: RwSignal<HashMap<String, String>>,
    /// The fields in sight: what is scrolled away is not asked.
    pub seen: RwSignal<HashSet<String>>,
    /// The unfolded fields.
    pub unfolded: Memo<Vec<String>>,
}

/// The fields panel.
#[component]
pub fn Fields() -> impl IntoView {
    let state = state();
    let find = RwSignal::new(String::new());
    let unfolded = Memo::new(move |_| {
        let report = state.report.get();
        report.map_or_else(Vec::new, |report| {
            state.view.with(|view| unfolded(&report, &view.fields))
        })
    });
    let shelf = Shelf {
        state,
        searched: RwSignal::default(),
        seen: RwSignal::default(),
        unfolded,
    };
    Effect::new(move |_| {
        let found = find.get();
        let asked: Vec<(String, String)> = shelf.searched.with(|searched| {
            let visible = |name: &&String| matches(name, &found) && shelf.seen.with(|seen| seen.contains(*name));
            let with_search = |name: &String| (name.clone(), searched.get(name).cloned().unwrap_or_default());
            unfolded.with(|names| names.iter().filter(visible).map(with_search).collect())
        });
        if state.screen.with(|screen| screen.facets != asked) {
            state.screen.update(|screen| screen.facets = asked);
        }
    });
    let names = Memo::new(move |_| {
        let found = find.get();
        state
            .report
            .with(|report| report.as_ref().map(|report| groups(report, &found)).unwrap_or_default())
    });
    let group = move |(title, columns): (String, Vec<String>)| {
        let heading = (!title.is_empty()).then(|| view! { <h3 class="fields-group">{title.clone()}</h3> });
        view! {
            <section aria-label=title>
                {heading}
                <For each=move || columns.clone() key=String::clone let:name>
                    <field::Field shelf name/>
                </For>
            </section>
        }
    };
    view! {
        <aside class="fields" aria-label="Fields">
            <input type="search" class="fields-search" id="fields-search" placeholder="Find a field…" aria-label="Find a field"
                prop:value=find on:input=move |event| find.set(event_target_value(&event))/>
            <div class="fields-list">
                {move || names.get().into_iter().map(group).collect_view()}
                <Show when=move || names.with(Vec::is_empty)><p class="fields-none">"No field is called that."</p></Show>
            </div>
        </aside>
    }
}

fn matches(name: &str, found: &str) -> bool {
    name.to_lowercase().contains(&found.trim().to_lowercase())
}

/// Fields under the titles of their groups: base data first, fields without any value last.
fn groups(report: &Report, found: &str) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let mut put = |title: String, name: &str| match groups.iter_mut().find(|(other, _)| *other == title) {
        Some((_, names)) => names.push(name.into()),
        None => groups.push((title, vec![name.into()])),
    };
    let empty = |column: &&ColumnReport| column.nulls >= report.rows;
    let shown = || report.columns.iter().filter(|column| matches(&column.name, found));
    let base = report
        .roles
        .time
        .as_ref()
        .and_then(|time| report.column(time))
        .and_then(|column| column.group.clone());
    let first = |column: &&ColumnReport| column.group.is_none() || column.group == base;
    let full = || shown().filter(|column| !empty(column));
    for column in full().filter(first).chain(full().filter(|column| !first(column))) {
        put(column.group.clone().unwrap_or_default(), &column.name);
    }
    for column in shown().filter(empty) {
        put("Always null".into(), &column.name);
    }
    groups
}

/// The fields that show their values: those of the roles, and what was folded or unfolded by hand.
fn unfolded(report: &Report, turned: &[String]) -> Vec<String> {
    let roles = &report.roles;
    let ours = [
        &roles.category,
        &roles.outcome,
        &roles.actor,
        &roles.action,
        &roles.reason,
    ];
    let first = |name: &String| ours.iter().any(|role| role.as_ref() == Some(name));
    report
        .columns
        .iter()
        .map(|column| &column.name)
        .filter(|name| first(name) != turned.contains(name))
        .cloned()
        .collect()
}

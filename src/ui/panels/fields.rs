//! The fields: how many values each has, which are frequent under the filter, and a click to keep or leave out.

mod field;
mod values;

pub use field::kind;

use super::super::state::{State, state};
use super::super::widgets::number;
use crate::protocol::{ColumnReport, Report};
use crate::view::Slot;
use crate::words;
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};

/// Fields listed before "all": a log of nested objects can have thousands.
const LISTED: usize = 300;

/// What the parts of the panel share.
#[derive(Clone, Copy)]
pub struct Shelf {
    pub state: State,
    /// What is searched among the values of each field.
    pub searched: RwSignal<HashMap<String, String>>,
    /// How many values of each field are listed, where that is more than a few.
    pub listed: RwSignal<HashMap<String, usize>>,
    /// The fields in sight: what is scrolled away is not asked.
    pub seen: RwSignal<HashSet<String>>,
    /// How many events match the filter, where that is known.
    pub matched: Memo<Option<u64>>,
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
    let counted = state.held(&Slot::Count);
    let matched = Memo::new(move |_| counted.with(|held| held.answers.as_ref().map(|answers| answers.rows)));
    let shelf = Shelf {
        state,
        matched,
        searched: RwSignal::default(),
        listed: RwSignal::default(),
        seen: RwSignal::default(),
        unfolded,
    };
    Effect::new(move |_| {
        let found = find.get();
        let (searched, listed) = (shelf.searched.get(), shelf.listed.get());
        let visible = |name: &&String| matches(name, &found) && shelf.seen.with(|seen| seen.contains(*name));
        let ask = |name: &String| {
            let search = searched.get(name).cloned().unwrap_or_default();
            let listed = listed.get(name).copied().unwrap_or_default();
            (name.clone(), search, listed.max(values::PAGE))
        };
        let asked: Vec<_> = unfolded.with(|names| names.iter().filter(visible).map(ask).collect());
        if state.screen.with(|screen| screen.facets != asked) {
            state.screen.update(|screen| screen.facets = asked);
        }
    });
    let all = RwSignal::new(false);
    let names = Memo::new(move |_| {
        let found = find.get();
        let mut groups = state
            .report
            .with(|report| report.as_ref().map(|report| groups(report, &found)).unwrap_or_default());
        let left_out = if all.get() { 0 } else { cut(&mut groups, LISTED) };
        (groups, left_out)
    });
    let left_out = Memo::new(move |_| names.with(|names| names.1));
    let group = move |(title, columns): (String, Vec<String>)| {
        let heading = (!title.is_empty()).then(|| view! { <h2 class="fields-group">{title.clone()}</h2> });
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
        <aside class="fields" aria-label=words::common::FIELDS>
            <input type="search" class="fields-search" id="fields-search" placeholder=words::fields::FIND_FIELD_PLACEHOLDER aria-label=words::fields::FIND_FIELD
                prop:value=find on:input=move |event| find.set(event_target_value(&event))/>
            <div class="fields-list">
                {move || names.get().0.into_iter().map(group).collect_view()}
                <Show when=move || { left_out.get() > 0 }>
                    <button type="button" class="field-more" on:click=move |_| all.set(true)>
                        {move || words::fields::more_fields(&number(left_out.get() as u64))}
                    </button>
                </Show>
                <Show when=move || names.with(|names| names.0.is_empty())><p class="fields-none">{words::fields::NO_FIELD_CALLED}</p></Show>
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
        put(words::fields::ALWAYS_NULL.into(), &column.name);
    }
    groups
}

/// Leaves the first `most` fields; answers how many went.
fn cut(groups: &mut Vec<(String, Vec<String>)>, most: usize) -> usize {
    let (mut room, mut gone) = (most, 0);
    for (_, names) in groups.iter_mut() {
        gone += names.len().saturating_sub(room);
        names.truncate(room);
        room -= names.len();
    }
    groups.retain(|(_, names)| !names.is_empty());
    gone
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

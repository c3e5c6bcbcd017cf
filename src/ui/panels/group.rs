//! Rows by keys, nested and expandable, with measures.

mod columns;
mod export;
mod fold;
mod having;
mod keys;
mod label;
mod lines;
mod measure;
mod measures;
mod row;
mod tree;

pub(super) use columns::{ColumnSelect, key_of};
pub(super) use fold::Fold;
pub(super) use keys::KeyList;
pub(super) use label::{heat, key_label, measure_label, others};
pub(super) use measure::MeasureForm;
pub(super) use measures::MeasureList;
pub(super) use row::{Do, NO_REST, filter};

use super::super::state::{State, state};
use super::super::widgets::browser::focus_next;
use crate::query::{Key, Measure};
use crate::view::{Action, GroupView, Named, groupings, key_name};
use crate::words;
use leptos::prelude::*;

/// Rows by keys, nested and expandable, with measures.
#[component]
pub fn Group() -> impl IntoView {
    let state = state();
    let chosen = Memo::new(move |_| state.view.with(|view| !view.group.by.is_empty()));
    let folded = RwSignal::new(state.view.with_untracked(|view| !view.group.by.is_empty()));
    let by = Memo::new(move |_| state.view.with(|view| view.group.by.clone()));
    // Paths of opened groups and an order are about the keys as they were.
    let set_keys = Callback::new(move |by: Vec<Key>| {
        change(state, |group| {
            group.having.retain(|having| having.keys <= by.len());
            group.by = by;
            group.open.clear();
        });
    });
    let measures = Memo::new(move |_| state.view.with(|view| view.group.measures.clone()));
    let set_measures = Callback::new(move |(measures, gone): (Vec<Named>, Option<usize>)| {
        change(state, |group| {
            group.measures = measures;
            if let Some(gone) = gone {
                group.having.retain(|having| having.measure != gone + 1);
                let after = group.having.iter_mut().filter(|having| having.measure > gone + 1);
                after.for_each(|having| having.measure -= 1);
            }
            group.sort = match (group.sort, gone) {
                (Some((Some(by), _)), Some(at)) if by == at + 1 => None,
                (Some((Some(by), order)), Some(at)) if by > at + 1 => Some((Some(by - 1), order)),
                (other, _) => other,
            };
        });
    });
    let having = Memo::new(move |_| state.view.with(|view| view.group.having.clone()));
    let set_having = Callback::new(move |having| change(state, |group| group.having = having));
    let tested = Memo::new(move |_| {
        let count = (words::common::COUNT.to_owned(), Measure::Count);
        let named = measures.get().into_iter().map(|named| (named.name, named.measure));
        std::iter::once(count).chain(named).collect::<Vec<_>>()
    });
    let heat = Memo::new(move |_| state.view.with(|view| view.group.heat));
    let limit = Memo::new(move |_| state.view.with(|view| view.group.limit.unwrap_or(1000)));
    let set_limit = Callback::new(move |limit: usize| change(state, |group| group.limit = Some(limit)));
    view! {
        <section class="group" aria-label=words::group::GROUPS>
            <div class="group-build" class:folded=move || folded.get()>
                <Fold folded what=words::group::WHAT_GROUPED/>
                <KeyList label=words::common::GROUP_BY add=words::group::ADD_COLUMN_GROUP by=by on_set=set_keys/>
                <MeasureList measures=measures fixed=Some(words::common::COUNT) on_set=set_measures/>
                <having::HavingList having=having by=by measures=tested on_set=set_having/>
                <div class="build-line" role="group" aria-label=words::common::LOOKS>
                    <span class="build-label">{words::common::SHOW}</span>
                    <LimitSelect label=words::group::GROUPS_UNDER_ONE_MOST limits=&[5, 10, 20, 50, 100, 1000] value=limit on_pick=set_limit/>
                    <button type="button" class="button" aria-pressed=move || heat.get().to_string()
                        title=words::group::SHADES_TIP
                        on:click=move |_| change(state, |group| group.heat = !group.heat)>{words::common::SHADES}</button>
                </div>
                <export::Export/>
            </div>
            <Show
                when=move || chosen.get()
                fallback=|| view! { <Offers/> }
            >
                <tree::Tree/>
            </Show>
        </section>
    }
}

/// Groups that suit the log, where none are chosen.
#[component]
fn Offers() -> impl IntoView {
    let state = state();
    let offer = move |offered: GroupView| {
        let about = offered.by.iter().map(key_name).collect::<Vec<_>>().join(" › ");
        let title = offered.title.clone();
        view! {
            <button type="button" class="pivot-offer" on:click=move |_| {
                state.act(Action::SetGroup(offered.clone()));
                focus_next(".group-tree", 0);
            }>
                <b>{title}</b>
                <span>{about}</span>
            </button>
        }
    };
    let offers = move || {
        let report = state.report.get().unwrap_or_default();
        groupings(&report).into_iter().map(offer).collect_view()
    };
    view! {
        <p class="group-hint">{words::group::HOW_TO_BEGIN}</p>
        <div class="pivot-offers">{offers}</div>
    }
}

/// How many are shown at most, the rest together.
#[component]
pub(super) fn LimitSelect(
    /// What is limited, for screen readers.
    label: &'static str,
    /// To choose from; 0 means all.
    limits: &'static [usize],
    value: Memo<usize>,
    on_pick: Callback<usize>,
) -> impl IntoView {
    let option = move |limit: usize| {
        let name = match limit {
            0 => words::group::LIMIT_ALL.to_owned(),
            _ => words::group::limit_top(&crate::chart::scale::number(limit as f64)),
        };
        view! { <option value=limit.to_string() prop:selected=move || value.get() == limit>{name}</option> }
    };
    let options = move || {
        let own = Some(value.get()).filter(|value| !limits.contains(value));
        limits.iter().copied().chain(own).map(option).collect_view()
    };
    view! {
        <select class="pick" aria-label=label
            on:change=move |event| event_target_value(&event).parse().into_iter().for_each(|limit| on_pick.run(limit))>
            {options}
        </select>
    }
}

/// Changes the groups, as one step.
fn change(state: State, change: impl FnOnce(&mut GroupView)) {
    let mut group = state.view.with_untracked(|view| view.group.clone());
    change(&mut group);
    state.act(Action::SetGroup(group));
}

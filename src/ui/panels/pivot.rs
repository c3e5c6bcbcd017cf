//! Rows by keys down the side and keys across the top, with all totals: what is set of it, and the table.

mod cells;
mod export;
mod grid;
mod table;

use super::group::{Fold, KeyList, LimitSelect, MeasureList};
use crate::query::{Key, Order, Rank};
use crate::ui::state::{State, state};
use crate::ui::widgets::browser::focus_next;
use crate::view::{Action, Heat, Named, PivotView, key_name, measure_name, pivots};
use crate::words;
use leptos::prelude::*;

/// Which cells shades hold against each other.
const HEATS: [(Heat, &str); 4] = [
    (Heat::Off, words::pivot::NO_SHADES),
    (Heat::Table, words::pivot::SHADES_OVER_TABLE),
    (Heat::Line, words::pivot::SHADES_ALONG_EACH_LINE),
    (Heat::Column, words::pivot::SHADES_DOWN_EACH_COLUMN),
];

/// Rows by keys down the side and keys across the top.
#[component]
pub fn Pivot() -> impl IntoView {
    let state = state();
    let pivot = Memo::new(move |_| state.view.with(|view| view.pivot.clone()));
    let rows = Memo::new(move |_| pivot.with(|pivot| pivot.rows.keys.clone()));
    let columns = Memo::new(move |_| pivot.with(|pivot| pivot.columns.keys.clone()));
    let measures = Memo::new(move |_| pivot.with(|pivot| pivot.measures.clone()));
    let fixed = Signal::derive(move || measures.with(Vec::is_empty).then_some(words::common::COUNT));
    let chosen = Memo::new(move |_| rows.with(|keys| !keys.is_empty()) || columns.with(|keys| !keys.is_empty()));
    let folded = RwSignal::new(chosen.get_untracked());
    let set_keys =
        move |down: bool| Callback::new(move |keys: Vec<Key>| change(state, |pivot| pivot.set_keys(down, keys)));
    let set_measures = Callback::new(move |(mut all, gone): (Vec<Named>, Option<usize>)| {
        change(state, |pivot| {
            // The count that stood there alone stays beside the first measure.
            if pivot.measures.is_empty() && all.len() == 1 {
                all.splice(0..0, pivot.measured());
            }
            pivot.set_measures(all, gone);
        });
    });
    view! {
        <section class="pivot" aria-label=words::common::PIVOT>
            <div class="group-build" class:folded=move || folded.get()>
                <Fold folded what=words::pivot::WHAT_LAID_OUT/>
                <KeyList label=words::common::LINES add=words::pivot::ADD_COLUMN_LINES by=rows on_set=set_keys(true)/>
                <KeyList label=words::common::COLUMNS add=words::pivot::ADD_COLUMN_COLUMNS by=columns on_set=set_keys(false)/>
                <MeasureList measures=measures fixed=fixed crossed=true on_set=set_measures/>
                <Looks pivot/>
            </div>
            <Show when=move || chosen.get() fallback=|| view! { <Offers/> }>
                <table::Table/>
            </Show>
        </section>
    }
}

/// How many, in which order, in which shades; and taking it away.
#[component]
fn Looks(pivot: Memo<PivotView>) -> impl IntoView {
    let state = state();
    let lines = Memo::new(move |_| pivot.with(PivotView::line_limit));
    let columns = Memo::new(move |_| pivot.with(PivotView::column_limit));
    let limit_lines = Callback::new(move |limit| change(state, |pivot| pivot.rows.limit = Some(limit)));
    let limit_columns = Callback::new(move |limit| change(state, |pivot| pivot.columns.limit = Some(limit)));
    let orders = Memo::new(move |_| pivot.with(orders));
    let order = Memo::new(move |_| pivot.with(|pivot| pivot.columns.order()));
    let sort = move |event: leptos::ev::Event| {
        let at = event_target_value(&event).parse::<usize>().unwrap_or(usize::MAX);
        if let Some((_, order)) = orders.with_untracked(|orders| orders.get(at).cloned()) {
            change(state, |pivot| pivot.columns.sort = Some(order));
        }
    };
    let heat = move |event: leptos::ev::Event| {
        let at = event_target_value(&event).parse::<usize>().unwrap_or(usize::MAX);
        if let Some(&(heat, _)) = HEATS.get(at) {
            change(state, |pivot| pivot.heat = heat);
        }
    };
    let now = Memo::new(move |_| pivot.with(|pivot| pivot.heat));
    view! {
        <div class="build-line" role="group" aria-label=words::common::LOOKS>
            <span class="build-label">{words::common::SHOW}</span>
            <LimitSelect label=words::pivot::LINES_UNDER_ONE_MOST limits=&[5, 10, 20, 50, 200, 1000, 0] value=lines on_pick=limit_lines/>
            <span class="build-label">{words::pivot::LINES_AT_MOST}</span>
            <LimitSelect label=words::pivot::COLUMNS_MOST limits=&[5, 12, 30, 100, 200, 1000, 0] value=columns on_pick=limit_columns/>
            <span class="build-label">{words::pivot::COLUMNS_AT_MOST}</span>
            <select class="pick" aria-label=words::pivot::ORDER_COLUMNS on:change=sort>
                {move || orders.get().into_iter().enumerate().map(|(at, (name, one))| view! {
                    <option value=at.to_string() prop:selected=move || order.get() == one>{name}</option>
                }).collect_view()}
            </select>
            <select class="pick" aria-label=words::common::SHADES on:change=heat>
                {HEATS.iter().enumerate().map(|(at, &(one, name))| view! {
                    <option value=at.to_string() prop:selected=move || now.get() == one>{name}</option>
                }).collect_view()}
            </select>
            <button type="button" class="button" title=words::pivot::SWAP_TIP
                on:click=move |_| change(state, PivotView::swap)>{words::common::SWAP}</button>
            <export::Export/>
        </div>
    }
}

/// The orders that columns can have, by name: that of a line is there while it is in force.
fn orders(pivot: &PivotView) -> Vec<(String, (Rank, Order))> {
    let mut orders = Vec::new();
    for (order, arrow) in [(Order::Ascending, "↑"), (Order::Descending, "↓")] {
        orders.push((words::pivot::order_by_name(&arrow), (Rank::Key, order)));
    }
    for (at, named) in pivot.measured().into_iter().enumerate() {
        for (order, arrow) in [(Order::Descending, "↓"), (Order::Ascending, "↑")] {
            orders.push((
                words::pivot::order_by_measure(&named.name, &arrow),
                (Rank::Total(at), order),
            ));
        }
    }
    let now = pivot.columns.order();
    if !orders.iter().any(|(_, order)| *order == now) {
        orders.push((words::pivot::ORDER_BY_ONE_LINE.into(), now));
    }
    orders
}

/// What can be laid out at once, where nothing is.
#[component]
fn Offers() -> impl IntoView {
    let state = state();
    let offer = move |offered: PivotView| {
        let names = |keys: &[Key]| keys.iter().map(key_name).collect::<Vec<_>>().join(", ");
        let about = format!("{} × {}", names(&offered.rows.keys), names(&offered.columns.keys));
        let title = offered.title.clone();
        view! {
            <button type="button" class="pivot-offer" on:click=move |_| {
                state.act(Action::SetPivot(offered.clone()));
                focus_next(".pivot-table", 0);
            }>
                <b>{title}</b>
                <span>{about}</span>
            </button>
        }
    };
    let offers = move || {
        let report = state.report.get().unwrap_or_default();
        pivots(&report).into_iter().map(offer).collect_view()
    };
    view! {
        <p class="group-hint">{words::pivot::HOW_TO_BEGIN}</p>
        <div class="pivot-offers">{offers}</div>
    }
}

/// Changes the pivot, as one step.
fn change(state: State, change: impl FnOnce(&mut PivotView)) {
    let mut pivot = state.view.with_untracked(|view| view.pivot.clone());
    change(&mut pivot);
    state.act(Action::SetPivot(pivot));
}

/// The names of the measures, and what they are called where they have none.
fn names(pivot: &PivotView) -> Vec<String> {
    let name = |named: Named| {
        if named.name.is_empty() {
            measure_name(&named.measure)
        } else {
            named.name
        }
    };
    pivot.measured().into_iter().map(name).collect()
}

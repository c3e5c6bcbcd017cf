//! The strip above the header: takes a dragged header to group rows by its column, and shows the columns they are grouped by.

use super::super::table::Table;
use super::{put, set};
use crate::query::{Bucket, Order};
use crate::ui::widgets::count;
use crate::value::Kind;
use crate::view::{RowKey, UNITS};
use crate::words;
use leptos::ev::DragEvent;
use leptos::prelude::*;

/// How groups may be ordered: by values or by rows, and which way.
const ORDERS: [(bool, Order, &str); 4] = [
    (false, Order::Ascending, words::events::VALUES_UP),
    (false, Order::Descending, words::events::VALUES_DOWN),
    (true, Order::Descending, words::events::MOST_ROWS),
    (true, Order::Ascending, words::events::FEWEST_ROWS),
];

/// The strip.
#[component]
pub fn Strip(table: Table) -> impl IntoView {
    let state = table.state;
    let keys = Memo::new(move |_| {
        let report = state.report.get();
        report.map_or_else(Vec::new, |report| state.view.with(|view| view.row_keys(&report)))
    });
    let over = RwSignal::new(false);
    let hold = move |event: DragEvent| {
        if table.dragged.with_untracked(Option::is_some) {
            event.prevent_default();
            over.set(true);
        }
    };
    let drop_at = move |event: DragEvent, at: usize| {
        if let Some(name) = table.dragged.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
            over.set(false);
            table.dragged.set(None);
            put(table, &name, at);
        }
    };
    let change = move |change: &dyn Fn(&mut Vec<RowKey>)| {
        let mut by = keys.get_untracked();
        change(&mut by);
        set(table, by);
    };
    let button = move |sign: &'static str, title: String, off: bool, act: Callback<()>| {
        view! {
            <button type="button" class="mini" disabled=off title=title.clone() aria-label=title on:click=move |_| act.run(())>{sign}</button>
        }
    };
    let swap = move |at: usize| Callback::new(move |()| change(&|by| by.swap(at, at + 1)));
    let chip = move |at: usize, all: usize, key: RowKey| {
        let name = key.column.clone();
        let time = state
            .report
            .with_untracked(|report| report.as_ref()?.column(&name).map(|column| column.kind == Kind::Time));
        let widths = UNITS.map(|(bucket, _)| (Some(bucket), bucket.label()));
        let widths = widths
            .into_iter()
            .chain([(None::<Bucket>, words::events::EACH_TIME.to_owned())]);
        let width = (time == Some(true)).then(|| {
            let widths: Vec<_> = widths.collect();
            let buckets: Vec<_> = widths.iter().map(|(bucket, _)| *bucket).collect();
            let options = widths.into_iter().enumerate().map(|(index, (bucket, label))| {
                view! { <option value=index.to_string() prop:selected=bucket == key.bucket>{label}</option> }
            });
            let pick = move |index: usize| {
                let bucket = buckets.get(index).copied().flatten();
                change(&|by| by[at].bucket = bucket);
            };
            select(
                words::events::width_of(&name),
                options.collect_view().into_any(),
                Callback::new(pick),
            )
        });
        let options = ORDERS.into_iter().enumerate().map(|(index, (by_count, order, label))| {
            let now = (key.count, key.order) == (by_count, order);
            view! { <option value=index.to_string() prop:selected=now>{label}</option> }
        });
        let pick = Callback::new(move |index: usize| {
            if let Some(&(by_count, order, _)) = ORDERS.get(index) {
                change(&|by| (by[at].count, by[at].order) = (by_count, order));
            }
        });
        let order = select(words::events::order_of(&name), options.collect_view().into_any(), pick);
        let remove = Callback::new(move |()| change(&|by| drop(by.remove(at))));
        let kept = StoredValue::new(name.clone());
        view! {
            <li
                class="key-chip"
                draggable="true"
                on:dragstart=move |event: DragEvent| {
                    if let Some(data) = event.data_transfer() {
                        data.set_data("text/plain", &kept.get_value()).unwrap_or_default();
                    }
                    request_animation_frame(move || drop(table.dragged.try_set(Some(kept.get_value()))));
                }
                on:dragend=move |_| table.dragged.set(None)
                on:dragover=hold
                on:drop=move |event: DragEvent| drop_at(event, at)
            >
                {(at > 0).then(|| button("‹", words::events::group_outwards(&name), false, swap(at - 1)))}
                <span class="key-name">{name.clone()}</span>
                {width}
                {order}
                {(at + 1 < all).then(|| button("›", words::events::group_inwards(&name), false, swap(at)))}
                {button("×", words::common::remove(&name), false, remove)}
            </li>
        }
    };
    let chips = move || {
        let keys = keys.get();
        let all = keys.len();
        keys.into_iter()
            .enumerate()
            .map(|(at, key)| chip(at, all, key))
            .collect_view()
    };
    let hint = move || match table.dragged.get() {
        Some(name) => Some(words::events::drop_to_group(&name)),
        None if keys.with(Vec::is_empty) => Some(words::events::DRAG_TO_GROUP.into()),
        None => None,
    };
    let groups = move || {
        let told = table.lines.with(|lines| {
            let outline = &lines.as_ref()?.outline;
            let outer = outline.groups.iter().filter(|group| group.depth == 0);
            Some(outer.map(|group| group.others.max(1)).sum())
        });
        told.map(|groups| count(groups, words::counts::groups))
    };
    let folds = move || {
        (!keys.with(Vec::is_empty)).then(|| {
            view! {
                <span class="row-groups-count" role="status">{groups}</span>
                <button type="button" class="plain" title="+" on:click=move |_| table.turn_all(true)>{words::events::OPEN_ALL}</button>
                <button type="button" class="plain" title="-" on:click=move |_| table.turn_all(false)>{words::events::SHUT_ALL}</button>
            }
        })
    };
    view! {
        <div
            class="row-groups"
            role="group"
            aria-label=words::events::ROWS_GROUPED_BY
            class:none=move || keys.with(Vec::is_empty)
            class:ready=move || table.dragged.with(Option::is_some)
            class:over=move || over.get()
            on:dragover=hold
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: DragEvent| drop_at(event, usize::MAX)
        >
            <ul class="chip-list">{chips}</ul>
            <span class="row-groups-hint">{hint}</span>
            {folds}
        </div>
    }
}

/// A choice of one in a chip.
fn select(label: String, options: AnyView, pick: Callback<usize>) -> impl IntoView {
    let chosen = move |event| {
        if let Ok(index) = event_target_value(&event).parse() {
            pick.run(index);
        }
    };
    view! { <select class="pick" aria-label=label on:change=chosen>{options}</select> }
}

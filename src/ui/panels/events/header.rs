//! The header: a click sorts, a drag moves, the border resizes, the arrow opens the column's menu.

use super::super::super::widgets::browser;
use super::menu;
use super::table::{Column, Table};
use super::width::LEAST;
use crate::query::Order;
use crate::view::Action;
use leptos::ev::{DragEvent, KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A column's name, place among the sorted, and note.
type Head = (String, Option<(usize, Order)>, Option<String>);

/// The header row.
#[component]
pub fn Header(table: Table) -> impl IntoView {
    let dragged = RwSignal::new(None::<String>);
    let over = RwSignal::new(None::<usize>);
    let heads = Memo::new(move |_| {
        let name = |column: &Column| (column.about.name.clone(), column.sorted, column.about.note.clone());
        table
            .columns
            .with(|columns| columns.iter().map(name).collect::<Vec<_>>())
    });
    let many = move || heads.with(|heads| heads.iter().filter(|head| head.1.is_some()).count() > 1);
    let head = move |(index, (name, sorted, note)): (usize, Head)| {
        let kept = StoredValue::new(name.clone());
        let sort = move |event: MouseEvent| menu::click_sort(table, kept.get_value(), event.shift_key());
        let keys = move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowLeft" if event.alt_key() => menu::shift(table, &kept.get_value(), -1),
                "ArrowRight" if event.alt_key() => menu::shift(table, &kept.get_value(), 1),
                "ContextMenu" => open_menu(table, index, event.current_target()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        };
        let arrow = sorted.map(|(rank, order)| {
            let sign = if order == Order::Ascending { "↑" } else { "↓" };
            let rank = many().then(|| (rank + 1).to_string());
            view! { <span class="head-arrow" aria-hidden="true">{sign}<small>{rank}</small></span> }
        });
        let direction = match sorted {
            Some((_, Order::Ascending)) => "ascending",
            Some((_, Order::Descending)) => "descending",
            None => "none",
        };
        let title = note.map_or(name.clone(), |note| format!("{name}: {note}"));
        view! {
            <div class="head" role="columnheader" aria-sort=direction aria-colindex=(index + 1).to_string() draggable="true"
                class:over=move || over.get() == Some(index) && dragged.with(Option::is_some)
                on:dragstart=move |_| dragged.set(Some(kept.get_value()))
                on:dragover=move |event: DragEvent| if dragged.with_untracked(Option::is_some) { event.prevent_default(); over.set(Some(index)) }
                on:dragend=move |_| { dragged.set(None); over.set(None) }
                on:drop=move |event: DragEvent| if let Some(name) = dragged.get_untracked() {
                    event.prevent_default();
                    event.stop_propagation();
                    dragged.set(None);
                    over.set(None);
                    menu::put(table, &name, index);
                }
                on:contextmenu=move |event: MouseEvent| {
                    event.prevent_default();
                    menu::of_column(table, index, (f64::from(event.client_x()), f64::from(event.client_y())));
                }>
                <button type="button" class="head-sort" title=title on:click=sort on:keydown=keys>
                    <span class="head-name">{name.clone()}</span>{arrow}
                </button>
                <button type="button" class="head-menu" aria-haspopup="menu" aria-label=format!("Menu of {name}")
                    on:click=move |event: MouseEvent| open_menu(table, index, event.current_target())>"⋮"</button>
                <Border table name=kept.get_value() index/>
            </div>
        }
    };
    view! {
        <div class="events-head" role="row" aria-rowindex="1">
            {move || heads.get().into_iter().enumerate().map(head).collect_view()}
        </div>
    }
}

fn open_menu(table: Table, index: usize, button: Option<web_sys::EventTarget>) {
    let Some(button) = button.and_then(|button| button.dyn_into::<Element>().ok()) else {
        return;
    };
    let (left, top, _, height) = browser::place(&button);
    menu::of_column(table, index, (left, top + height));
}

/// The border at the right of a column: dragged it resizes, double-clicked it fits the column.
#[component]
fn Border(table: Table, name: String, index: usize) -> impl IntoView {
    let name = StoredValue::new(name);
    let grasped = StoredValue::new(None::<(i32, u32)>);
    let down = move |event: PointerEvent| {
        event.prevent_default();
        event.stop_propagation();
        grasped.set_value(Some((event.client_x(), untrack(|| table.span(index)).1)));
        if let Some(border) = event
            .current_target()
            .and_then(|border| border.dyn_into::<Element>().ok())
        {
            border.set_pointer_capture(event.pointer_id()).unwrap_or_default();
        }
    };
    let moved = move |event: PointerEvent| {
        if let Some((x, width)) = grasped.get_value() {
            let width = (width as i32 + event.client_x() - x).clamp(LEAST as i32, 2000) as u32;
            table.state.act(Action::Resize {
                column: name.get_value(),
                width,
            });
        }
    };
    view! {
        <span class="head-border" draggable="true" on:dragstart=move |event: DragEvent| { event.prevent_default(); event.stop_propagation() }
            on:pointerdown=down on:pointermove=moved on:pointerup=move |_| grasped.set_value(None)
            on:click=move |event: MouseEvent| event.stop_propagation()
            on:dblclick=move |event: MouseEvent| { event.stop_propagation(); menu::fit(table, &name.get_value()) }></span>
    }
}

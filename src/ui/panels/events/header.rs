//! The header: a click sorts, a drag moves or groups, the border resizes, the arrow opens the column's menu.

use super::menu;
use super::table::{Column, Table};
use super::width::LEAST;
use crate::query::Order;
use crate::ui::widgets::browser;
use crate::view::Action;
use crate::words;
use leptos::ev::{DragEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A column as its header shows it.
#[derive(Clone, PartialEq)]
struct Head {
    name: String,
    /// Place among the sorted columns, and direction.
    sorted: Option<(usize, Order)>,
    note: Option<String>,
    pinned: bool,
}

/// The header row.
#[component]
pub fn Header(table: Table) -> impl IntoView {
    let over = RwSignal::new(None::<usize>);
    let dragged = table.dragged;
    let heads = Memo::new(move |_| {
        let head = |column: &Column| Head {
            name: column.about.name.clone(),
            sorted: column.sorted,
            note: column.about.note.clone(),
            pinned: column.pinned,
        };
        table
            .columns
            .with(|columns| columns.iter().map(head).collect::<Vec<_>>())
    });
    let many = move || heads.with(|heads| heads.iter().filter(|head| head.sorted.is_some()).count() > 1);
    let head = move |(index, head): (usize, Head)| {
        let Head {
            name,
            sorted,
            note,
            pinned,
        } = head;
        let kept = StoredValue::new(name.clone());
        let sort = move |event: MouseEvent| {
            table.on_head.set(true);
            table.cursor.update(|cursor| cursor.1 = index);
            menu::click_sort(table, kept.get_value(), event.shift_key());
            table.focus();
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
        let here = move || table.on_head.get() && table.cursor.get().1 == index;
        view! {
            <div
                class="head"
                role="columnheader"
                id=format!("head-{index}")
                aria-sort=direction
                aria-colindex=(index + 1).to_string()
                draggable="true"
                class:pinned=pinned
                class:here=here
                class:over=move || over.get() == Some(index) && dragged.with(Option::is_some)
                style:left=move || pinned.then(|| format!("{}px", table.span(index).0))
                on:dragstart=move |event: DragEvent| {
                    // Firefox drags nothing that carries nothing.
                    if let Some(data) = event.data_transfer() {
                        data.set_data("text/plain", &kept.get_value()).unwrap_or_default();
                    }
                    // A change of the page while a drag begins would end it.
                    request_animation_frame(move || drop(dragged.try_set(Some(kept.get_value()))));
                }
                on:dragover=move |event: DragEvent| {
                    if dragged.with_untracked(Option::is_some) {
                        event.prevent_default();
                        over.set(Some(index));
                    }
                }
                on:dragend=move |_| {
                    dragged.set(None);
                    over.set(None);
                }
                on:drop=move |event: DragEvent| {
                    if let Some(name) = dragged.get_untracked() {
                        event.prevent_default();
                        event.stop_propagation();
                        dragged.set(None);
                        over.set(None);
                        menu::put(table, &name, index);
                    }
                }
                on:contextmenu=move |event: MouseEvent| {
                    event.prevent_default();
                    menu::of_column(table, index, (f64::from(event.client_x()), f64::from(event.client_y())));
                }
            >
                <button type="button" class="head-sort" tabindex="-1" title=title on:click=sort>
                    <span class="head-name">{name.clone()}</span>
                    {arrow}
                </button>
                <button
                    type="button"
                    class="head-menu"
                    tabindex="-1"
                    aria-haspopup="menu"
                    aria-label=words::events::menu_of(&name)
                    on:click=move |_| open_menu(table, index)
                >
                    "⋮"
                </button>
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

/// Opens the menu of a column below its header.
pub fn open_menu(table: Table, index: usize) {
    if let Some(head) = document().get_element_by_id(&format!("head-{index}")) {
        let (left, top, _, height) = browser::place(&head);
        menu::of_column(table, index, (left, top + height));
    }
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
        <span
            class="head-border"
            title=words::events::RESIZE_TIP
            draggable="true"
            on:dragstart=move |event: DragEvent| {
                event.prevent_default();
                event.stop_propagation();
            }
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| grasped.set_value(None)
            on:click=move |event: MouseEvent| event.stop_propagation()
            on:dblclick=move |event: MouseEvent| {
                event.stop_propagation();
                menu::fit(table, &name.get_value());
            }
        ></span>
    }
}

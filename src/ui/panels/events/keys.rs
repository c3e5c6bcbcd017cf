//! The table under the keyboard: one tab stop, the arrow keys within.

use super::menu;
use super::scroll::{HEADER, ROW};
use super::table::Table;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What the keys do, for the help.
pub const ABOUT: &[(&str, &str)] = &[
    ("j k ↓ ↑", "Next and previous event"),
    ("PgDn PgUp", "A screen further"),
    ("Ctrl+Home Ctrl+End", "First and last event"),
    ("Enter", "Open the event"),
    ("f", "Keep only the value under the cursor"),
    ("x", "Leave the value under the cursor out"),
    ("Ctrl+C", "Copy the value under the cursor"),
    ("Shift+F10", "What else can be done with the value"),
];

/// A key went down that nobody typed into a field; answers whether it was for the table.
pub fn pressed(table: Table, event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let ours = target
        .is_none_or(|target| target.tag_name() == "BODY" || target.get_attribute("role").as_deref() == Some("grid"));
    let key = event.key();
    // On a button or a slider only the keys that mean nothing there.
    if (!ours && !matches!(key.as_str(), "j" | "k")) || event.alt_key() || event.meta_key() {
        return false;
    }
    let (at, column) = table.cursor.get_untracked();
    let total = table.rows.with_untracked(|rows| rows.total);
    let columns = table.columns.with_untracked(Vec::len);
    if total == 0 || columns == 0 {
        return false;
    }
    let page = ((table.size.get_untracked().1 - HEADER) / ROW).floor().max(1.0) as u64;
    let (last, end) = (total - 1, columns - 1);
    let control = event.ctrl_key();
    let next = match key.as_str() {
        "ArrowDown" | "j" if !control => (at + 1, column),
        "ArrowUp" | "k" if !control => (at.saturating_sub(1), column),
        "ArrowLeft" if !control => (at, column.saturating_sub(1)),
        "ArrowRight" if !control => (at, column + 1),
        "PageDown" => (at + page, column),
        "PageUp" => (at.saturating_sub(page), column),
        "Home" if control => (0, 0),
        "End" if control => (last, end),
        "Home" => (at, 0),
        "End" => (at, end),
        "G" if !control => (last, column),
        key => return act(table, key, control, (at, column)),
    };
    let next = (next.0.min(last), next.1.min(end));
    table.cursor.set(next);
    table.reveal(next.0);
    aside(table, next.1);
    if table.state.view.with_untracked(|view| view.table.open.is_some()) && next.0 != at {
        table.open(next.0);
    }
    true
}

/// Keys that do something with the cell; answers whether this was one.
fn act(table: Table, key: &str, control: bool, (at, column): (u64, usize)) -> bool {
    match key {
        "Enter" => table.open(at),
        "f" if !control => menu::filter(table, at, column, true),
        "x" | "F" if !control => menu::filter(table, at, column, false),
        "c" if control && nothing_selected() => menu::copy(table, at, column),
        "ContextMenu" | "F10" => {
            let place = document()
                .get_element_by_id(&format!("cell-{at}-{column}"))
                .map(|cell| super::super::super::widgets::browser::place(&cell));
            let (left, top, _, height) = place.unwrap_or_default();
            menu::of_cell(table, at, column, (left, top + height));
        }
        _ => return false,
    }
    true
}

/// Whether no text is marked, which Ctrl+C would be meant for.
fn nothing_selected() -> bool {
    let marked = document().get_selection().ok().flatten();
    marked.is_none_or(|marked| marked.is_collapsed())
}

/// Scrolls sideways to bring a column into sight.
fn aside(table: Table, column: usize) {
    let Some(scroller) = table.scroller.get_untracked() else {
        return;
    };
    let (left, width) = untrack(|| table.span(column));
    let (from, sight) = (scroller.scroll_left(), table.size.get_untracked().0 as i32);
    if (left as i32) < from {
        scroller.set_scroll_left(left as i32);
    } else if (left + width) as i32 > from + sight {
        scroller.set_scroll_left((left + width) as i32 - sight);
    }
}

//! The table under the keyboard: one tab stop, the arrow keys within, header and rows alike.

use super::table::Table;
use super::{copy, finder, grouped, header, jump, menu};
use crate::query::Order;
use crate::ui::keys::control;
use crate::ui::widgets::browser;
use crate::view::Action;
use crate::words;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What the keys do, for the help.
pub const ABOUT: &[(&str, &str)] = &[
    ("j k ↓ ↑", words::events::KEY_NEXT_EVENT),
    (words::keys::PGDN_PGUP, words::events::KEY_SCREEN),
    (words::keys::G_G_CTRL_HOME, words::events::KEY_FIRST_EVENT),
    (words::keys::G_CTRL_END, words::events::KEY_LAST_EVENT),
    (words::keys::HOME_END, words::events::KEY_FIRST_LAST_COLUMN),
    ("Enter", words::events::KEY_OPEN_EVENT),
    ("f", words::events::KEY_KEEP),
    ("x", words::events::KEY_LEAVE_OUT),
    (words::keys::SHIFT_WITH_THESE, words::events::KEY_PICK),
    (words::keys::CTRL_C, words::events::KEY_COPY),
    (words::keys::SHIFT_F10, words::events::KEY_MENU),
    (words::keys::CTRL_I, words::events::KEY_COLUMN),
    ("s a, s d", words::events::KEY_SORT),
    ("H", words::events::KEY_HIDE_COLUMN),
    ("p", words::events::KEY_PIN),
    (words::keys::ALT_LEFT_ALT_RIGHT, words::events::KEY_MOVE_COLUMN),
    (words::keys::ALT_UP, words::events::KEY_GROUP_ROWS),
    ("→ ←", words::events::KEY_TURN),
    ("+ -", words::events::KEY_TURN_ALL),
    (words::keys::CTRL_F, words::events::FIND_THESE_EVENTS),
    ("] [", words::events::KEY_HITS),
    (words::keys::CTRL_G, words::events::GO_TIME_NTH_EVENT),
    ("b", words::events::KEY_MARK),
    ("u U", words::events::KEY_COLOURED),
    ("z", words::events::ZOOM_TIMES_ROWS_PICKED),
];

/// How long the second key of two may take, in milliseconds.
const TWO: f64 = 1500.0;

/// A key went down that nobody typed into a field; answers whether it was for the table.
pub fn pressed(table: Table, event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let ours = target.is_none_or(|target| {
        target.tag_name() == "BODY"
            || target
                .get_attribute("role")
                .is_some_and(|role| role == "grid" || role == "treegrid")
    });
    let key = event.key();
    // The search is the table's wherever the focus is.
    match key.to_lowercase().as_str() {
        "f" if control(event) && !event.shift_key() => {
            finder::open(table);
            return true;
        }
        "g" if control(event) => {
            finder::open_jump(table);
            return true;
        }
        _ => {}
    }
    // On a button or a slider only the keys that mean nothing there.
    let anywhere = !control(event) && matches!(key.as_str(), "j" | "k" | "[" | "]" | "u" | "U");
    if !ours && !anywhere {
        return false;
    }
    if let Some(begun) = table.begun.get_value() {
        table.begun.set_value(None);
        if second(table, begun, event) {
            return true;
        }
    }
    if event.alt_key() {
        return alt(table, &key);
    }
    if walk(table, event) {
        return true;
    }
    if table.on_head.get_untracked() && in_head(table, event) {
        return true;
    }
    act(table, event)
}

/// The second key of two; answers whether there is something that begins so.
fn second(table: Table, (first, at): (char, f64), event: &KeyboardEvent) -> bool {
    if event.time_stamp() - at > TWO || control(event) {
        return false;
    }
    let column = column(table);
    match (first, event.key().as_str(), column) {
        ('g', "g", _) => {
            put(table, (0, table.cursor.get_untracked().1), false);
        }
        ('s', "a" | "A", Some(column)) => menu::sort_by(table, column, Order::Ascending, false),
        ('s', "d" | "D", Some(column)) => menu::sort_by(table, column, Order::Descending, false),
        _ => return false,
    }
    true
}

/// The name of the column that the cursor is in.
fn column(table: Table) -> Option<String> {
    let at = table.cursor.get_untracked().1;
    table
        .columns
        .with_untracked(|columns| columns.get(at).map(|column| column.about.name.clone()))
}

/// Moves the column of the cursor, and the cursor with it.
fn alt(table: Table, key: &str) -> bool {
    let by = match key {
        "ArrowLeft" => -1,
        "ArrowRight" => 1,
        "ArrowUp" => {
            // At a group it is about the group's column.
            let of_group = grouped::column_at(table, table.cursor.get_untracked().0);
            let Some(name) = of_group.or_else(|| column(table)) else {
                return false;
            };
            grouped::lift(table, &name);
            return true;
        }
        "ArrowDown" => {
            header::open_menu(table, table.cursor.get_untracked().1);
            return true;
        }
        _ => return false,
    };
    let Some(name) = column(table) else { return false };
    menu::shift(table, &name, by);
    if let Some(at) = menu::names(table).iter().position(|other| *other == name) {
        table.cursor.update(|cursor| cursor.1 = at);
        table.reveal_column(at);
    }
    true
}

/// Puts the cursor into a cell, and what is picked grows up to there or is forgotten.
fn put(table: Table, cell: (u64, usize), picking: bool) {
    let before = table.cursor.get_untracked();
    table.on_head.set(false);
    table.selection.update(|selection| match picking {
        true => selection.extend(before, cell),
        false => selection.only(cell),
    });
    table.cursor.set(cell);
    table.reveal(cell.0);
    table.reveal_column(cell.1);
    if table.state.view.with_untracked(|view| view.table.open.is_some()) && cell.0 != before.0 && !picking {
        table.open(cell.0);
    }
}

/// Keys that move; answers whether this was one.
fn walk(table: Table, event: &KeyboardEvent) -> bool {
    let (at, column) = table.cursor.get_untracked();
    let total = table.count.get_untracked();
    let columns = table.columns.with_untracked(Vec::len);
    if columns == 0 {
        return false;
    }
    let on_head = table.on_head.get_untracked();
    let page = table
        .track
        .with_untracked(|track| track.page(table.size.get_untracked().1));
    let (last, end) = (total.saturating_sub(1), columns - 1);
    let control = control(event);
    let next = match event.key().as_str() {
        "ArrowDown" | "j" if !control && on_head => (at, column),
        "ArrowUp" | "k" if !control && !on_head && at == 0 && !event.shift_key() => {
            table.on_head.set(true);
            return true;
        }
        "ArrowUp" | "k" if !control && on_head => return true,
        "ArrowLeft" | "ArrowRight" | "Home" | "End" if on_head && !control => {
            let to = match event.key().as_str() {
                "ArrowLeft" => column.saturating_sub(1),
                "ArrowRight" => (column + 1).min(end),
                "Home" => 0,
                _ => end,
            };
            table.cursor.update(|cursor| cursor.1 = to);
            table.reveal_column(to);
            return true;
        }
        key @ ("ArrowLeft" | "ArrowRight")
            if !control && !event.shift_key() && grouped::sideways(table, key == "ArrowRight") =>
        {
            return true;
        }
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
        _ => return false,
    };
    if total == 0 {
        return false;
    }
    let letter = event.key().chars().count() == 1;
    put(table, (next.0.min(last), next.1.min(end)), event.shift_key() && !letter);
    true
}

/// Keys that mean something else in the header; answers whether this was one.
fn in_head(table: Table, event: &KeyboardEvent) -> bool {
    let Some(name) = column(table) else { return false };
    match event.key().as_str() {
        "Enter" | " " => menu::click_sort(table, name, event.shift_key()),
        "ContextMenu" | "F10" => header::open_menu(table, table.cursor.get_untracked().1),
        _ => return false,
    }
    true
}

/// Keys that do something with the cell, the column or what is picked; answers whether this was one.
fn act(table: Table, event: &KeyboardEvent) -> bool {
    let (at, index) = table.cursor.get_untracked();
    let picked = table.selection.with_untracked(|selection| selection.is_some());
    let total = table.count.get_untracked();
    let end = table.columns.with_untracked(Vec::len).saturating_sub(1);
    let control = control(event);
    match (control, event.key().as_str()) {
        (false, "Enter") => table.open(at),
        (false, "f") => menu::filter(table, at, index, true),
        (false, "x" | "F") => menu::filter(table, at, index, false),
        (false, "]") => finder::walk(table, true),
        (false, "[") => finder::walk(table, false),
        (false, "b") if total > 0 => menu::bookmark(table, at),
        (false, "u") => finder::walk_marks(table, true),
        (false, "U") => finder::walk_marks(table, false),
        (false, "z") => jump::zoom(table),
        (false, sign @ ("+" | "-")) if table.lines.with_untracked(Option::is_some) => table.turn_all(sign == "+"),
        (false, first @ ("g" | "s")) => {
            let first = first.chars().next().map(|first| (first, event.time_stamp()));
            table.begun.set_value(first);
        }
        (false, "H" | "p") => {
            let Some(name) = column(table) else { return false };
            if event.key() == "H" {
                menu::hide(table, &name);
            } else {
                table.state.act(Action::Pin(name));
            }
        }
        (false, " ") if table.group_at(at).is_some() => table.open(at),
        (false, " ") if event.shift_key() => table.selection.update(|selection| selection.add((at, 0), (at, end))),
        (true, " ") => {
            let last = total.saturating_sub(1);
            table
                .selection
                .update(|selection| selection.add((0, index), (last, index)));
        }
        (true, "a" | "A") if total > 0 => table.selection.update(|selection| {
            selection.clear();
            selection.add((0, 0), (total - 1, end));
        }),
        (true, "i" | "I") => header::open_menu(table, index),
        (true, "c" | "C") if nothing_marked() && picked => copy::cells(table),
        (true, "c" | "C") if nothing_marked() => copy::value(table, at, index),
        (false, "Escape") if picked => table.selection.update(|selection| selection.clear()),
        (false, "Escape") if table.finder.get_untracked() => finder::close(table),
        (_, "ContextMenu" | "F10") => {
            let place = document()
                .get_element_by_id(&grouped::cell_id(table, at, index))
                .map(|cell| browser::place(&cell));
            let (left, top, _, height) = place.unwrap_or_default();
            menu::of_cell(table, at, index, (left, top + height));
        }
        _ => return false,
    }
    true
}

/// Whether no text is marked, which Ctrl+C would be meant for.
fn nothing_marked() -> bool {
    let marked = document().get_selection().ok().flatten();
    marked.is_none_or(|marked| marked.is_collapsed())
}

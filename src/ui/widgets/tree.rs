//! Trees as keyboards and screen readers know them: one tab stop, arrows that walk and fold, letters that seek.
//!
//! A tree is an element of the role `tree`. Its items, lists' elements nested or beside each other in the order in which they are read, have the role
//! `treeitem`, `aria-level`, and where something lies under them `aria-expanded`; who makes the tree folds, this only asks for it.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The items in sight, in order.
const IN_SIGHT: &str = "[role=treeitem]:not([aria-expanded=false] *)";

/// The item that something in a tree belongs to.
pub fn item_of(target: Option<web_sys::EventTarget>) -> Option<HtmlElement> {
    let target: Element = target?.dyn_into().ok()?;
    target.closest("[role=treeitem]").ok()??.dyn_into().ok()
}

/// After the items were drawn: the one with the focus is the one that Tab reaches, else the current one, else the first. That all can be
/// focused is said here alone: an item that is drawn anew would lose the focus with the attribute.
pub fn settle(tree: &Element) {
    select(tree, "[role=treeitem]").iter().for_each(|item| focusable(item));
    let focused = document().active_element().filter(|active| tree.contains(Some(active)));
    let item = focused.and_then(|active| active.closest("[role=treeitem]").ok().flatten());
    let find = |css| tree.query_selector(css).ok().flatten();
    if let Some(item) = item
        .or_else(|| find("[role=treeitem][aria-current]"))
        .or_else(|| find(IN_SIGHT))
    {
        reach(tree, &item);
    }
}

/// Lets an item be focused.
fn focusable(item: &Element) {
    if !item.has_attribute("tabindex") {
        item.set_attribute("tabindex", "-1").unwrap_or_default();
    }
}

/// Where the focus comes to is where Tab comes back to.
pub fn focused(event: &ev::FocusEvent) {
    let tree = event.current_target().and_then(|tree| tree.dyn_into::<Element>().ok());
    if let Some((tree, item)) = tree.zip(item_of(event.target())) {
        reach(&tree, &item);
    }
}

/// Makes an item the only one that Tab reaches.
fn reach(tree: &Element, item: &Element) {
    for other in select(tree, "[role=treeitem][tabindex='0']") {
        other.set_attribute("tabindex", "-1").unwrap_or_default();
    }
    item.set_attribute("tabindex", "0").unwrap_or_default();
}

fn select(tree: &Element, css: &str) -> Vec<HtmlElement> {
    let lines = tree.get_elements_by_tag_name("li");
    let wanted = (0..lines.length()).filter_map(|at| lines.item(at).filter(|line| line.matches(css) == Ok(true)));
    wanted.filter_map(|line| line.dyn_into().ok()).collect()
}

/// Whether an item is open; `None`: nothing lies under it.
pub fn is_open(item: &Element) -> Option<bool> {
    item.get_attribute("aria-expanded").map(|open| open == "true")
}

/// A key went down on an item. `own` takes the keys of this tree alone, and answers whether it was one; `fold` opens or shuts.
pub fn pressed(
    event: &ev::KeyboardEvent,
    own: impl FnOnce(&HtmlElement, &str) -> bool,
    fold: impl FnOnce(&HtmlElement, bool),
) {
    let tree = event.current_target().and_then(|tree| tree.dyn_into::<Element>().ok());
    let item = item_of(event.target()).filter(|item| event.target().is_some_and(|target| target == *item.as_ref()));
    let (Some(tree), Some(item)) = (tree, item) else { return };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = event.key();
    if !own(&item, &key) && !walked(&tree, &item, &key, fold) {
        return;
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Does what a key means in any tree; answers whether it means something.
fn walked(tree: &Element, item: &HtmlElement, key: &str, fold: impl FnOnce(&HtmlElement, bool)) -> bool {
    let items = select(tree, IN_SIGHT);
    let Some(at) = items.iter().position(|other| other == item) else {
        return false;
    };
    let level = |item: &HtmlElement| {
        let level = item.get_attribute("aria-level")?;
        level.parse::<u32>().ok()
    };
    let open = is_open(item);
    let folded = match (key, open) {
        ("ArrowRight", Some(false)) => Some(true),
        ("ArrowLeft", Some(true)) => Some(false),
        ("Enter" | " ", Some(open)) => Some(!open),
        _ => None,
    };
    if let Some(open) = folded {
        fold(item, open);
        return true;
    }
    let to = match (key, open) {
        ("ArrowDown", _) | ("ArrowRight", Some(true)) => at + 1,
        ("ArrowUp", _) => at.saturating_sub(1),
        ("Home", _) => 0,
        ("End", _) => items.len() - 1,
        ("ArrowLeft", _) => {
            let above = items[..at].iter().rposition(|other| level(other) < level(item));
            above.unwrap_or(at)
        }
        ("ArrowRight", _) => at,
        (letter, _) if letter.chars().count() == 1 && letter != " " => {
            let next = (1..=items.len()).map(|by| (at + by) % items.len());
            next.into_iter().find(|&at| begins(&items[at], letter)).unwrap_or(at)
        }
        _ => return false,
    };
    if let Some(to) = items.get(to) {
        // It may have come just now.
        focusable(to);
        to.focus().unwrap_or_default();
    }
    true
}

/// Whether what an item says begins with a letter, whichever its case; signs before its first letter or digit are none of it.
fn begins(item: &Element, letter: &str) -> bool {
    let said = item.text_content().unwrap_or_default();
    let first = said.chars().find(|letter| letter.is_alphanumeric());
    first.is_some_and(|first| first.to_lowercase().eq(letter.chars().flat_map(char::to_lowercase)))
}

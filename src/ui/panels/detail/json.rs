//! The record as a tree to fold, its leaves to filter by.

use crate::protocol::Report;
use crate::query::answer::Record;
use crate::query::{Op, Predicate};
use crate::ui::keys::muted;
use crate::ui::state::state;
use crate::ui::widgets::{tree, value};
use crate::value::Value;
use crate::view::Node;
use crate::words;
use leptos::attr::custom::custom_attribute;
use leptos::{ev, html, prelude::*};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Structures this deep begin unfolded.
const OPEN: usize = 3;
/// Elements shown of a list.
const ELEMENTS: usize = 500;

/// The tree of the record.
#[component]
pub fn Json(record: Memo<Option<Arc<Node>>>) -> impl IntoView {
    let state = state();
    let report = state.report.get_untracked().unwrap_or_default();
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        record.track();
        if let Some(list) = list.get() {
            request_animation_frame(move || tree::settle(&list));
        }
    });
    let fold = |item: &HtmlElement, open: bool| {
        item.set_attribute("aria-expanded", if open { "true" } else { "false" })
            .unwrap_or_default();
    };
    let keydown = move |event: ev::KeyboardEvent| {
        if muted(&event, state.view) {
            return;
        }
        let also = event.shift_key();
        // What the buttons of a leaf do, which Tab does not reach.
        let own = |item: &HtmlElement, key: &str| {
            let button = match key {
                _ if tree::is_open(item).is_some() => return false,
                "Enter" if also => 1,
                "Enter" | "f" => 0,
                "x" | "F" => 1,
                _ => return false,
            };
            let buttons = item.get_elements_by_tag_name("button");
            let button = buttons
                .item(button)
                .and_then(|button| button.dyn_into::<HtmlElement>().ok());
            button.map(|button| button.click()).is_some()
        };
        tree::pressed(&event, own, fold);
    };
    let click = move |event: ev::MouseEvent| {
        let Some(item) = tree::item_of(event.target()) else {
            return;
        };
        if let Some(open) = tree::is_open(&item) {
            fold(&item, !open);
        }
    };
    let branches = move || Some(branch(None, &*record.get()?, Way::default(), &report));
    view! {
        <ul class="json" role="tree" aria-label=words::detail::TREE node_ref=list
            on:keydown=keydown on:focusin=move |event| tree::focused(&event) on:click=click>{branches}</ul>
    }
}

/// The fields as an object; cells that hold JSON are unfolded too.
pub fn of_fields(record: &Record) -> Node {
    let node = |value: &Value| match value {
        Value::Null => Node::Null,
        Value::List(parts) => Node::List(
            parts
                .iter()
                .filter_map(value::literal)
                .map(|text| Node::inside(&text).unwrap_or(Node::Text(text)))
                .collect(),
        ),
        Value::Text(text) => Node::inside(text).unwrap_or_else(|| Node::Text(text.clone())),
        Value::Time(_) => Node::Text(value::literal(value).unwrap_or_default()),
        other => Node::Plain(value::literal(other).unwrap_or_default()),
    };
    Node::Object(
        record
            .fields
            .iter()
            .map(|(name, value)| (name.clone(), node(value)))
            .collect(),
    )
}

/// The way from the record to a piece of it.
#[derive(Clone, Default)]
struct Way {
    /// The column that the piece would be.
    path: String,
    /// The column on the way whose cells hold the piece among others.
    cell: Option<String>,
    depth: usize,
}

impl Way {
    /// One further down; elements of a list stand where the list does.
    fn to(&self, name: Option<&str>, report: &Report) -> Self {
        let path = match name {
            None => self.path.clone(),
            Some(name) if self.path.is_empty() => name.to_owned(),
            Some(name) => format!("{}.{name}", self.path),
        };
        let cell = report.column(&path).is_some().then(|| path.clone());
        Self {
            cell: cell.or_else(|| self.cell.clone()),
            path,
            depth: self.depth + 1,
        }
    }

    /// The tests that a leaf stands for: of its own column, or that the cell it is in holds its text somewhere.
    fn clauses(&self, leaf: &Node) -> Option<(String, Vec<Predicate>)> {
        let text = leaf.leaf();
        let cell = self.cell.as_ref()?;
        if *cell == self.path {
            let value = text.map_or(Value::Null, |text| Value::Text(text.into()));
            let spoken = format!("{cell} {}", text.unwrap_or("null"));
            return (text.is_some() || *leaf == Node::Null).then(|| (spoken, value::clauses(cell, &value)));
        }
        let written = serde_json::to_string(text?).unwrap_or_default();
        let pattern = format!("*{}*", written.trim_matches('"'));
        let test = Predicate::test(cell.as_str(), Op::Like(pattern));
        Some((words::detail::cell_with(&cell, &text?), vec![test]))
    }
}

/// One piece with its name, an item of the tree.
fn branch(name: Option<String>, node: &Node, way: Way, report: &Arc<Report>) -> AnyView {
    let inside = match node {
        Node::Text(text) => Node::inside(text),
        _ => None,
    };
    match inside.as_ref().unwrap_or(node) {
        Node::Object(fields) if !fields.is_empty() => {
            let below = |(name, node): &(String, Node)| {
                let way = way.to(Some(name), report);
                branch(Some(name.clone()), node, way, report)
            };
            let lines = fields.iter().map(below).collect_view();
            folder(name, format!("{{ {} }}", fields.len()), lines, way.depth)
        }
        Node::List(parts) if !parts.is_empty() => {
            let below = |node: &Node| branch(None, node, way.to(None, report), report);
            let lines = parts.iter().take(ELEMENTS).map(below).collect_view();
            let rest = parts.len().saturating_sub(ELEMENTS);
            let more = (rest > 0).then(|| {
                view! {
                    <li role="treeitem" {..level(way.depth + 1)} class="json-leaf json-hint">{words::detail::more_in_raw(&rest)}</li>
                }
            });
            folder(
                name,
                format!("[ {} ]", parts.len()),
                view! { {lines} {more} },
                way.depth,
            )
        }
        leaf => {
            let (text, class) = match leaf {
                Node::Null => ("null".to_string(), "null"),
                Node::Text(text) => (serde_json::to_string(text).unwrap_or_default(), "json-text"),
                Node::Plain(text) => (text.clone(), "json-plain"),
                Node::List(_) => ("[]".into(), "null"),
                Node::Object(_) => ("{}".into(), "null"),
            };
            let tools = way
                .clauses(leaf)
                .map(|(spoken, clauses)| super::filters(None, spoken, clauses, false));
            // Without the buttons in it.
            let said = name
                .as_ref()
                .map_or_else(|| text.clone(), |name| format!("{name}: {text}"));
            view! {
                <li role="treeitem" {..level(way.depth)} class="json-leaf" aria-label=said>
                    {label(name)}<span class=class>{text}</span>{tools}
                </li>
            }
            .into_any()
        }
    }
}

fn folder(name: Option<String>, hint: String, lines: impl IntoView + 'static, depth: usize) -> AnyView {
    view! {
        <li role="treeitem" {..level(depth)} aria-expanded=(depth < OPEN).to_string()>
            <div class="json-line">{label(name)}<span class="json-hint">{hint}</span></div>
            <ul role="group">{lines}</ul>
        </li>
    }
    .into_any()
}

fn label(name: Option<String>) -> impl IntoView {
    name.map(|name| view! { <span class="json-name">{name}</span>": " })
}

/// How deep a piece lies, for screen readers, from 1.
fn level(depth: usize) -> impl leptos::attr::Attribute {
    custom_attribute("aria-level", (depth + 1).to_string())
}

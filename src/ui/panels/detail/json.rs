//! The record as a tree to fold, its leaves to filter by.

use super::super::super::state::state;
use super::super::super::widgets::value;
use crate::protocol::Report;
use crate::query::answer::Record;
use crate::query::{Op, Predicate};
use crate::value::Value;
use crate::view::Node;
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// Structures this deep begin unfolded.
const OPEN: usize = 3;
/// Elements shown of a list.
const ELEMENTS: usize = 500;

/// The tree of the record.
#[component]
pub fn Json(tree: Memo<Option<Arc<Node>>>) -> impl IntoView {
    let report = state().report.get_untracked().unwrap_or_default();
    let tree = move || {
        let node = tree.get()?;
        Some(branch(None, &node, Way::default(), &report))
    };
    view! { <div class="json">{tree}</div> }
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

/// One piece with its name.
fn branch(name: Option<String>, node: &Node, way: Way, report: &Arc<Report>) -> AnyView {
    let label = name.map(|name| view! { <span class="json-name">{name}</span>": " });
    let inside = match node {
        Node::Text(text) => Node::inside(text),
        _ => None,
    };
    match inside.as_ref().unwrap_or(node) {
        Node::Object(fields) if !fields.is_empty() => {
            let hint = format!("{{ {} }}", fields.len());
            let below = |(name, node): &(String, Node)| {
                let way = way.to(Some(name), report);
                view! { <li>{branch(Some(name.clone()), node, way, report)}</li> }
            };
            let lines = fields.iter().map(below).collect_view();
            folder(label, hint, lines, way.depth)
        }
        Node::List(parts) if !parts.is_empty() => {
            let hint = format!("[ {} ]", parts.len());
            let below = |node: &Node| view! { <li>{branch(None, node, way.to(None, report), report)}</li> };
            let lines = parts.iter().take(ELEMENTS).map(below).collect_view();
            let rest = parts.len().saturating_sub(ELEMENTS);
            let more = (rest > 0).then(|| view! { <li class="json-hint">{words::detail::more_in_raw(&rest)}</li> });
            folder(label, hint, view! { {lines} {more} }, way.depth)
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
                .map(|(spoken, clauses)| super::filters(None, spoken, clauses));
            view! { <div class="json-leaf">{label}<span class=class>{text}</span>{tools}</div> }.into_any()
        }
    }
}

fn folder(
    label: Option<impl IntoView + 'static>,
    hint: String,
    lines: impl IntoView + 'static,
    depth: usize,
) -> AnyView {
    view! {
        <details open=depth < OPEN>
            <summary>{label}<span class="json-hint">{hint}</span></summary>
            <ul>{lines}</ul>
        </details>
    }
    .into_any()
}

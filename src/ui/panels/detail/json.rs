//! The record as a tree to fold, its leaves to filter by where they are columns.

use super::super::super::state::state;
use super::super::super::widgets::value;
use super::Text;
use super::tree::Node;
use crate::protocol::Report;
use crate::query::answer::Record;
use crate::value::Value;
use leptos::prelude::*;
use std::sync::Arc;

/// Structures this deep begin unfolded.
const OPEN: usize = 3;
/// Elements shown of a list.
const ELEMENTS: usize = 500;

/// The tree of the raw record, or of its fields where the record is no JSON.
#[component]
pub fn Json(record: Arc<Record>, text: RwSignal<Text>) -> impl IntoView {
    let report = state().report.get_untracked().unwrap_or_default();
    let tree = move || {
        let raw = text.with(|text| {
            text.as_ref()
                .and_then(|text| text.as_ref().ok().and_then(|text| Node::inside(text)))
        });
        let node = raw.unwrap_or_else(|| of_fields(&record));
        branch(None, node, String::new(), 0, &report)
    };
    view! { <div class="json">{tree}</div> }
}

/// The fields as an object; cells that hold JSON are unfolded too.
fn of_fields(record: &Record) -> Node {
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

/// One piece with its name; `path` is the column it would be.
fn branch(name: Option<String>, node: Node, path: String, depth: usize, report: &Arc<Report>) -> AnyView {
    let label = name.map(|name| view! { <span class="json-name">{name}</span>": " });
    match node {
        Node::Object(fields) if !fields.is_empty() => {
            let hint = format!("{{ {} }}", fields.len());
            let below = |(name, node): (String, Node)| {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                view! { <li>{branch(Some(name), node, path, depth + 1, report)}</li> }
            };
            let lines = fields.into_iter().map(below).collect_view();
            folder(label, hint, lines, depth)
        }
        Node::List(parts) if !parts.is_empty() => {
            let hint = format!("[ {} ]", parts.len());
            let below = |node: Node| view! { <li>{branch(None, node, path.clone(), depth + 1, report)}</li> };
            let lines = parts.into_iter().take(ELEMENTS).map(below).collect_view();
            folder(label, hint, lines, depth)
        }
        leaf => {
            let (text, class) = match &leaf {
                Node::Null => ("null".to_string(), "null"),
                Node::Text(text) => (serde_json::to_string(text).unwrap_or_default(), "json-text"),
                Node::Plain(text) => (text.clone(), "json-plain"),
                Node::List(_) => ("[]".into(), "null"),
                Node::Object(_) => ("{}".into(), "null"),
            };
            let value = leaf.leaf().map_or(Value::Null, |text| Value::Text(text.into()));
            let filterable = report.column(&path).is_some() && (leaf.leaf().is_some() || leaf == Node::Null);
            let tools = filterable.then(|| super::tools(path, value));
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

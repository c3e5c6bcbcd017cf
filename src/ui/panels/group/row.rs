//! One group's line: its key, its count with a bar, its measures, and what can be done with it.

use super::super::super::clock;
use super::super::super::state::State;
use super::change;
use super::lines::{Line, Path};
use crate::chart::{scale, time};
use crate::query::{Key, Predicate};
use crate::value::{Value, Zone};
use crate::view::{Action, Tab, text_of};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

/// What a row needs to know of its tree.
#[derive(Clone, Copy)]
pub struct Tree {
    pub state: State,
    pub keys: Memo<Vec<Key>>,
    pub active: RwSignal<usize>,
    pub template: Memo<String>,
}

/// Opens or closes a group.
pub fn fold(state: State, path: &Path, open: bool) {
    change(state, |group| {
        // Closing closes everything below.
        group
            .open
            .retain(|other| if open { other != path } else { !other.starts_with(path) });
        if open {
            group.open.push(path.clone());
        }
    });
}

/// Filters for the rows of a group and shows them, or filters them out; one step.
pub fn drill(state: State, path: &Path, keep: bool) {
    let Some(report) = state.report.get_untracked() else {
        return;
    };
    let mut view = state.view.get_untracked();
    let parts = view.group_path(path, &report, &state.zone.get_untracked());
    if keep {
        for predicate in parts {
            view.apply(Action::Add {
                source: None,
                predicate,
            });
        }
        view.apply(Action::SetTab(Tab::Events));
    } else {
        view.apply(Action::Add {
            source: None,
            predicate: Predicate::all(parts).negate(),
        });
    }
    state.act(Action::Show(Box::new(view)));
}

/// A key's value and the class of its looks.
fn key_text(value: &Value, key: Option<&Key>, zone: &Zone) -> (String, &'static str) {
    match (value, key) {
        (Value::Null, _) => ("null".into(), "null"),
        (Value::Text(text), _) if text.is_empty() => ("\"\"".into(), "null"),
        (Value::Time(at), Some(Key::Time { bucket, .. })) => (time::name(*at, *bucket, zone), ""),
        (Value::Time(at), _) => (clock::show(*at, zone), ""),
        (value, _) => (text_of(value).unwrap_or_default(), ""),
    }
}

fn measure_text(value: &Value, zone: &Zone) -> (String, &'static str) {
    match value {
        Value::Integer(value) => (scale::number(*value as f64), ""),
        Value::Number(value) => (scale::number(*value), ""),
        other => key_text(other, None, zone),
    }
}

impl Tree {
    /// The view of a line.
    pub fn row(self, index: usize, line: Line) -> AnyView {
        let Self {
            state,
            keys,
            active,
            template,
        } = self;
        let id = format!("group-row-{index}");
        let current = move || active.get() == index;
        match line {
            Line::Note { level, text } => view! {
                <div role="row" {..level_of(level)} id=id class="group-row note" class:active=current aria-rowindex={index + 2}>
                    <div role="gridcell" class="group-key" style:padding-left=indent(level, false)>{text}</div>
                </div>
            }
            .into_any(),
            Line::Group { path, value, measures, open, place, share } => {
                let zone = state.zone.get_untracked();
                let level = path.len() - 1;
                let (text, class) = keys.with_untracked(|keys| key_text(&value, keys.get(level), &zone));
                let path = StoredValue::new(path);
                let toggle = open.map(|open| view! {
                    <button type="button" class="fold" tabindex="-1" aria-hidden="true"
                        on:click=move |event| {
                            event.stop_propagation();
                            active.set(index);
                            fold(state, &path.get_value(), !open);
                        }>{if open { "▾" } else { "▸" }}</button>
                });
                let act = move |label: &'static str, keep: bool| view! {
                    <button type="button" class="mini" tabindex="-1"
                        on:click=move |event| {
                            event.stop_propagation();
                            drill(state, &path.get_value(), keep);
                        }>{label}</button>
                };
                let cells = measures.iter().enumerate().map(|(at, value)| {
                    let (text, class) = measure_text(value, &zone);
                    let bar = (at == 0).then(|| view! {
                        <span class="group-bar" style:width=format!("{:.1}%", share * 100.0)></span>
                    });
                    view! { <div role="gridcell" class=format!("group-number {class}")>{bar}<span>{text}</span></div> }
                });
                view! {
                    <div role="row" {..level_of(level)} id=id class="group-row" class:active=current aria-rowindex={index + 2}
                        aria-posinset=place.0 aria-setsize=place.1.to_string() aria-expanded=open.map(|open| open.to_string())
                        aria-selected=move || current().to_string()
                        style:grid-template-columns=move || template.get()
                        on:click=move |_| active.set(index)
                        on:dblclick=move |_| drill(state, &path.get_value(), true)>
                        <div role="gridcell" class="group-key" style:padding-left=indent(level, level > 0 && open.is_none())>
                            {toggle}
                            <span class=format!("group-value {class}") title=text.clone()>{text.clone()}</span>
                            <span class="group-do">{act("Keep only", true)}{act("Exclude", false)}</span>
                        </div>
                        {cells.collect_view()}
                    </div>
                }
                .into_any()
            }
        }
    }
}

/// How deep a line is, for screen readers, from 1.
fn level_of(level: usize) -> impl leptos::attr::Attribute {
    custom_attribute("aria-level", (level + 1).to_string())
}

/// Where a line's text begins; one without a fold stands under the text of those with one.
fn indent(level: usize, leaf: bool) -> String {
    format!("{}px", 12 + 20 * level + if leaf { 22 } else { 0 })
}

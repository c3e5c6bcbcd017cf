//! The fields of the open event that hold a value, by group.

use super::super::super::state::state;
use super::super::super::widgets::{number, parts, value};
use crate::query::answer::Record;
use crate::value::Value;
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// Characters from which on a value shows its first lines only: a whole record in one cell would push everything else out of sight.
const LONG: usize = 320;

/// Fields under the title of their group.
type Group = (Option<String>, Vec<(String, Value)>);

/// Names and values, with buttons to filter.
#[component]
pub fn Fields(record: Arc<Record>) -> impl IntoView {
    let state = state();
    let report = state.report.get_untracked();
    let mut groups: Vec<Group> = Vec::new();
    for (name, value) in &record.fields {
        let group = report.as_ref().and_then(|report| report.column(name)?.group.clone());
        let field = (name.clone(), value.clone());
        match groups.iter_mut().find(|(other, _)| *other == group) {
            Some((_, fields)) => fields.push(field),
            None => groups.push((group, vec![field])),
        }
    }
    let meanings = report.clone();
    let meaning = move |name: &str, value: &Value| {
        let text = value::literal(value)?;
        Some(meanings.as_ref()?.meaning(name, &text)?.to_owned())
    };
    let failed = move |name: &str, value: &Value| {
        let text = value::literal(value);
        text.is_some_and(|text| report.as_ref().is_some_and(|report| report.says_failed(name, &text)))
    };
    let field = move |above: &str, (name, value): (String, Value)| {
        let above = name
            .get(..above.len())
            .filter(|start| *start == above)
            .unwrap_or_default();
        let failed = failed(&name, &value);
        let meaning = meaning(&name, &value);
        let shown = {
            let value = value.clone();
            move || {
                state.zone.with(|zone| {
                    let zoned = matches!(value, Value::Time(_))
                        .then(|| view! { <small class="detail-zone">{format!(" {}", zone.name)}</small> });
                    let shown = match &value {
                        Value::Text(text) if !text.is_empty() => parts(&value::text(&value, zone)),
                        other => value::shown(other, zone),
                    };
                    view! { {shown}{zoned} }
                })
            }
        };
        let length = value::literal(&value).map_or(0, |text| text.chars().count());
        let whole = (length > LONG).then(|| RwSignal::new(false));
        let clamped = move || whole.is_some_and(|whole| !whole.get());
        let turn = whole.map(|whole| {
            let label = move || {
                if whole.get() {
                    words::detail::SHOW_LESS.to_owned()
                } else {
                    words::detail::show_whole(&number(length as u64))
                }
            };
            view! {
                <button type="button" class="link detail-whole" aria-expanded=move || whole.get().to_string()
                    on:click=move |_| whole.update(|whole| *whole = !*whole)>{label}</button>
            }
        });
        view! {
            <div class="detail-field">
                // What the title above says is part of the text, for who copies it, but not seen.
                <dt><span class="middle-unseen">{above.to_owned()}</span>{value::plain(&name[above.len()..])}</dt>
                <dd>
                    <span class:failed=failed class:clamped=clamped>{failed.then(|| view! { <span aria-hidden="true">"✕ "</span> })}{shown}</span>
                    {turn}
                    {meaning.map(|meaning| view! { <small class="detail-meaning">{meaning}</small> })}
                    {super::tools(name, value)}
                </dd>
            </div>
        }
    };
    let group = move |(title, fields): Group| {
        // The title says what the names of its fields begin with.
        let above = title.as_ref().map(|title| format!("{title}.")).unwrap_or_default();
        let fields = fields.into_iter().map(|one| field(&above, one)).collect_view();
        view! {
            {title.map(|title| view! { <h3>{title}</h3> })}
            <dl>{fields}</dl>
        }
    };
    groups.into_iter().map(group).collect_view()
}

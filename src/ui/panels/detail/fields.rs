//! The fields of the open event that hold a value, by group.

use super::super::super::state::state;
use super::super::super::widgets::value;
use crate::query::answer::Record;
use crate::value::Value;
use leptos::prelude::*;
use std::sync::Arc;

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
    let outcome = report.as_ref().and_then(|report| report.roles.outcome.clone());
    let meanings = report.clone();
    let meaning = move |name: &str, value: &Value| {
        let text = value::literal(value)?;
        Some(meanings.as_ref()?.meaning(name, &text)?.to_owned())
    };
    let failed = move |name: &str, value: &Value| {
        let text = value::literal(value);
        outcome.as_deref() == Some(name)
            && report
                .as_ref()
                .is_some_and(|report| text.is_some_and(|text| report.failures.contains(&text)))
    };
    let field = move |(name, value): (String, Value)| {
        let failed = failed(&name, &value);
        let meaning = meaning(&name, &value);
        let shown = {
            let value = value.clone();
            move || {
                state.zone.with(|zone| {
                    let zoned = matches!(value, Value::Time(_))
                        .then(|| view! { <small class="detail-zone">{format!(" {}", zone.name)}</small> });
                    view! { {value::shown(&value, zone)}{zoned} }
                })
            }
        };
        view! {
            <div class="detail-field">
                <dt title=name.clone()>{name.clone()}</dt>
                <dd>
                    <span class:failed=failed>{failed.then(|| view! { <span aria-hidden="true">"✕ "</span> })}{shown}</span>
                    {meaning.map(|meaning| view! { <small class="detail-meaning">{meaning}</small> })}
                    {super::tools(name, value)}
                </dd>
            </div>
        }
    };
    let group = move |(title, fields): Group| {
        view! {
            {title.map(|title| view! { <h3>{title}</h3> })}
            <dl>{fields.into_iter().map(&field).collect_view()}</dl>
        }
    };
    groups.into_iter().map(group).collect_view()
}

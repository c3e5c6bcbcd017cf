//! What a column holds under the filter, above its menu: its kind, how many values, which are frequent, from when to when.

use super::table::Table;
use crate::query::{Answer, Answers};
use crate::ui::panels::fields::kind;
use crate::ui::widgets::{cell, number, value};
use crate::value::{Kind, Value, Zone};
use crate::view::{Action, Slot};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// Bars of the small histogram at most; narrower buckets are put together.
const BARS: usize = 60;

/// The summary of a column.
#[component]
pub fn Summary(table: Table, name: String) -> impl IntoView {
    let state = table.state;
    let about = state
        .report
        .with_untracked(|report| report.as_ref().and_then(|report| report.column(&name).cloned()));
    let held = state.held(&Slot::Summary(name.clone()));
    let matched = state.held(&Slot::Count);
    let what = about.map(|about| {
        let (sign, kind_name) = kind(about.kind);
        let note = about.note.map(|note| view! { <p class="soft">{note}</p> });
        let title = about.name.clone();
        view! {
            <p class="summary-name" title=title>
                <span class="field-kind" aria-hidden="true">{sign}</span>
                <strong>{about.name}</strong>
                <span class="soft">{kind_name}</span>
            </p>
            {note}
        }
    });
    let kind_of = state.report.with_untracked(|report| {
        let report = report.as_ref()?;
        Some(report.column(&name)?.kind)
    });
    let ends = matches!(kind_of, Some(Kind::Time | Kind::Integer | Kind::Number));
    let body = move || {
        let zone = state.zone.get();
        let all = matched.with(|held| held.answers.as_ref().map(|answers| answers.rows));
        held.with(|held| {
            let answers: &Arc<Answers> = held.answers.as_ref()?;
            let nulls = all.map(|all| all.saturating_sub(answers.rows));
            let mut lines = vec![counts(answers, nulls)];
            for answer in &answers.answers {
                match answer {
                    Answer::Facet { values, .. } => lines.push(frequent(table, &name, values, answers.rows, &zone)),
                    Answer::Group { rows, .. } => lines.extend(rows.first().and_then(|row| span(row, ends, &zone))),
                    Answer::Histogram { series, .. } => {
                        let counts = series.first().map(|series| series.counts.clone()).unwrap_or_default();
                        lines.push(bars(&counts));
                    }
                    _ => {}
                }
            }
            Some(view! { <div class:waiting=held.waiting>{lines}</div> })
        })
    };
    view! { <section class="summary" aria-label=words::events::WHAT_COLUMN_HOLDS>{what} {body}</section> }
}

fn counts(answers: &Answers, nulls: Option<u64>) -> AnyView {
    let distinct = answers.answers.iter().find_map(|answer| match answer {
        Answer::Facet { distinct, .. } => Some(*distinct),
        _ => None,
    });
    let part = |count: u64, what: &'static str| {
        view! { <span><strong>{number(count)}</strong> " " {what}</span> }
    };
    view! {
        <p class="summary-counts">
            {part(answers.rows, words::events::SUMMARY_VALUES)} {nulls.map(|nulls| part(nulls, "null"))}
            {distinct.map(|distinct| part(distinct, words::events::SUMMARY_DISTINCT))}
        </p>
    }
    .into_any()
}

/// The most frequent values; a click keeps one.
fn frequent(table: Table, name: &str, values: &[(Value, u64)], all: u64, zone: &Zone) -> AnyView {
    let line = |(value, count): &(Value, u64)| {
        let share = *count as f64 / all.max(1) as f64 * 100.0;
        let clauses = value::clauses(name, value);
        let keep = move |_| {
            for predicate in clauses.clone() {
                table.state.act(Action::Add {
                    source: None,
                    predicate,
                });
            }
            table.popup.set(None);
        };
        let whole = words::common::keep_only(&value::text(value, zone));
        view! {
            <li class="value">
                <span class="value-bar" style:width=format!("{share:.1}%")></span>
                <button type="button" class="value-pick" tabindex="-1" title=whole on:click=keep>
                    <span class="value-name">{value::shown(value, zone)}</span>
                    <span class="value-count">{number(*count)}</span>
                </button>
            </li>
        }
    };
    let lines = values.iter().map(line).collect_view();
    view! { <ul class="values" aria-label=words::events::FREQUENT_VALUES>{lines}</ul> }.into_any()
}

/// Least and greatest, or when it was seen first and last.
fn span(row: &[Value], ends: bool, zone: &Zone) -> Option<AnyView> {
    let [first, last] = row else { return None };
    if *first == Value::Null {
        return None;
    }
    let (from, to) = if ends {
        (words::events::FROM, words::events::SIDE_TO)
    } else {
        (words::events::SUMMARY_FIRST_SEEN, words::events::SUMMARY_LAST_SEEN)
    };
    let line = |label: &'static str, value: &Value| {
        view! { <span><span class="soft">{label}</span> " " {cell(value, zone).text}</span> }
    };
    Some(view! { <p class="summary-span">{line(from, first)} {line(to, last)}</p> }.into_any())
}

/// How many when, small.
fn bars(counts: &[u64]) -> AnyView {
    let together = counts.len().div_ceil(BARS).max(1);
    let sums: Vec<u64> = counts.chunks(together).map(|chunk| chunk.iter().sum()).collect();
    let most = sums.iter().copied().max().unwrap_or(0).max(1);
    let bar = |&sum: &u64| {
        let tall = sum as f64 / most as f64 * 100.0;
        view! { <span style:height=format!("{tall:.1}%")></span> }
    };
    let bars = sums.iter().map(bar).collect_view();
    view! { <div class="summary-bars" aria-hidden="true">{bars}</div> }.into_any()
}

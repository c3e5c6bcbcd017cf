//! What the open event changed: each value before and after, side by side.

use crate::view::{Change, Sides};
use crate::words;
use leptos::prelude::*;

/// The changes, those that are none folded away.
#[component]
pub fn Changes(changes: Vec<Change>) -> impl IntoView {
    let section = |sides: Sides| {
        let (before, after) = match sides {
            Sides::Changed => (words::detail::BEFORE, words::detail::AFTER),
            Sides::Answered => (words::detail::ASKED, words::detail::ANSWERED),
        };
        let (same, other): (Vec<Change>, Vec<Change>) = changes
            .iter()
            .filter(|change| change.sides == sides)
            .cloned()
            .partition(|change| change.before == change.after);
        if same.is_empty() && other.is_empty() {
            return None;
        }
        let rows = |changes: Vec<Change>| changes.into_iter().map(row).collect_view();
        let folded = (!same.is_empty()).then(|| {
            let label = match other.len() {
                0 => words::detail::all_same(&same.len()),
                _ => words::detail::more_same(&same.len()),
            };
            view! {
                <details class="changes-same" open=other.is_empty()>
                    <summary>{label}</summary>
                    <table class="changes">
                        <tbody>{rows(same)}</tbody>
                    </table>
                </details>
            }
        });
        let table = (!other.is_empty()).then(|| {
            view! {
                <table class="changes">
                    <thead>
                        <tr>
                            <th scope="col">{words::common::NAME}</th>
                            <th scope="col">{before}</th>
                            <th scope="col">{after}</th>
                        </tr>
                    </thead>
                    <tbody>{rows(other)}</tbody>
                </table>
            }
        });
        Some(view! { <section>{table} {folded}</section> })
    };
    view! { {section(Sides::Changed)} {section(Sides::Answered)} }
}

fn row(change: Change) -> impl IntoView {
    let differs = change.before != change.after;
    let side = |value: Option<String>, class: &'static str| match value {
        Some(text) if text.is_empty() => view! { <td><i class="null">"\"\""</i></td> }.into_any(),
        Some(text) if differs => view! { <td><span class=class>{text}</span></td> }.into_any(),
        Some(text) => view! { <td>{text}</td> }.into_any(),
        None => view! { <td><i class="null">{words::detail::NONE}</i></td> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{change.name}</th>
            {side(change.before, "change-before")}
            {side(change.after, "change-after")}
        </tr>
    }
}

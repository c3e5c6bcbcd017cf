//! One field: its name, kind and number of values; unfolded, the values.

use super::super::super::widgets::{browser, middle, number};
use super::{Shelf, values};
use crate::query::{Answer, Predicate};
use crate::value::Kind;
use crate::view::{Action, Picked, Slot};
use crate::words;
use leptos::{html, prelude::*};
use std::collections::HashSet;

/// A sign of the kind, and its name.
pub fn kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Time => ("◷", words::kinds::TIME),
        Kind::Integer => ("#", words::kinds::WHOLE_NUMBER),
        Kind::Number => ("#.", words::kinds::NUMBER),
        Kind::Boolean => ("◐", words::kinds::TRUE_OR_FALSE),
        Kind::Text => ("T", words::kinds::TEXT),
        Kind::List => ("[]", words::kinds::LIST),
    }
}

/// One field of the panel.
#[component]
pub fn Field(shelf: Shelf, name: String) -> impl IntoView {
    let state = shelf.state;
    let name = StoredValue::new(name);
    let open = Memo::new(move |_| {
        shelf
            .unfolded
            .with(|names| name.with_value(|name| names.contains(name)))
    });
    let held = StoredValue::new(state.held(&Slot::Facet(name.get_value())));
    let about = Memo::new(move |_| {
        let report = state.report.get()?;
        let column = name.with_value(|name| report.column(name).cloned())?;
        Some((
            column.kind,
            column.counted().then_some(column.distinct),
            column.note.clone(),
        ))
    });
    // Of a folded computed column it is not known.
    let known = Memo::new(move |_| {
        let now = open.get().then(|| {
            held.with_value(|held| {
                held.with(|held| match held.answers.as_ref()?.answers.first()? {
                    Answer::Facet { distinct, .. } => Some(*distinct),
                    _ => None,
                })
            })
        });
        now.flatten().or(about.get().and_then(|about| about.1))
    });
    let picked = Memo::new(move |_| state.view.with(|view| name.with_value(|name| Picked::of(view, name))));
    let narrowed = move || picked.with(|picked| *picked != Picked::default());
    // Of a folded field only the whole log's values are counted: under a filter there are at most so many, and at most one an event.
    let bound = Memo::new(move |_| {
        let (known, about) = (known.get()?, about.get()?);
        let slot = Slot::Facet(name.get_value());
        if open.get() || state.view.with(|view| view.filter_for(Some(&slot)) == Predicate::All) {
            return None;
        }
        let own = about.0 == Kind::List || narrowed();
        Some(known.min(shelf.matched.get().filter(|_| !own).unwrap_or(known)))
    });
    let distinct = Memo::new(move |_| known.get().unwrap_or(0));
    let clear = move |_| state.act(name.with_value(|name| Picked::default().action(name)));
    let searched = move || {
        shelf
            .searched
            .with(|searched| name.with_value(|name| searched.get(name).is_some_and(|text| !text.is_empty())))
    };
    let answered = move || held.with_value(|held| held.with(|held| held.answers.is_some()));
    // Nothing but nulls under the filter: the values fold away until there are some.
    let none = Memo::new(move |_| open.get() && distinct.get() == 0 && answered() && !searched() && !narrowed());
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let (true, Some(place)) = (open.get(), place.get()) {
            browser::on_sight(&place, move |seen| {
                let change = |all: &mut HashSet<String>| {
                    let name = name.get_value();
                    if seen { all.insert(name) } else { all.remove(&name) }
                };
                shelf.seen.try_maybe_update(|all| (change(all), ()));
            });
        }
    });
    on_cleanup(move || {
        name.try_with_value(|name| shelf.seen.try_update(|all| all.remove(name)));
    });
    view! {
        <div class="field" class:open=move || open.get() class:none=move || none.get() node_ref=place>
            <div class="field-head">
                <button type="button" class="field-fold" aria-expanded=move || open.get().to_string()
                    title=move || about.get().and_then(|about| about.2)
                    on:click=move |_| state.act(Action::Unfold(name.get_value()))>
                    <span class="field-kind" title=move || about.get().map(|about| kind(about.0).1)>{move || about.get().map(|about| kind(about.0).0)}</span>
                    <span class="field-name">{name.with_value(|name| middle(name))}</span>
                    <span class="field-count" title=move || if bound.get().is_some() { words::fields::DISTINCT_AT_MOST } else { words::fields::DISTINCT_VALUES }>
                        {move || match bound.get() {
                            Some(most @ 1..) => Some(words::fields::at_most(&number(most))),
                            Some(none) => Some(number(none)),
                            None => known.get().map(number),
                        }}
                    </span>
                </button>
                <Show when=narrowed>
                    <button type="button" class="field-clear" title=words::fields::LIFT_FILTER aria-label=words::fields::LIFT_FILTER on:click=clear>"×"</button>
                </Show>
            </div>
            <Show when=move || open.get() && !none.get()>
                <values::Values shelf name=name.get_value() picked distinct/>
            </Show>
        </div>
    }
}

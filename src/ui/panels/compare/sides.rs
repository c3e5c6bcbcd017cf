//! Which two sets of rows are compared: chosen at once, or each by a filter.

use super::super::chips::said;
use super::super::group::ColumnSelect;
use super::compare;
use crate::query::language::{parse, unknown};
use crate::query::{Answer, Ask, Op, Predicate, Query};
use crate::ui::state::{State, state};
use crate::ui::widgets::count;
use crate::view::{Contrasts, text_of};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// Characters to a line of a side's filter, where the browser does not fit its height by itself.
const ROW: usize = 60;

/// The choice of the sides, and what each is.
#[component]
pub fn Sides(contrasts: Memo<Option<Arc<Contrasts>>>) -> impl IntoView {
    let state = state();
    let sides = Memo::new(move |_| state.view.with(|view| view.compare.sides.clone()));
    let periods = move |_| {
        let report = state.report.get_untracked().unwrap_or_default();
        match state
            .view
            .with_untracked(|view| view.periods(&report, &state.zone.get_untracked()))
        {
            Some(periods) => compare(state, Some(periods)),
            None => state.notice.set(Some(words::compare::NO_TIMES.into())),
        }
    };
    let values = Callback::new(move |column: String| {
        if !column.is_empty() {
            two_values(state, column);
        }
    });
    let actor = Memo::new(move |_| {
        state
            .report
            .with(|report| report.as_ref().and_then(|report| report.roles.actor.clone()))
    });
    let people = move || {
        actor.get().map(|column| {
            let label = words::compare::two_of(&column);
            view! { <button type="button" class="button" on:click=move |_| two_values(state, column.clone())>{label}</button> }
        })
    };
    let swap = move |_| {
        if let Some((left, right)) = sides.get_untracked() {
            compare(state, Some((right, left)));
        }
    };
    let rows = move |right: bool| {
        contrasts.with(|told| {
            let told = told.as_ref()?;
            Some(count(if right { told.right } else { told.left }, words::counts::events))
        })
    };
    let side = move |right: bool| {
        let of = Memo::new(move |_| sides.get().map(|(left, other)| if right { other } else { left }));
        view! {
            <div class="compare-side">
                <span class="compare-dot" class:right=right aria-hidden="true"></span>
                {move || match of.with(Option::is_some) {
                    true => view! { <SideFilter right=right predicate=of/> }.into_any(),
                    false => {
                        let whole = if right { words::compare::SIDE_ALL_OTHERS } else { words::compare::SIDE_FILTER };
                        view! { <span>{whole}</span> }.into_any()
                    }
                }}
                <span class="compare-rows">{move || rows(right)}</span>
            </div>
        }
    };
    view! {
        <div class="group-build">
            <div class="build-line" role="group" aria-label=words::compare::WHAT_COMPARED>
                <span class="build-label">{words::common::COMPARE}</span>
                <button type="button" class="button" aria-pressed=move || sides.with(Option::is_none).to_string()
                    on:click=move |_| compare(state, None)>{words::compare::FILTER_REST}</button>
                <button type="button" class="button" title=words::compare::TWO_PERIODS_TIP
                    on:click=periods>{words::compare::TWO_PERIODS}</button>
                {people}
                <ColumnSelect label=words::compare::TWO_VALUES_LABEL none=words::compare::TWO_VALUES_OF value=Signal::stored(String::new()) adder=true on_pick=values/>
                <Show when=move || sides.with(Option::is_some)>
                    <button type="button" class="button" on:click=swap>{words::common::SWAP}</button>
                </Show>
            </div>
            <div class="compare-sides">{side(false)}{side(true)}</div>
        </div>
    }
}

/// The filter of a side, to be written anew.
#[component]
fn SideFilter(right: bool, predicate: Memo<Option<Predicate>>) -> impl IntoView {
    let state = state();
    let text = move || predicate.with(|predicate| predicate.as_ref().map(|predicate| state.written(predicate)));
    let rows = move || (text().map_or(0, |text| text.chars().count()) / ROW + 1).to_string();
    let wrong = RwSignal::new(None::<String>);
    let label = if right {
        words::compare::FILTER_RIGHT_SIDE
    } else {
        words::compare::FILTER_LEFT_SIDE
    };
    let title =
        move || predicate.with(|predicate| predicate.as_ref().map(|predicate| said(state, predicate).to_string()));
    let take = move |typed: String| {
        let names = state.report.with_untracked(|report| {
            let columns = report.iter().flat_map(|report| &report.columns);
            columns.map(|column| column.name.clone()).collect::<Vec<_>>()
        });
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let read = parse(&typed).and_then(|parsed| match unknown(&parsed, &names) {
            Some(failure) => Err(failure),
            None => Ok(parsed.predicate),
        });
        match (read, state.view.with_untracked(|view| view.compare.sides.clone())) {
            (Ok(read), Some((left, other))) => {
                wrong.set(None);
                compare(state, Some(if right { (left, read) } else { (read, other) }));
            }
            (Err(failure), _) => wrong.set(Some(format!("{} {}", failure.what, failure.hint))),
            (Ok(_), None) => {}
        }
    };
    let enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            take(event_target_value(&event));
        }
    };
    view! {
        <textarea class="measure-filter" spellcheck="false" autocomplete="off" aria-label=label title=title rows=rows prop:value=text
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            on:change=move |event| take(event_target_value(&event))
            on:keydown=enter></textarea>
        {move || wrong.get().map(|wrong| view! { <span class="measure-says wrong" role="alert">{wrong}</span> })}
    }
}

/// Compares the two most frequent values of a column, which can then be changed.
fn two_values(state: State, column: String) {
    let query = Query {
        columns: state.view.with_untracked(|view| view.computed.clone()),
        filter: state.view.with_untracked(|view| view.filter()),
        asks: vec![Ask::top(column.clone(), 3, "")],
        zone: state.zone.get_untracked(),
        clock: state.clock.get_untracked(),
    };
    state.ask(query, move |result| {
        let answers = match result {
            Ok(answers) => answers,
            Err(failure) => return state.notice.set(Some(format!("{} {}", failure.what, failure.hint))),
        };
        let Some(Answer::Facet { values, .. }) = answers.answers.first() else {
            return;
        };
        let mut tests = values
            .iter()
            .filter_map(|(value, _)| text_of(value))
            .map(|value| Predicate::test(column.as_str(), Op::Equals(value)));
        match (tests.next(), tests.next()) {
            (Some(left), Some(right)) => compare(state, Some((left, right))),
            (Some(left), None) => compare(state, Some((left.clone(), left.negate()))),
            _ => state.notice.set(Some(words::compare::no_value_in(&column))),
        }
    });
}

//! The dialog of computed columns: makes one, changes one, takes one away, and shows what comes out before anything is kept.

use super::FormulaInput;
use super::wrong::Wrong;
use crate::query::formula::{Formula, kind_words};
use crate::query::{Answer, Ask, Computed, Failure, Query};
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Dialog, cell, number};
use crate::value::{Kind, Value};
use crate::view::Action;
use crate::words;
use leptos::{html, prelude::*};
use std::time::Duration;

/// Values shown of what comes out.
const VALUES: usize = 6;

/// How long typing must rest before values are asked for.
const REST: Duration = Duration::from_millis(250);

/// What the name and the formula make: all computed columns with it, and its kind.
type Made = Result<(Vec<Computed>, Kind), Failure>;

/// The dialog, opened by [`crate::ui::frame::Frame::compute`].
#[component]
pub fn ComputeDialog() -> impl IntoView {
    let compute = frame().compute;
    let title = move || match compute.of.get() {
        Some(name) => words::formula::column_title(&name),
        None => words::common::NEW_COMPUTED_COLUMN.into(),
    };
    view! {
        <Dialog open=compute.open id="compute" title=Signal::derive(title)>
            {move || view! { <Form of=compute.of.get()/> }}
            <Others/>
        </Dialog>
    }
}

/// Name, formula, and what they come to; starts with the column of this name.
#[component]
fn Form(of: Option<String>) -> impl IntoView {
    let (state, compute) = (state(), frame().compute);
    let before = of.as_ref().and_then(|name| {
        let column = |view: &crate::view::View| view.computed.iter().find(|column| column.name == *name).cloned();
        state.view.with_untracked(column)
    });
    let is_new = before.is_none();
    let name = RwSignal::new(of.clone().unwrap_or_default());
    let start = || compute.start.get_untracked();
    let text = RwSignal::new(before.map_or_else(start, |column| column.formula.text().to_owned()));
    let made: Memo<Made> = Memo::new(move |_| {
        let read = state.read.get().unwrap_or_default();
        let (name, text, of) = (name.get(), text.get(), of.clone());
        // A column without a name yet can be looked at all the same.
        let name = if name.trim().is_empty() {
            words::formula::UNNAMED.into()
        } else {
            name
        };
        state.view.with(|view| view.compute(&name, &text, of.as_deref(), &read))
    });
    let unnamed = move || name.with(|name| name.trim().is_empty());
    let empty = move || text.with(|text| text.trim().is_empty());
    let first = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = first.get() {
            request_animation_frame(move || input.focus().unwrap_or_default());
        }
    });
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Ok((columns, _)), false) = (made.get_untracked(), unnamed()) else {
            return;
        };
        let shown = is_new.then(|| with_column(state, &columns));
        state.act(Action::Compute { columns, shown });
        compute.open.set(false);
    };
    let failure = Signal::derive(move || if empty() { None } else { made.get().err() });
    let comes_to = move || match made.get() {
        Ok((_, kind)) => words::formula::gives(&kind_words(kind)),
        Err(_) => String::new(),
    };
    view! {
        <form class="compute-form" on:submit=keep>
            <label>
                <span>{words::common::NAME}</span>
                <input type="text" node_ref=first autocomplete="off" disabled=!is_new
                    title=if is_new { "" } else { words::formula::NAME_TIP }
                    prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
            </label>
            <div class="compute-formula">
                <span>"="</span>
                <FormulaInput label=words::common::FORMULA text=text placeholder=words::formula::PLACEHOLDER
                    invalid=Signal::derive(move || failure.with(Option::is_some))/>
            </div>
            <Wrong failure text/>
            <p class="soft" role="status">{comes_to}</p>
            <Preview made/>
            <p class="compute-buttons">
                <button type="submit" class="button strong" disabled=move || unnamed() || made.with(Result::is_err)>
                    {if is_new { words::formula::ADD_COLUMN } else { words::formula::SAVE }}
                </button>
                <button type="button" class="button" on:click=move |_| compute.open.set(false)>{words::common::CANCEL}</button>
                <span class="faint">{words::formula::KEYS}</span>
            </p>
        </form>
    }
}

/// The columns shown, with the new one beside the last of those that it is made of, or after all.
fn with_column(state: State, columns: &[Computed]) -> Vec<String> {
    let report = state.report.get_untracked();
    let mut shown = report.map_or_else(Vec::new, |report| {
        state.view.with_untracked(|view| view.columns(&report))
    });
    if let Some(Computed { name, formula }) = columns.last() {
        let place = shown.iter().rposition(|other| formula.names(other));
        shown.insert(place.map_or(shown.len(), |place| place + 1), name.clone());
    }
    shown
}

/// The most frequent values among the rows that match.
#[component]
fn Preview(made: Memo<Made>) -> impl IntoView {
    let state = state();
    let values = RwSignal::new(None::<Vec<(Value, u64)>>);
    let turn = StoredValue::new(0u64);
    Effect::new(move |_| {
        let made = made.get();
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        let Ok((columns, _)) = made else {
            return values.set(None);
        };
        let Some(name) = columns.last().map(|column| column.name.clone()) else {
            return;
        };
        let query = Query {
            filter: state.view.with_untracked(|view| view.filter()),
            asks: vec![Ask::top(name, VALUES, "")],
            zone: state.zone.get_untracked(),
            columns,
            clock: None,
        };
        set_timeout(
            move || {
                let current = move || turn.try_get_value() == Some(mine);
                if current() {
                    state.ask(query, move |result| {
                        let found = result.ok().and_then(|answers| answers.answers.into_iter().next());
                        if let (true, Some(Answer::Facet { values: found, .. })) = (current(), found) {
                            values.set(Some(found));
                        }
                    });
                }
            },
            REST,
        );
    });
    move || {
        let found = values.get().filter(|values| !values.is_empty())?;
        let zone = state.zone.get();
        let lines = found.into_iter().map(|(value, count)| {
            let shown = cell(&value, &zone);
            view! { <tr><td class="value">{shown.text}</td><td class="count">{number(count)}</td></tr> }
        });
        Some(view! {
            <table class="compute-preview">
                <caption>{words::formula::FREQUENT_VALUES}</caption>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        })
    }
}

/// The computed columns there are.
#[component]
fn Others() -> impl IntoView {
    let (state, compute) = (state(), frame().compute);
    let columns = Memo::new(move |_| state.view.with(|view| view.computed.clone()));
    let remove = move |name: String| {
        let left = columns.get_untracked().into_iter().filter(|column| column.name != name);
        state.act(Action::Compute {
            columns: left.collect(),
            shown: None,
        });
        if compute.of.get_untracked() == Some(name) {
            compute.of.set(None);
        }
    };
    let line = move |Computed { name, formula }: Computed| {
        let (edited, removed, label) = (name.clone(), name.clone(), words::common::remove(&name));
        view! {
            <li>
                <button type="button" class="plain" title=words::formula::CHANGE on:click=move |_| compute.change(edited.clone())>
                    <strong>{name}</strong>
                    <code>{Formula::text(&formula).to_owned()}</code>
                </button>
                <button type="button" class="mini" title=words::common::REMOVE aria-label=label on:click=move |_| remove(removed.clone())>"×"</button>
            </li>
        }
    };
    move || {
        let columns = columns.get();
        (!columns.is_empty()).then(|| {
            view! {
                <h3>{words::formula::COMPUTED_COLUMNS}</h3>
                <ul class="compute-list">{columns.into_iter().map(line).collect_view()}</ul>
            }
        })
    }
}

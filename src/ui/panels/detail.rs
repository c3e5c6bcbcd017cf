//! The open event: its fields, what it changed, its record as a tree, and the bytes as they stand in the file.

mod around;
mod changes;
mod fields;
mod json;
mod raw;
mod step;

use super::super::state::state;
use super::super::widgets::{browser, number, parts, value};
use super::actor::identify;
use crate::query::answer::Record;
use crate::query::{Answer, Predicate};
use crate::value::Value;
use crate::view::{Action, Node, Slot, changes};
use crate::words;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A way to look at the record.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Face {
    #[default]
    Fields,
    /// Offered where the record tells of changes.
    Changes,
    Json,
    Raw,
    /// Offered where the log has times.
    Around,
}

/// The record as it stands in its file, or why it could not be read; `None` while it is on its way.
type Text = Option<Result<Arc<str>, String>>;

/// The panel of the open row.
#[component]
pub fn Detail() -> impl IntoView {
    let state = state();
    let open =
        Memo::new(move |_| state.report.with(Option::is_some) && state.view.with(|view| view.table.open.is_some()));
    let width = RwSignal::new(340.0_f64);
    view! { <Show when=move || open.get()><Panel width/></Show> }
}

#[component]
fn Panel(width: RwSignal<f64>) -> impl IntoView {
    let state = state();
    let face = RwSignal::new(Face::default());
    let held = state.held(&Slot::Record);
    let waiting = {
        let held = held.clone();
        Memo::new(move |_| held.with(|held| held.waiting))
    };
    let record = Memo::new(move |_| {
        held.with(|held| match held.answers.as_ref()?.answers.first()? {
            Answer::Record(record) => Some(Arc::new(record.clone())),
            _ => None,
        })
    });
    let text = RwSignal::new(None as Text);
    // The row that the text is of: while another's is on its way, the last tree stays.
    let told = RwSignal::new(None::<u64>);
    // A wish that a newer one overtook is answered with a refusal, also where both are for the same row.
    let wishes = StoredValue::new(0u64);
    Effect::new(move |_| {
        let Some(record) = record.get() else { return };
        let row = record.row;
        wishes.update_value(|wishes| *wishes += 1);
        let wish = wishes.get_value();
        state.raw(row, move |result| {
            let newest = wishes.try_get_value() == Some(wish) && record_row(record_of(state)) == Some(row);
            if newest {
                let result = result
                    .map(Arc::from)
                    .map_err(|failure| format!("{} {}", failure.what, failure.hint));
                drop(text.try_set(Some(result)));
                told.try_set(Some(row));
            }
        });
    });
    let tree = Memo::new(move |before: Option<&Option<Arc<Node>>>| {
        let record = record.get()?;
        if told.get() != Some(record.row) {
            return before.cloned().flatten();
        }
        let raw = text.with(|text| {
            let text = text.as_ref().and_then(|text| text.as_ref().ok())?;
            Node::inside(text)
        });
        Some(Arc::new(raw.unwrap_or_else(|| json::of_fields(&record))))
    });
    let around = around::Choice::new();
    let timed = Memo::new(move |_| {
        let report = state.report.get();
        report.is_some_and(|report| state.view.with(|view| view.time_column(&report)).is_some())
    });
    let changed = Memo::new(move |_| tree.with(|tree| tree.as_ref().map(|tree| changes(tree)).unwrap_or_default()));
    // An event that changed nothing is shown by its fields, and the next that did by its changes again.
    let shown = Memo::new(move |_| match face.get() {
        Face::Changes if changed.with(Vec::is_empty) => Face::Fields,
        face => face,
    });
    let title = move || {
        let (report, record) = (state.report.get()?, record.get()?);
        let part = |role: &Option<String>| {
            let name = role.as_ref()?;
            let value = &record.fields.iter().find(|(other, _)| other == name)?.1;
            let text = state.zone.with(|zone| value::text(value, zone));
            Some(text).filter(|text| !text.is_empty())
        };
        let roles = &report.roles;
        let named = |role: &Option<String>| {
            let text = part(role)?;
            let meaning = role
                .as_ref()
                .and_then(|name| report.meaning(name, &text))
                .map(str::to_owned);
            Some((text, meaning))
        };
        let (action, meaning) = named(&roles.action)
            .or_else(|| named(&roles.category))
            .unwrap_or_else(|| (words::common::EVENT.into(), None));
        let meaning = meaning.map(|meaning| view! { " "<small class="detail-means">{meaning}</small> });
        let file = report
            .files
            .get(record.at.file as usize)
            .map_or(String::new(), |file| file.name.clone());
        let place = words::detail::place(&file, &number(record.at.row));
        let who = part(&roles.actor).map(|who| (parts(&who), " · "));
        Some(view! { <h2>{parts(&action)}{meaning}</h2><p class="detail-who">{who}{place}</p> })
    };
    let tab = move |this: Face, label: &'static str| {
        view! {
            <button type="button" role="tab" aria-selected=move || (shown.get() == this).to_string() on:click=move |_| face.set(this)>{label}</button>
        }
    };
    let close = move || state.act(Action::Open(None));
    let copy = move |_| match shown.get_untracked() {
        Face::Fields | Face::Changes | Face::Around => {
            if let Some(record) = record.get_untracked() {
                browser::copy(state, value::record(&record.fields), words::common::EVENT.into());
            }
        }
        Face::Json | Face::Raw => {
            if let Some(Ok(text)) = text.get_untracked() {
                browser::copy(state, text.to_string(), words::detail::RECORD.into());
            }
        }
    };
    let keys = move |event: KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let inside = target.is_some_and(|target| {
            target
                .closest(".detail-body, .detail-border")
                .is_ok_and(|body| body.is_some())
        });
        match event.key().as_str() {
            "Escape" => close(),
            "ArrowUp" if !inside => step::step(state, -1),
            "ArrowDown" if !inside => step::step(state, 1),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <aside class="detail" aria-label=words::detail::OPEN_EVENT class:dim=move || waiting.get() style=("--wide", move || format!("{}px", width.get())) on:keydown=keys>
            <Border width/>
            <header class="detail-head">
                <div class="detail-title">{title}</div>
                <div class="detail-buttons">
                    <button type="button" title=words::detail::PREVIOUS_EVENT aria-label=words::detail::PREVIOUS_EVENT on:click=move |_| step::step(state, -1)>"↑"</button>
                    <button type="button" title=words::detail::NEXT_EVENT aria-label=words::detail::NEXT_EVENT on:click=move |_| step::step(state, 1)>"↓"</button>
                    <button type="button" title=words::common::CLOSE_ESC aria-label=words::common::CLOSE on:click=move |_| close()>"×"</button>
                </div>
            </header>
            <div class="detail-tabs">
                <div role="tablist" aria-label=words::detail::VIEWS_EVENT>
                    {tab(Face::Fields, words::common::FIELDS)}
                    <Show when=move || !changed.with(Vec::is_empty)>{tab(Face::Changes, words::detail::CHANGES)}</Show>
                    {tab(Face::Json, words::detail::JSON)} {tab(Face::Raw, words::detail::RAW)}
                    <Show when=move || timed.get()>{tab(Face::Around, words::detail::AROUND)}</Show>
                </div>
                <button type="button" class="detail-copy" on:click=copy>{words::common::COPY}</button>
            </div>
            <div class="detail-body">
                {move || record.get().map(|record| match shown.get() {
                    Face::Fields => view! { <fields::Fields record/> }.into_any(),
                    Face::Changes => view! { <changes::Changes changes=changed.get()/> }.into_any(),
                    Face::Json => view! { <json::Json record=tree/> }.into_any(),
                    Face::Raw => view! { <raw::Raw record text/> }.into_any(),
                    Face::Around => view! { <around::Surroundings record choice=around/> }.into_any(),
                })}
            </div>
        </aside>
    }
}

fn record_of(state: super::super::state::State) -> Option<Arc<crate::query::Answers>> {
    state.held(&Slot::Record).with_untracked(|held| held.answers.clone())
}

fn record_row(answers: Option<Arc<crate::query::Answers>>) -> Option<u64> {
    match answers?.answers.first()? {
        Answer::Record(Record { row, .. }) => Some(*row),
        _ => None,
    }
}

/// The left border: dragged, or moved by the arrow keys, it resizes the panel.
#[component]
fn Border(width: RwSignal<f64>) -> impl IntoView {
    let grasped = StoredValue::new(None::<(f64, f64)>);
    let set = move |wanted: f64| width.set(wanted.clamp(240.0, 900.0));
    let down = move |event: PointerEvent| {
        event.prevent_default();
        grasped.set_value(Some((f64::from(event.client_x()), width.get_untracked())));
        if let Some(border) = event
            .current_target()
            .and_then(|border| border.dyn_into::<Element>().ok())
        {
            border.set_pointer_capture(event.pointer_id()).unwrap_or_default();
        }
    };
    let moved = move |event: PointerEvent| {
        if let Some((x, before)) = grasped.get_value() {
            set(before + x - f64::from(event.client_x()));
        }
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowLeft" => set(width.get_untracked() + 20.0),
        "ArrowRight" => set(width.get_untracked() - 20.0),
        _ => {}
    };
    view! {
        <div class="detail-border" role="separator" tabindex="0" aria-orientation="vertical" aria-label=words::detail::WIDTH_EVENT_PANEL
            aria-valuenow=move || width.get().to_string() on:pointerdown=down on:pointermove=moved on:pointerup=move |_| grasped.set_value(None) on:keydown=keys></div>
    }
}

/// The buttons that lead to the page of a value, keep it or leave it out.
fn tools(column: String, value: Value) -> impl IntoView {
    let text = value::literal(&value);
    let spoken = text.clone().unwrap_or_else(|| "null".into());
    let clauses = value::clauses(&column, &value);
    let single = !matches!(value, Value::List(_) | Value::Time(_));
    let page = text.filter(|text| single && !text.is_empty()).map(|text| {
        let (state, column) = (state(), column.clone());
        let label = words::common::everything_of(&text);
        let open = move |_| identify(state, &column, text.clone());
        view! { <button type="button" title=words::common::EVERYTHING_OF_IT aria-label=label on:click=open>"›"</button> }.into_any()
    });
    filters(page, format!("{column} {spoken}"), clauses, true)
}

/// The buttons that keep or leave out what passes these tests, behind another one; whether Tab reaches them.
fn filters(first: Option<AnyView>, spoken: String, clauses: Vec<Predicate>, reached: bool) -> impl IntoView {
    let state = state();
    let clauses = StoredValue::new(clauses);
    let act = move |keep: bool| {
        for clause in clauses.get_value() {
            let predicate = if keep { clause } else { clause.negate() };
            state.act(Action::Add {
                source: None,
                predicate,
            });
        }
    };
    let tab = (!reached).then_some("-1");
    view! {
        <span class="detail-tools">
            {first}
            <button type="button" tabindex=tab title=words::detail::KEEP_ONLY_VALUE aria-label=words::common::keep_only(&spoken) on:click=move |_| act(true)>"+"</button>
            <button type="button" tabindex=tab title=words::detail::LEAVE_VALUE_OUT aria-label=words::common::leave_out(&spoken) on:click=move |_| act(false)>"−"</button>
        </span>
    }
}

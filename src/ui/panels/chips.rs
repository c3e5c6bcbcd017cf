//! The filter as movable pieces: edit, negate, disable, remove; and the zone.

use super::query_bar::read;
use super::zone_menu::ZoneMenu;
use crate::query::Predicate;
use crate::query::language;
use crate::ui::frame::frame;
use crate::ui::keys::muted;
use crate::ui::state::{State, state};
use crate::ui::widgets::browser::focus_next;
use crate::ui::widgets::write;
use crate::value::Kind;
use crate::view::{Action, Clause, View, in_zone};
use crate::words;
use leptos::{ev, html, prelude::*};

/// The texts of the chips, in their order; and where there is none any more, the button that writes one.
const TEXT: &str = ".chip-text";
const TEXT_OR_NEW: &str = ".chip-text, .chips:not(:has(.chip)) > #add-filter";

/// The filter as chips, the zone, and the steps back.
#[component]
pub fn Chips() -> impl IntoView {
    let (state, frame) = (state(), frame());
    let clauses = Memo::new(move |_| state.view.with(|view| view.clauses.clone()));
    let edited = RwSignal::new(None::<usize>);
    // A clause that went takes its editor along.
    Effect::new(move |_| {
        clauses.track();
        edited.set(None);
    });
    let chips = move || {
        let edited = edited;
        clauses
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, clause)| {
                let said = said(state, &clause.predicate);
                view! { <Chip at=at clause=clause said=said edited=edited/> }
            })
            .collect_view()
    };
    let add = move |_| {
        let Some(query) = frame.query.get_untracked() else {
            return;
        };
        let filter = state.view.with_untracked(View::filter);
        let written = state.written(&filter);
        if filter == Predicate::All || query.value() != written {
            query.focus().unwrap_or_default();
            return frame.offered.update(|times| *times += 1);
        }
        // What is typed next is one piece more: side by side means both.
        let text = match filter {
            Predicate::Or(_) => format!("({written}) "),
            _ => written + " ",
        };
        write(&query, &text, text.chars().count());
        if let Ok(event) = web_sys::Event::new("input") {
            query.dispatch_event(&event).unwrap_or_default();
        }
        frame.offered.update(|times| *times += 1);
    };
    view! {
        <section class="chips" aria-label=words::common::FILTER>
            {chips}
            <button type="button" class="plain" title=words::filter::WRITE_FILTER id="add-filter" on:click=add>
                {words::filter::ADD_FILTER}
            </button>
            <span class="chips-steps">
            <ZoneMenu/>
            <button
                type="button"
                class="plain"
                id="undo"
                title=words::filter::TAKE_LAST_STEP_BACK
                disabled=move || !state.can_step().0
                on:click=move |_| state.undo()
            >
                {words::common::UNDO}
            </button>
            <button
                type="button"
                class="plain"
                id="redo"
                title=words::filter::TAKE_AGAIN
                disabled=move || !state.can_step().1
                on:click=move |_| state.redo()
            >
                {words::common::REDO}
            </button>
            <button type="button" class="plain" id="show-trail" title=words::filter::ALL_STEPS_RETURN_NAME on:click=move |_| frame.trail.set(true)>
                {words::common::TRAIL}
            </button>
            <button
                type="button"
                class="plain"
                id="clear"
                disabled=move || clauses.with(Vec::is_empty)
                on:click=move |_| {
                    state.act(Action::Clear);
                    focus_next("#add-filter", 0);
                }
            >
                {words::filter::CLEAR_ALL}
            </button>
            </span>
        </section>
    }
}

/// What a chip says of a predicate, moments on the clock of the zone in force. Tracked.
pub fn said(state: State, predicate: &Predicate) -> language::Chip {
    let timed = |name: &str| {
        state.report.with(|report| {
            let Some(report) = report else { return false };
            let names: Vec<&str> = report.columns.iter().map(|column| column.name.as_str()).collect();
            language::resolve(name, &names).is_some_and(|at| report.columns[at].kind == Kind::Time)
        })
    };
    state
        .zone
        .with(|zone| language::describe(&in_zone(predicate, zone, &timed)))
}

#[component]
fn Chip(at: usize, clause: Clause, said: language::Chip, edited: RwSignal<Option<usize>>) -> impl IntoView {
    let state = state();
    let (negated, disabled) = (said.negated, clause.disabled);
    let whole = said.to_string();
    // Chips are drawn anew with every step; the focus stays on the same part of the same place.
    let act = move |action: Action, part: &'static str| {
        state.act(action);
        focus_next(part, at);
    };
    let keydown = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "!" if !muted(&event, state.view) => act(Action::Negate(at), TEXT),
            "Delete" | "Backspace" => act(Action::Remove(at), TEXT_OR_NEW),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let text = StoredValue::new(state.written(&clause.predicate));
    view! {
        <span class="chip" class:negated=negated class:disabled=disabled>
            <button
                type="button"
                class="chip-switch"
                role="switch"
                aria-checked=(!disabled).to_string()
                aria-label=words::filter::apply_piece(&whole)
                title=if disabled { words::filter::SWITCH_ON } else { words::filter::SWITCH_OFF }
                on:click=move |_| act(Action::Toggle(at), ".chip-switch")
            >
                {if disabled { "○" } else { "●" }}
            </button>
            <button
                type="button"
                class="chip-text"
                title=words::filter::EDIT_KEYS
                on:click=move |_| edited.update(|edited| *edited = if *edited == Some(at) { None } else { Some(at) })
                on:keydown=keydown
            >
                <span>{said.column}</span>
                <span class="chip-verb">{said.verb}</span>
                <span class="chip-literal">{said.literal}</span>
            </button>
            <button
                type="button"
                class="chip-sign"
                aria-label=words::filter::negate_piece(&whole)
                title=words::filter::TURN_INTO_OPPOSITE
                on:click=move |_| act(Action::Negate(at), ".chip-sign")
            >
                "!"
            </button>
            <button
                type="button"
                class="chip-remove"
                aria-label=words::filter::remove_piece(&whole)
                title=words::filter::REMOVE_DELETE
                on:click=move |_| act(Action::Remove(at), TEXT_OR_NEW)
            >
                "×"
            </button>
            <Show when=move || edited.get() == Some(at)>
                <Editor at=at text=text.get_value() edited=edited/>
            </Show>
        </span>
    }
}

/// The text of one clause, to be changed.
#[component]
fn Editor(at: usize, text: String, edited: RwSignal<Option<usize>>) -> impl IntoView {
    let state = state();
    let input = NodeRef::<html::Input>::new();
    let failure = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            request_animation_frame(move || {
                input.focus().unwrap_or_default();
                input.select();
            });
        }
    });
    let take = move || {
        let Some(input) = input.get_untracked() else { return };
        match read(&input.value(), state) {
            Ok(Predicate::All) => {
                state.act(Action::Remove(at));
                focus_next(TEXT_OR_NEW, at);
            }
            Ok(predicate) => {
                edited.set(None);
                state.act(Action::Edit(at, predicate));
                focus_next(TEXT, at);
            }
            Err(wrong) => failure.set(Some(format!("{} {}", wrong.what, wrong.hint))),
        }
    };
    let keydown = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => take(),
        "Escape" => {
            edited.set(None);
            focus_next(TEXT, at);
        }
        _ => {}
    };
    view! {
        <span class="chip-editor">
            <input
                type="text"
                class="filter-text"
                aria-label=words::filter::PIECE_FILTER
                spellcheck="false"
                autocomplete="off"
                node_ref=input
                prop:value=text
                on:keydown=keydown
            />
            <button type="button" class="primary" on:click=move |_| take()>
                {words::common::APPLY}
            </button>
            <Show when=move || failure.with(Option::is_some)>
                <span class="chip-failure" role="alert">{move || failure.get()}</span>
            </Show>
        </span>
    }
}

//! The bar above the table: finds among all events that match and walks the hits, and jumps to a time or to the nth event.

use super::jump;
use super::table::Table;
use crate::query::language::print;
use crate::query::{Answer, Ask, Failure, Predicate};
use crate::ui::panels::query_bar::read;
use crate::ui::widgets::number;
use crate::view::{Action, Slot};
use crate::words;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Opens the bar with the focus in its search.
pub fn open(table: Table) {
    table.finder.set(true);
    request_animation_frame(move || {
        if let Some(input) = table.find_input.get_untracked() {
            input.focus().unwrap_or_default();
            input.select();
        }
    });
}

/// Opens the bar with the focus where a time or number is written.
pub fn open_jump(table: Table) {
    table.finder.set(true);
    request_animation_frame(move || {
        if let Some(input) = table.jump_input.get_untracked() {
            input.focus().unwrap_or_default();
            input.select();
        }
    });
}

/// Closes the bar; what was sought is sought no more.
pub fn close(table: Table) {
    table.finder.set(false);
    table.hit.set(None);
    table.state.act(Action::Find(None));
    table.focus();
}

/// Goes to the next hit, or back to the one before, from the cursor.
pub fn walk(table: Table, forward: bool) {
    if let Some(sought) = table.state.view.with_untracked(|view| view.table.find.clone()) {
        seek(table, sought, forward, true);
    }
}

/// Goes to the next marked row, or back to the one before.
pub fn walk_marks(table: Table, forward: bool) {
    let marks = table.state.view.with_untracked(|view| {
        let marks = view.table.marks.iter().map(|mark| mark.predicate.clone());
        marks.collect::<Vec<_>>()
    });
    if !marks.is_empty() {
        seek(table, Predicate::any(marks), forward, false);
    }
}

/// Goes to the next hit from the cursor; where one is still on its way, from there.
fn seek(table: Table, test: Predicate, forward: bool, told: bool) {
    table.walks.update_value(|walks| walks.push_back((test, forward, told)));
    if !table.walking.get_value() {
        table.walking.set_value(true);
        walk_on(table);
    }
}

/// Takes the next of the steps that wait.
fn walk_on(table: Table) {
    let mut next = None;
    let there = table.walks.try_update_value(|walks| next = walks.pop_front()).is_some();
    let (Some((test, forward, told)), Some(look)) = (next, table.look.try_get_untracked().flatten()) else {
        if there {
            table.walking.set_value(false);
        }
        return;
    };
    let at = table.cursor.get_untracked().0;
    table.row_before(at, forward, move |from| {
        let hit = Ask::Hit {
            test,
            sort: look.sort,
            from,
            forward,
        };
        table.ask(look.filter, hit, move |answer| {
            if let Some(Answer::Hit { row, nth, hits }) = answer {
                if told && table.hit.try_set(Some((nth, hits))).is_some() {
                    return;
                }
                if let Some(row) = row {
                    return table.go(row, move || walk_on(table));
                }
            }
            walk_on(table);
        });
    });
}

/// The bar, while it is open.
#[component]
pub fn Finder(table: Table) -> impl IntoView {
    let state = table.state;
    let failure = RwSignal::new(None::<Failure>);
    let held = StoredValue::new(state.held(&Slot::Hits));
    let sought = Memo::new(move |_| state.view.with(|view| view.table.find.clone()));
    let text = move || sought.with(|sought| sought.as_ref().map(print).unwrap_or_default());
    // A step back, or a link, may bring a search along.
    Effect::new(move |_| {
        if sought.with(Option::is_some) && !table.finder.get_untracked() {
            table.finder.set(true);
        }
    });
    let apply = move |forward: bool| {
        let Some(input) = table.find_input.get_untracked() else {
            return;
        };
        let Ok(predicate) = read(&input.value(), state).map_err(|wrong| failure.set(Some(wrong))) else {
            return;
        };
        failure.set(None);
        let predicate = (predicate != Predicate::All).then_some(predicate);
        let new = sought.get_untracked() != predicate;
        if new {
            table.hit.set(None);
            state.act(Action::Find(predicate.clone()));
        }
        if let Some(predicate) = predicate {
            seek(table, predicate, forward, true);
        }
    };
    let find_keys = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => apply(!event.shift_key()),
            "Escape" => close(table),
            "ArrowDown" => table.focus(),
            // Pressed again it is the browser's.
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let jump_failure = RwSignal::new(None::<String>);
    let leap = move || {
        if let Some(input) = table.jump_input.get_untracked() {
            let failed = jump::to(table, &input.value()).err();
            if failed.is_none() {
                table.focus();
            }
            jump_failure.set(failed);
        }
    };
    let jump_keys = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => leap(),
            "Escape" => close(table),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let hits = move || {
        if sought.with(Option::is_none) {
            return String::new();
        }
        let count = held.with_value(|held| held.with(|held| held.answers.as_ref().map(|answers| answers.rows)));
        match (count, table.hit.get()) {
            (Some(0), _) => words::events::NO_HITS.into(),
            (Some(count), Some((nth, hits))) if hits == count => words::common::of(&number(nth + 1), &number(count)),
            (Some(1), None) => words::events::ONE_HIT.into(),
            (Some(count), _) => words::events::hits(&number(count)),
            (None, _) => String::new(),
        }
    };
    let wrong = move || {
        let sentence = failure
            .get()
            .map(|failure| format!("{} {}", failure.what, failure.hint))
            .or_else(|| jump_failure.get())
            .or_else(|| {
                held.with_value(|held| held.with(|held| held.failure.as_ref().map(|failure| failure.what.clone())))
                    .filter(|_| sought.with(Option::is_some))
            })?;
        Some(view! { <p class="finder-failure" role="alert">{sentence}</p> })
    };
    view! {
        <Show when=move || table.finder.get()>
            <div class="finder" role="search" aria-label=words::events::FIND_JUMP>
                <label class="finder-part">
                    <span>{words::events::FIND}</span>
                    <input
                        type="search"
                        id="find"
                        class="filter-text"
                        placeholder=words::events::FIND_PLACEHOLDER
                        title=words::events::FIND_TIP
                        spellcheck="false"
                        autocomplete="off"
                        node_ref=table.find_input
                        prop:value=text
                        on:keydown=find_keys
                        on:change=move |_| {
                            if table.find_input.get_untracked().is_some_and(|input| input.value().is_empty()) {
                                table.hit.set(None);
                                state.act(Action::Find(None));
                            }
                        }
                    />
                    <span class="finder-hits" id="hits" role="status">{hits}</span>
                </label>
                <span class="finder-steps">
                    <button type="button" class="plain" title=words::events::PREVIOUS_HIT_KEY aria-label=words::events::PREVIOUS_HIT on:click=move |_| apply(false)>
                        "↑"
                    </button>
                    <button type="button" class="plain" title=words::events::NEXT_HIT_KEY aria-label=words::events::NEXT_HIT on:click=move |_| apply(true)>
                        "↓"
                    </button>
                </span>
                <label class="finder-part finder-jump">
                    <span>{words::events::GO_TO}</span>
                    <input
                        type="text"
                        id="jump"
                        placeholder=words::events::GO_TO_PLACEHOLDER
                        title=words::events::GO_TO_TIP
                        spellcheck="false"
                        autocomplete="off"
                        node_ref=table.jump_input
                        on:keydown=jump_keys
                    />
                </label>
                <button type="button" class="plain finder-go" title=words::events::GO_THERE_ENTER on:click=move |_| leap()>
                    {words::events::GO}
                </button>
                <span class="grow"></span>
                <button type="button" class="plain" aria-label=words::common::CLOSE title=words::common::CLOSE_ESC on:click=move |_| close(table)>
                    "✕"
                </button>
                {wrong}
            </div>
        </Show>
    }
}

//! The query bar: the filter as text, with completion and an error that points at the character.

mod completion;
mod offer;

use crate::protocol::{DUPLICATE, Report};
use crate::query::language::{Paint, conjuncts, mended, paint, parse_with, pasted, print, unfit, unknown};
use crate::query::{Failure, Op, Predicate};
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::number;
use crate::value::Kind;
use crate::view::{Action, Slot, schema};
use crate::words;
use completion::{Completion, Completions};
use leptos::{ev, prelude::*};

/// Reads a filter and sees to it that its columns are there and can be tested so.
pub fn read(text: &str, state: State) -> Result<Predicate, Failure> {
    let parsed = state.lists.with_value(|lists| parse_with(text, lists))?;
    let failure = state.report.with_untracked(|report| {
        let columns = report.as_deref().map(columns).unwrap_or_default();
        let unlisted = || schema(report.as_ref()?).unlisted(&parsed);
        let unfit = unfit(&parsed, &columns, &state.zone.get_untracked());
        let tables = report.iter().flat_map(|report| &report.lookups);
        // `roster.department` is a column of a table that stands beside the log, and was not joined to it.
        let beside = tables.map(|table| &table.name).find(|name| {
            let column = |column: &str| columns.iter().any(|(known, _)| *known == column);
            let below = |column: &str| {
                column
                    .strip_prefix(name.as_str())
                    .is_some_and(|rest| rest.starts_with('.'))
            };
            parsed.columns.iter().any(|(named, _)| below(named) && !column(named))
        });
        let unfit = unfit.map(|failure| match beside {
            Some(name) => Failure {
                hint: words::filter::join_first(name),
                ..failure
            },
            None => failure,
        });
        unfit.or_else(unlisted)
    });
    match failure {
        Some(failure) => Err(failure),
        None => Ok(parsed.predicate),
    }
}

/// The text of a filter as it was probably meant, where it names a column that is not there: one that can be tested so.
fn meant(text: &str, state: State) -> Option<String> {
    let report = state.report.get_untracked()?;
    let columns = columns(&report);
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let parsed = |text: &str| state.lists.with_value(|lists| parse_with(text, lists)).ok();
    let meant = mended(text, &parsed(text)?, &names, &report.common())?;
    let after = parsed(&meant)?;
    // Other columns that are not there come next.
    let fits = unknown(&after, &names).is_some() || unfit(&after, &columns, &state.zone.get_untracked()).is_none();
    fits.then_some(meant)
}

/// The columns that a filter can name, and their kinds.
fn columns(report: &Report) -> Vec<(&str, Kind)> {
    let columns = report.columns.iter().map(|column| (column.name.as_str(), column.kind));
    let mut columns: Vec<_> = columns.collect();
    if report.column(DUPLICATE).is_none() {
        columns.push((DUPLICATE, Kind::Text));
    }
    columns
}

/// What can be typed, told by columns that the log has.
fn example(report: &Report) -> String {
    let written = |column: &String| {
        let text = print(&Predicate::test(column, Op::Exists));
        text.trim_end_matches(":*").to_owned()
    };
    let roles = &report.roles;
    let first = roles
        .action
        .as_ref()
        .or(roles.category.as_ref())
        .or(roles.actor.as_ref());
    let column = first.map_or_else(|| words::filter::ANY_COLUMN.to_owned(), written);
    words::filter::bar_placeholder(&column, roles.time.as_ref().map(written).as_deref())
}

/// The query bar.
#[component]
pub fn QueryBar() -> impl IntoView {
    let (state, frame) = (state(), frame());
    let input = frame.query;
    let filter = Memo::new(move |_| state.view.with(|view| state.written(&view.filter())));
    let text = RwSignal::new(filter.get_untracked());
    let typed = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let scroll = RwSignal::new(0);
    // The filter changed elsewhere: its text wins, unless someone is typing.
    Effect::new(move |_| {
        let filter = filter.get();
        let focused = input
            .get_untracked()
            .is_some_and(|input| document().active_element().as_ref() == Some(&input));
        if !(focused && typed.get_untracked()) {
            typed.set(false);
            failure.set(None);
            text.set(filter);
        }
    });
    let completion = Completion::new(state, input, text, typed);
    Effect::new(move |before: Option<u64>| {
        let times = frame.offered.get();
        if before.is_some_and(|before| before != times) {
            completion.offer(true);
        }
        times
    });
    let apply = move || match read(&text.get_untracked(), state) {
        Ok(predicate) => {
            typed.set(false);
            failure.set(None);
            completion.close();
            state.act(Action::SetFilter(conjuncts(predicate)));
            text.set(filter.get_untracked());
        }
        Err(wrong) => {
            completion.close();
            failure.set(Some(wrong));
        }
    };
    let keydown = move |event: ev::KeyboardEvent| {
        if event.is_composing() || completion.key(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" => apply(),
            "Escape" if typed.get_untracked() || failure.with_untracked(Option::is_some) => {
                typed.set(false);
                failure.set(None);
                text.set(filter.get_untracked());
            }
            "Escape" => {
                if let Some(input) = input.get_untracked() {
                    input.blur().unwrap_or_default();
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let follow = move || {
        if let Some(input) = input.get_untracked() {
            scroll.set(input.scroll_left());
        }
    };
    let changed = move |event| {
        text.set(event_target_value(&event));
        typed.set(true);
        failure.set(None);
        completion.look();
        follow();
    };
    let paste = move |event: ev::ClipboardEvent| {
        let data = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(list) = data.as_deref().and_then(pasted) {
            event.prevent_default();
            failure.set(None);
            completion.paste(&list);
            follow();
        }
    };
    let wrong = move || failure.with(Option::is_some);
    view! {
        <div class="query" role="search">
            <div class="query-field" class:wrong=wrong>
                <div class="query-paint filter-text" aria-hidden="true">
                    <span style:transform=move || format!("translateX({}px)", -scroll.get())>{move || painted(&text.get())}</span>
                </div>
                <input
                    type="text"
                    id="query"
                    class="filter-text"
                    placeholder=move || state.report.with(|report| example(report.as_deref().unwrap_or(&Report::default())))
                    aria-label=words::common::FILTER
                    role="combobox"
                    aria-autocomplete="list"
                    aria-controls="completions"
                    aria-expanded=move || completion.is_open().to_string()
                    aria-activedescendant=move || completion.active()
                    aria-invalid=move || wrong().to_string()
                    aria-describedby="query-failure"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    node_ref=input
                    prop:value=move || text.get()
                    on:input=changed
                    on:paste=paste
                    on:keydown=keydown
                    on:scroll=move |_| follow()
                    on:click=move |_| completion.look()
                    on:blur=move |_| completion.close()
                />
                <Matched typed failure/>
            </div>
            <Completions completion=completion/>
            <Wrong failure=failure text=text use_text=Callback::new(move |meant| {
                text.set(meant);
                apply();
            })/>
        </div>
    }
}

/// Rows that match and how long that took, at the end of the bar; nothing while its text is not what was asked.
#[component]
fn Matched(typed: RwSignal<bool>, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let held = state().held(&Slot::Count);
    let matched = move || {
        if failure.with(Option::is_some) {
            return None;
        }
        if typed.get() {
            return Some(words::filter::ENTER_APPLIES.to_owned());
        }
        held.with(|held| {
            let answers = held.answers.as_ref()?;
            Some(format!(
                "{} · {}",
                number(answers.rows),
                super::foot::millis(answers.micros)
            ))
        })
    };
    view! { <span class="query-matched" aria-hidden="true">{matched}</span> }
}

/// What is wrong with the filter: the text with a mark under the character, and what to do about it.
#[component]
fn Wrong(failure: RwSignal<Option<Failure>>, text: RwSignal<String>, use_text: Callback<String>) -> impl IntoView {
    let state = state();
    let held = state.held(&Slot::Count);
    // What the text itself cannot show, such as a literal that is no time, comes with the answer.
    let failed = move || {
        failure
            .get()
            .or_else(|| held.with(|held| held.failure.clone().filter(|_| !held.waiting)))
    };
    view! {
        <div id="query-failure" role="alert">
            {move || {
                let failure = failed()?;
                let mark = failure.at.map(|at| {
                    let text = text.get_untracked();
                    let start = at.saturating_sub(40);
                    let piece: String = text.chars().skip(start).take(80).collect();
                    view! {
                        <pre class="filter-text">{piece} "\n" {" ".repeat(at - start)} <span class="query-mark">"▲"</span></pre>
                    }
                });
                Some(
                    view! {
                        <div class="query-failure">
                            {mark}
                            <p>
                                <strong>{coded(failure.what.trim_end_matches('.'))} "."</strong>
                                " "
                                {match text.with_untracked(|text| meant(text, state)) {
                                    None => coded(&failure.hint).into_any(),
                                    Some(meant) => {
                                        let shown = meant.clone();
                                        view! {
                                            {words::filter::DID_YOU_MEAN}
                                            // The text must not lose the focus before the click.
                                            <button type="button" class="link filter-text" id="query-meant"
                                                on:mousedown=|event| event.prevent_default()
                                                on:click=move |_| use_text.run(meant.clone())>{shown}</button>
                                            "?"
                                        }.into_any()
                                    }
                                }}
                            </p>
                        </div>
                    },
                )
            }}
        </div>
    }
}

/// A sentence whose pieces between backticks are code.
pub fn coded(sentence: &str) -> Vec<AnyView> {
    sentence
        .split('`')
        .enumerate()
        .map(|(at, piece)| {
            let piece = piece.to_owned();
            if at % 2 == 1 {
                view! { <code>{piece}</code> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect()
}

/// The text in its colours.
fn painted(text: &str) -> Vec<impl IntoView + use<>> {
    let chars: Vec<char> = text.chars().collect();
    paint(text)
        .into_iter()
        .map(|(span, paint)| {
            let class = match paint {
                Paint::Column => "paint-column",
                Paint::Sign => "paint-sign",
                Paint::Word => "paint-word",
                Paint::Text | Paint::Blank => "",
            };
            let piece: String = chars[span].iter().collect();
            view! { <span class=class>{piece}</span> }
        })
        .collect()
}

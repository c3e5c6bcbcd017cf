//! Lists of values: pasted, named, and asked of a column.

use crate::query::{Answer, Ask, List, Op, Predicate, Query};
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Dialog, browser, count, number};
use crate::view::{Action, Pasted, absent, values_in};
use crate::words;
use leptos::prelude::*;

/// The dialog, opened by [`crate::ui::beside::Beside::list_for`].
#[component]
pub fn ListDialog() -> impl IntoView {
    let beside = frame().beside;
    view! {
        <Dialog open=beside.list id="list" title=Signal::derive(|| words::beside::LIST_TITLE.to_owned())>
            <Form/>
            <Others/>
        </Dialog>
    }
}

#[component]
fn Form() -> impl IntoView {
    let (state, beside) = (state(), frame().beside);
    let tables = state.table_names();
    let name = RwSignal::new(state.view.with_untracked(|view| view.list_name(&tables)));
    let text = RwSignal::new(String::new());
    let lines = RwSignal::new(false);
    let values = Memo::new(move |_| text.with(|text| values_in(text, lines.get())));
    let column = beside.column;
    let wrong = move || {
        let name = name.get();
        let own = state.view.with(|view| view.pasted.iter().any(|list| list.name == name));
        match name.trim() {
            "" => Some(words::beside::LIST_NEEDS_NAME),
            _ if !own && state.table_names().contains(&name) => Some(words::beside::NAME_IS_TAKEN),
            _ => None,
        }
    };
    let keep = move |test: Option<bool>| {
        let list = Pasted {
            name: name.get_untracked().trim().to_owned(),
            values: values.get_untracked(),
        };
        keep(state, list, column.get_untracked().zip(test));
        beside.list.set(false);
    };
    let unfit = move || wrong().is_some() || values.with(|values| values.is_empty());
    let columns = state.report.with_untracked(|report| {
        let columns = report.as_ref().map(|report| &report.columns[..]).unwrap_or_default();
        columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>()
    });
    let option = move |name: String| {
        let value = name.clone();
        view! { <option value=value.clone() selected=move || column.with(|column| column.as_ref() == Some(&value))>{name}</option> }
    };
    view! {
        <form class="beside-form" on:submit=move |event| event.prevent_default()>
            <textarea
                rows="9"
                aria-label=words::common::VALUES
                placeholder=words::beside::PASTE_VALUES_HERE
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <label class="beside-box">
                <input type="checkbox" prop:checked=move || lines.get() on:change=move |_| lines.update(|lines| *lines = !*lines)/>
                <span>{words::beside::LINE_IS_VALUE}</span>
            </label>
            <p role="status">{move || values.with(said)}</p>
            <div class="beside-keys">
                <label>
                    <span>{words::common::NAME}</span>
                    <input type="text" autocomplete="off" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                </label>
                <label>
                    <span>{words::common::COLUMN}</span>
                    <select on:change=move |event| column.set(Some(event_target_value(&event)).filter(|name| !name.is_empty()))>
                        <option value="">{words::beside::NONE_YET}</option>
                        {columns.into_iter().map(option).collect_view()}
                    </select>
                </label>
            </div>
            <Missing values column/>
            {move || wrong().map(|wrong| view! { <p class="report-failure">{wrong}</p> })}
            <p class="compute-buttons">
                <button type="button" class="button strong" disabled=move || unfit() || column.with(Option::is_none) on:click=move |_| keep(Some(true))>
                    {words::beside::ONLY_IN_IT}
                </button>
                <button type="button" class="button" disabled=move || unfit() || column.with(Option::is_none) on:click=move |_| keep(Some(false))>
                    {words::beside::ONLY_NOT_IN_IT}
                </button>
                <button type="button" class="button" disabled=unfit on:click=move |_| keep(None)>{words::beside::KEEP_LIST}</button>
            </p>
        </form>
    }
}

/// Which of the values no event has: people of a roster who never act, for one.
#[component]
fn Missing(values: Memo<List>, column: RwSignal<Option<String>>) -> impl IntoView {
    let state = state();
    let missing = RwSignal::new(None::<Vec<String>>);
    let turn = StoredValue::new(0u64);
    Effect::new(move |_| {
        let (values, column) = (values.get(), column.get());
        turn.update_value(|turn| *turn += 1);
        missing.set(None);
        let Some(column) = column.filter(|_| !values.is_empty()) else {
            return;
        };
        let mine = turn.get_value();
        let query = Query {
            columns: state.view.with_untracked(|view| view.computed.clone()),
            filter: Predicate::test(column.as_str(), Op::In(values.clone())),
            asks: vec![Ask::top(column, usize::MAX, "")],
            ..Query::default()
        };
        state.ask(query, move |result| {
            if turn.try_get_value() == Some(mine)
                && let Ok(answers) = result
                && let Some(Answer::Facet { values: found, .. }) = answers.answers.first()
            {
                missing.set(Some(absent(&values, found.iter().map(|(value, _)| value))));
            }
        });
    });
    move || {
        let absent = missing.get()?;
        let said = match &absent[..] {
            [] => words::beside::EVERY_VALUE_FOUND.to_owned(),
            some => {
                let few: Vec<&str> = some.iter().take(8).map(String::as_str).collect();
                let more = if some.len() > few.len() { " …" } else { "" };
                let few = few.join(" · ") + more;
                words::beside::values_in_no_event(some.len() as u64, &number(some.len() as u64), &few)
            }
        };
        let copy = (!absent.is_empty()).then(|| {
            let copy = move |_| browser::copy(state, absent.join("\n"), words::beside::COPIED_ABSENT.into());
            view! { " " <button type="button" class="link" on:click=copy>{words::beside::COPY_THEM}</button> }
        });
        Some(view! { <p role="status" class="list-missing">{said} {copy}</p> })
    }
}

/// What was found in the text.
fn said(values: &List) -> String {
    if values.is_empty() {
        return words::beside::NO_VALUE_YET.into();
    }
    let shown: Vec<&str> = values.iter().take(4).map(String::as_str).collect();
    let more = if values.len() > shown.len() { " …" } else { "" };
    format!(
        "{}: {}{more}",
        count(values.len() as u64, words::counts::values),
        shown.join(" · ")
    )
}

/// Keeps a list, and asks who is in it, or who is not.
fn keep(state: State, list: Pasted, test: Option<(String, bool)>) {
    let name = list.name.clone();
    let mut lists = state.view.with_untracked(|view| view.pasted.clone());
    lists.retain(|other| other.name != name);
    lists.push(list);
    state.act(Action::SetLists(lists));
    if !state.view.with_untracked(crate::view::View::links_lists) {
        let said = words::beside::TOO_LONG_FOR_LINK;
        state.said.set(Some(said.into()));
    }
    if let Some((column, inside)) = test {
        let test = Predicate::test(
            column,
            Op::Listed {
                list: name,
                exactly: false,
            },
        );
        state.act(Action::Add {
            source: None,
            predicate: if inside { test } else { test.negate() },
        });
    }
}

/// The lists there are.
#[component]
fn Others() -> impl IntoView {
    let state = state();
    let lists = Memo::new(move |_| state.view.with(|view| view.pasted.clone()));
    let remove = move |name: String| {
        let left = lists.get_untracked().into_iter().filter(|list| list.name != name);
        state.act(Action::SetLists(left.collect()));
    };
    let line = move |Pasted { name, values }: Pasted| {
        let (removed, label) = (name.clone(), words::common::remove(&name));
        let held = match values.is_empty() {
            true => words::beside::VALUES_NOT_IN_LINK.to_owned(),
            false => count(values.len() as u64, words::counts::values),
        };
        view! {
            <li>
                <strong>{format!("#{name}")}</strong>
                <span class="soft grow">{held}</span>
                <button type="button" class="mini" title=words::common::REMOVE aria-label=label on:click=move |_| remove(removed.clone())>"×"</button>
            </li>
        }
    };
    move || {
        let lists = lists.get();
        (!lists.is_empty()).then(|| {
            view! {
                <h3>{words::beside::LISTS}</h3>
                <ul class="compute-list">{lists.into_iter().map(line).collect_view()}</ul>
            }
        })
    }
}

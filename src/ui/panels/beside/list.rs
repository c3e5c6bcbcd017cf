//! Lists of values: pasted, named, and asked of a column.

use crate::query::{List, Op, Predicate};
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Dialog, count};
use crate::view::{Action, Pasted, values_in};
use leptos::prelude::*;

/// The dialog, opened by [`crate::ui::beside::Beside::list_for`].
#[component]
pub fn ListDialog() -> impl IntoView {
    let beside = frame().beside;
    view! {
        <Dialog open=beside.list id="list" title=Signal::derive(|| "List of values".to_owned())>
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
            "" => Some("The list needs a name."),
            _ if !own && state.table_names().contains(&name) => Some("A table beside the log has this name."),
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
                aria-label="Values"
                placeholder="Paste values here: one a line, or separated by commas, semicolons or tabs"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <label class="beside-box">
                <input type="checkbox" prop:checked=move || lines.get() on:change=move |_| lines.update(|lines| *lines = !*lines)/>
                <span>"Each line is one value, whatever is in it"</span>
            </label>
            <p role="status">{move || values.with(said)}</p>
            <div class="beside-keys">
                <label>
                    <span>"Name"</span>
                    <input type="text" autocomplete="off" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                </label>
                <label>
                    <span>"Column"</span>
                    <select on:change=move |event| column.set(Some(event_target_value(&event)).filter(|name| !name.is_empty()))>
                        <option value="">"none yet"</option>
                        {columns.into_iter().map(option).collect_view()}
                    </select>
                </label>
            </div>
            {move || wrong().map(|wrong| view! { <p class="report-failure">{wrong}</p> })}
            <p class="compute-buttons">
                <button type="button" class="button strong" disabled=move || unfit() || column.with(Option::is_none) on:click=move |_| keep(Some(true))>
                    "Only events in it"
                </button>
                <button type="button" class="button" disabled=move || unfit() || column.with(Option::is_none) on:click=move |_| keep(Some(false))>
                    "Only events not in it"
                </button>
                <button type="button" class="button" disabled=unfit on:click=move |_| keep(None)>"Keep the list"</button>
            </p>
        </form>
    }
}

/// What was found in the text.
fn said(values: &List) -> String {
    if values.is_empty() {
        return "No value yet.".into();
    }
    let shown: Vec<&str> = values.iter().take(4).map(String::as_str).collect();
    let more = if values.len() > shown.len() { " …" } else { "" };
    format!(
        "{}: {}{more}",
        count(values.len() as u64, "value", "values"),
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
        let said =
            "The list is too long for a link: who opens a link to this view must paste it again under the same name.";
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
        let (removed, label) = (name.clone(), format!("Remove {name}"));
        let held = match values.is_empty() {
            true => "named in the link, its values are not: paste them under this name".to_owned(),
            false => count(values.len() as u64, "value", "values"),
        };
        view! {
            <li>
                <strong>{format!("#{name}")}</strong>
                <span class="soft grow">{held}</span>
                <button type="button" class="mini" title="Remove" aria-label=label on:click=move |_| remove(removed.clone())>"×"</button>
            </li>
        }
    };
    move || {
        let lists = lists.get();
        (!lists.is_empty()).then(|| {
            view! {
                <h3>"Lists"</h3>
                <ul class="compute-list">{lists.into_iter().map(line).collect_view()}</ul>
            }
        })
    }
}

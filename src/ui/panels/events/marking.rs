//! The list of marks: which rows or cells are coloured, by which filter, in which colour.

use super::table::Table;
use crate::chart::palette;
use crate::query::Predicate;
use crate::query::language::print;
use crate::ui::panels::query_bar::read;
use crate::ui::widgets::{Dialog, color::css};
use crate::view::{Action, Mark};
use crate::words;
use leptos::prelude::*;

/// The list of marks, as a dialog.
#[component]
pub fn Marking(table: Table) -> impl IntoView {
    let state = table.state;
    let marks = Memo::new(move |_| state.view.with(|view| view.table.marks.clone()));
    let set = move |marks: Vec<Mark>| {
        let mut view = state.view.with_untracked(|view| view.table.clone());
        view.marks = marks;
        state.act(Action::SetTable(view));
    };
    let change = move |at: usize, change: &dyn Fn(&mut Mark)| {
        let mut now = marks.get_untracked();
        if let Some(mark) = now.get_mut(at) {
            change(mark);
            set(now);
        }
    };
    let names = move || {
        state.report.with(|report| {
            let columns = report.as_ref().map(|report| report.columns.clone()).unwrap_or_default();
            columns.into_iter().map(|column| column.name).collect::<Vec<_>>()
        })
    };
    let line = move |(at, mark): (usize, Mark)| {
        let wrong = RwSignal::new(None::<String>);
        let write = move |text: String| match read(&text, state) {
            Ok(Predicate::All) => wrong.set(Some(words::events::FILTER_MISSING.into())),
            Ok(predicate) => change(at, &|mark| mark.predicate = predicate.clone()),
            Err(failure) => wrong.set(Some(format!("{} {}", failure.what, failure.hint))),
        };
        let chosen = mark.column.clone();
        let options = names()
            .into_iter()
            .map(|name| {
                let selected = chosen.as_ref() == Some(&name);
                view! { <option value=name.clone() selected=selected>{words::events::cells_of(&name)}</option> }
            })
            .collect_view();
        let next = move |_| change(at, &|mark| mark.color = (mark.color + 1) % palette::REST);
        let remove = move |_| {
            let mut now = marks.get_untracked();
            now.remove(at);
            set(now);
        };
        let raise = move |_| {
            let mut now = marks.get_untracked();
            now.swap(at, at - 1);
            set(now);
        };
        view! {
            <li class="marking-line">
                <button
                    type="button"
                    class="marking-color"
                    title=words::events::ANOTHER_COLOUR
                    aria-label=words::events::ANOTHER_COLOUR
                    style:background=css(mark.color)
                    on:click=next
                ></button>
                <input
                    type="text"
                    class="filter-text"
                    aria-label=words::events::FILTER_MARK
                    spellcheck="false"
                    prop:value=print(&mark.predicate)
                    on:change=move |event| write(event_target_value(&event))
                />
                <select
                    aria-label=words::events::WHAT_COLOURED
                    on:change=move |event| {
                        let name = event_target_value(&event);
                        change(at, &|mark| mark.column = (!name.is_empty()).then(|| name.clone()));
                    }
                >
                    <option value="" selected=chosen.is_none()>
                        {words::events::WHOLE_ROWS}
                    </option>
                    {options}
                </select>
                <button type="button" class="plain" title=words::events::BEFORE_ONE_ABOVE aria-label=words::events::MOVE_UP disabled=at == 0 on:click=raise>
                    "↑"
                </button>
                <button type="button" class="plain" title=words::common::REMOVE aria-label=words::events::REMOVE_MARK on:click=remove>
                    "×"
                </button>
                {move || wrong.get().map(|sentence| view! { <p class="marking-wrong" role="alert">{sentence}</p> })}
            </li>
        }
    };
    let lines = move || marks.get().into_iter().enumerate().map(line).collect_view();
    let new = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let add = move || match read(&new.get_untracked(), state) {
        Ok(Predicate::All) => wrong.set(Some(words::events::WRITE_FILTER_FIRST.into())),
        Ok(predicate) => {
            wrong.set(None);
            new.set(String::new());
            super::menu::mark(table, predicate);
        }
        Err(failure) => wrong.set(Some(format!("{} {}", failure.what, failure.hint))),
    };
    view! {
        <Dialog open=table.marking id="marking" title=words::events::COLOURS_ROWS_CELLS>
            <p class="soft">{words::events::MARKS_EXPLAINED}</p>
            <ol class="marking-list">{lines}</ol>
            <form
                class="marking-new"
                on:submit=move |event| {
                    event.prevent_default();
                    add();
                }
            >
                <input
                    type="text"
                    class="filter-text"
                    aria-label=words::events::FILTER_NEW_MARK
                    placeholder="Event_Status:failure"
                    spellcheck="false"
                    autocomplete="off"
                    prop:value=move || new.get()
                    on:input=move |event| new.set(event_target_value(&event))
                />
                <button type="submit" class="primary">
                    {words::events::COLOUR_THESE}
                </button>
            </form>
            {move || wrong.get().map(|sentence| view! { <p class="marking-wrong" role="alert">{sentence}</p> })}
        </Dialog>
    }
}

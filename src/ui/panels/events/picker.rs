//! Which columns are shown: a list to search and tick, by group, empty ones apart, the shown ones in their order.

use super::menu;
use super::table::Table;
use crate::arrange;
use crate::query::Answer;
use crate::ui::widgets::number;
use crate::value::Value;
use crate::view::{Action, Slot};
use crate::words;
use leptos::ev::KeyboardEvent;
use leptos::{html, prelude::*};
use std::collections::HashSet;

/// Columns listed before "all": a log of nested objects can have thousands.
const LISTED: usize = 400;

/// A column of the list: its name and the group it belongs to.
type Entry = (String, Option<String>);

/// The button `Columns 9 / 61` and its list.
#[component]
pub fn Picker(table: Table) -> impl IntoView {
    let state = table.state;
    let open = RwSignal::new(false);
    let find = RwSignal::new(String::new());
    let search = NodeRef::<html::Input>::new();
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(search) = search.get() {
            search.focus().unwrap_or_default();
        }
    });
    let shown = Memo::new(move |_| table.look.get().map(|look| look.columns).unwrap_or_default());
    let all = Memo::new(move |_| {
        state.report.with(|report| {
            let columns = report.as_ref().map(|report| report.columns.clone()).unwrap_or_default();
            columns
                .into_iter()
                .map(|column| (column.name, column.group))
                .collect::<Vec<Entry>>()
        })
    });
    let opened = move |now: bool| {
        open.set(now);
        state.screen.update(|screen| screen.picker = now);
    };
    on_cleanup(move || {
        state.screen.try_update(|screen| screen.picker = false);
    });
    let close = move || {
        opened(false);
        if let Some(button) = button.get_untracked() {
            button.focus().unwrap_or_default();
        }
    };
    let every = move |_| {
        state.act(Action::SetColumns(
            all.with_untracked(|all| all.iter().map(|(name, _)| name.clone()).collect()),
        ))
    };
    let first = move |_| {
        let mut view = state.view.with_untracked(|view| view.table.clone());
        view.columns = None;
        view.pinned.clear();
        view.widths.clear();
        state.act(Action::SetTable(view));
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close();
        }
    };
    let count = move || (shown.with(Vec::len), number(all.with(Vec::len) as u64));
    view! {
        <button
            type="button"
            class="picker-button plain"
            title=words::events::WHICH_COLUMNS_SHOWN
            aria-haspopup="dialog"
            node_ref=button
            aria-expanded=move || open.get().to_string()
            on:click=move |_| opened(!open.get_untracked())
        >
            <span>{words::common::COLUMNS}</span>
            <span>{move || format!("{} / {}", count().0, count().1)}</span>
            <span class="menu-mark" aria-hidden="true">"▾"</span>
        </button>
        <Show when=move || open.get()>
            <div class="popup-veil" on:mousedown=move |_| close()></div>
            <div class="picker-list" role="dialog" aria-label=words::common::COLUMNS on:keydown=keys>
                <input
                    type="search"
                    node_ref=search
                    placeholder=words::events::FIND_COLUMN_PLACEHOLDER
                    aria-label=words::events::FIND_COLUMN
                    prop:value=find
                    on:input=move |event| find.set(event_target_value(&event))
                />
                <div class="picker-sets">
                    <button type="button" title=words::events::FIRST_COLUMNS_TIP on:click=first>
                        {words::events::FIRST_COLUMNS}
                    </button>
                    <button type="button" on:click=every>
                        {words::common::ALL}
                    </button>
                    <button type="button" title=words::events::NEW_COLUMN_TIP on:click=move |_| {
                        close();
                        table.compute.new_column(String::new());
                    }>
                        {words::events::NEW_COLUMN}
                    </button>
                </div>
                <Lines table shown all find/>
            </div>
        </Show>
    }
}

/// The columns: those shown in their order, then the others by group, those without a value under the filter last.
#[component]
fn Lines(table: Table, shown: Memo<Vec<String>>, all: Memo<Vec<Entry>>, find: RwSignal<String>) -> impl IntoView {
    let state = table.state;
    let held = state.held(&Slot::Filled);
    let more = RwSignal::new(false);
    // How many matching rows have a value, by column; none before that is known.
    let filled = Memo::new(move |_| {
        held.with(|held| {
            let Some(Answer::Group { rows, .. }) = held.answers.as_ref().and_then(|answers| answers.answers.first())
            else {
                return Vec::new();
            };
            let whole = |value: &Value| match value {
                Value::Integer(count) => *count as u64,
                _ => 0,
            };
            rows.first()
                .map(|row| row.iter().map(whole).collect())
                .unwrap_or_default()
        })
    });
    let counts = Memo::new(move |_| {
        all.with(|all| {
            filled.with(|filled| {
                let pairs = all.iter().zip(filled).map(|((name, _), &count)| (name.clone(), count));
                pairs.collect::<std::collections::HashMap<String, u64>>()
            })
        })
    });
    let tick = move |name: &str| {
        let mut columns = menu::names(table);
        match columns.iter().position(|other| other == name) {
            Some(at) if columns.len() > 1 => drop(columns.remove(at)),
            Some(_) => {}
            None => columns.push(name.into()),
        }
        state.act(Action::SetColumns(columns));
    };
    let line = move |name: String| {
        let (key, ticked, counted) = (name.clone(), name.clone(), name.clone());
        let count = move || counts.with(|counts| counts.get(&counted).copied());
        let none = {
            let count = count.clone();
            move || count() == Some(0)
        };
        view! {
            <label class="picker-line" class:none=none>
                <input
                    type="checkbox"
                    prop:checked=move || shown.with(|shown| shown.contains(&key))
                    on:change=move |_| tick(&ticked)
                />
                <span>{name}</span>
                <small>{move || count().map(number)}</small>
            </label>
        }
    };
    let found = move |name: &str| name.to_lowercase().contains(&find.get().trim().to_lowercase());
    let ordered = move || {
        let names: Vec<String> = shown.get().into_iter().filter(|name| found(name)).collect();
        let movable = find.with(|find| find.trim().is_empty());
        (!names.is_empty()).then(|| {
            let shift = move |name: &str, by: isize| {
                let name = name.to_owned();
                move |_| menu::shift(table, &name, by)
            };
            let lines = names
                .into_iter()
                .map(|name| {
                    let moves = movable.then(|| {
                        view! {
                            <button type="button" class="plain" aria-label=words::events::move_up(&name) title=words::events::MOVE_LEFT_TIP on:click=shift(&name, -1)>
                                "↑"
                            </button>
                            <button type="button" class="plain" aria-label=words::events::move_down(&name) title=words::events::MOVE_RIGHT_TIP on:click=shift(&name, 1)>
                                "↓"
                            </button>
                        }
                    });
                    view! { <div class="picker-shown">{line(name)} {moves}</div> }
                })
                .collect_view();
            view! { <h3>{words::events::SHOWN_FROM_LEFT}</h3> {lines} }
        })
    };
    let groups = move || {
        let here: HashSet<String> = shown.get().into_iter().collect();
        let mut groups: Vec<(Option<String>, Vec<String>)> = Vec::new();
        let mut empty: Vec<String> = Vec::new();
        let mut left_out = 0;
        all.with(|all| {
            let others = all.iter().filter(|(name, _)| !here.contains(name) && found(name));
            for (at, (name, group)) in others.enumerate() {
                if at >= LISTED && !more.get() {
                    left_out += 1;
                } else if counts.with(|counts| counts.get(name) == Some(&0)) {
                    empty.push(name.clone());
                } else {
                    match groups.iter_mut().find(|(other, _)| other == group) {
                        Some((_, names)) => names.push(name.clone()),
                        None => groups.push((group.clone(), vec![name.clone()])),
                    }
                }
            }
        });
        arrange::by_key(&mut groups, |(title, _)| {
            title.as_ref().is_some_and(|title| title != "Base data")
        });
        let nothing = groups.is_empty() && empty.is_empty() && left_out == 0;
        if !empty.is_empty() {
            groups.push((Some(words::events::EMPTY_UNDER_FILTER.into()), empty));
        }
        let group = move |(title, names): (Option<String>, Vec<String>)| {
            let title = title.unwrap_or_else(|| words::events::GROUP_OTHERS.into());
            view! { <h3>{title}</h3> {names.into_iter().map(line).collect_view()} }
        };
        let rest = (left_out > 0).then(|| {
            view! {
                <button type="button" class="link" on:click=move |_| more.set(true)>
                    {words::common::more(&number(left_out))}
                </button>
            }
        });
        let none = (nothing && !shown.with(|shown| shown.iter().any(|name| found(name))))
            .then(|| view! { <p class="soft">{words::events::NO_SUCH_COLUMN}</p> });
        view! { {groups.into_iter().map(group).collect_view()} {rest} {none} }
    };
    view! { <div class="picker-lines">{ordered} {groups}</div> }
}

//! Which columns are shown: a list to search and tick, by group.

use super::super::super::widgets::number;
use super::menu;
use super::table::Table;
use crate::view::Action;
use leptos::ev::KeyboardEvent;
use leptos::{html, prelude::*};

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
                .collect::<Vec<_>>()
        })
    });
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            button.focus().unwrap_or_default();
        }
    };
    let tick = move |name: &str| {
        let mut columns = menu::names(table);
        match columns.iter().position(|other| other == name) {
            Some(at) if columns.len() > 1 => drop(columns.remove(at)),
            Some(_) => {}
            None => columns.push(name.into()),
        }
        state.act(Action::SetColumns(columns));
    };
    let every = move |_| {
        state.act(Action::SetColumns(
            all.with_untracked(|all| all.iter().map(|(name, _)| name.clone()).collect()),
        ))
    };
    let first = move |_| {
        let mut view = state.view.with_untracked(|view| view.table.clone());
        view.columns = None;
        state.act(Action::SetTable(view));
    };
    let line = move |name: String| {
        let (key, ticked) = (name.clone(), name.clone());
        view! {
            <label class="picker-line">
                <input type="checkbox" prop:checked=move || shown.with(|shown| shown.contains(&key)) on:change=move |_| tick(&ticked)/>
                <span>{name}</span>
            </label>
        }
    };
    let groups = move || {
        let found = find.get().trim().to_lowercase();
        let mut groups: Vec<(Option<String>, Vec<String>)> = Vec::new();
        all.with(|all| {
            for (name, group) in all.iter().filter(|(name, _)| name.to_lowercase().contains(&found)) {
                match groups.iter_mut().find(|(other, _)| other == group) {
                    Some((_, names)) => names.push(name.clone()),
                    None => groups.push((group.clone(), vec![name.clone()])),
                }
            }
        });
        let group = move |(title, names): (Option<String>, Vec<String>)| {
            view! { {title.map(|title| view! { <h3>{title}</h3> })} {names.into_iter().map(line).collect_view()} }
        };
        groups.into_iter().map(group).collect_view()
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close();
        }
    };
    let count = move || {
        format!(
            "Columns {} / {}",
            shown.with(Vec::len),
            number(all.with(Vec::len) as u64)
        )
    };
    view! {
        <div class="tab-tools picker">
            <button type="button" class="picker-button" node_ref=button aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                {count} " ▾"
            </button>
            <Show when=move || open.get()>
                <div class="popup-veil" on:mousedown=move |_| close()></div>
                <div class="picker-list" role="dialog" aria-label="Columns" on:keydown=keys>
                    <input type="search" node_ref=search placeholder="Find a column…" aria-label="Find a column" prop:value=find on:input=move |event| find.set(event_target_value(&event))/>
                    <div class="picker-sets">
                        <button type="button" on:click=first>"First columns"</button>
                        <button type="button" on:click=every>"All"</button>
                    </div>
                    <div class="picker-lines">{groups}</div>
                </div>
            </Show>
        </div>
    }
}

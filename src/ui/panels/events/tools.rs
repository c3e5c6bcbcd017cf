//! The table's buttons beside the tabs: find, layout, columns; and what the command palette does with the table.

use super::table::Table;
use super::{finder, menu, picker};
use crate::query::Order;
use crate::ui::commands::Command;
use crate::ui::widgets::{Item, Menu};
use crate::view::{Action, Density, TableView};
use leptos::prelude::*;

/// Changes the table's part of the view.
fn change(table: Table, change: impl FnOnce(&mut TableView)) {
    let mut view = table.state.view.with_untracked(|view| view.table.clone());
    change(&mut view);
    table.state.act(Action::SetTable(view));
}

/// Makes every column as wide as what has arrived of it.
fn fit_all(table: Table) {
    for name in menu::names(table) {
        menu::fit(table, &name);
    }
}

/// The buttons.
#[component]
pub fn Tools(table: Table) -> impl IntoView {
    let items = move || {
        let view = table.state.view.with(|view| view.table.clone());
        let density = |label: &'static str, density: Density| {
            Item::new(label, move || change(table, |view| view.density = density)).chosen(view.density == density)
        };
        let marks = match view.marks.len() {
            0 => String::new(),
            count => count.to_string(),
        };
        vec![
            density("Compact rows", Density::Compact),
            density("Normal rows", Density::Normal),
            density("Roomy rows", Density::Roomy),
            Item::new("Wrap long texts", move || change(table, |view| view.wrap = !view.wrap)).chosen(view.wrap),
            Item::new("Totals below", move || change(table, |view| view.totals = !view.totals)).chosen(view.totals),
            Item::new("Fit all columns", move || fit_all(table)),
            Item::new("Colours…", move || table.marking.set(true)).note(marks),
        ]
    };
    view! {
        <div class="tab-tools picker">
            <button
                type="button"
                class="plain"
                id="find-open"
                title="Find in these events, or go to a time (Ctrl+F)"
                aria-expanded=move || table.finder.get().to_string()
                on:click=move |_| {
                    if table.finder.get_untracked() {
                        finder::close(table);
                    } else {
                        finder::open(table);
                    }
                }
            >
                "Find"
            </button>
            <Menu id="layout" class="plain" label="Layout" title="Rows, totals and colours of the table" items=Signal::derive(items)/>
            <picker::Picker table/>
        </div>
    }
}

/// What the command palette does with the table; the column commands act on the column of that name.
pub fn commands(table: Table) -> Vec<Command> {
    let mut commands = vec![
        Command::new("Find in these events", "Ctrl+F", move || finder::open(table)),
        Command::new("Go to a time or to the nth event", "Ctrl+G", move || {
            finder::open_jump(table)
        }),
        Command::new("Next hit", "]", move || finder::walk(table, true)),
        Command::new("Previous hit", "[", move || finder::walk(table, false)),
        Command::new("Next coloured event", "u", move || finder::walk_marks(table, true)),
        Command::new("Previous coloured event", "Shift+U", move || {
            finder::walk_marks(table, false)
        }),
        Command::new("Colours of rows and cells", "", move || table.marking.set(true)),
        Command::new("Compact rows", "", move || {
            change(table, |view| view.density = Density::Compact)
        }),
        Command::new("Normal rows", "", move || {
            change(table, |view| view.density = Density::Normal)
        }),
        Command::new("Roomy rows", "", move || {
            change(table, |view| view.density = Density::Roomy)
        }),
        Command::new("Wrap long texts, or not", "", move || {
            change(table, |view| view.wrap = !view.wrap)
        }),
        Command::new("Totals below the table, or not", "", move || {
            change(table, |view| view.totals = !view.totals)
        }),
        Command::new("Fit all columns", "", move || fit_all(table)),
        Command::new("Zoom to the times of the rows picked", "z", move || {
            super::jump::zoom(table)
        }),
        Command::new("Copy rows as TSV", "", move || super::copy::rows_as_tsv(table)),
        Command::new("Copy rows as JSON", "", move || super::copy::rows_as_json(table)),
    ];
    let shown = menu::names(table);
    let all = table.report().map(|report| report.columns.clone()).unwrap_or_default();
    for name in all.into_iter().map(|column| column.name) {
        let of = |verb: &str, act: fn(Table, &str)| {
            let column = name.clone();
            Command::new(format!("{verb} {name}"), "", move || act(table, &column)).quiet()
        };
        commands.push(of("Group by", menu::group));
        commands.push(of("Sort ascending by", |table, name| {
            menu::sort_by(table, name.into(), Order::Ascending, false);
        }));
        commands.push(of("Sort descending by", |table, name| {
            menu::sort_by(table, name.into(), Order::Descending, false);
        }));
        if shown.contains(&name) {
            commands.push(of("Go to column", go_to));
            commands.push(of("Hide column", menu::hide));
            commands.push(of("Pin or let go column", |table, name| {
                table.state.act(Action::Pin(name.into()));
            }));
        } else {
            commands.push(of("Show column", show));
        }
    }
    commands
}

/// Brings a column into sight, with the cursor in it.
fn go_to(table: Table, name: &str) {
    if let Some(at) = menu::names(table).iter().position(|other| other == name) {
        table.cursor.update(|cursor| cursor.1 = at);
        table.reveal_column(at);
        table.focus();
    }
}

/// Shows a column, at the right, and goes there.
fn show(table: Table, name: &str) {
    let mut columns = menu::names(table);
    columns.push(name.into());
    table.state.act(Action::SetColumns(columns));
    let name = name.to_owned();
    request_animation_frame(move || go_to(table, &name));
}

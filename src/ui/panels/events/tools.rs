//! The table's buttons beside the tabs: find, layout, columns; and what the command palette does with the table.

use super::table::Table;
use super::{finder, grouped, menu, picker};
use crate::query::Order;
use crate::ui::commands::Command;
use crate::ui::widgets::{Item, Menu};
use crate::view::{Action, Density, TableView};
use crate::words;
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
            density(words::events::COMPACT_ROWS, Density::Compact),
            density(words::events::NORMAL_ROWS, Density::Normal),
            density(words::events::ROOMY_ROWS, Density::Roomy),
            Item::new(words::events::WRAP_LONG_TEXTS, move || {
                change(table, |view| view.wrap = !view.wrap)
            })
            .chosen(view.wrap),
            Item::new(words::events::TOTALS_BELOW, move || {
                change(table, |view| view.totals = !view.totals)
            })
            .chosen(view.totals),
            Item::new(words::events::FIT_ALL_COLUMNS, move || fit_all(table)),
            Item::new(words::events::COLOURS, move || table.marking.set(true)).note(marks),
        ]
    };
    view! {
        <div class="tab-tools picker">
            <button
                type="button"
                class="plain"
                id="find-open"
                title=words::events::FIND_BUTTON_TIP
                aria-expanded=move || table.finder.get().to_string()
                on:click=move |_| {
                    if table.finder.get_untracked() {
                        finder::close(table);
                    } else {
                        finder::open(table);
                    }
                }
            >
                {words::events::FIND}
            </button>
            <Menu id="layout" class="plain" label=words::events::LAYOUT title=words::events::LAYOUT_TIP items=Signal::derive(items)/>
            <picker::Picker table/>
        </div>
    }
}

/// What the command palette does with the table; the column commands act on the column of that name.
pub fn commands(table: Table) -> Vec<Command> {
    let mut commands = vec![
        Command::new(words::events::FIND_THESE_EVENTS, words::keys::CTRL_F, move || {
            finder::open(table)
        }),
        Command::new(words::events::GO_TIME_NTH_EVENT, words::keys::CTRL_G, move || {
            finder::open_jump(table)
        }),
        Command::new(words::events::NEXT_HIT, "]", move || finder::walk(table, true)),
        Command::new(words::events::PREVIOUS_HIT, "[", move || finder::walk(table, false)),
        Command::new(words::events::NEXT_COLOURED_EVENT, "u", move || {
            finder::walk_marks(table, true)
        }),
        Command::new(
            words::events::PREVIOUS_COLOURED_EVENT,
            words::keys::SHIFT_U,
            move || finder::walk_marks(table, false),
        ),
        Command::new(words::events::MARK_EVENT, "b", move || {
            menu::bookmark(table, table.cursor.get_untracked().0)
        }),
        Command::new(words::events::KEEP_MARKED, "", move || menu::keep_marked(table.state)),
        Command::new(words::events::COLOURS_ROWS_CELLS, "", move || table.marking.set(true)),
        Command::new(words::events::COMPACT_ROWS, "", move || {
            change(table, |view| view.density = Density::Compact)
        }),
        Command::new(words::events::NORMAL_ROWS, "", move || {
            change(table, |view| view.density = Density::Normal)
        }),
        Command::new(words::events::ROOMY_ROWS, "", move || {
            change(table, |view| view.density = Density::Roomy)
        }),
        Command::new(words::events::WRAP_LONG_TEXTS_NOT, "", move || {
            change(table, |view| view.wrap = !view.wrap)
        }),
        Command::new(words::events::TOTALS_BELOW_TABLE_NOT, "", move || {
            change(table, |view| view.totals = !view.totals)
        }),
        Command::new(words::events::FIT_ALL_COLUMNS, "", move || fit_all(table)),
        Command::new(words::events::OPEN_ALL_GROUPS, "+", move || table.turn_all(true)),
        Command::new(words::events::SHUT_ALL_GROUPS, "-", move || table.turn_all(false)),
        Command::new(words::events::UNGROUP_ROWS, "", move || grouped::set(table, Vec::new())),
        Command::new(words::events::ZOOM_TIMES_ROWS_PICKED, "z", move || {
            super::jump::zoom(table)
        }),
        Command::new(words::events::COPY_ROWS_TSV, "", move || {
            super::copy::rows_as_tsv(table)
        }),
        Command::new(words::events::COPY_ROWS_JSON, "", move || {
            super::copy::rows_as_json(table)
        }),
    ];
    let shown = menu::names(table);
    let all = table.report().map(|report| report.columns.clone()).unwrap_or_default();
    for name in all.into_iter().map(|column| column.name) {
        let of = |verb: &str, act: fn(Table, &str)| {
            let column = name.clone();
            Command::new(format!("{verb} {name}"), "", move || act(table, &column)).quiet()
        };
        commands.push(of(words::common::GROUP_BY, menu::group));
        commands.push(of(words::events::GROUP_ROWS_BY, grouped::group));
        commands.push(of(words::events::SORT_ASCENDING_BY, |table, name| {
            menu::sort_by(table, name.into(), Order::Ascending, false);
        }));
        commands.push(of(words::events::SORT_DESCENDING_BY, |table, name| {
            menu::sort_by(table, name.into(), Order::Descending, false);
        }));
        if shown.contains(&name) {
            commands.push(of(words::events::GO_COLUMN, go_to));
            commands.push(of(words::events::HIDE_COLUMN, menu::hide));
            commands.push(of(words::events::PIN_LET_GO_COLUMN, |table, name| {
                table.state.act(Action::Pin(name.into()));
            }));
        } else {
            commands.push(of(words::events::SHOW_COLUMN, show));
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

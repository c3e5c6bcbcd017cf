//! The virtual table of rows: any number of them, of which only the window in sight is asked for and drawn.

mod body;
mod header;
mod keys;
mod menu;
mod picker;
mod scroll;
mod table;
mod width;

use super::super::frame::frame;
use super::super::state::state;
use super::super::widgets::{browser, number, popup};
use super::no_match::NoMatch;
use leptos::prelude::*;
use table::Table;

/// Pixels in height that no screen has.
const TALLEST: f64 = 5_000.0;

/// The virtual table of rows.
#[component]
pub fn Events() -> impl IntoView {
    let table = Table::new(state());
    Effect::new(move |_| {
        if let Some(scroller) = table.scroller.get() {
            browser::on_size(&scroller, move |width, height| {
                // Where the style sheet did not arrive the table is as tall as its rows: it still draws no more than a screen of them.
                table.size.set((width, height.min(TALLEST)));
            });
        }
    });
    frame().keys.bind(keys::ABOUT, move |event| keys::pressed(table, event));
    let nothing = move || {
        let total = table.rows.with(|rows| rows.look.is_some().then_some(rows.total));
        (total == Some(0)).then(|| view! { <div class="events-none"><NoMatch/></div> })
    };
    let failure = move || {
        table
            .failure
            .get()
            .map(|what| view! { <p class="events-none">{what}</p> })
    };
    let grid_rows = move || (table.rows.with(|rows| rows.total) + 1).to_string();
    let active = move || {
        let (at, column) = table.cursor.get();
        format!("cell-{at}-{column}")
    };
    view! {
            <section class="events" class:dim=move || table.stale.get()>
                <div class="events-scroll" node_ref=table.scroller on:scroll=move |_| table.scrolled()>
                    <div class="events-grid" role="grid" tabindex="0" aria-label="Events" aria-rowcount=grid_rows
                        aria-colcount=move || table.columns.with(Vec::len).to_string() aria-activedescendant=active
                        aria-busy=move || table.stale.get().to_string()
                        style=("--columns", move || table.template())
                        style:width=move || format!("{}px", table.wide())
    >
                        <header::Header table/>
                        <body::Body table/>
                    </div>
                </div>
                <picker::Picker table/>
                {nothing}
                {failure}
                <p class="unseen" role="status">
                    {move || table.rows.with(|rows| rows.look.is_some().then(|| format!("{} events", number(rows.total))))}
                </p>
                <popup::PopupMenu popup=table.popup/>
            </section>
        }
}

//! The virtual table of rows: any number of them, of which only the window in sight is asked for and drawn.

mod body;
mod cell;
mod copy;
mod finder;
mod grouped;
mod header;
mod jump;
mod keys;
mod marking;
mod menu;
mod picker;
mod rows;
mod scroll;
mod summary;
mod table;
mod tools;
mod totals;
mod width;

use super::super::frame::frame;
use super::super::state::state;
use super::super::widgets::{browser, count, popup};
use super::no_match::NoMatch;
use crate::arrange;
use crate::query::Order;
use crate::words;
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
    let frame = frame();
    frame.keys.bind(keys::ABOUT, move |event| keys::pressed(table, event));
    frame.commands.offer(move || tools::commands(table));
    // The summary of a column is asked for as long as its menu is open.
    Effect::new(move |_| {
        let open = table.popup.with(Option::is_some);
        if !open && table.state.screen.with_untracked(|screen| screen.summary.is_some()) {
            table.state.screen.update(|screen| screen.summary = None);
        }
    });
    on_cleanup(move || {
        table.state.screen.try_update(|screen| screen.summary = None);
    });
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
    let grid_rows = move || (table.count.get() + 1).to_string();
    let active = move || {
        let (at, column) = table.cursor.get();
        if table.on_head.get() {
            format!("head-{column}")
        } else {
            grouped::cell_id(table, at, column)
        }
    };
    let lines = move || {
        let row = table.track.with(|track| track.row);
        format!("{row}px")
    };
    let wrap = Memo::new(move |_| table.state.view.with(|view| view.table.wrap));
    view! {
        <section class="events" class:dim=move || table.stale.get() class:wrap=move || wrap.get() class:seeking=move || table.finder.get()>
            <finder::Finder table/>
            <grouped::strip::Strip table/>
            <div class="events-scroll" node_ref=table.scroller on:scroll=move |_| table.scrolled()>
                <div
                    class="events-grid"
                    role=move || if table.lines.with(Option::is_some) { "treegrid" } else { "grid" }
                    tabindex="0"
                    aria-label=words::common::EVENTS
                    aria-multiselectable="true"
                    aria-rowcount=grid_rows
                    aria-colcount=move || table.columns.with(Vec::len).to_string()
                    aria-activedescendant=active
                    aria-busy=move || table.stale.get().to_string()
                    node_ref=table.grid
                    style=("--columns", move || table.template())
                    style=("--row", lines)
                    style:width=move || format!("{}px", table.wide())
                    style=("--sight", move || format!("{}px", table.size.get().0))
                >
                    <header::Header table/>
                    <body::Body table/>
                    <totals::Totals table/>
                </div>
            </div>
            <tools::Tools table/>
            {nothing}
            {failure}
            <p class="unseen" role="status">{move || spoken(table)}</p>
            <popup::PopupMenu popup=table.popup/>
            <marking::Marking table/>
        </section>
    }
}

/// What the table shows, in a sentence for screen readers.
fn spoken(table: Table) -> Option<String> {
    let total = table.rows.with(|rows| rows.look.is_some().then_some(rows.total))?;
    let sorted = table.columns.with(|columns| {
        let mut sorted: Vec<_> = columns
            .iter()
            .filter_map(|column| Some((column.sorted?, &column.about.name)))
            .collect();
        arrange::by_key(&mut sorted, |((rank, _), _)| *rank);
        let by = |((_, order), name): ((usize, Order), &String)| match order {
            Order::Ascending => words::events::ascending(name),
            Order::Descending => words::events::descending(name),
        };
        sorted
            .into_iter()
            .map(by)
            .collect::<Vec<_>>()
            .join(words::events::SORTED_THEN)
    });
    Some(match sorted.is_empty() {
        true => count(total, words::counts::events),
        false => words::events::sorted_by(&count(total, words::counts::events), &sorted),
    })
}

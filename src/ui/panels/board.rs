//! Several charts on a page, arranged by hand: each filters the others, and all of it is in the link.

use super::super::state::state;
use super::chart::{Figure, Pane, step};
use crate::view::{Slot, Tab, Tile, View};
use crate::words;
use leptos::{ev, prelude::*};

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let state = state();
    let ids = Memo::new(move |_| {
        state
            .view
            .with(|view| view.board.iter().map(|tile| tile.id).collect::<Vec<_>>())
    });
    // The tile that is being dragged.
    let dragged = RwSignal::new(None::<u32>);
    view! {
        <section class="board" aria-label=words::common::BOARD>
            <Show
                when=move || !ids.with(Vec::is_empty)
                fallback=move || view! {
                    <div class="board-none">
                        <p>{words::board::EMPTY}</p>
                        <button type="button" class="button" on:click=move |_| step(state, |view| view.tab = Tab::Chart)>{words::board::MAKE_CHART}</button>
                    </div>
                }
            >
                <div class="board-tiles">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <TileView id dragged/>
                    </For>
                </div>
            </Show>
        </section>
    }
}

/// A tile: what can be done with it, and its chart.
#[component]
fn TileView(id: u32, dragged: RwSignal<Option<u32>>) -> impl IntoView {
    let state = state();
    let pane = Pane::new(state, Slot::Tile(id));
    let tile = Memo::new(move |_| {
        let found = |view: &View| view.board.iter().find(|tile| tile.id == id).cloned();
        state.view.with(found).unwrap_or_default()
    });
    let name = move || {
        let report = state.report.get().unwrap_or_default();
        tile.with(|tile| tile.chart.called(&report))
    };
    let button = move |text: &'static str, does: &'static str, act: fn(&mut View, u32)| {
        view! {
            <button type="button" class="mini" title=does aria-label=move || format!("{does}: {}", name())
                on:click=move |_| step(state, |view| act(view, id))>{text}</button>
        }
    };
    let start = move |event: ev::DragEvent| {
        dragged.set(Some(id));
        if let Some(data) = event.data_transfer() {
            // Firefox drags only what carries data.
            data.set_data("text/plain", &name()).unwrap_or_default();
        }
    };
    let drop = move |event: ev::DragEvent| {
        if let Some(moved) = dragged.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
            dragged.set(None);
            step(state, |view| place(view, moved, id));
        }
    };
    let over = move |event: ev::DragEvent| {
        if dragged.get_untracked().is_some() {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <article class=move || format!("tile {}", tile.with(css)) class:tall=move || tile.with(|tile| tile.tall)
            aria-label=name on:dragover=over on:drop=drop>
            <header class="tile-head" draggable="true" title=words::board::DRAG_TO_MOVE on:dragstart=start on:dragend=move |_| dragged.set(None)>
                <h3>{name}</h3>
                {button("←", words::board::MOVE_BACK, |view, id| shift(view, id, false))}
                {button("→", words::board::MOVE_ON, |view, id| shift(view, id, true))}
                {button("↔", words::board::ANOTHER_WIDTH, |view, id| of(view, id, |tile| tile.width = tile.width.next()))}
                {button("↕", words::board::ANOTHER_HEIGHT, |view, id| of(view, id, |tile| tile.tall = !tile.tall))}
                {button("✎", words::board::CHANGE, edit)}
                {button("×", words::board::TAKE_OFF_BOARD, View::unpin_chart)}
            </header>
            <Show when=move || pane.drawable.get()
                fallback=|| view! { <p class="chart-hint">{words::board::CANNOT_BE_DRAWN}</p> }>
                <Figure pane/>
            </Show>
        </article>
    }
}

fn css(tile: &Tile) -> &'static str {
    match tile.width {
        crate::view::Width::Third => "third",
        crate::view::Width::Half => "half",
        crate::view::Width::Whole => "whole",
    }
}

fn of(view: &mut View, id: u32, change: impl FnOnce(&mut Tile)) {
    if let Some(tile) = view.board.iter_mut().find(|tile| tile.id == id) {
        change(tile);
    }
}

/// Moves a tile by one place.
fn shift(view: &mut View, id: u32, on: bool) {
    let Some(at) = view.board.iter().position(|tile| tile.id == id) else {
        return;
    };
    let to = if on { at + 1 } else { at.wrapping_sub(1) };
    if to < view.board.len() {
        view.board.swap(at, to);
    }
}

/// Moves a tile to the place of another.
fn place(view: &mut View, moved: u32, onto: u32) {
    let at = |view: &View, id: u32| view.board.iter().position(|tile| tile.id == id);
    let on = at(view, moved) < at(view, onto);
    let next = at(view, onto).and_then(|at| view.board.get(at + 1)).map(|tile| tile.id);
    view.move_tile(moved, if on { next } else { Some(onto) });
}

/// Takes a tile's chart into the builder.
fn edit(view: &mut View, id: u32) {
    if let Some(chart) = view.chart_of(&Slot::Tile(id)).cloned() {
        view.change_chart(&Slot::Chart, |built| *built = chart);
        view.chart.tile = Some(id);
        view.tab = Tab::Chart;
    }
}

//! The panels, and how they share the window.

mod actor;
mod beside;
mod board;
mod chart;
mod chips;
mod compare;
mod detail;
mod empty;
mod events;
mod export;
mod fields;
mod fit;
mod foot;
mod formula;
mod group;
mod help;
mod load_report;
mod loading;
mod no_match;
mod nothing;
mod notice;
mod palette;
mod pivot;
mod query_bar;
mod questions;
mod repeats;
mod sql;
mod tabs;
mod theme;
mod timeline;
mod top;
mod trail;
mod zone_menu;

pub use sql::Elsewhere;

use super::clock;
use super::commands::Command;
use super::frame::Frame;
use super::intake::{Doors, Intake};
use super::keys::control;
use super::state::{Stage, State, state};
use crate::protocol::{Duplicates, Shape};
use crate::view::{Action, Slot, Tab, ZoneChoice};
use crate::words;
use leptos::prelude::*;
use theme::Theme;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What fills the window.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    Empty,
    /// Nothing to show yet but how far the reading is.
    Reading,
    /// Read to the end, and there is no row.
    Nothing,
    Open,
}

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let state = state();
    let frame = Frame::provide();
    Intake::provide();
    super::intake::intake().open_linked();
    bind_keys();
    let face = Memo::new(move |_| {
        let rows = state.report.with(|report| report.as_ref().map(|report| report.rows));
        match (rows, state.stage.with(|stage| matches!(stage, Stage::Reading(_)))) {
            (Some(1..), _) => Face::Open,
            (_, true) => Face::Reading,
            (Some(0), false) => Face::Nothing,
            (None, false) => Face::Empty,
        }
    });
    let reading = Memo::new(move |_| state.stage.with(|stage| matches!(stage, Stage::Reading(_))));
    Effect::new(move |_| document().set_title(&title(state)));
    view! {
        <div class="app" class:wide=move || frame.wide.get()>
            {move || match face.get() {
                Face::Empty => view! { <empty::Empty/> }.into_any(),
                Face::Reading => view! { <loading::Loading alone=true/> }.into_any(),
                Face::Nothing => view! { <nothing::Nothing/> }.into_any(),
                Face::Open => {
                    view! {
                        <top::Top/>
                        <Show when=move || reading.get()>
                            <loading::Loading alone=false/>
                        </Show>
                        <chips::Chips/>
                        <timeline::Timeline/>
                        <Work/>
                        <foot::Foot/>
                    }
                        .into_any()
                }
            }}
            <Doors/>
            <notice::Notice/>
            <load_report::LoadReport/>
            <fit::FitDialog/>
            <help::Help/>
            <formula::ComputeDialog/>
            <beside::Sort/>
            <beside::Join/>
            <beside::ListDialog/>
            <palette::Palette/>
            <trail::Trail/>
            <sql::How/>
        </div>
    }
}

#[component]
fn Work() -> impl IntoView {
    let state = state();
    let tab = Memo::new(move |_| state.view.with(|view| view.tab));
    let held = state.held(&Slot::Count);
    let empty = Memo::new(move |_| held.with(|held| held.answers.as_ref().is_some_and(|answers| answers.rows == 0)));
    view! {
        <div class="work">
            <fields::Fields/>
            <main class="middle">
                <div class="tabs-line">
                    <tabs::Tabs/>
                    <sql::SqlOfTab/>
                </div>
                <div class="tab-panel" id="tab-panel" role="tabpanel" aria-labelledby=move || tabs::id(tab.get())>
                    {move || match tab.get() {
                        Tab::Questions => view! { <questions::Questions/> }.into_any(),
                        Tab::Actor => view! { <actor::Actor/> }.into_any(),
                        _ if empty.get() => view! { <no_match::NoMatch/> }.into_any(),
                        Tab::Events => view! { <events::Events/> }.into_any(),
                        Tab::Group => view! { <group::Group/> }.into_any(),
                        Tab::Pivot => view! { <pivot::Pivot/> }.into_any(),
                        Tab::Chart => view! { <chart::ChartPanel/> }.into_any(),
                        Tab::Compare => view! { <compare::Compare/> }.into_any(),
                        Tab::Board => view! { <board::Board/> }.into_any(),
                    }}
                </div>
            </main>
            <detail::Detail/>
        </div>
    }
}

/// The window's title: what is open comes first.
fn title(state: State) -> String {
    let names = state.report.with(|report| {
        report
            .as_ref()
            .map(|report| report.files.iter().map(|file| file.name.clone()).collect::<Vec<_>>())
    });
    match names.as_deref() {
        None | Some([]) => "Audit Explorer".into(),
        Some([name]) => format!("{name} · Audit Explorer"),
        Some([name, rest @ ..]) => format!("{name} + {} · Audit Explorer", rest.len()),
    }
}

/// The keys that belong to the page as a whole.
fn bind_keys() {
    let (state, frame) = (state(), super::frame::frame());
    let about = &[
        (words::keys::CTRL_K, words::frame::KEY_PALETTE),
        ("/", words::frame::WRITE_FILTER),
        ("=", words::frame::KEY_NEW_COLUMN),
        ("1 … 8", words::frame::KEY_TABS),
        ("T", words::frame::KEY_ZONE),
        (words::keys::SPACE, words::frame::WHOLE_WINDOW),
        (words::keys::ESC, words::frame::KEY_ESC),
        (words::keys::CTRL_Z, words::frame::TAKE_LAST_STEP_BACK),
        (words::keys::CTRL_SHIFT_Z, words::frame::TAKE_AGAIN),
        ("h", words::frame::KEY_TRAIL),
        (words::keys::CTRL_S, words::frame::KEY_LINK),
        (words::keys::CTRL_E, words::frame::KEY_EXPORT),
        (words::keys::HELP_CTRL_SLASH, words::frame::KEY_HELP),
    ];
    frame.keys.bind(about, move |event| {
        let open = state.report.with_untracked(Option::is_some);
        match (control(event), event.key().as_str()) {
            (true, "k" | "K") => frame.palette.set(true),
            (false, "?") | (true, "/") => frame.help.set(true),
            (false, "/") if open => write_filter(frame),
            (false, "=") if open => frame.compute.new_column(String::new()),
            (false, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8") if open => {
                let at = event.key().parse::<usize>().unwrap_or(1) - 1;
                state.act(Action::SetTab(tabs::TABS[at]));
            }
            (false, "h" | "H") if open => frame.trail.set(true),
            (false, "t" | "T") if open => turn_zone(state),
            (false, " ") if open && on_nothing(event) => frame.wide.update(|wide| *wide = !*wide),
            (false, "Escape") if state.notice.with_untracked(Option::is_some) => state.notice.set(None),
            (false, "Escape") if state.said.with_untracked(Option::is_some) => state.said.set(None),
            (false, "Escape") if state.view.with_untracked(|view| view.table.open.is_some()) => {
                state.act(Action::Open(None));
            }
            (false, "Escape") if frame.wide.get_untracked() => frame.wide.set(false),
            (true, "z" | "Z") if open && !event.shift_key() => state.undo(),
            (true, "z" | "Z" | "y") if open => state.redo(),
            (true, "s" | "S") if open => top::copy_link(state),
            (true, "e" | "E") if open => export::write(state, Shape::Csv),
            _ => return false,
        }
        true
    });
    frame.commands.offer(move || commands(state, frame));
}

/// Whether a key went down on no control: on a button the space bar is a click.
fn on_nothing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_none_or(|target| {
        target.tag_name() == "BODY"
            || target
                .get_attribute("role")
                .is_some_and(|role| role == "grid" || role == "treegrid")
    })
}

/// Puts the caret at the end of the query bar.
fn write_filter(frame: Frame) {
    if let Some(query) = frame.query.get_untracked() {
        let end = query.value().encode_utf16().count() as u32;
        query.focus().unwrap_or_default();
        query.set_selection_range(end, end).unwrap_or_default();
    }
}

/// From UTC to the computer's zone, or to UTC from any other.
fn turn_zone(state: State) {
    let utc = state.view.with_untracked(|view| view.zone == ZoneChoice::Utc);
    state.act(Action::SetZone(if utc { clock::here() } else { ZoneChoice::Utc }));
}

/// What the command palette does with the page as a whole.
fn commands(state: State, frame: Frame) -> Vec<Command> {
    let act = move |action: Action| move || state.act(action.clone());
    let mut commands = vec![Command::new(words::frame::HELP_KEYS, "?", move || frame.help.set(true))];
    if state.report.with_untracked(Option::is_some) {
        commands.extend([
            Command::new(words::frame::WRITE_FILTER, "/", move || write_filter(frame)),
            Command::new(words::common::NEW_COMPUTED_COLUMN, "=", move || {
                frame.compute.new_column(String::new())
            }),
            Command::new(words::frame::CLEAR_FILTER, "", act(Action::Clear)),
            Command::new(words::frame::LIST_VALUES_FILTER, "", move || {
                frame.beside.list_for(None)
            }),
            Command::new(words::common::UNDO, words::keys::CTRL_Z, move || state.undo()),
            Command::new(words::common::REDO, words::keys::CTRL_SHIFT_Z, move || state.redo()),
            Command::new(words::frame::COMMAND_TRAIL, "h", move || frame.trail.set(true)),
            Command::new(words::common::EVENTS, "1", act(Action::SetTab(Tab::Events))),
            Command::new(words::frame::GROUP, "2", act(Action::SetTab(Tab::Group))),
            Command::new(words::common::PIVOT, "3", act(Action::SetTab(Tab::Pivot))),
            Command::new(words::common::CHART, "4", act(Action::SetTab(Tab::Chart))),
            Command::new(words::common::COMPARE, "5", act(Action::SetTab(Tab::Compare))),
            Command::new(
                words::frame::COMMAND_QUESTIONS,
                "6",
                act(Action::SetTab(Tab::Questions)),
            ),
            Command::new(words::common::BOARD, "7", act(Action::SetTab(Tab::Board))),
            Command::new(words::frame::COMMAND_ACTOR, "8", act(Action::SetTab(Tab::Actor))),
            Command::new(words::frame::TURN_ZONE, "T", move || turn_zone(state)),
            Command::new(words::frame::WHOLE_WINDOW, words::keys::SPACE, move || {
                frame.wide.update(|wide| *wide = !*wide);
            }),
            Command::new(
                words::frame::CLOSE_OPEN_EVENT,
                words::keys::ESC,
                act(Action::Open(None)),
            ),
            Command::new(words::common::LOAD_REPORT, "", move || frame.report.set(true)),
            Command::new(words::frame::EXPORT_CSV_EXACT, words::keys::CTRL_E, move || {
                export::write(state, Shape::Csv)
            }),
            Command::new(words::frame::EXPORT_CSV_EXCEL, "", move || {
                export::write(state, Shape::CsvForExcel)
            }),
            Command::new(words::frame::EXPORT_NDJSON, "", move || {
                export::write(state, Shape::Ndjson)
            }),
            Command::new(words::frame::FORGET_EVERYTHING, "", move || state.forget()),
        ]);
        let tables = state
            .report
            .with_untracked(|report| report.as_ref().map(|report| report.lookups.clone()));
        for table in tables.unwrap_or_default() {
            let name = words::frame::join_to_log(&table.name);
            commands.push(Command::new(name, "", move || frame.beside.join(table.name.clone())));
        }
        if state.read.with_untracked(|report| {
            report
                .as_ref()
                .is_some_and(|report| report.duplicates != Duplicates::default())
        }) {
            commands.push(Command::new(words::frame::LEAVE_REPEATS_OUT, "", move || {
                repeats::leave_out(state)
            }));
        }
        commands.extend(questions::commands(state));
        for (choice, name, _) in zone_menu::choices() {
            commands.push(Command::new(words::frame::times_in(&name), "", act(Action::SetZone(choice))).quiet());
        }
    }
    let mute = state.view.with_untracked(|view| view.mute);
    let letters = if mute {
        words::frame::SINGLE_KEYS_ON
    } else {
        words::frame::SINGLE_KEYS_OFF
    };
    commands.push(Command::new(letters, "", act(Action::Mute(!mute))));
    for (name, theme) in [
        (words::frame::LIGHT_COLOURS, Theme::Light),
        (words::frame::DARK_COLOURS, Theme::Dark),
        (words::frame::COLOURS_SYSTEM_HAS_THEM, Theme::System),
    ] {
        commands.push(Command::new(name, "", move || theme::set(theme)));
    }
    commands
}

//! The panels, and how they share the window.

mod chart;
mod chips;
mod detail;
mod empty;
mod events;
mod export;
mod fields;
mod foot;
mod formula;
mod group;
mod help;
mod load_report;
mod loading;
mod no_match;
mod nothing;
mod notice;
mod query_bar;
mod sql;
mod tabs;
mod theme;
mod timeline;
mod top;
mod zone_menu;

pub use sql::Elsewhere;

use super::frame::Frame;
use super::intake::{Doors, Intake};
use super::state::{Stage, state};
use crate::view::{Slot, Tab};
use leptos::prelude::*;

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
    Frame::provide();
    Intake::provide();
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
        <div class="app">
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
            <help::Help/>
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
                        _ if empty.get() => view! { <no_match::NoMatch/> }.into_any(),
                        Tab::Events => view! { <events::Events/> }.into_any(),
                        Tab::Group => view! { <group::Group/> }.into_any(),
                        Tab::Chart => view! { <chart::ChartPanel/> }.into_any(),
                    }}
                </div>
            </main>
            <detail::Detail/>
        </div>
    }
}

/// The window's title: what is open comes first.
fn title(state: super::state::State) -> String {
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
    use crate::ui::keys::control;
    use crate::view::{Action, ZoneChoice};
    let (state, frame) = (state(), super::frame::frame());
    let about = &[
        ("/", "Write a filter"),
        ("1 2 3", "Events, Group, Chart"),
        ("t", "Times in UTC or in this computer's zone"),
        ("Esc", "Close what is open, one thing at a time"),
        ("Ctrl+Z", "Take the last step back"),
        ("Ctrl+Shift+Z", "Take it again"),
        ("Ctrl+E", "Export the matching events as CSV"),
        ("?", "This help"),
    ];
    frame.keys.bind(about, move |event| {
        let open = state.report.with_untracked(Option::is_some);
        match (control(event), event.key().as_str()) {
            (false, "?") => frame.help.set(true),
            (false, "/") if open => {
                if let Some(query) = frame.query.get_untracked() {
                    let end = query.value().encode_utf16().count() as u32;
                    query.focus().unwrap_or_default();
                    query.set_selection_range(end, end).unwrap_or_default();
                }
            }
            (false, "1") if open => state.act(Action::SetTab(Tab::Events)),
            (false, "2") if open => state.act(Action::SetTab(Tab::Group)),
            (false, "3") if open => state.act(Action::SetTab(Tab::Chart)),
            (false, "t") if open => {
                let utc = state.view.with_untracked(|view| view.zone == ZoneChoice::Utc);
                state.act(Action::SetZone(if utc { ZoneChoice::Local } else { ZoneChoice::Utc }));
            }
            (false, "Escape") if state.notice.with_untracked(Option::is_some) => state.notice.set(None),
            (false, "Escape") if state.view.with_untracked(|view| view.table.open.is_some()) => {
                state.act(Action::Open(None));
            }
            (true, "z" | "Z") if open && !event.shift_key() => state.undo(),
            (true, "z" | "Z" | "y") if open => state.redo(),
            (true, "e") if open => export::write(state, crate::protocol::Shape::Csv),
            _ => return false,
        }
        true
    });
}

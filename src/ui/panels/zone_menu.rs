//! In which zone times are shown and days begin: a menu that always says which.

use crate::ui::clock;
use crate::ui::state::state;
use crate::ui::widgets::{Item, Menu};
use crate::view::{Action, ZoneChoice};
use crate::words;
use leptos::prelude::*;

/// Zones offered first, beside UTC and the computer's own.
const NAMED: [&str; 9] = [
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
];

/// The choices, each with what it is called and a remark.
pub fn choices() -> Vec<(ZoneChoice, String, &'static str)> {
    let here = clock::local_name();
    let mut choices = vec![
        (ZoneChoice::Utc, "UTC".to_owned(), ""),
        (clock::here(), here.clone(), words::frame::THIS_COMPUTER),
    ];
    let others = clock::all_names()
        .into_iter()
        .filter(|name| !NAMED.contains(&name.as_str()) && name != "UTC");
    let names = NAMED.into_iter().map(str::to_owned).chain(others);
    let names = names.filter(|name| *name != here);
    choices.extend(names.map(|name| (ZoneChoice::Named(name.clone()), name, "")));
    choices
}

/// The menu; its button names the zone in force.
#[component]
pub fn ZoneMenu() -> impl IntoView {
    let state = state();
    let items = move || {
        let now = state.view.with(|view| view.zone.clone());
        choices()
            .into_iter()
            .map(|(choice, name, remark)| {
                let chosen = choice == now;
                Item::new(name, move || state.act(Action::SetZone(choice.clone())))
                    .note(remark)
                    .chosen(chosen)
            })
            .collect()
    };
    view! {
        <Menu
            id="zone"
            class="plain"
            label=Signal::derive(move || state.zone.with(|zone| zone.name.clone()))
            title=words::frame::ZONE_TIP
            items=Signal::derive(items)
        />
    }
}

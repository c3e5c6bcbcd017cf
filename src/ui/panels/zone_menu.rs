//! In which zone times are shown and days begin: a menu that always says which.

use crate::ui::clock;
use crate::ui::state::state;
use crate::ui::widgets::{Item, Menu};
use crate::view::{Action, ZoneChoice};
use crate::words;
use leptos::prelude::*;

/// Zones offered beside UTC and the computer's own.
pub const NAMED: [&str; 16] = [
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Europe/Moscow",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// The choices, each with what it is called and a remark.
pub fn choices() -> Vec<(ZoneChoice, String, &'static str)> {
    let mut choices = vec![
        (ZoneChoice::Utc, "UTC".to_owned(), ""),
        (ZoneChoice::Local, clock::local_name(), words::frame::THIS_COMPUTER),
    ];
    choices.extend(NAMED.map(|name| (ZoneChoice::Named(name.into()), name.to_owned(), "")));
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

//! Light, dark, or as the system has it. Nothing is stored: a new tab begins with the system's.

use crate::ui::widgets::{Item, Menu};
use crate::words;
use leptos::prelude::*;

/// A choice of colours.
#[derive(Clone, Copy, PartialEq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

fn root() -> Option<web_sys::Element> {
    document().document_element()
}

fn current() -> Theme {
    match root().and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Shows the page so.
pub fn set(theme: Theme) {
    let Some(root) = root() else { return };
    let done = match theme.name() {
        Some(name) => root.set_attribute("data-theme", name),
        None => root.remove_attribute("data-theme"),
    };
    done.unwrap_or_default();
}

/// A menu of the three.
#[component]
pub fn ThemeMenu() -> impl IntoView {
    let items = move || {
        let now = current();
        [
            (Theme::System, words::frame::THEME_SYSTEM),
            (Theme::Light, words::frame::THEME_LIGHT),
            (Theme::Dark, words::frame::THEME_DARK),
        ]
        .map(|(theme, name)| Item::new(name, move || set(theme)).chosen(theme == now))
        .to_vec()
    };
    view! { <Menu label="◐" title=words::frame::LIGHT_DARK class="plain" items=Signal::derive(items)/> }
}

//! Nothing is open yet: what this is, what it promises, and the ways in.

use super::theme::ThemeMenu;
use crate::ui::frame::frame;
use crate::ui::intake::intake;
use crate::ui::state::state;
use crate::view::View;
use leptos::prelude::*;

/// Nothing is open yet: what this is, what it promises, and the ways in.
#[component]
pub fn Empty() -> impl IntoView {
    let (frame, state) = (frame(), state());
    let linked = move || state.view.with(|view| *view != View::default());
    view! {
        <main class="empty">
            <header class="empty-corner">
                <ThemeMenu/>
                <button type="button" class="plain" title="Help (?)" on:click=move |_| frame.help.set(true)>
                    "Help"
                </button>
            </header>
            <div class="empty-drop">
                <h1>"Audit Explorer"</h1>
                <p class="empty-what">
                    "Drop an exported audit log anywhere on this window, and filter, group and chart what happened."
                </p>
                <Show when=linked>
                    <p class="empty-linked" role="status">
                        "A view is waiting: open its log, and its filter and layout apply. A link never holds rows."
                    </p>
                </Show>
                <WaysIn/>
                <p class="soft">"CSV, JSON, NDJSON and JSON wrapped in an object, as one file or many, of any size this tab can hold."</p>
            </div>
            <Seal/>
        </main>
    }
}

/// The buttons that open something.
#[component]
pub fn WaysIn() -> impl IntoView {
    let intake = intake();
    view! {
        <div class="ways-in">
            <button type="button" class="primary" on:click=move |_| intake.choose(false)>
                "Choose files"
            </button>
            <button type="button" on:click=move |_| intake.choose_folder()>
                "Choose a folder"
            </button>
            <button type="button" title="Or press Ctrl+V (⌘V)" on:click=move |_| intake.paste()>
                "Paste"
            </button>
            <button type="button" id="try-sample" on:click=move |_| intake.sample()>
                "Try the sample"
            </button>
        </div>
    }
}

/// The promise that nothing leaves the tab, and what keeps it.
#[component]
pub fn Seal() -> impl IntoView {
    view! {
        <section class="seal-long" aria-label="Privacy">
            <p class="seal-mark">
                <span aria-hidden="true">"●"</span>
                " Nothing leaves this tab."
            </p>
            <ul>
                <li>"There is no server behind this page: the log is read by a worker inside this tab, and stays there."</li>
                <li>
                    "The page’s content security policy makes the browser itself refuse every connection to anywhere else; the single-file
                    edition refuses every connection."
                </li>
                <li>"Nothing is stored: closing the tab forgets everything. A link to a view holds the filter you wrote, never rows."</li>
            </ul>
        </section>
    }
}

//! Nothing is open yet: what this is, what it promises, and the ways in.

use super::theme::ThemeMenu;
use crate::ui::frame::frame;
use crate::ui::intake::{SAMPLES, Sample, intake};
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
            <Samples/>
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
        </div>
    }
}

/// Logs made up for trying, and what to do with any log.
#[component]
fn Samples() -> impl IntoView {
    let intake = intake();
    let sample = move |sample: &'static Sample| {
        let there = document().get_element_by_id(sample.id).is_some();
        let id = match sample.id {
            "sample" => "try-sample".to_owned(),
            other => format!("try-{other}"),
        };
        view! {
            <li>
                <button type="button" id=id disabled=!there on:click=move |_| intake.sample(sample.id)>{sample.title}</button>
                <p>{sample.about}</p>
                {(!there).then(|| view! { <p class="faint">"Only in the edition with files beside the page."</p> })}
            </li>
        }
    };
    view! {
        <section class="samples" aria-labelledby="samples-title">
            <h2 id="samples-title">"Or try one that was made up"</h2>
            <ul>{SAMPLES.each_ref().map(sample).collect_view()}</ul>
            <h2>"Then"</h2>
            <ol>
                <li><b>"Ask."</b> " The tab Questions (key 6) shows the answers to what people ask of audit logs; a click opens the rows behind one."</li>
                <li><b>"Narrow."</b> " Drag over the timeline, click a value at the left, right-click a cell, or write a filter (key /)."</li>
                <li><b>"Look."</b> " Enter opens an event; Group and Chart sum up what is left; Export takes it away. Back undoes any step."</li>
            </ol>
        </section>
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

//! Nothing is open yet: what this is, what it promises, and the ways in.

use super::theme::ThemeMenu;
use crate::ui::frame::frame;
use crate::ui::intake::{SAMPLES, Sample, intake};
use crate::ui::state::state;
use crate::view::View;
use crate::words;
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
                <button type="button" class="plain" title=words::common::HELP_KEY on:click=move |_| frame.help.set(true)>
                    {words::common::HELP}
                </button>
            </header>
            <div class="empty-drop">
                <h1>"Audit Explorer"</h1>
                <p class="empty-what">
                    {words::intake::INVITATION}
                </p>
                <Show when=linked>
                    <p class="empty-linked" role="status">
                        {words::intake::VIEW_WAITING}
                    </p>
                </Show>
                <WaysIn/>
                <p class="soft">{words::intake::FORMATS}</p>
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
                {words::intake::CHOOSE_FILES}
            </button>
            <button type="button" on:click=move |_| intake.choose_folder()>
                {words::intake::CHOOSE_FOLDER}
            </button>
            <button type="button" title=words::intake::PRESS_CTRL_V on:click=move |_| intake.paste()>
                {words::intake::PASTE}
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
                {(!there).then(|| view! { <p class="faint">{words::intake::SAMPLES_NOT_HERE}</p> })}
            </li>
        }
    };
    view! {
        <section class="samples" aria-labelledby="samples-title">
            <h2 id="samples-title">{words::intake::OR_TRY_A_SAMPLE}</h2>
            <ul>{SAMPLES.each_ref().map(sample).collect_view()}</ul>
            <h2>{words::intake::THEN}</h2>
            <ol>
                <li><b>{words::intake::ASK}</b> {words::intake::ASK_TEXT}</li>
                <li><b>{words::intake::NARROW}</b> {words::intake::NARROW_TEXT}</li>
                <li><b>{words::intake::LOOK}</b> {words::intake::LOOK_TEXT}</li>
            </ol>
        </section>
    }
}

/// The promise that nothing leaves the tab, and what keeps it.
#[component]
pub fn Seal() -> impl IntoView {
    view! {
        <section class="seal-long" aria-label=words::intake::PRIVACY>
            <p class="seal-mark">
                <span aria-hidden="true">"●"</span>
                {words::intake::NOTHING_LEAVES_TAB}
            </p>
            <ul>
                <li>{words::intake::PRIVACY_NO_SERVER}</li>
                <li>
                    {words::intake::PRIVACY_POLICY}
                </li>
                <li>{words::intake::PRIVACY_NOTHING_STORED}</li>
            </ul>
        </section>
    }
}

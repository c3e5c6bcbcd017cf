//! The keys, the filter language, what is read, what is kept private.

mod functions;

use super::empty::Seal;
use crate::query::language::CHAPTERS;
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::Dialog;
use crate::view::Action;
use crate::words;
use leptos::prelude::*;

/// The help.
#[component]
pub fn Help() -> impl IntoView {
    let frame = frame();
    let state = state();
    let rows = |list: Vec<(&'static str, &'static str)>| {
        list.into_iter()
            .map(|(key, what)| view! { <tr><td class="help-key"><kbd>{key}</kbd></td><td>{what}</td></tr> })
            .collect_view()
    };
    let keys = move || rows(frame.keys.list());
    let chapters = || {
        CHAPTERS
            .map(|(heading, examples)| {
                let examples = examples.iter().copied().map(|(text, what)| {
                    view! { <tr><td class="help-key"><code>{text}</code></td><td>{what}</td></tr> }
                });
                view! {
                    <tr><th colspan="2" scope="rowgroup">{heading}</th></tr>
                    {examples.collect_view()}
                }
            })
            .collect_view()
    };
    let deviations = || {
        words::language::DEVIATIONS
            .map(|deviation| view! { <li>{deviation}</li> })
            .collect_view()
    };
    let sections = || {
        words::help::SECTIONS
            .map(|(heading, paragraphs)| {
                let paragraphs = paragraphs.iter().map(|text| view! { <p>{*text}</p> });
                view! { <h3>{heading}</h3> {paragraphs.collect_view()} }
            })
            .collect_view()
    };
    view! {
        <Dialog open=frame.help id="help" title=words::common::HELP>
            <div class="help-columns">
                <section>
                    <h3>{words::help::KEYS}</h3>
                    <table>
                        <tbody>{keys}</tbody>
                    </table>
                    <label class="help-letters">
                        <input
                            type="checkbox"
                            prop:checked=move || !state.view.with(|view| view.mute)
                            on:change=move |event| state.act(Action::Mute(!event_target_checked(&event)))
                        />
                        {words::help::SINGLE_KEYS}
                    </label>
                    <p class="soft">{words::help::KEYS_NOTE}</p>
                    {sections}
                </section>
                <section>
                    <h3>{words::help::FILTER}</h3>
                    <table>
                        <tbody>{chapters}</tbody>
                    </table>
                    <p class="soft">
                        {words::help::FILTER_CHIPS}
                    </p>
                    <details>
                        <summary>{words::help::NOT_KQL}</summary>
                        <ul>{deviations}</ul>
                    </details>
                </section>
            </div>
            <functions::Functions/>
            <Seal/>
        </Dialog>
    }
}

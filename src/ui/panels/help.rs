//! The keys, the filter language, what is read, what is kept private.

mod functions;

use super::empty::Seal;
use crate::query::language::{CHAPTERS, DEVIATIONS};
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::Dialog;
use crate::view::Action;
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
        DEVIATIONS
            .map(|deviation| view! { <li>{deviation}</li> })
            .collect_view()
    };
    view! {
        <Dialog open=frame.help id="help" title="Help">
            <div class="help-columns">
                <section>
                    <h3>"Keys"</h3>
                    <table>
                        <tbody>{keys}</tbody>
                    </table>
                    <label class="help-letters">
                        <input
                            type="checkbox"
                            prop:checked=move || !state.view.with(|view| view.mute)
                            on:change=move |event| state.act(Action::Mute(!event_target_checked(&event)))
                        />
                        "Keys of a single letter or sign do something"
                    </label>
                    <p class="soft">"On a Mac, Ctrl is ⌘. In the filter: Ctrl+Space offers completions, ↑ ↓ choose one, Tab takes it, Enter applies."</p>
                    <h3>"What it reads"</h3>
                    <p>
                        "CSV (any delimiter, quoted fields, any of the usual encodings), arrays of JSON objects, NDJSON, and JSON in which the
                        events sit inside an object, such as Records. The content decides, never the file’s name. Nested objects become
                        columns with dotted names; the original record stays a click away. Several files stack."
                    </p>
                    <p>
                        "A file with other columns, such as a roster or a list of leavers, can be kept as a table of its own: “Add files” asks, and
                        joins it by a key. Its columns then stand beside each event, and a filter asks who is in it. “Keep rows in a list…” in a
                        column’s menu does that with values you paste, and tells which of them no event has. Where the table names days, such as
                        last ones, “Only events after the day of …” keeps what came later."
                    </p>
                    <p>
                        "A text pasted with Ctrl+V is read like a file. The hosted page also opens a log beside it that its address names:
                        ?src=exports/today.csv."
                    </p>
                    <p>
                        "A row that cannot be read is left out, counted, and listed in the load report with its place and text. The rest
                        loads."
                    </p>
                    <h3>"Charts"</h3>
                    <p>
                        "Every kind begins with what suits the log. Drag over a chart to keep only a span, or in a heat map a rectangle; click a
                        point to keep it only or to leave it out; double-click to lift that again. A click on the legend hides a part, with
                        Shift it stands alone. “More” holds logarithmic axes, lines to hold the data against, how many values are drawn, names
                        and colours. “Put on the board” gathers charts on a page that is arranged by hand; each filters the others, and all of
                        it is in the link."
                    </p>
                    <h3>"Questions"</h3>
                    <p>
                        "The tab Questions has what people ask of audit logs. A card lights up where the log has what it needs, shows its answer,
                        and says how it was asked; a click sets the filter and opens the view behind it. Cards are asked under the rest of the
                        filter: choose a person or a day first, and they are about these. The command palette finds them by name."
                    </p>
                    <h3>"Actor"</h3>
                    <p>
                        "Everything of one identity, whatever the filter: first and last, hours, sessions, addresses, programs, actions, targets,
                        failures, and who shares these. “Everything of …” is in the menu of any cell, beside each value at the left and of the open event (›), and in the
                        command palette; a person, an address, a key or an object will do."
                    </p>
                    <h3>"Group and Pivot"</h3>
                    <p>
                        "Any column can be a key: times cut by day, hour of the day or weekday, numbers in bins. What a limit leaves out comes
                        together as “others”. A double click on a group, a line or a cell shows its events, f keeps only them, x leaves them
                        out; a head sorts the lines, and the menu of a cell (m, or a right click) sorts the columns by its line."
                    </p>
                    <h3>"Trail and Compare"</h3>
                    <p>
                        "Around, in the open event, shows what happened within minutes of it, and holds what followed against what went before.
                        Every step stays in the trail (h), other ways beside the one taken: a click returns to one, F2 names it. Compare holds
                        two sets of events against each other field by field, most different first: the filter and the rest, a period and the one
                        before, two people, or any two filters. A click on a difference filters by it."
                    </p>
                    <h3>"In a database"</h3>
                    <p>
                        "“SQL” beside a result copies its question for DuckDB or Snowflake, and tells how to load the log there. What a database
                        cannot say exactly is named, never said roughly."
                    </p>
                </section>
                <section>
                    <h3>"The filter"</h3>
                    <table>
                        <tbody>{chapters}</tbody>
                    </table>
                    <p class="soft">
                        "The same filter stands as chips under the bar: a click edits one, ● switches it off, ! turns it round, × removes it."
                    </p>
                    <details>
                        <summary>"Where this is not KQL"</summary>
                        <ul>{deviations}</ul>
                    </details>
                </section>
            </div>
            <functions::Functions/>
            <Seal/>
        </Dialog>
    }
}

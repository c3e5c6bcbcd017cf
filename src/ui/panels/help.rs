//! The keys, the filter language, what is read, what is kept private.

mod functions;

use super::empty::Seal;
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::Dialog;
use crate::view::Action;
use leptos::prelude::*;

/// The filter language by example: what to write, and what it finds.
const EXAMPLES: [(&str, &str); 19] = [
    ("login", "rows with login anywhere in a text, letter case aside"),
    ("\"sign in\"", "the phrase, also with blanks"),
    (
        "Event_Status:failure",
        "the cell is failure, letter case aside; blanks and _ in the column’s name are the same",
    ),
    ("\"Event Status\":failure", "a column’s name with blanks, in quotes"),
    (
        "status=\"Failure\"",
        "the cell is exactly this text, letter case included",
    ),
    ("status!=Failure", "not exactly this"),
    ("user:maria*", "* any run of letters, ? one letter, over the whole cell"),
    (
        "path:/v[0-9]+/",
        "a regular expression, found anywhere in the cell, the case of letters aside",
    ),
    (
        "ip:10.0.0.0/8",
        "an address in this network; IPv6 too, with or without a port",
    ),
    ("user:*", "the cell is not null"),
    ("-user:*", "the cell is null; - or NOT in front turns anything round"),
    ("duration>=5", "also <, <=, >; numbers and times by value"),
    (
        "duration:[5 TO 10]",
        "both ends included; * is an open end; { } leave the end out",
    ),
    ("time:2026-01", "a time names a whole span: a month here"),
    ("time:2026-01-05..2026-01-09", "from one to the other, both included"),
    (
        "time>=\"2026-01-05 14:00\"",
        "in the zone shown above the table, unless the text names one",
    ),
    ("type:(login OR logout)", "one of several values"),
    (
        "a:1 b:2",
        "side by side means AND; OR and ( ) as usual, AND binds tighter",
    ),
    ("*", "all rows, like no filter at all"),
];

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
    let examples = || {
        EXAMPLES
            .map(|(text, what)| view! { <tr><td class="help-key"><code>{text}</code></td><td>{what}</td></tr> })
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
                    <p class="soft">"On a Mac, Ctrl is ⌘. In the filter: ↑ ↓ choose a completion, Tab takes it, Enter applies."</p>
                    <h3>"What it reads"</h3>
                    <p>
                        "CSV (any delimiter, quoted fields, any of the usual encodings), arrays of JSON objects, NDJSON, and JSON in which the
                        events sit inside an object, such as Records. The content decides, never the file’s name. Nested objects become
                        columns with dotted names; the original record stays a click away. Several files stack."
                    </p>
                    <p>
                        "A row that cannot be read is left out, counted, and listed in the load report with its place and text. The rest
                        loads."
                    </p>
                </section>
                <section>
                    <h3>"The filter"</h3>
                    <table>
                        <tbody>{examples}</tbody>
                    </table>
                    <p class="soft">
                        "The same filter stands as chips under the bar: a click edits one, ● switches it off, ! turns it round, × removes it."
                    </p>
                </section>
            </div>
            <functions::Functions/>
            <Seal/>
        </Dialog>
    }
}

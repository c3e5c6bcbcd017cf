//! The functions of formulas, from the table that checks and works them out.

use crate::query::formula::{FUNCTIONS, Family, Function};
use crate::ui::panels::query_bar::coded;
use leptos::prelude::*;

/// What formulas are made of besides functions, by example.
const EXAMPLES: [(&str, &str); 9] = [
    (
        "[Event Type]",
        "a column; the brackets may go where the name is one word: user.name",
    ),
    (
        "\"text\" 'text'",
        "a text; \\\" is a quote in it, any other backslash stands for itself",
    ),
    (
        "a + b - c * d / e % f",
        "numbers; / gives a number with a fraction, and null by 0",
    ),
    ("a & b", "texts put together; numbers and times become text"),
    (
        "a = b  a != b  a < b",
        "texts in their letter case; a text in quotes beside a time is read as one",
    ),
    ("not a and b or c", "conditions; null does not hold"),
    ("a in (\"x\", \"y\")", "one of several; also not in"),
    (
        "a is null  a is not null",
        "whether there is a value; anything else made of null is null",
    ),
    ("{ [a] > [b] }", "in the filter: rows for which a formula holds"),
];

/// A section to unfold, one table a family.
#[component]
pub fn Functions() -> impl IntoView {
    let examples = EXAMPLES.map(|(text, what)| {
        view! { <tr><td class="help-key"><code>{text}</code></td><td>{what}</td></tr> }
    });
    let families = Family::ALL.map(|family| {
        let functions = FUNCTIONS.iter().filter(|function| function.family == family);
        view! {
            <section>
                <h4>{family.title()}</h4>
                <table><tbody>{functions.map(line).collect_view()}</tbody></table>
            </section>
        }
    });
    view! {
        <details class="help-functions">
            <summary>"Formulas: computed columns (=), measures, conditions in the filter"</summary>
            <table><tbody>{examples.collect_view()}</tbody></table>
            {families.collect_view()}
        </details>
    }
}

fn line(function: &'static Function) -> impl IntoView {
    let gives = (!function.comes_to.is_empty()).then(|| view! { " → " <samp>{function.comes_to}</samp> });
    view! {
        <tr>
            <td class="help-function"><code>{function.signature()}</code></td>
            <td>{coded(function.what)} <br/> <code class="faint">{function.example}</code> {gives}</td>
        </tr>
    }
}

//! The functions of formulas, from the table that checks and works them out.

use crate::query::formula::{FUNCTIONS, Family, Function};
use crate::ui::panels::query_bar::coded;
use crate::words;
use leptos::prelude::*;

/// What formulas are made of besides functions, by example.
const EXAMPLES: [(&str, &str); 9] = [
    ("[Event Type]", words::help::EXAMPLE_COLUMN),
    ("\"text\" 'text'", words::help::EXAMPLE_TEXT),
    ("a + b - c * d / e % f", words::help::EXAMPLE_NUMBERS),
    ("a & b", words::help::EXAMPLE_TOGETHER),
    ("a = b  a != b  a < b", words::help::EXAMPLE_COMPARE),
    ("not a and b or c", words::help::EXAMPLE_CONDITIONS),
    ("a in (\"x\", \"y\")", words::help::EXAMPLE_IN),
    ("a is null  a is not null", words::help::EXAMPLE_NULL),
    ("{ [a] > [b] }", words::help::EXAMPLE_FILTER),
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
            <summary>{words::help::FORMULAS}</summary>
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

//! The form that makes a measure: what is measured of which column, or the filter of a conditional count, under a name.

use super::super::super::state::state;
use super::super::formula::FormulaInput;
use super::ColumnSelect;
use crate::query::language::{parse, print, unknown};
use crate::query::{Failure, Formula, Measure, Schema};
use crate::value::Kind;
use crate::view::{Named, measure_name, schema};
use leptos::{html, prelude::*};

/// What can be measured, in the order offered.
const CHOICES: [&str; 8] = [
    "Count",
    "Count if",
    "Distinct count",
    "Least",
    "Greatest",
    "Sum",
    "Average",
    "Formula",
];
const FORMULA: usize = 7;
const NUMBERS: [Kind; 2] = [Kind::Integer, Kind::Number];

/// Which choice a measure is, its column, its filter's text.
fn taken_apart(measure: &Measure) -> (usize, String, String) {
    let column = |choice, column: &String| (choice, column.clone(), String::new());
    match measure {
        Measure::Count => (0, String::new(), String::new()),
        Measure::CountIf(filter) => (1, String::new(), print(filter)),
        Measure::Distinct(name) => column(2, name),
        Measure::Min(name) => column(3, name),
        Measure::Max(name) => column(4, name),
        Measure::Sum(name) => column(5, name),
        Measure::Average(name) => column(6, name),
        Measure::Formula(formula) => (FORMULA, String::new(), formula.text().to_owned()),
    }
}

fn failure(what: &str) -> Failure {
    Failure {
        what: what.into(),
        at: None,
        hint: String::new(),
    }
}

/// The measure that the fields of the form make.
fn put_together(choice: usize, column: String, filter: &str, schema: &Schema, drawn: bool) -> Result<Measure, Failure> {
    if choice == FORMULA {
        let formula = Formula::parse(filter)?;
        let kind = formula.measure(schema)?;
        if drawn && !NUMBERS.contains(&kind) {
            return Err(failure("Only a number can be drawn."));
        }
        return Ok(Measure::Formula(formula));
    }
    if choice == 1 {
        if filter.trim().is_empty() {
            return Err(failure("Type a filter: the rows it matches are counted."));
        }
        let parsed = parse(filter)?;
        let columns: Vec<&str> = schema.columns.iter().map(|(name, _)| name.as_str()).collect();
        return match unknown(&parsed, &columns) {
            Some(failure) => Err(failure),
            None => Ok(Measure::CountIf(parsed.predicate)),
        };
    }
    if choice > 1 && column.is_empty() {
        return Err(failure("Choose a column."));
    }
    Ok(match choice {
        0 => Measure::Count,
        2 => Measure::Distinct(column),
        3 => Measure::Min(column),
        4 => Measure::Max(column),
        5 => Measure::Sum(column),
        _ => Measure::Average(column),
    })
}

/// Makes or changes a measure.
#[component]
pub fn MeasureForm(
    /// What it starts with.
    start: Named,
    /// Whether only measures that can be drawn are offered.
    #[prop(optional)]
    drawn: bool,
    on_done: Callback<Named>,
    on_cancel: Callback<()>,
) -> impl IntoView {
    let state = state();
    let (choice, column, filter) = taken_apart(&start.measure);
    let (choice, column, filter) = (RwSignal::new(choice), RwSignal::new(column), RwSignal::new(filter));
    let name = RwSignal::new(start.name);
    let made = Memo::new(move |_| {
        let schema = state.report.with(|report| report.as_ref().map(|report| schema(report)));
        put_together(
            choice.get(),
            column.get(),
            &filter.get(),
            &schema.unwrap_or_default(),
            drawn,
        )
    });
    let kinds = Signal::derive(move || match choice.get() {
        5 | 6 => NUMBERS.to_vec(),
        3 | 4 if drawn => NUMBERS.to_vec(),
        _ => Vec::new(),
    });
    let first = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = first.get() {
            request_animation_frame(move || input.focus().unwrap_or_default());
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Ok(measure) = made.get_untracked() {
            let typed = name.get_untracked().trim().to_owned();
            let name = if typed.is_empty() {
                measure_name(&measure)
            } else {
                typed
            };
            on_done.run(Named { name, measure });
        }
    };
    let cancel = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            on_cancel.run(());
        }
    };
    let choose = move |event| {
        if let Ok(at) = event_target_value(&event).parse() {
            choice.set(at);
            column.set(String::new());
        }
    };
    let says = move || match made.get() {
        Ok(measure) if name.with(String::is_empty) => format!("Named “{}” unless you name it.", measure_name(&measure)),
        Ok(_) => String::new(),
        Err(Failure { what, at, hint }) => {
            let place = at.map_or(String::new(), |at| format!(" at character {}", at + 1));
            format!("{}{place}. {hint}", what.trim_end_matches('.'))
        }
    };
    view! {
        <form class="measure-form" aria-label="Measure" on:submit=submit on:keydown=cancel>
            <input class="measure-name" node_ref=first aria-label="Name" placeholder="Name" prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))/>
            <select class="pick" aria-label="What to measure" on:change=choose>
                {CHOICES.iter().enumerate().map(|(at, &label)| view! {
                    <option value=at.to_string() prop:selected=move || choice.get() == at>{label}</option>
                }).collect_view()}
            </select>
            <Show when=move || { choice.get() > 1 && choice.get() != FORMULA }>
                <ColumnSelect label="Column to measure" none="column…" value=column kinds=kinds
                    on_pick=Callback::new(move |name| column.set(name))/>
            </Show>
            <Show when=move || choice.get() == 1>
                <input class="measure-filter" aria-label="Filter of the rows to count" spellcheck="false" autocomplete="off"
                    placeholder="filter, such as status:failure"
                    aria-invalid=move || made.with(Result::is_err).to_string()
                    prop:value=move || filter.get()
                    on:input=move |event| filter.set(event_target_value(&event))/>
            </Show>
            <Show when=move || choice.get() == FORMULA>
                <FormulaInput label="Formula of the measure" text=filter over_groups=true
                    placeholder="such as CountIf([ok]) / Count()"
                    invalid=Signal::derive(move || made.with(Result::is_err))/>
            </Show>
            <button type="submit" class="button strong" disabled=move || made.with(Result::is_err)>"Apply"</button>
            <button type="button" class="button" on:click=move |_| on_cancel.run(())>"Cancel"</button>
            <p class="measure-says" class:wrong=move || made.with(Result::is_err) role="status">{says}</p>
        </form>
    }
}

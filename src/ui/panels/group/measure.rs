//! The form that makes a measure: what is measured of which column, or the filter of a conditional count, under a name.

use super::super::super::state::state;
use super::super::formula::FormulaInput;
use super::ColumnSelect;
use crate::query::language::{parse, print, unknown};
use crate::query::{Failure, Formula, Measure, Schema};
use crate::value::Kind;
use crate::view::{Named, measure_name, schema};
use crate::words;
use leptos::{html, prelude::*};

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Count,
    CountIf,
    Rate,
    ShareOfParent,
    ShareOfTotal,
    ShareOfRow,
    ShareOfColumn,
    Distinct,
    Min,
    Max,
    Sum,
    Average,
    Median,
    Percentile,
    Mode,
    First,
    Last,
    Formula,
}

/// In the order offered.
const CHOICES: [(Choice, &str); 18] = [
    (Choice::Count, words::common::COUNT),
    (Choice::CountIf, words::group::COUNT_IF),
    (Choice::Rate, words::group::RATE),
    (Choice::ShareOfParent, words::group::SHARE_GROUP_ABOVE),
    (Choice::ShareOfTotal, words::group::SHARE_ALL),
    (Choice::ShareOfRow, words::group::SHARE_LINE),
    (Choice::ShareOfColumn, words::group::SHARE_COLUMN),
    (Choice::Distinct, words::group::DISTINCT_COUNT),
    (Choice::Min, words::group::LEAST),
    (Choice::Max, words::group::GREATEST),
    (Choice::Sum, words::group::SUM),
    (Choice::Average, words::group::AVERAGE),
    (Choice::Median, words::group::MEDIAN),
    (Choice::Percentile, words::group::PERCENTILE),
    (Choice::Mode, words::group::MOST_FREQUENT),
    (Choice::First, words::group::FIRST_TIME),
    (Choice::Last, words::group::LAST_TIME),
    (Choice::Formula, words::common::FORMULA),
];
const NUMBERS: [Kind; 2] = [Kind::Integer, Kind::Number];
const EVEN: [Kind; 3] = [Kind::Integer, Kind::Number, Kind::Time];

impl Choice {
    /// Whether a text goes with it: a filter, or how many percent.
    fn texted(self) -> bool {
        matches!(self, Self::CountIf | Self::Rate | Self::Percentile)
    }

    /// Whether a column goes with it.
    fn columned(self) -> bool {
        !matches!(self, Self::Count | Self::CountIf | Self::Rate | Self::Formula)
    }

    /// Whether it may stand without its column: a share is then one of rows.
    fn shares(self) -> bool {
        matches!(self, Self::ShareOfParent | Self::ShareOfTotal) || self.crosses()
    }

    /// Whether it needs lines and columns.
    fn crosses(self) -> bool {
        matches!(self, Self::ShareOfRow | Self::ShareOfColumn)
    }

    /// Whether what it comes to is a number that can be drawn.
    fn drawn(self) -> bool {
        !matches!(self, Self::Mode | Self::First | Self::Last)
    }

    /// The kinds of columns that it takes; none means all.
    fn kinds(self, drawn: bool) -> Vec<Kind> {
        match self {
            _ if self.shares() || matches!(self, Self::Sum | Self::Average) => NUMBERS.to_vec(),
            Self::Min | Self::Max | Self::Median | Self::Percentile if drawn => NUMBERS.to_vec(),
            Self::Median | Self::Percentile => EVEN.to_vec(),
            _ => Vec::new(),
        }
    }
}

/// Which choice a measure is, its column, its text.
fn taken_apart(measure: &Measure) -> (Choice, String, String) {
    let column = |choice, column: &String| (choice, column.clone(), String::new());
    let share = |choice, measure: &Measure| match measure {
        Measure::Sum(name) => (choice, name.clone(), String::new()),
        _ => (choice, String::new(), String::new()),
    };
    match measure {
        Measure::Count => (Choice::Count, String::new(), String::new()),
        Measure::CountIf(filter) => (Choice::CountIf, String::new(), print(filter)),
        Measure::Rate(filter) => (Choice::Rate, String::new(), print(filter)),
        Measure::Distinct(name) => column(Choice::Distinct, name),
        Measure::Min(name) => column(Choice::Min, name),
        Measure::Max(name) => column(Choice::Max, name),
        Measure::Sum(name) => column(Choice::Sum, name),
        Measure::Average(name) => column(Choice::Average, name),
        Measure::Median(name) => column(Choice::Median, name),
        Measure::Percentile(name, percent) => (Choice::Percentile, name.clone(), percent.to_string()),
        Measure::Mode(name) => column(Choice::Mode, name),
        Measure::First { of, .. } => column(Choice::First, of),
        Measure::Last { of, .. } => column(Choice::Last, of),
        Measure::ShareOfParent(inner) => share(Choice::ShareOfParent, inner),
        Measure::ShareOfTotal(inner) => share(Choice::ShareOfTotal, inner),
        Measure::ShareOfRow(inner) => share(Choice::ShareOfRow, inner),
        Measure::ShareOfColumn(inner) => share(Choice::ShareOfColumn, inner),
        Measure::Formula(formula) => (Choice::Formula, String::new(), formula.text().to_owned()),
    }
}

fn failure(what: &str) -> Failure {
    Failure {
        what: what.into(),
        at: None,
        hint: String::new(),
    }
}

/// The measure that the fields of the form make; `time` is the column by which rows are first or last.
fn put_together(
    choice: Choice,
    column: String,
    text: &str,
    schema: &Schema,
    time: Option<String>,
    drawn: bool,
) -> Result<Measure, Failure> {
    let filter = || {
        if text.trim().is_empty() {
            return Err(failure(words::group::TYPE_FILTER));
        }
        let parsed = parse(text)?;
        let columns: Vec<&str> = schema.columns.iter().map(|(name, _)| name.as_str()).collect();
        match unknown(&parsed, &columns) {
            Some(failure) => Err(failure),
            None => Ok(parsed.predicate),
        }
    };
    let by = || time.clone().ok_or_else(|| failure(words::group::NO_COLUMN_HOLDS_TIMES));
    if choice.columned() && column.is_empty() && !choice.shares() {
        return Err(failure(words::group::CHOOSE_COLUMN));
    }
    let share = |column: String| {
        Box::new(if column.is_empty() {
            Measure::Count
        } else {
            Measure::Sum(column)
        })
    };
    Ok(match choice {
        Choice::Count => Measure::Count,
        Choice::CountIf => Measure::CountIf(filter()?),
        Choice::Rate => Measure::Rate(filter()?),
        Choice::ShareOfParent => Measure::ShareOfParent(share(column)),
        Choice::ShareOfTotal => Measure::ShareOfTotal(share(column)),
        Choice::ShareOfRow => Measure::ShareOfRow(share(column)),
        Choice::ShareOfColumn => Measure::ShareOfColumn(share(column)),
        Choice::Distinct => Measure::Distinct(column),
        Choice::Min => Measure::Min(column),
        Choice::Max => Measure::Max(column),
        Choice::Sum => Measure::Sum(column),
        Choice::Average => Measure::Average(column),
        Choice::Median => Measure::Median(column),
        Choice::Percentile => match text.trim().parse::<f64>() {
            Ok(percent) if (0.0..=100.0).contains(&percent) => Measure::Percentile(column, percent),
            _ => return Err(failure(words::group::TYPE_PERCENT)),
        },
        Choice::Mode => Measure::Mode(column),
        Choice::First => Measure::First { of: column, by: by()? },
        Choice::Last => Measure::Last { of: column, by: by()? },
        Choice::Formula => {
            let formula = Formula::parse(text)?;
            let kind = formula.measure(schema)?;
            if drawn && !NUMBERS.contains(&kind) {
                return Err(failure(words::group::ONLY_NUMBER_CAN_DRAWN));
            }
            Measure::Formula(formula)
        }
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
    /// Whether there are lines and columns.
    #[prop(optional)]
    crossed: bool,
    on_done: Callback<Named>,
    on_cancel: Callback<()>,
) -> impl IntoView {
    let state = state();
    let (choice, column, text) = taken_apart(&start.measure);
    let (choice, column, text) = (RwSignal::new(choice), RwSignal::new(column), RwSignal::new(text));
    let known = match start.measure {
        Measure::First { by, .. } | Measure::Last { by, .. } => Some(by),
        _ => None,
    };
    let name = RwSignal::new(start.name);
    let made = Memo::new(move |_| {
        let role = || {
            state
                .report
                .with(|report| report.as_ref().and_then(|report| report.roles.time.clone()))
        };
        let time = known.clone().or_else(role);
        let schema = state.report.with(|report| report.as_ref().map(|report| schema(report)));
        put_together(
            choice.get(),
            column.get(),
            &text.get(),
            &schema.unwrap_or_default(),
            time,
            drawn,
        )
    });
    // What is still to be chosen or typed is said, but is no mistake yet.
    let wrong = Memo::new(move |_| {
        let choice = choice.get();
        let column = choice.columned() && !choice.shares() && column.with(String::is_empty);
        let text = (choice.texted() || choice == Choice::Formula) && text.with(|text| text.trim().is_empty());
        !column && !text && made.with(Result::is_err)
    });
    let kinds = Signal::derive(move || choice.get().kinds(drawn));
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
        let at = event_target_value(&event).parse::<usize>().ok();
        if let Some(&(chosen, _)) = at.and_then(|at| CHOICES.get(at)) {
            choice.set(chosen);
            column.set(String::new());
            text.set(if chosen == Choice::Percentile {
                "95".into()
            } else {
                String::new()
            });
        }
    };
    let says = move || match made.get() {
        Ok(measure) if name.with(String::is_empty) => words::group::will_be_named(&measure_name(&measure)),
        Ok(_) => String::new(),
        Err(Failure { what, at, hint }) => {
            let what = what.trim_end_matches('.');
            match at {
                Some(at) => words::group::wrong_at(&what, &(at + 1), &hint),
                None => format!("{what}. {hint}"),
            }
        }
    };
    view! {
        <form class="measure-form" aria-label=words::group::MEASURE on:submit=submit on:keydown=cancel>
            <input class="measure-name" node_ref=first aria-label=words::common::NAME placeholder=words::common::NAME prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))/>
            <select class="pick" aria-label=words::group::WHAT_MEASURE on:change=choose>
                {CHOICES.iter().enumerate().filter(|(_, (offered, _))| (!drawn || offered.drawn()) && (crossed || !offered.crosses())).map(|(at, &(offered, label))| view! {
                    <option value=at.to_string() prop:selected=move || choice.get() == offered>{label}</option>
                }).collect_view()}
            </select>
            <Show when=move || choice.get().columned()>
                <ColumnSelect label=words::group::COLUMN_MEASURE none=words::group::COLUMN_TO_CHOOSE value=column kinds=kinds
                    on_pick=Callback::new(move |name| column.set(name))/>
            </Show>
            <Show when=move || choice.get().texted()>
                <input class="measure-filter" spellcheck="false" autocomplete="off"
                    aria-label=move || if choice.get() == Choice::Percentile { words::group::PERCENT_LABEL } else { words::group::FILTER_LABEL }
                    placeholder=move || if choice.get() == Choice::Percentile { words::group::PERCENT_PLACEHOLDER } else { words::group::FILTER_PLACEHOLDER }
                    aria-invalid=move || wrong.get().to_string()
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))/>
            </Show>
            <Show when=move || choice.get() == Choice::Formula>
                <FormulaInput label=words::group::FORMULA_MEASURE text=text over_groups=true
                    placeholder=words::group::FORMULA_PLACEHOLDER
                    invalid=wrong/>
            </Show>
            <button type="submit" class="button strong" disabled=move || made.with(Result::is_err)>{words::common::APPLY}</button>
            <button type="button" class="button" on:click=move |_| on_cancel.run(())>{words::common::CANCEL}</button>
            <p class="measure-says" class:wrong=wrong role="status">{says}</p>
        </form>
    }
}

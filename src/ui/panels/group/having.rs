//! Which groups are shown, by what was measured of them: conditions added, changed, removed.

use super::super::super::state::state;
use crate::query::ask::group::having::Having;
use crate::query::language::describe;
use crate::query::{Comparison, Key, Measure, Op, Predicate};
use crate::value::Kind;
use crate::view::{key_name, schema};
use crate::words;
use leptos::{html, prelude::*};

/// How what is measured may stand to a literal, in the order offered.
const COMPARISONS: [(Option<Comparison>, &str); 5] = [
    (Some(Comparison::GreaterOrEqual), words::group::AT_LEAST),
    (Some(Comparison::Greater), words::group::MORE_THAN),
    (Some(Comparison::LessOrEqual), words::group::AT_MOST),
    (Some(Comparison::Less), words::group::LESS_THAN),
    (None, words::group::IS),
];

/// The conditions as chips, and the form for the one that is being made or changed.
#[component]
pub fn HavingList(
    /// The conditions, which number measures from the count.
    having: Memo<Vec<Having>>,
    by: Memo<Vec<Key>>,
    /// What is measured, the count first, each under its name.
    measures: Memo<Vec<(String, Measure)>>,
    on_set: Callback<Vec<Having>>,
) -> impl IntoView {
    let editing = RwSignal::new(None::<usize>);
    let remove = move |at: usize| {
        editing.set(None);
        let mut all = having.get_untracked();
        if at < all.len() {
            all.remove(at);
            on_set.run(all);
        }
    };
    let chip = move |at: usize, one: Having| {
        let said = move || said(&one, &by.get(), &measures.get());
        let title = said.clone();
        let removes = said.clone();
        view! {
            <li class="key-chip">
                <button type="button" class="chip-text" title=title on:click=move |_| editing.set(Some(at))>{said}</button>
                <button type="button" class="mini" title=words::common::REMOVE aria-label=move || words::common::remove(&removes())
                    on:click=move |_| remove(at)>"×"</button>
            </li>
        }
    };
    let form = move || {
        let at = editing.get()?;
        let new = Having {
            keys: 1,
            measure: 0,
            op: Op::Compare(Comparison::GreaterOrEqual, String::new()),
        };
        let start = having.with_untracked(|having| having.get(at).cloned()).unwrap_or(new);
        let done = Callback::new(move |one: Having| {
            editing.set(None);
            let mut all = having.get_untracked();
            match all.get_mut(at) {
                Some(known) => *known = one,
                None => all.push(one),
            }
            on_set.run(all);
        });
        let cancel = Callback::new(move |()| editing.set(None));
        Some(view! { <HavingForm start=start by=by measures=measures on_done=done on_cancel=cancel/> })
    };
    view! {
        <div class="build-line" role="group" aria-label=words::group::WHICH_GROUPS>
            <span class="build-label">{words::group::ONLY}</span>
            <ul class="chip-list">
                {move || having.get().into_iter().enumerate().map(|(at, one)| chip(at, one)).collect_view()}
            </ul>
            <button type="button" class="button" title=words::group::CONDITION_TIP disabled=move || by.with(Vec::is_empty)
                on:click=move |_| editing.set(Some(having.with_untracked(Vec::len)))>
                {words::group::ADD_CONDITION}
            </button>
        </div>
        {form}
    }
}

/// What a condition says, such as `user: Last seen < 30 days before the last event`.
fn said(having: &Having, by: &[Key], measures: &[(String, Measure)]) -> String {
    let name = measures.get(having.measure).map_or("", |(name, _)| name);
    let test = describe(&Predicate::test(name, having.op.clone())).to_string();
    match by.get(having.keys.saturating_sub(1)).filter(|_| by.len() > 1) {
        Some(key) => words::group::each_key_passes(&key_name(key), &test),
        None => test,
    }
}

/// Makes or changes a condition.
#[component]
fn HavingForm(
    start: Having,
    by: Memo<Vec<Key>>,
    measures: Memo<Vec<(String, Measure)>>,
    on_done: Callback<Having>,
    on_cancel: Callback<()>,
) -> impl IntoView {
    let state = state();
    let (comparison, literal) = match &start.op {
        Op::Compare(comparison, literal) => (Some(*comparison), literal.clone()),
        Op::Is(literal) => (None, literal.clone()),
        _ => (Some(Comparison::GreaterOrEqual), String::new()),
    };
    let (keys, measure) = (RwSignal::new(start.keys), RwSignal::new(start.measure));
    let (comparison, literal) = (RwSignal::new(comparison), RwSignal::new(literal));
    let only =
        move || measures.with(|measures| measures.iter().map(|(_, measure)| measure.clone()).collect::<Vec<_>>());
    let schema = Memo::new(move |_| {
        let schema = state.report.with(|report| report.as_ref().map(|report| schema(report)));
        schema.unwrap_or_default()
    });
    let made = Memo::new(move |_| {
        let text = literal.get().trim().to_owned();
        let having = Having {
            keys: keys.get(),
            measure: measure.get(),
            op: match comparison.get() {
                Some(comparison) => Op::Compare(comparison, text),
                None => Op::Is(text),
            },
        };
        let measures = only();
        schema.with(|schema| {
            let settled = having.resolve(by.with(Vec::len), &measures, schema)?;
            let kind = having.kind(&measures, schema);
            settled.test(&measures[having.measure], kind, &state.zone.get())?;
            Ok::<_, crate::query::Failure>(having)
        })
    });
    let timed = Memo::new(move |_| {
        let measures = only();
        let having = Having {
            keys: 1,
            measure: measure.get(),
            op: Op::Exists,
        };
        schema.with(|schema| having.kind(&measures, schema)) == Kind::Time
    });
    let empty = move || literal.with(|text| text.trim().is_empty());
    let wrong = Memo::new(move |_| !empty() && made.with(Result::is_err));
    let first = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        if let Some(select) = first.get() {
            request_animation_frame(move || select.focus().unwrap_or_default());
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(having) = made.get_untracked().ok().filter(|_| !untrack(empty)) {
            on_done.run(having);
        }
    };
    let cancel = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            on_cancel.run(());
        }
    };
    let says = move || match made.get() {
        Err(failure) if !empty() => format!("{} {}", failure.what, failure.hint),
        Ok(having) if !empty() => words::group::shown_where(&said(&having, &by.get(), &measures.get())),
        _ => String::new(),
    };
    let levels = move || {
        let by = by.get();
        (by.len() > 1).then(|| {
            let option = |(at, key): (usize, &Key)| {
                view! { <option value=(at + 1).to_string() prop:selected=move || keys.get() == at + 1>{key_name(key)}</option> }
            };
            view! {
                <select class="pick" aria-label=words::group::GROUPS_OF_WHICH_COLUMN
                    on:change=move |event| event_target_value(&event).parse().into_iter().for_each(|to| keys.set(to))>
                    {by.iter().enumerate().map(option).collect_view()}
                </select>
            }
        })
    };
    let options = move || {
        let measures = measures.get();
        let option = |(at, (name, _)): (usize, (String, Measure))| {
            view! { <option value=at.to_string() prop:selected=move || measure.get() == at>{name}</option> }
        };
        measures.into_iter().enumerate().map(option).collect_view()
    };
    let compare = move |event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        if let Some(&(chosen, _)) = at.and_then(|at| COMPARISONS.get(at)) {
            comparison.set(chosen);
        }
    };
    view! {
        <form class="measure-form" aria-label=words::group::WHICH_GROUPS on:submit=submit on:keydown=cancel>
            {levels}
            <select class="pick" node_ref=first aria-label=words::group::MEASURE_TO_TEST
                on:change=move |event| event_target_value(&event).parse().into_iter().for_each(|to| measure.set(to))>
                {options}
            </select>
            <select class="pick" aria-label=words::group::HOW_IT_COMPARES on:change=compare>
                {COMPARISONS.iter().enumerate().map(|(at, &(offered, label))| view! {
                    <option value=at.to_string() prop:selected=move || comparison.get() == offered>{label}</option>
                }).collect_view()}
            </select>
            <input class="measure-filter" spellcheck="false" autocomplete="off" aria-label=words::group::VALUE_TO_TEST
                placeholder=move || if timed.get() { words::group::TIME_PLACEHOLDER } else { words::group::VALUE_PLACEHOLDER }
                aria-invalid=move || wrong.get().to_string()
                prop:value=move || literal.get()
                on:input=move |event| literal.set(event_target_value(&event))/>
            <button type="submit" class="button strong" disabled=move || empty() || made.with(Result::is_err)>{words::common::APPLY}</button>
            <button type="button" class="button" on:click=move |_| on_cancel.run(())>{words::common::CANCEL}</button>
            <p class="measure-says" class:wrong=wrong role="status">{says}</p>
        </form>
    }
}

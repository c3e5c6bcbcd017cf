//! What happened around the open event: the events before and after it in time, with or without the filter, of anyone or of the same.

use crate::query::Answer;
use crate::query::answer::{Context, Record, Row};
use crate::ui::state::{State, state};
use crate::ui::widgets::{browser, duration, number, stretch, value};
use crate::value::{Micros, Value};
use crate::view::{Action, Around, CompareView, Slot, Tab, during, told_around};
use crate::words;
use leptos::prelude::*;
use std::fmt::Display;
use std::sync::Arc;

/// Events on either side at first, and how many more at a time.
const STEP: usize = 10;

/// How far in time one may look to either side, in minutes; and how many events are shown of that at first.
const REACHES: [(i64, &str); 5] = [
    (0, words::detail::REACH_NEXT),
    (5, words::detail::REACH_5_MIN),
    (15, words::detail::REACH_15_MIN),
    (60, words::detail::REACH_1_H),
    (1440, words::detail::REACH_1_D),
];
const REACHED: usize = 100;
const MINUTE: Micros = 60_000_000;
/// What is held against each other where no reach was chosen: a week on either side.
const WEEK: Micros = 7 * 1440 * MINUTE;

/// What was chosen to be seen; it stays from event to event. Copied freely.
#[derive(Clone, Copy)]
pub struct Choice {
    around: RwSignal<Around>,
    /// How far in time, if not by so many events.
    reach: RwSignal<Option<Micros>>,
}

impl Choice {
    /// A few events on either side, whatever the filter.
    pub fn new() -> Self {
        Self {
            around: RwSignal::new(Around {
                rows: STEP,
                ..Around::default()
            }),
            reach: RwSignal::new(None),
        }
    }
}

/// The events around a record.
#[component]
pub fn Surroundings(record: Arc<Record>, choice: Choice) -> impl IntoView {
    let state = state();
    let (chosen, reach) = (choice.around, choice.reach);
    let time = state.report.with_untracked(|report| {
        let report = report.as_ref()?;
        state.view.with_untracked(|view| view.time_column(report))
    });
    let at = record.fields.iter().find_map(|(name, value)| match value {
        Value::Time(at) if Some(name) == time.as_ref() => Some(*at),
        _ => None,
    });
    Effect::new(move |_| {
        let mut wanted = chosen.get();
        if let Some((at, reach)) = at.zip(reach.get()) {
            wanted.span = Some((at - reach, at + reach + 1));
            wanted.rows = wanted.rows.max(REACHED);
        }
        let wanted = Some(wanted);
        if state.screen.with_untracked(|screen| screen.around != wanted) {
            state.screen.update(|screen| screen.around = wanted);
        }
    });
    on_cleanup(move || {
        state.screen.try_update(|screen| screen.around = None);
    });
    let held = state.held(&Slot::Around);
    let row = record.row;
    let context = Memo::new(move |_| {
        held.with(|held| match held.answers.as_ref()?.answers.first()? {
            // The last one stays while another event's is on its way, but is not taken for it.
            Answer::Context(context) if context.rows.get(context.anchor)?.row == row => Some(context.clone()),
            _ => None,
        })
    });
    // The event itself is in the middle whenever another is open.
    Effect::new(move |_| {
        if context.with(Option::is_some) {
            request_animation_frame(|| {
                if let Some(here) = document().query_selector(".around > .here").ok().flatten() {
                    browser::bring_into_sight(&here, "center");
                }
            });
        }
    });
    let has = |name: &String| record.fields.iter().any(|(other, _)| other == name);
    let same = state
        .report
        .with_untracked(|report| report.as_ref().map(|report| sames(report)).unwrap_or_default())
        .into_iter()
        .filter(has)
        .map(|name| {
            let (key, kept) = (name.clone(), name.clone());
            let turn = move |_| {
                chosen.update(|chosen| match chosen.same.iter().position(|other| *other == key) {
                    Some(at) => drop(chosen.same.remove(at)),
                    None => chosen.same.push(key.clone()),
                });
            };
            view! {
                <label>
                    <input type="checkbox" prop:checked=move || chosen.with(|chosen| chosen.same.contains(&kept)) on:change=turn/>
                    {name}
                </label>
            }
        })
        .collect_view();
    let more = move |_| {
        let step = if reach.get_untracked().is_some() { REACHED } else { STEP };
        chosen.update(|chosen| chosen.rows = chosen.rows.max(step) + step);
    };
    let reaches = REACHES.map(|(minutes, name)| {
        let micros = (minutes > 0).then_some(minutes * MINUTE);
        let now = move || (reach.get() == micros).to_string();
        view! { <button type="button" class="button" aria-pressed=now on:click=move |_| reach.set(micros)>{name}</button> }
    });
    let compare = move |_| {
        if let Some((time, at)) = time.as_ref().zip(at) {
            let filtered = chosen.with_untracked(|chosen| chosen.filtered);
            compare(state, time, at, reach.get_untracked().unwrap_or(WEEK), filtered);
        }
    };
    let list = move || {
        let context = context.get()?;
        let at = moment(&context, context.anchor);
        let left = |count: u64, shown: usize| count.saturating_sub(shown as u64);
        let (before, after) = (
            left(context.before, context.anchor),
            left(context.after, context.rows.len() - context.anchor - 1),
        );
        let rest = move |count: u64, what: fn(&dyn Display) -> String| {
            (count > 0).then(|| {
                view! {
                    <li class="around-more">
                        <button type="button" class="link" on:click=more>
                            {what(&number(count))}
                        </button>
                    </li>
                }
            })
        };
        let lines = context
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| line(state, &context, index, row, at))
            .collect::<Vec<_>>();
        Some(
            view! { <ol class="around">{rest(before, words::detail::more_before)} {lines} {rest(after, words::detail::more_after)}</ol> },
        )
    };
    view! {
        <div class="around-choice">
            <span class="around-reach" role="group" aria-label=words::detail::HOW_FAR_AROUND>{reaches}</span>
            <button type="button" class="link" title=words::detail::COMPARE_TIP
                on:click=compare>{words::detail::COMPARE_BEFORE_AFTER}</button>
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || chosen.with(|chosen| chosen.filtered)
                    on:change=move |event| chosen.update(|chosen| chosen.filtered = event_target_checked(&event))
                />
                {words::detail::ONLY_WHAT_FILTER_KEEPS}
            </label>
            <span class="soft">{words::detail::SAME}</span>
            {same}
        </div>
        {list}
    }
}

/// Holds what happened from a moment on against what happened before it, of all events or only of those that the filter keeps.
fn compare(state: State, time: &str, at: Micros, reach: Micros, filtered: bool) {
    let mut view = state.view.get_untracked();
    if !filtered {
        view.apply(Action::Clear);
    }
    view.apply(Action::SetCompare(CompareView {
        sides: Some((during(time, (at, at + reach)), during(time, (at - reach, at)))),
    }));
    view.apply(Action::SetTab(Tab::Compare));
    state.act(Action::Show(Box::new(view)));
}

/// The columns of which a reader may want the same: who, from where, on what.
fn sames(report: &crate::protocol::Report) -> Vec<String> {
    let roles = &report.roles;
    let parts = [&roles.actor, &roles.address, &roles.target, &roles.action];
    parts.into_iter().flatten().cloned().collect()
}

/// The time of a row, which is its first cell.
fn moment(context: &Context, at: usize) -> Option<Micros> {
    match context.rows.get(at)?.cells.first()? {
        Value::Time(at) => Some(*at),
        _ => None,
    }
}

/// One event: how far away it is, when, and what it was.
fn line(state: State, context: &Context, index: usize, row: &Row, anchor: Option<Micros>) -> impl IntoView + use<> {
    let here = index == context.anchor;
    let number = row.row;
    let away = match (moment(context, index), anchor) {
        _ if here => words::detail::THIS_EVENT.to_owned(),
        (Some(at), Some(anchor)) => apart(at - anchor),
        (None, _) => words::detail::NO_TIME.to_owned(),
        (Some(_), None) => String::new(),
    };
    let zone = state.zone.get();
    let (outcome, failures) = state.report.with(|report| {
        let report = report.as_ref();
        report
            .map(|report| (report.roles.outcome.clone(), report.failures.clone()))
            .unwrap_or_default()
    });
    let cell = |name: &str| {
        let at = context.columns.iter().position(|other| other == name)?;
        row.cells.get(at).and_then(value::literal)
    };
    let failed = outcome
        .as_deref()
        .and_then(cell)
        .filter(|outcome| failures.contains(outcome));
    let when = row
        .cells
        .first()
        .map(|cell| value::text(cell, &zone))
        .unwrap_or_default();
    let (told, meanings) = state.report.with(|report| {
        let told = report.as_deref().map(told_around).unwrap_or_default();
        let told: Vec<String> = told.into_iter().flatten().cloned().collect();
        (told, report.clone())
    });
    let texts = |told_too: bool| {
        let names = context.columns.iter().skip(1);
        let names = names.filter(|name| Some(*name) != outcome.as_ref() && told.contains(name) == told_too);
        let texts = names.filter_map(|name| Some((name.clone(), cell(name).filter(|text| !text.is_empty())?)));
        texts.collect::<Vec<_>>()
    };
    let (mut what, spare) = (texts(true).into_iter(), texts(false).into_iter());
    let first = what.next();
    let meaning = first
        .as_ref()
        .and_then(|(name, text)| meanings.as_ref()?.meaning(name, text).map(str::to_owned));
    let mut rest: Vec<String> = meaning.into_iter().chain(what.map(|(_, text)| text)).collect();
    // A number that nothing explains, or nothing at all: what else there is.
    if rest.is_empty() {
        rest.extend(spare.map(|(_, text)| text));
    }
    let first = first
        .map(|(_, text)| text)
        .or_else(|| (!rest.is_empty()).then(|| rest.remove(0)));
    let rest = rest.join(" · ");
    view! {
        <li class:here=here aria-current=here.then_some("true")>
            <button
                type="button"
                disabled=here
                title=format!("{when} {}", zone.name)
                on:click=move |_| state.act(Action::Open(Some(number)))
            >
                <span class="around-away">{away}</span>
                <span class="around-what">
                    <span>{first}</span>
                    {failed.map(|outcome| view! { " " <span class="failed">{format!("✕ {outcome}")}</span> })}
                    <small title=rest.clone()>{rest.clone()}</small>
                </span>
            </button>
        </li>
    }
}

/// How far apart two moments are, in the unit that suits: `+3 s`, `−2 min 5 s`.
fn apart(micros: Micros) -> String {
    let sign = if micros < 0 { "−" } else { "+" };
    let away = micros.unsigned_abs();
    let told = match away {
        0..1_000_000 => duration(away / 1000),
        _ => stretch(away as i64),
    };
    format!("{sign}{told}")
}

//! Everything of one identity on a page: when, from where, with what, what on, in which sessions, and who shares that.

use crate::query::answer::Session;
use crate::query::{Answer, Predicate};
use crate::ui::state::{State, state};
use crate::ui::widgets::{cell, count, number, stretch};
use crate::value::{Micros, Value, Zone};
use crate::view::{Action, Identity, Portrait, Screen, Slot, Tab, text_of};
use crate::words;
use leptos::prelude::*;

use crate::words::calendar::DAYS;
/// Sessions told in words below the strips.
const TOLD: usize = 6;

/// Others with something in common: the columns compared, and for each of them who, rows in all, rows by column.
type Others = (Vec<String>, Vec<Vec<Value>>);

/// The page of an identity, or who there is to choose from.
#[component]
pub fn Actor() -> impl IntoView {
    let state = state();
    let held = state.held(&Slot::Actor);
    let portrait = Memo::new(move |_| {
        let report = state.report.get()?;
        held.with(|held| {
            let answers = held.answers.as_ref().filter(|_| !held.waiting)?;
            Some(state.view.with(|view| view.portrait(&report, answers)))
        })
    });
    let others = RwSignal::new(None::<Others>);
    Effect::new(move |_| {
        others.set(None);
        if let Some(portrait) = portrait.get() {
            seek_others(state, &portrait, others);
        }
    });
    let identity = Memo::new(move |_| state.view.with(|view| view.identity.clone()));
    view! {
        <div class="actor" id="actor" aria-busy=move || portrait.with(Option::is_none).to_string()>
            {move || match (identity.get(), portrait.get()) {
                (Some(identity), Some(portrait)) => page(state, &identity, portrait, others),
                (None, Some(portrait)) => choose(state, &portrait),
                _ => view! { <p class="soft">"…"</p> }.into_any(),
            }}
        </div>
    }
}

/// Shows everything of a value.
pub fn identify(state: State, column: &str, value: String) {
    state.act(Action::Identify(Identity {
        column: column.into(),
        value,
    }));
}

fn choose(state: State, portrait: &Portrait) -> AnyView {
    let zone = state.zone.get_untracked();
    let boxes: Vec<_> = portrait
        .fields
        .iter()
        .take(1)
        .map(|field| facet(state, field, &zone))
        .collect();
    let none = boxes.is_empty().then_some(words::actor::NO_ACTOR_COLUMN);
    view! {
        <p>
            {none}
            {words::actor::WHOSE_STORY}
        </p>
        <div class="actor-fields">{boxes}</div>
    }
    .into_any()
}

fn page(state: State, identity: &Identity, portrait: Portrait, others: RwSignal<Option<Others>>) -> AnyView {
    let zone = state.zone.get_untracked();
    let filter = identity.filter();
    let keep = move |_| show(state, filter.clone());
    let fields: Vec<_> = portrait.fields.iter().map(|field| facet(state, field, &zone)).collect();
    let week = (!portrait.week.is_empty()).then(|| week(&portrait.week));
    let strips = strips(state, &portrait, &zone);
    let told = facts(&portrait, &zone);
    let column = identity.column.clone();
    view! {
        <header class="actor-head">
            <h2>{identity.value.clone()}</h2>
            <span class="soft">{column.clone()}</span>
            <button type="button" on:click=keep>{words::actor::KEEP_ONLY_ITS_EVENTS}</button>
        </header>
        <p>{told} <span class="soft">{words::actor::WHATEVER_THE_FILTER}</span></p>
        {strips}
        <div class="actor-fields">
            {week}
            {fields}
            {move || others.get().map(|others| neighbours(state, &column, others))}
        </div>
    }
    .into_any()
}

/// First and last, failures, hours: in a sentence.
fn facts(portrait: &Portrait, zone: &Zone) -> String {
    let time = |at| cell(&Value::Time(at), zone).text;
    words::actor::facts(
        &count(portrait.rows, words::counts::events),
        portrait.span.map(|(first, last)| (time(first), time(last))),
        portrait.failures.map(number),
        portrait.off_hours.map(number),
    )
}

/// Opens events of the identity in the place of the whole filter.
fn show(state: State, filter: Predicate) {
    let mut view = state.view.get_untracked();
    view.apply(Action::SetFilter(vec![filter]));
    view.apply(Action::SetTab(Tab::Events));
    state.act(Action::Show(Box::new(view)));
}

/// Sessions on one line of time, and the newest of them in words.
fn strips(state: State, portrait: &Portrait, zone: &Zone) -> Option<AnyView> {
    let (found, (first, last)) = (portrait.sessions.as_ref()?, portrait.span?);
    let whole = (last - first).max(1) as f64;
    let open = move |session: &Session| {
        let span: (Micros, Micros) = (session.start, session.end);
        move |_| {
            let Some(report) = state.report.get_untracked() else {
                return;
            };
            show(
                state,
                state.view.with_untracked(|view| view.session_filter(&report, span)),
            );
        }
    };
    let strip = |session: &Session| {
        let from = (session.start - first) as f64 / whole * 100.0;
        let wide = (session.end - session.start) as f64 / whole * 100.0;
        view! { <span style:left=format!("min({from:.2}%, 100% - 3px)") style:width=format!("max(3px, {wide:.2}%)")></span> }
    };
    let line = |session: &Session| {
        let actions = session.distinct.first();
        let told = words::actor::session(
            &stretch(session.end - session.start),
            &count(session.rows, words::counts::events),
            actions.map(|actions| count(*actions, words::counts::different_actions)),
        );
        view! {
            <li><button type="button" class="link" on:click=open(session)>{cell(&Value::Time(session.start), zone).text}</button> " " {told}</li>
        }
    };
    let more = found.total.saturating_sub(TOLD as u64);
    let said = words::actor::sessions_apart(&count(found.total, words::counts::sessions));
    Some(
        view! {
            <section class="actor-sessions">
                <h3>{said}</h3>
                <div class="actor-strips" aria-hidden="true">{found.sessions.iter().map(strip).collect_view()}</div>
                <ul>
                    {found.sessions.iter().take(TOLD).map(line).collect_view()}
                    {(more > 0).then(|| view! { <li class="soft">{words::actor::more_before(&number(more))}</li> })}
                </ul>
            </section>
        }
        .into_any(),
    )
}

/// Hours of the week as a heat map.
fn week(counts: &[u64]) -> AnyView {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let busiest = counts.iter().position(|&count| count == most);
    let said =
        busiest.map(|at| words::actor::busiest(&DAYS[at / 24 % 7], &(at % 24), &count(most, words::counts::events)));
    let day = |(name, hours): (&&'static str, &[u64])| {
        let name = *name;
        let hour = |(hour, count): (usize, &u64)| {
            let share = if *count == 0 {
                0.0
            } else {
                0.15 + 0.85 * *count as f64 / most as f64
            };
            view! { <i title=format!("{name} {hour}:00 · {}", number(*count)) style:opacity=format!("{share:.2}")></i> }
        };
        view! { <span>{name}</span> {hours.iter().enumerate().map(hour).collect_view()} }
    };
    view! {
        <section>
            <h3>{words::actor::HOURS_WEEK}</h3>
            <div class="actor-week" aria-hidden="true">{DAYS.iter().zip(counts.chunks(24)).map(day).collect_view()}</div>
            <p class="soft">{said}</p>
        </section>
    }
    .into_any()
}

/// The values of a field; each leads to its own page.
fn facet(state: State, field: &crate::view::Field, zone: &Zone) -> AnyView {
    let (values, more) = field.told();
    let most = values.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let line = |(at, (value, count)): (usize, &(Value, u64))| {
        let seen = field
            .seen
            .get(at)
            .map(|(first, last)| words::actor::first_and_last(&cell(first, zone).text, &cell(last, zone).text));
        let share = *count as f64 / most as f64 * 100.0;
        row(state, &field.column, value, number(*count), share, seen, zone)
    };
    view! {
        <section>
            <h3>{field.title} <span class="soft">{field.column.clone()}</span></h3>
            <ul>{values.iter().enumerate().map(line).collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="soft">{words::common::and_more(&number(more))}</p> })}
        </section>
    }
    .into_any()
}

fn row(
    state: State,
    column: &str,
    value: &Value,
    amount: String,
    share: f64,
    seen: Option<String>,
    zone: &Zone,
) -> AnyView {
    let shown = cell(value, zone).text;
    let name = match text_of(value) {
        Some(text) => {
            let column = column.to_owned();
            let click = move |_| identify(state, &column, text.clone());
            view! { <button type="button" class="link" title=seen on:click=click>{shown}</button> }.into_any()
        }
        None => view! { <span class="null">{shown}</span> }.into_any(),
    };
    view! { <li style:background-size=format!("{share:.0}% 100%")>{name}<span class="number">{amount}</span></li> }
        .into_any()
}

/// Asks who has something in common with the identity.
fn seek_others(state: State, portrait: &Portrait, others: RwSignal<Option<Others>>) {
    let Some(report) = state.report.get_untracked() else {
        return;
    };
    let screen = Screen {
        zone: state.zone.get_untracked(),
        clock: state.clock.get_untracked(),
        ..Screen::default()
    };
    let asked = state.view.get_untracked();
    let Some((names, query)) = asked.others_query(&report, portrait, &screen) else {
        return;
    };
    state.ask(query, move |result| {
        let current = state.view.with_untracked(|view| view.identity == asked.identity);
        if let (true, Ok(answers)) = (current, result)
            && let Some(Answer::Group { rows, .. }) = answers.answers.into_iter().next()
        {
            // Gone with the component where another tab was opened meanwhile.
            others.try_set(Some((names, rows)));
        }
    });
}

fn neighbours(state: State, column: &str, (names, rows): Others) -> AnyView {
    let zone = state.zone.get_untracked();
    let line = |cells: &Vec<Value>| {
        let shared: Vec<String> = names
            .iter()
            .zip(cells.iter().skip(2))
            .filter_map(|(name, count)| match count {
                Value::Integer(1..) => Some(name.clone()),
                _ => None,
            })
            .collect();
        row(state, column, &cells[0], shared.join(", "), 0.0, None, &zone)
    };
    let none = rows
        .is_empty()
        .then(|| view! { <p class="soft">{words::actor::NO_NEIGHBOURS}</p> });
    view! {
        <section class="actor-others">
            <h3>{words::actor::NEIGHBOURS} <span class="soft">{words::actor::NEIGHBOURS_SHARE}</span></h3>
            {none}
            <ul>{rows.iter().filter(|cells| !cells.is_empty()).map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

//! The questions people ask of such a log: each shows its answer before the click, and opens the view it comes from.

use super::repeats::RepeatsAsked;
use crate::query::{Answer, Answers};
use crate::ui::commands::Command;
use crate::ui::state::{State, state};
use crate::ui::widgets::browser::{focus_next, focus_soon};
use crate::ui::widgets::{Alike, cell, number, stretch};
use crate::value::Zone;
use crate::view::guide::{Amount, Card, Line, Told, Tuned, Unlit};
use crate::view::{Action, Screen, Slot};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::HtmlInputElement;

/// Cards asked at the same time: the questions of a click must not wait behind all of them.
const AT_ONCE: usize = 3;
/// About how many characters of the first key have room beside another.
const SEEN: usize = 14;
/// The greatest number of a sequence that can be chosen.
const MOST: i64 = 100_000;

/// The question cards.
#[component]
pub fn Questions() -> impl IntoView {
    let state = state();
    let all = Memo::new(move |_| {
        state.report.with(|report| {
            state
                .view
                .with(|view| report.as_deref().map(|report| view.cards(report)).unwrap_or_default())
        })
    });
    let asked = Memo::new(move |_| {
        let answered = |card: &&Card| {
            state
                .held(&Slot::Card(card.title.into()))
                .with(|held| !held.waiting && held.answered())
        };
        all.with(|(lit, _)| lit.iter().take_while(answered).count()) + AT_ONCE
    });
    Effect::new(move |_| {
        let cards = asked.get();
        state.screen.update(|screen| screen.cards = cards);
    });
    on_cleanup(move || {
        state.screen.try_update(|screen| screen.cards = 0);
    });
    let about = move || {
        let filter = state.view.with(|view| view.filter_for(Some(&Slot::Guide)));
        match state.written(&filter) {
            text if text.is_empty() => words::questions::ASKED_OF_ALL.to_owned(),
            text => words::questions::asked_of(&text),
        }
    };
    let topics = move || {
        let (lit, unlit) = all.get();
        let topics: Vec<_> = lit
            .chunk_by(|a, b| a.topic == b.topic)
            .map(|cards| topic(state, cards))
            .collect();
        (topics, dark(&unlit))
    };
    view! {
        <div class="questions" id="questions">
            <p class="soft">
                {move || words::questions::about(&about())}
            </p>
            <RepeatsAsked/>
            {topics}
        </div>
    }
}

fn topic(state: State, cards: &[Card]) -> AnyView {
    let shown: Vec<_> = cards.iter().map(|card| shown(state, card.clone())).collect();
    view! {
        <section aria-label=cards[0].topic>
            <h2>{cards[0].topic}</h2>
            <ul class="cards">{shown}</ul>
        </section>
    }
    .into_any()
}

fn shown(state: State, card: Card) -> AnyView {
    let held = state.held(&Slot::Card(card.title.into()));
    let filter = state.written(&card.filter);
    let (unit, how, title) = (card.unit().to_owned(), card.how.clone(), card.title);
    let numbers = card.numbers().map(|numbers| numbers_of(state, numbers));
    let card = Arc::new(card);
    let click = {
        let card = card.clone();
        move |_| pose(state, &card)
    };
    let answer = {
        let held = held.clone();
        move || {
            let zone = state.zone.get();
            held.with(|held| match (&held.answers, &held.failure) {
                (_, Some(failure)) => {
                    view! { <p class="card-none">{format!("{} {}", failure.what, failure.hint)}</p> }.into_any()
                }
                (Some(answers), None) => lines(card.told(answers), &zone, &unit),
                (None, None) => view! { <p class="card-none">"…"</p> }.into_any(),
            })
        }
    };
    let waiting = held.clone();
    view! {
        <li class="card" class:dim=move || waiting.with(|held| held.waiting)>
            <h3><button type="button" on:click=click>{title}</button></h3>
            <div class="card-answer">{answer}</div>
            {numbers}
            <p class="card-query" title=filter.clone()><span>{how}</span> {(!filter.is_empty()).then_some(" · ")} <code>{filter.clone()}</code></p>
        </li>
    }
    .into_any()
}

/// The numbers of a sequence, to be changed: how often each step, and within how long.
fn numbers_of(state: State, tuned: Tuned) -> AnyView {
    // Of a step, or without one the minutes.
    let input = |label: String, value: i64, step: Option<usize>| {
        let tuned = tuned.clone();
        let name = format!("{}: {label}", tuned.card);
        let selector = format!("input[aria-label={name:?}]");
        let change = move |event: web_sys::Event| {
            let input: HtmlInputElement = event_target(&event);
            let typed = input.value().parse::<f64>().map(|typed| (typed as i64).clamp(1, MOST));
            let taken = typed.unwrap_or(value);
            // What is asked stands in the field, whatever was typed.
            input.set_value(&taken.to_string());
            if taken == value {
                return;
            }
            let mut tuned = tuned.clone();
            match step {
                Some(step) => tuned.least[step] = taken.unsigned_abs() as usize,
                None => tuned.minutes = taken,
            }
            state.act(Action::Tune(tuned));
            // The cards are drawn anew.
            focus_next(selector.clone(), 0);
        };
        view! { <input type="number" min="1" max=MOST aria-label=name prop:value=value.to_string() on:change=change/> }
    };
    let steps = tuned.least.iter().enumerate().map(|(at, &least)| {
        let then = (at > 0).then_some(words::questions::THEN);
        view! { {then}{input(words::questions::step(at + 1), least as i64, Some(at))} " ×" }
    });
    let steps = steps.collect_view();
    let within = input(words::questions::MINUTES.into(), tuned.minutes, None);
    view! { <p class="card-numbers">{steps}{words::questions::WITHIN}{within}{words::questions::MINUTES}</p> }
        .into_any()
}

/// What was found: the first few, and how many more there are.
fn lines(told: Told, zone: &Zone, unit: &str) -> AnyView {
    if told.none {
        return view! { <p class="card-none">{words::questions::NONE}</p> }.into_any();
    }
    let labels: Vec<Vec<String>> = told
        .lines
        .iter()
        .map(|line| line.label.iter().map(|value| cell(value, zone).text).collect())
        .collect();
    let alike = Alike::of(labels.iter().filter_map(|label| label.first()), SEEN);
    let line = |(line, label): (Line, Vec<String>)| {
        let amount = match line.amount {
            Amount::Value(crate::value::Value::Integer(count)) => number(count.unsigned_abs()),
            Amount::Value(value) => cell(&value, zone).text,
            Amount::Span(span) => stretch(span),
        };
        let whole = label.join(" · ");
        let keys = label.iter().enumerate().map(|(at, key)| match at {
            0 => view! { <span>{alike.cut(key)}</span> }.into_any(),
            _ => view! { " · "<span>{key.clone()}</span> }.into_any(),
        });
        view! {
            <tr>
                <td class="card-label" title=whole style:background-size=format!("{:.0}% 17px", line.share * 100.0)>
                    <div>{keys.collect_view()}</div>
                </td>
                <td class="number">{amount}</td>
            </tr>
        }
    };
    let more =
        (told.more > 0).then(|| view! { <p class="card-more">{words::common::and_more(&number(told.more))}</p> });
    let unit = (!unit.is_empty())
        .then(|| view! { <thead><tr><td></td><th class="number" scope="col">{unit.to_owned()}</th></tr></thead> });
    view! {
        <table>
            {unit}
            <tbody>{told.lines.into_iter().zip(labels).map(line).collect_view()}</tbody>
        </table>
        {more}
    }
    .into_any()
}

/// The questions this log has no answer to, and why.
fn dark(unlit: &[Unlit]) -> Option<AnyView> {
    let line = |card: &Unlit| view! { <li>{card.title} <span class="soft">{words::questions::needs(&card.needs.join(", "))}</span></li> };
    (!unlit.is_empty()).then(|| {
        view! {
            <details class="unlit">
                <summary>{words::questions::unlit(unlit.len() as u64, &number(unlit.len() as u64))}</summary>
                <ul>{unlit.iter().map(line).collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}

/// What takes keys in the views that cards open.
const VIEWS: &str = ".events-grid, .group-tree, .chart-hit";

/// Opens the view of a card.
fn pose(state: State, card: &Arc<Card>) {
    let zone = state.zone.get_untracked();
    let open = {
        let (card, zone) = (card.clone(), zone.clone());
        move |answer: Option<&Answer>| {
            let view = state.view.with_untracked(|view| card.open(view, answer, &zone));
            state.act(Action::Show(Box::new(view)));
            focus_soon(VIEWS);
        }
    };
    if !card.finds() {
        return open(None);
    }
    let screen = Screen {
        zone,
        clock: state.clock.get_untracked(),
        ..Screen::default()
    };
    let query = state.view.with_untracked(|view| view.card_query(card, &screen));
    let card = card.clone();
    state.ask(query, move |result: Result<Answers, _>| match result {
        Ok(answers) if card.told(&answers).none => state.said.set(Some(words::questions::there_is_none(&card.title))),
        Ok(answers) => open(answers.answers.first()),
        Err(failure) => state.notice.set(Some(format!("{} {}", failure.what, failure.hint))),
    });
}

/// The questions as commands of the palette.
pub fn commands(state: State) -> Vec<Command> {
    let (lit, _) = state.report.with_untracked(|report| {
        state
            .view
            .with_untracked(|view| report.as_deref().map(|report| view.cards(report)).unwrap_or_default())
    });
    let command = |card: Card| {
        let (name, card) = (words::questions::command_question(&card.title), Arc::new(card));
        Command::new(name, "", move || pose(state, &card)).quiet()
    };
    lit.into_iter().map(command).collect()
}

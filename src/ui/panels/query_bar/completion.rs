//! The completion popup: columns and functions, then values with their counts and other signs, then what joins two tests.

use super::offer::{MOST, Offer, Put, at_once, beside, values};
use crate::query::language::{Context, Place, print_literal, suggest};
use crate::query::{Ask, List, Predicate, Query};
use crate::ui::state::State;
use crate::ui::widgets::{caret, write};
use crate::value::Kind;
use crate::words;
use leptos::{ev, html, prelude::*};
use std::time::Duration;

/// How long the caret must rest before values are asked for.
const REST: Duration = Duration::from_millis(90);

/// What a kind is called in a completion.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Time => words::kinds::TIME,
        Kind::Integer | Kind::Number => words::kinds::NUMBER,
        Kind::Boolean => words::filter::TRUE_OR_FALSE_VALUES,
        Kind::Text => words::kinds::TEXT,
        Kind::List => words::kinds::LIST,
    }
}

/// The popup's state.
#[derive(Clone, Copy)]
pub struct Completion {
    state: State,
    input: NodeRef<html::Input>,
    text: RwSignal<String>,
    typed: RwSignal<bool>,
    context: RwSignal<Option<Context>>,
    offers: RwSignal<Vec<Offer>>,
    chosen: RwSignal<Option<usize>>,
    /// Counts the looks, so that the answer to an older one is dropped.
    look: StoredValue<u64>,
}

impl Completion {
    pub fn new(state: State, input: NodeRef<html::Input>, text: RwSignal<String>, typed: RwSignal<bool>) -> Self {
        Self {
            state,
            input,
            text,
            typed,
            context: RwSignal::new(None),
            offers: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(None),
            look: StoredValue::new(0),
        }
    }

    pub fn is_open(self) -> bool {
        self.offers.with(|offers| !offers.is_empty())
    }

    /// The element id of the chosen completion.
    pub fn active(self) -> Option<String> {
        self.chosen.get().map(|at| format!("completion-{at}"))
    }

    pub fn close(self) {
        self.look.update_value(|look| *look += 1);
        self.show(Vec::new());
    }

    fn show(self, offers: Vec<Offer>) {
        self.chosen.set(None);
        self.offers.set(offers);
    }

    /// Looks what the caret is in, and offers what fits there.
    pub fn look(self) {
        self.offer(false);
    }

    /// The same; `asked` says whether somebody wants to see completions even where nothing is typed.
    pub fn offer(self, asked: bool) {
        let (Some(input), Some(report)) = (self.input.get_untracked(), self.state.report.get_untracked()) else {
            return;
        };
        let text = self.text.get_untracked();
        let names: Vec<&str> = report.columns.iter().map(|column| column.name.as_str()).collect();
        let context = suggest(&text, caret(&input, &text), &names);
        self.look.update_value(|look| *look += 1);
        let look = self.look.get_value();
        let known = |name: &String| names.contains(&name.as_str());
        match &context.place {
            Place::Value(column) | Place::Item(column) if known(column) => {
                let query = Query {
                    filter: Predicate::All,
                    asks: vec![Ask::top(column.clone(), MOST + 1, context.typed.trim_end_matches('*'))],
                    zone: self.state.zone.get_untracked(),
                    ..Query::default()
                };
                let beside = beside(&context, &report);
                set_timeout(move || self.ask(look, query, beside), REST);
            }
            _ => self.show(at_once(&context, &report, asked)),
        }
        self.context.set(Some(context));
    }

    /// Asks for values; `beside` is offered with them.
    fn ask(self, look: u64, query: Query, beside: Vec<Offer>) {
        let current = move || self.look.try_get_value() == Some(look);
        if current() {
            self.state.ask(query, move |result| {
                if let (true, Ok(answers)) = (current(), result) {
                    let values = values(&answers, &self.state.zone.get_untracked());
                    self.show(values.into_iter().chain(beside).collect());
                }
            });
        }
    }

    /// Takes a key; answers whether it was for the popup.
    pub fn key(self, event: &ev::KeyboardEvent) -> bool {
        let count = self.offers.with_untracked(Vec::len);
        let chosen = self.chosen.get_untracked();
        match event.key().as_str() {
            " " if event.ctrl_key() => self.offer(true),
            _ if count == 0 => return false,
            "ArrowDown" => self.chosen.set(Some(chosen.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" => self
                .chosen
                .set(Some(chosen.map_or(count - 1, |at| (at + count - 1) % count))),
            "Tab" if !event.shift_key() => self.accept(chosen.unwrap_or(0)),
            "Enter" if chosen.is_some() => self.accept(chosen.unwrap_or(0)),
            "Escape" => self.close(),
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }

    /// Puts a completion into the text.
    pub fn accept(self, at: usize) {
        let offer = self.offers.with_untracked(|offers| offers.get(at).cloned());
        let (Some(context), Some(offer)) = (self.context.get_untracked(), offer) else {
            return;
        };
        let text = self.text.get_untracked();
        let (text, caret) = match offer.put {
            Put::Choice => context.accept(&text, &offer.choice),
            Put::Piece => context.put(&text, &offer.choice),
            Put::Sign => context.resign(&text, &offer.choice),
        };
        self.write(&text, caret);
        self.look();
    }

    fn write(self, text: &str, caret: usize) {
        self.text.set(text.to_owned());
        self.typed.set(true);
        if let Some(input) = self.input.get_untracked() {
            write(&input, text, caret);
        }
    }

    /// Puts several pasted values in: as a list where a column is being asked for, else as alternatives to search for.
    pub fn paste(self, list: &List) {
        let (Some(input), Some(report)) = (self.input.get_untracked(), self.state.report.get_untracked()) else {
            return;
        };
        let text = self.text.get_untracked();
        let names: Vec<&str> = report.columns.iter().map(|column| column.name.as_str()).collect();
        let context = suggest(&text, caret(&input, &text), &names);
        let listed = || {
            let written = self.state.lists.try_update_value(|lists| lists.written(list.clone()));
            written.unwrap_or_default()
        };
        let (text, caret) = match &context.place {
            Place::Sign(_) => context.put(&text, &listed()),
            Place::Value(_) if context.sign.is_some() => context.resign(&text, &format!(" {}", listed())),
            Place::Value(_) => {
                let values: Vec<String> = list.iter().map(|value| print_literal(value)).collect();
                context.put(&text, &values.join(" OR "))
            }
            Place::Item(_) => {
                let list = listed();
                let values = list.strip_prefix("in (").and_then(|list| list.strip_suffix(')'));
                context.put(&text, values.unwrap_or(&list))
            }
            _ => {
                let values: Vec<String> = list.iter().map(|value| print_literal(value)).collect();
                context.put(&text, &format!("({})", values.join(" OR ")))
            }
        };
        self.write(&text, caret);
        self.close();
    }
}

/// The popup.
#[component]
pub fn Completions(completion: Completion) -> impl IntoView {
    view! {
        <div id="completions" class="completions" role="listbox" aria-label=words::common::COMPLETIONS hidden=move || !completion.is_open()>
            {move || {
                completion
                    .offers
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(at, offer)| {
                        let chosen = move || completion.chosen.get() == Some(at);
                        view! {
                            // On press, before the field loses the focus.
                            <div
                                role="option"
                                id=format!("completion-{at}")
                                class:chosen=chosen
                                aria-selected=move || chosen().to_string()
                                on:mousedown=move |event| {
                                    event.prevent_default();
                                    completion.accept(at);
                                }
                            >
                                <span class="completion-choice">{offer.choice}</span>
                                <span class="faint">{offer.note}</span>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

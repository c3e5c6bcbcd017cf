//! The completion popup: columns, then values with their counts, then what joins two tests.

use super::offer::{MOST, Offer, at_once, values};
use crate::query::language::{Context, Place, suggest};
use crate::query::{Ask, Predicate, Query};
use crate::ui::state::State;
use crate::ui::widgets::{caret, write};
use crate::value::Kind;
use leptos::{ev, html, prelude::*};
use std::time::Duration;

/// How long the caret must rest before values are asked for.
const REST: Duration = Duration::from_millis(90);

/// What a kind is called in a completion.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Time => "time",
        Kind::Integer | Kind::Number => "number",
        Kind::Boolean => "true, false",
        Kind::Text => "text",
        Kind::List => "list",
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
        let (Some(input), Some(report)) = (self.input.get_untracked(), self.state.report.get_untracked()) else {
            return;
        };
        let text = self.text.get_untracked();
        let names: Vec<&str> = report.columns.iter().map(|column| column.name.as_str()).collect();
        let context = suggest(&text, caret(&input, &text), &names);
        self.look.update_value(|look| *look += 1);
        let look = self.look.get_value();
        match &context.place {
            Place::Value(column) if names.contains(&column.as_str()) => {
                let query = Query {
                    filter: Predicate::All,
                    asks: vec![Ask::top(column.clone(), MOST + 1, context.typed.trim_end_matches('*'))],
                    zone: self.state.zone.get_untracked(),
                    ..Query::default()
                };
                set_timeout(move || self.ask(look, query), REST);
            }
            _ => self.show(at_once(&context, &report)),
        }
        self.context.set(Some(context));
    }

    fn ask(self, look: u64, query: Query) {
        let current = move || self.look.try_get_value() == Some(look);
        if current() {
            self.state.ask(query, move |result| {
                if let (true, Ok(answers)) = (current(), result) {
                    self.show(values(&answers, &self.state.zone.get_untracked()));
                }
            });
        }
    }

    /// Takes a key; answers whether it was for the popup.
    pub fn key(self, event: &ev::KeyboardEvent) -> bool {
        let count = self.offers.with_untracked(Vec::len);
        let chosen = self.chosen.get_untracked();
        match event.key().as_str() {
            " " if event.ctrl_key() => self.look(),
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
        let (text, caret) = context.accept(&self.text.get_untracked(), &offer.choice);
        self.text.set(text.clone());
        self.typed.set(true);
        if let Some(input) = self.input.get_untracked() {
            write(&input, &text, caret);
        }
        self.look();
    }
}

/// The popup.
#[component]
pub fn Completions(completion: Completion) -> impl IntoView {
    view! {
        <div id="completions" class="completions" role="listbox" aria-label="Completions" hidden=move || !completion.is_open()>
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

//! One colour a value, in every panel: given out by a column's most frequent values over the whole log.

use super::super::state::State;
use crate::chart::palette;
use crate::query::{Answer, Ask, Predicate, Query};
use crate::value::Value;
use leptos::prelude::*;
use std::collections::HashMap;

/// Values that get colours of their own.
const VALUES: usize = 10;

/// The colour slots of a column's values, by their text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Colors(HashMap<String, usize>);

impl Colors {
    /// The slot of a value; by its name alone where it is not among the frequent ones.
    pub fn slot(&self, value: &str) -> usize {
        self.0.get(value).copied().unwrap_or_else(|| palette::color_of(value))
    }

    /// The colour of a value's dot: one that is not among the frequent is grey, since it would look like another.
    pub fn dot(&self, value: &str) -> String {
        css(self.0.get(value).copied().unwrap_or(palette::REST))
    }

    /// The colour of a value on light and dark paper, as a CSS colour.
    pub fn css(&self, value: Option<&str>) -> String {
        css(value.map_or(palette::REST, |value| self.slot(value)))
    }
}

/// A slot as a CSS colour that follows the theme.
pub fn css(slot: usize) -> String {
    format!(
        "light-dark({}, {})",
        palette::css(slot, false),
        palette::css(slot, true)
    )
}

/// The colours of a column, asked once a column and load.
pub fn colors(state: State, column: Signal<Option<String>>) -> RwSignal<Colors> {
    let colors = RwSignal::new(Colors::default());
    let asked = Memo::new(move |_| {
        (
            column.get(),
            state.report.with(|report| report.as_ref().map(|report| report.rows)),
        )
    });
    Effect::new(move |_| {
        let (Some(column), Some(_)) = asked.get() else { return };
        let query = Query {
            filter: Predicate::All,
            asks: vec![Ask::top(column, VALUES, "")],
            ..Query::default()
        };
        state.ask(query, move |result| {
            let Ok(answers) = result else { return };
            let Some(Answer::Facet { values, .. }) = answers.answers.first() else {
                return;
            };
            let names: Vec<String> = values
                .iter()
                .filter(|(value, _)| *value != Value::Null)
                .filter_map(|(value, _)| super::value::literal(value))
                .collect();
            let slots = palette::colors_of(&names);
            // The panel that asked may be gone by now.
            drop(colors.try_set(Colors(names.into_iter().zip(slots).collect())));
        });
    });
    colors
}

//! Questions about what happened in a row, asked with other numbers: how often, and within how long.

use super::card::{MINUTE, What, how};
use super::{Card, Unlit, cards};
use crate::protocol::Report;
use crate::query::Ask;
use crate::view::View;
use serde::{Deserialize, Serialize};

/// The numbers of a card that asks for a sequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tuned {
    /// The card's title.
    pub card: String,
    /// How many rows each step takes at least.
    pub least: Vec<usize>,
    pub minutes: i64,
}

impl Card {
    /// Its numbers, if it asks for a sequence.
    pub fn numbers(&self) -> Option<Tuned> {
        let What::Found(Ask::Sequences(ask)) = &self.what else {
            return None;
        };
        Some(Tuned {
            card: self.title.into(),
            least: ask.steps.iter().map(|step| step.least).collect(),
            minutes: ask.within / MINUTE,
        })
    }

    /// The same with these numbers, of which none is less than one.
    fn tuned(mut self, tuned: &Tuned) -> Self {
        if let What::Found(Ask::Sequences(ask)) = &mut self.what {
            for (step, least) in ask.steps.iter_mut().zip(&tuned.least) {
                step.least = (*least).max(1);
            }
            ask.within = tuned.minutes.max(1).saturating_mul(MINUTE);
            self.how = how(&self.what);
        }
        self
    }
}

impl View {
    /// The cards that this log can answer, with the numbers chosen for them, and the others.
    pub fn cards(&self, report: &Report) -> (Vec<Card>, Vec<Unlit>) {
        let (lit, unlit) = cards(report);
        let tune = |card: Card| match self.tuned.iter().find(|tuned| tuned.card == card.title) {
            Some(tuned) => card.tuned(tuned),
            None => card,
        };
        (lit.into_iter().map(tune).collect(), unlit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Action;
    use crate::view::guide::tests::report;

    #[test]
    fn a_sequence_is_asked_with_the_numbers_that_were_chosen() {
        let mut view = View::default();
        let numbers = |view: &View| {
            let (lit, _) = view.cards(&report());
            let card = lit
                .into_iter()
                .find(|card| card.numbers().is_some())
                .expect("a sequence");
            (card.numbers().expect("numbers"), card.how)
        };
        let (usual, _) = numbers(&view);
        let other = Tuned {
            least: usual.least.iter().map(|_| 2).collect(),
            minutes: 90,
            ..usual.clone()
        };
        view.apply(Action::Tune(other.clone()));
        let (now, how) = numbers(&view);
        assert_eq!(now, other);
        assert!(how.contains("2 × ") && how.contains("90 minutes"), "{how}");
        // No step takes no row.
        view.apply(Action::Tune(Tuned {
            least: vec![0; usual.least.len()],
            minutes: 0,
            ..usual.clone()
        }));
        let (now, _) = numbers(&view);
        assert_eq!((now.least.iter().max(), now.minutes), (Some(&1), 1));
        assert_eq!(view.tuned.len(), 1);
    }
}

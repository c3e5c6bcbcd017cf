//! One side of a chart: its values in order, what each is called, and the rows it stands for.

use crate::query::{Comparison, Extent, Key, Op, Part, Predicate};
use crate::value::{Value, Zone, reading};
use crate::view::{during, key_is};

/// The values on one side of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    pub key: Key,
    pub at: Vec<At>,
    /// What each is called, whole.
    pub names: Vec<String>,
    pub zone: Zone,
}

/// What a value on a side is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum At {
    /// This key, as [`key_is`] understands it; `None` for null.
    Is(Option<String>),
    /// Numbers from the one up to, not with, the other.
    Span(String, String),
    /// All values beyond those drawn.
    Rest,
}

impl Edge {
    /// The rows that a value stands for.
    pub fn is(&self, at: usize) -> Option<Predicate> {
        let column = self.key.column();
        Some(match self.at.get(at)? {
            At::Is(key) => key_is(&self.key, key.as_deref(), &self.zone),
            At::Span(from, to) => between(column, from, to),
            At::Rest => {
                let drawn = (0..self.at.len()).filter(|&other| self.at[other] != At::Rest);
                Predicate::all(drawn.filter_map(|other| self.is(other)).map(Predicate::negate))
            }
        })
    }

    /// The rows that all values from one to another stand for: times, numbers and hours as a stretch, other values each.
    pub fn stretch(&self, from: usize, to: usize) -> Option<Predicate> {
        let (from, to) = (from.min(to), from.max(to).min(self.at.len().checked_sub(1)?));
        if from == to {
            return self.is(from);
        }
        let column = self.key.column();
        match (&self.key, &self.at[from], &self.at[to]) {
            (_, At::Span(low, _), At::Span(_, high)) => return Some(between(column, low, high)),
            (Key::Time { bucket, .. }, At::Is(Some(first)), At::Is(Some(last))) => {
                let start = |text: &str| reading(text, &Zone::utc()).map(|(at, _)| at);
                let end = bucket.span(start(last)?, &self.zone).1;
                return Some(during(column, (start(first)?, end)));
            }
            _ => {}
        }
        if let (Some((part, first)), Some((_, last))) = (self.part(from), self.part(to)) {
            let extent = Extent::Between(Some(first), Some(last));
            return Some(Predicate::test(column, Op::Part(part, extent)));
        }
        Some(Predicate::any((from..=to).filter_map(|at| self.is(at))))
    }

    /// The part of times that a value is, as a filter has it.
    fn part(&self, at: usize) -> Option<(Part, String)> {
        match self.is(at)? {
            Predicate::Test {
                op: Op::Part(part, Extent::Is(text)),
                ..
            } => Some((part, text)),
            _ => None,
        }
    }

    /// The first and the last of the values that these rows are, where [`Edge::stretch`] made them of such.
    pub fn found(&self, rows: &Predicate) -> Option<(usize, usize)> {
        let single = (0..self.at.len()).find(|&at| self.is(at).as_ref() == Some(rows));
        if let Some(at) = single {
            return Some((at, at));
        }
        let at = |text: &Option<String>| {
            let is = |at: usize| self.part(at).map(|(_, text)| text) == *text;
            (0..self.at.len()).find(|&at| is(at))
        };
        let (first, last) = match rows {
            Predicate::Test {
                op: Op::Part(_, Extent::Between(first, last)),
                ..
            } => (at(first)?, at(last)?),
            Predicate::And(bounds) => {
                let bound = |at: usize, side: usize| match self.is(at)? {
                    Predicate::And(mut parts) if parts.len() == 2 => Some(parts.swap_remove(side)),
                    _ => None,
                };
                let first = (0..self.at.len()).find(|&at| bound(at, 0).as_ref() == bounds.first())?;
                let last = (first..self.at.len()).find(|&at| bound(at, 1).as_ref() == bounds.get(1))?;
                (first, last)
            }
            Predicate::Or(parts) => {
                let first = (0..self.at.len()).find(|&at| self.is(at).as_ref() == parts.first())?;
                (first, (first + parts.len()).checked_sub(1)?)
            }
            _ => return None,
        };
        (first < last && self.stretch(first, last).as_ref() == Some(rows)).then_some((first, last))
    }

    /// A value as it is taken away: times as moments, numbers in bins by their lower end, others as they are.
    pub fn value(&self, at: usize) -> Value {
        match (&self.key, self.at.get(at)) {
            (Key::Time { .. }, Some(At::Is(Some(text)))) => {
                reading(text, &Zone::utc()).map_or(Value::Null, |(at, _)| Value::Time(at))
            }
            (_, Some(At::Is(key))) => key.clone().map_or(Value::Null, Value::Text),
            (_, Some(At::Span(from, _))) => from.parse().map_or(Value::Text(from.clone()), Value::Number),
            (_, Some(At::Rest)) => Value::Text(self.name(at)),
            (_, None) => Value::Null,
        }
    }

    /// What a value is called; empty where there is none.
    pub fn name(&self, at: usize) -> String {
        self.names.get(at).cloned().unwrap_or_default()
    }
}

fn between(column: &str, from: &str, to: &str) -> Predicate {
    let compare = |comparison, text: &str| Predicate::test(column, Op::Compare(comparison, text.to_owned()));
    Predicate::And(vec![
        compare(Comparison::GreaterOrEqual, from),
        compare(Comparison::Less, to),
    ])
}

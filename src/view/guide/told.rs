//! What a card's answer says in a few lines.

use super::card::{Card, LINES, What, notable};
use crate::query::{Answer, Answers};
use crate::value::{Micros, Value};
use crate::words;

/// The answer of a card in short.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    pub lines: Vec<Line>,
    /// Lines that there are beyond these.
    pub more: u64,
    /// Nothing was found.
    pub none: bool,
}

/// One line: what, and how much of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub label: Vec<Value>,
    pub amount: Amount,
    /// As a share of the greatest count told, 0 to 1; 0 where amounts are no counts.
    pub share: f64,
}

/// How much, or when.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// As it is: a count, a time, a text.
    Value(Value),
    /// A stretch of time.
    Span(Micros),
}

impl Card {
    /// What its answer says.
    pub fn told(&self, answers: &Answers) -> Told {
        let (lines, all) = answers
            .answers
            .first()
            .map_or((Vec::new(), 0), |answer| self.lines(answer));
        let counted = |amount: &Amount| match amount {
            Amount::Value(Value::Integer(count)) => *count as f64,
            _ => 0.0,
        };
        let most = lines.iter().map(|(_, amount)| counted(amount)).fold(0.0, f64::max);
        let told = |(label, amount): (Vec<Value>, Amount)| Line {
            share: if most > 0.0 { counted(&amount) / most } else { 0.0 },
            label,
            amount,
        };
        let lines: Vec<Line> = lines.into_iter().take(LINES).map(told).collect();
        Told {
            more: all.saturating_sub(lines.len() as u64),
            none: all == 0 || answers.rows == 0,
            lines,
        }
    }

    /// All lines that the answer came with, and how many there are.
    fn lines(&self, answer: &Answer) -> (Vec<(Vec<Value>, Amount)>, u64) {
        match (&self.what, answer) {
            (What::Chart(chart), Answer::Group { rows, .. }) if chart.split.is_none() => {
                let values = rows.first().into_iter().flatten().cloned().map(Amount::Value);
                let names = chart.series.iter().map(|series| vec![Value::Text(series.name.clone())]);
                (names.zip(values).collect(), chart.series.len() as u64)
            }
            (what, Answer::Group { rows, groups, .. }) => {
                let (keys, sort) = match what {
                    What::Group(group) => (group.by.len(), group.sort.and_then(|(at, _)| at).unwrap_or(0)),
                    What::Events(by) => (by.len(), 0),
                    _ => (1, 0),
                };
                let line = |row: &Vec<Value>| {
                    let amount = row.get(keys + sort).cloned().unwrap_or(Value::Null);
                    (row.iter().take(keys).cloned().collect(), Amount::Value(amount))
                };
                (rows.iter().map(line).collect(), *groups)
            }
            (_, Answer::Sequences(found)) => {
                let line =
                    |found: &crate::query::answer::Match| (found.key.clone(), Amount::Value(Value::Time(found.start)));
                (found.matches.iter().map(line).collect(), found.total)
            }
            (_, Answer::Pairs(found)) => {
                let line = |pair: &crate::query::answer::Pair| {
                    let gap = Amount::Span(pair.to.at.saturating_sub(pair.from.at));
                    let cells = pair.from.cells.iter().chain(&pair.to.cells);
                    let label = match &pair.key[..] {
                        [] => vec![Value::Time(pair.from.at)],
                        key => key.iter().chain(cells).cloned().collect(),
                    };
                    (label, gap)
                };
                let lines: Vec<_> = found.pairs.iter().map(line).collect();
                let all = if self.is_cut() { lines.len() as u64 } else { found.total };
                (lines, all)
            }
            (_, Answer::Baseline(found)) => {
                let peaks = found.peaks.iter().filter(|peak| notable(peak));
                let lines: Vec<_> = peaks
                    .map(|peak| {
                        let label = peak.key.iter().cloned().chain([Value::Time(peak.start)]);
                        (label.collect(), Amount::Value(Value::Integer(peak.count as i64)))
                    })
                    .collect();
                let all = lines.len() as u64;
                (lines, all)
            }
            (_, Answer::Page { rows, .. }) => {
                let drawn = Amount::Value(Value::Integer(rows.len() as i64));
                (
                    vec![(vec![Value::Text(words::questions::DRAWN.into())], drawn)],
                    u64::from(!rows.is_empty()),
                )
            }
            _ => (Vec::new(), 0),
        }
    }
}

//! Percentiles of groups: all their numbers are kept, and put in order only as far as it takes.

use super::block::Block;
use super::measured::{Measured, between, place};
use crate::query::atom::Atom;
use crate::query::numbers::Numbers;
use crate::value::Kind;
use std::sync::Arc;

/// The numbers of all groups.
#[derive(Clone)]
pub struct Spread<'a> {
    of: Option<Arc<Numbers<'a>>>,
    percents: Vec<f64>,
    kind: Kind,
    /// Ascending with the values, in row order.
    numbers: Arc<Vec<u64>>,
    /// The group of each.
    of_numbers: Vec<u32>,
    groups: usize,
}

impl<'a> Spread<'a> {
    /// These percentiles of a column of this kind; `None` where there are no numbers.
    pub fn new(of: Option<Numbers<'a>>, percents: Vec<f64>, kind: Kind) -> Self {
        Self {
            of: of.map(Arc::new),
            percents,
            kind,
            numbers: Arc::default(),
            of_numbers: Vec::new(),
            groups: 0,
        }
    }

    /// See [`Tally::add`](super::tally::Tally::add).
    pub fn add(&mut self, block: Block<'_>) {
        self.groups = block.groups;
        let numbers = Arc::make_mut(&mut self.numbers);
        let of_numbers = &mut self.of_numbers;
        if let Some(of) = &self.of {
            of.each(block.segment, block.rows, |at, number| {
                numbers.push(number.ascending());
                of_numbers.push(block.of_rows[at]);
            });
        }
    }

    /// See [`Tally::fold`](super::tally::Tally::fold).
    pub fn fold(&self, into: &[u32], groups: usize) -> Self {
        Self {
            of: self.of.clone(),
            percents: self.percents.clone(),
            kind: self.kind,
            numbers: self.numbers.clone(),
            of_numbers: self.of_numbers.iter().map(|&group| into[group as usize]).collect(),
            groups,
        }
    }

    /// See [`Tally::finish`](super::tally::Tally::finish).
    pub fn finish(&self, alone: bool) -> Vec<Measured> {
        let mut ends = vec![0; self.groups + 1];
        let known = |group: u32| (group as usize).min(self.groups);
        self.of_numbers.iter().for_each(|&group| ends[known(group)] += 1);
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        // What starts as the first place of each group ends as the place after its last.
        let mut sorted = vec![0; self.numbers.len()];
        for (&number, &group) in self.numbers.iter().zip(&self.of_numbers) {
            let place = &mut ends[known(group)];
            sorted[*place] = number;
            *place += 1;
        }
        let mut rest = &mut sorted[..];
        let mut from = 0;
        ends[..self.groups]
            .iter()
            .map(|&end| {
                let (own, others) = std::mem::take(&mut rest).split_at_mut(end - from);
                rest = others;
                from = end;
                if alone {
                    Measured::Percentiles(self.percentiles(own))
                } else {
                    Measured::Spread(counted(own))
                }
            })
            .collect()
    }

    fn percentiles(&self, own: &mut [u64]) -> Vec<Atom> {
        let percentile = |&percent: &f64| {
            let Some((below, part)) = place(own.len() as u64, percent) else {
                return Atom::Null;
            };
            let (_, &mut low, above) = own.select_nth_unstable(below as usize);
            let high = if part > 0.0 { above.iter().copied().min() } else { None };
            between(low, high.unwrap_or(low), part, self.kind)
        };
        self.percents.iter().map(percentile).collect()
    }
}

/// Each number once, ascending, with how often it is there.
fn counted(numbers: &mut [u64]) -> Vec<(u64, u64)> {
    numbers.sort_unstable();
    let alike = numbers.chunk_by(|a, b| a == b);
    alike.map(|run| (run[0], run.len() as u64)).collect()
}

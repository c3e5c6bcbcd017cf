//! The value in the earliest or latest row of groups.

use super::block::Block;
use super::measured::{Edge, Measured};
use super::tally::folded;
use crate::query::atom::Atom;
use crate::query::shard::Shard;
use crate::table::{Bitmap, Column, Data, SEGMENT, Segments};
use crate::value::Micros;

/// The first or last row of each group that has a time and a value.
#[derive(Clone)]
pub struct Latest<'a> {
    of: Option<Of<'a>>,
    edge: Edge,
    /// Time and row in the shard.
    rows: Vec<Option<(Micros, u32)>>,
    /// Rows in the shards before.
    first: u64,
}

#[derive(Clone)]
struct Of<'a> {
    values: &'a Column,
    times: &'a Segments<i64>,
    present: Option<&'a Bitmap>,
}

impl<'a> Latest<'a> {
    /// Values of one column by the times of another.
    pub fn new(shard: &Shard<'a>, of: Option<usize>, by: Option<usize>, edge: Edge) -> Self {
        let of = of.zip(by).and_then(|(of, by)| match &shard.column(by).data {
            Data::Time { values, present, .. } => Some(Of {
                values: shard.column(of),
                times: values,
                present: present.as_ref(),
            }),
            _ => None,
        });
        Self {
            of,
            edge,
            rows: Vec::new(),
            first: shard.first,
        }
    }

    /// See [`Tally::add`](super::tally::Tally::add).
    pub fn add(&mut self, block: Block<'_>) {
        self.rows.resize(block.groups, None);
        let Some(of) = &self.of else {
            return;
        };
        let base = block.segment * SEGMENT;
        for (&row, &group) in block.rows.iter().zip(block.of_rows) {
            let (here, at) = (base + row as usize, &mut self.rows[group as usize]);
            if of.present.is_some_and(|present| !present.get(here)) {
                continue;
            }
            let new = (of.times[block.segment][row as usize], here as u32);
            if at.is_none_or(|old| self.edge.prefers(new, old)) && !of.values.is_null(here) {
                *at = Some(new);
            }
        }
    }

    /// See [`Tally::fold`](super::tally::Tally::fold).
    pub fn fold(&self, into: &[u32], groups: usize) -> Self {
        Self {
            of: self.of.clone(),
            edge: self.edge,
            rows: folded(&self.rows, into, groups, |old, new| {
                if let Some(new) = *new
                    && old.is_none_or(|old| self.edge.prefers(new, old))
                {
                    *old = Some(new);
                }
            }),
            first: self.first,
        }
    }

    /// See [`Tally::finish`](super::tally::Tally::finish).
    pub fn finish(&self) -> Vec<Measured> {
        let value = |(at, row): (Micros, u32)| {
            let cell = self
                .of
                .as_ref()
                .map_or(Atom::Null, |of| Atom::of(of.values.value(row as usize)));
            (at, self.first + u64::from(row), cell)
        };
        self.rows
            .iter()
            .map(|row| Measured::Edge(row.map(value), self.edge))
            .collect()
    }
}

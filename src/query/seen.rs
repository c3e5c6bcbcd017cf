//! When the values of a row were first seen in the whole table, and whether that was in this row.

use super::Map;
use super::atom::Atom;
use super::first::{combinations, each, members, present};
use super::formula::{booleans, times};
use super::shard::Shard;
use super::trail::{Moment, Parts};
use crate::table::{Bitmap, Column};
use serde::{Deserialize, Serialize};

/// What is asked of columns by a formula: `FirstSeen` and `IsFirst`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Of several the combination of values; null is no value, and of a list each element is one.
    pub columns: Vec<String>,
    /// The column of times in whose order values are seen; without any the order of the files.
    pub time: Option<String>,
    /// Whether the time is told, or whether the row is the first.
    pub told: bool,
}

/// Combinations of values with the places in which they are first seen.
pub type Firsts = Vec<(Vec<Atom>, Moment)>;

impl Seen {
    /// Combinations of values in a shard with their first places there.
    pub fn firsts(&self, shard: &Shard<'_>) -> Firsts {
        let mut found = Vec::new();
        let Some(columns) = present(shard, &self.columns) else {
            return found;
        };
        let time = self.time.as_ref().and_then(|time| shard.index(time));
        let keys: Vec<_> = columns.iter().map(|&column| shard.keys(column)).collect();
        let all = Bitmap::new(shard.data.rows, true);
        each(shard, time, &columns, &all, |row, codes| {
            let atoms = keys.iter().zip(codes).map(|(keys, &code)| keys.atom(code)).collect();
            found.push((atoms, Moment::of(shard, time, row)));
        });
        found
    }

    /// The column over a shard; `known` are the places in the whole table, if there is more of it.
    pub fn column(&self, shard: &Shard<'_>, known: Option<&Firsts>) -> Column {
        let rows = shard.data.rows;
        let places = self.places(shard, known);
        let place = |row: usize| places.get(row).copied().flatten();
        if self.told {
            times((0..rows).map(|row| place(row)?.time()))
        } else {
            booleans((0..rows).map(|row| place(row).is_some_and(|place| place.row == shard.first + row as u64)))
        }
    }

    /// For each row the first place of its values: of several combinations that row's own, if it is the first with one, else the first.
    fn places(&self, shard: &Shard<'_>, known: Option<&Firsts>) -> Vec<Option<Moment>> {
        let Some(columns) = present(shard, &self.columns) else {
            return Vec::new();
        };
        let time = self.time.as_ref().and_then(|time| shard.index(time));
        let keys: Vec<_> = columns.iter().map(|&column| shard.keys(column)).collect();
        let known: Option<Map<&[Atom], Moment>> =
            known.map(|known| known.iter().map(|(atoms, moment)| (&atoms[..], *moment)).collect());
        let mut firsts: Map<Vec<u32>, Moment> = Map::default();
        let all = Bitmap::new(shard.data.rows, true);
        each(shard, time, &columns, &all, |row, codes| {
            let own = || Moment::of(shard, time, row);
            let elsewhere = known.as_ref().and_then(|known| {
                let atoms: Vec<Atom> = keys.iter().zip(codes).map(|(keys, &code)| keys.atom(code)).collect();
                known.get(&atoms[..]).copied()
            });
            firsts.insert(codes.to_vec(), elsewhere.unwrap_or_else(own));
        });
        if keys.iter().all(|keys| keys.members.is_none()) {
            let parts = shard.parts(&columns);
            let codes = |row: usize| -> Vec<u32> { keys.iter().map(|keys| keys.codes.code(row)).collect() };
            let by_part: Vec<Option<Moment>> = parts
                .firsts
                .iter()
                .map(|&row| {
                    if row == Parts::NONE {
                        None
                    } else {
                        firsts.get(&codes(row as usize)).copied()
                    }
                })
                .collect();
            return parts.of.iter().map(|&part| by_part[part as usize]).collect();
        }
        let mut chosen = Vec::new();
        (0..shard.data.rows)
            .map(|row| {
                let values: Vec<Vec<u32>> = keys.iter().map(|keys| members(keys, row)).collect();
                let mut best: Option<Moment> = None;
                combinations(&values, &mut chosen, &mut |codes| {
                    let Some(&place) = firsts.get(codes) else { return };
                    let own = |place: Moment| place.row == shard.first + row as u64;
                    let better = |known: Moment| match self.told {
                        true => place < known,
                        false => own(place),
                    };
                    if best.is_none_or(better) {
                        best = Some(place);
                    }
                });
                best
            })
            .collect()
    }
}

//! Rows in which something is new: a value, or a combination of values, that no earlier row has.

use super::page::{Page, cells};
use super::{Order, Posed, Question};
use crate::query::answer::{Firsts as Answered, Row};
use crate::query::atom::Atom;
use crate::query::best::Best;
use crate::query::bind::bind;
use crate::query::filter::filter;
use crate::query::first::{each, present};
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::trail::Moment;
use crate::query::{Answer, Failure, Map, Predicate, Rows};
use crate::table::Bitmap;
use crate::value::Value;
use crate::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// See [`Ask::Firsts`](super::Ask::Firsts).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Firsts {
    /// The column whose value is new, or columns of which the combination is. Null is no value, and of a list each element is one.
    pub of: Vec<String>,
    /// The order in which values are seen; rows without a time come last, ties stand in the order of the files.
    pub time: String,
    /// Only these rows count as having seen something. The filter of the query says which of the rows found are told.
    pub base: Predicate,
    /// Of the answer, by time.
    pub order: Order,
    pub limit: usize,
    /// `None`: all columns.
    pub columns: Option<Vec<String>>,
}

impl Firsts {
    /// The same with every column under its exact name.
    pub fn resolve(&self, schema: &Schema) -> Result<Self, Failure> {
        if self.of.is_empty() {
            return Err(Failure::new(
                words::asking::NEW_VALUES_OF_WHICH_COLUMN,
                words::asking::NAME_ONE_OR_SEVERAL,
            ));
        }
        Ok(Self {
            of: schema.names(&self.of)?,
            time: schema.time(&self.time)?,
            base: schema.predicate(&self.base)?,
            columns: self.columns.as_ref().map(|names| schema.names(names)).transpose()?,
            ..self.clone()
        })
    }
}

/// What a part of the table saw first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// Each combination of values with its first row, and with the cells of that row if the filter lets it pass.
    seen: Vec<(Vec<Atom>, Moment, Option<Vec<Value>>)>,
    /// Of a shard that stands alone: the rows that the answer needs, how many there are, and how many combinations.
    found: Option<(Vec<Row>, u64, u64)>,
}

impl Question for Posed<'_, Firsts> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let ask = self.ask;
        let base = filter(shard, &bind(shard, &ask.base, self.zone)?);
        let time = shard.index(&ask.time);
        let columns = Page::columns(ask.columns.as_deref(), self.schema);
        let told = cells(shard, &columns);
        let of = present(shard, &ask.of);
        if shard.alone {
            let mut fresh = Bitmap::new(rows.len(), false);
            let mut values = 0;
            if let Some(of) = of {
                each(shard, time, &of, &base, |row, _| {
                    values += 1;
                    fresh.set(row, true);
                });
            }
            fresh.and(rows);
            let mut best = Best::new(ask.limit);
            for row in fresh.iter() {
                best.offer(Moment::of(shard, time, row).rank(ask.order), || row);
            }
            let found = best.sorted().into_iter().map(|row| Row {
                row: shard.first + row as u64,
                cells: told(row),
            });
            return Ok(Partial {
                seen: Vec::new(),
                found: Some((found.collect(), fresh.count_ones() as u64, values)),
            });
        }
        let mut seen = Vec::new();
        if let Some(of) = of {
            let keys: Vec<_> = of.iter().map(|&column| shard.keys(column)).collect();
            each(shard, time, &of, &base, |row, codes| {
                let atoms = keys.iter().zip(codes).map(|(keys, &code)| keys.atom(code)).collect();
                let cells = rows.get(row).then(|| told(row));
                seen.push((atoms, Moment::of(shard, time, row), cells));
            });
        }
        Ok(Partial { seen, found: None })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let mut seen: Map<Vec<Atom>, (Moment, Option<Vec<Value>>)> = Map::default();
        for (atoms, moment, cells) in a.seen.into_iter().chain(b.seen) {
            match seen.entry(atoms) {
                hashbrown::hash_map::Entry::Occupied(mut known) => {
                    if moment < known.get().0 {
                        known.insert((moment, cells));
                    }
                }
                hashbrown::hash_map::Entry::Vacant(new) => {
                    new.insert((moment, cells));
                }
            }
        }
        let seen = seen.into_iter().map(|(atoms, (moment, cells))| (atoms, moment, cells));
        Partial {
            seen: seen.collect(),
            found: None,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Partial { seen, found } = partial;
        let (rows, total, values) = found.unwrap_or_else(|| {
            let values = seen.len() as u64;
            // A row may be the first with several elements of a list.
            let fresh: BTreeMap<_, _> = seen
                .into_iter()
                .filter_map(|(_, moment, cells)| Some((moment.rank(self.ask.order), cells?)))
                .collect();
            let total = fresh.len() as u64;
            let rows = fresh.into_iter().take(self.ask.limit);
            (
                rows.map(|((.., row), cells)| Row { row, cells }).collect(),
                total,
                values,
            )
        });
        let columns = Page::columns(self.ask.columns.as_deref(), self.schema);
        Ok(Answer::Firsts(Answered {
            columns: columns.into_iter().map(str::to_owned).collect(),
            rows,
            total,
            values,
        }))
    }
}

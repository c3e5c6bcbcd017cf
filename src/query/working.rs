//! What a query works out of a shard as it goes: its formulas as columns, each when it is first needed.

use super::computed::Computed;
use super::formula::{Formula, Wanted, make};
use super::seen::{Firsts, Seen};
use super::shard::Shard;
use super::{Failure, Schema};
use crate::table::Column;
use crate::value::Zone;
use crate::words;
use std::sync::{Arc, OnceLock};

/// The computed columns of a query over one shard.
#[derive(Debug)]
pub struct Working<'a> {
    /// With the computed columns.
    pub schema: &'a Schema,
    /// Under exact names, each after those it is made of.
    pub columns: &'a [Computed],
    pub zone: &'a Zone,
    held: Held,
}

/// Columns that were worked out, as a chain: what is in it never moves.
#[derive(Debug, Default)]
struct Held(OnceLock<Box<(usize, Arc<Column>, Held)>>);

impl Held {
    fn get(&self, index: usize) -> Option<&Column> {
        let mut link = self;
        while let Some(next) = link.0.get() {
            if next.0 == index {
                return Some(&next.1);
            }
            link = &next.2;
        }
        None
    }

    fn put(&self, index: usize, column: &Arc<Column>) {
        let mut link = self;
        loop {
            let next = link
                .0
                .get_or_init(|| Box::new((index, column.clone(), Self::default())));
            if next.0 == index {
                return;
            }
            link = &next.2;
        }
    }
}

/// What a computed column was worked out from: the formula, the columns it names by index, the zone where that matters.
pub type Recipe = (String, Vec<Option<usize>>, Option<Zone>);

impl<'a> Working<'a> {
    /// Nothing is worked out yet.
    pub fn new(schema: &'a Schema, columns: &'a [Computed], zone: &'a Zone) -> Self {
        Self {
            schema,
            columns,
            zone,
            held: Held::default(),
        }
    }

    /// A column that was worked out.
    pub fn column(&self, index: usize) -> Option<&Column> {
        self.held.get(index)
    }

    /// The index of the computed column of this name.
    pub fn index(&self, shard: &Shard<'_>, name: &str) -> Option<usize> {
        let column = self.columns.iter().find(|column| column.name == name)?;
        self.formula(shard, &column.formula).ok()
    }

    /// The index of the column of a formula.
    pub fn formula(&self, shard: &Shard<'_>, formula: &Formula) -> Result<usize, Failure> {
        let checked = formula.rows(self.schema)?;
        let known = formula.known();
        let mut seen = 0;
        let indices: Vec<Option<usize>> = checked
            .wanted()
            .map(|wanted| match wanted {
                Wanted::Column(name) => shard.index(name),
                Wanted::Seen(wanted) => {
                    seen += 1;
                    self.seen(shard, wanted, known.get(seen - 1)).ok()
                }
            })
            .collect();
        if checked.seen().next().is_some() && !shard.alone && known.is_empty() {
            return Err(Failure::new(words::asking::PART_OF_TABLE_CANNOT_TELL_WHAT, ""));
        }
        let zone = checked.zoned.then(|| self.zone.clone());
        let recipe = (Formula::of(&checked.exact).text().to_owned(), indices, zone);
        let (index, column) = shard.cache.computed(shard.data.columns.len(), recipe, |recipe| {
            let columns: Vec<Option<&Column>> = recipe
                .1
                .iter()
                .map(|index| index.map(|index| shard.column(index)))
                .collect();
            make(&checked, &columns, shard.data, self.zone)
        });
        self.held.put(index, &column);
        Ok(index)
    }

    /// The index of the column that tells what was seen before.
    fn seen(&self, shard: &Shard<'_>, seen: &Seen, known: Option<&Firsts>) -> Result<usize, Failure> {
        if known.is_none() && !shard.alone {
            return Err(Failure::new(words::asking::PART_OF_TABLE_CANNOT_TELL_WHAT, ""));
        }
        let columns = seen
            .columns
            .iter()
            .chain(&seen.time)
            .map(|name| shard.index(name))
            .collect();
        let what = if seen.told { "FirstSeen" } else { "IsFirst" };
        let recipe = (what.to_owned(), columns, None);
        let make = |_: &Recipe| seen.column(shard, known);
        let (index, column) = shard.cache.computed(shard.data.columns.len(), recipe, make);
        self.held.put(index, &column);
        Ok(index)
    }
}

//! Rows drawn by lot, the same ones each time.

use super::page::{Page, cells};
use super::{Posed, Question};
use crate::arrange;
use crate::query::answer::Row;
use crate::query::best::Best;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Rows};
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// See [`Ask::Sample`](super::Ask::Sample).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// At most so many.
    pub rows: usize,
    /// Another seed draws other rows.
    pub seed: u64,
    /// `None`: all columns.
    pub columns: Option<Vec<String>>,
}

impl Sample {
    /// The same with every column under its exact name.
    pub fn resolve(&self, schema: &Schema) -> Result<Self, Failure> {
        Ok(Self {
            columns: self.columns.as_ref().map(|names| schema.names(names)).transpose()?,
            ..self.clone()
        })
    }

    /// The lot of a row: a number that depends on the seed and on the row's number alone, and that no other row has.
    pub fn lot(&self, row: u64) -> u64 {
        mix(row ^ mix(self.seed))
    }
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every number becomes another one that looks drawn at random.
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}

/// Rows with their cells, by lot.
pub type Partial = Vec<(u64, Vec<Value>)>;

impl Question for Posed<'_, Sample> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let mut best = Best::new(self.ask.rows);
        for row in rows.iter() {
            best.offer(self.ask.lot(shard.first + row as u64), || row);
        }
        let columns = Page::columns(self.ask.columns.as_deref(), self.schema);
        let told = cells(shard, &columns);
        let drawn = best.sorted().into_iter();
        Ok(drawn.map(|row| (shard.first + row as u64, told(row))).collect())
    }

    fn merge(&self, mut a: Partial, b: Partial) -> Partial {
        a.extend(b);
        arrange::by_key(&mut a, |(row, _)| self.ask.lot(*row));
        a.truncate(self.ask.rows);
        a
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let columns = Page::columns(self.ask.columns.as_deref(), self.schema);
        Ok(Answer::Page {
            columns: columns.into_iter().map(str::to_owned).collect(),
            rows: partial.into_iter().map(|(row, cells)| Row { row, cells }).collect(),
        })
    }
}

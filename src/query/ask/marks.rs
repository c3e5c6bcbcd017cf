//! Which rows of a page pass which tests: what is marked in a table, and what is found in it.

use super::page::{Page, Partial};
use super::{Order, Question};
use crate::query::bind::bind;
use crate::query::filter::within;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Predicate, Rows};
use crate::table::Bitmap;
use crate::value::{Value, Zone};

/// See [`Ask::Marks`](super::Ask::Marks).
pub struct Marks<'q> {
    pub tests: &'q [Predicate],
    /// The page, of no columns: a cell for each test takes their place.
    pub page: Page<'q>,
    pub zone: &'q Zone,
}

impl<'q> Marks<'q> {
    /// The tests on a page.
    pub fn new(tests: &'q [Predicate], sort: &'q [(String, Order)], offset: u64, limit: usize, zone: &'q Zone) -> Self {
        let page = Page {
            sort,
            offset,
            limit,
            columns: Vec::new(),
        };
        Self { tests, page, zone }
    }
}

impl Question for Marks<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let mut partial = self.page.scan(shard, rows)?;
        let mut here = Bitmap::new(shard.data.rows, false);
        for (place, _) in &partial.rows {
            here.set((place.row - shard.first) as usize, true);
        }
        for test in self.tests {
            let passed = within(shard, &bind(shard, test, self.zone)?, here.clone());
            for (place, cells) in &mut partial.rows {
                cells.push(Value::Boolean(passed.get((place.row - shard.first) as usize)));
            }
        }
        Ok(partial)
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        self.page.merge(a, b)
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let Answer::Page { rows, .. } = self.page.finish(partial)? else {
            return Ok(Answer::Marks(Vec::new()));
        };
        let passed = |cells: Vec<Value>| {
            let at = cells.into_iter().enumerate();
            at.filter(|(_, cell)| *cell == Value::Boolean(true))
                .map(|(at, _)| at)
                .collect()
        };
        Ok(Answer::Marks(rows.into_iter().map(|row| passed(row.cells)).collect()))
    }
}

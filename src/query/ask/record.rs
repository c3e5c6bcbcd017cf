//! Everything of one row.

use super::Question;
use crate::query::answer::Record as Answered;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Rows};
use crate::words;

/// See [`Ask::Record`](super::Ask::Record). The filter does not matter.
pub struct Record {
    pub row: u64,
}

impl Question for Record {
    type Partial = Option<Answered>;

    fn scan(&self, shard: &Shard<'_>, _: &Rows<'_>) -> Result<Self::Partial, Failure> {
        let Some(row) = shard.row(self.row) else {
            return Ok(None);
        };
        let columns = shard.columns().filter(|(_, _, column)| !column.is_null(row));
        let fields = columns
            .map(|(_, name, column)| (name.to_owned(), column.value(row)))
            .collect();
        Ok(Some(Answered {
            row: self.row,
            at: shard.data.origins.at(row),
            fields,
        }))
    }

    fn merge(&self, a: Self::Partial, b: Self::Partial) -> Self::Partial {
        a.or(b)
    }

    fn finish(&self, partial: Self::Partial) -> Result<Answer, Failure> {
        partial.map(Answer::Record).ok_or_else(|| {
            Failure::new(
                words::asking::there_is_no_row(&self.row),
                words::asking::ROWS_ARE_COUNTED_FROM_0,
            )
        })
    }
}

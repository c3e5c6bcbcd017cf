//! Rows themselves, sorted.

use super::group::compare;
use super::{Order, Question};
use crate::arrange;
use crate::query::answer::Row;
use crate::query::atom::Atom;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Rows};
use crate::table::Bitmap;
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// See [`Ask::Page`](super::Ask::Page).
pub struct Page<'q> {
    pub sort: &'q [(String, Order)],
    pub offset: u64,
    pub limit: usize,
    /// Exact names.
    pub columns: Vec<&'q str>,
}

/// Where a row stands in the page order: its cells in the columns sorted by, then its number. A list is all its elements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub cells: Vec<Vec<Atom>>,
    pub row: u64,
}

impl Place {
    /// The place of a row of a shard.
    pub fn of(shard: &Shard<'_>, by: &[Option<usize>], row: usize) -> Self {
        let cell = |column: &Option<usize>| match column.map_or(Value::Null, |column| shard.column(column).value(row)) {
            Value::List(elements) => elements.into_iter().map(Atom::of).collect(),
            value => vec![Atom::of(value)],
        };
        Self {
            cells: by.iter().map(cell).collect(),
            row: shard.first + row as u64,
        }
    }

    /// The order of two places in a page sorted so.
    pub fn compare(&self, other: &Self, sort: &[(String, Order)]) -> Ordering {
        let cells = self
            .cells
            .iter()
            .zip(&other.cells)
            .zip(sort)
            .map(|((a, b), &(_, order))| match (&a[..], &b[..]) {
                ([a], [b]) => compare(a, b, order),
                ([Atom::Null], _) => Ordering::Greater,
                (_, [Atom::Null]) => Ordering::Less,
                (a, b) if order == Order::Ascending => a.cmp(b),
                (a, b) => b.cmp(a),
            });
        cells
            .fold(Ordering::Equal, Ordering::then)
            .then(self.row.cmp(&other.row))
    }
}

/// Where the columns of a sort are in a shard.
pub fn sorted_by(shard: &Shard<'_>, sort: &[(String, Order)]) -> Vec<Option<usize>> {
    sort.iter().map(|(name, _)| shard.index(name)).collect()
}

/// The cells of a row in the columns of these names, of which the shard may lack some.
pub fn cells<'a>(shard: &Shard<'a>, columns: &[&str]) -> impl Fn(usize) -> Vec<Value> + use<'a> {
    let columns: Vec<_> = columns
        .iter()
        .map(|name| shard.index(name).map(|index| shard.column(index)))
        .collect();
    move |row| {
        columns
            .iter()
            .map(|column| column.map_or(Value::Null, |column| column.value(row)))
            .collect()
    }
}

/// Rows with their places, in page order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    pub rows: Vec<(Place, Vec<Value>)>,
    /// Rows that were left out before these.
    skipped: u64,
}

impl Question for Page<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let offset = usize::try_from(self.offset).unwrap_or(usize::MAX);
        // Other shards may hold any of the rows before the page, so that only a shard alone can leave them out.
        let (skip, take) = if shard.alone {
            (offset, self.limit)
        } else {
            (0, offset.saturating_add(self.limit))
        };
        let found = in_order(shard, rows, self.sort, skip, take);
        let by = if shard.alone {
            vec![None; self.sort.len()]
        } else {
            sorted_by(shard, self.sort)
        };
        let cells = cells(shard, &self.columns);
        let rows = found
            .into_iter()
            .map(|row| (Place::of(shard, &by, row as usize), cells(row as usize)))
            .collect();
        Ok(Partial {
            rows,
            skipped: skip as u64,
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let (mut left, mut right) = (a.rows.into_iter().peekable(), b.rows.into_iter().peekable());
        let most = usize::try_from(self.offset)
            .unwrap_or(usize::MAX)
            .saturating_add(self.limit);
        let rows = std::iter::from_fn(|| match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if b.0.compare(&a.0, self.sort).is_lt() => right.next(),
            (Some(_), _) => left.next(),
            _ => right.next(),
        });
        Partial {
            rows: rows.take(most).collect(),
            skipped: 0,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let skip = usize::try_from(self.offset - partial.skipped).unwrap_or(usize::MAX);
        let rows = partial.rows.into_iter().skip(skip).take(self.limit);
        Ok(Answer::Page {
            columns: self.columns.iter().map(|&name| name.to_owned()).collect(),
            rows: rows.map(|(place, cells)| Row { row: place.row, cells }).collect(),
        })
    }
}

impl<'q> Page<'q> {
    /// The columns of a page: those that were named, or all.
    pub fn columns(named: Option<&'q [String]>, schema: &'q Schema) -> Vec<&'q str> {
        match named {
            Some(named) => named.iter().map(String::as_str).collect(),
            None => schema.columns.iter().map(|(name, _)| name.as_str()).collect(),
        }
    }
}

/// A share of the rows, below which they are sorted by themselves rather than picked from the order of all.
const FEW: usize = 64;

/// The rows of a shard in page order, from `skip` on, at most `take`.
pub fn in_order(shard: &Shard<'_>, rows: &Bitmap, sort: &[(String, Order)], skip: usize, take: usize) -> Vec<u32> {
    let matching = rows.count_ones();
    if take == 0 || skip >= matching {
        return Vec::new();
    }
    // A column that the shard lacks is null throughout and sorts nothing.
    let by: Vec<(usize, Order)> = sort
        .iter()
        .filter_map(|(name, order)| Some((shard.index(name)?, *order)))
        .collect();
    if by.is_empty() {
        return from(rows, skip).take(take).map(|row| row as u32).collect();
    }
    if matching < shard.data.rows / FEW {
        let columns: Vec<_> = by.iter().map(|&(column, _)| Some(column)).collect();
        let mut places: Vec<Place> = rows.iter().map(|row| Place::of(shard, &columns, row)).collect();
        let known: Vec<(String, Order)> = by
            .iter()
            .map(|&(column, order)| (shard.column(column).name.to_string(), order))
            .collect();
        arrange::by(&mut places, |a, b| a.compare(b, &known));
        return places
            .into_iter()
            .skip(skip)
            .take(take)
            .map(|place| (place.row - shard.first) as u32)
            .collect();
    }
    shard.sorted(&by).page(rows, matching, skip, take)
}

/// The rows that are set, but for the first `skip`.
fn from(rows: &Bitmap, skip: usize) -> impl Iterator<Item = usize> {
    let mut before = 0;
    let words = rows.words();
    let start = words.iter().position(|word| {
        let here = word.count_ones() as usize;
        let stop = before + here > skip;
        if !stop {
            before += here;
        }
        stop
    });
    let start = start.unwrap_or(words.len());
    (start * 64..rows.len())
        .filter(|&row| rows.get(row))
        .skip(skip - before)
}

//! Rows by key and in time: what each actor, session or address did, one row after the other.

use super::keys::Keys;
use super::shard::Shard;
use super::{Map, Order};
use crate::table::{Bitmap, Data, SEGMENT, Segments};
use crate::value::Micros;
use serde::{Deserialize, Serialize};

/// The rows of a shard by the cells in some columns.
#[derive(Debug)]
pub struct Parts {
    /// The part of each row.
    pub of: Vec<u32>,
    /// The first row of each part; [`Parts::NONE`] where a part has none.
    pub firsts: Vec<u32>,
}

/// Most slots of a table that finds parts by two codes.
const DENSE: usize = 1 << 22;

impl Parts {
    /// No row.
    pub const NONE: u32 = u32::MAX;

    /// Parts by these columns; without any, all rows are one.
    pub fn of(shard: &Shard<'_>, columns: &[usize]) -> Self {
        let mut of = vec![0; shard.data.rows];
        let mut count = 1;
        for &column in columns {
            let keys = shard.keys(column);
            let same = same(&keys);
            let code = |row: usize| {
                same.as_ref()
                    .map_or(keys.codes.code(row), |same| same[keys.codes.code(row) as usize])
            };
            if count == 1 {
                of.iter_mut().enumerate().for_each(|(row, part)| *part = code(row));
                count = keys.width;
            } else {
                count = refine(&mut of, count, keys.width, code);
            }
        }
        let mut firsts = vec![Self::NONE; count];
        for (row, &part) in of.iter().enumerate().rev() {
            firsts[part as usize] = row as u32;
        }
        Self { of, firsts }
    }
}

/// Splits parts by the code of each row; how many there are then.
fn refine(of: &mut [u32], count: usize, width: usize, code: impl Fn(usize) -> u32) -> usize {
    let mut fresh = 0;
    let mut next = || {
        fresh += 1;
        fresh - 1
    };
    let pairs = of.iter_mut().enumerate();
    if count.saturating_mul(width) <= DENSE {
        let mut slots = vec![Parts::NONE; count * width];
        for (row, part) in pairs {
            let slot = &mut slots[*part as usize * width + code(row) as usize];
            if *slot == Parts::NONE {
                *slot = next();
            }
            *part = *slot;
        }
    } else {
        let mut known: Map<u64, u32> = Map::default();
        for (row, part) in pairs {
            let pair = u64::from(*part) << 32 | u64::from(code(row));
            *part = *known.entry(pair).or_insert_with(&mut next);
        }
    }
    fresh as usize
}

/// One code for each list, where several are the same list written differently; `None` where codes are values.
fn same(keys: &Keys) -> Option<Vec<u32>> {
    keys.members.as_ref()?;
    let order = keys.order();
    let mut lowest = vec![0; keys.width + 1];
    let mut same = vec![0; keys.width];
    for code in 1..keys.width {
        let lowest = &mut lowest[order[code] as usize];
        if *lowest == 0 {
            *lowest = code as u32;
        }
        same[code] = *lowest;
    }
    Some(same)
}

/// All rows of a shard, those of one part together, in time; ties in row order, rows without a time last.
#[derive(Debug)]
pub struct Trails {
    rows: Vec<u32>,
    /// Where each part's rows end.
    ends: Vec<u32>,
}

impl Trails {
    /// Trails by these columns in the order of this one; without it in row order.
    pub fn of(shard: &Shard<'_>, time: Option<usize>, columns: &[usize]) -> Self {
        let by: Vec<_> = time.into_iter().map(|time| (time, Order::Ascending)).collect();
        let order = shard.sorted(&by);
        if columns.is_empty() {
            return Self {
                ends: vec![order.rows.len() as u32],
                rows: order.rows.clone(),
            };
        }
        let parts = shard.parts(columns);
        // Each end begins as the start, and moves on as rows come in.
        let mut ends = vec![0u32; parts.firsts.len()];
        parts.of.iter().for_each(|&part| ends[part as usize] += 1);
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut rows = vec![0; parts.of.len()];
        for &row in &order.rows {
            let end = &mut ends[parts.of[row as usize] as usize];
            rows[*end as usize] = row;
            *end += 1;
        }
        Self { rows, ends }
    }

    /// The rows of each part that has some.
    pub fn each(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        let trails = self.ends.iter().map(move |&end| {
            let trail = &self.rows[start..end as usize];
            start = end as usize;
            trail
        });
        trails.filter(|trail| !trail.is_empty())
    }
}

/// The matching rows that have a time, with it.
pub struct Timed<'a> {
    pub rows: Bitmap,
    /// Matching rows without a time.
    pub untimed: u64,
    values: Option<&'a Segments<i64>>,
}

impl<'a> Timed<'a> {
    /// Those of `rows` that have a time in this column, which the shard may lack.
    pub fn of(shard: &Shard<'a>, time: &str, rows: &Bitmap) -> Self {
        let column = shard.index(time).map(|index| &shard.column(index).data);
        let Some(Data::Time { values, present, .. }) = column else {
            return Self {
                rows: Bitmap::new(rows.len(), false),
                untimed: rows.count_ones() as u64,
                values: None,
            };
        };
        let mut timed = rows.clone();
        if let Some(present) = present {
            timed.and(present);
        }
        Self {
            untimed: (rows.count_ones() - timed.count_ones()) as u64,
            rows: timed,
            values: Some(values),
        }
    }

    /// The rows of a trail that are among these.
    pub fn among<'t>(&'t self, trail: &'t [u32]) -> impl Iterator<Item = u32> + 't {
        trail.iter().copied().filter(|&row| self.rows.get(row as usize))
    }

    /// The time of one of these rows.
    pub fn at(&self, row: u32) -> Micros {
        self.values
            .map_or(0, |values| values[row as usize / SEGMENT][row as usize % SEGMENT])
    }

    /// First and last time.
    pub fn range(&self) -> Option<(Micros, Micros)> {
        super::order::range(self.values?, &self.rows)
    }
}

/// A place in time: rows without a time come last, ties stand in row order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    untimed: bool,
    at: Micros,
    pub row: u64,
}

impl Moment {
    /// The place of a row with this time.
    pub fn new(at: Option<Micros>, row: u64) -> Self {
        Self {
            untimed: at.is_none(),
            at: at.unwrap_or(0),
            row,
        }
    }

    /// The row's time, if it has one.
    pub fn time(self) -> Option<Micros> {
        (!self.untimed).then_some(self.at)
    }

    /// The place of a row of a shard in the order of this column.
    pub fn of(shard: &Shard<'_>, time: Option<usize>, row: usize) -> Self {
        let at = time.and_then(|time| match &shard.column(time).data {
            Data::Time { values, present, .. } if present.as_ref().is_none_or(|present| present.get(row)) => {
                Some(values[row / SEGMENT][row % SEGMENT])
            }
            _ => None,
        });
        Self::new(at, shard.first + row as u64)
    }

    /// What ascends with the places of rows that are sorted by time so: rows without one last either way, then the number.
    pub fn rank(&self, order: Order) -> (bool, Micros, u64) {
        let at = if order == Order::Ascending { self.at } else { !self.at };
        (self.untimed, at, self.row)
    }
}

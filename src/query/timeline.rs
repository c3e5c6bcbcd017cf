//! Rows in the order of time with running counts, so that what a span of time holds is read off instead of counted.
//!
//! A brush that moves asks the same questions again under another span. The rows that pass the rest of the filter stay the same, and so
//! do these: they are kept in the shard's cache, are exact, and cost about one count of every row for each column that is asked for.

use super::kernel::Code;
use super::keys::Keys;
use super::shard::{Shard, lock};
use super::{Bucket, Map, Order, order::Sorted};
use crate::table::{Bitmap, Codes, Data, SEGMENT, Segments};
use crate::value::{Micros, Zone};
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// The rows that pass a filter and have a time, in the order of their times (ties in row order).
#[derive(Debug)]
pub struct Timeline {
    column: usize,
    rows: Ordered,
    len: usize,
    running: Mutex<Map<usize, Arc<Running>>>,
    /// The newest last.
    grids: Mutex<Vec<(Lines, Arc<Grid>)>>,
}

/// What stands at each position.
#[derive(Debug)]
enum Ordered {
    /// The row of that number: the file runs with time.
    Same,
    All(Arc<Sorted>),
    Some(Vec<u32>),
}

/// What a grid is of: bucket, zone, and the column of the series, if there is one.
type Lines = (Bucket, Zone, Option<usize>);

/// Counts of a column's codes over the positions before each block.
#[derive(Debug)]
struct Running {
    block: usize,
    width: usize,
    /// `width` counts for each block's start, and for the end.
    before: Vec<u32>,
}

/// Counts by bucket and code.
#[derive(Debug)]
pub struct Grid {
    /// First moment of each bucket, ascending.
    pub starts: Vec<Micros>,
    /// Where each bucket's positions begin, and where the last one's end.
    edges: Vec<usize>,
    width: usize,
    /// `width` counts for each bucket.
    cells: Vec<u32>,
}

/// Widest codes with running counts; ids by the hundred thousand are counted faster than kept.
const WIDTH: usize = 1 << 16;
/// Fewest positions in a block: so many are looked at one by one at either end of a span.
const BLOCK: usize = 1 << 10;
/// Most cells of a grid.
const CELLS: usize = 1 << 22;
/// Grids kept.
const GRIDS: usize = 4;

impl Timeline {
    /// The rows of `within` (`None`: all), by this column, which must hold times.
    pub fn new(shard: &Shard<'_>, column: usize, within: Option<&Bitmap>) -> Option<Self> {
        let Data::Time { present, time, .. } = &shard.column(column).data else {
            return None;
        };
        let (rows, len) = match within {
            None if time.ascending && present.is_none() => (Ordered::Same, shard.data.rows),
            _ => {
                let sorted = shard.sorted(&[(column, Order::Ascending)]);
                let timed = present.as_ref().map_or(shard.data.rows, Bitmap::count_ones);
                match within {
                    None => (Ordered::All(sorted), timed),
                    Some(within) => {
                        let rows: Vec<u32> = sorted.rows[..timed]
                            .iter()
                            .copied()
                            .filter(|&row| within.get(row as usize))
                            .collect();
                        let len = rows.len();
                        (Ordered::Some(rows), len)
                    }
                }
            }
        };
        Some(Self {
            column,
            rows,
            len,
            running: Mutex::default(),
            grids: Mutex::default(),
        })
    }

    /// The column of times.
    pub fn column(&self) -> usize {
        self.column
    }

    fn row(&self, at: usize) -> usize {
        match &self.rows {
            Ordered::Same => at,
            Ordered::All(sorted) => sorted.rows[at] as usize,
            Ordered::Some(rows) => rows[at] as usize,
        }
    }

    fn time_of(&self, shard: &Shard<'_>, row: usize) -> Micros {
        match &shard.column(self.column).data {
            Data::Time { values, .. } => values[row / SEGMENT][row % SEGMENT],
            _ => Micros::MIN,
        }
    }

    /// The time at a position.
    pub fn time(&self, shard: &Shard<'_>, at: usize) -> Micros {
        self.time_of(shard, self.row(at))
    }

    /// The positions of the times from `low` to `high`, both included.
    pub fn span(&self, shard: &Shard<'_>, low: Micros, high: Micros) -> Range<usize> {
        let from = self.first(0..self.len, |row| self.time_of(shard, row) >= low);
        let until = self.first(from..self.len, |row| self.time_of(shard, row) > high);
        from..until
    }

    /// The first of these positions whose row, like those of all after it, passes; their end if there is none.
    fn first(&self, mut among: Range<usize>, passes: impl Fn(usize) -> bool) -> usize {
        while !among.is_empty() {
            let middle = among.start + among.len() / 2;
            if passes(self.row(middle)) {
                among.end = middle;
            } else {
                among.start = middle + 1;
            }
        }
        among.start
    }

    /// Calls `each` with the code of every position of a stretch.
    fn codes(&self, codes: &Codes, at: Range<usize>, mut each: impl FnMut(usize)) {
        fn picked<C: Code>(codes: &Segments<C>, rows: impl Iterator<Item = usize>, each: &mut impl FnMut(usize)) {
            rows.for_each(|row| each(codes[row / SEGMENT][row % SEGMENT].index()));
        }
        fn of<C: Code>(timeline: &Timeline, codes: &Segments<C>, at: Range<usize>, each: &mut impl FnMut(usize)) {
            match &timeline.rows {
                Ordered::Same => picked(codes, at, each),
                Ordered::All(sorted) => picked(codes, sorted.rows[at].iter().map(|&row| row as usize), each),
                Ordered::Some(rows) => picked(codes, rows[at].iter().map(|&row| row as usize), each),
            }
        }
        match codes {
            Codes::U8(codes) => of(self, codes, at, &mut each),
            Codes::U16(codes) => of(self, codes, at, &mut each),
            Codes::U32(codes) => of(self, codes, at, &mut each),
        }
    }

    /// Rows at these positions by code, null's first; `None` where the column has too many codes.
    pub fn counts(&self, column: usize, keys: &Keys, at: Range<usize>) -> Option<Vec<u32>> {
        if keys.width > WIDTH {
            return None;
        }
        let known = lock(&self.running).get(&column).cloned();
        let running = known.unwrap_or_else(|| {
            let made = Arc::new(self.running(keys));
            lock(&self.running).insert(column, made.clone());
            made
        });
        let Running { block, width, before } = &*running;
        let mut counts = vec![0; *width];
        if at.len() <= *block {
            self.codes(&keys.codes, at, |code| counts[code] += 1);
            return Some(counts);
        }
        let (first, last) = (at.start.div_ceil(*block), at.end / block);
        let row = |block: usize| &before[block * width..][..*width];
        counts
            .iter_mut()
            .zip(row(first).iter().zip(row(last)))
            .for_each(|(count, (from, until))| *count = until - from);
        self.codes(&keys.codes, at.start..first * block, |code| counts[code] += 1);
        self.codes(&keys.codes, last * block..at.end, |code| counts[code] += 1);
        Some(counts)
    }

    fn running(&self, keys: &Keys) -> Running {
        let width = keys.width;
        let block = width.next_power_of_two().max(BLOCK);
        let mut counts = vec![0; width];
        let mut before = Vec::with_capacity((self.len / block + 1) * width);
        for start in (0..self.len).step_by(block) {
            before.extend_from_slice(&counts);
            self.codes(&keys.codes, start..(start + block).min(self.len), |code| {
                counts[code] += 1
            });
        }
        if self.len.is_multiple_of(block) {
            before.extend_from_slice(&counts);
        }
        Running { block, width, before }
    }

    /// A grid by these buckets and, where given, by the codes of a column, that holds at least the positions of `at`; `None` where it
    /// would be too large.
    pub fn grid(
        &self,
        shard: &Shard<'_>,
        bucket: Bucket,
        zone: &Zone,
        by: Option<(usize, &Keys)>,
        at: &Range<usize>,
    ) -> Option<Arc<Grid>> {
        let lines = (bucket, zone.clone(), by.map(|(column, _)| column));
        if let Some((_, grid)) = lock(&self.grids).iter().find(|(known, _)| *known == lines) {
            return Some(grid.clone());
        }
        let make = |at: Range<usize>| self.make_grid(shard, bucket, zone, by.map(|(_, keys)| keys), at);
        // A narrow brush deep inside is counted in less time than all around it.
        if at.len() < self.len / 16 {
            return make(at.clone()).map(Arc::new);
        }
        let Some(made) = make(0..self.len).map(Arc::new) else {
            return make(at.clone()).map(Arc::new);
        };
        let mut grids = lock(&self.grids);
        if grids.len() == GRIDS {
            grids.remove(0);
        }
        grids.push((lines, made.clone()));
        Some(made)
    }

    fn make_grid(
        &self,
        shard: &Shard<'_>,
        bucket: Bucket,
        zone: &Zone,
        by: Option<&Keys>,
        at: Range<usize>,
    ) -> Option<Grid> {
        let width = by.map_or(1, |keys| keys.width);
        let last = at.clone().next_back()?;
        let (first, last) = (self.time(shard, at.start), self.time(shard, last));
        let starts = bucket.starts(first, last, zone, CELLS / width)?;
        let mut edges = vec![at.start];
        for &start in &starts[1..] {
            // The next edge is near: steps that double find the stretch in which to search.
            let from = edges[edges.len() - 1];
            let mut step = 1;
            while from + step < at.end && self.time(shard, from + step) < start {
                step *= 2;
            }
            let near = from + step / 2..(from + step).min(at.end);
            edges.push(self.first(near, |row| self.time_of(shard, row) >= start));
        }
        edges.push(at.end);
        let mut cells = vec![0; starts.len() * width];
        for (cells, edge) in cells.chunks_mut(width).zip(edges.windows(2)) {
            match by {
                None => cells[0] = (edge[1] - edge[0]) as u32,
                Some(keys) => self.codes(&keys.codes, edge[0]..edge[1], |code| cells[code] += 1),
            }
        }
        Some(Grid {
            starts,
            edges,
            width,
            cells,
        })
    }

    /// Calls `each` with bucket, code and count of every cell of the grid that has rows at these positions, bucket by bucket.
    pub fn cells(&self, grid: &Grid, by: Option<&Keys>, at: &Range<usize>, mut each: impl FnMut(usize, usize, u32)) {
        let mut part = vec![0; grid.width];
        let from = grid.edges.partition_point(|&edge| edge <= at.start).saturating_sub(1);
        for bucket in from..grid.starts.len() {
            let (first, last) = (grid.edges[bucket], grid.edges[bucket + 1]);
            if first >= at.end {
                break;
            }
            let counts = if at.start <= first && last <= at.end {
                &grid.cells[bucket * grid.width..][..grid.width]
            } else {
                let inside = first.max(at.start)..last.min(at.end);
                part.fill(0);
                match by {
                    None => part[0] = inside.len() as u32,
                    Some(keys) => self.codes(&keys.codes, inside, |code| part[code] += 1),
                }
                &part
            };
            for (code, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                each(bucket, code, count);
            }
        }
    }
}

//! The lines and heads of a pivot in their order, and what was measured in each cell.

use super::super::group::compare;
use super::super::group::levels::Groups;
use super::super::group::measured::Measured;
use super::super::group::plan::Within;
use super::super::{Order, Rank, Side};
use super::Pivot;
use crate::arrange;
use crate::query::atom::Atom;
use crate::query::{Failure, Map};
use crate::value::Value;
use crate::words;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The cells of a pivot, from left to right and from top to bottom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The keys of the columns that the limit leaves.
    pub heads: Vec<Vec<Atom>>,
    /// Columns beyond the limit, which come together as one more.
    pub left: u64,
    pub lines: Vec<Row>,
}

/// A line of cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub keys: Vec<Atom>,
    /// How many lines it stands for, where the limit left them out.
    pub rest: Option<u64>,
    /// The line that it is a part of.
    pub parent: Option<u32>,
    /// One for each head, the rest's included, and one for the whole line; `None` where there are no rows.
    pub cells: Vec<Option<Vec<Measured>>>,
}

/// Most cells of an answer.
const CELLS: usize = 1 << 22;

/// What a group is sorted by, one for each part of the sort.
type Ranks = Vec<Atom>;

/// Lines being laid out, and on which of them each group of the levels by row keys comes.
struct Layout<'g> {
    levels: &'g [Groups],
    /// The groups by one row key more under those of a level, by their keys.
    children: Vec<Map<&'g [Atom], Vec<usize>>>,
    /// What each group of a level is sorted by.
    ranks: Vec<Vec<Ranks>>,
    lines: Vec<Row>,
    /// Of each group, level by level; [`NOWHERE`] for groups below those that the limit leaves out.
    line_of: Vec<Vec<u32>>,
}

const NOWHERE: u32 = u32::MAX;

impl Grid {
    /// The grid of these levels. `places` tells of each group by so many row keys and all column keys which group by these row keys
    /// and which by these column keys it is a part of; `fold` brings groups of a level together in cells, group `n` in the cell
    /// `into[n]`, if there is such among so many.
    pub fn of(
        pivot: &Pivot<'_>,
        levels: &[Groups],
        places: impl Fn(usize) -> Vec<(u32, u32)>,
        fold: impl Fn(usize, &[u32], usize) -> Vec<Vec<Measured>>,
    ) -> Result<Self, Failure> {
        let (heads, head_of) = heads(pivot, levels);
        let left = head_of.len() - heads.len();
        let width = heads.len() + usize::from(left > 0) + 1;
        let (lines, line_of) = Layout::of(pivot, levels).lay(pivot, width)?;
        let mut grid = Self {
            heads,
            left: left as u64,
            lines,
        };
        for (rows, line_of) in line_of.iter().enumerate() {
            let totals = line_of.iter().map(|&line| (line, width - 1)).collect();
            grid.fill(&fold, pivot.level(rows, false), totals);
            if !pivot.columns.keys.is_empty() {
                let cell = |(row, column): (u32, u32)| (line_of[row as usize], head_of[column as usize]);
                grid.fill(
                    &fold,
                    pivot.level(rows, true),
                    places(rows).into_iter().map(cell).collect(),
                );
            }
        }
        Ok(grid)
    }

    /// Puts what was measured of the groups of a level into their cells, which are known by line and head.
    fn fill(
        &mut self,
        fold: &impl Fn(usize, &[u32], usize) -> Vec<Vec<Measured>>,
        level: usize,
        places: Vec<(u32, usize)>,
    ) {
        let mut cells: Vec<(u32, usize)> = Vec::new();
        let mut known: Map<(u32, usize), u32> = Map::default();
        let into: Vec<u32> = places
            .into_iter()
            .map(|place| {
                if place.0 == NOWHERE {
                    return NOWHERE;
                }
                *known.entry(place).or_insert_with(|| {
                    cells.push(place);
                    cells.len() as u32 - 1
                })
            })
            .collect();
        for ((line, head), measured) in cells.iter().zip(fold(level, &into, cells.len())) {
            self.lines[*line as usize].cells[*head] = Some(measured);
        }
    }
}

/// The keys of the columns that the limit leaves, in order, and the position of every column.
fn heads(pivot: &Pivot<'_>, levels: &[Groups]) -> (Vec<Vec<Atom>>, Vec<usize>) {
    if pivot.columns.keys.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let groups = &levels[pivot.level(0, true)];
    let total = levels[pivot.level(0, false)].first().map(|group| &group.1[..]);
    let side = pivot.columns;
    let within = groups.iter().map(|(_, own)| Within {
        own,
        parent: Some(own),
        total,
        row: total,
        column: Some(own),
    });
    let ranks = ranks(
        pivot,
        side,
        groups.iter().map(|(keys, _)| &keys[..]).collect(),
        within.collect(),
        |measure, row| row_of_cells(pivot, levels, measure, &pivot.atoms(0, row)),
        0,
    );
    let all = (0..groups.len()).collect();
    let (order, kept) = in_order(side, pivot, side.keys.len(), &ranks, groups, all);
    let mut positions = vec![kept; groups.len()];
    for (at, &group) in order[..kept].iter().enumerate() {
        positions[group] = at;
    }
    (
        order[..kept].iter().map(|&group| groups[group].0.clone()).collect(),
        positions,
    )
}

/// A measure across all columns in the row of these keys.
fn row_of_cells<'g>(pivot: &Pivot<'_>, levels: &'g [Groups], measure: usize, row: &[Atom]) -> Map<&'g [Atom], Atom> {
    let total = levels[pivot.level(0, false)].first().map(|group| &group.1[..]);
    let above = row.len().saturating_sub(1);
    let of = |rows: usize| {
        let groups = levels[pivot.level(rows, true)].iter();
        groups.filter(move |(keys, _)| keys[..rows] == row[..rows])
    };
    let parents: Map<&[Atom], &[Measured]> = of(above).map(|(keys, own)| (&keys[above..], &own[..])).collect();
    let columns: Map<&[Atom], &[Measured]> = of(0).map(|(keys, own)| (&keys[..], &own[..])).collect();
    let mut lines = levels[pivot.level(row.len(), false)].iter();
    let line = lines.find(|(keys, _)| *keys == row).map(|(_, own)| &own[..]);
    let within: Vec<Within<'_>> = of(row.len())
        .map(|(keys, own)| Within {
            own,
            parent: parents.get(&keys[row.len()..]).copied(),
            total,
            row: line,
            column: columns.get(&keys[row.len()..]).copied(),
        })
        .collect();
    let columns = of(row.len()).map(|(keys, _)| &keys[row.len()..]);
    columns.zip(pivot.plan.measure(measure, &within)).collect()
}

/// What each group of a level is sorted by; `cells` gives a measure of the cells that the groups share with others of some keys, and by
/// key means by the keys from `own` on.
fn ranks<'g>(
    pivot: &Pivot<'_>,
    side: &Side,
    keys: Vec<&'g [Atom]>,
    within: Vec<Within<'_>>,
    cells: impl Fn(usize, &[Value]) -> Map<&'g [Atom], Atom>,
    own: usize,
) -> Vec<Ranks> {
    let mut ranks: Vec<Ranks> = vec![Vec::new(); keys.len()];
    let mut push = |column: Vec<Atom>| ranks.iter_mut().zip(column).for_each(|(ranks, rank)| ranks.push(rank));
    if side.sort.is_empty() && !pivot.plan.is_empty() {
        push(pivot.plan.measure(0, &within));
    }
    for (rank, _) in &side.sort {
        match rank {
            // One part of the sort, and as many ranks as the groups have keys of their own.
            Rank::Key => (own..keys.first().map_or(own, |keys| keys.len()))
                .for_each(|at| push(keys.iter().map(|keys| keys[at].clone()).collect())),
            Rank::Total(measure) => push(pivot.plan.measure(*measure, &within)),
            Rank::Cell(measure, others) => {
                let cells = cells(*measure, others);
                push(
                    keys.iter()
                        .map(|keys| cells.get(keys).cloned().unwrap_or(Atom::Null))
                        .collect(),
                );
            }
        }
    }
    ranks
}

/// Groups of a level in the order of a side, and how many of them its limit leaves; by key means by so many keys.
fn in_order(
    side: &Side,
    pivot: &Pivot<'_>,
    width: usize,
    ranks: &[Ranks],
    level: &Groups,
    mut groups: Vec<usize>,
) -> (Vec<usize>, usize) {
    let orders: Vec<Order> = if side.sort.is_empty() {
        vec![Order::Descending; usize::from(!pivot.plan.is_empty())]
    } else {
        side.sort
            .iter()
            .flat_map(|(rank, order)| std::iter::repeat_n(*order, if *rank == Rank::Key { width } else { 1 }))
            .collect()
    };
    arrange::by(&mut groups, |&a, &b| {
        let pairs = ranks[a].iter().zip(&ranks[b]).zip(&orders);
        pairs
            .map(|((a, b), &order)| compare(a, b, order))
            .fold(Ordering::Equal, Ordering::then)
            .then_with(|| level[a].0.cmp(&level[b].0))
    });
    let kept = side.limit.unwrap_or(usize::MAX).min(groups.len());
    (groups, kept)
}

impl<'g> Layout<'g> {
    fn of(pivot: &Pivot<'_>, levels: &'g [Groups]) -> Self {
        let down = pivot.rows.keys.len();
        let groups = |rows: usize| &levels[pivot.level(rows, false)];
        let total = groups(0).first().map(|group| &group.1[..]);
        let mut children = Vec::new();
        let mut ranks_of = vec![vec![Vec::new(); groups(0).len()]];
        for rows in 1..=down {
            let mut under: Map<&[Atom], Vec<usize>> = Map::default();
            for (at, (keys, _)) in groups(rows).iter().enumerate() {
                under.entry(&keys[..rows - 1]).or_default().push(at);
            }
            children.push(under);
            let parents: Map<&[Atom], &[Measured]> = groups(rows - 1)
                .iter()
                .map(|(keys, own)| (&keys[..], &own[..]))
                .collect();
            let within = groups(rows).iter().map(|(keys, own)| Within {
                own,
                parent: parents.get(&keys[..rows - 1]).copied(),
                total,
                row: Some(own),
                column: total,
            });
            ranks_of.push(ranks(
                pivot,
                pivot.rows,
                groups(rows).iter().map(|(keys, _)| &keys[..]).collect(),
                within.collect(),
                |measure, column| column_of_cells(pivot, levels, measure, rows, &pivot.atoms(down, column)),
                rows - 1,
            ));
        }
        Self {
            levels,
            children,
            ranks: ranks_of,
            lines: Vec::new(),
            line_of: (0..=down).map(|rows| vec![NOWHERE; groups(rows).len()]).collect(),
        }
    }

    /// All lines with room for their cells, and on which of them each group comes.
    fn lay(mut self, pivot: &Pivot<'_>, width: usize) -> Result<(Vec<Row>, Vec<Vec<u32>>), Failure> {
        if !self.line_of[0].is_empty() {
            self.line(pivot, 0, 0, None, width)?;
        }
        Ok((self.lines, self.line_of))
    }

    fn push(&mut self, keys: &[Atom], rest: Option<u64>, parent: Option<u32>, width: usize) -> Result<u32, Failure> {
        if (self.lines.len() + 1) * width > CELLS {
            return Err(Failure::new(
                words::asking::THAT_WOULD_BE_MORE_THAN,
                words::asking::LIMIT_ROWS_OR_COLUMNS,
            ));
        }
        self.lines.push(Row {
            keys: keys.to_vec(),
            rest,
            parent,
            cells: vec![None; width],
        });
        Ok(self.lines.len() as u32 - 1)
    }

    /// The line of a group by so many row keys, and those below it.
    fn line(
        &mut self,
        pivot: &Pivot<'_>,
        rows: usize,
        group: usize,
        parent: Option<u32>,
        width: usize,
    ) -> Result<(), Failure> {
        let levels = self.levels;
        let keys = &levels[pivot.level(rows, false)][group].0[..];
        let line = self.push(keys, None, parent, width)?;
        self.line_of[rows][group] = line;
        let Some(below) = self.children.get(rows).and_then(|under| under.get(keys)) else {
            return Ok(());
        };
        let groups = &levels[pivot.level(rows + 1, false)];
        let (order, kept) = in_order(pivot.rows, pivot, 1, &self.ranks[rows + 1], groups, below.clone());
        for &group in &order[..kept] {
            self.line(pivot, rows + 1, group, Some(line), width)?;
        }
        if kept < order.len() {
            let rest = self.push(keys, Some((order.len() - kept) as u64), Some(line), width)?;
            for &group in &order[kept..] {
                self.line_of[rows + 1][group] = rest;
            }
        }
        Ok(())
    }
}

/// A measure in the column of these keys, by the keys of all groups by so many row keys.
fn column_of_cells<'g>(
    pivot: &Pivot<'_>,
    levels: &'g [Groups],
    measure: usize,
    rows: usize,
    column: &[Atom],
) -> Map<&'g [Atom], Atom> {
    let total = levels[pivot.level(0, false)].first().map(|group| &group.1[..]);
    let of = |rows: usize| {
        let groups = levels[pivot.level(rows, true)].iter();
        groups.filter(move |(keys, _)| keys[rows..] == *column)
    };
    let parents: Map<&[Atom], &[Measured]> = of(rows - 1).map(|(keys, own)| (&keys[..rows - 1], &own[..])).collect();
    let totals = levels[pivot.level(rows, false)].iter();
    let totals: Map<&[Atom], &[Measured]> = totals.map(|(keys, own)| (&keys[..], &own[..])).collect();
    let whole = of(0).next().map(|(_, own)| &own[..]);
    let within: Vec<Within<'_>> = of(rows)
        .map(|(keys, own)| Within {
            own,
            parent: parents.get(&keys[..rows - 1]).copied(),
            total,
            row: totals.get(&keys[..rows]).copied(),
            column: whole,
        })
        .collect();
    let lines = of(rows).map(|(keys, _)| &keys[..rows]);
    lines.zip(pivot.plan.measure(measure, &within)).collect()
}

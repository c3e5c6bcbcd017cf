//! Rows by keys down the side and keys across the top, measured, with all totals.

mod grid;

use super::group::lane::{self, key_value};
use super::group::levels::{self, Groups, Level};
use super::group::plan::{Plan, Within, any_real};
use super::group::{add, lanes, settled, together};
use super::{Key, Measure, Question, Side};
use crate::query::answer::{Head, Line};
use crate::query::atom::Atom;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Map, Rows};
use crate::value::{Kind, Value, Zone};
use grid::Grid;
use serde::{Deserialize, Serialize};

/// See [`Ask::Pivot`](super::Ask::Pivot).
pub struct Pivot<'q> {
    rows: &'q Side,
    columns: &'q Side,
    /// The keys of the rows, then of the columns.
    keys: Vec<Key>,
    plan: Plan<'q>,
    zone: &'q Zone,
    schema: &'q Schema,
}

/// Groups by every part of the row keys, each with the column keys and without, and what was measured of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// One for each key.
    cuts: Vec<lane::Cut>,
    /// See [`Pivot::level`]; none where a shard that stands alone has made the grid.
    levels: Vec<Groups>,
    grid: Option<Grid>,
}

impl Question for Pivot<'_> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let (lanes, cuts) = lanes(&self.keys, shard, rows, self.schema, self.zone)?;
        let tallies = self.plan.tallies(shard)?;
        let found = Level::find(&lanes, rows, &self.choices(), &tallies);
        if !shard.alone {
            let levels = found.iter().map(|level| level.groups(&lanes, false)).collect();
            return Ok(Partial {
                cuts,
                levels,
                grid: None,
            });
        }
        let needed = self.needed();
        let read = |(at, level): (usize, &Level<'_>)| {
            if needed.contains(&at) {
                level.groups(&lanes, true)
            } else {
                Groups::new()
            }
        };
        let levels: Vec<Groups> = found.iter().enumerate().map(read).collect();
        let places = |rows: usize| {
            let [cells, lines, heads] = [(rows, true), (rows, false), (0, true)];
            let level = |(rows, across): (usize, bool)| &found[self.level(rows, across)];
            level(cells).places(level(lines), level(heads), &lanes)
        };
        let grid = Grid::of(self, &levels, places, |level, into, cells| {
            levels::measured(&found[level].fold(into, cells), cells, true)
        })?;
        Ok(Partial {
            cuts,
            levels: Vec::new(),
            grid: Some(grid),
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let cuts: Vec<lane::Cut> = a.cuts.iter().zip(&b.cuts).map(|(a, b)| a.merge(b)).collect();
        let pairs = a.levels.into_iter().zip(b.levels).zip(self.choices());
        let levels = pairs
            .map(|((a, b), keys)| together(a.into_iter().chain(b), &keys, &cuts, self.zone))
            .collect();
        Partial {
            cuts,
            levels,
            grid: a.grid.or(b.grid),
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let grid = match partial.grid {
            Some(grid) => grid,
            None => {
                let cuts = settled(&partial.cuts, &self.keys, self.schema, self.zone);
                let levels = partial.levels.into_iter().zip(self.choices());
                let levels: Vec<Groups> = levels
                    .map(|(groups, keys)| together(groups, &keys, &cuts, self.zone))
                    .collect();
                let places = |rows: usize| {
                    let known = |rows: usize, across: bool| {
                        let groups = levels[self.level(rows, across)].iter().enumerate();
                        let known = groups.map(|(at, (keys, _))| (&keys[..], at as u32));
                        known.collect::<Map<&[Atom], u32>>()
                    };
                    let (lines, heads) = (known(rows, false), known(0, true));
                    let cells = levels[self.level(rows, true)].iter();
                    let cells = cells.filter_map(|(keys, _)| {
                        let (row, column) = keys.split_at(rows);
                        Some((*lines.get(row)?, *heads.get(column)?))
                    });
                    cells.collect()
                };
                Grid::of(self, &levels, places, |level, into, cells| {
                    let mut folded = vec![None; cells];
                    for ((_, measured), &cell) in levels[level].iter().zip(into) {
                        if let Some(known) = folded.get_mut(cell as usize) {
                            let new: Vec<_> = measured.clone();
                            *known = Some(match std::mem::take(known) {
                                Some(old) => add(old, new),
                                None => new,
                            });
                        }
                    }
                    folded.into_iter().map(Option::unwrap_or_default).collect()
                })?
            }
        };
        Ok(self.answer(&grid))
    }
}

impl<'q> Pivot<'q> {
    /// The question of an ask's parts.
    pub fn new(rows: &'q Side, columns: &'q Side, measures: &'q [Measure], zone: &'q Zone, schema: &'q Schema) -> Self {
        Self {
            rows,
            columns,
            keys: rows.keys.iter().chain(&columns.keys).cloned().collect(),
            plan: Plan::of(measures, zone, schema),
            zone,
            schema,
        }
    }

    /// Where the groups by so many row keys are among the levels, with the column keys or without.
    fn level(&self, rows: usize, across: bool) -> usize {
        let above = self.rows.keys.len() - rows;
        if self.columns.keys.is_empty() {
            above
        } else {
            above * 2 + usize::from(!across)
        }
    }

    /// Positions of the keys of each level.
    fn choices(&self) -> Vec<Vec<usize>> {
        let down = self.rows.keys.len();
        let across: Vec<usize> = (down..self.keys.len()).collect();
        let mut choices = Vec::new();
        for rows in (0..=down).rev() {
            if !across.is_empty() {
                choices.push((0..rows).chain(across.iter().copied()).collect());
            }
            choices.push((0..rows).collect());
        }
        choices
    }

    /// The levels by whose measures the sides are sorted.
    fn needed(&self) -> Vec<usize> {
        let down = self.rows.keys.len();
        let cells = |side: &Side| {
            side.sort
                .iter()
                .filter_map(|(rank, _)| match rank {
                    super::Rank::Cell(_, keys) => Some(keys.len()),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        let mut needed: Vec<usize> = (0..=down).map(|rows| self.level(rows, false)).collect();
        needed.push(self.level(0, true));
        if !cells(self.rows).is_empty() {
            needed.extend((0..=down).map(|rows| self.level(rows, true)));
        }
        needed.extend(
            cells(self.columns)
                .into_iter()
                .flat_map(|rows| (0..=rows.min(down)).map(|rows| self.level(rows, true))),
        );
        needed
    }

    /// The values of these keys, which stand from position `from` on among all keys, as keys are.
    fn atoms(&self, from: usize, values: &[Value]) -> Vec<Atom> {
        let kinds = self.keys[from..].iter().map(|key| lane::kind(key, self.schema));
        values
            .iter()
            .zip(kinds)
            .map(|(value, kind)| key_value(value, kind))
            .collect()
    }

    fn answer(&self, grid: &Grid) -> Answer {
        let total = grid.lines.first().and_then(|line| line.cells.last()?.as_deref());
        let cells = |line: &grid::Row| -> Vec<Vec<Value>> {
            let parent = line.parent.map_or(line, |parent| &grid.lines[parent as usize]);
            let row = line.cells.last().and_then(Option::as_deref);
            let columns = grid.lines.first().map_or(&[][..], |line| &line.cells);
            let pairs = line.cells.iter().zip(&parent.cells).zip(columns);
            let within: Vec<Within<'_>> = pairs
                .filter_map(|((own, parent), column)| {
                    Some(Within {
                        own: own.as_deref()?,
                        parent: parent.as_deref(),
                        total,
                        row,
                        column: column.as_deref(),
                    })
                })
                .collect();
            let mut values = self.plan.values(&within).into_iter();
            let cell = |own: &Option<_>| own.as_ref().and_then(|_| values.next()).unwrap_or_default();
            let cells = line.cells.iter().map(cell);
            cells
                .map(|values| values.into_iter().map(Atom::value).collect())
                .collect()
        };
        let plain = |atoms: &[Atom]| atoms.iter().cloned().map(Atom::value).collect::<Vec<_>>();
        let lines: Vec<Line> = grid
            .lines
            .iter()
            .map(|line| Line {
                keys: plain(&line.keys),
                rest: line.rest,
                cells: cells(line),
            })
            .collect();
        let mut heads: Vec<Head> = grid
            .heads
            .iter()
            .map(|keys| Head {
                keys: plain(keys),
                rest: None,
            })
            .collect();
        if grid.left > 0 {
            heads.push(Head {
                keys: Vec::new(),
                rest: Some(grid.left),
            });
        }
        let keys = self.keys.iter().map(|key| lane::kind(key, self.schema));
        let beyond = |at: usize| {
            let cells = lines.iter().flat_map(|line| &line.cells);
            any_real(cells.filter_map(|cell| cell.get(at)))
        };
        let kinds: Vec<Kind> = keys.chain(self.plan.kinds(beyond)).collect();
        Answer::Pivot {
            kinds,
            columns: grid.heads.len() as u64 + grid.left,
            heads,
            lines,
        }
    }
}

//! Pivots cell by cell, each by looking for its rows.

use crate::aggregate::{Groups, Keyed, Wholes, element, kinds, values};
use crate::naive::directed;
use crate::table::Rows;
use audit_explorer::query::answer::{Head, Line};
use audit_explorer::query::{Answer, Key, Measure, Order, Rank, Side};
use audit_explorer::value::{Kind, Value, Zone};
use std::cmp::Ordering;

/// Lines or heads that come together: the keys of each, as many as the level has.
type Several = Vec<Vec<Value>>;

struct Pivoting<'r> {
    rows: &'r Rows,
    matching: &'r [usize],
    down: &'r Side,
    across: &'r Side,
    measures: &'r [Measure],
    zone: &'r Zone,
    /// By the number of row keys: the groups by these, and by these and all column keys.
    totals: Vec<Groups>,
    cells: Vec<Groups>,
}

impl Pivoting<'_> {
    /// The rows of a cell; `None` for the head of all, and `None` comes of a cell in which no group is.
    fn rows_of(&self, lines: &Several, heads: Option<&Several>) -> Option<Vec<usize>> {
        let level = lines.first()?.len();
        let groups = match heads {
            None => &self.totals[level],
            Some(_) => &self.cells[level],
        };
        let none = vec![Vec::new()];
        let mut found = None;
        for line in lines {
            for head in heads.unwrap_or(&none) {
                let key: Vec<Value> = line.iter().chain(head).cloned().collect();
                if let Some((_, rows)) = groups.iter().find(|(known, _)| *known == key) {
                    found.get_or_insert_with(Vec::new).extend(rows.iter().copied());
                }
            }
        }
        // The last of rows of one time is the last of the log, whichever group it is in.
        if let Some(rows) = &mut found {
            rows.sort_unstable();
        }
        found
    }

    fn cell(&self, lines: &Several, parent: &Several, heads: Option<&Several>) -> Vec<Value> {
        let Some(of) = self.rows_of(lines, heads) else {
            return Vec::new();
        };
        let all = vec![Vec::new()];
        let crossed = |measure: &Measure| matches!(measure, Measure::ShareOfRow(_) | Measure::ShareOfColumn(_));
        let crosses = self.measures.iter().any(crossed);
        let parent = self.rows_of(parent, heads);
        let (row, column) = match crosses {
            true => (self.rows_of(lines, None), self.rows_of(&all, heads)),
            false => (None, None),
        };
        let wholes = Wholes {
            parent: parent.as_deref(),
            total: self.matching,
            row: row.as_deref(),
            column: column.as_deref(),
        };
        values(self.rows, &of, &wholes, self.measures, self.zone)
    }

    /// In the order of a side; `own` is how many keys belong to the order by key, `rank` the measures of all of a line or head and of
    /// a cell of it.
    fn ordered(
        &self,
        side: &Side,
        mut keys: Several,
        own: usize,
        total: impl Fn(&[Value]) -> Vec<Value>,
        cell: impl Fn(&[Value], &[Value]) -> Vec<Value>,
    ) -> Several {
        let first = vec![(Rank::Total(0), Order::Descending)];
        let sort = if side.sort.is_empty() && !self.measures.is_empty() {
            &first
        } else {
            &side.sort
        };
        keys.sort_by(|a, b| {
            let parts = sort.iter().map(|(rank, direction)| match rank {
                Rank::Key => {
                    let pairs = a[a.len() - own..].iter().zip(&b[b.len() - own..]);
                    pairs
                        .map(|(a, b)| directed(a, b, *direction))
                        .fold(Ordering::Equal, Ordering::then)
                }
                Rank::Total(measure) => directed(&total(a)[*measure], &total(b)[*measure], *direction),
                Rank::Cell(measure, other) => {
                    let value = |key: &[Value]| cell(key, other).get(*measure).cloned().unwrap_or(Value::Null);
                    directed(&value(a), &value(b), *direction)
                }
            });
            parts.fold(Ordering::Equal, Ordering::then)
        });
        keys
    }

    fn line(&self, keys: &[Value], parent: &Several, heads: &[Several], out: &mut Vec<Line>) {
        let own = vec![keys.to_vec()];
        self.push(&own, parent, None, keys, heads, out);
        let level = keys.len();
        if level == self.down.keys.len() {
            return;
        }
        let below = self.totals[level + 1].iter().map(|(key, _)| key.clone());
        let below: Several = below.filter(|key| key[..level] == *keys).collect();
        let ordered = self.ordered(
            self.down,
            below,
            1,
            |key| self.cell(&vec![key.to_vec()], &own, None),
            |key, head| {
                let head = vec![typed(head, &self.across.keys)];
                self.cell(&vec![key.to_vec()], &own, Some(&head))
            },
        );
        let (kept, left) = ordered.split_at(self.down.limit.unwrap_or(ordered.len()).min(ordered.len()));
        kept.iter().for_each(|key| self.line(key, &own, heads, out));
        if !left.is_empty() {
            self.push(&left.to_vec(), &own, Some(left.len() as u64), keys, heads, out);
        }
    }

    fn push(
        &self,
        lines: &Several,
        parent: &Several,
        rest: Option<u64>,
        keys: &[Value],
        heads: &[Several],
        out: &mut Vec<Line>,
    ) {
        let heads = heads.iter().map(Some).chain([None]);
        out.push(Line {
            keys: keys.to_vec(),
            rest,
            cells: heads.map(|heads| self.cell(lines, parent, heads)).collect(),
        });
    }
}

/// Values as keys are.
fn typed(values: &[Value], keys: &[Key]) -> Vec<Value> {
    let pairs = values.iter().zip(keys);
    pairs
        .map(|(value, key)| match (value, key) {
            (Value::Integer(value), Key::Column(_) | Key::Bin { .. }) if element(key.column()) == Kind::Number => {
                Value::Number(*value as f64)
            }
            (value, _) => value.clone(),
        })
        .collect()
}

pub fn pivot(rows: &Rows, matching: &[usize], down: &Side, across: &Side, measures: &[Measure], zone: &Zone) -> Answer {
    let by: Vec<Key> = down.keys.iter().chain(&across.keys).cloned().collect();
    let keyed = Keyed::new(rows, matching, &by, zone);
    let levels = 0..=down.keys.len();
    let across_keys = down.keys.len()..by.len();
    let pivoting = Pivoting {
        rows,
        matching,
        down,
        across,
        measures,
        zone,
        totals: levels
            .clone()
            .map(|level| keyed.groups(&(0..level).collect::<Vec<_>>()))
            .collect(),
        cells: levels
            .map(|level| keyed.groups(&(0..level).chain(across_keys.clone()).collect::<Vec<_>>()))
            .collect(),
    };
    let all: Several = vec![Vec::new()];
    let heads: Several = if across.keys.is_empty() {
        Vec::new()
    } else {
        pivoting.cells[0].iter().map(|(key, _)| key.clone()).collect()
    };
    let columns = heads.len();
    let ordered = pivoting.ordered(
        across,
        heads,
        across.keys.len(),
        |key| pivoting.cell(&all, &all, Some(&vec![key.to_vec()])),
        |key, line| {
            let line = typed(line, &down.keys);
            let parent = line[..line.len().saturating_sub(1)].to_vec();
            pivoting.cell(&vec![line], &vec![parent], Some(&vec![key.to_vec()]))
        },
    );
    let (kept, left) = ordered.split_at(across.limit.unwrap_or(columns).min(columns));
    let mut heads: Vec<Several> = kept.iter().map(|key| vec![key.clone()]).collect();
    let mut shown: Vec<Head> = kept
        .iter()
        .map(|key| Head {
            keys: key.clone(),
            rest: None,
        })
        .collect();
    if !left.is_empty() {
        heads.push(left.to_vec());
        shown.push(Head {
            keys: Vec::new(),
            rest: Some(left.len() as u64),
        });
    }
    let mut lines = Vec::new();
    pivoting.line(&[], &all, &heads, &mut lines);
    let beyond = |at: usize| {
        let mut cells = lines.iter().flat_map(|line| &line.cells);
        cells.any(|cell| matches!(cell.get(at), Some(Value::Number(_))))
    };
    Answer::Pivot {
        kinds: kinds(&by, measures, beyond),
        heads: shown,
        columns: columns as u64,
        lines,
    }
}

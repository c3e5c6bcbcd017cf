//! Which line of a table of grouped rows is a group and which a row, and where each row and group is: a pure function of the groups' counts
//! and of which are open.

use super::{RowGroups, RowKey};
use crate::arrange;
use crate::query::{Answer, Order};
use crate::value::{Micros, Value};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// A group of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// 0 for the outermost.
    pub depth: usize,
    pub key: Value,
    pub rows: u64,
    /// The first and the last time of its rows.
    pub span: Option<(Micros, Micros)>,
    /// The group around it.
    pub parent: Option<usize>,
    /// How many groups beyond the limit it stands for; 0: it is one itself.
    pub others: u64,
    /// Place of its first row in the order of the page.
    place: u64,
    /// The first group after it that is not inside of it.
    end: usize,
}

/// The groups in the order in which they are shown, those inside of one after it.
#[derive(Debug, Default)]
pub struct Outline {
    pub groups: Vec<Branch>,
    /// The innermost, in the order of the page.
    leaves: Vec<usize>,
}

impl Outline {
    /// The groups of an answer to [`View::row_groups`](super::View::row_groups).
    pub fn of(answer: &Answer, keys: &[RowKey]) -> Self {
        let Answer::Group { rows, groups, rest, .. } = answer else {
            return Self::default();
        };
        let others = groups.saturating_sub(rows.len() as u64);
        let mut placed = placed(rows, keys.len());
        if let Some(rest) = rest.as_ref().filter(|_| others > 0) {
            let place = placed
                .iter()
                .filter(|group| group.depth == 0)
                .map(|group| group.rows)
                .sum();
            let (rows, span) = measured(rest, keys.len());
            placed.push(Branch {
                depth: 0,
                key: Value::Null,
                rows,
                span,
                parent: None,
                others,
                place,
                end: placed.len() + 1,
            });
        }
        // Of groups that are cut off nobody knows which have most rows.
        let ranked = others == 0 && keys.iter().any(|key| key.count);
        let groups = match ranked {
            true => {
                let mut shown = Vec::with_capacity(placed.len());
                rank(&placed, (0, placed.len()), keys, None, &mut shown);
                shown
            }
            false => placed,
        };
        let mut leaves: Vec<usize> = (0..groups.len()).filter(|&at| groups[at].end == at + 1).collect();
        arrange::by_key(&mut leaves, |&at| groups[at].place);
        Self { groups, leaves }
    }

    /// The values that lead to a group, as text; of what the limit left together there is none.
    pub fn path(&self, group: usize) -> Vec<Option<String>> {
        let mut path = Vec::new();
        let mut at = Some(group).filter(|&group| self.groups[group].others == 0);
        while let Some(group) = at {
            path.push(text(&self.groups[group].key).map(Cow::into_owned));
            at = self.groups[group].parent;
        }
        path.reverse();
        path
    }

    /// Whether rows stand right below a group.
    pub fn is_leaf(&self, group: usize) -> bool {
        self.groups[group].end == group + 1
    }

    /// The innermost group of the row at a place of the page.
    fn leaf(&self, place: u64) -> Option<usize> {
        let after = self.leaves.partition_point(|&leaf| self.groups[leaf].place <= place);
        let leaf = self.leaves[after.checked_sub(1)?];
        (place - self.groups[leaf].place < self.groups[leaf].rows).then_some(leaf)
    }
}

fn measured(cells: &[Value], keys: usize) -> (u64, Option<(Micros, Micros)>) {
    let rows = match cells.get(keys) {
        Some(Value::Integer(rows)) => *rows as u64,
        _ => 0,
    };
    let span = match (cells.get(keys + 1), cells.get(keys + 2)) {
        (Some(Value::Time(first)), Some(Value::Time(last))) => Some((*first, *last)),
        _ => None,
    };
    (rows, span)
}

/// All groups, of the innermost ones told in the order of the page.
fn placed(rows: &[Vec<Value>], depth: usize) -> Vec<Branch> {
    let mut groups: Vec<Branch> = Vec::with_capacity(rows.len());
    let mut open: Vec<usize> = Vec::with_capacity(depth);
    let mut place = 0;
    for cells in rows {
        let (count, span) = measured(cells, depth);
        let same = open
            .iter()
            .zip(cells)
            .take_while(|(group, key)| groups[**group].key == **key)
            .count();
        let end = groups.len();
        open.drain(same..).for_each(|group| groups[group].end = end);
        for (level, key) in cells.iter().enumerate().take(depth).skip(same) {
            groups.push(Branch {
                depth: level,
                key: key.clone(),
                rows: 0,
                span: None,
                parent: open.last().copied(),
                others: 0,
                place,
                end: 0,
            });
            open.push(groups.len() - 1);
        }
        for &group in &open {
            let group = &mut groups[group];
            group.rows += count;
            group.span = match (group.span, span) {
                (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
                (one, other) => one.or(other),
            };
        }
        place += count;
    }
    let end = groups.len();
    open.into_iter().for_each(|group| groups[group].end = end);
    groups
}

/// The groups between two positions, those of one parent by how many rows they have where that is wished.
fn rank(
    placed: &[Branch],
    (from, to): (usize, usize),
    keys: &[RowKey],
    parent: Option<usize>,
    shown: &mut Vec<Branch>,
) {
    let mut siblings = Vec::new();
    let mut at = from;
    while at < to {
        siblings.push(at);
        at = placed[at].end;
    }
    let key = siblings.first().and_then(|&first| keys.get(placed[first].depth));
    match key.filter(|key| key.count).map(|key| key.order) {
        Some(Order::Ascending) => arrange::by_key(&mut siblings, |&group| placed[group].rows),
        Some(Order::Descending) => arrange::by_key(&mut siblings, |&group| Reverse(placed[group].rows)),
        None => {}
    }
    for group in siblings {
        let here = shown.len();
        shown.push(Branch {
            parent,
            ..placed[group].clone()
        });
        rank(placed, (group + 1, placed[group].end), keys, Some(here), shown);
        shown[here].end = shown.len();
    }
}

/// The text of a key in a path; null has none.
fn text(key: &Value) -> Option<Cow<'_, str>> {
    match key {
        Value::Text(text) => Some(Cow::Borrowed(text)),
        other => super::text_of(other).map(Cow::Owned),
    }
}

/// What a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A group, by its position in the outline.
    Group(usize),
    /// A row by its place in the order of the page, under this group.
    Row(u64, usize),
}

/// A group that is in sight.
#[derive(Clone, Copy, Debug)]
struct Shown {
    group: usize,
    line: u64,
    open: bool,
}

/// The lines of a table whose rows are grouped.
#[derive(Debug)]
pub struct Lines {
    pub outline: Arc<Outline>,
    shown: Vec<Shown>,
    /// Where each group is among those shown; `u32::MAX`: nowhere.
    positions: Vec<u32>,
    /// How many lines there are.
    pub total: u64,
}

/// The groups turned by hand, by their paths.
#[derive(Default)]
struct Turned<'a> {
    here: bool,
    null: Option<Box<Turned<'a>>>,
    inside: HashMap<&'a str, Turned<'a>>,
}

impl<'a> Turned<'a> {
    fn of(paths: &'a [Vec<Option<String>>]) -> Self {
        let mut root = Self::default();
        for path in paths {
            let mut at = &mut root;
            for value in path {
                at = match value {
                    Some(value) => at.inside.entry(value).or_default(),
                    None => at.null.get_or_insert_default(),
                };
            }
            at.here = true;
        }
        root
    }

    fn get(&self, key: &Value) -> Option<&Self> {
        match key {
            Value::Null => self.null.as_deref(),
            _ if self.inside.is_empty() => None,
            key => self.inside.get(&*text(key)?),
        }
    }
}

impl Lines {
    /// The lines of these groups where those are open that the view says.
    pub fn of(outline: Arc<Outline>, view: &RowGroups) -> Self {
        let root = Turned::of(&view.turned);
        let groups = &outline.groups;
        let mut shown = Vec::new();
        let mut positions = vec![u32::MAX; groups.len()];
        let mut around: Vec<(usize, Option<&Turned<'_>>)> = Vec::new();
        let (mut at, mut line) = (0, 0);
        while let Some(group) = groups.get(at) {
            while around.last().is_some_and(|&(end, _)| end <= at) {
                around.pop();
            }
            let above = around.last().map_or(Some(&root), |&(_, turned)| turned);
            let here = match group.others {
                0 => above.and_then(|above| above.get(&group.key)),
                _ => Some(&root),
            };
            let open = view.all != here.is_some_and(|turned| turned.here);
            positions[at] = shown.len() as u32;
            shown.push(Shown { group: at, line, open });
            line += 1;
            match (open, outline.is_leaf(at)) {
                (false, _) => at = group.end,
                (true, true) => {
                    line += group.rows;
                    at += 1;
                }
                (true, false) => {
                    around.push((group.end, here));
                    at += 1;
                }
            }
        }
        Self {
            outline,
            shown,
            positions,
            total: line,
        }
    }

    /// The last group at or above a line.
    fn above(&self, line: u64) -> Option<Shown> {
        let after = self.shown.partition_point(|shown| shown.line <= line);
        Some(self.shown[after.checked_sub(1)?])
    }

    /// What a line shows; `None` beyond the last.
    pub fn line(&self, line: u64) -> Option<Line> {
        let shown = self.above(line).filter(|_| line < self.total)?;
        Some(match line - shown.line {
            0 => Line::Group(shown.group),
            below => Line::Row(self.outline.groups[shown.group].place + below - 1, shown.group),
        })
    }

    /// Whether a group is open, where it is in sight.
    pub fn is_open(&self, group: usize) -> bool {
        self.shown_at(group).is_some_and(|shown| shown.open)
    }

    fn shown_at(&self, group: usize) -> Option<Shown> {
        self.shown.get(*self.positions.get(group)? as usize).copied()
    }

    /// The line of a group, or of the innermost one around it that is in sight.
    pub fn of_group(&self, group: usize) -> Option<u64> {
        let mut at = Some(group);
        while let Some(group) = at {
            if let Some(shown) = self.shown_at(group) {
                return Some(shown.line);
            }
            at = self.outline.groups.get(group)?.parent;
        }
        None
    }

    /// The line of the row at a place of the page; `None` where a group around it is shut, and where there is none.
    pub fn of_place(&self, place: u64) -> Option<u64> {
        let leaf = self.outline.leaf(place)?;
        let shown = self.shown_at(leaf).filter(|shown| shown.open)?;
        Some(shown.line + 1 + place - self.outline.groups[leaf].place)
    }

    /// The line that what a line of these shows has in others of the same groups: its own, or that of the group that hides it.
    pub fn moved(&self, line: u64, now: &Self) -> Option<u64> {
        match self.line(line)? {
            Line::Group(group) => now.of_group(group),
            Line::Row(place, group) => now.of_place(place).or_else(|| now.of_group(group)),
        }
    }

    /// The paths of the groups that must be turned so that the row at a place is in sight.
    pub fn shut_around(&self, place: u64, view: &RowGroups) -> Vec<Vec<Option<String>>> {
        let mut paths = Vec::new();
        let mut at = self.outline.leaf(place);
        while let Some(group) = at {
            let path = self.outline.path(group);
            if view.all == view.turned.contains(&path) {
                paths.push(path);
            }
            at = self.outline.groups[group].parent;
        }
        paths
    }

    /// The place of the first row of a group.
    pub fn first(&self, group: usize) -> u64 {
        self.outline.groups[group].place
    }

    /// The rows between two lines, as runs of places and how many, in the order of the lines; runs that touch are one.
    pub fn rows(&self, from: u64, to: u64) -> Vec<(u64, u64)> {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        let begin = self.shown.partition_point(|shown| shown.line <= from).saturating_sub(1);
        for shown in self.shown[begin.min(self.shown.len())..]
            .iter()
            .take_while(|shown| shown.line < to)
        {
            let group = &self.outline.groups[shown.group];
            if !shown.open || !self.outline.is_leaf(shown.group) {
                continue;
            }
            let first = from.saturating_sub(shown.line + 1);
            let last = (to - shown.line - 1).min(group.rows);
            if first >= last {
                continue;
            }
            match runs.last_mut() {
                Some((start, count)) if *start + *count == group.place + first => *count += last - first,
                _ => runs.push((group.place + first, last - first)),
            }
        }
        runs
    }

    /// The same as few pages to ask for: rows between runs that are no more than `gap` apart are asked for with them.
    pub fn pages(&self, from: u64, to: u64, gap: u64) -> Vec<(u64, usize)> {
        let mut runs = self.rows(from, to);
        arrange::ascending(&mut runs);
        let mut pages: Vec<(u64, usize)> = Vec::new();
        for (start, count) in runs {
            match pages.last_mut() {
                Some((first, rows)) if start <= *first + *rows as u64 + gap => {
                    *rows = (*rows).max((start + count - *first) as usize);
                }
                _ => pages.push((start, count as usize)),
            }
        }
        pages
    }
}

#[cfg(test)]
mod tests;

//! Cells picked in the table: rectangles, the last of which grows as the shift key is held.

use crate::arrange;
use std::collections::BTreeSet;

/// A cell: its row's place in the order, and its column.
type Cell = (u64, usize);

/// A rectangle of cells, both corners included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub from: Cell,
    pub to: Cell,
}

impl Area {
    fn between(a: Cell, b: Cell) -> Self {
        Self {
            from: (a.0.min(b.0), a.1.min(b.1)),
            to: (a.0.max(b.0), a.1.max(b.1)),
        }
    }

    /// Whether a cell lies in it.
    pub fn has(&self, (row, column): Cell) -> bool {
        (self.from.0..=self.to.0).contains(&row) && (self.from.1..=self.to.1).contains(&column)
    }
}

/// The cells picked. One cell alone is the cursor's and no selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Opposite corners of each rectangle: where it began, and where it ends now.
    spans: Vec<(Cell, Cell)>,
}

impl Selection {
    /// Picks this cell and no other: what grows later begins here.
    pub fn only(&mut self, cell: Cell) {
        self.spans = vec![(cell, cell)];
    }

    /// Lets the last rectangle end at this cell; it begins at `from` where there is none yet.
    pub fn extend(&mut self, from: Cell, to: Cell) {
        match self.spans.last_mut() {
            Some(span) => span.1 = to,
            None => self.spans.push((from, to)),
        }
    }

    /// Picks a rectangle beside the others.
    pub fn add(&mut self, from: Cell, to: Cell) {
        self.spans.push((from, to));
    }

    /// Takes a cell that stands alone back, or picks it beside the others; `cursor` is picked first where nothing is yet.
    pub fn toggle(&mut self, cursor: Cell, cell: Cell) {
        if let Some(at) = self.spans.iter().position(|span| *span == (cell, cell)) {
            self.spans.remove(at);
            return;
        }
        if self.spans.is_empty() && cursor != cell {
            self.spans.push((cursor, cursor));
        }
        self.spans.push((cell, cell));
    }

    /// Moves each rectangle with its corners' rows; one that loses a row is picked no more.
    pub fn move_rows(&mut self, to: impl Fn(u64) -> Option<u64>) {
        let moved = |(row, column): Cell| Some((to(row)?, column));
        let spans = self
            .spans
            .iter()
            .filter_map(|&(from, end)| Some((moved(from)?, moved(end)?)));
        self.spans = spans.collect();
    }

    /// Picks nothing.
    pub fn clear(&mut self) {
        self.spans.clear();
    }

    /// The rectangles; none where no more than one cell is picked.
    pub fn areas(&self) -> Vec<Area> {
        match self.spans[..] {
            [(from, to)] if from == to => Vec::new(),
            _ => self.spans.iter().map(|&(from, to)| Area::between(from, to)).collect(),
        }
    }

    /// Whether more than one cell is picked.
    pub fn is_some(&self) -> bool {
        !self.areas().is_empty()
    }

    /// The rows that have picked cells, as half-open runs that ascend and do not touch.
    pub fn rows(&self) -> Vec<(u64, u64)> {
        let mut runs: Vec<(u64, u64)> = self.areas().iter().map(|area| (area.from.0, area.to.0 + 1)).collect();
        arrange::ascending(&mut runs);
        let mut joined: Vec<(u64, u64)> = Vec::new();
        for (from, to) in runs {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        joined
    }

    /// The columns that have picked cells, ascending.
    pub fn columns(&self) -> Vec<usize> {
        let columns: BTreeSet<usize> = self.areas().iter().flat_map(|area| area.from.1..=area.to.1).collect();
        columns.into_iter().collect()
    }

    /// Whether this cell is picked.
    pub fn has(&self, cell: Cell) -> bool {
        self.areas().iter().any(|area| area.has(cell))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rectangle_grows_from_where_it_began() {
        let mut selection = Selection::default();
        selection.only((5, 2));
        assert!(!selection.is_some(), "one cell is the cursor's");
        selection.extend((5, 2), (7, 3));
        selection.extend((5, 2), (3, 1));
        assert_eq!(selection.rows(), [(3, 6)]);
        assert_eq!(selection.columns(), [1, 2]);
        assert!(selection.has((3, 1)) && selection.has((5, 2)) && !selection.has((7, 2)));
    }

    #[test]
    fn rows_of_several_rectangles_are_joined() {
        let mut selection = Selection::default();
        selection.only((9, 0));
        selection.toggle((9, 0), (2, 4));
        selection.extend((2, 4), (3, 4));
        selection.toggle((3, 4), (4, 0));
        assert_eq!(selection.rows(), [(2, 5), (9, 10)]);
        assert_eq!(selection.columns(), [0, 4]);
        assert!(!selection.has((9, 4)), "only the cells of the rectangles");
        selection.toggle((4, 0), (4, 0));
        assert_eq!(selection.rows(), [(2, 4), (9, 10)]);
    }
}

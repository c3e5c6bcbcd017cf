//! Rows marked one by one: the first of the marks holds their numbers.

use super::{Mark, TableView};
use crate::query::Predicate;

impl Mark {
    /// Whether it is that of the rows marked one by one.
    pub fn is_single(&self) -> bool {
        self.column.is_none() && matches!(self.predicate, Predicate::Rows(_))
    }
}

impl TableView {
    /// Marks these rows by themselves, before all other marks; where each of them is marked so already, takes that off. `color` is for
    /// the first ones.
    pub fn bookmark(&mut self, rows: &[u64], color: usize) {
        let held = self
            .marks
            .iter()
            .position(Mark::is_single)
            .map(|at| self.marks.remove(at));
        let color = held.as_ref().map_or(color, |mark| mark.color);
        let mut runs = match held.map(|mark| mark.predicate) {
            Some(Predicate::Rows(runs)) => runs,
            _ => Vec::new(),
        };
        let marked = |row: &u64| runs.iter().any(|(from, to)| (from..=to).contains(&row));
        if rows.iter().all(marked) {
            for &row in rows {
                runs = runs.into_iter().flat_map(|run| without(run, row)).collect();
            }
        } else {
            runs.extend(rows.iter().map(|&row| (row, row)));
        }
        if !runs.is_empty() {
            let mark = Mark {
                predicate: Predicate::Rows(runs).normal(),
                color,
                column: None,
            };
            self.marks.insert(0, mark);
        }
    }
}

/// What is left of a run, its ends included, without a row.
fn without((from, to): (u64, u64), row: u64) -> Vec<(u64, u64)> {
    if !(from..=to).contains(&row) {
        return vec![(from, to)];
    }
    let before = row.checked_sub(1).map(|last| (from, last));
    let after = row.checked_add(1).map(|first| (first, to));
    let parts = before.into_iter().chain(after);
    parts.filter(|(from, to)| from <= to).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(view: &TableView) -> Vec<(u64, u64)> {
        match view.marks.first().map(|mark| &mark.predicate) {
            Some(Predicate::Rows(runs)) => runs.clone(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn rows_are_marked_and_let_go_one_by_one() {
        let mut view = TableView::default();
        view.bookmark(&[7], 3);
        view.bookmark(&[9, 8, 0], 4);
        assert_eq!(marked(&view), [(0, 0), (7, 9)]);
        assert_eq!((view.marks.len(), view.marks[0].color), (1, 3));
        // One of these is not marked yet: all of them are then.
        view.bookmark(&[9, 10], 4);
        assert_eq!(marked(&view), [(0, 0), (7, 10)]);
        view.bookmark(&[8, 0], 4);
        assert_eq!(marked(&view), [(7, 7), (9, 10)]);
        view.bookmark(&[10, 7, 9], 4);
        assert_eq!(view.marks, []);
        view.bookmark(&[u64::MAX, 0], 4);
        view.bookmark(&[u64::MAX], 4);
        assert_eq!(marked(&view), [(0, 0)]);
    }

    #[test]
    fn other_marks_stay_and_come_after() {
        let other = |column: Option<&str>| Mark {
            predicate: Predicate::rows([1]),
            color: 0,
            column: column.map(str::to_owned),
        };
        let mut view = TableView {
            marks: vec![other(Some("cell"))],
            ..TableView::default()
        };
        view.bookmark(&[1], 2);
        assert_eq!(view.marks.len(), 2);
        assert_eq!((marked(&view), view.marks[0].color), (vec![(1, 1)], 2));
        view.bookmark(&[1], 2);
        assert_eq!(view.marks, [other(Some("cell"))]);
    }
}

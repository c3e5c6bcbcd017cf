//! Fields of several records put in order by column.

use crate::format::{ColumnId, Field};

/// No field.
const NONE: u32 = u32::MAX;

/// The order of the fields last sorted; the room is used again.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// Columns that have a field, in the order of their first ones.
    columns: Vec<ColumnId>,
    /// The first and the last field of each column.
    ends: Vec<(u32, u32)>,
    /// The field of the same column behind each.
    next: Vec<u32>,
}

impl Lanes {
    /// Sorts fields of columns below `width`; `false` where a record has two of one column.
    pub fn sort(&mut self, fields: &[Field], width: usize) -> bool {
        for id in self.columns.drain(..) {
            self.ends[id as usize].0 = NONE;
        }
        self.ends.resize(width.max(self.ends.len()), (NONE, NONE));
        self.next.clear();
        self.next.resize(fields.len(), NONE);
        for (at, field) in fields.iter().enumerate() {
            let (first, last) = &mut self.ends[field.column as usize];
            if *first == NONE {
                self.columns.push(field.column);
                *first = at as u32;
            } else if fields[*last as usize].row == field.row {
                return false;
            } else {
                self.next[*last as usize] = at as u32;
            }
            *last = at as u32;
        }
        true
    }

    /// Each column with its fields, which must be those that were sorted.
    pub fn each<'a>(
        &'a self,
        fields: &'a [Field],
    ) -> impl Iterator<Item = (ColumnId, impl Iterator<Item = &'a Field> + Clone)> {
        self.columns.iter().map(move |&id| {
            let first = Some(self.ends[id as usize].0);
            let lane = std::iter::successors(first, |&at| Some(self.next[at as usize]).filter(|&next| next != NONE));
            (id, lane.map(|at| &fields[at as usize]))
        })
    }
}

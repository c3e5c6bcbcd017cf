//! Names the columns of a CSV file: every name is used once and none is blank.

use crate::format::{ColumnId, Sink};
use std::collections::{HashMap, HashSet};

/// The columns of a file in order, first those of its header, then those of cells beyond it.
#[derive(Debug, Default)]
pub(in crate::format) struct Header {
    names: Vec<String>,
    /// Names given so far, and how many columns wanted each.
    taken: HashMap<String, usize>,
    ids: Vec<ColumnId>,
    /// How many columns the header names.
    pub width: usize,
    /// Whether these are as many columns of the table.
    pub distinct: bool,
}

impl Header {
    /// Takes the cells of the first row; blanks around names are cut off.
    pub fn read<S: Sink>(cells: &[String], sink: &mut S) -> Self {
        let mut header = Header {
            width: cells.len(),
            ..Header::default()
        };
        for cell in cells {
            header.add(cell.trim(), sink);
        }
        header.distinct = header.ids.iter().collect::<HashSet<_>>().len() == header.width;
        header
    }

    /// The column at `index`; beyond the header, columns are made as they are needed.
    pub fn column<S: Sink>(&mut self, index: usize, sink: &mut S) -> ColumnId {
        while index >= self.ids.len() {
            self.add("", sink);
        }
        self.ids[index]
    }

    /// The name of the column at `index`, if there is one.
    pub fn name(&self, index: usize) -> Option<&str> {
        self.names.get(index).map(String::as_str)
    }

    /// Takes a row that names the same columns, three or more, in another order: cells go to those it names. `false`, and nothing done,
    /// where the row is none.
    pub fn reorder(&mut self, cells: &[String]) -> bool {
        let place = |cell: &String| self.names().iter().position(|name| name == cell.trim());
        let places: Option<Vec<usize>> = cells.iter().map(place).collect();
        let Some(places) = places.filter(|places| {
            places.len() == self.width && self.width > 2 && places.iter().collect::<HashSet<_>>().len() == self.width
        }) else {
            return false;
        };
        let (names, ids) = (self.names.clone(), self.ids.clone());
        for (to, &from) in places.iter().enumerate() {
            self.names[to].clone_from(&names[from]);
            self.ids[to] = ids[from];
        }
        true
    }

    /// The names in the header.
    pub fn names(&self) -> &[String] {
        &self.names[..self.width]
    }

    /// The columns named in the header.
    pub fn ids(&self) -> &[ColumnId] {
        &self.ids[..self.width]
    }

    fn add<S: Sink>(&mut self, name: &str, sink: &mut S) {
        let wanted = if name.is_empty() {
            format!("column {}", self.ids.len() + 1)
        } else {
            name.to_owned()
        };
        let mut unique = wanted.clone();
        while self.taken.contains_key(&unique) {
            let copies = self.taken.entry(wanted.clone()).or_insert(1);
            *copies += 1;
            unique = format!("{wanted} ({copies})");
        }
        self.taken.insert(unique.clone(), 1);
        self.ids.push(sink.column(&unique));
        self.names.push(unique);
    }
}
